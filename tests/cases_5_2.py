"""Cases of the elements of key practices 5.2.1 to 5.2.3."""

from datetime import date
from typing import Any

from cases_5_1 import CHRISTMAS, no_meeting, no_observation
from changes import Case, Row, absent, items, without_sessions, without_topic

from lever5_rules.artifacts.meetings import CollaborationSlot, Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.planning import InstructionalFramework as Framework
from lever5_rules.artifacts.plans import PlanComponent as Plan
from lever5_rules.artifacts.training import Attendance, TrainingResource, TrainingSession
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import ELEMENTARY, HIGH, LEADERS, STAFF

LATER = date(2026, 10, 10)


def staff_absent(session: str, campus: str, roles: tuple[str, ...]) -> District:
    return SAMPLE.but(
        Attendance,
        where=lambda row: (
            row["session_id"].startswith(session)
            and row["campus_id"] == campus
            and row["role"] in roles
        ),
        attended=False,
    )


def sessions(begin: str, **fields: Any) -> District:
    return SAMPLE.but(
        TrainingSession, where=lambda row: row["session_id"].startswith(begin), **fields
    )


def exemplars(**fields: Any) -> District:
    return SAMPLE.but(
        TrainingResource,
        where=lambda row: row["type"] in ("exemplar_video", "lesson_artifact"),
        **fields,
    )


def coached(plan: str, focus: str) -> dict[str, Case]:
    """The cases of coaching on a kind of plan: in observations, in guides, and in either."""
    guided = guided_out(SAMPLE)
    seldom = focus_without(focus)
    return {
        f"5.2.3-3/coaching_{plan}": (
            *(guided_out(seldom), "below_parameter"),
            *(guided.without(Observation), "no_artifact"),
        ),
        f"5.2.3-3/coached_{plan}": (
            *(seldom, "below_parameter"),
            *(SAMPLE.without(Observation), "no_artifact"),
        ),
        f"5.2.3-3/coached_either_way_{plan}": (
            *(seldom, "below_parameter"),
            *(SAMPLE.without(Observation), "no_records"),
        ),
        f"5.2.3-3/guides_{plan}": (guided, "not_covered"),
    }


def guided_out(district: District) -> District:
    """Without the guides on plans of students."""
    return district.without_rows(
        TrainingResource, lambda row: row["resource_id"].startswith("R-plans")
    )


def published_in_autumn() -> District:
    """No resource on the materials is published after the autumn."""
    return SAMPLE.without_rows(TrainingResource, lambda row: row["resource_id"] == "R-template")


def late_launch() -> District:
    """Teachers were trained on the materials a week after they first used them."""
    day = date(2026, 8, 19)

    def launch(row: Row) -> bool:
        return bool(row["session_id"] == "H-0")

    return SAMPLE.but(TrainingSession, where=launch, date=day).but(
        Attendance, where=launch, date=day
    )


def the_same_for_all() -> District:
    """One series of sessions on delivery for everybody."""
    ids = ("Q-leaders", "Q-coaches")
    rest = without_sessions(*ids).without_rows(
        Attendance, lambda row: row["session_id"].startswith(ids)
    )
    mine = [row for row in SAMPLE.rows(Attendance) if row["session_id"].startswith(ids)]
    moved = [{**row, "session_id": f"Q-teachers-{row['session_id'][-1]}"} for row in mine]
    everyone = [*LEADERS, *STAFF]
    return rest.with_rows(Attendance, *moved).but(
        TrainingSession,
        where=lambda row: row["session_id"].startswith("Q-teachers"),
        audience_roles=everyone,
    )


def focus_without(focus: str) -> District:
    """After the first quarter no observation looks at it."""
    rest = ["instruction", "section_504", "iep", "eb", "intervention"]
    rest.remove(focus)
    return SAMPLE.but(
        Observation,
        where=lambda row: row["type"] == "coaching" and row["date"] > LATER,
        focus=rest,
    )


