"""The improvement plan as an HTML page for reading and print; notes in it are not read back."""

from collections.abc import Iterator

from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import counted, listing
from lever5_rules.reports.document import (
    DO,
    STRONG,
    WARNING,
    Block,
    Document,
    Entry,
    Grid,
    Note,
    Notes,
    Say,
    Section,
)
from lever5_rules.reports.documents import as_html
from lever5_rules.reports.wording import INCOMPLETE, accounting, scope, standing, verdict

from .plan import Plan, WorkItem
from .steps import Step

HEADS = ("#", "Work item", "Campuses", "Status", "Office", "Closes alone", "Owner", "Due", "Notes")
OUTCOMES = {"gap": Outcome.GAP, "missing evidence": Outcome.MISSING}


def render(plan: Plan) -> str:
    """Return the plan as one self-contained page."""
    report = plan.report
    head: list[Block] = [Say(standing(report)), Say(verdict(report), STRONG)]
    if not report.complete:
        head.insert(0, Say(INCOMPLETE, WARNING))
    head += [Say(accounting(report)), Say(scope(report))]
    return as_html.render(Document("Improvement plan", head, list(_sections(plan))))


def _sections(plan: Plan) -> Iterator[Section]:
    rows = [_row(place, item) for place, item in enumerate(plan.items, start=1)]
    yield Section("Work list", [Grid(HEADS, rows)] if rows else [Say("Nothing is open.")])
    if plan.own:
        own = [[what, filled.owner, filled.due, filled.notes] for what, filled in plan.own]
        yield Section("Added by hand", [Grid(("Work item", "Owner", "Due", "Notes"), own)])
    entries = [_entry(place, item) for place, item in enumerate(plan.items, start=1)]
    if entries:
        yield Section("What each item takes", entries)
    if plan.waived:
        waived = [
            Note(f"{row.element.id} ({row.element.outcome.value.replace('-', ' ')})")
            for row in plan.waived
        ]
        yield Section("Waived", [Notes(waived)])


def _row(place: int, item: WorkItem) -> list[str]:
    campuses = listing(item.campuses, most=40)
    closes = listing(item.closes, most=43) or "none"
    entries = (item.filled.owner, item.filled.due, item.filled.notes)
    return [str(place), item.title, campuses, item.status, item.office, closes, *entries]


def _entry(place: int, item: WorkItem) -> Entry:
    office = f" Usually held by: {item.office}." if item.office else ""
    lead = f"{item.action.value.capitalize()}: {item.size}.{office}"
    notes = [Note(f"{problem.where}: {problem.message}") for problem in item.corrections]
    notes += [_step(step) for step in item.steps]
    return Entry(item.status, f"{place}.", item.title, OUTCOMES.get(item.status), lead, notes)


def _step(step: Step) -> Note:
    notes = [Note(listing(step.criteria, most=12), "asked by")]
    if step.remedy:
        notes.append(Note(step.message, "found"))
    notes += [Note(other, "or instead") for other in step.instead]
    if step.threshold:
        notes.append(Note(step.threshold, "threshold"))
    if step.where:
        notes.append(Note(listing(step.where, most=12), "at"))
    elements = f"{counted(len(step.elements), 'element')}{', advice' if step.advisory else ''}"
    return Note(step.remedy or step.message, tone=DO, notes=[*notes, Note(elements, "for")])
