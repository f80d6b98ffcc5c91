"""The assessment results: a finding a criterion, an observation an element.

Where OSCAL leaves a choice, it is made so:

- OSCAL knows `satisfied` and `not-satisfied` only. A gap is `not-satisfied` for the reason `fail`,
  missing evidence for the reason `other`, and the property `outcome` tells the two apart.
- What does not apply, and what has failed, is not a finding, since every finding of OSCAL is one of
  the two. It is excluded from the controls that the results have reviewed, and told in the log.
- What falls short is a risk that is open, with the remedies as recommendations; a waiver makes it
  `deviation-approved`, and the finding stays what it is.
"""

from lever5_rules import Finding, Outcome, Report
from lever5_rules.reports.wording import (
    INCOMPLETE,
    about,
    accounting,
    exported,
    scope,
    waived,
)

from .log import entries
from .observed import Files, Observations
from .plan import reviewed
from .words import (
    OSCAL_VERSION,
    Identifiers,
    Json,
    assets,
    control_id,
    day_end,
    district,
    document,
    filled,
    group_id,
    markup,
    midnight,
    name_of,
    objective_id,
    paragraphs,
    prop,
    props,
    token,
)

STATUS = {
    Outcome.PASS: ("satisfied", "pass", "Every element that decides was found."),
    Outcome.GAP: (
        "not-satisfied",
        "fail",
        "A gap: evidence was examined and falls short. There is work to do.",
    ),
    Outcome.MISSING: (
        "not-satisfied",
        "other",
        "Missing evidence: it could not be judged, which does not say that it is not done. "
        "There is evidence to find.",
    ),
}


def results_of(report: Report, plan: Json) -> Json:
    """The results of a report. `plan` is the resource that holds the assessment plan."""
    return _Results(report).document(plan)


