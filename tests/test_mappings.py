"""Mapping files: any export can be read, nothing personal can be brought in, mistakes are told."""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import exporters as ex
import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import lever5_rules as l5
from lever5_rules.artifacts.tables import Table
from lever5_rules.cli.group import group
from lever5_rules.core.blanks import Mark
from lever5_rules.core.synonyms import NO_WORDS
from lever5_rules.findings.report import Report
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.load import load
from lever5_rules.reading.mappings.mapping_files import parsed
from lever5_rules.reading.mappings.shipped_mappings import SHIPPED
from lever5_rules.testing import District

KINDS = load_plugins(entry_points=False).kinds
PROFILE = ex.files_of()["district.toml"]
ROSTER = (
    b"staff_id,role,campus_id,school_year,start_date\n"
    b"p1,principal,999901001,2026-2027,2020-08-01\n"
    b"t1,teacher,999901001,2026-2027,2020-08-01\n"
    b"t2,teacher,999901101,2026-2027,2020-08-01\n"
    b"t2,teacher_leader,999901101,2026-2027,2020-08-01\n"
)
BOARD = """
target = "observation_log"
[fits]
files = ["board*.csv"]
[columns]
observation_id = "No"
date = "When"
observer_staff_id = "By"
observee_staff_id = "Seen"
minutes = { minutes = ["From", "To"] }
campus_id = "School"
type = "Form"
focus = { column = "Looked at", split = "," }
observee_role = { role_of = "observee_staff_id" }
finalized = { column = "State", otherwise = "no" }
[constants]
observer_role = "principal"
[values.type]
"O3" = "coaching"
[values.finalized]
"Done" = "yes"
[rows]
only = { State = ["Done", "Open"] }
[dates]
order = "mdy"
"""
HEADS = "No,When,By,Seen,From,To,School,Form,Looked at,State,Teacher Name"


def loaded(rows: str, mapping: str = BOARD, heads: str = HEADS) -> Any:
    files = {
        "district.toml": PROFILE,
        "staff_roster.csv": ROSTER,
        "ours.mapping.toml": mapping,
        "board-1.csv": f"{heads}\n{rows}\n",
    }
    return load(l5.Bundle.from_mapping(files), KINDS)


def row_of(table: Table, row: int = 0) -> dict[str, Any]:
    values = {name: column.at(row) for name, column in table.columns.items()}
    return {
        name: f"<{value.reason.value}>" if isinstance(value, Mark) else value
        for name, value in values.items()
    }


def messages_on(value: Any, file: str = "board-1.csv") -> str:
    return "\n".join(
        f"{problem.place}: {problem.message}" for problem in value.problems if problem.file == file
    )


def test_a_mapping_makes_rows_of_a_kind() -> None:
    bundle = loaded(
        '7.0,9/14/2026,p1,t1,10:05,10:29,Cedar Hollow High School,O3,"iep, hqim",Done,Ann Ray\n'
        "8,9/15/26,p1,t1,1:50 PM,2:20 PM,999901001,formal,,Open,\n"
        "\n"
        "9,9/16/2026,p1,t1,,,999901001,coaching,,Planned,"
    )
    table = bundle.tables["observation_log"]
    assert table.size == 2
    first, second = row_of(table), row_of(table, 1)
    assert (first["observation_id"], str(first["date"]), first["minutes"]) == (
        "7",
        "2026-09-14",
        24,
    )
    assert (first["campus_id"], first["type"]) == ("999901001", "coaching")
    assert (first["observer_role"], first["observee_role"]) == ("principal", "teacher")
    assert first["focus"] == ("iep", "hqim")
    assert first["finalized"] is True
    assert (second["minutes"], second["type"], second["finalized"]) == (30, "formal", False)
    assert [table.evidence(row, "minutes").line for row in (0, 1)] == [2, 3]
    assert "1 row did not count: State is not as [rows] asks." in messages_on(bundle)
    assert "Ann" not in repr([vars(column) for column in table.columns.values()])


