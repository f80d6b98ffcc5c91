"""Computation of the differences between two reports."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit
from lever5_rules.core.text import shown
from lever5_rules.findings.finding import ElementFinding, RuleFailure
from lever5_rules.findings.report import Report

from .changes import (
    ASIDE,
    CHANGED,
    CLOSED,
    ERROR,
    FALLS_SHORT,
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
        newly_selected=tuple(one for one in new.selected if one not in old.selected),
        no_longer_selected=tuple(one for one in old.selected if one not in new.selected),
        new_errors=tuple(one for key, one in fails.items() if key not in failed),
        old_errors=tuple(one for key, one in failed.items() if key not in fails),
    )


def _errors(report: Report) -> dict[tuple[str | None, str, str], RuleFailure]:
    return {(one.criterion, one.plugin, one.message): one for one in report.errors}


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
        names = [f"{one.ruleset} {one.ruleset_version}" for one in (old, new)]
        if names[0] == names[1]:
            yield f"The ruleset {names[0]} has the same name and version in both, and other words."
        else:
            yield f"They were made under different rulesets: {names[0]} and {names[1]}."
    if old.tool_version != new.tool_version:
        yield f"They were made by lever5-rules {old.tool_version} and {new.tool_version}."
    if old.framework != new.framework:
        yield f"They speak of different frameworks: {old.framework} and {new.framework}."
    plugins = [{one.name: one.version for one in report.plugins} for report in (old, new)]
    if plugins[0] != plugins[1]:
        said = [
            f"{name} {plugins[0].get(name, 'not there')} and {plugins[1].get(name, 'not there')}"
            for name in sorted(plugins[0].keys() | plugins[1].keys())
            if plugins[0].get(name) != plugins[1].get(name)
        ]
        yield f"They were made with different plugins: {'; '.join(said)}."
    for which, report in (("first", old), ("second", new)):
        if not report.complete:
            yield f"The {which} is of an incomplete run: a rule or plugin failed."


def _files(old: Report, new: Report) -> dict[str, FileChange]:
    before = {one.path: one.sha256 for one in old.files}
    after = {one.path: one.sha256 for one in new.files}
    found = {}
    for path in sorted(before.keys() | after.keys()):
        if path not in before:
            found[path] = FileChange(path, "added")
        elif path not in after:
            found[path] = FileChange(path, "removed")
        elif before[path] != after[path]:
            found[path] = FileChange(path, "changed")
    return found


def _limits(old: Report, new: Report) -> Iterator[LimitChange]:
    before, after = _limits_of(old), _limits_of(new)
    for name in sorted(before.keys() & after.keys()):
        if not _same_limit(before[name], after[name]):
            yield LimitChange(before[name], after[name])


def _limits_of(report: Report) -> dict[str, Limit[object]]:
    elements = [one for finding in report.findings for one in finding.elements]
    elements += [one for error in report.errors for one in error.elements]
    every = [one for top in elements for one in (top, *top.alternatives)]
    return {one.limit.name: one.limit for one in every if one.limit}


def _same_limit(one: Limit[object] | None, other: Limit[object] | None) -> bool:
    if one is None or other is None:
        return True
    parts = [(x.name, shown(x.value), x.unit, x.origin, x.source) for x in (one, other)]
    return parts[0] == parts[1]


def _criteria(
    old: Report, new: Report, files: Mapping[str, FileChange]
) -> Iterator[CriterionChange]:
    before, after = _states(old), _states(new)
    findings = [{one.criterion: one for one in report.findings} for report in (old, new)]
    kinds = {one.path: one.kind for report in (old, new) for one in report.files}
    for name in dict.fromkeys((*new.selected, *old.selected)):
        was, now = before.get(name, NOT_SELECTED), after.get(name, NOT_SELECTED)
        if now == NOT_SELECTED:
            continue
        first, second = (one.get(name) for one in findings)
        elements = tuple(
            _elements(_results_by_element(old, name), _results_by_element(new, name), files, kinds)
        )
        waived = tuple(bool(one and one.waiver) for one in (first, second))
        change = _change(was, now)
        if change is None:
            if waived[0] != waived[1] or any(one.change != ASIDE for one in elements):
                change = CHANGED
            elif elements:
                change = ASIDE
        if change is not None:
            title = next((one.title for one in (second, first) if one), "")
            yield CriterionChange(name, title, change, was, now, waived[0], waived[1], elements)


def _states(report: Report) -> dict[str, str]:
    """Return the state of each selected criterion."""
    found = {one.criterion: one.outcome.value for one in report.findings}
    found |= {one.id: NOT_APPLICABLE for one in report.not_applicable}
    found |= {one.criterion: ERROR for one in report.errors if one.criterion}
    return found


def _change(was: str, now: str) -> str | None:
    """Return opened or closed; None if it fails in both, or in neither."""
    if (was in FALLS_SHORT) == (now in FALLS_SHORT):
        return CHANGED if was != now else None
    return OPENED if now in FALLS_SHORT else CLOSED


Judged = Mapping[str, tuple[str, ElementFinding | None]]
"""The elements of a criterion by id: the state, and the finding if it was judged."""


def _results_by_element(report: Report, criterion: str) -> Judged:
    found: dict[str, tuple[str, ElementFinding | None]] = {}
    for finding in report.findings:
        if finding.criterion == criterion:
            found |= {one.id: (one.outcome.value, one) for one in finding.elements}
            found |= {one.id: (NOT_APPLICABLE, None) for one in finding.elements_not_applicable}
            found |= {one.id: (OFF, None) for one in finding.elements_off}
    for error in report.errors:
        if error.criterion == criterion:
            found |= {one.id: (one.outcome.value, one) for one in error.elements}
    return found


def _elements(
    before: Judged, after: Judged, files: Mapping[str, FileChange], kinds: Mapping[str, str | None]
) -> Iterator[ElementChange]:
    whole = bool(before and after)
    for name in dict.fromkeys((*after, *before)):
        was, old = before.get(name, (NOWHERE, None))
        now, new = after.get(name, (NOWHERE, None))
        moved = tuple(_changed_evidence(old, new)) if old and new else ()
        limit = not _same_limit(old.limit if old else None, new.limit if new else None)
        change = _change(was, now)
        if not whole and change not in (OPENED, CLOSED):
            continue
        if change is None and old and new and _outward_result(old) != _outward_result(new):
            change = CHANGED if was in FALLS_SHORT else ASIDE
        if change is None and (moved or limit):
            change = ASIDE
        if change is not None:
            behind = tuple(_changed_files_of(old, new, files, kinds))
            advisory = all(one.advisory for one in (old, new) if one)
            yield ElementChange(name, change, was, now, advisory, old, new, behind, moved, limit)


def _outward_result(one: ElementFinding) -> tuple[object, ...]:
    return (one.reason, one.message, one.scope, one.advisory)


def _changed_evidence(old: ElementFinding, new: ElementFinding) -> Iterator[Moved]:
    """Yield the evidence that differs; entries for the same field of the same file are paired."""
    come = _lacking(new.evidence, old.evidence)
    for one in _lacking(old.evidence, new.evidence):
        match = next((two for two in come if _field_of(one) == _field_of(two)), None)
        if match is not None:
            come.remove(match)
        yield Moved(one, match)
    for two in come:
        yield Moved(None, two)


def _lacking(evidence: Iterable[Evidence], other: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence that the other list lacks, counting repetitions."""
    left = Counter(map(_key, other))
    found = []
    for one in evidence:
        key = _key(one)
        if left[key]:
            left[key] -= 1
        else:
            found.append(one)
    return found


def _field_of(one: Evidence) -> tuple[str, str, str]:
    return (one.kind, one.file, one.field)


def _key(one: Evidence) -> tuple[object, ...]:
    """Return a key for comparing evidence, without its place, which edits elsewhere in a file
    move."""
    return (*_field_of(one), shown(one.value), one.written, one.cites, one.level)


def _changed_files_of(
    old: ElementFinding | None,
    new: ElementFinding | None,
    files: Mapping[str, FileChange],
    kinds: Mapping[str, str | None],
) -> Iterator[FileChange]:
    """Yield the changed files that hold the element's evidence, its problems or its kind."""
    mine: set[str | None] = set()
    names: set[str | None] = set()
    for one in (old, new):
        if one is not None:
            names |= {seen.file for seen in one.evidence} | {prob.file for prob in one.problems}
            mine |= {seen.kind for seen in one.evidence} | {one.kind}
    for path, change in files.items():
        if path in names or (kinds.get(path) is not None and kinds[path] in mine):
            yield change
