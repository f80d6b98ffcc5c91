"""The rows of one sheet of a workbook, streamed from its XML within size limits."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO, Protocol

from attrs import define

from lever5_rules.core.blanks import Severity
from lever5_rules.core.text import clipped, counted
from lever5_rules.reading.cannot_read import UnreadablePackage
from lever5_rules.reading.tables.sheets import Cell, Remark, letters
from lever5_rules.reading.values.single_values import Bad

from .cells import error_cell, iso_cell, number_cell, unescaped
from .xml_parts import Taker, stream

MOST_COLUMNS = 200
MOST_CELLS = 1_000_000
MOST_LETTERS = 128 << 20
"""The most characters of all cells together; cells that share a text each count in full."""
MOST_ELEMENTS = 5_000_000
"""The most XML elements: rows, cells and values, including blank ones."""
_NO_VALUE = "holds a formula without a stored value. Open and save it in Excel."


ROWS_OF_HEADS = 2
"""Rows of several cells that may be heads: their meanings, and their names."""


class Book(Protocol):
    """What a sheet needs from its workbook: strings, formats by style, day 0, and its limits."""

    strings: list[str]
    formats: list[str]
    struck: frozenset[int]
    coloured: frozenset[int]
    first_day: date
    cells: int
    letters: int
    elements: int


def rows_of(
    raw: BinaryIO, book: Book, title: str, remarks: list[Remark]
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the non-empty rows with their numbers. Raises UnreadablePackage, see `stream`."""
    reading = _SheetReader(book)
    for _ in stream(raw, reading):
        while reading.finished_rows:
            yield reading.finished_rows.popleft()
    remarks.extend(reading.remarks(title))


@define(eq=False, repr=False)
class _OpenCell:
    """The cell that is currently being read."""

    column: int
    sort: str
    style: int
    formula: bool = False
    stored: bool = False


class _Seen:
    """How often something occurred, and where first."""

    def __init__(self) -> None:
        self.number = 0
        self.first = ""

    def add(self, place: str) -> None:
        self.first = self.first or place
        self.number += 1


