"""Differences between two reports, as text."""

from lever5_rules.comparing.changes import ASIDE, FALLS_SHORT, CriterionChange, Difference
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import counted, listing
from lever5_rules.findings.finding import RuleFailure
from lever5_rules.reports.text_page import WIDTH, Page

from .diff_words import (
    GROUPS,
    causes,
    limit_change,
    named,
    outcome_phrase,
    summary,
    unchanged_outcomes_sentence,
)


def render(changes: Difference, *, width: int = WIDTH, color: bool = False) -> str:
    """Return the differences as text of at most `width` columns; `color` adds terminal colors."""
    page = Page(width, color)
    page.say(f"from  {named(changes.old)}", hanging=6, style="1")
    page.say(f"to    {named(changes.new)}", hanging=6, style="1")
    page.gap()
    for note in changes.notes:
        page.say(f"- {note}", hanging=2, style="33;1")
    page.gap()
    page.say(summary(changes), style="1")
    for group, title in GROUPS.items():
        chosen = changes.those(group)
        if chosen:
            page.title(title)
        for one in chosen:
            _criterion(page, one, changes)
    if text := unchanged_outcomes_sentence(changes):
        page.gap()
        page.say(text)
    _errors(page, "ERRORS that were not there before", changes.new_errors)
    _errors(page, "ERRORS that are gone", changes.old_errors)
    if changes.limits:
        page.title("THRESHOLDS that differ")
        for limit in changes.limits:
            page.say(f"- {limit_change(limit)}", hanging=2)
    if changes.newly_selected or changes.no_longer_selected:
        page.title("SELECTION")
        for word, names in (
            ("newly selected", changes.newly_selected),
            ("no longer selected", changes.no_longer_selected),
        ):
            if names:
                page.say(f"{word}: {listing(names, most=43)}", hanging=4)
    if changes.files:
        page.title(f"FILES: {counted(len(changes.files), 'file')} of the bundle differ")
        for file in changes.files:
            page.row(file.change, file.path, lead=9)
    return page.text()


def _criterion(page: Page, one: CriterionChange, changes: Difference) -> None:
    page.gap()
    outcome = Outcome(one.new_state) if one.new_state in tuple(Outcome) else None
    waived = " (waived)"
    states = f"{one.old_state}{waived * one.old_waived} -> {one.new_state}{waived * one.new_waived}"
    word = {"gap": "GAP", "missing-evidence": "MISSING", "not-applicable": "n/a"}
    head = word.get(one.new_state, one.new_state)
    page.row(head, f"{one.id}  {one.title}", outcome, bad=one.new_state == "error")
    page.say(states, indent=8)
    for element in one.elements:
        if element.change == ASIDE:
            continue
        advice = " (advice)" if element.advisory else ""
        page.say(f"- {element.id.partition('/')[2]}{advice}", indent=8, hanging=2, style="1")
        page.say(f"was: {outcome_phrase(element.old_state, element.old)}", indent=10, hanging=5)
        page.say(f"now: {outcome_phrase(element.new_state, element.new)}", indent=10, hanging=5)
        for cause in causes(element, changes):
            page.say(f"- {cause}", indent=10, hanging=2)
        if element.new and element.new.remedy and element.new_state in FALLS_SHORT:
            page.say(f"next: {element.new.remedy}", indent=10, hanging=6, style="36")


def _errors(page: Page, title: str, errors: tuple[RuleFailure, ...]) -> None:
    if errors:
        page.title(title)
    for one in errors:
        page.row("error", f"{one.criterion or 'plugin'} ({one.plugin}): {one.message}", bad=True)
