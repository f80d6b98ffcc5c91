"""Changes of the mended example whose outcome was written down before they were judged, set
thirteen."""

from collections.abc import Callable

import pytest
from mended import BLUESTEM, HIGH, MIDDLE, PECAN, QUARRY, Mended, Row, outcome

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.rules._shared.people_in_words import describe_groups

Change = Callable[[Mended], None]
SPED, EB = ("swd", "special_education_teacher"), ("eb", "eb_teacher")


def only_together(group: tuple[str, str], **fields: str) -> Change:
    """The only time of a group of students is a slot that campuses share, and no text expects
    any."""
    population, specialist = group
    slot = {
        "slot_id": "TOGETHER",
        "school_year": "2026-2027",
        "population": population,
        "source": "training_calendar",
        "source_document": "District calendar 2026-2027",
        "reach": "cross_campus",
        "campus_ids": "all",
        "minutes": "60",
        "dates": "",
        "participant_roles": f"teacher;{specialist};counselor",
        "weekdays": "wednesday",
        "every_weeks": "1",
        "starts": "2026-08-12",
        "ends": "2027-05-27",
    }

    def made(district: Mended) -> None:
        for name in [name for name in district.documents if "collaboration_expectation" in name]:
            del district.documents[name]
        others = district.rows("collaboration_schedule", population=population)
        district.drop("collaboration_schedule", others)
        district.add("collaboration_schedule", slot, **fields)

    return made


TEAMS = ("English", "Mathematics", "Science", "Social Studies", "CTE", "Arts and PE", "Languages")


def time_of_teams(*teams: str, of_all: str = "") -> Change:
    """The high school's time with special education is for teams, some minutes for the whole
    campus."""

    def made(district: Mended) -> None:
        (slot,) = district.rows("collaboration_schedule", slot_id="SW-001")
        if not of_all:
            district.drop("collaboration_schedule", [slot])
        for team in teams:
            district.add("collaboration_schedule", slot, slot_id=f"OF {team}", team=team)
        slot["minutes"] = of_all

    return made


PORTAL = {"title": "Tidepool teacher portal", "location": "https://portal.example/tidepool"}


def filed_at_the_portal(*of_type: str) -> Change:
    """All resources of a product have the title and the address of its portal, and these types."""

    def made(district: Mended) -> None:
        resources = district.rows("training_resource_catalog", product_id="tidepool-science-k5")
        for number, row in enumerate(resources):
            row.update(PORTAL)
            if of_type:
                row["type"] = of_type[number % len(of_type)]

    return made


def _rename(district: Mended, campus: str, team: str, name: str) -> None:
    for person in district.rows("staff_roster", campus_id=campus, plc_team=team):
        person["plc_team"] = name
    for meeting in district.rows("meeting_log", type="plc", campus_id=campus, team=team):
        meeting["team"] = name


def _meetings(district: Mended, campus: str, team: str) -> list[Row]:
    rows = district.rows("meeting_log", type="plc", campus_id=campus, team=team)
    return sorted(rows, key=lambda row: row["date"])


def hosted_in_turns(district: Mended) -> None:
    """One PLC of two campuses; the log names the one where it met."""
    for campus in (PECAN, QUARRY):
        _rename(district, campus, "Specials", "Arts")
    district.drop("meeting_log", _meetings(district, QUARRY, "Arts"))
    for week, meeting in enumerate(_meetings(district, PECAN, "Arts")):
        meeting["campus_id"] = (PECAN, QUARRY)[week % 2]


def hosted_elsewhere(members: int) -> Change:
    """So many teachers of a campus are in a PLC of that name, and the log names another campus."""

    def made(district: Mended) -> None:
        for campus in (PECAN, QUARRY):
            _rename(district, campus, "Specials", "Arts")
        district.drop("meeting_log", _meetings(district, PECAN, "Arts"))
        for person in district.rows("staff_roster", campus_id=PECAN, plc_team="Arts")[members:]:
            person["plc_team"] = "Grade 3"

    return made


def english_at_one_school_only(district: Mended) -> None:
    """The high school's PLC of English never meets; the middle school's does."""
    _rename(district, MIDDLE, "RLA", "English")
    district.drop("meeting_log", _meetings(district, HIGH, "English"))


def every_other_week(district: Mended) -> None:
    """Two PLCs of one name meet in the same weeks, every other one."""
    for campus in (PECAN, QUARRY):
        district.drop("meeting_log", _meetings(district, campus, "Grade 2")[::2])


