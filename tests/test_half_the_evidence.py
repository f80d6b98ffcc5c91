"""Evidence of part of what is asked: one campus of two, one semester, one person, one day.

Each of these districts was once passed. All of them hold what an element asks for, and none of
them does what the criterion does.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from changes import never_employed
from test_edges import each
from test_elements import judged

from lever5_rules.artifacts.denominators import (
    CalendarDay,
    DistrictProfile,
    StaffAssignment,
)
from lever5_rules.artifacts.expectations import (
    ProfessionalLearningFramework,
    RoleResponsibilityMatrix,
)
from lever5_rules.artifacts.grades import grades_in
from lever5_rules.artifacts.meetings import CollaborationSlot, Meeting
from lever5_rules.artifacts.observation import (
    ActionStep,
    CalibrationAttendance,
    Observation,
    ObservationFrequencyTarget,
)
from lever5_rules.artifacts.planning import InstructionalFramework, PlcGuideline
from lever5_rules.artifacts.plans import (
    MonitoringSummary,
    PlanComponent,
    SupportAssignment,
)
from lever5_rules.artifacts.training import Attendance, TrainingResource, TrainingSession
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import ELEMENTARY, HIGH, LEADERS, SUPERVISOR

pytestmark = pytest.mark.exhaustive

Half = tuple[str, District, str, str]
"""An element, a district with half of its evidence, the reason and a part of the message."""

SEMESTER = date(2026, 12, 18)
SUMMER = date(2026, 8, 3)
MARCH = date(2027, 3, 2)
SUPPORT = ("principal_support", "coaching_prioritization")


def without_people(wanted: Callable[[Any], bool]) -> District:
    return SAMPLE.without_rows(StaffAssignment, wanted)


def first_semester() -> District:
    return SAMPLE.without_rows(CalendarDay, lambda row: row["date"] > SEMESTER)


def denominators() -> Iterator[tuple[str, Half]]:
    def elsewhere(row: Any) -> bool:
        return bool(row["campus_id"] == ELEMENTARY)

    gone = without_people(elsewhere)
    for element in ("5.2.5-5/leaders_covered", "5.2.1-1/staff_trained", "5.3.2-1/training_teacher"):
        yield (
            f"a roster without one campus, {element}",
            (element, gone, "no_denominator", f"at {ELEMENTARY}"),
        )
    yield (
        "a roster without the principal of one campus",
        (
            "5.1.2-4/visit_cadence_met",
            without_people(lambda row: elsewhere(row) and row["role"] == "principal"),
            *("no_denominator", f"no principal at {ELEMENTARY}"),
        ),
    )
    for element in ("5.1.2-5/cadence_met", "5.2.3-2/teacher_sessions", "5.2.5-4/analysis_done"):
        yield (
            f"a calendar of one semester, {element}",
            (element, first_semester(), "no_denominator", "87 instructional days"),
        )
    yield (
        "a calendar of two quarters",
        ("5.2.1-2/cadence_met", first_semester(), "no_denominator", "87 instructional days"),
    )


def lengths() -> Iterator[tuple[str, Half]]:
    for element, kind in (
        ("5.1.2-5/cadence_met", Meeting),
        ("5.2.1-1/staff_trained", TrainingSession),
        ("5.3.4-3/each_campus_has_slot", CollaborationSlot),
    ):
        yield (
            f"nothing of it was held, {element}",
            (element, SAMPLE.but(kind, minutes=0), "no_records", "the length is 0"),
        )
    yield (
        "one cancelled series of sessions",
        (
            "5.2.1-1/throughout_year",
            SAMPLE.but(
                TrainingSession,
                where=lambda row: (
                    row["session_id"].startswith("Q-culture") and row["session_id"] != "Q-culture-0"
                ),
                minutes=0,
            ),
            *("below_parameter", "1 of 4 quarters"),
        ),
    )
    yield (
        "lengths in seconds",
        ("5.3.4-3/minutes", SAMPLE.but(CollaborationSlot, minutes=2700), "unreadable", "1,440"),
    )
    yield (
        "more PLC meetings than a week can hold",
        (
            "5.2.4-3/frequency",
            SAMPLE.but(PlcGuideline, meetings_per_week=4000),
            *("unreadable", "at most 20 meetings per week"),
        ),
    )
    yield (
        "agreement of more than all",
        (
            "5.2.5-5/agreement",
            SAMPLE.but(CalibrationAttendance, exact_agreement_pct=800.0),
            *("unreadable", "at most 100 percent"),
        ),
    )


def themselves(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "observer_staff_id": row["observee_staff_id"]}


def twice_a_day() -> District:
    """Of each pair of visits in a month, the second is on the day of the first."""
    first: dict[tuple[str, int], date] = {}

    def change(row: dict[str, Any]) -> dict[str, Any]:
        if row["type"] != "supervisor_visit":
            return row
        month = (row["campus_id"], row["date"].month)
        return {**row, "date": first.setdefault(month, row["date"])}

    return each(Observation, change)


def supervisors_of_themselves() -> District:
    """Each principal is a district leader too, and their own supervisor."""
    principals = [row for row in SAMPLE.rows(StaffAssignment) if row["role"] == "principal"]
    above = [{**row, "role": "district_leader", "campus_id": None} for row in principals]
    own = each(
        StaffAssignment,
        lambda row: (
            {**row, "supervisor_staff_id": row["staff_id"]} if row["role"] == "principal" else row
        ),
        each(
            Observation, lambda row: themselves(row) if row["type"] == "supervisor_visit" else row
        ),
    )
    return own.with_rows(StaffAssignment, *above)


def observations() -> Iterator[tuple[str, Half]]:
    yield (
        "leaders who observe themselves",
        (
            "5.1.2-3/principal_observes_each_il",
            each(Observation, themselves),
            *("no_records", "the same person in both roles"),
        ),
    )
    yield (
        "teachers logged as principals",
        (
            "5.1.2-3/principal_observes_each_il",
            SAMPLE.but(Observation, observer_staff_id="s-0-t0"),
            *("not_covered", "by people other than the principal of their campus"),
        ),
    )
    yield (
        "teachers logged as supervisors",
        (
            "5.1.2-4/visit_cadence_met",
            SAMPLE.but(Observation, observer_staff_id="s-0-t0"),
            *("no_records", "by a supervisor"),
        ),
    )
    yield (
        "two visits on one day",
        ("5.1.2-4/visit_cadence_met", twice_a_day(), "below_parameter", "2 a month in 4 of 9"),
    )
    yield (
        "principals who supervise themselves",
        (
            "5.1.2-4/every_principal_has_supervisor",
            supervisors_of_themselves(),
            *("not_covered", "0 of 2"),
        ),
    )
    yield (
        "everybody began in August, and no month is over since",
        (
            "5.1.2-4/visit_cadence_met",
            SAMPLE.but(StaffAssignment, start_date=SUMMER).on(date(2026, 9, 15)),
            *("too_early", "for a whole month"),
        ),
    )


def meetings() -> Iterator[tuple[str, Half]]:
    among = SAMPLE.but(
        Meeting,
        where=lambda row: row["type"] in SUPPORT,
        campus_id=None,
        roles_present=[SUPERVISOR, "district_leader"],
    )
    for element in (
        "5.1.1-3/supported_in_meetings",
        "5.1.2-2/district_support_event",
        "5.1.2-3/principals_supported_in_meetings",
        "5.2.1-2/supported_in_meetings",
    ):
        yield (
            f"district staff among themselves, {element}",
            (element, among, "no_records", "roles_present"),
        )
    yield (
        "support of others than the principal",
        (
            "5.1.2-3/principals_supported_in_meetings",
            SAMPLE.but(
                Meeting,
                where=lambda row: row["type"] in SUPPORT,
                roles_present=[SUPERVISOR, "counselor"],
            ),
            *("no_records", "a principal in roles_present"),
        ),
    )
    for criterion, kind, specialist, topic in (
        ("5.3.4-2", "collaboration_sped", "special_education_teacher", "udl"),
        ("5.3.5-2", "collaboration_eb", "eb_teacher", "cbli"),
    ):

        def mine(row: Any, kind: str = kind) -> bool:
            return bool(row["type"] == kind)

        def elementary(row: Any, kind: str = kind) -> bool:
            return bool(row["type"] == kind and row["campus_id"] == ELEMENTARY)

        alone = SAMPLE.but(Meeting, where=mine, roles_present=[specialist])
        unsaid = SAMPLE.but(Meeting, where=mine, roles_present=None)
        for element in (f"{criterion}/{topic}", f"{criterion}/every_campus"):
            yield f"specialists alone, {element}", (element, alone, "not_covered", "together")
            yield f"nobody named, {element}", (element, unsaid, "blank_field", "says that")
        yield (
            f"one campus deals with it, {criterion}",
            (
                f"{criterion}/{topic}",
                SAMPLE.but(
                    Meeting,
                    where=elementary,
                    topic_codes=["operations"],
                ),
                *("below_parameter", ELEMENTARY),
            ),
        )
    yield (
        "two meetings on one day of each quarter",
        (
            "5.3.4-2/every_campus",
            each(
                Meeting,
                lambda row: (
                    {**row, "date": QUARTER_DAYS[row["date"].month]}
                    if row["type"] == "collaboration_sped"
                    else row
                ),
            ),
            *("below_parameter", "2 times in 0 of 4 quarters"),
        ),
    )


QUARTER_DAYS = {
    month: day
    for months, day in (
        ((8, 9), date(2026, 9, 10)),
        ((10, 11, 12), date(2026, 11, 12)),
        ((1, 2), date(2027, 2, 11)),
        ((3, 4, 5), date(2027, 4, 8)),
    )
    for month in months
}


def teams() -> Iterator[tuple[str, Half]]:
    yield (
        "a leadership team without a leader",
        (
            "5.1.2-5/ilt_on_every_campus",
            SAMPLE.but(Meeting, where=lambda row: row["type"] == "ilt", roles_present=["teacher"]),
            *("not_covered", "0 of 2"),
        ),
    )
    yield (
        "support that is still to be assigned",
        (
            "5.1.2-1/every_campus_assigned",
            SAMPLE.but(
                SupportAssignment,
                where=lambda row: row["campus_id"] == HIGH,
                assigned_on=date(2027, 6, 15),
                reviewed_on=None,
            ),
            *("too_early", "Not all support"),
        ),
    )


def plans() -> Iterator[tuple[str, Half]]:
    for role, who in ((SUPERVISOR, "principal supervisors"), (LEADERS, "teacher leaders")):

        def mine(row: Any, role: Any = role) -> bool:
            return row["audience_role"] in ((role,) if isinstance(role, str) else role)

        def in_august(row: Any, mine: Any = mine) -> Any:
            day = date(2026, 8, row["sequence"]) if mine(row) else None
            return {**row, "start_date": day, "end_date": day} if day else row

        summer = each(PlanComponent, in_august)
        yield (
            f"a week in August for {who}",
            ("5.1.3-1/spans_year", summer, "below_parameter", f"{who}: Components of the plan"),
        )
        day = SAMPLE.but(PlanComponent, where=mine, start_date=SUMMER)
        for element in ("5.1.3-1/content_builds", "5.1.3-1/practice_builds"):
            yield (
                f"one day for {who}, {element}",
                (element, day, "not_covered", f"{who}: All components"),
            )
    for written in ("all", "All", "ALL grades", "Every grade"):
        yield (
            f"grades written as {written!r}",
            (
                "5.1.2-2/grades_named",
                SAMPLE.but(SupportAssignment, grades=[written]),
                *("vague", "All grades are named instead of some"),
            ),
        )


def only_came_later(session: str, who: Callable[[Any], bool]) -> District:
    """After the first of these sessions nobody comes but these people."""
    return SAMPLE.but(
        Attendance,
        where=lambda row: (
            row["session_id"].startswith(session)
            and not row["session_id"].endswith("-0")
            and not who(row)
        ),
        attended=False,
    )


def one_teacher(row: Any) -> bool:
    return bool(row["staff_id"] == "s-0-t0")


def training() -> Iterator[tuple[str, Half]]:
    for element, session, message in (
        ("5.2.1-1/throughout_year", "Q-culture", "1 of 4 quarters"),
        ("5.2.1-3/job_embedded_sessions", "Q-inclusion", "1 of 4 quarters"),
        ("5.2.3-2/teacher_sessions", "Q-teachers", "1 so far"),
        ("5.2.3-2/cadence_met", "Q-teachers", "1 of 4 quarters"),
        ("5.3.3-1/ongoing_cadence", "Q-support", "1 of 4 quarters"),
    ):
        yield (
            f"one teacher after the first session, {element}",
            (element, only_came_later(session, one_teacher), "below_parameter", message),
        )
    yield (
        "leaders all year, staff in August",
        (
            "5.2.1-1/throughout_year",
            only_came_later("Q-culture", lambda row: row["role"] in LEADERS),
            *("below_parameter", "staff: "),
        ),
    )
    yield (
        "leaders of one campus trained on delivery all year",
        (
            "5.2.3-2/il_sessions",
            only_came_later("Q-leaders", lambda row: row["campus_id"] != ELEMENTARY),
            *("below_parameter", ELEMENTARY),
        ),
    )
    unguided = SAMPLE.without_rows(
        TrainingResource, lambda row: row["resource_id"].startswith("R-plans")
    )
    coached = unguided.without_rows(
        Observation, lambda row: row["campus_id"] == ELEMENTARY and row["type"] == "coaching"
    )
    autumn = unguided.without_rows(
        Observation,
        lambda row: (
            row["campus_id"] == ELEMENTARY and row["type"] == "coaching" and row["date"] > SEMESTER
        ),
    )
    for element in (
        *(f"5.2.3-3/coaching_{plan}" for plan in ("504", "iep", "eb")),
        "5.3.3-1/delivery_observation_feedback",
    ):
        yield (
            f"coaching on one campus, {element}",
            (element, coached, "below_parameter", f"{ELEMENTARY}: Coaching"),
        )
        yield (
            f"coaching on one campus until winter, {element}",
            (element, autumn, "below_parameter", "not from 2026-12-19"),
        )
    yield (
        "a superintendent who supervises principals, untrained",
        (
            "5.3.2-1/training_principal_supervisor",
            SAMPLE.but(
                StaffAssignment,
                where=lambda row: row["role"] == SUPERVISOR,
                role="district_leader",
            ).but(Attendance, where=lambda row: row["role"] == SUPERVISOR, attended=False),
            *("not_covered", "district leader"),
        ),
    )


def test_one_of_two_is_half_and_not_one_on_leave() -> None:
    second = {**SAMPLE.rows(StaffAssignment)[0], "staff_id": "second", "role": SUPERVISOR}
    two = SAMPLE.with_rows(StaffAssignment, {**second, "campus_id": None})
    element = "5.3.2-1/training_principal_supervisor"
    assert judged(element, two).outcome is Outcome.GAP
    neither = two.but(Attendance, where=lambda row: row["role"] == SUPERVISOR, attended=False)
    assert judged(element, neither).outcome is Outcome.GAP


def sign_in_sheets() -> Iterator[tuple[str, Half]]:
    """Everybody signed in on one campus: the roster says where people work."""
    district = SAMPLE.without_rows(
        Attendance, lambda row: row["campus_id"] == ELEMENTARY and row["session_id"] != "T-1"
    )
    for element in ("5.2.3-3/staff_reached", "5.3.3-1/placement_tier2", "5.2.1-3/classroom_level"):
        elsewhere = each(
            Attendance,
            lambda row: {**row, "campus_id": ELEMENTARY} if row["staff_id"] == "s-0-t0" else row,
            district,
        )
        yield (
            f"a teacher who signed in on the other campus, {element}",
            (element, elsewhere, "not_covered", ELEMENTARY),
        )


def resources() -> Iterator[tuple[str, Half]]:
    here = SAMPLE.but(TrainingResource, campus_ids=[HIGH])
    for element in (
        "5.2.1-1/resources_provided",
        "5.2.1-3/guidance_issued",
        "5.2.2-2/resources_targeted",
    ):
        yield f"for one campus, {element}", (element, here, "not_covered", ELEMENTARY)


def materials() -> Iterator[tuple[str, Half]]:
    def untrained(district: District, who: Callable[[Any], bool]) -> District:
        return district.but(
            Attendance,
            where=lambda row: row["session_id"].startswith("H-") and who(row),
            attended=False,
        )

    def teacher(row: Any) -> bool:
        return bool(row["role"] == "teacher")

    for written in ("01", "1st grade", "Grade 1", "K-2", "PK; K; 1", "elementary"):
        graded = SAMPLE.but(StaffAssignment, where=teacher, grade=written)
        yield (
            f"untrained teachers of grade {written!r}",
            (
                "5.2.2-1/coverage",
                untrained(graded, lambda row: teacher(row) and not one_teacher(row)),
                *("not_covered", "1 of 9"),
            ),
        )
    for element in ("5.2.2-1/coverage", "5.2.2-2/all_teachers_trained"):
        yield (
            f"a product whose teachers are not on the roster, {element}",
            (
                element,
                SAMPLE.but(StaffAssignment, where=teacher, content_area="math"),
                *("no_denominator", "nobody who is to be trained"),
            ),
        )
    for role in ("special_education_teacher", "eb_teacher"):

        def mine(row: Any, role: str = role) -> bool:
            return bool(row["role"] == role)

        yield (
            f"materials without {role}s of no one subject",
            ("5.2.2-1/coverage", untrained(SAMPLE, mine), "not_covered", "specialists: 2 of 4"),
        )
        of_subject = SAMPLE.but(StaffAssignment, where=mine, content_area="rla")
        for element in ("5.2.2-1/assessment_strategy", "5.2.2-2/all_teachers_trained"):
            yield (
                f"materials without {role}s of the subject, {element}",
                (element, untrained(of_subject, mine), "not_covered", "9 of 11"),
            )
    late = each(
        TrainingSession,
        lambda row: {**row, "date": MARCH} if row["session_id"] == "H-1" else row,
        untrained(SAMPLE, lambda row: row["session_id"] == "H-0" and not one_teacher(row)),
    )
    yield (
        "one teacher trained before the launch",
        ("5.2.2-2/launch_before_first_use", late, "late", "1 of 8"),
    )
    yield (
        "a session for support staff that others attended",
        (
            "5.2.2-1/role_aligned",
            SAMPLE.without_rows(Attendance, lambda row: row["session_id"] == "H-support").with_rows(
                Attendance,
                *(
                    {**row, "session_id": "H-support", "date": date(2026, 8, 10)}
                    for row in SAMPLE.rows(Attendance)
                    if row["session_id"] == "H-0"
                ),
            ),
            *("not_covered", "Nobody of the support staff"),
        ),
    )


def slots() -> Iterator[tuple[str, Half]]:
    def weekly(row: Any) -> bool:
        return row.get("weekdays") is not None

    other_year = SAMPLE.but(
        CollaborationSlot, where=weekly, starts=date(2025, 8, 13), ends=date(2026, 5, 28)
    )
    cancelled = SAMPLE.but(CollaborationSlot, where=weekly, minutes=0)
    for what, district in (("of another year", other_year), ("of no minutes", cancelled)):
        for element in (
            *("5.3.4-1/each_campus_scheduled", "5.3.4-3/each_campus_has_slot"),
            *("5.3.5-1/each_campus_scheduled", "5.3.5-3/each_campus_has_slot"),
        ):
            yield f"slots {what}, {element}", (element, district, "not_covered", "0 of 2")
    yield (
        "every slot of another year",
        (
            "5.3.4-1/time_or_expectation_scheduled",
            other_year.but(
                CollaborationSlot, where=lambda row: not weekly(row), dates=[date(2025, 10, 8)]
            ),
            *("not_covered", "this school year"),
        ),
    )
    yield (
        "a schedule of another year",
        ("5.3.4-3/time_in_master_schedule", other_year, "not_covered", "this school year"),
    )
    half = SAMPLE.but(CollaborationSlot, minutes=25)
    again = [{**row, "slot_id": f"{row['slot_id']}-again"} for row in half.rows(CollaborationSlot)]
    for element in ("5.3.4-3/minutes", "5.3.5-3/minutes", "5.2.3-4/time_provided"):
        yield (
            f"slots that are listed twice, {element}",
            (element, half.with_rows(CollaborationSlot, *again), "below_parameter", "25 found"),
        )
    named = [
        {**row, "slot_id": f"{row['slot_id']}-named", "team": "grade 3"}
        for row in half.rows(CollaborationSlot)
        if row["reach"] == "campus"
    ]
    for place, district in enumerate(
        (
            half.with_rows(CollaborationSlot, *named),
            half.without_rows(CollaborationSlot, lambda row: row["reach"] == "campus").with_rows(
                CollaborationSlot,
                *named,
                *(row for row in half.rows(CollaborationSlot) if row["reach"] == "campus"),
            ),
        )
    ):
        yield (
            f"slots listed with a team and without, in order {place}",
            ("5.3.4-3/minutes", district, "below_parameter", "25 found"),
        )
    teams = {HIGH: ("Math", "RLA"), ELEMENTARY: ("Grade 1", "Grade 2")}
    two_teams = half.without_rows(
        CollaborationSlot, lambda row: row["reach"] == "campus"
    ).with_rows(
        CollaborationSlot,
        *(
            {**row, "slot_id": f"{row['slot_id']}-{team}", "weekdays": [weekday], "team": team}
            for row in half.rows(CollaborationSlot)
            if row["reach"] == "campus"
            for team, weekday in zip(
                teams[row["campus_ids"][0]], ("tuesday", "friday"), strict=True
            )
        ),
    )
    for element in ("5.3.4-3/minutes", "5.3.5-3/minutes", "5.2.3-4/time_provided"):
        yield (
            f"half of the time for each of two teams, {element}",
            (element, two_teams, "below_parameter", "Grade 1 and Grade 2 in an instructional week"),
        )
    yield (
        "a counselor on one campus",
        (
            "5.3.4-1/counseling_scheduled",
            each(
                CollaborationSlot,
                lambda row: (
                    {**row, "participant_roles": ["teacher", "special_education_teacher"]}
                    if row["population"] == "swd" and HIGH not in row["slot_id"]
                    else row
                ),
            ),
            *("not_covered", ELEMENTARY),
        ),
    )


def seasons() -> Iterator[tuple[str, Half]]:
    """What holds for a part of the year, or for a time that is none."""
    autumn = SAMPLE.without_rows(MonitoringSummary, lambda row: row["window_end"] > MARCH)
    yield (
        "monitoring until March",
        ("5.3.3-2/monitored_on_time", autumn, "no_records", "too few days of 2026-12-19"),
    )
    yield (
        "windows that end before they begin",
        (
            "5.3.3-2/monitored_on_time",
            SAMPLE.but(MonitoringSummary, window_start=date(2027, 6, 1)),
            *("contradictory", "window_end is before window_start"),
        ),
    )

    def of_teachers(row: Any) -> bool:
        return bool(row["audience_role"] == "teacher")

    for element in ("5.2.2-4/phases_covered", "5.2.2-4/start_of_year_onboarding"):
        yield (
            f"a plan of another year, {element}",
            (
                element,
                SAMPLE.but(
                    PlanComponent,
                    where=of_teachers,
                    start_date=date(2025, 8, 4),
                    end_date=date(2025, 8, 5),
                ),
                *("not_covered", "in this school year"),
            ),
        )
    for element, day in (
        ("5.2.2-4/midyear_onboarding", SUMMER),
        ("5.2.2-4/start_of_year_onboarding", MARCH),
    ):
        yield (
            f"onboarding at another time than it says, {element}",
            (
                element,
                SAMPLE.but(PlanComponent, where=of_teachers, start_date=day, end_date=day),
                *("not_covered", "at another time"),
            ),
        )
    yield (
        "studies that are still to appear",
        (
            "5.1.1-1/research_basis_cited",
            SAMPLE.but(
                ProfessionalLearningFramework,
                research=[
                    {**row, "year": 2031}
                    for row in SAMPLE.document(ProfessionalLearningFramework)["research"]
                ],
            ),
            *("below_parameter", "0, at least 1"),
        ),
    )


HALVES: dict[str, Half] = {
    name: half
    for part in (
        *(denominators, lengths, observations, meetings, teams, plans),
        *(training, sign_in_sheets, resources, materials, slots, seasons),
    )
    for name, half in part()
}


@pytest.mark.parametrize("name", HALVES)
def test_half_is_not_all(name: str) -> None:
    element, district, reason, part = HALVES[name]
    assert judged(element, SAMPLE).outcome is Outcome.PASS
    element_finding = judged(element, district)
    assert element_finding.reason.value == reason, element_finding.message
    assert part in element_finding.message
    assert element_finding.remedy


def test_what_is_not_counted_is_told() -> None:
    for district, why in (
        (SAMPLE.but(Meeting, where=lambda row: row["type"] == "ilt", minutes=0), "the length is 0"),
        (each(Observation, themselves), "the same person in both roles"),
    ):
        reasons = [piece.why for piece in district.check().unused_evidence]
        assert any(why in reason for reason in reasons), reasons
    assert not any("the same person" in piece.why for piece in SAMPLE.check().unused_evidence)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("K", {"K"}),
        ("KG", {"K"}),
        ("03", {"3"}),
        ("Grade 3", {"3"}),
        ("3rd", {"3"}),
        ("third grade; Fourth", {"3", "4"}),
        ("K-2", {"K", "1", "2"}),
        ("Pre-K – K", {"PK", "K"}),
        ("9 to 12", {"9", "10", "11", "12"}),
        ("3, 4 and 5", {"3", "4", "5"}),
        ("grados 3 a 5", {"3", "4", "5"}),
        ("middle school", None),
        ("13", None),
        ("5-3", None),
        ("", None),
    ],
)
def test_grades_are_known_however_they_are_written(written: str, meant: set[str] | None) -> None:
    assert grades_in(written) == (meant and frozenset(meant))


def test_what_says_the_same_in_other_words_is_no_gap() -> None:
    own_case = SAMPLE.but(ActionStep, where=lambda row: row["campus_id"] == HIGH, system="TRACKER")
    assert judged("5.2.5-4/central_system", own_case).outcome is Outcome.PASS
    for topic in ("inclusion_strategies", "udl"):

        def renamed(row: Any, topic: str = topic) -> Any:
            inclusive = row["topic_codes"] == ["inclusive_practices"]
            return {**row, "topic_codes": [topic]} if inclusive else row

        strategies = each(TrainingSession, renamed)
        assert judged("5.3.4-4/inclusive_practice_session", strategies).outcome is Outcome.PASS


def test_what_stands_twice_is_one_practice_and_one_indicator() -> None:
    practices = SAMPLE.document(InstructionalFramework)["practices"]
    (item, *_) = [practice for practice in practices if practice["scope"] == "general"]
    rest = [practice for practice in practices if practice["scope"] != "general"]
    element = judged(
        "5.2.3-1/general_practices",
        SAMPLE.but(InstructionalFramework, practices=[item, item, item, *rest]),
    )
    assert (element.reason.value, "1 found" in element.message) == ("below_parameter", True)


def in_two(kind: type, field: str, first: Callable[[Any], bool]) -> District:
    """The items of a document in two: those that are wanted, and the others."""
    whole = SAMPLE.document(kind)
    parts = [
        {**whole, field: [part for part in whole[field] if first(part) is wanted]}
        for wanted in (True, False)
    ]
    return SAMPLE.without(kind).with_document(kind, parts[0]).with_document(kind, parts[1])


TOGETHER = {
    **{
        f"5.2.5-3/{name}": in_two(
            ObservationFrequencyTarget,
            "targets",
            lambda row: bool(row["observation_type"] == "formal"),
        )
        for name in (
            *("coaching_target_per_role", "formal_target_per_role", "all_il_roles"),
            *("all_direct_reports", "formal_meets_law"),
        )
    },
    **{
        element: in_two(
            InstructionalFramework, "practices", lambda row: bool(row["scope"] == "general")
        )
        for element in (
            *("5.2.3-1/general_practices", "5.2.3-1/content_specific_per_area"),
            *("5.2.3-1/every_division", "5.2.5-1/delivery_indicators_match_framework"),
        )
    },
    **{
        f"5.1.1-3/{name}": in_two(
            RoleResponsibilityMatrix, "duties", lambda row: bool(row["role"] == "principal")
        )
        for name in ("roles_listed", "every_campus_covered")
    },
}


@pytest.mark.parametrize("element", TOGETHER)
def test_two_documents_may_say_it_together(element: str) -> None:
    assert judged(element, TOGETHER[element]).outcome is Outcome.PASS


def test_documents_of_one_campus_do_not_speak_for_another() -> None:
    whole = SAMPLE.document(InstructionalFramework)
    content = [practice for practice in whole["practices"] if practice["scope"] != "general"]
    parts = [
        {**whole, "campus_ids": [HIGH]},
        {**whole, "campus_ids": [ELEMENTARY], "practices": content},
    ]
    district = SAMPLE.without(InstructionalFramework)
    for part in parts:
        district = district.with_document(InstructionalFramework, part)
    element = judged("5.2.3-1/general_practices", district)
    assert (element.reason.value, element.scope) == ("below_parameter", (ELEMENTARY,))
    assert element.message.startswith(ELEMENTARY)


def test_a_target_that_two_documents_set_is_one_target() -> None:
    whole = SAMPLE.document(ObservationFrequencyTarget)
    seldom = [
        {**target, "count": 0.5} if target["observation_type"] == "coaching" else target
        for target in whole["targets"]
    ]
    twice = SAMPLE.but(ObservationFrequencyTarget, targets=seldom).with_document(
        ObservationFrequencyTarget, {**whole, "targets": seldom}
    )
    element = judged("5.2.5-3/coaching_target_per_role", twice)
    assert (element.reason.value, "0.5 found" in element.message) == ("below_parameter", True)


def test_a_session_that_is_to_come_is_no_gap_yet() -> None:
    ahead = each(
        TrainingSession,
        lambda row: (
            {**row, "session_id": "T-8-later", "date": date(2027, 6, 3)}
            if row["session_id"] == "T-8"
            else row
        ),
    )
    (law,) = [row for row in SAMPLE.rows(TrainingSession) if row["session_id"] == "T-8"]
    district = ahead.with_rows(TrainingSession, {**law, "planning_focus": False})
    assert judged("5.2.3-3/planning_focus", district).reason.value == "too_early"


def test_where_only_principals_lead_there_is_nobody_for_them_to_observe() -> None:
    alone = SAMPLE
    for role in LEADERS[1:]:
        alone = never_employed(alone, role)
    report = alone.check(select=["5.1.2-3"])
    (absent,) = report.not_applicable
    assert (absent.id, "beside its principal" in absent.reason) == ("5.1.2-3", True)


def test_a_leader_is_not_asked_for_sessions_before_their_time() -> None:
    def newcomer(row: Any) -> bool:
        return row["staff_id"] in ("s-0-assistant_principal", "s-0-instructional_coach")

    came = SAMPLE.but(StaffAssignment, where=newcomer, start_date=date(2027, 1, 11)).without_rows(
        CalibrationAttendance, lambda row: newcomer(row) and row["date"] < date(2027, 1, 11)
    )
    never = came.without_rows(CalibrationAttendance, newcomer)
    for element in ("5.2.5-5/leaders_covered", "5.3.1-1/il_calibration"):
        assert judged(element, came).outcome is Outcome.PASS
        assert judged(element, never).reason.value == "not_covered"


@pytest.mark.parametrize(
    ("grades", "asked"),
    [
        (["K-8"], "elementary and middle"),
        (["PK", "KG", "01"], "elementary"),
        (["6-12"], "middle and high"),
        (["ungraded"], "other"),
    ],
)
def test_a_campus_of_several_levels_is_asked_for_each(grades: list[str], asked: str) -> None:
    (profile,) = SAMPLE.documents["district_profile"]
    campuses = [{**campus, "division": "other", "grades": grades} for campus in profile["campuses"]]
    practices = [
        {**practice, "division": "high"} if practice["code"] == "math" else practice
        for practice in SAMPLE.document(InstructionalFramework)["practices"]
    ]
    district = SAMPLE.but(DistrictProfile, campuses=campuses)
    assert judged("5.2.3-1/every_division", district).outcome is Outcome.PASS
    element = judged(
        "5.2.3-1/every_division", district.but(InstructionalFramework, practices=practices)
    )
    lacking = asked.replace(" and high", "")
    assert f"math: School levels with practices: {lacking} not covered" in element.message


def test_who_holds_two_roles_was_there_in_both() -> None:
    """A principal who teaches signs in as a teacher."""
    principals = [row for row in SAMPLE.rows(StaffAssignment) if row["role"] == "principal"]
    teaching = [{**row, "role": "teacher", "plc_team": "Math"} for row in principals]
    both = SAMPLE.with_rows(StaffAssignment, *teaching).but(
        Attendance, where=lambda row: row["role"] == "principal", role="teacher"
    )
    for element in ("5.2.1-1/leaders_trained", "5.3.2-1/training_instructional_leader"):
        assert judged(element, both).outcome is Outcome.PASS


def test_a_team_that_is_written_otherwise_in_the_log_is_named_in_the_remedy() -> None:
    otherwise = SAMPLE.but(Meeting, where=lambda row: row["team"] == "Math", team="Mathematics")
    element = judged("5.2.4-3/plc_held_as_written", otherwise)
    assert element.reason is Reason.CONTRADICTORY
    assert "meetings of this campus of Mathematics, a PLC that the roster does" in element.message
    assert "plc_team in staff_roster.csv and team in meeting_log.csv alike" in element.remedy


@pytest.mark.parametrize(
    ("field", "role"),
    [("eb_enrolled", "eb_teacher"), ("sped_served", "special_education_teacher")],
)
def test_a_profile_that_the_roster_belies_is_told(field: str, role: str) -> None:
    first, *others = SAMPLE.document(DistrictProfile)["campuses"]
    belied = SAMPLE.but(DistrictProfile, campuses=[{**first, field: False}, *others])
    (problem,) = [problem for problem in belied.check().problems if field in problem.message]
    assert f" {role} there" in problem.message
    true = belied.without_rows(
        StaffAssignment, lambda row: (row["role"], row["campus_id"]) == (role, first["campus_id"])
    )
    assert not [problem for problem in true.check().problems if field in problem.message]


@pytest.mark.parametrize(
    ("field", "role", "criterion"),
    [
        ("eb_enrolled", Role.EB_TEACHER, "5.3.5-1"),
        ("sped_served", Role.SPECIAL_EDUCATION_TEACHER, "5.3.4-1"),
    ],
)
def test_a_criterion_is_not_dropped_on_a_profile_that_the_roster_contradicts(
    field: str, role: Role, criterion: str
) -> None:
    campuses = SAMPLE.document(DistrictProfile)["campuses"]
    nowhere = SAMPLE.but(
        DistrictProfile, campuses=[{**campus, field: False} for campus in campuses]
    )
    element = judged(f"{criterion}/time_or_expectation", nowhere)
    assert (element.outcome, element.reason) == (Outcome.MISSING, Reason.CONTRADICTORY)
    assert field in element.remedy

    def teaches(row: Mapping[str, Any]) -> bool:
        return bool(row["role"] == role)

    left = nowhere.but(StaffAssignment, where=teaches, end_date=date(2026, 8, 1))
    for district in (left, nowhere.without_rows(StaffAssignment, teaches)):
        assert criterion in district.judge(criterion).not_applicable


@pytest.mark.parametrize(
    ("topics", "passes"),
    [
        (["operations"], False),
        (["compliance"], False),
        (["operations", "compliance"], False),
        (["operations", "coaching_data"], True),
        (None, True),
    ],
)
def test_a_meeting_on_operations_has_chosen_nobody_to_coach(
    topics: list[str] | None, passes: bool
) -> None:
    district = SAMPLE.but(Meeting, where=lambda row: row["type"] == SUPPORT[1], topic_codes=topics)
    element = judged("5.1.2-2/district_support_event", district)
    assert (element.outcome is Outcome.PASS) is passes


def test_of_two_documents_the_scope_names_what_falls_short_and_not_where() -> None:
    whole = SAMPLE.document(ObservationFrequencyTarget)
    coaching = [target for target in whole["targets"] if target["observation_type"] == "coaching"]
    district = SAMPLE.without(ObservationFrequencyTarget)
    for campus, targets in ((HIGH, whole["targets"]), (ELEMENTARY, coaching)):
        part = {**whole, "campus_ids": [campus], "targets": targets}
        district = district.with_document(ObservationFrequencyTarget, part)
    element = judged("5.2.5-3/formal_target_per_role", district)
    assert element.reason is Reason.NOT_COVERED
    assert ELEMENTARY in element.message
    assert "teacher" in element.scope
    assert not {HIGH, ELEMENTARY} & set(element.scope)
