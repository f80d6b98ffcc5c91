"""Columns in which every value has exactly one code, however it was written."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.tables import Column, packed
from lever5_rules.core.blanks import Mark


class Recoded:
    """A column with values being replaced: change `values`, then call `column`."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self.values = list(column.values)

    def column(self) -> Column:
        """Return the column, where values that have become equal share a code."""
        return one_code_each(evolve(self._column, values=self.values))


def one_code_each(column: Column) -> Column:
    """Return the column with one code for each value.

    `Yes` and `yes`, or a date with and without time, are one value; code that groups rows by code
    would otherwise miss some of them.
    """
    places: dict[Any, int] = {}
    numbers = [places.setdefault(value, len(places)) for value in column.values]
    values: Sequence[Any] = column.values
    codes: Sequence[int] = column.codes
    written = column.written
    if len(places) < len(numbers):
        values = list(places)
        codes = packed(map(numbers.__getitem__, column.codes), len(values))
        said: dict[int, set[str]] = {}
        for code, number in enumerate(numbers):
            said.setdefault(number, set()).add(written.get(code, ""))
        written = {one: next(iter(words)) for one, words in said.items() if len(words) == 1}
        written = {one: words for one, words in written.items() if words}
    marked = frozenset(code for code, value in enumerate(values) if isinstance(value, Mark))
    return Column(column.info, values, codes, marked, written)
