"""Workbooks as evidence: one sheet per kind, named after it."""

from functools import partial
from hashlib import sha256

from attrs import evolve

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.blanks import Severity
from lever5_rules.reading.bundles.bundle import WORKBOOKS
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.calendars.day_list_heads import is_day_list
from lever5_rules.reading.cannot_read import CannotRead, UnreadablePackage
from lever5_rules.reading.intake import PROFILE, Intake, kind_of_name
from lever5_rules.reading.privacy.refusals import head_word
from lever5_rules.reading.privacy.safe_text import named
from lever5_rules.reading.reader import by_ending
from lever5_rules.reading.tables.sheets import Sheet, cell_name
from lever5_rules.reading.workbooks.forms import forms

from .mapped_sheets import map_sheet
from .sheet_kinds import kind_by_heads, kind_of_title

SCHOOL = "instructional_calendar"
OWN_SHEETS = ("read_me", "lists")
"""Sheets of a template that hold no evidence."""
MOST_BYTES = 80 << 20


def read(file: RawFile, intake: Intake) -> None:
    """Read every sheet of a workbook, the district profile first."""
    # imported here because it is slow to import and most bundles hold no workbook
    from lever5_rules.reading.archives import in_memory
    from lever5_rules.reading.workbooks.workbook import Workbook

    kind_name = kind_of_name(file.path, intake.kinds)
    digest = ""
    try:
        with file.open() as packed:
            raw = in_memory(packed, MOST_BYTES)
        digest = sha256(raw.getbuffer()).hexdigest()
        book = Workbook(raw)
    except UnreadablePackage as error:
        intake.lose(kind_name, file.path, None, f"{file.path} cannot be read: {error}")
        intake.note(file.path, kind_name, digest, "unreadable")
        return
    intake.note(file.path, None, digest, "read")
    alone = kind_name if len(book.sheets) == 1 else None
    recognized, through_mappings = [], []
    for number, book_sheet in enumerate(book.sheets, start=1):
        if head_word(book_sheet.title) not in OWN_SHEETS:
            sheet, by_mapping = map_sheet(file, number, book_sheet, digest, intake)
            if by_mapping:
                through_mappings.append(by_mapping)
            else:
                recognized.append((number, *_recognize(file, sheet, alone, intake)))
    for number, sheet, name in sorted(
        recognized, key=lambda found_sheet: found_sheet[2] != PROFILE
    ):
        _read_sheet(file, number, sheet, intake.kinds.get(name or ""), digest, intake)
    for mapping in through_mappings:
        mapping.read(intake)


def _recognize(
    file: RawFile, sheet: Sheet, alone: str | None, intake: Intake
) -> tuple[Sheet, str | None]:
    """Return a sheet with the kind from its name, or else from its column names."""
    name = kind_of_title(sheet.title, intake.kinds) or alone
    if name is not None:
        return sheet, name
    sheet, name = kind_by_heads(sheet, intake.kinds)
    if name is not None and named(sheet.title, ""):
        message = f"this sheet has the heads of {name} and was read as that; name it so."
        intake.problem(file.path, sheet.title, message, Severity.NOTE)
        return sheet, name
    return sheet, None


def _read_sheet(
    file: RawFile, number: int, sheet: Sheet, kind: KindInfo | None, digest: str, intake: Intake
) -> None:
    path = f"{file.path}!{sheet.title}"
    if kind is None:
        hint = intake.hints(head_word(sheet.title), intake.kinds)
        title = named(sheet.title, f"sheet {number}").strip("'")
        message = (
            f"the sheet {title} was not read: neither its name nor its heads are those of a sheet "
            f"of evidence.{hint} If it holds evidence, copy it into the sheet that is meant for it."
        )
        intake.lose(None, file.path, title, message)
        intake.note(f"{file.path}!{title}", None, digest, "unknown")
        return
    if sheet.hidden:
        message = f"the sheet {sheet.title} is hidden in the workbook; it was read."
        intake.problem(file.path, sheet.title, message, Severity.NOTE)
    status = "read"
    try:
        if kind.name == SCHOOL:
            filled = _read_days(file, sheet, kind, intake)
        elif kind.table:
            filled = intake.table(kind).add_sheet(file.path, sheet)
        else:
            filled = _read_documents(file, sheet, kind, intake)
        if not filled:
            status = "empty"
    except CannotRead as error:
        place = error.place or sheet.title
        message = f"the sheet {sheet.title} cannot be read: {error}"
        intake.lose(kind.name, file.path, place, message)
        status = "unreadable"
    for remark in sheet.remarks:
        intake.problem(file.path, remark.place, remark.message, remark.severity)
    intake.note(path, kind.name, digest, status)


def _read_days(file: RawFile, sheet: Sheet, kind: KindInfo, intake: Intake) -> bool:
    """Read the calendar: a row for each day, or a short list of first, last and free days."""
    rows = list(sheet.rows)
    if is_day_list(rows):
        from lever5_rules.reading.calendars.day_lists import add_day_list

        at = partial(cell_name, sheet.title)
        return add_day_list(file.path, at, rows, intake, kind)
    return intake.table(kind).add_sheet(file.path, evolve(sheet, rows=iter(rows)))


def _read_documents(file: RawFile, sheet: Sheet, kind: KindInfo, intake: Intake) -> bool:
    filled = [
        filled_form
        for filled_form in forms(file.path, sheet.title, kind, sheet.rows)
        if filled_form.data
    ]
    for form in filled:
        intake.add_document(kind, form.data, form, cells=True)
    return bool(filled)


READER = by_ending("workbook", WORKBOOKS, read)
