"""Observations, action steps and calibrations of the sample district."""

from collections.abc import Iterator
from datetime import date, timedelta

from lever5_rules.testing.district import Row

from .staff import ROSTER
from .year import AS_OF, CAMPUSES, DAYS, IN_EACH_QUARTER, LEADERS, SUPERVISOR, WALKS


def observations() -> Iterator[Row]:
    roles = {row["staff_id"]: row["role"] for row in ROSTER}
    months: dict[tuple[int, int], date] = {}
    for day in DAYS:
        if day.day >= 12:
            months.setdefault((day.year, day.month), day)
    for month in months.values():
        for person in ROSTER:
            observer = roles.get(person["supervisor_staff_id"])
            there = person["start_date"] <= month
            if there and observer in ("principal", "assistant_principal"):
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
                    "focus": ["instruction", "section_504", "iep", "eb", "intervention"],
                    "tool_id": "walk",
                    "feedback_on": month + timedelta(days=1),
                    "finalized": True,
                }
        for campus, number in zip(CAMPUSES, range(2), strict=True):
            for visit in (month, month + timedelta(days=1)):
                yield supervised(number, campus, visit, "supervisor_visit", "feedback_meeting")
    for number, campus in enumerate(CAMPUSES):
        for day in WALKS:
            yield supervised(number, campus, day, "culture_walk", "culture")
        for day in IN_EACH_QUARTER[1:]:
            yield supervised(number, campus, day, "appraisal_conference", None)


def supervised(number: int, campus: str, day: date, what: str, focus: str | None) -> Row:
    """Return an observation by the principal supervisor at a campus."""
    return {
        "observation_id": f"O-{what}-{campus}-{day}",
        "date": day,
        "observer_staff_id": "s-ps",
        "observer_role": SUPERVISOR,
        "observee_staff_id": f"s-{number}-principal",
        "observee_role": "principal",
        "campus_id": campus,
        "type": what,
        "minutes": 60,
        "focus": [focus] if focus else None,
        "feedback_on": day + timedelta(days=1),
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
                    "observee_staff_id": f"s-{CAMPUSES.index(person['campus_id'])}-t0",
                    "campus_id": person["campus_id"],
                    "due_on": due,
                    "status": "met" if due < AS_OF else "open",
                    "closed_on": due if due < AS_OF else None,
                }


def calibrations() -> Iterator[Row]:
    for purpose, instrument in (("observation_rating", "walk"), ("student_work", "look")):
        for number, day in enumerate((date(2026, 9, 2), date(2027, 2, 3))):
            for person in ROSTER:
                if person["role"] in LEADERS:
                    rating = purpose == "observation_rating"
                    yield {
                        "session_id": f"C-{number}" if rating else f"W-{number}",
                        "date": day,
                        "minutes": 60,
                        "purpose": purpose,
                        "instrument_id": instrument,
                        "staff_id": person["staff_id"],
                        "campus_id": person["campus_id"],
                        "exact_agreement_pct": 80.0 if rating else None,
                    }
