"""Places in the files of a bundle: a line of a text file, or a cell of a workbook."""

import re

Pointer = tuple[str | int, ...]
"""The path to a value within an artifact: keys, and positions counted from 0."""

Place = int | str
"""A line, counted from 1, or a sheet or cell of a workbook, such as `meeting_log!C7`."""


def line_in(place: Place | None) -> int | None:
    return place if isinstance(place, int) else None


def cell_in(place: Place | None) -> str | None:
    return place if isinstance(place, str) else None


def where(file: str | None, place: Place | None) -> str:
    """Return a place in words, as used in messages."""
    at = f"line {place}" if isinstance(place, int) else place or ""
    return ", ".join(filter(None, (file, at)))


_CELL = re.compile(r"(?P<sheet>.*)!(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})", re.DOTALL)


def in_order(place: Place | None) -> tuple[str, int, int, str]:
    """Return a sort key: the lines of a file from the top, the cells of a sheet by rows."""
    if match := _CELL.fullmatch(str(place)):
        column = match["column"]
        return (match["sheet"], int(match["row"]), len(column), column)
    return ("", place, 0, "") if isinstance(place, int) else (place or "", 0, 0, "")


def in_column(place: Place, column: str) -> Place:
    """Return the cell of another column in the row of a cell; a line is left as it is."""
    match = _CELL.fullmatch(str(place))
    return f"{match['sheet']}!{column}{match['row']}" if match else place
