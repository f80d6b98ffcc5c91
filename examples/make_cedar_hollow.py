"""Writes the large tables of the example bundle Cedar Hollow ISD, a district that does not exist,
and a second copy of the bundle in which every flaw is mended.

    python examples/make_cedar_hollow.py

Every run writes the same bytes: chance comes from a seed and no clock is read. The documents and
the small tables (training calendar, adopted products, resources ...) are written by hand and are
left alone. What the district does badly is listed in the README of the bundle. What of it is in
the large tables is switched on by `flawed`; what is in the files by hand is mended by MENDED.
"""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from school_days import LAST_RECORD, YEAR, Row, SchoolCalendar, employed, numbered, write_table

SEED = 999901
BUNDLE = Path(__file__).parent / "cedar-hollow-isd"
MENDED_BUNDLE = Path(__file__).parent / "cedar-hollow-isd-mended"
TOOL = "cedar-hollow-look-fors"
SYSTEM = "District action-step board"

LEADER_ROLES = ("principal", "assistant_principal", "instructional_coach", "teacher_leader")
CLASSROOM_ROLES = ("teacher", "special_education_teacher", "eb_teacher")

CALENDAR = SchoolCalendar(
    opens=date(2026, 8, 12),
    closes=date(2027, 5, 27),
    printed_from=date(2026, 8, 3),
    printed_to=date(2027, 5, 28),
    inservice=frozenset(
        {date(2026, 10, 12), date(2026, 11, 3), date(2027, 1, 4), date(2027, 2, 15)}
    ),
    closures=frozenset({date(2026, 9, 25)}),  # high water
    quarter_ends=(date(2026, 10, 8), date(2026, 12, 18), date(2027, 3, 12)),
)

TEAM_THAT_SELDOM_MEETS = ("999901041", "Science")
WEEKS_IN_WHICH_IT_MET = 8

CAMPUS_WITHOUT_CULTURE_WALKS = "999901103"
CAMPUS_WHOSE_LEADERS_SELDOM_MEET = "999901102"
CAMPUS_WITHOUT_UDL = "999901101"
CAMPUS_WITH_AN_OLD_ASSIGNMENT = "999901041"

ABSENT_AT_CALIBRATION = 2
AGREEMENT_AT_CALIBRATION = (78.5, 83.0, 84.0)
PROTOCOL = "looking-at-student-work"
PHASES = ("launch", "early", "early", "sustaining")
FOCUSES = ("iep", "eb", "intervention", "inclusion", "section_504")
LEADERS_WITH_A_LONG_PAUSE = 4
"""Leaders who once entered no action step for three weeks: few enough not to be a gap."""


@dataclass(frozen=True)
class Team:
    """A PLC. `appraiser` is 0 for the principal, 1 for the first assistant principal, and so on.

    `chair_appraises` says how many of its teachers its teacher leader appraises.
    """

    name: str
    teachers: int
    appraiser: int
    areas: tuple[str, ...] = ("",)
    grade: str = ""
    leader: bool = False
    chair_appraises: int = 0


@dataclass(frozen=True)
class Campus:
    campus_id: str
    supervisor: int
    assistant_principals: int
    special_education_teachers: int
    eb_teachers: int
    counselors: int
    support_staff: int
    plc_minutes: int
    teams: tuple[Team, ...]


PRIMARY_TEAMS = (
    Team("Pre-K", 3, 0, grade="PK"),
    Team("Kindergarten", 6, 0, grade="K", leader=True),
    Team("Grade 1", 6, 0, grade="1"),
    Team("Grade 2", 6, 1, grade="2", leader=True),
    Team("Grade 3", 6, 1, grade="3", leader=True),
    Team("Specials", 4, 0, ("fine_arts", "physical_education", "fine_arts", "other")),
)

