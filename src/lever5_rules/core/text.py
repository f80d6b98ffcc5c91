"""Sentences for people: lists in words, numbers without noise, the nearest known name."""

from collections.abc import Iterable
from datetime import date
from enum import Enum


def listing(items: Iterable[object], *, most: int = 6) -> str:
    """`102, 103 and 104`; past `most` items, `... and 3 more`."""
    words = [str(item) for item in items]
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def shown(value: object) -> str:
    """A value as a reader writes it: yes/no, 0.8 rather than 0.8000001, list items by comma."""
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


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """`1 meeting`, `3 meetings`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def clipped(text: str, width: int = 80) -> str:
    """At most `width` characters on one line, so that no input can flood a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like `word`, or None where nothing is near."""
    from difflib import get_close_matches

    near = get_close_matches(word[:200], sorted(known), n=1, cutoff=0.5)
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean X?`, or nothing where no known name is near."""
    near = nearest(word, known)
    return f" Did you mean {near}?" if near else ""


INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Letters that nobody sees: soft hyphen, spaces and joiners of no width, byte order mark."""


def harmless(text: str, most: int = 2000, *, lines: bool = False) -> str:
    """Text from a bundle as any output may carry it: at most `most` letters on one line.

    What could drive a terminal, turn the direction of reading or break a file (control letters,
    escapes, marks of direction, halves of letters) stands as �, invisible letters fall away.
    `lines` keeps line ends.
    """
    if len(text) > most:
        text = f"{text[: most - 1]}…"
    if text.isprintable():
        return text
    return "".join(map(_kept if lines else _flat, text))


def _flat(letter: str) -> str:
    return " " if letter == "\n" else _kept(letter)


def _kept(letter: str) -> str:
    if letter.isprintable() or letter == "\n":
        return letter
    if letter in INVISIBLE:
        return ""
    return " " if letter.isspace() and letter not in "\x1c\x1d\x1e\x1f" else "�"


def visible(text: str) -> str:
    """Text that cannot steer what shows it: a terminal, a page, a direction of writing.

    White space becomes a plain space; a control character, a mark of direction or half a
    character becomes `�`. Nothing is dropped, so that what was tried can be seen.
    """
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "�" for letter in text
    )
