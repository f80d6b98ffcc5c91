"""The days of the school year, from the instructional calendar."""

from datetime import date

from attrs import frozen

from lever5_rules.artifacts.kinds import HeldOn
from lever5_rules.artifacts.tables import Table
from lever5_rules.artifacts.vocabulary import DayNote
from lever5_rules.core.blanks import Mark

from .reasons import Uncounted

FREE_NOTES = frozenset({DayNote.HOLIDAY, DayNote.CLOSURE})
SUNDAY = 6
SATURDAY = 5


@frozen(eq=False, repr=False, slots=False)
class Days:
    """Days with students, days off, staff days, and days of unknown type.

    A weekday only marked as without students is a staff day. `open` are days of unknown type that
    no note says are free: with students or without, people were at work.
    """

    students: frozenset[date]
    free: frozenset[date]
    staff: frozenset[date]
    unsure: frozenset[date]
    open: frozenset[date]
    first: date | None
    last: date | None

    @classmethod
    def of(cls, table: Table | None) -> "Days":
        """Return the days of a calendar table; empty if there is no table."""
        students: set[date] = set()
        free: set[date] = set()
        staff: set[date] = set()
        unsure: set[date] = set()
        open_days: set[date] = set()
        if table is not None:
            dates, student_flags, notes = (
                table.columns[name] for name in ("date", "is_instructional", "note")
            )
            for row in range(table.size):
                day, has_students, note = dates.at(row), student_flags.at(row), notes.at(row)
                if not isinstance(day, date):
                    continue
                if isinstance(has_students, Mark):
                    unsure.add(day)
                    if note not in FREE_NOTES and not isinstance(note, Mark):
                        open_days.add(day)
                elif has_students:
                    students.add(day)
                elif note in FREE_NOTES:
                    free.add(day)
                else:
                    staff.add(day)
        all_days = students | free | staff | unsure
        return cls(
            students=frozenset(students),
            free=frozenset(free - students),
            staff=frozenset(staff - students),
            unsure=frozenset(unsure - students),
            open=frozenset(open_days - free),
            first=min(all_days, default=None),
            last=max(all_days, default=None),
        )

    def why_not(self, day: date, held_on: HeldOn) -> Uncounted | None:
        """Return why an event cannot have taken place on a day; None if it can."""
        if held_on is HeldOn.ANY_DAY:
            return None
        if day.weekday() == SUNDAY or day in self.free:
            return Uncounted.FREE_DAY
        if self.first is None or self.last is None:
            return None
        if day in self.unsure:
            is_open = held_on is HeldOn.OPEN_DAY and day in self.open
            return None if is_open else Uncounted.DAY_NOT_TOLD
        if held_on is HeldOn.STUDENT_DAY:
            return None if day in self.students else Uncounted.NO_STUDENTS
        is_listed = day in self.students or day in self.staff
        if is_listed or day.weekday() == SATURDAY or not self.first <= day <= self.last:
            return None
        return Uncounted.DAY_NOT_TOLD
