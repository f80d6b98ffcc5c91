"""Events of which each row tells of one person: their day, and who met nobody at them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.tables import Table
from lever5_rules.core.marks import Mark, Problem, Severity
from lever5_rules.core.places import where

from .columns import rewritten
from .reasons import REASONS, REMEDIES, Uncounted

A_DAY_OR_TWO = 2
"""Days by which a sign-in sheet may differ from its session: an institute of two days, or a sheet
that was typed up next morning."""


def on_one_day(table: Table, event: str) -> tuple[Table, frozenset[int]]:
    """The table with one day for all rows of an event, and the rows whose own day may be right.

    It is the day that most rows of it bear, the earliest of those. A row that is off by a day or
    two was typed up later; one that is off by more may tell of another event under that id.
    """
    name = table.kind.dated_by
    if name is None:
        return table, frozenset()
    days, events = table.columns[name], table.columns[event]
    borne: dict[Any, Counter[date]] = defaultdict(Counter)
    for row in range(table.size):
        which, day = events.at(row), days.at(row)
        if isinstance(which, str) and isinstance(day, date):
            borne[which][day] += 1
    of_event = {
        which: max(sorted(found), key=found.__getitem__)
        for which, found in borne.items()
        if len(found) > 1
    }
    values: dict[int, Any] = {}
    doubts: dict[int, Mark] = {}
    for row in range(table.size):
        which, day = events.at(row), days.at(row)
        if which not in of_event or not isinstance(day, date) or day == of_event[which]:
            continue
        values[row] = of_event[which]
        if abs((day - of_event[which]).days) > A_DAY_OR_TWO:
            doubts[row] = _two_days(table, row, day, of_event[which])
    column = rewritten(days, values, lambda day: f"written as {day}", doubts)
    return evolve(table, columns={**table.columns, name: column}), frozenset(doubts)


def alone(table: Table, meets_by: tuple[str, str], rows: Iterable[int]) -> list[int]:
    """Those of the rows on which somebody is the only person of an event."""
    events, people = (table.columns[name] for name in meets_by)
    there: dict[Any, set[Any]] = defaultdict(set)
    held: dict[Any, list[int]] = defaultdict(list)
    for row in rows:
        which, who = events.at(row), people.at(row)
        if isinstance(which, str):
            there[which].add(who if isinstance(who, str) else row)
            held[which].append(row)
    return [row for which, found in held.items() if len(there[which]) == 1 for row in found]


def _two_days(table: Table, row: int, own: date, other: date) -> Mark:
    part = table.part_of(row)
    name = str(table.kind.dated_by)
    at = where(part.source.path, part.source.place_of((row - part.first, name)))
    message = f"{at}: this row is dated {own}, others of the same session {other}."
    problem = Problem(Severity.WARNING, part.source.path, None, message)
    return Mark(REASONS[Uncounted.CONTRADICTORY], problem, REMEDIES[Uncounted.CONTRADICTORY])
