"""What has to wait for the calendar: an element is too early to judge until the day it names."""

from datetime import date, timedelta
from typing import Any

import pytest
from test_elements import judged

from lever5_rules.artifacts.denominators import CalendarDay
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.testing import SAMPLE, District

FIRST_DAYS = {
    date(2026, 8, 5): (
        "5.2.1-1/leaders_trained",
        "5.2.1-1/staff_trained",
        "5.2.1-1/culture_topic",
        "5.2.1-1/behavior_topic",
        "5.2.1-1/expectation_document_linked",
        "5.2.1-3/classroom_level",
        "5.2.1-3/campus_level",
        "5.2.3-2/content_differs_by_role",
        "5.3.3-1/placement_tutoring",
        "5.3.3-1/placement_just_in_time",
        "5.3.3-1/placement_tier2",
        "5.3.3-1/placement_tier3",
        "5.3.3-1/delivery_training",
        "5.3.3-1/monitoring_training",
        "5.3.3-1/family_training",
        "5.3.4-4/inclusive_practice_session",
    ),
    date(2026, 8, 6): (
        "5.3.1-1/il_training",
        "5.3.4-4/special_populations_session",
        "5.3.4-4/leaders_covered",
        "5.3.5-4/cbli_session",
        "5.3.5-4/leaders_covered",
    ),
    date(2026, 8, 14): (
        "5.1.2-5/cadence_met",
        "5.2.4-3/plc_held_as_written",
    ),
    date(2026, 8, 22): ("5.2.5-4/completion_tracked",),
    date(2026, 8, 25): (
        "5.3.2-1/training_principal_supervisor",
        "5.3.2-1/training_instructional_leader",
        "5.3.2-1/training_teacher",
    ),
    date(2026, 8, 26): ("5.2.5-4/entries_regular_per_leader",),
    date(2026, 8, 31): (
        "5.1.2-3/principal_observes_each_il",
        "5.1.2-4/visit_cadence_met",
        "5.2.5-3/actual_vs_target",
    ),
    date(2026, 9, 9): (
        "5.2.3-3/training_504",
        "5.2.3-3/training_eb",
        "5.2.3-3/leaders_reached",
        "5.2.3-3/staff_reached",
        "5.2.3-3/planning_focus",
    ),
    date(2026, 9, 10): (
        "5.2.3-4/in_class_support_training",
        "5.2.3-4/co_teaching_training",
        "5.2.3-4/plc_training",
        "5.2.3-4/swd_focus",
    ),
    date(2026, 10, 6): ("5.2.4-4/beyond_initial_training",),
    date(2026, 10, 9): (
        "5.1.2-3/principals_supported_in_meetings",
        "5.2.1-2/cadence_met",
        "5.2.3-2/cadence_met",
        "5.2.3-3/coaching_504",
        "5.2.3-3/coaching_iep",
        "5.2.3-3/coaching_eb",
        "5.3.3-1/delivery_observation_feedback",
        "5.3.4-2/every_campus",
        "5.3.5-2/every_campus",
        "5.2.1-1/throughout_year",
        "5.2.1-3/job_embedded_sessions",
        "5.2.3-2/teacher_sessions",
        "5.2.3-2/il_sessions",
        "5.2.3-2/coach_sessions",
        "5.3.3-1/ongoing_cadence",
    ),
    date(2026, 11, 3): ("5.2.5-4/training_informed_by_data",),
    date(2026, 11, 6): ("5.1.2-4/appraisal_conferences_dated",),
    date(2027, 1, 11): (
        "5.2.1-3/guidance_ongoing",
        "5.2.5-4/analysis_done",
        "5.2.5-5/dedicated_time",
        "5.2.5-5/leaders_covered",
        "5.3.1-1/il_calibration",
    ),
}
"""The first day on which an element can be judged in the sample district."""


def elements_on(day: date, elements: tuple[str, ...]) -> dict[str, ElementFinding]:
    criteria = sorted({name.partition("/")[0] for name in elements})
    report = SAMPLE.on(day).check(select=criteria)
    every = [element for finding in report.findings for element in finding.elements]
    members = {member.id: member for group in every for member in (group, *group.alternatives)}
    return {name: members[name] for name in elements}


@pytest.mark.parametrize("day", FIRST_DAYS, ids=str)
def test_too_early_until_the_day_that_is_named(day: date) -> None:
    elements = FIRST_DAYS[day]
    for element in elements_on(day - timedelta(days=1), elements).values():
        assert element.reason.value == "too_early", (element.id, element.message)
        assert f"Come back on {day} or later." in element.remedy, (element.id, element.remedy)
    for element in elements_on(day, elements).values():
        assert element.reason.value != "too_early", (element.id, element.message)


@pytest.mark.parametrize(
    ("per_week", "reason", "text"),
    [
        (1, "met", "1 in each week held in "),
        (2, "below_parameter", "2 in each week held in 0 of 38"),
        (0.5, "met", "1 in each 2 weeks held in 19 of 19"),
        (1.5, "below_parameter", "3 in each 2 weeks held in 0 of 19"),
        (0.33, "met", "1 in each 3 weeks held in 12 of 12"),
        (0.07, "met", "1 in each 14 weeks held in 2 of 2"),
        (0.06, "met", "1 in each 16 weeks held in 2 of 2"),
        (0, "below_parameter", "the guideline asks for none in 1 week."),
        (0.01, "below_parameter", "the guideline asks for none in 18 weeks"),
    ],
)
def test_meetings_a_week_that_are_no_whole_number(per_week: float, reason: str, text: str) -> None:
    element = judged(
        "5.2.4-3/plc_held_as_written", SAMPLE.but(PlcGuideline, meetings_per_week=per_week)
    )
    assert text in element.message
    assert element.reason.value == reason


def test_windows_of_several_weeks_wait_for_the_last_of_them() -> None:
    seldom = SAMPLE.but(PlcGuideline, meetings_per_week=0.25)
    early = judged("5.2.4-3/plc_held_as_written", seldom.on(date(2026, 9, 3)))
    assert "The first 4 instructional weeks are not over" in early.message
    assert "Come back on 2026-09-04 or later." in early.remedy
    element = judged("5.2.4-3/plc_held_as_written", seldom.on(date(2026, 9, 4)))
    assert "1 in each 4 weeks held in 1 of 1" in element.message


def without_days(month: int, keep: int) -> District:
    """The sample district with the last `keep` instructional days of a month only."""
    rows: list[Any] = list(SAMPLE.rows(CalendarDay))
    dates = [row["date"] for row in rows if row["is_instructional"] and row["date"].month == month]
    gone = dates[: len(dates) - keep]
    return SAMPLE.without_rows(CalendarDay, lambda row: row["date"] in gone)


def test_a_month_counts_with_ten_instructional_days() -> None:
    day = date(2026, 8, 31)
    name = "5.1.2-4/visit_cadence_met"
    assert judged(name, without_days(8, 10).on(day)).reason.value != "too_early"
    short = judged(name, without_days(8, 9).on(day))
    assert short.reason.value == "too_early"
    assert "Come back on 2026-09-30 or later." in short.remedy
