"""Text layout for terminals and text files: display width, and line breaking."""

from collections.abc import Iterator
from unicodedata import combining, east_asian_width

HOLD = "\u00a0"
"""The no-break space."""


def cells(text: str) -> int:
    """Return the columns that a text takes: two for wide letters, none for combining accents."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text
    )


def fold(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """Return lines of at most `width` columns; `first` and `later` are their prefixes.

    Lines break at spaces only, so that ids and paths stay whole; a word longer than a line is
    broken, a path after a slash. A no-break space keeps words together and is written as a space.
    """
    lines: list[str] = []
    line, filled, lead = first, cells(first), True
    kept_together = text.replace("  ", f" {HOLD}")
    for piece in _pieces(kept_together, max(width - max(cells(first), cells(later)), 8)):
        word = piece.lstrip(HOLD) if lead else piece
        long = cells(word)
        if not lead and filled + 1 + long > width:
            lines.append(line)
            line, filled, lead = later, cells(later), True
        line += word if lead else f" {word}"
        filled += long if lead else long + 1
        lead = False
    return [folded.replace(HOLD, " ") for folded in (*lines, line)]


def _pieces(text: str, room: int) -> Iterator[str]:
    """Yield the words, with those that fit on no line split into parts."""
    for word in text.split(" "):
        while cells(word) > room:
            end = 1
            while cells(word[: end + 1]) <= room:
                end += 1
            end = (word.rfind("/", 0, end) + 1) or end
            yield word[:end]
            word = word[end:]
        if word:
            yield word
