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
from lever5_rules.core.text import listing

from .reasons import Uncounted
from .setting import Remark, place_of

AT_ONCE = 1 << 18
"""About how many rows are compared at once; more are compared in parts, because the keys of a
million rows would take a hundred megabytes."""
_WORDS = re.compile(r"[^\W_]+")
_PUNCTUATION = {
    code: None for code in range(1 << 7) if not chr(code).isalnum() and chr(code) != "\n"
}


def contradicted(table: Table, rows: Sequence[int]) -> Iterator[Remark]:
    """Yield rows with the same key that contradict each other: was present, was not."""
    declaration = table.kind.counting.agrees
    if declaration is None:
        return
    key, name = declaration
    column = table.columns[name]
    first_rows = alike(table, key, _filter_valued_rows(column, rows))
    pairs = ((row, first_rows[row]) for row in repeats(first_rows))
    contradictions = ((row, other) for row, other in pairs if column.at(row) != column.at(other))
    yield contradictory(table, name, contradictions, f"{name} is another than in {{other}}")


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

    def describe(row: int) -> str:
        return message.format(other=place_of(table, partners[row], column))

    return Remark(rows, Uncounted.CONTRADICTORY, column, describe)


def repeated(table: Table, rows: Sequence[int]) -> Sequence[Remark]:
    """Return remarks for rows about an event that another row has under another id."""
    counting, columns = table.kind.counting, _find_event_columns(table)
    if not columns:
        return ()
    first_rows = alike(table, columns, _sort_rows(table, columns, rows))
    certain_rows, unsure_rows = repeats(first_rows), array("I")
    if counting.repeats_unsure:
        certain_rows, unsure_rows = _split_rows(
            certain_rows, _compare_content(table, certain_rows, first_rows)
        )
    # On one day they are one publication, with a row for each campus or role.
    dates = _list_date_columns(table, columns)
    differing_rows = [
        row
        for row in unsure_rows
        if any(column.at(row) != column.at(first_rows[row]) for column in dates)
    ]
    words = Uncounted.MAYBE_REPEATED.words.format(same=columns_in_words(table))
    return (
        Remark(differing_rows, Uncounted.MAYBE_REPEATED, columns[0], words),
        Remark(certain_rows, Uncounted.SAID_TWICE, columns[0]),
    )


def columns_in_words(table: Table) -> str:
    """Return the columns that tell one event of a table from another: `title and location`."""
    return listing(table.kind.counting.same_event or ("all other columns",))


