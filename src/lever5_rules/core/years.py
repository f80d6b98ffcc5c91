"""School years and date ranges; nothing here reads the clock."""

import re
from datetime import MAXYEAR, MINYEAR, date
from functools import cached_property

from attrs import frozen

from .errors import UsageError

_WRITTEN = re.compile(
    r"\s*(?:(?:sy|school\s+year)\s*)?(\d{4}|\d\d)\s*[-‐-―/]\s*(\d{4}|\d\d)\s*",
    re.ASCII | re.IGNORECASE,
)
_NAMED = re.compile(r"(?<![\d/.-])\d{4}\s*[-‐-―/]\s*(?:\d{4}|\d{2})(?![\d/.-]*\d)")
_CENTURY = "20"
"""Of a year that is written in two figures."""


@frozen
class Span:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@frozen(slots=False)
class SchoolYear:
    """A school year such as 2026-2027: 1 July to 30 June.

    July counts, because leaders are trained before the first day of instruction.
    """

    start: int

    @classmethod
    def parse(cls, text: str) -> "SchoolYear":
        """Read `2026-2027`, also as `2026-27`, `26/27` or `SY2026-27`. Raises UsageError for
        anything else.
        """
        if year := cls.written(text):
            return year
        raise UsageError(f"{text[:40]!r} is not a school year; write it as 2026-2027.")

    @classmethod
    def written(cls, text: str) -> "SchoolYear | None":
        """Return the school year that a text denotes, or None if it denotes none."""
        if not (match := _WRITTEN.fullmatch(text)):
            return None
        first, second = match.groups()
        if len(first) < len(second):
            return None
        first = first if len(first) > 2 else _CENTURY + first
        follows = f"{int(first) + 1:04}"[-len(second) :] == second
        return cls(int(first)) if follows and 0 < int(first) < MAXYEAR else None

    @classmethod
    def containing(cls, day: date) -> "SchoolYear":
        """Return the school year that contains `day`."""
        return cls(day.year if day.month >= 7 else day.year - 1)

    @cached_property
    def span(self) -> Span:
        first = date(self.start, 7, 1) if self.start >= MINYEAR else date.min
        # In exports, 9999-12-31 often stands for "no end".
        last = date(self.start + 1, 6, 30) if self.start < MAXYEAR else date.max
        return Span(first, last)

    def __str__(self) -> str:
        return f"{self.start}-{self.start + 1}"


def years_named(text: str) -> tuple[SchoolYear, ...]:
    """Return the school years that a text names, such as 2026-2027 for `Schedule 2026-27`."""
    years = (SchoolYear.written(match[0]) for match in _NAMED.finditer(text))
    return tuple(dict.fromkeys(year for year in years if year))
