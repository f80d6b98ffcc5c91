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
from lever5_rules.reading.profile_faults import no_campuses
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
    errors = [failure for failure in loaded.failures if failure.criterion is None]
    failed = {
        failure.criterion: failure for failure in reversed(loaded.failures) if failure.criterion
    }
    results: list[Judged] = []
    used: dict[int, str] = {}
    for name in chosen:
        registered = loaded.rules.get(name)
        if registered is None or name in failed:
            message = f"No rule for {name} is installed, so it was not judged."
            errors.append(failed.get(name) or RuleFailure(name, None, "", "load", message))
            continue
        rule, plugin = registered
        judgement = elsewhere.get(name) or judge.judge(rule, plugin)
        artifacts.papers.open(judgement.opened)
        results.append(judgement)
        if judgement.failures:
            errors.append(_merged(judgement))
        elif judgement.outcome is None:
            inapplicable.append(NotApplicable(name, _why_not(judgement)))
        else:
            finding = _finding(loaded, rule, plugin, judgement, judgement.outcome)
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
        causes=causes_of(findings, errors, artifacts.unread, no_campuses(artifacts)),
        unused_evidence=unused_evidence(artifacts, results, judge),
        not_counted=judge.rows_not_counted(
            kind.name
            for result in results
            for element in result.rule.elements
            for kind in element.kinds
        ),
        problems=(*notes, *artifacts.problems, *artifacts.papers.problems),
        waivers=states,
        campuses=_campuses(profile),
        formats=tuple(loaded.reporters.values()),
    )


def _merged(judgement: Judged) -> RuleFailure:
    """Return one error for a criterion, with every element that failed and those that were
    judged."""
    first = judgement.failures[0]
    message = " ".join(failure.message for failure in judgement.failures)
    return evolve(first, message=message, elements=judgement.elements)


def _why_not(judgement: Judged) -> str:
    required = {element.id for element in judgement.rule.elements if not element.advisory}
    reasons = [exempt.reason for exempt in judgement.not_applicable if exempt.id in required]
    return reasons[0] if reasons else "No required element applies."


def _finding(
    loaded: Loaded, rule: Rule, plugin: str, judgement: Judged, outcome: Outcome
) -> Finding:
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
        elements=judgement.elements,
        elements_not_applicable=judgement.not_applicable,
        elements_off=judgement.off,
    )


def _campuses(profile: Any) -> tuple[CampusName, ...]:
    """Return the campuses that the profile lists with both number and name."""
    listed = getattr(profile, "campuses", None)
    campuses = [
        CampusName(_text(item, "campus_id"), _text(item, "name"))
        for item in (listed if isinstance(listed, tuple) else ())
    ]
    return tuple(campus for campus in campuses if campus.id and campus.name)


def _text(profile: Any, name: str) -> str:
    value = getattr(profile, name, None)
    return value if isinstance(value, str) else ""
