"""A copy of a workbook of evidence, with comments at the cells that findings name.

Only gaps, missing evidence and problems are marked, so that cells without a comment need no work.
The copy is made from the bytes of the original. openpyxl keeps cells, formats, formulas, drop-downs
and comments, but no pictures, charts or cached values of formulas, so the copy is for reading, not
for submission. The author's name is removed; hidden sheets and comments are kept, and mentioned.
"""

import re
from collections import deque
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from attrs import frozen

from lever5_rules.core.blanks import Problem
from lever5_rules.core.errors import BundleError
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import clipped, counted, harmless
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.reading.cannot_read import UnreadablePackage
from lever5_rules.reading.workbooks.workbook import Workbook
from lever5_rules.reports.element_rows import element_rows
from lever5_rules.support.interrupts import pass_on_interrupt

MOST_COMMENTS = 2000
MOST_LETTERS = 3000
MOST_BYTES = 24 << 20
"""The largest workbook that is marked, in bytes; a larger one would take gigabytes of memory."""
AUTHOR = "lever5"
_CELL = re.compile(r"(?P<sheet>.+)!(?P<cell>[A-Z]{1,3}[1-9][0-9]{0,6})", re.DOTALL)
WORDS = {Outcome.GAP: "GAP", Outcome.MISSING: "MISSING EVIDENCE"}
Places = Mapping[str, list[str]]
"""The remarks at the places of one file, such as `meeting_log!C7` or `meeting_log`."""


@frozen
class Marked:
    """A marked copy: its bytes, and the numbers of cells that were and could not be marked.

    `kept` names parts of the original that are copied but not visible: hidden sheets, comments.
    """

    content: bytes
    cells: int
    left: int
    kept: tuple[str, ...] = ()


def remarks(report: Report) -> dict[str, dict[str, list[str]]]:
    """Return, for each file, the cells named by gaps, missing evidence and problems, with remarks.

    The cell that decides an element gets the whole message; other cells, such as the campuses or
    staff it was measured against, refer to that one.
    """
    by_file: dict[str, dict[str, list[str]]] = {}
    done: set[tuple[str | None, str, str]] = set()
    for row in element_rows(report, alternatives=False):
        element = row.element
        if element.outcome is Outcome.PASS:
            continue
        lead: Evidence | None = None
        for piece in sorted(
            element.evidence, key=lambda seen: (seen.level is None, seen.kind != element.kind)
        ):
            if piece.cell is None:
                continue
            lead = lead or piece
            text = (
                _full_text(element) if piece is lead else f"See {lead.cell} for {_head(element)}."
            )
            texts = by_file.setdefault(piece.file, {}).setdefault(piece.cell, [])
            if text not in texts and not (texts and texts[-1].startswith(_head(element))):
                texts.append(text)
        for problem in element.problems:
            _problem(problem, by_file, done)
    for problem in report.problems:
        _problem(problem, by_file, done)
    return by_file


def marked(content: bytes, places: Places, *, macros: bool = False) -> Marked:
    """Return the marked copy of a workbook. `macros`: it is an .xlsm, whose macros are kept.

    Raises BundleError if the workbook is too large to be marked or cannot be opened.
    """
    from openpyxl import load_workbook
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.packaging.custom import CustomPropertyList

    if len(content) > MOST_BYTES:
        raise BundleError(
            f"The workbook is larger than {MOST_BYTES >> 20} MB and so is not marked; the format "
            "xlsx lists the cells under Evidence."
        )
    try:
        # openpyxl has no size limits, and stores a text once for each cell that contains it, so our
        # own reader checks the limits first.
        for sheet in Workbook(BytesIO(content)).sheets:
            deque(sheet.rows, maxlen=0)
    except UnreadablePackage as error:
        raise BundleError(f"The workbook cannot be copied: {error}") from None
    try:
        book: Any = load_workbook(BytesIO(content), keep_vba=macros)
        hidden = _hidden_content(book)
        book.properties = DocumentProperties(creator=AUTHOR)
        book.custom_doc_props = CustomPropertyList()
        count = sum(
            _comment(book, place, texts) for place, texts in list(places.items())[:MOST_COMMENTS]
        )
        content = _bytes_of(book)
    except Exception as error:  # openpyxl passes on any exception of its parsers
        pass_on_interrupt(error)
        raise BundleError(
            f"The workbook cannot be copied ({type(error).__name__}: {clipped(str(error), 80)}). "
            "Save it again in Excel or LibreOffice, or use the format xlsx."
        ) from None
    return Marked(content, count, len(places) - count, hidden)


