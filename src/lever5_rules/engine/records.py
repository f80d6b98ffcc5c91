"""Rows of a table as a rule sees them: columns and a few operations instead of many objects.

A row with a blank or unreadable cell, or one that may not count, is unsure: it may or may not
belong to a selection. Unsure rows are tracked but left out. An element that met any is judged a
second time with them included, and cannot be judged if that changes its outcome.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from typing import Any, Generic, NoReturn, TypeVar, overload

from attrs import evolve

from lever5_rules.artifacts.fields import ColumnName
from lever5_rules.artifacts.kinds import Family
from lever5_rules.artifacts.tables import Column
from lever5_rules.core.blanks import BLANK, Mark
from lever5_rules.core.errors import RuleError
from lever5_rules.core.evidence import Note
from lever5_rules.core.text import counted, nearest
from lever5_rules.core.verdict import Verdict
from lever5_rules.counting.reasons import MOST_UNTOLD

from .endings import end_reading, no_rows, unvalued
from .selections import Selection
from .trail import Trail
from .views import row_view

R = TypeVar("R")
V = TypeVar("V")


class _NoTruthError(RuleError, TypeError):
    """Raised for `len(records)` and `bool(records)`.

    It is also a TypeError, because `list(records)` asks for a length first and ignores a TypeError.
    """


class Records(Generic[R]):
    """Some rows of a table. Selecting returns new records; rows count as read only when asked
    for."""

    __slots__ = ("_selection", "_trail")

    def __init__(self, selection: Selection, trail: Trail) -> None:
        self._selection = selection
        self._trail = trail

    def __bool__(self) -> NoReturn:
        raise _NoTruthError(
            "takes the length or truth of records, which have none; ask for .count()"
        )

    __len__ = __bool__

    def where(self, **conditions: Any) -> "Records[R]":
        """Return the rows in which every column fulfils its condition.

        A condition is a value; a set, of which one member must match; `up_to(x)`, `reaching(x)` or
        `beyond(x)`; a function of the value, never called for a blank cell; `given`; or None for
        blank. In a list column, one item must match. Raises TypeError for a column that the kind
        does not have.
        """
        selection = self._selection
        for name, condition in conditions.items():
            selection = selection.narrowed(self._read_column(name, selection), condition)
        return Records(selection, self._trail)

    def fitting(self, test: Callable[..., bool], *columns: object) -> "Records[R]":
        """Return the rows in which several columns fulfil a condition together.

        The test receives their values, None for a blank cell, once per distinct combination.
        """
        table_columns = [self._read_column(name, self._selection) for name in columns]
        return Records(self._selection.fitting(table_columns, test), self._trail)

    @overload
    def by(self, column: tuple[V, ...] | None) -> "Mapping[V, Records[R]]": ...

    @overload
    def by(self, column: V | None) -> "Mapping[V, Records[R]]": ...

    def by(self, column: object) -> "Mapping[Any, Records[R]]":
        """Return the rows grouped by a column, such as `Observation.campus_id`.

        A key without rows gives empty records. In a list column, a row belongs to the group of each
        item.
        """
        cells = self._read_column(column, self._selection)
        return _RecordGroups(self._selection.grouped(cells), self._trail)

    def count(self) -> int:
        """Return the number of rows, possibly 0."""
        return len(self._record_reading(self._selection).rows)

    def too_short(self) -> int:
        """Return how many rows were left out because the event was too short or did not take place.

        If there are any, an empty selection does not mean that records are missing.
        """
        return len(self._selection.short)

    @overload
    def left_too_short(self, column: tuple[V, ...] | None) -> tuple[V, ...]: ...

    @overload
    def left_too_short(self, column: V | None) -> tuple[V, ...]: ...

    def left_too_short(self, column: object) -> tuple[Any, ...]:
        """Return the distinct values of a column, without blanks, in the rows that `too_short`
        counts: the teams whose only slot has no length, say."""
        cells = self._read_column(column, self._selection)
        whole = Selection(self._selection.table, self._selection.short)
        return tuple(
            item for value in whole.distinct(cells) for item in self._items_of(cells, value)
        )

    @overload
    def distinct(self, column: tuple[V, ...] | None) -> tuple[V, ...]: ...

    @overload
    def distinct(self, column: V | None) -> tuple[V, ...]: ...

    def distinct(self, column: object) -> tuple[Any, ...]:
        """Return the distinct values of a column, such as `Observation.campus_id`, without blanks.

        They are in order of appearance; of a list column they are the items. Without rows, the
        element ends.
        """
        cells = self._read_column(column, self._selection)
        selection = self._record_reading(self._selection.with_values(cells), needed=True)
        values = selection.distinct(cells)
        may_have_marks = cells.marked or cells.info.many
        if not may_have_marks or not any(isinstance(value, Mark) for value in values):
            return values
        if not self._possible_values(cells, BLANK):
            self._record_blanks(
                sum(cells.codes[row] in cells.marked for row in selection.rows), len(selection.rows)
            )
        items = tuple(
            dict.fromkeys(item for value in values for item in self._items_of(cells, value))
        )
        if not items:
            end_reading(self._trail, doubt_of(self._selection.with_values(cells)))
        return items

    def tally(
        self, *columns: object, **through: Callable[[Any], Any]
    ) -> "Counter[tuple[Any, ...]]":
        """Return the number of rows for each combination of values; without rows, an empty count.

        `tally(Observation.observee_staff_id, date=window_of)` counts by person and window: the
        function is called once per distinct value, and its result replaces the value.
        """
        table_columns = [self._read_column(name, self._selection) for name in (*columns, *through)]
        selection = self._selection
        for column in table_columns:
            selection = selection.with_values(column)
        usable = self._record_reading(selection)
        if selection.unsure and not usable.rows:
            end_reading(self._trail, doubt_of(selection))
        counts = usable.tally(table_columns, through)
        if not self._includes_unsure or not any(column.marked for column in table_columns):
            return counts
        return self._resolve_marks(counts, table_columns, len(usable.rows))

    def _resolve_marks(
        self, counts: "Counter[tuple[Any, ...]]", columns: list[Column], rows: int
    ) -> "Counter[tuple[Any, ...]]":
        """Return the counts with each mark replaced by every value that it may stand for.

        If it may stand for anything, as a date may, its rows are left out and noted.
        """
        totals: Counter[tuple[Any, ...]] = Counter()
        blanks = 0
        for key, number in counts.items():
            options = [
                self._possible_values(column, value) if isinstance(value, Mark) else (value,)
                for column, value in zip(columns, key, strict=True)
            ]
            if not all(options):
                blanks += number
            for combination in product(*options):
                totals[combination] += number
        self._record_blanks(blanks, rows)
        if blanks and not totals:
            end_reading(self._trail, self._trail.doubts[-1]())
        return totals

    def _record_blanks(self, blanks: int, rows: int) -> None:
        """Record how many rows could not be taken into account at all."""
        self._trail.count(blanks, rows, self._selection.table.size)

    def _items_of(self, column: Column, value: Any) -> tuple[Any, ...]:
        """Return the items that a value of a list column stands for; a mark may stand for any of
        them."""
        options = self._possible_values(column, value)
        is_marked_list = column.info.many and isinstance(value, Mark)
        return options[0] if is_marked_list and options else options

    def _possible_values(self, column: Column, value: Any) -> tuple[Any, ...]:
        """Return the values that a cell may have; for a mark, empty if they cannot be
        enumerated."""
        if not isinstance(value, Mark):
            return (value,)
        if self._selection.table.kind.family is Family.DENOMINATOR and _has_few_blanks(column):
            return ()
        info = column.info
        if info.refers_to == "campus":
            options: tuple[Any, ...] = self._trail.campuses
        elif info.vocabulary is not None:
            options = tuple(info.vocabulary)
        else:
            options = (True, False) if info.item is bool else ()
        return options if not info.many or not options else (options,)

    def __iter__(self) -> Iterator[R]:
        """Yield the rows; without rows, the element ends."""
        for row in self._record_reading(self._selection, needed=True).rows:
            yield row_view(self._selection.table, row, self._trail)

    def witnesses(self) -> tuple[Note, ...]:
        """Return these rows as the evidence of a verdict: `gap(..., rows=late)` shows only them.

        If there are none, the table is shown in which they were looked for.
        """
        return (self._selection.settled(generous=self._includes_unsure).witness(),)

    def knowing(self, *columns: object) -> "Records[R]":
        """Return the same rows, where those without a value in one of these columns are unsure.

        Reading the rest row by row then does not end the element.
        """
        selection = self._selection
        for name in columns:
            selection = selection.with_values(self._column(name))
        return Records(selection, self._trail)

    def for_comparison(self) -> "Records[R]":
        """Return the same rows, to compare other evidence with; that they were read is not noted,
        since what may only contradict is not evidence of anything."""
        return Records(self._selection, evolve(self._trail, samples=[]))

    def surely(self, *columns: object) -> "Records[R]":
        """Return only the rows that certainly count and have a value in each of these columns.

        Use it only for rows that contradict another record: an unsure row contradicts nothing.
        """
        selection = self.knowing(*columns)._selection.settled(generous=False)
        return Records(selection, self._trail)

    @property
    def _includes_unsure(self) -> bool:
        return self._trail.includes(self._selection.table.kind)

    def _column(self, column: object) -> Column:
        table = self._selection.table
        name: Any = column
        if isinstance(name, ColumnName) and name.kind != table.kind.name:
            raise RuleError(f"asks {table.kind.name} for the column {name!r} of {name.kind}")
        self._trail.columns.add((table.kind.name, name))
        try:
            return table.columns[name]
        except KeyError:
            suggestion = nearest(str(name), table.columns)
            hint = f"; the nearest is {suggestion!r}" if suggestion else ""
            raise RuleError(
                f"asks {table.kind.name} for a column {name!r} that it has not{hint}"
            ) from None

    def _read_column(self, name: object, rows: Selection) -> Column:
        """Return a column for reading some rows.

        If values of these rows have alternatives, that is recorded as a doubt, and a generous trail
        gets the alternatives.
        """
        column = self._column(name)
        if not column.alternatives:
            return column
        codes = set(column.codes_of(rows.rows))
        code = next((code for code in column.alternatives if code in codes), None)
        if code is None:
            return column
        table = rows.table
        row = next(row for row in rows.rows if column.codes[row] == code)
        mark, evidence = column.alternatives[code][1], table.evidence(row, column.info.name)
        self._trail.doubts.append(partial(unvalued, table.kind, column.info, mark, evidence))
        return column.otherwise if self._includes_unsure else column

    def _record_reading(self, selection: Selection, *, needed: bool = False) -> Selection:
        """Record the rows as examined, and unsure ones as doubts; return the rows to use.

        If none are left and some are `needed`, the element ends.
        """
        table, kind, trail = selection.table, selection.table.kind, self._trail
        trail.looked.add(kind.name)
        if selection.unsure:
            trail.doubts.append(partial(doubt_of, selection))
            selection = selection.settled(generous=self._includes_unsure)
        if needed and not selection.rows:
            end_reading(trail, no_rows(kind, [part.source.path for part in table.parts]))
        trail.samples.append(selection.sample())
        return selection


class _RecordGroups(Mapping[Any, Records[R]]):
    """Records by the value of a column; an unknown key gives empty records."""

    def __init__(self, groups: Mapping[Any, Selection], trail: Trail) -> None:
        self._groups = groups
        self._trail = trail

    def __getitem__(self, key: Any) -> Records[R]:
        return Records(self._groups[key], self._trail)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)


def _has_few_blanks(column: Column) -> bool:
    """Return whether blank cells of a column are rare enough to be treated as slips.

    For one person among hundreds, every possible value need not be tried.
    """
    blanks = sum(code in column.marked for code in column.codes)
    return blanks <= MOST_UNTOLD * len(column.codes)


def doubt_of(selection: Selection) -> Verdict:
    """Return the verdict that names the first unsure row of a selection and how many there are."""
    table, kind = selection.table, selection.table.kind
    example = min(selection.unsure, key=lambda unsure: unsure.row)
    info = table.columns[example.column].info
    evidence = table.evidence(example.row, example.column)
    verdict = unvalued(kind, info, example.mark, evidence)
    rows = selection.unsure.number
    if rows > 1:
        verb = "is" if rows == 2 else "are"
        addition = f" {counted(rows - 1, 'more row')} {verb} alike or in doubt."
        verdict = verdict.but(message=verdict.message + addition)
    return verdict
