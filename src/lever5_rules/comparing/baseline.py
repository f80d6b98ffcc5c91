"""A report beside an earlier one of the same district: what is new, and what was there before."""

from collections.abc import Collection
from hashlib import sha256

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.errors import UsageError
from lever5_rules.core.outcome import Outcome
from lever5_rules.findings.finding import Baseline, ElementFinding, Finding
from lever5_rules.findings.report import Report


def failing(finding: Finding) -> tuple[ElementFinding, ...]:
    """The required elements of a finding that are no pass."""
    return tuple(
        one for one in finding.elements if not one.advisory and one.outcome is not Outcome.PASS
    )


def change_of(finding: Finding, before: Finding | None) -> str | None:
    """What became of a finding since an earlier report, which may not have had it.

    `new` fails now and did not, `absent` failed and passes now, `unchanged` and `updated` fail
    as before and otherwise than before. None: it passes and was not judged before.
    """
    now = _short(finding)
    if before is None:
        return "new" if now else None
    then = _short(before)
    if not now:
        return "absent" if then else "unchanged"
    if not then:
        return "new"
    waived_alike = (finding.waiver is None) is (before.waiver is None)
    return "unchanged" if now == then and waived_alike else "updated"


def _short(finding: Finding) -> dict[str, Outcome]:
    return {one.fingerprint: one.outcome for one in failing(finding)}


def known(element: ElementFinding, before: Finding | None) -> bool:
    """Whether an element fell short in the same way before, so that it is no news.

    Falling short for fewer campuses or roles than before is no news either. What was waived
    then is not known: it was the waiver that let the alarm rest.
    """
    if before is None or before.waiver is not None:
        return False
    for one in failing(before):
        if one.outcome is not element.outcome:
            continue
        if one.fingerprint == element.fingerprint:
            return True
        same = (one.id, one.kind) == (element.id, element.kind)
        if same and element.scope and set(element.scope) < set(one.scope):
            return True
    return False


def alarming(report: Report, before: Report | None, outcomes: Collection[Outcome]) -> bool:
    """Whether a required element has one of these outcomes, is not waived, and is no old news."""
    earlier = {one.criterion: one for one in before.findings} if before else {}
    return any(
        one.outcome in outcomes and not known(one, earlier.get(finding.criterion))
        for finding in report.findings
        if finding.waiver is None
        for one in failing(finding)
    )


def baseline_of(report: Report) -> Baseline:
    """An earlier report as a later one names it."""
    return Baseline(
        report.district_id,
        report.school_year,
        report.as_of,
        report.ruleset,
        report.ruleset_sha256,
        sha256(report.to_json().encode("utf-8")).hexdigest(),
    )


def differences(before: Report, report: Report) -> tuple[Problem, ...]:
    """What makes an earlier report another one than it seems: year, ruleset, an incomplete run.

    Raises UsageError where it is of another district: nothing of that can excuse anything here.
    """
    if before.district_id != report.district_id and before.district_id and report.district_id:
        raise UsageError(
            f"The baseline is a report of the district {before.district_id}, and this bundle is "
            f"of {report.district_id}. Give an earlier report of the same district."
        )
    said = []
    if before.school_year != report.school_year:
        said.append(f"is of the school year {before.school_year}")
    if before.ruleset_sha256 != report.ruleset_sha256:
        said.append(f"was made under another ruleset ({before.ruleset} {before.ruleset_version})")
    if before.as_of > report.as_of:
        said.append(f"is of a later day ({before.as_of})")
    if not before.complete:
        said.append("is of an incomplete run")
    return tuple(Problem(Severity.NOTE, None, None, f"{_BASELINE} {one}.") for one in said)


_BASELINE = "The baseline"


def speaks_of_baseline(problem: Problem) -> bool:
    """Whether a problem is one of the differences from a baseline."""
    return problem.file is None and problem.message.startswith(_BASELINE)
