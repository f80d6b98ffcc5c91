"""A school year as a short list in a sheet: first day, last day, holidays and staff days.

event                       from         to
First Day of Instruction    2026-08-12
Last Day of Instruction     2027-05-27
Thanksgiving Break          2026-11-23   2026-11-27

Each row is read as an event of a calendar feed that lasts whole days, by the same words.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.blanks import Severity
from lever5_rules.core.text import counted
from lever5_rules.reading.cannot_read import Unreadable, UnreadableValue
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.privacy.refusals import head_word
from lever5_rules.reading.tables.sheets import Cell, cell_name
from lever5_rules.reading.values.dates import parse_date

from .feed_events import MOST_DAYS, Event
from .feeds import TEXAS, Feed
from .recognition import SCHOOL
from .school_days import add_school_days

EVENT, FROM, TO = HEADS = ("event", "from", "to")
MOST_TITLE_ROWS = 30

Rows = Sequence[tuple[int, Sequence[Cell]]]


def is_day_list(kind: KindInfo, rows: Rows) -> bool:
    """Whether rows are such a list, by their heads."""
    return kind.name == SCHOOL and _heads(rows) is not None


def add_day_list(path: str, title: str, rows: Rows, intake: Intake, kind: KindInfo) -> bool:
    """Puts the days of the school year into the table of the kind. Whether any row has a day.

    Raises Unreadable where they do not tell when school begins and ends.
    """
    found = _heads(rows)
    assert found is not None
    start, places = found
    feed = Feed(path)
    undated: list[int] = []
    for number, cells in rows[start:]:
        name, first, last = (_text(cells, places.get(head, -1)) for head in HEADS)
        at = cell_name(title, places[FROM], number)
        if name and not first:
            undated.append(number)
        elif first:
            feed.events.append(_event(at, name, first, last, intake.order))
    if not feed.events:
        return False
    if undated:
        message = (
            f"{counted(len(undated), 'event has', 'events have')} no day, first here, and nothing "
            "was read of them: give the day, or take the row out."
        )
        at = cell_name(title, places[FROM], undated[0])
        intake.problem(path, at, message, Severity.WARNING)
    add_school_days([feed], intake, kind)
    return True


def _event(at: str, name: str, first: str, last: str, order: str | None) -> Event:
    """A row as an event. Raises Unreadable, with its cell, where its days cannot be read."""
    try:
        begins = parse_date(first, order)
        ends = parse_date(last, order) if last else begins
    except UnreadableValue as misfit:
        raise Unreadable(f"a day in it cannot be read: {misfit}", at) from None
    days = (ends - begins).days + 1
    if not 0 < days <= MOST_DAYS:
        raise Unreadable("an event in it ends before it begins, or lasts for years.", at)
    return _whole_days(at, name, begins, days)


def _whole_days(at: str, name: str, begins: date, days: int) -> Event:
    return Event(
        line=at,
        uid="",
        start=begins,
        zone=ZoneInfo(TEXAS),
        days=days,
        minutes=None,
        rules=(),
        dates=(),
        left_out=frozenset(),
        replaces=None,
        sequence=0,
        status="",
        texts=(name or "?",),
    )


def _heads(rows: Iterable[tuple[int, Sequence[Cell]]]) -> tuple[int, dict[str, int]] | None:
    """The rows above the first event, and the column of each head; None without heads."""
    for place, (_, cells) in enumerate(rows):
        if place >= MOST_TITLE_ROWS:
            break
        words = [head_word(cell) if isinstance(cell, str) else "" for cell in cells]
        if EVENT in words and FROM in words:
            return place + 1, {one: words.index(one) for one in HEADS if one in words}
    return None


def _text(cells: Sequence[Cell], place: int) -> str:
    cell = cells[place] if 0 <= place < len(cells) else ""
    return cell.strip() if isinstance(cell, str) else ""
