"""Rows that may or may not count, each with the cell that leaves it open."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple, TypeAlias

from attrs import field, frozen

from lever5_rules.core.blanks import Mark

Find: TypeAlias = Callable[[int], Mark]


class Unsure(NamedTuple):
    """A row that may belong to a selection, and the column of the cell that leaves it open.

    `find` returns the mark with the reason for any of the rows that have it in common.
    """

    row: int
    column: str
    find: Find

    @property
    def mark(self) -> Mark:
        """The reason why the row may not count."""
        return self.find(self.row)


@frozen(eq=False, repr=False, slots=False)
class UnsureRows:
    """Rows that may belong to a selection.

    `doubts` are the columns and reasons, and `which` has for each row the place of its own among
    them. These are numbers of four bytes, because a log of a million rows may be unsure as a whole.
    """

    rows: "array[int]" = field(factory=lambda: array("I"))
    which: "array[int]" = field(factory=lambda: array("I"))
    doubts: Sequence[tuple[str, Find]] = ()

    @classmethod
    def for_one_reason(cls, rows: Iterable[int], column: str, find: Find) -> "UnsureRows":
        numbers = array("I", rows)
        return cls(numbers, array("I", bytes(numbers.itemsize * len(numbers))), ((column, find),))

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Unsure]:
        for row, number in zip(self.rows, self.which, strict=True):
            yield Unsure(row, *self.doubts[number])

    def __add__(self, other: "UnsureRows") -> "UnsureRows":
        if not other.rows:
            return self
        if not self.rows:
            return other
        offset = len(self.doubts)
        numbers = self.which + array("I", map(offset.__add__, other.which))
        return UnsureRows(self.rows + other.rows, numbers, (*self.doubts, *other.doubts))

    def those(self, fit: Iterable[bool]) -> "UnsureRows":
        """Return the rows for which `fit`, in their order, has True."""
        flags = bytes(fit)
        if all(flags):
            return self
        rows, numbers = (
            array("I", compress(self.rows, flags)),
            array("I", compress(self.which, flags)),
        )
        return UnsureRows(rows, numbers, self.doubts) if rows else NONE_UNSURE

    @property
    def number(self) -> int:
        """How many rows they are; one may be unsure for several reasons."""
        flags = bytearray(max(self.rows, default=-1) + 1)
        for row in self.rows:
            flags[row] = 1
        return sum(flags)


NONE_UNSURE = UnsureRows()
