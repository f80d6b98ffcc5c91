"""Northfield ISD's own requirement: every PLC posts its notes soon, on every campus."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lever5_rules import hookimpl
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import MeetingType
from lever5_rules.authoring import (
    Annotated,
    Campus,
    Campuses,
    Family,
    Judges,
    Level,
    Limit,
    Records,
    Review,
    Row,
    Rule,
    Text,
    Verdict,
    enough,
    entry,
    every,
    kind,
)

LEVER5_API = 1


@kind("plc_note", family=Family.RECORD, office="campus principals", dated_by="posted_on")
class PlcNote(Row):
    """Notes of one PLC meeting that were posted."""

    campus_id: str = entry("Campus", refers_to="campus")
    team: str = entry("PLC that met, named as in the meeting log", text=Text.CODE)
    met_on: date = entry("Day of the meeting")
    posted_on: date = entry("Day on which the notes were posted")


rule = Rule(
    "northfield:plc-notes",
    judges=Judges.PARTIAL,
    not_judged="whether the notes help those who were absent",
    title="PLC notes are posted soon after the meeting",
    requirement="Each campus posts the notes of its PLC meetings within days of the meeting.",
)

MaxDays = Annotated[Limit[int], "northfield.max_days_to_post"]
MinShare = Annotated[Limit[float], "northfield.min_share_posted"]


@rule.element(level=Level.RECORDED)
def every_meeting(
    meetings: Records[Meeting],
    notes: Records[PlcNote],
    campuses: Campuses,
    review: Review,
    most: MaxDays,
    share: MinShare,
) -> Verdict:
    """On each campus nearly all PLC meetings in the log have notes, once these are due."""
    due = meetings.where(
        type=MeetingType.PLC, date=lambda day: (review.as_of - day).days > most.value
    ).by(Meeting.campus_id)
    posted = notes.tally(PlcNote.campus_id, PlcNote.team, PlcNote.met_on)

    def on_campus(campus: Campus) -> Verdict:
        meetings = list(due[campus.campus_id])
        noted = sum(
            (campus.campus_id, meeting.team, meeting.date) in posted for meeting in meetings
        )
        return enough(
            good=noted,
            of=len(meetings),
            share=share,
            said="PLC meetings have notes",
            remedy="Post the notes that are lacking, and list them in plc_note.csv.",
        )

    return every(campuses, on_campus, name=lambda campus: campus.campus_id, what="Campuses")


@rule.element(level=Level.RECORDED)
def posted_soon(
    notes: Records[PlcNote], campuses: Campuses, most: MaxDays, share: MinShare
) -> Verdict:
    """On each campus nearly all notes are posted soon after the meeting."""
    by_campus = notes.by(PlcNote.campus_id)

    def on_campus(campus: Campus) -> Verdict:
        rows = list(by_campus[campus.campus_id])
        soon = sum(0 <= (row.posted_on - row.met_on).days <= most.value for row in rows)
        return enough(
            good=soon,
            of=len(rows),
            share=share,
            said=f"notes were posted within {most.value} days of the meeting",
            remedy=f"From now on post notes within {most.value} days.",
        )

    return every(campuses, on_campus, name=lambda campus: campus.campus_id, what="Campuses")


@hookimpl
def lever5_criteria() -> Sequence[Rule]:
    return [rule]


@hookimpl
def lever5_kinds() -> Sequence[type]:
    return [PlcNote]


@hookimpl
def lever5_rulesets() -> Mapping[str, Path]:
    return {"northfield": Path(__file__).with_name("northfield.toml")}


@hookimpl
def lever5_sample() -> dict[str, Any]:
    """Notes of each PLC meeting of the kit's sample district, posted on the next day."""
    from lever5_rules.testing import SAMPLE

    notes = [
        {
            "campus_id": row["campus_id"],
            "team": row["team"],
            "met_on": row["date"],
            "posted_on": row["date"] + timedelta(days=1),
        }
        for row in SAMPLE.rows(Meeting)
        if row["type"] == "plc"
    ]
    return {"add": {"plc_note": notes}}
