"""The instructional calendar: days, weeks, months and quarters, and which of them are over."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from math import ceil
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.denominators import CalendarDay
from lever5_rules.artifacts.vocabulary import DayNote
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Reason,
    Records,
    Review,
    Span,
    Verdict,
    conclude,
    counted,
    missing,
)

MinDaysPerYear = Annotated[Limit[int], "calendar.min_instructional_days"]
MinDaysPerWeek = Annotated[Limit[int], "calendar.min_days_for_week"]
FRIDAY, SUNDAY = 4, 6


def group_by_weekday(days: Iterable[date]) -> dict[int, tuple[date, ...]]:
    """Return days by weekday, in their order."""
    weekdays: dict[int, list[date]] = {}
    for day in days:
        weekdays.setdefault(day.weekday(), []).append(day)
    return {weekday: tuple(weekday_days) for weekday, weekday_days in weekdays.items()}


@frozen(eq=False, repr=False, slots=False)
class SchoolCalendar:
    """The instructional days of the year, in order."""

    days: tuple[date, ...]

    def days_until(self, day: date) -> int:
        """Return the number of instructional days up to and including `day`."""
        return bisect_right(self.days, day)

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """Return the instructional days from `first` to `last`, both included."""
        return self.days[bisect_left(self.days, first) : self.days_until(last)]

    def describe(self, window: Span) -> str:
        """Return a window in words; before the first day of instruction there is no school."""
        return f"{max(window.first, self.days[0])} to {window.last}"

    def longest_pause(self, entries: Iterable[date], since: date, until: date) -> int:
        """Return the most instructional days without an entry from `since` to `until`."""
        positions = [
            self.days_until(max(since, self.days[0])) - 1,
            *sorted(self.days_until(day) for day in entries if day >= since),
            self.days_until(until),
        ]
        return max(after - before for before, after in pairwise(positions))

    def began_before(self, window: Span, day: date) -> bool:
        """Return whether instruction in a window began before `day`."""
        return bool(self.between(window.first, min(window.last, day - timedelta(days=1))))

    @cached_property
    def on_weekday(self) -> dict[int, tuple[date, ...]]:
        """The instructional days by weekday."""
        return group_by_weekday(self.days)

    @cached_property
    def months(self) -> tuple[Span, ...]:
        """Calendar months with at least ten instructional days."""
        days = Counter((day.year, day.month) for day in self.days)
        return tuple(
            Span(date(year, month, 1), _last_day_of_month(year, month))
            for (year, month), number in days.items()
            if number >= 10
        )

    def day_after(self, day: date, number: int) -> date:
        """Return the instructional day `number` days after `day`, or the last of the year."""
        return self.days[min(self.days_until(day) + number, len(self.days)) - 1]


def school_calendar(calendar: Records[CalendarDay], least: MinDaysPerYear) -> SchoolCalendar:
    """Return the calendar of the whole year.

    An incomplete calendar ends the element, because nothing would be required for the missing days.
    """
    days = tuple(sorted(calendar.where(is_instructional=True).distinct(CalendarDay.date)))
    if len(days) < least.value:
        conclude(
            missing(
                Reason.NO_DENOMINATOR,
                f"The instructional calendar holds {counted(len(days), 'instructional day')}, "
                f"from {days[0]} to {days[-1]}; a school year has {least.value} or more.",
                "Complete instructional_calendar.csv to the last day of instruction. Usually held "
                "by: district office.",
                limit=least,
            )
        )
    return SchoolCalendar(days)


YearCalendar = Annotated[SchoolCalendar, school_calendar]


class Windows(tuple[Span, ...]):
    """The windows of the year that are over, in order; `coming` are those that are not."""

    calendar: SchoolCalendar
    coming: tuple[Span, ...]

    @classmethod
    def until(cls, day: date, windows: tuple[Span, ...], calendar: SchoolCalendar) -> "Windows":
        ended = cls(window for window in windows if window.last <= day)
        ended.calendar, ended.coming = calendar, windows[len(ended) :]
        return ended

    def since(self, day: date) -> "Windows":
        """Return the windows in which instruction began no earlier than `day`."""
        later = Windows(window for window in self if not self.calendar.began_before(window, day))
        later.calendar = self.calendar
        later.coming = tuple(
            window for window in self.coming if not self.calendar.began_before(window, day)
        )
        return later


def instructional_weeks(calendar: YearCalendar, least: MinDaysPerWeek) -> tuple[Span, ...]:
    """Return the instructional weeks, from Monday to Friday or later.

    Friday is always included, because meetings may take place on weekdays without students, such as
    Fridays in a four-day week.
    """
    weeks: dict[date, list[date]] = {}
    for day in calendar.days:
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(day)
    return tuple(
        Span(monday, max(days[-1], monday + timedelta(days=FRIDAY)))
        for monday, days in weeks.items()
        if len(days) >= least.value
    )


Weeks = Annotated[tuple[Span, ...], instructional_weeks]


def elapsed_weeks(weeks: Weeks, calendar: YearCalendar, review: Review) -> Windows:
    elapsed = Windows.until(review.as_of, weeks, calendar)
    if not elapsed:
        first = weeks[0].last if weeks else review.school_year.span.first
        conclude(too_early("No instructional week of the year is over yet", first))
    return elapsed


ElapsedWeeks = Annotated[Windows, elapsed_weeks]


def too_early(message: str, until: date, limit: Limit[Any] | None = None) -> Verdict:
    """Return that it is too early to judge; `until` is the first day on which it can be judged."""
    remedy = f"Come back on {until} or later."
    return missing(Reason.TOO_EARLY, f"{message}.", remedy, limit=limit, until=until)


def _last_day_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def elapsed_months(calendar: SchoolCalendar, review: Review) -> list[Span]:
    """Return the months of the year that are over; if there is none yet, the element ends."""
    elapsed = [month for month in calendar.months if month.last <= review.as_of]
    if not elapsed:
        until = calendar.months[0].last if calendar.months else calendar.days[-1]
        conclude(too_early("No month of the school year is over", until))
    return elapsed


def quarters_of_the_year(
    calendar: Records[CalendarDay], year: YearCalendar, review: Review
) -> tuple[Span, ...]:
    """Return the four quarters of the calendar.

    A calendar that numbers six-weeks, trimesters or semesters, or nothing, is divided into four
    parts with equally many days. Days before and between quarters belong to the following one,
    because staff are trained before students arrive; and after the last day of instruction, the
    last quarter goes on until the day of the review.
    """
    spans = []
    first = review.school_year.span.first
    for last in _find_numbered_ends(calendar, year) or _find_ends_of_fourths(year):
        spans.append(Span(first, last))
        first = last + timedelta(days=1)
    until = min(review.as_of, review.school_year.span.last)
    spans[-1] = Span(spans[-1].first, max(spans[-1].last, until))
    return tuple(spans)


def _find_numbered_ends(calendar: Records[CalendarDay], year: SchoolCalendar) -> list[date]:
    """Return the last day of each quarter if most days are numbered 1 to 4 in order, else
    nothing."""
    days: dict[int | None, list[date]] = {}
    for quarter, day in calendar.where(is_instructional=True).tally(
        CalendarDay.quarter, CalendarDay.date
    ):
        days.setdefault(quarter, []).append(day)
    blank = len(days.pop(None, ()))
    ordered_days = [
        sorted(days[number])
        for number in sorted(
            quarter_number for quarter_number in days if quarter_number is not None
        )
    ]
    ordered = all(earlier[-1] < later[0] for earlier, later in pairwise(ordered_days))
    if (
        sorted(quarter_number for quarter_number in days if quarter_number) != [1, 2, 3, 4]
        or not ordered
    ):
        return []
    if 2 * blank > len(year.days):
        return []
    return [*(quarter_days[-1] for quarter_days in ordered_days[:-1]), year.days[-1]]


def _find_ends_of_fourths(year: SchoolCalendar) -> list[date]:
    return [year.days[ceil(len(year.days) * part / 4) - 1] for part in (1, 2, 3, 4)]


Quarters = Annotated[tuple[Span, ...], quarters_of_the_year]


def quarters_of_staff(quarters: Quarters, calendar: Records[CalendarDay]) -> tuple[Span, ...]:
    """Return the quarters, the last one with the days on which staff stay after students have left.

    Those are in the week after; staff days in summer prepare the next year.
    """
    *earlier, closing = quarters
    staff_days = calendar.where(note=DayNote.INSERVICE)
    days = staff_days.distinct(CalendarDay.date) if staff_days.count() else ()
    until = closing.last + timedelta(weeks=1)
    last = max((closing.last, *(day for day in days if day <= until)))
    return (*earlier, Span(closing.first, last))


QuartersOfStaff = Annotated[tuple[Span, ...], quarters_of_staff]


def elapsed_quarters(quarters: Quarters, calendar: YearCalendar, review: Review) -> Windows:
    elapsed = Windows.until(review.as_of, quarters, calendar)
    if not elapsed:
        conclude(too_early("The first quarter of the year is not over", quarters[0].last))
    return elapsed


ElapsedQuarters = Annotated[Windows, elapsed_quarters]
