"""Events with one row per person: their day, and people who were alone at them."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.tables import Table
from lever5_rules.core.text import shown

from .columns import as_written, rewritten
from .reasons import Uncounted
from .setting import Remark, Setting

A_DAY_OR_TWO = 2
"""The most days by which a sign-in sheet may differ from its session: a two-day institute, or a
sheet that was typed up the next morning."""


def on_one_day(table: Table, setting: Setting) -> tuple[Table, list[Remark]]:
    """Return the table with one day for all rows of an event, and the remarks on rows that differ.

    It is the day of most of its rows in the year, or the earliest such day. A row that differs by
    one or two days was typed up later; one that differs by more may be about another event with
    that id, and one of another year is.
    """
    meets_by, name = table.kind.counting.meets_by, table.kind.dated_by
    if meets_by is None or name is None:
        return table, []
    days, events = table.columns[name], table.columns[meets_by[0]]
    counts_by_event: dict[Any, Counter[date]] = defaultdict(Counter)
    for row in range(table.size):
        event, day = events.at(row), days.at(row)
        if isinstance(event, str) and isinstance(day, date) and day in setting.span:
            counts_by_event[event][day] += 1
    day_of_event = {
        event: max(sorted(counts), key=counts.__getitem__)
        for event, counts in counts_by_event.items()
        if len(counts) > 1
    }
    codes = {code for code, event in enumerate(events.values) if event in day_of_event}
    late_rows, distant_rows = array("I"), array("I")
    for row in events.rows_with(codes):
        day = days.at(row)
        if isinstance(day, date) and day in setting.span and day != day_of_event[events.at(row)]:
            distance = abs((day - day_of_event[events.at(row)]).days)
            (late_rows if distance <= A_DAY_OR_TWO else distant_rows).append(row)

    def describe(row: int) -> str:
        return (
            f"it is dated {days.at(row)}, other rows of the session {day_of_event[events.at(row)]}"
        )

    changes = ((row, day_of_event[events.at(row)], None) for row in late_rows)
    column = rewritten(days, changes, as_written)
    remarks = [Remark(distant_rows, Uncounted.CONTRADICTORY, name, describe)]
    return evolve(table, columns={**table.columns, name: column}), remarks


def rows_of_lone_attendees(table: Table, rows: Sequence[int]) -> Iterator[Remark]:
    """Yield a remark for rows of a person who is alone at an event; others may be missing."""
    meets_by = table.kind.counting.meets_by
    if meets_by is None:
        return
    events, people = (table.columns[name] for name in meets_by)
    attendees: dict[Any, set[Any]] = defaultdict(set)
    rows_by_event: dict[Any, list[int]] = defaultdict(list)
    for row in rows:
        event, person = events.at(row), people.at(row)
        if isinstance(event, str):
            attendees[event].add(person if isinstance(person, str) else row)
            rows_by_event[event].append(row)
    for event, event_rows in rows_by_event.items():
        if len(attendees[event]) == 1:
            message = f"{shown(event)} has no other person on its rows"
            yield Remark(event_rows, Uncounted.ALONE, meets_by[1], message)
