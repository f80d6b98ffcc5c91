"""Sentences on the differences between two reports, shared by all formats."""

from collections.abc import Iterable, Iterator

from lever5_rules.comparing.changes import (
    ASIDE,
    CHANGED,
    CLOSED,
    NEW,
    OPENED,
    Difference,
    ElementChange,
    LimitChange,
    Moved,
)
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit
from lever5_rules.core.places import where
from lever5_rules.core.text import clipped, counted, listing, measured, shown
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.reports.names import Names
from lever5_rules.reports.wording import district, reason_in_words

GROUPS = {
    OPENED: "OPENED: falls short, and did not before",
    CLOSED: "CLOSED: fell short before, and does no longer",
    NEW: "NEW: judged now, and not selected before",
    CHANGED: "CHANGED: otherwise than before, and neither opened nor closed",
}
MOST_MOVED = 6


def named(report: Report) -> str:
    """Return a report's identification, such as `Cedar Hollow ISD (227950), reviewed as of
    2026-11-23 under the ruleset default 1`."""
    return f"{district(report)}, reviewed as of {report.as_of} under the ruleset {_ruleset(report)}"


def summary(changes: Difference) -> str:
    """Return a sentence with the numbers of criteria opened, closed, new, changed and unchanged."""
    numbers = {change: len(changes.those(change)) for change in GROUPS}
    same = len(changes.new.selected) - sum(numbers.values())
    parts = [f"{number} {change}" for change, number in numbers.items() if number or change != NEW]
    total = counted(len(changes.new.selected), "criterion", "criteria")
    return f"{total}: {', '.join(parts)}, {same} as before."


def unchanged_outcomes_sentence(changes: Difference) -> str:
    """Return a sentence on elements that still pass, on other evidence; empty if there are none."""
    chosen = [
        element.id
        for criterion in changes.criteria
        for element in criterion.elements
        if element.change == ASIDE
    ]
    if not chosen:
        return ""
    return (
        f"{counted(len(chosen), 'requirement')} {'passes' if len(chosen) == 1 else 'pass'} "
        f"as before, on other evidence or with other words: {listing(chosen, most=12)}."
    )


def in_plain_words(state: str) -> str:
    """Return an outcome as people say it: `missing evidence`."""
    return state.replace("-", " ")


def outcome_phrase(state: str, finding: ElementFinding | None, names: Names) -> str:
    """Return an outcome with its reason and message: `gap (below the threshold): 30 minutes found,
    ...`."""
    state = in_plain_words(state)
    if finding is None:
        return state
    scope = f" [{listing(map(names.place, finding.scope))}]" if finding.scope else ""
    why = reason_in_words(finding.reason)
    return f"{state} ({why}){scope}: {finding.message}"


def causes(change: ElementChange, changes: Difference) -> Iterator[str]:
    """Yield the causes of an element's change: files, evidence, threshold, or the day."""
    if change.files:
        yield listing((f"{file.path} {file.change}" for file in change.files), most=5)
    moves = list(_moves(change.evidence))
    yield from moves[:MOST_MOVED]
    if len(moves) > MOST_MOVED:
        yield f"and {len(moves) - MOST_MOVED} more"
    if change.limit and change.old and change.new and change.old.limit and change.new.limit:
        yield f"threshold {threshold(change.old.limit)}, now {threshold(change.new.limit)}"
    if not change.files and not change.limit:
        old, new = changes.old, changes.new
        if old.as_of != new.as_of:
            yield f"the day of the review: {old.as_of}, now {new.as_of}"
        if old.ruleset_sha256 != new.ruleset_sha256:
            yield f"the ruleset: {_ruleset(old)}, now {_ruleset(new)}"
        if old.tool_version != new.tool_version:
            yield f"the version of lever5-rules: {old.tool_version}, now {new.tool_version}"


def _moves(evidence: Iterable[Moved]) -> Iterator[str]:
    """Yield each change of evidence once, with all places that share it: `plc_guideline.toml:
    minutes = 45, now 30 (line 11)`."""
    places: dict[str, dict[str, None]] = {}
    for change in evidence:
        piece = change.new or change.old
        assert piece is not None
        at = where(None, piece.place)
        places.setdefault(_change_phrase(change.old, change.new), {})[at] = None
    for text, spots in places.items():
        shown_at = listing((at for at in spots if at), most=4)
        yield f"{text} ({shown_at})" if shown_at else text


def _change_phrase(old: Evidence | None, new: Evidence | None) -> str:
    if old is not None and new is not None:
        before, after = _value(old), _value(new)
        if before == after:
            before, after = (
                f"{evidence.level.value if evidence.level else 'no'} evidence"
                for evidence in (old, new)
            )
        return f"{new.file}: {new.field}: {before}, now {after}"
    piece, word = (new, "shown now") if new is not None else (old, "no longer shown")
    assert piece is not None
    return f"{word}: {piece.file}: {piece.field}: {_value(piece)}"


def limit_change(change: LimitChange) -> str:
    """Return the change of a limit: `plc.min_minutes: 45 minutes (...), now 40 minutes (...)`."""
    return f"{change.old.name}: {threshold(change.old)}, now {threshold(change.new)}"


def threshold(limit: Limit[object]) -> str:
    """Return a limit with its origin: `45 minutes (ruleset default; judgement: ...)`."""
    return (
        f"{measured(limit.value, limit.unit)} "
        f"(ruleset {limit.ruleset}; {limit.origin.value}: {clipped(limit.source, 100)})"
    )


def _ruleset(report: Report) -> str:
    return f"{report.ruleset} {report.ruleset_version}"


def _value(piece: Evidence) -> str:
    return clipped(shown(piece.value), 60) if piece.value is not None else "without a value"
