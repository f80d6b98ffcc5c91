"""The workbook of findings: read back by openpyxl, opened by LibreOffice, no formula in it."""

import csv
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import hostile
import openpyxl
import pytest
from conftest import Command
from office import converted, needs_office
from openpyxl.utils import get_column_letter, range_boundaries
from test_csv import EXAMPLES, example, incomplete

import lever5_rules as l5
from lever5_rules.findings.report import Report
from lever5_rules.reports.formats.workbook_report import render
from lever5_rules.reports.names import for_people
from lever5_rules.reports.sheet import MOST_LETTERS

SHEETS = [
    "Summary",
    "To do",
    "To find",
    "All requirements",
    "Evidence",
    "Not judged",
    "Files",
    "About",
]
WAIVER = (
    '[[waivers]]\ntarget = "5.2.4-3"\nreason = "Being rewritten"\n'
    'approver_role = "superintendent"\nexpires = 2026-12-15\n'
)


def read(report: Report) -> Any:
    return openpyxl.load_workbook(BytesIO(render(report)))


def table(sheet: Any) -> list[dict[str, Any]]:
    """A sheet whose first row are its heads."""
    lines = list(sheet.iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:] if any(line)]


def sheet_text(book: Any, title: str) -> str:
    lines = book[title].iter_rows(values_only=True)
    return "\n".join(" ".join(str(cell) for cell in line if cell is not None) for line in lines)


@pytest.fixture(scope="module")
def report() -> Report:
    return example("live-oak-charter")


@pytest.fixture(scope="module")
def book(report: Report) -> Any:
    return read(report)


def test_the_same_report_gives_the_same_bytes() -> None:
    first, second = (render(example("cedar-hollow-isd")) for _ in range(2))
    assert first == second


def test_its_sheets_can_be_filtered_read_and_printed(book: Any) -> None:
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        if sheet.title not in ("Summary", "About"):
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref.startswith("A1:")
            assert sheet.print_title_rows == "$1:$1"
            last: Any
            _, _, last, _ = range_boundaries(sheet.print_area.rpartition("!")[2])
            widths = [sheet.column_dimensions[get_column_letter(n + 1)].width for n in range(last)]
            assert 100 < sum(widths) < 230


def test_every_element_stands_where_it_belongs(report: Report, book: Any) -> None:
    tops = [
        element_finding
        for finding in for_people(report).findings
        for element_finding in finding.elements
    ]
    every = [member for top in tops for member in (top, *top.alternatives)]
    listed = {line["Id"]: line for line in table(book["All requirements"])}
    assert len(listed) == len(every)
    for element in every:
        assert listed[element.id]["Outcome"] == element.outcome.value
        assert listed[element.id]["Message"] == element.message
    to_do = {line["Id"]: line for line in table(book["To do"])}
    gaps = [
        element_finding for element_finding in tops if element_finding.outcome is l5.Outcome.GAP
    ]
    assert list(to_do) == [gap.id for gap in gaps]
    assert [line["What to do"] for line in to_do.values()] == [gap.remedy for gap in gaps]
    to_find = table(book["To find"])
    missing = {
        element_finding.id: element_finding
        for element_finding in tops
        if element_finding.outcome is l5.Outcome.MISSING
    }
    assert {line["Id"] for line in to_find} == set(missing)
    offices = [line["Office"] for line in to_find]
    assert offices == sorted(offices)
    assert all(missing[line["Id"]].office == line["Office"] for line in to_find)
    shown = sum(len(element_finding.evidence) for element_finding in every)
    assert len(table(book["Evidence"])) == shown


def test_the_summary_adds_up_and_leads_on(report: Report, book: Any) -> None:
    sheet = book["Summary"]
    counts = {row[0].value: row[2].value for row in sheet.iter_rows(min_row=5, max_row=12)}
    count = report.accounting
    assert (counts["pass"], counts["gap"]) == (count.passed, count.gap)
    assert counts["selected"] == count.selected == 43
    assert (counts["missing evidence"], counts["error"]) == (count.missing_evidence, 0)
    links = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == 5 + len(report.findings)
    for cell in links:
        title, _, target = cell.hyperlink.location.replace("'", "").partition("!")
        assert cell.hyperlink.target is None
        assert cell.value.startswith("see ") or book[title][target].value == cell.value
    for practice in report.key_practices:
        assert practice.title in sheet_text(book, "Summary")


