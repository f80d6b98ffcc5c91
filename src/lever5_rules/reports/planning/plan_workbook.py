"""The improvement plan as a workbook, and the reading of a filled-in one."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from io import BytesIO

from lever5_rules.core.errors import UsageError
from lever5_rules.reading.tables.sheets import Cell as SheetCell
from lever5_rules.reading.values.single_values import Bad
from lever5_rules.reading.workbooks.workbook import Workbook
from lever5_rules.reports.sheet import MOST_LETTERS_OF_A_CELL, Book, Cell, Column
from lever5_rules.reports.wording import INCOMPLETE, accounting, scope, standing

from .kept_notes import (
    CRITERIA,
    DUE,
    ID,
    NEEDED,
    NOTES,
    OWNER,
    SINCE,
    STATE,
    WHAT,
    Filled,
    KeptPlan,
    checksum,
    district_of,
    kept_of,
    own_words,
)
from .plan import Plan

CHECK, DISTRICT = "Checksum of this plan: ", "District id: "
HOW = (
    "Fill in Owner, Due and Notes (yellow); a later run keeps them. A row without an id is your "
    "own and stays too. What is written elsewhere is not carried over."
)
_DAY = re.compile(r"(19|2\d)\d\d-\d\d-\d\d", re.ASCII)
ENTRY_COLUMNS = (Column(OWNER, 18), Column(DUE, 12), Column(NOTES, 34))
WORK = (
    Column("#", 5),
    Column("Action", 15),
    Column(WHAT, 40),
    Column("Campuses", 26),
    Column("Status", 12, True),
    Column("Office", 20),
    Column("Closes alone", 14),
    Column("Requirements", 16),
    *ENTRY_COLUMNS,
    Column(CRITERIA, 26),
    Column("Files", 40),
    Column(ID, 14),
)
OWN = (Column(WHAT, 40), *ENTRY_COLUMNS)
CLOSED = (
    Column(STATE, 20),
    Column(SINCE, 12),
    Column(WHAT, 40),
    *ENTRY_COLUMNS,
    Column(CRITERIA, 26),
    Column(ID, 14),
)
STEPS = (
    Column("#", 5),
    Column(WHAT, 32),
    Column("Criterion", 32),
    Column("Status", 12, True),
    Column("Campuses, roles or products", 26),
    Column("Next step", 48),
    Column("Found", 48),
    Column("Or instead", 30),
    Column("Requirements", 40),
    Column("Required", 10),
    Column("Threshold", 44),
    Column("See", 60),
)


def render(plan: Plan) -> bytes:
    """Return the plan as the bytes of an .xlsx file.

    Raises UsageError if somebody's notes are longer than a cell can hold.
    """
    return _write_book(plan, _checksum(_rows(_write_book(plan, ""))))


def read(content: bytes) -> KeptPlan | None:
    """Return what people filled into a plan, or None if the workbook is not a plan.

    Raises UnreadablePackage if it cannot be read, or is larger than any plan.
    """
    items = _rows(content)
    lines = {
        text: cell[len(text) :]
        for cell in items
        if isinstance(cell, str)
        for text in (CHECK, DISTRICT)
        if cell.startswith(text)
    }
    rows = [row for row in items if isinstance(row, Mapping)]
    if len(lines) < 2:
        return None
    return kept_of(lines[DISTRICT], rows, intact=lines[CHECK] == _checksum(items))


def _write_book(plan: Plan, check: str) -> bytes:
    report = plan.report
    book = Book(report, "Lever 5: improvement plan")
    sheet = book.sheet("Work list")
    rows: list[list[Cell]] = [
        [
            place,
            item.action.value,
            item.title,
            "\n".join(item.campuses),
            item.status,
            item.office,
            ", ".join(item.closes) or "none",
            item.size,
            *_entries(item.filled),
            "\n".join(item.named),
            "\n".join(item.files),
            item.fingerprint,
        ]
        for place, item in enumerate(plan.items, start=1)
    ]
    if not report.complete:
        sheet.say(INCOMPLETE, "incomplete line")
    sheet.say(standing(report), "title")
    sheet.say(accounting(report), "strong")
    sheet.say(HOW)
    sheet.table(WORK, rows, frozen=True, printed=11, entries=(8, 9, 10))
    if plan.own:
        added: list[list[Cell]] = [[what, *_entries(filled)] for what, filled in plan.own]
        book.sheet("Added by hand").table(OWN, added, frozen=True, entries=(0, 1, 2, 3))
    if plan.closed:
        closed: list[list[Cell]] = [
            [
                closed_item.row.state,
                closed_item.row.since,
                closed_item.row.what,
                *_entries(closed_item.row.filled),
                ", ".join(closed_item.row.criteria),
                closed_item.fingerprint,
            ]
            for closed_item in plan.closed
        ]
        book.sheet("No longer open").table(CLOSED, closed, frozen=True, entries=(3, 4, 5))
    book.sheet("What it takes").table(STEPS, _steps(plan), frozen=True, printed=8)
    _waived(book, plan)
    about = book.sheet("About")
    about.widths([Column("", 120)])
    about.say("About this plan", "title")
    about.say(scope(report))
    about.say(f"Made by lever5-rules {report.tool_version} from a report of {report.as_of}.")
    about.say(f"{DISTRICT}{district_of(report)}")
    for error in report.errors:
        about.say(f"Could not be judged: {error.criterion or error.plugin}: {error.message}")
    about.say(f"{CHECK}{check}")
    return book.content()


def _steps(plan: Plan) -> list[list[Cell]]:
    return [
        [
            place,
            item.title,
            "\n".join(step.criteria),
            step.status,
            "\n".join(step.where),
            step.remedy,
            step.message,
            "\n".join(step.instead),
            "\n".join(step.elements),
            "advice" if step.advisory else "required",
            step.threshold,
            "\n".join(step.places),
        ]
        for place, item in enumerate(plan.items, start=1)
        for step in item.steps
    ]


def _waived(book: Book, plan: Plan) -> None:
    if not plan.waived:
        return
    columns = (
        Column("Requirement", 32),
        Column("Outcome", 18, True),
        Column("Waived until", 14),
        Column("Approved by", 24),
        Column("Reason", 50),
        Column("Message", 60),
    )
    rows: list[list[Cell]] = []
    for row in plan.waived:
        element = row.element
        if row.waiver is not None:
            until, role, reason = row.waiver.expires, row.waiver.approver_role, row.waiver.reason
            rows.append([element.id, element.outcome.value, until, role, reason, element.message])
    book.sheet("Waived").table(columns, rows, frozen=True)


def _entries(filled: Filled) -> list[Cell]:
    """Return what people filled in as cells; dates as dates."""
    cells: list[Cell] = []
    for text in map(own_words, (filled.owner, filled.due, filled.notes)):
        if len(text) > MOST_LETTERS_OF_A_CELL:
            raise UsageError(
                f"Notes of {len(text)} letters do not go into a cell, which holds "
                f"{MOST_LETTERS_OF_A_CELL}. Write the plan as Markdown."
            )
        cells.append(text)
    if _DAY.fullmatch(filled.due):
        with suppress(ValueError):
            cells[1] = date.fromisoformat(filled.due)
    return cells


def _rows(content: bytes) -> list[Mapping[str, str] | str]:
    """Return the rows of a plan's tables by their headers, and every other row as text."""
    book = Workbook(BytesIO(content))
    result: list[Mapping[str, str] | str] = []
    for sheet in book.sheets:
        heads: list[str] = []
        for _, cells in sheet.rows:
            row = [_text(cell) for cell in cells]
            if heads:
                heads += [f"column {place + 1}" for place in range(len(heads), len(row))]
                row += [""] * (len(heads) - len(row))
                result.append(dict(zip(heads, row, strict=True)))
                continue
            result.append("|".join(row).rstrip("|"))
            if NEEDED.issubset(row):
                heads = [name or f"column {place}" for place, name in enumerate(row, start=1)]
    return [*result, *(f"comment {text}" for text in book.comments())]


def _checksum(rows: Iterable[Mapping[str, str] | str]) -> str:
    return checksum(rows, lambda line: line.startswith(CHECK))


def _text(cell: SheetCell) -> str:
    """Return a cell as text; an unreadable one says why."""
    return cell if isinstance(cell, str) else cell.message if isinstance(cell, Bad) else str(cell)
