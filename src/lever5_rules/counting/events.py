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
    borne: dict[Any, Counter[date]] = defaultdict(Counter)
    for row in range(table.size):
        which, day = events.at(row), days.at(row)
        if isinstance(which, str) and isinstance(day, date) and day in setting.span:
            borne[which][day] += 1
    of_event = {
        which: max(sorted(counts), key=counts.__getitem__)
        for which, counts in borne.items()
        if len(counts) > 1
    }
    concerned = {code for code, which in enumerate(events.values) if which in of_event}
    late, apart = array("I"), array("I")
    for row in events.rows_with(concerned):
        day = days.at(row)
        if isinstance(day, date) and day in setting.span and day != of_event[events.at(row)]:
            off = abs((day - of_event[events.at(row)]).days)
            (late if off <= A_DAY_OR_TWO else apart).append(row)

    def said_of(row: int) -> str:
        return f"it is dated {days.at(row)}, other rows of the session {of_event[events.at(row)]}"

    changes = ((row, of_event[events.at(row)], None) for row in late)
    column = rewritten(days, changes, as_written)
    remarks = [Remark(apart, Uncounted.CONTRADICTORY, name, said_of)]
    return evolve(table, columns={**table.columns, name: column}), remarks


def rows_of_lone_attendees(table: Table, rows: Sequence[int]) -> Iterator[Remark]:
    """Yield a remark for rows of a person who is alone at an event; others may be missing."""
    meets_by = table.kind.counting.meets_by
    if meets_by is None:
        return
    events, people = (table.columns[name] for name in meets_by)
    there: dict[Any, set[Any]] = defaultdict(set)
    groups: dict[Any, list[int]] = defaultdict(list)
    for row in rows:
        which, who = events.at(row), people.at(row)
        if isinstance(which, str):
            there[which].add(who if isinstance(who, str) else row)
            groups[which].append(row)
    for which, event_rows in groups.items():
        if len(there[which]) == 1:
            message = f"{shown(which)} has no other person on its rows"
            yield Remark(event_rows, Uncounted.ALONE, meets_by[1], message)