def practice(code: str, **fields: Any) -> District:
    return items(
        Framework, "practices", lambda row: {**row, **fields} if row["code"] == code else row
    )


def no_practice(name: str) -> District:
    return items(
        Framework,
        "practices",
        lambda row: None if name in (row["code"], row.get("practice")) else row,
    )


def plans_without(group: str) -> District:
    rest = [name for name in ("section_504", "iep", "eb") if name != group]
    return SAMPLE.but(
        TrainingSession,
        where=lambda row: row["session_id"] in ("T-6", "T-8", "T-9"),
        populations=rest,
    )


RESPECTS = {
    "research_based_strategies": "research_based_strategies",
    "product_design_approach": "product_design",
    "component_parts_purpose": "product_components",
    "digital_print_access": "product_access",
    "planning_internalization": "internalization",
    "implementation_resources": "implementation_resources",
    "assessment_strategy": "assessment_strategy",
}

CASES: dict[str, Case] = {
    "5.2.1-1/leaders_trained": (staff_absent("Q-culture", HIGH, LEADERS), "not_covered"),
    "5.2.1-1/staff_trained": (staff_absent("Q-culture", HIGH, STAFF), "not_covered"),
    "5.2.1-1/culture_topic": (without_topic("culture"), "not_covered"),
    "5.2.1-1/behavior_topic": (without_topic("behavior"), "not_covered"),
    "5.2.1-1/throughout_year": (without_sessions("Q-culture-3"), "below_parameter"),
    "5.2.1-1/resources_provided": (
        SAMPLE.but(
            TrainingResource,
            where=lambda row: row["resource_id"] == "R-culture",
            topic_codes=["culture"],
        ),
        "not_covered",
    ),
    "5.2.1-1/expectation_document_linked": (
        absent("Q-culture-3"),
        "below_parameter",
        sessions("Q-culture-3", expectation_document=None),
        "blank_field",
    ),
    "5.2.1-2/supported_in_meetings": (no_meeting("principal_support", ELEMENTARY), "not_covered"),
    "5.2.1-2/supported_either_way": (
        *(no_meeting("principal_support", ELEMENTARY), "not_covered"),
        *(SAMPLE.without(Meeting), "no_records"),
    ),
    "5.2.1-2/establish_support_per_campus": (
        *(no_meeting("principal_support", ELEMENTARY), "not_covered"),
        *(SAMPLE.without(Meeting), "no_artifact"),
    ),
    "5.2.1-2/monitor_support_per_campus": (
        no_observation("culture_walk", ELEMENTARY),
        "not_covered",
    ),
    "5.2.1-2/cadence_met": (no_observation("culture_walk", HIGH, CHRISTMAS), "below_parameter"),
    "5.2.1-3/guidance_issued": (SAMPLE.but(TrainingResource, type="template"), "not_covered"),
    "5.2.1-3/guidance_ongoing": (
        SAMPLE.without_rows(TrainingResource, lambda row: row["resource_id"] == "R-inclusion-1"),
        "below_parameter",
    ),
    "5.2.1-3/job_embedded_sessions": (sessions("Q-inclusion", mode="workshop"), "not_covered"),
    "5.2.1-3/classroom_level": (staff_absent("Q-inclusion", ELEMENTARY, STAFF), "not_covered"),
    "5.2.1-3/campus_level": (staff_absent("Q-inclusion", ELEMENTARY, LEADERS), "not_covered"),
    **{
        f"5.2.2-1/{name}": (without_topic(topic), "not_covered") for name, topic in RESPECTS.items()
    },
    "5.2.2-1/role_aligned": (
        SAMPLE.but(Attendance, where=lambda row: row["session_id"] == "H-support", attended=False),
        "not_covered",
    ),
    "5.2.2-1/coverage": (staff_absent("H-", HIGH, ("teacher",)), "not_covered"),
    "5.2.2-2/launch_before_first_use": (late_launch(), "late"),
    "5.2.2-2/all_teachers_trained": (staff_absent("H-", HIGH, ("teacher",)), "not_covered"),
    "5.2.2-2/resources_throughout_year": (
        *(published_in_autumn(), "below_parameter"),
        *(SAMPLE.without(TrainingResource), "no_artifact"),
    ),
    "5.2.2-2/resources_published": (published_in_autumn(), "below_parameter"),
    "5.2.2-2/resources_delivered": (published_in_autumn(), "below_parameter"),
    "5.2.2-2/resources_targeted": (
        SAMPLE.but(TrainingResource, audience_roles=["principal"]),
        "not_covered",
    ),
    "5.2.2-3/exemplar_per_product": (exemplars(product_id="another"), "below_parameter"),
    "5.2.2-3/fidelity_described": (exemplars(shows_fidelity=False), "not_covered"),
    "5.2.2-3/available_to_campuses": (exemplars(campus_ids=[HIGH]), "not_covered"),
    "5.2.2-3/more_than_one_format": (exemplars(type="student_work"), "below_parameter"),
    "5.2.2-4/phases_covered": (SAMPLE.but(Plan, phase="early"), "not_covered"),
    "5.2.2-4/start_of_year_onboarding": (SAMPLE.but(Plan, onboarding="midyear"), "not_covered"),
    "5.2.2-4/midyear_onboarding": (SAMPLE.but(Plan, onboarding="start_of_year"), "not_covered"),
    "5.2.2-4/late_hires_onboarded_on_time": (
        SAMPLE.but(Attendance, where=lambda row: row["staff_id"] == "s-0-late", attended=False),
        "below_parameter",
    ),
    "5.2.3-1/applies_to_all_campuses": (SAMPLE.but(Framework, campus_ids=[HIGH]), "not_covered"),
    "5.2.3-1/general_practices": (practice("alone", scope="content"), "below_parameter"),
    **{
        f"5.2.3-1/{name}": (no_practice(name), "not_covered")
        for name in (
            "scaffolded_questioning",
            "independent_practice",
            "student_discussion",
            "evidence_use",
            "monitoring_feedback",
        )
    },
    "5.2.3-1/content_specific_per_area": (no_practice("math"), "not_covered"),
    "5.2.3-1/every_division": (practice("math", division="high"), "not_covered"),
    "5.2.3-2/teacher_sessions": (without_sessions("Q-teachers-3"), "below_parameter"),
    "5.2.3-2/il_sessions": (without_sessions("Q-leaders-3"), "below_parameter"),
    "5.2.3-2/coach_sessions": (without_sessions("Q-coaches-3"), "below_parameter"),
    "5.2.3-2/content_differs_by_role": (the_same_for_all(), "not_covered"),
    "5.2.3-2/cadence_met": (without_sessions("Q-coaches-3"), "below_parameter"),
    "5.2.3-3/training_504": (plans_without("section_504"), "not_covered"),
    "5.2.3-3/training_iep": (plans_without("iep"), "not_covered"),
    "5.2.3-3/training_eb": (plans_without("eb"), "not_covered"),
    **coached("504", "section_504"),
    **coached("iep", "iep"),
    **coached("eb", "eb"),
    "5.2.3-3/leaders_reached": (staff_absent("T-8", ELEMENTARY, LEADERS), "not_covered"),
    "5.2.3-3/staff_reached": (staff_absent("T-8", ELEMENTARY, STAFF), "not_covered"),
    "5.2.3-3/planning_focus": (sessions("T-8", planning_focus=False), "not_covered"),
    "5.2.3-4/time_provided": (SAMPLE.but(CollaborationSlot, minutes=44), "below_parameter"),
    "5.2.3-4/in_class_support_training": (without_topic("in_class_support"), "not_covered"),
    "5.2.3-4/co_teaching_training": (without_topic("co_teaching"), "not_covered"),
    "5.2.3-4/plc_training": (without_topic("plc_practices"), "not_covered"),
    "5.2.3-4/swd_focus": (absent("T-9", role="special_education_teacher"), "not_covered"),
}