CORE = "rla;math;science;social_studies"


def aimed_at(grades: str, teams: str = "math", *, taught: str = "") -> Change:
    """Coaching of the high school is aimed at these grades and content teams; it may teach one
    grade only."""

    def made(district: Mended) -> None:
        for row in district.rows("leadership_support_assignment", campus_id=HIGH):
            row.update(grades=grades, content_teams=teams)
        if taught:
            campuses = district.document("district")["campuses"]
            for campus in campuses:
                if campus["campus_id"] == HIGH:
                    campus["grades"] = [taught]
            district.rewrite("district", campuses=campuses)

    return made


def seen_once_a_month(district: Mended) -> None:
    """The high school's principal is observed once a month instead of twice."""
    principals = district.ids("principal", at=HIGH)
    months: set[str] = set()
    for visit in district.rows("observation_log", observee_staff_id=principals):
        month = visit["date"][:7]
        if month in months:
            district.drop("observation_log", [visit])
        months.add(month)


def announced(district: Mended) -> None:
    """The exemplars of a product are to come out in January."""
    for row in district.rows("training_resource_catalog", product_id="lantern-rla-k5"):
        row["published_on"] = "2027-01-11"


def coaches_without_duties(district: Mended) -> None:
    duties = district.document("role_responsibility_matrix")["duties"]
    for duty in duties:
        if duty["role"] == "instructional_coach":
            duty["responsibilities"] = ["TBD"]
    district.rewrite("role_responsibility_matrix", duties=duties)


def without_topic(topic: str) -> Change:
    """No meeting and no session is about something."""

    def made(district: Mended) -> None:
        for kind in ("meeting_log", "training_calendar"):
            rows = [row for row in district.tables[kind] if topic in row["topic_codes"].split(";")]
            district.drop(kind, rows)

    return made


def calibrated_for(minutes: str) -> Change:
    def made(district: Mended) -> None:
        for row in district.tables["calibration_record"]:
            row["minutes"] = minutes

    return made


def paused_since(day: str) -> Change:
    """Leaders of elementary schools have entered no step since a day."""

    def made(district: Mended) -> None:
        late = [
            step
            for step in district.rows("action_step_tracker", campus_id=(PECAN, QUARRY, BLUESTEM))
            if step["entered_on"] > day
        ]
        district.drop("action_step_tracker", late)

    return made


