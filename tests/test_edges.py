"""Where one element begins and ends: single rows, single campuses, and days on the boundary.

Most of these were found by changing the rules on purpose and seeing which change nobody noticed
(docs/mutation.md).
"""

import math
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from changes import never_employed
from test_elements import coaching, formal, judged, target

from lever5_rules.artifacts.denominators import (
    AdoptedProduct,
    DistrictProfile,
    StaffAssignment,
)
from lever5_rules.artifacts.expectations import (
    CollaborationExpectation,
    RoleResponsibilityMatrix,
)
from lever5_rules.artifacts.meetings import CollaborationSlot, Meeting
from lever5_rules.artifacts.observation import (
    ActionStep,
    Observation,
    ObservationFrequencyTarget,
    ObservationTool,
    TrackerAnalysis,
)
from lever5_rules.artifacts.planning import (
    InstructionalFramework,
    InstructionalProtocol,
    PlanningSupportGuideline,
    PlcGuideline,
)
from lever5_rules.artifacts.plans import (
    AssessmentWindow,
    MonitoringSummary,
    PlanComponent,
)
from lever5_rules.artifacts.training import Attendance, TrainingResource, TrainingSession
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    at_least,
    at_most,
    enough,
    every,
    gap,
    met,
    missing,
)
from lever5_rules.core.outcome import Outcome
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import AS_OF, DAYS, ELEMENTARY, HIGH, LEADERS, QUARTERS

pytestmark = pytest.mark.exhaustive

Change = Callable[[dict[str, Any]], dict[str, Any] | None]


def each(kind: type, change: Change, district: District = SAMPLE) -> District:
    """Every row of a kind changed; a row for which the change gives None is taken away."""
    rows = [change(dict(row)) for row in district.rows(kind)]
    kept = [row for row in rows if row is not None]
    return district.without_rows(kind, lambda row: True).with_rows(kind, *kept)


def only_first(kind: type, column: str, value: Any, wanted: Callable[[Any], bool]) -> District:
    """A column blank in every row but the first that is wanted, which has this value."""
    first = next(row for row in SAMPLE.rows(kind) if wanted(row))
    return each(kind, lambda row: {**row, column: value if row == first else None})


def said_of(district: District, element: str) -> tuple[str, str]:
    element_finding = judged(element, district)
    return element_finding.reason.value, element_finding.message


def absent(district: District, element: str) -> str | None:
    """Why an element does not apply, or None where it does."""
    criterion, _, name = element.partition("/")
    reason: str | None = district.judge(criterion).not_applicable.get(name)
    return reason


def test_a_team_has_the_time_of_its_own_and_that_of_the_whole_campus() -> None:
    half = SAMPLE.but(CollaborationSlot, minutes=25)
    of_team = [
        {**row, "slot_id": f"{row['slot_id']}-{team}", "weekdays": ["friday"], "team": team}
        for row in half.rows(CollaborationSlot)
        if row["reach"] == "campus"
        for team in ("grade 3", "grade 4")
    ]
    both = half.with_rows(CollaborationSlot, *of_team)
    assert said_of(both, "5.3.4-3/minutes")[0] == "met"
    less = both.but(CollaborationSlot, where=lambda row: row.get("team") == "grade 4", minutes=15)
    reason, message = said_of(less, "5.3.4-3/minutes")
    assert reason == "below_parameter"
    assert "Minutes of grade 4 in an instructional week" in message


def of_leaders(row: Any) -> bool:
    return row["audience_role"] not in ("teacher", "principal_supervisor")


def deputies_at_the_high_school_only() -> District:
    district = never_employed(SAMPLE, DEPUTY, ELEMENTARY)
    (matrix,) = district.documents["role_responsibility_matrix"]
    duties = [
        duty
        for duty in matrix["duties"]
        if (duty["role"], duty["campus_id"]) != (DEPUTY, ELEMENTARY)
    ]
    return district.but(RoleResponsibilityMatrix, duties=duties)


DEPUTY = "assistant_principal"
STEPS = 10
"""The longest pause between action steps that the default ruleset allows, in school days."""


def steps_on(days: list[date]) -> District:
    """Every leader enters an action step on each of these days."""
    data: dict[str, dict[str, Any]] = {
        row["leader_staff_id"]: dict(row) for row in SAMPLE.rows(ActionStep)
    }
    rows = [
        {**row, "step_id": f"{leader}-{day}", "entered_on": day, "due_on": day}
        for leader, row in data.items()
        for day in days
    ]
    return SAMPLE.without_rows(ActionStep, lambda row: True).with_rows(ActionStep, *rows)


def every_so_many(number: int, shift: int = 0) -> list[date]:
    return [day for place, day in enumerate(DAYS, 1) if (place - shift) % number == 0]


def slots(population: str = "swd", **fields: Any) -> District:
    def change(row: dict[str, Any]) -> dict[str, Any]:
        weekly = row.get("weekdays") is not None
        return {**row, **fields} if row["population"] == population and weekly else row

    return each(CollaborationSlot, change)


def shared_slots(**fields: Any) -> District:
    def change(row: dict[str, Any]) -> dict[str, Any]:
        return {**row, **fields} if row["reach"] == "cross_campus" else row

    return each(CollaborationSlot, change)


THURSDAYS = [day for day in DAYS if day.weekday() == 3]

