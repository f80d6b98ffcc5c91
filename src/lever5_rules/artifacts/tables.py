"""Tables held as columns: each distinct value once, and for each row a small number.

Half a million rows as objects would cost 300 MB; as columns they cost little more than reading
the file, and a question about a column is asked of its distinct values, not of its rows.
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import itemgetter
from sys import byteorder
from types import MappingProxyType
from typing import Any

from attrs import frozen

from lever5_rules.core.blanks import Mark, Problem
from lever5_rules.core.evidence import Evidence, Source

from .fields import FieldInfo
from .kinds import KindInfo


def packed(codes: Iterable[int], distinct: int) -> "array[int]":
    """Codes below `distinct` in one, two or four bytes each, where a list takes eight and more."""
    found = array("B" if distinct <= 1 << 8 else "H" if distinct <= 1 << 16 else "I")
    if isinstance(codes, array) and codes.itemsize > found.itemsize and byteorder == "little":
        wide, lower = codes.tobytes(), bytearray(len(codes) * found.itemsize)
        for byte in range(found.itemsize):
            lower[byte :: found.itemsize] = wide[byte :: codes.itemsize]
        found.frombytes(lower)
    else:
        found.extend(codes)
    return found


@frozen(eq=False, repr=False, slots=False)
class Column:
    """`values[codes[row]]` is the value in a row: a typed value, None or a Mark.

    `marked` are the codes of marks, so that a column without any is never searched for them;
    `written` has for a code the district's own words, where they stand for others;
    `alternatives` another value that may be right instead, with the mark that says why;
    `distinct` is True where it is known that no two rows say the same.
    """

    info: FieldInfo
    values: Sequence[Any]
    codes: Sequence[int]
    marked: frozenset[int] = frozenset()
    written: Mapping[int, str] = MappingProxyType({})
    alternatives: Mapping[int, tuple[Any, Mark]] = MappingProxyType({})
    distinct: bool = False

    @cached_property
    def otherwise(self) -> "Column":
        """The column with each value that may be right instead."""
        values = list(self.values)
        for code, (value, _) in self.alternatives.items():
            values[code] = value
        return Column(self.info, values, self.codes, self.marked, self.written)

    def at(self, row: int) -> Any:
        return self.values[self.codes[row]]

    def codes_of(self, rows: Sequence[int]) -> Iterable[int]:
        """The codes in some rows."""
        if rows == range(len(self.codes)):
            return self.codes
        return itemgetter(*rows)(self.codes) if len(rows) > 1 else [self.codes[row] for row in rows]

    def rows_with(self, codes: Collection[int]) -> list[int]:
        """The rows that have one of these codes, in their order."""
        if not codes:
            return []
        held = self.codes
        if isinstance(held, array) and held.typecode == "B":
            asked = bytearray(1 << 8)
            for code in codes:
                asked[code] = 1
            flags: Iterable[int] = held.tobytes().translate(asked)
            if 1 not in flags:
                return []
        else:
            flags = map(codes.__contains__, held)
        return list(compress(range(len(held)), flags))

    @cached_property
    def fitting(self) -> dict[Any, frozenset[int]]:
        """The codes that fulfil a condition, as far as somebody has asked."""
        return {}

    @cached_property
    def rows_of(self) -> dict[int, list[int]]:
        """The rows of each code in their order, found out when they are first asked for."""
        rows: defaultdict[int, list[int]] = defaultdict(list)
        for row, code in enumerate(self.codes):
            rows[code].append(row)
        rows.default_factory = None
        return rows


@frozen(eq=False, repr=False, slots=False)
class Part:
    """The rows of a table that come from one file, from row `first` on."""

    source: Source
    first: int


@frozen(eq=False, repr=False, slots=False)
class Table:
    """All rows of one kind in a bundle, whichever files they come from.

    `lost` are the problems that cost a whole file or more rows than can be told: while there
    are any, nothing can be said of the kind as a whole.
    """

    kind: KindInfo
    columns: dict[str, Column]
    size: int
    parts: tuple[Part, ...]
    lost: tuple[Problem, ...] = ()

    def part_of(self, row: int) -> Part:
        return self.parts[bisect_right(self.parts, row, key=lambda part: part.first) - 1]

    def evidence(self, row: int, column: str) -> Evidence:
        """The cell as evidence; what identifies a person, or says nothing, is left out."""
        part = self.part_of(row)
        held = self.columns[column]
        value = held.at(row)
        hidden = held.info.person or isinstance(value, Mark)
        return Evidence(
            kind=self.kind.name,
            source=part.source,
            pointer=(row - part.first, column),
            value=None if hidden else value,
            level=self.kind.family.level,
            written=held.written.get(held.codes[row], ""),
        )
