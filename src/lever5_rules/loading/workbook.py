"""Workbooks (XLSX) as sheets of cells: read cell by cell behind budgets, and never guessed at.

What a person sees is what is read: the stored value of a formula, the date behind a number, 17
where Excel holds 17.0, and 001 where a cell is formatted to show 001. An error value and a formula
without a stored value are no blanks: they come as a `Bad` cell that says so.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import repeat, starmap, zip_longest
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL

from lever5_rules.core.text import clipped

from .archives import Archive, Refused
from .sheets import Cell, Sheet, letters
from .values import Bad

MOST_BYTES_OF_A_PART = 48 << 20
MOST_COLUMNS = 200
MOST_CELLS = 2_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class Workbook:
    """A workbook that is open for reading; its sheets may be read in any order, once each.

    Raises Refused where it cannot be read, when it is opened or while a sheet is read.
    """

    def __init__(self, file: BinaryIO) -> None:
        if file.read(4) == _OLD_OFFICE:
            raise Refused(
                "it is protected by a password, or an Excel file of before 2007. Save it as .xlsx "
                "without a password."
            )
        file.seek(0)
        formulas = _checked(file)
        try:
            values = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            texts = load_workbook(file, read_only=True, keep_links=False) if formulas else None
        except Exception as error:  # openpyxl raises what its parts raise
            raise _broken(error) from None
        self._cells = 0
        self.sheets = [
            self._sheet(sheet, texts.worksheets[number] if texts else None)
            for number, sheet in enumerate(values.worksheets)
        ]

    def _sheet(self, values: Any, texts: Any) -> Sheet:
        columns, rows = values.max_column or 0, values.max_row or 0
        far = f"{letters(columns - 1)}{rows}" if columns > MOST_COLUMNS else ""
        hidden = values.sheet_state != "visible"
        return Sheet(values.title, hidden, far, self._rows(values, texts))

    def _rows(self, values: Any, texts: Any) -> Iterator[tuple[int, Sequence[Cell]]]:
        """The rows in which something stands, with their numbers."""
        for sheet in filter(None, (values, texts)):
            sheet.reset_dimensions()  # what a file claims of its size is not to be trusted
        try:
            told = values.iter_rows(max_col=MOST_COLUMNS)
            written = texts.iter_rows(max_col=MOST_COLUMNS) if texts else repeat(())
            for number, (row, formulas) in enumerate(zip(told, written, strict=False), start=1):
                filled = _filled(row)
                self._cells += len(filled)
                if self._cells > MOST_CELLS:
                    raise Refused(
                        f"it holds more than {MOST_CELLS} cells. Save the large sheets as CSV."
                    )
                cells = list(starmap(_cell, zip_longest(filled, formulas[: len(filled)])))
                if any(cells):
                    yield number, cells
        except Refused:
            raise
        except Exception as error:  # openpyxl raises what its parts raise
            raise _broken(error) from None


def _checked(file: BinaryIO) -> bool:
    """Whether there are formulas. Raises Refused for what is too large or defines entities."""
    archive = Archive(file)
    if "[Content_Types].xml" not in archive.names:
        raise Refused("it is a zip, but no Excel workbook. Save it as .xlsx.")
    formulas = False
    for name in archive.names:
        if not name.endswith((".xml", ".rels")):
            continue
        if archive.size(name) > MOST_BYTES_OF_A_PART:
            raise Refused(
                f"its part {clipped(name)} is larger than {MOST_BYTES_OF_A_PART >> 20} MB. Save "
                "the large sheet as CSV instead."
            )
        try:
            content = archive.open(name).read()
        except OSError as error:
            raise Refused(f"{error.strerror}. Save it again.") from None
        if b"<!DOCTYPE" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Refused(f"its part {clipped(name)} is not as Excel writes it. Save it again.")
        if name.startswith("xl/worksheets/"):
            formulas = formulas or b"<f>" in content or b"<f " in content
    file.seek(0)
    return formulas


def _filled(row: Sequence[Any]) -> Sequence[Any]:
    """A row up to its last cell that is there at all."""
    for place in range(len(row), 0, -1):
        if row[place - 1] is not EMPTY_CELL:
            return row[:place]
    return ()


def _cell(cell: Any, formula: Any) -> Cell:
    value = cell.value
    if value is None:
        if formula is not None and formula.data_type == "f":
            return Bad("holds a formula without a stored value. Open and save it in Excel.")
        return ""
    if cell.data_type == "e":
        return Bad(f"holds the error {clipped(str(value), 20)}. Mend it or write the value.")
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.12g}"
    if isinstance(value, (int, float)):
        shape = cell.number_format or ""
        return str(int(value)).zfill(len(shape) if set(shape) == {"0"} else 0)
    return str(value)


def _broken(error: Exception) -> Refused:
    return Refused(
        f"it is no workbook that can be read ({type(error).__name__}). Open it in Excel or "
        "LibreOffice and save it as .xlsx."
    )
