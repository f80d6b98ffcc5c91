"""Corrections of columns before counting.

Role and campus come from the roster, the day from the session, `all` becomes every campus, and
replies dated before their event are removed.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.tables import Column, Table, packed
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.core.blanks import BLANK, Mark, Problem, Severity
from lever5_rules.core.outcome import Reason

from .people import Roster
from .setting import Setting, place_of


def rewritten(
    column: Column,
    changes: Iterable[tuple[int, Any, Mark | None]],
    wording: Callable[[Any], str],
) -> Column:
    """Return the column with other values in some rows: each change has the row, its new value,
    and a mark where the file's value may be right.

    `wording` returns what the file has there, in words. There may be a change for each of a
    million rows, so they are taken one by one.
    """
    codes = array("I", column.codes)
    new_values = list(column.values)
    written = dict(column.written)
    alternatives = {}
    made: dict[tuple[int, Any, bool], int] = {}
    for row, value, doubt in changes:
        key = (codes[row], value, doubt is not None)
        if key not in made:
            made[key] = len(new_values)
            before = new_values[codes[row]]
            new_values.append(value)
            if value is not None:
                written[made[key]] = wording(before)
            if doubt is not None:
                alternatives[made[key]] = (before, doubt)
        codes[row] = made[key]
    if not made:
        return column
    packed_codes = packed(codes, len(new_values))
    return Column(column.info, new_values, packed_codes, column.marked, written, alternatives)


def each_campus_of_all(table: Table, setting: Setting) -> Table:
    """Return the table with `all` in campus columns replaced by every campus.

    An event before a campus opened was not for it.
    """
    campuses = setting.campuses
    if not campuses:
        return table
    changed = {}
    for name, column in table.columns.items():
        if column.info.refers_to != "campus":
            continue
        values = list(column.values)
        written = dict(column.written)
        everywhere = {
            code: value
            for code, value in enumerate(values)
            if isinstance(value, tuple) and ALL_CAMPUSES in value
        }
        for code, value in everywhere.items():
            values[code] = _with_all(value, campuses)
            written[code] = ALL_CAMPUSES
        if everywhere:
            codes = column.codes
            if setting.opened and table.kind.counting.lasts and table.kind.dated_by:
                days = table.columns[table.kind.dated_by]
                codes = _codes_by_opening(codes, everywhere, days, values, written, setting)
            changed[name] = evolve(column, values=values, codes=codes, written=written)
    return evolve(table, columns={**table.columns, **changed}) if changed else table


def _with_all(value: tuple[str, ...], campuses: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*campuses, *value)))[: len(campuses)]


def _codes_by_opening(
    codes: Sequence[int],
    everywhere: Mapping[int, tuple[str, ...]],
    days: Column,
    values: list[Any],
    written: dict[int, str],
    setting: Setting,
) -> Sequence[int]:
    """Return the codes of a column in which "all" omits campuses that were not open on the day of
    the row.

    New values are appended to `values`, and their spelling is added to `written`.
    """
    closed = {
        code: frozenset(campus for campus, first in setting.opened.items() if day < first)
        for code, day in enumerate(days.values)
        if isinstance(day, date)
    }
    new: dict[tuple[int, frozenset[str]], int] = {}
    changed = array("I", codes)
    for row, code in enumerate(codes):
        if code in everywhere and (shut := closed.get(days.codes[row])):
            if (code, shut) not in new:
                new[code, shut] = len(values)
                written[len(values)] = ALL_CAMPUSES
                there = [campus for campus in setting.campuses if campus not in shut]
                values.append(_with_all(everywhere[code], there))
            changed[row] = new[code, shut]
    return changed


def untold_blanks(table: Table) -> Table:
    """Return the table with unknown cells in place of blanks that cannot mean "none".

    Another column of the row decides that.
    """
    changed = {}
    for name, (other, values) in table.kind.counting.told_with.items():
        column, beside = table.columns[name], table.columns[other]
        blank = {code for code, value in enumerate(column.values) if value is None}
        saying = {
            code
            for code, value in enumerate(beside.values)
            if not values.isdisjoint(value if isinstance(value, tuple) else (value,))
        }
        pairs = enumerate(zip(column.codes, beside.codes, strict=True))
        rows = {row for row, (code, its) in pairs if code in blank and its in saying}
        if rows:
            codes = packed(
                (
                    len(column.values) if row in rows else code
                    for row, code in enumerate(column.codes)
                ),
                len(column.values) + 1,
            )
            changed[name] = evolve(
                column,
                values=[*column.values, BLANK],
                codes=codes,
                marked=column.marked | {len(column.values)},
            )
    return evolve(table, columns={**table.columns, **changed}) if changed else table


def by_roster(table: Table, roster: Roster, campuses: Sequence[str] = ()) -> Table:
    """Return the table with roles and campuses of people as on the roster on the day.

    The value of a row is kept if it is among those that the roster gives the person, or if the
    person is not on the roster. If the roster names a campus outside the district, and the row one
    within it, either may be right.
    """
    day_column = table.kind.dated_by
    asked = [column for column in table.columns.values() if column.info.of_person]
    if not asked or day_column is None or not roster.posts:
        return table
    changed = {}
    for column in asked:
        persons = table.columns[column.info.of_person]
        of_role = column.info.item is Role
        post_of = partial(_post_on_day, roster, role=of_role)
        steady = roster.of_one_role if of_role else roster.of_one_campus
        posts = [steady.get(person, _ANY) for person in persons.values]
        others = {
            person
            for person, code in set(zip(persons.codes, column.codes, strict=True))
            if posts[person] != column.values[code]
            and (
                posts[person] is _ANY
                or post_of(persons.values[person], None, column.values[code]) is not _AS_IT_STANDS
            )
        }
        listed = campuses if column.info.refers_to == "campus" else ()
        changes = _by_posts(table, column, others, post_of, listed)
        changed[column.info.name] = rewritten(column, changes, as_written)
    return evolve(table, columns={**table.columns, **changed})


def _by_posts(
    table: Table,
    column: Column,
    others: Collection[int],
    post_of: Callable[[Any, Any, Any], Any],
    listed: Collection[str],
) -> Iterator[tuple[int, Any, Mark | None]]:
    """Yield the rows of people with one of these codes in which the roster has another value."""
    persons = table.columns[column.info.of_person]
    days = table.columns[str(table.kind.dated_by)]
    marks: dict[Any, Mark] = {}
    known: dict[tuple[int, int, int], Any] = {}
    for row in persons.rows_with(others):
        key = persons.codes[row], days.codes[row], column.codes[row]
        if key not in known:
            known[key] = post_of(persons.at(row), days.at(row), column.at(row))
        value = known[key]
        if value is _AS_IT_STANDS:
            continue
        unsure = value not in listed and column.at(row) in listed
        if unsure and value not in marks:
            marks[value] = _two_places(table, row, column, value)
        yield row, value, marks[value] if unsure else None


_AS_IT_STANDS = object()
_ANY = object()
"""Stands for the position of a person who has had several, or none."""


def _two_places(table: Table, row: int, column: Column, campus: str) -> Mark:
    name = column.info.name
    text = (
        f"{place_of(table, row, name)}: {name} is {column.at(row)}, and staff_roster has the "
        f"person at {campus}, which is not a campus of district.toml."
    )
    part = table.part_of(row)
    place = part.source.place_of((row - part.first, name))
    problem = Problem(Severity.WARNING, part.source.path, place, text)
    remedy = "Correct campus_id in staff_roster.csv, or add the campus to district.toml."
    return Mark(Reason.CONTRADICTORY, problem, remedy=remedy)


def _post_on_day(roster: Roster, person: Any, day: Any, value: Any, *, role: bool) -> Any:
    if not isinstance(person, str) or not roster.knows(person):
        return _AS_IT_STANDS
    posts = roster.around(person, day) if isinstance(day, date) else roster.by_person[person]
    posts = posts or roster.by_person[person]
    values = list(dict.fromkeys(post.role if role else post.campus_id for post in posts))
    known = [answer for answer in values if answer is not None]
    if not known or value in known:
        return _AS_IT_STANDS
    return known[0]


def as_written(value: Any) -> str:
    """Return, in words, what the file has in a cell that was replaced."""
    if value is None or isinstance(value, Mark):
        return "left blank"
    return f"written as {value}"
