"""The ruleset asks more than its parent, and says whose figures those are."""

import lever5_region_strict

from lever5_rules.artifacts.denominators import CalendarDay
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.testing import SAMPLE

DISTRICT = SAMPLE.with_plugins(lever5_region_strict)


def test_asks_more_than_the_default() -> None:
    short = DISTRICT.but(PlcGuideline, minutes=45)
    assert short.judge("5.2.4-3")["length"].outcome == "pass"
    length = short.judge("5.2.4-3", ruleset="region-strict")["length"]
    assert length.outcome == "gap"
    assert length.limit is not None
    assert (length.limit.value, length.limit.ruleset) == (50, "region-strict")


def test_makes_an_advisory_element_required() -> None:
    judgement = DISTRICT.judge("5.2.4-3", ruleset="region-strict")
    assert not judgement["planning_time_lawful"].advisory


def test_knows_the_words_of_its_districts() -> None:
    day = DISTRICT.rows(CalendarDay)[0]["date"]
    district = DISTRICT.but(CalendarDay, where=lambda row: row["date"] == day, note="Region 21 PD")
    report = district.check(ruleset="region-strict")
    assert any(
        "'Region 21 PD' was read as inservice" in problem.message for problem in report.problems
    )
