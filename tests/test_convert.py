"""`lever5 convert`: the same bundle in another form, with the same findings, and nothing silent."""

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from calendars import ACADEMIC, LEARNING
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lever5_rules as l5
from lever5_rules.artifacts.kinds import Document
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.privacy.personal_data import personal
from lever5_rules.templates.content import Content, content_of
from lever5_rules.templates.convert import losses_in_writing, write_content
from lever5_rules.testing import SAMPLE

pytestmark = pytest.mark.exhaustive

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
NAMES = ["cedar-hollow-isd", "cedar-hollow-isd-mended", "live-oak-charter"]
KINDS = load_plugins(entry_points=False).kinds


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lever5_rules.cli", "convert", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def verdicts(bundle: Any) -> dict[str, Any]:
    """What is said of each element, apart from the places where its evidence stands."""
    report = l5.check(bundle, as_of=date(2026, 11, 23), entry_points=False)
    assert report.complete
    return judgements(report)


def judgements(report: Report) -> dict[str, Any]:
    every = [element for finding in report.findings for element in finding.elements]
    data: dict[str, Any] = {
        member.id: (
            member.outcome,
            member.reason,
            level(member),
            plain(member.message),
            member.scope,
        )
        for group in every
        for member in (group, *group.alternatives)
    }
    return data | {exclusion.id: exclusion.reason for exclusion in report.not_applicable}


def level(element: ElementFinding) -> l5.Level | None:
    """The level found; a document that is cited does not come along, so its quotes are cited."""
    return l5.Level.CITED if element.level_found is l5.Level.VERIFIED else element.level_found


def plain(message: str) -> str:
    """A message without files, cells and lines."""
    message = re.sub(r"[\w./-]+\.(csv|toml|xlsx)(, (line \d+|[\w ]+!?[A-Z]*\d*))?", "FILE", message)
    message = re.sub(r"FILE( and FILE)*", "FILE", message)
    # In a workbook it is said of which kind the rows are that do not count.
    message = re.sub(r"FILE: [a-z_]+: (?=\d|Of |In )", "FILE: ", message)
    # Where a long message is cut off depends on how long the names of its files are.
    return message[:300]


@pytest.mark.parametrize("name", NAMES)
def test_every_form_gives_the_same_findings(name: str, tmp_path: Path) -> None:
    start = EXAMPLES / name
    way = (start, tmp_path / "a.xlsx", tmp_path / "b", tmp_path / "c.zip", tmp_path / "d.xlsx")
    for form, other in pairwise(way):
        content = content_of(Bundle.from_path(form), KINDS)
        assert content.lost == []
        write_content(other, KINDS, content, toml_tables=other.suffix == ".zip")
        assert losses_in_writing(other, KINDS, content) == []
        assert verdicts(other) == verdicts(start), other
    assert way[1].read_bytes() == way[4].read_bytes()


def test_the_sample_district_survives_too(tmp_path: Path) -> None:
    files = {f"{name}.toml": document for name, document in rows_and_documents().items()}
    bundle = Bundle.from_mapping(files)
    content = content_of(bundle, KINDS)
    for place in (tmp_path / "a.xlsx", tmp_path / "b"):
        write_content(place, KINDS, content)
        assert losses_in_writing(place, KINDS, content) == []
        assert verdicts(place) == verdicts(bundle)


def rows_and_documents() -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, documents in SAMPLE.documents.items():
        for number, document in enumerate(documents):
            data[f"{name}-{number}"] = {"kind": name, **document}
    for name, rows in SAMPLE.tables.items():
        data[name] = {"kind": name, "rows": list(rows)}
    return data


def test_the_command_goes_there_and_back(tmp_path: Path) -> None:
    book, folder = tmp_path / "oak.xlsx", tmp_path / "oak"
    there = run(EXAMPLES / "live-oak-charter", book)
    assert there.returncode == 0, there.stderr
    assert "README.md is of no kind and was left out." in there.stderr
    back = run(book, folder)
    assert (back.returncode, back.stderr) == (0, "")
    assert (folder / "district.toml").is_file()
    assert (folder / "records" / "observation_log.csv").is_file()
    assert (folder / "documents" / "instructional_protocol-lesson.toml").is_file()


@pytest.mark.parametrize("form", ["there", "there.xlsx"])
def test_calendars_are_written_as_what_is_read_of_them(form: str, tmp_path: Path) -> None:
    """What an event speaks of is told by the words of the ruleset, as in a check."""
    bundle = tmp_path / "bundle"
    shutil.copytree(EXAMPLES / "cedar-hollow-isd", bundle)
    (bundle / "calendar" / "instructional_calendar.csv").unlink()
    for name, feed in (("academic-calendar", ACADEMIC), ("professional-learning", LEARNING)):
        (bundle / f"{name}.ics").write_bytes(feed)
    done = run(bundle, tmp_path / form)
    assert done.returncode == 0, done.stderr
    assert "Look at it there" not in done.stderr
    assert "has no place for planning_focus" in done.stderr
    before, after = verdicts(bundle), verdicts(tmp_path / form)
    changed = {name for name, verdict in before.items() if verdict[0] != after[name][0]}
    assert not changed, "what the feed cannot say stays unknown"


