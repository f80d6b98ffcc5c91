"""Cases of the elements of essential action 5.3 but for the time in schedules."""

from datetime import date, timedelta
from typing import Any

from cases_5_1 import CHRISTMAS, no_meeting
from cases_5_2 import focus_without, staff_absent
from changes import Case, absent, items, without_sessions, without_topic

from lever5_rules.artifacts.expectations import CollaborationExpectation as Expectation
from lever5_rules.artifacts.expectations import StudentSupportGuideline as Guideline
from lever5_rules.artifacts.meetings import CollaborationSlot, Meeting
from lever5_rules.artifacts.observation import CalibrationAttendance
from lever5_rules.artifacts.planning import InstructionalProtocol as Protocol
from lever5_rules.artifacts.plans import AssessmentWindow as Window
from lever5_rules.artifacts.plans import MonitoringSummary as Summary
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import HIGH, LEADERS

LOOK, DIAGNOSTIC, INTERIM = 2, 3, 4
SWD, EB = 0, 1


def protocol(at: int, **fields: Any) -> District:
    return SAMPLE.but(Protocol, at=at, **fields)


def no_step(purpose: str) -> District:
    return items(Protocol, "steps", lambda row: None if row["purpose"] == purpose else row, at=LOOK)


def tier(name: str, **fields: Any) -> District:
    return items(
        Guideline, "supports", lambda row: {**row, **fields} if row["type"] == name else row
    )


def benchmarks() -> District:
    row = next(row for row in SAMPLE.rows(Window) if row["type"] == "benchmark")
    more = [
        {
            **row,
            "assessment_id": f"more-{day}",
            "window_end": row["window_end"] + timedelta(days=day),
        }
        for day in (1, 2)
    ]
    return SAMPLE.with_rows(Window, *more)


def reflection(days: int) -> District:
    district = SAMPLE.without_rows(Window, lambda row: row["type"] == "interim")
    row = next(row for row in SAMPLE.rows(Window) if row["type"] == "interim")
    due = row["results_available"] + timedelta(days=days)
    return district.with_rows(Window, {**row, "reflection_due": due})


def agenda(kind: str, *topics: str) -> District:
    return SAMPLE.but(Meeting, where=lambda row: row["type"] == kind, topic_codes=list(topics))


def collaboration(criterion: str, at: int, staff: dict[str, str]) -> dict[str, Case]:
    """The cases of 5.3.4-1 and 5.3.5-1: the schedule, the expectation, and both."""
    population = ("swd", "eb")[at]

    def mine(row: Any) -> bool:
        return bool(row["population"] == population)

    def slots(district: District, **fields: Any) -> District:
        return district.but(CollaborationSlot, where=mine, **fields)

    def text(**fields: Any) -> District:
        return SAMPLE.but(Expectation, at=at, **fields)

    def cases(name: str, spoil: Any, expected: District, reason: str) -> dict[str, Case]:
        nothing = SAMPLE.without(CollaborationSlot).without(Expectation)
        by_text: Case = (expected, reason, SAMPLE.without(Expectation), "no_artifact")
        return {
            f"{criterion}/{name}_scheduled": (spoil(SAMPLE), "not_covered"),
            f"{criterion}/{name}_expected": by_text,
            f"{criterion}/{name}": (spoil(expected), "not_covered", nothing, "no_artifact"),
        }

    result = cases(
        "time_or_expectation",
        lambda district: slots(district, participant_roles=["teacher"]),
        text(sessions_per_month=0),
        "vague",
    )
    for name, role in staff.items():
        others = [
            other_role
            for other_role in ("teacher", *staff.values(), "principal")
            if other_role != role
        ]
        result |= cases(
            name,
            lambda district, others=others: slots(district, participant_roles=others),
            text(participant_roles=others),
            "not_covered",
        )
    result |= cases(
        "each_campus",
        lambda district: district.without_rows(
            CollaborationSlot, lambda row: mine(row) and row["campus_ids"] == [HIGH]
        ),
        text(reach=["cross_campus"]),
        "not_covered",
    )
    return result | cases(
        "across_campuses",
        lambda district: district.but(
            CollaborationSlot,
            where=lambda row: mine(row) and row["reach"] == "cross_campus",
            dates=[date(2026, 10, 7)],
        ),
        text(reach=["campus"]),
        "not_covered",
    )


STEPS = (
    *("performance_by_standard", "misconceptions", "work_samples", "meaningful_review"),
    *("adjust_next_lessons", "adjust_later_units"),
)
SUPPORT = {
    "placement_tutoring": "tutoring_placement",
    "placement_just_in_time": "just_in_time_placement",
    "placement_tier2": "tier2_placement",
    "placement_tier3": "tier3_placement",
    "delivery_training": "intervention_delivery",
    "monitoring_training": "progress_monitoring",
    "family_training": "family_communication",
}

