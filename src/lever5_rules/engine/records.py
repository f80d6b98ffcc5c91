"""Rows of a table as a rule sees them: columns with a few verbs, never half a million objects.

A row whose cell is blank or unreadable, or of which it cannot be told whether it counts, may or
may not belong to a selection. It is carried along as unsure and left out; an element that met
such rows is judged a second time with them counted in, and cannot be judged where that gives
another outcome.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from typing import Any, Generic, NoReturn, TypeVar, overload

from lever5_rules.artifacts.fields import ColumnName
from lever5_rules.artifacts.kinds import Family
from lever5_rules.artifacts.tables import Column
from lever5_rules.core.blanks import BLANK, Mark
from lever5_rules.core.errors import RuleError
from lever5_rules.core.evidence import Note
from lever5_rules.core.text import counted
from lever5_rules.core.verdict import Verdict
from lever5_rules.counting.reasons import MOST_UNTOLD

from .endings import end_reading, no_rows, unvalued
from .selections import Selection
from .trail import Trail
from .views import row_view

R = TypeVar("R")
V = TypeVar("V")


class _NoTruth(RuleError, TypeError):
    """A TypeError too, since `list(records)` asks for a length first and does without one."""


class Records(Generic[R]):
    """Some rows of a table. Selecting gives new records; only asking for rows reads them."""

    __slots__ = ("_selection", "_trail")

    def __init__(self, selection: Selection, trail: Trail) -> None:
        self._selection = selection
        self._trail = trail

    def __bool__(self) -> NoReturn:
        raise _NoTruth("takes the length or truth of records, which have none; ask for .count()")

    __len__ = __bool__

    def where(self, **conditions: Any) -> "Records[R]":
        """The rows in which every column fulfils its condition.

        A condition is a value; a set, of which one is enough; `up_to(x)`, `reaching(x)` or
        `beyond(x)`; a function of the value, never called for a blank cell; `given`; or None for
        blank. In a list column the value need only be in the list. Raises TypeError for a column
        that the kind does not have.
        """
        chosen = self._selection
        for name, condition in conditions.items():
            chosen = chosen.narrowed(self._read(name, chosen), condition)
        return Records(chosen, self._trail)

    def fitting(self, test: Callable[..., bool], *columns: object) -> "Records[R]":
        """The rows in which several columns fulfil a condition together.

        The test is given their values, None for a blank cell, once for each combination of them.
        """
        held = [self._read(name, self._selection) for name in columns]
        return Records(self._selection.fitting(held, test), self._trail)

    @overload
    def by(self, column: tuple[V, ...] | None) -> "Mapping[V, Records[R]]": ...

    @overload
    def by(self, column: V | None) -> "Mapping[V, Records[R]]": ...

    def by(self, column: object) -> "Mapping[Any, Records[R]]":
        """The rows grouped by a column, such as `Observation.campus_id`; a key without rows gives
        none.

        In a list column a row stands under each item of its list.
        """
        held = self._read(column, self._selection)
        return _Groups(self._selection.grouped(held), self._trail)

    def count(self) -> int:
        """How many rows there are, which may be none."""
        return len(self._settle(self._selection).rows)

    def too_short(self) -> int:
        """How many more rows there would be if what they tell of had taken place and been long
        enough: with some, nothing is missing where no row counts."""
        return len(self._selection.short)

    @overload
    def distinct(self, column: tuple[V, ...] | None) -> tuple[V, ...]: ...

    @overload
    def distinct(self, column: V | None) -> tuple[V, ...]: ...

    def distinct(self, column: object) -> tuple[Any, ...]:
        """The values of a column, such as `Observation.campus_id`, each once, in order of
        appearance, without blanks; of a list column its items.

        Over no rows this ends the element.
        """
        held = self._read(column, self._selection)
        read = self._settle(self._selection.told(held), needed=True)
        found = read.distinct(held)
        marked = held.marked or held.info.many
        if not marked or not any(isinstance(value, Mark) for value in found):
            return found
        if not self._any_of(held, BLANK):
            self._untold(sum(held.codes[row] in held.marked for row in read.rows), len(read.rows))
        known = tuple(dict.fromkeys(one for value in found for one in self._items_of(held, value)))
        if not known:
            end_reading(self._trail, doubt_of(self._selection.told(held)))
        return known

    def tally(
        self, *columns: object, **through: Callable[[Any], Any]
    ) -> "Counter[tuple[Any, ...]]":
        """How many rows there are of each combination of values; none gives an empty count.

        `tally(Observation.observee_staff_id, date=window_of)` counts by person and window: a
        function is called once for each distinct value, and its result stands for the value.
        """
        held = [self._read(name, self._selection) for name in (*columns, *through)]
        told = self._selection
        for column in held:
            told = told.told(column)
        read = self._settle(told)
        if told.unsure and not read.rows:
            end_reading(self._trail, doubt_of(told))
        found = read.tally(held, through)
        if not self._trail.generous or not any(column.marked for column in held):
            return found
        return self._without_marks(found, held, len(read.rows))

    def _without_marks(
        self, found: "Counter[tuple[Any, ...]]", held: list[Column], rows: int
    ) -> "Counter[tuple[Any, ...]]":
        """The numbers with each value that an unsure cell may have; where it may have any, as a
        date may, the rows are not told."""
        certain: Counter[tuple[Any, ...]] = Counter()
        untold = 0
        for key, number in found.items():
            options = [
                self._any_of(column, value) if isinstance(value, Mark) else (value,)
                for column, value in zip(held, key, strict=True)
            ]
            if not all(options):
                untold += number
            for one in product(*options):
                certain[one] += number
        self._untold(untold, rows)
        if untold and not certain:
            end_reading(self._trail, self._trail.doubts[-1]())
        return certain

    def _untold(self, untold: int, rows: int) -> None:
        """Notes how many rows could be taken into account in no way."""
        self._trail.count(untold, rows, self._selection.table.size)

    def _items_of(self, column: Column, value: Any) -> tuple[Any, ...]:
        """The items that a value stands for in a list, where an unsure one may be any of some."""
        options = self._any_of(column, value)
        many = column.info.many and isinstance(value, Mark)
        return options[0] if many and options else options

    def _any_of(self, column: Column, value: Any) -> tuple[Any, ...]:
        """The values that a cell without a value may have; none where they cannot be listed."""
        if not isinstance(value, Mark):
            return (value,)
        if self._selection.table.kind.family is Family.DENOMINATOR and _rare(column):
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
        """The rows one by one; over no rows this ends the element."""
        for row in self._settle(self._selection, needed=True).rows:
            yield row_view(self._selection.table, row, self._trail)

    def witnesses(self) -> tuple[Note, ...]:
        """These rows as those that decide a verdict: `gap(..., rows=late)` shows them and no
        others. Where there are none, everything that was read is shown."""
        read = self._selection.settled(generous=self._trail.generous)
        return (read.witness(),) if read.rows else ()

    def knowing(self, *columns: object) -> "Records[R]":
        """The same rows; those without a value in one of these columns become unsure, so that
        reading them row by row does not end the element."""
        chosen = self._selection
        for name in columns:
            chosen = chosen.told(self._column(name))
        return Records(chosen, self._trail)

    def surely(self, *columns: object) -> "Records[R]":
        """Only those of the rows that are in no doubt, with a value in each of these columns.

        For what contradicts another record, and for nothing else: a row in doubt contradicts none.
        """
        chosen = self.knowing(*columns)._selection.settled(generous=False)
        return Records(chosen, self._trail)

    def _column(self, column: object) -> Column:
        table = self._selection.table
        name: Any = column
        if isinstance(name, ColumnName) and name.kind != table.kind.name:
            raise RuleError(f"asks {table.kind.name} for the column {name!r} of {name.kind}")
        self._trail.columns.add((table.kind.name, name))
        try:
            return table.columns[name]
        except KeyError:
            raise RuleError(
                f"asks {table.kind.name} for a column {name!r} that it has not"
            ) from None

    def _read(self, name: object, rows: Selection) -> Column:
        """A column for reading it over some rows. Where another value may be right in some of
        them, that is a doubt, and whoever judges generously is given those values."""
        column = self._column(name)
        if not column.alternatives:
            return column
        held = set(column.codes_of(rows.rows))
        code = next((code for code in column.alternatives if code in held), None)
        if code is None:
            return column
        table = rows.table
        row = next(row for row in rows.rows if column.codes[row] == code)
        mark, seen = column.alternatives[code][1], table.evidence(row, column.info.name)
        self._trail.doubts.append(partial(unvalued, table.kind, column.info, mark, seen))
        return column.otherwise if self._trail.generous else column

    def _settle(self, read: Selection, *, needed: bool = False) -> Selection:
        """Notes the rows as examined, and those of which it cannot be told as doubts; ends the
        element where there are none and some are needed."""
        table, kind, trail = read.table, read.table.kind, self._trail
        trail.looked.add(kind.name)
        if read.unsure:
            trail.doubts.append(partial(doubt_of, read))
        read = read.settled(generous=trail.generous)
        if needed and not read.rows:
            end_reading(trail, no_rows(kind, [part.source.path for part in table.parts]))
        trail.samples.append(read.sample())
        return read


class _Groups(Mapping[Any, Records[R]]):
    """Records by the value of a column; an unknown key gives records without rows."""

    def __init__(self, groups: Mapping[Any, Selection], trail: Trail) -> None:
        self._groups = groups
        self._trail = trail

    def __getitem__(self, key: Any) -> Records[R]:
        return Records(self._groups[key], self._trail)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)


def _rare(column: Column) -> bool:
    """Whether so few cells of a column lack a value that they are a slip: of one person among
    hundreds it is not asked what else they might be."""
    lacking = sum(code in column.marked for code in column.codes)
    return lacking <= MOST_UNTOLD * len(column.codes)


def doubt_of(read: Selection) -> Verdict:
    """What keeps the unsure rows of a selection from being told, by the first of them."""
    table, kind = read.table, read.table.kind
    first = min(read.unsure, key=lambda one: one.row)
    info = table.columns[first.column].info
    seen = table.evidence(first.row, first.column)
    verdict = unvalued(kind, info, first.mark, seen)
    rows = len({one.row for one in read.unsure})
    if rows > 1:
        are = "is" if rows == 2 else "are"
        more = f" {counted(rows - 1, 'more row')} {are} alike or in doubt."
        verdict = verdict.but(message=verdict.message + more)
    return verdict
