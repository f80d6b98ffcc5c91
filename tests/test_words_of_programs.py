"""Who works in a workbook reads no words of programs, in any format for people.

Every messy book of tests/test_messy_books.py is checked, and everything is written of it that a
person may be handed: report, first screen, plan, differences, forecast and history.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from conftest import Command
from messy_books import MESSY, Books, Change

import lever5_rules as l5
from lever5_rules.comparing.history import history, standing
from lever5_rules.reports.formats import brief_text
from lever5_rules.reports.results import render

pytestmark = pytest.mark.exhaustive

FOR_PEOPLE = ("text", "markdown", "html", "xlsx")
BANNED = re.compile(
    r"\b(?:artifacts?|elements?(?!…)|kinds?(?! of\b)|TOML|JSON|baselines?|windows?)\b"
    r"|\b(?<!PLC )scope\b"
    r"|\bbelow parameter|\bparameters?\b|\bpointers?\b|\.toml\b|\.csv\b"
    r"|\[\[|\[(?:sources|document|words)\b",
    re.IGNORECASE,
)
"""Words of programs, and what only a text file has: endings and tables of TOML."""
OF_THE_FRAMEWORK = re.compile(r"\b(?:videos?|exemplars?|lesson)\s+(?:(?:or|and)\s+)?artifacts?\b")
"""Success criterion 5.2.2-3 itself speaks of videos and artifacts."""
WORDS_OF_ATTRIBUTES = ("title", "aria-label", "alt", "placeholder", "data-label")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return Books(tmp_path_factory)


@pytest.fixture(scope="module")
def before(books: Books) -> l5.Report:
    return l5.check(books.whole, entry_points=False)


def of_page(page: str) -> str:
    """What a page shows and says: its text, and the labels that are read aloud."""
    soup = BeautifulSoup(page, "html.parser")
    for mark in soup.select("style, script"):
        mark.decompose()
    labels = [
        str(value)
        for tag in soup.find_all(True)
        for name, value in tag.attrs.items()
        if name in WORDS_OF_ATTRIBUTES
    ]
    return "\n".join([soup.get_text("\n"), *labels])


def of_book(content: bytes) -> str:
    """The names of the sheets, and what stands in cells and comments."""
    book: Any = openpyxl.load_workbook(BytesIO(content))
    said = [
        str(text)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        for text in (cell.value, cell.comment and cell.comment.text)
        if text
    ]
    return "\n".join([*book.sheetnames, *said])


def formats(result: Any) -> Iterator[tuple[str, str]]:
    """What is written of a result in each format for people that it has."""
    for name in FOR_PEOPLE:
        try:
            content = render(result, name)
        except l5.UsageError:
            continue
        if isinstance(content, bytes):
            yield name, of_book(content)
        else:
            yield name, of_page(content) if name == "html" else content


def clean(what: str, result: Any) -> None:
    read = list(formats(result))
    assert len(read) > 2, what
    for name, text in read:
        no_word_of_programs(f"{what} as {name}", text)


def no_word_of_programs(what: str, text: str) -> None:
    text = OF_THE_FRAMEWORK.sub("", text)
    found = BANNED.search(text)
    assert found is None, f"{what}: {text[max(found.start() - 90, 0) : found.end() + 60]}"


@pytest.mark.parametrize("change", MESSY, ids=lambda one: one.__name__)
def test_what_is_written_of_a_messy_book(change: Change, books: Books, before: l5.Report) -> None:
    report = l5.check(books.messy(change), entry_points=False, baseline=before)
    clean("report", report)
    no_word_of_programs("first screen", brief_text.render(report))
    clean("plan", l5.plan(report))
    clean("differences", l5.diff(before, report))
    clean("history", history([standing("a", before), standing("b", report)], []))


@pytest.mark.parametrize("name", ["whole", "form_with_faults", "not_filled_in"])
def test_what_is_written_of_days_to_come(name: str, books: Books) -> None:
    change = {one.__name__: one for one in MESSY}.get(name)
    book = books.messy(change) if change else books.whole
    bundle = l5.load(book, entry_points=False)
    until = bundle.check().as_of + timedelta(75)
    clean("forecast", bundle.forecast(until, select=["5.1.2", "5.2.4", "5.2.5"]))


def test_what_is_said_of_a_new_workbook(tmp_path: Path, lever5: Command) -> None:
    book = tmp_path / "evidence.xlsx"
    lever5("new", str(book))
    report = l5.check(book, entry_points=False)
    clean("report", report)
    clean("plan", l5.plan(report))
    no_word_of_programs("first screen", brief_text.render(report))
