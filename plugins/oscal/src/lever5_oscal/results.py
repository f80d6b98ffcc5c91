"""The assessment results: a finding a criterion, an observation an element.

Where OSCAL leaves a choice, it is made so:

- OSCAL knows `satisfied` and `not-satisfied` only. A gap is `not-satisfied` for the reason `fail`,
  missing evidence for the reason `other`, and the property `outcome` tells the two apart.
- What does not apply, and what has failed, is no finding, since every finding of OSCAL is one of
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
        findings = [self._finding(one) for one in report.findings]
        for failure in report.errors:
            self.observations.of(failure.elements)
        apart = [
            *(one.id for one in report.not_applicable),
            *(one.criterion for one in report.errors if one.criterion),
        ]
        said = (
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
                "reviewed-controls": reviewed(report.selected, apart, said),
                "assessment-log": {"entries": entries(report, self.identifiers)},
                "observations": list(self.observations.made.values()),
                "risks": [
                    self._risk(one) for one in report.findings if one.outcome is not Outcome.PASS
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
            *(prop("plugin", f"{one.name} {one.version}") for one in report.plugins),
            *(
                prop(
                    "key-practice",
                    one.outcome.value if one.outcome else "no outcome",
                    group=group_id(one.id),
                    class_="partial" if one.partial else "whole",
                    remarks=f"{one.id} {one.title}: {one.selected} of {one.of} selected.",
                )
                for one in report.key_practices
            ),
            *(
                prop(
                    "waiver",
                    exported(one.waiver.target),
                    class_=one.state,
                    remarks=waived(one.waiver),
                )
                for one in report.waivers
            ),
        ]

    def _finding(self, one: Finding) -> Json:
        state, reason, meaning = STATUS[one.outcome]
        short = one.outcome is not Outcome.PASS
        return filled(
            {
                "uuid": self.identifiers("finding", one.criterion),
                "title": markup(f"{exported(one.criterion)}: {one.title}"),
                "description": paragraphs(one.requirement, f"Left to a reader: {one.not_judged}."),
                "props": [
                    *props(
                        criterion=exported(one.criterion),
                        outcome=one.outcome.value,
                        judges=one.judges.value,
                        change=one.change,
                        waived=bool(one.waiver),
                        rule_plugin=f"{one.plugin} {one.plugin_version}",
                    ),
                    *(
                        prop("element-not-applicable", exported(none.id), remarks=none.reason)
                        for none in one.elements_not_applicable
                    ),
                    *(
                        prop("element-switched-off", exported(off.id), remarks=off.reason)
                        for off in one.elements_off
                    ),
                ],
                "origins": [self.observations.origin],
                "target": {
                    "type": "objective-id",
                    "target-id": objective_id(one.criterion),
                    "props": [prop("control-id", control_id(one.criterion))],
                    "status": {"state": state, "reason": reason, "remarks": meaning},
                },
                "related-observations": self.observations.of(one.elements),
                "related-risks": [{"risk-uuid": self.identifiers("risk", one.criterion)}]
                if short
                else [],
            }
        )

    def _risk(self, one: Finding) -> Json:
        waiver = one.waiver
        short = [
            element
            for element in one.elements
            if element.outcome is not Outcome.PASS and not element.advisory
        ]
        return filled(
            {
                "uuid": self.identifiers("risk", one.criterion),
                "title": markup(f"{exported(one.criterion)}: {one.outcome.value}"),
                "description": paragraphs(*(element.message for element in short)) or "(empty)",
                "statement": STATUS[one.outcome][2],
                "props": [
                    *props(criterion=exported(one.criterion), outcome=one.outcome.value),
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
