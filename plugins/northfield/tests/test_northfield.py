"""The local rule in its three outcomes, and under the kit's attack."""

from datetime import date, timedelta

import lever5_northfield
import pytest
from lever5_northfield import PlcNote

from lever5_rules import RulesetError
from lever5_rules.core.outcome import Outcome
from lever5_rules.testing import SAMPLE, attack
from lever5_rules.testing.sample import CAMPUSES

MET = date(2026, 10, 1)
NOTES = [
    {"campus_id": campus, "met_on": MET, "posted_on": MET + timedelta(days=number % 3)}
    for campus in CAMPUSES
    for number in range(4)
]
DISTRICT = SAMPLE.with_plugins(lever5_northfield).with_rows(PlcNote, *NOTES)
RULE = "northfield:plc-notes"


def outcome(district: object) -> Outcome:
    return district.judge(RULE, ruleset="northfield")["posted_soon"].outcome  # type: ignore[attr-defined, no-any-return]


def test_passes_falls_short_and_cannot_be_judged() -> None:
    late = DISTRICT.but(PlcNote, posted_on=MET + timedelta(days=9))
    one_campus = DISTRICT.without_rows(PlcNote, lambda row: row["campus_id"] == CAMPUSES[0])
    assert outcome(DISTRICT) is Outcome.PASS
    assert outcome(late) is Outcome.GAP
    assert outcome(one_campus) is Outcome.MISSING


def test_withstands_the_attack() -> None:
    assert attack(RULE, DISTRICT, ruleset="northfield") == []


def test_under_the_default_ruleset_it_is_not_selected() -> None:
    assert RULE in DISTRICT.check().not_selected


def test_asked_for_under_a_ruleset_without_its_limits_it_is_refused() -> None:
    with pytest.raises(RulesetError, match=r"gives no northfield\.max_days_to_post"):
        DISTRICT.check(select=[RULE])
