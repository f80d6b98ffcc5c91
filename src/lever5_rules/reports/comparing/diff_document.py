"""Differences between two reports as a document, for every format that people read."""

from collections.abc import Iterable, Iterator

from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.comparing.changes import (
    ASIDE,
    FALLS_SHORT,
    CriterionChange,
    Difference,
    ElementChange,
)
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import counted, listing
from lever5_rules.findings.finding import RuleFailure
from lever5_rules.reports.document import (
    DO,
    STRONG,
    WARNING,
    Document,
    Entry,
    Facts,
    Note,
    Notes,
    Say,
    Section,
)
from lever5_rules.reports.names import Names

from .diff_words import (
    GROUPS,
    causes,
    in_plain_words,
    limit_change,
    named,
    outcome_phrase,
    summary,
    unchanged_outcomes_sentence,
)

WORDS = {"gap": "GAP", "missing-evidence": "MISSING", "not-applicable": "n/a"}


def document_of(changes: Difference) -> Document:
    """Return what changed, as a document."""
    names = Names.of(changes.new, changes.old)
    warnings = [Notes([Note(one, tone=WARNING) for one in changes.notes])] if changes.notes else []
    return Document(
        "What changed",
        [
            Facts([("from", named(changes.old)), ("to", named(changes.new))]),
            *warnings,
            Say(summary(changes), STRONG),
        ],
        [*_groups(changes, names), *_rest(changes, names)],
    )


def _groups(changes: Difference, names: Names) -> Iterator[Section]:
    for group, title in GROUPS.items():
        chosen = changes.those(group)
        if chosen:
            yield Section(title, [_criterion(one, changes, names) for one in chosen])


def _rest(changes: Difference, names: Names) -> Iterator[Section]:
    if text := unchanged_outcomes_sentence(changes):
        yield Section("AS BEFORE, on other evidence", [Say(names.said(text))])
    yield from _errors("ERRORS that were not there before", changes.new_errors)
    yield from _errors("ERRORS that are gone", changes.old_errors)
    if changes.limits:
        differ = [Note(names.said(limit_change(one))) for one in changes.limits]
        yield Section("THRESHOLDS that differ", [Notes(differ)])
    selection = [
        Note(listing(chosen, most=43), label)
        for label, chosen in (
            ("newly selected", changes.newly_selected),
            ("no longer selected", changes.no_longer_selected),
        )
        if chosen
    ]
    if selection:
        yield Section("SELECTION", [Notes(selection)])
    if changes.files:
        title = f"FILES: {counted(len(changes.files), 'file')} of the bundle differ"
        yield Section(title, [Notes([Note(one.path, one.change) for one in changes.files])])


def _criterion(one: CriterionChange, changes: Difference, names: Names) -> Entry:
    old, new = (
        f"{in_plain_words(state)}{' (waived)' if waived else ''}"
        for state, waived in ((one.old_state, one.old_waived), (one.new_state, one.new_waived))
    )
    return Entry(
        WORDS.get(one.new_state, one.new_state),
        one.id,
        one.title,
        Outcome(one.new_state) if one.new_state in tuple(Outcome) else None,
        f"{old}, now {new}",
        [_element(each, changes, names) for each in one.elements if each.change != ASIDE],
        one.new_state == "error",
    )


def _element(one: ElementChange, changes: Difference, names: Names) -> Note:
    told = [
        Note(names.said(outcome_phrase(one.old_state, one.old, names)), "was"),
        Note(names.said(outcome_phrase(one.new_state, one.new, names)), "now"),
        *(Note(cause, "because") for cause in causes(one, changes)),
    ]
    if one.new and one.new.remedy and one.new_state in FALLS_SHORT:
        told.append(Note(names.said(one.new.remedy), "next", DO))
    advice = " (advice)" if one.advisory else ""
    return Note(f"{label_of(one.id.partition('/')[2])}{advice}", notes=told)


def _errors(title: str, errors: Iterable[RuleFailure]) -> Iterator[Section]:
    found = [
        Entry("error", one.criterion or "plugin", f"({one.plugin}): {one.message}", bad=True)
        for one in errors
    ]
    if found:
        yield Section(title, found)
