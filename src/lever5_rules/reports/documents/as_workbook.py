"""Documents as a workbook: a sheet with the summary, and a table of the criteria with a column for
each kind of note."""

from collections.abc import Iterable, Iterator

from lever5_rules.reports.document import (
    Block,
    Document,
    Entry,
    Facts,
    Grid,
    Note,
    Notes,
    Say,
    Section,
)
from lever5_rules.reports.sheet import Book, Cell, Column, Sheet

FIRST = (
    Column("Part", 24),
    Column("Criterion", 12),
    Column("Title", 36),
    Column("State", 22, True),
    Column("Requirement", 34),
)


def render(document: Document) -> bytes:
    """Return a document as the bytes of an .xlsx file; it must name its report."""
    if document.report is None:
        raise ValueError(f"The document {document.title!r} names no report.")
    book = Book(document.report, document.title)
    summary = book.sheet(document.title)
    summary.widths([Column("", 120)])
    summary.say(document.title, "title")
    for block in document.head:
        _say(summary, block)
    for section in document.sections:
        others = [inner for inner in section.blocks if not isinstance(inner, Entry)]
        if others:
            summary.gap()
            summary.say(section.title, "strong")
        for inner in others:
            _say(summary, inner)
    labels = list(dict.fromkeys(_labels(document.sections)))
    columns = (*FIRST, *(Column(label.capitalize(), 48) for label in labels))
    rows = list(_rows(document.sections, labels))
    book.sheet("Criteria").table(columns, rows, frozen=True)
    return book.content()


def _say(sheet: Sheet, block: Block) -> None:
    if isinstance(block, Say):
        sheet.say(block.text, "strong" if block.tone else "plain")
    elif isinstance(block, Facts):
        for label, text in block.pairs:
            sheet.say(f"{label} {text}")
    elif isinstance(block, Notes):
        for item in block.items:
            sheet.say(f"- {item.text}")
    elif isinstance(block, Grid):
        sheet.table([Column(head, 24) for head in block.heads], block.rows)


def _entries(sections: Iterable[Section]) -> Iterator[tuple[Section, Entry]]:
    return (
        (section, block)
        for section in sections
        for block in section.blocks
        if isinstance(block, Entry)
    )


def _labels(sections: Iterable[Section]) -> Iterator[str]:
    for _, entry in _entries(sections):
        for note in entry.notes:
            yield from (inner.label or "also" for inner in note.notes)


def _rows(sections: Iterable[Section], labels: Iterable[str]) -> Iterator[list[Cell]]:
    for section, entry in _entries(sections):
        for note in entry.notes or [Note("")]:
            texts: dict[str, list[str]] = {}
            for inner in note.notes:
                texts.setdefault(inner.label or "also", []).append(inner.text)
            state = entry.outcome.value if entry.outcome else entry.word
            cells = ["\n".join(texts.get(label, ())) for label in labels]
            yield [section.title, entry.key, entry.title, state, note.text, *cells]
