"""What the generators of the example bundles share: a school calendar, and tables on disk."""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

Row = dict[str, object]

YEAR = "2026-2027"
LAST_RECORD = date(2026, 11, 20)
"""The last day before the review of 23 November 2026: no record is younger."""

HOLIDAYS = {
    date(2026, 9, 7): 1,  # Labor Day
    date(2026, 10, 9): 1,  # fall break
    date(2026, 11, 23): 5,  # Thanksgiving week
    date(2026, 12, 21): 12,  # winter break, to 1 January
    date(2027, 1, 18): 1,  # Martin Luther King Jr. Day
    date(2027, 3, 15): 5,  # spring break
    date(2027, 3, 26): 1,  # Good Friday
}
"""First day of each holiday and how many days it lasts."""

TESTING = (
    (date(2027, 4, 13), date(2027, 4, 14)),
    (date(2027, 4, 20), date(2027, 4, 21)),
    (date(2027, 4, 27), date(2027, 4, 28)),
)
"""State tests in spring. Classes are taught on these days too."""


@dataclass(frozen=True)
class SchoolCalendar:
    """The weekdays of a school year, and which of them are taught."""

    opens: date
    closes: date
    printed_from: date
    printed_to: date
    inservice: frozenset[date]
    closures: frozenset[date]
    quarter_ends: tuple[date, date, date]

    def weekdays(self) -> Iterator[date]:
        """All printed days, Monday to Friday."""
        for offset in range((self.printed_to - self.printed_from).days + 1):
            day = self.printed_from + timedelta(offset)
            if day.weekday() < 5:
                yield day

    def note(self, day: date) -> str:
        """Why the day is not an ordinary one; empty where it is."""
        if day in self.closures:
            return "closure"
        if any(first <= day < first + timedelta(days) for first, days in HOLIDAYS.items()):
            return "holiday"
        if day in self.inservice or not self.opens <= day <= self.closes:
            return "inservice"
        return "testing" if any(first <= day <= last for first, last in TESTING) else ""

    def taught(self, day: date) -> bool:
        return self.note(day) in ("", "testing")

    @cached_property
    def elapsed(self) -> list[date]:
        """The days taught so far."""
        return [day for day in self.weekdays() if self.taught(day) and day <= LAST_RECORD]

    @cached_property
    def elapsed_weeks(self) -> list[list[date]]:
        """The days taught so far, week by week."""
        weeks: dict[date, list[date]] = {}
        for day in self.elapsed:
            weeks.setdefault(day - timedelta(day.weekday()), []).append(day)
        return list(weeks.values())

    @cached_property
    def elapsed_months(self) -> list[list[date]]:
        """The days taught so far, month by month."""
        months: dict[int, list[date]] = {}
        for day in self.elapsed:
            months.setdefault(day.month, []).append(day)
        return list(months.values())

    def later(self, day: date, days: int) -> date | None:
        """The day taught `days` after the last one taught up to `day`; None if it is to come."""
        index = bisect_right(self.elapsed, day) - 1 + days
        return self.elapsed[index] if index < len(self.elapsed) else None

    def rows(self) -> list[Row]:
        """The table `instructional_calendar`."""
        return [
            {
                "date": day,
                "is_instructional": self.taught(day),
                "quarter": bisect_left(self.quarter_ends, day) + 1,
                "note": self.note(day),
            }
            for day in self.weekdays()
        ]


def employed(days: Iterable[date], start: date, end: date | None) -> list[date]:
    """Those of the days on which somebody with these dates was at work."""
    return [day for day in days if start <= day and (end is None or day <= end)]


def write_table(path: Path, rows: list[Row]) -> None:
    """Writes a table, the same bytes on every system."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(as_cells(row) for row in rows)


def as_cells(row: Mapping[str, object]) -> dict[str, str]:
    return {column: as_cell(value) for column, value in row.items()}


def as_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ";".join(value) if isinstance(value, tuple) else str(value)


def numbered(rows: list[Row], column: str, prefix: str) -> list[Row]:
    """The rows by day, each with an id in front that follows this order."""
    in_order = sorted(rows, key=lambda row: tuple(as_cells(row).values()))
    width = len(str(len(rows)))
    return [{column: f"{prefix}{number:0{width}}", **row} for number, row in enumerate(in_order, 1)]
