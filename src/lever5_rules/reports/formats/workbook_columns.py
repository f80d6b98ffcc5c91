"""The columns of the sheets that list elements."""

from collections.abc import Callable, Sequence

from lever5_rules.core.evidence import Evidence
from lever5_rules.core.numbers import is_number
from lever5_rules.core.text import clipped, listing, shown
from lever5_rules.reports.element_rows import ElementRow
from lever5_rules.reports.sheet import Cell, Column, Sheet
from lever5_rules.reports.wording import evidence_phrase, reason_in_words, threshold

MOST_PLACES = 3
PRINTED = 6
"""The number of columns of each sheet that are printed: what a meeting needs, in a legible size."""
Columns = Sequence[tuple[Column, Callable[[ElementRow], Cell]]]


def listed(sheet: Sheet, columns: Columns, rows: Sequence[ElementRow]) -> None:
    """Write a sheet with a row for each element; its first columns are printed."""
    cells = [[cell_of(row) for _, cell_of in columns] for row in rows]
    sheet.table([column for column, _ in columns], cells, frozen=True, printed=PRINTED)


def by_office(rows: Sequence[ElementRow]) -> list[ElementRow]:
    """Return the rows sorted by the office that usually holds the evidence, then by artifact."""
    return sorted(
        rows, key=lambda row: (not row.element.office, row.element.office, row.element.kind)
    )


def plain(value: object) -> Cell:
    """Return a value as a cell: numbers as numbers, everything else as readable text."""
    if is_number(value):
        return value
    return "" if value is None else clipped(shown(value), 500)


def _places(row: ElementRow) -> str:
    places = [evidence_phrase(piece) for piece in row.element.evidence]
    omitted = len(places) - MOST_PLACES
    return "\n".join(
        [*places[:MOST_PLACES], *([f"and {omitted} more in Evidence"] if omitted > 0 else [])]
    )


CRITERION: Columns = [(Column("Criterion", 11), lambda row: row.criterion)]
TITLE: Columns = [(Column("Title of the criterion", 32), lambda row: row.title)]
ELEMENT: Columns = [(Column("Id", 28), lambda row: row.element.id)]
REQUIRED: Columns = [
    (Column("Required", 10), lambda row: "advice" if row.element.advisory else "required")
]
THRESHOLD: Columns = [
    (Column("Threshold", 60), lambda row: threshold(row.element.limit) if row.element.limit else "")
]
REASON: Columns = [(Column("Reason", 15), lambda row: reason_in_words(row.element.reason))]
OFFICE: Columns = [(Column("Office", 20), lambda row: row.element.office or "no office known")]
ARTIFACT: Columns = [(Column("Kind of evidence", 26), lambda row: row.element.kind)]
WHERE: Columns = [(Column("Where", 90), _places)]
STATE: Columns = [
    (Column("Waived until", 12), lambda row: row.waiver.expires if row.waiver else None),
    (Column("Change", 11), lambda row: row.change),
]

TO_DO: Columns = [
    *CRITERION,
    *ELEMENT,
    *OFFICE,
    (Column("What was found", 44), lambda row: row.element.message),
    (Column("What to do", 44), lambda row: row.element.remedy),
    (Column("Short at", 16), lambda row: listing(row.element.scope, most=12)),
    *THRESHOLD,
    *WHERE,
    *TITLE,
    *REQUIRED,
    *STATE,
]
TO_FIND: Columns = [
    *OFFICE,
    *ARTIFACT,
    (Column("What to find", 44), lambda row: row.element.remedy),
    (Column("What is missing", 44), lambda row: row.element.message),
    *REASON,
    *ELEMENT,
    *CRITERION,
    *WHERE,
    *TITLE,
    *REQUIRED,
    *STATE,
]
ALL: Columns = [
    *CRITERION,
    *ELEMENT,
    (Column("Outcome", 17, True), lambda row: row.element.outcome.value),
    *REQUIRED,
    (Column("Message", 48), lambda row: row.element.message),
    (Column("Requirement", 40), lambda row: row.element.requirement),
    (Column("Next step", 40), lambda row: row.element.remedy),
    (Column("Criterion's outcome", 17, True), lambda row: row.outcome),
    (Column("One of", 22), lambda row: row.member_of),
    *REASON,
    *ARTIFACT,
    *OFFICE,
    (Column("Level asked", 11), lambda row: row.element.level_needed.value),
    (
        Column("Level found", 11),
        lambda row: row.element.level_found.value if row.element.level_found else "none",
    ),
    (Column("Rows", 8), lambda row: row.element.rows or None),
    *THRESHOLD,
    (Column("Left to a reader", 32), lambda row: row.element.reader),
    *STATE,
    (Column("Fingerprint", 18), lambda row: row.element.fingerprint),
]

_EVIDENCE: Sequence[tuple[Column, Callable[[Evidence], Cell]]] = [
    (Column("File", 38), lambda seen: seen.file),
    (Column("Line", 8), lambda seen: seen.line),
    (Column("Cell", 20), lambda seen: seen.cell),
    (Column("Field", 24), lambda seen: seen.field),
    (Column("Value", 32), lambda seen: plain(seen.value)),
    (Column("Written", 20), lambda seen: seen.written),
    (Column("Place in the document", 36), lambda seen: seen.cites),
    (Column("Level", 11), lambda seen: seen.level.value if seen.level else ""),
    (Column("Kind of evidence", 26), lambda seen: seen.kind),
]


def evidence(sheet: Sheet, rows: Sequence[ElementRow]) -> None:
    """Write a sheet with a row for each piece of evidence shown."""
    heads = [Column("Id", 28), Column("Outcome", 17, True), *(column for column, _ in _EVIDENCE)]
    cells = [
        [row.element.id, row.element.outcome.value, *(cell_of(piece) for _, cell_of in _EVIDENCE)]
        for row in rows
        for piece in row.element.evidence
    ]
    sheet.table(heads, cells, frozen=True, printed=7)
