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
        "elements": [element_data(one) for one in finding.elements],
        "elements_not_applicable": [
            {"element": one.id, "reason": one.reason} for one in finding.elements_not_applicable
        ],
        "elements_off": [{"element": one.id, "reason": one.reason} for one in finding.elements_off],
        "waiver": waiver_data(finding.waiver) if finding.waiver else None,
        "change": finding.change,
    }


def element_data(one: ElementFinding) -> dict[str, Any]:
    """Return the finding of an element as plain data."""
    return {
        "id": one.id,
        "part": one.part or None,
        "requirement": one.requirement,
        "outcome": one.outcome.value,
        "advisory": one.advisory,
        "level_needed": one.level_needed.value,
        "level_found": one.level_found.value if one.level_found else None,
        "reason": one.reason.value,
        "message": one.message,
        "remedy": one.remedy,
        "left_to_reader": one.reader,
        "kind": one.kind or None,
        "office": one.office or None,
        "until": one.until.isoformat() if one.until else None,
        "wanted": one.wanted or None,
        "fingerprint": one.fingerprint,
        "parameter": limit_data(one.limit) if one.limit else None,
        "scope": list(one.scope),
        "rows": one.rows,
        "evidence": [evidence_data(seen) for seen in one.evidence],
        "problems": [problem_data(problem) for problem in one.problems],
        "lacks": [lack_data(lack) for lack in one.lacks],
        "alternatives": [element_data(other) for other in one.alternatives],
    }


def lack_data(one: Lack) -> dict[str, Any]:
    """What an element lacks as a whole, as plain data."""
    return {
        "reason": one.reason.value,
        "kind": one.kind,
        "office": one.office or None,
        "message": one.message,
        "remedy": one.remedy,
        "problems": [problem_data(problem) for problem in one.problems],
    }


def evidence_data(seen: Evidence) -> dict[str, Any]:
    """Return a piece of evidence as plain data."""
    return {
        "kind": seen.kind,
        "file": seen.file,
        **place_data(seen.place),
        "field": seen.field,
        "value": _plain(seen.value),
        "written": seen.written or None,
        "cites": seen.cites or None,
        "level": seen.level.value if seen.level else None,
    }


def place_data(place: Place | None) -> dict[str, Any]:
    """Return a place as plain data: a line or a cell."""
    return {"line": line_in(place), "cell": cell_in(place)}


def problem_data(one: Problem) -> dict[str, Any]:
    """Return a problem as plain data."""
    return {
        "severity": one.severity.value,
        "file": one.file,
        **place_data(one.place),
        "message": one.message,
    }


def baseline_data(one: Baseline) -> dict[str, Any]:
    """Return a baseline as plain data."""
    return {
        "district": one.district_id,
        "school_year": str(one.school_year),
        "as_of": one.as_of.isoformat(),
        "ruleset": one.ruleset,
        "ruleset_sha256": one.ruleset_sha256,
        "sha256": one.sha256,
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


def failure_data(one: RuleFailure) -> dict[str, Any]:
    """Return a failure of a rule or plugin as plain data."""
    return {
        "criterion": one.criterion,
        "element": one.element,
        "plugin": one.plugin,
        "phase": one.phase,
        "message": one.message,
        "elements": [element_data(other) for other in one.elements],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value