class _Results:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.identifiers = Identifiers(report)
        self.files = Files(report, self.identifiers)
        self.observations = Observations(report, self.identifiers, self.files)
        self.incomplete = "" if report.complete else INCOMPLETE

    def document(self, plan: Json) -> Json:
        report = self.report
        day = midnight(report.as_of)
        # What has gone wrong, and the sum, stand before all that follows.
        metadata = {
            "title": markup(f"{self.incomplete} {about(report)}".strip()),
            "last-modified": day,
            "version": report.as_of.isoformat(),
            "oscal-version": OSCAL_VERSION,
            "props": props(complete=report.complete, accounting=accounting(report)),
            "parties": [district(report)],
            "remarks": paragraphs(self.incomplete, accounting(report), scope(report)),
        }
        result = self._result(day)
        return document(
            "assessment-results",
            {
                "metadata": metadata,
                "import-ap": {"href": f"#{plan['uuid']}"},
                "results": [result],
                "back-matter": {"resources": [plan, *self.files.resources()]},
            },
        )

    def _result(self, day: str) -> Json:
        report = self.report
        findings = [self._finding(finding) for finding in report.findings]
        for failure in report.errors:
            self.observations.of(failure.elements)
        apart = [
            *(exempt.id for exempt in report.not_applicable),
            *(error.criterion for error in report.errors if error.criterion),
        ]
        summary = (
            f"{scope(report)} Criteria that do not apply, and those whose rule failed, are "
            "excluded: they have no outcome."
        )
        return filled(
            {
                "uuid": self.identifiers("result"),
                "title": markup(f"Lever 5, {report.school_year}, as of {report.as_of}"),
                "description": paragraphs(self.incomplete, accounting(report), about(report)),
                "start": day,
                "end": day,
                "props": self._props(),
                "local-definitions": {"assessment-assets": assets(report)},
                "reviewed-controls": reviewed(report.selected, apart, summary),
                "assessment-log": {"entries": entries(report, self.identifiers)},
                "observations": list(self.observations.made.values()),
                "risks": [
                    self._risk(finding)
                    for finding in report.findings
                    if finding.outcome is not Outcome.PASS
                ],
                "findings": findings,
            }
        )

    def _props(self) -> list[Json]:
        report = self.report
        count = report.accounting
        return [
            *props(
                complete=report.complete,
                selected=count.selected,
                **{"pass": count.passed},
                gap=count.gap,
                missing_evidence=count.missing_evidence,
                not_applicable=count.not_applicable,
                error=count.error,
                waived=count.waived,
                framework=report.framework,
                school_year=str(report.school_year),
                as_of=report.as_of.isoformat(),
                ruleset=f"{report.ruleset} {report.ruleset_version}",
                ruleset_sha256=report.ruleset_sha256,
                bundle_sha256=report.bundle_sha256,
            ),
            *(prop("plugin", f"{plugin.name} {plugin.version}") for plugin in report.plugins),
            *(
                prop(
                    "key-practice",
                    practice.outcome.value if practice.outcome else "no outcome",
                    group=group_id(practice.id),
                    class_="partial" if practice.partial else "whole",
                    remarks=f"{practice.id} {practice.title}: "
                    f"{practice.selected} of {practice.of} selected.",
                )
                for practice in report.key_practices
            ),
            *(
                prop(
                    "waiver",
                    exported(waiver.waiver.target),
                    class_=waiver.state,
                    remarks=waived(waiver.waiver),
                )
                for waiver in report.waivers
            ),
        ]

    def _finding(self, finding: Finding) -> Json:
        state, reason, meaning = STATUS[finding.outcome]
        short = finding.outcome is not Outcome.PASS
        return filled(
            {
                "uuid": self.identifiers("finding", finding.criterion),
                "title": markup(f"{exported(finding.criterion)}: {finding.title}"),
                "description": paragraphs(
                    finding.requirement, f"Left to a reader: {finding.not_judged}."
                ),
                "props": [
                    *props(
                        criterion=exported(finding.criterion),
                        outcome=finding.outcome.value,
                        judges=finding.judges.value,
                        change=finding.change,
                        waived=bool(finding.waiver),
                        rule_plugin=f"{finding.plugin} {finding.plugin_version}",
                    ),
                    *(
                        prop("element-not-applicable", exported(none.id), remarks=none.reason)
                        for none in finding.elements_not_applicable
                    ),
                    *(
                        prop("element-switched-off", exported(off.id), remarks=off.reason)
                        for off in finding.elements_off
                    ),
                ],
                "origins": [self.observations.origin],
                "target": {
                    "type": "objective-id",
                    "target-id": objective_id(finding.criterion),
                    "props": [prop("control-id", control_id(finding.criterion))],
                    "status": {"state": state, "reason": reason, "remarks": meaning},
                },
                "related-observations": self.observations.of(finding.elements),
                "related-risks": [{"risk-uuid": self.identifiers("risk", finding.criterion)}]
                if short
                else [],
            }
        )

    def _risk(self, finding: Finding) -> Json:
        waiver = finding.waiver
        short = [
            element
            for element in finding.elements
            if element.outcome is not Outcome.PASS and not element.advisory
        ]
        return filled(
            {
                "uuid": self.identifiers("risk", finding.criterion),
                "title": markup(f"{exported(finding.criterion)}: {finding.outcome.value}"),
                "description": paragraphs(*(element.message for element in short)) or "(empty)",
                "statement": STATUS[finding.outcome][2],
                "props": [
                    *props(criterion=exported(finding.criterion), outcome=finding.outcome.value),
                    *(
                        [prop("waiver", exported(waiver.target), remarks=waived(waiver))]
                        if waiver
                        else []
                    ),
                ],
                "status": "deviation-approved" if waiver else "open",
                "origins": [self.observations.origin],
                "deadline": day_end(waiver.expires) if waiver else None,
                "remediations": [
                    {
                        "uuid": self.identifiers("remedy", element.id),
                        "lifecycle": "recommendation",
                        "title": markup(f"For {name_of(element)}"),
                        "description": markup(element.remedy),
                        "props": [prop("reason", token(element.reason.value))],
                    }
                    for element in short
                    if element.remedy
                ],
                "related-observations": self.observations.of(short),
            }
        )
