"""The staff of the sample district: who works where, and who reports to whom."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from lever5_rules.testing.district import Row

from .year import CAMPUSES, HIGH, LEADERS, STAFF, TAUGHT_BY, TEAMS, YEAR


def roster() -> Iterator[Row]:
    def member(staff_id: str, role: str, campus: str | None, to: str | None, **more: Any) -> Row:
        return {
            "staff_id": staff_id,
            "school_year": YEAR,
            "role": role,
            "campus_id": campus,
            "supervisor_staff_id": to,
            "start_date": date(2024, 8, 1),
            **more,
        }

    yield member("s-ps", "principal_supervisor", None, None)
    for number, campus in enumerate(CAMPUSES):
        principal, deputy = f"s-{number}-principal", f"s-{number}-assistant_principal"
        yield member(principal, "principal", campus, "s-ps")
        for role in LEADERS[1:]:
            yield member(f"s-{number}-{role}", role, campus, principal)
        for place, team in enumerate(TEAMS[campus] * 2):
            yield member(f"s-{number}-t{place}", "teacher", campus, deputy, plc_team=team)
        for role in TAUGHT_BY[1:]:
            yield member(f"s-{number}-{role}", role, campus, deputy)
        for role in (STAFF[-1], "counselor"):
            yield member(f"s-{number}-{role}", role, campus, None)
    late = {"plc_team": "Math", "start_date": date(2026, 9, 14)}
    yield member("s-0-late", "teacher", HIGH, "s-0-assistant_principal", **late)


ROSTER = tuple(roster())


def assignments() -> Iterator[Row]:
    for campus in CAMPUSES:
        yield {
            "assignment_id": f"SA-{campus}",
            "school_year": YEAR,
            "supporter_staff_id": "s-ps",
            "campus_id": campus,
            "grades": ["1"],
            "content_teams": ["rla"],
            "practice_focus": "monitoring_feedback",
            "data_sources": ["student_outcomes"],
            "caseload": 8,
            "rationale": "student_results",
            "assigned_on": date(2026, 8, 20),
            "reviewed_on": date(2027, 3, 1),
        }