SAID: dict[str, tuple[District, str, str, str]] = {
    "a role that is held on one campus": (
        deputies_at_the_high_school_only(),
        *("5.1.1-3/every_campus_covered", "met", ""),
    ),
    "no meeting to choose": (
        SAMPLE.without_rows(Meeting, lambda row: row["type"] == "coaching_prioritization"),
        *("5.1.2-2/district_support_event", "no_records", "has no coaching_prioritization meeting"),
    ),
    "observed by another than the supervisor": (
        each(
            Observation,
            lambda row: (
                {**row, "observer_staff_id": "s-1-principal"}
                if row["observer_staff_id"] == "s-ps" and row["campus_id"] == HIGH
                else row
            ),
        ),
        *("5.1.2-4/every_principal_has_supervisor", "not_covered", HIGH),
    ),
    "building on what begins the same day": (
        each(
            PlanComponent,
            lambda row: (
                {**row, "content_builds_on": f"P-principal-{row['sequence'] - 1}"}
                if row["audience_role"] != "principal"
                else {**row, "content_builds_on": None}
            ),
        ),
        *("5.1.3-1/content_builds", "below_parameter", "0 of 3 later"),
    ),
    "components on the last day of each quarter": (
        each(PlanComponent, lambda row: {**row, "start_date": row["end_date"]}),
        *("5.1.3-1/spans_year", "met", ""),
    ),
    "components on the first day of each quarter": (
        each(
            PlanComponent,
            lambda row: {
                **row,
                "start_date": (
                    day := [date(2026, 7, 1), *(last + timedelta(1) for last in QUARTERS)][
                        row["sequence"] - 1
                    ]
                ),
                "end_date": day,
            },
        ),
        *("5.1.3-1/spans_year", "met", ""),
    ),
    "a sequence against its dates": (
        each(PlanComponent, lambda row: {**row, "sequence": 9 - row["sequence"]}),
        *("5.1.3-1/sequence_given", "not_covered", "a later one begins earlier"),
    ),
    "no component for leaders": (
        SAMPLE.without_rows(PlanComponent, lambda row: row["audience_role"] != "teacher"),
        *("5.1.3-1/models_exemplars", "not_covered", "no component for instructional leaders"),
    ),
    "one component for leaders": (
        each(
            PlanComponent,
            lambda row: row if row["component_id"] in ("P-principal-0", "P-teacher-0") else None,
        ),
        *("5.1.3-1/models_exemplars", "met", "1 of 1 component"),
    ),
    "no design at all": (
        SAMPLE.but(PlanComponent, design=None),
        *("5.1.3-1/models_exemplars", "blank_field", ""),
    ),
    "one design, and no model": (
        only_first(PlanComponent, "design", ["framework"], of_leaders),
        *("5.1.3-1/models_exemplars", "not_covered", ""),
    ),
    "no word on students": (
        SAMPLE.but(PlanComponent, student_experience=None),
        *("5.1.3-1/student_experience_link", "blank_field", ""),
    ),
    "one component that does not name students": (
        only_first(PlanComponent, "student_experience", False, of_leaders),
        *("5.1.3-1/student_experience_link", "not_covered", ""),
    ),
    "one component that names students": (
        only_first(PlanComponent, "student_experience", True, of_leaders),
        *("5.1.3-1/student_experience_link", "not_covered", ""),
    ),
    "no session names the expectation": (
        SAMPLE.but(TrainingSession, expectation_document=None),
        *("5.2.1-1/expectation_document_linked", "blank_field", ""),
    ),
    "one session names the expectation": (
        only_first(
            TrainingSession,
            "expectation_document",
            "Playbook page 2",
            lambda row: "culture" in row["topic_codes"],
        ),
        *("5.2.1-1/expectation_document_linked", "blank_field", ""),
    ),
    "trained on the day of first use": (
        SAMPLE.but(
            AdoptedProduct,
            first_use=min(
                row["date"]
                for row in SAMPLE.rows(TrainingSession)
                if row.get("product_id") and "teacher" in row["audience_roles"]
            ),
        ),
        *("5.2.2-2/launch_before_first_use", "met", ""),
    ),
    "no word on fidelity": (
        SAMPLE.but(TrainingResource, shows_fidelity=None),
        *("5.2.2-3/fidelity_described", "blank_field", ""),
    ),
    "one exemplar without fidelity and others that do not say": (
        only_first(
            TrainingResource, "shows_fidelity", False, lambda row: bool(row.get("product_id"))
        ),
        *("5.2.2-3/fidelity_described", "blank_field", ""),
    ),
    "no component on the materials": (
        SAMPLE.but(PlanComponent, section="general"),
        *("5.2.2-4/phases_covered", "not_covered", "no component on the adopted materials"),
    ),
    "one component on the materials": (
        each(
            PlanComponent,
            lambda row: row if row["component_id"] in ("P-principal-0", "P-teacher-1") else None,
        ),
        *("5.2.2-4/phases_covered", "not_covered", "launch"),
    ),
    "planning is left open in every session": (
        SAMPLE.but(TrainingSession, planning_focus=None),
        *("5.2.3-3/planning_focus", "blank_field", ""),
    ),
    "an accepted and an unaccepted basis": (
        SAMPLE.but(PlcGuideline, membership_basis=["grade", "whole_staff"]),
        *("5.2.4-3/membership", "met", ""),
    ),
    "a target of none": (
        target(coaching, count=0),
        *("5.2.5-3/number_and_period_given", "vague", ""),
    ),
    "a pause as long as allowed": (
        steps_on(every_so_many(STEPS)),
        *("5.2.5-4/entries_regular_per_leader", "met", ""),
    ),
    "a first pause longer than allowed": (
        steps_on([day for day in every_so_many(STEPS, 1) if day > DAYS[0]]),
        *("5.2.5-4/entries_regular_per_leader", "late", ""),
    ),
    "no diagnostic or interim window": (
        SAMPLE.without_rows(AssessmentWindow, lambda row: row["type"] != "benchmark"),
        *("5.3.2-1/reflection_dated", "no_records", "no diagnostic or interim assessment"),
    ),
    "one window with results the same day": (
        each(
            AssessmentWindow,
            lambda row: (
                {**row, "results_available": row["window_end"]}
                if row
                == next(row for row in SAMPLE.rows(AssessmentWindow) if row["type"] != "benchmark")
                else None
            ),
        ),
        *("5.3.2-1/results_turnaround", "met", "0"),
    ),
    "a window without results": (
        SAMPLE.but(AssessmentWindow, results_available=None),
        *("5.3.2-1/results_turnaround", "blank_field", ""),
    ),
    "no summary of a tier": (
        SAMPLE.without_rows(MonitoringSummary, lambda row: row["tier"] == "tier3"),
        *("5.3.3-2/monitored_on_time", "no_records", ""),
    ),
    "a summary without counts": (
        SAMPLE.but(MonitoringSummary, students_due=None, students_on_time=None),
        *("5.3.3-2/monitored_on_time", "blank_field", ""),
    ),
    "a summary with half of the counts": (
        SAMPLE.but(MonitoringSummary, students_on_time=None),
        *("5.3.3-2/monitored_on_time", "blank_field", ""),
    ),
    "small groups, half of the counts": (
        each(
            MonitoringSummary,
            lambda row: (
                {**row, "students_due": 9, "students_on_time": None, "on_time_met": True}
                if row["tier"] == "tier3"
                else row
            ),
        ),
        *("5.3.3-2/monitored_on_time", "met", "For one"),
    ),
    "groups that are not small, half of the counts": (
        SAMPLE.but(MonitoringSummary, students_on_time=None, on_time_met=True),
        *("5.3.3-2/monitored_on_time", "blank_field", "how many"),
    ),
    "nothing but ticks": (
        SAMPLE.but(MonitoringSummary, students_due=None, students_on_time=None, on_time_met=True),
        *("5.3.3-2/monitored_on_time", "assertion_only", "none gives counts"),
    ),
    "a tier without students": (
        SAMPLE.but(
            MonitoringSummary,
            where=lambda row: row["tier"] == "tier3",
            students_due=0,
            students_on_time=0,
        ),
        *("5.3.3-2/monitored_on_time", "met", ""),
    ),
    "every other week": (
        slots(every_weeks=2),
        *("5.3.4-3/minutes", "below_parameter", "25 found"),
    ),
    "every third week": (
        slots(every_weeks=3),
        *("5.3.4-3/minutes", "below_parameter", "16.7 found"),
    ),
    "from the first to the last Thursday": (
        slots(starts=THURSDAYS[0], ends=THURSDAYS[-1]),
        *("5.3.4-3/minutes", "met", "50 found"),
    ),
    "no interval": (slots(every_weeks=None), *("5.3.4-3/minutes", "undated", "")),
    "no first day": (slots(starts=None), *("5.3.4-3/minutes", "undated", "")),
    "no last day": (slots(ends=None), *("5.3.4-3/minutes", "undated", "")),
    **{
        f"practices that the tool calls {word}": (
            SAMPLE.but(
                ObservationTool,
                indicators=[
                    {**indicator, "framework_practice": word}
                    for indicator in SAMPLE.document(ObservationTool)["indicators"]
                ],
            ),
            *("5.2.5-1/delivery_indicators_match_framework", "unreadable", "is unclear"),
        )
        for word in ("wxyz", "see guide", "TBD")
    },
    "shared time with one campus": (
        shared_slots(campus_ids=[HIGH]),
        *("5.3.4-3/cross_campus_slot", "not_covered", ""),
    ),
    "shared time of no minutes": (
        shared_slots(minutes=0),
        *("5.3.4-3/cross_campus_slot", "not_covered", ""),
    ),
    "shared time of the least length": (
        shared_slots(minutes=15),
        *("5.3.4-3/cross_campus_slot", "met", ""),
    ),
    "no time in the PLC scope": (
        SAMPLE.without_rows(CollaborationSlot, lambda row: row["source"] == "plc_scope"),
        *("5.3.4-3/time_in_plc_scope", "no_records", "has no time for"),
    ),
    "once a month is often enough to be stated": (
        SAMPLE.but(CollaborationExpectation, sessions_per_month=1),
        *("5.3.4-1/time_or_expectation_expected", "met", ""),
    ),
    "two guidelines alike": (
        SAMPLE.with_document(
            PlanningSupportGuideline, {**SAMPLE.document(PlanningSupportGuideline)}
        ),
        *("5.2.4-1/same_for_all_campuses", "met", ""),
    ),
    "two guidelines that differ": (
        SAMPLE.with_document(
            PlanningSupportGuideline,
            {**SAMPLE.document(PlanningSupportGuideline), "sessions_per_week": 2},
        ),
        *("5.2.4-1/same_for_all_campuses", "not_covered", "differ in sessions_per_week: 2, and 1"),
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_at_the_edge(name: str) -> None:
    district, element, reason, part = SAID[name]
    outcome, message = said_of(district, element)
    assert outcome == reason, message
    assert part in message


@pytest.mark.parametrize(
    ("district", "element"),
    [
        (
            SAMPLE.without_rows(
                StaffAssignment, lambda row: row["role"] == "instructional_support_staff"
            ).without_rows(Attendance, lambda row: row["role"] == "instructional_support_staff"),
            "5.2.2-1/role_aligned",
        ),
    ],
    ids=["no support staff"],
)
def test_does_not_apply(district: District, element: str) -> None:
    assert absent(district, element)


def test_without_coaches_nothing_is_asked_of_them_unless_logs_name_some() -> None:
    def of_coach(row: Any) -> bool:
        return bool(row["role"] == "instructional_coach")

    def on_coach(row: Any) -> bool:
        return "instructional_coach" in (row["observer_role"], row["observee_role"])

    nobody = SAMPLE.without_rows(StaffAssignment, of_coach)
    in_no_log = nobody.without_rows(Attendance, of_coach).without_rows(Observation, on_coach)
    assert absent(in_no_log.without(Meeting), "5.2.3-2/coach_sessions")
    assert absent(nobody, "5.2.3-2/coach_sessions") is None


def hired(day: date) -> District:
    return each(
        StaffAssignment,
        lambda row: {**row, "start_date": day} if row["staff_id"] == "s-0-late" else row,
    )


def test_who_began_on_the_first_day_is_no_late_hire() -> None:
    element = "5.2.2-4/late_hires_onboarded_on_time"
    assert absent(hired(DAYS[0]), element)
    assert absent(hired(DAYS[1]), element) is None


@pytest.mark.parametrize(("days", "reason"), [(0, "met"), (30, "met"), (31, "below_parameter")])
def test_a_late_hire_may_be_trained_up_to_the_last_day(days: int, reason: str) -> None:
    session = next(
        row
        for row in SAMPLE.rows(TrainingSession)
        if row.get("product_id") and row["date"] >= date(2026, 9, 1)
    )
    attended = {
        **SAMPLE.rows(Attendance)[0],
        "session_id": session["session_id"],
        "date": session["date"],
        "staff_id": "s-0-late",
        "role": "teacher",
        "campus_id": HIGH,
    }
    district = hired(session["date"] - timedelta(days=days)).without_rows(
        Attendance, lambda row: row["staff_id"] == "s-0-late"
    )
    district = district.with_rows(Attendance, attended)
    assert said_of(district, "5.2.2-4/late_hires_onboarded_on_time")[0] == reason


@pytest.mark.parametrize(
    ("per", "count", "monthly"),
    [("week", 1, "4"), ("quarter", 9, "4"), ("semester", 9, "2"), ("year", 9, "1")],
)
def test_how_often_a_period_fits_into_a_month(per: str, count: int, monthly: str) -> None:
    district = target(coaching, per=per, count=count)
    reason, message = said_of(district, "5.2.5-3/coaching_target_per_role")
    assert reason == "met"
    assert f"Coaching observations of a teacher in a month: {monthly} found" in message


@pytest.mark.parametrize(("per", "weeks"), [("quarter", 9), ("semester", 18), ("year", 36)])
def test_how_many_weeks_a_period_has(per: str, weeks: int) -> None:
    district = target(coaching, per=per).on(date(2026, 9, 18))
    reason, message = said_of(district, "5.2.5-3/actual_vs_target")
    assert reason == "too_early"
    assert f"The first {weeks} instructional weeks are not over" in message


def test_a_week_is_one_window() -> None:
    reason, _ = said_of(
        target(coaching, per="week").on(date(2026, 8, 14)), "5.2.5-3/actual_vs_target"
    )
    assert reason == "met"


def test_formal_observations_are_counted_over_nine_months() -> None:
    reason, message = said_of(target(formal, per="semester"), "5.2.5-3/formal_meets_law")
    assert reason == "met"
    assert "90" in message


@pytest.mark.parametrize(
    ("flag", "left_out", "asked"),
    [
        ("eb_enrolled", "emergent bilingual students", "students with IEPs"),
        ("sped_served", "students with IEPs", "emergent bilingual students"),
    ],
)
def test_only_campuses_that_serve_a_group_are_asked(flag: str, left_out: str, asked: str) -> None:
    """At the elementary campus nobody was trained; whether that matters follows the profile."""
    about = {row["session_id"] for row in SAMPLE.rows(TrainingSession) if row.get("populations")}
    district = SAMPLE.without_rows(
        Attendance, lambda row: row["session_id"] in about and row["campus_id"] == ELEMENTARY
    )
    data = [
        {**campus, flag: campus["campus_id"] == HIGH}
        for campus in SAMPLE.document(DistrictProfile)["campuses"]
    ]
    _, message = said_of(district, "5.2.3-3/leaders_reached")
    assert left_out in message
    reason, message = said_of(
        district.but(DistrictProfile, campuses=data), "5.2.3-3/leaders_reached"
    )
    assert reason == "not_covered"
    assert left_out not in message
    assert asked in message
    assert "students with Section 504 plans" in message


def test_across_campuses_is_asked_of_several_campuses_only() -> None:
    data = [
        {**campus, "sped_served": campus["campus_id"] == HIGH}
        for campus in SAMPLE.document(DistrictProfile)["campuses"]
    ]
    one_campus = SAMPLE.but(DistrictProfile, campuses=data).without_rows(
        StaffAssignment,
        lambda row: row["role"] == "special_education_teacher" and row["campus_id"] != HIGH,
    )
    exclusions = one_campus.judge("5.3.4-1").not_applicable
    assert {"across_campuses_scheduled", "across_campuses_expected"} <= set(exclusions)
    assert "each_campus_expected" not in exclusions


@pytest.mark.parametrize(
    ("element", "text"),
    [("5.1.1-1/research_basis_cited", "Rest the text on 1 more studies")],
)
def test_remedies_count_what_is_lacking(element: str, text: str) -> None:
    criterion, _, name = element.partition("/")
    assert text in SAMPLE.judge(criterion, ruleset="exemplar")[name].remedy


def test_staff_count_from_their_first_to_their_last_day() -> None:
    def leaving(day: date) -> District:
        return each(
            StaffAssignment,
            lambda row: {**row, "end_date": day} if row["role"] in LEADERS else row,
        )

    element = "5.2.5-5/leaders_covered"
    assert said_of(leaving(AS_OF), element)[0] == "met"
    assert said_of(leaving(AS_OF - timedelta(days=1)), element)[0] != "met"


def deputy(**fields: Any) -> District:
    """The matrix says nothing of the elementary deputy, who is on the roster with these fields."""
    district = deputies_at_the_high_school_only().without_rows(StaffAssignment, lambda row: True)
    rows = [
        {**row, **fields} if (row["role"], row["campus_id"]) == (DEPUTY, ELEMENTARY) else row
        for row in SAMPLE.rows(StaffAssignment)
    ]
    return district.with_rows(StaffAssignment, *rows)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"start_date": AS_OF}, "not_covered"),
        ({"start_date": AS_OF + timedelta(days=1)}, "met"),
        ({"end_date": AS_OF}, "not_covered"),
        ({"end_date": AS_OF - timedelta(days=1)}, "met"),
    ],
)
def test_on_duty_from_the_first_to_the_last_day(fields: dict[str, date], reason: str) -> None:
    assert said_of(deputy(**fields), "5.1.1-3/every_campus_covered")[0] == reason


