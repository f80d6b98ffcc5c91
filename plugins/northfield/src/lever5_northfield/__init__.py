"""Northfield ISD's own requirement: PLC notes are posted soon, on every campus."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lever5_rules import hookimpl
from lever5_rules.authoring import (
    Annotated,
    Campus,
    Campuses,
    Family,
    Judges,
    Level,
    Limit,
    Records,
    Row,
    Rule,
    Verdict,
    at_least,
    entry,
    every,
    kind,
)

LEVER5_API = 1


@kind("plc_note", family=Family.RECORD, office="campus principals", dated_by="posted_on")
class PlcNote(Row):
    """Notes of one PLC meeting that were posted."""

    campus_id: str = entry("Campus", refers_to="campus")
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
def posted_soon(
    notes: Records[PlcNote], campuses: Campuses, most: MaxDays, share: MinShare
) -> Verdict:
    """On each campus nearly all notes are posted soon after the meeting."""
    by_campus = notes.by("campus_id")

    def on_campus(campus: Campus) -> Verdict:
        rows = list(by_campus[campus.campus_id])
        soon = sum(1 for one in rows if (one.posted_on - one.met_on).days <= most.value)
        return at_least(soon / len(rows), share, "Share of notes posted in time")

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
    campuses = ("999001001", "999001101")  # those of the kit's sample district
    days = [(date(2026, 10, 1), date(2026, 10, day)) for day in (1, 2, 3, 1)]
    notes = [
        {"campus_id": campus, "met_on": met_on, "posted_on": posted_on}
        for campus in campuses
        for met_on, posted_on in days
    ]
    return {"add": {"plc_note": notes}}
