"""Selections of rows, computed once however many elements request them.

A selection is independent of its reader: `Records` is one element's view of a selection, and
elements that request the same rows share one selection.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, compress, count, repeat
from math import prod
from operator import add, eq, ge, gt, le, mul, ne
from types import FunctionType
from typing import Any

from attrs import evolve, field, frozen

from lever5_rules.artifacts.tables import Column, Table
from lever5_rules.core.blanks import Mark
from lever5_rules.core.evidence import SHOWN, Evidence, Sample
from lever5_rules.counting.unsure import NONE_UNSURE, UnsureRows

SHOWN_ROWS = 3
KEPT_NUMBERS = 1 << 10
"""Counts of more combinations are not cached, to limit memory."""
KEPT_ROWS = 1 << 17
"""Larger selections are not cached, because that would cost more than it saves."""

MANY_ROWS = 1 << 4
"""For so many rows to each possible combination, counting codes is faster than counting values."""
FEW_VALUES = 1 << 8
"""For so few distinct values, searching rows per value is faster than grouping all rows."""


@frozen(eq=False, repr=False, slots=False)
class Selection:
    """Some rows of a table in order, and the unsure ones, which may or may not belong to it.

    `columns` are those by which it was selected; `short` are rows that were left out only because
    the event did not take place or was too short.
    """

    table: Table
    rows: Sequence[int]
    unsure: UnsureRows = NONE_UNSURE
    columns: tuple[str, ...] = ()
    short: tuple[int, ...] = ()
    _results: dict[Any, Any] = field(factory=dict, init=False)

    def narrowed(self, column: Column, condition: Any) -> "Selection":
        """Return the rows whose value fulfils a condition."""
        if isinstance(condition, (set, list, tuple)):
            condition = frozenset(condition)
        if isinstance(condition, FunctionType) and condition is not given:
            return self._select_codes(column, _find_codes(column, condition))
        signature = (condition.__class__, condition)
        key = (id(column), signature)
        selection: Selection | None = self._results.get(key)
        if selection is None:
            codes = column.fitting.get(signature)
            if codes is None:
                codes = column.fitting[signature] = _find_codes(column, condition)
            selection = self._select_codes(column, codes)
            self._cache(key, selection)
        return selection

    def _select_codes(self, column: Column, wanted: frozenset[int]) -> "Selection":
        codes, marked, rows = column.codes, column.marked, self.rows
        if len(wanted) < len(column.values):
            if not self._is_whole_table:
                rows = list(compress(rows, map(wanted.__contains__, column.codes_of(rows))))
            elif len(column.values) <= FEW_VALUES:
                rows = column.rows_with(wanted)
            else:
                rows_of_code = column.rows_of
                groups = [rows_of_code[code] for code in wanted if code in rows_of_code]
                rows = groups[0] if len(groups) == 1 else sorted(chain.from_iterable(groups))
        unsure, short = self.unsure, self.short
        if unsure:
            unsure = unsure.those(
                codes[row] in wanted or codes[row] in marked for row in unsure.rows
            )
        if marked:
            unsure += self._find_blanks(column)
        if short:
            short = tuple(row for row in short if codes[row] in wanted)
        return self._derive(rows, unsure, column, short)

    def settled(self, *, generous: bool) -> "Selection":
        """Return the selection without unsure rows; they are dropped, or with `generous`
        included."""
        if not self.unsure:
            return self
        if not generous:
            return Selection(self.table, self.rows, NONE_UNSURE, self.columns, self.short)
        selection: Selection | None = self._results.get("generous")
        if selection is None:
            candidates = sorted((*self.rows, *self.unsure.rows))
            rows = array("I", compress(candidates, map(ne, candidates, chain((-1,), candidates))))
            selection = Selection(self.table, rows, NONE_UNSURE, self.columns, self.short)
            self._cache("generous", selection)
        return selection

    def with_values(self, column: Column) -> "Selection":
        """Return the same rows, where those without a value in the column are unsure."""
        key = ("with values", id(column))
        selection: Selection | None = self._results.get(key)
        if selection is None:
            codes, marked, rows, unsure = column.codes, column.marked, self.rows, self.unsure
            if marked:
                rows = [row for row in rows if codes[row] not in marked]
                unsure += self._find_blanks(column)
            selection = self._derive(rows, unsure, column, self.short)
            self._cache(key, selection)
        return selection

    def fitting(self, columns: Sequence[Column], test: Callable[..., bool]) -> "Selection":
        """Return the rows whose values in several columns fulfil a condition together."""
        selection = self
        for column in columns:
            selection = selection.with_values(column)
        rows = [*selection.rows, *selection.unsure.rows]
        keys = list(zip(*(column.codes_of(rows) for column in columns), strict=True))
        fits_by_key = {
            key: any(isinstance(value, Mark) for value in values) or test(*values)
            for key in dict.fromkeys(keys)
            for values in [[column.values[code] for column, code in zip(columns, key, strict=True)]]
        }
        flags = list(map(fits_by_key.__getitem__, keys))
        unsure = selection.unsure.those(flags[len(selection.rows) :])
        return evolve(selection, rows=list(compress(selection.rows, flags)), unsure=unsure)

    def grouped(self, column: Column) -> "Mapping[Any, Selection]":
        """Return the rows by the values of a column; in a list column, by each item."""
        key = ("by", id(column))
        groups: Groups | None = self._results.get(key)
        if groups is None:
            groups = Groups(self, column)
            self._cache(key, groups)
        return groups

    def distinct(self, column: Column) -> tuple[Any, ...]:
        """Return the distinct values of a column in order of appearance, without blanks."""
        key = ("distinct", id(column))
        result: tuple[Any, ...] | None = self._results.get(key)
        if result is None:
            codes = dict.fromkeys(column.codes_of(self.rows))
            values: Iterable[Any] = map(column.values.__getitem__, codes)
            if column.info.many:
                values = chain.from_iterable(map(_items, values))
            distinct_values = dict.fromkeys(values)
            distinct_values.pop(None, None)
            result = tuple(distinct_values)
            self._cache(key, result)
        return result

    def tally(
        self, columns: Sequence[Column], through: Mapping[str, Callable[[Any], Any]]
    ) -> "Counter[tuple[Any, ...]]":
        """Return the number of rows for each combination of values."""
        if through:
            return self._count_combinations(columns, through)
        key = ("tally", *map(id, columns))
        counts: Counter[tuple[Any, ...]] | None = self._results.get(key)
        if counts is None:
            counts = self._count_combinations(columns, through)
            if len(counts) > KEPT_NUMBERS:
                return counts
            self._cache(key, counts)
        return _counter_of(counts)

    def _count_combinations(
        self, columns: Sequence[Column], through: Mapping[str, Callable[[Any], Any]]
    ) -> "Counter[tuple[Any, ...]]":
        codes_of: list[Iterable[int]] = []
        values_of: list[Sequence[Any]] = []
        for column in columns:
            codes, values = column.codes_of(self.rows), column.values
            name = column.info.name
            if name in through:
                groups: dict[Any, int] = {}
                group_of_code = [
                    groups.setdefault(
                        None if value is None or isinstance(value, Mark) else through[name](value),
                        len(groups),
                    )
                    for value in column.values
                ]
                codes, values = map(group_of_code.__getitem__, codes), list(groups)
            codes_of.append(codes)
            values_of.append(values)
        return _combine_codes(codes_of, values_of, len(self.rows))

    def sample(self) -> Sample:
        """Return the rows in the form used in findings."""
        kind = self.table.kind
        return Sample(kind.name, kind.family.level, len(self.rows), self._make_evidence)

    def witness(self) -> Sample:
        """Return the rows as the evidence that decides a finding.

        They are shown with their date and the column by which they were selected; without rows,
        the table is shown.
        """
        kind, table = self.table.kind, self.table
        names = tuple(dict.fromkeys(filter(None, (kind.dated_by, *self.columns[-1:]))))

        def make_evidence() -> tuple[Evidence, ...]:
            return tuple(table.evidence(row, name) for row in self.rows[:SHOWN] for name in names)

        return Sample(
            kind.name,
            kind.family.level,
            len(self.rows),
            make_evidence if names and self.rows else self._make_evidence,
        )

    def _make_evidence(self) -> tuple[Evidence, ...]:
        """Return a few rows as evidence: the column last selected by, or the date."""
        table, kind = self.table, self.table.kind
        column = kind.dated_by or (self.columns[-1] if self.columns else next(iter(kind.fields)))
        if not self.rows:
            return (
                Evidence(kind.name, table.parts[0].source, (-1, column), None, kind.family.level),
            )
        written_columns = [name for name in self.columns if table.columns[name].written]
        return tuple(
            table.evidence(row, name)
            for row in self.rows[:SHOWN_ROWS]
            for name in dict.fromkeys((column, *written_columns))
        )

    def _find_blanks(self, column: Column) -> UnsureRows:
        """Return the rows that have no value in a column."""
        rows = (row for row in self.rows if column.codes[row] in column.marked)
        return UnsureRows.for_one_reason(rows, column.info.name, column.at)

    def _derive(
        self,
        rows: Sequence[int],
        unsure: UnsureRows,
        column: Column,
        short: tuple[int, ...],
    ) -> "Selection":
        return Selection(self.table, rows, unsure, (*self.columns, column.info.name), short)

    def _cache(self, key: Any, value: Any) -> None:
        if len(self.rows) <= KEPT_ROWS:
            self._results[key] = value

    @property
    def _is_whole_table(self) -> bool:
        return isinstance(self.rows, range) and len(self.rows) == self.table.size


class Groups(Mapping[Any, Selection]):
    """Selections by the value of a column; an unknown key gives an empty selection."""

    def __init__(self, selection: Selection, column: Column) -> None:
        self._table = selection.table
        self._columns = (*selection.columns, column.info.name)
        self._column = column
        self._selections: dict[Any, Selection] = {}
        self._short = selection.short
        by_code: dict[int, list[int]] = {}
        for row in selection.rows:
            by_code.setdefault(column.codes[row], []).append(row)
        self._rows: dict[Any, list[int]] = {}
        blank_rows: list[int] = []
        for code, rows in by_code.items():
            value = column.values[code]
            if code in column.marked:
                blank_rows.extend(rows)
            elif value is not None:
                for key in value if isinstance(value, tuple) else (value,):
                    self._rows.setdefault(key, []).extend(rows)
        for rows in self._rows.values():
            rows.sort()
        blanks = UnsureRows.for_one_reason(blank_rows, column.info.name, column.at)
        self._unsure = selection.unsure + blanks

    def __getitem__(self, key: Any) -> Selection:
        selection = self._selections.get(key)
        if selection is None:
            column = self._column
            unsure = self._unsure.those(
                _may_equal(column.at(row), key) for row in self._unsure.rows
            )
            short = tuple(row for row in self._short if _may_equal(column.at(row), key))
            rows = self._rows.get(key, ())
            selection = self._selections[key] = Selection(
                self._table, rows, unsure, self._columns, short
            )
        return selection

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _may_equal(value: Any, key: Any) -> bool:
    if isinstance(value, Mark):
        return True
    return key in value if isinstance(value, tuple) else bool(value == key)


def _items(value: Any) -> tuple[Any, ...]:
    """Return the items of a list; a cell without a value counts as a single item."""
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def given(value: object) -> bool:
    """Return whether the cell is not blank; a condition for `where`."""
    return True


@frozen
class Bound:
    """A condition for `where` that can be compared, so that rules share its results."""

    compare: Callable[[Any, Any], bool]
    bound: Hashable

    def __call__(self, value: object) -> bool:
        return self.compare(value, self.bound)


def up_to(bound: Hashable) -> Bound:
    """Return a condition for `where`: at most this value, or no later than this day."""
    return Bound(le, bound)


def reaching(bound: Hashable) -> Bound:
    """Return a condition for `where`: at least this value, or no earlier than this day."""
    return Bound(ge, bound)


def beyond(bound: Hashable) -> Bound:
    """Return a condition for `where`: more than this value, or later than this day."""
    return Bound(gt, bound)


def _counter_of(numbers: Any) -> "Counter[tuple[Any, ...]]":
    """Return numbers as a Counter, without adding them up one by one as its constructor would."""
    counter: Counter[tuple[Any, ...]] = Counter()
    dict.update(counter, numbers)
    return counter


def _combine_codes(
    codes: Sequence[Iterable[int]], values: Sequence[Sequence[Any]], rows: int
) -> "Counter[tuple[Any, ...]]":
    """Return the number of rows for each combination of values.

    Where few combinations are possible, rows are counted by one integer composed of the codes of
    all columns, which is faster than by a tuple of values.
    """
    if not codes or prod(map(len, values)) * MANY_ROWS > rows:
        columns = (map(value.__getitem__, code) for value, code in zip(values, codes, strict=True))
        return Counter(zip(*columns, strict=True))
    combined, *further_codes = codes
    for column_codes, value in zip(further_codes, values[1:], strict=True):
        combined = map(add, map(mul, combined, repeat(len(value))), column_codes)
    total: Counter[tuple[Any, ...]] = Counter()
    for number, frequency in Counter(combined).items():
        key = []
        for value in reversed(values):
            number, index = divmod(number, len(value))
            key.append(value[index])
        total[tuple(reversed(key))] += frequency  # several spellings of a value have several codes
    return total


def _find_codes(column: Column, condition: Any) -> frozenset[int]:
    test = _make_test(condition, many=column.info.many)
    if not column.marked:
        return frozenset(compress(count(), map(test, column.values)))
    pairs = enumerate(column.values)
    return frozenset(code for code, value in pairs if code not in column.marked and test(value))


def _make_test(condition: Any, *, many: bool) -> Callable[[Any], bool]:
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
