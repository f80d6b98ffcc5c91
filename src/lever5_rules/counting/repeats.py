"""Rows that tell of one event twice, or contradict each other about it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from lever5_rules.artifacts.kinds import Family
from lever5_rules.artifacts.tables import Column, Table
from lever5_rules.core.marks import Mark

from .reasons import Uncounted
from .setting import Remark, place_of

Counts = Callable[[int], bool]
"""Whether a row counts as far as has been found out."""


def contradicted(table: Table, counts: Counts) -> Iterator[Remark]:
    """Rows with one key that say different things, as that somebody was there and was not."""
    agrees = table.kind.counting.agrees
    if agrees is None:
        return
    key, name = agrees
    column = table.columns[name]
    for group in alike(table, key, range(table.size)):
        told = [row for row in group if counts(row) and not isinstance(column.at(row), Mark)]
        for row in told[1:]:
            other = told[0]
            if column.at(other) != column.at(row):
                for one, partner in ((row, other), (other, row)):
                    message = f"{name} is another than in {place_of(table, partner, name)}"
                    yield Remark(one, Uncounted.CONTRADICTORY, name, message)


def repeated(table: Table, counts: Counts) -> Iterator[Remark]:
    """Rows of an event that another row tells of, under another id."""
    by, columns = table.kind.counting, _telling(table)
    if not columns:
        return
    for group in alike(table, columns, _in_order(table, columns)):
        counting = [row for row in group if counts(row)]
        for row in counting[1:]:
            maybe = by.repeats_unsure and not _same(table, row, counting[0])
            reason = Uncounted.MAYBE_REPEATED if maybe else Uncounted.SAID_TWICE
            yield Remark(row, reason, columns[0])


def _telling(table: Table) -> tuple[str, ...]:
    """The columns in which two rows of one event are alike; none where rows may be alike."""
    kind = table.kind
    if kind.counting.same_event is not None:
        return kind.counting.same_event
    own = any(info.unique for info in kind.fields.values())
    return _but_ids(table) if own and kind.family is not Family.DENOMINATOR else ()


def _but_ids(table: Table) -> tuple[str, ...]:
    return tuple(name for name, info in table.kind.fields.items() if not info.unique)


def _in_order(table: Table, columns: Sequence[str]) -> Sequence[int]:
    """The rows in their order, or the earliest first where repeats may differ in their date."""
    rows = range(table.size)
    dates = [
        column
        for name, column in table.columns.items()
        if column.info.type is date and name not in columns
    ]
    if not dates or not table.kind.counting.repeats_unsure:
        return rows
    return sorted(rows, key=lambda row: str(dates[0].at(row)))


def _same(table: Table, one: int, other: int) -> bool:
    columns = (table.columns[name] for name in _but_ids(table))
    return all(_folded(column.at(one)) == _folded(column.at(other)) for column in columns)


def alike(table: Table, names: Iterable[str], rows: Iterable[int]) -> list[list[int]]:
    """Those of some rows that say the same in these columns as another one, together and in their
    order. What a cell without a value should say is not known, so it is like no other."""
    columns = sorted((table.columns[name] for name in names), key=_variety, reverse=True)
    unknown = [(column.codes, column.marked) for column in columns if column.marked]
    left = rows if isinstance(rows, range) else list(rows)
    if unknown:
        left = [row for row in left if not any(codes[row] in marked for codes, marked in unknown)]
    keys: list[Any] = [()] * len(left)
    for place in range(0, len(columns), 2):  # two of the most telling columns tell most rows apart
        said = (_numbers(column, left) for column in columns[place : place + 2])
        keys = list(zip(keys, *said, strict=True) if place else zip(*said, strict=True))
        often = Counter(keys)
        if len(often) == len(keys):
            return []
        pairs = [(key, row) for key, row in zip(keys, left, strict=True) if often[key] > 1]
        keys, left = [key for key, _ in pairs], [row for _, row in pairs]
    groups: dict[Any, list[int]] = {}
    for key, row in zip(keys, left, strict=True):
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _numbers(column: Column, rows: Sequence[int]) -> Iterable[int]:
    """For each row a number that is the same where a column says the same."""
    codes, folded = column.codes_of(rows), dict[Any, int]()
    numbers = [folded.setdefault(_folded(value), len(folded)) for value in column.values]
    return codes if len(folded) == len(numbers) else map(numbers.__getitem__, codes)


def _variety(column: Column) -> int:
    """In how many ways a column tells rows apart."""
    return len(column.values)


def _folded(value: Any) -> Any:
    """A value as it is compared: text without regard to case and spacing."""
    if isinstance(value, str):
        return " ".join(str(value).casefold().split())
    if isinstance(value, tuple):
        return frozenset(map(_folded, value))
    return id(value) if isinstance(value, Mark) else value  # a mark has no order and no truth
