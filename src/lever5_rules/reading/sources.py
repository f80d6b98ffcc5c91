"""Files of a bundle as sources of evidence: they can say on which line a value stands."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from lever5_rules.core.evidence import Source
from lever5_rules.core.places import Place, Pointer

from .positions import scan


class TomlSource:
    """A TOML file; its lines are counted when the first one is asked for."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._text = text

    @cached_property
    def _lines(self) -> dict[Pointer, int]:
        return scan(self._text)

    def place_of(self, pointer: Pointer) -> Place | None:
        """The line of a value, or of what it is missing from."""
        while pointer:
            line = self._lines.get(pointer)
            if line is not None:
                return line
            pointer = pointer[:-1]
        return None


class TomlRowsSource:
    """The `[[rows]]` of a TOML file, or rows that were handed over in memory."""

    def __init__(self, whole: "TomlSource | MemorySource") -> None:
        self.path = whole.path
        self._whole = whole

    def place_of(self, pointer: Pointer) -> Place | None:
        return self._whole.place_of(("rows", *pointer))


class MemorySource:
    """An artifact that was built in memory and stands in no file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def place_of(self, pointer: Pointer) -> Place | None:
        return None


class FeedSource:
    """The rows that a calendar feed gives, each with the line on which its event begins."""

    def __init__(self, path: str, lines: Sequence[Place]) -> None:
        self.path = path
        self._lines = lines

    def place_of(self, pointer: Pointer) -> Place | None:
        """The line of the event behind a row."""
        row = pointer[1] if len(pointer) > 1 else None
        if isinstance(row, int) and 0 <= row < len(self._lines):
            return self._lines[row]
        return 1


class SheetSource:
    """A table in a sheet. `letters` are its columns, `heads` the row of their names; `breaks` as
    in a CSV file."""

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
        """The cell of a value, or the first cell of its row."""
        row, column = (*pointer, None, None)[:2]
        letter = self._letters.get(str(column), next(iter(self._letters.values())))
        line = _line_of_row(row, self._breaks) or self._heads
        return f"{self._title}!{letter}{line}"


class CsvSource:
    """A CSV file. `breaks` are pairs of row and line, from where on rows and lines run alike."""

    def __init__(self, path: str, breaks: list[tuple[int, int]]) -> None:
        self.path = path
        self._breaks = breaks

    def place_of(self, pointer: Pointer) -> Place | None:
        """The line on which a row begins, the heads being line 1."""
        return _line_of_row(pointer[0] if pointer else None, self._breaks) or 1


class CompletedSource:
    """A document of which one list came from another file; `places` says where its items stand."""

    def __init__(self, whole: Source, name: str, places: Sequence[str]) -> None:
        self.path = whole.path
        self._whole = whole
        self._name = name
        self._places = places

    def place_of(self, pointer: Pointer) -> Place | None:
        """The place in the document, or the other file with its line."""
        if pointer[:1] != (self._name,):
            return self._whole.place_of(pointer)
        index = pointer[1] if len(pointer) > 1 else 0
        known = isinstance(index, int) and 0 <= index < len(self._places)
        return self._places[index] if known and isinstance(index, int) else None


class LinesSource:
    """A file of which each row is known by its line."""

    def __init__(self, path: str, lines: Sequence[Place]) -> None:
        self.path = path
        self._lines = lines

    def place_of(self, pointer: Pointer) -> Place | None:
        """The line on which a row begins, or that of the heads."""
        row = pointer[0] if pointer else None
        return self._lines[row] if isinstance(row, int) and 0 <= row < len(self._lines) else 1


def _line_of_row(row: object, breaks: list[tuple[int, int]]) -> int | None:
    """The line of a row; None for what is no row, such as the heads."""
    if not isinstance(row, int) or row < 0 or not breaks:
        return None
    first, line = breaks[bisect_right(breaks, row, key=lambda pair: pair[0]) - 1]
    return line + row - first
