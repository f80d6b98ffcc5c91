"""Differences between two reports, as Markdown for a wiki page or an issue."""

from collections.abc import Iterable, Iterator

from lever5_rules.comparing.changes import ASIDE, FALLS_SHORT, CriterionChange, Difference
from lever5_rules.core.text import listing
from lever5_rules.findings.finding import RuleFailure
from lever5_rules.reports.formats.markdown_report import md

from .diff_words import (
    GROUPS,
    causes,
    limit_change,
    named,
    outcome_phrase,
    summary,
    unchanged_outcomes_sentence,
)


def render(changes: Difference) -> str:
    """Return the differences as Markdown; all text from a bundle is escaped."""
    return "\n".join(_lines(changes)) + "\n"


def _lines(changes: Difference) -> Iterator[str]:
    yield "# What changed\n"
    yield f"- from {md(named(changes.old))}"
    yield f"- to {md(named(changes.new))}"
    for note in changes.notes:
        yield f"\n> {md(note)}"
    yield f"\n**{md(summary(changes))}**"
    for group, title in GROUPS.items():
        chosen = changes.those(group)
        if chosen:
            yield f"\n## {md(title)}"
        for one in chosen:
            yield from _criterion(one, changes)
    if text := unchanged_outcomes_sentence(changes):
        yield f"\n{md(text)}"
    yield from _errors("Errors that were not there before", changes.new_errors)
    yield from _errors("Errors that are gone", changes.old_errors)
    if changes.limits:
        yield "\n## Thresholds that differ\n"
    for limit in changes.limits:
        yield f"- {md(limit_change(limit))}"
    if changes.newly_selected or changes.no_longer_selected:
        yield "\n## Selection\n"
    if changes.newly_selected:
        yield f"- newly selected: {md(listing(changes.newly_selected, most=60))}"
    if changes.no_longer_selected:
        yield f"- no longer selected: {md(listing(changes.no_longer_selected, most=60))}"
    if changes.files:
        yield "\n## Files that differ\n"
    for file in changes.files:
        yield f"- {file.change}: {md(file.path, 300)}"


def _criterion(one: CriterionChange, changes: Difference) -> Iterator[str]:
    yield f"\n### {md(f'{one.id} {one.title}', 300)}\n"
    old = f"{one.old_state}{' (waived)' if one.old_waived else ''}"
    new = f"{one.new_state}{' (waived)' if one.new_waived else ''}"
    yield f"{md(old)}, now **{md(new)}**\n"
    for element in one.elements:
        if element.change == ASIDE:
            continue
        advice = " (advice)" if element.advisory else ""
        yield f"- {md(element.id.partition('/')[2])}{advice}"
        yield f"  - was: {md(outcome_phrase(element.old_state, element.old))}"
        yield f"  - now: {md(outcome_phrase(element.new_state, element.new))}"
        for cause in causes(element, changes):
            yield f"  - because: {md(cause)}"
        if element.new and element.new.remedy and element.new_state in FALLS_SHORT:
            yield f"  - next: {md(element.new.remedy)}"


def _errors(title: str, errors: Iterable[RuleFailure]) -> Iterator[str]:
    for number, one in enumerate(errors):
        if not number:
            yield f"\n## {title}\n"
        yield f"- {md(one.criterion or 'plugin')} ({md(one.plugin)}): {md(one.message)}"
