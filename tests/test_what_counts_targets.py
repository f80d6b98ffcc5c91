"""Targets for how often leaders observe: what sets one, on the sample district."""

from collections.abc import Callable
from typing import Any

import pytest
from test_elements import judged

from lever5_rules.artifacts.observation import ObservationFrequencyTarget
from lever5_rules.testing import SAMPLE, District

Target = dict[str, Any]
HELD: list[Target] = [
    dict(target) for target in SAMPLE.document(ObservationFrequencyTarget)["targets"]
]


def of_teachers(target: Target) -> bool:
    return coaching(target) and bool(target["observee_role"] == "teacher")


def coaching(target: Target) -> bool:
    return bool(target["observation_type"] == "coaching")


def formal(target: Target) -> bool:
    return not coaching(target)


def changed(which: Callable[[Target], bool], *more: Target, **fields: Any) -> District:
    """The sample with other values in some targets, and with further targets."""
    targets = [{**row, **fields} if which(row) else row for row in HELD]
    return SAMPLE.but(ObservationFrequencyTarget, targets=[*targets, *more])


FIRST = next(target for target in HELD if of_teachers(target))
SELDOM = {"count": 1, "per": "semester"}

CASES: dict[str, tuple[District, str, str]] = {
    "the same target twice": (changed(coaching, FIRST), "coaching_target_per_role", "met"),
    "half of it, stated twice": (
        changed(of_teachers, {**FIRST, **SELDOM}, **SELDOM),
        *("coaching_target_per_role", "below_parameter"),
    ),
    "the same in other words": (
        changed(coaching, {**FIRST, "count": 9, "per": "year"}),
        *("coaching_target_per_role", "met"),
    ),
    "two different ones of one pair": (
        changed(coaching, {**FIRST, "count": 2}),
        *("coaching_target_per_role", "contradictory"),
    ),
    "two different formal ones of one pair": (
        changed(coaching, {**next(target for target in HELD if formal(target)), "count": 2}),
        *("formal_target_per_role", "contradictory"),
    ),
    "peers once a month, leaders once a semester": (
        changed(of_teachers, {**FIRST, "observer_role": "teacher"}, **SELDOM),
        *("coaching_target_per_role", "below_parameter"),
    ),
    "coaches once a month, leaders once a semester": (
        changed(of_teachers, {**FIRST, "observer_role": "instructional_coach"}, **SELDOM),
        *("coaching_target_per_role", "met"),
    ),
    "4,000 a year": (
        changed(coaching, count=4000, per="year"),
        *("number_and_period_given", "unreadable"),
    ),
    "0.01 a month": (changed(coaching, count=0.01), "number_and_period_given", "vague"),
    "once a year": (changed(formal, count=1, per="year"), "number_and_period_given", "met"),
    "a formal observation of two days": (
        changed(formal, min_minutes=4500),
        *("number_and_period_given", "unreadable"),
    ),
    "feedback before the observation": (
        changed(coaching, feedback_within_days=-3),
        *("feedback_target", "unreadable"),
    ),
    "a formal observation of 0 minutes": (
        changed(formal, min_minutes=0),
        *("formal_meets_law", "blank_field"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_counts(name: str) -> None:
    district, element, reason = CASES[name]
    element_finding = judged(f"5.2.5-3/{element}", district)
    assert element_finding.reason.value == reason, element_finding.message
