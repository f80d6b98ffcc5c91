"""A school year as a short list of events: first day, last day, holidays and staff days.

event                       from         to
First Day of Instruction    2026-08-12
Last Day of Instruction     2027-05-27
Thanksgiving Break          2026-11-23   2026-11-27

Each row is read as an event of a calendar feed, by the same words. It may be a sheet, a CSV file,
or what Outlook and Google take and give as CSV: Subject, Start Date, Start Time, End Date, End
Time, All day event. Other columns are not read.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.blanks import Severity
from lever5_rules.core.places import Place
from lever5_rules.core.text import counted
from lever5_rules.reading.cannot_read import Unreadable, UnreadableValue
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.tables.sheets import Cell
from lever5_rules.reading.values.dates import parse_date

from .day_list_heads import ALL_DAY, BEGINS_AT, ENDS_AT, EVENT, FROM, TO, Rows, find_heads
from .feed_events import MOST_DAYS, Event
from .feeds import TEXAS, Feed
from .school_days import add_school_days

_CLOCK = re.compile(
    r"(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)(?::[0-5]\d)?\s*(?:(?P<half>[ap])\.?m\.?)?",
    re.ASCII | re.IGNORECASE,
)
PlaceFinder = Callable[[int, int], Place]
"""The place of a cell, by its column, counted from 0, and the number of its row."""


def add_day_list(
    path: str, place_of: PlaceFinder, rows: Rows, intake: Intake, kind: KindInfo
) -> bool:
    """Add the days of the school year to the table of the kind; return whether any row has a day.

    Raises Unreadable if the rows do not say when school begins and ends.
    """
    heads = find_heads(rows)
    assert heads is not None
    start, places = heads
    feed = Feed(path)
    undated: list[int] = []
    for number, cells in rows[start:]:
        texts = {head: _read_text(cells, place) for head, place in places.items()}
        at = place_of(places[FROM], number)
        if texts[EVENT] and not texts[FROM]:
            undated.append(number)
        elif texts[FROM]:
            feed.events.append(_read_event(at, texts, intake.order))
    if not feed.events:
        return False
    if undated:
        message = (
            f"{counted(len(undated), 'event has', 'events have')} no day, first here, and nothing "
            "was read of them: give the day, or take the row out."
        )
        at = place_of(places[FROM], undated[0])
        intake.problem(path, at, message, Severity.WARNING)
    add_school_days([feed], intake, kind)
    return True


def _read_event(at: Place, cells: Mapping[str, str], order: str | None) -> Event:
    """Return a row as an event. Raises Unreadable, with its place, if its days cannot be read."""
    try:
        begins = parse_date(cells[FROM], order)
        ends = parse_date(cells[TO], order) if cells.get(TO) else begins
    except UnreadableValue as misfit:
        raise Unreadable(f"a day in it cannot be read: {misfit}", at) from None
    opens, closes = _read_clock(cells.get(BEGINS_AT, "")), _read_clock(cells.get(ENDS_AT, ""))
    whole = cells.get(ALL_DAY, "").casefold() not in ("false", "no") or opens is None
    if whole and closes == timedelta() and ends > begins:
        ends -= timedelta(days=1)  # Outlook ends a whole day at midnight of the next
    days = (ends - begins).days + 1
    if not 0 < days <= MOST_DAYS:
        raise Unreadable("an event in it ends before it begins, or lasts for years.", at)
    if whole or opens is None:
        return _make_event(at, cells[EVENT], begins, days, None)
    start = datetime.combine(begins, datetime.min.time()) + opens
    minutes = None
    if closes is not None:
        end = datetime.combine(ends, datetime.min.time()) + closes
        minutes = max(0, int((end - start).total_seconds() // 60))
    return _make_event(at, cells[EVENT], start, days, minutes)


def _read_clock(text: str) -> timedelta | None:
    """Return a time of day as the time since midnight; None if there is none."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hours = int(match["hours"])
    if match["half"]:
        hours = hours % 12 + (12 if match["half"].upper() == "P" else 0)
    return timedelta(hours=hours, minutes=int(match["minutes"]))


def _make_event(at: Place, name: str, start: date, days: int, minutes: int | None) -> Event:
    return Event(
        line=at,
        uid="",
        start=start,
        zone=ZoneInfo(TEXAS),
        days=days,
        minutes=minutes,
        rules=(),
        dates=(),
        left_out=frozenset(),
        replaces=None,
        sequence=0,
        status="",
        texts=(name or "?",),
    )


def _read_text(cells: Sequence[Cell], place: int) -> str:
    cell = cells[place] if 0 <= place < len(cells) else ""
    return cell.strip() if isinstance(cell, str) else ""
