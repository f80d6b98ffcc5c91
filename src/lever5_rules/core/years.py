"""School years and spans of days. Nothing here reads the clock."""

from datetime import date
from functools import cached_property

from attrs import frozen

from .errors import UsageError


@frozen
class Span:
    """Days from `first` to `last`, both included."""

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
        """Reads `2026-2027`. Raises UsageError for anything else."""
        first, dash, second = text.strip().partition("-")
        if (
            dash
            and len(first) == len(second) == 4
            and (first + second).isascii()
            and (first + second).isdigit()
            and int(second) == int(first) + 1
            and int(first) > 0
        ):
            return cls(int(first))
        raise UsageError(f"{text[:40]!r} is not a school year; write it as 2026-2027.")

    @classmethod
    def containing(cls, day: date) -> "SchoolYear":
        """The school year that `day` belongs to."""
        return cls(day.year if day.month >= 7 else day.year - 1)

    @cached_property
    def span(self) -> Span:
        return Span(date(self.start, 7, 1), date(self.start + 1, 6, 30))

    def __str__(self) -> str:
        return f"{self.start}-{self.start + 1}"
