"""Places in the files of a bundle: a line of a text file, or a cell of a workbook."""

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
