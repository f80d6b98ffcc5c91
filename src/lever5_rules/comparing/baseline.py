"""Comparison of a report with an earlier one (the baseline): what is new, what was known."""

from collections.abc import Collection
from hashlib import sha256

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.errors import UsageError
from lever5_rules.core.outcome import Outcome
from lever5_rules.findings.finding import Baseline, ElementFinding, Finding
from lever5_rules.findings.report import Report


def failing(finding: Finding) -> tuple[ElementFinding, ...]:
    """Return the required elements of a finding that do not pass."""
    return tuple(
        element
        for element in finding.elements
        if not element.advisory and element.outcome is not Outcome.PASS
    )


def change_of(finding: Finding, before: Finding | None) -> str | None:
    """Return how a finding changed since the baseline, which may not contain it.

    `new`: fails now, did not before. `absent`: failed before, passes now. `unchanged`: as before.
    `updated`: still fails, but differently. None: passes, and was not judged before.
    """
    now = _failed_outcomes(finding)
    if before is None:
        return "new" if now else None
    then = _failed_outcomes(before)
    if not now:
        return "absent" if then else "unchanged"
    if not then:
        return "new"
    waived_alike = (finding.waiver is None) is (before.waiver is None)
    return "unchanged" if now == then and waived_alike else "updated"


def _failed_outcomes(finding: Finding) -> dict[str, Outcome]:
    return {element.fingerprint: element.outcome for element in failing(finding)}


def known(element: ElementFinding, before: Finding | None) -> bool:
    """Return whether an element failed in the same way before, so that it is not news.

    Failing for fewer campuses or roles than before is not news either. A finding that was waived
    before does not count as known: only the waiver kept it from raising the alarm.
    """
    if before is None or before.waiver is not None:
        return False
    for earlier in failing(before):
        if earlier.outcome is not element.outcome:
            continue
        if earlier.fingerprint == element.fingerprint:
            return True
        same = (earlier.id, earlier.kind) == (element.id, element.kind)
        if same and element.scope and set(element.scope) < set(earlier.scope):
            return True
    return False


def alarming(report: Report, before: Report | None, outcomes: Collection[Outcome]) -> bool:
    """Return whether a required element has one of these outcomes, is new and is not waived."""
    earlier = {finding.criterion: finding for finding in before.findings} if before else {}
    return any(
        element.outcome in outcomes and not known(element, earlier.get(finding.criterion))
        for finding in report.findings
        if finding.waiver is None
        for element in failing(finding)
    )


def baseline_of(report: Report) -> Baseline:
    """Return the identification of a report, for use as a baseline."""
    return Baseline(
        report.district_id,
        report.school_year,
        report.as_of,
        report.ruleset,
        report.ruleset_sha256,
        sha256(report.to_json().encode("utf-8")).hexdigest(),
    )


def differences(before: Report, report: Report) -> tuple[Problem, ...]:
    """Return the problems of using a report as baseline: another year or ruleset, an incomplete
    run.

    Raises UsageError if it is of another district, because it cannot excuse anything in this one.
    """
    if before.district_id != report.district_id and before.district_id and report.district_id:
        raise UsageError(
            f"The baseline is a report of the district {before.district_id}, and this bundle is "
            f"of {report.district_id}. Give an earlier report of the same district."
        )
    differing = []
    if before.school_year != report.school_year:
        differing.append(f"is of the school year {before.school_year}")
    if before.ruleset_sha256 != report.ruleset_sha256:
        differing.append(
            f"was made under another ruleset ({before.ruleset} {before.ruleset_version})"
        )
    if before.as_of > report.as_of:
        differing.append(f"is of a later day ({before.as_of})")
    if not before.complete:
        differing.append("is of an incomplete run")
    return tuple(
        Problem(Severity.NOTE, None, None, f"{_BASELINE} {clause}.") for clause in differing
    )


_BASELINE = "The baseline"


def speaks_of_baseline(problem: Problem) -> bool:
    """Return whether a problem is one of those that `differences` returns."""
    return problem.file is None and problem.message.startswith(_BASELINE)