CAMPUSES = (
    Campus(
        "999901001", 1, 3, 5, 1, 3, 3, 40,
        (
            Team("English", 10, 1, ("rla",), leader=True, chair_appraises=4),
            Team("Mathematics", 10, 2, ("math",), leader=True, chair_appraises=4),
            Team("Science", 9, 2, ("science",), leader=True, chair_appraises=4),
            Team("Social Studies", 9, 3, ("social_studies",), leader=True, chair_appraises=4),
            Team("CTE", 9, 3, ("cte",), leader=True, chair_appraises=4),
            Team("Arts and PE", 8, 1, ("fine_arts", "physical_education"), leader=True),
            Team("Languages", 5, 0, ("languages",)),
        ),
    ),
    Campus(
        "999901041", 1, 2, 4, 2, 2, 3, 40,
        (
            Team("RLA", 9, 1, ("rla",), leader=True, chair_appraises=3),
            Team("Mathematics", 9, 2, ("math",), leader=True, chair_appraises=3),
            Team("Science", 7, 1, ("science",), leader=True, chair_appraises=3),
            Team("Social Studies", 7, 2, ("social_studies",), leader=True, chair_appraises=3),
            Team("Electives", 9, 0, ("fine_arts", "physical_education", "languages", "cte")),
        ),
    ),
    Campus("999901101", 0, 1, 3, 3, 1, 4, 50, PRIMARY_TEAMS),
    Campus("999901102", 0, 1, 3, 0, 1, 4, 50, PRIMARY_TEAMS),
    Campus(
        "999901103", 0, 1, 3, 2, 1, 3, 50,
        (
            Team("Grade 4 RLA", 5, 1, ("rla", "social_studies"), "4", leader=True),
            Team("Grade 4 Math", 5, 1, ("math", "science"), "4"),
            Team("Grade 5 RLA", 5, 0, ("rla", "social_studies"), "5", leader=True),
            Team("Grade 5 Math", 5, 0, ("math", "science"), "5"),
            Team("Specials", 5, 0, ("fine_arts", "physical_education")),
        ),
    ),
)  # fmt: skip
COACHES_PER_CAMPUS = 2
DISTRICT_LEADERS = 6

PLC_TOPICS = ("internalization hqim", "internalization", "student_work_analysis misconceptions")

LATE_HIRES = (
    ("999901001", "Mathematics", date(2026, 9, 4), date(2026, 9, 14)),
    ("999901041", "RLA", date(2026, 9, 30), date(2026, 10, 5)),
    ("999901102", "Grade 2", date(2026, 10, 8), date(2026, 10, 19)),
)
"""Campus, team, last day of the teacher who left, first day of the one who followed."""


@dataclass(frozen=True, eq=False)
class Person:
    staff_id: str
    role: str
    campus_id: str
    supervisor: "Person | None"
    start: date
    end: date | None = None
    grade: str = ""
    area: str = ""
    team: str = ""
    coach: "Person | None" = None

    def worked_on(self, day: date) -> bool:
        return bool(employed([day], self.start, self.end))


def chance(table: str) -> Random:
    """A source of chance for one table, so that a change in one leaves the others as they are."""
    return Random(f"{SEED} {table}")


def staff_ids(rng: Random) -> Iterator[str]:
    seen: set[str] = set()
    while True:
        staff_id = f"s-{rng.randrange(16**6):06x}"
        if staff_id not in seen:
            seen.add(staff_id)
            yield staff_id


def all_staff() -> list[Person]:
    """Everybody: the district office, then campus by campus."""
    rng = chance("staff")
    ids = staff_ids(rng)

    def hire(
        role: str,
        campus_id: str,
        supervisor: Person | None,
        *,
        grade: str = "",
        area: str = "",
        team: str = "",
        coach: Person | None = None,
    ) -> Person:
        start = date(rng.randrange(2014, 2027), 8, 3)
        person = Person(
            next(ids), role, campus_id, supervisor, start, None, grade, area, team, coach
        )
        people.append(person)
        return person

    people: list[Person] = []
    superintendent = hire("district_leader", "", None)
    supervisors = [hire("principal_supervisor", "", superintendent) for _ in range(2)]
    for _ in range(DISTRICT_LEADERS):
        hire("district_leader", "", superintendent)

    for campus in CAMPUSES:
        here = campus.campus_id
        principal = hire("principal", here, supervisors[campus.supervisor])
        assistants = [
            hire("assistant_principal", here, principal) for _ in range(campus.assistant_principals)
        ]
        coaches = [hire("instructional_coach", here, principal) for _ in range(COACHES_PER_CAMPUS)]
        for index, team in enumerate(campus.teams):
            coach = coaches[index % len(coaches)]
            appraiser = [principal, *assistants][team.appraiser]
            chair = hire("teacher_leader", here, principal, team=team.name) if team.leader else None
            for number in range(team.teachers):
                appraised_by_chair = chair is not None and number < team.chair_appraises
                hire(
                    "teacher",
                    here,
                    chair if appraised_by_chair else appraiser,
                    grade=team.grade,
                    area=team.areas[number % len(team.areas)],
                    team=team.name,
                    coach=coach,
                )
        specialists = (
            ("special_education_teacher", campus.special_education_teachers),
            ("eb_teacher", campus.eb_teachers),
        )
        for role, count in specialists:
            for number in range(count):
                hire(
                    role,
                    here,
                    assistants[number % len(assistants)],
                    team=campus.teams[(number + 1) % len(campus.teams)].name,
                    coach=coaches[number % len(coaches)],
                )
        for _ in range(campus.counselors):
            hire("counselor", here, principal)
        for number in range(campus.support_staff):
            hire("instructional_support_staff", here, coaches[number % len(coaches)])

    for campus_id, team_name, last_day, first_day in LATE_HIRES:
        place = max(
            index
            for index, person in enumerate(people)
            if (person.role, person.campus_id, person.team) == ("teacher", campus_id, team_name)
        )
        leaver = people[place]
        people[place] = replace(leaver, end=last_day)
        people.append(replace(leaver, staff_id=next(ids), start=first_day))
    return people


