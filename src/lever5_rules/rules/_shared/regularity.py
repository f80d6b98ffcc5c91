"""How regularly events take place: in enough weeks or quarters, or as often by now as in a year."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from math import ceil
from typing import Any, TypeVar

from lever5_rules.authoring import (
    Annotated,
    Limit,
    Reason,
    Review,
    Span,
    Verdict,
    conclude,
    counted,
    gap,
    listing,
    met,
    not_applicable,
    within,
)
from lever5_rules.rules._shared.calendar import SUNDAY, SchoolCalendar, Windows, too_early

MinShareOfWindows = Annotated[Limit[float], "regular.min_share_of_windows"]
SubjectT = TypeVar("SubjectT")


def judge_cadence(
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
    events, size = _find_ratio(per_week)
    if events == 0:
        return gap(
            Reason.BELOW_PARAMETER,
            f"{what}: the guideline asks for none in {counted(size, 'week')}.",
            "State in the guideline how often a meeting is held.",
        )
    windows = make_windows(select_required_windows(weeks, since, what, "week", size), size)
    days = sorted(dates)
    short = [window for window in windows if _count_days(days, window) < events]
    complete, needed = len(windows) - len(short), ceil(round(share.value * len(windows), 6))
    span = "week" if size == 1 else f"{size} weeks"
    unit = "week" if size == 1 else "span"
    message = (
        f"{what}: {events} in each {span} held in {complete} of {counted(len(windows), unit)}; "
        f"{needed} {'was' if needed == 1 else 'were'} needed."
    )
    if complete >= needed:
        return met(message, share)
    lacking = "Weeks without" if events == 1 else f"Weeks with fewer than {events}"
    return gap(
        Reason.BELOW_PARAMETER,
        f"{message} {lacking}: {listing(describe_runs(short, windows), most=8)}.",
        f"Add to the log what was held and is not in it; from now on hold {within(what)}: {events} "
        f"in each {span}.",
        limit=share,
    )


def _count_days(days: list[date], window: Span) -> int:
    """Return how many days are in a window of weeks, including the weekend after it."""
    end = window.last + timedelta(days=SUNDAY - window.last.weekday())
    return bisect_right(days, end) - bisect_left(days, window.first)


def describe_runs(chosen: Iterable[Span], windows: Iterable[Span]) -> list[str]:
    """Return the chosen windows in words, with consecutive ones combined."""
    chosen_windows = set(chosen)
    groups: list[list[Span]] = [[]]
    for window in windows:
        if window in chosen_windows:
            groups[-1].append(window)
        elif groups[-1]:
            groups.append([])
    return [_describe_window(Span(run[0].first, run[-1].last)) for run in groups if run]


def _describe_window(window: Span) -> str:
    return f"{window.first} to {window.last}"


def select_begun(
    subjects: Iterable[SubjectT],
    since: Callable[[SubjectT], date | None],
    windows: Windows,
    size: int = 1,
) -> list[SubjectT]:
    """Return the subjects that began early enough for `size` complete windows.

    If none did, all are returned, so that the result is "too early"; otherwise the late ones are
    ignored.
    """
    all_subjects = list(subjects)
    days = {subject: since(subject) for subject in all_subjects}
    early_subjects = [
        subject for subject, day in days.items() if day is None or len(windows.since(day)) >= size
    ]
    return early_subjects or all_subjects


def weeks_in_a_window(per_week: float) -> int:
    """Return the number of weeks within which events that occur `per_week` times are counted."""
    return _find_ratio(per_week)[1]


def _find_ratio(per_week: float) -> tuple[int, int]:
    """Return events and weeks: 0.5 is 1 in 2, 1.5 is 3 in 2, 0.33 is 1 in 3, at most 18 weeks."""
    for weeks in range(1, 19):
        events = round(per_week * weeks)
        if abs(events / weeks - per_week) < 0.005:
            break
    return events, weeks


def make_windows(weeks: tuple[Span, ...], size: int) -> list[Span]:
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


def select_required_windows(
    windows: tuple[Span, ...], since: date | None, what: str, noun: str, size: int = 1
) -> tuple[Span, ...]:
    """Return the windows required of somebody who began on `since`.

    If fewer than `size` are over, the element or subject ends: too early, or not applicable if the
    rest of the year is too short.
    """
    if since is None:
        return windows
    later_windows = windows.since(since) if isinstance(windows, Windows) else None
    required_windows = (
        tuple(window for window in windows if since <= window.first)
        if later_windows is None
        else later_windows
    )
    if len(required_windows) >= size:
        return required_windows
    if later_windows is None:
        conclude(too_early(f"{what}: no {noun} has passed since {since}", since))
    coming_windows = later_windows.coming[size - len(required_windows) - 1 :]
    if not coming_windows:
        conclude(not_applicable(f"{what}: after {since} too little is left of the year to ask it."))
    needed_windows = f"{noun} has" if size == 1 else f"{size} {noun}s have"
    conclude(
        too_early(f"{what}: no whole {needed_windows} passed since {since}", coming_windows[0].last)
    )


def judge_quarters(
    days: Iterable[date],
    quarters: tuple[Span, ...],
    what: str,
    *,
    least: int = 1,
    share: Limit[float] | None = None,
    limit: Limit[Any] | None = None,
    remedy: str = "",
    since: date | None = None,
) -> Verdict:
    """Return whether each quarter, or the required share of quarters, contains `least` of the days.

    Quarters that began before `since`, the day on which a campus opened or a person started, do not
    count; if none is left it is too early.
    """
    quarters = select_required_windows(quarters, since, what, "quarter")
    event_days = sorted(days)
    counts = [
        bisect_right(event_days, quarter.last) - bisect_left(event_days, quarter.first)
        for quarter in quarters
    ]
    complete = sum(number >= least for number in counts)
    asked_share = share.value if share else 1.0
    often = "" if least == 1 else f"{least} times "
    message = f"{what}: {often}in {complete} of {counted(len(quarters), 'quarter')}"
    if share is not None and asked_share < 1:
        message += f"; {ceil(round(asked_share * len(quarters), 6))} needed"
    if complete / len(quarters) >= asked_share:
        return met(f"{message}.", limit or share)
    describe = quarters.calendar.describe if isinstance(quarters, Windows) else _describe_window
    short = [
        describe(quarter)
        for quarter, number in zip(quarters, counts, strict=True)
        if number < least
    ]
    return gap(
        Reason.BELOW_PARAMETER,
        f"{message}; not from {listing(short)}.",
        remedy or f"From now on hold and record {within(what)} in every quarter.",
        limit=limit or share,
    )


def judge_pro_rata(
    count: int,
    per_year: Limit[int],
    calendar: SchoolCalendar,
    review: Review,
    what: str,
    quarters: Collection[Span] = (),
) -> Verdict:
    """Return whether as many events have taken place as the yearly number requires by now.

    The year is divided into as many equal parts as the limit requires events; each part that is
    over requires one. The full number passes at any time. Of what is asked once in each of the
    `quarters` or more often, the number of the quarters that are over passes, too, even if the
    calendar's first quarter is the shorter one.
    """
    required_count = count_elapsed_parts(per_year.value, calendar, review)
    message = f"{what}: {count} so far, {per_year.value} asked in the year"
    if count >= per_year.value:
        return met(f"{message}.", per_year)
    elapsed_quarters = sum(quarter.last <= review.as_of for quarter in quarters)
    asked_in_quarters = per_year.value * elapsed_quarters // len(quarters) if quarters else 0
    if required_count < asked_in_quarters <= count and per_year.value >= len(quarters):
        return met(f"{message}, {asked_in_quarters} in the quarters that are over.", per_year)
    if required_count == 0:
        first = calendar.days[ceil(len(calendar.days) / per_year.value) - 1]
        if quarters and count >= per_year.value // len(quarters) > 0:
            first = min(first, next(iter(quarters)).last)
        return too_early(f"{message}, the first by {first}", first, per_year)
    if count >= required_count:
        return met(f"{message}, {required_count} by now.", per_year)
    return gap(
        Reason.BELOW_PARAMETER,
        f"{message}, {required_count} by now.",
        f"{what}: hold and record {required_count - count} more now, and {per_year.value} over the "
        "year.",
        limit=per_year,
    )


def count_elapsed_parts(parts: int, calendar: SchoolCalendar, review: Review) -> int:
    """Return how many of `parts` equal parts of the instructional days are over."""
    total = len(calendar.days)
    elapsed_days = calendar.days_until(review.as_of)
    return sum(1 for part in range(1, parts + 1) if elapsed_days * parts >= total * part)
