"""Strict conversion of single values from TOML or cell text.

`"false"` is not a yes-or-no in TOML, 44.6 not a whole number, True not 1. 5/6/2026 is read as
people in Texas write it, month first, unless the district has declared another order.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import cache, partial
from typing import Any, get_args, get_origin

from attrs import frozen
from cattrs import BaseConverter

from lever5_rules.artifacts.fields import FieldInfo, Text
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.artifacts.vocabulary.people import SOME_OF_A_ROLE
from lever5_rules.core.blanks import BLANK, PLACEHOLDER, VAGUE, Mark
from lever5_rules.core.numbers import is_number
from lever5_rules.core.synonyms import NO_WORDS, Words, plain, spellings_of
from lever5_rules.core.text import clipped, shown
from lever5_rules.core.years import SchoolYear
from lever5_rules.reading.cannot_read import UnreadableValue

from .dates import checked_date, parse_date
from .spelling import composed
from .units import require_plausible

MOST_DIGITS = 9
_INTEGER = re.compile(rf"(\d{{1,{MOST_DIGITS}}})(?:\.0{{0,{MOST_DIGITS}}})?", re.ASCII)
_BETWEEN = re.compile(r"[,&|\r\n]|\band\b")
_NUMBER = re.compile(rf"\d{{1,{MOST_DIGITS}}}(\.\d{{1,{MOST_DIGITS}}})?", re.ASCII)
_YES = frozenset(
    {"yes", "true", "y", "t", "1", "present", "attended", "here", "signed in", "final"}
    | {"finalized", "complete", "completed"}
)
_NO = frozenset(
    {"no", "false", "n", "f", "0", "absent", "not present", "not attended", "did not attend"}
    | {"not here", "not signed in", "did not sign in", "draft", "not final", "not finalized"}
)
_SPOKEN = frozenset({"yes", "no", "y", "n", "true", "false"})
"""Answers that are read in TOML too, where a text is otherwise no yes-or-no; "draft" in quotation
marks says something else there."""


@frozen(eq=False, repr=False, slots=False)
class Bad:
    """Stands for a value that could not be read; `message` says why."""

    message: str


@cache
def toml_converter(date_order: str | None = None, words: Words = NO_WORDS) -> BaseConverter:
    """Return the converter for values typed by TOML."""
    return _make_converter(
        {
            str: _toml_text,
            int: _toml_integer,
            float: _toml_number,
            bool: _toml_bool,
            date: lambda value: _toml_date(value, date_order),
        },
        _toml_list,
        words,
    )


@cache
def cell_converter(date_order: str | None = None, words: Words = NO_WORDS) -> BaseConverter:
    """Return the converter for cell text without surrounding blanks."""
    return _make_converter(
        {
            str: lambda value: value,
            int: _cell_integer,
            float: _cell_number,
            bool: _cell_bool,
            date: lambda value: parse_date(value, date_order),
        },
        _cell_list,
        words,
    )


def _make_converter(
    hooks: dict[type, Callable[[Any], Any]], split: Callable[[Any], list[Any]], words: Words
) -> BaseConverter:
    converter = BaseConverter(detailed_validation=False)
    for cls, hook in hooks.items():
        converter.register_structure_hook(cls, _ignoring_class(hook))
    converter.register_structure_hook(StrEnum, partial(_read_word, words))
    converter.register_structure_hook_factory(
        _is_list, lambda cls: _make_list_hook(converter, cls, split, words)
    )
    return converter


def find_hook(converter: BaseConverter, cls: Any) -> Callable[[Any, Any], Any]:
    """Return the conversion function for a class.

    All vocabularies share one, because looking it up by class hierarchy in cattrs would take a
    third of the total reading time.
    """
    if isinstance(cls, type) and issubclass(cls, StrEnum):
        cls = StrEnum
    return converter.get_structure_hook(cls)


def _ignoring_class(hook: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda value, _: hook(value)


def _is_list(cls: Any) -> bool:
    return get_origin(cls) is tuple


def _read_word(words: Words, value: Any, vocabulary: type[StrEnum]) -> StrEnum:
    if not isinstance(value, str):
        raise UnreadableValue(f"one of {', '.join(vocabulary)} is expected.")
    word = plain(value)
    try:
        return vocabulary(words.meaning(vocabulary, word) or word)
    except ValueError:
        raise UnreadableValue(
            f"one of {', '.join(vocabulary)} is expected.", word, vocabulary
        ) from None


def find_own_words(raw: Any, value: Any) -> str:
    """Return the district's own words in a value, if they are synonyms of vocabulary words."""
    items = value if isinstance(value, tuple) else (value,)
    if not isinstance(items[0], StrEnum) or raw == value:
        return ""
    return "; ".join(spelling for spelling, item in _split_pieces(raw, items) if item is None)


