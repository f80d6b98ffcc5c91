"""Sheets of output workbooks: readable, filterable, printable, and free of formulas."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from textwrap import wrap
from typing import Any

import xlsxwriter
from attrs import frozen

from lever5_rules.core.numbers import is_number
from lever5_rules.core.text import clipped, harmless
from lever5_rules.findings.report import Report

MOST_ROWS = 50_000
"""The most rows in a sheet; a last row gives the number of further ones."""
MOST_LETTERS = 4000
MOST_LETTERS_OF_A_CELL = 32_767
"""Excel's own limit, for text that people filled in."""
LINE, MOST_LINES, LINES_BESIDE = 15, 27, 4
"""The height of a line in points; the most lines that Excel draws in a row; the most lines that
columns which are not printed may add."""
LETTERS = 1.1
"""Average characters per unit of column width; a unit is the width of a digit."""
FILLS = {
    "pass": ("#e2f0d9", "#1e4d0f"),
    "gap": ("#fbdcd6", "#7a1305"),
    "missing-evidence": ("#fff0c2", "#5c4300"),
    "missing evidence": ("#fff0c2", "#5c4300"),
    "error": ("#e4d7f0", "#3f1a63"),
    "incomplete": ("#7a1305", "#ffffff"),
}
"""Background and text color of an outcome; the cell contains the word as well."""


@frozen
class Link:
    """A cell that links to another sheet; `target` is, for example, `'To do'!A1`."""

    text: str
    target: str


ACROSS = ("title", "plain", "strong", "incomplete line")
"""The styles of lines across a sheet."""
Cell = str | int | float | date | Link | None


@frozen
class Column:
    """A column: its header, its width in characters, and whether its texts are outcomes."""

    head: str
    width: float
    outcome: bool = False


class Book:
    """A workbook in memory; the same calls give the same bytes."""

    def __init__(self, report: Report, title: str) -> None:
        self._buffer = BytesIO()
        self._book = xlsxwriter.Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        day = report.as_of
        self._book.set_properties(
            {
                "title": title,
                "comments": f"Written by lever5-rules {report.tool_version}",
                "created": datetime(day.year, day.month, day.day),  # noqa: DTZ001
            }
        )
        self._district = clipped(harmless(report.district_name), 60)
        self._formats: dict[str, Any] = {}

    def sheet(self, title: str) -> "Sheet":
        """Return a new sheet; `title` is a constant, never text from a bundle."""
        sheet = self._book.add_worksheet(title)
        sheet.set_landscape()
        sheet.set_paper(1)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_header(f"&L{self._district.replace('&', '&&')}&R{title}")
        sheet.set_footer("&RPage &P of &N")
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return Sheet(self, sheet)

    def style(self, name: str) -> Any:
        """Return a format by name: head, title, note, day, link, text, or an outcome."""
        if name not in self._formats:
            self._formats[name] = self._book.add_format(_shape(name))
        return self._formats[name]

    def content(self) -> bytes:
        """Return the bytes of the finished workbook."""
        self._book.close()
        return self._buffer.getvalue()


def _shape(name: str) -> dict[str, Any]:
    base: dict[str, Any] = {"text_wrap": True, "valign": "top", "align": "left"}
    if name not in ACROSS:
        base |= {"bottom": 1, "bottom_color": "#d9d9d9"}
    if name in FILLS:
        fill, ink = FILLS[name]
        return base | {"bg_color": fill, "font_color": ink, "bold": name != "pass"}
    extra: dict[str, dict[str, Any]] = {
        "head": {"bold": True, "bg_color": "#1f4e78", "font_color": "white", "border": 1},
        "title": {"bold": True, "font_size": 14, "text_wrap": False},
        "incomplete line": {"bold": True, "font_color": "#a61b06", "text_wrap": False},
        "strong": {"bold": True, "text_wrap": False},
        "plain": {"text_wrap": False},
        "day": {"num_format": "yyyy-mm-dd", "align": "left"},
        "link": {"font_color": "#0b5394", "underline": 1},
        "entry": {"bg_color": "#fffbe6", "border": 1, "border_color": "#d0c9a6"},
        "entry day": {
            "bg_color": "#fffbe6",
            "border": 1,
            "border_color": "#d0c9a6",
            "num_format": "yyyy-mm-dd",
            "align": "left",
        },
    }
    return base | extra.get(name, {})


