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


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-be", "utf-16"])
def test_a_wide_encoding_is_known_by_its_byte_order_mark(encoding: str) -> None:
    text = FILES[LOG].decode()
    content = text.encode(encoding) if encoding != "utf-32-be" else f"\ufeff{text}".encode(encoding)
    report = check({LOG: content})
    assert outcomes(report) == SOUND
    name = encoding.upper().removesuffix("-BE")
    assert [fault.message for fault in report.problems] == [
        f"it is {name} text, and was read as such."
    ]
    broken = check({LOG: content[:-1]})
    assert f"it begins as {name} text and breaks off" in broken.problems[0].message


def test_vertical_bars_separate_like_semicolons_and_tabs() -> None:
    report = check({LOG: FILES[LOG].replace(b",", b"|")})
    assert outcomes(report) == SOUND
    assert [fault.message for fault in report.problems] == [
        "its cells are separated by vertical bars, and were read so."
    ]


TITLES = 'Meetings of the school\n"Fall; spring, and more"\n\n'


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_titles_above_the_heads_are_passed_over(separator: str, end: str) -> None:
    table = io.StringIO()
    rows = csv.reader(io.StringIO(FILES[LOG].decode()))
    csv.writer(table, delimiter=separator, lineterminator="\n").writerows(rows)
    lines = (TITLES + table.getvalue()).splitlines()
    report = check({LOG: end.join([*lines, "one cell"]).encode()})
    *_, note = [fault.message for fault in report.problems if fault.severity.value == "note"]
    assert note == "the heads stand on line 4; what is above was not read."
    (fault,) = [fault for fault in report.problems if fault.severity.value == "error"]
    assert fault.line == len(lines) + 1
    assert outcomes(check({LOG: end.join(lines).encode()})) == SOUND


def test_rows_above_the_heads_are_not_taken_for_titles() -> None:
    heads, first, *others = FILES[LOG].decode().splitlines()
    report = check({LOG: "\n".join([first, heads, *others]).encode()})
    fault = report.problems[0]
    assert fault.line == 2
    assert "the heads stand on line 2, below a row of cells. Take away what is" in fault.message
    assert outcomes(report) != SOUND


def test_titles_hide_no_column_of_students() -> None:
    lines = FILES[LOG].decode().splitlines()
    spoilt = "\n".join(
        [TITLES + lines[0] + ",Student Name", *[f"{line},Ann" for line in lines[1:]]]
    )
    report = check({LOG: spoilt.encode()})
    assert any("student" in fault.message.lower() for fault in report.problems)
    assert outcomes(report) != SOUND
    assert not any("Ann" in fault.message for fault in report.problems)


def with_columns(*heads: str) -> l5.Report:
    lines = FILES[LOG].decode().splitlines()
    spare = "," * len(heads)
    wide = [",".join([lines[0], *heads]), *[line + spare for line in lines[1:]]]
    return check({LOG: "\n".join(wide).encode()})


def test_a_few_unknown_columns_are_told_one_by_one() -> None:
    report = with_columns(*[f"number {at}" for at in range(12)])
    assert len(report.problems) == 12
    assert outcomes(report) == SOUND


def test_many_unknown_columns_are_told_together() -> None:
    report = with_columns("minuts", *[f"number {at}" for at in range(8000)])
    misspelt, others = report.problems
    assert "Did you mean minutes?" in misspelt.message
    assert others.line == 1
    assert others.message == (
        "not read: 8000 columns that meeting_log does not have, such as 'number 0', 'number 1', "
        "'number 2', 'number 3' and 'number 4'."
    )
    assert outcomes(report) == SOUND
