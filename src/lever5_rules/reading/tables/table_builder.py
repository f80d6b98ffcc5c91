"""Reading of CSV files, sheets and rows into a table; its columns are converted at the end."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import Any, BinaryIO

from cattrs import BaseConverter

from lever5_rules.artifacts.needed import is_needed
from lever5_rules.artifacts.tables import Part, Table
from lever5_rules.core.blanks import Severity
from lever5_rules.core.evidence import Source
from lever5_rules.core.places import Place, in_column
from lever5_rules.core.text import counted, listing
from lever5_rules.reading.cannot_read import Unreadable
from lever5_rules.reading.privacy.refusals import (
    head_word,
    identifies_student,
    is_dropped,
    label,
    nameless,
    refusal,
)
from lever5_rules.reading.sources import CsvSource, SheetSource
from lever5_rules.reading.structure import Structurer
from lever5_rules.reading.values.single_values import Bad

from .cell_values import BrokenCell, TypedCell, as_text, is_filled_text, is_not_blank
from .column_builder import ColumnBuilder
from .csv_rows import read_blocks, read_heads
from .csv_text import MOST_TITLE_ROWS, UNREADABLE, CsvText
from .heads import column_of
from .kept_as_text import TextCells
from .no_records import find_stand_in
from .row_store import RowStore
from .sheets import Cell, Sheet, cell_name, letters
from .unknown_heads import describe_all_unknown, describe_unknown

MOST_COLUMNS = 10_000
"""The most columns of a CSV file; each takes time, and no export has nearly as many."""


class TableBuilder(RowStore):
    """Collects the rows of one kind from all of its files."""

    def add_csv(self, path: str, raw: BinaryIO) -> str:
        """Read a CSV file; return its hash. Unreadable parts are recorded as lost."""
        text = CsvText(raw)
        breaks: list[tuple[int, int]] = []
        before = len(self._lost)
        source, texts = CsvSource(path, breaks), TextCells()
        self._parts.append(Part(source, self._size))
        try:
            self._read_csv(path, text, breaks, texts)
        except UNREADABLE as error:
            why = text.explain(error)
            self._report_lost(path, why.place, str(why))
        for row, name, note in texts.notes():
            self.report_problem(path, source.place_of((row, name)), note, Severity.NOTE)
        for note in text.notes:
            self.report_problem(path, None, note, Severity.NOTE)
        return text.digest() if len(self._lost) > before else text.digest_as_read

    def add_sheet(self, path: str, sheet: Sheet) -> bool:
        """Read a sheet, without titles above the header row and without empty rows.

        Returns whether any rows are left. Raises UnreadablePackage if the workbook is truncated,
        Unreadable if no row has the headers.
        """
        rows = iter(sheet.rows)
        heads, number = self._find_heads(rows)
        places = self._locate_columns(path, heads, cell_name(sheet.title, 0, number))
        if places is None:
            return True
        breaks: list[tuple[int, int]] = []
        columns = {name: letters(place) for name, place in places.items()}
        source = SheetSource(path, sheet.title, columns, number, breaks)
        by_column: dict[str, list[Any]] = {name: [] for name in self.kind.fields}
        size, stray = 0, ""
        headless = {place for place, head in enumerate(heads) if not head.strip()}
        for line, cells in rows:
            known = {
                name: cells[place] if place < len(cells) else "" for name, place in places.items()
            }
            if not any(map(is_not_blank, known.values())):
                continue
            _record_break(breaks, size, line)
            size += 1
            if self._size + size > self._most:
                raise Unreadable(self._size_message, cell_name(sheet.title, 0, line))
            for name, cell in known.items():
                if isinstance(cell, Bad):
                    at = source.place_of((size - 1, name))
                    by_column[name].append(
                        BrokenCell(self.report_problem(path, at, f"{name} {cell.message}"))
                    )
                else:
                    by_column[name].append(as_text(cell))
            for place in headless & {
                place for place, cell in enumerate(cells) if is_not_blank(cell)
            }:
                headless.remove(place)
                self._report_headless(path, cell_name(sheet.title, place, number), place)
            if not stray and len(cells) > len(heads) and is_not_blank(cells[-1]):
                stray = cell_name(sheet.title, len(cells) - 1, line)
        if stray:
            message = "here and perhaps elsewhere a cell stands beside the table; it was not read."
            self.report_problem(path, stray, message, Severity.WARNING)
        if not size:
            return False
        self._parts.append(Part(source, self._size))
        for name, column in by_column.items():
            if name in places:
                self._append_cells(name, column)
            else:
                at = cell_name(sheet.title, 0, number)
                self._append_absent(name, size, self._make_absent(path, name, at))
        self._size += size
        return True

    def add_rows(self, source: Source, rows: Sequence[Any]) -> None:
        """Add rows given as TOML or Python mappings."""
        if self._size + len(rows) > self._most:
            self._report_lost(source.path, None, self._size_message)
            return
        self._parts.append(Part(source, self._size))
        known = self.kind.fields
        unknown: dict[str, int] = {}
        cells_by_row: list[dict[str, Any]] = []
        for number, row in enumerate(rows):
            if not isinstance(row, dict):
                self._report_lost(
                    source.path, source.place_of((number,)), "a row is not a table of fields."
                )
                continue
            for name in row:
                if name not in known:
                    unknown.setdefault(name, number)
            cells_by_row.append(row)
        for name, number in unknown.items():
            place = source.place_of((number, name))
            hint = self._hints(head_word(name), known)
            message = describe_unknown(self.kind, name, None, hint)
            self.report_problem(source.path, place, message, Severity.WARNING)
            if identifies_student(name):
                self._report_lost(source.path, place, _describe_refused(name, "of one key"))
                return
        for name in known:
            cells = [
                TypedCell(row[name], (number, name)) if row.get(name) is not None else ""
                for number, row in enumerate(cells_by_row)
            ]
            self._append_cells(name, cells)
        self._size += len(cells_by_row)

    def add_columns(
        self, source: Source, columns: Mapping[str, Sequence[str | Bad]], size: int
    ) -> None:
        """Add rows whose cells a reader has provided by field; an absent field is blank.

        A Bad that occurs in many cells is reported once.
        """
        if self._size + size > self._most:
            self._report_lost(source.path, None, self._size_message)
            return
        self._parts.append(Part(source, self._size))
        broken: dict[Bad, BrokenCell] = {}
        for name in self.kind.fields:
            cells: list[Any] = []
            if not columns.get(name):
                self._append_absent(name, size, self._make_absent(source.path, name, None))
                continue
            for row, cell in enumerate(columns[name]):
                if isinstance(cell, Bad):
                    if cell not in broken:
                        at = source.place_of((row, name))
                        broken[cell] = BrokenCell(
                            self.report_problem(source.path, at, cell.message)
                        )
                    cells.append(broken[cell])
                else:
                    cells.append(cell)
            self._append_cells(name, cells)
        self._size += size

    def build(
        self, cells: BaseConverter, structurer: Structurer, date_order: str | None = None
    ) -> Table:
        """Return the table, with each distinct value converted; the builder's rows are released.

        `date_order` is what the district has declared.
        """
        self._pass_over_no_records()
        if any(self._unique.values()):
            self._resolve_duplicates()
        builder = ColumnBuilder(self, cells, structurer, date_order)
        columns = {}
        for name, info in self.kind.fields.items():
            columns[name] = builder.column(info)
            (self._unique if info.unique else self._codes).pop(name)
        return Table(self.kind, columns, self._size, tuple(self._parts), tuple(self._lost))

    def _read_csv(
        self, path: str, text: CsvText, breaks: list[tuple[int, int]], texts: TextCells
    ) -> None:
        lines = text.lines()
        head_row = read_heads(lines, text.separator)
        if head_row is None:
            raise Unreadable("it is empty; its first row should name the columns.", 1)
        if len(head_row[0]) > MOST_COLUMNS:
            raise Unreadable(
                f"it has {len(head_row[0])} columns, and at most {MOST_COLUMNS} are read. Export "
                "only those that the form names.",
                head_row[1] + text.above,
            )
        if not self._count_known(head_row[0]):
            text.pass_titles(self._are_heads)
            lines = text.lines()
            head_row = read_heads(lines, text.separator) or head_row
        heads, line = head_row[0], head_row[1] + text.above
        places = self._locate_columns(path, heads, line)
        if places is None:
            return
        width = len(heads)
        headless = [place for place, head in enumerate(heads) if not head.strip()]
        absent = [name for name in self.kind.fields if name not in places]
        lacking = {name: self._make_absent(path, name, line) for name in absent}
        probe = min(places.values())
        start = self._size
        for block in read_blocks(lines, width, line + 1, text.separator):
            cells: Sequence[Any] = block.columns
            if cells and "" not in cells[probe]:
                _record_break(breaks, self._size - start, block.line)
            else:
                raw = block.rows or list(map(list, zip(*cells, strict=True)))
                rows = self._repair_rows(path, raw, heads, block.line, breaks, start)
                cells = list(zip(*rows, strict=True)) if rows else [()] * width
            number = len(cells[0])
            for place in [at for at in headless if any(map(is_filled_text, cells[at]))]:
                headless.remove(place)
                self._report_headless(path, line, place)
            for name, place in places.items():
                column = cells[place]
                if not block.plain:
                    column = texts.read(self.kind.fields[name], column, self._size - start)
                self._append_cells(name, column)
            for name in absent:
                self._append_absent(name, number, lacking[name])
            self._size += number
            if self._size > self._most:
                raise Unreadable(self._size_message, block.line)

    def _repair_rows(
        self,
        path: str,
        chunk: list[list[str]],
        heads: list[str],
        line: int,
        breaks: list[tuple[int, int]],
        start: int,
    ) -> list[list[Any]]:
        """Return rows without empty ones; a row with too few or too many cells becomes broken."""
        width, words = len(heads), [column_of(self.kind, head) for head in heads]
        read = [place for place, word in enumerate(words) if word in self.kind.fields]
        rows: list[list[Any]] = []
        for row in chunk:
            first = line
            line += 1 + sum(cell.count("\n") or cell.count("\r") for cell in row)
            if not any(row):
                continue
            # Rows with a cell for each column are looked at when all have been read.
            if len(row) != width or not any(row[place].strip() for place in read):
                cells = zip_longest(words, row, fillvalue="")
                if why := find_stand_in(cells, self.kind.fields):
                    self.report_problem(path, first, why, Severity.NOTE)
                    continue
            at = self._size - start + len(rows)
            _record_break(breaks, at, first)
            while len(row) > width and not row[-1].strip():
                row.pop()
            if len(row) == width:
                rows.append(row)
                continue
            problem = self.report_problem(
                path,
                first,
                f"the row has {counted(len(row), 'cell')}, the heads {counted(width, 'column')}. "
                "Mend the row: one cell for each column.",
            )
            rows.append([BrokenCell(problem)] * width)
        return rows

    def _find_heads(self, rows: Iterator[tuple[int, Sequence[Cell]]]) -> tuple[list[str], int]:
        """Return the row that names most columns of the kind, within the first rows."""
        for number, cells in islice(rows, MOST_TITLE_ROWS):
            heads = [cell if isinstance(cell, str) else "" for cell in cells]
            if self._are_heads(heads):
                return heads, number
        raise Unreadable(
            f"none of its first {MOST_TITLE_ROWS} rows names the columns of {self.kind.name} "
            f"({listing(self.kind.fields, most=4)})."
        )

    def _count_known(self, heads: Sequence[str]) -> int:
        return sum(column_of(self.kind, head) in self.kind.fields for head in heads)

    def _are_heads(self, row: Sequence[str]) -> bool:
        """Return whether a row below a title names columns of the kind."""
        return self._count_known(row) >= min(2, len(self.kind.fields))

    def _locate_columns(self, path: str, heads: list[str], line: Place) -> dict[str, int] | None:
        """Return the positions of columns by name; None if the table is refused. Raises Unreadable
        if it is not a table of the kind."""
        places: dict[str, int] = {}
        dropped: list[str] = []
        unknown: list[tuple[str, int]] = []
        for place, head in enumerate(heads):
            word = column_of(self.kind, head)
            if word in self.kind.fields:
                if word in places:
                    raise Unreadable(f"the column {word} stands twice. Remove one of them.", line)
                places[word] = place
            elif identifies_student(head):
                at = in_column(line, letters(place))
                self._report_lost(path, at, _describe_refused(head, letters(place)))
                return None
            elif is_dropped(head):
                dropped.append(word if nameless(head) else letters(place))
            elif head.strip():
                unknown.append((head, place))
        for message in describe_all_unknown(self.kind, unknown, self._hints):
            self.report_problem(path, line, message, Severity.WARNING)
        if not places:
            raise Unreadable(
                f"its first row names none of the columns of {self.kind.name} "
                f"({listing(self.kind.fields, most=4)}).",
                line,
            )
        if dropped:
            self.report_problem(
                path,
                line,
                f"columns dropped unread, as personal and not needed: {listing(dropped)}.",
                Severity.NOTE,
            )
        lacking = [
            name
            for name, info in self.kind.fields.items()
            if is_needed(self.kind, info) and name not in places
        ]
        if lacking:
            self.report_problem(
                path, line, f"there is no column {listing(lacking)}.", Severity.WARNING
            )
        return places

    def _report_headless(self, path: str, at: Place, place: int) -> None:
        message = f"column {letters(place)} has no head and was not read. Give it one."
        self.report_problem(path, at, message, Severity.WARNING)

    @property
    def _size_message(self) -> str:
        return (
            f"there are more than {self._most:,} rows of {self.kind.name}. Leave out the rows of "
            "other school years, give a bundle for each part of the district, or raise the budget "
            "`rows`."
        )


def _describe_refused(head: str, place: str) -> str:
    return f"the column {label(head, place)} {refusal(head)}. Nothing was read; remove the column."


def _record_break(breaks: list[tuple[int, int]], row: int, line: int) -> None:
    """Record the line of a row if it does not follow from the recorded ones."""
    if not breaks or breaks[-1][1] + row - breaks[-1][0] != line:
        breaks.append((row, line))
