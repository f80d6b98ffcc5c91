"""docs/privacy.md names a test for each promise; those that stood nowhere else stand here."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import lever5_rules as l5
from lever5_rules.authoring import Family, Row, entry, kind
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.load import load
from lever5_rules.reading.privacy.personal_data import personal
from lever5_rules.testing import plugin_of

ROOT = Path(__file__).resolve().parent.parent
KINDS = load_plugins(entry_points=False).kinds
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
NAME = "Quetzalli Ong"


def test_each_promise_has_its_test() -> None:
    table = PAGE.partition("## How each promise is held")[2]
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]
    assert len(rows) > 20
    for row in rows:
        named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", row)
        assert named, row
        for file, test in named:
            source = (ROOT / "tests" / file).read_text(encoding="utf-8")
            assert f"def {test}(" in source, test


def form(key: str) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("plc_guideline")
        for number, row in enumerate((("field", "value"), ("minutes", "45"), (key, NAME))):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


KEYED: dict[str, dict[str, Any]] = {
    "toml": {"plc_guideline.toml": f'student_name = "{NAME}"\nminutes = 45\n'},
    "in a list": {"plc_guideline.toml": f'minutes = 45\n[[issued_to]]\nstudent_id = "{NAME}"\n'},
    "in a source": {
        "plc_guideline.toml": f'minutes = 45\n[sources.minutes]\npage = 3\npupil_name = "{NAME}"\n'
    },
    "in a sheet": {"book.xlsx": form("Student Name")},
    "in memory": {"plc_guideline.toml": {"minutes": 45, "guardian": NAME}},
}


@pytest.mark.parametrize("where", KEYED)
def test_a_key_on_a_student_is_refused_and_the_rest_is_read(where: str) -> None:
    bundle = load(l5.Bundle.from_mapping(KEYED[where]), KINDS)
    problems = [problem for problem in bundle.problems if "identifies students" in problem.message]
    assert len(problems) == 1
    assert "remove it" in problems[0].message
    (document,) = bundle.documents["plc_guideline"]
    assert document.node.minutes == 45
    assert NAME not in repr((bundle.problems, bundle.documents))


@pytest.mark.parametrize("head", [NAME, "Quetzalli", "Zzyzx Qwv", "Rm 4 roommates"])
def test_a_head_that_is_in_no_list_is_not_read_nor_repeated(head: str) -> None:
    rows = f"meeting_id,date,{head}\nM-1,2026-09-14,remark-42\n"
    bundle = load(l5.Bundle.from_mapping({"meeting_log.csv": rows}), KINDS)
    table = bundle.tables["meeting_log"]
    assert table.size == 1
    message = repr([problem.message for problem in bundle.problems])
    assert "is not a column of" in message or "not read" in message or "unknown" in message, message
    assert head not in message
    assert "remark-42" not in message + repr(table)


@kind("student_walk", family=Family.RECORD, office="campus principals", dated_by="held_on")
class StudentWalk(Row):
    """A walk that students lead."""

    student_id: str = entry("The number of the walk, by an odd name")
    held_on: date = entry("Day of the walk")


def test_a_kind_of_a_plugin_that_declares_students_is_refused() -> None:
    loaded = load_plugins([plugin_of([], kinds=[StudentWalk])], entry_points=False)
    assert "student_walk" not in loaded.kinds
    assert any("which names students" in failure.message for failure in loaded.failures)


@pytest.mark.parametrize(
    "text",
    [
        "ask a.b＠example.org",
        "ask a.b@еxample.org",
        "ask a\u200b.b@exam\u00adple.org",
        "call 449–12–3456",
        "call 449\u201112\u20113456",
        "call ４４９-12-3456",
        "call 449\u200b-12-3456",
        "SSN 449 12\u00a03456",
    ],
)
def test_a_disguised_value_is_told(text: str) -> None:
    assert personal(text)


MENDED = ROOT / "examples" / "cedar-hollow-isd-mended"
LOG = "observation_log.csv"
COLUMNS = [name for name, info in KINDS["observation_log"].fields.items() if not info.person]


def with_ids_in(column: str) -> tuple[set[str], l5.Report]:
    """The ids of the people who were observed, and the report where they stand in a column, too."""
    files = {
        path.name: path.read_bytes()
        for path in MENDED.rglob("*")
        if path.suffix in (".toml", ".csv")
    }
    rows = list(csv.DictReader(io.StringIO(files[LOG].decode())))
    people = {row["observee_staff_id"] for row in rows}
    for number, row in enumerate(rows):
        who = row["observee_staff_id"]
        row[column] = who if column != "observation_id" else f"{who}-{number // 2}"
    made = io.StringIO()
    writer = csv.DictWriter(made, COLUMNS_OF_LOG)
    writer.writeheader()
    writer.writerows(rows)
    files[LOG] = made.getvalue().encode()
    return people, l5.check(l5.Bundle.from_mapping(files), entry_points=False)


COLUMNS_OF_LOG = list(KINDS["observation_log"].fields)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_staff_id_in_another_column_is_not_repeated(column: str) -> None:
    people, report = with_ids_in(column)
    text = report.to_json()
    assert not [one for one in people if one in text]


def test_a_number_of_somebody_in_another_column_is_not_repeated() -> None:
    files = {
        "district.toml": {"name": "X", "school_year": "2026-2027", "campuses": CAMPUSES},
        "staff_roster.csv": "staff_id,role\n100234,teacher\n100235,teacher\n",
        "meeting_log.csv": "meeting_id,date,campus_id\nM-1,100234,100235\nM-2,1002340,999901102\n",
    }
    told = " ".join(one.message for one in load(l5.Bundle.from_mapping(files), KINDS).problems)
    assert "date is (a staff id); a date such as 2026-09-14 is expected." in told
    assert "100234" not in told.replace("'1002340'", "")
    assert "100235" not in told


CAMPUSES = [{"campus_id": "999901101", "name": "North"}]
