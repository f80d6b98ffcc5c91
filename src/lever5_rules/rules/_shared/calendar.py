"""Instructional weeks, and whether something happened in enough of them."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil
from typing import Any

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
    enough,
    gap,
    listing,
    met,
    missing,
    shown,
)

MinDaysPerYear = Annotated[Limit[int], "calendar.min_instructional_days"]
MinDaysPerWeek = Annotated[Limit[int], "calendar.min_days_for_week"]
MinShareOfWindows = Annotated[Limit[float], "regular.min_share_of_windows"]


@frozen(eq=False, repr=False, slots=False)
class SchoolCalendar:
    """The instructional days of the year in order."""

    days: tuple[date, ...]

    def days_until(self, day: date) -> int:
        """Instructional days up to and including `day`."""
        return bisect_right(self.days, day)

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """The instructional days from `first` to `last`, both included."""
        return self.days[bisect_left(self.days, first) : self.days_until(last)]

    def after(self, day: date, number: int) -> date:
        """The instructional day that is `number` of them after `day`, or the last of the year."""
        return self.days[min(self.days_until(day) + number, len(self.days)) - 1]


def school_calendar(calendar: Records[CalendarDay], least: MinDaysPerYear) -> SchoolCalendar:
    """The days of the whole year; part of a year ends the element, since what the days that are
    not in it ask for would be asked of nobody."""
    days = tuple(sorted(calendar.where(is_instructional=True).distinct("date")))
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


def instructional_weeks(calendar: YearCalendar, least: MinDaysPerWeek) -> tuple[Span, ...]:
    weeks: dict[date, list[date]] = {}
    for day in calendar.days:
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(day)
    return tuple(
        Span(monday, held[-1]) for monday, held in weeks.items() if len(held) >= least.value
    )


Weeks = Annotated[tuple[Span, ...], instructional_weeks]


def elapsed_weeks(weeks: Weeks, review: Review) -> tuple[Span, ...]:
    over = tuple(week for week in weeks if week.last <= review.as_of)
    if not over:
        first = weeks[0].last if weeks else review.school_year.span.first
        conclude(too_early("No instructional week of the year is over yet", first))
    return over


ElapsedWeeks = Annotated[tuple[Span, ...], elapsed_weeks]


def too_early(message: str, until: date, limit: Limit[Any] | None = None) -> Verdict:
    """It is too early to judge; `until` is the first day on which it can be."""
    todo = f"Come back on {until} or later."
    return missing(Reason.TOO_EARLY, f"{message}.", todo, limit=limit)


def cadence(
    dates: Iterable[date],
    weeks: tuple[Span, ...],
    per_week: float,
    share: Limit[float],
    what: str,
    *,
    since: date | None = None,
) -> Verdict:
    """Whether `dates` hold `per_week` events in enough of the elapsed weeks.

    0.5 a week is judged as one in every two weeks, 1.5 as three in every two. Weeks that began
    before `since`, on which a campus opened or a team began, are not asked for.
    """
    weeks = tuple(week for week in weeks if since is None or since <= week.first)
    if not weeks:
        return too_early(f"{what}: no week has passed since {since}", since or date.max)
    events, size = _as_ratio(per_week)
    if events == 0:
        return gap(
            Reason.BELOW_PARAMETER,
            f"{what}: the guideline asks for none in {counted(size, 'week')}.",
            "State in the guideline how often a meeting is held.",
        )
    windows = windows_of(weeks, size)
    held = sorted(dates)
    full = 0
    for window in windows:
        number = bisect_right(held, window.last) - bisect_right(
            held, window.first - timedelta(days=1)
        )
        full += number >= events
    span = "week" if size == 1 else f"{size} weeks"
    needed = ceil(round(share.value * len(windows), 6))
    return enough(
        full,
        len(windows),
        share,
        "elapsed windows",
        f"Hold them as written: {needed} of {len(windows)} windows would have been enough.",
        lead=f"{what}: {events} in each {span} held in ",
    )


def _as_ratio(per_week: float) -> tuple[int, int]:
    """Events and weeks: 0.5 is 1 in 2, 1.5 is 3 in 2, 0.33 is 1 in 3, at most 18 weeks."""
    for weeks in range(1, 19):
        events = round(per_week * weeks)
        if abs(events / weeks - per_week) < 0.005:
            break
    return events, weeks


def windows_of(weeks: tuple[Span, ...], size: int) -> list[Span]:
    """Windows of `size` elapsed instructional weeks each; an unfinished one is left out. Where
    there is none yet, the element ends."""
    lacking = size - len(weeks)
    if lacking > 0:
        until = weeks[-1].last + timedelta(weeks=lacking)
        conclude(too_early(f"The first {size} instructional weeks are not over", until))
    return [
        Span(weeks[start].first, weeks[start + size - 1].last)
        for start in range(0, len(weeks) - size + 1, size)
    ]


def months_of_the_year(calendar: SchoolCalendar) -> list[Span]:
    """Calendar months that have ten instructional days or more."""
    days = Counter((day.year, day.month) for day in calendar.days)
    return [
        Span(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1))
        for (year, month), number in days.items()
        if number >= 10
    ]


def elapsed_months(calendar: SchoolCalendar, review: Review) -> list[Span]:
    """The months of the year that are over. Where there is none yet, the element ends."""
    months = months_of_the_year(calendar)
    over = [month for month in months if month.last <= review.as_of]
    if not over:
        until = months[0].last if months else calendar.days[-1]
        conclude(too_early("No month of the school year is over", until))
    return over


def quarters_of_the_year(calendar: Records[CalendarDay], review: Review) -> tuple[Span, ...]:
    """The four quarters that the calendar gives. Days before and between count for the one to
    come, since staff are trained before students arrive."""
    days: dict[int | None, list[date]] = {}
    for quarter, day in calendar.where(is_instructional=True).tally("quarter", "date"):
        days.setdefault(quarter, []).append(day)
    unplaced = days.pop(None, ())
    numbers = sorted(number for number in days if number is not None)
    if unplaced or numbers != [1, 2, 3, 4]:
        said = (
            f"gives no quarter for {counted(len(unplaced), 'instructional day')}"
            if unplaced
            else f"has the quarters {listing(map(str, numbers))}, where 1 to 4 are asked"
        )
        conclude(
            missing(
                Reason.NO_DENOMINATOR,
                f"The instructional calendar {said}.",
                "Fill in quarter (1 to 4) for every instructional day in "
                "instructional_calendar.csv. Usually held by: district office.",
            )
        )
    spans = []
    first = review.school_year.span.first
    for number in numbers:
        last = max(days[number])
        spans.append(Span(first, last))
        first = last + timedelta(days=1)
    return tuple(spans)


Quarters = Annotated[tuple[Span, ...], quarters_of_the_year]


def elapsed_quarters(quarters: Quarters, review: Review) -> tuple[Span, ...]:
    over = tuple(quarter for quarter in quarters if quarter.last <= review.as_of)
    if not over:
        conclude(too_early("The first quarter of the year is not over", quarters[0].last))
    return over


ElapsedQuarters = Annotated[tuple[Span, ...], elapsed_quarters]


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
    """Whether each quarter, or the share of them that is asked, holds `least` of these days.

    Quarters that began before `since`, on which a campus opened or a person began, are not asked
    for; without any left it is too early.
    """
    quarters = tuple(one for one in quarters if since is None or since <= one.first)
    if not quarters:
        return too_early(f"{what}: no quarter has passed since {since}", since or date.max)
    known = tuple(days)
    held = [sum(day in quarter for day in known) for quarter in quarters]
    full = sum(number >= least for number in held)
    asked = share.value if share else 1.0
    often = "" if least == 1 else f"{least} times "
    message = f"{what}: {often}in {full} of {counted(len(quarters), 'quarter')}"
    if share is not None and asked < 1:
        message += f" ({shown(full / len(quarters))}), at least {shown(asked)} asked"
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
    """Whether as many events have happened as the year's number asks for by now.

    The year is cut into as many equal parts as the limit asks for events; each part that is over
    asks for one. The full number passes at any time.
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
    """How many of `parts` equal parts of the instructional days are over."""
    total = len(calendar.days)
    over = calendar.days_until(review.as_of)
    return sum(1 for part in range(1, parts + 1) if over * parts >= total * part)