class _SheetReader(Taker):
    """Receives the elements of a sheet; `done` are rows read but not yet taken."""

    def __init__(self, book: Book) -> None:
        self.finished_rows: deque[tuple[int, Sequence[Cell]]] = deque()
        self._book = book
        self._row = 0
        self._column = 0
        self._cells: dict[int, Cell] = {}
        self._cell: _OpenCell | None = None
        self._listens = False
        self._silent = False
        self._text_pieces: list[str] = []
        self._far = ""
        self._hidden_rows = _Seen()
        self._hidden_columns = _Seen()
        self._merged = _Seen()
        self._struck = _Seen()
        self._coloured = _Seen()
        self._merged_heads = _Seen()
        self._heads: list[int] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._book.elements += 1
        if self._book.elements > MOST_ELEMENTS:
            raise UnreadablePackage(
                "it is too large, blank cells included. Save the large sheets as CSV."
            )
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            self._listens = self._cell is not None and not self._silent
            if self._cell is not None:
                self._cell.stored = True
        elif name == "f" and self._cell is not None:
            self._cell.formula = True
        elif name == "rPh":
            self._silent = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            self._hidden_columns.add(f"{letters(int(attributes.get('min', '1')) - 1)}1")
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            if _find_row(first) != _find_row(last or first):
                self._merged.add(first)
            elif last and _find_row(first) in map(str, self._heads):
                self._merged_heads.add(first)

    def text(self, data: str) -> None:
        if self._listens:
            self._text_pieces.append(data)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._listens = False
        elif name == "c":
            self._end_cell()
        elif name == "rPh":
            self._silent = False
        elif name == "row" and self._cells:
            width = max(self._cells) + 1
            self.finished_rows.append(
                (self._row, [self._cells.get(number, "") for number in range(width)])
            )
            if len(self._cells) > 1 and len(self._heads) < ROWS_OF_HEADS:
                self._heads.append(self._row)
            self._cells = {}

    def remarks(self, title: str) -> Iterator[Remark]:
        """Yield the remarks on the sheet, after it has been read."""
        if self._far:
            message = "this cell lies far to the right of any table; it was not read."
            yield Remark(f"{title}!{self._far}", message, Severity.WARNING)
        if self._merged.number:
            what = counted(self._merged.number, "merged cell reaches", "merged cells reach")
            message = (
                f"here and below {what} over several rows; the value counts for the first row "
                "only. Undo the merge and write it into each row."
            )
            yield Remark(f"{title}!{self._merged.first}", message, Severity.WARNING)
        if self._struck.number:
            many = counted(self._struck.number, "cell is", "cells are")
            message = (
                f"{many} struck through, first here; what stands there was read. Take out the rows "
                "that no longer hold."
            )
            yield Remark(f"{title}!{self._struck.first}", message, Severity.WARNING)
        if self._merged_heads.number:
            what = counted(self._merged_heads.number, "head is", "heads are")
            message = (
                f"here {what} merged over several columns; a head counts for the first of them "
                "only. Undo the merge and give each column its head."
            )
            yield Remark(f"{title}!{self._merged_heads.first}", message, Severity.WARNING)
        if self._coloured.number:
            many = counted(self._coloured.number, "cell is", "cells are")
            message = (
                f"{many} coloured, first here; colours are not read. Write what a colour stands "
                "for into a column."
            )
            yield Remark(f"{title}!{self._coloured.first}", message, Severity.NOTE)
        for what, hidden in (("row", self._hidden_rows), ("column", self._hidden_columns)):
            if hidden.number:
                many = counted(hidden.number, f"{what} is", f"{what}s are")
                message = f"{many} hidden, first here; what stands there was read."
                yield Remark(f"{title}!{hidden.first}", message, Severity.NOTE)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = int(attributes["r"]) if "r" in attributes else self._row + 1
        if number <= self._row:
            raise UnreadablePackage(
                "its rows are out of order. Open it in Excel and save it again."
            )
        self._row, self._column, self._cells = number, 0, {}
        if attributes.get("hidden") in ("1", "true"):
            self._hidden_rows.add(f"A{number}")

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        self._column = _find_column(reference) if reference else self._column + 1
        self._cell = _OpenCell(
            self._column - 1, attributes.get("t", "n"), _read_index(attributes.get("s", "0"))
        )
        self._text_pieces.clear()

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or not (cell.stored or cell.formula):
            return
        value = self._value(cell, "".join(self._text_pieces))
        if value == "" and not isinstance(value, Bad):
            return
        self._book.cells += 1
        if self._book.cells > MOST_CELLS:
            raise UnreadablePackage(
                f"it holds more than {MOST_CELLS} cells. Save the large sheets as CSV."
            )
        if isinstance(value, str):
            self._book.letters += len(value)
            if self._book.letters > MOST_LETTERS:
                raise UnreadablePackage(
                    f"its cells hold more than {MOST_LETTERS >> 20} million letters, as the same "
                    "long text in many cells does. Shorten it, or save the large sheets as CSV."
                )
        if cell.style in self._book.coloured and len(self._heads) == ROWS_OF_HEADS:
            self._coloured.add(f"{letters(cell.column)}{self._row}")
        if cell.style in self._book.struck:
            self._struck.add(f"{letters(cell.column)}{self._row}")
        if cell.column in self._cells:
            raise UnreadablePackage(
                f"it has the cell {letters(cell.column)}{self._row} twice. Open it in Excel and "
                "save it again."
            )
        if cell.column < MOST_COLUMNS:
            self._cells[cell.column] = value
        elif not self._far:
            self._far = f"{letters(cell.column)}{self._row}"

    def _value(self, cell: _OpenCell, text: str) -> Cell:
        if cell.formula and not cell.stored:
            return Bad(_NO_VALUE)
        match cell.sort:
            case "s":
                return self._book.strings[_read_index(text)] if text else ""
            case "str" | "inlineStr":
                return unescaped(text)
            case "b":
                return text.strip() not in ("0", "false", "")
            case "e":
                return error_cell(text)
            case "d":
                return iso_cell(text)
        if not text:
            return Bad(_NO_VALUE) if cell.formula else ""
        formats = self._book.formats
        code = formats[cell.style] if cell.style < len(formats) else ""
        try:
            return number_cell(text, code, self._book.first_day)
        except ValueError:
            return Bad("is not a number that can be read. Write the value again.")


def _find_column(reference: str) -> int:
    """Return the number of a column, counted from 1, of a reference such as `XFD1048576`."""
    column = 0
    for letter in reference[:4]:
        if letter.isascii() and letter.isdigit():
            break
        if not (letter.isascii() and letter.isalpha()):
            raise UnreadablePackage(
                f"it has a cell {clipped(reference, 20)!r}. Open it in Excel and save it again."
            )
        column = column * 26 + ord(letter.upper()) - ord("A") + 1
    return max(column, 1)


def _read_index(text: str) -> int:
    """Return a place in a list, counted from 0. Raises IndexError below that: Python would count
    from the end."""
    index = int(text)
    if index < 0:
        raise IndexError(text)
    return index


def _find_row(reference: str) -> str:
    return reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