def roster(change: Change) -> District:
    return each(StaffAssignment, change)


def teacher(row: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {**row, **fields} if row["staff_id"] == "s-0-t0" else row


GAPS_IN_THE_ROSTER = {
    "teachers without a PLC": (
        roster(lambda row: {**row, "plc_team": None}),
        *("5.2.4-3/plc_held_as_written", "no plc_team for 5 teachers of 5."),
    ),
    "no teacher": (
        SAMPLE.without_rows(StaffAssignment, lambda row: row["role"] == "teacher"),
        *("5.2.4-3/plc_held_as_written", "lists no teacher of this campus."),
    ),
    "a teacher without a supervisor": (
        roster(lambda row: teacher(row, supervisor_staff_id=None)),
        *("5.2.5-3/all_direct_reports", "no supervisor for 1 teacher or leader."),
    ),
    "a supervisor who is not listed": (
        roster(lambda row: teacher(row, supervisor_staff_id="s-unknown")),
        *("5.2.5-3/all_direct_reports", "supervisors who are not on it for 1 assignment."),
    ),
}


@pytest.mark.parametrize("name", GAPS_IN_THE_ROSTER)
def test_gaps_in_the_roster_are_counted(name: str) -> None:
    district, element, part = GAPS_IN_THE_ROSTER[name]
    reason, message = said_of(district, element)
    assert reason == "no_denominator"
    assert part in message


def answered(days: int) -> District:
    """Every observation on a school day is answered so many school days later."""

    def change(row: dict[str, Any]) -> dict[str, Any]:
        place = min(DAYS.index(row["date"]) + days, len(DAYS) - 1) if row["date"] in DAYS else None
        return {**row, "feedback_on": DAYS[place]} if place is not None else row

    return each(Observation, change)


@pytest.mark.parametrize(("days", "reason"), [(5, "met"), (6, "late")])
def test_feedback_counts_up_to_the_last_day(days: int, reason: str) -> None:
    outcome, message = said_of(answered(days), "5.1.2-4/feedback_given")
    assert outcome == reason, message


def test_feedback_counts_on_the_day_it_is_given() -> None:
    element = "5.1.2-4/feedback_given"
    early = judged(element, SAMPLE.on(date(2026, 8, 12)))
    assert early.reason.value == "too_early"
    assert "Come back on 2026-08-20 or later." in early.remedy
    assert said_of(SAMPLE.on(date(2026, 8, 13)), element)[0] == "met"


FIRST_ILT = next(dict(row) for row in SAMPLE.rows(Meeting) if row["type"] == "ilt")
NONE_LOGGED = {
    "no leadership team meeting": (
        SAMPLE.without_rows(Meeting, lambda row: row["type"] == "ilt"),
        *("5.1.2-5/ilt_on_every_campus", "no_records"),
    ),
    "one leadership team meeting": (
        each(Meeting, lambda row: row if row["type"] != "ilt" or row == FIRST_ILT else None),
        *("5.1.2-5/ilt_on_every_campus", "not_covered"),
    ),
    "no meeting with district staff": (
        SAMPLE.but(Meeting, roles_present=["teacher"]),
        *("5.1.1-3/supported_in_meetings", "no_records"),
    ),
    "no visit by a supervisor": (
        SAMPLE.without_rows(Observation, lambda row: row["observer_staff_id"] == "s-ps"),
        *("5.1.2-4/leadership_activity_observed", "no_records"),
    ),
    "no high-quality product": (
        SAMPLE.but(AdoptedProduct, hqim=False),
        *("5.2.2-2/all_teachers_trained", "not_covered"),
    ),
}


@pytest.mark.parametrize("name", NONE_LOGGED)
def test_none_is_told_from_one(name: str) -> None:
    district, element, reason = NONE_LOGGED[name]
    outcome, message = said_of(district, element)
    assert outcome == reason, message


def test_separate_time_takes_nothing_from_planning() -> None:
    apart = SAMPLE.but(PlcGuideline, held_in="separate_time")
    reason, message = said_of(apart, "5.2.4-3/planning_time_lawful")
    assert reason == "met"
    assert "the guideline takes 0;" in message


MinShare = Annotated[Limit[float], "coverage.min_share_staff"]


def said_by(judge: Callable[[Limit[float]], Verdict]) -> ElementFinding:
    """What becomes of a verdict, given by a rule that has read the meeting log."""
    rule = Rule("here:one", judges=Judges.FULL, not_judged="", title="One", requirement="One.")

    @rule.element(level=Level.RECORDED)
    def one(meetings: Records[Meeting], share: MinShare) -> Verdict:
        """Something is so."""
        meetings.count()
        return judge(share)

    return SAMPLE.judge(rule)["one"]


@pytest.mark.parametrize(("number", "more"), [(4, ""), (5, "And 1 more")])
def test_four_verdicts_are_told_in_full(number: int, more: str) -> None:
    message = said_by(
        lambda _: every(
            range(number), lambda value: gap(Reason.NOT_COVERED, f"Short by {value}.", "Add it.")
        )
    ).message
    assert "Short by 3." in message
    assert (more in message) if more else ("more" not in message)


def test_a_gap_says_what_could_not_be_told_beside_it() -> None:
    def judge(number: int) -> Verdict:
        short = gap(Reason.NOT_COVERED, "Short.", "Add it.")
        return short if number else missing(Reason.BLANK_FIELD, "Blank.", "Fill it in.")

    assert "Not known for lack of evidence: 0." in said_by(lambda _: every(range(2), judge)).message
    blank = said_by(lambda _: every(range(1), judge))
    assert (blank.reason, "want of evidence" in blank.message) == (Reason.BLANK_FIELD, False)


@pytest.mark.parametrize(
    ("what", "lead"), [("Campuses", "Campuses: met by all 2"), ("", "Met by all 2")]
)
def test_subjects_are_named_where_they_have_a_name(what: str, lead: str) -> None:
    both = said_by(lambda _: every(range(2), lambda value: met(f"{value}."), what=what))
    assert both.message.startswith(lead)


@pytest.mark.parametrize(
    ("good", "unknown", "reason"),
    [
        (90, 0, "met"),
        (89, 0, "below_parameter"),
        (89, 1, "blank_field"),
        (88, 1, "below_parameter"),
        (0, 1, "below_parameter"),
    ],
)
def test_what_is_unknown_counts_where_it_could_tip_the_balance(
    good: int, unknown: int, reason: str
) -> None:
    verdict = said_by(
        lambda share: enough(
            good=good, of=100, share=share, said="are so", remedy="Do it.", unknown=unknown
        )
    )
    assert verdict.limit is not None
    assert verdict.limit.value == 0.9
    assert verdict.reason.value == reason


@pytest.mark.parametrize(
    ("short", "text"), [(0.01, "0.89"), (0.0039, "0.896"), (0.00004, "0.89996")]
)
def test_a_gap_by_a_hair_shows_the_hair(short: float, text: str) -> None:
    few = said_by(lambda share: at_least(share.value - short, share, "Share of them"))
    assert few.message.startswith(f"Share of them: {text} found, at least 0.9 ")
    assert few.remedy.startswith(f"Raise share of them from {text} to at least 0.9 ")
    many = said_by(lambda share: at_most(share.value + short, share, "Share of them"))
    assert " 0.9 found" not in many.message
    of = said_by(
        lambda share: enough(good=8961, of=10_000, share=share, said="are so", remedy="Do it.")
    )
    assert "(0.896), at least 0.9 asked" in of.message


def test_a_named_session_that_nobody_attended_is_none() -> None:
    named = only_first(
        TrainingSession,
        "expectation_document",
        "Page 2",
        lambda row: "culture" in row["topic_codes"],
    )
    ids = {row["session_id"] for row in named.rows(TrainingSession) if row["expectation_document"]}
    alone = named.without_rows(Attendance, lambda row: row["session_id"] in ids)
    _, message = said_of(alone, "5.2.1-1/expectation_document_linked")
    assert "0 of 4 sessions follow" in message


def test_days_of_grace_come_after_the_first_use() -> None:
    began = min(
        row["date"]
        for row in SAMPLE.rows(TrainingSession)
        if row.get("product_id") and "teacher" in row["audience_roles"]
    )
    for days, reason in ((10, "met"), (11, "late")):
        district = SAMPLE.but(AdoptedProduct, first_use=began - timedelta(days=days))
        result = district.judge("5.2.2-2", ruleset="starter")["launch_before_first_use"]
        assert result.reason.value == reason


def analysed(days: int) -> District:
    """Each analysis was made so many days after the session that it prompted."""
    prompted = {
        row["informed_by"]: row["date"]
        for row in SAMPLE.rows(TrainingSession)
        if row.get("informed_by")
    }

    def change(row: dict[str, Any]) -> dict[str, Any]:
        day = prompted.get(row["analysis_id"])
        return {**row, "date": day + timedelta(days=days)} if day else row

    return each(TrackerAnalysis, change)


@pytest.mark.parametrize(("days", "reason"), [(0, "met"), (1, "not_covered")])
def test_a_session_follows_the_analysis_that_prompted_it(days: int, reason: str) -> None:
    outcome, message = said_of(analysed(days), "5.2.5-4/training_informed_by_data")
    assert outcome == reason, message


def test_remedies_count_the_sessions_that_are_lacking() -> None:
    one_left = SAMPLE.without_rows(
        TrainingSession,
        lambda row: (
            {"plc_practices", "plc_calibration"} & set(row["topic_codes"])
            and row["session_id"] != "T-2"
        ),
    )
    element = judged("5.2.4-4/time_scheduled", one_left)
    assert element.reason.value == "below_parameter"
    assert "Put 1 more such sessions" in element.remedy


SOON = sum(day <= DAYS[0] + timedelta(days=30) for day in DAYS)


@pytest.mark.parametrize(("day", "reason"), [(SOON - 1, "met"), (SOON, "not_covered")])
def test_the_start_of_the_year_is_the_time_that_a_late_hire_has(day: int, reason: str) -> None:
    later = SAMPLE.but(
        PlanComponent,
        where=lambda row: row["section"] == "hqim",
        start_date=DAYS[day],
        end_date=DAYS[-1],
    )
    assert said_of(later, "5.2.2-4/start_of_year_onboarding")[0] == reason


def test_an_audience_without_a_plan_is_no_audience_of_which_nothing_builds() -> None:
    nobody = SAMPLE.without_rows(
        PlanComponent, lambda row: row["audience_role"] == "principal_supervisor"
    )
    assert said_of(nobody, "5.1.3-1/content_builds")[0] == "met"
    assert said_of(nobody, "5.1.3-1/spans_year")[0] != "met"


SPECIALISTS = ("special_education_teacher", "eb_teacher")


def specialists_without_training(where: Callable[[Any], bool], **changed: Any) -> District:
    """Specialists who were at no session on a product."""
    away = {
        row["staff_id"]
        for row in SAMPLE.rows(StaffAssignment)
        if row["role"] in SPECIALISTS and where(row)
    }
    return SAMPLE.but(StaffAssignment, where=lambda row: row["staff_id"] in away, **changed).but(
        Attendance, where=lambda row: row["staff_id"] in away, attended=False
    )


def test_a_specialist_of_another_subject_or_campus_uses_no_product() -> None:
    element = "5.2.2-1/coverage"
    everywhere = specialists_without_training(lambda row: True)
    assert said_of(everywhere, element)[0] == "not_covered"
    of_arts = specialists_without_training(lambda row: True, content_area="fine_arts")
    assert said_of(of_arts, element)[0] == "met"
    at_high = specialists_without_training(lambda row: row["campus_id"] == HIGH)
    assert said_of(at_high, element)[0] == "not_covered"
    elementary = at_high.but(AdoptedProduct, campus_ids=[ELEMENTARY])
    assert said_of(elementary, element)[0] == "met"


def test_who_begins_on_the_day_of_first_use_is_to_be_trained_by_then() -> None:
    first_use = SAMPLE.rows(AdoptedProduct)[0]["first_use"]
    began = SAMPLE.but(
        StaffAssignment, where=lambda row: row["role"] == "teacher", start_date=first_use
    ).but(Attendance, attended=False, where=lambda row: row["date"] <= first_use)
    assert said_of(began, "5.2.2-2/launch_before_first_use")[0] == "late"


@pytest.mark.parametrize(
    ("grade", "level"),
    [
        *(("EE", "elementary"), ("5", "elementary"), ("6", "middle"), ("8", "middle")),
        *(("9", "high"), ("12", "high")),
    ],
)
def test_each_grade_is_of_one_school_level(grade: str, level: str) -> None:
    (profile,) = SAMPLE.documents["district_profile"]
    campuses = [
        {**campus, "division": "other", "grades": [grade]} for campus in profile["campuses"]
    ]
    for division in ("elementary", "middle", "high"):
        practices = [
            {**practice, "division": division} if practice["scope"] == "content" else practice
            for practice in SAMPLE.document(InstructionalFramework)["practices"]
        ]
        reason, message = said_of(
            SAMPLE.but(DistrictProfile, campuses=campuses).but(
                InstructionalFramework, practices=practices
            ),
            "5.2.3-1/every_division",
        )
        assert (reason == "met") == (division == level), message


def test_a_session_that_is_to_come_is_told_by_the_first_day() -> None:
    law = next(row for row in SAMPLE.rows(TrainingSession) if row["session_id"].startswith("T-8"))
    to_come = [
        {**law, "session_id": f"ahead-{number}", "date": AS_OF + timedelta(days=number)}
        for number in (9, 30)
    ]
    district = SAMPLE.but(TrainingSession, planning_focus=False)
    element = judged("5.2.3-3/planning_focus", district.with_rows(TrainingSession, *to_come))
    assert element.reason is Reason.TOO_EARLY
    assert str(AS_OF + timedelta(days=9)) in element.remedy


def test_a_target_for_teachers_is_none_for_those_who_lead() -> None:
    targets = SAMPLE.document(ObservationFrequencyTarget)["targets"]
    kept = [
        target
        for target in targets
        if target["observation_type"] != "coaching"
        or target["observee_role"] != "assistant_principal"
    ]
    district = SAMPLE.but(ObservationFrequencyTarget, targets=kept)
    reason, message = said_of(district, "5.2.5-3/coaching_target_per_role")
    assert reason == "not_covered"
    assert "assistant_principal not covered" in message


def test_meetings_under_a_name_that_the_roster_has_not_may_be_those_of_a_plc() -> None:
    team = next(row["team"] for row in SAMPLE.rows(Meeting) if row["type"] == "plc")

    def renamed(month: int, name: str) -> District:
        return each(
            Meeting,
            lambda row: (
                {**row, "team": name} if row["team"] == team and row["date"].month != month else row
            ),
        )

    reason, message = said_of(renamed(9, "Mathematics"), "5.2.4-3/plc_held_as_written")
    assert reason == "contradictory"
    assert "meetings of this campus of Mathematics" in message
    assert said_of(renamed(9, f" {team.upper()}"), "5.2.4-3/plc_held_as_written")[0] == "met"


def test_steps_without_a_status_are_a_share_of_all_steps() -> None:
    rows = SAMPLE.rows(ActionStep)
    some = {row["step_id"] for place, row in enumerate(rows) if place % 3 == 0}
    district = SAMPLE.but(ActionStep, where=lambda row: row["step_id"] in some, status=None)
    reason, message = said_of(district, "5.2.5-4/completion_tracked")
    assert reason == "below_parameter"
    assert "250 of 376 action steps have a status (0.66), at least 0.9 asked" in message


def prompted(*days: date) -> District:
    """Sessions that an analysis prompted, to none of which anybody has come."""
    first = next(row for row in SAMPLE.rows(TrainingSession) if row.get("informed_by"))
    sessions = [{**first, "session_id": f"prompted-{day}", "date": day} for day in days]
    district = SAMPLE.without_rows(TrainingSession, lambda row: bool(row.get("informed_by")))
    return district.with_rows(TrainingSession, *sessions)


def test_a_prompted_session_is_to_come_from_tomorrow_on() -> None:
    element = "5.2.5-4/training_informed_by_data"
    soon, later = AS_OF + timedelta(days=1), AS_OF + timedelta(days=20)
    element_finding = judged(element, prompted(later, soon))
    assert element_finding.reason is Reason.TOO_EARLY
    assert str(soon) in element_finding.remedy
    lost = judged(element, prompted(AS_OF))
    assert lost.reason is Reason.NO_RECORDS, "its sign-in sheet may be lost"
    assert f"prompted-{AS_OF}" in lost.message


def test_protocols_are_for_whoever_supervises_principals() -> None:
    leader = SAMPLE.but(
        StaffAssignment,
        where=lambda row: row["role"] == "principal_supervisor",
        role="district_leader",
    )
    element = "5.3.2-1/protocols_for_each_role"
    assert said_of(leader, element)[0] == "met"  # whoever supervises principals is meant
    for audience_word, reason in (("district_leader", "met"), ("teacher", "not_covered")):
        district = leader
        for place, protocol in enumerate(SAMPLE.documents["instructional_protocol"]):
            audience = [
                audience_word if role == "principal_supervisor" else role
                for role in protocol.get("audience", ())
            ]
            district = district.but(InstructionalProtocol, at=place, audience=audience)
        assert said_of(district, element)[0] == reason


@pytest.mark.parametrize(("due", "reason"), [(9, "met"), (10, "blank_field")])
def test_only_of_fewer_than_ten_students_a_tick_is_enough(due: int, reason: str) -> None:
    first = SAMPLE.rows(MonitoringSummary)[0]
    ticked = SAMPLE.but(
        MonitoringSummary,
        where=lambda row: row == first,
        students_due=due,
        students_on_time=None,
        on_time_met=True,
    )
    assert said_of(ticked, "5.3.3-2/monitored_on_time")[0] == reason


MONITORED = "5.3.3-2/monitored_on_time"


@pytest.mark.parametrize(("part", "reason"), [(0.5, "met"), (0.45, "no_records")])
def test_summaries_of_half_of_the_days_tell_of_a_quarter(part: float, reason: str) -> None:
    def some_days(row: dict[str, Any]) -> dict[str, Any]:
        place = next(n for n, last in enumerate(QUARTERS) if row["window_end"] <= last)
        begins = DAYS[0] if place == 0 else QUARTERS[place - 1] + timedelta(days=1)
        days = [day for day in DAYS if begins <= day <= QUARTERS[place]]
        last = days[math.ceil(part * len(days)) - 1]
        return {**row, "window_start": days[0], "window_end": last}

    assert said_of(each(MonitoringSummary, some_days), MONITORED)[0] == reason


def test_a_quarter_is_to_be_told_of_from_its_last_day_on() -> None:
    first = SAMPLE.without_rows(MonitoringSummary, lambda row: row["window_end"] > QUARTERS[0])
    day = timedelta(days=1)
    assert said_of(first.on(QUARTERS[1] - day), MONITORED)[0] == "met"
    assert said_of(first.on(QUARTERS[1]), MONITORED)[0] == "no_records"


def test_a_window_without_students_excuses_none_with_them() -> None:
    idle = SAMPLE.rows(MonitoringSummary)[0]
    late = SAMPLE.but(MonitoringSummary, students_on_time=0).but(
        MonitoringSummary,
        where=lambda row: row["window_start"] == idle["window_start"],
        students_due=0,
    )
    assert said_of(late, MONITORED)[0] == "below_parameter"


def test_one_student_counts_and_none_does_not() -> None:
    single = SAMPLE.but(MonitoringSummary, students_due=1, students_on_time=1)
    assert said_of(single, MONITORED)[0] == "met"
    ticks = SAMPLE.but(MonitoringSummary, students_due=5, students_on_time=None, on_time_met=True)
    none = ticks.but(
        MonitoringSummary,
        where=lambda row: row["tier"] == "tier3",
        students_due=0,
        students_on_time=0,
    )
    assert said_of(none, MONITORED)[0] == "assertion_only"


def test_a_plc_without_meetings_in_a_log_that_knows_all_names_is_no_matter_of_spelling() -> None:
    team = next(row["team"] for row in SAMPLE.rows(Meeting) if row["type"] == "plc")
    without = SAMPLE.without_rows(Meeting, lambda row: row["team"] == team)
    element = judged("5.2.4-3/plc_held_as_written", without)
    assert element.outcome is not Outcome.PASS
    assert "which the roster has not" not in element.remedy
