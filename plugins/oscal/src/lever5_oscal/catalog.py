"""The catalog: the framework's essential actions, key practices and success criteria.

It has no parameters. Every threshold is a ruleset's own and never the framework's demand, so the
limits stand in the plan.
"""

from collections.abc import Iterable

from lever5_rules import Report
from lever5_rules.framework import Criterion, framework
from lever5_rules.reports.wording import exported

from .words import OSCAL_VERSION, Json, control_id, document, filled, group_id, markup, plain, token

OWN_WORDS = (
    "Key practices have the framework's own titles. All other statements are in the words of "
    "lever5-rules, not in those of the framework."
)


def catalog_of(report: Report) -> Json:
    """The catalog of the framework, with the criteria that plugins have added to this report."""
    known = framework()
    metadata = {
        "title": f"Effective District Framework, Lever {known.lever}: {known.title}",
        # The day of the catalogue's version, which says the month.
        "last-modified": f"{known.version}-01T00:00:00Z",
        "version": known.version,
        "oscal-version": OSCAL_VERSION,
        "remarks": markup(OWN_WORDS),
    }
    actions = dict.fromkeys(name.rpartition(".")[0] for name in known.practices)
    groups: list[Json] = [
        {
            "id": control_id(action),
            "class": "essential-action",
            "title": f"Essential action {action}",
            "groups": [
                _group(group_id(practice.id), "key-practice", practice.title, _of(practice.id))
                for practice in known.practices.values()
                if practice.id.rpartition(".")[0] == action
            ],
        }
        for action in actions
    ]
    return document("catalog", {"metadata": metadata, "groups": groups + _added(report)})


def _of(practice: str) -> list[Criterion]:
    return [
        criterion
        for criterion in framework().criteria.values()
        if criterion.key_practice == practice
    ]


def _added(report: Report) -> list[Json]:
    """The selected criteria that are not part of the framework, by the plugins' own sections."""
    own = framework().criteria
    findings = {finding.criterion: finding for finding in report.findings}
    sections: dict[str, list[Criterion]] = {}
    for name in report.selected:
        if name not in own:
            own_finding = findings.get(name)
            section = own_finding.key_practice if own_finding else name.partition(":")[0]
            # Of one that failed or does not apply, the report knows no more than its id.
            title, requirement = (
                (own_finding.title, own_finding.requirement) if own_finding else (name, "")
            )
            criterion = Criterion(name, section, title, requirement)
            sections.setdefault(section, []).append(criterion)
    titles = {practice.id: practice.title for practice in report.key_practices}
    return [
        _group(
            group_id(section),
            "added-by-plugins",
            titles.get(section, f"Criteria of {section}"),
            criteria,
        )
        for section, criteria in sections.items()
    ]


def _group(name: str, kind: str, title: str, criteria: Iterable[Criterion]) -> Json:
    controls = [_control(criterion) for criterion in criteria]
    return {"id": name, "class": kind, "title": markup(title), "controls": controls}


def _control(criterion: Criterion) -> Json:
    name = control_id(criterion.id)
    items = [
        {
            "id": f"{name}_smt.{token(part.rpartition('.')[2])}",
            "name": "item",
            "props": [{"name": "label", "value": plain(exported(part))}],
            "prose": markup(text),
        }
        for part, text in criterion.parts
    ]
    statement = {
        "id": f"{name}_smt",
        "name": "statement",
        "prose": markup(criterion.requirement or criterion.title),
        "parts": items,
    }
    return {
        "id": name,
        "class": "success-criterion",
        "title": markup(criterion.title),
        "props": [{"name": "label", "value": plain(exported(criterion.id))}],
        "parts": [filled(statement)],
    }