def note_synonyms(field: str, raw: Any, value: Any) -> str:
    """Return the note that a district's own words in a value were read as synonyms."""
    items = value if isinstance(value, tuple) else (value,)
    words = {word for _, word in _split_pieces(raw, items) if word is not None}
    others = tuple(item for item in items if item not in words) or items
    return (
        f"{field}: {clipped(find_own_words(raw, value), 60)!r} was read as {shown(others)}, as the "
        "words of the ruleset say."
    )


def _split_pieces(raw: Any, items: tuple[Any, ...]) -> list[tuple[str, Any]]:
    """Return the written items of a value, each with its word of the vocabulary; None for a
    synonym.
    """
    parts = raw.split(";") if isinstance(raw, str) else raw
    vocabulary: type = type(items[0])
    spelled = spellings_of(vocabulary)

    def find_word(text: str) -> Any:
        word = spelled.get(plain(text), plain(text))
        return word if word in items else None

    def is_known(text: str) -> bool:
        return find_word(text) is not None

    cut = (piece for part in parts for piece in cut_at_commas(part, is_known))
    return [(piece.strip(), find_word(piece)) for piece in cut]


def _make_list_hook(
    converter: BaseConverter, cls: Any, split: Callable[[Any], list[Any]], words: Words
) -> Callable[[Any, Any], Any]:
    item = get_args(cls)[0]
    hook = find_hook(converter, item)
    if item is str:  # text items have been judged already, see Wording
        return lambda value, _: tuple(dict.fromkeys(hook(part, item) for part in split(value)))
    vocabulary = item if isinstance(item, type) and issubclass(item, StrEnum) else None

    def is_readable(text: str) -> bool:
        try:
            hook(text, item)
        except UnreadableValue:
            return False
        return True

    def convert(value: Any, _: Any) -> Any:
        items = split(value)
        if isinstance(value, str):
            items = [piece for part in items for piece in cut_at_commas(part, is_readable)]
        converted: dict[Any, None] = {}
        pending: Mark | None = None
        misfit: UnreadableValue | None = None
        for part in items:
            mark = mark_in(words, vocabulary, part) if isinstance(part, str) else None
            if mark is BLANK or mark is PLACEHOLDER:
                pending = mark if pending is None else pending
            elif mark is not VAGUE:
                try:
                    converted[hook(part, item)] = None
                except UnreadableValue as error:
                    misfit = misfit or error
        if pending is not None:
            return Pending(pending, tuple(converted)) if converted and vocabulary else pending
        if misfit is not None:
            misfit.beside = tuple(converted) if vocabulary else ()
            raise misfit
        return tuple(converted) or (VAGUE if items else BLANK)

    return convert


def list_vocabulary(info: FieldInfo) -> tuple[Any, ...]:
    """Return every word that a list may have: an item not understood may stand for any of them."""
    return tuple(info.vocabulary or ())


@frozen
class Pending:
    """A list with an item that is still to be filled in, beside items that are known."""

    mark: Mark
    beside: tuple[Any, ...]


def cut_at_commas(text: str, reads: Callable[[str], bool]) -> list[str]:
    """Return the items of `teacher, principal`, as forms write checkbox answers, of `teacher and
    principal`, or of lines or bars between them.

    A text is split only if each piece can be read and the whole cannot.
    """
    pieces = [part.strip() for part in _BETWEEN.split(text) if part.strip()] or [text]
    is_whole = len(pieces) == 1 or reads(text) or not all(map(reads, pieces))
    return [text] if is_whole else pieces


