"""The districts of benchmarks/peers.py: the mended example, altered, and twenty times of it."""

from collections.abc import Callable
from datetime import date

from growth import Row, Sheets, campuses

TIMES = 20


def alter(change: Callable[[Sheets], None]) -> Callable[[Sheets], Sheets]:
    def altered(sheets: Sheets) -> Sheets:
        altered_sheets = sheets.copy()
        change(altered_sheets)
        return altered_sheets

    return altered


def _set(table: str, where: Callable[[Row], bool], **values: str) -> Callable[[Sheets], Sheets]:
    """Return a change of the rows of a table."""

    def change(sheets: Sheets) -> None:
        for row in filter(where, sheets.tables[table]):
            row.update(values)

    return alter(change)


def _without(table: str, where: Callable[[Row], bool]) -> Callable[[Sheets], Sheets]:
    def change(sheets: Sheets) -> None:
        sheets.tables[table] = [row for row in sheets.tables[table] if not where(row)]

    return alter(change)


def _state(**values: object) -> Callable[[Sheets], Sheets]:
    """Return a change of one of the guidelines."""
    return alter(lambda sheets: sheets.documents["plc_guideline-secondary.toml"].update(values))


def _issued_late(sheets: Sheets) -> None:
    issued = sheets.documents["plc_guideline-secondary.toml"]["issued_to"]
    issued[0]["issued_on"] = date(2027, 1, 11)


def _visit(row: Row) -> bool:
    return row["observee_role"] == "principal" and row["type"] != "appraisal_conference"


ALTERED: dict[str, Callable[[Sheets], Sheets]] = {
    "as given": Sheets.copy,
    "no PLC in September at one campus": _without(
        "meeting_log",
        lambda row: (
            row["type"] == "plc"
            and row["campus_id"] == "999901102"
            and row["date"].startswith("2026-09")
        ),
    ),
    "PLCs of one campus too short": _set(
        "meeting_log",
        lambda row: row["type"] == "plc" and row["campus_id"] == "999901041",
        minutes="40",
    ),
    "teachers in no PLC": _set(
        "staff_roster",
        lambda row: row["role"] == "teacher" and row["campus_id"] == "999901103",
        plc_team="none",
    ),
    "two PLC meetings a week asked": _state(meetings_per_week=2),
    "one PLC meeting in two weeks asked": _state(meetings_per_week=0.5),
    "PLC meetings of 30 minutes asked": _state(minutes=30),
    "PLCs of the whole staff": _state(membership_basis=["whole_staff"]),
    "a guideline issued late": alter(_issued_late),
    "a principal visited in one month": _without(
        "observation_log",
        lambda row: (
            _visit(row)
            and row["campus_id"] == "999901001"
            and not row["date"].startswith("2026-09")
        ),
    ),
    "visits as drafts": _set(
        "observation_log",
        lambda row: _visit(row) and row["date"] < "2026-10",
        finalized="no",
    ),
    "visits to classrooms only": _set("observation_log", _visit, focus="instruction"),
    "one principal not seen leading": _set(
        "observation_log",
        lambda row: _visit(row) and row["campus_id"] == "999901041",
        focus="instruction",
    ),
    "no feedback at one campus": _set(
        "observation_log",
        lambda row: _visit(row) and row["campus_id"] == "999901101",
        feedback_on="",
    ),
    "feedback after two weeks": _set(
        "observation_log",
        lambda row: _visit(row) and row["date"].startswith("2026-09"),
        feedback_on="2026-10-20",
    ),
}


def large(sheets: Sheets) -> Sheets:
    """Return a district with twenty times the campuses, to all of which the guidelines went."""
    grown = campuses(sheets, TIMES)
    for document in grown.documents.values():
        if document["kind"] == "plc_guideline":
            day = document["issued_to"][0]["issued_on"]
            document["issued_to"] = [
                {"campus_id": identifier, "issued_on": day} for identifier in document["campus_ids"]
            ]
    return grown