def staff_roster(people: list[Person]) -> list[Row]:
    return [
        {
            "staff_id": person.staff_id,
            "school_year": YEAR,
            "role": person.role,
            "campus_id": person.campus_id,
            "supervisor_staff_id": person.supervisor.staff_id if person.supervisor else None,
            "grade": person.grade,
            "content_area": person.area,
            "plc_team": person.team,
            "start_date": person.start,
            "end_date": person.end,
        }
        for person in people
    ]


def observation_log(people: list[Person], *, flawed: bool) -> list[Row]:
    rng = chance("observation_log")
    rows: list[Row] = []
    focuses = tuple(topic for topic in FOCUSES if not (flawed and topic == "section_504"))

    def log(
        day: date,
        observer: Person,
        observee: Person,
        what: str,
        minutes: int,
        feedback: date | None,
        focus: tuple[str, ...] = (),
    ) -> None:
        rows.append(
            {
                "date": day,
                "observer_staff_id": observer.staff_id,
                "observer_role": observer.role,
                "observee_staff_id": observee.staff_id,
                "observee_role": observee.role,
                "campus_id": observee.campus_id,
                "type": what,
                "minutes": minutes,
                "focus": focus,
                "tool_id": TOOL if observee.role in CLASSROOM_ROLES else None,
                "feedback_on": feedback,
                "finalized": feedback is not None or what == "walkthrough" or rng.random() < 0.5,
            }
        )

    def coach(observer: Person, observee: Person, extra: tuple[int, ...]) -> None:
        """At least one coaching visit with feedback in each month, so that targets are met."""
        for month in CALENDAR.elapsed_months:
            days = employed(month, observee.start, observee.end)
            if len(days) < 4:
                continue
            visits = [rng.choice(days[:-3])] + [rng.choice(days) for _ in range(rng.choice(extra))]
            for number, day in enumerate(visits):
                has_feedback = number == 0 or rng.random() < 0.95
                feedback = CALENDAR.later(day, rng.randrange(3)) if has_feedback else None
                focus = ("instruction", focuses[len(rows) % len(focuses)])
                log(day, observer, observee, "coaching", rng.randrange(20, 31), feedback, focus)

    for person in people:
        if person.supervisor is not None and person.supervisor.role in LEADER_ROLES:
            coach(person.supervisor, person, extra=(0, 0, 0, 1))
        if person.coach is not None:
            coach(person.coach, person, extra=(0, 1, 1, 2))
        if person.role == "principal" and person.supervisor is not None:
            for month in CALENDAR.elapsed_months:
                for number, day in enumerate(rng.sample(month[:-3], 2)):
                    feedback = CALENDAR.later(day, 1)
                    seen = () if flawed else (("feedback_meeting", "plc")[number],)
                    log(day, person.supervisor, person, "supervisor_visit", 90, feedback, seen)
            day = CALENDAR.elapsed_months[0][8]
            log(day, person.supervisor, person, "appraisal_conference", 45, day)
            if not flawed or person.campus_id != CAMPUS_WITHOUT_CULTURE_WALKS:
                for month in CALENDAR.elapsed_months:
                    day = month[5]
                    log(day, person.supervisor, person, "culture_walk", 40, day, ("culture",))

    # Formal observations start after the three weeks of T-TESS orientation and run to May.
    in_season = [day for day in CALENDAR.elapsed if date(2026, 9, 14) <= day <= date(2026, 11, 13)]
    for person in people:
        days = employed(in_season, person.start + timedelta(21), person.end)
        if person.role in CLASSROOM_ROLES and days and rng.random() < 0.3:
            assert person.supervisor is not None
            day = rng.choice(days)
            feedback = CALENDAR.later(day, rng.randrange(1, 4))
            log(day, person.supervisor, person, "formal", rng.choice((45, 45, 50)), feedback)

    for leader in people:
        if leader.role in ("principal", "assistant_principal"):
            for day in CALENDAR.elapsed:
                here = classroom_staff(people, leader, day)
                for teacher in rng.sample(here, rng.choice((0, 1, 2))):
                    log(day, leader, teacher, "walkthrough", rng.randrange(5, 9), None)
    return numbered(rows, "observation_id", "OB-")


