"""What counts as training: who was there, of whom, how often, and what a lost sheet means."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from changes import never_employed

from lever5_rules.artifacts.denominators import DistrictProfile, StaffAssignment
from lever5_rules.artifacts.meetings import CollaborationSlot, Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.training import Attendance, TrainingResource, TrainingSession
from lever5_rules.core.evidence import shown_evidence
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import AS_OF, ELEMENTARY, HIGH, LEADERS, STAFF, TAUGHT_BY

Row = Any


def away(session: str, who: Callable[[Row], bool], district: District = SAMPLE) -> District:
    """These people were not at the sessions whose id begins so."""
    return district.but(
        Attendance,
        where=lambda row: row["session_id"].startswith(session) and who(row),
        attended=False,
    )


def but_one(roles: tuple[str, ...]) -> Callable[[Row], bool]:
    """All of the roles but one person on each campus."""
    first = {
        (row["campus_id"]): row["staff_id"]
        for row in SAMPLE.rows(StaffAssignment)
        if row["role"] in roles
    }
    return lambda row: row["role"] in roles and row["staff_id"] not in first.values()


def in_roles(*roles: str, campus: str = "") -> Callable[[Row], bool]:
    return lambda row: row["role"] in roles and campus in ("", row["campus_id"])


def lost(*sessions: str, district: District = SAMPLE) -> District:
    """No attendance is recorded of sessions whose id begins so."""
    return district.without_rows(Attendance, lambda row: row["session_id"].startswith(sessions))


def outcome(district: District, element: str) -> tuple[str, str]:
    judgement = district.judge(element.partition("/")[0])
    assert judgement.errors == []
    element_finding = judgement[element.partition("/")[2]]
    return str(element_finding.outcome.value), element_finding.message


TOKENS = {
    "5.2.1-1/throughout_year": ("Q-culture", STAFF),
    "5.2.1-3/job_embedded_sessions": ("Q-inclusion", TAUGHT_BY),
    "5.2.1-3/classroom_level": ("Q-inclusion", TAUGHT_BY),
    "5.2.1-3/campus_level": ("Q-inclusion", LEADERS),
    "5.2.3-2/teacher_sessions": ("Q-teachers", TAUGHT_BY),
    "5.2.3-2/cadence_met": ("Q-teachers", TAUGHT_BY),
    "5.2.3-3/staff_reached": ("T-8", TAUGHT_BY),
    "5.2.3-3/leaders_reached": ("T-8", LEADERS),
    "5.2.3-4/co_teaching_training": ("T-9", TAUGHT_BY),
    "5.2.3-4/swd_focus": ("T-9", TAUGHT_BY),
    "5.2.4-4/every_campus_represented": ("T-", LEADERS),
    "5.2.4-4/beyond_initial_training": ("T-2", LEADERS),
    "5.3.3-1/placement_tutoring": ("Q-support", STAFF),
    "5.3.3-1/ongoing_cadence": ("Q-support", STAFF),
}


@pytest.mark.parametrize("element", TOKENS)
def test_one_person_of_a_campus_is_a_token(element: str) -> None:
    session, roles = TOKENS[element]
    result, message = outcome(away(session, but_one(roles)), element)
    assert result == "gap", message


@pytest.mark.parametrize("element", TOKENS)
def test_a_lost_sheet_is_no_gap(element: str) -> None:
    session, _ = TOKENS[element]
    result, message = outcome(lost(session), element)
    assert result == "missing-evidence", message


@pytest.mark.parametrize(
    ("element", "sessions"),
    [
        ("5.2.1-1/throughout_year", ("Q-culture-",)),
        ("5.2.3-4/co_teaching_training", ("T-9",)),
        ("5.2.1-1/throughout_year", ("Q-culture-1", "Q-culture-2")),
        ("5.2.1-3/job_embedded_sessions", ("Q-inclusion-2",)),
        ("5.2.3-2/cadence_met", ("Q-teachers-0", "Q-teachers-1")),
        ("5.2.3-2/coach_sessions", ("Q-coaches-3",)),
        ("5.2.4-4/beyond_initial_training", ("T-2",)),
        ("5.3.3-1/ongoing_cadence", ("Q-support-3",)),
        ("5.2.1-1/expectation_document_linked", ("Q-culture-3",)),
    ],
)
def test_a_lost_sheet_beside_others_is_named(element: str, sessions: tuple[str, ...]) -> None:
    district = lost(*sessions)
    result, message = outcome(district, element)
    assert result == "missing-evidence", message
    if "expectation" not in element:
        assert all(session in message for session in sessions)


def test_a_lost_sheet_that_tips_nothing_is_none() -> None:
    assert outcome(lost("Q-culture-3"), "5.2.1-1/staff_trained")[0] == "pass"
    never = away("Q-culture", in_roles(*STAFF, campus=HIGH), lost("Q-support-3"))
    assert outcome(never, "5.2.1-1/staff_trained")[0] == "gap"


@pytest.mark.parametrize(
    ("element", "session", "roles"),
    [
        ("5.2.1-1/staff_trained", "Q-culture", ("instructional_support_staff",)),
        ("5.2.1-3/classroom_level", "Q-inclusion", ("teacher", "eb_teacher")),
        ("5.2.3-3/staff_reached", "T-8", ("teacher",)),
        ("5.2.3-4/plc_training", "T-9", ("teacher",)),
        ("5.2.3-4/in_class_support_training", "T-9", ("special_education_teacher",)),
        ("5.2.3-2/il_sessions", "Q-leaders", ("principal",)),
        ("5.3.3-1/monitoring_training", "Q-support", STAFF),
    ],
)
def test_a_role_that_the_text_means_is_not_pooled_with_others(
    element: str, session: str, roles: tuple[str, ...]
) -> None:
    result, message = outcome(away(session, in_roles(*roles)), element)
    assert result == "gap", message
    assert "Nobody of" in message


@pytest.mark.parametrize("roles", [("teacher",), STAFF[1:]])
def test_those_who_give_the_support_are_teachers_or_others(roles: tuple[str, ...]) -> None:
    for element in ("5.3.3-1/placement_tier2", "5.3.3-1/ongoing_cadence"):
        result, message = outcome(away("Q-support", in_roles(*roles)), element)
        assert result == "pass", message


def test_a_teacher_with_forty_rows_is_one() -> None:
    record = next(row for row in SAMPLE.rows(StaffAssignment) if row["staff_id"] == "s-0-t0")
    many = SAMPLE.with_rows(
        StaffAssignment, *({**record, "plc_team": f"Team {number}"} for number in range(39))
    )
    absent = away("Q-culture", lambda row: row["staff_id"] == "s-0-t0", many)
    result, message = outcome(absent, "5.2.1-1/staff_trained")
    assert (result, "14 of 15" in message) == ("pass", True), message


def test_who_signed_in_was_trained_though_the_plan_leaves_out_the_role() -> None:
    roles = [role for role in (*LEADERS, *STAFF) if role != "instructional_support_staff"]
    planned = SAMPLE.but(
        TrainingSession,
        where=lambda row: row["session_id"].startswith("Q-culture"),
        audience_roles=roles,
    )
    assert outcome(planned, "5.2.1-1/staff_trained")[0] == "pass"
    for_staff = SAMPLE.but(
        TrainingSession,
        where=lambda row: row["session_id"].startswith("Q-culture"),
        audience_roles=list(STAFF),
    )
    result, message = outcome(for_staff, "5.2.1-1/leaders_trained")
    assert result == "gap"
    assert "which audience_roles in training_calendar.csv gives to others" in message


def test_sessions_for_every_role_differ_by_no_absence() -> None:
    ids = ("Q-teachers", "Q-leaders", "Q-coaches")
    district = SAMPLE.but(
        TrainingSession,
        where=lambda row: row["session_id"].startswith(ids),
        audience_roles=[*LEADERS, *TAUGHT_BY],
    )
    result, message = outcome(district, "5.2.3-2/content_differs_by_role")
    assert result == "gap", message


def test_guidance_at_the_start_alone_does_not_go_on() -> None:
    days = iter((date(2026, 8, 5), date(2026, 8, 19)))
    early = SAMPLE.without_rows(
        TrainingResource, lambda row: row["resource_id"].startswith("R-inclusion")
    ).with_rows(
        TrainingResource,
        *(
            {**row, "published_on": next(days)}
            for row in SAMPLE.rows(TrainingResource)
            if row["resource_id"].startswith("R-inclusion")
        ),
    )
    result, message = outcome(early, "5.2.1-3/guidance_ongoing")
    assert (result, "None came out from" in message) == ("gap", True), message


@pytest.mark.parametrize(
    "fields", [{"audience_roles": ["counselor"]}, {"campus_ids": [HIGH]}], ids=str
)
def test_guidance_is_for_teachers_or_leaders_of_every_campus(fields: dict[str, Any]) -> None:
    district = SAMPLE.but(
        TrainingResource, where=lambda row: row["resource_id"].startswith("R-inclusion"), **fields
    )
    for element in ("guidance_issued", "guidance_ongoing"):
        assert outcome(district, f"5.2.1-3/{element}")[0] == "gap"


@pytest.mark.parametrize(
    "element", ["5.2.3-3/coaching_iep", "5.3.3-1/delivery_observation_feedback"]
)
def test_what_peers_or_supervisors_see_is_no_coaching_of_teachers(element: str) -> None:
    peers = without_guides().but(
        Observation,
        where=lambda row: row["type"] == "coaching",
        observer_staff_id="s-0-t1",
        observer_role="principal",
    )
    assert outcome(peers, element)[0] == "missing-evidence"


def test_a_visit_of_a_principal_is_no_intervention_coaching() -> None:
    visits = SAMPLE.but(
        Observation, where=lambda row: row["type"] == "coaching", focus=["instruction"]
    ).but(Observation, where=lambda row: row["type"] == "supervisor_visit", focus=["intervention"])
    assert outcome(visits, "5.3.3-1/delivery_observation_feedback")[0] == "missing-evidence"


def without_guides() -> District:
    """Without the guides on plans of students."""
    return SAMPLE.without_rows(
        TrainingResource, lambda row: row["resource_id"].startswith("R-plans")
    )


def untagged() -> District:
    return without_guides().but(
        Observation, where=lambda row: row["type"] == "coaching", focus=["instruction"]
    )


def test_coaching_sessions_are_coaching_beside_observations() -> None:
    session = next(row for row in SAMPLE.rows(TrainingSession) if row["session_id"] == "T-8")
    sheets = [row for row in SAMPLE.rows(Attendance) if row["session_id"] == "T-8"]
    district = untagged()
    quarters = (date(2026, 9, 10), date(2026, 11, 10), date(2027, 2, 9), date(2027, 4, 13))
    for number, quarter in enumerate(quarters):
        named = {"session_id": f"CO-{number}", "date": quarter}
        district = district.with_rows(
            TrainingSession, {**session, **named, "mode": "coaching"}
        ).with_rows(Attendance, *({**row, **named} for row in sheets))
    assert outcome(district, "5.2.3-3/coaching_504")[0] == "pass"


def test_guides_in_every_quarter_are_coaching_support() -> None:
    guide = next(row for row in SAMPLE.rows(TrainingResource) if row["type"] == "guide")
    topics = ["special_populations", "iep_implementation", "cbli"]
    days = [date(2026, 9, 9), date(2026, 11, 9), date(2027, 2, 9), date(2027, 4, 9)]
    guides = [
        {
            **guide,
            "resource_id": f"G-{day}",
            "title": f"Plans {day}",
            "location": f"g/{day}",
            "topic_codes": topics,
            "published_on": day,
        }
        for day in days
    ]
    assert outcome(untagged(), "5.2.3-3/coaching_iep")[0] == "missing-evidence"
    more = untagged().with_rows(TrainingResource, *guides)
    assert outcome(more, "5.2.3-3/coaching_iep")[0] == "pass"
    seldom = untagged().with_rows(TrainingResource, *guides[:3])
    assert outcome(seldom, "5.2.3-3/coaching_iep")[0] == "missing-evidence"


def test_a_superintendent_who_is_the_only_principal_has_no_supervisor() -> None:
    rest = SAMPLE.without_rows(
        StaffAssignment, lambda row: row["campus_id"] != HIGH and row["role"] != "district_leader"
    ).but(StaffAssignment, where=lambda row: row["role"] == "principal", supervisor_staff_id=None)
    profile = dict(SAMPLE.document(DistrictProfile))
    campuses = [campus for campus in profile["campuses"] if campus["campus_id"] == HIGH]
    small = rest.but(DistrictProfile, campuses=campuses)
    judgement = small.judge("5.3.2-1")
    assert judgement.errors == []
    assert "training_principal_supervisor" in judgement.not_applicable


def test_leaders_of_campuses_without_emergent_bilingual_students_are_not_asked() -> None:
    profile = dict(SAMPLE.document(DistrictProfile))
    campuses = [
        {**campus, "eb_enrolled": campus["campus_id"] == HIGH} for campus in profile["campuses"]
    ]
    away_there = away("T-6", in_roles(*LEADERS, campus=ELEMENTARY))
    assert outcome(away_there, "5.3.5-4/leaders_covered")[0] == "gap"
    district = away_there.but(DistrictProfile, campuses=campuses).without_rows(
        StaffAssignment, in_roles("eb_teacher", campus=ELEMENTARY)
    )
    assert outcome(district, "5.3.5-4/leaders_covered")[0] == "pass"


def test_sheets_that_name_coaches_contradict_a_roster_without_them() -> None:
    roster = SAMPLE.without_rows(StaffAssignment, lambda row: row["role"] == "instructional_coach")
    assert outcome(roster, "5.2.3-2/coach_sessions")[0] == "missing-evidence"
    judgement = never_employed(SAMPLE, "instructional_coach").judge("5.2.3-2")
    assert "coach_sessions" in judgement.not_applicable


def test_coaches_whose_posts_have_ended_are_no_contradiction() -> None:
    ended = SAMPLE.but(
        StaffAssignment,
        where=lambda row: row["role"] == "instructional_coach",
        end_date=AS_OF - timedelta(days=7),
    )
    assert "coach_sessions" in ended.judge("5.2.3-2").not_applicable


@pytest.mark.parametrize("roles", ["TBD", None])
def test_meetings_that_do_not_say_who_was_there_contradict_no_roster(roles: str | None) -> None:
    """What depends on the meetings themselves is missing, and no training of anybody."""
    district = SAMPLE.but(Meeting, roles_present=roles)
    sound = SAMPLE.check()
    for finding, before in zip(district.check().findings, sound.findings, strict=True):
        if finding.criterion not in READ_MEETINGS:
            assert finding.outcome is before.outcome, finding.criterion


READ_MEETINGS = (
    *("5.1.1-3", "5.1.2-2", "5.1.2-3", "5.1.2-5", "5.2.1-2", "5.2.4-3", "5.3.4-2", "5.3.5-2"),
)


def test_whoever_was_there_on_the_first_day_of_school_is_due() -> None:
    """All staff of a campus began between the last session and the first day of school."""
    began = SAMPLE.but(
        StaffAssignment,
        where=lambda row: row["campus_id"] == ELEMENTARY and row["role"] in LEADERS,
        start_date=date(2026, 8, 11),
    )
    never = away("T-6", in_roles(*LEADERS, campus=ELEMENTARY), began)
    assert outcome(never, "5.3.5-4/cbli_session")[0] == "pass"
    assert outcome(never, "5.3.5-4/leaders_covered")[0] == "gap"


def test_who_began_last_week_is_not_due_yet() -> None:
    new = date(2027, 5, 24)
    some = SAMPLE.but(
        StaffAssignment,
        where=lambda row: row["campus_id"] == ELEMENTARY and row["role"] in LEADERS,
        start_date=new,
    ).without_rows(Attendance, in_roles(*LEADERS, campus=ELEMENTARY))
    assert outcome(some, "5.3.4-4/leaders_covered")[0] == "pass"
    everyone = SAMPLE.but(
        StaffAssignment, where=lambda row: row["role"] in LEADERS, start_date=new
    ).but(Attendance, where=lambda row: row["role"] in LEADERS, attended=False)
    assert outcome(everyone, "5.3.4-4/leaders_covered")[0] == "missing-evidence"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (None, "pass"),
        ("1.5 h", "pass"),
        ("cancelled", "gap"),
        *((length, "missing-evidence") for length in (-60, "all day", "n/a")),
    ],
)
def test_a_signed_sheet_stands_for_a_blank_length_alone(minutes: Any, expected: str) -> None:
    district = SAMPLE.but(
        TrainingSession,
        where=lambda row: row["session_id"].startswith("Q-culture"),
        minutes=minutes,
    )
    result, message = outcome(district, "5.2.1-1/staff_trained")
    assert result == expected, message


@pytest.mark.parametrize(
    ("element", "role"),
    [
        ("5.2.1-1/staff_trained", "instructional_support_staff"),
        ("5.2.1-3/classroom_level", "eb_teacher"),
        ("5.2.3-4/co_teaching_training", "special_education_teacher"),
    ],
)
def test_a_roster_without_a_role_that_records_are_full_of(element: str, role: str) -> None:
    district = SAMPLE.without_rows(StaffAssignment, lambda row: row["role"] == role)
    result, message = outcome(district, element)
    assert result == "missing-evidence"
    assert "does not list" in message


def test_slots_that_are_all_too_short_fall_short() -> None:
    district = SAMPLE.but(CollaborationSlot, minutes=5)
    result, message = outcome(district, "5.2.3-4/time_provided")
    assert result == "gap", message


def test_the_one_principal_of_a_district_may_be_on_leave() -> None:
    def elsewhere(row: Row) -> bool:
        return bool(row["role"] == "principal" and row["campus_id"] != HIGH)

    item = SAMPLE.but(StaffAssignment, where=elsewhere, role="assistant_principal")
    result, message = outcome(away("T-8", in_roles("principal"), item), "5.2.3-3/leaders_reached")
    assert result == "pass", message
    assert outcome(away("T-8", in_roles("principal")), "5.2.3-3/leaders_reached")[0] == "gap"


@pytest.mark.parametrize(
    ("topics", "expected"),
    [(["operations"], "gap"), (["compliance"], "gap"), ([], "missing-evidence"), (["udl"], "pass")],
)
def test_supports_are_planned_in_sessions_on_teaching(topics: list[str], expected: str) -> None:
    district = SAMPLE.but(
        TrainingSession, where=lambda row: bool(row.get("populations")), topic_codes=topics
    )
    for element in ("5.2.3-3/training_iep", "5.2.3-3/staff_reached", "5.2.3-3/planning_focus"):
        result, message = outcome(district, element)
        assert result == expected, message


def test_sign_in_without_a_day_is_shown_as_left_blank() -> None:
    district = SAMPLE.everywhere(Attendance, {"date": None})
    notes = district.judge("5.2.3-2")["il_sessions"].notes
    assert "left blank" in {seen.written for seen in shown_evidence(notes)}


def test_rows_whose_campus_the_roster_corrects_stand_beside_the_others_of_it() -> None:
    walks = [row for row in SAMPLE.rows(Observation) if row["type"] == "culture_walk"]
    astray = {row["observation_id"] for row in walks[::2]}
    district = SAMPLE.but(
        Observation, where=lambda row: row["observation_id"] in astray, campus_id=ELEMENTARY
    )
    assert outcome(district, "5.2.1-2/cadence_met") == outcome(SAMPLE, "5.2.1-2/cadence_met")
