"""Marked copies of workbooks of evidence: comments where findings point, the original untouched."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from conftest import Command
from office import converted, needs_office
from test_csv import EXAMPLES

import lever5_rules as l5
from lever5_rules.findings.report import Report
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reports.formats.marked_copy import AUTHOR, MOST_COMMENTS, marked
from lever5_rules.templates.content import content_of
from lever5_rules.templates.workbook import write_workbook

pytestmark = pytest.mark.exhaustive

KINDS = load_plugins(entry_points=False).kinds


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cedar Hollow's evidence as a workbook."""
    path = tmp_path_factory.mktemp("book") / "evidence.xlsx"
    content = content_of(Bundle.from_path(EXAMPLES / "cedar-hollow-isd"), KINDS)
    write_workbook(path, list(KINDS.values()), content)
    return path


@pytest.fixture(scope="module")
def report(original: Path) -> Report:
    return l5.check(original, entry_points=False)


def comments(source: Any) -> dict[str, str]:
    """Our comments of a workbook, by sheet and cell."""
    file = BytesIO(source) if isinstance(source, bytes) else source
    book: Any = openpyxl.load_workbook(file) if isinstance(file, (BytesIO, Path)) else file
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and cell.comment.author == AUTHOR
    }


def same_but_for_comments(ours: Any, theirs: Any) -> None:
    assert ours.sheetnames == theirs.sheetnames
    for sheet in ours.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                other = theirs[sheet.title][cell.coordinate]
                assert (cell.value, cell.number_format) == (other.value, other.number_format)
                if cell.comment:
                    assert other.comment.text.startswith(cell.comment.text)


def test_the_command_marks_what_findings_name(
    lever5: Command, original: Path, report: Report, tmp_path: Path
) -> None:
    before = original.read_bytes()
    copy = tmp_path / "marked.xlsx"
    ran = lever5("check", str(original), "--marked", str(copy), "--fail-on", "never")
    assert ran.code == 0
    assert original.read_bytes() == before
    marks: Any = openpyxl.load_workbook(copy)
    result = comments(marks)
    same_but_for_comments(openpyxl.load_workbook(original), marks)
    assert f"{len(result)} cells are marked." in ran.err
    expected = {problem.cell for problem in report.problems if problem.cell}
    for finding in report.findings:
        for element in finding.elements:
            cells = {seen.cell for seen in element.evidence if seen.cell}
            if element.outcome is l5.Outcome.PASS:
                assert not any(element.id + " (" in text for text in result.values())
                continue
            expected |= cells
            if cells:
                head = re.compile(rf"(?<!for ){re.escape(element.id)} \(")
                (whole,) = [cell for cell in cells if head.search(result[cell])]
                assert element.message in result[whole]
                assert element.remedy in result[whole]
            for cell in cells:
                assert f"{element.id} (" in result[cell]
    assert expected == set(result)


@pytest.mark.parametrize("there", ["file", "folder", "original"])
def test_nothing_that_exists_is_overwritten(
    lever5: Command, original: Path, tmp_path: Path, there: str
) -> None:
    book = tmp_path / "evidence.xlsx"
    book.write_bytes(original.read_bytes())
    target = book if there == "original" else tmp_path / "copy.xlsx"
    if there == "file":
        target.write_bytes(b"theirs")
    elif there == "folder":
        target.mkdir()
    ran = lever5("check", str(book), "--marked", str(target))
    assert (ran.code, ran.out) == (2, "")
    assert "exists already" in ran.err
    assert book.read_bytes() == original.read_bytes()
    assert there != "file" or target.read_bytes() == b"theirs"


def test_a_report_of_the_same_name_stays(lever5: Command, original: Path, tmp_path: Path) -> None:
    file = tmp_path / "both.xlsx"
    ran = lever5(
        "check", str(original), "--select", "5.2.4", "-o", str(file), "--marked", str(file)
    )
    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert openpyxl.load_workbook(file).sheetnames[0] == "Summary"


def workbook(write: Callable[[Any, Any], None], title: str = "meeting_log") -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        write(book, book.add_worksheet(title))
    return buffer.getvalue()


def a_log(book: Any, sheet: Any) -> None:
    heads = ["meeting_id", "date", "campus_id", "type", "minutes", "facilitator_role"]
    sheet.write_row(0, 0, heads)
    sheet.write_row(1, 0, ["M-1", "the first Tuesday", "999901001", "ilt", "45", "principal"])


