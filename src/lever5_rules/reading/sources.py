"""Sources of evidence: the files of a bundle, which can locate each value."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from lever5_rules.core.evidence import Source
from lever5_rules.core.places import Place, Pointer

from .positions import scan


class TomlSource:
    """A TOML file; lines are computed when the first one is requested."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._text = text

    @cached_property
    def _lines(self) -> dict[Pointer, int]:
        return scan(self._text)

    def place_of(self, pointer: Pointer) -> Place | None:
        """Return the line of a value, or of the table that lacks it."""
        while pointer:
            line = self._lines.get(pointer)
            if line is not None:
                return line
            pointer = pointer[:-1]
        return None


class TomlRowsSource:
    """The `[[rows]]` of a TOML file, or rows passed in memory."""

    def __init__(self, source: "TomlSource | MemorySource") -> None:
        self.path = source.path
        self._source = source

    def place_of(self, pointer: Pointer) -> Place | None:
        return self._source.place_of(("rows", *pointer))


class MemorySource:
    """An artifact built in memory, without a file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def place_of(self, pointer: Pointer) -> Place | None:
        return None


class SheetSource:
    """A table in a sheet.

    `letters` are its columns, `heads` the number of the header row; `breaks` as in CsvSource.
    """

    def __init__(
        self,
        path: str,
        title: str,
        letters: dict[str, str],
        heads: int,
        breaks: list[tuple[int, int]],
    ) -> None:
        self.path = path
        self._title = title
        self._letters = letters
        self._heads = heads
        self._breaks = breaks

    def place_of(self, pointer: Pointer) -> Place | None:
        """Return the cell of a value, or the first cell of its row."""
        row, column = (*pointer, None, None)[:2]
        letter = self._letters.get(str(column), next(iter(self._letters.values())))
        line = _line_of_row(row, self._breaks) or self._heads
        return f"{self._title}!{letter}{line}"


class CsvSource:
    """A CSV file. `breaks` are pairs of row and line, from which both increase in step."""

    def __init__(self, path: str, breaks: list[tuple[int, int]]) -> None:
        self.path = path
        self._breaks = breaks

    def place_of(self, pointer: Pointer) -> Place | None:
        """Return the line on which a row begins; the header is line 1."""
        return _line_of_row(pointer[0] if pointer else None, self._breaks) or 1


class CompletedSource:
    """A document with one list from another file; `places` are the places of its items."""

    def __init__(self, source: Source, name: str, places: Sequence[str]) -> None:
        self.path = source.path
        self._source = source
        self._name = name
        self._places = places

    def place_of(self, pointer: Pointer) -> Place | None:
        """Return the place in the document, or the other file with its line."""
        if pointer[:1] != (self._name,):
            return self._source.place_of(pointer)
        index = pointer[1] if len(pointer) > 1 else 0
        in_range = isinstance(index, int) and 0 <= index < len(self._places)
        return self._places[index] if in_range and isinstance(index, int) else None


class LinesSource:
    """A file with a known line for each row; `top` is that of the header."""

    def __init__(self, path: str, lines: Sequence[Place], top: Place = 1) -> None:
        self.path = path
        self._lines = lines
        self._top = top

    def place_of(self, pointer: Pointer) -> Place | None:
        """Return the line on which a row begins, or that of the header."""
        row = pointer[0] if pointer else None
        in_range = isinstance(row, int) and 0 <= row < len(self._lines)
        return self._lines[row] if in_range and isinstance(row, int) else self._top


def _line_of_row(row: object, breaks: list[tuple[int, int]]) -> int | None:
    """Return the line of a row; None for anything that is not a row, such as the header."""
    if not isinstance(row, int) or row < 0 or not breaks:
        return None
    first, line = breaks[bisect_right(breaks, row, key=lambda pair: pair[0]) - 1]
    return line + row - first
