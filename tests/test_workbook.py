"""Evidence as workbooks: read as a person sees it, told by cell."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from spread import spread

import lever5_rules as l5
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.templates.content import content_of
from lever5_rules.templates.workbook import write_workbook

EXAMPLES = Path(__file__).parent.parent / "examples"
KINDS = load_plugins(entry_points=False).kinds
PROFILE = (EXAMPLES / "cedar-hollow-isd" / "district.toml").read_text(encoding="utf-8")
BESIDE = {
    name: (next((EXAMPLES / "cedar-hollow-isd").rglob(name))).read_bytes()
    for name in ("staff_roster.csv", "instructional_calendar.csv")
}
"""What says which meetings count: who works where, and on which days there is school."""


def check(bundle: Any, **options: Any) -> Report:
    return l5.check(bundle, entry_points=False, **options)


def elements(report: Report) -> dict[str, ElementFinding]:
    every = [element for finding in report.findings for element in finding.elements]
    return {member.id: member for group in every for member in (group, *group.alternatives)}


def sheet_of(write: Callable[[Any, Any], None], title: str = "meeting_log") -> bytes:
    """A workbook with one sheet that `write` fills."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        write(book, book.add_worksheet(title))
    return buffer.getvalue()


def with_workbook(content: bytes, name: str = "evidence.xlsx", **options: Any) -> Report:
    """Cedar Hollow's profile beside a workbook, with the criterion that reads meeting logs."""
    bundle = Bundle.from_mapping({"district.toml": PROFILE, **BESIDE, name: content})
    return check(bundle, select=["5.1.2-5"], **options)


def message_with(report: Report, part: str) -> str:
    """Place and sentence of the first problem that says this."""
    texts = [
        f"{problem.where}: {problem.message}"
        for problem in report.problems
        if part in problem.message
    ]
    assert texts, [problem.message for problem in report.problems]
    return texts[0]


HEADS = ("Meeting ID", "date", "Campus Id", "TYPE", "team", "Minutes (min)", "Roles present")
ROW = ("M-1", date(2026, 9, 1), "999901001", "ilt", None, 45, "principal; assistant_principal")


def log(*rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS, top: int = 0) -> bytes:
    def write(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, line in enumerate((heads, *rows), start=top):
            for column, value in enumerate(line):
                if isinstance(value, date):
                    sheet.write_datetime(place, column, value, day)
                elif value is not None:
                    sheet.write(place, column, value)

    return sheet_of(write)


@pytest.mark.parametrize(
    "name", spread(["live-oak-charter", "cedar-hollow-isd", "cedar-hollow-isd-mended"], of=3)
)
def test_a_workbook_gives_the_findings_of_the_files(name: str, tmp_path: Path) -> None:
    content = content_of(Bundle.from_path(EXAMPLES / name), KINDS)
    path = tmp_path / "evidence.xlsx"
    write_workbook(path, list(KINDS.values()), content)
    files, book = check(EXAMPLES / name), check(path)
    assert vars(book.accounting) == vars(files.accounting)
    ours = elements(book)
    for key, element in elements(files).items():
        assert (ours[key].outcome, ours[key].reason) == (element.outcome, element.reason), ours[
            key
        ].message
        assert [seen.value for seen in ours[key].evidence if seen.level] == [
            seen.value for seen in element.evidence if seen.level
        ] or ours[key].rows == element.rows


def test_evidence_names_the_cell(tmp_path: Path) -> None:
    path = tmp_path / "evidence.xlsx"
    content = content_of(Bundle.from_path(EXAMPLES / "cedar-hollow-isd"), KINDS)
    write_workbook(path, list(KINDS.values()), content)
    book = openpyxl.load_workbook(path)
    report = check(path)
    shown = [seen for element in elements(report).values() for seen in element.evidence]
    assert len(shown) > 300
    for seen in shown:
        assert seen.line is None
        assert seen.cell is not None
        title, _, cell = seen.cell.partition("!")
        assert title == seen.kind[:31]
        if cell and isinstance(seen.value, (int, float)) and not isinstance(seen.value, bool):
            assert float(book[title][cell].value) == float(seen.value)
    (minutes,) = elements(report)["5.2.4-3/length"].evidence
    assert book["plc_guideline"][str(minutes.cell).partition("!")[2]].value == minutes.value
    assert (
        f"evidence.xlsx:{minutes.cell}" in report.to_text() if hasattr(report, "to_text") else True
    )


def test_heads_below_titles_in_any_case_and_spacing() -> None:
    report = with_workbook(log(ROW, top=3))
    element = elements(report)["5.1.2-5/minutes"]
    assert "999901001" not in element.message
    shown = {seen.cell for seen in elements(report)["5.1.2-5/ilt_on_every_campus"].evidence}
    assert "meeting_log!B5" in shown


@pytest.mark.parametrize("minutes", ["45", "45 min", "45 minutes", 45.0])
def test_minutes_as_people_write_them(minutes: Any) -> None:
    report = with_workbook(log((*ROW[:5], minutes, ROW[6])))
    assert "999901001" not in elements(report)["5.1.2-5/minutes"].message


@pytest.mark.parametrize("minutes", ["45 students", "about 45", "min 45"])
def test_what_is_no_number_is_told_by_its_cell(minutes: str) -> None:
    report = with_workbook(log((*ROW[:5], minutes, ROW[6])))
    assert "meeting_log!F2" in message_with(report, "a whole number")


@pytest.mark.parametrize(("text", "order"), [("9/12/26", "mdy"), ("12/9/26", "dmy")])
def test_a_date_as_text_has_the_month_first_unless_another_order_is_declared(
    text: str, order: str
) -> None:
    content = log((ROW[0], text, *ROW[2:]))
    if order == "mdy":
        assert "meeting_log!B2" in message_with(with_workbook(content), "was read as 2026-09-12")
    ordered = PROFILE.replace("district_id", f'date_order = "{order}"\ndistrict_id', 1)
    bundle = Bundle.from_mapping({"district.toml": ordered, **BESIDE, "evidence.xlsx": content})
    report = check(bundle, select=["5.1.2-5"])
    shown = elements(report)["5.1.2-5/ilt_on_every_campus"].evidence
    assert date(2026, 9, 12) in [seen.value for seen in shown]


def test_ids_that_excel_made_numbers() -> None:
    report = with_workbook(log((17.0, ROW[1], 999901001.0, *ROW[3:])))
    assert not [
        problem for problem in report.problems if "is not in district.toml" in problem.message
    ]


def test_leading_zeros_that_a_cell_shows() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ("campus_id", "team", "minutes"))
        sheet.write_number(1, 0, 42, book.add_format({"num_format": "000000000"}))
        sheet.write_row(1, 1, ("RLA", 45))

    assert "'000000042'" in message_with(with_workbook(sheet_of(write)), "is not in district.toml")