def test_a_problem_is_marked_at_its_cell(lever5: Command, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir()
    profile = (EXAMPLES / "cedar-hollow-isd" / "district.toml").read_bytes()
    (folder / "district.toml").write_bytes(profile)
    (folder / "log.xlsx").write_bytes(workbook(a_log))
    copy = tmp_path / "marked.xlsx"
    lever5("check", str(folder), "--select", "5.1.2-5", "--marked", str(copy))
    assert "Problem (error)" in comments(copy)["meeting_log!B2"]
    assert "the first Tuesday" in comments(copy)["meeting_log!B2"]


def test_several_workbooks_go_into_a_new_folder(
    lever5: Command, original: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as bundle:
        profile = EXAMPLES / "cedar-hollow-isd" / "district.toml"
        bundle.write(profile, "district.toml")
        bundle.writestr("logs/log.xlsx", workbook(a_log))
        bundle.writestr("other.xlsx", workbook(a_log, "observation_log"))
    refused = lever5("check", str(path), "--marked", str(tmp_path / "marked.xlsx"))
    assert (refused.code, refused.out) == (2, "")
    assert "logs/log.xlsx and other.xlsx" in refused.err
    lever5("check", str(path), "--select", "5.1.2-5", "--marked", str(tmp_path / "marked"))
    names = sorted(
        path.relative_to(tmp_path / "marked").as_posix()
        for path in (tmp_path / "marked").rglob("*.xlsx")
    )
    assert names == ["logs/log.xlsx", "other.xlsx"]
    assert "meeting_log!B2" in comments(tmp_path / "marked" / "logs" / "log.xlsx")


def test_a_bundle_without_a_workbook_is_told(lever5: Command, tmp_path: Path) -> None:
    ran = lever5(
        "check", str(EXAMPLES / "live-oak-charter"), "--marked", str(tmp_path / "copy.xlsx")
    )
    assert (ran.code, ran.out) == (2, "")
    assert "no workbook in the bundle" in ran.err


def test_a_workbook_that_cannot_be_read_is_told(lever5: Command, tmp_path: Path) -> None:
    (tmp_path / "bundle").mkdir()
    profile = (EXAMPLES / "cedar-hollow-isd" / "district.toml").read_bytes()
    (tmp_path / "bundle" / "district.toml").write_bytes(profile)
    (tmp_path / "bundle" / "log.xlsx").write_bytes(b"no workbook at all")
    copy = tmp_path / "copy.xlsx"
    ran = lever5("check", str(tmp_path / "bundle"), "--select", "5.1.2-5", "--marked", str(copy))
    assert ran.code == 2
    assert "cannot be copied" in ran.err
    assert "5.1.2-5" in ran.out
    assert not copy.exists()


def test_merged_cells_their_own_comments_and_too_many() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:B2", "Observations of the year")
        sheet.write("C5", 1)
        sheet.write_comment("C5", "Ask Ana.", {"author": "Ben"})

    places = {"meeting_log!B2": ["merged"], "meeting_log!C5": ["ours"], "no sheet!A1": ["lost"]}
    copy = marked(workbook(write), places)
    assert (copy.cells, copy.left) == (2, 1)
    result = comments(copy.content)
    assert result["meeting_log!A1"] == "merged"
    assert result["meeting_log!C5"] == "Ask Ana.\n\nours"

    many = {f"meeting_log!A{row}": ["x" * 500] * 100 for row in range(1, MOST_COMMENTS + 51)}
    copy = marked(workbook(write), many)
    assert (copy.cells, copy.left) == (MOST_COMMENTS, 50)
    first = comments(copy.content)["meeting_log!A9"]
    assert len(first) < 4000
    assert first.endswith("more remarks; the report has them all.")


@needs_office
def test_libreoffice_shows_the_comments(tmp_path: Path) -> None:
    places = {
        "meeting_log!B2": ["5.1.2-5/cadence_met (GAP)\n<b>bold</b> =1+1"],
        "meeting_log": ["x"],
    }
    path = tmp_path / "marked.xlsx"
    path.write_bytes(marked(workbook(a_log), places).content)
    saved: Any = openpyxl.load_workbook(converted(path, tmp_path / "again", "xlsx"))
    assert "<b>bold</b> =1+1" in saved["meeting_log"]["B2"].comment.text
    assert saved["meeting_log"]["A1"].comment.text.endswith("x")
    assert saved["meeting_log"]["B2"].value == "the first Tuesday"


def test_a_copy_says_what_it_keeps_and_leaves_out_who_wrote_it() -> None:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"author": "Ana Alvarez", "company": "X", "comments": "secret"})
        workbook.set_custom_property("Owner", "Ana Alvarez")
        workbook.add_worksheet("meeting_log").write_comment("A1", "ask Ana")
        workbook.add_worksheet("old").hide()
    copy = marked(buffer.getvalue(), {})
    assert copy.kept == ("1 hidden sheet", "1 comment")
    with zipfile.ZipFile(BytesIO(copy.content)) as archive:
        for name in archive.namelist():
            if name.startswith("docProps"):
                assert b"Alvarez" not in archive.read(name)
                assert b"secret" not in archive.read(name)
