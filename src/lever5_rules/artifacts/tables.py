"""Tables stored by column: each distinct value once, and a small code for each row.

Half a million rows as objects would take 300 MB; as columns they take little more memory than the
file, and a condition on a column is tested once per distinct value instead of once per row.
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import itemgetter
from sys import byteorder
from typing import Any

from attrs import frozen

from lever5_rules.core.blanks import Mark, Problem
from lever5_rules.core.evidence import Evidence, Source
from lever5_rules.core.frozen_map import FrozenMap
from lever5_rules.core.withheld import Withheld

from .fields import FieldInfo
from .kinds import KindInfo


def packed(codes: Iterable[int], distinct: int) -> "array[int]":
    """Return codes below `distinct` as an array of one, two or four bytes each.

    A list would take eight bytes and more for each.
    """
    result = array("B" if distinct <= 1 << 8 else "H" if distinct <= 1 << 16 else "I")
    if isinstance(codes, array) and codes.itemsize > result.itemsize and byteorder == "little":
        wide, lower = codes.tobytes(), bytearray(len(codes) * result.itemsize)
        for byte in range(result.itemsize):
            lower[byte :: result.itemsize] = wide[byte :: codes.itemsize]
        result.frombytes(lower)
    else:
        result.extend(codes)
    return result


@frozen(eq=False, repr=False, slots=False)
class Column:
    """A column of a table: the value in a row is `values[codes[row]]`, a typed value, None or a
    Mark.

    `marked` are the codes of marks, so that a column without any is never searched for them;
    `written` has for a code the district's own words, where they stand for others;
    `alternatives` another value that may be right instead, with the mark that says why;
    `distinct` is True where it is known that no two rows say the same.
    """

    info: FieldInfo
    values: Sequence[Any]
    codes: Sequence[int]
    marked: frozenset[int] = frozenset()
    written: Mapping[int, str] = FrozenMap()
    alternatives: Mapping[int, tuple[Any, Mark]] = FrozenMap()
    distinct: bool = False

    @cached_property
    def otherwise(self) -> "Column":
        """The column with every value replaced by its alternative, if it has one."""
        values = list(self.values)
        for code, (value, _) in self.alternatives.items():
            values[code] = value
        return Column(self.info, values, self.codes, self.marked, self.written)

    def at(self, row: int) -> Any:
        return self.values[self.codes[row]]

    def codes_of(self, rows: Sequence[int]) -> Iterable[int]:
        """Return the codes of some rows."""
        if rows == range(len(self.codes)):
            return self.codes
        return itemgetter(*rows)(self.codes) if len(rows) > 1 else [self.codes[row] for row in rows]

    def rows_with(self, codes: Collection[int]) -> list[int]:
        """Return the rows with one of these codes, in order."""
        if not codes:
            return []
        packed_codes = self.codes
        if isinstance(packed_codes, array) and packed_codes.typecode == "B":
            asked = bytearray(1 << 8)
            for code in codes:
                asked[code] = 1
            flags: Iterable[int] = packed_codes.tobytes().translate(asked)
            if 1 not in flags:
                return []
        else:
            flags = map(codes.__contains__, packed_codes)
        return list(compress(range(len(packed_codes)), flags))

    @cached_property
    def fitting(self) -> dict[Any, frozenset[int]]:
        """A cache for callers: condition to the codes that fulfil it."""
        return {}

    @cached_property
    def rows_of(self) -> dict[int, list[int]]:
        """The rows of each code, in order; computed on first access."""
        rows: defaultdict[int, list[int]] = defaultdict(list)
        for row, code in enumerate(self.codes):
            rows[code].append(row)
        rows.default_factory = None
        return rows


@frozen(eq=False, repr=False, slots=False)
class Part:
    """The rows of a table that come from one file, starting with row `first`."""

    source: Source
    first: int


@frozen(eq=False, repr=False, slots=False)
class Table:
    """All rows of one kind in a bundle, from all files.

    `lost` are problems that made a whole file, or an unknown number of rows, unusable: with any of
    them, nothing can be concluded about the kind as a whole. `withheld` are ids of people, for
    which tokens stand in its columns: nothing that holds one is shown.
    """

    kind: KindInfo
    columns: dict[str, Column]
    size: int
    parts: tuple[Part, ...]
    lost: tuple[Problem, ...] = ()
    withheld: Withheld = Withheld()

    def part_of(self, row: int) -> Part:
        return self.parts[bisect_right(self.parts, row, key=lambda part: part.first) - 1]

    def evidence(self, row: int, column: str) -> Evidence:
        """Return a cell as evidence, without its value if that identifies a person or is a mark."""
        part = self.part_of(row)
        cells = self.columns[column]
        value = cells.at(row)
        hidden = cells.info.person or isinstance(value, Mark)
        hidden = hidden or (isinstance(value, str) and self.withheld.stand_in(value))
        return Evidence(
            kind=self.kind.name,
            source=part.source,
            pointer=(row - part.first, column),
            value=None if hidden else value,
            level=self.kind.family.level,
            written=cells.written.get(cells.codes[row], ""),
        )
