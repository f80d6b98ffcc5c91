"""The fields that must be filled in, always or in some rows only.

A field that is not optional is needed, unless its value is known from elsewhere, as a person's role
and campus are from the roster. A test derives both lists below by blanking each field of sound
evidence.
"""

from collections.abc import Mapping

from .fields import FieldInfo
from .kinds import KindInfo

TOLD_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "action_step_tracker": frozenset({"step_id"}),
    "assessment_calendar": frozenset({"assessment_id"}),
    "leadership_support_assignment": frozenset({"assignment_id"}),
    "meeting_log": frozenset({"meeting_id"}),
    "observation_log": frozenset({"observation_id", "minutes"}),
    "training_attendance": frozenset({"date"}),
    "training_resource_catalog": frozenset({"resource_id"}),
}
"""Fields that nothing needs: ids of rows to which nothing refers, and what the feedback on an
observation or the calendar of sessions shows too."""
IN_SOME_ROWS: Mapping[str, frozenset[str]] = {
    "assessment_calendar": frozenset({"results_available", "reflection_due"}),
    "calibration_record": frozenset({"exact_agreement_pct"}),
    "collaboration_schedule": frozenset({"dates", "weekdays", "every_weeks", "starts", "ends"}),
    "leadership_support_assignment": frozenset({"caseload"}),
    "meeting_log": frozenset({"team", "roles_present", "topic_codes"}),
    "observation_log": frozenset({"focus", "feedback_on"}),
    "planning_support_guideline": frozenset({"minutes", "held_in"}),
    "plc_guideline": frozenset({"held_in"}),
    "professional_development_plan": frozenset({"design", "phase", "student_experience"}),
    "progress_monitoring_summary": frozenset({"students_due", "students_on_time"}),
    "staff_roster": frozenset({"campus_id", "supervisor_staff_id", "plc_team"}),
    "training_calendar": frozenset(
        {"product_id", "populations", "planning_focus", "expectation_document"}
    ),
    "training_resource_catalog": frozenset({"product_id", "shows_fidelity"}),
}
"""Fields that may be blank, but not everywhere: something is missing where no row gives them."""


def is_needed(kind: KindInfo, info: FieldInfo) -> bool:
    """Return whether each row or document of a kind is asked for a field."""
    known_otherwise = info.of_person or info.name in TOLD_ELSEWHERE.get(kind.name, ())
    return not (info.optional or known_otherwise)


def is_needed_in_some(kind: KindInfo, info: FieldInfo) -> bool:
    """Return whether a field may be blank only where it does not apply."""
    return info.name in IN_SOME_ROWS.get(kind.name, ())
