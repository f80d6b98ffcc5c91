"""The matrix of seeded defects holds for every rule, and a rule that is careless shows in it."""

import pytest

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Records,
    Rule,
    Verdict,
    met,
)
from lever5_rules.testing import SAMPLE, Matrix, plugin_of
from lever5_rules.testing.cells import Seeded, summary

pytestmark = pytest.mark.exhaustive

LeastMinutes = Annotated[Limit[int], "plc.min_minutes"]
NEVER_ALONE = {
    "hqim.launch_grace_days",  # sessions before the first use pass with no day of grace
    "calendar.min_days_for_week",  # the sample has no week so short
    # In the sample everyone on every campus is reached, in every window and at every meeting:
    *("coverage.min_share_campus", "coverage.min_share_leader", "coverage.min_share_staff"),
    "coverage.min_share_of_part",
    *("regular.min_share_of_windows", "tracker.min_share_leaders_current"),
    "onboarding.max_calendar_days",  # those who began late were trained on their first days
    "roster.min_rows_against",  # no row of the sample speaks against its roster
    # central_system and completion_tracked read it for the first days of a year, where some lack:
    "tracker.max_instructional_days_between_entries",
    "communication.max_months_before_year",  # the sample tells its vision within the year
}


TIME_INSTEAD = {
    *("calendar.min_instructional_days", "cross_campus.min_per_year"),
    *("collab.min_days_per_year", "collab.min_days_of_others_per_year"),
}
"""Limits of the time that a campus may have in place of an expectation."""
BESIDE_ENOUGH = {
    "5.1.2-3/feedback_given": {"il_observation.min_per_month"},
    "5.1.2-4/leadership_activity_observed": {"supervisor.min_visits_per_principal_month"},
    "5.1.2-4/feedback_given": {"supervisor.min_visits_per_principal_month"},
    "5.2.1-1/expectation_document_linked": {
        *("ongoing.min_sessions_per_year", "ongoing.min_share_of_quarters"),
        "culture.min_share_of_sessions_linked",
    },
    "5.2.4-3/plc_held_as_written": {"plc.min_meetings_per_week", "plc.min_minutes"},
}
"""Limits that decide only where something falls short that in the sample does not: walkthroughs
without feedback, sessions that name no expectation, a guideline that was revised."""


def test_every_seeded_defect_is_noticed_by_those_it_concerns_and_by_nobody_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cells = list(Matrix().cells())
    with capsys.disabled():
        print(f"\n{summary(cells)}")
    assert [cell for cell in cells if cell.wrong] == []
    assert {cell.seeded for cell in cells} == set(Seeded)
    unmoved = {
        cell.defect
        for cell in cells
        if cell.seeded is Seeded.LIMIT and not cell.noticed
        # In the sample the expectation governs every campus, whatever schedules set aside.
        if not (cell.element.endswith("_expected") and cell.defect in TIME_INSTEAD)
        if cell.defect not in BESIDE_ENOUGH.get(cell.element, ())
    }
    assert unmoved == NEVER_ALONE


def test_a_plugins_rule_is_in_the_matrix_and_a_careless_one_shows() -> None:
    rule = Rule("far:one", judges=Judges.FULL, not_judged="nothing", title="T", requirement="R")

    @rule.element(level=Level.CITED)
    def careless(
        guideline: PlcGuideline,
        meetings: Records[Meeting],
        least: LeastMinutes,
    ) -> Verdict:
        """Does not care for the limit."""
        return met(f"{guideline.minutes} {least.unit} and {meetings.count()} meetings")

    district = SAMPLE.with_plugins(plugin_of([rule]))
    cells = list(Matrix(district, criteria=["far:one"]).cells())
    noticed = {cell.defect for cell in cells if cell.noticed}
    assert "plc_guideline.minutes field blank" in noticed
    unmoved = [cell.defect for cell in cells if cell.seeded is Seeded.LIMIT and not cell.noticed]
    assert unmoved == ["plc.min_minutes"]
