"""The days of a recurring event, as the rules of RFC 5545 give them (RRULE).

By days, since evidence is dated by days; and walked here rather than by a library, because each
step looks at one day, week, month or year and none lies past the last day that is asked for. A
rule that nothing can fulfil, such as 30 February, ends as soon as any other; dateutil, which is
the measure in the tests, looks for it up to the year 9999.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from attrs import frozen

MOST_YEARS = 10
"""How long before the school year a recurring event may have begun."""
MOST_TIMES = 5000
"""How often a rule may say that it recurs."""
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN = frozenset(
    ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"]
)


class RuleRefused(ValueError):
    """A rule that is not followed; the text says why, as the end of a sentence."""


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


def rule_of(parts: Mapping[str, Any]) -> Rule:
    """The rule that the parts of an RRULE give. Raises RuleRefused for one that is not followed."""
    said = {str(name).upper(): _listed(value) for name, value in parts.items()}
    frequency = str(_one(said, "FREQ", "")).upper()
    if frequency not in FREQUENCIES:
        raise RuleRefused(f"recurs {frequency.lower()[:12] or 'somehow'}, which no training does")
    if strange := sorted(said.keys() - _KNOWN):
        raise RuleRefused(f"recurs by {strange[0][:20]}, which is not read")
    count, until = _one(said, "COUNT", None), _one(said, "UNTIL", None)
    if until is not None and not isinstance(until, date):
        raise RuleRefused("recurs until a day that cannot be read")
    rule = Rule(
        frequency,
        _number(_one(said, "INTERVAL", 1), 1, 1000),
        None if count is None else _number(count, 1, MOST_TIMES),
        until,
        _weekday(str(_one(said, "WKST", "MO")))[1],
        tuple(_weekday(str(one)) for one in said.get("BYDAY", ())),
        tuple(_number(one, -31, 31) for one in said.get("BYMONTHDAY", ())),
        tuple(_number(one, 1, 12) for one in said.get("BYMONTH", ())),
        tuple(_number(one, -366, 366) for one in said.get("BYSETPOS", ())),
    )
    if frequency in ("DAILY", "WEEKLY") and any(ordinal for ordinal, _ in rule.weekdays):
        raise RuleRefused("recurs by numbered weekdays, which only a month or year has")
    return rule


def days_of_rule(rule: Rule, start: date, last: date) -> Iterator[date]:
    """The days from `start` to `last`, both included, on which an event recurs, in their order.

    `start` is the day of the event itself. Raises RuleRefused where that lies too long ago.
    """
    if (last - start).days > MOST_YEARS * 366:
        raise RuleRefused(f"began in {start.year}, more than {MOST_YEARS} years before")
    left = rule.count if rule.count is not None else MOST_TIMES
    for days in _periods(rule, start, last):
        for day in days:
            if day > last or left == 0:
                return
            if day >= start:
                left -= 1
                yield day


def _periods(rule: Rule, start: date, last: date) -> Iterator[Sequence[date]]:
    """The days of each period that counts: none of the periods begins after `last`."""
    if rule.frequency in ("DAILY", "WEEKLY"):
        size = 1 if rule.frequency == "DAILY" else 7
        first = start - timedelta(days=(start.weekday() - rule.week_start) % 7 if size == 7 else 0)
        while first <= last:
            yield _chosen(rule, start, [first + timedelta(days=number) for number in range(size)])
            first += timedelta(days=size * rule.interval)
    elif rule.frequency == "MONTHLY":
        first_month = start.year * 12 + start.month - 1
        for number in range(first_month, last.year * 12 + last.month, rule.interval):
            yield _chosen(rule, start, _month(number // 12, number % 12 + 1))
    else:
        for year in range(start.year, last.year + 1, rule.interval):
            yield _chosen(
                rule, start, [day for number in range(12) for day in _month(year, number + 1)]
            )


def _chosen(rule: Rule, start: date, period: list[date]) -> Sequence[date]:
    """The days of one period that the rule names."""
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
        if (not months or day.month in months) and (not month_days or _is_one(day, month_days))
    ]
    if weekdays:
        spans = [period] if not (whole_year and months) else _by_month(period)
        named = {day for span in spans for day in _on_weekdays(span, weekdays)}
        days = [day for day in days if day in named]
    if rule.positions:
        size = len(days)
        places = {one - 1 if one > 0 else size + one for one in rule.positions}
        days = [day for place, day in enumerate(days) if place in places]
    return days


def _on_weekdays(span: Sequence[date], weekdays: Iterable[tuple[int, int]]) -> Iterator[date]:
    """Each Monday of a span of days, or its second or last one."""
    for ordinal, weekday in weekdays:
        held = [day for day in span if day.weekday() == weekday]
        if not ordinal:
            yield from held
        elif abs(ordinal) <= len(held):
            yield held[ordinal - 1 if ordinal > 0 else ordinal]


def _is_one(day: date, month_days: tuple[int, ...]) -> bool:
    size = monthrange(day.year, day.month)[1]
    return day.day in month_days or day.day - size - 1 in month_days


def _by_month(days: Iterable[date]) -> Iterable[list[date]]:
    months: dict[int, list[date]] = {}
    for day in days:
        months.setdefault(day.month, []).append(day)
    return months.values()


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day + 1) for day in range(monthrange(year, month)[1])]


def _weekday(text: str) -> tuple[int, int]:
    ordinal, name = text[:-2], text[-2:].upper()
    if name not in WEEKDAYS:
        raise RuleRefused("recurs on a weekday that cannot be read")
    return (_number(ordinal, -53, 53) if ordinal else 0, WEEKDAYS.index(name))


def _number(value: Any, least: int, most: int) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = most + 1
    if not least <= number <= most or (number == 0 and least < 0):
        raise RuleRefused(f"recurs by a number that is none from {least} to {most}")
    return number


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _one(said: Mapping[str, list[Any]], name: str, default: Any) -> Any:
    held = said.get(name) or [default]
    if len(held) > 1:
        raise RuleRefused(f"gives {name} twice")
    return held[0]
