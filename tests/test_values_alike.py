"""A value is read alike in whatever form it comes: as CSV, in a sheet, in an export of another
system, and a day in TOML and in memory too, where numbers and yes or no have types of their own."""

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter

import lever5_rules as l5
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.load import load

KINDS = load_plugins(entry_points=False).kinds
FORMS = ["csv", "xlsx", "toml", "memory", "export"]
CELLS = ["csv", "xlsx", "export"]
COLUMNS = {
    "observation_log": ("observation_id", "date", "minutes", "feedback_on", "finalized"),
    "training_attendance": ("session_id", "date", "attended"),
}
PROFILE = 'name = "X"\nschool_year = "2026-2027"\n'


def book(kind: str, row: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(kind)
        sheet.write_row(0, 0, list(row))
        for place, value in enumerate(row.values()):
            sheet.write_string(1, place, value)
    return buffer.getvalue()


def files_of(kind: str, row: dict[str, str], form: str) -> dict[str, Any]:
    text = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
    if form == "csv":
        return {f"{kind}.csv": text}
    if form == "xlsx":
        return {"book.xlsx": book(kind, row)}
    if form == "toml":
        lines = [f'{name} = "{value}"' for name, value in row.items()]
        return {f"{kind}.toml": "\n".join([f'kind = "{kind}"', "[[rows]]", *lines])}
    if form == "memory":
        return {f"{kind}.csv": [row]}
    columns = [f'{name} = "X {name}"' for name in row]
    mapping = [
        'kind = "mapping"',
        f'target = "{kind}"',
        "[fits]",
        'files = ["export.csv"]',
        "[columns]",
        *columns,
        "[dates]",
        'timezone = "America/Chicago"',
    ]
    heads = ",".join(f"X {name}" for name in row)
    return {
        "ours.mapping.toml": "\n".join(mapping),
        "export.csv": heads + "\n" + ",".join(row.values()) + "\n",
    }


def read(kind: str, field: str, text: str, form: str) -> Any:
    row = {name: "2026-09-14" if name == "date" else "x1" for name in COLUMNS[kind]}
    row |= {name: "" for name in ("minutes", "feedback_on", "finalized") if name in row}
    bundle = {"district.toml": PROFILE, **files_of(kind, {**row, field: text}, form)}
    district = load(l5.Bundle.from_mapping(bundle), KINDS)
    return district.tables[kind].columns[field].at(0)


DAY = date(2026, 8, 12)
SAID: list[tuple[str, str, str, Any]] = [
    *(("training_attendance", "attended", name, True) for name in ("Y", "y", "1", "Yes", "TRUE")),
    *(("training_attendance", "attended", name, False) for name in ("N", "0", "no", "False")),
    *(("observation_log", "finalized", name, True) for name in ("Y", "1", "t")),
    *(("observation_log", "minutes", text, 8) for text in ("8", "8.0", "8.00", "8 min")),
    *(
        ("observation_log", field, text, DAY)
        for field in ("date", "feedback_on")
        for text in (
            "2026-08-12 00:00:00",
            "2026-08-12T00:00:00",
            "2026-08-12T00:00:00Z",
            "2026-08-12T00:00:00.000Z",
            "2026-08-12T00:00:00+00:00",
            "2026-08-12 00:00",
            "2026-08-12 14:03:22",
            "2026/08/12",
            "2026.8.12",
            "2026-8-12",
            "2026\u201108\u201112",
            "20260812",
            "08-12-2026",
            "8.12.2026",
            "12-Aug-2026",
            "12-Aug-26",
            "12AUG2026",
            "12 August 2026",
            "12th of August 2026",
            "Aug-12-2026",
            "Aug. 12 2026",
            "August\u00a012th 2026",
            "2026-Aug-12",
            "Wednesday 8/12/2026",
            "Wed. 12-Aug-2026 2:03 PM",
            "Aug 12 2026 at 2:03 PM",
        )
    ),
]


@pytest.mark.parametrize(
    ("kind", "field", "text", "meant", "form"),
    [
        (*each, form)
        for each in SAID
        for form in (FORMS if each[1] in ("date", "feedback_on") else CELLS)
    ],
)
def test_a_value_is_the_same_in_every_form(
    kind: str, field: str, text: str, meant: Any, form: str
) -> None:
    assert read(kind, field, text, form) == meant


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("kind", "field", "text"),
    [
        ("training_attendance", "attended", "2"),
        ("training_attendance", "attended", "maybe so"),
        ("observation_log", "minutes", "8.5"),
        ("observation_log", "minutes", "-8"),
        ("observation_log", "date", "2026-08-32"),
        ("observation_log", "date", "2026/13/08"),
        ("observation_log", "date", "20261308"),
        ("observation_log", "date", "08122026"),
        ("observation_log", "date", "46246"),
        ("observation_log", "date", "26-08-12"),
        ("observation_log", "date", "12-08-26-12"),
        ("observation_log", "date", "Aug 12-26"),
        ("observation_log", "date", "Aug-26"),
        ("observation_log", "date", "Aug 12"),
        ("observation_log", "date", "Thursday 8/12/2026"),
        ("observation_log", "date", "Monday"),
    ],
)
def test_what_cannot_be_read_is_unreadable_in_every_form(
    kind: str, field: str, text: str, form: str
) -> None:
    assert read(kind, field, text, form).reason.value == "unreadable"
