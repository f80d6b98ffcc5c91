"""Helpers that create verdicts; each message says what was found and what was required."""

from collections.abc import Callable, Collection, Iterable
from contextvars import ContextVar
from datetime import date
from functools import partial
from typing import Any, NoReturn, TypeVar

from lever5_rules.core.errors import RuleError
from lever5_rules.core.evidence import Note
from lever5_rules.core.limits import Limit
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.places import where
from lever5_rules.core.text import (
    counted,
    listing,
    measured,
    shown,
    told_apart,
    with_article,
    within,
)
from lever5_rules.core.verdict import EndOfEvidence, Verdict

from .doubt import weighed
from .records import Records
from .trail import Trail

S = TypeVar("S")
V = TypeVar("V")

current_trail: ContextVar[Trail] = ContextVar("lever5_trail")


def met(message: str, limit: Limit[Any] | None = None) -> Verdict:
    """Return a pass. The engine rejects it if no evidence was read."""
    return Verdict(Reason.MET, message, limit=limit)


def gap(
    reason: Reason,
    message: str,
    remedy: str,
    *,
    limit: Limit[Any] | None = None,
    scope: Iterable[str] = (),
    rows: "Records[Any] | None" = None,
) -> Verdict:
    """Return a gap; `remedy` says exactly what would turn it into a pass.

    `rows` are the rows that decide it, if not everything that was read does.
    """
    return Verdict(reason, message, remedy, limit, tuple(scope), _notes_of(rows))


def missing(
    reason: Reason,
    message: str,
    remedy: str,
    *,
    limit: Limit[Any] | None = None,
    scope: Iterable[str] = (),
    rows: "Records[Any] | None" = None,
    until: date | None = None,
) -> Verdict:
    """Return missing evidence; `remedy` says what to find, or when to check again.

    `until` is the first day on which the element can be judged.
    """
    return Verdict(reason, message, remedy, limit, tuple(scope), _notes_of(rows), until=until)


def _notes_of(rows: "Records[Any] | None") -> tuple[Note, ...]:
    return () if rows is None else rows.witnesses()


def not_applicable(message: str) -> Verdict:
    """Return that the requirement does not apply; like a pass, this needs evidence."""
    return Verdict(None, message)


def conclude(verdict: Verdict) -> NoReturn:
    """End the element with a verdict, from within a shared function or a fact."""
    raise EndOfEvidence(verdict)


def stated(value: object, what: str) -> Verdict:
    """Return a pass for a field that has a value, as reading it has already shown.

    Raises RuleError for a bool, because it matters which of the two it is.
    """
    if isinstance(value, bool):
        raise RuleError(f"takes {shown(value)} for stated; judge a yes-or-no field by what it says")
    return met(f"{what}: {shown(value)}.")


def at_least(found: float, limit: Limit[Any], what: str, remedy: str = "") -> Verdict:
    """Return a pass if `found`, in the limit's unit, is at least the limit, else a gap.

    `what` is the subject of the sentence.
    """
    bound, size = measured(limit.value, limit.unit), told_apart(found, limit.value)
    message = f"{what}: {size} found, at least {bound} asked."
    if found >= limit.value:
        return met(message, limit)
    task = remedy or _add_place(f"Raise {within(what)} from {size} to at least {bound}", found)
    return gap(Reason.BELOW_PARAMETER, message, task, limit=limit)


def at_most(
    found: float,
    limit: Limit[Any],
    what: str,
    remedy: str = "",
    *,
    reason: Reason = Reason.LATE,
) -> Verdict:
    """Return a pass if `found`, in the limit's unit, is at most the limit, else a gap.

    `reason` is the reason of the gap: late, or another one if the limit is not about time.
    """
    bound, size = measured(limit.value, limit.unit), told_apart(found, limit.value)
    message = f"{what}: {size} found, at most {bound} asked."
    if found <= limit.value:
        return met(message, limit)
    task = remedy or _add_place(f"Bring {within(what)} down from {size} to at most {bound}", found)
    return gap(reason, message, task, limit=limit)


def _add_place(task: str, value: float) -> str:
    """Return what to do, and where the result must then appear.

    That is the statement with the value found, the records it was counted from, or the document.
    """
    trail = current_trail.get(None)
    entries = trail.entries if trail else []
    statements = [
        item for item in entries if item.value == value and not isinstance(item.value, bool)
    ]
    kinds = [item.kind for item in trail.samples if item.level is not None] if trail else []
    if kinds and not statements:
        return f"{task}, and record it in {kinds[-1]}."
    candidates = statements or [item for item in reversed(entries) if item.level is not None]
    evidence = next(iter(candidates), None)
    if evidence is None:
        return f"{task}, and record that."
    field, *_ = evidence.pointer
    target = "" if evidence.level is None else " in the document"
    spot = where(evidence.file, evidence.source.place_of((field,)))
    return f"{task}{target}, and record that under {field} in {spot}."


