"""Text for people: lists in words, readable numbers, suggestions of similar names, safe output."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from itertools import chain, repeat
from typing import Literal, TypeVar
from unicodedata import combining, normalize

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
DIRECTION = re.compile(f"[{_BIDI}\ufeff]")
"""Characters that change the direction of text, so that a line is displayed in another order."""
INVISIBLE = re.compile(f"[{_BIDI}\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]")
"""Characters that nobody sees in a line; two texts that differ only in them look alike."""
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that control a terminal, end a line, or are invalid in XML or UTF-8."""


MOST_MARKS = 30
"""How many combining marks on one letter are kept (as in the stream-safe form of UAX 15), because
sorting a long run of them takes quadratic time."""
AT_ONCE = 1 << 16
"""About how many texts are joined at once; those of a million rows would take much memory."""
ItemT = TypeVar("ItemT")
_ORDINALS = ("second", "third", "fourth", "fifth")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?]) ")
_MARKS = re.compile(rf"[^\w\s]{{{MOST_MARKS + 1},}}")


def normal(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """Return a text in a Unicode normal form, in linear time."""
    if text.isascii():
        return text
    return normalize(form, _MARKS.sub(_fewer_marks, text))


def _fewer_marks(match: re.Match[str]) -> str:
    signs, row = [], 0
    for sign in match[0]:
        row = row + 1 if combining(sign) else 0
        if row <= MOST_MARKS:
            signs.append(sign)
    return "".join(signs)


def in_parts(items: Sequence[ItemT]) -> Iterator[Sequence[ItemT]]:
    """Yield a long sequence in parts that are short enough to be joined."""
    for first in range(0, len(items), AT_ONCE):
        yield items[first : first + AT_ONCE]


def listing(items: Iterable[object], *, most: int = 6) -> str:
    """Return items as a list in words: `102, 103 and 104`; past `most` items, `... and 3 more`."""
    words = [str(item) for item in items]
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def shown(value: object) -> str:
    """Return a value as readers expect it: yes/no, 0.8 for 0.8000001, list items separated by
    commas."""
    if value.__class__ is str:
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return f"{value:.10g}" if value == int(value) else f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return ", ".join(shown(item) for item in value)
    return str(value)


def told_apart(value: float, other: float) -> str:
    """Return `value` as `shown` does, with enough decimals to differ from `other`: 0.796 beside
    0.8.
    """
    text = shown(value)
    digits = 2
    while value != other and text == shown(other) and digits < 12:
        digits += 1
        text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return text


ALIKE = 0.8
"""Two words that share so much of their letters are one of them misspelt."""
JOINED = 0.92
"""Two words that share so much are one of them written apart: datameetng. Coaching is not
co_teaching."""
_NEGATIONS = frozenset({"in", "non", "not", "un"})
BEGUN = 4
"""Letters with which an abbreviation begins as its word does."""


def with_article(word: str) -> str:
    """Return a word with its indefinite article: `a str`, `an int`."""
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def within(text: str) -> str:
    """Return a phrase in the form for the middle of a sentence: `minutes of a PLC meeting`.

    A phrase that begins with an abbreviation is returned unchanged.
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun: `1 meeting`, `3 meetings`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


_OF_WHAT = re.compile(r" (?:a|an|before|in|of|per)\b.*")
_ODD = {"analyses": "analysis", "bases": "basis", "percent": "percent"}


def measured(value: object, unit: str) -> str:
    """Return a value with its unit, of which there may be one: `1 meeting a week`."""
    number = shown(value)
    if number != "1":
        return f"{number} {unit}"
    tail = match[0] if (match := _OF_WHAT.search(unit)) else ""
    words = unit.removesuffix(tail).split()
    plural = {at for at, _ in enumerate(words) if words[at + 1 : at + 2] in ([], ["or"])}
    words = [_singular(word) if at in plural else word for at, word in enumerate(words)]
    return f"1 {' '.join(words)}{tail}"


def _singular(word: str) -> str:
    if word in _ODD:
        return _ODD[word]
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def clipped(text: str, width: int = 80) -> str:
    """Return a text on one line, cut to `width` characters; no input can flood a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def in_sentences(text: str, width: int) -> str:
    """Return the first whole sentences that fit in about `width` characters, and how many are
    omitted.

    A sentence is cut only if it is the first and too long by itself.
    """
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    sentences = _BETWEEN_SENTENCES.split(flat)
    result = sentences[:1]
    for sentence in sentences[1:]:
        if len(" ".join((*result, sentence))) > width:
            break
        result.append(sentence)
    omitted = len(sentences) - len(result)
    start = clipped(" ".join(result), width)
    return (
        f"{start} {counted(omitted, 'more sentence is', 'more sentences are')} left out."
        if omitted
        else start
    )


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the known name most similar to `word`, or None if none is similar."""
    from difflib import get_close_matches

    matches = get_close_matches(word[:200], sorted(candidates), n=1, cutoff=0.5)
    return matches[0] if matches else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return ` Did you mean X?`, or an empty text if no known name is similar."""
    near = nearest(word, candidates)
    return f" Did you mean {near}?" if near else ""


def likely(word: str, candidates: Iterable[str], titles: Mapping[str, str] | None = None) -> str:
    """Return ` Did you mean X?`, or an empty text if no known word is close enough.

    Each word of X must nearly equal one of the written words, and no other word may have been
    written: Secondary is not elementary, new teachers are not eb_teacher, and informal is not
    formal. `titles` gives the words in which a known word is shown.
    """
    from difflib import SequenceMatcher, get_close_matches

    def alike(first: str, other: str) -> bool:
        begins = min(len(first), len(other)) >= BEGUN
        begins = begins and (first.startswith(other) or other.startswith(first))
        return begins or SequenceMatcher(None, first, other).ratio() >= ALIKE

    words, every = word[:200].split("_"), list(candidates)
    beginnings = [candidate for candidate in every if candidate.startswith(f"{word}_")]
    only = words if len(beginnings) == 1 else None
    for near in get_close_matches(word[:200], sorted(every), n=3, cutoff=0.5):
        parts = near.split("_")
        if "".join(words).removesuffix("".join(parts)) in _NEGATIONS:
            continue
        if len(words) == len(parts):
            if all(map(alike, words, parts)):
                return f" Did you mean {(titles or {}).get(near, near)}?"
        elif (
            words == parts[: len(words)] == only
            or SequenceMatcher(None, "".join(words), "".join(parts)).ratio() >= JOINED
        ):
            return f" Did you mean {(titles or {}).get(near, near)}?"
    return ""


def harmless(text: str, most: int | None = None, *, lines: bool = False) -> str:
    """Return text from a bundle in a form that is safe to display, on one line.

    Control characters become U+FFFD, line ends and tabs become spaces, and direction marks are
    dropped. `##[` is split, because it is a command anywhere in the log of a workflow. `most`
    limits the length in characters; `lines` keeps line ends.
    """
    if not (text.isascii() and text.isprintable()):
        blanks = r"[\t\r]+" if lines else r"[\t\r\n]+"
        text = CONTROL.sub(_sign, DIRECTION.sub("", re.sub(blanks, " ", text)))
    text = text.replace("##[", "## [")
    return text if most is None or len(text) <= most else text[: most - 1] + "…"


def _sign(match: re.Match[str]) -> str:
    return "\n" if match[0] == "\n" else "\ufffd"


def join_ways(messages: Sequence[str]) -> str:
    """Return what several ways to meet one requirement lack, as one text that tells them apart."""
    first, *others = messages
    if len(others) < 2:
        return " The other way: ".join(messages)
    ordinals = chain(_ORDINALS, repeat("further"))
    ways = [f"A {word} way: {text}" for word, text in zip(ordinals, others, strict=False)]
    return " ".join((first, *ways))
