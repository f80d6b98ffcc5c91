"""Records: what a survey keeps of the report on a bundle: district, outcomes, table rows."""

from collections.abc import Iterator
from typing import Any

from lever5_rules.comparing.changes import states_of
from lever5_rules.findings.finding import Finding, practice_of
from lever5_rules.findings.report import Report
from lever5_rules.reports.element_rows import ElementRow, element_rows, without_outcome
from lever5_rules.reports.table import row_of

ROWS = (
    *("record", "criterion", "key_practice", "criterion_outcome", "element", "member_of"),
    *("outcome", "advisory", "reason", "kind", "office", "scope", "campus_types"),
    *("file", "line", "cell", "level_needed", "level_found", "threshold", "threshold_value"),
    *("waived_until", "message", "fingerprint"),
)
"""The columns of a row that are about one element, or about something that has no outcome."""
UNKNOWN = "not told"
Record = dict[str, Any]
Row = dict[str, Any]


def record_of(report: Report, profile: Any) -> Record:
    """Return the record of a report: plain data, with nothing that the report does not show.

    `profile` is the district's; the types of district and campuses come from it.
    """
    types = _campus_types(profile)
    return {
        "district_id": report.district_id,
        "district_name": report.district_name,
        "district_type": _word(getattr(profile, "district_type", None)),
        "campus_types": sorted(set(types.values())),
        "school_year": str(report.school_year),
        "as_of": report.as_of.isoformat(),
        "ruleset": report.ruleset,
        "ruleset_version": report.ruleset_version,
        "criteria": states_of(report),
        "practices": {
            practice.id: practice.outcome.value
            for practice in report.key_practices
            if practice.outcome is not None
        },
        "short": {
            finding.criterion: kinds_short
            for finding in report.findings
            if (kinds_short := _types(finding, types))
        },
        "missing": _missing_kinds(report),
        "errors": [failure.message for failure in report.errors],
        "unread": [f"{cause.file}: {cause.problem}" for cause in report.unread],
    }


def rows_of_report(report: Report, profile: Any) -> list[list[Any]]:
    """Return the rows of a report for the table, each in the order of ROWS."""
    types = _campus_types(profile)
    rows = (
        *(_element(element_row, types) for element_row in element_rows(report)),
        *_without_outcome(report),
    )
    return [[row.get(name) for name in ROWS] for row in rows]


def _campus_types(profile: Any) -> dict[str, str]:
    listed = getattr(profile, "campuses", None)
    types = {}
    for campus in listed if isinstance(listed, tuple) else ():
        number = getattr(campus, "campus_id", None)
        if isinstance(number, str):
            types[number] = _word(getattr(campus, "division", None))
    return types


def _word(value: object) -> str:
    return str(value) if isinstance(value, str) else UNKNOWN


def _types(finding: Finding, types: dict[str, str]) -> list[str]:
    """Return the types of the campuses at which a criterion falls short."""
    places = (
        place for element in finding.elements if not element.advisory for place in element.scope
    )
    return sorted({types[part] for place in places for part in place.split("/") if part in types})


def _missing_kinds(report: Report) -> list[list[str]]:
    """Return the missing kinds of evidence, each with the criteria that lack it."""
    kinds: dict[str, set[str]] = {}
    for finding in report.findings:
        for element in finding.elements:
            if (
                element.outcome.value == "missing-evidence"
                and not element.advisory
                and element.kind
            ):
                kinds.setdefault(element.kind, set()).add(finding.criterion)
    return [[kind, *sorted(criteria)] for kind, criteria in sorted(kinds.items())]


def _element(row: ElementRow, types: dict[str, str]) -> Row:
    parts = {part for place in row.element.scope for part in place.split("/")}
    return {
        **row_of(row),
        "record": "element",
        "campus_types": ", ".join(sorted({types[part] for part in parts if part in types})),
        "waived_until": row.waiver.expires.isoformat() if row.waiver else None,
    }


def _without_outcome(report: Report) -> Iterator[Row]:
    for error in report.errors:
        yield _row_without_outcome(
            "error", error.criterion or "", error.element or "", error.message
        )
    for exempt in report.not_applicable:
        yield _row_without_outcome("not applicable", exempt.id, "", exempt.reason)
    for finding in report.findings:
        for why, other in without_outcome(finding):
            row = _row_without_outcome(why, finding.criterion, other.id, other.reason)
            yield {**row, "criterion_outcome": finding.outcome.value}


def _row_without_outcome(record: str, criterion: str, element: str, message: str) -> Row:
    return {
        "record": record,
        "criterion": criterion,
        "key_practice": practice_of(criterion),
        "criterion_outcome": {"error": "error", "not applicable": "not-applicable"}.get(record, ""),
        "element": element,
        "message": message,
    }
