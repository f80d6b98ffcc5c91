"""Changes of the sample district that several cases make."""

from collections.abc import Callable, Mapping
from typing import Any

from lever5_rules.artifacts.denominators import StaffAssignment
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.testing import SAMPLE, District

Case = tuple[District, str] | tuple[District, str, District, str]
"""A district in which an element is a gap, with the reason, and one in which it is missing.

Where the second is left out, the artifact that decides is taken away.
"""
Row = Mapping[str, Any]


def items(kind: type, field: str, change: Callable[[dict[str, Any]], Any], at: int = 0) -> District:
    """The sample with each item of a list field changed; None leaves it out."""
    changed = [change(dict(item)) for item in SAMPLE.document(kind, at)[field]]
    kept: dict[str, Any] = {field: [item for item in changed if item is not None]}
    return SAMPLE.but(kind, at=at, **kept)


def absent(session: str, *, campus: str | None = None, role: str | None = None) -> District:
    """Nobody came to the sessions whose id begins so: of a campus, or in a role."""
    return SAMPLE.but(
        Attendance,
        where=lambda row: (
            row["session_id"].startswith(session)
            and (campus is None or row["campus_id"] == campus)
            and (role is None or row["role"] == role)
        ),
        attended=False,
    )


def without_topic(topic: str) -> District:
    """Sessions, resources and meetings that leave one topic out."""
    district = SAMPLE
    rows = SAMPLE.rows(TrainingSession)
    changed = [
        {**row, "topic_codes": [code for code in row["topic_codes"] if code != topic] or ["other"]}
        for row in rows
    ]
    return district.without_rows(TrainingSession, lambda row: True).with_rows(
        TrainingSession, *changed
    )


def without_sessions(*begins: str) -> District:
    """The calendar without the sessions whose id begins so."""
    return SAMPLE.without_rows(TrainingSession, lambda row: row["session_id"].startswith(begins))


def never_employed(district: District, role: str, campus: str | None = None) -> District:
    """Nobody has held the role (there): neither the roster nor a record knows of anybody."""

    def gone(row: Row) -> bool:
        return row["role"] == role and campus in (None, row["campus_id"])

    people = {row["staff_id"] for row in district.rows(StaffAssignment) if gone(row)}
    meetings = [
        {**row, "roles_present": [item for item in row["roles_present"] if item != role]}
        if campus is None and row.get("roles_present")
        else row
        for row in district.rows(Meeting)
    ]
    return (
        district.without_rows(StaffAssignment, gone)
        .without_rows(
            Observation,
            lambda row: not people.isdisjoint((row["observer_staff_id"], row["observee_staff_id"])),
        )
        .without_rows(Attendance, lambda row: row["staff_id"] in people)
        .without_rows(Meeting, lambda row: True)
        .with_rows(Meeting, *meetings)
    )
