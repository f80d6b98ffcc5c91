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
    *(("meeting_log", "date", *one) for one in DATES.items()),
    *(("staff_roster", "start_date", *one) for one in DATES.items()),
    *(("plc_guideline", "effective_from", *one) for one in DATES.items()),
    *(("plc_guideline", "issued_to.issued_on", *one) for one in DATES.items()),
    *(("meeting_log", "minutes", *one) for one in LENGTHS.items()),
    *(("plc_guideline", "minutes", *one) for one in LENGTHS.items()),
    ("district_profile", "planning_minutes_per_two_weeks", "7.5 hours", 450),
    *(("training_attendance", "attended", *one) for one in ANSWERS.items()),
    *(("district_profile", "planning_time_exempt_doi", *one) for one in ANSWERS.items()),
    *(("district_profile", "campuses.eb_enrolled", *one) for one in ANSWERS.items()),
    *(("staff_roster", "role", *one) for one in ROLES.items()),
    *(("training_calendar", "audience_roles", one, (role,)) for one, role in ROLES.items()),
    *(("collaboration_expectation", "owner_role", *one) for one in ROLES.items()),
    *(("observation_frequency_target", "targets.observer_role", *one) for one in ROLES.items()),
    *(("meeting_log", "campus_id", one, (campus,)) for one, campus in CAMPUSES.items()),
    *(("training_calendar", "campus_ids", one, (campus,)) for one, campus in CAMPUSES.items()),
    *(("plc_guideline", "campus_ids", one, (campus,)) for one, campus in CAMPUSES.items()),
    *(("plc_guideline", "issued_to.campus_id", *one) for one in CAMPUSES.items()),
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
    held = SAMPLE.tables[kind] if KINDS[kind].table else SAMPLE.documents[kind]
    return dict(PROFILE if kind == "district_profile" else held[0])


def changed(kind: str, field: str, said: str) -> dict[str, Any]:
    row, (name, _, inner) = row_of(kind), field.partition(".")
    if inner:
        items = [dict(one) for one in row[name]]
        items[0][inner] = said
        return {**row, name: items}
    listed = KINDS[kind].fields[name].many
    return {**row, name: [one.strip() for one in said.split(";")] if listed else said}


def in_toml(kind: str, field: str, said: str) -> dict[str, Any]:
    body = changed(kind, field, said)
    return {f"{kind}.toml": {"rows": [body]} if KINDS[kind].table else {"kind": kind, **body}}


def in_csv(kind: str, field: str, said: str) -> dict[str, Any]:
    row = {name: texted(value) for name, value in {**row_of(kind), field: said}.items()}
    cells = (f'"{one}"' for one in row.values())
    return {f"{kind}.csv": f"{','.join(row)}\n{','.join(cells)}\n".encode()}


def in_a_workbook(kind: str, field: str, said: str) -> dict[str, Any]:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = kind[:31]
    if KINDS[kind].table:
        row = {**row_of(kind), field: said}
        sheet.append(list(row))
        sheet.append([texted(value) for value in row.values()])
    else:
        sheet.append(["field", "value"])
        for name, value in changed(kind, field, said).items():
            if name in ("sources", "document"):
                continue
            if not KINDS[kind].fields[name].nested:
                sheet.append([name, said if name == field else texted(value)])
                continue
            heads = list(dict.fromkeys(one for item in value for one in item if one != "source"))
            sheet.append([name, *heads])
            for item in value:
                sheet.append([None, *(texted(item.get(one, "")) for one in heads)])
    held = BytesIO()
    book.save(held)
    return {"evidence.xlsx": held.getvalue()}


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


@pytest.mark.parametrize(("kind", "field", "said", "meant"), CASES)
@pytest.mark.parametrize("form", [in_toml, in_csv, in_a_workbook], ids=lambda one: one.__name__)
def test_it_is_read(form: Any, kind: str, field: str, said: str, meant: Any) -> None:
    if form is in_csv and not KINDS[kind].table:
        pytest.skip("a document is no CSV file")
    loaded = read(kind, form(kind, field, said))
    found = value_of(loaded, kind, field)
    assert not isinstance(found, Mark), [one.message for one in loaded.problems]
    assert found == meant or str(found) == str(meant)
    name = field.rpartition(".")[2]
    mine = [one for one in loaded.problems if one.message.startswith(name)]
    assert not [one for one in mine if one.severity is not Severity.NOTE]
    plain = said.lower() in ("yes", "no", "45 min", "t-tess", "ttess") or said[:4] == "2026"
    assert mine or plain, "what was read otherwise is told"


@pytest.mark.parametrize("form", [in_toml, in_csv, in_a_workbook], ids=lambda one: one.__name__)
def test_some_of_the_teachers_are_not_the_teachers(form: Any) -> None:
    loaded = read("training_calendar", form("training_calendar", "audience_roles", "New teachers"))
    assert isinstance(value_of(loaded, "training_calendar", "audience_roles"), Mark)
    (told,) = [one for one in loaded.problems if "only some of those" in one.message]
    assert "'New teachers'" in told.message


def test_twenty_equal_readings_are_one_line_with_a_count() -> None:
    rows = [f"m{one},9/{one}/2026,1 hour" for one in range(1, 21)]
    content = "\n".join(("meeting_id,date,minutes", *rows)).encode()
    loaded = read("meeting_log", {"meeting_log.csv": content})
    told = [one.message for one in loaded.problems if "was read as" in one.message]
    assert told == [
        "date: '9/1/2026' was read as 2026-09-01. (So in 20 rows, first here.)",
        "minutes: '1 hour' was read as 60 minutes. (So in 20 rows, first here.)",
    ]


def test_twenty_equal_faults_are_one_line_with_a_count() -> None:
    rows = [f"m{one},2026-09-{one:02},Faculty huddle" for one in range(1, 21)]
    content = "\n".join(("meeting_id,date,type", *rows)).encode()
    loaded = read("meeting_log", {"meeting_log.csv": content})
    (told,) = [one for one in loaded.problems if one.message.startswith("type")]
    assert "(19 more rows with the same value.)" in told.message