def classroom_staff(people: list[Person], leader: Person, day: date) -> list[Person]:
    """The classroom staff of the leader's campus on that day."""
    return [
        person
        for person in people
        if person.role in CLASSROOM_ROLES
        and person.campus_id == leader.campus_id
        and person.worked_on(day)
    ]


def in_charge_of(leader: Person, person: Person) -> bool:
    """Whether the leader follows up with this member of the classroom staff."""
    same_team = leader.role == "teacher_leader" and person.team == leader.team
    return leader in (person.supervisor, person.coach) or same_team


def action_step_tracker(people: list[Person]) -> list[Row]:
    rng = chance("action_step_tracker")
    leaders = [person for person in people if person.role in LEADER_ROLES]
    pausing = rng.sample(leaders, LEADERS_WITH_A_LONG_PAUSE)
    days_between = {
        "principal": (2, 3, 4, 5),
        "assistant_principal": (1, 1, 2),
        "instructional_coach": (1, 1, 1, 2),
        "teacher_leader": (2, 3, 4),
    }
    rows: list[Row] = []
    for leader in leaders:
        position = rng.randrange(5)
        while position < len(CALENDAR.elapsed):
            day = CALENDAR.elapsed[position]
            in_charge = [p for p in classroom_staff(people, leader, day) if in_charge_of(leader, p)]
            rows.append(action_step(rng, day, leader, rng.choice(in_charge)))
            pauses_now = leader in pausing and 25 <= position < 32
            position += 15 if pauses_now else rng.choice(days_between[leader.role])
    return numbered(rows, "step_id", "AS-")


def action_step(rng: Random, day: date, leader: Person, teacher: Person) -> Row:
    due = day + timedelta(rng.choice((7, 7, 14)))
    status, closed = "open", None
    if rng.random() < (0.8 if due <= LAST_RECORD else 0.3):
        closed = CALENDAR.later(day, rng.randrange(2, 9))
        if closed is not None:
            status = rng.choice(("met",) * 11 + ("dropped",))
    if closed is None and rng.random() < 0.1:
        status = ""
    return {
        "system": SYSTEM,
        "entered_on": day,
        "leader_staff_id": leader.staff_id,
        "observee_staff_id": teacher.staff_id,
        "campus_id": leader.campus_id,
        "due_on": due,
        "status": status,
        "closed_on": closed,
    }


def training_attendance(people: list[Person], bundle: Path) -> list[Row]:
    """Who was invited to the sessions held so far, and who came."""
    rng = chance("training_attendance")
    rows: list[Row] = []
    for session in held_sessions(bundle):
        day = date.fromisoformat(session["date"])
        campuses = session["campus_ids"].split(";")
        invited = [
            person
            for person in people
            if person.role in session["audience_roles"].split(";")
            and (campuses == ["all"] or person.campus_id in campuses)
            and person.worked_on(day)
            and (person.start > CALENDAR.opens or not session["session_id"].startswith("ON-"))
        ]
        calibrates = "_calibration" in session["topic_codes"]
        missed = ABSENT_AT_CALIBRATION if calibrates else round(len(invited) * 0.04)
        absent = rng.sample(invited, missed)
        rows += [
            {
                "session_id": session["session_id"],
                "date": day,
                "staff_id": person.staff_id,
                "role": person.role,
                "campus_id": person.campus_id,
                "attended": person not in absent,
            }
            for person in invited
        ]
    return rows


