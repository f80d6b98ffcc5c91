"""Texts that keep a pattern busy, made of what it looks for itself: each way in which it may begin,
said over and over, and never ended."""

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_LIKELY = ("a", "1", " ", *map(chr, range(33, 127)), "\n")


def openings(pattern: re.Pattern[str]) -> list[str]:
    """The beginnings of the shortest text that a pattern fits."""
    pieces = list(_pieces(_parser.parse(pattern.pattern, pattern.flags)))
    texts = ("".join(pieces[:end]) for end in range(1, len(pieces) + 1))
    return [text for text in dict.fromkeys(texts) if text]


def _pieces(nodes: Sequence[Any]) -> Iterator[str]:
    for operation, content in nodes:
        match str(operation):
            case "LITERAL":
                yield chr(content)
            case "NOT_LITERAL" | "ANY" | "IN":
                yield _one_of([(operation, content)])
            case "BRANCH":
                yield "".join(_pieces(content[1][0]))
            case "SUBPATTERN":
                yield "".join(_pieces(content[-1]))
            case "ATOMIC_GROUP":
                yield "".join(_pieces(content))
            case repeat if repeat in _REPEATS:
                least, _, inner = content
                yield "".join(_pieces(inner)) * least


def _one_of(nodes: Sequence[Any]) -> str:
    """A letter that may stand there, as the library of patterns itself says."""
    whole = _parser.SubPattern(_parser.State(), list(nodes))
    fits = _compiler.compile(whole).fullmatch
    return next(filter(fits, _LIKELY), "")
