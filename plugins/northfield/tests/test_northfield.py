"""The local rule in its three outcomes, at its limits, and under the kit's attack."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import lever5_northfield
import pytest
from lever5_northfield import PlcNote

from lever5_rules import RulesetError
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.testing import District, adversary, attack, expect, sample_with

RULE = "northfield:plc-notes"
DISTRICT = sample_with(lever5_northfield)
FIRST, SECOND = DISTRICT.campuses
POSTED_SOON = expect(RULE, "posted_soon", ruleset="northfield")
EVERY_MEETING = expect(RULE, "every_meeting", ruleset="northfield")


def on_first(row: Mapping[str, Any]) -> bool:
    return bool(row["campus_id"] == FIRST)


def posted(after: int) -> District:
    """The notes of the first campus, so many days after the meeting."""
    rows = [
        {**row, "posted_on": row["met_on"] + timedelta(days=after)}
        for row in DISTRICT.rows(PlcNote)
        if on_first(row)
    ]
    return DISTRICT.without_rows(PlcNote, on_first).with_rows(PlcNote, *rows)


@pytest.mark.parametrize("after", [0, 2])
def test_notes_in_time_pass(after: int) -> None:
    POSTED_SOON.of(posted(after)).passes()


@pytest.mark.parametrize("after", [3, -1])
def test_late_notes_and_those_from_before_the_meeting_do_not(after: int) -> None:
    POSTED_SOON.of(posted(after)).is_gap("below_parameter", scope=[FIRST])


def test_a_campus_without_notes() -> None:
    without = DISTRICT.without_rows(PlcNote, on_first)
    POSTED_SOON.of(without).is_missing(scope=[FIRST])
    EVERY_MEETING.of(without).is_gap("below_parameter", scope=[FIRST])


def test_a_plc_that_posts_none_is_noticed() -> None:
    without = DISTRICT.without_rows(PlcNote, lambda row: row["team"] == "Grade 2")
    EVERY_MEETING.of(DISTRICT).passes()
    EVERY_MEETING.of(without).is_gap("below_parameter", scope=[SECOND])


def test_notes_that_are_not_due_yet_are_not_asked_for() -> None:
    last = max(row["date"] for row in DISTRICT.rows(Meeting) if row["type"] == "plc")
    day_after = DISTRICT.on(last + timedelta(days=1))
    EVERY_MEETING.of(day_after.without_rows(PlcNote, lambda row: row["met_on"] == last)).passes()


def test_without_a_log_of_meetings_nobody_can_tell() -> None:
    EVERY_MEETING.of(DISTRICT.without(Meeting)).is_missing("no_artifact")


def test_withstands_the_attack() -> None:
    assert attack(RULE, DISTRICT, ruleset="northfield") == []


def test_the_laziest_district_gets_nothing_through() -> None:
    assert adversary(RULE, DISTRICT, ruleset="northfield") == []


def test_under_the_default_ruleset_it_is_not_selected() -> None:
    assert RULE in DISTRICT.check().not_selected


def test_asked_for_under_a_ruleset_without_its_limits_it_is_refused() -> None:
    with pytest.raises(RulesetError, match=r"gives no northfield\.max_days_to_post"):
        DISTRICT.check(select=[RULE])
