"""Sheets of cells, from any program and format."""

from collections.abc import Iterator, Sequence

from attrs import Factory, frozen

from lever5_rules.core.blanks import Severity
from lever5_rules.reading.values.single_values import Bad

Cell = str | bool | Bad
"""The displayed text; empty for a blank cell."""


@frozen(repr=False)
class Remark:
    """A remark about a sheet for its owner, with the cell."""

    place: str
    message: str
    severity: Severity


@frozen(eq=False, repr=False, slots=False)
class Sheet:
    """One sheet: its rows, which can be read once, with their numbers from 1.

    `remarks` are complete after all rows have been read.
    """

    title: str
    hidden: bool
    rows: Iterator[tuple[int, Sequence[Cell]]]
    remarks: list[Remark] = Factory(list)


def letters(column: int) -> str:
    """Return the letters of a column counted from 0: A, Z, AA."""
    text = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        text = chr(ord("A") + place) + text
    return text


def cell_name(title: str, column: int, row: int) -> str:
    """Return the name of a cell, such as `meeting_log!C7`; columns count from 0, rows from 1."""
    return f"{title}!{letters(column)}{row}"
