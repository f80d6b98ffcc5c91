"""Rows that repeat an event, or contradict each other about it."""

import re
from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import compress, repeat
from operator import itemgetter, mul, ne
from typing import Any

from lever5_rules.artifacts.kinds import Family
from lever5_rules.artifacts.tables import Column, Table, packed
from lever5_rules.core.blanks import Mark

from .reasons import Uncounted
from .setting import Remark, place_of

AT_ONCE = 1 << 18
"""The most rows compared at once; more are compared in parts, because the keys of a million rows
would take a hundred megabytes."""
_WORDS = re.compile(r"[^\W_]+")
_NO_MARKS = {code: None for code in range(1 << 7) if not chr(code).isalnum() and chr(code) != "\n"}


def contradicted(table: Table, rows: Sequence[int]) -> Iterator[Remark]:
    """Yield rows with the same key that contradict each other: was present, was not."""
    agrees = table.kind.counting.agrees
    if agrees is None:
        return
    key, name = agrees
    column = table.columns[name]
    for row, other in sorted(alike(table, key, _rows_with_value(column, rows)).items()):
        if column.at(other) != column.at(row):
            for first, partner in ((row, other), (other, row)):
                message = f"{name} is another than in {place_of(table, partner, name)}"
                yield Remark([first], Uncounted.CONTRADICTORY, name, message)


def repeated(table: Table, rows: Sequence[int]) -> Sequence[Remark]:
    """Return remarks for rows about an event that another row has under another id."""
    by, columns = table.kind.counting, _identifying_columns(table)
    if not columns:
        return ()
    again = alike(table, columns, _in_order(table, columns, rows))
    other = (
        {row: first for row, first in again.items() if not _have_same_content(table, row, first)}
        if by.repeats_unsure
        else {}
    )
    # On one day they are one publication, with a row for each campus or role.
    dates = _dates(table, columns)
    maybe = [
        row
        for row, first in other.items()
        if any(column.at(row) != column.at(first) for column in dates)
    ]
    twice = tuple(again.keys() - other.keys() if other else again)
    return (
        Remark(maybe, Uncounted.MAYBE_REPEATED, columns[0]),
        Remark(twice, Uncounted.SAID_TWICE, columns[0]),
    )


def _identifying_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are equal in rows about one event; empty if rows may be equal."""
    kind = table.kind
    if kind.counting.same_event is not None:
        return kind.counting.same_event
    own = any(info.unique for info in kind.fields.values())
    return _but_ids(table) if own and kind.family is not Family.DENOMINATOR else ()


def _but_ids(table: Table) -> tuple[str, ...]:
    return tuple(name for name, info in table.kind.fields.items() if not info.unique)


def _in_order(table: Table, columns: Sequence[str], rows: Sequence[int]) -> Sequence[int]:
    """Return rows in order, or by date if repeats may differ in their date."""
    dates = _dates(table, columns)
    if not dates or not table.kind.counting.repeats_unsure:
        return rows
    return sorted(rows, key=lambda row: str(dates[0].at(row)))


def _dates(table: Table, but: Sequence[str]) -> list[Column]:
    """Return the date columns other than these."""
    return [
        column
        for name, column in table.columns.items()
        if column.info.type is date and name not in but
    ]


def _have_same_content(table: Table, row: int, other: int) -> bool:
    columns = (table.columns[name] for name in _but_ids(table))
    return all(_folded(column.at(row)) == _folded(column.at(other)) for column in columns)


def alike(table: Table, names: Sequence[str], rows: Sequence[int]) -> dict[int, int]:
    """Return, for each row that equals an earlier one in these columns, the first such row.

    A cell without a value equals no other.
    """
    columns = sorted((table.columns[name] for name in names), key=_distinct, reverse=True)
    left = rows
    for column in columns:
        left = _rows_with_value(column, left)
    packed_rows, width = _side_by_side(columns)
    parts = len(left) // AT_ONCE + 1
    if parts == 1:
        return _first_equal_rows(packed_rows, width, left)
    # Divided by their first byte, so that equal rows are in the same part.
    first = bytes(itemgetter(*left)(packed_rows[::width]))
    first_rows: dict[int, int] = {}
    for part in range(parts):
        own_bytes = first.translate(bytes(byte % parts == part for byte in range(1 << 8)))
        first_rows |= _first_equal_rows(packed_rows, width, list(compress(left, own_bytes)))
    return first_rows


def _first_equal_rows(packed_rows: bytes, width: int, rows: Sequence[int]) -> dict[int, int]:
    keys = [packed_rows[place : place + width] for place in map(mul, rows, repeat(width))]
    if len(set(keys)) == len(keys):
        return {}
    first: dict[bytes, int] = {}
    others = list(map(first.setdefault, keys, rows))
    again = list(map(ne, rows, others))
    return dict(zip(compress(rows, again), compress(others, again), strict=True))


def _side_by_side(columns: Sequence[Column]) -> tuple[bytes, int]:
    """Return the numbers of several columns as bytes, side by side for each row, and the row
    length.

    Rows that are equal in all columns have the same bytes.
    """
    numbers = list(map(_numbers, columns))
    width = sum(codes.itemsize for codes in numbers)
    packed_rows, place = bytearray(width * len(numbers[0])), 0
    for codes in numbers:
        own = codes.tobytes()
        for byte in range(codes.itemsize):
            packed_rows[place::width] = own[byte :: codes.itemsize]
            place += 1
    return bytes(packed_rows), width


def _distinct(column: Column) -> int:
    return len(column.values)


def _rows_with_value(column: Column, rows: Sequence[int]) -> Sequence[int]:
    """Return the rows that have a value in a column."""
    if not column.marked:
        return rows
    return [
        row
        for row, code in zip(rows, column.codes_of(rows), strict=True)
        if code not in column.marked
    ]


def _numbers(column: Column) -> "array[int]":
    """Return a number for each row that is equal where the column's values are."""
    if _stay_distinct_folded(column.values):
        return packed(column.codes, len(column.values))
    folded: dict[Any, int] = {}
    numbers = [folded.setdefault(_folded(value), len(folded)) for value in column.values]
    if len(folded) == len(numbers):
        return packed(column.codes, len(numbers))
    return packed(map(numbers.__getitem__, column.codes), len(folded))


def _stay_distinct_folded(values: Sequence[Any]) -> bool:
    """Return whether texts stay distinct when case, spacing and punctuation are ignored.

    Only ASCII texts are compared, all at once; for others the result is False.
    """
    texts = [value for value in values if value is not None]
    if len(values) > len(texts) + 1 or not {str}.issuperset(map(type, texts)):
        return False
    joined = "\n".join(texts)
    if not joined.isascii():
        return False
    letters = joined.casefold().translate(_NO_MARKS).split("\n")
    return len(letters) == len(set(letters)) == len(texts)


def _folded(value: Any) -> Any:
    """Return a value in comparable form: text without case, spacing and punctuation."""
    if isinstance(value, str):
        folded = value.casefold()
        return folded if folded.isalnum() else " ".join(_WORDS.findall(folded)) or value
    if isinstance(value, tuple):
        return frozenset(map(_folded, value))
    return id(value) if isinstance(value, Mark) else value  # a mark has no order and no truth value
