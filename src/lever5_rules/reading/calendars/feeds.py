"""Calendar feeds (RFC 5545): the lines of their events, and whether all events are complete.

A feed names people in many places. Only the properties listed below are passed to the calendar
library; attendees, organizers, descriptions, places and alarms are skipped. Accepting an invitation
is not attendance, anyway.
"""

from collections.abc import Iterator
from io import BytesIO
from zoneinfo import ZoneInfo

from attrs import define, field

from lever5_rules.core.text import counted
from lever5_rules.reading.cannot_read import Unreadable

from .feed_events import Event, find_zone, is_in_utc, parse_event

MOST_BYTES = 8 << 20
MOST_EVENTS = 10_000
MOST_RULES = 500
MOST_READ = 4 << 20
"""The most characters of event lines that are read."""
MOST_ITEMS = 100_000
"""The most categories and dates listed in them."""
MOST_DEPTH = 16
TEXAS = "America/Chicago"
_EVENT_PROPERTIES = frozenset(
    {"UID", "DTSTART", "DTEND", "DURATION", "SEQUENCE", "STATUS", "SUMMARY", "CATEGORIES"}
    | {"RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"}
)
_CALENDAR_PROPERTIES = frozenset(["X-WR-CALNAME", "NAME", "X-WR-TIMEZONE", "METHOD"])
_READ_PROPERTIES = _EVENT_PROPERTIES | _CALENDAR_PROPERTIES | {"BEGIN", "END", "TZID"}


@define(eq=False, repr=False)
class Feed:
    """The contents of a file: calendar names, events, and unreadable events with line and reason.

    `zone` is the time zone that it names; `assumed`: it gives times in UTC without naming a zone.
    `odd` are its events with a status that calendars do not have.
    """

    path: str
    names: list[str] = field(factory=list)
    zone: str = ""
    assumed: bool = False
    events: list[Event] = field(factory=list)
    broken: list[tuple[int, str]] = field(factory=list)
    odd: list[Event] = field(factory=list)


def read_feed(path: str, content: bytes) -> Feed:
    """Return the events of a feed.

    Raises Unreadable if it is not a feed or is truncated, ImportError if the calendar library is
    not installed.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(f"it is larger than {MOST_BYTES >> 20} MB. Export one school year.")
    feed = Feed(path)
    events = list(_Splitter(feed).events(content))
    zone, zone_known = _choose_zone(feed.zone)
    rules = 0
    for line, lines, cancelled in events:
        try:
            event = parse_event(line, lines, cancelled, zone)
        except Unreadable as error:
            feed.broken.append((line, str(error)))
            continue
        feed.events.append(event)
        feed.assumed |= is_in_utc(event.start) and not zone_known
        rules += len(event.rules)
    if rules > MOST_RULES:
        raise Unreadable(f"it has more than {MOST_RULES} recurring events. Export one school year.")
    return feed


class _Splitter:
    """Splits a feed into events and counts their beginnings and ends."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._inside: list[str] = []
        self._begun = self._read = self._ended = 0
        self._cancelled = False

    def events(self, content: bytes) -> Iterator[tuple[int, list[str], bool]]:
        """Yield the line of each event, its lines that are read, and whether its calendar cancels
        it.

        Raises Unreadable if it is not a feed or is truncated.
        """
        begins = read = items = 0
        lines: list[str] = []
        for number, name, line in _unfold_lines(content):
            value = line.partition(":")[2].strip()
            if name == "BEGIN":
                self._begin(value.upper())
                if self._inside[-1] == "VEVENT":
                    begins, lines = number, []
            elif name == "END":
                if self._end(value.upper()):
                    yield begins, lines, self._cancelled
            elif self._inside[-1:] == ["VEVENT"] and name in _EVENT_PROPERTIES:
                read += len(line)
                items += line.count(",")
                if read > MOST_READ or items > MOST_ITEMS:
                    raise Unreadable("its events say too much. Export one school year.", number)
                lines.append(line)
            else:
                self._read_property(name, value)
        self._require_complete()

    def _begin(self, what: str) -> None:
        if what == "VCALENDAR":
            self._feed.names.append("")
            self._inside, self._cancelled = [], False
        elif what == "VEVENT":
            self._begun += 1
            self._inside = self._inside[:1]
        self._inside.append(what)
        if self._begun > MOST_EVENTS:
            raise Unreadable(f"it holds more than {MOST_EVENTS} events. Export one school year.")
        if len(self._inside) > MOST_DEPTH:
            raise Unreadable("it is nested too deeply. Export the calendar again.")

    def _end(self, what: str) -> bool:
        """Return whether an event is complete."""
        is_event = what == "VEVENT" and self._inside[-1:] == ["VEVENT"]
        self._read += is_event
        if what in self._inside:
            self._ended += what == "VCALENDAR"
            del self._inside[self._inside.index(what) :]
        return is_event

    def _read_property(self, name: str, value: str) -> None:
        inside = self._inside[-1:]
        if inside == ["VTIMEZONE"] and name == "TZID":
            self._feed.zone = self._feed.zone or value
        elif inside != ["VCALENDAR"]:
            return
        elif name == "METHOD":
            self._cancelled = value.upper() == "CANCEL"
        elif name == "X-WR-TIMEZONE":
            self._feed.zone = value or self._feed.zone
        elif name in _CALENDAR_PROPERTIES:
            self._feed.names[-1] = self._feed.names[-1] or value

    def _require_complete(self) -> None:
        if not self._feed.names:
            raise Unreadable(
                "it is not a calendar, BEGIN:VCALENDAR is not in it. Export it as .ics again."
            )
        events = counted(self._begun, "event")
        if self._read < self._begun:
            raise Unreadable(
                f"the file is truncated: {events} begun, {self._read} read. Export it again."
            )
        if self._ended < len(self._feed.names):
            raise Unreadable(
                f"the file is truncated: {events} read, but its last line, END:VCALENDAR, is not "
                "there. Export it again."
            )


def _unfold_lines(content: bytes) -> Iterator[tuple[int, str, str]]:
    """Yield the lines that are read, unfolded: first line number, property name, text.

    Raises Unreadable if one of them is not valid UTF-8.
    """
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    at, name = 0, ""
    parts: list[bytes] = []
    for number, line in enumerate(BytesIO(content.removeprefix(b"\xef\xbb\xbf")), start=1):
        line = line.rstrip(b"\r\n")
        if line[:1] in (b" ", b"\t"):
            if name:
                parts.append(line[1:])
            continue
        if name:
            yield at, name, _decode(at, parts)
        at, parts, name = number, [line], _read_property_name(line)
    if name:
        yield at, name, _decode(at, parts)


def _read_property_name(line: bytes) -> str:
    """Return the name of a property that is read, or an empty text."""
    word = line[:20].replace(b";", b":").partition(b":")[0].strip().upper()
    name = word.decode("ascii", "replace")
    return name if name in _READ_PROPERTIES else ""


def _decode(number: int, parts: list[bytes]) -> str:
    try:
        return b"".join(parts).decode("utf-8").replace("\r", " ").replace("\0", " ")
    except UnicodeDecodeError:
        raise Unreadable("it is not UTF-8 text. Save it as UTF-8.", number) from None


def _choose_zone(name: str) -> tuple[ZoneInfo, bool]:
    """Return the time zone with this name and True, or that of most of Texas and False."""
    listed = find_zone(name)
    zone = listed or find_zone(TEXAS)
    if zone is None:
        raise ImportError("no time zones are installed")  # the calendar library has them
    return zone, listed is not None