def enough(
    *,
    good: int,
    of: int,
    share: Limit[float],
    said: str,
    remedy: str,
    reason: Reason = Reason.BELOW_PARAMETER,
    lead: str = "",
    more: str = "",
    unknown: int = 0,
    unknown_remedy: str = "",
    scope: Iterable[str] = (),
    rows: "Records[Any] | None" = None,
) -> Verdict:
    """Return a pass if the share `good` / `of` reaches the limit, else a gap.

    `said` follows the two numbers ("leaders took part"), `lead` precedes them, `more` is added to
    the message of a gap. `unknown` things may be good or not: if they could change the result, it
    is missing evidence, and `unknown_remedy` says what to find. `rows` are those that fall short.
    """
    if not of:
        return missing(
            Reason.NO_RECORDS,
            f"{lead}0 of 0 {said}: there is nothing to take a share of.",
            "Find the records and add them.",
            limit=share,
        )
    ratio = told_apart(good / of, share.value)
    message = f"{lead}{good} of {of} {said} ({ratio}), at least {shown(share.value)} asked."
    if good / of >= share.value:
        return met(message, share)
    if unknown and (good + unknown) / of >= share.value:
        return missing(
            Reason.BLANK_FIELD,
            f"{message} Of {unknown} it is not told.",
            unknown_remedy or "Fill in what is not told, and check again.",
            limit=share,
        )
    return gap(reason, f"{message}{more}", remedy, limit=share, scope=scope, rows=rows)


def covers(
    *,
    found: Collection[object],
    wanted: Iterable[object],
    what: str,
    remedy: str,
    limit: Limit[Any] | None = None,
    rows: "Records[Any] | None" = None,
) -> Verdict:
    """Return a pass if everything in `wanted` is in `found`, else a gap.

    If nothing is wanted, the result is missing evidence. `rows` are those in which something is
    lacking, if not everything that was read is.
    """
    items = list(dict.fromkeys(wanted))
    if not items:
        return missing(
            Reason.NO_DENOMINATOR,
            f"{what}: there is nothing to compare with.",
            "Complete the roster, profile or adoption list that says what must be covered.",
        )
    lacking = [shown(item) for item in items if item not in found]
    if not lacking:
        sentence = f"all {len(items)} covered" if len(items) > 1 else "covered"
        return met(f"{what}: {sentence} ({listing(map(shown, items))}).", limit)
    return gap(
        Reason.NOT_COVERED,
        f"{what}: {listing(lacking)} not covered ({len(items) - len(lacking)} of {len(items)}).",
        _name_lacking(remedy, lacking),
        limit=limit,
        scope=lacking,
        rows=rows,
    )


def _name_lacking(remedy: str, lacking: Iterable[str]) -> str:
    try:
        return remedy.format(lacking=listing(lacking))
    except (LookupError, ValueError):
        raise RuleError("gives a remedy with other braces than {lacking}") from None


def every(
    subjects: Iterable[S],
    judge: Callable[[S], Verdict],
    *,
    name: Callable[[S], str] = str,
    what: str = "",
    scoped: bool = True,
) -> Verdict:
    """Judge each subject (campus, role, target ...) separately and combine the verdicts.

    If evidence is missing for one subject, the others are still judged. Without subjects the result
    is missing evidence. Subjects that the requirement does not apply to are ignored; if it applies
    to none, the result is not-applicable. If `scoped`, the scope of the verdict names the subjects
    that fall short, else only what their own verdicts name.
    """
    trail = current_trail.get()
    verdicts: list[tuple[str, Verdict]] = []
    for subject in subjects:
        mark = trail.position()
        verdict = weighed(trail, partial(_judge_subject, judge, subject))
        verdicts.append((name(subject), verdict.noted(trail.since(mark))))
    if not verdicts:
        return missing(
            Reason.NO_DENOMINATOR,
            f"{what or 'This'}: there is nothing to judge it for.",
            "Complete the profile, roster or document that says whom it concerns.",
        )
    return combined(verdicts, what, scoped=scoped)


def _judge_subject(judge: Callable[[S], Verdict], subject: S) -> Verdict:
    verdict = judge(subject)
    if not isinstance(verdict, Verdict):
        raise RuleError(f"judged one by {described(verdict)} instead of a verdict")
    return verdict


def readings(items: Iterable[S], read: Callable[[S], V]) -> tuple[list[tuple[S, V]], list[Verdict]]:
    """Read each of several documents or items; return the values, and the verdicts of failed reads.

    A blank in one of them does not prevent the others from being read.
    """
    trail = current_trail.get()
    pairs: list[tuple[S, V]] = []
    lacking: list[Verdict] = []
    for item in items:
        mark = trail.position()
        try:
            pairs.append((item, read(item)))
        except EndOfEvidence as ending:
            lacking.append(ending.verdict.noted(trail.since(mark)))
            trail.ended = None
            trail.cut(mark)
    return pairs, lacking