def test_about_gives_every_limit_that_was_used(report: Report, book: Any) -> None:
    about = sheet_text(book, "About")
    limits = {
        member.limit.name: member.limit
        for finding in report.findings
        for top in finding.elements
        for member in (top, *top.alternatives)
        if member.limit
    }
    for limit in limits.values():
        assert limit.name in about
        assert limit.source in about
    assert report.ruleset_sha256 in about
    assert report.bundle_sha256 in about


def test_what_is_not_judged_and_not_used_is_listed(report: Report, book: Any) -> None:
    left = table(book["Not judged"])
    inapplicable = {line["Criterion"] for line in left if line["What"] == "not applicable"}
    assert {exclusion.id for exclusion in report.not_applicable} <= inapplicable
    message = {line["Why, or what is left to a person"] for line in left}
    assert {finding.not_judged for finding in report.findings} <= message
    files = table(book["Files"])
    assert {line["File"] for line in files if line["SHA-256"]} == {
        file.path for file in report.files
    }
    unused = {(line["File"], line["What was noticed"]) for line in files}
    assert {(piece.file, piece.why) for piece in report.unused_evidence} <= unused


def test_an_incomplete_run_says_so_first() -> None:
    book = read(incomplete())
    assert str(book["Summary"]["A1"].value).startswith("INCOMPLETE RUN")
    assert table(book["Not judged"])[0]["What"] == "error"
    assert "5.1.1-1" in sheet_text(book, "Summary")


def test_a_waiver_is_shown_and_the_outcome_stays(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(WAIVER, encoding="utf-8")
    book = read(l5.check(EXAMPLES / "cedar-hollow-isd", waivers=path, entry_points=False))
    waived = [line for line in table(book["To do"]) if line["Waived until"]]
    assert {line["Criterion"] for line in waived} == {"5.2.4-3"}
    assert "waived until 2026-12-15" in sheet_text(book, "Summary")
    assert "superintendent" in sheet_text(book, "About")


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def test_a_hostile_bundle_makes_no_formula_and_no_link() -> None:
    content = render(hostile.report())
    for name, text in parts(content).items():
        assert "<f>" not in text
        assert not set("\x1b\x07\u202e\u2066\u200f") & set(text), name
        assert "_x001B_" not in text
        if name.endswith(".rels"):
            assert "External" not in text
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    texts = [str(cell.value) for cell in cells if cell.data_type == "s"]
    assert any("<script>alert(1)</script>" in text for text in texts)
    assert max(map(len, texts)) <= MOST_LETTERS


@needs_office
def test_libreoffice_opens_it_and_finds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "findings.xlsx"
    path.write_bytes(render(hostile.report()))
    saved = converted(path, tmp_path / "again", "xlsx")
    ours, theirs = openpyxl.load_workbook(path), openpyxl.load_workbook(saved)
    assert theirs.sheetnames == SHEETS
    for sheet in ours.worksheets:
        again = theirs[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                other = again[cell.coordinate]
                assert other.data_type != "f"
                assert other.value == cell.value
    assert theirs["To do"].auto_filter.ref == ours["To do"].auto_filter.ref
    first = converted(path, tmp_path / "again", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0")
    with first.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0][0].startswith("=cmd|")
    assert not any(cell.startswith(("#NAME", "Err:")) for line in lines for cell in line)


def test_the_command_writes_it(lever5: Command, tmp_path: Path) -> None:
    file = tmp_path / "findings.xlsx"
    folder = str(EXAMPLES / "cedar-hollow-isd")
    ran = lever5("check", folder, "--fail-on", "never", "--output", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert file.read_bytes() == render(example("cedar-hollow-isd"))
