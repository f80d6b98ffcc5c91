"""Workbooks as people make them: each is read, or told with its cell, all in one run."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from office import converted, needs_office
from openpyxl.styles import PatternFill

import lever5_rules as l5

pytestmark = pytest.mark.exhaustive

MENDED = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
NAMES = {"999901001": "Cedar Hollow High School", "999901102": "quarry road elementary"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("messy") / "whole.xlsx"
    command = [sys.executable, "-m", "lever5_rules.cli", "convert", str(MENDED), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def heads(sheet: Any, column: str) -> tuple[int, dict[str, int]]:
    """The row of heads that has this column, and where each stands."""
    for row in sheet.iter_rows(max_row=12):
        names = {str(cell.value).rstrip(" *"): cell.column for cell in row if cell.value}
        if column in names:
            return row[0].row, names
    raise AssertionError(column)


def each(sheet: Any, column: str, change: Callable[[Any], Any], most: int = 100_000) -> None:
    row, names = heads(sheet, column)
    for number in range(row + 1, min(sheet.max_row, row + most) + 1):
        cell = sheet.cell(number, names[column])
        if cell.value is not None:
            cell.value = change(cell.value)


def value_of(sheet: Any, field: str, value: Any) -> None:
    """Another value for the first field of this name in a form."""
    for row in sheet.iter_rows():
        if str(row[0].value).rstrip(" *") == field:
            row[1].value = value
            return
    raise AssertionError(field)


def titled(book: Any) -> None:
    sheet = book["meeting_log"]
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Cedar Hollow ISD"
    sheet["A2"] = "Meeting log, updated weekly"


def copied(book: Any) -> None:
    copy = book.copy_worksheet(book["plc_guideline"])
    copy.title = "plc_guideline (2)"
    row, _ = heads(copy, "field")
    value_of(copy, "artifact_id", "plc-copy")
    assert row


def cut(book: Any) -> None:
    book["professional_learning_framework"[:31]].title = "professional_learning_frame (2)"


def renamed(book: Any) -> None:
    book["observation_log"].title = "Walkthroughs 2026-27"


def notes(book: Any) -> None:
    sheet = book.create_sheet("To do")
    sheet["A1"] = "call HR about the roster"


def totals(book: Any) -> None:
    sheet = book["meeting_log"]
    row, names = heads(sheet, "minutes")
    end = sheet.max_row + 1
    sheet.cell(end, names["date"]).value = "Total"
    sheet.cell(end, names["minutes"]).value = "999 total"
    assert row


def appraisal(book: Any) -> None:
    value_of(book["district_profile"], "appraisal_system", "T-TESS")


def years(book: Any) -> None:
    each(book["staff_roster"], "school_year", lambda _: "SY2026-27")
    value_of(book["district_profile"], "school_year", "2026-27")


def stamps(book: Any) -> None:
    value_of(book["district_profile"], "date_order", "mdy")
    each(
        book["observation_log"],
        "date",
        lambda day: f"{day.month}/{day.day}/{day.year} 10:02:11" if _is_day(day) else day,
    )


def _is_day(value: Any) -> bool:
    return isinstance(value, (date, datetime))


def named(book: Any) -> None:
    each(book["meeting_log"], "campus_id", lambda value: NAMES.get(str(value), value))


def hidden(book: Any) -> None:
    book["meeting_log"].column_dimensions["E"].hidden = True


def coloured(book: Any) -> None:
    sheet = book["meeting_log"]
    for cell in sheet[6]:
        cell.fill = PatternFill("solid", fgColor="FFFF0000")


def broken_lines(book: Any) -> None:
    each(book["training_calendar"], "audience_roles", lambda value: str(value).replace("; ", ";\n"))


def lengths(book: Any) -> None:
    each(book["meeting_log"], "minutes", lambda value: f"{value} min", most=40)


def months(book: Any) -> None:
    each(
        book["meeting_log"],
        "date",
        lambda day: f"{day:%B} {day.day}, {day.year}" if _is_day(day) else day,
        most=40,
    )


def roles(book: Any) -> None:
    titles = {"instructional_coach": "Instr. Coach", "assistant_principal": "AP"}
    titles["district_leader"] = "Superintendent"
    each(book["staff_roster"], "role", lambda value: titles.get(value, value))


def misspelt(book: Any) -> None:
    each(book["meeting_log"], "type", lambda value: "Grade-level huddle", most=30)


def two_tables(book: Any) -> None:
    sheet = book["meeting_log"]
    _, names = heads(sheet, "minutes")
    sheet.cell(12, max(names.values()) + 3).value = "Room"
    sheet.cell(13, max(names.values()) + 3).value = "Library"


def merged_heads(book: Any) -> None:
    """One head over the length and whatever stands beside it."""
    sheet = book["meeting_log"]
    row, names = heads(sheet, "minutes")
    sheet.merge_cells(None, row, names["minutes"], row, names["minutes"] + 1)


READ = (
    *(titled, copied, cut, renamed, notes, appraisal, years, stamps, named, hidden, coloured),
    *(broken_lines, lengths, months, roles, two_tables),
)
TOLD = {
    copied: "",
    notes: "the sheet To do was not read",
    renamed: "has the heads of observation_log",
    hidden: "hidden",
    named: "spelled otherwise",
    roles: "was read as",
    two_tables: "beside the table",
    coloured: "colours are not read",
    appraisal: "'T-TESS' was read as ttess",
}


@pytest.mark.parametrize("change", READ, ids=lambda function: function.__name__)
def test_it_is_read_as_it_was_meant(change: Any, whole: Path, tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(whole)
    change(book)
    book.save(tmp_path / "messy.xlsx")
    report = l5.check(tmp_path / "messy.xlsx", entry_points=False)
    short = [
        finding.criterion for finding in report.findings if finding.outcome is not l5.Outcome.PASS
    ]
    assert short == [], [problem.message for problem in report.problems]
    if wanted := TOLD.get(change):
        assert [problem for problem in report.problems if wanted in problem.message]


@pytest.mark.parametrize(
    ("change", "sheet", "part"),
    [
        (totals, "meeting_log!", "total"),
        (misspelt, "meeting_log!", "more row"),
        (merged_heads, "meeting_log!", "1 head is merged over several columns"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_cannot_be_read_is_told_with_its_cell(
    change: Any, sheet: str, part: str, whole: Path, tmp_path: Path
) -> None:
    book: Any = openpyxl.load_workbook(whole)
    change(book)
    book.save(tmp_path / "messy.xlsx")
    report = l5.check(tmp_path / "messy.xlsx", entry_points=False)
    problems = [problem for problem in report.problems if problem.severity.value != "note"]
    assert any(
        str(problem.place).startswith(sheet) and part in problem.message.lower()
        for problem in problems
    )
    errors = [problem for problem in problems if problem.severity.value == "error"]
    assert len(errors) < 4


def test_twenty_faults_of_a_book_are_told_in_one_run(whole: Path, tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(whole)
    for change in (totals, misspelt, notes):
        change(book)
    value_of(book["plc_guideline"], "effective_from", "last fall")
    value_of(book["plc_guideline"], "campus_ids", "Nowhere School")
    book.save(tmp_path / "messy.xlsx")
    report = l5.check(tmp_path / "messy.xlsx", entry_points=False)
    text = " ".join(str(problem.place) + problem.message for problem in report.problems)
    for part in ("effective_from", "campus_ids", "To do", "minutes", "type"):
        assert part in text


BANNED = re.compile(
    r"\b(?:artifacts?|elements?|kinds?(?! of)|TOML|JSON|baseline|(?<!PLC )scope)\b"
    r"|\bparameters?\b|\bpointer\b|\.toml|\.csv|\[\[|\[sources|\[document",
    re.IGNORECASE,
)
"""Words of programs, which say nothing to whoever fills in a workbook."""


def spoken(report: l5.Report) -> list[str]:
    """All sentences of a report that say what is wrong and what to do."""
    messages = [problem.message for problem in report.problems]
    messages += [cause.problem for cause in report.causes]
    messages += [piece.why for piece in report.unused_evidence]
    for finding in report.findings:
        for element in finding.elements:
            messages += [element.message, element.remedy, *(lack.remedy for lack in element.lacks)]
            messages += [problem.message for problem in element.problems]
    return messages


def form_with_faults(book: Any) -> None:
    sheet = book["plc_guideline"]
    for field, value in {
        "school_year": "2025-2027",
        "effective_from": "13/9/2026",
        "campus_ids": "Nowhere School",
        "minutes": "forty five",
        "membership_basis": "Departement",
        "document.dated": None,
        "document.title": "TBD",
    }.items():
        value_of(sheet, field, value)
    row, names = heads(sheet, "quote")
    for number in range(row + 1, row + 30):
        sheet.cell(number, names["quote"]).value = None


def not_filled_in(book: Any) -> None:
    for sheet in book.worksheets:
        if sheet.title not in ("READ ME", "lists", "district_profile", "staff_roster"):
            sheet.delete_rows(5, sheet.max_row)


def merged_cells(book: Any) -> None:
    sheet = book["meeting_log"]
    row, names = heads(sheet, "minutes")
    sheet.merge_cells(None, row + 1, names["minutes"], row + 3, names["minutes"])


def students(book: Any) -> None:
    book["meeting_log"].cell(4, 30).value = "Student Name"


@pytest.mark.parametrize(
    "change",
    [
        *READ,
        totals,
        misspelt,
        form_with_faults,
        not_filled_in,
        merged_cells,
        merged_heads,
        students,
    ],
    ids=lambda function: function.__name__,
)
def test_a_workbook_is_spoken_of_without_words_of_programs(
    change: Any, whole: Path, tmp_path: Path
) -> None:
    book: Any = openpyxl.load_workbook(whole)
    change(book)
    book.save(tmp_path / "messy.xlsx")
    report = l5.check(tmp_path / "messy.xlsx", entry_points=False)
    assert [sentence for sentence in spoken(report) if BANNED.search(sentence)] == []


def for_a_board(report: l5.Report) -> str:
    """The first screens and the plan, as people read them."""
    page = BeautifulSoup(str(report.render("html")), "html.parser").find(class_="board")
    assert page is not None
    plan = str(l5.plan(report).render("markdown")).partition("## About this plan")[0]
    screens = str(report.render("text")).partition("CAUSES")[0], page.get_text(" ")
    return re.sub(r"`[^`]*`|\([^)]*\.xlsx[^)]*\)", "", "\n".join((*screens, plan)))


@pytest.mark.parametrize("change", [misspelt, form_with_faults, not_filled_in, students])
def test_first_screens_and_plan_are_without_words_of_programs(
    change: Any, whole: Path, tmp_path: Path
) -> None:
    book: Any = openpyxl.load_workbook(whole)
    change(book)
    book.save(tmp_path / "messy.xlsx")
    report = l5.check(tmp_path / "messy.xlsx", entry_points=False)
    assert report.accounting.passed < 43 or change is students
    match = BANNED.search(for_a_board(report))
    assert match is None, for_a_board(report)[max(match.start() - 80, 0) : match.end() + 80]


@needs_office
def test_a_messy_book_that_libreoffice_saved_is_read_alike(whole: Path, tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(whole)
    for change in (titled, cut, stamps, renamed, named, months, roles, broken_lines, appraisal):
        change(book)
    path = tmp_path / "messy.xlsx"
    book.save(path)
    again = converted(path, tmp_path / "saved", "xlsx:Calc MS Excel 2007 XML")
    report = l5.check(again, entry_points=False)
    short = [
        finding.criterion for finding in report.findings if finding.outcome is not l5.Outcome.PASS
    ]
    assert short == [], [problem.message for problem in report.problems]
