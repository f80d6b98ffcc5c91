"""Workbooks as people and programs really save them: nothing is guessed, nothing is silent."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from lever5_rules.core.blanks import Severity
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.reading.values.single_values import Bad
from lever5_rules.reading.workbooks.workbook import Workbook

KINDS = load_plugins(entry_points=False).kinds
HEADS = ("meeting_id", "date", "campus_id", "type", "team", "minutes")
Write = Callable[[Any, Any], None]


def workbook_bytes(write: Write, title: str = "meeting_log", **options: Any) -> bytes:
    """A workbook with one sheet that `write` fills below the heads of a meeting log."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet(title)
        sheet.write_row(0, 0, HEADS)
        sheet.write_row(1, 0, ("M-1", None, "999901001", "ilt", "A", 45))
        write(book, sheet)
    return buffer.getvalue()


def parts(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def in_sheet(content: bytes, old: bytes, new: bytes) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        assert old in part
        return part.replace(old, new)

    return parts(content, change)


def cells(content: bytes) -> list[list[Any]]:
    """The rows of the first sheet, as they are read."""
    (sheet, *_) = Workbook(io.BytesIO(content)).sheets
    return [list(row) for _, row in sheet.rows]


def read(content: bytes, name: str = "evidence.xlsx") -> Any:
    return load(Bundle.from_mapping({"district.toml": 'name = "X"', name: content}), KINDS)


def message_with(content: bytes, part: str, name: str = "evidence.xlsx") -> str:
    texts = [
        f"{problem.severity.value} {problem.where}: {problem.message}"
        for problem in read(content, name).problems
        if part in problem.message
    ]
    assert texts, [problem.message for problem in read(content, name).problems]
    return texts[0]


def shown(value: Any, shape: str = "", **options: Any) -> Any:
    """What is read of a cell with this value in this number format."""

    def write(book: Any, sheet: Any) -> None:
        style = book.add_format({"num_format": shape} if shape else {})
        sheet.write(1, 1, value, style)

    return cells(workbook_bytes(write, **options))[1][1]


@pytest.mark.parametrize(
    ("value", "shape", "seen"),
    [
        (17.0, "", "17"),
        (17.5, "", "17.5"),
        (0.1 + 0.2, "", "0.3"),
        (999901001, "", "999901001"),
        (42, "000000000", "000000042"),
        (1234.0, "#,##0", "1234"),
        (0.85, "0%", "85%"),
        (0.125, "0.0%", "12.5%"),
        (46266, "", "46266"),
        (46266, "m/d/yyyy", "2026-09-01"),
        (46266.75, "m/d/yy h:mm", "2026-09-01"),
        (46266, '[$-409]dddd, mmmm d"th"', "2026-09-01"),
        (46266, "mmm", "2026-09-01"),
        (0.5, "h:mm", "12:00:00"),
        (1.25, "[h]:mm", "30:00:00"),
        (45, '0 "days"', "45"),
        (45, "[Red]0", "45"),
        (45, "@", "45"),
        (True, "", True),
        ("  45\xa0", "", "  45\xa0"),
        ("two\nlines", "", "two\nlines"),
        ("_x0041_", "", "_x0041_"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: Any, shape: str, seen: Any) -> None:
    assert shown(value, shape) == seen


def test_the_calendar_that_begins_in_1904() -> None:
    day = datetime(2026, 9, 1)  # noqa: DTZ001
    old: dict[str, Any] = {"date_1904": True, "default_date_format": "yyyy-mm-dd"}

    def write(_: Any, sheet: Any) -> None:
        sheet.write_datetime(1, 1, day)

    assert cells(workbook_bytes(write, **old))[1][1] == "2026-09-01"


@pytest.mark.parametrize("value", [-3, 0.25, 3_000_000])
def test_a_date_that_is_none_is_told(value: float) -> None:
    seen = shown(value, "yyyy-mm-dd")
    assert isinstance(seen, Bad)
    assert "formatted as a date" in seen.message


def test_a_number_in_a_column_of_dates_is_no_date() -> None:
    content = workbook_bytes(lambda _, sheet: sheet.write(1, 1, 46266))
    assert "meeting_log!B2" in message_with(content, "'46266'")


def test_percentages_are_no_whole_numbers_and_times_are_minutes() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write(1, 5, 0.45, book.add_format({"num_format": "0%"}))
        sheet.write_row(2, 0, ("M-2",))
        sheet.write(2, 5, time(0, 45), book.add_format({"num_format": "h:mm"}))

    content = workbook_bytes(write)
    assert "meeting_log!F2" in message_with(content, "'45%'")
    seen = " ".join(problem.message for problem in read(content).problems)
    assert "0:45" not in seen


def test_merged_cells_are_told() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.merge_range(1, 4, 3, 4, "A", book.add_format())
        sheet.write_column(2, 0, ("M-2", "M-3"))
        sheet.merge_range(0, 7, 0, 9, "a title", book.add_format())

    messages = message_with(workbook_bytes(write), "reaches over several rows")
    assert messages.startswith(
        "warning evidence.xlsx, meeting_log!E2: here and below 1 merged cell"
    )


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_row(2, 0, ("M-2", None, None, None, None, 30))
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(4, 5, None, None, {"hidden": True})

    content = workbook_bytes(write)
    assert "note evidence.xlsx, meeting_log!A3: 1 row is hidden" in message_with(
        content, "row is hidden"
    )
    assert "meeting_log!E1" in message_with(content, "column is hidden")
    assert len(read(content).tables["meeting_log"].columns["minutes"].codes) == 2


def test_one_stray_cell_far_away_costs_nothing_else() -> None:
    content = workbook_bytes(lambda _, sheet: sheet.write(1_048_575, 16_383, "?"))
    assert len(content) < 7000
    assert "meeting_log!XFD1048576" in message_with(content, "far to the right")
    assert len(read(content).tables["meeting_log"].columns["minutes"].codes) == 1


def test_a_formula_that_gives_an_empty_text_is_a_blank() -> None:
    content = workbook_bytes(
        lambda _, sheet: sheet.write_formula(1, 4, '=IF(A2="","","")', None, "x")
    )
    empty = in_sheet(content, b"<v>x</v>", b"<v></v>")
    assert cells(empty)[1][4:] == ["", "45"]
    missing = in_sheet(content, b"<v>x</v>", b"")
    assert "meeting_log!E2" in message_with(missing, "a formula without a stored value")


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#NAME?"])
def test_errors_are_told(error: str) -> None:
    content = workbook_bytes(lambda _, sheet: sheet.write_formula(1, 5, "=A1", None, error))
    assert "error evidence.xlsx, meeting_log!F2" in message_with(content, f"the error {error}")


def test_texts_in_parts_and_beside_their_reading() -> None:
    def write(book: Any, sheet: Any) -> None:
        bold = book.add_format({"bold": True})
        sheet.write_rich_string(1, 4, "Grade ", bold, "3", " RLA")

    content = workbook_bytes(write)
    assert cells(content)[1][4] == "Grade 3 RLA"
    reading = b'<rPh sb="0" eb="1"><t>yomi</t></rPh></si>'
    spoken = parts(content, lambda name, part: part.replace(b"</si>", reading))
    assert cells(spoken)[1][4] == "Grade 3 RLA"
    inline = in_sheet(
        workbook_bytes(lambda _, sheet: sheet.write(1, 4, 7)),
        b'<c r="E2"><v>7</v></c>',
        b'<c r="E2" t="inlineStr"><is><r><t>Grade </t></r><r><t>3</t></r></is></c>',
    )
    assert cells(inline)[1][4] == "Grade 3"


def test_a_workbook_in_other_namespaces() -> None:
    """Some programs write prefixes; the strict form of the standard has other names."""
    content = workbook_bytes(lambda _, sheet: sheet.write_formula(1, 4, "=A1", None, "#REF!"))

    def prefixed(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return part
        for tag in (b"worksheet", b"sheetData", b"row", b"c", b"v", b"f"):
            for end in (b" ", b">"):
                part = part.replace(b"<" + tag + end, b"<x:" + tag + end)
            part = part.replace(b"</" + tag + b">", b"</x:" + tag + b">")
        return part.replace(b"xmlns=", b"xmlns:x=")

    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    strict = parts(content, lambda name, part: part.replace(old, new))
    for changed in (parts(content, prefixed), strict):
        assert "meeting_log!E2" in message_with(changed, "the error #REF!")
        assert cells(changed)[1][5] == "45"


def test_days_written_out_as_the_strict_form_has_them() -> None:
    content = workbook_bytes(lambda _, sheet: sheet.write(1, 4, 7))
    for message, seen in ((b"2026-09-01T00:00:00", "2026-09-01"), (b"soon", None)):
        day = b'<c r="E2" t="d"><v>' + message + b"</v></c>"
        cell = cells(in_sheet(content, b'<c r="E2"><v>7</v></c>', day))[1][4]
        assert cell == seen if seen else isinstance(cell, Bad)


def test_rows_out_of_order_are_refused() -> None:
    content = in_sheet(workbook_bytes(lambda *_: None), b'<row r="2"', b'<row r="1"')
    assert "cannot be read" in message_with(content, "out of order")


def test_a_cell_that_is_there_twice_is_not_read_as_the_last_one() -> None:
    twice = b'<c r="E2"><v>7</v></c><c r="E2"><v>8</v></c>'
    content = in_sheet(
        workbook_bytes(lambda _, sheet: sheet.write(1, 4, 7)), b'<c r="E2"><v>7</v></c>', twice
    )
    assert "cannot be read" in message_with(content, "has the cell E2 twice")


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'<c r="F2">', b'<c r="F2" t="s">'), (b"<v>45</v>", b"<v>4five</v>"), (b"<v>45", b"<v>nan")],
)
def test_what_excel_would_not_write_is_told(old: bytes, new: bytes) -> None:
    problems = read(in_sheet(workbook_bytes(lambda *_: None), old, new)).problems
    assert [problem for problem in problems if problem.severity is Severity.ERROR and problem.file]


@pytest.mark.parametrize("name", ["meeting_log.xls", "meeting_log.ods", "meeting_log.xlsb"])
def test_other_spreadsheets_are_told(name: str) -> None:
    content = read(b"\xd0\xcf\x11\xe0", name)
    assert "Save it as .xlsx" in next(
        problem.message for problem in content.problems if problem.file == name
    )
    assert content.lost["meeting_log"]


def test_what_another_library_writes_is_read_alike() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Meeting Log"
    sheet.append(["Meeting log 2026-27"])
    sheet.append([])
    sheet.append(["Meeting ID *", "DATE", "campus  id", "Type", "Team", "Length (min)", "Minutes"])
    sheet.append(["M-1", date(2026, 9, 1), 999901001, " ILT ", None, None, "45 min"])
    buffer = io.BytesIO()
    book.save(buffer)
    table = read(buffer.getvalue()).tables["meeting_log"]
    first = {name: column.values[column.codes[0]] for name, column in table.columns.items()}
    assert first["date"] == date(2026, 9, 1)
    assert (first["campus_id"], first["type"], first["minutes"]) == (("999901001",), "ilt", 45)
