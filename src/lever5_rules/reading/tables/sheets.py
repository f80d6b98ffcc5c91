"""Sheets of cells, whatever program and format they come from."""

from collections.abc import Iterator, Sequence

from attrs import Factory, frozen

from lever5_rules.core.blanks import Severity
from lever5_rules.reading.values.single_values import Bad

Cell = str | bool | Bad
"""Text as a person would read it, empty for a blank cell."""


@frozen(repr=False)
class Remark:
    """Something about a sheet that its owner should know, with the cell."""

    place: str
    message: str
    severity: Severity


@frozen(eq=False, repr=False, slots=False)
class Sheet:
    """One sheet: its rows, which can be read once, with their numbers from 1.

    `remarks` are complete when all rows have been read.
    """

    title: str
    hidden: bool
    rows: Iterator[tuple[int, Sequence[Cell]]]
    remarks: list[Remark] = Factory(list)


def letters(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    text = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        text = chr(ord("A") + place) + text
    return text


def cell_name(title: str, column: int, row: int) -> str:
    """`meeting_log!C7`; columns are counted from 0, rows from 1."""
    return f"{title}!{letters(column)}{row}"
