"""Rows of a table as a rule sees them: columns with a few verbs, never half a million objects.

A row whose cell is blank or unreadable may or may not belong to a selection. It is carried along
as unsure; as soon as a rule asks a selection for its rows or their number, an unsure row ends
the element, so that nothing is judged on rows that could not be told.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, NoReturn, TypeVar

from lever5_rules.artifacts.tables import Column
from lever5_rules.core.errors import RuleError
from lever5_rules.engine.trail import Trail

from .endings import at_mark, end_reading, no_rows
from .selections import Selection
from .views import row_view

R = TypeVar("R")


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
            chosen = chosen.narrowed(self._column(name), condition)
        return Records(chosen, self._trail)

    def by(self, column: str) -> "Mapping[Any, Records[R]]":
        """The rows grouped by a column, each group once; a key without rows gives none.

        In a list column a row stands under each item of its list.
        """
        return _Groups(self._selection.grouped(self._column(column)), self._trail)

    def count(self) -> int:
        """How many rows there are, which may be none."""
        self._settle(self._selection)
        return len(self._selection.rows)

    def distinct(self, column: str) -> tuple[Any, ...]:
        """The values of a column, each once, in order of appearance, without blanks.

        Over no rows this ends the element.
        """
        held = self._column(column)
        told = self._selection.told(held)
        self._settle(told, needed=True)
        return told.distinct(held)

    def tally(self, *columns: str, **through: Callable[[Any], Any]) -> "Counter[tuple[Any, ...]]":
        """How many rows there are of each combination of values; none gives an empty count.

        `tally("observee_staff_id", date=window_of)` counts by person and window: a function is
        called once for each distinct value, and its result stands for the value.
        """
        held = [self._column(name) for name in (*columns, *through)]
        told = self._selection
        for column in held:
            told = told.told(column)
        self._settle(told)
        return told.tally(held, through)

    def __iter__(self) -> Iterator[R]:
        """The rows one by one; over no rows this ends the element."""
        self._settle(self._selection, needed=True)
        for row in self._selection.rows:
            yield row_view(self._selection.table, row, self._trail)

    def _column(self, name: str) -> Column:
        table = self._selection.table
        self._trail.columns.add((table.kind.name, name))
        try:
            return table.columns[name]
        except KeyError:
            raise RuleError(
                f"asks {table.kind.name} for a column {name!r} that it has not"
            ) from None

    def _settle(self, read: Selection, *, needed: bool = False) -> None:
        """Notes the rows as examined; ends the element where they cannot be told."""
        table, kind = read.table, read.table.kind
        self._trail.looked.add(kind.name)
        if read.unsure:
            first = min(read.unsure, key=lambda one: one.row)
            info = table.columns[first.column].info
            seen = table.evidence(first.row, first.column)
            at_mark(self._trail, kind, info, first.mark, seen)
        if needed and not read.rows:
            end_reading(self._trail, no_rows(kind, [part.source.path for part in table.parts]))
        self._trail.samples.append(read.sample())


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
