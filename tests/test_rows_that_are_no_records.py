"""Rows that are no record decide nothing and are told; what may be a record stays a row."""

import io
from collections.abc import Sequence
from typing import Any

import exporters as ex
import pytest
import xlsxwriter
from mended import Mended, Row, outcome

from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load

KINDS = load_plugins(entry_points=False).kinds
HEADS = ("meeting_id", "date", "type", "campus_id", "team", "minutes")
MEETING = ("M-1", "2026-09-01", "ilt", "999901001", "", "45")
LAST = ("M-2", "2026-09-08", "ilt", "999901001", "", "45")
NONE = ("",) * 5
PASSED = "and no record; it was passed over."
Cells = tuple[str, ...]
NO_RECORDS: dict[str, tuple[str, Cells]] = {
    "the heads": ("heads", HEADS),
    "the heads in other letters": (
        "heads",
        ("Meeting ID", "DATE *", "Type", "Campus Id", "TEAM", "Minutes (whole)"),
    ),
    "the heads of fewer columns": ("heads", ("meeting_id", "date", "type", "", "", "")),
    "dashes": ("dashes", ("---",) * 6),
    "one dash each": ("dashes", ("—",) * 6),
    "a line of signs in some cells": ("dashes", ("====", "", "***", "___", "", "- - -")),
    **{
        f"{text} ({place})": ("foot", (*NONE[:place], text, *NONE[place:]))
        for text in (
            "END OF REPORT",
            "*** End of report ***",
            "Page 3 of 12",
            "Generated on 2026-11-20 by Eduphoria",
            "Report printed 11/20/2026 3:14 PM",
            "(4,108 rows affected)",
        )
        for place in (0, 1, 2, 3)
    },
    **{
        f"{text} ({place})": ("foot", (*NONE[:place], text, *NONE[place:]))
        for text in ("Continued", "(cont'd)", "Confidential", "END", "Page 3", "25 records")
        for place in (0, 1, 3, 5)
    },
    "signs and a foot": ("foot", ("*****", "", "End of Report", "", "", "*****")),
    "totals in a column of ids": ("totals", ("Total", "", "", "", "", "4,120")),
}
RECORDS: dict[str, Cells] = {
    "an id alone": ("M-7", *NONE),
    "an id alone that is a number": ("7", *NONE),
    "a day alone": ("", "2026-09-03", "", "", "", ""),
    "a campus alone": ("", "", "", "999901041", "", ""),
    "a team alone": ("", "", "", "", "Grade 4", ""),
    "a team of that name": ("", "", "", "", "Team", ""),
    "a length alone": ("", "", "", "", "", "45"),
    "a type alone": ("", "", "ilt", "", "", ""),
    "a type that may be a foot": ("", "", "Continued", "", "", ""),
    "a note in place of the day": ("", "after the break", "", "", "", ""),
    "no meetings": ("No meetings were held", *NONE),
    "an id among dashes": ("M-7", "---", "---", "---", "---", "---"),
    "a day among dashes": ("---", "2026-09-03", "---", "---", "---", "---"),
    "the heads with a day": ("meeting_id", "2026-09-03", "type", "campus_id", "team", "minutes"),
    "the heads in another order": ("date", "meeting_id", "type", "campus_id", "team", "minutes"),
    "a foot with a day": ("End of report", "2026-09-03", "", "", "", ""),
    "a foot with a campus": ("Confidential", "", "", "999901041", "", ""),
    "a word in every cell": ("Confidential",) * 6,
    "question marks": ("???",) * 6,
    "placeholders": ("TBD",) * 6,
    "left out": ("...",) * 6,
    "columns too narrow": ("#####",) * 6,
    "an end that is a title": ("End of year review", *NONE),
    "a page that is none": ("Page turners", *NONE),
}


def as_csv(rows: Sequence[Cells], separator: str = ",") -> str:
    return "".join(separator.join(cells) + "\n" for cells in rows)


