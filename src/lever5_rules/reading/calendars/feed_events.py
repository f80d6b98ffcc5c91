"""One event of a calendar feed: its days, and its length."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from lever5_rules.core.places import Place
from lever5_rules.reading.cannot_read import Unreadable, UnreadableRecurrence

from .recurrence import Rule, list_rule_days, read_rule

MOST_DAYS = 366
LONGEST_UID = 255
YEARS = range(1900, 2200)
LONGEST_TEXT = 1000
"""The most characters of a category or name that are examined."""
LONGEST_ZONE = 64
_UTC = frozenset(["UTC", "Etc/UTC", "GMT", "Etc/GMT"])
_ZONE = re.compile(r';TZID=("[^"]*"|[^";:,]*)', re.IGNORECASE)
_MACHINE_ZONES = frozenset(["localtime", "posixrules", "factory"])


@frozen(eq=False, repr=False)
class Event:
    """One event.

    `start` is as written; all other days are those of the district. `days` is the number of days it
    touches; `minutes` its length, None if unknown. `dates` and `left_out` are the days that a
    series adds and removes; `replaces` is the day of the occurrence that this event replaces.
    `texts` are its categories and summary; `by_name`: its status comes from these.
    """

    line: Place
    uid: str
    start: date | datetime
    zone: tzinfo
    days: int
    minutes: int | None
    rules: tuple[Rule, ...]
    dates: tuple[date, ...]
    left_out: frozenset[date]
    replaces: date | None
    sequence: int
    status: str
    texts: tuple[str, ...]
    by_name: bool = False

    @property
    def name(self) -> str:
        """The name of the event."""
        return self.texts[-1].strip()

    @property
    def day(self) -> date:
        """The day on which it begins."""
        return _find_day(self.start, self.zone)

    @property
    def timed(self) -> bool:
        """Whether it has a time of day."""
        return isinstance(self.start, datetime)

    def list_recurrences(self, first: date, last: date) -> list[date]:
        """Return the days of a period on which it recurs by its rules, including those left out.

        Raises UnreadableRecurrence for a counted rule that started too long before.
        """
        starts: set[date] = set()
        before = first - timedelta(days=1)
        for rule in self.rules:
            end = _find_last_day(rule, self.start, last + timedelta(days=1))
            days = list_rule_days(rule, _drop_time(self.start), before, end)
            starts.update(map(self._find_district_day, days))
        return sorted(day for day in starts if first <= day <= last)

    def _find_district_day(self, day: date) -> date:
        if isinstance(self.start, datetime):
            return _find_day(datetime.combine(day, self.start.timetz()), self.zone)
        return day


def parse_event(line: int, lines: Iterable[str], cancelled: bool, zone: tzinfo) -> Event:
    """Return the event in the lines of a feed. Raises Unreadable if they describe none."""
    import icalendar  # slow to import

    known_lines = map(_drop_unknown_zone, lines)
    try:
        component = icalendar.Event.from_ical(
            "\r\n".join(("BEGIN:VEVENT", *known_lines, "END:VEVENT", ""))
        )
        if component.errors:
            raise Unreadable(f"its {component.errors[0][0] or 'text'} cannot be read.")
        return _make_event(line, component, cancelled, zone)
    except UnreadableRecurrence as error:
        raise Unreadable(f"it {error}.") from None
    except (ValueError, OverflowError, TypeError, AttributeError, LookupError):
        raise Unreadable("its dates or the rule by which it recurs cannot be read.") from None


@lru_cache(maxsize=64)
def find_zone(name: str) -> ZoneInfo | None:
    """Return the time zone with a name, or None.

    The machine's own zones are excluded: the meaning of a feed must not depend on the machine.
    """
    parts = name.casefold().split("/")
    if len(name) > LONGEST_ZONE or parts[-1] in _MACHINE_ZONES or parts[0] in ("posix", "right"):
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def _drop_unknown_zone(line: str) -> str:
    """Return a line without an unknown time zone, so that its time is that of the district."""
    head = line.partition(":")[0] if '"' not in line else line
    match = _ZONE.search(head)
    if match is None or " " in (name := match.group(1).strip('"')) or find_zone(name):
        return line  # names with blanks are Windows zones, which the library knows
    return line[: match.start()] + line[match.end() :]


def is_in_utc(value: date) -> bool:
    """Return whether a time is in UTC rather than local."""
    zone = value.tzinfo if isinstance(value, datetime) else None
    return zone is not None and getattr(zone, "key", str(zone)) in _UTC


def _make_event(line: int, component: Any, cancelled: bool, zone: tzinfo) -> Event:
    if "DTSTART" not in component:
        raise Unreadable("it does not say when it begins.")
    if "EXRULE" in component:
        raise Unreadable("it leaves days out by a rule (EXRULE), which is not read.")
    uid = str(component.get("UID", "")).partition("@")[0].strip()
    if len(uid) > LONGEST_UID:
        raise Unreadable(f"its UID is longer than {LONGEST_UID} characters.")
    start = component["DTSTART"].dt
    end = component["DTEND"].dt if "DTEND" in component else None
    if end is None and "DURATION" in component:
        end = start + component["DURATION"].dt
    days, minutes = _measure(start, end, zone)
    replaces = component.get("RECURRENCE-ID")
    if replaces is not None and "THISANDFUTURE" in map(str.upper, replaces.params.values()):
        raise Unreadable("it changes the rest of a series (THISANDFUTURE), which is not read.")
    categories = [
        str(category)
        for listed in _list_values(component, "CATEGORIES")
        for category in listed.cats
    ]
    return Event(
        line=line,
        uid=uid,
        start=start,
        zone=zone,
        days=days,
        minutes=minutes,
        rules=tuple(read_rule(rule) for rule in _list_values(component, "RRULE")),
        dates=tuple(_read_days(component, "RDATE", zone)),
        left_out=frozenset(_read_days(component, "EXDATE", zone)),
        replaces=None if replaces is None else _find_day(replaces.dt, zone),
        sequence=int(component.get("SEQUENCE", 0)),
        status="CANCELLED" if cancelled else str(component.get("STATUS", "")).strip().upper(),
        texts=tuple(
            text[:LONGEST_TEXT] for text in (*categories, str(component.get("SUMMARY", "")))
        ),
    )


def _measure(start: Any, end: Any, zone: tzinfo) -> tuple[int, int | None]:
    """Return the number of days that an event touches, and its minutes; its end is exclusive."""
    first = _find_day(start, zone)
    if end is None:
        return 1, None
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise Unreadable("it begins at an hour and ends on a day, or the reverse.")
    length: timedelta = end - start
    if length < timedelta():
        raise Unreadable("it ends before it begins.")
    if length > timedelta(days=MOST_DAYS):
        raise Unreadable("it lasts longer than a year.")
    if not isinstance(start, datetime):
        return max(length.days, 1), None
    last = _find_day(end - timedelta(seconds=1), zone) if length else first
    days = (last - first).days + 1
    return days, (int(length.total_seconds()) // 60 or None) if days == 1 else None


def _list_values(component: Any, name: str) -> list[Any]:
    value = component.get(name, [])
    return value if isinstance(value, list) else [value]


def _read_days(component: Any, name: str, zone: tzinfo) -> Iterator[date]:
    for listed in _list_values(component, name):
        for property_ in listed.dts:
            yield _find_day(
                property_.dt[0] if isinstance(property_.dt, tuple) else property_.dt, zone
            )


def _find_day(value: Any, zone: tzinfo) -> date:
    """Return the day in the district: as written, except for times in UTC."""
    if not isinstance(value, date) or value.year not in YEARS:
        raise Unreadable("its dates cannot be read.")
    if isinstance(value, datetime) and is_in_utc(value):
        return value.astimezone(zone).date()
    return _drop_time(value)


def _drop_time(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _find_last_day(rule: Rule, start: date, last: date) -> date:
    """Return the last day, as the event is written, on which the rule may give an occurrence."""
    until = rule.until
    if until is None:
        return last
    if not isinstance(until, datetime) or not isinstance(start, datetime):
        return min(last, _drop_time(until))
    if until.tzinfo is not None and start.tzinfo is not None:
        until = until.astimezone(start.tzinfo)
    early = until.time() < start.time()
    return min(last, until.date() - timedelta(days=1 if early else 0))
