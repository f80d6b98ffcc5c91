"""When time for collaboration recurs: by a weekly pattern, or on individual days."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cached_property

from attrs import frozen

from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import Weekday
from lever5_rules.authoring import Reason, Span, conclude, missing, shown
from lever5_rules.rules._shared.calendar import SUNDAY

WEEKDAYS = tuple(Weekday)
Pattern = tuple[date, date, frozenset[int], int]
"""First day, last day, weekdays as numbers, and interval in weeks."""


@frozen(eq=False, repr=False, slots=False)
class Weekly:
    """A slot that takes place by a pattern, and its minutes."""

    minutes: int
    pattern: Pattern

    def list_occurrences(self, week: Span) -> Iterable[tuple[object, float]]:
        """Return the occurrences in a week, each with its average minutes."""
        starts, ends, _, _ = self.pattern
        return () if ends < week.first or week.last < starts else self._occurrences

    @cached_property
    def _occurrences(self) -> Collection[tuple[object, float]]:
        starts, _, weekdays, every = self.pattern
        phase = (starts - timedelta(days=starts.weekday())).toordinal() // 7 % every
        return [((day, every, phase), self.minutes / every) for day in weekdays]


@frozen(eq=False, repr=False, slots=False)
class OnDays:
    """A slot that takes place on individual days, and its minutes."""

    minutes: int
    days: Collection[date]

    def list_occurrences(self, week: Span) -> Iterable[tuple[object, float]]:
        """Return the occurrences in a week, each with its minutes."""
        sunday = week.first + timedelta(days=SUNDAY)
        days = (day for day in self.days if week.first <= day <= sunday)
        return [((day.weekday(), 1, 0), float(self.minutes)) for day in days]


def read_pattern(slot: CollaborationSlot) -> Pattern:
    """Return first and last day of a slot, its weekdays as numbers and its interval in weeks.

    If one is missing, or the last day is before the first, the element ends.
    """
    if slot.weekdays is None or not slot.every_weeks or slot.starts is None or slot.ends is None:
        conclude(
            missing(
                Reason.UNDATED,
                f"Slot {shown(slot.slot_id)} does not say on which days it takes place.",
                "Give its dates, or weekdays with every_weeks, starts and ends, in "
                "collaboration_schedule.csv.",
            )
        )
    if slot.ends < slot.starts:
        conclude(
            missing(
                Reason.CONTRADICTORY,
                f"Slot {shown(slot.slot_id)} ends on {slot.ends}, before it starts on "
                f"{slot.starts}.",
                "Correct starts or ends in collaboration_schedule.csv.",
            )
        )
    days = frozenset(WEEKDAYS.index(day) for day in slot.weekdays)
    return slot.starts, slot.ends, days, slot.every_weeks