CASES: dict[str, tuple[str, Change, str]] = {
    "all campuses plan together each week for students with disabilities": (
        *("5.3.4-3", only_together(SPED), "pass"),
    ),
    "the same time, and no text that expects any": (*("5.3.4-1", only_together(SPED), "pass"),),
    "all campuses plan together each week for emergent bilingual students": (
        *("5.3.5-3", only_together(EB), "pass"),
    ),
    "the same time for emergent bilingual students, and no text that expects any": (
        *("5.3.5-1", only_together(EB), "pass"),
    ),
    "two of five campuses plan together each week": (
        *("5.3.4-3", only_together(SPED, campus_ids=f"{PECAN};{QUARRY}"), "gap"),
    ),
    "all campuses plan together every fourth week": (
        *("5.3.4-3", only_together(SPED, every_weeks="4"), "gap"),
    ),
    "time across campuses that names one": (
        *("5.3.4-3", only_together(SPED, campus_ids=PECAN), "gap"),
    ),
    "time for one of seven teams": (*("5.2.3-4", time_of_teams("Mathematics"), "gap"),),
    "time for all teams but one": (*("5.2.3-4", time_of_teams(*TEAMS[:-1]), "gap"),),
    "time for each team": (*("5.2.3-4", time_of_teams(*TEAMS), "pass"),),
    "time for each team, in capitals": (
        *("5.2.3-4", time_of_teams(*map(str.upper, TEAMS)), "pass"),
    ),
    "more time for one team than for all": (
        *("5.2.3-4", time_of_teams("Mathematics", of_all="50"), "pass"),
    ),
    "enough time for one team, too little for all": (
        *("5.2.3-4", time_of_teams("Mathematics", of_all="30"), "gap"),
    ),
    "time for a team that the roster does not list": (
        *("5.2.3-4", time_of_teams("Numbers"), "missing-evidence"),
    ),
    "time with specialists for one of seven teams": (
        *("5.3.4-3", time_of_teams("Mathematics"), "pass"),
    ),
    "a film, students' work and a guide at one portal": (
        *("5.2.2-3", filed_at_the_portal(), "pass"),
    ),
    "films at one portal under one title": (
        *("5.2.2-3", filed_at_the_portal("exemplar_video"), "missing-evidence"),
    ),
    "a PLC of two campuses that host it in turns": (
        *("5.2.4-3", hosted_in_turns, "missing-evidence"),
    ),
    "one teacher in the PLC of another campus": (*("5.2.4-3", hosted_elsewhere(1), "pass"),),
    "two teachers, perhaps in the PLC of another campus": (
        *("5.2.4-3", hosted_elsewhere(2), "missing-evidence"),
    ),
    "a PLC of three that never met, with namesakes elsewhere": (
        *("5.2.4-3", hosted_elsewhere(3), "gap"),
    ),
    "a PLC of a high school that never met, with namesakes at the middle school": (
        *("5.2.4-3", english_at_one_school_only, "gap"),
    ),
    "namesakes that both meet every other week": (*("5.2.4-3", every_other_week, "gap"),),
    "one department in all grades, as a span": (*("5.1.2-2", aimed_at("9-12"), "pass"),),
    "one department in all grades, in a word": (*("5.1.2-2", aimed_at("all"), "gap"),),
    "all core areas in all grades, as a span": (*("5.1.2-2", aimed_at("9-12", CORE), "gap"),),
    "all core areas in all grades, in a word": (*("5.1.2-2", aimed_at("all", CORE), "gap"),),
    "all teams in all grades, in a word": (*("5.1.2-2", aimed_at("all", "all"), "gap"),),
    "the one grade of a campus": (*("5.1.2-2", aimed_at("9", CORE, taught="9"), "pass"),),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted


def _messages(change: Change, criterion: str) -> str:
    """What the findings on a criterion say of a changed example."""
    district = Mended()
    change(district)
    (finding,) = district.judged(criterion).findings
    return "\n".join(
        f"{element.message} {element.remedy}"
        for element in finding.elements
        if element.outcome.value != "pass"
    )


MESSAGES: dict[str, tuple[str, Change, str]] = {
    "visits that are too few are visits": (
        "5.1.2-4",
        seen_once_a_month,
        f"Too seldom in every month: 1 principal at {HIGH}, 3 in 3 months.",
    ),
    "what is to be published is named": (
        "5.2.2-3",
        announced,
        "To be published later: RS-03 on 2027-01-11 and RS-04 on 2027-01-11.",
    ),
    "a role of all campuses": (
        "5.1.1-3",
        coaches_without_duties,
        "instructional coach at every campus: ",
    ),
    "ways to meet a requirement are told apart": (
        "5.1.1-3",
        without_topic("leadership_roles"),
        " A third way: Campuses whose leaders were met or trained",
    ),
    "short calibrations are named": (
        "5.2.5-5",
        calibrated_for("29"),
        "2 recorded sessions are shorter.",
    ),
    "who paused was there": ("5.2.5-4", paused_since("2026-09-04"), " Not among them: "),
    "all grades are no choice": (
        "5.1.2-2",
        aimed_at("all", "all"),
        "All grades are named instead of some in 1 assignment",
    ),
    "how to say that a PLC is of two campuses": (
        "5.2.4-3",
        english_at_one_school_only,
        "If English is one PLC with the teachers of 999901041, write all its campuses in campus_id",
    ),
    "what rows have in common is named": (
        "5.2.2-3",
        filed_at_the_portal("exemplar_video"),
        "title, type, location and product_id are those of another row, but not the date",
    ),
    "the team without time is named": (
        "5.2.3-4",
        time_of_teams(*TEAMS[:-1]),
        "Minutes of Languages in an instructional week: 0 found",
    ),
    "a shared time that is too short is named": (
        "5.3.4-3",
        only_together(SPED, minutes="20"),
        "Minutes in an instructional week: 20 found",
    ),
    "a shared time that is too seldom is named": (
        "5.3.4-3",
        only_together(SPED, every_weeks="4"),
        "1 recurring slot with reach cross_campus is not counted",
    ),
}


@pytest.mark.parametrize("case", MESSAGES)
def test_a_message_says_what_was_found(case: str) -> None:
    criterion, change, wanted = MESSAGES[case]
    assert wanted in _messages(change, criterion)


def test_one_person_is_named_in_the_singular() -> None:
    roles = (Role.PRINCIPAL, Role.ASSISTANT_PRINCIPAL)
    people = [(f"s-{n}", roles[n % 2], f"{101 + n}") for n in range(20)]
    assert describe_groups(people).startswith("1 leader at 101, 1 leader at 102")
