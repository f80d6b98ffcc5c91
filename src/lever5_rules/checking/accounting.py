"""The number of selected criteria by result, and the combined results of the key practices."""

from lever5_rules.core.outcome import Outcome, roll_up
from lever5_rules.findings.finding import (
    Accounting,
    Finding,
    KeyPractice,
    NotApplicable,
    RuleFailure,
)
from lever5_rules.plugins.loaded import Loaded


def accounting_of(
    chosen: tuple[str, ...],
    findings: list[Finding],
    inapplicable: list[NotApplicable],
    errors: list[RuleFailure],
) -> Accounting:
    outcomes = [finding.outcome for finding in findings]
    return Accounting(
        selected=len(chosen),
        passed=outcomes.count(Outcome.PASS),
        gap=outcomes.count(Outcome.GAP),
        missing_evidence=outcomes.count(Outcome.MISSING),
        not_applicable=len(inapplicable),
        error=sum(1 for failure in errors if failure.criterion is not None),
        waived=sum(1 for finding in findings if finding.waiver is not None),
    )


def key_practices_of(
    loaded: Loaded, chosen: tuple[str, ...], findings: list[Finding], errors: list[RuleFailure]
) -> tuple[KeyPractice, ...]:
    failed_criteria = {failure.criterion for failure in errors}
    practices = []
    for practice in loaded.practices.values():
        members = [
            criterion.id
            for criterion in loaded.criteria.values()
            if criterion.key_practice == practice.id
        ]
        selected = [name for name in members if name in chosen]
        if selected:
            outcomes = [finding.outcome for finding in findings if finding.criterion in selected]
            partial = len(selected) < len(members) or any(
                name in failed_criteria for name in selected
            )
            practices.append(
                KeyPractice(
                    practice.id,
                    practice.title,
                    roll_up(outcomes),
                    partial,
                    len(selected),
                    len(members),
                )
            )
    return tuple(practices)
