"""First days of staff that other records contradict.

Nothing is asked of people before they start. If a district filled its personnel system in November,
for example, the roster lets everybody start on that day, although logs and sign-in sheets show them
at work since August.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.tables import Table
from lever5_rules.core.blanks import Mark, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.text import counted
from lever5_rules.core.years import SchoolYear
from lever5_rules.counting.columns import as_written, rewritten

from .reference_problems import Warn

PEOPLE = {
    "observation_log": ("observer_staff_id", "observee_staff_id"),
    "training_attendance": ("staff_id",),
}
"""The tables that show people at work on a day, and their columns of people."""
OLDER = 3
"""How many records before their first day somebody must have to have been at work; fewer are
slips."""
FEWEST = 10
"""How many people it must concern; of a few the roster is right."""


def with_earlier_starts(roster: Table, tables: Mapping[str, Table], warn: Warn) -> Table:
    """Return the roster in which people start on the day of their first record, if many start after
    it.

    The first day on the roster may be right too: if an outcome depends on it, it is missing
    evidence.
    """
    started = _find_common_start(roster)
    older = _count_days_before(started, tables)
    at_work = {person: min(days) for person, days in older.items() if days.total() >= OLDER}
    if len(at_work) < FEWEST or len(_find_campuses(at_work, roster)) < 2:
        return roster  # a campus that opened has new staff, too
    persons, starts = roster.columns["staff_id"], roster.columns["start_date"]
    rows = {
        row: at_work[person]
        for row, code in enumerate(persons.codes)
        if (person := persons.values[code]) in at_work and starts.at(row) == started[person]
    }
    first = min(rows)
    part = roster.part_of(first)
    place = part.source.place_of((first - part.first, "start_date"))
    message = (
        f"start_date: {counted(len(at_work), 'person', 'people')} started after they are in logs "
        f"or on sign-in sheets (first here: {starts.at(first)}, and a record of "
        f"{rows[first]}). What depends on it is not judged; write the day on which each "
        "took up the post, not that of a new contract or system."
    )
    mark = Mark(
        Reason.CONTRADICTORY,
        warn(part.source.path, place, message, Severity.WARNING),
        remedy="Correct start_date in staff_roster.csv.",
    )
    changed = rewritten(starts, ((row, day, mark) for row, day in rows.items()), as_written)
    return evolve(roster, columns={**roster.columns, "start_date": changed})


def _find_common_start(roster: Table) -> dict[str, date]:
    """Return the first day of all people whose roster rows have the same one."""
    persons, starts = roster.columns["staff_id"], roster.columns["start_date"]
    first: dict[Any, Any] = {}
    for person, start in set(zip(persons.codes, starts.codes, strict=True)):
        day = starts.values[start]
        since = day if isinstance(day, date) else date.min
        first[person] = min(since, first.get(person, date.max))
    return {persons.values[code]: day for code, day in first.items()}


def _find_campuses(people: Collection[str], roster: Table) -> set[Any]:
    persons, places = roster.columns["staff_id"], roster.columns["campus_id"]
    pairs = set(zip(persons.codes, places.codes, strict=True))
    return {places.values[place] for person, place in pairs if persons.values[person] in people}


def _count_days_before(
    started: Mapping[str, date], tables: Mapping[str, Table]
) -> dict[str, "Counter[date]"]:
    """Return the days of records before a person's first day, each with their number."""
    older: dict[str, Counter[date]] = {}
    for kind in tables.keys() & PEOPLE:
        for name in PEOPLE[kind]:
            for person, day in _list_early_days(tables[kind], name, started):
                older.setdefault(person, Counter())[day] += 1
    return older


def _list_early_days(
    table: Table, name: str, started: Mapping[str, date]
) -> Iterator[tuple[str, date]]:
    """Yield person and day of each row in a school year that is older than the person's first day
    in it.
    """
    persons, days = table.columns[name], table.columns["date"]
    attended = table.columns.get("attended")
    readable = [day for day in days.values if isinstance(day, date)]
    oldest = min(readable, default=date.max)
    late = {
        code
        for code, person in enumerate(persons.values)
        if isinstance(person, str) and started.get(person, oldest) > oldest
    }
    for row in persons.rows_with(late):
        person, day = persons.at(row), days.at(row)
        if not isinstance(day, date) or (attended is not None and attended.at(row) is not True):
            continue
        if SchoolYear.containing(started[person]).span.first <= day < started[person]:
            yield person, day
