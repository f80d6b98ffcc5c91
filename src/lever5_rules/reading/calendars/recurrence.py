"""The days of a recurring event, by the rules of RFC 5545 (RRULE).

Only days matter, because evidence is dated by days. This is not left to a library, because here
each step handles one day, week, month or year and none goes past the last day requested. An
impossible rule, such as 30 February, therefore ends as fast as any other; dateutil, with which the
tests compare, searches up to the year 9999.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from attrs import frozen

from lever5_rules.reading.cannot_read import UnreadableRecurrence

MOST_YEARS = 5
"""How many years before the school year a counted series may have started."""
MOST_TIMES = 5000
"""The highest number of repetitions that a rule may have."""
MOST_PARTS = 64
"""The most days, months or positions that a rule may name."""
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN_PARTS = frozenset(
    ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"]
)


@frozen
class Rule:
    """A rule by days. `weekdays` are pairs of ordinal (0 for every one) and weekday."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    week_start: int = 0
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()


def read_rule(parts: Mapping[str, Any]) -> Rule:
    """Return the rule given by the parts of an RRULE.

    Raises UnreadableRecurrence if it is not supported.
    """
    values = {str(name).upper(): _as_list(value) for name, value in parts.items()}
    frequency = str(_read_single_value(values, "FREQ", "")).upper()
    if frequency not in FREQUENCIES:
        raise UnreadableRecurrence(f"recurs {frequency.lower()[:12]}, which is not a rule by days")
    if strange := sorted(values.keys() - _KNOWN_PARTS):
        raise UnreadableRecurrence(f"recurs by {strange[0][:20]}, which is not read")
    count, until = (
        _read_single_value(values, "COUNT", None),
        _read_single_value(values, "UNTIL", None),
    )
    if until is not None and not isinstance(until, date):
        raise UnreadableRecurrence("recurs until a day that cannot be read")
    rule = Rule(
        frequency,
        _read_number(_read_single_value(values, "INTERVAL", 1), 1, 1000),
        None if count is None else _read_number(count, 1, MOST_TIMES),
        until,
        _read_weekday(str(_read_single_value(values, "WKST", "MO")))[1],
        tuple(_read_weekday(str(value)) for value in _read_values(values, "BYDAY")),
        tuple(_read_number(value, -31, 31) for value in _read_values(values, "BYMONTHDAY")),
        tuple(_read_number(value, 1, 12) for value in _read_values(values, "BYMONTH")),
        tuple(_read_number(value, -366, 366) for value in _read_values(values, "BYSETPOS")),
    )
    if frequency in ("DAILY", "WEEKLY") and any(ordinal for ordinal, _ in rule.weekdays):
        raise UnreadableRecurrence("recurs by numbered weekdays, which only a month or year has")
    return rule


