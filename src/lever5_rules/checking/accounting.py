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
    outcomes = [one.outcome for one in findings]
    return Accounting(
        selected=len(chosen),
        passed=outcomes.count(Outcome.PASS),
        gap=outcomes.count(Outcome.GAP),
        missing_evidence=outcomes.count(Outcome.MISSING),
        not_applicable=len(inapplicable),
        error=sum(1 for one in errors if one.criterion is not None),
        waived=sum(1 for one in findings if one.waiver is not None),
    )


def key_practices_of(
    loaded: Loaded,
    chosen: tuple[str, ...],
    findings: list[Finding],
    errors: list[RuleFailure],
) -> tuple[KeyPractice, ...]:
    broken = {one.criterion for one in errors}
    practices = []
    for practice in loaded.practices.values():
        members = [one.id for one in loaded.criteria.values() if one.key_practice == practice.id]
        mine = [name for name in members if name in chosen]
        if mine:
            outcomes = [one.outcome for one in findings if one.criterion in mine]
            partial = len(mine) < len(members) or any(name in broken for name in mine)
            practices.append(
                KeyPractice(
                    practice.id,
                    practice.title,
                    roll_up(outcomes),
                    partial,
                    len(mine),
                    len(members),
                )
            )
    return tuple(practices)
