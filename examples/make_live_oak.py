"""Writes the calendar and the logs of the example bundle live-oak-charter, which is invented.

    python examples/make_live_oak.py

Every run writes the same bytes. All other files of the bundle are written by hand; the roster
among them is read here.
"""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from handbook import write_handbook
from school_days import LAST_RECORD, Row, SchoolCalendar, numbered, write_table

SEED = 999801
BUNDLE = Path(__file__).parent / "live-oak-charter"
CAMPUS = "999801101"
TOOL = "live-oak-visit-form"
LEADER_ROLES = ("principal", "assistant_principal", "instructional_coach")
CLASSROOM_ROLES = ("teacher", "special_education_teacher")

CALENDAR = SchoolCalendar(
    opens=date(2026, 8, 12),
    closes=date(2027, 5, 21),
    printed_from=date(2026, 8, 3),
    printed_to=date(2027, 5, 21),
    inservice=frozenset({date(2026, 10, 12), date(2027, 1, 4)}),
    closures=frozenset(),
    quarter_ends=(date(2026, 10, 8), date(2026, 12, 18), date(2027, 3, 12)),
)


def roster() -> list[dict[str, str]]:
    with (BUNDLE / "staff_roster.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def observation_log(rng: Random, people: list[dict[str, str]]) -> list[Row]:
    """One coaching visit a month by whoever supervises, and some formal observations."""
    roles = {person["staff_id"]: person["role"] for person in people}
    rows: list[Row] = []
    for person in people:
        observer = person["supervisor_staff_id"]
        if roles.get(observer) not in LEADER_ROLES:
            continue
        visits = [(rng.choice(month[:-3]), "coaching", 20) for month in CALENDAR.elapsed_months]
        if person["role"] == "teacher" and rng.random() < 0.5:
            visits.append((rng.choice(CALENDAR.elapsed[25:60]), "formal", 45))
        for day, what, minutes in visits:
            rows.append(
                {
                    "date": day,
                    "observer_staff_id": observer,
                    "observer_role": roles[observer],
                    "observee_staff_id": person["staff_id"],
                    "observee_role": person["role"],
                    "campus_id": CAMPUS,
                    "type": what,
                    "minutes": minutes,
                    "tool_id": TOOL if person["role"] in CLASSROOM_ROLES else None,
                    "feedback_on": CALENDAR.later(day, rng.randrange(3)),
                    "finalized": True,
                }
            )
    return numbered(rows, "observation_id", "OB-")


def action_step_tracker(rng: Random, people: list[dict[str, str]]) -> list[Row]:
    """Each leader enters a step once in four to eight days taught."""
    observed = [p["staff_id"] for p in people if p["role"] in CLASSROOM_ROLES]
    rows: list[Row] = []
    for leader in (person for person in people if person["role"] in LEADER_ROLES):
        position = rng.randrange(4)
        while position < len(CALENDAR.elapsed):
            day = CALENDAR.elapsed[position]
            due = day + timedelta(14)
            closed = CALENDAR.later(day, rng.randrange(4, 10))
            if due <= LAST_RECORD and rng.random() < 0.2:
                closed = None
            rows.append(
                {
                    "system": "Action-step sheet",
                    "entered_on": day,
                    "leader_staff_id": leader["staff_id"],
                    "observee_staff_id": rng.choice(observed),
                    "campus_id": CAMPUS,
                    "due_on": due,
                    "status": "met" if closed else "open",
                    "closed_on": closed,
                }
            )
            position += rng.randrange(4, 9)
    return numbered(rows, "step_id", "AS-")


def meeting_log(rng: Random, people: list[dict[str, str]]) -> list[Row]:
    """Weekly PLCs of which each missed one, and weekly meetings of the leadership team."""
    teams = sorted({person["plc_team"] for person in people if person["plc_team"]})
    missed = {team: rng.randrange(len(CALENDAR.elapsed_weeks)) for team in teams}
    rows: list[Row] = []
    for number, week in enumerate(CALENDAR.elapsed_weeks):
        teachers = ("teacher", "instructional_coach")
        meetings: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
            ("plc", team, teachers, ("internalization",))
            for team in teams
            if missed[team] != number
        ]
        meetings.append(("ilt", "", LEADER_ROLES, ("coaching_data", "capacity_data")))
        rows += [
            {
                "date": week[1],
                "type": what,
                "campus_id": CAMPUS,
                "team": team,
                "minutes": 45,
                "roles_present": roles,
                "topic_codes": topics,
            }
            for what, team, roles, topics in meetings
        ]
    return numbered(rows, "meeting_id", "MT-")


def main() -> None:
    people = roster()
    tables = {
        "instructional_calendar": CALENDAR.rows(),
        "observation_log": observation_log(Random(f"{SEED} observation_log"), people),
        "action_step_tracker": action_step_tracker(Random(f"{SEED} action_step_tracker"), people),
        "meeting_log": meeting_log(Random(f"{SEED} meeting_log"), people),
    }
    for name, rows in tables.items():
        write_table(BUNDLE / f"{name}.csv", rows)
        print(f"{name}.csv: {len(rows)} rows")
    write_handbook(BUNDLE)


if __name__ == "__main__":
    main()