def held_sessions(bundle: Path) -> list[dict[str, str]]:
    """The sessions of the training calendar, which is written by hand, up to the review."""
    with (bundle / "records" / "training_calendar.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["date"] <= LAST_RECORD.isoformat()]


def calibration_record(attendance: list[Row], bundle: Path) -> list[Row]:
    """The leaders who came to sessions on rating observations and on student work."""
    rows: list[Row] = []
    ratings = iter(AGREEMENT_AT_CALIBRATION)
    for session in held_sessions(bundle):
        on_ratings = session["topic_codes"] == "observation_calibration"
        if not on_ratings and session["topic_codes"] != "student_work_calibration":
            continue
        agreement = next(ratings) if on_ratings else None
        rows += [
            {
                "session_id": row["session_id"],
                "date": row["date"],
                "minutes": session["minutes"],
                "purpose": "observation_rating" if on_ratings else "student_work",
                "instrument_id": TOOL if on_ratings else PROTOCOL,
                "staff_id": row["staff_id"],
                "campus_id": row["campus_id"],
                "exact_agreement_pct": agreement,
            }
            for row in attendance
            if row["session_id"] == session["session_id"] and row["attended"]
        ]
    return rows


def support_assignments(people: list[Person], *, flawed: bool) -> list[Row]:
    """Who supports which campus, and why."""
    rows: list[Row] = []
    added: list[Row] = []
    aims = (
        ("9;10", "math", "scaffolded_questioning", "teaching_observed"),
        ("6;7", "science", "monitoring_feedback", "student_results"),
        ("2;3", "rla", "student_discussion", "student_results"),
        ("1;2", "math", "independent_practice", "staff_experience"),
        ("5", "math", "evidence_use", "student_results"),
    )
    for campus, (grades, team, practice, why) in zip(CAMPUSES, aims, strict=True):
        principal = next(
            person
            for person in people
            if (person.role, person.campus_id) == ("principal", campus.campus_id)
        )
        old = flawed and campus.campus_id == CAMPUS_WITH_AN_OLD_ASSIGNMENT
        assert principal.supervisor is not None
        rows.append(
            {
                "school_year": YEAR,
                "supporter_staff_id": principal.supervisor.staff_id,
                "campus_id": campus.campus_id,
                "grades": grades,
                "content_teams": team,
                "practice_focus": practice,
                "data_sources": ("student_outcomes", "observation_data"),
                "caseload": 10,
                "rationale": why,
                "assigned_on": date(2026, 7, 6),
                "reviewed_on": None if old else date(2026, 10, 28),
            }
        )
        if old:  # another one was sent there in October since free
            free = next(
                person
                for person in people
                if person.role == "district_leader" and person.supervisor
            )
            day = date(2026, 10, 19)
            more = {"supporter_staff_id": free.staff_id, "rationale": "availability"}
            added = [{"assignment_id": "SA-6", **rows[-1], **more, "assigned_on": day}]
    return [*numbered(rows, "assignment_id", "SA-"), *added]


def development_plan(*, flawed: bool) -> list[Row]:
    """The plan of the year: for each role a component in every quarter."""
    rows: list[Row] = []
    ends = (date(2026, 10, 8), date(2026, 12, 18), date(2027, 3, 12), date(2027, 5, 27))
    for role in ("principal_supervisor", *LEADER_ROLES, "teacher"):
        teacher = role == "teacher"
        onboarding = ("start_of_year", None if flawed else "midyear", None, None)
        for number, end in enumerate(ends):
            before = f"PD-{role}-{number}" if number else None
            rows.append(
                {
                    "component_id": f"PD-{role}-{number + 1}",
                    "school_year": YEAR,
                    "source_document": "Plan for professional learning 2026-27 page 2",
                    "audience_role": role,
                    "section": "hqim" if teacher else "general",
                    "sequence": number + 1,
                    "start_date": end - timedelta(45),
                    "end_date": end,
                    "content_strand": "Tasks of full demand" if teacher else "Seeing instruction",
                    "practice": "Scaffolded questioning" if teacher else "Giving feedback",
                    "content_builds_on": before,
                    "practice_builds_on": before,
                    "design": ("model", "research_practice", "rehearsal"),
                    "coaching_follow_up": True,
                    "phase": ("launch", "early", "early", "sustaining")[number]
                    if teacher
                    else None,
                    "onboarding": onboarding[number] if teacher else None,
                    "student_experience": teacher or number == 0,
                }
            )
    return rows


def meeting_log(*, flawed: bool) -> list[Row]:
    rng = chance("meeting_log")
    rows: list[Row] = []

    def held(
        day: date,
        what: str,
        campus: str,
        team: str | None,
        minutes: int,
        roles: str,
        topics: str,
    ) -> None:
        rows.append(
            {
                "date": day,
                "type": what,
                "campus_id": campus,
                "team": team,
                "minutes": minutes,
                "roles_present": tuple(roles.split()),
                "topic_codes": tuple(topics.split()),
            }
        )

    weeks = CALENDAR.elapsed_weeks
    for campus in CAMPUSES:
        here = campus.campus_id
        plc_minutes = campus.plc_minutes if flawed else max(campus.plc_minutes, 45)
        for team in campus.teams:
            seldom = flawed and (here, team.name) == TEAM_THAT_SELDOM_MEETS
            misses = len(weeks) - WEEKS_IN_WHICH_IT_MET if seldom else rng.choice((0, 0, 1, 1, 2))
            missed = rng.sample(range(len(weeks)), misses)
            weekday = rng.choice((1, 2, 3))
            who = "teacher special_education_teacher " + rng.choice(
                ("instructional_coach", "assistant_principal")
            )
            for number, week in enumerate(weeks):
                topics = rng.choice(PLC_TOPICS)
                day = min(week, key=lambda day: abs(day.weekday() - weekday))
                if number not in missed:
                    minutes = plc_minutes + rng.choice((0, 0, 5))
                    held(day, "plc", here, team.name, minutes, who, topics)
                elif not seldom and rng.random() < 0.5:  # cut short, so it does not count
                    held(day, "plc", here, team.name, 25, who, "operations")
        weekday = rng.choice((0, 4))
        for number, week in enumerate(weeks):
            leaders = "principal assistant_principal instructional_coach teacher_leader"
            focus = ("capacity_data", "student_progress")[number % 2]
            day = min(week, key=lambda day: abs(day.weekday() - weekday))
            skipped = flawed and here == CAMPUS_WHOSE_LEADERS_SELDOM_MEET and number % 2 == 1
            if not skipped:
                held(day, "ilt", here, None, 60, leaders, f"coaching_data {focus}")
            if number % 2 == 0:
                who = "teacher special_education_teacher counselor"
                topics = ("inclusion_strategies", "iep_implementation")[number % 4 // 2]
                without = flawed and (number >= 4 or here == CAMPUS_WITHOUT_UDL)
                topics += "" if without else " udl"
                held(week[-1], "collaboration_sped", here, None, 50, who, topics)
            if number % 2 == 1 and campus.eb_teachers > (1 if flawed else 0):
                topics = "cbli inclusion_strategies"
                held(week[-1], "collaboration_eb", here, None, 50, "teacher eb_teacher", topics)
            if number % 4 == 2:
                leaders = "principal_supervisor principal instructional_coach"
                held(week[0], "coaching_prioritization", here, None, 45, leaders, "coaching_data")
            if number == 9:
                who = "principal teacher teacher_leader"
                held(week[0], "data_meeting", here, None, 60, who, "student_progress")

    topics = "hqim leadership_roles culture_routines"
    held(date(2026, 8, 6), "roll_out", "all", None, 60, "district_leader principal", topics)
    for month in CALENDAR.elapsed_months:
        who = "principal_supervisor principal"
        topics = "coaching_data capacity_data observation_feedback"
        held(month[3], "principal_support", "all", None, 90, who, topics)
    return numbered(rows, "meeting_id", "MT-")


ABOUT_THE_COPY = """# Cedar Hollow ISD, mended

The same invented district as in `../cedar-hollow-isd`, with every flaw that is listed there mended,
so that all 43 criteria pass under the default ruleset. `python examples/make_cedar_hollow.py`
writes it; do not edit.
"""
MORE_CONTENT_AREAS = "".join(
    f'[[practices]]\ncode = "{area}_practice"\nscope = "content"\ncontent_area = "{area}"\n'
    f'source = {{ page = {page}, quote = "{quote}" }}\n\n'
    for area, page, quote in (
        ("languages", 33, "In languages most of the lesson is spoken in the language."),
        ("fine_arts", 34, "In fine arts students make, show and talk about work."),
        ("physical_education", 35, "In physical education everybody is moving."),
        ("cte", 36, "In career and technical education tasks come from the workplace."),
    )
)
ONBOARDING = "".join(
    f"ON-{number},{day},90,hqim;internalization,teacher,{campuses},workshop,{product},,,,\n"
    for number, (day, campuses, product) in enumerate(
        (
            ("2026-10-06", "999901001", "millrace-math-612"),
            ("2026-10-21", "999901041", "waymark-rla-612"),
            ("2026-11-05", "999901102", "lantern-rla-k5"),
        ),
        start=1,
    )
)
MORE_RESOURCES = (
    "RS-21,2026-2027,Inclusive campuses: a second look,guidance,inclusive_practices;udl,"
    "principal;teacher;special_education_teacher,all,2026-10-19,Staff site / Inclusion,,\n"
    "RS-22,2026-2027,Tidepool: a lesson on film,exemplar_video,hqim,teacher,"
    "999901101;999901102;999901103,2026-09-21,Staff site / Exemplars,tidepool-science-k5,yes\n"
    "RS-23,2026-2027,Tidepool: students at work,student_work,hqim,teacher,"
    "999901101;999901102;999901103,2026-10-19,Staff site / Exemplars,tidepool-science-k5,yes\n"
)
SLOT_AT_THE_HIGH_SCHOOL = (
    "EB-001,2026-2027,eb,master_schedule,Cedar Hollow High School master schedule 2026-27,campus,"
    "999901001,teacher;eb_teacher,50,,monday,1,2026-08-12,2027-05-27\n"
    "EB-001-2,2026-2027,eb,master_schedule,Cedar Hollow High School master schedule 2026-27,campus,"
    "999901001,teacher;eb_teacher,50,,thursday,1,2026-08-12,2027-05-27\n"
)
DIAGNOSTIC_PROTOCOL = """kind = "instructional_protocol"
artifact_id = "protocol-diagnostic"
school_year = "2026-2027"
campus_ids = ["all"]
effective_from = 2026-08-03
recorded_on = 2026-11-10
prepared_by_role = "director of curriculum and instruction"

protocol_type = "diagnostic_reflection"
protocol_id = "after-the-diagnostic"
audience = [
    "teacher", "principal", "assistant_principal", "instructional_coach", "teacher_leader",
    "principal_supervisor",
]
serves_tier1 = ["Next steps are lessons of the adopted materials, and who needs them first"]

[document]
title = "After the Diagnostic"
file = "Curriculum office, binder 3, tab 5"
dated = 2026-06-08

[sources.protocol_type]
page = 1
quote = "This protocol is for the week after a diagnostic assessment."

[sources.audience]
page = 1
quote = "It binds teachers, leaders and those who supervise principals."

[sources.serves_tier1]
page = 4
quote = "A next step is a lesson of the adopted materials, and who needs it first."

[[steps]]
code = "read_results"
wording = "required"
purpose = "performance_by_standard"
source = { page = 2, quote = "The team shall read results by standard." }

[[steps]]
code = "name_next_steps"
wording = "required"
purpose = "next_steps"
source = { page = 4, quote = "The team shall name the next steps and who takes them." }
"""

MENDED = {
    "district.toml": (
        ("planning_minutes_per_two_weeks = 500", "planning_minutes_per_two_weeks = 550"),
    ),
    "documents/planning_support_guideline.toml": (
        ('outcomes = "TBD"', 'outcomes = ["An annotated lesson", "One step to try in class"]'),
        (
            "[sources.structures]",
            '[sources.outcomes]\npage = 4\nquote = "Each session ends with an annotated lesson '
            'and one step to try."\n\n[sources.structures]',
        ),
    ),
    "documents/plc_guideline-secondary.toml": (
        ("minutes = 40", "minutes = 45"),
        ("A PLC meeting lasts 40 minutes.", "A PLC meeting lasts 45 minutes."),
    ),
    "documents/instructional_protocol-lesson.toml": (
        ('"millrace-math-612"]', '"millrace-math-612", "tidepool-science-k5"]'),
        ("and Millrace Math (both levels)", "Millrace Math (both levels) and Tidepool Science"),
    ),
    "documents/observation_tool.toml": (
        (
            'code = "E1"\narea = "environment"',
            'code = "E1"\narea = "environment"\nresearch_basis = "IES practice guide on reducing '
            'behavior problems in elementary classrooms, 2008"',
        ),
        (
            'code = "E2"\narea = "environment"',
            'code = "E2"\narea = "environment"\n'
            'research_basis = "Barrett and others, Clever Classrooms, 2015"',
        ),
        (
            'code = "E3"\narea = "environment"',
            'code = "E3"\narea = "environment"\nresearch_basis = "CAST guidelines on universal '
            'design for learning, version 3.0, 2024"',
        ),
    ),
    "documents/professional_learning_framework-coaching.toml": (
        (
            '"assistant_principal", "instructional_coach"]\nall_teachers',
            '"assistant_principal", "instructional_coach", "teacher_leader"]\nall_teachers',
        ),
        (
            'title = "The effect of teacher coaching on instruction and achievement"',
            'title = "The effect of teacher coaching on instruction and achievement"\n'
            'source = { page = 7, quote = "Coaching does more than workshops (Kraft, 2018)." }',
        ),
    ),
    "documents/student_support_guideline.toml": (
        ('monitoring_interval_days = "regularly"', "monitoring_interval_days = 7"),
        ("Progress is checked regularly with", "Progress is checked every 7 days with"),
    ),
    "documents/collaboration_expectation-eb.toml": (
        ('language_standards = ["19 TAC 74.4"]', 'language_standards = ["19 TAC 120.20-120.21"]'),
        ("proficiency standards (19 TAC 74.4)", "proficiency standards (19 TAC 120.20)"),
    ),
    "documents/instructional_framework.toml": (
        (
            '[[practices]]\ncode = "rla_text_first"',
            f'{MORE_CONTENT_AREAS}[[practices]]\ncode = "rla_text_first"',
        ),
    ),
    "records/training_calendar.csv": (
        ("2027-01-13,90,plc_calibration", "2026-10-21,90,plc_calibration"),
        ("2027-02-03,60,student_work_calibration", "2026-11-05,60,student_work_calibration"),
        ("informed_by\n", f"informed_by\n{ONBOARDING}"),
    ),
    "records/training_resource_catalog.csv": (
        ("shows_fidelity\n", f"shows_fidelity\n{MORE_RESOURCES}"),
    ),
    "records/collaboration_schedule.csv": (
        ("EB-041,", f"{SLOT_AT_THE_HIGH_SCHOOL}EB-041,"),
        ("cross_campus,999901041;", "cross_campus,999901001;999901041;"),
    ),
}
"""What is mended in the files by hand: file, old text, new text."""

ADDED = {"documents/instructional_protocol-diagnostic.toml": DIAGNOSTIC_PROTOCOL}
"""What the district does not have and the mended copy does."""


def tables(bundle: Path, *, flawed: bool) -> dict[str, list[Row]]:
    """The large tables of a bundle whose training calendar stands already."""
    people = all_staff()
    attendance = training_attendance(people, bundle)
    return {
        "calendar/instructional_calendar": CALENDAR.rows(),
        "records/staff_roster": staff_roster(people),
        "records/observation_log": observation_log(people, flawed=flawed),
        "records/action_step_tracker": action_step_tracker(people),
        "records/training_attendance": attendance,
        "records/calibration_record": calibration_record(attendance, bundle),
        "records/meeting_log": meeting_log(flawed=flawed),
        "records/leadership_support_assignment": support_assignments(people, flawed=flawed),
        "records/professional_development_plan": development_plan(flawed=flawed),
    }


def write_tables(bundle: Path, *, flawed: bool) -> None:
    for name, rows in tables(bundle, flawed=flawed).items():
        write_table(bundle / f"{name}.csv", rows)
        print(f"{bundle.name}/{name}.csv: {len(rows)} rows")


def mend() -> None:
    """Copies what is written by hand, with every flaw in it mended."""
    shutil.rmtree(MENDED_BUNDLE, ignore_errors=True)
    shutil.copytree(BUNDLE, MENDED_BUNDLE)
    (MENDED_BUNDLE / "README.md").write_text(ABOUT_THE_COPY, encoding="utf-8")
    for name, edits in MENDED.items():
        path = MENDED_BUNDLE / name
        text = path.read_text(encoding="utf-8")
        for old, new in edits:
            if text.count(old) != 1:
                raise SystemExit(f"{name}: {old!r} stands in it {text.count(old)} times, not once.")
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    for name, text in ADDED.items():
        (MENDED_BUNDLE / name).write_text(text, encoding="utf-8")


def main() -> None:
    write_tables(BUNDLE, flawed=True)
    mend()
    write_tables(MENDED_BUNDLE, flawed=False)


if __name__ == "__main__":
    main()