class Sheet:
    """A sheet written from top to bottom; `row` is the next row, counted from 0."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book = book
        self._sheet = sheet
        self.row = 0

    def say(self, text: str, style: str = "plain") -> None:
        """Add a line across the sheet."""
        if style == "title":
            self._sheet.set_row(self.row, LINE + 6)
        self._sheet.write_string(self.row, 0, _safe(text), self._book.style(style))
        self.row += 1

    def gap(self) -> None:
        self.row += 1

    def widths(self, columns: Iterable[Column]) -> None:
        for place, column in enumerate(columns):
            self._sheet.set_column(place, place, column.width)

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        frozen: bool = False,
        printed: int = 0,
        entries: Sequence[int] = (),
    ) -> None:
        """Add a table with its header row.

        `frozen`: it is the main table of the sheet, with filters, and headers that stay visible and
        are repeated on each printed page. The first `printed` columns are printed. `entries` are
        columns for people to fill in.
        """
        top = self.row
        for place, column in enumerate(columns):
            self._sheet.write_string(top, place, column.head, self._book.style("head"))
        for cells in rows[:MOST_ROWS]:
            self.row += 1
            self._sheet.set_row(self.row, LINE * _height(columns, cells, printed or len(columns)))
            for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
                self._cell(place, cell, column, entry=place in entries)
        last = self.row
        self.row += 1
        if frozen:
            self.widths(columns)
            self._sheet.freeze_panes(top + 1, 0)
            self._sheet.repeat_rows(top)
            self._sheet.autofilter(top, 0, max(last, top + 1), len(columns) - 1)
            self._sheet.print_area(0, 0, max(last, top + 1), (printed or len(columns)) - 1)
        if len(rows) > MOST_ROWS:
            self.say(f"and {len(rows) - MOST_ROWS} more; the JSON report has them all.")

    def _cell(self, place: int, cell: Cell, column: Column, *, entry: bool) -> None:
        style = self._book.style
        shape = style("entry" if entry else "text")
        if isinstance(cell, Link):
            self._sheet.write_url(
                self.row, place, f"internal:{cell.target}", style("link"), _safe(cell.text)
            )
        elif isinstance(cell, date):
            moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001
            shape = style("entry day" if entry else "day")
            self._sheet.write_datetime(self.row, place, moment, shape)
        elif is_number(cell):
            self._sheet.write_number(self.row, place, cell, shape)
        elif cell is None or cell == "":
            self._sheet.write_blank(self.row, place, None, shape)
        else:
            text = str(cell)
            if column.outcome and text in FILLS:
                shape = style(text)
            most = MOST_LETTERS_OF_A_CELL if entry else MOST_LETTERS
            self._sheet.write_string(self.row, place, harmless(text, most, lines=True), shape)


def _safe(text: str) -> str:
    return harmless(text, MOST_LETTERS, lines=True)


def _height(columns: Sequence[Column], cells: Sequence[Cell], printed: int) -> int:
    """Return the lines that a row needs; columns that are not printed may be cut off."""
    lines = [_lines_in(cell, column) for cell, column in zip(cells, columns, strict=True)]
    beside = min(max(lines[printed:], default=1), LINES_BESIDE)
    return min(max(max(lines[:printed], default=1), beside), MOST_LINES)


def _lines_in(cell: Cell, column: Column) -> int:
    """Return how many lines a cell takes in its column; LibreOffice does not compute that
    itself."""
    if not isinstance(cell, str) or column.width < 1:
        return 1
    width = max(int(column.width * LETTERS), 4)
    lines = cell[:MOST_LETTERS].split("\n")
    return sum(len(wrap(line, width)) if len(line) > width else 1 for line in lines)
