"""Opening days of campuses that the observation log contradicts.

A campus is asked for nothing before it opens. A day on which it had long been observed would
excuse it from what the year asks.
"""

from collections import Counter
from datetime import date
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.artifacts.tables import Table
from lever5_rules.core.blanks import Severity
from lever5_rules.core.text import counted

from .reference_problems import Warn

OLDER = 5
"""How many observations before its opening day a campus must have to be open; fewer are slips."""


def without_impossible_openings(
    profile: DocumentArtifact, observations: Table | None, warn: Warn
) -> DocumentArtifact:
    """Return the profile without opening days that come after observations on the campus."""
    campuses = profile.node.campuses
    if observations is None or not isinstance(campuses, tuple):
        return profile
    opened = {
        campus.campus_id: campus.opened_on
        for campus in campuses
        if isinstance(campus.opened_on, date)
    }
    older = _observations_before(opened, observations) if opened else Counter[Any]()
    possible = []
    for index, campus in enumerate(campuses):
        number = older[campus.campus_id] if isinstance(campus.opened_on, date) else 0
        if number >= OLDER:
            message = (
                f"campus {campus.campus_id!r} is to have opened on {campus.opened_on}, and "
                f"{counted(number, 'observation')} there are older. It counts as open all year; "
                "correct opened_on, or the dates of the log."
            )
            place = profile.source.place_of(("campuses", index, "opened_on"))
            warn(profile.source.path, place, message, Severity.WARNING)
            campus = evolve(campus, opened_on=None)
        possible.append(campus)
    return evolve(profile, node=evolve(profile.node, campuses=tuple(possible)))


def _observations_before(opened: dict[Any, date], observations: Table) -> "Counter[Any]":
    days, places = observations.columns["date"], observations.columns["campus_id"]
    pairs = Counter(zip(days.codes, places.codes, strict=True))
    older: Counter[Any] = Counter()
    for (day, place), number in pairs.items():
        campus, when = places.values[place], days.values[day]
        if isinstance(campus, str) and isinstance(when, date) and when < opened.get(campus, when):
            older[campus] += number
    return older
