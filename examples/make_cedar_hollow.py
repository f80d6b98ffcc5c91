"""Writes the large tables of the example bundle Cedar Hollow ISD, a district that does not exist.

    python examples/make_cedar_hollow.py

Every run writes the same bytes: chance comes from a seed and no clock is read. The documents and
the small tables (training calendar, adopted products, analyses, collaboration slots) are written
by hand and are left alone. What the district does badly is listed in the README of the bundle;
of that, only TEAM_THAT_SELDOM_MEETS is made here.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from school_days import LAST_RECORD, YEAR, Row, SchoolCalendar, employed, numbered, write_table

SEED = 999901
BUNDLE = Path(__file__).parent / "cedar-hollow-isd"
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

ABSENT_AT_CALIBRATION = {"TR-04": 1, "TR-11": 2}
AGREEMENT_AT_CALIBRATION = {"TR-04": 78.5, "TR-11": 83.0}
LEADERS_WITH_A_LONG_PAUSE = 4
"""Leaders who once entered no action step for three weeks: few enough to be no gap."""


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


def observation_log(people: list[Person]) -> list[Row]:
    rng = chance("observation_log")
    rows: list[Row] = []

    def log(
        day: date,
        observer: Person,
        observee: Person,
        what: str,
        minutes: int,
        feedback: date | None,
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
                given = number == 0 or rng.random() < 0.95
                feedback = CALENDAR.later(day, rng.randrange(3)) if given else None
                log(day, observer, observee, "coaching", rng.randrange(20, 31), feedback)

    for person in people:
        if person.supervisor is not None and person.supervisor.role in LEADER_ROLES:
            coach(person.supervisor, person, extra=(0, 0, 0, 1))
        if person.coach is not None:
            coach(person.coach, person, extra=(0, 1, 1, 2))
        if person.role == "principal" and person.supervisor is not None:
            for month in CALENDAR.elapsed_months:
                for day in rng.sample(month[:-3], 2):
                    feedback = CALENDAR.later(day, 1)
                    log(day, person.supervisor, person, "supervisor_visit", 90, feedback)

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


def training_attendance(people: list[Person]) -> list[Row]:
    """Who was invited to the sessions held so far, and who came."""
    rng = chance("training_attendance")
    rows: list[Row] = []
    for session in held_sessions():
        day = date.fromisoformat(session["date"])
        campuses = session["campus_ids"].split(";")
        invited = [
            person
            for person in people
            if person.role in session["audience_roles"].split(";")
            and (campuses == ["all"] or person.campus_id in campuses)
            and person.worked_on(day)
        ]
        default = round(len(invited) * 0.04)
        absent = rng.sample(invited, ABSENT_AT_CALIBRATION.get(session["session_id"], default))
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


def held_sessions() -> list[dict[str, str]]:
    """The sessions of the training calendar, which is written by hand, up to the review."""
    with (BUNDLE / "records" / "training_calendar.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["date"] <= LAST_RECORD.isoformat()]


def calibration_record(attendance: list[Row]) -> list[Row]:
    """The leaders who came to the sessions on rating observations."""
    minutes = {session["session_id"]: session["minutes"] for session in held_sessions()}
    return [
        {
            "session_id": row["session_id"],
            "date": row["date"],
            "minutes": minutes[str(row["session_id"])],
            "purpose": "observation_rating",
            "instrument_id": TOOL,
            "staff_id": row["staff_id"],
            "campus_id": row["campus_id"],
            "exact_agreement_pct": AGREEMENT_AT_CALIBRATION[str(row["session_id"])],
        }
        for row in attendance
        if row["session_id"] in AGREEMENT_AT_CALIBRATION and row["attended"]
    ]


def meeting_log() -> list[Row]:
    rng = chance("meeting_log")
    rows: list[Row] = []

    def held(
        day: date,
        what: str,
        campus: str | None,
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
        for team in campus.teams:
            seldom = (here, team.name) == TEAM_THAT_SELDOM_MEETS
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
                    minutes = campus.plc_minutes + rng.choice((0, 0, 5))
                    held(day, "plc", here, team.name, minutes, who, topics)
                elif not seldom and rng.random() < 0.5:  # cut short, so it does not count
                    held(day, "plc", here, team.name, 25, who, "operations")
        weekday = rng.choice((0, 4))
        for number, week in enumerate(weeks):
            leaders = "principal assistant_principal instructional_coach teacher_leader"
            focus = ("capacity_data", "student_progress", "operations")[number % 3]
            day = min(week, key=lambda day: abs(day.weekday() - weekday))
            held(day, "ilt", here, None, 60, leaders, f"coaching_data {focus}")
            if number % 2 == 0:
                who = "teacher special_education_teacher counselor"
                topics = ("inclusion_strategies udl", "iep_implementation udl")[number % 4 // 2]
                held(week[-1], "collaboration_sped", here, None, 50, who, topics)
            if number % 2 == 1 and campus.eb_teachers > 1:
                held(week[-1], "collaboration_eb", here, None, 50, "teacher eb_teacher", "cbli")
            if number % 4 == 2:
                leaders = "principal instructional_coach"
                held(week[0], "coaching_prioritization", here, None, 45, leaders, "coaching_data")
            if number == 9:
                who = "principal teacher teacher_leader"
                held(week[0], "data_meeting", here, None, 60, who, "student_progress")

    held(date(2026, 8, 6), "roll_out", None, None, 60, "district_leader principal", "hqim")
    for month in CALENDAR.elapsed_months:
        who = "principal_supervisor principal"
        held(month[3], "principal_support", None, None, 90, who, "coaching_data capacity_data")
    return numbered(rows, "meeting_id", "MT-")


def main() -> None:
    people = all_staff()
    attendance = training_attendance(people)
    tables = {
        "calendar/instructional_calendar": CALENDAR.rows(),
        "records/staff_roster": staff_roster(people),
        "records/observation_log": observation_log(people),
        "records/action_step_tracker": action_step_tracker(people),
        "records/training_attendance": attendance,
        "records/calibration_record": calibration_record(attendance),
        "records/meeting_log": meeting_log(),
    }
    for name, rows in tables.items():
        write_table(BUNDLE / f"{name}.csv", rows)
        print(f"{name}.csv: {len(rows)} rows")


if __name__ == "__main__":
    main()
