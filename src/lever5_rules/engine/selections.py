"""Selections of rows, found out once however many elements ask for them.

A selection knows nothing of who reads it: `Records` is one element's reading of a selection, and
two elements that ask a table the same question are given the same answer.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, compress, count, repeat
from operator import add, eq, ge, gt, le, mul
from types import FunctionType
from typing import Any

from attrs import evolve, field, frozen

from lever5_rules.artifacts.tables import Column, Table
from lever5_rules.core.blanks import Mark
from lever5_rules.core.evidence import SHOWN, Evidence, Sample
from lever5_rules.counting.rows import Unsure

SHOWN_ROWS = 3
KEPT_NUMBERS = 1 << 10
"""Of more combinations the numbers are counted anew, so that they do not stay in memory."""
KEPT_ROWS = 1 << 15
"""Larger selections are made anew for each reader: to keep them would cost more than it saves."""

FEW_VALUES = 1 << 8
"""Of so few values the rows of one are found faster than lists of them all would be made."""


@frozen(eq=False, repr=False, slots=False)
class Selection:
    """Some rows of a table in their order, and those of which it cannot be told.

    `columns` are those that it was selected by; `short` the rows that would belong to it if what
    they tell of had taken place and been long enough.
    """

    table: Table
    rows: Sequence[int]
    unsure: tuple[Unsure, ...] = ()
    columns: tuple[str, ...] = ()
    short: tuple[int, ...] = ()
    _kept: dict[Any, Any] = field(factory=dict, init=False)

    def narrowed(self, column: Column, condition: Any) -> "Selection":
        """The rows whose value fulfils a condition."""
        if isinstance(condition, (set, list, tuple)):
            condition = frozenset(condition)
        if isinstance(condition, FunctionType) and condition is not given:
            return self._narrowed(column, _codes_that_fit(column, condition))
        asked = (condition.__class__, condition)
        key = (id(column), asked)
        known: Selection | None = self._kept.get(key)
        if known is None:
            hits = column.fitting.get(asked)
            if hits is None:
                hits = column.fitting[asked] = _codes_that_fit(column, condition)
            known = self._narrowed(column, hits)
            self._keep(key, known)
        return known

    def _narrowed(self, column: Column, hits: frozenset[int]) -> "Selection":
        codes, marked, rows = column.codes, column.marked, self.rows
        if len(hits) < len(column.values):
            if not self._whole:
                rows = list(compress(rows, map(hits.__contains__, column.codes_of(rows))))
            elif len(column.values) <= FEW_VALUES:
                rows = column.rows_with(hits)
            else:
                held = column.rows_of
                found = [held[code] for code in hits if code in held]
                rows = found[0] if len(found) == 1 else sorted(chain.from_iterable(found))
        unsure = self.unsure
        if unsure:
            unsure = tuple(
                one for one in unsure if codes[one.row] in hits or codes[one.row] in marked
            )
        short = tuple(row for row in self.short if codes[row] in hits)
        return self._but(rows, unsure + self._untold(column), column, short)

    def settled(self, *, generous: bool) -> "Selection":
        """The selection without doubt: unsure rows are left out, or else counted in."""
        if not self.unsure:
            return self
        if not generous:
            return Selection(self.table, self.rows, (), self.columns, self.short)
        known: Selection | None = self._kept.get("generous")
        if known is None:
            rows = sorted({*self.rows, *(one.row for one in self.unsure)})
            known = Selection(self.table, rows, (), self.columns, self.short)
            self._keep("generous", known)
        return known

    def told(self, column: Column) -> "Selection":
        """The same rows; those without a value in the column become unsure."""
        key = ("told", id(column))
        known: Selection | None = self._kept.get(key)
        if known is None:
            codes, marked, rows = column.codes, column.marked, self.rows
            if marked:
                rows = [row for row in rows if codes[row] not in marked]
            known = self._but(rows, self.unsure + self._untold(column), column, self.short)
            self._keep(key, known)
        return known

    def fitting(self, columns: Sequence[Column], test: Callable[..., bool]) -> "Selection":
        """The rows whose values in several columns fulfil a condition together."""
        told = self
        for column in columns:
            told = told.told(column)
        codes, known = [column.codes for column in columns], dict[tuple[int, ...], bool]()

        def fits(row: int) -> bool:
            key = tuple(held[row] for held in codes)
            if key not in known:
                pairs = zip(columns, key, strict=True)
                values = [column.values[code] for column, code in pairs]
                known[key] = any(isinstance(one, Mark) for one in values) or test(*values)
            return known[key]

        rows = [row for row in told.rows if fits(row)]
        unsure = tuple(one for one in told.unsure if fits(one.row))
        return evolve(told, rows=rows, unsure=unsure)

    def grouped(self, column: Column) -> "Mapping[Any, Selection]":
        """The rows by the values of a column; in a list column, by each item."""
        key = ("by", id(column))
        known: Groups | None = self._kept.get(key)
        if known is None:
            known = Groups(self, column)
            self._keep(key, known)
        return known

    def distinct(self, column: Column) -> tuple[Any, ...]:
        """The values of a column, each once, in order of appearance, without blanks."""
        key = ("distinct", id(column))
        known: tuple[Any, ...] | None = self._kept.get(key)
        if known is None:
            codes = dict.fromkeys(column.codes_of(self.rows))
            values: Iterable[Any] = map(column.values.__getitem__, codes)
            if column.info.many:
                values = chain.from_iterable(map(_items, values))
            found = dict.fromkeys(values)
            found.pop(None, None)
            known = tuple(found)
            self._keep(key, known)
        return known

    def tally(
        self, columns: Sequence[Column], through: Mapping[str, Callable[[Any], Any]]
    ) -> "Counter[tuple[Any, ...]]":
        """How many rows there are of each combination of values."""
        if through:
            return self._tally(columns, through)
        key = ("tally", *map(id, columns))
        known: Counter[tuple[Any, ...]] | None = self._kept.get(key)
        if known is None:
            known = self._tally(columns, through)
            if len(known) > KEPT_NUMBERS:
                return known
            self._keep(key, known)
        return _counter_of(known)

    def _tally(
        self, columns: Sequence[Column], through: Mapping[str, Callable[[Any], Any]]
    ) -> "Counter[tuple[Any, ...]]":
        numbers: list[Iterable[int]] = []
        values: list[Sequence[Any]] = []
        for column in columns:
            codes, found = column.codes_of(self.rows), column.values
            name = column.info.name
            if name in through:
                groups: dict[Any, int] = {}
                mapped = [
                    groups.setdefault(
                        None if value is None or isinstance(value, Mark) else through[name](value),
                        len(groups),
                    )
                    for value in column.values
                ]
                codes, found = map(mapped.__getitem__, codes), list(groups)
            numbers.append(codes)
            values.append(found)
        raw = _numbers_of(numbers, values)
        total = _counter_of(raw)
        if len(total) < len(raw):  # a value may have several codes, written in several ways
            total.clear()
            for key, number in raw:
                total[key] += number
        return total

    def sample(self) -> Sample:
        """The rows as they stand in a finding."""
        kind = self.table.kind
        return Sample(kind.name, kind.family.level, len(self.rows), self._evidence)

    def witness(self) -> Sample:
        """The rows as they stand in a finding that they decide: with their date and the column by
        which they were told from the others."""
        kind, table = self.table.kind, self.table
        names = tuple(dict.fromkeys(filter(None, (kind.dated_by, *self.columns[-1:]))))

        def first() -> tuple[Evidence, ...]:
            return tuple(table.evidence(row, name) for row in self.rows[:SHOWN] for name in names)

        return Sample(
            kind.name, kind.family.level, len(self.rows), first if names else self._evidence
        )

    def _evidence(self) -> tuple[Evidence, ...]:
        """A few rows as evidence: the last column selected by, or the date."""
        table, kind = self.table, self.table.kind
        column = kind.dated_by or (self.columns[-1] if self.columns else next(iter(kind.fields)))
        if not self.rows:
            return (
                Evidence(kind.name, table.parts[0].source, (-1, column), None, kind.family.level),
            )
        own = [name for name in self.columns if table.columns[name].written]
        return tuple(
            table.evidence(row, name)
            for row in self.rows[:SHOWN_ROWS]
            for name in dict.fromkeys((column, *own))
        )

    def _untold(self, column: Column) -> tuple[Unsure, ...]:
        """The rows that have no value in a column."""
        if not column.marked:
            return ()
        return tuple(
            Unsure(row, column.info.name, partial(column.at, row))
            for row in self.rows
            if column.codes[row] in column.marked
        )

    def _but(
        self,
        rows: Sequence[int],
        unsure: tuple[Unsure, ...],
        column: Column,
        short: tuple[int, ...],
    ) -> "Selection":
        return Selection(self.table, rows, unsure, (*self.columns, column.info.name), short)

    def _keep(self, key: Any, found: Any) -> None:
        if len(self.rows) <= KEPT_ROWS:
            self._kept[key] = found

    @property
    def _whole(self) -> bool:
        return isinstance(self.rows, range) and len(self.rows) == self.table.size


class Groups(Mapping[Any, Selection]):
    """Selections by the value of a column; an unknown key gives one without rows."""

    def __init__(self, whole: Selection, column: Column) -> None:
        self._table = whole.table
        self._columns = (*whole.columns, column.info.name)
        self._column = column
        self._made: dict[Any, Selection] = {}
        self._unsure = list(whole.unsure)
        self._short = whole.short
        by_code: dict[int, list[int]] = {}
        for row in whole.rows:
            by_code.setdefault(column.codes[row], []).append(row)
        self._rows: dict[Any, list[int]] = {}
        for code, rows in by_code.items():
            value = column.values[code]
            if code in column.marked:
                self._unsure += [
                    Unsure(row, column.info.name, partial(column.at, row)) for row in rows
                ]
            elif value is not None:
                for key in value if isinstance(value, tuple) else (value,):
                    self._rows[key] = sorted((*self._rows.get(key, ()), *rows))

    def __getitem__(self, key: Any) -> Selection:
        made = self._made.get(key)
        if made is None:
            column = self._column
            maybe = tuple(one for one in self._unsure if _may_be(column.at(one.row), key))
            short = tuple(row for row in self._short if _may_be(column.at(row), key))
            rows = self._rows.get(key, ())
            made = self._made[key] = Selection(self._table, rows, maybe, self._columns, short)
        return made

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _may_be(value: Any, key: Any) -> bool:
    if isinstance(value, Mark):
        return True
    return key in value if isinstance(value, tuple) else bool(value == key)


def _items(value: Any) -> tuple[Any, ...]:
    """The items of a list; a cell without a value is one item of its own."""
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def given(value: object) -> bool:
    """A condition for `where`: the cell is not blank."""
    return True


@frozen
class Bound:
    """A condition for `where` that two rules can be seen to share; a lambda's cannot."""

    compare: Callable[[Any, Any], bool]
    bound: Hashable

    def __call__(self, value: object) -> bool:
        return self.compare(value, self.bound)


