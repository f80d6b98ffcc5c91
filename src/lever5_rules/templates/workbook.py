"""A workbook for a whole bundle or some kinds, empty or with content.

Each kind has a sheet. A table has one column per field. A document is a form with one row per
field, with its citation beside it, and a small table for each list below.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import Family, KindInfo
from lever5_rules.artifacts.vocabulary.glosses import glosses_of
from lever5_rules.core.synonyms import vocabulary_name
from lever5_rules.support.output_files import put

from .cells import COLORS, Choices, Styles, in_a_workbook
from .content import PROFILE, Content
from .sheets import HEADS, ROWS, layout, room, write_day_list, write_forms, write_table

LISTS = "lists"
ROSTER = "staff_roster"
CALENDAR = "instructional_calendar"
LONGEST_TITLE = 31
"""Excel's limit of characters in the name of a sheet."""
FIRST_SAVED = datetime(2026, 7, 1, tzinfo=UTC)
"""A fixed creation date, so that the file does not differ between runs."""
FAMILIES = {
    Family.DENOMINATOR: "What everything is measured against",
    Family.RECORD: "Records of what has happened",
    Family.SCHEDULE: "Plans and dated time that is set aside",
    Family.DOCUMENT: "What documents say, with page and quote",
}
READ_ME = (
    "Each sheet is one kind of evidence; its first rows say what belongs there.",
    "Fill in what you have, from the list below in its order. A sheet that stays empty is reported "
    "as missing, with the office that usually holds it.",
    "A name with a star, on dark blue, is needed; one with two may be blank only where it does not "
    "apply. Point at any name to see what it means.",
    "Choose from the list of a cell where it has one; the sheet lists says what each word means. A "
    "cell that warns still takes your own word, which the ruleset may know.",
    "Several values go into one cell with a semicolon between them, such as: K; 1; 2",
    "Write dates as 2026-09-14, or as 9/14/2026 with the month first; where the day comes first, "
    f"say so in date_order on the sheet {PROFILE}.",
    "To add a second document of a kind, copy its sheet (right-click its tab, Move or Copy) and "
    "fill in the copy; its name may stay as Excel makes it.",
    "In documents, FALSE as the value says: we looked, and the document does not say it. Leave a "
    "value blank where nobody has looked yet. The two are never mixed up.",
    "For each statement of a document give the words of the document as quote, and page or "
    "section. Where the document itself (PDF or Word) lies beside this workbook, the page may stay "
    "blank: it is looked up.",
    "If a list needs more rows, insert rows within it. Do not change the names of sheets and "
    "columns; their order does not matter.",
    "Never enter names of staff, ratings, or anything on single students. Staff stand here by an "
    "id that only your district can resolve.",
    "Check it with: lever5 check THIS-FILE.xlsx",
    "A sheet that is not here yet, such as meeting_log: lever5 template meeting_log -o "
    "meeting_log.xlsx makes a workbook of it. Put both workbooks into a folder of their own, and "
    "check the folder.",
)


def write_workbook(
    path: Path, kinds: Sequence[KindInfo], content: Content, *, short_calendar: bool = False
) -> None:
    """Write the workbook to `path`.

    Raises UsageError if that fails, or for a text longer than a cell can hold.
    """
    put(path, workbook(kinds, content, short_calendar=short_calendar))


def workbook(
    kinds: Sequence[KindInfo],
    content: Content,
    *,
    short_calendar: bool = False,
    others: Sequence[KindInfo] = (),
) -> bytes:
    """Return the workbook as the bytes of its file.

    If asked for, the calendar is a list of first day, last day and days off, not a row for each
    day. `others` are kinds without a sheet, listed as what a bundle may hold too. Raises UsageError
    for a text longer than a cell can hold.
    """
    ordered = sorted(kinds, key=lambda kind: kind.name != PROFILE)
    packed = BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        book.set_properties({"title": "Lever 5 evidence", "created": FIRST_SAVED})
        styles = Styles(book)
        _read_me(book.add_worksheet("READ ME"), ordered, others, styles)
        sheets = [(kind, book.add_worksheet(kind.name[:LONGEST_TITLE])) for kind in ordered]
        choices = _choices(book, ordered, content, styles)
        for kind, sheet in sheets:
            sheet.set_tab_color(COLORS[kind.family])
            _on_paper(sheet)
            if short_calendar and kind.name == CALENDAR:
                write_day_list(sheet, kind, styles)
            elif kind.table:
                rows = content.rows.get(kind.name, ())
                write_table(sheet, content.present(kind), rows, styles, choices)
            else:
                documents = content.documents.get(kind.name) or [{}]
                write_forms(sheet, kind, documents, styles, choices)
    return packed.getvalue()


