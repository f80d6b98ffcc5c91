"""Excerpts of the district's files: the lines around a piece of evidence, to show beside a finding.

An excerpt shows the file as it is, to the person who submitted it; it is never part of a report.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO

from attrs import frozen

from lever5_rules.core.errors import UsageError
from lever5_rules.core.evidence import Evidence
from lever5_rules.findings.finding import with_members
from lever5_rules.findings.report import Report
from lever5_rules.reading.archives import in_memory
from lever5_rules.reading.bundles.bundle import WORKBOOKS, Bundle
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import CannotRead
from lever5_rules.reading.exports.records import Export
from lever5_rules.reading.exports.sheet_exports import MOST_TITLE_ROWS
from lever5_rules.reading.papers.pdf_files import opened
from lever5_rules.reading.privacy.safe_text import named
from lever5_rules.reading.tables.csv_text import UNREADABLE, CsvText
from lever5_rules.reading.tables.sheets import Sheet
from lever5_rules.reading.workbooks.workbook import Workbook

AROUND = 4
"""Lines or rows that are shown before and after the one that is meant."""
MOST_LETTERS = 400
MOST_COLUMNS = 40
MOST_BYTES = 80 << 20
TABLES = (".csv", ".tsv")
JSON = (".json",)
_CELL = re.compile(r"(?P<sheet>.+)!(?P<column>[A-Z]{1,3})(?P<row>[1-9]\d*)", re.DOTALL)
_PAGE = re.compile(r"page (\d+)")


@frozen
class Line:
    """A row or line: its place, its cells (one for a line of text), and whether the evidence is
    there.
    """

    at: str
    cells: tuple[str, ...]
    meant: bool


@frozen
class Excerpt:
    """Lines around a piece of evidence; `heads` are the column names of a table, or empty.

    `quote` is the part of a document's page that is quoted, as it stands there, or empty.
    """

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    quote: str = ""


def excerpt_of(bundle: Bundle, report: Report, element: str, place: int) -> Excerpt:
    """Return the lines around a piece of evidence of an element; `place` is its index in the
    evidence.

    Raises UsageError if there is nothing to show.
    """
    evidence = _evidence_of(report, element, place)
    file = _file_of(bundle, evidence.file)
    with _showing(file.path):
        if file.path.lower().endswith(WORKBOOKS):
            return _of_workbook(file, evidence)
        return _of_text(file, evidence)


@contextmanager
def _showing(path: str) -> Iterator[None]:
    """Raise UsageError, with the reason, if a file cannot be read."""
    try:
        yield
    except CannotRead as error:
        raise UsageError(f"{path} cannot be shown: {error}") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be shown ({error.strerror}).") from None


def page_of(bundle: Bundle, report: Report, element: str, place: int, seconds: float) -> Excerpt:
    """Return the page of the district's document that evidence cites, with the quote in it.

    Raises UsageError if the document is not in the bundle or cannot be read.
    """
    evidence = _evidence_of(report, element, place)
    lookup = evidence.lookup
    pages = _PAGE.findall(f"{lookup.where} {lookup.place}") if lookup else []
    if lookup is None or not pages or not lookup.file.lower().endswith(".pdf"):
        raise UsageError("This evidence names no page of a PDF in the bundle.")
    page = int(pages[-1])
    with _showing(lookup.file), opened(_file_of(bundle, lookup.file), seconds) as pdf:
        text = pdf.written(min(page, pdf.pages) - 1)
    quote = quoted_in(text, lookup.quote)
    lines = tuple(Line("", (line,), False) for line in text.splitlines() if line.strip())
    return Excerpt(f"{lookup.file}, page {page}", (), lines, quote)


def first_rows(bundle: Bundle, path: str, number: int) -> list[Sequence[str]]:
    """Return the first rows of a table or sheet, as `rows_from_heads` yields them."""
    return list(islice(rows_from_heads(bundle, path), number))


def rows_from_heads(bundle: Bundle, path: str) -> Iterator[Sequence[str]]:
    """Yield the non-empty rows of a table or sheet (`book.xlsx!Sheet`), starting with its column
    names.

    Raises UsageError if there are none.
    """
    book, mark, title = path.partition("!")
    file = _file_of(bundle, book)
    with _showing(path):
        if mark:
            filled = (cells for _, cells in _sheet_rows(file, title) if any(cells))
            yield from _from_heads(list(islice(filled, MOST_TITLE_ROWS)))
            yield from filled
        elif file.path.lower().endswith(JSON):
            export = Export(file, peek=True)
            yield export.heads
            yield from (
                cells for _, cells in export.rows(export.heads) if not isinstance(cells, str)
            )
        elif file.path.lower().endswith(TABLES):
            with file.open() as raw:
                yield from (cells for _, cells in _rows_of(raw))
        else:
            raise UsageError(f"{path} is not a table that can be shown.")


def _from_heads(rows: list[Sequence[str]]) -> list[Sequence[str]]:
    """Return the rows without titles above the heads: rows with less than half as many cells."""
    filled = [sum(map(bool, cells)) for cells in rows]
    first = next((at for at, size in enumerate(filled) if 2 * size >= max(filled)), 0)
    return rows[first:]


def title_of_sheet(bundle: Bundle, path: str) -> str:
    """Return the title of a sheet that a problem or list of files names (`book.xlsx!sheet 2`).

    Raises UsageError, in a sentence, if there is none.
    """
    book, _, title = path.partition("!")
    try:
        return _sheet_of(_file_of(bundle, book), title).title
    except CannotRead as error:
        raise UsageError(f"{path} cannot be read: {error}") from None


def quoted_in(text: str, quote: str) -> str:
    """Return the part of a text that is a quote, as it stands there, or nothing.

    Only letters and digits are compared, as when quotes are looked up.
    """
    letters = [(at, letter.casefold()) for at, letter in enumerate(text) if letter.isalnum()]
    quoted = "".join(letter.casefold() for letter in quote if letter.isalnum())
    place = "".join(letter for _, letter in letters).find(quoted) if quoted else -1
    if place < 0 or any(len(letter) != 1 for _, letter in letters):
        return ""
    return text[letters[place][0] : letters[place + len(quoted) - 1][0] + 1]


def _evidence_of(report: Report, element: str, place: int) -> Evidence:
    elements = (top for finding in report.findings for top in finding.elements)
    for candidate in with_members(elements):
        if candidate.id == element and 0 <= place < len(candidate.evidence):
            return candidate.evidence[place]
    raise UsageError("There is no such evidence in this report.")


def _file_of(bundle: Bundle, path: str) -> RawFile:
    for file in bundle.files:
        if file.path == path:
            return file
    raise UsageError(f"{path} is not among the files.")


def _of_workbook(file: RawFile, evidence: Evidence) -> Excerpt:
    match = _CELL.fullmatch(evidence.cell or "")
    title = match["sheet"] if match else evidence.cell or ""
    row = int(match["row"]) if match else 1
    rows = _rows_around(_sheet_rows(file, title), row)
    return _as_table(f"{file.path}, sheet {title}", rows, row)


def _sheet_rows(file: RawFile, title: str) -> Iterator[tuple[int, Sequence[str]]]:
    sheet = _sheet_of(file, title)
    yield from ((at, list(map(str, cells))) for at, cells in sheet.rows)


def _sheet_of(file: RawFile, title: str) -> Sheet:
    """Return a sheet by its title, or by its number if the title may name a person."""
    with file.open() as packed:
        book = Workbook(in_memory(packed, MOST_BYTES))
    for number, sheet in enumerate(book.sheets, start=1):
        if title in (sheet.title, named(sheet.title, f"sheet {number}").strip("'")):
            return sheet
    raise UsageError(f"{file.path} has no sheet {title}.")


def _of_text(file: RawFile, evidence: Evidence) -> Excerpt:
    target = evidence.line or 1
    with file.open() as raw:
        if file.path.lower().endswith(TABLES):
            rows = _rows_around(_rows_of(raw), target)
            return _as_table(file.path, rows, target)
        text = raw.read(MOST_BYTES).decode("utf-8-sig", "replace")
    lines = list(enumerate(text.splitlines(), start=1))
    near = [(at, (line,)) for at, line in lines if abs(at - target) <= 2 * AROUND]
    return Excerpt(file.path, (), tuple(_line(at, cells, at == target) for at, cells in near))


def _rows_of(raw: BinaryIO) -> Iterator[tuple[int, Sequence[str]]]:
    text = CsvText(raw)
    try:
        yield from text.numbered()
    except UNREADABLE as error:
        raise text.explain(error) from None


def _rows_around(
    rows: Iterable[tuple[int, Sequence[str]]], target: int
) -> list[tuple[int, Sequence[str]]]:
    """Return the first row, usually the column names, and the rows around the one that is meant."""
    lines: list[tuple[int, Sequence[str]]] = []
    for at, cells in rows:
        if at > target + AROUND:
            break
        if not lines or at >= target - AROUND:
            lines.append((at, cells))
    return lines


def _as_table(title: str, rows: Sequence[tuple[int, Sequence[str]]], target: int) -> Excerpt:
    if not rows:
        raise UsageError(f"{title} holds no rows.")
    (_, heads), *others = rows
    selection = [row for row in rows if row[0] == target] if target == rows[0][0] else others
    lines = tuple(_line(at, cells, at == target) for at, cells in selection)
    return Excerpt(title, tuple(map(_shortened, heads[:MOST_COLUMNS])), lines)


def _line(at: int, cells: Iterable[str], is_target: bool) -> Line:
    return Line(str(at), tuple(map(_shortened, tuple(cells)[:MOST_COLUMNS])), is_target)


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"