def stating(items: Iterable[S], read: Callable[[S], V]) -> list[tuple[S, V]]:
    """Return the values of those documents or items that state one.

    If none does, the element ends: with missing evidence if one of them may still state it, else a
    gap.
    """
    pairs, lacking = readings(items, read)
    if not pairs and lacking:
        conclude(
            next((verdict for verdict in lacking if verdict.outcome is Outcome.MISSING), lacking[0])
        )
    return pairs


MOST_REMEDIES = 3


def combined(results: list[tuple[str, Verdict]], what: str = "", *, scoped: bool = True) -> Verdict:
    """Return one verdict for several subjects, naming those that fall short.

    `scoped` says whether the labels belong in the scope of the verdict, as those of campuses and
    roles do but file names do not.
    """
    applicable = [(label, verdict) for label, verdict in results if verdict.reason is not None]
    if not applicable:
        return results[0][1]
    if len(results) == 1 and not results[0][0]:
        return results[0][1]
    for outcome in (Outcome.GAP, Outcome.MISSING):
        worst = [(label, verdict) for label, verdict in applicable if verdict.outcome is outcome]
        if worst:
            return _combine_worst(worst, applicable, outcome, scoped)
    labels = [label for label, _ in applicable if label]
    first = applicable[0][1]
    lead = f"{what}: met" if what else "Met"
    message = first.message
    if len(applicable) > 1:
        message = f"{lead} by all {len(applicable)} ({listing(labels)}). For one: {message}"
    notes = tuple(note for _, verdict in applicable for note in verdict.notes[:2])
    return first.but(message=message, scope=(), notes=notes)


def _combine_worst(
    worst: list[tuple[str, Verdict]],
    applicable: list[tuple[str, Verdict]],
    outcome: Outcome,
    scoped: bool,
) -> Verdict:
    first = worst[0][1]
    messages = {verdict.message for _, verdict in worst}
    if len(messages) == 1:
        labels = listing(label for label, _ in worst if label)
        message = _prefix_label(labels, first.message)
    else:
        message = " ".join(_prefix_label(label, verdict.message) for label, verdict in worst[:4])
        if len(worst) > 4:
            message += f" And {len(worst) - 4} more: {listing(label for label, _ in worst[4:])}."
    rest = [label for label, verdict in applicable if verdict.outcome is Outcome.MISSING]
    if outcome is Outcome.GAP and any(rest):
        message += f" Not known for lack of evidence: {listing(label for label in rest if label)}."
    scope: dict[str, None] = {}
    for label, verdict in worst:
        if scoped and label:
            parts = [f"{label}/{part}" for part in verdict.scope if part != label]
            scope.update(dict.fromkeys(parts or [label]))
        else:
            scope.update(dict.fromkeys(verdict.scope))
    return first.but(
        message=message,
        remedy=_merge_remedies(worst),
        limit=next((verdict.limit for _, verdict in worst if verdict.limit), None),
        scope=tuple(scope),
        notes=tuple(note for _, verdict in worst for note in verdict.notes),
        problems=tuple(problem for _, verdict in worst for problem in verdict.problems),
        kind=next((verdict.kind for _, verdict in worst if verdict.kind), ""),
        until=min((verdict.until for _, verdict in worst if verdict.until), default=None),
    )


def _prefix_label(label: str, message: str) -> str:
    """Return a message that begins with a label, once."""
    return message if message.startswith(f"{label}: ") or not label else f"{label}: {message}"


def _merge_remedies(worst: list[tuple[str, Verdict]]) -> str:
    """Return the remedies of all verdicts, merging those that differ only in the subject.

    Past `MOST_REMEDIES`, only the number of further ones is given.
    """
    forms: dict[str, dict[str, None]] = {}
    for label, verdict in worst:
        if verdict.remedy:
            form = verdict.remedy.replace(label, "\0") if len(label) > 2 else verdict.remedy
            forms.setdefault(form, {})[label] = None
    remedies = [form.replace("\0", listing(labels)) for form, labels in forms.items()]
    surplus = len(remedies) - MOST_REMEDIES
    if surplus > 0:
        remedies[MOST_REMEDIES:] = [
            f"And {counted(surplus, 'more thing')} to do, as the message says."
        ]
    return " ".join(remedies)


def described(value: object) -> str:
    """Return what was returned instead of a verdict, without revealing its value."""
    if value is None or isinstance(value, bool):
        return str(value)
    return with_article(type(value).__name__)
