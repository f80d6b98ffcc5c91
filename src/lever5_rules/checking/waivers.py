"""Waivers: which findings they cover, and their effect."""

from collections.abc import Mapping

from attrs import evolve

from lever5_rules.comparing.baseline import failing
from lever5_rules.core.limits import Ruleset, Waiver
from lever5_rules.engine.needs import Review
from lever5_rules.findings.finding import Finding, WaiverState


def with_waiver(
    finding: Finding, ruleset: Ruleset, review: Review, used: dict[int, str]
) -> Finding:
    """Return the finding with the waiver that covers it, if any; its outcome does not change."""
    open_elements = failing(finding)
    if not open_elements:
        return finding
    covering: list[Waiver] = []
    for element in open_elements:
        for place, waiver in enumerate(ruleset.waivers):
            if waiver.target in (finding.criterion, element.id) and waiver.in_force(review.as_of):
                used[place] = finding.criterion
                covering.append(waiver)
                break
    return evolve(finding, waiver=covering[0]) if len(covering) == len(open_elements) else finding


def waiver_states(
    ruleset: Ruleset, review: Review, used: Mapping[int, str]
) -> tuple[WaiverState, ...]:
    states = []
    for place, waiver in enumerate(ruleset.waivers):
        state = "applied" if place in used else "unused"
        if not waiver.in_force(review.as_of):
            state = "expired"
        states.append(WaiverState(waiver, state))
    return tuple(states)
