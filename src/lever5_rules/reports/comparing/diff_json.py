"""Differences between two reports, as JSON."""

from collections.abc import Iterable
from typing import Any

from attrs import asdict

from lever5_rules.comparing.changes import CriterionChange, Difference, ElementChange
from lever5_rules.findings.finding import ElementFinding, RuleFailure
from lever5_rules.findings.json_encoder import evidence_data, limit_data
from lever5_rules.findings.report import Report
from lever5_rules.support.json_text import written


def render(changes: Difference) -> str:
    """Return the differences as indented JSON text with a final line end."""
    return written(_data(changes))


def _data(changes: Difference) -> dict[str, Any]:
    return {
        "schema_version": "1",
        "old": head(changes.old),
        "new": head(changes.new),
        "notes": list(changes.notes),
        "criteria": [_criterion(criterion) for criterion in changes.criteria],
        "parameters": [
            {"old": limit_data(limit.old), "new": limit_data(limit.new)} for limit in changes.limits
        ],
        "newly_selected": list(changes.newly_selected),
        "no_longer_selected": list(changes.no_longer_selected),
        "files": [asdict(file) for file in changes.files],
        "new_errors": _errors(changes.new_errors),
        "gone_errors": _errors(changes.old_errors),
    }


def head(report: Report) -> dict[str, Any]:
    """Return the identification of a report."""
    return {
        "district": {"id": report.district_id, "name": report.district_name},
        "school_year": str(report.school_year),
        "as_of": report.as_of.isoformat(),
        "complete": report.complete,
        "tool": report.tool_version,
        "ruleset": {
            "name": report.ruleset,
            "version": report.ruleset_version,
            "sha256": report.ruleset_sha256,
        },
        "bundle": report.bundle_sha256,
    }


def _criterion(criterion_change: CriterionChange) -> dict[str, Any]:
    return {
        "criterion": criterion_change.id,
        "title": criterion_change.title,
        "change": criterion_change.change,
        "old": criterion_change.old_state,
        "new": criterion_change.new_state,
        "old_waived": criterion_change.old_waived,
        "new_waived": criterion_change.new_waived,
        "elements": [_element(element) for element in criterion_change.elements],
    }


def _element(element_change: ElementChange) -> dict[str, Any]:
    return {
        "id": element_change.id,
        "change": element_change.change,
        "advisory": element_change.advisory,
        "old": _state(element_change.old_state, element_change.old),
        "new": _state(element_change.new_state, element_change.new),
        "files": [asdict(file) for file in element_change.files],
        "evidence": [
            {
                "old": evidence_data(change.old) if change.old else None,
                "new": evidence_data(change.new) if change.new else None,
            }
            for change in element_change.evidence
        ],
    }


def _state(state: str, finding: ElementFinding | None) -> dict[str, Any]:
    return {
        "state": state,
        "reason": finding.reason.value if finding else None,
        "message": finding.message if finding else None,
        "remedy": finding.remedy if finding else None,
        "scope": list(finding.scope) if finding else [],
        "parameter": limit_data(finding.limit) if finding and finding.limit else None,
    }


def _errors(errors: Iterable[RuleFailure]) -> list[dict[str, Any]]:
    return [
        {"criterion": failure.criterion, "plugin": failure.plugin, "message": failure.message}
        for failure in errors
    ]
