"""SARIF 2.1.0 for tools that collect results: a rule per criterion, a result per element.

Where the standard leaves a choice:

- A gap is `fail`. Missing evidence is `open`: "insufficient information to decide whether a
  problem exists" (3.27.9). Only `fail` may have a level (3.27.10): error, or note for advice.
- A waiver suppresses the results that it covers; their kind does not change.
- `baselineState` is that of the criterion. A result that falls short is never `absent`.
- Paths are relative to the folder of the bundle, which the reader knows as `BUNDLE`.
"""

from typing import Any
from urllib.parse import quote

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.places import Place, cell_in, line_in
from lever5_rules.core.text import harmless
from lever5_rules.findings.finding import ElementFinding, Finding, RuleFailure
from lever5_rules.findings.report import Report, as_data
from lever5_rules.framework import framework
from lever5_rules.reports.wording import (
    INCOMPLETE,
    about,
    accounting,
    exported,
    replaced,
    value_phrase,
)
from lever5_rules.support.json_text import written

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
BASE = "BUNDLE"
KINDS = {Outcome.PASS: "pass", Outcome.GAP: "fail", Outcome.MISSING: "open"}
LONGEST = 2_000
Json = dict[str, Any]


def render(report: Report) -> str:
    """Return the report as a SARIF log with one run; the same bytes for the same report."""
    return written({"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(report).data()]})


class _Run:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.places = {file.path: place for place, file in enumerate(report.files)}
        self.rules: dict[str, Json] = {}
        self.compared = any(finding.change for finding in report.findings)

    def data(self) -> Json:
        report = self.report
        results = [result for finding in report.findings for result in self._finding(finding)]
        results += [
            self._inapplicable(exempt.id, exempt.id, exempt.reason)
            for exempt in report.not_applicable
        ]
        results += [
            self._result(failure.criterion, element, None)
            for failure in report.errors
            if failure.criterion
            for element in failure.elements
        ]
        invocation = {
            "executionSuccessful": report.complete,
            "toolConfigurationNotifications": self._failures("load"),
            "toolExecutionNotifications": [
                *self._failures("judge"),
                *(self._problem(problem) for problem in report.problems),
            ],
        }
        driver = {
            "name": "lever5-rules",
            "version": report.tool_version,
            "shortDescription": {
                "text": "Checks a Texas school district's evidence against Lever 5 of the "
                "Effective District Framework."
            },
            "rules": list(self.rules.values()),
        }
        return {
            # Errors and the accounting come before the long lists.
            "properties": self._properties(),
            "invocations": [invocation],
            "tool": {
                "driver": driver,
                "extensions": [
                    {"name": _text(plugin.name), "version": _text(plugin.version)}
                    for plugin in report.plugins
                ],
            },
            "originalUriBaseIds": {
                BASE: {"description": {"text": "The folder of the bundle that was checked."}}
            },
            "artifacts": [
                {
                    "location": {"uri": _uri(file.path), "uriBaseId": BASE},
                    "roles": ["analysisTarget"],
                    **({"hashes": {"sha-256": file.sha256}} if file.sha256 else {}),
                    "properties": {"kind": file.kind, "status": file.status},
                }
                for file in report.files
            ],
            "results": results,
            "columnKind": "unicodeCodePoints",
        }

    def _properties(self) -> Json:
        report, data = self.report, as_data(self.report)
        limits = {
            element["parameter"]["name"]: element["parameter"]
            for finding in data["findings"]
            for element in finding["elements"]
            if element["parameter"]
        }
        incomplete = {} if report.complete else {"incomplete": INCOMPLETE}
        properties = {
            **incomplete,
            "complete": report.complete,
            "accounting": data["accounting"],
            "summary": f"{about(report)}: {accounting(report)}{replaced(report)}",
            **{
                key: data[key]
                for key in ("district", "school_year", "as_of", "framework", "ruleset")
            },
            "bundle": {"sha256": report.bundle_sha256},
            "selection": data["selection"],
            "key_practices": data["key_practices"],
            "criteria": {finding.criterion: finding.outcome.value for finding in report.findings},
            "limits": [limits[name] for name in sorted(limits)],
            "switched_off": [
                element for finding in data["findings"] for element in finding["elements_off"]
            ],
            "causes": data["causes"],
            "waivers": data["waivers"],
            "unused_evidence": data["unused_evidence"],
        }
        cleaned: Json = _clean(properties)
        return cleaned

    def _finding(self, finding: Finding) -> list[Json]:
        self._rule(finding.criterion, finding)
        return [
            *(self._result(finding.criterion, element, finding) for element in finding.elements),
            *(
                self._inapplicable(finding.criterion, element.id, element.reason)
                for element in finding.elements_not_applicable
            ),
        ]

    def _rule(self, criterion: str, finding: Finding | None = None) -> int:
        """Return the index of a criterion among the rules, adding it if necessary."""
        name = exported(criterion)
        if name not in self.rules:
            criterion_data = finding or framework().criteria.get(criterion)
            rule: Json = {"id": name}
            if criterion_data:
                rule["shortDescription"] = {"text": _text(f"{criterion_data.title.rstrip('.')}.")}
                rule["fullDescription"] = {"text": _text(criterion_data.requirement)}
            if finding:
                rule["help"] = {"text": f"Left to a reader: {_text(finding.not_judged)}."}
                rule["properties"] = {
                    "key_practice": finding.key_practice,
                    "judges": finding.judges.value,
                    "not_judged": _text(finding.not_judged),
                    "plugin": _text(finding.plugin),
                    "plugin_version": _text(finding.plugin_version),
                }
            self.rules[name] = rule
        return list(self.rules).index(name)

    def _result(self, criterion: str, element: ElementFinding, finding: Finding | None) -> Json:
        falls_short = element.outcome is not Outcome.PASS and not element.advisory
        gap = element.outcome is Outcome.GAP
        name = element.id.partition("/")[2]
        places = [
            self._location(piece.file, piece.place, value_phrase(piece))
            for piece in element.evidence
        ]
        result: Json = {
            "ruleId": exported(criterion),
            "ruleIndex": self._rule(criterion),
            "kind": KINDS[element.outcome],
            "level": ("note" if element.advisory else "error") if gap else "none",
            "message": {
                "text": _text(
                    f"{name}: {' '.join(filter(None, (element.message, element.remedy)))}"
                )
            },
            "locations": places[:1],
            "relatedLocations": places[1:],
            "partialFingerprints": {"lever5Element/v1": element.fingerprint},
            "suppressions": self._suppressions(finding) if falls_short else [],
        }
        if self.compared:
            state = finding.change if finding else None
            settled = state == "absent" and element.outcome is not Outcome.PASS
            result["baselineState"] = "unchanged" if settled or state is None else state
        result["properties"] = _clean(_element(element))
        return result

    def _inapplicable(self, criterion: str, name: str, reason: str) -> Json:
        result: Json = {
            "ruleId": exported(criterion),
            "ruleIndex": self._rule(criterion),
            "kind": "notApplicable",
            "level": "none",
            "message": {"text": _text(f"{name} does not apply: {reason}")},
            "suppressions": [],
            "properties": {"element": name, "reason": _text(reason)},
        }
        if self.compared:
            result["baselineState"] = "unchanged"
        return result

    def _suppressions(self, finding: Finding | None) -> list[Json]:
        waiver = finding.waiver if finding else None
        if waiver is None:
            return []
        return [
            {
                "kind": "external",
                "status": "accepted",
                "justification": _text(waiver.reason),
                "properties": {
                    "target": waiver.target,
                    "approver_role": _text(waiver.approver_role),
                    "expires": waiver.expires.isoformat(),
                },
            }
        ]

    def _failures(self, phase: str) -> list[Json]:
        """Return the rules and plugins that failed while loading, or those that failed
        otherwise."""
        return [
            self._failure(failure)
            for failure in self.report.errors
            if (failure.phase == "load") == (phase == "load")
        ]

    def _failure(self, failure: RuleFailure) -> Json:
        notification: Json = {
            "level": "error",
            "message": {"text": _text(failure.message)},
            "properties": {
                "element": failure.element,
                "plugin": _text(failure.plugin),
                "phase": failure.phase,
            },
        }
        if failure.criterion:
            place = self._rule(failure.criterion)
            notification["associatedRule"] = {"id": exported(failure.criterion), "index": place}
        return notification

    def _problem(self, problem: Problem) -> Json:
        """Return a problem with a file; never with level error, which would mean that the run
        failed."""
        return {
            "level": "note" if problem.severity is Severity.NOTE else "warning",
            "message": {"text": _text(problem.message)},
            "locations": [self._location(problem.file, problem.place)] if problem.file else [],
            "properties": {"severity": problem.severity.value},
        }

    def _location(self, file: str, place: Place | None, text: str = "") -> Json:
        artifact: Json = {"uri": _uri(file), "uriBaseId": BASE}
        if file in self.places:
            artifact["index"] = self.places[file]
        physical: Json = {"artifactLocation": artifact}
        if line := line_in(place):
            physical["region"] = {"startLine": line}
        location: Json = {"physicalLocation": physical}
        if cell := cell_in(place):
            name = {"fullyQualifiedName": _text(cell), "kind": "cell"}
            location["logicalLocations"] = [name]
        if text:
            location["message"] = {"text": _text(text)}
        return location


def _element(element: ElementFinding) -> Json:
    return {
        "element": element.id,
        "part": element.part or None,
        "requirement": element.requirement,
        "outcome": element.outcome.value,
        "advisory": element.advisory,
        "reason": element.reason.value,
        "remedy": element.remedy,
        "level_needed": element.level_needed.value,
        "level_found": element.level_found.value if element.level_found else None,
        "limit": element.limit.name if element.limit else None,
        "scope": list(element.scope),
        "rows": element.rows,
        "kind": element.kind or None,
        "office": element.office or None,
        "left_to_reader": element.reader or None,
        "alternatives": [
            {"element": other.id, "outcome": other.outcome.value, "message": other.message}
            for other in element.alternatives
        ],
    }


def _uri(path: str) -> str:
    """Return a relative URI; a colon in its first segment would be read as a scheme."""
    return quote(path, safe="/")


def _text(text: str) -> str:
    return harmless(text, LONGEST)


def _clean(data: Any) -> Any:
    if isinstance(data, str):
        return _text(data)
    if isinstance(data, dict):
        return {key: _clean(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_clean(value) for value in data]
    return data
