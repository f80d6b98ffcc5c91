"""Checks of single rows: date, length, participants, kind of day."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import compress
from operator import eq
from typing import Any

from lever5_rules.artifacts.fields import Text
from lever5_rules.artifacts.kinds import Family, HeldOn
from lever5_rules.artifacts.tables import Column, Table
from lever5_rules.core.blanks import Mark
from lever5_rules.core.outcome import Reason
from lever5_rules.core.years import SchoolYear, years_named

from .people import DAYS_AHEAD
from .reasons import Uncounted
from .repeats import alike, contradictory, firsts, repeats
from .setting import Remark, Setting

REFERRED_TO = frozenset({"session_id", "product_id", "analysis_id", "component_id"})
"""Ids by which rows of other tables refer to a row: one of them is one thing in all files."""


def untimely(table: Table, setting: Setting) -> Iterator[Remark]:
    """Yield rows of another school year, of a future day, or without a date."""
    kind, year = table.kind, setting.school_year
    name = kind.dated_by or kind.year_by
    if name is None:
        return
    column = table.columns[name]
    codes: dict[Uncounted, set[int]] = defaultdict(set)
    for code, value in enumerate(column.values):
        if value is None or isinstance(value, Mark):
            codes[Uncounted.DATE_NOT_TOLD].add(code)
        elif kind.dated_by is None:
            if SchoolYear.written(value) != year:
                codes[Uncounted.ANOTHER_YEAR].add(code)
        elif value not in setting.span:
            codes[Uncounted.ANOTHER_YEAR].add(code)
        elif kind.family is Family.RECORD and value > setting.as_of:
            codes[Uncounted.YET_TO_COME].add(code)
    for reason, group in codes.items():
        yield Remark(column.rows_with(group), reason, name)


def not_held(table: Table, setting: Setting) -> Iterator[Remark]:
    """Yield rows of events that did not take place, were too short, or have no length."""
    counting = table.kind.counting
    if not counting.lasts:
        return
    column = table.columns[counting.lasts]
    limit = setting.limits.get(counting.floor)
    floor = limit.value if limit is not None else 0
    zero_codes, short_codes, marked_codes = set(), set(), set()
    for code, value in enumerate(column.values):
        if isinstance(value, Mark):
            marked_codes.add(code)
        elif value is not None and value <= 0:
            zero_codes.add(code)
        elif value is not None and value < floor:
            short_codes.add(code)
    yield Remark(column.rows_with(zero_codes), Uncounted.NOT_HELD, counting.lasts)
    yield Remark(
        _find_short_rows(table, column, short_codes, floor), Uncounted.TOO_SHORT, counting.lasts
    )
    # An entry such as `-60` or `n/a` was meant to say something, but nobody knows what.
    rows = [
        row
        for row in column.rows_with(marked_codes)
        if column.at(row).reason is not Reason.BLANK_FIELD
        or not _is_vouched_for(table, row, setting)
    ]
    yield Remark(rows, Uncounted.LENGTH_NOT_TOLD, counting.lasts)


def _find_short_rows(table: Table, column: Column, codes: set[int], floor: float) -> list[int]:
    """Return rows that are too short, even together with other sittings of the event on that
    day."""
    rows = column.rows_with(codes)
    if not rows:
        return []
    valued_codes = {code for code, value in enumerate(column.values) if not isinstance(value, Mark)}
    names = [
        name
        for name, info in table.kind.fields.items()
        if not info.unique and name != column.info.name
    ]
    first = alike(table, names, column.rows_with(valued_codes))
    totals: dict[int, float] = defaultdict(float)
    for row in repeats(first):
        totals[first[row]] += column.at(row) or 0
    for row in list(totals):
        totals[row] += column.at(row) or 0
    return [row for row in rows if totals.get(first[row], 0) < floor]


def _is_vouched_for(table: Table, row: int, setting: Setting) -> bool:
    """Return whether something else shows that an event without length took place, or is to
    come."""
    counting = table.kind.counting
    if counting.vouched_by and isinstance(table.columns[counting.vouched_by].at(row), date | str):
        return True
    if not counting.signed_in:
        return False
    day = table.columns[table.kind.dated_by].at(row) if table.kind.dated_by else None
    if isinstance(day, date) and day > setting.as_of:
        return True
    ids = (column for column in table.columns.values() if column.info.unique)
    return any(column.at(row) in setting.signed for column in ids)


def one_person(table: Table, setting: Setting) -> Iterator[Remark]:
    """Yield rows that name the same person in two columns that must differ."""
    pair = table.kind.counting.between
    if pair is None:
        return
    column, other = (table.columns[name] for name in pair)
    other_codes = {value: code for code, value in enumerate(other.values) if isinstance(value, str)}
    partner_of = {
        code: other_codes[value]
        for code, value in enumerate(column.values)
        if isinstance(value, str) and value in other_codes
    }
    flags = map(eq, map(partner_of.get, column.codes), other.codes)
    rows = list(compress(range(table.size), flags)) if partner_of else []
    yield Remark(rows, Uncounted.ONE_PERSON, pair[1])


def not_employed(table: Table, setting: Setting) -> Iterator[Remark]:
    """Yield rows of people who had left, and of people whom the roster does not list on that
    day."""
    kind, roster = table.kind, setting.roster
    if not roster.posts or kind.family is Family.DENOMINATOR:
        return
    days = table.columns[kind.dated_by] if kind.dated_by else None
    day_codes: Sequence[int] = days.codes if days else [0] * table.size
    steady_people = roster.steady(days.values if days else [setting.as_of])
    for name, column in table.columns.items():
        if column.info.refers_to != "staff":
            continue
        steady_codes = {
            code for code, person in enumerate(column.values) if person in steady_people
        }
        if len(steady_codes) == len(column.values):
            continue
        reasons: dict[tuple[int, int], Uncounted | None] = {}
        rows_by_reason: dict[Uncounted, list[int]] = defaultdict(list)
        for row in column.rows_with(set(range(len(column.values))) - steady_codes):
            key = column.codes[row], day_codes[row]
            if key not in reasons:
                day = days.values[key[1]] if days else setting.as_of
                reasons[key] = _find_employment_doubt(table, column.values[key[0]], day, setting)
            reason = reasons[key]
            if reason is not None:
                rows_by_reason[reason].append(row)
        for reason, rows in rows_by_reason.items():
            message = partial(_compare_days, table, name, setting)
            yield Remark(rows, reason, name, message if reason is Uncounted.CONTRADICTORY else "")


def _find_employment_doubt(
    table: Table, person: Any, day: Any, setting: Setting
) -> Uncounted | None:
    roster = setting.roster
    if isinstance(person, Mark):
        return Uncounted.PERSON_UNKNOWN
    if not isinstance(person, str):
        return None
    if not roster.knows(person):
        return Uncounted.POST_UNREAD if person in roster.unread else Uncounted.PERSON_UNKNOWN
    if not isinstance(day, date) or roster.on(person, day):
        return None
    if roster.left_before(person, day):
        return Uncounted.NOT_EMPLOYED
    if table.kind.counting.between:
        return Uncounted.PERSON_UNKNOWN  # nobody observes before their first day
    # Staff are trained before their first day, but who comes during the year was not there months
    # before; a record of people who start only in another year may be an error.
    if table.kind.family is Family.RECORD and _came_later(setting, person, day):
        return Uncounted.CONTRADICTORY
    last = setting.school_year.span.last
    starts_in_year = any(post.first <= last for post in roster.by_person[person])
    return (
        None
        if starts_in_year or table.kind.family is not Family.RECORD
        else Uncounted.PERSON_UNKNOWN
    )


def _compare_days(table: Table, name: str, setting: Setting, row: int) -> str:
    """Return, in words, that a row is older than the first day of its person."""
    day, first = (
        table.columns[str(table.kind.dated_by)].at(row),
        setting.roster.first_day(table.columns[name].at(row)),
    )
    return f"the row is of {day}, and by start_date in the staff roster that person came on {first}"


def _came_later(setting: Setting, person: str, day: date) -> bool:
    """Return whether somebody came during the year, and only long after a day."""
    first, start = setting.roster.first_day(person), min(setting.days.students, default=None)
    return start is not None and first > start and first - day > DAYS_AHEAD


def says_nothing(table: Table, setting: Setting) -> Iterator[Remark]:
    """Yield rows without what makes them evidence, such as a resource without title."""
    for name in table.kind.counting.tells:
        column = table.columns[name]
        yield Remark(column.rows_with(column.marked), Uncounted.SAYS_NOTHING, name)


def on_no_such_day(table: Table, setting: Setting) -> Iterator[Remark]:
    """Yield rows on a day on which the event cannot have taken place, such as a Sunday."""
    kind, counting = table.kind, table.kind.counting
    if counting.held_on is HeldOn.ANY_DAY or kind.dated_by is None:
        return
    column = table.columns[kind.dated_by]
    student_codes = [
        (table.columns[name], _find_codes(table.columns[name], values))
        for name, values in counting.with_students.items()
    ]
    usual_reasons, student_reasons = (
        [
            setting.days.why_not(value, held_on) if isinstance(value, date) else None
            for value in column.values
        ]
        for held_on in (counting.held_on, HeldOn.STUDENT_DAY)
    )
    if not any(usual_reasons) and not any(student_reasons):
        return
    doubtful_codes = {
        code
        for code, reasons in enumerate(zip(usual_reasons, student_reasons, strict=True))
        if any(reasons)
    }
    rows = column.rows_with(doubtful_codes)
    student_rows = {
        row for cells, codes in student_codes for row in _filter_rows(rows, cells, codes)
    }
    other_rows = [row for row in rows if row not in student_rows]
    for reasons, affected_rows in (
        (student_reasons, sorted(student_rows)),
        (usual_reasons, other_rows),
    ):
        for reason in set(filter(None, reasons)):
            codes = {code for code, code_reason in enumerate(reasons) if code_reason is reason}
            yield Remark(_filter_rows(affected_rows, column, codes), reason, kind.dated_by)


def out_of_order(table: Table, setting: Setting) -> Iterator[Remark]:
    """Yield rows with two dates in the wrong order."""
    for first, later in table.kind.counting.in_order:
        message = f"{later} is before {first}"
        yield Remark(backwards(table, first, later), Uncounted.CONTRADICTORY, later, message)


def backwards(table: Table, first: str, later: str, last: date | None = None) -> list[int]:
    """Return the rows in which `later` is before `first`, or after `last` if given."""
    column, later_column = table.columns[first], table.columns[later]

    def is_wrong(before: Any, after: Any) -> bool:
        if not (isinstance(before, date) and isinstance(after, date)):
            return False
        return after < before or (last is not None and after > last)

    wrong_pairs = {
        (before, after)
        for before, after in set(zip(column.codes, later_column.codes, strict=True))
        if is_wrong(column.values[before], later_column.values[after])
    }
    pairs = zip(column.codes, later_column.codes, strict=True)
    return (
        list(compress(range(table.size), map(wrong_pairs.__contains__, pairs)))
        if wrong_pairs
        else []
    )


def under_one_id(table: Table, setting: Setting) -> Iterator[Remark]:
    """Yield rows that share an id with another row but differ from it.

    Logs of several campuses, each in its own file, may number their rows alike, and so may other
    years.
    """
    for name, column in table.columns.items():
        if not column.info.unique or column.distinct:
            continue
        ids = column.values
        if not isinstance(column.codes, range):
            ids = list(map(column.values.__getitem__, column.codes))
        if len(set(ids)) == len(ids):
            continue
        other_years = _of_other_years(table, setting)
        rows = [
            row
            for row, record_id in enumerate(ids)
            if not isinstance(record_id, Mark) and row not in other_years
        ]
        keys: list[Callable[[int], Hashable]] = [ids.__getitem__]
        if len(table.parts) > 1 and name not in REFERRED_TO and "campus_id" in table.columns:
            keys = _make_local_keys(table, ids)
        pairs = (pair for key in keys for pair in firsts(rows, key))
        yield contradictory(table, name, pairs, f"{name} stands in {{other}} with other contents")


def _of_other_years(table: Table, setting: Setting) -> Collection[int]:
    """Return the rows that are of another school year."""
    name = table.kind.dated_by or table.kind.year_by
    if name is None:
        return ()
    column, year = table.columns[name], setting.school_year
    codes = {
        code
        for code, value in enumerate(column.values)
        if (isinstance(value, date) and value not in setting.span)
        or (isinstance(value, str) and SchoolYear.written(value) not in (None, year))
    }
    return frozenset(column.rows_with(codes))


def _make_local_keys(table: Table, ids: Sequence[Any]) -> list[Callable[[int], Hashable]]:
    """Return keys of rows: their id with their file, and with their campus."""
    starts, campuses = [part.first for part in table.parts], table.columns["campus_id"].codes
    return [
        lambda row: (ids[row], bisect_right(starts, row)),
        lambda row: (ids[row], campuses[row]),
    ]


def titled_otherwise(table: Table, setting: Setting) -> Iterator[Remark]:
    """Yield rows of plans and schedules that name a document of another school year as theirs."""
    if table.kind.year_by is None or table.kind.family is not Family.SCHEDULE:
        return
    for name, column in table.columns.items():
        if column.info.text is not Text.TITLE:
            continue
        codes = {
            code
            for code, value in enumerate(column.values)
            if isinstance(value, str)
            and (years := years_named(value))
            and setting.school_year not in years
        }
        message = f"{name} names a document of another school year than {table.kind.year_by}"
        yield Remark(column.rows_with(codes), Uncounted.CONTRADICTORY, name, message)


CHECKS = (
    titled_otherwise,
    under_one_id,
    untimely,
    not_held,
    one_person,
    not_employed,
    says_nothing,
    on_no_such_day,
    out_of_order,
)


def _filter_rows(rows: Sequence[int], column: Column, codes: Collection[int]) -> list[int]:
    """Return the rows that have one of these codes in a column."""
    return list(compress(rows, map(codes.__contains__, column.codes_of(rows))))


def _find_codes(column: Column, wanted: frozenset[Any]) -> frozenset[int]:
    def is_wanted(value: Any) -> bool:
        if isinstance(value, tuple):
            return not wanted.isdisjoint(value)
        return not isinstance(value, Mark) and value in wanted

    return frozenset(code for code, value in enumerate(column.values) if is_wanted(value))
