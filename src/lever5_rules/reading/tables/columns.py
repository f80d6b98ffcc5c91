"""Columns in which every value has exactly one code, however it was written."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.tables import Column, packed
from lever5_rules.core.blanks import Mark


class RecodedColumn:
    """A column with values being replaced: change `values` and `alternatives`, then call
    `column`."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self.values = list(column.values)
        self.alternatives = dict(column.alternatives)

    def column(self) -> Column:
        """Return the column, where values that have become equal share a code."""
        return unify_codes(evolve(self._column, values=self.values, alternatives=self.alternatives))


def unify_codes(column: Column) -> Column:
    """Return the column with one code for each value.

    `Yes` and `yes`, or a date with and without time, are one value; code that groups rows by code
    would otherwise miss some of them. A value that may be another keeps a code of its own.
    """
    places: dict[Any, int] = {}
    unsure = column.alternatives
    keys = (
        [(value, code if code in unsure else None) for code, value in enumerate(column.values)]
        if unsure
        else column.values
    )
    numbers = [places.setdefault(key, len(places)) for key in keys]
    values: Sequence[Any] = column.values
    codes: Sequence[int] = column.codes
    written = column.written
    if len(places) < len(numbers):
        values = [key[0] for key in places] if unsure else list(places)
        codes = packed(map(numbers.__getitem__, column.codes), len(values))
        spellings: dict[int, set[str]] = {}
        for code, number in enumerate(numbers):
            spellings.setdefault(number, set()).add(written.get(code, ""))
        written = {
            word_code: next(iter(words))
            for word_code, words in spellings.items()
            if len(words) == 1
        }
        written = {word_code: words for word_code, words in written.items() if words}
    marked = frozenset(code for code, value in enumerate(values) if isinstance(value, Mark))
    alternatives = {numbers[code]: other for code, other in unsure.items()}
    return Column(column.info, values, codes, marked, written, alternatives)
