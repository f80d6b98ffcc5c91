"""Encoding of reports: the parts of a report as plain data for JSON."""

from datetime import date
from enum import Enum
from typing import Any

from lever5_rules.core.blanks import Problem
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit, Waiver
from lever5_rules.core.places import Place, cell_in, line_in

from .finding import Baseline, ElementFinding, Finding, Lack, RuleFailure


def finding_data(finding: Finding) -> dict[str, Any]:
    """Return the finding of a criterion as plain data."""
    return {
        "criterion": finding.criterion,
        "key_practice": finding.key_practice,
        "title": finding.title,
        "requirement": finding.requirement,
        "outcome": finding.outcome.value,
        "judges": finding.judges.value,
        "not_judged": finding.not_judged,
        "rule": {"plugin": finding.plugin, "version": finding.plugin_version},
        "elements": [element_data(element) for element in finding.elements],
        "elements_not_applicable": [
            {"element": element.id, "reason": element.reason}
            for element in finding.elements_not_applicable
        ],
        "elements_off": [
            {"element": element.id, "reason": element.reason} for element in finding.elements_off
        ],
        "waiver": waiver_data(finding.waiver) if finding.waiver else None,
        "change": finding.change,
    }


def element_data(element: ElementFinding) -> dict[str, Any]:
    """Return the finding of an element as plain data."""
    return {
        "id": element.id,
        "part": element.part or None,
        "requirement": element.requirement,
        "outcome": element.outcome.value,
        "advisory": element.advisory,
        "level_needed": element.level_needed.value,
        "level_found": element.level_found.value if element.level_found else None,
        "reason": element.reason.value,
        "message": element.message,
        "remedy": element.remedy,
        "left_to_reader": element.reader,
        "kind": element.kind or None,
        "office": element.office or None,
        "until": element.until.isoformat() if element.until else None,
        "wanted": element.wanted or None,
        "fingerprint": element.fingerprint,
        "parameter": limit_data(element.limit) if element.limit else None,
        "scope": list(element.scope),
        "rows": element.rows,
        "evidence": [evidence_data(piece) for piece in element.evidence],
        "problems": [problem_data(problem) for problem in element.problems],
        "lacks": [lack_data(lack) for lack in element.lacks],
        "alternatives": [element_data(other) for other in element.alternatives],
    }


def lack_data(lack: Lack) -> dict[str, Any]:
    """Return evidence that is lacking as plain data."""
    return {
        "reason": lack.reason.value,
        "kind": lack.kind,
        "office": lack.office or None,
        "message": lack.message,
        "remedy": lack.remedy,
        "problems": [problem_data(problem) for problem in lack.problems],
    }


def evidence_data(piece: Evidence) -> dict[str, Any]:
    """Return a piece of evidence as plain data."""
    return {
        "kind": piece.kind,
        "file": piece.file,
        **place_data(piece.place),
        "field": piece.field,
        "value": _plain(piece.value),
        "written": piece.written or None,
        "cites": piece.cites or None,
        "level": piece.level.value if piece.level else None,
    }


def place_data(place: Place | None) -> dict[str, Any]:
    """Return a place as plain data: a line or a cell."""
    return {"line": line_in(place), "cell": cell_in(place)}


def problem_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain data."""
    return {
        "severity": problem.severity.value,
        "file": problem.file,
        **place_data(problem.place),
        "message": problem.message,
    }


def baseline_data(baseline: Baseline) -> dict[str, Any]:
    """Return a baseline as plain data."""
    return {
        "district": baseline.district_id,
        "school_year": str(baseline.school_year),
        "as_of": baseline.as_of.isoformat(),
        "ruleset": baseline.ruleset,
        "ruleset_sha256": baseline.ruleset_sha256,
        "sha256": baseline.sha256,
    }


def limit_data(limit: Limit[object]) -> dict[str, Any]:
    """Return a threshold as plain data."""
    return {
        "name": limit.name,
        "value": _plain(limit.value),
        "unit": limit.unit,
        "origin": limit.origin.value,
        "source": limit.source,
        "ruleset": limit.ruleset,
    }


def waiver_data(waiver: Waiver) -> dict[str, Any]:
    """Return a waiver as plain data."""
    return {
        "target": waiver.target,
        "reason": waiver.reason,
        "approver_role": waiver.approver_role,
        "expires": waiver.expires.isoformat(),
        "origin": waiver.origin,
    }


def failure_data(failure: RuleFailure) -> dict[str, Any]:
    """Return a failure of a rule or plugin as plain data."""
    return {
        "criterion": failure.criterion,
        "element": failure.element,
        "plugin": failure.plugin,
        "phase": failure.phase,
        "message": failure.message,
        "elements": [element_data(other) for other in failure.elements],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value
