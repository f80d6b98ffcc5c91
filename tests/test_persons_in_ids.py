"""Ids of records, titles and places that name a person or hold a number of theirs."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import lever5_rules as l5
from lever5_rules.artifacts.fields import FieldInfo, Text, item_fields
from lever5_rules.artifacts.training import TrainingResource
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.privacy.refused_values import refused, suspect
from lever5_rules.reports import FORMATS, writer

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
KINDS = load_plugins((), entry_points=False).kinds
PERSONAL = """
123-45-6789
SSN 123-45-6789
ssn_123456789
OB 123-45-6789
OB-123-45-6789
123‑45‑6789
Ms. Zorblatt
Ms. Zorblatt 123-45-6789
Mrs. Zorblatt
Dr. Zorblatt
Dr Zorblatt 3
Coach Zorblatt
Sr. Zorblatt
Sra. Zorblatt
MR X
MR. ZORBLATT
mr_zorblatt
Mrs-Zorblatt-2
Zorblatt, Maria
Zorblatt, Quetzalli
Walkthrough of Ms. Zorblatt
Ⓜs. Zorblatt
""".strip().splitlines()
SOUND = """
OB-0001
123456789
101912001
101-09-2026
PLC-101-09-2026
2026-09-14
Coach Academy
Coach Log 3
coach-log-1
Coach Meeting
Ms Math 6
MS ALG 1
Sr High Session
Dr. Martin Luther King Jr. Elementary
Mr. Popper's Penguins unit
drama-1
misc_1
Math, Grade 3
Reading, Writing
T-TESS
all
Unit 3, Lesson 2
""".strip().splitlines()


def _within(fields: dict[str, FieldInfo]) -> Iterator[FieldInfo]:
    for info in fields.values():
        if info.nested:
            yield from _within(item_fields(info.item))
        elif info.item is str and not info.person and info.text is Text.ID:
            yield info


IDS = {
    info.name: info
    for kind in KINDS.values()
    for info in _within(dict(kind.fields))
    if info.unique or info.refers_to == "campus" or info.name.endswith(("_id", "_ids"))
}


def test_ids_of_records_are_many() -> None:
    assert {"session_id", "assignment_id", "tool_id", "product_id", "slot_id"} <= IDS.keys()
    assert {"component_id", "instrument_id", "campus_id", "meeting_id"} <= IDS.keys()


@pytest.mark.parametrize("name", sorted(IDS))
def test_an_id_that_tells_of_somebody_is_refused(name: str) -> None:
    for value in PERSONAL:
        assert refused(IDS[name], value), value
        assert suspect(IDS[name], ["OB-1", value, "OB-2"]), value
        assert value not in str(refused(IDS[name], value))


@pytest.mark.parametrize("name", sorted(IDS))
def test_other_ids_are_not(name: str) -> None:
    for value in SOUND:
        assert refused(IDS[name], value) is None, value


RESOURCE = item_fields(TrainingResource)
REFUSED = {
    "title": [
        *("Ms. Alvarez", "Mrs. Alvarez's guided reading", "A lesson by Mr. Alvarez"),
        *("Dr. Alvarez", "Coach Alvarez", "call 449-12-3456"),
    ],
    "location": [
        *("Ms. Alvarez", "Room of Mr. Alvarez", "Dr. Alvarez's office", "Coach Alvarez"),
        "Drive/Coach Alvarez/videos",
    ],
}
KEPT = {
    "title": [
        *("Mr. Popper's Penguins unit", "Coach Academy", "Coach Handbook", "Ms Math lesson"),
        *("Dr. Martin Luther King Jr. Elementary", "Dr. Seuss", "Reading with Dr. Archer"),
        "A lesson at Mrs. Frisby Elementary",
    ],
    "location": [
        *("Dr. Martin Luther King Jr. Elementary, library", "Coach Academy", "Coach Resources"),
        *("Coach Google Drive", "https://video.example/1", "Dr. King Middle School"),
    ],
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_title_or_place_that_names_somebody_is_refused(name: str) -> None:
    for value in REFUSED[name]:
        assert refused(RESOURCE[name], value), value
        assert suspect(RESOURCE[name], ["Some", value])
    for value in KEPT[name]:
        assert refused(RESOURCE[name], value) is None, value


BOTH = ("Ms. Zorblatt", "Ms. Zorblatt 449-55-1234")


def spoilt() -> tuple[dict[str, bytes], int]:
    """A bundle in whose tables the first ids of each kind of record hold what is personal."""
    files: dict[str, bytes] = {}
    count = 0
    folder = EXAMPLES / "live-oak-charter"
    for path in folder.iterdir():
        content = path.read_bytes()
        if path.suffix == ".csv":
            rows = list(csv.reader(io.StringIO(content.decode())))
            for at, head in enumerate(rows[0]):
                if (head in IDS and "campus" not in head) or head in ("title", "location"):
                    for row, value in zip(rows[1:], BOTH, strict=False):
                        row[at] = value
                        count += 1
            text = io.StringIO(newline="")
            csv.writer(text, lineterminator="\n").writerows(rows)
            content = text.getvalue().encode()
        if path.suffix != ".md":
            files[path.name] = content
    return files, count


def read_whole(output: str | bytes) -> str:
    if isinstance(output, str):
        return output
    if not zipfile.is_zipfile(io.BytesIO(output)):
        return output.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(output)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def test_no_format_repeats_such_an_id() -> None:
    files, count = spoilt()
    assert count > 10
    report = l5.check(l5.Bundle.from_mapping(files), as_of=date(2026, 11, 23), entry_points=False)
    told = [problem for problem in report.problems if "what looks like" in problem.message]
    assert len(told) > 5
    for name in FORMATS:
        text = read_whole(writer(name)(report))
        assert "zorblatt" not in text.casefold(), name
        assert "449-55" not in text, name
