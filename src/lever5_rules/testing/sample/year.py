"""The school year of the sample district: its campuses, roles and days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from lever5_rules.testing.district import Row

YEAR = "2026-2027"
AS_OF = date(2027, 5, 28)
CAMPUSES = ("999001001", "999001101")
HIGH, ELEMENTARY = CAMPUSES
TEAMS = {HIGH: ("Math", "RLA"), ELEMENTARY: ("Grade 1", "Grade 2")}
LEADERS = ("principal", "assistant_principal", "instructional_coach", "teacher_leader")
TAUGHT_BY = ("teacher", "special_education_teacher", "eb_teacher")
STAFF = (*TAUGHT_BY, "instructional_support_staff")
SUPERVISOR = "principal_supervisor"
QUARTERS = (date(2026, 10, 9), date(2026, 12, 18), date(2027, 3, 12), date(2027, 5, 27))
WALKS = (date(2026, 9, 16), date(2026, 10, 21), date(2027, 1, 20), date(2027, 3, 24))
IN_EACH_QUARTER = (date(2026, 8, 5), date(2026, 10, 21), date(2027, 1, 20), date(2027, 3, 24))
PRODUCT = "reading"
FIRST, LAST = date(2026, 8, 12), date(2027, 5, 27)
HOLIDAYS = {date(2026, 9, 7)} | {
    first + timedelta(days=number)
    for first, length in ((date(2026, 11, 23), 5), (date(2026, 12, 21), 12), (date(2027, 3, 15), 5))
    for number in range(length)
}


def school_days() -> list[date]:
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in HOLIDAYS]


DAYS = school_days()


def calendar() -> Iterator[Row]:
    days = set(DAYS)
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        if day.weekday() < 5:
            quarter = next(place for place, last in enumerate(QUARTERS, 1) if day <= last)
            yield {"date": day, "is_instructional": day in days, "quarter": quarter}


def cited(**more: Any) -> dict[str, Any]:
    """Return a citation with page and quote."""
    return {"page": 3, "quote": "As the handbook says.", **more}


def envelope(title: str, *fields: str) -> dict[str, Any]:
    """Return the common fields of a document, with a source for each field."""
    return {
        "school_year": YEAR,
        "campus_ids": ["all"],
        "effective_from": date(2026, 8, 1),
        "document": {"title": title, "dated": date(2026, 7, 1)},
        "sources": {name: cited() for name in fields},
    }
