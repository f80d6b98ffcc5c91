"""Campuses that only records mention, not the profile, and campuses that are yet to open."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from lever5_rules.artifacts.kinds import Family
from lever5_rules.artifacts.tables import Table
from lever5_rules.artifacts.vocabulary import Role

from .days import Days
from .people import Roster
from .reasons import MOST_UNTOLD

_FIRST = attrgetter("first")
LEADING_AND_TEACHING = frozenset(
    {Role.PRINCIPAL, Role.TEACHER, Role.SPECIAL_EDUCATION_TEACHER, Role.EB_TEACHER}
)
"""Roles whose place of work is a campus, unlike those of an office or a bus barn."""


def unlisted_campuses(
    tables: Iterable[Table], roster: Roster, listed: Iterable[str], day: date
) -> tuple[str, ...]:
    """Return campuses that are not listed although principals or teachers work there.

    Records must mention them too, because one wrong id in one place is not a campus. But a campus
    where several people work, enough to affect the outcome, is never dismissed as a misspelt name.
    """
    profile_campuses = set(listed)
    places = [
        post.campus_id
        for post in roster.posts
        if post.role in LEADING_AND_TEACHING and post.on(day) and post.campus_id
    ]
    staff_counts = Counter(place for place in places if place not in profile_campuses)
    if not (staff_counts and profile_campuses):
        return ()
    record_campuses = _collect_record_campuses(tables)
    tolerance = max(1, MOST_UNTOLD * len(places))
    return tuple(
        sorted(
            place
            for place, count in staff_counts.items()
            if place in record_campuses or count > tolerance
        )
    )


def yet_to_open(
    tables: Iterable[Table], roster: Roster, campuses: Mapping[str, Any], day: date
) -> Mapping[str, date]:
    """Return the campuses that open after a day, with their first day.

    It is the profile's, else the day on which the first of its staff starts, if no record mentions
    the campus yet. If all campuses were concerned, none is returned: the day is then before the
    year. `campuses` maps each id to the profile's opening day.
    """
    first_days: dict[str | None, date] = {}
    for post in roster.posts:
        first_days[post.campus_id] = min(post.first, first_days.get(post.campus_id, post.first))
    opening_days = {}
    for campus, opening_day in campuses.items():
        first = opening_day if isinstance(opening_day, date) else first_days.get(campus)
        if first is not None and first > day:
            opening_days[campus] = first
    record_campuses = _collect_record_campuses(tables) if opening_days else ()
    opening_days = {
        campus: first for campus, first in opening_days.items() if campus not in record_campuses
    }
    return opening_days if len(opening_days) < len(campuses) else {}


def opened_during_year(
    campuses: Mapping[str, Any], roster: Roster, days: Days, as_of: date
) -> Mapping[str, date]:
    """Return the campuses that opened after the first day of school, each with its first day.

    It is the profile's, if it has come by `as_of`, or the day on which the first of its staff
    started, if that is earlier. `campuses` maps each id to the profile's opening day.
    """
    start = min(days.students, default=None)
    if start is None:
        return {}
    first_days = {
        post.campus_id: post.first for post in sorted(roster.posts, key=_FIRST, reverse=True)
    }
    opening_days = {
        campus: min(day, first_days.get(campus, day))
        for campus, day in campuses.items()
        if isinstance(day, date) and day <= as_of
    }
    return {campus: day for campus, day in opening_days.items() if day > start}


def _collect_record_campuses(tables: Iterable[Table]) -> frozenset[str]:
    """Return the campuses that records mention."""
    return frozenset(
        item
        for table in tables
        if table.kind.family is Family.RECORD
        for column in table.columns.values()
        if column.info.refers_to == "campus"
        for value in column.values
        for item in (value if isinstance(value, tuple) else (value,))
        if isinstance(item, str)
    )
