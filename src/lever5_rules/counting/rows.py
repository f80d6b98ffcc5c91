"""Decides which rows of a table count, based on the declaration of its kind."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, compress
from operator import and_
from typing import Any

from attrs import define, evolve, field, frozen

from lever5_rules.artifacts.tables import Table
from lever5_rules.core.blanks import Mark, Problem, Severity
from lever5_rules.core.outcome import Reason

from .checks import CHECKS, backwards
from .columns import as_written, by_roster, each_campus_of_all, rewritten, untold_blanks
from .events import A_DAY_OR_TWO, on_one_day, rows_of_lone_attendees
from .people import Roster
from .reasons import OTHER_IDS, REASONS, REMEDIES, SHORT, LeftOut, Uncounted
from .repeats import columns_in_words, contradicted, repeated
from .setting import Remark, Setting, place_of
from .unsure import NONE_UNSURE, UnsureRows


@frozen(eq=False, repr=False, slots=False)
class CountedRows:
    """The rows of a table that count, the unsure ones, and why others do not.

    `short` are the rows left out because the event did not take place or was too short.
    """

    table: Table
    rows: Sequence[int]
    unsure: UnsureRows
    left_out: tuple[LeftOut, ...]
    short: tuple[int, ...] = ()


def count_rows(
    table: Table, setting: Setting, *, sessions: CountedRows | None = None
) -> CountedRows:
    """Return the rows of a table that count.

    `sessions` are those of the training calendar, for a kind whose rows belong to sessions.
    """
    remarks = _Remarks.on(table)
    table = untold_blanks(each_campus_of_all(table, setting))
    if sessions is not None and table.kind.counting.session_by:
        table = _take_session_days(table, setting, sessions, remarks)
    table = by_roster(table, setting.roster, setting.campuses)
    table, on_other_days = on_one_day(table, setting)
    remarks.take(on_other_days)
    for check in CHECKS:
        remarks.take(check(table, setting))
    if table.kind.counting.meets_by is not None:
        remarks.take(rows_of_lone_attendees(table, remarks.standing()))
    if table.kind.counting.agrees is not None:
        remarks.take(contradicted(table, remarks.left()))
    remarks.take(repeated(table, remarks.left()))
    table = _drop_early_replies(table, setting, remarks)
    return remarks.counted(table, setting)


@define(eq=False, repr=False, slots=False)
class _Remarks:
    """The remarks on rows: one for each row, the first that leaves it out.

    `free` is 1 for each row without a remark, `stands` for each that is not left out. `out`
    has the rows that are left out by reason, and `doubt` for each row the number of the remark that
    makes it unsure, or 0: in four bytes each, since they may be most of a million.
    """

    free: bytearray
    stands: bytearray
    doubt: "array[int]"
    out: list[tuple[Uncounted, "array[int]"]] = field(factory=list)
    doubts: list[Remark] = field(factory=list)
    replies: set[int] = field(factory=set)

    @classmethod
    def on(cls, table: Table) -> "_Remarks":
        """Create it for the rows of a table, without any remark."""
        flags = bytearray(b"\1") * table.size
        return cls(flags, flags[:], array("I", bytes(table.size * array("I").itemsize)))

    def take(self, remarks: Iterable[Remark]) -> None:
        for remark in remarks:
            if not remark.rows:
                continue
            if remark.reason in REASONS:
                number = len(self.doubts) + 1
                for row in remark.rows:
                    self.doubt[row] = self.doubt[row] or number
                    self.free[row] = 0
                if any(self.doubt[row] == number for row in remark.rows):
                    self.doubts.append(remark)
            else:
                rows = array("I", compress(remark.rows, map(self.stands.__getitem__, remark.rows)))
                self.out.append((remark.reason, rows))
                for row in rows:
                    self.free[row] = self.stands[row] = 0

    def left(self) -> Sequence[int]:
        """Return the rows without a remark."""
        return _list_flagged_rows(self.free)

    def standing(self) -> Sequence[int]:
        """Return the rows that are not left out."""
        return _list_flagged_rows(self.stands)

    def counted(self, table: Table, setting: Setting) -> CountedRows:
        replies = [row for row in self.replies if self.stands[row]]
        flags = map(and_, map(bool, self.doubt), self.stands)
        unsure = array("I", compress(range(table.size), flags))
        numbers = array("I", (self.doubt[row] - 1 for row in unsure))
        unsure_by_reason: dict[Uncounted, array[int]] = {}
        for row, number in zip(unsure, numbers, strict=True):
            unsure_by_reason.setdefault(self.doubts[number].reason, array("I")).append(row)
        roster = setting.roster
        doubts = [
            (
                remark.column,
                partial(
                    _make_mark, table, roster.unread, remark, _find_remedy(table, roster, remark)
                ),
            )
            for remark in self.doubts
        ]
        limit = setting.limits.get(table.kind.counting.floor)
        counts: Counter[tuple[str, Uncounted]] = Counter()
        for reason, rows in (
            *self.out,
            *unsure_by_reason.items(),
            (Uncounted.REPLY_NOT_COUNTED, replies),
        ):
            for path, number in _count_by_file(table, rows).items():
                counts[path, reason] += number
        return CountedRows(
            table,
            self.left(),
            UnsureRows(unsure, numbers, doubts) if unsure else NONE_UNSURE,
            tuple(
                LeftOut(
                    table.kind.name,
                    path,
                    reason,
                    number,
                    reason.words.format(
                        floor=limit.value if limit else 0, same=columns_in_words(table)
                    ),
                    unsure=reason in REASONS,
                )
                for (path, reason), number in sorted(counts.items())
            ),
            self._short_rows(),
        )

    def _short_rows(self) -> tuple[int, ...]:
        """Return the rows left out because the event did not take place or was too short."""
        return tuple(
            sorted(chain.from_iterable(rows for reason, rows in self.out if reason in SHORT))
        )


def _list_flagged_rows(flags: bytearray) -> Sequence[int]:
    """Return the rows whose flag is 1."""
    return array("I", compress(range(len(flags)), flags)) if 0 in flags else range(len(flags))


def _count_by_file(table: Table, rows: Sequence[int]) -> "Counter[str]":
    """Return how many of the rows each file has."""
    if len(table.parts) == 1:
        return Counter({table.parts[0].source.path: len(rows)}) if rows else Counter()
    return Counter(table.part_of(row).source.path for row in rows)


def _find_remedy(table: Table, roster: Roster, remark: Remark) -> str:
    """Return what to do about the rows of a remark; if a column names several people, and none of
    them is on the roster, the two use different ids."""
    if remark.reason is Uncounted.PERSON_UNKNOWN:
        people = [name for name in table.columns[remark.column].values if isinstance(name, str)]
        known = (roster.knows(person) or person in roster.unread for person in people)
        if len(people) > 1 and not any(known):
            return OTHER_IDS
    return REMEDIES.get(remark.reason, "")


def _make_mark(
    table: Table, marks: Mapping[str, Mark], remark: Remark, remedy: str, row: int
) -> Mark:
    """Return the mark for a row that may not count; `marks` are those of people on the roster."""
    value = table.columns[remark.column].at(row)
    if isinstance(value, Mark):
        return value
    if remark.reason is Uncounted.POST_UNREAD:
        return marks[value]
    message = remark.said_of(row) or remark.reason.words
    if remedy is OTHER_IDS:
        message = f"nobody in {remark.column} is in staff_roster, so the two use different ids"
    text = f"{place_of(table, row, remark.column)}: {message}."
    return Mark(
        REASONS[remark.reason], _make_problem(table, row, remark.column, text), remedy=remedy
    )


def _make_problem(table: Table, row: int, column: str, text: str) -> Problem:
    part = table.part_of(row)
    place = part.source.place_of((row - part.first, column))
    return Problem(Severity.WARNING, part.source.path, place, text)


def _take_session_days(
    table: Table, setting: Setting, sessions: CountedRows, remarks: _Remarks
) -> Table:
    """Return the table with the day of the session for each row; rows of uncounted sessions do not
    count.

    If the row's own day differs, either may be right.
    """
    name, id_column = table.kind.dated_by, table.kind.counting.session_by
    if name is None:
        return table
    ids = sessions.table.columns["session_id"]
    days = sessions.table.columns[sessions.table.kind.dated_by or "date"]
    day_of_session = {ids.at(row): days.at(row) for row in sessions.rows}
    unsure = set(map(ids.at, sessions.unsure.rows))
    all_ids = {value for value in ids.values if isinstance(value, str)}
    session_ids, column = table.columns[id_column], table.columns[name]
    values: dict[int, Any] = {}
    doubts: dict[int, Mark] = {}
    pairs = list(zip(session_ids.codes, column.codes, strict=True))
    differing_pairs = {
        (session, day)
        for session, day in set(pairs)
        if session_ids.values[session] not in day_of_session
        or day_of_session[session_ids.values[session]] != column.values[day]
    }
    for row in compress(range(table.size), map(differing_pairs.__contains__, pairs)):
        session_id, day = session_ids.at(row), column.at(row)
        if isinstance(day, date) and day not in setting.span:
            continue  # it may be an id of last year's sessions
        if _is_of_last_june(day, day_of_session.get(session_id), setting):
            remarks.take((Remark([row], Uncounted.ANOTHER_YEAR, name),))
            continue
        if session_id in day_of_session:
            if isinstance(day_of_session[session_id], date):
                values[row] = day_of_session[session_id]
                if (
                    isinstance(day, date)
                    and abs((day - day_of_session[session_id]).days) > A_DAY_OR_TWO
                ):
                    doubts[row] = _mark_two_days(table, row, day, day_of_session[session_id])
        elif session_id in unsure:
            message = "whether the session counts is unclear"
            remarks.take((Remark([row], Uncounted.CONTRADICTORY, id_column, message),))
        elif isinstance(session_id, str) and session_id in all_ids:
            remarks.take((Remark([row], Uncounted.SESSION_NOT_HELD, id_column),))
    changes = ((row, value, doubts.get(row)) for row, value in values.items())
    result = rewritten(column, changes, as_written)
    return evolve(table, columns={**table.columns, name: result})


def _is_of_last_june(day: Any, session_day: Any, setting: Setting) -> bool:
    """Return whether a sheet of June is about last year's session of that id: the session that the
    calendar has is on another day."""
    if setting.spring or not isinstance(day, date) or not isinstance(session_day, date):
        return False
    is_before_year = day < setting.school_year.span.first
    return is_before_year and abs((day - session_day).days) > A_DAY_OR_TWO


def _mark_two_days(table: Table, row: int, day: date, session_day: date) -> Mark:
    column = str(table.kind.dated_by)
    text = (
        f"{place_of(table, row, column)}: the sign-in sheet is dated {day}, its session "
        f"{session_day} in the training calendar."
    )
    remedy = REMEDIES[Uncounted.CONTRADICTORY]
    return Mark(Reason.CONTRADICTORY, _make_problem(table, row, column, text), remedy=remedy)


def _drop_early_replies(table: Table, setting: Setting, remarks: _Remarks) -> Table:
    """Return the table without replies dated before their event, or in the future."""
    for event_column, reply_column in table.kind.counting.replies:
        rows = backwards(table, event_column, reply_column, last=setting.as_of)
        remarks.replies.update(rows)
        column = rewritten(table.columns[reply_column], ((row, None, None) for row in rows), str)
        table = evolve(table, columns={**table.columns, reply_column: column})
    return table
