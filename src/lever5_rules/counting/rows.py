"""Decides which rows of a table count, by what its kind declares."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import define, evolve, field, frozen

from lever5_rules.artifacts.kinds import Counting, Family, HeldOn
from lever5_rules.artifacts.tables import Column, Table
from lever5_rules.core.limits import Limit
from lever5_rules.core.marks import Mark, Problem, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import where
from lever5_rules.core.years import SchoolYear, Span

from .columns import by_roster, each_campus_of_all, rewritten
from .days import Days
from .people import Roster
from .reasons import REASONS, REMEDIES, LeftOut, Uncounted

A_DAY_OR_TWO = 2
"""Days by which a sign-in sheet may differ from its session: an institute of two days, or a sheet
that was typed up next morning."""


@frozen(eq=False, repr=False, slots=False)
class Unsure:
    """A row that may belong to a selection, and the cell that keeps it from being told."""

    row: int
    column: str
    mark: Mark


@frozen(eq=False, repr=False, slots=False)
class CountedRows:
    """The rows of a table that count, those of which it cannot be told, and why others do not.

    `early` says whether some were left out as they are yet to come.
    """

    table: Table
    rows: Sequence[int]
    unsure: tuple[Unsure, ...]
    left_out: tuple[LeftOut, ...]
    early: bool = False


@frozen(eq=False, repr=False, slots=False)
class Setting:
    """What rows are held against: the day of the review, limits, people, days and campuses.

    `spring`: whether the spring and summer before the school year count.
    """

    as_of: date
    school_year: SchoolYear
    limits: Mapping[str, Limit[Any]]
    roster: Roster
    days: Days
    campuses: tuple[str, ...]
    spring: bool = False

    @property
    def span(self) -> Span:
        """The days of which rows count."""
        year = self.school_year.span
        return Span(date(year.first.year, 1, 1), year.last) if self.spring else year


def count_rows(
    table: Table,
    setting: Setting,
    *,
    sessions: CountedRows | None = None,
    signed: frozenset[str] = frozenset(),
) -> CountedRows:
    """The rows of a table that count.

    `sessions` are those of the training calendar, for a kind whose rows belong to one; `signed`
    the ids of events that people signed in for.
    """
    table = each_campus_of_all(table, setting.campuses)
    if table.kind.family is Family.DENOMINATOR:
        setting = evolve(setting, roster=Roster(()))
    counter = _Counter(table, setting, sessions, signed)
    return counter.counted()


@define(eq=False, repr=False, slots=False)
class _Counter:
    table: Table
    setting: Setting
    sessions: CountedRows | None
    signed: frozenset[str]
    _out: dict[int, Uncounted] = field(factory=dict, init=False)
    _unsure: dict[int, tuple[Uncounted, str, str]] = field(factory=dict, init=False)
    _replies: dict[int, str] = field(factory=dict, init=False)

    @property
    def by(self) -> Counting:
        return self.table.kind.counting

    def counted(self) -> CountedRows:
        if self.by.session_by and self.sessions is not None:
            self._day_of_session(self.sessions)
        self.table = by_roster(self.table, self.setting.roster)
        self._timely()
        self._long_enough()
        self._between_two()
        self._people()
        self._on_a_day()
        self._in_order()
        self._agreed()
        self._once()
        self._replied()
        out, unsure = self._out, self._unsure
        rows: Sequence[int] = range(self.table.size)
        if out or unsure:
            rows = [row for row in rows if row not in out and row not in unsure]
        return CountedRows(
            self.table,
            rows,
            tuple(
                Unsure(row, unsure[row][1], self._mark(row))
                for row in sorted(unsure)
                if row not in out
            ),
            self._ledger(),
            Uncounted.YET_TO_COME in out.values(),
        )

    def _column(self, name: str) -> Column:
        return self.table.columns[name]

    def _leave_out(self, rows: Iterable[int], reason: Uncounted) -> None:
        for row in rows:
            self._out.setdefault(row, reason)

    def _doubt(self, row: int, reason: Uncounted, column: str, message: str = "") -> None:
        self._unsure.setdefault(row, (reason, column, message))

    def _rows_with(self, column: Column, codes: set[int]) -> list[int]:
        if not codes:
            return []
        return [row for row, code in enumerate(column.codes) if code in codes]

    def _timely(self) -> None:
        kind, year, span = self.table.kind, self.setting.school_year, self.setting.span
        name = kind.dated_by or kind.year_by
        if name is None:
            return
        column = self._column(name)
        untimely: dict[Uncounted, set[int]] = defaultdict(set)
        for code, value in enumerate(column.values):
            if isinstance(value, Mark):
                untimely[Uncounted.DATE_NOT_TOLD].add(code)
            elif kind.dated_by is None:
                if value != str(year):
                    untimely[Uncounted.ANOTHER_YEAR].add(code)
            elif value not in span:
                untimely[Uncounted.ANOTHER_YEAR].add(code)
            elif kind.family is Family.RECORD and value > self.setting.as_of:
                untimely[Uncounted.YET_TO_COME].add(code)
        for reason, codes in untimely.items():
            rows = self._rows_with(column, codes)
            if reason is Uncounted.DATE_NOT_TOLD:
                for row in rows:
                    self._doubt(row, reason, name)
            else:
                self._leave_out(rows, reason)

    def _long_enough(self) -> None:
        name = self.by.lasts
        if not name:
            return
        column = self._column(name)
        limit = self.setting.limits.get(self.by.floor)
        floor = limit.value if limit is not None else 0
        short: set[int] = set()
        none: set[int] = set()
        untold: set[int] = set()
        for code, value in enumerate(column.values):
            if isinstance(value, Mark):
                untold.add(code)
            elif value is not None and value <= 0:
                none.add(code)
            elif value is not None and value < floor:
                short.add(code)
        self._leave_out(self._rows_with(column, none), Uncounted.NOT_HELD)
        self._leave_out(self._alone_too_short(column, short, floor), Uncounted.TOO_SHORT)
        for row in self._rows_with(column, untold):
            if not self._vouched(row):
                self._doubt(row, Uncounted.LENGTH_NOT_TOLD, name)

    def _alone_too_short(self, column: Column, short: set[int], floor: float) -> list[int]:
        """Rows that are too short, also together with other sittings of the same event that day."""
        rows = self._rows_with(column, short)
        if not rows:
            return rows
        whole: dict[Any, float] = defaultdict(float)
        keys = self._alike(
            self._all_but_ids(column.info.name),
            self._rows_with(
                column, short | {c for c, v in enumerate(column.values) if not isinstance(v, Mark)}
            ),
        )
        for row, key in keys.items():
            whole[key] += column.at(row)
        return [row for row in rows if whole[keys[row]] < floor]

    def _vouched(self, row: int) -> bool:
        by = self.by.vouched_by
        if by and isinstance(self._column(by).at(row), date | str):
            return True
        if not self.by.signed_in:
            return False
        day = self._day(row)
        if day is not None and day > self.setting.as_of:
            return True
        return any(
            column.at(row) in self.signed
            for column in self.table.columns.values()
            if column.info.unique
        )

    def _day(self, row: int) -> date | None:
        name = self.table.kind.dated_by
        value = self._column(name).at(row) if name else None
        return value if isinstance(value, date) else None

    def _between_two(self) -> None:
        if self.by.between is None:
            return
        one, other = map(self._column, self.by.between)
        places = {value: code for code, value in enumerate(other.values) if isinstance(value, str)}
        same = {
            code: places[value]
            for code, value in enumerate(one.values)
            if isinstance(value, str) and value in places
        }
        pairs = zip(one.codes, other.codes, strict=True)
        alone = [row for row, (a, b) in enumerate(pairs) if same.get(a, -1) == b]
        self._leave_out(alone, Uncounted.ONE_PERSON)

    def _people(self) -> None:
        """People who had left act no more; whom the roster does not list may be anybody."""
        roster, kind = self.setting.roster, self.table.kind
        if not roster.posts:
            return
        days = self._column(kind.dated_by) if kind.dated_by else None
        acting = self.by.between is not None
        for name, column in self.table.columns.items():
            if column.info.refers_to != "staff":
                continue
            known: dict[tuple[int, int], Uncounted | None] = {}
            day_codes: Sequence[int] = days.codes if days else [0] * self.table.size
            for row, key in enumerate(zip(column.codes, day_codes, strict=True)):
                if key not in known:
                    day = days.values[key[1]] if days else self.setting.as_of
                    known[key] = self._employed(column.values[key[0]], day, acting)
                reason = known[key]
                if reason is Uncounted.NOT_EMPLOYED:
                    self._leave_out((row,), reason)
                elif reason is not None:
                    self._doubt(row, reason, name)

    def _employed(self, person: Any, day: Any, acting: bool) -> Uncounted | None:
        roster = self.setting.roster
        if not isinstance(person, str):
            return None
        if not roster.knows(person):
            return Uncounted.PERSON_UNKNOWN
        if not isinstance(day, date) or roster.on(person, day):
            return None
        if roster.left_before(person, day):
            return Uncounted.NOT_EMPLOYED
        return Uncounted.PERSON_UNKNOWN if acting else None

    def _on_a_day(self) -> None:
        kind = self.table.kind
        if self.by.held_on is HeldOn.ANY_DAY or kind.dated_by is None:
            return
        days, name = self._column(kind.dated_by), kind.dated_by
        strict = [
            (column.codes, frozenset(c for c, v in enumerate(column.values) if _among(v, values)))
            for column, values in (
                (self._column(one), values) for one, values in self.by.with_students.items()
            )
        ]
        why = {
            held_on: [
                self.setting.days.why_not(value, held_on) if isinstance(value, date) else None
                for value in days.values
            ]
            for held_on in (self.by.held_on, HeldOn.STUDENT_DAY)
        }
        usual = why[self.by.held_on]
        if not any(usual) and not any(why[HeldOn.STUDENT_DAY]):
            return
        for row, code in enumerate(days.codes):
            taught = any(codes[row] in hits for codes, hits in strict)
            found = why[HeldOn.STUDENT_DAY][code] if taught else usual[code]
            if found is None:
                continue
            if found[1]:
                self._leave_out((row,), found[0])
            else:
                self._doubt(row, found[0], name)

    def _in_order(self) -> None:
        for first, then in self.by.in_order:
            for row in self._out_of_order(first, then, sure=True):
                message = f"{then} is before {first}"
                self._doubt(row, Uncounted.CONTRADICTORY, then, message)

    def _out_of_order(self, first: str, then: str, *, sure: bool) -> list[int]:
        one, other = self._column(first), self._column(then)
        wrong: dict[tuple[int, int], bool] = {}
        rows = []
        for row, key in enumerate(zip(one.codes, other.codes, strict=True)):
            if key not in wrong:
                before, after = one.values[key[0]], other.values[key[1]]
                told = isinstance(before, date) and isinstance(after, date)
                wrong[key] = told and (after < before or (not sure and after > self.setting.as_of))
            if wrong[key]:
                rows.append(row)
        return rows

    def _replied(self) -> None:
        """A reply that is dated before what it answers, or is yet to come, is none."""
        for first, then in self.by.replies:
            rows = self._out_of_order(first, then, sure=False)
            for row in rows:
                self._replies.setdefault(row, then)
            column = rewritten(self._column(then), dict.fromkeys(rows), str)
            self.table = evolve(self.table, columns={**self.table.columns, then: column})

    def _agreed(self) -> None:
        """Rows with one key that say both yes and no contradict each other."""
        if self.by.agrees is None:
            return
        key, name = self.by.agrees
        said: dict[Any, int] = {}
        column = self._column(name)
        for row, held in self._alike(key, range(self.table.size)).items():
            if row in self._out or isinstance(column.at(row), Mark):
                continue
            other = said.setdefault(held, row)
            if column.at(other) != column.at(row):
                for one, partner in ((row, other), (other, row)):
                    message = f"{name} is another than in {self._place(partner, name)}"
                    self._doubt(one, Uncounted.CONTRADICTORY, name, message)

    def _once(self) -> None:
        """The same event under a new id is told twice."""
        kind = self.table.kind
        columns = self.by.same_event
        if columns is None:
            if kind.family is Family.DENOMINATOR or not self._has_id:
                return
            columns = self._all_but_ids()
        first: dict[Any, int] = {}
        order = self._oldest_first(columns)
        for row, key in self._alike(columns, order).items():
            if row in self._out or row in self._unsure:
                continue
            if first.setdefault(key, row) == row:
                continue
            if self.by.repeats_unsure and not self._same_row(row, first[key]):
                self._doubt(row, Uncounted.MAYBE_REPEATED, columns[0])
            else:
                self._leave_out((row,), Uncounted.SAID_TWICE)

    @property
    def _has_id(self) -> bool:
        return any(info.unique for info in self.table.kind.fields.values())

    def _all_but_ids(self, *others: str) -> tuple[str, ...]:
        fields = self.table.kind.fields
        return tuple(
            name for name, info in fields.items() if not info.unique and name not in others
        )

    def _oldest_first(self, columns: Sequence[str]) -> Sequence[int]:
        """The rows in order, the earliest first where they may differ in their date."""
        dates = [
            one
            for name, one in self.table.columns.items()
            if one.info.item is date and not one.info.many and name not in columns
        ]
        rows = range(self.table.size)
        if not dates or not self.by.repeats_unsure:
            return rows
        return sorted(rows, key=lambda row: str(dates[0].at(row)))

    def _same_row(self, one: int, other: int) -> bool:
        return all(
            _folded(self._column(name).at(one)) == _folded(self._column(name).at(other))
            for name in self._all_but_ids()
        )

    def _alike(self, names: Sequence[str], rows: Iterable[int]) -> dict[int, Any]:
        """For each row a key that is the same where these columns say the same."""
        held = []
        for name in names:
            column = self._column(name)
            folded: dict[Any, int] = {}
            numbers = [folded.setdefault(_folded(value), len(folded)) for value in column.values]
            held.append((column.codes, numbers))
        return {row: tuple(numbers[codes[row]] for codes, numbers in held) for row in rows}

    def _day_of_session(self, sessions: CountedRows) -> None:
        """Gives rows the day of their session; one of a session that does not count is none."""
        name = self.table.kind.dated_by
        if name is None:
            return
        table = sessions.table
        ids, days = table.columns["session_id"], table.columns[table.kind.dated_by or "date"]
        held = {ids.at(row): days.at(row) for row in sessions.rows}
        unsure = {ids.at(one.row) for one in sessions.unsure}
        listed = {value for value in ids.values if isinstance(value, str)}
        mine, own = self._column(self.by.session_by), self._column(name)
        values: dict[int, Any] = {}
        doubts: dict[int, Mark] = {}
        for row, (session, code) in enumerate(zip(mine.codes, own.codes, strict=True)):
            which, day = mine.values[session], own.values[code]
            if which in held:
                if isinstance(held[which], date) and held[which] != day:
                    values[row] = held[which]
                    if isinstance(day, date) and abs((day - held[which]).days) > A_DAY_OR_TWO:
                        doubts[row] = self._two_days(row, day, held[which])
            elif which in unsure:
                self._doubt(
                    row,
                    Uncounted.CONTRADICTORY,
                    self.by.session_by,
                    "whether the session counts cannot be told",
                )
            elif isinstance(which, str) and which in listed:
                self._leave_out((row,), Uncounted.SESSION_NOT_HELD)
        column = rewritten(own, values, lambda day: f"written as {day}", doubts)
        self.table = evolve(self.table, columns={**self.table.columns, name: column})

    def _two_days(self, row: int, own: date, session: date) -> Mark:
        at = self._place(row, str(self.table.kind.dated_by))
        message = (
            f"{at}: the sign-in sheet is dated {own}, its session {session} in the training "
            "calendar."
        )
        problem = Problem(Severity.WARNING, self.table.part_of(row).source.path, None, message)
        return Mark(Reason.CONTRADICTORY, problem, REMEDIES[Uncounted.CONTRADICTORY])

    def _mark(self, row: int) -> Mark:
        """What keeps a row from being told, as a cell without a value."""
        reason, column, message = self._unsure[row]
        found = self._column(column).at(row)
        if isinstance(found, Mark):
            return found
        part = self.table.part_of(row)
        place = part.source.place_of((row - part.first, column))
        said = message or reason.words
        text = f"{where(part.source.path, place)}: {said}."
        problem = Problem(Severity.WARNING, part.source.path, place, text)
        return Mark(REASONS[reason], problem, REMEDIES[reason])

    def _place(self, row: int, column: str) -> str:
        part = self.table.part_of(row)
        return where(part.source.path, part.source.place_of((row - part.first, column)))

    def _ledger(self) -> tuple[LeftOut, ...]:
        """How many rows of each file do not count or are unsure, by reason."""
        numbers: dict[tuple[str, Uncounted, bool], int] = defaultdict(int)
        for row, reason in self._out.items():
            numbers[self.table.part_of(row).source.path, reason, False] += 1
        for row, (reason, _, _) in self._unsure.items():
            if row not in self._out:
                numbers[self.table.part_of(row).source.path, reason, True] += 1
        for row in self._replies:
            if row not in self._out:
                path = self.table.part_of(row).source.path
                numbers[path, Uncounted.REPLY_NOT_COUNTED, False] += 1
        limit = self.setting.limits.get(self.by.floor)
        return tuple(
            LeftOut(
                self.table.kind.name,
                path,
                reason,
                number,
                reason.words.format(floor=limit.value if limit else 0),
                unsure,
            )
            for (path, reason, unsure), number in sorted(numbers.items())
        )


def _among(value: Any, values: frozenset[Any]) -> bool:
    if isinstance(value, tuple):
        return not values.isdisjoint(value)
    return not isinstance(value, Mark) and value in values


def _folded(value: Any) -> Any:
    """A value as it is compared: text without regard to case and spacing."""
    if isinstance(value, str):
        return " ".join(str(value).casefold().split())
    if isinstance(value, tuple):
        return frozenset(map(_folded, value))
    if isinstance(value, Mark):
        return id(value)
    return value
