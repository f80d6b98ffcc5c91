"""The rules answer to the framework: every criterion, every listed element, told apart."""

from collections import Counter
from typing import Any

import cases_5_1
import cases_5_2
import cases_5_3
import pytest
from changes import items, without_sessions, without_topic

from lever5_rules.artifacts.expectations import CollaborationExpectation
from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.observation import CalibrationAttendance, ObservationTool
from lever5_rules.artifacts.plans import PlanComponent
from lever5_rules.core.outcome import Outcome
from lever5_rules.framework import framework
from lever5_rules.plugins.builtin import rule_modules
from lever5_rules.plugins.host import load_plugins
from lever5_rules.testing import SAMPLE, District

CRITERIA_OF = {
    "5.1.1": 4,
    "5.1.2": 5,
    "5.1.3": 1,
    "5.2.1": 3,
    "5.2.2": 4,
    "5.2.3": 4,
    "5.2.4": 4,
    "5.2.5": 5,
    "5.3.1": 2,
    "5.3.2": 1,
    "5.3.3": 2,
    "5.3.4": 4,
    "5.3.5": 4,
}
RULES = load_plugins(entry_points=False).rules


def test_every_criterion_has_its_rule_in_a_module_of_its_own() -> None:
    known = Counter(criterion.key_practice for criterion in framework().criteria.values())
    assert dict(known) == CRITERIA_OF
    assert Counter(name.partition("-")[0] for name in RULES) == known
    assert sum(known.values()) == len(list(rule_modules())) == 43


def test_every_listed_element_is_judged() -> None:
    listed = {part for criterion in framework().criteria.values() for part, _ in criterion.parts}
    assert len(listed) == 14
    judged = {
        f"{element.criterion}.{element.part}"
        for rule, _ in RULES.values()
        for element in rule.elements
        if element.part and not element.advisory
    }
    assert judged == listed


def test_every_rule_says_what_is_left_to_a_reader() -> None:
    for rule, _ in RULES.values():
        assert rule.not_judged, rule.criterion


def tool_without(area: str) -> District:
    return items(ObservationTool, "indicators", lambda row: None if row["area"] == area else row)


def calibrated_on(purpose: str, other: str) -> District:
    return SAMPLE.but(
        CalibrationAttendance, where=lambda row: row["purpose"] == purpose, purpose=other
    )


def slots(population: str, **fields: Any) -> District:
    return SAMPLE.but(
        CollaborationSlot, where=lambda row: row["population"] == population, **fields
    )


ONLY_EXPECTED = SAMPLE.without(CollaborationSlot)
NO_COUNSELOR = slots("swd", participant_roles=["teacher", "special_education_teacher"]).without(
    CollaborationExpectation
)
PAIRS = {
    "what coaching rests on": ("5.1.1-2", "5.1.1-4", cases_5_1.text(1, research=False)),
    "whom coaching is for": ("5.1.1-4", "5.1.1-2", cases_5_1.text(1, all_teachers=False)),
    "what the tool is aligned to": ("5.2.5-1", "5.2.5-2", tool_without("hqim_use")),
    "what the tool contains": ("5.2.5-2", "5.2.5-1", tool_without("student_culture_routines")),
    "time expected, not placed (swd)": ("5.3.4-3", "5.3.4-1", ONLY_EXPECTED),
    "time placed, counseling left out": ("5.3.4-1", "5.3.4-3", NO_COUNSELOR),
    "time expected, not placed (eb)": ("5.3.5-3", "5.3.5-1", ONLY_EXPECTED),
    "time too short (eb)": ("5.3.5-3", "5.3.5-1", slots("eb", minutes=44)),
    "training on monitoring": ("5.3.3-1", "5.3.3-2", without_topic("progress_monitoring")),
    "the monitoring system": (
        "5.3.3-2",
        "5.3.3-1",
        cases_5_3.tier("tier3", monitoring_interval_days=8),
    ),
    "this year's adoption": ("5.2.2-2", "5.2.2-4", cases_5_2.late_launch()),
    "the standing plan": (
        "5.2.2-4",
        "5.2.2-2",
        SAMPLE.but(PlanComponent, phase="early"),
    ),
    "calibration on ratings": ("5.2.5-5", "5.3.1-1", calibrated_on("observation_rating", "plc")),
    "calibration on student work": ("5.3.1-1", "5.2.5-5", calibrated_on("student_work", "plc")),
    "PLC training, not ratings": ("5.2.4-4", "5.2.5-5", without_sessions("T-2")),
    "PLC training, not student work": ("5.2.4-4", "5.3.1-1", without_sessions("T-2")),
}


@pytest.mark.parametrize("difference", PAIRS)
def test_criteria_that_nearly_repeat_each_other_differ(difference: str) -> None:
    short, sound, district = PAIRS[difference]
    outcomes = {
        finding.criterion: finding.outcome
        for finding in district.check(select=[short, sound]).findings
    }
    assert outcomes[short] is not Outcome.PASS
    assert outcomes[sound] is Outcome.PASS
