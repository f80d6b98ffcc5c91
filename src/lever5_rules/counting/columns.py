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
    new_codes: dict[tuple[int, Any, bool], int] = {}
    for row, value, doubt in changes:
        key = (codes[row], value, doubt is not None)
        if key not in new_codes:
            new_codes[key] = len(new_values)
            old_value = new_values[codes[row]]
            new_values.append(value)
            if value is not None:
                written[new_codes[key]] = wording(old_value)
            if doubt is not None:
                alternatives[new_codes[key]] = (old_value, doubt)
        codes[row] = new_codes[key]
    if not new_codes:
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
    columns = {}
    for name, column in table.columns.items():
        if column.info.refers_to != "campus":
            continue
        values = list(column.values)
        written = dict(column.written)
        all_values = {
            code: value
            for code, value in enumerate(values)
            if isinstance(value, tuple) and ALL_CAMPUSES in value
        }
        for code, value in all_values.items():
            values[code] = _expand_all(value, campuses)
            written[code] = ALL_CAMPUSES
        if all_values:
            codes = column.codes
            if setting.opened and table.kind.counting.lasts and table.kind.dated_by:
                days = table.columns[table.kind.dated_by]
                codes = _expand_by_opening(codes, all_values, days, values, written, setting)
            columns[name] = evolve(column, values=values, codes=codes, written=written)
    return evolve(table, columns={**table.columns, **columns}) if columns else table


def _expand_all(value: tuple[str, ...], campuses: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*campuses, *value)))[: len(campuses)]


def _expand_by_opening(
    codes: Sequence[int],
    all_values: Mapping[int, tuple[str, ...]],
    days: Column,
    values: list[Any],
    written: dict[int, str],
    setting: Setting,
) -> Sequence[int]:
    """Return the codes of a column in which "all" omits campuses that were not open on the day of
    the row.

    New values are appended to `values`, and their spelling is added to `written`.
    """
    closed_on = {
        code: frozenset(campus for campus, first in setting.opened.items() if day < first)
        for code, day in enumerate(days.values)
        if isinstance(day, date)
    }
    new_codes: dict[tuple[int, frozenset[str]], int] = {}
    result = array("I", codes)
    for row, code in enumerate(codes):
        if code in all_values and (closed := closed_on.get(days.codes[row])):
            if (code, closed) not in new_codes:
                new_codes[code, closed] = len(values)
                written[len(values)] = ALL_CAMPUSES
                open_campuses = [campus for campus in setting.campuses if campus not in closed]
                values.append(_expand_all(all_values[code], open_campuses))
            result[row] = new_codes[code, closed]
    return result


def untold_blanks(table: Table) -> Table:
    """Return the table with unknown cells in place of blanks that cannot mean "none".

    Another column of the row decides that.
    """
    columns = {}
    for name, (other, values) in table.kind.counting.told_with.items():
        column, companion = table.columns[name], table.columns[other]
        blank_codes = {code for code, value in enumerate(column.values) if value is None}
        telling_codes = {
            code
            for code, value in enumerate(companion.values)
            if not values.isdisjoint(value if isinstance(value, tuple) else (value,))
        }
        pairs = enumerate(zip(column.codes, companion.codes, strict=True))
        rows = {
            row
            for row, (code, companion_code) in pairs
            if code in blank_codes and companion_code in telling_codes
        }
        if rows:
            codes = packed(
                (
                    len(column.values) if row in rows else code
                    for row, code in enumerate(column.codes)
                ),
                len(column.values) + 1,
            )
            columns[name] = evolve(
                column,
                values=[*column.values, BLANK],
                codes=codes,
                marked=column.marked | {len(column.values)},
            )
    return evolve(table, columns={**table.columns, **columns}) if columns else table


def by_roster(table: Table, roster: Roster, campuses: Sequence[str] = ()) -> Table:
    """Return the table with roles and campuses of people as on the roster on the day.

    The value of a row is kept if it is among those that the roster gives the person, or if the
    person is not on the roster. If the roster names a campus outside the district, and the row one
    within it, either may be right.
    """
    day_column = table.kind.dated_by
    person_columns = [column for column in table.columns.values() if column.info.of_person]
    if not person_columns or day_column is None or not roster.posts:
        return table
    columns = {}
    for column in person_columns:
        persons = table.columns[column.info.of_person]
        is_role = column.info.item is Role
        post_of = partial(_find_roster_value, roster, role=is_role)
        constant_values = roster.of_one_role if is_role else roster.of_one_campus
        roster_values = [constant_values.get(person, _ANY) for person in persons.values]
        person_codes = {
            person
            for person, code in set(zip(persons.codes, column.codes, strict=True))
            if roster_values[person] != column.values[code]
            and (
                roster_values[person] is _ANY
                or post_of(persons.values[person], None, column.values[code]) is not _UNCHANGED
            )
        }
        district_campuses = campuses if column.info.refers_to == "campus" else ()
        changes = _make_changes(table, column, person_codes, post_of, district_campuses)
        columns[column.info.name] = rewritten(column, changes, as_written)
    return evolve(table, columns={**table.columns, **columns})


def _make_changes(
    table: Table,
    column: Column,
    person_codes: Collection[int],
    post_of: Callable[[Any, Any, Any], Any],
    district_campuses: Collection[str],
) -> Iterator[tuple[int, Any, Mark | None]]:
    """Yield the rows of people with one of these codes in which the roster has another value."""
    persons = table.columns[column.info.of_person]
    days = table.columns[str(table.kind.dated_by)]
    marks: dict[Any, Mark] = {}
    values: dict[tuple[int, int, int], Any] = {}
    for row in persons.rows_with(person_codes):
        key = persons.codes[row], days.codes[row], column.codes[row]
        if key not in values:
            values[key] = post_of(persons.at(row), days.at(row), column.at(row))
        value = values[key]
        if value is _UNCHANGED:
            continue
        is_unsure = value not in district_campuses and column.at(row) in district_campuses
        if is_unsure and value not in marks:
            marks[value] = _mark_two_places(table, row, column, value)
        yield row, value, marks[value] if is_unsure else None


_UNCHANGED = object()
_ANY = object()
"""Stands for the position of a person who has had several, or none."""


def _mark_two_places(table: Table, row: int, column: Column, campus: str) -> Mark:
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


def _find_roster_value(roster: Roster, person: Any, day: Any, cell: Any, *, role: bool) -> Any:
    if not isinstance(person, str) or not roster.knows(person):
        return _UNCHANGED
    posts = roster.around(person, day) if isinstance(day, date) else roster.by_person[person]
    posts = posts or roster.by_person[person]
    values = list(dict.fromkeys(post.role if role else post.campus_id for post in posts))
    answers = [answer for answer in values if answer is not None]
    if not answers or cell in answers:
        return _UNCHANGED
    return answers[0]


def as_written(value: Any) -> str:
    """Return, in words, what the file has in a cell that was replaced."""
    if value is None or isinstance(value, Mark):
        return "left blank"
    return f"written as {value}"