def mark_in(words: Words, vocabulary: type[StrEnum] | None, text: str) -> Mark | None:
    """Return the lexicon's mark for a text, unless it is a word of the vocabulary."""
    if vocabulary is not None and (
        plain(text) in tuple(vocabulary) or words.meaning(vocabulary, text)
    ):
        return None
    return words.lexicon.mark(text)


def _cell_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [item.strip() for item in value.split(";")]


def _toml_list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    raise UnreadableValue("a list in square brackets is expected.")


def _toml_text(value: Any) -> str:
    if isinstance(value, str):
        return composed(value.strip())
    raise UnreadableValue("text in quotation marks is expected.")


def _toml_integer(value: Any) -> int:
    if isinstance(value, str) and _INTEGER.fullmatch(value.strip()):
        return _cell_integer(value.strip())
    if isinstance(value, float) and value.is_integer():
        return int(_require_bounded(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return int(_require_bounded(value))
    raise UnreadableValue("a whole number is expected.")


def _toml_number(value: Any) -> float:
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return _cell_number(value.strip())
    if is_number(value):
        return float(_require_bounded(value))
    raise UnreadableValue("a number is expected.")


def _require_bounded(value: Any) -> Any:
    if value < 0:
        raise UnreadableValue("a number that is not below zero is expected.")
    if value >= 10**MOST_DIGITS:
        raise UnreadableValue(f"a number of at most {MOST_DIGITS} digits is expected.")
    return value


def _toml_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().casefold() in _SPOKEN:
        return _cell_bool(value.strip())
    raise UnreadableValue("true or false is expected, without quotation marks.")


def _toml_date(value: Any, order: str | None) -> date:
    if isinstance(value, datetime):
        return parse_date(value.isoformat(), order)
    if isinstance(value, date):
        return checked_date(value.year, value.month, value.day)
    if isinstance(value, str):
        return parse_date(value.strip(), order)
    raise UnreadableValue("a date is expected, such as 2026-09-14.")


def _cell_integer(value: str) -> int:
    if match := _INTEGER.fullmatch(value):
        return int(match.group(1))
    raise UnreadableValue(f"a whole number of at most {MOST_DIGITS} digits is expected.")


def _cell_number(value: str) -> float:
    if _NUMBER.fullmatch(value):
        return float(value)
    raise UnreadableValue("a number is expected, with a point for decimals.")


def _cell_bool(value: str) -> bool:
    word = value.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UnreadableValue("yes or no is expected.")


def find_answer(info: FieldInfo, raw: Any) -> bool | None:
    """Return the answer that a mark stands for in a field, or None."""
    return dict(info.answers).get(raw.strip().casefold()) if isinstance(raw, str) else None


def require_year(info: FieldInfo, text: str) -> str:
    """Return the same text. Raises UnreadableValue if the field is a school year and the text is
    none.
    """
    if info.text is Text.YEAR and SchoolYear.written(text) is None:
        raise UnreadableValue("a school year such as 2026-2027 is expected.")
    return text


def require_fitting(info: FieldInfo, raw: Any, value: Any) -> Any:
    """Return the value. Raises UnreadableValue if the field cannot have it.

    A field about a group must not name only a part of it: new teachers are not the teachers.
    """
    if value.__class__ is Mark or value.__class__ is Pending:
        return value
    is_single = info.of_person or (info.name == "role" and not info.many)
    if info.item is Role and not is_single and isinstance(raw, (str, list)):
        for piece, _ in _split_pieces(raw, value if isinstance(value, tuple) else (value,)):
            if plain(piece) in SOME_OF_A_ROLE:
                raise UnreadableValue(
                    f"it names only some of those with the role {SOME_OF_A_ROLE[plain(piece)]}. "
                    "Give the role if all of them are meant, else leave it out."
                )
    return require_plausible(value, info.unit)
