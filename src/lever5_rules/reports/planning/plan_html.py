"""The improvement plan as one page of HTML, to be read or printed; notes are not read from it."""

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
from lever5_rules.reports.documents.as_html import html_of
from lever5_rules.reports.wording import INCOMPLETE, accounting, scope, standing, verdict

from .plan import Plan, Step, WorkItem

HEADS = ("#", "Work item", "Campuses", "Status", "Office", "Closes alone", "Owner", "Due", "Notes")
OUTCOMES = {"gap": Outcome.GAP, "missing evidence": Outcome.MISSING}


def render(plan: Plan) -> str:
    """Return the plan as one self-contained page."""
    report = plan.report
    head: list[Block] = [Say(standing(report)), Say(verdict(report), STRONG)]
    if not report.complete:
        head.insert(0, Say(INCOMPLETE, WARNING))
    head += [Say(accounting(report)), Say(scope(report))]
    return html_of(Document("Improvement plan", head, list(_sections(plan))))


def _sections(plan: Plan) -> Iterator[Section]:
    rows = [_row(place, one) for place, one in enumerate(plan.items, start=1)]
    yield Section("Work list", [Grid(HEADS, rows)] if rows else [Say("Nothing is open.")])
    if plan.own:
        own = [[what, one.owner, one.due, one.notes] for what, one in plan.own]
        yield Section("Added by hand", [Grid(("Work item", "Owner", "Due", "Notes"), own)])
    entries = [_entry(place, one) for place, one in enumerate(plan.items, start=1)]
    if entries:
        yield Section("What each item takes", entries)
    if plan.waived:
        waived = [
            Note(f"{row.element.id} ({row.element.outcome.value.replace('-', ' ')})")
            for row in plan.waived
        ]
        yield Section("Waived", [Notes(waived)])


def _row(place: int, one: WorkItem) -> list[str]:
    campuses = listing(one.campuses, most=40)
    closes = listing(one.closes, most=43) or "none"
    entries = (one.filled.owner, one.filled.due, one.filled.notes)
    return [str(place), one.title, campuses, one.status, one.office, closes, *entries]


def _entry(place: int, one: WorkItem) -> Entry:
    office = f" Usually held by: {one.office}." if one.office else ""
    lead = f"{one.action.value.capitalize()}: {one.size}.{office}"
    notes = [Note(f"{each.where}: {each.message}") for each in one.corrections]
    notes += [_step(each) for each in one.steps]
    return Entry(one.status, f"{place}.", one.title, OUTCOMES.get(one.status), lead, notes)


def _step(step: Step) -> Note:
    told = [Note(listing(step.criteria, most=12), "asked by")]
    if step.remedy:
        told.append(Note(step.message, "found"))
    told += [Note(other, "or instead") for other in step.instead]
    if step.threshold:
        told.append(Note(step.threshold, "threshold"))
    if step.where:
        told.append(Note(listing(step.where, most=12), "at"))
    elements = f"{counted(len(step.elements), 'element')}{', advice' if step.advisory else ''}"
    return Note(step.remedy or step.message, tone=DO, notes=[*told, Note(elements, "for")])