CASES: dict[str, Case] = {
    "5.3.1-1/central_protocol": (
        SAMPLE.with_document(Protocol, {**SAMPLE.document(Protocol, LOOK), "protocol_id": "two"}),
        "wrong_instrument",
    ),
    "5.3.1-1/il_training": (absent("T-5", campus=HIGH), "not_covered"),
    "5.3.1-1/il_calibration": (
        SAMPLE.but(CalibrationAttendance, instrument_id="walk"),
        "wrong_instrument",
    ),
    "5.3.1-1/curriculum_embedded_link": (protocol(LOOK, assessments=False), "stated_absent"),
    **{f"5.3.1-2/{purpose}": (no_step(purpose), "not_covered") for purpose in STEPS},
    "5.3.1-2/leaders_required": (protocol(LOOK, audience=["teacher"]), "not_covered"),
    "5.3.1-2/teachers_required": (protocol(LOOK, audience=["principal"]), "not_covered"),
    "5.3.2-1/diagnostic_protocol": (protocol(DIAGNOSTIC, steps=False), "stated_absent"),
    "5.3.2-1/interim_protocol": (protocol(INTERIM, steps=False), "stated_absent"),
    "5.3.2-1/next_steps_section": (
        items(Protocol, "steps", lambda row: {**row, "wording": "optional"}, at=INTERIM),
        "vague",
    ),
    "5.3.2-1/tier1_hqim_aligned": (protocol(INTERIM, serves_tier1=False), "stated_absent"),
    "5.3.2-1/protocols_for_each_role": (
        protocol(INTERIM, audience=[*LEADERS, "teacher"]),
        "not_covered",
    ),
    "5.3.2-1/training_principal_supervisor": (
        absent("T-7", role="principal_supervisor"),
        "not_covered",
    ),
    "5.3.2-1/training_instructional_leader": (staff_absent("T-7", HIGH, LEADERS), "not_covered"),
    "5.3.2-1/training_teacher": (absent("T-7", role="teacher"), "not_covered"),
    "5.3.2-1/results_turnaround": (
        SAMPLE.but(
            Window,
            where=lambda row: row["type"] == "interim",
            results_available=date(2026, 11, 4),
        ),
        "late",
    ),
    "5.3.2-1/reflection_dated": (reflection(21), "late"),
    "5.3.2-1/benchmark_cap": (benchmarks(), "below_parameter"),
    **{f"5.3.3-1/{name}": (without_topic(topic), "not_covered") for name, topic in SUPPORT.items()},
    "5.3.3-1/delivery_observation_feedback": (focus_without("intervention"), "below_parameter"),
    "5.3.3-1/family_requirements": (
        SAMPLE.but(Guideline, family_notice_items=["progress_reports"]),
        "not_covered",
    ),
    "5.3.3-1/family_approaches": (SAMPLE.but(Guideline, family_approaches=False), "stated_absent"),
    "5.3.3-1/ongoing_cadence": (without_sessions("Q-support-3"), "below_parameter"),
    "5.3.3-2/tier2_interval": (tier("tier2", monitoring_interval_days=32), "below_parameter"),
    "5.3.3-2/tier3_interval": (tier("tier3", monitoring_interval_days="regularly"), "vague"),
    "5.3.3-2/tool_named": (tier("tier3", tool=False), "stated_absent"),
    "5.3.3-2/owner_named": (tier("tier3", owner_role="campus decides"), "vague"),
    "5.3.3-2/decision_rule": (tier("tier2", type="tutoring"), "not_covered"),
    "5.3.3-2/data_system_named": (SAMPLE.but(Guideline, data_system=False), "stated_absent"),
    "5.3.3-2/monitored_on_time": (SAMPLE.but(Summary, students_on_time=31), "below_parameter"),
    **collaboration(
        "5.3.4-1",
        SWD,
        {
            "general_education": "teacher",
            "special_education": "special_education_teacher",
            "counseling": "counselor",
        },
    ),
    **collaboration(
        "5.3.5-1",
        EB,
        {"general_education": "teacher", "emergent_bilingual_staff": "eb_teacher"},
    ),
    "5.3.4-2/inclusion_strategies": (agenda("collaboration_sped", "udl"), "below_parameter"),
    "5.3.4-2/udl": (agenda("collaboration_sped", "iep_implementation"), "below_parameter"),
    "5.3.4-2/iep_implementation": (agenda("collaboration_sped", "udl"), "below_parameter"),
    "5.3.4-2/every_campus": (no_meeting("collaboration_sped", HIGH, CHRISTMAS), "below_parameter"),
    "5.3.4-4/inclusive_practice_session": (without_topic("inclusive_practices"), "not_covered"),
    "5.3.4-4/special_populations_session": (without_topic("special_populations"), "not_covered"),
    "5.3.4-4/leaders_covered": (absent("T", campus=HIGH), "not_covered"),
    "5.3.5-2/inclusion_strategies": (agenda("collaboration_eb", "cbli"), "below_parameter"),
    "5.3.5-2/cbli": (agenda("collaboration_eb", "inclusion_strategies"), "below_parameter"),
    "5.3.5-2/every_campus": (no_meeting("collaboration_eb", HIGH, CHRISTMAS), "below_parameter"),
    "5.3.5-2/elps_current": (
        SAMPLE.but(Expectation, at=EB, language_standards=["19 TAC 74.4"]),
        "wrong_instrument",
    ),
    "5.3.5-4/cbli_session": (without_topic("cbli"), "not_covered"),
    "5.3.5-4/leaders_covered": (absent("T-6", campus=HIGH), "not_covered"),
}
