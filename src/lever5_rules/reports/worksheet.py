"""The worksheet for a person: what the rules did not judge, and where to look."""

from collections.abc import Iterator

from lever5_rules.core.outcome import Outcome
from lever5_rules.findings.finding import Finding
from lever5_rules.findings.report import Report

from .document import Block, Document, Facts, Grid, Say, Section, Tone
from .element_rows import ElementRow, element_rows
from .names import for_people
from .sheet import Book, Column
from .wording import day_in_words

TITLE = "What a person looks at"
COLUMNS = (
    Column("Criterion", 40),
    Column("What a person judges", 44),
    Column("Where to look", 36),
    Column("What was seen", 44),
    Column("By, and on", 20),
)
_HOW = (
    "The rules compare what can be counted, dated and found. What they leave to a person is listed "
    "here, with the place to look. Write down what was seen; it changes no outcome of the report."
)


def worksheet(report: Report) -> Document:
    """Return what the findings of a report leave to a person, with room for what was seen."""
    report = for_people(report)
    rows = element_rows(report)
    facts = Facts(
        (
            ("District", report.district_name or "without a name"),
            ("School year", str(report.school_year)),
            ("Reviewed as of", day_in_words(report.as_of)),
        )
    )
    head: list[Block] = [facts, Say(_HOW, Tone.SOFT)]
    sections = []
    heads = [column.head for column in COLUMNS]
    for practice in report.key_practices:
        findings = [finding for finding in report.findings if finding.key_practice == practice.id]
        lines = [line for finding in findings for line in _lines(finding, rows)]
        if lines:
            sections.append(Section(f"{practice.id} {practice.title}", (Grid(heads, lines),)))
    return Document(TITLE, head, sections)


def workbook(report: Report) -> bytes:
    """Return the worksheet as the bytes of an .xlsx file."""
    report = for_people(report)
    rows = element_rows(report)
    book = Book(report, TITLE)
    lines = [line for finding in report.findings for line in _lines(finding, rows)]
    book.sheet(TITLE).table(COLUMNS, lines, frozen=True)
    return book.content()


def _lines(finding: Finding, rows: list[ElementRow]) -> Iterator[tuple[str, ...]]:
    yield (f"{finding.criterion} {finding.title}", f"{finding.not_judged}.", "", "", "")
    for row in rows:
        element = row.element
        if (
            row.criterion == finding.criterion
            and element.reader
            and element.outcome is not Outcome.MISSING
        ):
            cited = dict.fromkeys(piece.cites or piece.file for piece in element.evidence)
            yield (
                f"{finding.criterion}: {element.requirement}",
                f"{element.reader}.",
                "; ".join(list(cited)[:3]),
                "",
                "",
            )