def _on_paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _read_me(
    sheet: Any, kinds: Sequence[KindInfo], others: Sequence[KindInfo], styles: Styles
) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 92)
    sheet.set_column(2, 2, 32)
    sheet.set_column(3, 3, 40)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, "How to fill in this workbook", styles.title)
    row = 2
    for line in READ_ME:
        sheet.merge_range(row, 0, row, 2, line, styles.line)
        row += 1
    row += 1
    for head, listed in (("In this order", kinds), ("After them, not in this workbook", others)):
        if not listed:
            continue
        for column, text in enumerate((head, "what it is", "usually held by", "what it shows")):
            sheet.write_string(row, column, text, styles.part)
        for kind in listed:
            row += 1
            if listed is kinds:
                title = kind.name[:LONGEST_TITLE]
                sheet.write_url(row, 0, f"internal:'{title}'!A1", styles.link, kind.name)
            else:
                sheet.write_string(row, 0, kind.name, styles.line)
            sheet.write_string(row, 1, in_a_workbook(kind), styles.line)
            sheet.write_string(row, 2, kind.office, styles.line)
            sheet.write_string(row, 3, FAMILIES[kind.family], styles.line)
            sheet.set_row(row, 15 * (1 + len(kind.meaning) // 100))
        row += 2


def _choices(book: Any, kinds: Sequence[KindInfo], content: Content, styles: Styles) -> Choices:
    """Write the vocabularies into a sheet for the drop-downs, each word with its meaning."""
    choices: dict[str, type[StrEnum]] = {}
    for kind in kinds:
        for info in _deep_fields(kind.fields.values()):
            if info.vocabulary:
                choices[vocabulary_name(info.vocabulary)] = info.vocabulary
    sheet = book.add_worksheet(LISTS)
    sheet.freeze_panes(1, 0)
    ranges = {}
    for place, (name, words) in enumerate(sorted(choices.items())):
        column = 2 * place
        sheet.write_string(0, column, name, styles.head)
        sheet.write_string(0, column + 1, "what it means", styles.head)
        sheet.set_column(column, column, 26)
        sheet.set_column(column + 1, column + 1, 52)
        glosses = glosses_of(words)
        for row, word in enumerate(words, start=1):
            sheet.write_string(row, column, word)
            sheet.write_string(row, column + 1, glosses.get(word, ""), styles.about)
        ranges[name] = f"={LISTS}!{xl_range_abs(1, column, len(words), column)}"
    by_name = {kind.name: kind for kind in kinds}
    return Choices(ranges, _campuses(by_name, content), _staff(by_name))


def _campuses(kinds: dict[str, KindInfo], content: Content) -> str:
    """Return the range of cells that list the campuses of the profile."""
    profile = kinds.get(PROFILE)
    document = (content.documents.get(PROFILE) or [{}])[0]
    for start, info, _ in layout(profile, document) if profile else ():
        if info.name == "campuses":
            end = start + room(profile, document.get("campuses")) if profile else start
            return f"={PROFILE}!{xl_range_abs(start + 1, 1, end, 1)}"
    return ""


def _staff(kinds: dict[str, KindInfo]) -> str:
    """Return the range of cells that list the staff ids of the roster."""
    if ROSTER not in kinds or "staff_id" not in kinds[ROSTER].fields:
        return ""
    column = list(kinds[ROSTER].fields).index("staff_id")
    return f"={ROSTER}!{xl_range_abs(HEADS + 1, column, ROWS, column)}"


def _deep_fields(fields: Iterable[FieldInfo]) -> Iterable[FieldInfo]:
    for info in fields:
        yield info
        if info.nested:
            yield from _deep_fields(item_fields(info.item).values())
