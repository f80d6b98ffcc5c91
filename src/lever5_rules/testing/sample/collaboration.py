"""Meetings, collaboration time and assessments of the sample district."""

from collections.abc import Iterator
from datetime import date, timedelta

from lever5_rules.testing.district import Row

from .year import (
    CAMPUSES,
    DAYS,
    FIRST,
    IN_EACH_QUARTER,
    LAST,
    LEADERS,
    QUARTERS,
    SUPERVISOR,
    TAUGHT_BY,
    TEAMS,
    YEAR,
)


def meetings() -> Iterator[Row]:
    def meeting(day: date, what: str, campus: str, roles: list[str], topics: list[str]) -> Row:
        return {
            "meeting_id": f"M-{what}-{campus}-{day}",
            "date": day,
            "type": what,
            "campus_id": campus,
            "team": None,
            "minutes": 50,
            "roles_present": roles,
            "topic_codes": topics,
        }

    for campus, teams in TEAMS.items():
        for day in DAYS:
            if day.weekday() == 2:
                for team in teams:
                    plc = meeting(day, "plc", campus, ["teacher"], ["internalization"])
                    yield {**plc, "meeting_id": f"M-{campus}-{team}-{day}", "team": team}
                yield meeting(day, "ilt", campus, list(LEADERS), ["coaching_data", "capacity_data"])
            if day.weekday() == 3 and day.day < 15:
                sped, eb = (["teacher", specialist] for specialist in TAUGHT_BY[1:])
                topics = ["inclusion_strategies", "udl", "iep_implementation"]
                yield meeting(day, "collaboration_sped", campus, sped, topics)
                yield meeting(day, "collaboration_eb", campus, eb, ["inclusion_strategies", "cbli"])
        both = [SUPERVISOR, "principal"]
        for day in IN_EACH_QUARTER:
            topics = ["observation_feedback", "leadership_roles", "culture_routines"]
            yield meeting(day, "principal_support", campus, both, topics)
        first = IN_EACH_QUARTER[0]
        yield meeting(first, "coaching_prioritization", campus, both, ["coaching_data"])


def slots() -> Iterator[Row]:
    for population, specialists in (("swd", (TAUGHT_BY[1], "counselor")), ("eb", TAUGHT_BY[2:])):
        weekly = {
            "school_year": YEAR,
            "population": population,
            "participant_roles": ["teacher", *specialists],
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


def assessments() -> Iterator[Row]:
    for what, day in (
        ("diagnostic", date(2026, 9, 1)),
        ("interim", date(2026, 10, 27)),
        ("benchmark", date(2027, 2, 2)),
    ):
        yield {
            "assessment_id": f"AC-{what}",
            "school_year": YEAR,
            "type": what,
            "subject": "rla",
            "grades": ["1"],
            "window_start": day,
            "window_end": day + timedelta(days=1),
            "results_available": day + timedelta(days=3),
            "reflection_due": day + timedelta(days=10),
            "district_required": True,
        }


def monitored() -> Iterator[Row]:
    for campus in CAMPUSES:
        for tier in ("tier2", "tier3"):
            for last in QUARTERS:
                yield {
                    "campus_id": campus,
                    "tier": tier,
                    "window_start": last - timedelta(days=45),
                    "window_end": last,
                    "students_due": 40,
                    "students_on_time": 36,
                }
