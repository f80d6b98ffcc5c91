"""What rows are checked against, and remarks on rows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.tables import Table
from lever5_rules.core.frozen_map import FrozenMap
from lever5_rules.core.limits import Limit
from lever5_rules.core.places import where
from lever5_rules.core.years import SchoolYear, Span

from .days import Days
from .people import Roster
from .reasons import Uncounted

JUNE = 6


@frozen(eq=False, repr=False, slots=False)
class Setting:
    """The day of the review, the limits, and the bundle's data on people, days and campuses.

    `opened` has the first day of each campus that opened during the year. `signed` are the ids of
    events with sign-ins; `spring` says whether the spring and summer before the school year
    count, `prepares` whether June does.
    """

    as_of: date
    school_year: SchoolYear
    limits: Mapping[str, Limit[Any]]
    roster: Roster
    days: Days
    campuses: tuple[str, ...]
    opened: Mapping[str, date] = FrozenMap()
    signed: frozenset[str] = frozenset()
    spring: bool = False
    prepares: bool = False

    @cached_property
    def span(self) -> Span:
        """The days on which rows count."""
        year = self.school_year.span
        if not (self.spring or self.prepares):
            return year
        return Span(date(year.first.year, 1 if self.spring else JUNE, 1), year.last)


@frozen(eq=False, repr=False)
class Remark:
    """Why rows do not count, or may not. `column` has the cells that show it; `message` adds
    detail, and is a function where each of many rows has its own."""

    rows: Sequence[int]
    reason: Uncounted
    column: str
    message: str | Callable[[int], str] = ""

    def said_of(self, row: int) -> str:
        """Return the message for one of the rows."""
        return self.message(row) if callable(self.message) else self.message


def place_of(table: Table, row: int, column: str) -> str:
    """Return the place of a cell: `meeting_log.csv, line 7`."""
    part = table.part_of(row)
    return where(part.source.path, part.source.place_of((row - part.first, column)))