def list_rule_days(rule: Rule, start: date, first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last` on which an event recurs, in order.

    `start` is the day of the event itself. Raises UnreadableRecurrence for a counted rule that
    started too long ago.
    """
    if rule.count is not None and (last - start).days > MOST_YEARS * 366:
        raise UnreadableRecurrence(
            f"is counted from {start.year}, more than {MOST_YEARS} years before"
        )
    remaining = MOST_TIMES if rule.count is None else rule.count
    for period in _list_periods(rule, start, start if rule.count is not None else first, last):
        for day in _choose_days(rule, start, period):
            if day > last or remaining == 0:
                return
            if day >= start:
                remaining -= 1
                if day >= first:
                    yield day


def _list_periods(rule: Rule, start: date, since: date, last: date) -> Iterator[list[date]]:
    """Yield the days of each period that may count, from about `since` to `last`."""
    if rule.frequency in ("DAILY", "WEEKLY"):
        size = 1 if rule.frequency == "DAILY" else 7
        day = start - timedelta(days=(start.weekday() - rule.week_start) % size)
        for number in _list_steps((since - day).days, (last - day).days, size * rule.interval):
            yield [day + timedelta(days=number + offset) for offset in range(size)]
    elif rule.frequency == "MONTHLY":
        month, *ends = (
            each_day.year * 12 + each_day.month - 1 for each_day in (start, since, last)
        )
        for number in _list_steps(ends[0] - month, ends[1] - month, rule.interval):
            yield _list_month_days(*divmod(month + number, 12))
    else:
        for number in _list_steps(since.year - start.year, last.year - start.year, rule.interval):
            months = (_list_month_days(start.year + number, month) for month in range(12))
            yield [day for month in months for day in month]


def _list_steps(least: int, most: int, step: int) -> range:
    """Return the multiples of `step` up to `most`, starting with the last one not above `least`."""
    return range(max(least, 0) // step * step, most + 1, step)


def _choose_days(rule: Rule, start: date, period: list[date]) -> list[date]:
    """Return the days of one period that the rule names."""
    whole_year = rule.frequency == "YEARLY"
    months, month_days, weekdays = rule.months, rule.month_days, rule.weekdays
    if not month_days and not weekdays:
        if rule.frequency == "WEEKLY":
            weekdays = ((0, start.weekday()),)
        elif rule.frequency != "DAILY":
            month_days = (start.day,)
            months = months or ((start.month,) if whole_year else ())
    days = [
        day
        for day in period
        if (not months or day.month in months)
        and (not month_days or _is_month_day(day, month_days))
    ]
    if weekdays:
        spans = [period] if not (whole_year and months) else _group_by_month(period)
        on_weekdays = {day for span in spans for day in _select_weekdays(span, weekdays)}
        days = [day for day in days if day in on_weekdays]
    if rule.positions:
        size = len(days)
        places = {position - 1 if position > 0 else size + position for position in rule.positions}
        days = [day for place, day in enumerate(days) if place in places]
    return days


def _select_weekdays(span: Sequence[date], weekdays: Iterable[tuple[int, int]]) -> Iterator[date]:
    """Yield the days of a span on given weekdays: each, or the second or last one, for example."""
    for ordinal, weekday in weekdays:
        days = [day for day in span if day.weekday() == weekday]
        if not ordinal:
            yield from days
        elif abs(ordinal) <= len(days):
            yield days[ordinal - 1 if ordinal > 0 else ordinal]


def _is_month_day(day: date, month_days: tuple[int, ...]) -> bool:
    size = monthrange(day.year, day.month)[1]
    return day.day in month_days or day.day - size - 1 in month_days


def _group_by_month(days: Iterable[date]) -> Iterable[list[date]]:
    months: dict[int, list[date]] = {}
    for day in days:
        months.setdefault(day.month, []).append(day)
    return months.values()


def _list_month_days(year: int, month: int) -> list[date]:
    """Return the days of a month, counted from 0."""
    return [date(year, month + 1, day + 1) for day in range(monthrange(year, month + 1)[1])]


def _read_weekday(text: str) -> tuple[int, int]:
    ordinal, name = text[:-2], text[-2:].upper()
    if name not in WEEKDAYS:
        raise UnreadableRecurrence("recurs on a weekday that cannot be read")
    return (_read_number(ordinal, -53, 53) if ordinal else 0, WEEKDAYS.index(name))


def _read_number(value: Any, least: int, most: int) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = most + 1
    if not least <= number <= most or (number == 0 and least < 0):
        raise UnreadableRecurrence(f"recurs by a number that is not from {least} to {most}")
    return number


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _read_values(values_by_name: Mapping[str, list[Any]], name: str) -> list[Any]:
    values = values_by_name.get(name, [])
    if len(values) > MOST_PARTS:
        raise UnreadableRecurrence(f"names more than {MOST_PARTS} parts under {name}")
    return values


def _read_single_value(values_by_name: Mapping[str, list[Any]], name: str, default: Any) -> Any:
    values = values_by_name.get(name) or [default]
    if len(values) > 1:
        raise UnreadableRecurrence(f"gives {name} twice")
    return values[0]