def _bytes_of(book: Any) -> bytes:
    """Return a workbook as bytes.

    `book.save` would first write each sheet, which is evidence, to a temporary file, and a run that
    is killed leaves that file there.
    """
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:

        class InMemory(ExcelWriter):
            def write_worksheet(self, sheet: Any) -> None:
                sheet._drawing = SpreadsheetDrawing()
                sheet._drawing.charts, sheet._drawing.images = sheet._charts, sheet._images
                writer: Any = WorksheetWriter(sheet, BytesIO())
                writer.write()
                sheet._rels = writer._rels
                archive.writestr(sheet.path[1:], writer.read())
                self.manifest.append(sheet)

        InMemory(book, archive).write_data()
    return buffer.getvalue()


def _hidden_content(book: Any) -> tuple[str, ...]:
    """Return what a copy contains that its recipient may not expect."""
    hidden_sheets = sum(sheet.sheet_state != "visible" for sheet in book.worksheets)
    # Only existing cells are visited: the range of rows may span a million of which few have cells.
    comments = sum(
        cell.comment is not None for sheet in book.worksheets for cell in sheet._cells.values()
    )
    tallies = ((hidden_sheets, "hidden sheet"), (comments, "comment"))
    return tuple(counted(number, what) for number, what in tallies if number)


def _comment(book: Any, place: str, texts: Iterable[str]) -> bool:
    """Add a comment to a cell; return False if there is no such sheet."""
    from openpyxl.comments import Comment

    match = _CELL.fullmatch(place)
    title, name = (match["sheet"], match["cell"]) if match else (place, "A1")
    if title not in book.sheetnames or not hasattr(book[title], "merged_cells"):
        return False
    sheet = book[title]
    for merged in sheet.merged_cells.ranges:
        if name in merged:
            name = merged.coord.partition(":")[0]
    cell = sheet[name]
    before = [cell.comment.text] if cell.comment else []
    text = _bounded([*before, *texts])
    comment = Comment(text, AUTHOR)
    comment.width, comment.height = 420, min(60 + 17 * (len(text) // 55 + text.count("\n")), 480)
    cell.comment = comment
    return True


def _bounded(texts: list[str]) -> str:
    """Return the texts as one comment; past the limit, only the number of further ones is given."""
    shown: list[str] = []
    for place, text in enumerate(texts):
        if sum(map(len, shown)) + len(text) > MOST_LETTERS:
            remainder = counted(len(texts) - place, "more remark")
            return "\n\n".join([*shown, f"and {remainder}; the report has them all."])
        shown.append(text)
    return "\n\n".join(shown)


def _head(element: ElementFinding) -> str:
    advice = ", advice" if element.advisory else ""
    return f"{element.id} ({WORDS[element.outcome]}{advice})"


def _full_text(element: ElementFinding) -> str:
    after = f"\nNext: {harmless(element.remedy, 1000)}" if element.remedy else ""
    return f"{harmless(_head(element))}\n{harmless(element.message, 1500)}{after}"


def _problem(
    problem: Problem,
    by_file: dict[str, dict[str, list[str]]],
    done: set[tuple[str | None, str, str]],
) -> None:
    if problem.file is None or problem.cell is None:
        return
    key = (problem.file, problem.cell, problem.message)
    if key not in done:
        done.add(key)
        text = f"Problem ({problem.severity.value})\n{harmless(problem.message, 1500)}"
        by_file.setdefault(problem.file, {}).setdefault(problem.cell, []).append(text)
