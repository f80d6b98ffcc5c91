"""The assessment plan: what was selected, what is looked at of each criterion, and by which limits.

An assessment plan of OSCAL must name a system security plan. A district has none, and a made-up
one would say things of it that nobody has said; so the reference leads to a resource that says so.
"""

from collections.abc import Iterable

from lever5_rules import ElementFinding, Finding, Limit, Report
from lever5_rules.reports.wording import about, exported, scope, threshold

from .words import (
    OSCAL_VERSION,
    Json,
    assets,
    control_id,
    district,
    document,
    filled,
    identifier,
    markup,
    midnight,
    name_of,
    objective_id,
    paragraphs,
    prop,
    props,
)

NO_SECURITY_PLAN = (
    "OSCAL asks for a system security plan here. A school district has none for its instructional "
    "leadership; what is assessed is the evidence that the district has put into a bundle."
)


def plan_of(report: Report, catalog: Json) -> Json:
    """The plan that a report has carried out. `catalog` is the resource that holds the catalog."""
    activity = identifier("activity", report.tool_version)
    party = district(report)
    no_plan = {
        "uuid": identifier("no system security plan"),
        "title": "No system security plan",
        "description": NO_SECURITY_PLAN,
        "citation": {"text": "There is no such document."},
    }
    subject = {
        "type": "party",
        "description": "The district, by the evidence in its bundle.",
        "include-subjects": [{"subject-uuid": party["uuid"], "type": "party"}],
    }
    body = {
        "metadata": {
            "title": markup(f"Check against Lever 5: {about(report)}"),
            "last-modified": midnight(report.as_of),
            "version": report.as_of.isoformat(),
            "oscal-version": OSCAL_VERSION,
            "links": [{"href": f"#{catalog['uuid']}", "rel": "reference", "text": "The catalog"}],
            "parties": [party],
            "remarks": paragraphs(scope(report)),
        },
        "import-ssp": {"href": f"#{no_plan['uuid']}", "remarks": NO_SECURITY_PLAN},
        "local-definitions": {
            "objectives-and-methods": [_objective(report, name) for name in report.selected],
            "activities": [
                {
                    "uuid": activity,
                    "title": "Examine the evidence",
                    "description": "Each element of each selected criterion is looked for in the "
                    "files of the bundle. Nobody is interviewed and nothing is tested.",
                    "props": [{"name": "method", "value": "EXAMINE"}],
                }
            ],
        },
        "reviewed-controls": {
            **reviewed(report.selected, (), scope(report)),
            "links": [{"href": f"#{catalog['uuid']}", "rel": "reference"}],
        },
        "assessment-subjects": [subject],
        "assessment-assets": assets(report),
        "tasks": [
            {
                "uuid": identifier("task", report.tool_version, report.as_of.isoformat()),
                "type": "action",
                "title": "Check the bundle",
                "timing": {"on-date": {"date": midnight(report.as_of)}},
                "associated-activities": [{"activity-uuid": activity, "subjects": [subject]}],
            }
        ],
        "back-matter": {"resources": [catalog, no_plan]},
    }
    return document("assessment-plan", body)


def reviewed(selected: Iterable[str], excluded: Iterable[str], text: str) -> Json:
    """Reviewed controls: the selected criteria, without those that have no outcome."""
    named = list(selected)
    without = set(excluded)
    selection = {
        "include-controls": [{"control-id": control_id(criterion)} for criterion in named],
        "exclude-controls": [
            {"control-id": control_id(criterion)} for criterion in named if criterion in without
        ],
    }
    objectives = [
        {"objective-id": objective_id(criterion)} for criterion in named if criterion not in without
    ]
    return filled(
        {
            "description": markup(text),
            "control-selections": [filled(selection)],
            "control-objective-selections": [{"include-objectives": objectives}]
            if objectives
            else [],
        }
    )


def _objective(report: Report, criterion: str) -> Json:
    """What the check looks at of a criterion, which is more particular than its statement."""
    finding = next(
        (candidate for candidate in report.findings if candidate.criterion == criterion), None
    )
    return {
        "control-id": control_id(criterion),
        "parts": [
            filled(
                {
                    "id": objective_id(criterion),
                    "name": "assessment-objective",
                    "props": [{"name": "label", "value": exported(criterion)}, *_judged(finding)],
                    "prose": markup(
                        f"{criterion} is judged by its elements."
                        if finding
                        else f"{criterion} was selected; it has no outcome in this report."
                    ),
                    "parts": [
                        _element(criterion, element)
                        for element in (finding.elements if finding else ())
                    ],
                }
            )
        ],
    }


def _judged(finding: Finding | None) -> list[Json]:
    if finding is None:
        return []
    return [
        prop("judges", finding.judges.value, remarks=f"Left to a reader: {finding.not_judged}."),
        *props(rule_plugin=f"{finding.plugin} {finding.plugin_version}"),
        *(
            prop("element-switched-off", exported(element.id), remarks=element.reason)
            for element in finding.elements_off
        ),
    ]


def _element(criterion: str, element: ElementFinding) -> Json:
    return filled(
        {
            "id": objective_id(criterion, element.id),
            "name": "assessment-objective",
            "class": "advisory" if element.advisory else "element",
            "props": [
                *props(element=name_of(element), level_needed=element.level_needed.value),
                *limits(element.limit),
            ],
            "prose": markup(element.requirement),
        }
    )


def limits(limit: Limit[object] | None) -> list[Json]:
    """The threshold with its origin and source."""
    return [prop("limit", threshold(limit))] if limit else []
