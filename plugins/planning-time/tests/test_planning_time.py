"""Each element in its three outcomes, at its limit, where the law does not apply, under attack."""

from typing import Any

import lever5_planning_time
import pytest
from lever5_planning_time import PlanningBlock

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.testing import District, adversary, attack, expect, sample_with

RULE = "tec21404:planning-time"
DISTRICT = sample_with(lever5_planning_time)
FIRST = DISTRICT.campuses[0]
ELEMENTS = ("every_campus", "minutes_in_two_weeks")


def judged(district: District) -> dict[str, str]:
    judgement = district.judge(RULE, ruleset="planning-time")
    assert judgement.errors == []
    return {name: element.reason.value for name, element in judgement.elements.items()}


def on_first(**fields: Any) -> District:
    return DISTRICT.but(PlanningBlock, where=lambda row: row["campus_id"] == FIRST, **fields)


def test_at_the_limits_exactly_it_passes() -> None:
    assert set(judged(DISTRICT).values()) == {"met"}


@pytest.mark.parametrize(
    ("district", "short"),
    [
        (on_first(times_in_two_weeks=9), {"minutes_in_two_weeks"}),
        (on_first(minutes=44, times_in_two_weeks=11), {"minutes_in_two_weeks"}),
        (on_first(other_duty=True), {"minutes_in_two_weeks"}),
        (on_first(in_instructional_day=False), {"minutes_in_two_weeks"}),
        (
            DISTRICT.without_rows(PlanningBlock, lambda row: row["campus_id"] == FIRST),
            {"every_campus"},
        ),
    ],
)
def test_falls_short(district: District, short: set[str]) -> None:
    element = judged(district)
    gaps = {"below_parameter", "not_covered"}
    assert {name for name, reason in element.items() if reason in gaps} == short


@pytest.mark.parametrize(
    "more",
    [
        {"minutes": 30},
        {"other_duty": True},
        {"in_instructional_day": False},
    ],
)
def test_beyond_the_minimum_time_may_be_used_otherwise(more: dict[str, Any]) -> None:
    first = DISTRICT.rows(PlanningBlock)[0]
    beside = DISTRICT.with_rows(PlanningBlock, {**first, **more})
    assert set(judged(beside).values()) == {"met"}


def test_a_gap_says_what_does_not_count() -> None:
    minutes = expect(RULE, "minutes_in_two_weeks", ruleset="planning-time")
    minutes.of(on_first(other_duty=True)).says("without 450 that do not count: 0 found")


@pytest.mark.parametrize("name", ELEMENTS)
def test_without_a_schedule_it_cannot_be_judged(name: str) -> None:
    expect(RULE, name, ruleset="planning-time").of(DISTRICT).passes()
    nothing = DISTRICT.without(PlanningBlock)
    expect(RULE, name, ruleset="planning-time").of(nothing).is_missing("no_artifact")


def test_a_blank_is_no_answer() -> None:
    minutes = expect(RULE, "minutes_in_two_weeks", ruleset="planning-time")
    minutes.of(on_first(other_duty=None)).is_missing("blank_field")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"planning_time_exempt_doi": True}, "District of Innovation"),
        ({"district_type": "charter"}, "charter"),
    ],
)
def test_where_the_law_does_not_apply_nothing_is_judged(fields: dict[str, Any], why: str) -> None:
    report = DISTRICT.but(DistrictProfile, **fields).check(select=[RULE], ruleset="planning-time")
    assert report.findings == ()
    assert why in report.not_applicable[0].reason


def test_withstands_the_attack() -> None:
    assert attack(RULE, DISTRICT, ruleset="planning-time") == []


def test_the_laziest_district_gets_nothing_through() -> None:
    assert adversary(RULE, DISTRICT, ruleset="planning-time") == []