def up_to(bound: Hashable) -> Bound:
    """A condition for `where`: no later, or no more, than this."""
    return Bound(le, bound)


def reaching(bound: Hashable) -> Bound:
    """A condition for `where`: no earlier, or no less, than this."""
    return Bound(ge, bound)


def beyond(bound: Hashable) -> Bound:
    """A condition for `where`: later, or more, than this."""
    return Bound(gt, bound)


def _counter_of(numbers: Any) -> "Counter[tuple[Any, ...]]":
    """Numbers that are known as a counter, which would add them up one by one."""
    made: Counter[tuple[Any, ...]] = Counter()
    dict.update(made, numbers)
    return made


def _numbers_of(
    codes: Sequence[Iterable[int]], values: Sequence[Sequence[Any]]
) -> list[tuple[tuple[Any, ...], int]]:
    """Combinations of values, and how many rows have each. Rows are counted by one number each,
    made of the codes of all columns, since a tuple for each row would be garbage."""
    if not codes:
        return []
    joined, *others = codes
    for more, held in zip(others, values[1:], strict=True):
        joined = map(add, map(mul, joined, repeat(len(held))), more)
    found = Counter(joined)
    rest, parts = list(found), list[Iterable[Any]]()
    for held in reversed(values[1:]):
        distinct = len(held)
        parts.append([held[one % distinct] for one in rest])
        rest = [one // distinct for one in rest]
    parts.append(map(values[0].__getitem__, rest))
    return list(zip(zip(*reversed(parts), strict=True), found.values(), strict=True))


def _codes_that_fit(column: Column, condition: Any) -> frozenset[int]:
    test = _matching(condition, many=column.info.many)
    if not column.marked:
        return frozenset(compress(count(), map(test, column.values)))
    told = enumerate(column.values)
    return frozenset(code for code, value in told if code not in column.marked and test(value))


def _matching(condition: Any, *, many: bool) -> Callable[[Any], bool]:
    if condition is None:
        return lambda value: value is None
    if isinstance(condition, frozenset):
        if not many:
            return condition.__contains__
        return lambda value: (
            not condition.isdisjoint(value) if isinstance(value, tuple) else value in condition
        )
    if callable(condition):
        return lambda value: value is not None and bool(condition(value))
    if not many:
        return partial(eq, condition)
    return lambda value: condition in value if isinstance(value, tuple) else value == condition
