"""Rows of a table as a rule sees them: columns with a few verbs, never half a million objects.

A row whose cell is blank or unreadable may or may not belong to a selection. It is carried along
as unsure; as soon as a rule asks a selection for its rows or their number, an unsure row ends
the element, so that nothing is judged on rows that could not be told.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Generic, NoReturn, TypeVar

from attrs import frozen

from lever5_rules.artifacts.tables import Column, Table
from lever5_rules.core.evidence import Evidence, Sample
from lever5_rules.core.marks import Mark
from lever5_rules.engine.trail import Trail

from .endings import at_mark, end_reading, no_rows
from .views import row_view

R = TypeVar("R")
SHOWN_ROWS = 3


@frozen(eq=False, repr=False)
class Unsure:
    """A row that may belong to a selection, and the cell that keeps it from being told."""

    row: int
    column: str
    mark: Mark


class Records(Generic[R]):
    """Some rows of a table. Selecting gives new records; only asking for rows reads them."""

    __slots__ = ("_columns", "_rows", "_table", "_trail", "_unsure")

    def __init__(
        self,
        table: Table,
        rows: Sequence[int],
        trail: Trail,
        unsure: tuple[Unsure, ...] = (),
        columns: tuple[str, ...] = (),
    ) -> None:
        self._table = table
        self._rows = rows
        self._trail = trail
        self._unsure = unsure
        self._columns = columns

    def __bool__(self) -> NoReturn:
        raise TypeError("records have no truth; ask for .count()")

    __len__ = __bool__

    def where(self, **conditions: Any) -> "Records[R]":
        """The rows in which every column fulfils its condition.

        A condition is a value; a set, of which one is enough; a function of the value, never
        called for a blank cell; or None for blank. In a list column the value need only be in
        the list. Raises TypeError for a column that the kind does not have.
        """
        chosen: Records[R] = self
        for name, condition in conditions.items():
            chosen = chosen._narrowed(name, condition)
        return chosen

    def by(self, column: str) -> "Mapping[Any, Records[R]]":
        """The rows grouped by a column, each group once; a key without rows gives none.

        In a list column a row stands under each item of its list.
        """
        held = self._column(column)
        codes, marked = held.codes, held.marked
        by_code: dict[int, list[int]] = {}
        for row in self._rows:
            by_code.setdefault(codes[row], []).append(row)
        groups: dict[Any, list[int]] = {}
        unsure = list(self._unsure)
        for code, rows in by_code.items():
            value = held.values[code]
            if code in marked:
                unsure += [Unsure(row, column, value) for row in rows]
            elif isinstance(value, tuple):
                for key in value:
                    groups[key] = sorted((*groups.get(key, ()), *rows))
            elif value is not None:
                groups[value] = rows
        return _Groups(self, column, groups, unsure)

    def count(self) -> int:
        """How many rows there are, which may be none."""
        self._settle(needed=False)
        return len(self._rows)

    def distinct(self, column: str) -> tuple[Any, ...]:
        """The values of a column, each once, in order of appearance, without blanks.

        Over no rows this ends the element.
        """
        held = self._column(column)
        chosen = self._reading(column)
        chosen._settle(needed=True)
        codes = dict.fromkeys(map(held.codes.__getitem__, chosen._rows))
        found: dict[Any, None] = {}
        for code in codes:
            value = held.values[code]
            if value is not None:
                found.update(dict.fromkeys(value if isinstance(value, tuple) else (value,)))
        return tuple(found)

    def tally(self, *columns: str, **through: Callable[[Any], Any]) -> "Counter[tuple[Any, ...]]":
        """How many rows there are of each combination of values; none gives an empty count.

        `tally("observee_staff_id", date=window_of)` counts by person and window: a function is
        called once for each distinct value, and its result stands for the value.
        """
        names = (*columns, *through)
        chosen: Records[R] = self
        for name in names:
            chosen = chosen._reading(name)
        chosen._settle(needed=False)
        held = [self._column(name) for name in names]
        rows = chosen._rows
        whole = chosen._whole
        numbers: list[Iterable[int]] = []
        values: list[Sequence[Any]] = []
        for name, column in zip(names, held, strict=True):
            codes: Iterable[int] = column.codes
            if not whole:
                codes = map(column.codes.__getitem__, rows)
            found = column.values
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
        raw = Counter(zip(*numbers, strict=True))
        coded = zip(*raw, strict=True)
        keys = zip(
            *(map(found.__getitem__, codes) for found, codes in zip(values, coded, strict=False)),
            strict=True,
        )
        return Counter(dict(zip(keys, raw.values(), strict=True))) if raw else Counter()

    def __iter__(self) -> Iterator[R]:
        """The rows one by one; over no rows this ends the element."""
        self._settle(needed=True)
        for row in self._rows:
            yield row_view(self._table, row, self._trail)

    def _column(self, name: str) -> Column:
        kind = self._table.kind.name
        self._trail.columns.add((kind, name))
        try:
            return self._table.columns[name]
        except KeyError:
            raise TypeError(f"{kind} has no column {name!r}") from None

    def _narrowed(self, name: str, condition: Any) -> "Records[R]":
        column = self._column(name)
        codes, marked = column.codes, column.marked
        hits = _codes_that_fit(column, condition)
        if len(hits) == len(column.values):
            rows = self._rows
        elif self._whole:
            held = column.rows_of
            found = [held[code] for code in hits if code in held]
            rows = found[0] if len(found) == 1 else sorted(chain.from_iterable(found))
        else:
            rows = [row for row in self._rows if codes[row] in hits]
        unsure = tuple(
            one for one in self._unsure if codes[one.row] in hits or codes[one.row] in marked
        )
        chosen: Records[R] = Records(self._table, rows, self._trail, unsure, (*self._columns, name))
        return chosen._with_unsure(column, self._rows)

    def _reading(self, name: str) -> "Records[R]":
        """The same rows; those without a value in the column become unsure."""
        column = self._column(name)
        columns = (*self._columns, name)
        rows = self._rows
        if column.marked:
            rows = [row for row in rows if column.codes[row] not in column.marked]
        chosen: Records[R] = Records(self._table, rows, self._trail, self._unsure, columns)
        return chosen._with_unsure(column, self._rows)

    def _with_unsure(self, column: Column, rows: Sequence[int]) -> "Records[R]":
        """With those of `rows` that have no value in a column as unsure."""
        if column.marked:
            self._unsure += tuple(
                Unsure(row, column.info.name, column.at(row))
                for row in rows
                if column.codes[row] in column.marked
            )
        return self

    @property
    def _whole(self) -> bool:
        return isinstance(self._rows, range) and len(self._rows) == self._table.size

    def _settle(self, *, needed: bool) -> None:
        """Notes the rows as examined; ends the element where they cannot be told."""
        self._trail.looked.add(self._table.kind.name)
        if self._unsure:
            first = min(self._unsure, key=lambda one: one.row)
            info = self._table.columns[first.column].info
            seen = self._table.evidence(first.row, first.column)
            at_mark(self._trail, self._table.kind, info, first.mark, seen)
        if needed and not self._rows:
            files = [part.source.path for part in self._table.parts]
            end_reading(self._trail, no_rows(self._table.kind, files))
        kind = self._table.kind
        self._trail.samples.append(
            Sample(kind.name, kind.family.level, len(self._rows), self._evidence)
        )

    def _evidence(self) -> tuple[Evidence, ...]:
        """A few rows as evidence: the last column selected by, or the date."""
        kind = self._table.kind
        column = kind.dated_by or (self._columns[-1] if self._columns else next(iter(kind.fields)))
        if not self._rows:
            heads = (self._table.parts[0].source, (-1, column))
            return (Evidence(kind.name, *heads, None, kind.family.level),)
        own = [name for name in self._columns if self._table.columns[name].written]
        return tuple(
            self._table.evidence(row, name)
            for row in self._rows[:SHOWN_ROWS]
            for name in dict.fromkeys((column, *own))
        )


class _Groups(Mapping[Any, Records[R]]):
    """Records by the value of a column; an unknown key gives records without rows."""

    def __init__(
        self,
        whole: Records[R],
        column: str,
        groups: dict[Any, list[int]],
        unsure: list[Unsure],
    ) -> None:
        self._whole = whole
        self._column = column
        self._groups = {key: rows for key, rows in groups.items() if rows}
        self._unsure = unsure

    def __getitem__(self, key: Any) -> Records[R]:
        whole = self._whole
        held = whole._table.columns[self._column]
        maybe = tuple(one for one in self._unsure if _may_be(held.at(one.row), key))
        rows = self._groups.get(key, [])
        return Records(whole._table, rows, whole._trail, maybe, (*whole._columns, self._column))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)


def _may_be(value: Any, key: Any) -> bool:
    if isinstance(value, Mark):
        return True
    return key in value if isinstance(value, tuple) else bool(value == key)


def given(value: object) -> bool:
    """A condition for `where`: the cell is not blank."""
    return True


def _codes_that_fit(column: Column, condition: Any) -> frozenset[int]:
    """The codes whose value fulfils a condition; kept with the column, since many elements ask
    the same, save for functions that were made for one call."""
    if isinstance(condition, (set, list, tuple)):
        condition = frozenset(condition)
    key = (condition.__class__, condition)
    known = column.fitting.get(key)
    if known is None:
        test, marked = _matching(condition), column.marked
        known = frozenset(
            code for code, value in enumerate(column.values) if code not in marked and test(value)
        )
        if not callable(condition) or condition is given:
            column.fitting[key] = known
    return known


def _matching(condition: Any) -> Callable[[Any], bool]:
    if condition is None:
        return lambda value: value is None
    if isinstance(condition, (set, frozenset, tuple, list)):
        wanted = frozenset(condition)
        return lambda value: (
            not wanted.isdisjoint(value) if isinstance(value, tuple) else value in wanted
        )
    if callable(condition):
        return lambda value: value is not None and bool(condition(value))
    return lambda value: condition in value if isinstance(value, tuple) else value == condition
