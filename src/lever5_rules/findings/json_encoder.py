"""The report as JSON: the same bytes for the same input, by the schema that the package ships."""

from datetime import date
from enum import Enum
from typing import Any

from lever5_rules.core.blanks import Problem
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit, Waiver
from lever5_rules.core.places import Place, cell_in, line_in
from lever5_rules.support.json_text import written

from .report import Baseline, ElementFinding, Finding, Report, RuleFailure

SCHEMA_VERSION = "1"


def render(report: Report) -> str:
    """The report as text, indented, with a line end."""
    return written(as_data(report))


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain dicts and lists, in the order of the contract."""
    accounting = report.accounting
    return {
        "schema_version": SCHEMA_VERSION,
        "complete": report.complete,
        "tool": {"name": "lever5-rules", "version": report.tool_version},
        "framework": report.framework,
        "district": {"id": report.district_id, "name": report.district_name},
        "school_year": str(report.school_year),
        "as_of": report.as_of.isoformat(),
        "ruleset": {
            "name": report.ruleset,
            "version": report.ruleset_version,
            "sha256": report.ruleset_sha256,
        },
        "bundle": {
            "sha256": report.bundle_sha256,
            "files": [
                {"path": one.path, "kind": one.kind, "sha256": one.sha256, "status": one.status}
                for one in report.files
            ],
        },
        "plugins": [{"name": one.name, "version": one.version} for one in report.plugins],
        "selection": {
            "selected": list(report.selected),
            "of": len(report.selected) + len(report.not_selected),
            "not_selected": list(report.not_selected),
        },
        "accounting": {
            "selected": accounting.selected,
            "pass": accounting.passed,
            "gap": accounting.gap,
            "missing_evidence": accounting.missing_evidence,
            "not_applicable": accounting.not_applicable,
            "error": accounting.error,
            "waived": accounting.waived,
        },
        "key_practices": [
            {
                "id": one.id,
                "title": one.title,
                "outcome": one.outcome.value if one.outcome else None,
                "partial": one.partial,
                "selected": one.selected,
                "of": one.of,
            }
            for one in report.key_practices
        ],
        "findings": [_finding(one) for one in report.findings],
        "not_applicable": [
            {"criterion": one.id, "reason": one.reason} for one in report.not_applicable
        ],
        "errors": [_failure(one) for one in report.errors],
        "causes": [
            {
                "file": one.file,
                **_place(one.place),
                "problem": one.problem,
                "elements": list(one.elements),
            }
            for one in report.causes
        ],
        "unused_evidence": [{"file": one.file, "why": one.why} for one in report.unused_evidence],
        "not_counted": [
            {
                "file": one.file,
                "kind": one.kind,
                "reason": str(one.reason),
                "rows": one.rows,
                "unsure": one.unsure,
                "message": one.message,
            }
            for one in report.not_counted
        ],
        "problems": [_problem(one) for one in report.problems],
        "waivers": [{**_waiver(one.waiver), "state": one.state} for one in report.waivers],
        "waiver_file": {"name": report.waiver_file.name, "sha256": report.waiver_file.sha256}
        if report.waiver_file
        else None,
        "baseline": _baseline(report.baseline) if report.baseline else None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
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
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
        "change": finding.change,
    }


def element_data(one: ElementFinding) -> dict[str, Any]:
    """The judgement of an element as plain data."""
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
        "fingerprint": one.fingerprint,
        "parameter": limit_data(one.limit) if one.limit else None,
        "scope": list(one.scope),
        "rows": one.rows,
        "evidence": [evidence_data(seen) for seen in one.evidence],
        "problems": [_problem(problem) for problem in one.problems],
        "alternatives": [element_data(other) for other in one.alternatives],
    }


def evidence_data(seen: Evidence) -> dict[str, Any]:
    """A piece of evidence as plain data."""
    return {
        "kind": seen.kind,
        "file": seen.file,
        **_place(seen.place),
        "field": seen.field,
        "value": _plain(seen.value),
        "written": seen.written or None,
        "cites": seen.cites or None,
        "level": seen.level.value if seen.level else None,
    }


def _place(place: Place | None) -> dict[str, Any]:
    return {"line": line_in(place), "cell": cell_in(place)}


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "severity": one.severity.value,
        "file": one.file,
        **_place(one.place),
        "message": one.message,
    }


def _baseline(one: Baseline) -> dict[str, Any]:
    return {
        "district": one.district_id,
        "school_year": str(one.school_year),
        "as_of": one.as_of.isoformat(),
        "ruleset": one.ruleset,
        "ruleset_sha256": one.ruleset_sha256,
        "sha256": one.sha256,
    }


def limit_data(limit: Limit[object]) -> dict[str, Any]:
    """A threshold as plain data."""
    return {
        "name": limit.name,
        "value": _plain(limit.value),
        "unit": limit.unit,
        "origin": limit.origin.value,
        "source": limit.source,
        "ruleset": limit.ruleset,
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "target": waiver.target,
        "reason": waiver.reason,
        "approver_role": waiver.approver_role,
        "expires": waiver.expires.isoformat(),
        "origin": waiver.origin,
    }


def _failure(one: RuleFailure) -> dict[str, Any]:
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
