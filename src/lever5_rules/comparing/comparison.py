"""Computation of the differences between two reports."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit
from lever5_rules.core.text import shown
from lever5_rules.findings.finding import ElementFinding, RuleFailure, with_members
from lever5_rules.findings.report import Report

from .changes import (
    ASIDE,
    CHANGED,
    CLOSED,
    FALLS_SHORT,
    NEW,
    NOT_APPLICABLE,
    NOT_SELECTED,
    NOWHERE,
    OFF,
    OPENED,
    CriterionChange,
    Difference,
    ElementChange,
    FileChange,
    LimitChange,
    Moved,
    states_of,
)


def difference(old: Report, new: Report) -> Difference:
    """Return the differences between any two reports, whatever districts or years they are of."""
    files = _files(old, new)
    failed, fails = _errors(old), _errors(new)
    return Difference(
        old=old,
        new=new,
        notes=tuple(_notes(old, new)),
        criteria=tuple(_criteria(old, new, files)),
        files=tuple(files.values()),
        limits=tuple(_limits(old, new)),
        newly_selected=tuple(
            criterion for criterion in new.selected if criterion not in old.selected
        ),
        no_longer_selected=tuple(
            criterion for criterion in old.selected if criterion not in new.selected
        ),
        new_errors=tuple(failure for key, failure in fails.items() if key not in failed),
        old_errors=tuple(failure for key, failure in failed.items() if key not in fails),
    )


def _errors(report: Report) -> dict[tuple[str | None, str, str], RuleFailure]:
    return {
        (failure.criterion, failure.plugin, failure.message): failure for failure in report.errors
    }


def _notes(old: Report, new: Report) -> Iterator[str]:
    if (old.district_id, old.district_name) != (new.district_id, new.district_name):
        yield (
            f"They are of different districts: {old.district_name} ({old.district_id}) and "
            f"{new.district_name} ({new.district_id})."
        )
    if old.school_year != new.school_year:
        yield f"They are of different school years: {old.school_year} and {new.school_year}."
    if old.as_of > new.as_of:
        yield f"The second is of an earlier day than the first: {new.as_of}, not {old.as_of}."
    if old.ruleset_sha256 != new.ruleset_sha256:
        names = [f"{side.ruleset} {side.ruleset_version}" for side in (old, new)]
        if names[0] == names[1]:
            yield f"The ruleset {names[0]} has the same name and version in both, and other words."
        else:
            yield f"They were made under different rulesets: {names[0]} and {names[1]}."
    if old.tool_version != new.tool_version:
        yield f"They were made by lever5-rules {old.tool_version} and {new.tool_version}."
    if old.framework != new.framework:
        yield f"They speak of different frameworks: {old.framework} and {new.framework}."
    plugins = [{plugin.name: plugin.version for plugin in report.plugins} for report in (old, new)]
    if plugins[0] != plugins[1]:
        clauses = [
            f"{name} {plugins[0].get(name, 'not there')} and {plugins[1].get(name, 'not there')}"
            for name in sorted(plugins[0].keys() | plugins[1].keys())
            if plugins[0].get(name) != plugins[1].get(name)
        ]
        yield f"They were made with different plugins: {'; '.join(clauses)}."
    for which, report in (("first", old), ("second", new)):
        if not report.complete:
            yield f"The {which} is of an incomplete run: a rule or plugin failed."


def _files(old: Report, new: Report) -> dict[str, FileChange]:
    before = {file.path: file.sha256 for file in old.files}
    after = {file.path: file.sha256 for file in new.files}
    changes = {}
    for path in sorted(before.keys() | after.keys()):
        if path not in before:
            changes[path] = FileChange(path, "added")
        elif path not in after:
            changes[path] = FileChange(path, "removed")
        elif before[path] != after[path]:
            changes[path] = FileChange(path, "changed")
    return changes


def _limits(old: Report, new: Report) -> Iterator[LimitChange]:
    before, after = _limits_of(old), _limits_of(new)
    for name in sorted(before.keys() & after.keys()):
        if not _same_limit(before[name], after[name]):
            yield LimitChange(before[name], after[name])


def _limits_of(report: Report) -> dict[str, Limit[object]]:
    elements = [element for finding in report.findings for element in finding.elements]
    elements += [element for error in report.errors for element in error.elements]
    return {
        element.limit.name: element.limit for element in with_members(elements) if element.limit
    }


def _same_limit(limit: Limit[object] | None, other: Limit[object] | None) -> bool:
    if limit is None or other is None:
        return True
    parts = [(x.name, shown(x.value), x.unit, x.origin, x.source) for x in (limit, other)]
    return parts[0] == parts[1]


def _criteria(
    old: Report, new: Report, files: Mapping[str, FileChange]
) -> Iterator[CriterionChange]:
    before, after = states_of(old), states_of(new)
    findings = [
        {finding.criterion: finding for finding in report.findings} for report in (old, new)
    ]
    kinds = {file.path: file.kind for report in (old, new) for file in report.files}
    for name in dict.fromkeys((*new.selected, *old.selected)):
        was, now = before.get(name, NOT_SELECTED), after.get(name, NOT_SELECTED)
        if now == NOT_SELECTED:
            continue
        first, second = (by_criterion.get(name) for by_criterion in findings)
        elements = tuple(
            _elements(_results_by_element(old, name), _results_by_element(new, name), files, kinds)
        )
        if was == NOT_SELECTED:
            elements = tuple(evolve(element, change=NEW) for element in elements)
        waived = tuple(bool(finding and finding.waiver) for finding in (first, second))
        change = _change(was, now)
        if change is None:
            if waived[0] != waived[1] or any(element.change != ASIDE for element in elements):
                change = CHANGED
            elif elements:
                change = ASIDE
        if change is not None:
            title = next((finding.title for finding in (second, first) if finding), "")
            yield CriterionChange(name, title, change, was, now, waived[0], waived[1], elements)


def _change(was: str, now: str) -> str | None:
    """Return opened, closed or new; None if it fails in both, or in neither."""
    if was == NOT_SELECTED:
        return NEW
    if (was in FALLS_SHORT) == (now in FALLS_SHORT):
        return CHANGED if was != now else None
    return OPENED if now in FALLS_SHORT else CLOSED


Judged = Mapping[str, tuple[str, ElementFinding | None]]
"""The elements of a criterion by id: the state, and the finding if it was judged."""


def _results_by_element(report: Report, criterion: str) -> Judged:
    results: dict[str, tuple[str, ElementFinding | None]] = {}
    for finding in report.findings:
        if finding.criterion == criterion:
            results |= {
                element.id: (element.outcome.value, element) for element in finding.elements
            }
            results |= {
                element.id: (NOT_APPLICABLE, None) for element in finding.elements_not_applicable
            }
            results |= {element.id: (OFF, None) for element in finding.elements_off}
    for error in report.errors:
        if error.criterion == criterion:
            results |= {element.id: (element.outcome.value, element) for element in error.elements}
    return results


def _elements(
    before: Judged, after: Judged, files: Mapping[str, FileChange], kinds: Mapping[str, str | None]
) -> Iterator[ElementChange]:
    whole = bool(before and after)
    for name in dict.fromkeys((*after, *before)):
        was, old = before.get(name, (NOWHERE, None))
        now, new = after.get(name, (NOWHERE, None))
        evidence_changes = tuple(_changed_evidence(old, new)) if old and new else ()
        limit = not _same_limit(old.limit if old else None, new.limit if new else None)
        change = _change(was, now)
        if not whole and change not in (OPENED, CLOSED):
            continue
        if change is None and old and new and _outward_result(old) != _outward_result(new):
            change = CHANGED if was in FALLS_SHORT else ASIDE
        if change is None and (evidence_changes or limit):
            change = ASIDE
        if change is not None:
            behind = tuple(_changed_files_of(old, new, files, kinds))
            advisory = all(element.advisory for element in (old, new) if element)
            yield ElementChange(
                name, change, was, now, advisory, old, new, behind, evidence_changes, limit
            )


def _outward_result(element: ElementFinding) -> tuple[object, ...]:
    return (element.reason, element.message, element.scope, element.advisory)


def _changed_evidence(old: ElementFinding, new: ElementFinding) -> Iterator[Moved]:
    """Yield the evidence that differs; entries for the same field of the same file are paired."""
    come = _evidence_without(new.evidence, old.evidence)
    for piece in _evidence_without(old.evidence, new.evidence):
        match = next((two for two in come if _field_of(piece) == _field_of(two)), None)
        if match is not None:
            come.remove(match)
        yield Moved(piece, match)
    for two in come:
        yield Moved(None, two)


def _evidence_without(evidence: Iterable[Evidence], other: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence that the other list lacks, counting repetitions."""
    unmatched = Counter(map(_key, other))
    result = []
    for piece in evidence:
        key = _key(piece)
        if unmatched[key]:
            unmatched[key] -= 1
        else:
            result.append(piece)
    return result


def _field_of(piece: Evidence) -> tuple[str, str, str]:
    return (piece.kind, piece.file, piece.field)


def _key(piece: Evidence) -> tuple[object, ...]:
    """Return a key for comparing evidence, without its place, which edits elsewhere in a file
    move."""
    return (*_field_of(piece), shown(piece.value), piece.written, piece.cites, piece.level)


def _changed_files_of(
    old: ElementFinding | None,
    new: ElementFinding | None,
    files: Mapping[str, FileChange],
    kinds: Mapping[str, str | None],
) -> Iterator[FileChange]:
    """Yield the changed files that hold the element's evidence, its problems or its kind."""
    own_kinds: set[str | None] = set()
    names: set[str | None] = set()
    for element in (old, new):
        if element is not None:
            names |= {piece.file for piece in element.evidence} | {
                prob.file for prob in element.problems
            }
            own_kinds |= {piece.kind for piece in element.evidence} | {element.kind}
    for path, change in files.items():
        if path in names or (kinds.get(path) is not None and kinds[path] in own_kinds):
            yield change
