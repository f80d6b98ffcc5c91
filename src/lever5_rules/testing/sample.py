"""A small, well-run district on which every built-in rule passes, advisory elements too."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from .district import District, Row

YEAR = "2026-2027"
AS_OF = date(2027, 5, 28)
CAMPUSES = ("999001001", "999001101")
HIGH, ELEMENTARY = CAMPUSES
TEAMS = {HIGH: ("Math", "RLA"), ELEMENTARY: ("Grade 1", "Grade 2")}
LEADERS = ("principal", "assistant_principal", "instructional_coach", "teacher_leader")
TAUGHT_BY = ("teacher", "special_education_teacher", "eb_teacher")
FIRST, LAST = date(2026, 8, 12), date(2027, 5, 27)
HOLIDAYS = {date(2026, 9, 7)} | {
    first + timedelta(days=number)
    for first, length in ((date(2026, 11, 23), 5), (date(2026, 12, 21), 12), (date(2027, 3, 15), 5))
    for number in range(length)
}


def cited(**more: Any) -> dict[str, Any]:
    """A place in a document, with page and quote."""
    return {"page": 3, "quote": "As the handbook says.", **more}


def envelope(title: str, *fields: str) -> dict[str, Any]:
    """What every document says of itself, with a source for each field."""
    return {
        "school_year": YEAR,
        "campus_ids": ["all"],
        "effective_from": date(2026, 8, 1),
        "document": {"title": title, "dated": date(2026, 7, 1)},
        "sources": {name: cited() for name in fields},
    }


def school_days() -> list[date]:
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in HOLIDAYS]


DAYS = school_days()


def roster() -> Iterator[Row]:
    def one(staff_id: str, role: str, campus: str | None, to: str | None, **more: Any) -> Row:
        return {
            "staff_id": staff_id,
            "school_year": YEAR,
            "role": role,
            "campus_id": campus,
            "supervisor_staff_id": to,
            "start_date": date(2024, 8, 1),
            **more,
        }

    yield one("s-ps", "principal_supervisor", None, None)
    for number, campus in enumerate(CAMPUSES):
        principal, deputy = f"s-{number}-principal", f"s-{number}-assistant_principal"
        yield one(principal, "principal", campus, "s-ps")
        for role in LEADERS[1:]:
            yield one(f"s-{number}-{role}", role, campus, principal)
        for place, team in enumerate(TEAMS[campus] * 2):
            yield one(f"s-{number}-t{place}", "teacher", campus, deputy, plc_team=team)
        for role in TAUGHT_BY[1:]:
            yield one(f"s-{number}-{role}", role, campus, deputy)


ROSTER = tuple(roster())


def lines() -> list[tuple[str, str]]:
    """Observer and observee roles of the reporting lines under campus leaders."""
    return [("principal", role) for role in LEADERS[1:]] + [
        ("assistant_principal", role) for role in TAUGHT_BY
    ]


def targets() -> list[dict[str, Any]]:
    frequencies = {
        "coaching": {"count": 1, "per": "month", "min_minutes": 15, "feedback_within_days": 2},
        "formal": {"count": 1, "per": "year", "min_minutes": 45, "feedback_within_days": 10},
    }
    return [
        {
            "observer_role": observer,
            "observee_role": observee,
            "observation_type": kind,
            **often,
            "source": cited(),
        }
        for observer, observee in lines()
        for kind, often in frequencies.items()
    ]


def observations() -> Iterator[Row]:
    roles = {row["staff_id"]: row["role"] for row in ROSTER}
    months: dict[tuple[int, int], date] = {}
    for day in DAYS:
        if day.day >= 12:
            months.setdefault((day.year, day.month), day)
    for month in months.values():
        for person in ROSTER:
            observer = roles.get(person["supervisor_staff_id"])
            if observer in ("principal", "assistant_principal"):
                yield {
                    "observation_id": f"O-{month}-{person['staff_id']}",
                    "date": month,
                    "observer_staff_id": person["supervisor_staff_id"],
                    "observer_role": observer,
                    "observee_staff_id": person["staff_id"],
                    "observee_role": person["role"],
                    "campus_id": person["campus_id"],
                    "type": "coaching",
                    "minutes": 20,
                    "tool_id": "walk",
                    "feedback_on": month,
                    "finalized": True,
                }


def action_steps() -> Iterator[Row]:
    for person in ROSTER:
        if person["role"] in LEADERS:
            for number, day in enumerate(DAYS[::4]):
                due = day + timedelta(days=10)
                yield {
                    "step_id": f"A-{person['staff_id']}-{number}",
                    "system": "Tracker",
                    "entered_on": day,
                    "leader_staff_id": person["staff_id"],
                    "observee_staff_id": "s-0-t0",
                    "campus_id": person["campus_id"],
                    "due_on": due,
                    "status": "met" if due < AS_OF else "open",
                    "closed_on": due if due < AS_OF else None,
                }


def meetings() -> Iterator[Row]:
    for campus, teams in TEAMS.items():
        for team in teams:
            for day in DAYS:
                if day.weekday() == 2:
                    yield {
                        "meeting_id": f"M-{campus}-{team}-{day}",
                        "date": day,
                        "type": "plc",
                        "campus_id": campus,
                        "team": team,
                        "minutes": 50,
                        "roles_present": ["teacher"],
                        "topic_codes": ["internalization"],
                    }


def sessions() -> Iterator[Row]:
    plan = (
        ("T-1", date(2026, 8, 4), "plc_practices", None),
        ("T-2", date(2026, 10, 6), "plc_calibration", None),
        ("T-3", date(2026, 11, 3), "observation_feedback", "AN-1"),
    )
    for session, day, topic, prompted in plan:
        yield {
            "session_id": session,
            "date": day,
            "minutes": 60,
            "topic_codes": [topic],
            "audience_roles": list(LEADERS),
            "campus_ids": ["all"],
            "mode": "workshop",
            "informed_by": prompted,
        }


def attendance() -> Iterator[Row]:
    for session in sessions():
        for person in ROSTER:
            if person["role"] in LEADERS:
                yield {
                    "session_id": session["session_id"],
                    "date": session["date"],
                    "staff_id": person["staff_id"],
                    "role": person["role"],
                    "campus_id": person["campus_id"],
                    "attended": True,
                }


def calibrations() -> Iterator[Row]:
    for number, day in enumerate((date(2026, 9, 2), date(2027, 2, 3))):
        for person in ROSTER:
            if person["role"] in LEADERS:
                yield {
                    "session_id": f"C-{number}",
                    "date": day,
                    "minutes": 60,
                    "purpose": "observation_rating",
                    "instrument_id": "walk",
                    "staff_id": person["staff_id"],
                    "campus_id": person["campus_id"],
                    "exact_agreement_pct": 80.0,
                }


def slots() -> Iterator[Row]:
    for population, specialist in (("swd", TAUGHT_BY[1]), ("eb", TAUGHT_BY[2])):
        weekly = {
            "school_year": YEAR,
            "population": population,
            "participant_roles": ["teacher", specialist],
            "minutes": 50,
        }
        for campus in CAMPUSES:
            yield {
                **weekly,
                "slot_id": f"{population}-{campus}",
                "source": "master_schedule",
                "source_document": "Master schedule 2026-27",
                "reach": "campus",
                "campus_ids": [campus],
                "weekdays": ["thursday"],
                "every_weeks": 1,
                "starts": FIRST,
                "ends": LAST,
            }
        for source, document in (("plc_scope", "PLC scope"), ("training_calendar", "Calendar")):
            yield {
                **weekly,
                "slot_id": f"{population}-{source}",
                "source": source,
                "source_document": document,
                "reach": "cross_campus",
                "campus_ids": list(CAMPUSES),
                "dates": [date(2026, 10, 7), date(2027, 2, 10)],
            }


def indicators() -> list[dict[str, Any]]:
    areas = (
        *("student_culture_routines", "behavior_engagement", "rigor_execution"),
        *("response_to_data", "hqim_use", "environment"),
    )
    return [
        {
            "code": f"I-{area}",
            "area": area,
            "framework_practice": "questioning" if area == "rigor_execution" else None,
            "research_basis": "Hattie 2009" if area == "environment" else None,
            "source": cited(),
        }
        for area in areas
    ]


def documents() -> dict[str, tuple[Row, ...]]:
    campuses = [
        {
            "campus_id": campus,
            "division": division,
            "grades": ["1"],
            "eb_enrolled": True,
            "sped_served": True,
        }
        for campus, division in zip(CAMPUSES, ("high", "elementary"), strict=True)
    ]
    protocol = {
        **envelope("Protocol", "product_ids", "steps", "quality_criteria", "differentiation"),
        "product_ids": ["reading"],
        "steps": [{"code": "read", "wording": "required", "source": cited()}],
        "quality_criteria": ["Names the hardest idea"],
        "differentiation": ["Plans scaffolds"],
    }
    everywhere = [{"campus_id": campus, "since": date(2026, 8, 12)} for campus in CAMPUSES]
    issued = [{"campus_id": campus, "issued_on": date(2026, 8, 3)} for campus in CAMPUSES]
    return {
        "district_profile": (
            {
                "district_id": "999001",
                "name": "Sample ISD",
                "school_year": YEAR,
                "as_of": AS_OF,
                "district_type": "isd",
                "appraisal_system": "ttess",
                "planning_time_exempt_doi": False,
                "planning_minutes_per_two_weeks": 600,
                "planning_block_minutes": 50,
                "campuses": campuses,
            },
        ),
        "plc_guideline": (
            {
                **envelope(
                    "PLC handbook",
                    *("membership_basis", "meetings_per_week", "minutes", "sample_agenda"),
                    *("held_in", "issued_to"),
                ),
                "membership_basis": ["grade", "content"],
                "meetings_per_week": 1,
                "minutes": 50,
                "sample_agenda": ["Look at work", "Plan"],
                "held_in": "planning_period",
                "issued_to": issued,
            },
        ),
        "planning_support_guideline": (
            {
                **envelope(
                    "Coaching handbook",
                    *("structures", "owner_roles", "outcomes", "sessions_per_week", "minutes"),
                    *("held_in", "same_for_all_campuses"),
                ),
                "structures": ["Planning block"],
                "owner_roles": ["instructional_coach"],
                "outcomes": ["An annotated lesson"],
                "sessions_per_week": 1,
                "minutes": 45,
                "held_in": "planning_period",
                "same_for_all_campuses": True,
            },
        ),
        "instructional_protocol": (
            {**protocol, "protocol_type": "unit_internalization"},
            {**protocol, "protocol_type": "lesson_internalization"},
        ),
        "instructional_framework": (
            {
                **envelope("Framework"),
                "practices": [{"code": "questioning", "scope": "general", "source": cited()}],
            },
        ),
        "observation_tool": (
            {
                **envelope("Observation tool", "used_by_campuses"),
                "tool_id": "walk",
                "indicators": indicators(),
                "used_by_campuses": everywhere,
            },
        ),
        "observation_frequency_target": ({**envelope("Targets"), "targets": targets()},),
    }


def calendar() -> Iterator[Row]:
    held = set(DAYS)
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        if day.weekday() < 5:
            yield {"date": day, "is_instructional": day in held}


SAMPLE = District(
    documents(),
    {
        "staff_roster": ROSTER,
        "instructional_calendar": tuple(calendar()),
        "curriculum_adoption_record": (
            {
                "product_id": "reading",
                "school_year": YEAR,
                "subject": "rla",
                "grades": ["1"],
                "hqim": True,
                "adopted_on": date(2025, 5, 1),
                "first_use": date(2025, 8, 12),
                "phase": "early",
                "campus_ids": ["all"],
            },
        ),
        "observation_log": tuple(observations()),
        "action_step_tracker": tuple(action_steps()),
        "tracker_analysis": (
            {"analysis_id": "AN-1", "date": date(2026, 10, 20), "campus_ids": ["all"]},
            {"analysis_id": "AN-2", "date": date(2027, 3, 2), "campus_ids": ["all"]},
        ),
        "calibration_record": tuple(calibrations()),
        "training_calendar": tuple(sessions()),
        "training_attendance": tuple(attendance()),
        "meeting_log": tuple(meetings()),
        "collaboration_schedule": tuple(slots()),
    },
)
