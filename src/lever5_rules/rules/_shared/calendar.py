"""Instructional days, weeks, months and quarters, and how regularly events take place in them."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from math import ceil
from typing import Any, TypeVar

from attrs import frozen

from lever5_rules.artifacts.denominators import CalendarDay
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
    gap,
    listing,
    met,
    missing,
    not_applicable,
)

MinDaysPerYear = Annotated[Limit[int], "calendar.min_instructional_days"]
MinDaysPerWeek = Annotated[Limit[int], "calendar.min_days_for_week"]
MinShareOfWindows = Annotated[Limit[float], "regular.min_share_of_windows"]
FRIDAY, SUNDAY = 4, 6
S = TypeVar("S")


def by_weekday(days: Iterable[date]) -> dict[int, tuple[date, ...]]:
    """Days by weekday, those of each in their order."""
    found: dict[int, list[date]] = {}
    for day in days:
        found.setdefault(day.weekday(), []).append(day)
    return {weekday: tuple(held) for weekday, held in found.items()}


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

    def began_before(self, window: Span, day: date) -> bool:
        """Return whether instruction in a window began before `day`."""
        return bool(self.between(window.first, min(window.last, day - timedelta(days=1))))

    @cached_property
    def on_weekday(self) -> dict[int, tuple[date, ...]]:
        """The instructional days by weekday."""
        return by_weekday(self.days)

    @cached_property
    def months(self) -> tuple[Span, ...]:
        """Calendar months with at least ten instructional days."""
        days = Counter((day.year, day.month) for day in self.days)
        return tuple(
            Span(date(year, month, 1), _last_of_month(year, month))
            for (year, month), number in days.items()
            if number >= 10
        )

    def after(self, day: date, number: int) -> date:
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
        found = cls(window for window in windows if window.last <= day)
        found.calendar, found.coming = calendar, windows[len(found) :]
        return found

    def since(self, day: date) -> "Windows":
        """Return the windows in which instruction began no earlier than `day`."""
        found = Windows(one for one in self if not self.calendar.began_before(one, day))
        found.calendar = self.calendar
        found.coming = tuple(one for one in self.coming if not self.calendar.began_before(one, day))
        return found


def instructional_weeks(calendar: YearCalendar, least: MinDaysPerWeek) -> tuple[Span, ...]:
    """Return the instructional weeks, from Monday to Friday or later.

    Friday is always included, because meetings may take place on weekdays without students, such as
    Fridays in a four-day week.
    """
    weeks: dict[date, list[date]] = {}
    for day in calendar.days:
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(day)
    return tuple(
        Span(monday, max(held[-1], monday + timedelta(days=FRIDAY)))
        for monday, held in weeks.items()
        if len(held) >= least.value
    )


Weeks = Annotated[tuple[Span, ...], instructional_weeks]


def elapsed_weeks(weeks: Weeks, calendar: YearCalendar, review: Review) -> Windows:
    over = Windows.until(review.as_of, weeks, calendar)
    if not over:
        first = weeks[0].last if weeks else review.school_year.span.first
        conclude(too_early("No instructional week of the year is over yet", first))
    return over


ElapsedWeeks = Annotated[Windows, elapsed_weeks]


def too_early(message: str, until: date, limit: Limit[Any] | None = None) -> Verdict:
    """Return that it is too early to judge; `until` is the first day on which it can be judged."""
    todo = f"Come back on {until} or later."
    return missing(Reason.TOO_EARLY, f"{message}.", todo, limit=limit, until=until)


def cadence(
    dates: Iterable[date],
    weeks: tuple[Span, ...],
    per_week: float,
    share: Limit[float],
    what: str,
    *,
    since: date | None = None,
) -> Verdict:
    """Return whether `dates` contain `per_week` events in enough of the elapsed weeks.

    0.5 a week is judged as one in every two weeks, 1.5 as three in every two. Weeks that began
    before `since`, the day on which a campus opened or a team started, do not count.
    """
    events, size = _as_ratio(per_week)
    if events == 0:
        return gap(
            Reason.BELOW_PARAMETER,
            f"{what}: the guideline asks for none in {counted(size, 'week')}.",
            "State in the guideline how often a meeting is held.",
        )
    windows = windows_of(asked_for(weeks, since, what, "week", size), size)
    held = sorted(dates)
    short = [window for window in windows if _days_in(held, window) < events]
    full, needed = len(windows) - len(short), ceil(round(share.value * len(windows), 6))
    span = "week" if size == 1 else f"{size} weeks"
    unit = "week" if size == 1 else "span"
    message = (
        f"{what}: {events} in each {span} held in {full} of {counted(len(windows), unit)}; "
        f"{needed} {'was' if needed == 1 else 'were'} needed."
    )
    if full >= needed:
        return met(message, share)
    lacking = "Weeks without" if events == 1 else f"Weeks with fewer than {events}"
    return gap(
        Reason.BELOW_PARAMETER,
        f"{message} {lacking}: {listing(runs(short, windows), most=8)}.",
        f"Add meetings that were held and are not in the log; from now on hold {events} in each "
        f"{span}.",
        limit=share,
    )


def _days_in(held: list[date], window: Span) -> int:
    """Return how many days are in a window of weeks, including the weekend after it."""
    end = window.last + timedelta(days=SUNDAY - window.last.weekday())
    return bisect_right(held, end) - bisect_left(held, window.first)


def runs(chosen: Iterable[Span], windows: Iterable[Span]) -> list[str]:
    """Return the chosen windows in words, with consecutive ones combined."""
    picked = set(chosen)
    found: list[list[Span]] = [[]]
    for window in windows:
        if window in picked:
            found[-1].append(window)
        elif found[-1]:
            found.append([])
    return [f"{run[0].first} to {run[-1].last}" for run in found if run]


def begun(
    subjects: Iterable[S], since: Callable[[S], date | None], windows: Windows, size: int = 1
) -> list[S]:
    """Return the subjects that began early enough for `size` complete windows.

    If none did, all are returned, so that the result is "too early"; otherwise the late ones are
    ignored.
    """
    known = list(subjects)
    days = {one: since(one) for one in known}
    early = [one for one, day in days.items() if day is None or len(windows.since(day)) >= size]
    return early or known


def weeks_in_a_window(per_week: float) -> int:
    """Return the number of weeks within which events that occur `per_week` times are counted."""
    return _as_ratio(per_week)[1]


def _as_ratio(per_week: float) -> tuple[int, int]:
    """Return events and weeks: 0.5 is 1 in 2, 1.5 is 3 in 2, 0.33 is 1 in 3, at most 18 weeks."""
    for weeks in range(1, 19):
        events = round(per_week * weeks)
        if abs(events / weeks - per_week) < 0.005:
            break
    return events, weeks


def windows_of(weeks: tuple[Span, ...], size: int) -> list[Span]:
    """Return windows of `size` elapsed instructional weeks each, without an incomplete last one.

    If none is complete yet, the element ends.
    """
    lacking = size - len(weeks)
    if lacking > 0:
        until = weeks[-1].last + timedelta(weeks=lacking)
        conclude(too_early(f"The first {size} instructional weeks are not over", until))
    return [
        Span(weeks[start].first, weeks[start + size - 1].last)
        for start in range(0, len(weeks) - size + 1, size)
    ]


def _last_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def elapsed_months(calendar: SchoolCalendar, review: Review) -> list[Span]:
    """Return the months of the year that are over; if there is none yet, the element ends."""
    over = [month for month in calendar.months if month.last <= review.as_of]
    if not over:
        until = calendar.months[0].last if calendar.months else calendar.days[-1]
        conclude(too_early("No month of the school year is over", until))
    return over


def quarters_of_the_year(
    calendar: Records[CalendarDay], year: YearCalendar, review: Review
) -> tuple[Span, ...]:
    """Return the four quarters of the calendar.

    A calendar that numbers six-weeks, trimesters or semesters, or nothing, is divided into four
    parts with equally many days. Days before and between quarters belong to the following one,
    because staff are trained before students arrive.
    """
    spans = []
    first = review.school_year.span.first
    for last in _ends_as_numbered(calendar, year) or _ends_of_fourths(year):
        spans.append(Span(first, last))
        first = last + timedelta(days=1)
    return tuple(spans)


def _ends_as_numbered(calendar: Records[CalendarDay], year: SchoolCalendar) -> list[date]:
    """Return the last day of each quarter if most days are numbered 1 to 4 in order, else
    nothing."""
    days: dict[int | None, list[date]] = {}
    for quarter, day in calendar.where(is_instructional=True).tally(
        CalendarDay.quarter, CalendarDay.date
    ):
        days.setdefault(quarter, []).append(day)
    blank = len(days.pop(None, ()))
    held = [sorted(days[number]) for number in sorted(one for one in days if one is not None)]
    ordered = all(one[-1] < then[0] for one, then in pairwise(held))
    if sorted(one for one in days if one) != [1, 2, 3, 4] or not ordered:
        return []
    if 2 * blank > len(year.days):
        return []
    return [*(one[-1] for one in held[:-1]), year.days[-1]]


def _ends_of_fourths(year: SchoolCalendar) -> list[date]:
    return [year.days[ceil(len(year.days) * part / 4) - 1] for part in (1, 2, 3, 4)]


Quarters = Annotated[tuple[Span, ...], quarters_of_the_year]


def elapsed_quarters(quarters: Quarters, calendar: YearCalendar, review: Review) -> Windows:
    over = Windows.until(review.as_of, quarters, calendar)
    if not over:
        conclude(too_early("The first quarter of the year is not over", quarters[0].last))
    return over


ElapsedQuarters = Annotated[Windows, elapsed_quarters]


def asked_for(
    windows: tuple[Span, ...], since: date | None, what: str, noun: str, size: int = 1
) -> tuple[Span, ...]:
    """Return the windows required of somebody who began on `since`.

    If fewer than `size` are over, the element or subject ends: too early, or not applicable if the
    rest of the year is too short.
    """
    if since is None:
        return windows
    begun = windows.since(since) if isinstance(windows, Windows) else None
    asked = tuple(one for one in windows if since <= one.first) if begun is None else begun
    if len(asked) >= size:
        return asked
    if begun is None:
        conclude(too_early(f"{what}: no {noun} has passed since {since}", since))
    ahead = begun.coming[size - len(asked) - 1 :]
    if not ahead:
        conclude(not_applicable(f"{what}: after {since} too little is left of the year to ask it."))
    whole = f"{noun} has" if size == 1 else f"{size} {noun}s have"
    conclude(too_early(f"{what}: no whole {whole} passed since {since}", ahead[0].last))


def in_quarters(
    days: Iterable[date],
    quarters: tuple[Span, ...],
    what: str,
    *,
    least: int = 1,
    share: Limit[float] | None = None,
    limit: Limit[Any] | None = None,
    remedy: str = "From now on hold and record it in every quarter.",
    since: date | None = None,
) -> Verdict:
    """Return whether each quarter, or the required share of quarters, contains `least` of the days.

    Quarters that began before `since`, the day on which a campus opened or a person started, do not
    count; if none is left it is too early.
    """
    quarters = asked_for(quarters, since, what, "quarter")
    known = tuple(days)
    held = [sum(day in quarter for day in known) for quarter in quarters]
    full = sum(number >= least for number in held)
    asked = share.value if share else 1.0
    often = "" if least == 1 else f"{least} times "
    message = f"{what}: {often}in {full} of {counted(len(quarters), 'quarter')}"
    if share is not None and asked < 1:
        message += f"; {ceil(round(asked * len(quarters), 6))} needed"
    if full / len(quarters) >= asked:
        return met(f"{message}.", limit or share)
    short = [
        f"{quarter.first} to {quarter.last}"
        for quarter, number in zip(quarters, held, strict=True)
        if number < least
    ]
    return gap(
        Reason.BELOW_PARAMETER,
        f"{message}; not from {listing(short)}.",
        remedy,
        limit=limit or share,
    )


def pro_rata(
    found: int, per_year: Limit[int], calendar: SchoolCalendar, review: Review, what: str
) -> Verdict:
    """Return whether as many events have taken place as the yearly number requires by now.

    The year is divided into as many equal parts as the limit requires events; each part that is
    over requires one. The full number passes at any time.
    """
    asked = parts_over(per_year.value, calendar, review)
    message = f"{what}: {found} so far, {per_year.value} asked in the year"
    if found >= per_year.value:
        return met(f"{message}.", per_year)
    if asked == 0:
        first = calendar.days[ceil(len(calendar.days) / per_year.value) - 1]
        return too_early(f"{message}, the first by {first}", first, per_year)
    if found >= asked:
        return met(f"{message}, {asked} by now.", per_year)
    return gap(
        Reason.BELOW_PARAMETER,
        f"{message}, {asked} by now.",
        f"Hold and record {asked - found} more now, and {per_year.value} over the year.",
        limit=per_year,
    )


def parts_over(parts: int, calendar: SchoolCalendar, review: Review) -> int:
    """Return how many of `parts` equal parts of the instructional days are over."""
    total = len(calendar.days)
    over = calendar.days_until(review.as_of)
    return sum(1 for part in range(1, parts + 1) if over * parts >= total * part)