def _find_event_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are equal in rows about one event; empty if rows may be equal."""
    kind = table.kind
    if kind.counting.same_event is not None:
        return kind.counting.same_event
    has_ids = any(info.unique for info in kind.fields.values())
    return _list_content_columns(table) if has_ids and kind.family is not Family.DENOMINATOR else ()


def _list_content_columns(table: Table) -> tuple[str, ...]:
    return tuple(name for name, info in table.kind.fields.items() if not info.unique)


def _sort_rows(table: Table, columns: Sequence[str], rows: Sequence[int]) -> Sequence[int]:
    """Return rows in order, or by date if repeats may differ in their date."""
    dates = _list_date_columns(table, columns)
    if not dates or not table.kind.counting.repeats_unsure:
        return rows
    texts = list(map(str, dates[0].values))
    return sorted(rows, key=lambda row: texts[dates[0].codes[row]])


def _list_date_columns(table: Table, ignored: Sequence[str]) -> list[Column]:
    """Return the date columns other than these."""
    return [
        column
        for name, column in table.columns.items()
        if column.info.type is date and name not in ignored
    ]


def _compare_content(table: Table, rows: Sequence[int], first_rows: Sequence[int]) -> list[bool]:
    """Whether each of these rows says the same as its first row in all columns but the ids."""
    numbers = [_number_values(table.columns[name]) for name in _list_content_columns(table)]
    return [all(codes[row] == codes[first_rows[row]] for codes in numbers) for row in rows]


def _split_rows(rows: "array[int]", flags: Sequence[bool]) -> "tuple[array[int], array[int]]":
    """Return the rows that fit, and the others."""
    return array("I", compress(rows, flags)), array(
        "I", compress(rows, (not flag for flag in flags))
    )


def repeats(first: "array[int]") -> "array[int]":
    """Return the rows that equal an earlier one, given what `alike` returned."""
    if first == array("I", range(len(first))):
        return array("I")  # as nearly always, and found in a third of the time
    return array("I", compress(count(), map(ne, first, count())))


def alike(table: Table, names: Sequence[str], rows: Sequence[int]) -> "array[int]":
    """Return, for each row of the table, the first of the given rows that equals it in these
    columns: itself if none does.

    A cell without a value equals no other.
    """
    columns = sorted((table.columns[name] for name in names), key=_count_values, reverse=True)
    for column in columns:
        rows = _filter_valued_rows(column, rows)
    numbers = list(map(_number_values, columns))
    packed_rows, width = _pack_rows(numbers)
    first_rows = array("I", range(table.size))
    part_count = len(rows) // AT_ONCE + 1
    if part_count == 1:
        _record_first_rows(first_rows, packed_rows, width, rows)
        return first_rows
    # Divided by a byte to which all columns add, so that equal rows are in the same part, and the
    # parts are about as large whatever column most rows agree in.
    row_bytes = _hash_rows(numbers)
    for part in range(part_count):
        flags = row_bytes.translate(bytes(byte % part_count == part for byte in range(1 << 8)))
        _record_first_rows(
            first_rows, packed_rows, width, list(compress(rows, map(flags.__getitem__, rows)))
        )
    return first_rows


def firsts(rows: Sequence[int], key: Callable[[int], Hashable]) -> Iterator[tuple[int, int]]:
    """Yield each row whose key an earlier one has, with the first of those."""
    part_count = len(rows) // AT_ONCE + 1
    hashes = array("q", (hash(key(row)) for row in rows)) if part_count > 1 else None
    for part in range(part_count):
        own_rows = (
            rows
            if hashes is None
            else compress(rows, (row_hash % part_count == part for row_hash in hashes))
        )
        first_rows: dict[Hashable, int] = {}
        for row in own_rows:
            first = first_rows.setdefault(key(row), row)
            if first != row:
                yield row, first


def _record_first_rows(
    first_rows: "array[int]", packed_rows: bytes, width: int, rows: Sequence[int]
) -> None:
    """Set in `first_rows`, for each of the rows, the first of them with the same bytes."""
    keys = [packed_rows[offset : offset + width] for offset in map(mul, rows, repeat(width))]
    if len(set(keys)) == len(keys):
        return  # as nearly always
    rows_by_key: dict[bytes, int] = {}
    for row, earlier in zip(rows, map(rows_by_key.setdefault, keys, rows), strict=True):
        if row != earlier:
            first_rows[row] = earlier


def _hash_rows(numbers: Sequence["array[int]"]) -> bytes:
    """Return a byte for each row, made of the bytes of its numbers."""
    size = len(numbers[0])
    total = 0
    for codes in numbers:
        data = codes.tobytes()
        for byte in range(codes.itemsize):
            total ^= int.from_bytes(data[byte :: codes.itemsize], "little")
    return total.to_bytes(size, "little")


def _pack_rows(numbers: Sequence["array[int]"]) -> tuple[bytes, int]:
    """Return the numbers of several columns as bytes, side by side for each row, and the row
    length.

    Rows that are equal in all columns have the same bytes.
    """
    width = sum(codes.itemsize for codes in numbers)
    packed_rows, offset = bytearray(width * len(numbers[0])), 0
    for codes in numbers:
        data = codes.tobytes()
        for byte in range(codes.itemsize):
            packed_rows[offset::width] = data[byte :: codes.itemsize]
            offset += 1
    return bytes(packed_rows), width


def _count_values(column: Column) -> int:
    return len(column.values)


def _filter_valued_rows(column: Column, rows: Sequence[int]) -> Sequence[int]:
    """Return the rows that have a value in a column."""
    if not column.marked:
        return rows
    return [
        row
        for row, code in zip(rows, column.codes_of(rows), strict=True)
        if code not in column.marked
    ]


def _number_values(column: Column) -> "array[int]":
    """Return a number for each row that is equal where the column's values are."""
    if _are_distinct_folded(column.values):
        return packed(column.codes, len(column.values))
    numbers_by_value: dict[Any, int] = {}
    numbers = [
        numbers_by_value.setdefault(_fold(value), len(numbers_by_value)) for value in column.values
    ]
    if len(numbers_by_value) == len(numbers):
        return packed(column.codes, len(numbers))
    return packed(map(numbers.__getitem__, column.codes), len(numbers_by_value))


def _are_distinct_folded(values: Sequence[Any]) -> bool:
    """Return whether texts stay distinct when case, spacing and punctuation are ignored.

    Only ASCII texts are compared, all at once; for others the result is False.
    """
    texts = [value for value in values if value is not None]
    if len(values) > len(texts) + 1 or not {str}.issuperset(map(type, texts)):
        return False
    text = "\n".join(texts)
    if not text.isascii():
        return False
    folded_texts = text.casefold().translate(_PUNCTUATION).split("\n")
    return len(folded_texts) == len(set(folded_texts)) == len(texts)


def _fold(value: Any) -> Any:
    """Return a value in comparable form: text without case, spacing and punctuation."""
    if isinstance(value, str):
        text = value.casefold()
        return text if text.isalnum() else " ".join(_WORDS.findall(text)) or value
    if isinstance(value, tuple):
        return frozenset(map(_fold, value))
    return id(value) if isinstance(value, Mark) else value  # a mark has no order and no truth value
