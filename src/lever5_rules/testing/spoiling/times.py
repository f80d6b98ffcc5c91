"""Ways of spoiling times: lengths, days, and the order of events."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from lever5_rules.artifacts.denominators import CalendarDay
from lever5_rules.artifacts.kinds import Family, HeldOn, KindInfo, declared_kind
from lever5_rules.artifacts.vocabulary import DayNote
from lever5_rules.testing.district import District, Row, with_each

from .kit import (
    DAY,
    Holds,
    Kit,
    Place,
    Spoiling,
    always,
    both,
    in_windows,
    places_of,
    reading,
    shared_dates,
    with_dates,
    with_one_value,
)

CALENDAR = declared_kind(CalendarDay)
TWO_MONTHS = 60 * DAY


def lengths(value: Any, *, vouched: bool = False, floored: bool = False) -> Any:
    """Return a way that writes `value` for every length.

    With `vouched`, something else may show that the event took place. With `floored`, the length is
    below a floor and counts as none only if the kind has one.
    """

    def spoil(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
        by = kind.counting
        for place, info in places_of(kind):
            if info.unit != "minutes":
                continue
            district = with_one_value(kit.district, kind, place, value)
            if place == (by.lasts,):
                stands = (vouched and (by.vouched_by or by.signed_in)) or (floored and not by.floor)
                if not stands:
                    yield _spoiling_that_fails(place, district)
            elif not info.optional or value is not None:
                read = reading(kind, place)
                asks = both(read, lambda needs: "minutes" in needs.units) if floored else read
                yield Spoiling(".".join(place), district, Holds.FALLS, asks)

    return spoil


def numbers(value: float) -> Any:
    """Return a way that writes `value` for every number that counts something."""

    def spoil(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
        for place, info in places_of(kind):
            counts = info.item in (int, float) and info.unit not in ("", "minutes")
            if not counts or kind.family is Family.DENOMINATOR:
                continue
            spoilt = with_one_value(kit.district, kind, place, value)
            concerns, name = reading(kind, place), ".".join(place)
            if info.optional and kind.table:
                # Rows without the number may be enough, while rows with this value must count as
                # none.
                base = kit.changed(kind, _without(name))
                yield Spoiling(name, spoilt, Holds.NO_BETTER, concerns, base)
            else:
                yield Spoiling(name, spoilt, Holds.FALLS, concerns)

    return spoil


def on_sundays(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Everything was on the Sunday before."""
    yield from _on_other_days(kit, kind, lambda day: day - (day.weekday() + 1) * DAY)


def on_holidays(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Everything was on days that the calendar marks as holidays."""
    free = kit.free_days
    if free:
        places = {day: number for number, day in enumerate(kit.school_days)}
        for spoiling in _on_other_days(kit, kind, lambda day: free[places.get(day, 0) % len(free)]):
            noted = with_each(spoiling.district, CALENDAR, _as_holiday)
            yield Spoiling(spoiling.place, noted, spoiling.holds, spoiling.concerns)


def all_on_one_day(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Every date is the same day in the middle of the year."""
    name = shared_dates(kind)
    if name and kit.school_days:
        middle = kit.school_days[len(kit.school_days) // 2]
        district = with_one_value(kit.district, kind, (name,), middle)
        yield Spoiling(name, district, Holds.FALLS, in_windows)


def yet_to_come(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Everything that was done is dated after the day of the review."""
    if kind.family not in (Family.RECORD, Family.DOCUMENT):
        return
    for place, info in places_of(kind):
        if info.item is not date or info.optional or kind.counting.session_by:
            continue
        later = with_one_value(kit.district, kind, place, kit.as_of + DAY)
        concerns = always if place == (shared_dates(kind),) else reading(kind, place)
        yield Spoiling(".".join(place), later, Holds.FALLS, concerns)


def ended_before_it_began(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """What follows is dated the day before what it follows; rows that have neither are gone."""
    for first, then in kind.counting.in_order:
        district = kit.changed(kind, _day_before(first, then))
        concerns = reading(kind, (then,)) if kind.family is Family.DENOMINATOR else always
        yield Spoiling(then, district, Holds.FALLS, concerns)


def answered_before(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Every answer, such as feedback, is dated the day before what it answers."""
    for first, then in kind.counting.replies:
        district = kit.changed(kind, _day_before(first, then))
        yield Spoiling(then, district, Holds.FALLS, reading(kind, (then,)))


def to_be_answered(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Every answer, such as feedback, is yet to come."""
    for _, then in kind.counting.replies:
        district = with_one_value(kit.district, kind, (then,), kit.as_of + DAY)
        yield Spoiling(then, district, Holds.FALLS, reading(kind, (then,)))


def signed_in_before(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Every sign-in sheet is dated two months before its session."""
    name = shared_dates(kind)
    if name and kind.counting.session_by:
        district = with_dates(kit.district, kind, (name,), lambda day: day - TWO_MONTHS)
        yield Spoiling(name, district, Holds.FALLS, in_windows)


def signed_in_on_one_day(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Every sign-in sheet bears the day of the first."""
    name = shared_dates(kind)
    if name and kind.counting.session_by:
        days = [row.get(name) for row in kit.district.rows(kind.cls)]
        first = min((day for day in days if isinstance(day, date)), default=kit.as_of)
        district = with_one_value(kit.district, kind, (name,), first)
        yield Spoiling(name, district, Holds.FALLS, in_windows)


def _spoiling_that_fails(place: Place, district: District) -> Spoiling:
    return Spoiling(".".join(place), district, Holds.FALLS, always)


def _on_other_days(kit: Kit, kind: KindInfo, move: Callable[[date], date]) -> Iterator[Spoiling]:
    name = shared_dates(kind)
    if name and kind.counting.held_on is not HeldOn.ANY_DAY:
        yield _spoiling_that_fails((name,), with_dates(kit.district, kind, (name,), move))


def _as_holiday(row: Row) -> Row:
    return row if row["is_instructional"] else {**row, "note": DayNote.HOLIDAY.value}


def _day_before(first: str, then: str) -> Callable[[Row], Row | None]:
    return lambda row: {**row, then: row[first] - DAY} if isinstance(row.get(first), date) else None


def _without(name: str) -> Callable[[Row], Row | None]:
    return lambda row: row if row.get(name) is None else None
