"""What counts for texts, support of campuses, leadership teams and the plan of the year: one kind
of change each, with the outcome that a fair reviewer gives."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from cases_5_1 import COACHING, DEVELOPMENT, text
from spread import spread
from test_elements import judged

from lever5_rules.artifacts.denominators import DistrictProfile, StaffAssignment
from lever5_rules.artifacts.expectations import ProfessionalLearningFramework as Learning
from lever5_rules.artifacts.expectations import RoleResponsibilityMatrix as Matrix
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.plans import PlanComponent as Plan
from lever5_rules.artifacts.plans import SupportAssignment as Support
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.core.evidence import shown_evidence
from lever5_rules.core.outcome import Outcome
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import ELEMENTARY, HIGH, LEADERS

P, G, M = Outcome.PASS, Outcome.GAP, Outcome.MISSING
Case = tuple[str, District, Outcome, str]


def beside(at: int, without: tuple[str, ...] = (), **fields: Any) -> District:
    """Another text beside that of the sample, like it but for some fields."""
    data = {**SAMPLE.document(Learning, at), **fields}
    return SAMPLE.with_document(Learning, {k: v for k, v in data.items() if k not in without})


def of_teachers_only(district: District) -> District:
    return district.but(Learning, at=COACHING, audiences=["teacher"])


def told_on(*days: date, written: date = date(2026, 7, 1)) -> District:
    """The coaching text of a date was made known to everybody on these days."""
    document = SAMPLE.document(Learning, COACHING)
    occasions = [{**document["communicated"][0], "date": day} for day in days]
    return text(
        COACHING, communicated=occasions, document={**document["document"], "dated": written}
    )


def published(*years: int | None) -> District:
    (study,) = SAMPLE.document(Learning, DEVELOPMENT)["research"]
    return text(
        DEVELOPMENT,
        research=[{**study, "year": year, "title": f"Study of {year}"} for year in years],
    )


CADENCE, RESEARCH = "5.1.1-1/ongoing_cadence_stated", "5.1.1-1/research_basis_cited"
TOLD = "5.1.1-2/communicated_on_date"
ACADEMY: Any = {"audiences": list(LEADERS), "all_teachers": False}

TEXTS: dict[str, Case] = {
    "an academy of leaders with a cadence of its own": (
        *(CADENCE, beside(DEVELOPMENT, **ACADEMY, sessions_per_year=1)),
        *(P, ""),
    ),
    "a second text that leaves the cadence blank": (
        *(CADENCE, beside(DEVELOPMENT, without=("sessions_per_year",)), P, ""),
    ),
    "two cadences for the same teachers, of which one is enough": (
        *(CADENCE, beside(DEVELOPMENT, sessions_per_year=1)),
        *(M, "another 8 for the same people"),
    ),
    "two cadences for the same teachers that are both enough": (
        *(CADENCE, beside(DEVELOPMENT, sessions_per_year=6), P, ""),
    ),
    "leaders whose own text sets less": (
        "5.1.1-4/ongoing_defined",
        of_teachers_only(beside(COACHING, **ACADEMY, sessions_per_year=1)),
        *(G, "principal"),
    ),
    "leaders and teachers have a text each": (
        "5.1.1-4/il_roles_included",
        of_teachers_only(beside(COACHING, **ACADEMY)),
        *(P, ""),
    ),
    "a text for new teachers beside one for all": (
        "5.1.1-4/all_teachers_included",
        beside(COACHING, audiences=["teacher"], all_teachers=False),
        *(P, ""),
    ),
    "a vision that only the second text states": (
        "5.1.1-2/vision_stated",
        beside(COACHING).but(Learning, at=COACHING, vision=None),
        *(P, ""),
    ),
    "a study of the year 206": (RESEARCH, published(206), M, "206 is not a year"),
    "a study of the year 0": (RESEARCH, published(0), M, "0 is not a year"),
    "a study without year beside one with": (RESEARCH, published(None, 2018), P, ""),
    "a study without year alone": (RESEARCH, published(None), M, "year is blank"),
    "a study that is to appear": (RESEARCH, published(2031), G, "0, at least 1"),
    "told ten years before it was written": (TOLD, told_on(date(2016, 8, 5)), M, "2016-08-05"),
    "told ten years ago and never since": (
        *(TOLD, told_on(date(2016, 8, 5), written=date(2016, 6, 1)), G, "come since"),
    ),
    "told ten years ago and this August": (
        *(TOLD, told_on(date(2016, 8, 5), date(2026, 8, 5), written=date(2016, 6, 1)), P, ""),
    ),
    "told in the spring before": (
        *(TOLD, told_on(date(2026, 5, 4), written=date(2026, 4, 1)), P, ""),
    ),
}


def duties(change: Callable[[dict[str, Any]], Any], *more: dict[str, Any]) -> District:
    kept = [change(dict(duty)) for duty in SAMPLE.document(Matrix)["duties"]]
    return SAMPLE.but(Matrix, duties=[*(duty for duty in kept if duty), *more])


def without_support(meeting: dict[str, Any] | None = None) -> District:
    """No help in defining roles but, if given, in one meeting."""

    def on_roles(row: Any) -> bool:
        return "leadership_roles" in (row["topic_codes"] or ())

    district = SAMPLE.without_rows(Meeting, on_roles).without_rows(TrainingSession, on_roles)
    if meeting is None:
        return district
    own = next(row for row in SAMPLE.rows(Meeting) if on_roles(row))
    return district.with_rows(Meeting, {**own, "type": "roll_out", **meeting})


def coaches(row: Any) -> bool:
    return bool(row["role"] == "instructional_coach")


LED = ["district_leader", "principal"]
IN_MEETINGS = "5.1.1-3/supported_in_meetings"
EITHER = without_support({"campus_id": [HIGH], "roles_present": LED}).with_rows(
    TrainingSession,
    *(row for row in SAMPLE.rows(TrainingSession) if "leadership_roles" in row["topic_codes"]),
)
ROLES: dict[str, Case] = {
    "a counselor's row without responsibilities": (
        "5.1.1-3/responsibilities_per_role",
        duties(lambda duty: duty, {"campus_id": "all", "role": "counselor"}),
        *(P, ""),
    ),
    "a roster without coaches, of whom the logs are full": (
        "5.1.1-3/roles_listed",
        SAMPLE.without_rows(StaffAssignment, coaches),
        *(M, "instructional coaches"),
    ),
    "a joint roll-out of all campuses": (
        *(IN_MEETINGS, without_support({"campus_id": ["all"], "roles_present": LED}), P, ""),
    ),
    "a joint roll-out of one campus": (
        *(IN_MEETINGS, without_support({"campus_id": [HIGH], "roles_present": LED})),
        *(G, ELEMENTARY),
    ),
    "a roll-out without campus": (
        *(IN_MEETINGS, without_support({"campus_id": None, "roles_present": LED}), M, "blank"),
    ),
    "a roll-out at which no leader was": (
        IN_MEETINGS,
        without_support({"campus_id": ["all"], "roles_present": ["district_leader", "teacher"]}),
        *(M, "principals"),
    ),
    "a roll-out of which it is not told who was there": (
        IN_MEETINGS,
        without_support({"campus_id": ["all"], "roles_present": None}),
        *(M, "who was there"),
    ),
    "one campus met, the other trained": (
        "5.1.1-3/district_support_event",
        EITHER.but(
            Attendance,
            where=lambda row: row["session_id"] == "T-4" and row["campus_id"] == HIGH,
            attended=False,
        ),
        *(P, ""),
    ),
}


def supporter(person: str | None) -> District:
    return SAMPLE.but(
        Support, where=lambda row: row["campus_id"] == HIGH, supporter_staff_id=person
    )


def chosen(**fields: Any) -> District:
    return SAMPLE.but(Support, where=lambda row: row["campus_id"] == HIGH, **fields)


def at_high_school(**fields: Any) -> District:
    """The high school with these grades, for which the grades chosen are given, too."""
    first, *others = SAMPLE.document(DistrictProfile)["campuses"]
    grades = fields.pop("taught")
    campuses = [{**first, "grades": grades}, *others]
    return chosen(**fields).but(DistrictProfile, campuses=campuses)


ASSIGNED = "5.1.2-1/every_campus_assigned"
GRADES, TEAMS = "5.1.2-2/grades_named", "5.1.2-2/content_teams_named"
FOUR = ["9", "10", "11", "12"]
SUPPORT: dict[str, Case] = {
    "supported by somebody unknown": (ASSIGNED, supporter("s-nobody"), M, "staff roster"),
    "supported by nobody named": (ASSIGNED, supporter(None), M, "blank"),
    "supported by a classroom teacher": (ASSIGNED, supporter("s-0-t0"), G, "neither district"),
    "supported by the coach of another campus": (
        *(ASSIGNED, supporter("s-1-instructional_coach"), P, ""),
    ),
    "supported by its own principal": (ASSIGNED, supporter("s-0-principal"), P, ""),
    "reviewed before it was assigned": (
        ASSIGNED,
        SAMPLE.but(Support, reviewed_on=date(2026, 8, 1)),
        *(M, "reviewed_on is before assigned_on"),
    ),
    "grades of an elementary school": (
        *(GRADES, at_high_school(taught=FOUR, grades=["K-3"]), M, "the district profile gives"),
    ),
    "a grade that there is not": (*(GRADES, at_high_school(taught=FOUR, grades=["57"]), M, "57"),),
    "a range of grades": (GRADES, at_high_school(taught=FOUR, grades=["9-10"]), P, ""),
    "grades blank on one campus": (GRADES, chosen(grades=None), M, "grades is blank"),
    "an area that the district has not": (*(TEAMS, chosen(content_teams=["cte"]), M, "cte"),),
    "the district's own name for a team": (
        *(TEAMS, chosen(content_teams=["Algebra team"]), P, ""),
    ),
    "a team called other": (TEAMS, chosen(content_teams=["other"]), M, "other"),
    "a team blank on one campus": (TEAMS, chosen(content_teams=None), M, "blank"),
    "every area in every grade": (
        TEAMS,
        at_high_school(taught=FOUR, grades=FOUR, content_teams=["rla", "math", "science"]).but(
            DistrictProfile, content_areas=["rla", "math", "science"]
        ),
        *(G, "not a choice"),
    ),
    "every area in some grades": (
        TEAMS,
        at_high_school(taught=FOUR, grades=["9"], content_teams=["rla", "math", "science"]),
        *(P, ""),
    ),
    "every area on a campus of one grade": (
        *(TEAMS, at_high_school(taught=["9"], grades=["9"]), P, ""),
    ),
    "a practice blank on one campus": (
        *("5.1.2-2/practice_focus_named", chosen(practice_focus=None), M, "blank"),
    ),
}


def team_of(*roles: str, without: tuple[str, ...] = ()) -> District:
    """Team meetings of the high school with these roles, where some roles are not held."""
    return SAMPLE.but(
        Meeting,
        where=lambda row: row["type"] == "ilt" and row["campus_id"] == HIGH,
        roles_present=list(roles),
    ).without_rows(StaffAssignment, lambda row: row["role"] in without and row["campus_id"] == HIGH)


CADENCE_MET = "5.1.2-5/cadence_met"
TEAM: dict[str, Case] = {
    "teachers among themselves": (CADENCE_MET, team_of("teacher"), G, "without leaders"),
    "the principal alone": (CADENCE_MET, team_of("principal"), G, "the principal alone"),
    "the principal with teachers, not with the other leaders": (
        *(CADENCE_MET, team_of("principal", "teacher"), G, "the principal alone"),
    ),
    "the principal with teachers where nobody else leads": (
        *(CADENCE_MET, team_of("principal", "teacher", without=LEADERS[1:]), P, ""),
    ),
    "a principal alone where nobody else leads": (
        *(CADENCE_MET, team_of("principal", without=LEADERS[1:]), G, "the principal alone"),
    ),
    "leaders without the principal": (CADENCE_MET, team_of(*LEADERS[1:]), P, ""),
}


def plan(where: Callable[[Any], bool] = lambda row: True, **fields: Any) -> District:
    return SAMPLE.but(Plan, where=where, **fields)


def each_plan(change: Callable[[dict[str, Any]], dict[str, Any]]) -> District:
    rows = [change(dict(row)) for row in SAMPLE.rows(Plan)]
    return SAMPLE.without_rows(Plan, lambda row: True).with_rows(Plan, *rows)


def of_role(*roles: str) -> Callable[[Any], bool]:
    return lambda row: row["audience_role"] in roles


PLAN: dict[str, Case] = {
    "content blank": ("5.1.3-1/content_builds", plan(content_strand=None), M, "content_strand"),
    "content to be told": ("5.1.3-1/content_builds", plan(content_strand="TBD"), M, "placeholder"),
    "content PD": ("5.1.3-1/content_builds", plan(content_strand="PD"), M, "its own name"),
    "content training": (
        "5.1.3-1/content_builds",
        plan(content_strand="Professional learning sessions"),
        M,
        "its own name",
    ),
    "practice blank": ("5.1.3-1/practice_builds", plan(practice=None), M, "practice"),
    "one content blank of many": (
        "5.1.3-1/content_builds",
        plan(lambda row: row["component_id"] == "P-teacher-2", content_strand=None),
        *(P, ""),
    ),
    "a draft of a plan": ("5.1.3-1/spans_year", plan(source_document="TBD"), M, "source_document"),
    "all begin in one week and run to May": (
        "5.1.3-1/sequence_given",
        each_plan(
            lambda row: {
                **row,
                "start_date": date(2026, 8, 23 + row["sequence"]),
                "end_date": date(2027, 5, 20),
            }
        ),
        *(G, "60 days"),
    ),
    "models for supervisors only": (
        "5.1.3-1/models_exemplars",
        plan(of_role(*LEADERS), design=["framework"]),
        *(G, "model or exemplar"),
    ),
    "models for all but coaches": (
        "5.1.3-1/models_exemplars",
        plan(of_role("instructional_coach"), design=["framework"]),
        *(G, "instructional_coach"),
    ),
    "no coaching of chairs": (
        "5.1.3-1/coaching_follow_up_linked",
        plan(of_role("teacher_leader"), coaching_follow_up=False),
        *(G, "teacher_leader"),
    ),
    "coaches' components in August only": (
        "5.1.3-1/spans_year",
        plan(
            of_role("instructional_coach"),
            start_date=date(2026, 8, 10),
            end_date=date(2026, 8, 12),
        ),
        *(G, "instructional coaches"),
    ),
    "nothing builds for coaches": (
        "5.1.3-1/practice_builds",
        plan(of_role("instructional_coach"), practice_builds_on=None),
        *(G, "instructional coaches"),
    ),
}

CASES = {**TEXTS, **ROLES, **SUPPORT, **TEAM, **PLAN}


@pytest.mark.parametrize("name", spread(CASES, of=3))
def test_what_counts(name: str) -> None:
    element, district, outcome, part = CASES[name]
    element_finding = judged(element, district)
    assert (element_finding.outcome, part in element_finding.message) == (outcome, True), (
        element_finding.message
    )


def test_no_choice_is_made_of_each_part_that_is_left_blank() -> None:
    for element in ("5.1.1-2/vision_stated", "5.1.1-1/classroom_practice_linked"):
        field = "vision" if "vision" in element else "classroom_practices"
        at = COACHING if field == "vision" else DEVELOPMENT
        blank: Any = {field: None}
        both = beside(at, **blank).but(Learning, at=at, **blank)
        assert judged(element, both).outcome is M


def test_the_row_that_decides_is_shown_and_no_other() -> None:
    late = SAMPLE.but(Support, where=lambda row: row["campus_id"] == ELEMENTARY, reviewed_on=None)
    element = judged("5.1.2-1/reviewed_on_schedule", late)
    assert (element.outcome, element.scope) == (G, (ELEMENTARY,))
    (seen,) = shown_evidence(element.notes)
    assert (seen.field, seen.pointer[0]) == ("reviewed_on", 1)


def test_a_review_of_assignments_is_advice() -> None:
    never = SAMPLE.but(Support, reviewed_on=None)
    (criterion,) = never.judge("5.1.2-1").report.findings
    assert criterion.outcome is P


def test_assignments_that_name_no_campus_say_so() -> None:
    element = SAMPLE.but(Support, campus_id=None).judge("5.1.2-2")["grades_named"]
    assert element.outcome is M
    assert "campus_id" in element.message