def test_blank_rows_and_cells_beside_the_table() -> None:
    blank = (None,) * len(HEADS)
    report = with_workbook(log(ROW, blank, ("M-2", *ROW[1:], None, "see Ann")))
    assert "meeting_log!I4" in message_with(report, "beside the table")
    assert "999901001" not in elements(report)["5.1.2-5/minutes"].message


def test_errors_and_formulas_without_a_value_are_no_blanks() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ("meeting_id", "team", "minutes", "type"))
        sheet.write_row(1, 0, ("M-1", "RLA"))
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, ("M-2", "RLA"))
        sheet.write_formula(2, 2, "=40+5", None, "")

    content = sheet_of(write)
    report = with_workbook(content)
    assert "meeting_log!C2" in message_with(report, "the error #DIV/0!")
    assert "meeting_log!C3" in message_with(report, "a formula without a stored value")


def test_hidden_and_unknown_sheets_are_told() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADS)
        notes = book.add_worksheet("Notes")
        notes.write_row(0, 0, ("remember", "this"))
        notes.activate()
        notes.set_first_sheet()
        sheet.hide()

    report = with_workbook(sheet_of(write))
    assert "evidence.xlsx, meeting_log" in message_with(report, "is hidden")
    assert "evidence.xlsx, Notes" in message_with(report, "neither its name nor its heads")
    assert [problem for problem in report.unused_evidence if problem.file == "evidence.xlsx!Notes"]


def test_a_sheet_without_heads_is_unreadable() -> None:
    report = with_workbook(log(heads=("a", "b")))
    assert "meeting_log" in message_with(report, "cannot be read")
    assert elements(report)["5.1.2-5/minutes"].reason.value == "unreadable"


def test_columns_on_students_are_refused() -> None:
    report = with_workbook(log((*ROW, "Ann"), heads=(*HEADS, "Student Name")))
    assert "identifies students" in message_with(report, "identifies students")
    assert "Ann" not in report.to_json()


def parts(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def far_cells(name: str, part: bytes) -> bytes:
    """A sheet of two cells, A1 and the last of all."""
    if name != "xl/worksheets/sheet1.xml":
        return part
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    rows += b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    before, after = part.split(b"<sheetData>")[0], part.split(b"</sheetData>")[1]
    return (
        before.replace(b"A1:G2", b"A1:XFD1048576") + b"<sheetData>" + rows + b"</sheetData>" + after
    )


def entities(name: str, part: bytes) -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return part.replace(b"?>", b"?>" + bomb, 1) if name == "xl/sharedStrings.xml" else part


BROKEN = {
    "two cells far apart": (parts(log(ROW), far_cells), "cannot be read"),
    "entities": (parts(log(ROW), entities), "defines a document type"),
    "truncated": (log(ROW)[:-200], "not that of such a file"),
    "password": (b"\xd0\xcf\x11\xe0" + b"\0" * 2000, "protected by a password"),
    "no workbook": (b"PK\x05\x06" + b"\0" * 18, "no Excel workbook"),
    "empty": (b"", "it is empty"),
    "nonsense": (b"minutes,45\n" * 10, "not that of such a file"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_workbook_that_cannot_be_read_is_told_and_the_rest_judged(name: str) -> None:
    content, part = BROKEN[name]
    report = with_workbook(content)
    assert "evidence.xlsx" in message_with(report, part)
    assert report.complete
