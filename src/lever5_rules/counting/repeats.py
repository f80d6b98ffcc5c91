"""Rows that repeat an event, or contradict each other about it."""

import re
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import compress, count, repeat
from operator import mul, ne
from typing import Any

from lever5_rules.artifacts.kinds import Family
from lever5_rules.artifacts.tables import Column, Table, packed
from lever5_rules.core.blanks import Mark

from .reasons import Uncounted
from .setting import Remark, place_of

AT_ONCE = 1 << 18
"""About how many rows are compared at once; more are compared in parts, because the keys of a
million rows would take a hundred megabytes."""
_WORDS = re.compile(r"[^\W_]+")
_NO_MARKS = {code: None for code in range(1 << 7) if not chr(code).isalnum() and chr(code) != "\n"}


def contradicted(table: Table, rows: Sequence[int]) -> Iterator[Remark]:
    """Yield rows with the same key that contradict each other: was present, was not."""
    agrees = table.kind.counting.agrees
    if agrees is None:
        return
    key, name = agrees
    column = table.columns[name]
    first = alike(table, key, _rows_with_value(column, rows))
    pairs = ((row, first[row]) for row in repeats(first))
    differ = ((row, other) for row, other in pairs if column.at(row) != column.at(other))
    yield contradictory(table, name, differ, f"{name} is another than in {{other}}")


def contradictory(
    table: Table, column: str, pairs: Iterable[tuple[int, int]], message: str
) -> Remark:
    """Return the remark on the rows of these pairs, each with the place of `{other}`: the first
    that it contradicts."""
    partners = array("I", range(table.size))
    rows = array("I")
    for pair in pairs:
        for row, other in (pair, reversed(pair)):
            if partners[row] == row:
                partners[row] = other
                rows.append(row)

    def said_of(row: int) -> str:
        return message.format(other=place_of(table, partners[row], column))

    return Remark(rows, Uncounted.CONTRADICTORY, column, said_of)


def repeated(table: Table, rows: Sequence[int]) -> Sequence[Remark]:
    """Return remarks for rows about an event that another row has under another id."""
    by, columns = table.kind.counting, _identifying_columns(table)
    if not columns:
        return ()
    first = alike(table, columns, _in_order(table, columns, rows))
    again, other = repeats(first), array("I")
    if by.repeats_unsure:
        again, other = _parted(again, _same_content(table, again, first))
    # On one day they are one publication, with a row for each campus or role.
    dates = _dates(table, columns)
    maybe = [
        row for row in other if any(column.at(row) != column.at(first[row]) for column in dates)
    ]
    return (
        Remark(maybe, Uncounted.MAYBE_REPEATED, columns[0]),
        Remark(again, Uncounted.SAID_TWICE, columns[0]),
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
    days = list(map(str, dates[0].values))
    return sorted(rows, key=lambda row: days[dates[0].codes[row]])


def _dates(table: Table, but: Sequence[str]) -> list[Column]:
    """Return the date columns other than these."""
    return [
        column
        for name, column in table.columns.items()
        if column.info.type is date and name not in but
    ]


def _same_content(table: Table, rows: Sequence[int], first: Sequence[int]) -> list[bool]:
    """Whether each of these rows says the same as its first row in all columns but the ids."""
    numbers = [_numbers(table.columns[name]) for name in _but_ids(table)]
    return [all(codes[row] == codes[first[row]] for codes in numbers) for row in rows]


def _parted(rows: "array[int]", fit: Sequence[bool]) -> "tuple[array[int], array[int]]":
    """Return the rows that fit, and the others."""
    return array("I", compress(rows, fit)), array("I", compress(rows, (not one for one in fit)))


def repeats(first: Sequence[int]) -> "array[int]":
    """Return the rows that equal an earlier one, given what `alike` returned."""
    return array("I", compress(count(), map(ne, first, count())))


def alike(table: Table, names: Sequence[str], rows: Sequence[int]) -> "array[int]":
    """Return, for each row of the table, the first of the given rows that equals it in these
    columns: itself if none does.

    A cell without a value equals no other.
    """
    columns = sorted((table.columns[name] for name in names), key=_distinct, reverse=True)
    for column in columns:
        rows = _rows_with_value(column, rows)
    numbers = list(map(_numbers, columns))
    packed_rows, width = _side_by_side(numbers)
    first = array("I", range(table.size))
    parts = len(rows) // AT_ONCE + 1
    if parts == 1:
        _set_first(first, packed_rows, width, rows)
        return first
    # Divided by a byte to which all columns add, so that equal rows are in the same part, and the
    # parts are about as large whatever column most rows agree in.
    mixed = _mixed(numbers)
    for part in range(parts):
        own = mixed.translate(bytes(byte % parts == part for byte in range(1 << 8)))
        _set_first(first, packed_rows, width, list(compress(rows, map(own.__getitem__, rows))))
    return first


def firsts(rows: Sequence[int], key: Callable[[int], Hashable]) -> Iterator[tuple[int, int]]:
    """Yield each row whose key an earlier one has, with the first of those."""
    parts = len(rows) // AT_ONCE + 1
    hashes = array("q", (hash(key(row)) for row in rows)) if parts > 1 else None
    for part in range(parts):
        own = rows if hashes is None else compress(rows, (one % parts == part for one in hashes))
        seen: dict[Hashable, int] = {}
        for row in own:
            first = seen.setdefault(key(row), row)
            if first != row:
                yield row, first


def _set_first(first: "array[int]", packed_rows: bytes, width: int, rows: Sequence[int]) -> None:
    """Set in `first`, for each of the rows, the first of them with the same bytes."""
    keys = (packed_rows[place : place + width] for place in map(mul, rows, repeat(width)))
    seen: dict[bytes, int] = {}
    for row, other in zip(rows, map(seen.setdefault, keys, rows), strict=True):
        if row != other:
            first[row] = other


def _mixed(numbers: Sequence["array[int]"]) -> bytes:
    """Return a byte for each row, made of the bytes of its numbers."""
    size = len(numbers[0])
    joined = 0
    for codes in numbers:
        own = codes.tobytes()
        for byte in range(codes.itemsize):
            joined ^= int.from_bytes(own[byte :: codes.itemsize], "little")
    return joined.to_bytes(size, "little")


def _side_by_side(numbers: Sequence["array[int]"]) -> tuple[bytes, int]:
    """Return the numbers of several columns as bytes, side by side for each row, and the row
    length.

    Rows that are equal in all columns have the same bytes.
    """
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
