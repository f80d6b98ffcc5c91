"""CSV files as programs and people write them: read, with a note that says how."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

import lever5_rules as l5

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
FILES = {path.name: path.read_bytes() for path in OAK.iterdir() if path.suffix in (".toml", ".csv")}
LOG = "meeting_log.csv"


def check(changed: dict[str, Any]) -> l5.Report:
    bundle = l5.Bundle.from_mapping({**FILES, **changed})
    return l5.check(bundle, select=("5.2.4-3", "5.3.5-3"), entry_points=False)


def outcomes(report: l5.Report) -> dict[str, str]:
    return {element.id: element.outcome.value for f in report.findings for element in f.elements}


SOUND = outcomes(check({}))


def spelled(column: str, spell: Any) -> dict[str, bytes]:
    """The log with each cell of a column written in another way."""
    rows = list(csv.reader(io.StringIO(FILES[LOG].decode())))
    at = rows[0].index(column)
    for row in rows[1:]:
        row[at] = spell(row[at])
    return {LOG: "\n".join(",".join(row) for row in rows).encode()}


@pytest.mark.parametrize("column", ["date", "campus_id", "minutes", "team", "type"])
@pytest.mark.parametrize("spell", ['="{}"', '"=""{}"""', "'{}"], ids=["formula", "quoted", "mark"])
def test_what_a_spreadsheet_is_to_keep_as_text_is_the_text(column: str, spell: str) -> None:
    report = check(spelled(column, lambda cell: spell.format(cell) if cell else cell))
    assert outcomes(report) == SOUND
    notes = list(report.problems)
    assert {fault.severity.value for fault in notes} <= {"note"}
    if "=" in spell or column in ("date", "minutes", "type"):
        (note,) = notes
        assert note.line == (3 if column == "team" else 2)  # the first row has no team
        assert note.message.startswith(f'{column}: written as ="..." or behind an apostrophe')
        assert "the text inside was read. (So in " in note.message


@pytest.mark.parametrize("cell", ['="a"&"b"', "=A2", "''2026-08-12", "'2026-08-12'"])
def test_what_is_a_formula_or_quoted_is_no_text_inside(cell: str) -> None:
    report = check(spelled("date", lambda _: cell))
    assert "a date such as 2026-09-14 is expected" in report.problems[0].message
