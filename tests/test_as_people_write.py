"""What people write is read alike in a workbook, a CSV file and TOML, in every kind of field."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from calendars import WORDS

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.core.blanks import Mark, Severity
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.testing import SAMPLE

KINDS = load_plugins(entry_points=False).kinds
PROFILE = {
    "district_id": "999001",
    "name": "Sample ISD",
    "school_year": "2026-2027",
    "campuses": [
        {"campus_id": "999001101", "name": "Quarry Road Elementary", "division": "elementary"},
        {"campus_id": "999001001", "name": "Mesa High School", "division": "high"},
    ],
}
DATES = {
    "Sept 14, 2026": "2026-09-14",
    "September 14, 2026": "2026-09-14",
    "14 Sep 2026": "2026-09-14",
    "9/14/2026": "2026-09-14",
    "9/5/2026": "2026-09-05",
    "9/14/26": "2026-09-14",
    "9/14/2026 10:02:11": "2026-09-14",
    "2026-09-14 10:02:11": "2026-09-14",
}
LENGTHS = {"1 hour": 60, "3 hours": 180, "1.5 hrs": 90, "45 min": 45, "1 hr 30 min": 90}
ANSWERS = {"Y": True, "N": False, "Yes": True, "no": False}
ROLES = {
    "Instr. Coach": "instructional_coach",
    "Superintendent": "district_leader",
    "AP": "assistant_principal",
    "SPED Teacher": "special_education_teacher",
}
CAMPUSES = {
    "Quarry Road Elementary": "999001101",
    "Quarry Road": "999001101",
    "quarry road elem": "999001101",
    "Mesa HS": "999001001",
    "Mesa": "999001001",
}
CASES = [
    *(("meeting_log", "date", *item) for item in DATES.items()),
    *(("staff_roster", "start_date", *item) for item in DATES.items()),
    *(("plc_guideline", "effective_from", *item) for item in DATES.items()),
    *(("plc_guideline", "issued_to.issued_on", *item) for item in DATES.items()),
    *(("meeting_log", "minutes", *item) for item in LENGTHS.items()),
    *(("plc_guideline", "minutes", *item) for item in LENGTHS.items()),
    ("district_profile", "planning_minutes_per_two_weeks", "7.5 hours", 450),
    *(("training_attendance", "attended", *item) for item in ANSWERS.items()),
    *(("district_profile", "planning_time_exempt_doi", *item) for item in ANSWERS.items()),
    *(("district_profile", "campuses.eb_enrolled", *item) for item in ANSWERS.items()),
    *(("staff_roster", "role", *item) for item in ROLES.items()),
    *(("training_calendar", "audience_roles", name, (role,)) for name, role in ROLES.items()),
    *(("collaboration_expectation", "owner_role", *item) for item in ROLES.items()),
    *(("observation_frequency_target", "targets.observer_role", *item) for item in ROLES.items()),
    *(("meeting_log", "campus_id", name, (campus,)) for name, campus in CAMPUSES.items()),
    *(("training_calendar", "campus_ids", name, (campus,)) for name, campus in CAMPUSES.items()),
    *(("plc_guideline", "campus_ids", name, (campus,)) for name, campus in CAMPUSES.items()),
    *(("plc_guideline", "issued_to.campus_id", *item) for item in CAMPUSES.items()),
    ("district_profile", "appraisal_system", "T-TESS", "ttess"),
    ("district_profile", "appraisal_system", "TTESS", "ttess"),
    ("district_profile", "campuses.division", "Secondary", "other"),
    ("district_profile", "campuses.division", "Junior High", "middle"),
    ("district_profile", "content_areas", "ELAR; Maths", ("rla", "math")),
    ("meeting_log", "type", "PLC Meeting", "plc"),
    ("meeting_log", "type", "PLC Mtg", "plc"),
    ("staff_roster", "role", "New teachers", "teacher"),
    ("training_attendance", "role", "New Teacher", "teacher"),
]


def row_of(kind: str) -> dict[str, Any]:
    table = SAMPLE.tables[kind] if KINDS[kind].table else SAMPLE.documents[kind]
    return dict(PROFILE if kind == "district_profile" else table[0])


def changed(kind: str, field: str, text: str) -> dict[str, Any]:
    row, (name, _, inner) = row_of(kind), field.partition(".")
    if inner:
        items = [dict(item) for item in row[name]]
        items[0][inner] = text
        return {**row, name: items}
    listed = KINDS[kind].fields[name].many
    return {**row, name: [word.strip() for word in text.split(";")] if listed else text}


def in_toml(kind: str, field: str, text: str) -> dict[str, Any]:
    body = changed(kind, field, text)
    return {f"{kind}.toml": {"rows": [body]} if KINDS[kind].table else {"kind": kind, **body}}


def in_csv(kind: str, field: str, text: str) -> dict[str, Any]:
    row = {name: texted(value) for name, value in {**row_of(kind), field: text}.items()}
    cells = (f'"{value}"' for value in row.values())
    return {f"{kind}.csv": f"{','.join(row)}\n{','.join(cells)}\n".encode()}


def in_a_workbook(kind: str, field: str, text: str) -> dict[str, Any]:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = kind[:31]
    if KINDS[kind].table:
        row = {**row_of(kind), field: text}
        sheet.append(list(row))
        sheet.append([texted(value) for value in row.values()])
    else:
        sheet.append(["field", "value"])
        for name, value in changed(kind, field, text).items():
            if name in ("sources", "document"):
                continue
            if not KINDS[kind].fields[name].nested:
                sheet.append([name, text if name == field else texted(value)])
                continue
            heads = list(dict.fromkeys(head for item in value for head in item if head != "source"))
            sheet.append([name, *heads])
            for item in value:
                sheet.append([None, *(texted(item.get(head, "")) for head in heads)])
    buffer = BytesIO()
    book.save(buffer)
    return {"evidence.xlsx": buffer.getvalue()}


def texted(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def value_of(loaded: LoadedBundle, kind: str, field: str) -> Any:
    name, _, inner = field.partition(".")
    if KINDS[kind].table:
        return loaded.tables[kind].columns[name].at(0)
    node = loaded.documents[kind][0].node
    return getattr(getattr(node, name)[0], inner) if inner else getattr(node, name)


def read(kind: str, files: Mapping[str, Any]) -> LoadedBundle:
    profile = {} if kind == "district_profile" else {"district.toml": PROFILE}
    return load(Bundle.from_mapping({**profile, **files}), KINDS, WORDS)


@pytest.mark.parametrize(("kind", "field", "text", "meant"), CASES)
@pytest.mark.parametrize(
    "form", [in_toml, in_csv, in_a_workbook], ids=lambda function: function.__name__
)
def test_it_is_read(form: Any, kind: str, field: str, text: str, meant: Any) -> None:
    if form is in_csv and not KINDS[kind].table:
        pytest.skip("a document is not a CSV file")
    loaded = read(kind, form(kind, field, text))
    value = value_of(loaded, kind, field)
    assert not isinstance(value, Mark), [problem.message for problem in loaded.problems]
    assert value == meant or str(value) == str(meant)
    name = field.rpartition(".")[2]
    mine = [problem for problem in loaded.problems if problem.message.startswith(name)]
    assert not [problem for problem in mine if problem.severity is not Severity.NOTE]
    plain = text.lower() in ("yes", "no", "45 min", "t-tess", "ttess") or text[:4] == "2026"
    assert mine or plain, "what was read otherwise is told"


@pytest.mark.parametrize(
    "form", [in_toml, in_csv, in_a_workbook], ids=lambda function: function.__name__
)
def test_some_of_the_teachers_are_not_the_teachers(form: Any) -> None:
    loaded = read("training_calendar", form("training_calendar", "audience_roles", "New teachers"))
    assert isinstance(value_of(loaded, "training_calendar", "audience_roles"), Mark)
    (problem,) = [problem for problem in loaded.problems if "only some of those" in problem.message]
    assert "'New teachers'" in problem.message


def test_twenty_equal_readings_are_one_line_with_a_count() -> None:
    rows = [f"m{number},9/{number}/2026,1 hour" for number in range(1, 21)]
    content = "\n".join(("meeting_id,date,minutes", *rows)).encode()
    loaded = read("meeting_log", {"meeting_log.csv": content})
    messages = [problem.message for problem in loaded.problems if "was read as" in problem.message]
    assert messages == [
        "date: '9/1/2026' was read as 2026-09-01. (So in 20 rows, first here.)",
        "minutes: '1 hour' was read as 60 minutes. (So in 20 rows, first here.)",
    ]


def test_twenty_equal_faults_are_one_line_with_a_count() -> None:
    rows = [f"m{number},2026-09-{number:02},Faculty huddle" for number in range(1, 21)]
    content = "\n".join(("meeting_id,date,type", *rows)).encode()
    loaded = read("meeting_log", {"meeting_log.csv": content})
    (problem,) = [problem for problem in loaded.problems if problem.message.startswith("type")]
    assert "(19 more rows with the same value.)" in problem.message