def as_workbook(rows: Sequence[Cells]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("meeting_log")
        for number, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                sheet.write_string(number, place, cell)
    return buffer.getvalue()


def read(files: dict[str, Any], kind: str = "meeting_log") -> tuple[int, list[str]]:
    """The rows of a kind, and what was told of those that were passed over."""
    bundle = load(Bundle.from_mapping(files), KINDS)
    told = [f"{one.place}: {one.message}" for one in bundle.problems if PASSED in one.message]
    return bundle.tables[kind].size, told


@pytest.mark.parametrize("name", NO_RECORDS)
@pytest.mark.parametrize("form", ["csv", "tsv", "workbook", "memory", "ragged"])
def test_a_row_that_is_no_record_is_passed_over_and_told(name: str, form: str) -> None:
    what, cells = NO_RECORDS[name]
    rows = [HEADS, MEETING, cells, LAST]
    place = "3"
    if form == "workbook":
        files: dict[str, Any] = {"a.xlsx": as_workbook(rows)}
        place = "meeting_log!A3"
    elif form == "memory":
        files = {"meeting_log.csv": [dict(zip(HEADS, row, strict=True)) for row in rows[1:]]}
        place = "1"
    elif form == "ragged":
        while not cells[-1]:
            cells = cells[:-1]
        quoted = tuple(f'"{cell}"' for cell in cells)
        files = {"meeting_log.csv": as_csv([HEADS, MEETING, quoted, LAST])}
    else:
        separator = "\t" if form == "tsv" else ","
        if any("," in cell for cell in cells):
            cells = tuple(f'"{cell}"' for cell in cells)
        files = {f"meeting_log.{form}": as_csv([HEADS, MEETING, cells, LAST], separator)}
    size, told = read(files)
    assert size == 2
    assert len(told) == 1
    assert what in told[0]
    if form != "memory":
        assert told[0].startswith(f"{place}: ")


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("form", ["csv", "workbook"])
def test_a_row_that_may_be_a_record_stays(name: str, form: str) -> None:
    rows = [HEADS, MEETING, RECORDS[name], LAST]
    files: dict[str, Any] = (
        {"a.xlsx": as_workbook(rows)} if form == "workbook" else {"meeting_log.csv": as_csv(rows)}
    )
    assert read(files) == (3, [])


def test_a_person_who_is_not_named_stays_a_row() -> None:
    text = "staff_id,school_year,role,campus_id\nConfidential,,,\ns-1,2026-2027,teacher,999901001\n"
    assert read({"staff_roster.csv": text}, "staff_roster") == (2, [])


def test_a_status_of_a_step_stays_a_row() -> None:
    text = "step_id,system,entered_on,status\n,,,Continued\nS-1,Whetstone,2026-09-01,open\n"
    assert read({"action_step_tracker.csv": text}, "action_step_tracker") == (2, [])


def test_a_foot_in_a_column_that_is_not_read() -> None:
    text = (
        "No,meeting_id,date,type\n1,M-1,2026-09-01,ilt\nEnd of report,,,\n"
        "Some note,,,\n2,M-2,2026-09-08,ilt\n"
    )
    size, told = read({"meeting_log.csv": text})
    assert size == 3
    assert told == [f"3: this row holds the foot of a report, {PASSED}"]


def test_what_stands_in_many_places_is_told_once() -> None:
    heads, *rows = [HEADS, *(MEETING, ("---",) * 6) * 40]
    rows = [(f"M-{at}", *row[1:]) if row[1] != "---" else row for at, row in enumerate(rows)]
    size, told = read({"meeting_log.csv": as_csv([heads, *rows])})
    assert size == 40
    assert told == [
        f"3: this row holds nothing but dashes or other signs, {PASSED} "
        "(So in 39 more places of this file.)"
    ]


def test_an_export_that_a_mapping_reads() -> None:
    files = {
        "district.toml": ex.files_of()["district.toml"],
        "ours.mapping.toml": (
            'target = "meeting_log"\n[fits]\nfiles = ["teams*"]\n[columns]\n'
            'meeting_id = "No"\ndate = "When"\nminutes = "Length"\n[constants]\ntype = "ilt"\n'
        ),
    }
    rows = [
        ("No", "When", "Length", "Note"),
        ("1", "2026-09-01", "45", "x"),
        ("No", "When", "Length", "Note"),
        ("---", "---", "---", "---"),
        ("2", "2026-09-08", "45", "x"),
        ("3", "", "", "x"),
        ("Page 1 of 1", "", "", ""),
        ("Total", "", "90", ""),
    ]
    size, told = read({**files, "teams.csv": as_csv(rows) + "End of report\n"})
    assert size == 3
    assert [one.partition(":")[0] for one in told] == ["3", "4", "7", "8", "9"]
    mapping = files["ours.mapping.toml"].replace('files = ["teams*"]', 'sheets = ["meeting*"]')
    files["ours.mapping.toml"] = mapping
    size, told = read({**files, "book.xlsx": as_workbook(rows)})
    assert size == 3
    assert [one.partition(":")[0] for one in told] == [f"meeting_log!A{at}" for at in (3, 4, 7, 8)]


def inserted(kind: str, cells: dict[str, str] | str, at: int) -> Any:
    def made(district: Mended) -> None:
        heads = list(district.rows(kind)[0])
        row: Row = (
            dict.fromkeys(heads, "") | cells
            if isinstance(cells, dict)
            else {head: cells or head for head in heads}
        )
        district.tables[kind].insert(at, row)

    return made


@pytest.mark.parametrize(
    ("criterion", "kind", "first", "with_half_a_row"),
    [
        ("5.1.2-3", "observation_log", "observation_id", "missing-evidence"),
        ("5.1.2-4", "observation_log", "observation_id", "missing-evidence"),
        ("5.1.2-5", "meeting_log", "meeting_id", "missing-evidence"),
        ("5.2.1-1", "training_calendar", "session_id", "pass"),  # the other sessions are enough
    ],
)
def test_a_verdict_does_not_depend_on_them(
    criterion: str, kind: str, first: str, with_half_a_row: str
) -> None:
    def made(district: Mended) -> None:
        inserted(kind, "", 12)(district)
        inserted(kind, "---", 20)(district)
        inserted(kind, {first: "END OF REPORT"}, len(district.rows(kind)))(district)

    assert outcome(made, criterion) == "pass"
    half_blank = inserted(kind, {first: "X-1"}, 12)
    assert outcome(half_blank, criterion) == with_half_a_row


def test_they_are_told_in_the_report() -> None:
    district = Mended()
    inserted("meeting_log", "", 12)(district)
    report = district.judged("5.1.2-5")
    (told,) = (one for one in report.problems if PASSED in one.message)
    assert told.where == "meeting_log.csv, line 14"
    assert "the heads once more" in told.message
