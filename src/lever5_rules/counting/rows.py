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
from .reasons import REASONS, REMEDIES, SHORT, LeftOut, Uncounted
from .repeats import contradicted, repeated
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
        table = _on_day_of_session(table, setting, sessions, remarks)
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
    table = _without_early_replies(table, setting, remarks)
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
        ones = bytearray(b"\1") * table.size
        return cls(ones, ones[:], array("I", bytes(table.size * array("I").itemsize)))

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
                new = array("I", compress(remark.rows, map(self.stands.__getitem__, remark.rows)))
                self.out.append((remark.reason, new))
                for row in new:
                    self.free[row] = self.stands[row] = 0

    def left(self) -> Sequence[int]:
        """Return the rows without a remark."""
        return _flagged_rows(self.free)

    def standing(self) -> Sequence[int]:
        """Return the rows that are not left out."""
        return _flagged_rows(self.stands)

    def counted(self, table: Table, setting: Setting) -> CountedRows:
        replies = [row for row in self.replies if self.stands[row]]
        doubtful = map(and_, map(bool, self.doubt), self.stands)
        unsure = array("I", compress(range(table.size), doubtful))
        which = array("I", (self.doubt[row] - 1 for row in unsure))
        doubted: dict[Uncounted, array[int]] = {}
        for row, number in zip(unsure, which, strict=True):
            doubted.setdefault(self.doubts[number].reason, array("I")).append(row)
        unread = setting.roster.unread
        doubts = [(one.column, partial(_mark_of, table, unread, one)) for one in self.doubts]
        limit = setting.limits.get(table.kind.counting.floor)
        numbers: Counter[tuple[str, Uncounted]] = Counter()
        for reason, rows in (*self.out, *doubted.items(), (Uncounted.REPLY_NOT_COUNTED, replies)):
            for path, number in _by_file(table, rows).items():
                numbers[path, reason] += number
        return CountedRows(
            table,
            self.left(),
            UnsureRows(unsure, which, doubts) if unsure else NONE_UNSURE,
            tuple(
                LeftOut(
                    table.kind.name,
                    path,
                    reason,
                    number,
                    reason.words.format(floor=limit.value if limit else 0),
                    unsure=reason in REASONS,
                )
                for (path, reason), number in sorted(numbers.items())
            ),
            self._short(),
        )

    def _short(self) -> tuple[int, ...]:
        """Return the rows left out because the event did not take place or was too short."""
        return tuple(
            sorted(chain.from_iterable(rows for reason, rows in self.out if reason in SHORT))
        )


def _flagged_rows(flags: bytearray) -> Sequence[int]:
    """Return the rows whose flag is 1."""
    return array("I", compress(range(len(flags)), flags)) if 0 in flags else range(len(flags))


def _by_file(table: Table, rows: Sequence[int]) -> "Counter[str]":
    """Return how many of the rows each file has."""
    if len(table.parts) == 1:
        return Counter({table.parts[0].source.path: len(rows)}) if rows else Counter()
    return Counter(table.part_of(row).source.path for row in rows)


def _mark_of(table: Table, unread: Mapping[str, Mark], remark: Remark, row: int) -> Mark:
    """Return the mark for a row that may not count; `unread` are those of people on the roster."""
    value = table.columns[remark.column].at(row)
    if isinstance(value, Mark):
        return value
    if remark.reason is Uncounted.POST_UNREAD:
        return unread[value]
    message = remark.said_of(row) or remark.reason.words
    text = f"{place_of(table, row, remark.column)}: {message}."
    remedy = REMEDIES[remark.reason]
    return Mark(REASONS[remark.reason], _problem(table, row, remark.column, text), remedy=remedy)


def _problem(table: Table, row: int, column: str, text: str) -> Problem:
    part = table.part_of(row)
    place = part.source.place_of((row - part.first, column))
    return Problem(Severity.WARNING, part.source.path, place, text)


def _on_day_of_session(
    table: Table, setting: Setting, sessions: CountedRows, remarks: _Remarks
) -> Table:
    """Return the table with the day of the session for each row; rows of uncounted sessions do not
    count.

    If the row's own day differs, either may be right.
    """
    name, by = table.kind.dated_by, table.kind.counting.session_by
    if name is None:
        return table
    ids = sessions.table.columns["session_id"]
    days = sessions.table.columns[sessions.table.kind.dated_by or "date"]
    day_of_session = {ids.at(row): days.at(row) for row in sessions.rows}
    unsure = set(map(ids.at, sessions.unsure.rows))
    listed = {value for value in ids.values if isinstance(value, str)}
    session_ids, own = table.columns[by], table.columns[name]
    values: dict[int, Any] = {}
    doubts: dict[int, Mark] = {}
    pairs = list(zip(session_ids.codes, own.codes, strict=True))
    differ = {
        (session, day)
        for session, day in set(pairs)
        if session_ids.values[session] not in day_of_session
        or day_of_session[session_ids.values[session]] != own.values[day]
    }
    for row in compress(range(table.size), map(differ.__contains__, pairs)):
        which, day = session_ids.at(row), own.at(row)
        if isinstance(day, date) and day not in setting.span:
            continue  # it may be an id of last year's sessions
        if which in day_of_session:
            if isinstance(day_of_session[which], date):
                values[row] = day_of_session[which]
                if isinstance(day, date) and abs((day - day_of_session[which]).days) > A_DAY_OR_TWO:
                    doubts[row] = _two_days(table, row, day, day_of_session[which])
        elif which in unsure:
            message = "whether the session counts is unclear"
            remarks.take((Remark([row], Uncounted.CONTRADICTORY, by, message),))
        elif isinstance(which, str) and which in listed:
            remarks.take((Remark([row], Uncounted.SESSION_NOT_HELD, by),))
    changes = ((row, value, doubts.get(row)) for row, value in values.items())
    column = rewritten(own, changes, as_written)
    return evolve(table, columns={**table.columns, name: column})


def _two_days(table: Table, row: int, own: date, session: date) -> Mark:
    column = str(table.kind.dated_by)
    text = (
        f"{place_of(table, row, column)}: the sign-in sheet is dated {own}, its session "
        f"{session} in the training calendar."
    )
    remedy = REMEDIES[Uncounted.CONTRADICTORY]
    return Mark(Reason.CONTRADICTORY, _problem(table, row, column, text), remedy=remedy)


def _without_early_replies(table: Table, setting: Setting, remarks: _Remarks) -> Table:
    """Return the table without replies dated before their event, or in the future."""
    for first, then in table.kind.counting.replies:
        rows = backwards(table, first, then, last=setting.as_of)
        remarks.replies.update(rows)
        column = rewritten(table.columns[then], ((row, None, None) for row in rows), str)
        table = evolve(table, columns={**table.columns, then: column})
    return table
