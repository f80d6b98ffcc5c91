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
from lever5_rules.reports.document import Document, Entry, Facts, Note, Notes, Say, Section, Tone
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
    warnings = (
        [Notes([Note(note, tone=Tone.WARNING) for note in changes.notes])] if changes.notes else []
    )
    return Document(
        "What changed",
        [
            Facts([("from", named(changes.old)), ("to", named(changes.new))]),
            *warnings,
            Say(summary(changes), Tone.STRONG),
        ],
        [*_groups(changes, names), *_rest(changes, names)],
        changes.new,
    )


def _groups(changes: Difference, names: Names) -> Iterator[Section]:
    for group, title in GROUPS.items():
        chosen = changes.those(group)
        if chosen:
            yield Section(title, [_criterion(change, changes, names) for change in chosen])


def _rest(changes: Difference, names: Names) -> Iterator[Section]:
    if text := unchanged_outcomes_sentence(changes):
        yield Section("AS BEFORE, on other evidence", [Say(names.readable(text))])
    yield from _errors("ERRORS that were not there before", changes.new_errors)
    yield from _errors("ERRORS that are gone", changes.old_errors)
    if changes.limits:
        differ = [Note(names.readable(limit_change(limit))) for limit in changes.limits]
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
        title = f"FILES: {counted(len(changes.files), 'file')} of evidence differ"
        yield Section(title, [Notes([Note(file.path, file.change) for file in changes.files])])


def _criterion(change: CriterionChange, changes: Difference, names: Names) -> Entry:
    old, new = (
        f"{in_plain_words(state)}{' (waived)' if waived else ''}"
        for state, waived in (
            (change.old_state, change.old_waived),
            (change.new_state, change.new_waived),
        )
    )
    return Entry(
        WORDS.get(change.new_state, change.new_state),
        change.id,
        change.title,
        Outcome(change.new_state) if change.new_state in tuple(Outcome) else None,
        f"{old}, now {new}",
        [
            _element(element, changes, names)
            for element in change.elements
            if element.change != ASIDE
        ],
        change.new_state == "error",
    )


def _element(change: ElementChange, changes: Difference, names: Names) -> Note:
    notes = [
        Note(names.readable(outcome_phrase(change.old_state, change.old, names)), "was"),
        Note(names.readable(outcome_phrase(change.new_state, change.new, names)), "now"),
        *(Note(cause, "because") for cause in causes(change, changes)),
    ]
    if change.new and change.new.remedy and change.new_state in FALLS_SHORT:
        notes.append(Note(names.readable(change.new.remedy), "next", Tone.DO))
    advice = " (advice)" if change.advisory else ""
    return Note(f"{label_of(change.id.partition('/')[2])}{advice}", notes=notes)


def _errors(title: str, errors: Iterable[RuleFailure]) -> Iterator[Section]:
    entries = [
        Entry(
            "error",
            failure.criterion or "plugin",
            f"({failure.plugin}): {failure.message}",
            bad=True,
        )
        for failure in errors
    ]
    if entries:
        yield Section(title, entries)
