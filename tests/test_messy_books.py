"""Workbooks as people make them: each is read, or told with its cell, all in one run.

Each is checked as openpyxl writes it and as LibreOffice saves it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from messy_books import (
    MESSY,
    Books,
    Change,
    appraisal,
    coloured,
    copied,
    form_with_faults,
    hidden,
    merged_cells,
    merged_heads,
    misspelt,
    named,
    not_filled_in,
    notes,
    renamed,
    roles,
    second_table,
    students,
    totals,
    two_tables,
    value_of,
    written,
)
from office import needs_office, resaved

import lever5_rules as l5

pytestmark = pytest.mark.exhaustive

Book = Callable[[Change], Path]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return Books(tmp_path_factory)


@pytest.fixture(params=["as written", pytest.param("by LibreOffice", marks=needs_office)])
def book_of(request: pytest.FixtureRequest, books: Books, tmp_path: Path) -> Book:
    if request.param == "as written":
        return books.messy

    def resave(change: Change) -> Path:
        path = books.messy(change)
        return resaved([path], tmp_path / "resaved") / path.name

    return resave


TOLD: dict[Change, str] = {
    notes: "the sheet To do was not read",
    renamed: "has the heads of observation_log",
    hidden: "hidden",
    named: "spelled otherwise",
    roles: "was read as",
    two_tables: "beside the table",
    coloured: "colours are not read",
    appraisal: "'T-TESS' was read as ttess",
    merged_cells: "merged cell",
}
UNREAD: dict[Change, tuple[str, str]] = {
    totals: ("meeting_log!", "total"),
    second_table: ("meeting_log!", "date"),
    misspelt: ("meeting_log!", "more row"),
    merged_heads: ("meeting_log!", "1 head is merged over several columns"),
    form_with_faults: ("plc_guideline!B5", "'2025-2027'"),
    students: ("meeting_log!AD4", "identifies students"),
}
READ = [one for one in MESSY if one not in UNREAD and one is not not_filled_in]


def name_of(change: object) -> str | None:
    return getattr(change, "__name__", None)


@pytest.mark.parametrize("change", READ, ids=name_of)
def test_it_is_read_as_it_was_meant(change: Change, book_of: Book) -> None:
    report = l5.check(book_of(change), entry_points=False)
    short = [one.criterion for one in report.findings if one.outcome is not l5.Outcome.PASS]
    assert short == [], [one.message for one in report.problems]
    if wanted := TOLD.get(change):
        assert [one for one in report.problems if wanted in one.message]


@pytest.mark.parametrize("change", UNREAD, ids=name_of)
def test_what_cannot_be_read_is_told_with_its_cell(change: Change, book_of: Book) -> None:
    sheet, part = UNREAD[change]
    report = l5.check(book_of(change), entry_points=False)
    told = [one for one in report.problems if one.severity.value != "note"]
    assert any(str(one.place).startswith(sheet) and part in one.message.lower() for one in told), [
        (one.place, one.message) for one in told
    ]
    errors = [one for one in told if one.severity.value == "error"]
    assert len(errors) < 5


def test_sheets_that_are_not_filled_in_are_missing_evidence(book_of: Book) -> None:
    report = l5.check(book_of(not_filled_in), entry_points=False)
    assert report.accounting.missing_evidence == 43
    assert not [one for one in report.problems if one.severity.value == "error"]


def test_twenty_faults_of_a_book_are_told_in_one_run(books: Books, tmp_path: Path) -> None:
    def form(book: object) -> None:
        value_of(book["plc_guideline"], "effective_from", "last fall")  # type: ignore[index]
        value_of(book["plc_guideline"], "campus_ids", "Nowhere School")  # type: ignore[index]

    book = written(books.whole, tmp_path / "messy.xlsx", totals, misspelt, notes, form)
    report = l5.check(book, entry_points=False)
    told = " ".join(str(one.place) + one.message for one in report.problems)
    for part in ("effective_from", "campus_ids", "To do", "minutes", "type"):
        assert part in told


@needs_office
def test_a_book_with_all_of_it_is_read_alike(books: Books, tmp_path: Path) -> None:
    changes = [one for one in READ if one not in (copied, renamed)]
    path = written(books.whole, tmp_path / "messy.xlsx", *changes, renamed)
    for book in (path, resaved([path], tmp_path / "saved") / path.name):
        report = l5.check(book, entry_points=False)
        short = [one.criterion for one in report.findings if one.outcome is not l5.Outcome.PASS]
        assert short == [], [one.message for one in report.problems]
