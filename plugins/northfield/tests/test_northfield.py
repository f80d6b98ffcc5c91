"""The local rule in its three outcomes, and under the kit's attack."""

from datetime import date

import lever5_northfield
import pytest
from lever5_northfield import PlcNote

from lever5_rules import RulesetError
from lever5_rules.testing import attack, expect, sample_with

RULE = "northfield:plc-notes"
DISTRICT = sample_with(lever5_northfield)
FIRST = DISTRICT.campuses[0]
POSTED_SOON = expect(RULE, "posted_soon", ruleset="northfield")


def test_passes_falls_short_and_cannot_be_judged() -> None:
    late = DISTRICT.but(PlcNote, posted_on=date(2026, 10, 10))
    one_campus = DISTRICT.without_rows(PlcNote, lambda row: row["campus_id"] == FIRST)
    POSTED_SOON.of(DISTRICT).passes()
    POSTED_SOON.of(late).is_gap("below_parameter", scope=DISTRICT.campuses)
    POSTED_SOON.of(one_campus).is_missing(scope=[FIRST])


def test_withstands_the_attack() -> None:
    assert attack(RULE, DISTRICT, ruleset="northfield") == []


def test_under_the_default_ruleset_it_is_not_selected() -> None:
    assert RULE in DISTRICT.check().not_selected


def test_asked_for_under_a_ruleset_without_its_limits_it_is_refused() -> None:
    with pytest.raises(RulesetError, match=r"gives no northfield\.max_days_to_post"):
        DISTRICT.check(select=[RULE])