@pytest.mark.parametrize("name", ["there.xlsx", "there.zip", "there"])
def test_nothing_is_overwritten(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    done = run(EXAMPLES / "live-oak-charter", tmp_path / name)
    assert done.returncode == 2
    assert "exists already" in done.stderr
    assert (tmp_path / name).read_text() == "mine"


PROFILE = 'district_id = "999901"\nschool_year = "2026-2027"\nname = "X"\n'


def content(**files: str) -> Content:
    texts = {name.replace("__", "."): text for name, text in files.items()}
    return content_of(Bundle.from_mapping({"district.toml": PROFILE, **texts}), KINDS)


def test_what_cannot_be_read_stops_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "district.toml").write_text(PROFILE)
    (tmp_path / "in" / "meeting_log.csv").write_text("meeting_id,date\nM-1,2026-09-01\nM-2\n")
    done = run(tmp_path / "in", tmp_path / "out")
    assert done.returncode == 2
    assert "meeting_log.csv, line 3" in done.stderr
    assert not (tmp_path / "out").exists()


def test_what_is_left_out_is_said() -> None:
    text = content(
        plc_guideline__toml='kind = "plc_guideline"\nminuts = 45\n',
        staff_roster__csv="staff_id,Email,shoe size\nS-1,a@b.c,9\n",
        handbook__pdf="x",
    )
    sentences = "\n".join(text.left_out)
    for part in ("minuts", "email", "staff_roster.csv, line 1", "handbook.pdf"):
        assert part in sentences
    assert text.rows["staff_roster"] == [{"staff_id": "S-1"}]
    assert "a@b.c" not in json.dumps(text.rows, default=str) + sentences


def test_unreadable_values_stay_as_they_are(tmp_path: Path) -> None:
    text = content(meeting_log__csv="meeting_id,date,minutes,type\nM-1,9/12/26,soon,PLC\n")
    assert text.rows["meeting_log"] == [
        {"meeting_id": "M-1", "date": "9/12/26", "minutes": "soon", "type": "plc"}
    ]


def test_false_and_blank_are_never_mixed_up(tmp_path: Path) -> None:
    text = 'kind = "plc_guideline"\nheld_in = false\nissued_to = false\nminutes = "TBD"\n'
    wording = content(plc_guideline__toml=text)
    for place in (tmp_path / "a.xlsx", tmp_path / "b"):
        write_content(place, KINDS, wording)
        assert losses_in_writing(place, KINDS, wording) == []
        (result,) = content_of(Bundle.from_path(place), KINDS).documents["plc_guideline"]
        assert result == {"held_in": False, "issued_to": False, "minutes": "TBD"}


def test_what_a_cell_cannot_say_is_told(tmp_path: Path) -> None:
    text = 'kind = "plc_guideline"\nsample_agenda = ["norms; roles", "data"]\nminutes = "45"\n'
    wording = content(plc_guideline__toml=text)
    write_content(tmp_path / "a.xlsx", KINDS, wording)
    (loss,) = losses_in_writing(tmp_path / "a.xlsx", KINDS, wording)
    assert "sample_agenda" in loss
    assert "minutes" in loss


def may_stand_in_a_sheet(text: str) -> bool:
    """What may not be in a bundle is rightly left out, and a sheet cannot tell the words true and
    false from what Excel makes of a tick: "looked for, and there" or "not there"."""
    return personal(text) is None and text.strip().casefold() not in ("true", "false")


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    may_stand_in_a_sheet
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=TEXT,
    other=TEXT,
    number=st.integers(0, 999_999_999),
    day=st.dates(date(1900, 3, 1), date(9999, 12, 31)),
)
def test_any_text_survives(
    text: str, other: str, number: int, day: date, tmp_path_factory: Any
) -> None:
    place = tmp_path_factory.mktemp("any")
    content = Content()
    content.documents["plc_guideline"] = [
        {
            "minutes": number,
            "effective_from": day,
            "document": {"title": text},
            "sources": {"minutes": {"quote": other, "page": 3}},
        }
    ]
    for name in ("a.xlsx", "b"):
        write_content(place / name, KINDS, content)
        assert losses_in_writing(place / name, KINDS, content) == []


def test_every_kind_of_document_has_room_in_a_sheet(tmp_path: Path) -> None:
    """What every field of every kind can say is read back from its cell."""
    content = Content()
    for kind in KINDS.values():
        if issubclass(kind.cls, Document):
            content.documents[kind.name] = [
                {name: False for name, info in kind.fields.items() if name != "sources"}
            ]
            names = [name for name, info in kind.fields.items() if name not in ("sources",)]
            content.documents[kind.name][0] |= {"document": {"title": "T"}}
            content.documents[kind.name][0]["sources"] = {
                name: {"page": 1} for name in names if name != "document"
            }
    write_content(tmp_path / "a.xlsx", KINDS, content)
    assert losses_in_writing(tmp_path / "a.xlsx", KINDS, content) == []