@pytest.mark.parametrize(
    ("row", "field", "text"),
    [
        ("1,14/9/2026,p1,t1,,,999901001,O3,,Done,", "date", "there is no such day"),
        ("1,Sept 14,p1,t1,,,999901001,O3,,Done,", "date", "is expected"),
        ("1,9/14/2026,p1,t1,10:30,10:05,999901001,O3,,Done,", "minutes", "two times within a day"),
        ("1,9/14/2026,p1,t1,soon,10:05,999901001,O3,,Done,", "minutes", "two times within a day"),
        ("1,9/14/2026,p1,t1,,,999901001,O4,,Done,", "type", "one of coaching"),
        ("1,9/14/2026,p1,t2,,,999901001,O3,,Done,", "observee_role", "more than one role"),
        ("1,9/14/2026,p1,t9,,,999901001,O3,,Done,", "observee_role", "not on the staff roster"),
        ("1,9/14/2026,p1", "date", "the row has 3 cells, the heads 11 columns"),
        ("1,9/14/2026,p1,t1,,,999901001,O3,,Done,,more", "date", "the row has 12 cells"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line_and_is_no_value(
    row: str, field: str, text: str
) -> None:
    good = "0,9/14/2026,p1,t1,10:05,10:29,999901001,O3,,Done,"
    bundle = loaded(f"{good}\n{row}")
    table = bundle.tables["observation_log"]
    assert row_of(table, 1)[field] == "<unreadable>"
    assert row_of(table)[field] != "<unreadable>"
    lines = [
        problem
        for problem in bundle.problems
        if problem.file == "board-1.csv" and text in problem.message
    ]
    assert [line.place for line in lines][:1] == [3]


def test_days_in_a_form_of_their_own() -> None:
    mapping = BOARD.replace('order = "mdy"', 'format = "%b %d, %Y"')
    rows = '1,"Sep 14, 2026",p1,t1,,,999901001,O3,,Done,\n2,9/14/2026,p1,t1,,,,O3,,Done,'
    table = (bundle := loaded(rows, mapping)).tables["observation_log"]
    assert str(row_of(table)["date"]) == "2026-09-14"
    assert row_of(table, 1)["date"] == "<unreadable>"
    assert (
        "3: date is '9/14/2026', which is not a day as this export should write it."
        in messages_on(bundle)
    )


def test_who_cannot_be_looked_up_is_told_once() -> None:
    rows = "\n".join(f"{n},9/14/2026,p1,t9,,,999901001,O3,,Done," for n in range(5))
    assert messages_on(loaded(rows)).count("cannot be looked up in 5 rows") == 1


@pytest.mark.parametrize(
    ("old", "new", "key", "text"),
    [
        ('date = "When"', 'dat = "When"', "dat", "'dat' in [columns] is not a field of"),
        ('date = "When"', 'dat = "When"', "dat", "Did you mean date?"),
        ('"observation_log"', '"observation_logs"', "target", "Did you mean observation_log?"),
        ('"observation_log"', '"plc_guideline"', "target", "name the kind of table"),
        ('"Seen"', '"Teacher Name"', "observee_staff_id", "names are not ids"),
        ('"Seen"', '"Mentor Name"', "observee_staff_id", "names are not ids"),
        ('"Seen"', '"attendee.name"', "observee_staff_id", "names are not ids"),
        ('"Seen"', '"teacher.name"', "observee_staff_id", "lever5 pseudonymize"),
        ('"Seen"', '"teacher.email"', "observee_staff_id", "personal or confidential"),
        ('"Seen"', '"Student ID"', "observee_staff_id", "identifies students"),
        ('"Seen"', '"studentReference.studentUniqueId"', "observee_staff_id", "students"),
        ('"Looked at"', '"Private Notes"', "focus", "personal or confidential"),
        ('"Looked at"', '"overallRating"', "focus", "personal or confidential"),
        ('"Form"', '"Seen"', "type", "holds ids of persons, and type is shown"),
        ('"O3" = "coaching"', '"O3" = "coach"', "O3", "Did you mean coaching?"),
        ('"Done" = "yes"', '"Done" = ["yes"]', "Done", "one text, number"),
        ("split", "splitt", "focus", "Did you mean split?"),
        ('{ role_of = "observee_staff_id" }', '{ role_of = "Seen" }', "observee_role", "a person"),
        ('observee_role = { role_of', 'tool_id = { role_of', "tool_id", "is not a role"),
        ('observer_role = "principal"', 'date = "2026-09-14"', "date", "in [columns] too"),
        ('observer_role = "principal"', 'observer_role = "boss"', "observer_role", "not a word of"),
        ('order = "mdy"', 'order = "ymd"', "order", '"mdy" or "dmy"'),
        ('order = "mdy"', 'timezone = "America/Dallas"', "timezone", "no time zone"),
        ('order = "mdy"', 'format = "%m of %d"', "format", "not a form of a date"),
        ('files = ["board*.csv"]', "", "fits", "say in [fits]"),
        ('["From", "To"]', '["From"]', "minutes", "begin and end"),
        ("[rows]", "[row]", "row", "Did you mean rows?"),
        ('target', 'extends = "grow-observation"\ntarget', "extends", "Did you mean grow-"),
        ('["Done", "Open"]', "3", "State", "list of texts"),
        ('only = { State', 'only = { "Staff Name"', "Staff Name", "names are not ids"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_mapping_is_told_with_its_line(
    old: str, new: str, key: str, text: str
) -> None:
    assert old in BOARD
    mapping = BOARD.replace(old, new, 1)
    bundle = loaded("1,9/14/2026,p1,t1,,,999901001,O3,,Done,", mapping)
    problems = [problem for problem in bundle.problems if problem.file == "ours.mapping.toml"]
    fitting = [problem for problem in problems if text in problem.message]
    assert fitting, messages_on(bundle, "ours.mapping.toml")
    assert all(problem.message.startswith("this mapping cannot be used: ") for problem in fitting)
    line = fitting[0].place
    assert isinstance(line, int) or key in ("target", "row", "State", "Staff Name")
    assert "observation_log" not in bundle.tables
    assert bundle.lost


@pytest.mark.parametrize("text", ["x = [", "target = 3", "", '"\0"', "a" * 3, "[columns]\n" * 2])
def test_a_broken_mapping_is_told_and_the_rest_is_read(text: str) -> None:
    bundle = loaded("1,9/14/2026,p1,t1,,,999901001,O3,,Done,", text)
    assert "cannot be" in messages_on(bundle, "ours.mapping.toml")
    assert bundle.tables["staff_roster"].size == 4


def test_a_mapping_that_fits_nothing_is_told() -> None:
    bundle = loaded("1,9/14/2026", BOARD, "Number,When")
    assert "asks for State in [rows], which is not a column here" in messages_on(bundle)
    bundle = loaded("1,9/14/2026,Done", BOARD, "Number,When,State")
    assert "the mapping ours.mapping.toml reads From and To, which is not a column" in messages_on(
        bundle
    )
    assert "observation_id is not known: the export has no column No." in messages_on(bundle)
    other = BOARD.replace('files = ["board*.csv"]', 'heads = ["Nowhere"]')
    bundle = loaded("1,9/14/2026", other, "Number,When")
    assert "this mapping fits no file of the bundle" in messages_on(bundle, "ours.mapping.toml")
    both = BOARD.replace('files = ["board*.csv"]', 'files = ["board*.csv"]\nheads = ["By", "Nr"]')
    bundle = loaded("1,9/14/2026", both, "Number,By")
    assert "does not fit board-1.csv: it lacks Nr" in messages_on(bundle, "ours.mapping.toml")


OF_SHEETS = BOARD.replace('files = ["board*.csv"]', 'sheets = ["Fall*"]')
ROW = ["7", "9/14/2026", "p1", "t1", "10:05", "10:29", "999901001", "O3", "iep", "Done", "Ann"]


def in_workbook(sheets: Mapping[str, list[list[Any]]], mapping: str = OF_SHEETS) -> Any:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    files = {
        "district.toml": PROFILE,
        "ours.mapping.toml": mapping,
        "book.xlsx": target.getvalue(),
    }
    return load(l5.Bundle.from_mapping(files), KINDS)


def status_of(value: Any) -> dict[str, tuple[str | None, str]]:
    return {file.path: (file.kind, file.status) for file in value.files}


def test_a_sheet_of_a_workbook_is_read_through_a_mapping_with_its_cells_as_places() -> None:
    """Titles stand above its heads; its roles come from a roster that is a later sheet."""
    roster = [line.split(",") for line in ROSTER.decode().split()]
    above = [["Walks of this fall"], []]
    workbook = in_workbook(
        {"Fall '26": [*above, HEADS.split(","), ROW, ["8"]], "staff_roster": roster}
    )
    table = workbook.tables["observation_log"]
    assert table.size == 1  # the other row has no state that counts
    first = row_of(table)
    assert (first["observation_id"], str(first["date"]), first["minutes"]) == (
        "7",
        "2026-09-14",
        24,
    )
    assert (first["type"], first["observee_role"]) == ("coaching", "teacher")
    assert table.evidence(0, "minutes").cell == "Fall '26!A4"
    assert status_of(workbook)["book.xlsx!Fall '26"] == ("observation_log", "read")
    assert status_of(workbook)["ours.mapping.toml"] == ("observation_log", "read")
    assert "through the mapping ours.mapping.toml" in messages_on(workbook, "book.xlsx")


def test_a_mapping_wins_over_the_name_of_a_sheet_and_reads_no_other() -> None:
    mapping = OF_SHEETS.replace('"Fall*"', '"observation_log"').replace("By", "Watcher")
    heads = HEADS.replace("By", "Watcher").split(",")
    workbook = in_workbook({"observation_log": [heads, ROW], "Spring": [heads, ROW]}, mapping)
    assert workbook.tables["observation_log"].size == 1
    assert [item for item in status_of(workbook).items() if item[1][1] == "unknown"]


def test_a_sheet_that_is_named_for_somebody_is_not_named_in_messages() -> None:
    mapping = OF_SHEETS.replace('"Fall*"', '"Dana Reyes"')
    workbook = in_workbook({"Dana Reyes": [HEADS.split(","), ROW]}, mapping)
    assert workbook.tables["observation_log"].evidence(0, "date").cell == "sheet 1!A2"
    assert "Dana" not in repr((workbook.files, workbook.problems))


@pytest.mark.parametrize(
    ("fits", "text"),
    [
        ('sheets = ["Winter"]', "this mapping fits no sheet of a workbook"),
        ('sheets = ["Fall"]\nfiles = ["other.xlsx"]', "this mapping fits no sheet of a workbook"),
        ('sheets = ["Fall"]\nheads = ["Nr"]', "does not fit the sheet Fall of book.xlsx: it lacks"),
    ],
)
def test_a_mapping_that_fits_no_sheet_is_told(fits: str, text: str) -> None:
    mapping = BOARD.replace('files = ["board*.csv"]', fits)
    workbook = in_workbook({"Fall": [HEADS.split(","), ROW]}, mapping)
    assert text in messages_on(workbook, "ours.mapping.toml")
    assert "observation_log" not in workbook.tables


def test_what_a_mapped_sheet_may_not_hold_or_cannot_give_is_told_with_its_cell() -> None:
    workbook = in_workbook({"Fall": [[*HEADS.split(","), "Student ID"], ROW]})
    assert "identifies students" in messages_on(workbook, "book.xlsx")
    assert "observation_log" not in workbook.tables
    broken = [*ROW[:6], "=1+1", *ROW[7:]]
    workbook = in_workbook({"Fall": [HEADS.split(","), ROW, broken]})
    assert workbook.tables["observation_log"].size == 2
    assert "the cell G3 holds a formula without a stored value" in messages_on(
        workbook, "book.xlsx"
    )
    refused = 'refused = "it is not evidence."\n' + OF_SHEETS
    workbook = in_workbook({"Fall": [HEADS.split(","), ROW]}, refused)
    assert status_of(workbook)["book.xlsx!Fall"][1] == "unknown"
    names = [*ROW[:3], "Ann Ray", *ROW[4:]]
    workbook = in_workbook({"Fall": [HEADS.split(","), names]})
    assert "observee_staff_id holds names" in messages_on(workbook, "book.xlsx")
    assert "Ray" not in messages_on(workbook, "book.xlsx")


@pytest.mark.parametrize("person", ["Ann Ray", "Ray, Ann", "a.ray@isd.test", "Ann M. Ray"])
def test_names_in_a_column_of_ids_lose_the_file_and_are_not_shown(person: str) -> None:
    bundle = loaded(f'1,9/14/2026,p1,"{person}",,,999901001,O3,,Done,')
    assert "observee_staff_id holds names or e-mail addresses" in messages_on(bundle)
    assert "Ray" not in messages_on(bundle)
    assert "observation_log" not in bundle.tables
    assert bundle.lost["observation_log"]


def test_an_export_with_a_column_on_students_is_refused() -> None:
    bundle = loaded("1,x", BOARD, "No,Student ID")
    assert "'Student ID' identifies students" in messages_on(bundle)
    assert bundle.lost["observation_log"]


def test_students_in_a_mapped_roster_are_passed_over() -> None:
    mapping = (
        'target = "staff_roster"\n[fits]\nheads = ["sourcedId", "role"]\n[columns]\n'
        'staff_id = "sourcedId"\nrole = "role"\n[constants]\nschool_year = "2026-2027"\n'
        "start_date = 2026-08-01\n"
    )
    bundle = loaded("u1,teacher\nu2,student\nu3,guardian", mapping, "sourcedId,role")
    assert bundle.tables["staff_roster"].size == 5
    assert "2 rows did not count: students and families are never read." in messages_on(bundle)


def test_an_own_mapping_takes_over_a_shipped_one() -> None:
    own = (
        'extends = "grow-observations"\n[fits]\nfiles = ["grow*"]\n[values.type]\n"O3" = "joint"\n'
        '[columns]\ncampus_id = "teachingAssignment.school"\n'
        '[values.campus_id]\n"64f0aa" = "999901101"\n'
    )
    (record,) = ex.grow_observations([{**ex.rows_of("observation_log")[0], "type": "O3"}])
    record["observedAt"] = "2026-09-15T03:30:00Z"  # still the 14th in Texas
    files = {"district.toml": PROFILE, "staff_roster.csv": ROSTER, "a.mapping.toml": own}
    bundle = load(l5.Bundle.from_mapping({**files, "grow.json": ex.as_json([record])}), KINDS)
    row = row_of(bundle.tables["observation_log"])
    assert (row["type"], row["campus_id"]) == ("joint", "999901101")
    assert str(row["date"]) == "2026-09-14"


def test_the_worked_example_of_the_page_is_true() -> None:
    page = (Path(__file__).parent.parent / "docs" / "forms" / "exports.md").read_text("utf-8")
    blocks = dict(re.findall(r"^```(csv|toml)\n((?:.*\n)*?)^```$", page, re.MULTILINE)[:2])
    coach = b"c-12,instructional_coach,999901101,2026-2027,2020-08-01\n"
    files = {
        "district.toml": PROFILE,
        "staff_roster.csv": ROSTER + coach + coach.replace(b"c-12,instr", b"t-88,instr")
        + b"t-91,teacher,999901101,2026-2027,2020-08-01\n",
        "board-fall.csv": blocks["csv"],
        "board.mapping.toml": blocks["toml"],
    }  # fmt: skip
    bundle = load(l5.Bundle.from_mapping(files), KINDS)
    table = bundle.tables["observation_log"]
    assert [row_of(table, n)["finalized"] for n in (0, 1)] == [True, False]
    assert [row_of(table, n)["minutes"] for n in (0, 1)] == [24, 25]
    assert (table.size, row_of(table)["focus"]) == (2, ("iep", "hqim"))
    errors = [problem.message for problem in bundle.problems if problem.severity.value == "error"]
    assert errors == ["feedback_on is not known: the board does not say when feedback was given."]


STRIVE = "{},{},Date of Observation,Evaluation Type,Building,Start Time,End Time,Finalized Date"


def strive(heads: str, row: str) -> Any:
    files = {
        "district.toml": PROFILE,
        "staff_roster.csv": ROSTER,
        "strive.csv": f"{heads}\n{row}\n",
    }
    return load(l5.Bundle.from_mapping(files), KINDS)


def test_strive_is_read_once_names_are_keyed() -> None:
    rest = "2026-09-14,Walkthrough,Cedar Hollow High School,9:00 AM,9:12 AM,2026-09-15"
    named = strive(STRIVE.format("Staff Name", "Assigned Administrator"), f"Ann Ray,Bo Li,{rest}")
    assert "'Staff Name' holds names" in messages_on(named, "strive.csv")
    assert "in a column 'Staff Id'" in messages_on(named, "strive.csv")
    assert named.lost["observation_log"]
    bundle = strive(STRIVE.format("Staff Id", "Administrator Id"), f"t1,p1,{rest}")
    row = row_of(bundle.tables["observation_log"])
    assert (row["type"], row["minutes"], row["finalized"]) == ("walkthrough", 12, True)
    assert (row["observer_role"], row["campus_id"]) == ("principal", "999901001")
    assert row["observation_id"] == "strive-strive-2"
    assert row["feedback_on"] == "<unreadable>"  # it has no such column, so nobody knows
    assert "the export has no column Acknowledged Date" in messages_on(bundle, "strive.csv")


def test_the_activity_tracker_of_strive_is_known_and_no_evidence() -> None:
    bundle = strive(
        "Staff Name,Process,Step,Task,Appraiser,Due Date,Alert Status", "A B,P,1,T,C D,x,y"
    )
    assert "shows due dates and alerts, not that or when" in messages_on(bundle, "strive.csv")
    assert "observation_log" not in bundle.tables


def test_the_other_exports_of_grow() -> None:
    steps = [
        {"_id": f"a{done}", "name": "hunter2", "created": "2026-09-14T15:00:00Z", "creator": "p1",
         "user": "t1", "progress": {"percent": done, "date": "2026-09-20T15:00:00Z"}}
        for done in (100, 100.0, 60)
    ]  # fmt: skip
    meetings = [
        {"_id": "m1", "date": "2026-09-14T15:00:00Z", "type": {"name": "Weekly Data Meeting"},
         "school": {"name": "Pecan Bottom Elementary"}, "isWeeklyDataMeeting": True,
         "participants": [{"user": "t1", "isAbsent": False}], "offweek": off}
        for off in (False, True)
    ]  # fmt: skip
    files = {
        "district.toml": PROFILE,
        "staff_roster.csv": ROSTER,
        "steps.json": ex.as_json(steps),
        "meetings.json": ex.as_json(meetings),
    }
    bundle = load(l5.Bundle.from_mapping(files), KINDS)
    tracker = bundle.tables["action_step_tracker"]
    assert [row_of(tracker, n)["status"] for n in (0, 1, 2)] == ["met", "met", "open"]
    assert [str(row_of(tracker, n)["closed_on"]) for n in (0, 2)] == ["2026-09-20", "None"]
    assert row_of(tracker)["campus_id"] == "999901001"
    assert row_of(tracker)["due_on"] == "<blank_field>"
    log = bundle.tables["meeting_log"]
    assert log.size == 1
    assert row_of(log)["campus_id"] == ("999901101",)
    assert (row_of(log)["type"], row_of(log)["minutes"]) == ("data_meeting", "<blank_field>")


@pytest.mark.parametrize("name", SHIPPED.names)
def test_shipped_mappings_have_no_fault_and_are_shown(name: str) -> None:
    mapping, faults = parsed(name, SHIPPED.data(name), KINDS, NO_WORDS)
    assert (faults, mapping is not None) == ([], True)
    result = CliRunner().invoke(group, ["mappings", name], standalone_mode=False)
    assert 'kind = "mapping"' in result.output
    assert name in CliRunner().invoke(group, ["mappings"], standalone_mode=False).output


def test_a_mapping_is_told_by_its_name() -> None:
    files = {"district.toml": PROFILE, "ours.toml": 'kind = "mapping"\n'}
    bundle = load(l5.Bundle.from_mapping(files), KINDS)
    assert "a name that ends with .mapping.toml" in messages_on(bundle, "ours.toml")


VALUES = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.dates(), st.none()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
KEYS = st.sampled_from(["kind", "title", "target", "extends", "refused", "fits", "columns"]) | (
    st.sampled_from(["constants", "values", "rows", "dates", "pseudonyms"])
)
TABLES = st.dictionaries(
    st.sampled_from(["date", "type", "only", "leave_out", "files", "heads", "order", "minutes"])
    | st.text(max_size=5),
    VALUES | st.fixed_dictionaries({"column": VALUES}) | st.fixed_dictionaries({"first": VALUES}),
    max_size=4,
)


@given(data=st.dictionaries(KEYS, VALUES | TABLES), target=st.sampled_from(sorted(KINDS)))
@settings(max_examples=50, deadline=None)
def test_no_mapping_makes_it_fail(data: Mapping[str, Any], target: str) -> None:
    files: dict[str, Any] = {
        "district.toml": PROFILE,
        "own.mapping.toml": {**data, "target": data.get("target", target)},
        "x.csv": "date,type\n2026-09-14,coaching\n",
    }
    bundle = load(l5.Bundle.from_mapping(files), KINDS)
    crashed = [problem.message for problem in bundle.problems if "failed at it" in problem.message]
    assert not crashed


def check_csv(content: bytes, name: str = "meeting_log.csv") -> Report:
    files = {"district.toml": PROFILE, name: content}
    return l5.check(l5.Bundle.from_mapping(files), select=["5.1.2-5"], entry_points=False)


LOG = "meeting_id,date,type,campus_id,minutes\nM1,2026-09-01,ilt,999901001,45\n"


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (LOG.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + LOG.encode("utf-16-be"), "UTF-16"),
        (LOG.replace(",", ";").encode(), "semicolons"),
        (LOG.replace(",", "\t").encode(), "tabs"),
        (b"sep=;\r\n" + LOG.replace(",", ";").encode(), "semicolons"),
        (LOG.replace(",", "\t").encode("utf-16"), "tabs"),
    ],
    ids=["utf-16", "big-endian", "semicolons", "tabs", "declared", "as Excel writes it"],
)
def test_csv_of_other_countries_and_programs_is_read(content: bytes, note: str) -> None:
    files = {"district.toml": PROFILE, "meeting_log.csv": content}
    bundle = load(l5.Bundle.from_mapping(files), KINDS)
    table = bundle.tables["meeting_log"]
    assert (row_of(table)["minutes"], row_of(table)["campus_id"]) == (45, ("999901001",))
    assert table.evidence(0, "minutes").line == (3 if content.startswith(b"sep") else 2)
    assert note in messages_on(bundle, "meeting_log.csv")
    assert not bundle.lost


@pytest.mark.parametrize(
    ("content", "line", "text"),
    [
        (LOG + "M2,2026-09-08,ilt,999901001,45\nM3," + "x" * 140_000 + ",ilt,1,45\n", 4, "131072"),
        (LOG + 'M2,"2026-09-08,ilt,999901001,45\nM3,2026-09-15,ilt,999901001,45\n', 3, "never clo"),
        (LOG + 'M2,"2026"-09-08,ilt,999901001,45\n', 3, "quotation mark within a cell"),
        (LOG + "M2,2026-09-08\n", 3, "the row has 2 cells, the heads 5 columns"),
        (LOG + "M2,caf\xe9,ilt,1,45\n", 3, "CSV UTF-8"),
    ],
    ids=["long cell", "open quotation", "inner quotation", "short row", "latin-1"],
)
def test_damaged_csv_is_told_with_file_and_row(content: str, line: int, text: str) -> None:
    report = check_csv(content.encode("latin-1"))
    assert report.complete
    problems = [problem for problem in report.problems if problem.file == "meeting_log.csv"]
    assert [problem.place for problem in problems if text in problem.message] == [line]
    assert report.accounting.passed == 0


def test_utf_16_that_breaks_off_is_told() -> None:
    report = check_csv(LOG.encode("utf-16")[:-1])
    assert any("UTF-16 text and breaks off" in problem.message for problem in report.problems)


def test_an_open_quotation_in_the_last_column_does_not_swallow_rows() -> None:
    teams = ["math", '"math', "math", "math"]
    rows = [f"M{n},2026-09-0{n + 1},plc,999901001,45,{team}" for n, team in enumerate(teams)]
    text = "\n".join(["meeting_id,date,type,campus_id,minutes,team", *rows, ""])
    report = check_csv(text.encode())
    assert [problem.place for problem in report.problems if "never closed" in problem.message] == [
        3
    ]


def brings(**files: Path) -> SimpleNamespace:
    return SimpleNamespace(
        __name__="brings", LEVER5_API=1, lever5_mappings=l5.hookimpl(lambda: files)
    )


def test_a_mapping_of_a_plugin_reads_as_a_shipped_one_does(tmp_path: Path) -> None:
    ours, wrong = tmp_path / "ours.toml", tmp_path / "wrong.toml"
    text = 'title = "Ours"\ntarget = "assessment_calendar"\n[fits]\nheads = ["Our Test"]\n'
    ours.write_text(f'{text}[columns]\nassessment_id = "Our Test"\n', encoding="utf-8")
    wrong.write_text(text.replace("assessment_calendar", "assessment_calender"), encoding="utf-8")
    files = {**District.bare().files(), "tests.csv": b"Our Test\nSTAAR\n"}
    report = l5.check(
        l5.Bundle.from_mapping(files), plugins=[brings(ours=ours, wrong=wrong)], entry_points=False
    )
    assert {file.path: file.kind for file in report.files}["tests.csv"] == "assessment_calendar"
    messages = [
        problem.message for problem in report.problems if "mapping wrong" in problem.message
    ]
    assert len(messages) == 1
    assert "Did you mean assessment_calendar?" in messages[0]


def test_a_mapping_that_a_plugin_claims_twice_is_refused(tmp_path: Path) -> None:
    loaded = load_plugins([brings(**{"edfi-staff": tmp_path})], entry_points=False)
    assert "claims the mapping edfi-staff" in loaded.failures[0].message
