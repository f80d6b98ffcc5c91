"""Files of a bundle as sources of evidence: they can say on which line a value stands."""

from bisect import bisect_right
from functools import cached_property

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


class CsvSource:
    """A CSV file. `breaks` are pairs of row and line, from where on rows and lines run alike."""

    def __init__(self, path: str, breaks: list[tuple[int, int]]) -> None:
        self.path = path
        self._breaks = breaks

    def place_of(self, pointer: Pointer) -> Place | None:
        """The line on which a row begins, the heads being line 1."""
        row = pointer[0] if pointer else None
        if not isinstance(row, int) or not self._breaks:
            return 1
        place = bisect_right(self._breaks, row, key=lambda pair: pair[0]) - 1
        if place < 0:
            return 1
        first, line = self._breaks[place]
        return line + row - first
