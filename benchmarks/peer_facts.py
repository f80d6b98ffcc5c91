"""The facts for benchmarks/peers.py: tables of plain values, the same for every engine but ours.

Days are numbers, with the Monday of their week and a number for their month; blanks are empty texts
or zero; `all` campuses are listed; names of PLCs are in lower case. So no peer has to know dates,
and what it takes to bring evidence into this form is not in its time.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeAlias

from growth import Row, Sheets

from lever5_rules.core.limits import Ruleset

Facts: TypeAlias = dict[str, Any]
NEVER = 9_999_999
"""The last day of somebody who has not left."""
TABLES = ("instructional_calendar", "staff_roster", "meeting_log", "observation_log")
LIMITS = {
    "bases": "plc.membership_basis",
    "per_week": "plc.min_meetings_per_week",
    "minutes": "plc.min_minutes",
    "near": "plc.min_share_of_minutes",
    "in_teams": "coverage.min_share_staff",
    "regular": "regular.min_share_of_windows",
    "week_days": "calendar.min_days_for_week",
    "visits": "supervisor.min_visits_per_principal_month",
    "leading": "supervisor.min_share_leadership_focus",
    "span": "supervisor.max_span",
    "feedback_days": "feedback.max_instructional_days",
    "in_time": "feedback.min_share_in_time",
    "observation": "floor.observation_minutes",
}


def documents_read(sheets: Sheets) -> Iterable[str]:
    """Yield the names of the documents that the compared elements read."""
    for name, document in sheets.documents.items():
        if document["kind"] in ("district_profile", "plc_guideline"):
            yield name


def facts_of(sheets: Sheets, ruleset: Ruleset) -> Facts:
    """Return what the peers receive for a district."""
    tables = {name: sheets.tables[name] for name in TABLES}
    documents = [sheets.documents[name] for name in documents_read(sheets)]
    profile = next(document for document in documents if document["kind"] == "district_profile")
    campuses = [campus["campus_id"] for campus in profile["campuses"]]
    as_of: date = profile["as_of"]
    return {
        "as_of": as_of.toordinal(),
        "month_not_over": _month(as_of + timedelta(days=1)),
        "limits": {name: _limit(ruleset, limit) for name, limit in LIMITS.items()},
        "calendar": [
            {**_days(row["date"]), "open": row["is_instructional"] == "yes"}
            for row in tables["instructional_calendar"]
        ],
        "roster": [_assignment(row) for row in tables["staff_roster"]],
        "meetings": [_meeting(row, campuses) for row in tables["meeting_log"]],
        "observations": [_observation(row) for row in tables["observation_log"]],
        "guidelines": [
            _guideline(document) for document in documents if document["kind"] == "plc_guideline"
        ],
    }


def _limit(ruleset: Ruleset, name: str) -> object:
    value = ruleset.limits[name].value
    return [str(entry) for entry in value] if isinstance(value, tuple) else value


def _assignment(row: Row) -> Facts:
    return {
        "staff": row["staff_id"],
        "role": row["role"],
        "campus": row["campus_id"],
        "team": row["plc_team"].lower(),
        "first": _days(row["start_date"])["day"],
        "last": _days(row["end_date"])["day"] or NEVER,
    }


def _meeting(row: Row, campuses: list[str]) -> Facts:
    return {
        **_days(row["date"]),
        "type": row["type"],
        "campuses": campuses if row["campus_id"] == "all" else _list(row["campus_id"]),
        "team": row["team"].lower(),
        "minutes": int(row["minutes"]),
        "roles": _list(row["roles_present"]),
    }


def _observation(row: Row) -> Facts:
    return {
        **_days(row["date"]),
        "observer": row["observer_staff_id"],
        "observer_role": row["observer_role"],
        "observee": row["observee_staff_id"],
        "type": row["type"],
        "minutes": int(row["minutes"]),
        "focus": _list(row["focus"]),
        "feedback": _days(row["feedback_on"])["day"],
        "final": row["finalized"] == "yes",
    }


def _guideline(document: dict[str, Any]) -> Facts:
    return {
        "campuses": document["campus_ids"],
        "bases": document["membership_basis"],
        "per_week": document["meetings_per_week"],
        "minutes": document["minutes"],
        "agenda": document["sample_agenda"],
        "issued": [
            {"campus": row["campus_id"], "day": row["issued_on"].toordinal()}
            for row in document["issued_to"]
        ],
    }


def _days(written: str) -> dict[str, int]:
    """Return a day, the Monday of its week and its month; zeros for a blank."""
    if not written:
        return {"day": 0, "week": 0, "month": 0}
    day = date.fromisoformat(written)
    return {
        "day": day.toordinal(),
        "week": day.toordinal() - day.weekday(),
        "month": _month(day),
    }


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _list(written: str) -> list[str]:
    return written.split(";") if written else []
