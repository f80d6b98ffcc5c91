"""Sheets of workbooks that are read through mapping files of the bundle."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from lever5_rules.core.blanks import Severity
from lever5_rules.core.text import listing
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import CannotRead
from lever5_rules.reading.exports.sheet_exports import Numbered, SheetExport
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.privacy.safe_text import named
from lever5_rules.reading.reader import Group, Reader
from lever5_rules.reading.tables.sheets import Cell, Sheet

if TYPE_CHECKING:  # not imported at run time, because most bundles do not need it
    from lever5_rules.reading.mappings.mapping import Mapping as MappingFile


@frozen(eq=False, repr=False)
class MappedSheet:
    """A sheet with the mappings that fit it; `title` is what messages call it."""

    path: str
    title: str
    digest: str
    sheet: Sheet
    rows: Numbered
    mappings: "Sequence[MappingFile]"

    def read(self, intake: Intake) -> None:
        """Read the sheet; if it needs the staff roster, after all others."""
        if any(mapping.late for mapping in self.mappings):
            intake.put_off.append(
                (Reader("mapping with look-ups", _claim_nothing, self._read_late), self.path)
            )
        else:
            self._add_rows(intake)

    def _read_late(self, group: Group, intake: Intake) -> None:
        self._add_rows(intake)

    def _add_rows(self, intake: Intake) -> None:
        from lever5_rules.reading.exports.rows import add_export

        path, kind = f"{self.path}!{self.title}", self.mappings[0].kind.name
        if self.sheet.hidden:
            text = f"the sheet {self.title} is hidden in the workbook; it was read."
            intake.problem(self.path, self.title, text, Severity.NOTE)
        for mapping in self.mappings:
            if mapping.refused:
                text = f"the sheet {self.title} was not read: {mapping.refused}"
                intake.problem(self.path, self.title, text, Severity.WARNING)
                intake.note(path, None, self.digest, "unknown")
                return
        name = f"the sheet {self.title}"
        status = [
            add_export(partial(self._make_export, mapping), self.path, name, mapping, intake)
            for mapping in self.mappings
        ]
        intake.note(path, kind, self.digest, "read" if all(status) else "unreadable")

    def _make_export(self, mapping: "MappingFile") -> SheetExport:
        return make_export(self.path, self.title, self.rows, mapping)


def map_sheet(
    file: RawFile, number: int, sheet: Sheet, digest: str, intake: Intake
) -> tuple[Sheet, MappedSheet | None]:
    """Return a sheet from its first row, with its mappings if any fits."""
    candidates = [item for item in intake.of_sheets if _is_named(item, file.path, sheet.title)]
    if not candidates:
        return sheet, None
    title = sheet.title if named(sheet.title, "") else f"sheet {number}"
    try:
        rows = list(sheet.rows)
    except CannotRead as error:
        for item in candidates:
            text = f"the sheet {title} cannot be read: {error}"
            intake.lose(item.kind.name, file.path, error.place or title, text)
            intake.of_sheets_told[item.path] = ""
        return evolve(sheet, rows=_fail(error)), None
    fitting = []
    for item in candidates:
        export = make_export(file.path, title, rows, item)
        lacking = [head for head in item.heads if not export.has(head)]
        if lacking:
            text = f"this mapping does not fit the sheet {title} of {file.path}: it lacks "
            intake.of_sheets_told.setdefault(item.path, f"{text}{listing(lacking)}.")
        else:
            intake.of_sheets_told[item.path] = ""
            fitting.append(item)
    if not fitting:
        return evolve(sheet, rows=iter(rows)), None
    return sheet, MappedSheet(file.path, title, digest, sheet, rows, fitting)


def report_unfitting(path: str, intake: Intake) -> None:
    """Report mappings of sheets that fit no sheet; all workbooks must have been read."""
    if any(sheet.path == path for sheet in intake.of_sheets):
        nowhere = "this mapping fits no sheet of a workbook in the bundle. See its [fits]."
        if text := intake.of_sheets_told.get(path, nowhere):
            intake.problem(path, None, text, Severity.WARNING)


def make_export(path: str, title: str, rows: Numbered, mapping: "MappingFile") -> SheetExport:
    """Return the rows of a sheet below the column names that a mapping reads."""
    return SheetExport(path, title, rows, (*mapping.heads, *mapping.heads_read()))


def _is_named(mapping: "MappingFile", path: str, title: str) -> bool:
    return fits_name(mapping.files, path) and any(
        fnmatch(title.casefold(), sheet.casefold()) for sheet in mapping.sheets
    )


def fits_name(patterns: Sequence[str], path: str) -> bool:
    """Return whether a path, or its last part, has one of these names; True without names."""
    path = path.casefold()
    name = path.rpartition("/")[2]
    patterns_folded = [pattern.casefold() for pattern in patterns]
    return not patterns_folded or any(
        fnmatch(name, pattern) or fnmatch(path, pattern) for pattern in patterns_folded
    )


def _fail(error: CannotRead) -> Iterator[tuple[int, Sequence[Cell]]]:
    raise error
    yield


def _claim_nothing(files: Sequence[RawFile], intake: Intake) -> Sequence[Group]:
    return ()
