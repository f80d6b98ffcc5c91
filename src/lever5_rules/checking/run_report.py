"""The report of a run, from the results of the rules."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.core.blanks import Problem
from lever5_rules.core.limits import Ruleset
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.version import __version__
from lever5_rules.engine.judge import Judge
from lever5_rules.engine.judged import Judged
from lever5_rules.engine.rules import Rule
from lever5_rules.findings.finding import CampusName, Finding, NotApplicable, RuleFailure
from lever5_rules.framework import framework
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reports.report import Report

from .accounting import accounting_of, key_practices_of
from .causes import causes_of
from .unused import unused_evidence
from .waivers import waiver_states, with_waiver


def report_of_run(
    loaded: Loaded,
    ruleset: Ruleset,
    chosen: tuple[str, ...],
    artifacts: LoadedBundle,
    judge: Judge,
    notes: tuple[Problem, ...],
    elsewhere: Mapping[str, Judged],
    on_finding: Callable[[Finding], object] | None = None,
) -> Report:
    """Return the report of a run. `on_finding` is called with each finding as soon as it is
    ready."""
    findings: list[Finding] = []
    inapplicable: list[NotApplicable] = []
    errors = [one for one in loaded.failures if one.criterion is None]
    failed = {one.criterion: one for one in reversed(loaded.failures) if one.criterion}
    judged: list[Judged] = []
    used: dict[int, str] = {}
    for name in chosen:
        known = loaded.rules.get(name)
        if known is None or name in failed:
            message = f"No rule for {name} is installed, so it was not judged."
            errors.append(failed.get(name) or RuleFailure(name, None, "", "load", message))
            continue
        rule, plugin = known
        one = elsewhere.get(name) or judge.judge(rule, plugin)
        artifacts.papers.open(one.opened)
        judged.append(one)
        if one.failures:
            errors.append(_merged(one))
        elif one.outcome is None:
            inapplicable.append(NotApplicable(name, _why_not(one)))
        else:
            finding = _finding(loaded, rule, plugin, one, one.outcome)
            findings.append(with_waiver(finding, ruleset, judge.review, used))
            if on_finding is not None:
                on_finding(findings[-1])
    profile = artifacts.profile
    states = waiver_states(ruleset, judge.review, used)
    return Report(
        tool_version=__version__,
        framework=f"{framework().id} Lever {framework().lever}, {framework().version}",
        district_id=_text(profile, "district_id"),
        district_name=_text(profile, "name"),
        school_year=judge.review.school_year,
        as_of=judge.review.as_of,
        ruleset=ruleset.name,
        ruleset_version=ruleset.version,
        ruleset_sha256=ruleset.sha256,
        bundle_sha256=artifacts.sha256,
        files=artifacts.papers.listed(artifacts.files),
        plugins=tuple(loaded.plugins.values()),
        selected=chosen,
        not_selected=tuple(name for name in loaded.criteria if name not in chosen),
        accounting=accounting_of(chosen, findings, inapplicable, errors),
        key_practices=key_practices_of(loaded, chosen, findings, errors),
        findings=tuple(findings),
        not_applicable=tuple(inapplicable),
        errors=tuple(errors),
        causes=causes_of(findings, errors, artifacts.unread),
        unused_evidence=unused_evidence(artifacts, judged, judge),
        not_counted=judge.rows_not_counted(
            kind.name for one in judged for element in one.rule.elements for kind in element.kinds
        ),
        problems=(*notes, *artifacts.problems, *artifacts.papers.problems),
        waivers=states,
        campuses=_campuses(profile),
        formats=tuple(loaded.reporters.values()),
    )


def _merged(one: Judged) -> RuleFailure:
    """Return one error for a criterion, with every element that failed and those that were
    judged."""
    first = one.failures[0]
    message = " ".join(failure.message for failure in one.failures)
    return evolve(first, message=message, elements=one.elements)


def _why_not(one: Judged) -> str:
    required = {element.id for element in one.rule.elements if not element.advisory}
    reasons = [each.reason for each in one.not_applicable if each.id in required]
    return reasons[0] if reasons else "No required element applies."


def _finding(loaded: Loaded, rule: Rule, plugin: str, one: Judged, outcome: Outcome) -> Finding:
    criterion = loaded.criteria[rule.criterion]
    return Finding(
        criterion=criterion.id,
        key_practice=criterion.key_practice,
        title=criterion.title,
        requirement=criterion.requirement,
        outcome=outcome,
        judges=rule.judges,
        not_judged=rule.not_judged,
        plugin=plugin,
        plugin_version=loaded.plugins[plugin].version,
        elements=one.elements,
        elements_not_applicable=one.not_applicable,
        elements_off=one.off,
    )


def _campuses(profile: Any) -> tuple[CampusName, ...]:
    """The campuses that the profile lists, without those whose number or name is not told."""
    listed = getattr(profile, "campuses", None)
    found = [
        CampusName(_text(one, "campus_id"), _text(one, "name"))
        for one in (listed if isinstance(listed, tuple) else ())
    ]
    return tuple(one for one in found if one.id and one.name)


def _text(profile: Any, name: str) -> str:
    value = getattr(profile, name, None)
    return value if isinstance(value, str) else ""
