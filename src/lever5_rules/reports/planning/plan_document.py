"""The improvement plan as a document, for reading and print; what people fill into its page is not
read back."""

from collections.abc import Iterator

from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import counted, listing
from lever5_rules.reports.document import (
    Block,
    Document,
    Entry,
    Grid,
    Note,
    Notes,
    Say,
    Section,
    Tone,
)
from lever5_rules.reports.wording import INCOMPLETE, accounting, scope, standing, verdict

from .kept_notes import ENTRIES, Filled
from .plan import Action, Plan, WorkItem
from .steps import TOLD, Step

HEADS = ("#", "Work item", "Campuses", "Status", "Office", "Closes alone", *ENTRIES)
CLOSED = ("State", "Since", "Work item", "Criteria", *ENTRIES)
OUTCOMES = {"gap": Outcome.GAP, "missing evidence": Outcome.MISSING}
MOST_FILES = 6


def document_of(plan: Plan) -> Document:
    """Return the plan as a document."""
    report = plan.report
    head: list[Block] = [Say(standing(report)), Say(verdict(report), Tone.STRONG)]
    if not report.complete:
        head.insert(0, Say(INCOMPLETE, Tone.WARNING))
    head += [Say(accounting(report)), Say(scope(report))]
    return Document("Improvement plan", head, [*_tables(plan), *explanations(plan)], report)


def explanations(plan: Plan) -> Iterator[Section]:
    """Yield the parts below the tables: waivers, failures, and what each item takes."""
    if plan.waived:
        waived = []
        for row in plan.waived:
            waiver = row.waiver
            until = f" until {waiver.expires}, by the {waiver.approver_role}" if waiver else ""
            reason = f": {waiver.reason}" if waiver else ""
            outcome = row.element.outcome.value.replace("-", " ")
            waived.append(Note(f"{row.element.id} ({outcome}) waived{until}{reason}"))
        yield Section("Waived", [Notes(waived)])
    if plan.report.errors:
        failed = [
            Note(f"{error.criterion or error.plugin}: {error.message}")
            for error in plan.report.errors
        ]
        yield Section("Could not be judged; tell the authors of the rules", [Notes(failed)])
    if plan.items:
        entries = [_entry(place, item) for place, item in enumerate(plan.items, start=1)]
        yield Section("What each item takes", entries)


def _tables(plan: Plan) -> Iterator[Section]:
    rows = [_row(place, item) for place, item in enumerate(plan.items, start=1)]
    yield Section("Work list", [Grid(HEADS, rows)] if rows else [Say("Nothing is open.")])
    if plan.own:
        additions = [[what, *_entries_by_people(filled)] for what, filled in plan.own]
        yield Section("Added by hand", [Grid(("Work item", *ENTRIES), additions)])
    if plan.closed:
        closed = [
            [
                row.state,
                row.since,
                row.what,
                ", ".join(row.criteria),
                *_entries_by_people(row.filled),
            ]
            for row in (item.row for item in plan.closed)
        ]
        yield Section(f"No longer open on {plan.report.as_of}", [Grid(CLOSED, closed)])


def _row(place: int, item: WorkItem) -> list[str]:
    campuses = listing(item.campuses, most=40)
    closes = listing(item.closes, most=43) or "none"
    return [
        str(place),
        item.title,
        campuses,
        item.status,
        item.office,
        closes,
        *_entries_by_people(item.filled),
    ]


def _entries_by_people(filled: Filled) -> tuple[str, str, str]:
    return filled.owner, filled.due, filled.notes


def _entry(place: int, item: WorkItem) -> Entry:
    notes = [Note(f"{problem.where}: {problem.message}") for problem in item.corrections]
    if item.may and item.elements:
        more = counted(item.may, "requirement")
        notes.append(Note(f"It may decide {more} more, of items further down."))
    corrected, others = _corrections_and_rest(item)
    notes += [_step(step, item.action) for step in corrected]
    if others and item.corrections:
        notes.append(Note("Then check again: what follows may be due to that entry."))
    notes += [_step(step, item.action) for step in others]
    lead = " ".join(_lead(place, item))
    return Entry(item.status, f"{place}.", item.title, OUTCOMES.get(item.status), lead, notes)


def _corrections_and_rest(item: WorkItem) -> tuple[list[Step], list[Step]]:
    """Return the steps that correct the entries of an item, and the others."""
    corrected = [step for step in item.steps if TOLD in step.message]
    return corrected, [step for step in item.steps if step not in corrected]


def _lead(place: int, item: WorkItem) -> Iterator[str]:
    what = "This" if item.may and not item.elements else f"{item.action.value.capitalize()}:"
    yield f"{what} {item.size}."
    if item.office:
        yield f"Usually held by: {item.office}."
    if item.closes:
        yield f"Done alone, it could close {', '.join(item.closes)}."
    if item.completes:
        also = " also" if item.closes else ""
        items = "the item above" if place == 2 else "the items above"
        yield f"With {items} it could{also} close {', '.join(item.completes)}."
    if item.files:
        omitted = len(item.files) - MOST_FILES
        more = f" and {omitted} more" if omitted > 0 else ""
        yield f"Handed in: {', '.join(item.files[:MOST_FILES])}{more}."


def _step(step: Step, action: Action) -> Note:
    at = f" at {listing(step.where, most=12)}" if step.where else ""
    status = f"{'advice, ' if step.advisory else ''}{step.status}{at}"
    notes = [Note(f"{listing(step.criteria, most=12)} ({status})", "Asked by")]
    if step.remedy:
        notes.append(Note(step.message, "Found"))
    notes += [Note(other, "Or instead") for other in step.instead]
    if step.threshold:
        notes.append(Note(step.threshold, "Threshold"))
    if step.places and action is not Action.FIND:
        notes.append(Note("; ".join(step.places), "See", Tone.SOFT))
    elements = f"For {counted(len(step.elements), 'requirement')}"
    notes.append(Note(", ".join(step.elements), elements, Tone.SOFT))
    return Note(step.remedy or step.message, tone=Tone.DO, notes=notes)
