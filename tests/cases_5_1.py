"""Cases of the elements of essential action 5.1."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from changes import Case, absent, items

from lever5_rules.artifacts.denominators import DistrictProfile, StaffAssignment
from lever5_rules.artifacts.expectations import ProfessionalLearningFramework as Learning
from lever5_rules.artifacts.expectations import RoleResponsibilityMatrix as Matrix
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.plans import PlanComponent as Plan
from lever5_rules.artifacts.plans import SupportAssignment as Support
from lever5_rules.artifacts.training import Attendance
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import ELEMENTARY, HIGH

DEVELOPMENT, COACHING, PROCESS = 0, 1, 2
CHRISTMAS = date(2026, 12, 24)


def text(at: int, **fields: Any) -> District:
    return SAMPLE.but(Learning, at=at, **fields)


def communicated_to(*roles: str) -> District:
    return items(Learning, "communicated", lambda row: {**row, "audience": list(roles)}, COACHING)


def no_meeting(what: str, campus: str, after: date = date(2026, 7, 1)) -> District:
    return SAMPLE.without_rows(
        Meeting,
        lambda row: row["type"] == what and row["campus_id"] == campus and row["date"] > after,
    )


def no_observation(what: str, campus: str, after: date = date(2026, 7, 1)) -> District:
    return SAMPLE.without_rows(
        Observation,
        lambda row: row["type"] == what and row["campus_id"] == campus and row["date"] > after,
    )


def of_several_grades() -> District:
    """Each campus has two grades, of which one can be chosen."""
    campuses = SAMPLE.document(DistrictProfile)["campuses"]
    return SAMPLE.but(
        DistrictProfile, campuses=[{**campus, "grades": ["1", "2"]} for campus in campuses]
    )


def by_principals(row: Mapping[str, Any]) -> bool:
    return bool(row["observer_role"] == "principal")


PAST_DUE = {"title": "Handbook of learning", "dated": date(2020, 1, 1)}
PRINCIPALS = [
    {**SAMPLE.rows(Observation)[-1], "observation_id": f"X-{number}", "type": "supervisor_visit"}
    | {"observee_staff_id": f"s-{number}-elsewhere"}
    for number in range(13)
]
SO_MANY = SAMPLE.with_rows(Observation, *PRINCIPALS).with_rows(
    StaffAssignment,
    *(
        {**row, "staff_id": visit["observee_staff_id"]}
        for row in SAMPLE.rows(StaffAssignment)
        if row["staff_id"] == "s-0-principal"
        for visit in PRINCIPALS
    ),
)

CASES: dict[str, Case] = {
    "5.1.1-1/expectation_stated": (text(DEVELOPMENT, expectations=False), "stated_absent"),
    "5.1.1-1/teachers_addressed": (text(DEVELOPMENT, audiences=["principal"]), "not_covered"),
    "5.1.1-1/ongoing_cadence_stated": (text(DEVELOPMENT, sessions_per_year=3), "below_parameter"),
    "5.1.1-1/research_basis_cited": (text(DEVELOPMENT, research=False), "stated_absent"),
    "5.1.1-1/classroom_practice_linked": (
        text(DEVELOPMENT, classroom_practices=False),
        "stated_absent",
    ),
    "5.1.1-1/still_current": (text(DEVELOPMENT, document=PAST_DUE), "late"),
    "5.1.1-2/vision_stated": (text(COACHING, vision=False), "stated_absent"),
    "5.1.1-2/expectations_stated": (text(COACHING, expectations=False), "stated_absent"),
    "5.1.1-2/job_embedded_defined": (text(COACHING, forms=["workshop"]), "below_parameter"),
    "5.1.1-2/research_basis_cited": (text(COACHING, research=False), "stated_absent"),
    "5.1.1-2/communicated_on_date": (communicated_to("principal"), "not_covered"),
    "5.1.1-3/roles_listed": (
        items(Matrix, "duties", lambda row: row if row["role"] == "principal" else None),
        "not_covered",
    ),
    "5.1.1-3/responsibilities_per_role": (
        items(Matrix, "duties", lambda row: {**row, "responsibilities": False}),
        "stated_absent",
    ),
    "5.1.1-3/every_campus_covered": (
        items(Matrix, "duties", lambda row: row if row["campus_id"] == HIGH else None),
        "not_covered",
    ),
    "5.1.1-3/supported_in_meetings": (no_meeting("principal_support", ELEMENTARY), "not_covered"),
    "5.1.1-3/supported_in_training": (absent("T-4", campus=ELEMENTARY), "not_covered"),
    "5.1.1-3/supported_either_way": (
        no_meeting("principal_support", ELEMENTARY).but(
            Attendance, where=lambda row: row["campus_id"] == ELEMENTARY, attended=False
        ),
        "not_covered",
        SAMPLE.without(Meeting),
        "no_records",
    ),
    "5.1.1-3/district_support_event": (
        no_meeting("principal_support", ELEMENTARY).but(
            Attendance, where=lambda row: row["campus_id"] == ELEMENTARY, attended=False
        ),
        "not_covered",
        SAMPLE.without(Meeting).without(Attendance),
        "no_artifact",
    ),
    "5.1.1-4/all_teachers_included": (text(COACHING, all_teachers=False), "not_covered"),
    "5.1.1-4/development_for_all_teachers": (
        text(DEVELOPMENT, all_teachers=False),
        "not_covered",
    ),
    "5.1.1-4/il_roles_included": (text(COACHING, audiences=["teacher"]), "not_covered"),
    "5.1.1-4/quality_defined": (text(COACHING, quality=False), "stated_absent"),
    "5.1.1-4/ongoing_defined": (text(COACHING, sessions_per_year=3), "below_parameter"),
    "5.1.1-4/job_embedded_defined": (text(COACHING, forms=["online"]), "below_parameter"),
    "5.1.1-4/communicated_to_each_audience": (communicated_to("teacher"), "not_covered"),
    "5.1.2-1/process_written": (text(PROCESS, process_steps=False), "stated_absent"),
    "5.1.2-1/data_source_per_assignment": (
        SAMPLE.but(Support, data_sources=["survey"]),
        "not_covered",
    ),
    "5.1.2-1/rationale_per_assignment": (
        SAMPLE.but(Support, rationale="availability"),
        "not_covered",
    ),
    "5.1.2-1/every_campus_assigned": (
        SAMPLE.without_rows(Support, lambda row: row["campus_id"] == ELEMENTARY),
        "not_covered",
    ),
    "5.1.2-1/reviewed_on_schedule": (SAMPLE.but(Support, reviewed_on=None), "late"),
    "5.1.2-1/caseload": (SAMPLE.but(Support, caseload=13), "below_parameter"),
    "5.1.2-2/grades_named": (
        of_several_grades().but(Support, grades=["all"], content_teams=["all"]),
        "vague",
    ),
    "5.1.2-2/content_teams_named": (SAMPLE.but(Support, content_teams=["as needed"]), "vague"),
    "5.1.2-2/practice_focus_named": (SAMPLE.but(Support, practice_focus="as needed"), "vague"),
    "5.1.2-2/every_campus": (
        SAMPLE.without_rows(Support, lambda row: row["campus_id"] == ELEMENTARY),
        "not_covered",
    ),
    "5.1.2-2/district_support_event": (
        no_meeting("coaching_prioritization", ELEMENTARY),
        "not_covered",
    ),
    "5.1.2-3/principal_observes_each_il": (
        SAMPLE.without_rows(
            Observation, lambda row: by_principals(row) and row["date"] > CHRISTMAS
        ),
        "below_parameter",
    ),
    "5.1.2-3/feedback_given": (
        SAMPLE.but(Observation, where=by_principals, feedback_on=None),
        "late",
    ),
    "5.1.2-3/every_principal_covered": (
        SAMPLE.without_rows(
            Observation, lambda row: by_principals(row) and row["campus_id"] == ELEMENTARY
        ),
        "not_covered",
    ),
    "5.1.2-3/principals_supported_in_meetings": (
        no_meeting("principal_support", ELEMENTARY, CHRISTMAS),
        "below_parameter",
    ),
    "5.1.2-3/principals_supported_either_way": (
        *(no_meeting("principal_support", ELEMENTARY, CHRISTMAS), "below_parameter"),
        *(SAMPLE.without(Meeting), "no_records"),
    ),
    "5.1.2-3/district_leader_support_per_principal": (
        *(no_meeting("principal_support", ELEMENTARY, CHRISTMAS), "below_parameter"),
        *(SAMPLE.without(Meeting), "no_artifact"),
    ),
    "5.1.2-4/every_principal_has_supervisor": (
        SAMPLE.but(
            StaffAssignment,
            where=lambda row: row["role"] == "principal",
            supervisor_staff_id="s-0-assistant_principal",
        ),
        "not_covered",
    ),
    "5.1.2-4/visit_cadence_met": (
        no_observation("supervisor_visit", HIGH, CHRISTMAS),
        "below_parameter",
    ),
    "5.1.2-4/leadership_activity_observed": (
        SAMPLE.but(
            Observation, where=lambda row: row["type"] == "supervisor_visit", focus=["culture"]
        ),
        "below_parameter",
    ),
    "5.1.2-4/feedback_given": (SAMPLE.but(Observation, feedback_on=None), "late"),
    "5.1.2-4/appraisal_conferences_dated": (
        no_observation("appraisal_conference", HIGH, CHRISTMAS),
        "below_parameter",
    ),
    "5.1.2-4/span": (SO_MANY, "below_parameter"),
    "5.1.2-5/ilt_on_every_campus": (no_meeting("ilt", ELEMENTARY), "not_covered"),
    "5.1.2-5/cadence_met": (no_meeting("ilt", HIGH, CHRISTMAS), "below_parameter"),
    "5.1.2-5/coaching_data_reviewed": (
        SAMPLE.but(Meeting, topic_codes=["operations"]),
        "below_parameter",
    ),
    "5.1.2-5/capacity_data_reviewed": (
        SAMPLE.but(Meeting, topic_codes=["coaching_data"]),
        "below_parameter",
    ),
    "5.1.2-5/minutes": (SAMPLE.but(Meeting, minutes=44), "below_parameter"),
    "5.1.3-1/spans_year": (
        SAMPLE.but(Plan, start_date=date(2026, 8, 3), end_date=date(2026, 9, 4)),
        "below_parameter",
    ),
    "5.1.3-1/role_principal_supervisor": (
        SAMPLE.without_rows(Plan, lambda row: row["audience_role"] == "principal_supervisor"),
        "below_parameter",
    ),
    "5.1.3-1/role_instructional_leader": (
        SAMPLE.without_rows(Plan, lambda row: row["audience_role"] == "instructional_coach"),
        "below_parameter",
    ),
    "5.1.3-1/role_teacher": (
        SAMPLE.without_rows(Plan, lambda row: row["audience_role"] == "teacher"),
        "below_parameter",
    ),
    "5.1.3-1/sequence_given": (SAMPLE.but(Plan, sequence=1), "not_covered"),
    "5.1.3-1/models_exemplars": (SAMPLE.but(Plan, design=["rehearsal"]), "not_covered"),
    "5.1.3-1/research_practice_or_framework": (SAMPLE.but(Plan, design=["model"]), "not_covered"),
    "5.1.3-1/coaching_follow_up_linked": (
        SAMPLE.but(Plan, coaching_follow_up=False),
        "below_parameter",
    ),
    "5.1.3-1/content_builds": (SAMPLE.but(Plan, content_builds_on=None), "below_parameter"),
    "5.1.3-1/practice_builds": (SAMPLE.but(Plan, practice_builds_on=None), "below_parameter"),
    "5.1.3-1/student_experience_link": (SAMPLE.but(Plan, student_experience=False), "not_covered"),
}
