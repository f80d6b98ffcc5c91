"""Workbooks as people make them, by script: the mended example, changed as offices do."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill

MENDED = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
NAMES = {"999901001": "Cedar Hollow High School", "999901102": "quarry road elementary"}
Change = Callable[[Any], None]


class Books:
    """The mended example as a workbook, and the messy ones made of it.

    Each is made when it is first asked for, in a folder that all processes of a test run share.
    """

    def __init__(self, temporary: pytest.TempPathFactory) -> None:
        base = temporary.getbasetemp()
        shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
        self._folder = shared / "messy-books"
        self._folder.mkdir(exist_ok=True)

    @property
    def whole(self) -> Path:
        return self._once("whole", _convert)

    def messy(self, change: Change) -> Path:
        return self._once(change.__name__, lambda path: written(self.whole, path, change))

    def _once(self, name: str, make: Callable[[Path], object]) -> Path:
        path = self._folder / f"{name}.xlsx"
        if not path.exists():
            own = self._folder / f"{name}-{os.getpid()}.xlsx"
            make(own)
            own.replace(path)
        return path


def _convert(path: Path) -> None:
    command = [sys.executable, "-m", "lever5_rules.cli", "convert", str(MENDED), str(path)]
    subprocess.run(command, check=True, capture_output=True)


def written(whole: Path, path: Path, *changes: Change) -> Path:
    """That workbook, changed by hand."""
    book: Any = openpyxl.load_workbook(whole)
    for change in changes:
        change(book)
    book.save(path)
    return path


def heads(sheet: Any, column: str) -> tuple[int, dict[str, int]]:
    """The row of heads that has this column, and where each stands."""
    for row in sheet.iter_rows(max_row=12):
        names = {str(cell.value).rstrip(" *"): cell.column for cell in row if cell.value}
        if column in names:
            return row[0].row, names
    raise AssertionError(column)


def each(sheet: Any, column: str, change: Callable[[Any], Any], most: int = 100_000) -> None:
    row, names = heads(sheet, column)
    for number in range(row + 1, min(sheet.max_row, row + most) + 1):
        cell = sheet.cell(number, names[column])
        if cell.value is not None:
            cell.value = change(cell.value)


def value_of(sheet: Any, field: str, value: Any) -> None:
    """Another value for the first field of this name in a form."""
    for row in sheet.iter_rows():
        if str(row[0].value).rstrip(" *") == field:
            row[1].value = value
            return
    raise AssertionError(field)


def titled(book: Any) -> None:
    sheet = book["meeting_log"]
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Cedar Hollow ISD"
    sheet["A2"] = "Meeting log, updated weekly"


def copied(book: Any) -> None:
    copy = book.copy_worksheet(book["plc_guideline"])
    copy.title = "plc_guideline (2)"
    row, _ = heads(copy, "field")
    value_of(copy, "artifact_id", "plc-copy")
    assert row


def cut(book: Any) -> None:
    book["professional_learning_framework"[:31]].title = "professional_learning_frame (2)"


def renamed(book: Any) -> None:
    book["observation_log"].title = "Walkthroughs 2026-27"


def notes(book: Any) -> None:
    sheet = book.create_sheet("To do")
    sheet["A1"] = "call HR about the roster"


def totals(book: Any) -> None:
    sheet = book["meeting_log"]
    row, names = heads(sheet, "minutes")
    end = sheet.max_row + 1
    sheet.cell(end, names["date"]).value = "Total"
    sheet.cell(end, names["minutes"]).value = "999 total"
    assert row


def appraisal(book: Any) -> None:
    value_of(book["district_profile"], "appraisal_system", "T-TESS")


def years(book: Any) -> None:
    each(book["staff_roster"], "school_year", lambda _: "SY2026-27")
    value_of(book["district_profile"], "school_year", "2026-27")


def stamps(book: Any) -> None:
    value_of(book["district_profile"], "date_order", "mdy")
    each(
        book["observation_log"],
        "date",
        lambda day: f"{day.month}/{day.day}/{day.year} 10:02:11" if _is_day(day) else day,
    )


def _is_day(value: Any) -> bool:
    return isinstance(value, (date, datetime))


def named(book: Any) -> None:
    each(book["meeting_log"], "campus_id", lambda one: NAMES.get(str(one), one))


def hidden(book: Any) -> None:
    book["meeting_log"].column_dimensions["E"].hidden = True


def coloured(book: Any) -> None:
    sheet = book["meeting_log"]
    for cell in sheet[6]:
        cell.fill = PatternFill("solid", fgColor="FFFF0000")


def broken_lines(book: Any) -> None:
    each(book["training_calendar"], "audience_roles", lambda one: str(one).replace("; ", ";\n"))


def lengths(book: Any) -> None:
    each(book["meeting_log"], "minutes", lambda one: f"{one} min", most=40)


def months(book: Any) -> None:
    each(
        book["meeting_log"],
        "date",
        lambda day: f"{day:%B} {day.day}, {day.year}" if _is_day(day) else day,
        most=40,
    )


def roles(book: Any) -> None:
    said = {"instructional_coach": "Instr. Coach", "assistant_principal": "AP"}
    said["district_leader"] = "Superintendent"
    each(book["staff_roster"], "role", lambda one: said.get(one, one))


def misspelt(book: Any) -> None:
    each(book["meeting_log"], "type", lambda one: "Grade-level huddle", most=30)


def two_tables(book: Any) -> None:
    sheet = book["meeting_log"]
    _, names = heads(sheet, "minutes")
    sheet.cell(12, max(names.values()) + 3).value = "Room"
    sheet.cell(13, max(names.values()) + 3).value = "Library"


def merged_heads(book: Any) -> None:
    """One head over the length and whatever stands beside it."""
    sheet = book["meeting_log"]
    row, names = heads(sheet, "minutes")
    sheet.merge_cells(None, row, names["minutes"], row, names["minutes"] + 1)


def second_table(book: Any) -> None:
    """Another table below the first, with heads of its own."""
    sheet = book["meeting_log"]
    below = sheet.max_row + 3
    for row, cells in enumerate((("Room bookings", None), ("Room", "Seats"), ("Library", 40))):
        for column, value in enumerate(cells, start=1):
            sheet.cell(below + row, column).value = value


def form_with_faults(book: Any) -> None:
    sheet = book["plc_guideline"]
    for field, value in {
        "school_year": "2025-2027",
        "effective_from": "13/9/2026",
        "campus_ids": "Nowhere School",
        "minutes": "forty five",
        "membership_basis": "Departement",
        "document.dated": None,
        "document.title": "TBD",
    }.items():
        value_of(sheet, field, value)
    row, names = heads(sheet, "quote")
    for number in range(row + 1, row + 30):
        sheet.cell(number, names["quote"]).value = None


def not_filled_in(book: Any) -> None:
    for sheet in book.worksheets:
        if sheet.title not in ("READ ME", "lists", "district_profile", "staff_roster"):
            sheet.delete_rows(5, sheet.max_row)


def merged_cells(book: Any) -> None:
    sheet = book["meeting_log"]
    row, names = heads(sheet, "minutes")
    sheet.merge_cells(None, row + 1, names["minutes"], row + 3, names["minutes"])


def students(book: Any) -> None:
    book["meeting_log"].cell(4, 30).value = "Student Name"


MESSY: tuple[Change, ...] = (
    *(titled, copied, cut, renamed, notes, appraisal, years, stamps, named, hidden, coloured),
    *(broken_lines, lengths, months, roles, two_tables, second_table, totals, misspelt),
    *(merged_heads, merged_cells, form_with_faults, not_filled_in, students),
)
