"""Files that fail part-way, or of which nobody knows what they hold: never a pass in silence."""

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from spread import spread

import lever5_rules as l5
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import READERS, load
from lever5_rules.reading.reader import Group, Reader
from lever5_rules.templates.content import Content
from lever5_rules.templates.workbook import write_workbook
from lever5_rules.testing import SAMPLE

MENDED = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
KINDS = load_plugins(entry_points=False).kinds
ZIP = b"PK\x03\x04 and then nothing"
FEED = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:cut sh"


def guideline(tmp_path: Path, old: bytes, new: bytes) -> bytes:
    """A workbook with a PLC guideline of 20 minutes, with its sheets changed."""
    path = tmp_path / "g.xlsx"
    document = {**SAMPLE.document(PlcGuideline), "minutes": 20}
    write_workbook(path, [KINDS["plc_guideline"]], Content({"plc_guideline": [document]}))
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(buffer, "w", 8) as file:
        for name in read.namelist():
            part = read.read(name)
            if name.startswith("xl/worksheets/sheet"):
                assert old in part
                part = part.replace(old, new, 1)
            file.writestr(name, part)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="A1"', b'r="A1"'),
        (b'r="A1"', 'r="ß1"'.encode()),
        (b'r="A1"', b'r="-1"'),
        (b'<row r="1"', b'<row r="one"'),
        (b't="s"><v>', b't="s"><v>9999'),
        (b't="s"><v>', b't="s"><v>x'),
        (b"</row>", b""),
    ],
)
def test_a_workbook_that_fails_part_way_is_no_pass(old: bytes, new: bytes, tmp_path: Path) -> None:
    """Whatever is wrong with it, what it says of the guideline is not left out in silence."""
    files = {**SAMPLE.files(), "g.xlsx": guideline(tmp_path, old, new)}
    report = l5.check(Bundle.from_mapping(files), entry_points=False, select=["5.2.4-3"])
    (finding,) = report.findings
    length = next(element for element in finding.elements if element.id == "5.2.4-3/length")
    expected = l5.Outcome.GAP if old == new else l5.Outcome.MISSING
    assert length.outcome is expected
    assert (old == new) or any(problem.file == "g.xlsx" for problem in report.problems)


def fails_late(group: Group, intake: Any) -> None:
    """A reader that notes its file, takes some rows, and then fails."""
    intake.note(group[0].path, "meeting_log", "", "read")
    intake.table(intake.kinds["meeting_log"]).add_columns(_Nowhere(), {"meeting_id": ["M-1"]}, 1)
    raise TypeError("ord() expected a character")


class _Nowhere:
    path = "a.late"

    def place_of(self, pointer: Any) -> None:
        return None


def test_a_file_is_read_when_its_reader_has_ended() -> None:
    late = Reader(
        "late", lambda files, _: [(file,) for file in files if file.path == "a.late"], fails_late
    )
    files = {**SAMPLE.files(), "a.late": b"x"}
    loaded = load(Bundle.from_mapping(files), KINDS, readers=(late, *READERS))
    assert [file.status for file in loaded.files if file.path == "a.late"] == ["unreadable"]
    assert "meeting_log" in loaded.lost


@pytest.mark.parametrize(
    ("name", "content"),
    spread(
        [
            *(("notes.xlsx", ZIP), ("evidence.xlsm", b""), ("days.ics", FEED)),
            *(("Old book.xls", b"\xd0\xcf\x11\xe0"), ("Log.ods", ZIP), ("more.zip", ZIP)),
            ("spring.csv.txt", b"a,b\n"),
        ],
        of=4,
    ),
)
def test_a_file_that_may_hold_anything_is_told_on_top(
    name: str, content: bytes, tmp_path: Path, lever5: Command
) -> None:
    root = tmp_path / "district"
    shutil.copytree(MENDED, root)
    (root / name).write_bytes(content)
    report = l5.check(root, entry_points=False)
    assert [problem.file for problem in report.unread] == [name]
    assert report.causes[0].file == name
    ran = lever5("check", str(root))
    assert ran.code == 1
    assert "not judged" in " ".join(ran.out.split())
    assert name in ran.out.partition("GAPS")[0]
    assert lever5("check", str(root), "--fail-on", "never").code == 0
    for form in ("markdown", "html", "json"):
        assert name in lever5("check", str(root), "--format", form).out


@pytest.mark.parametrize("ending", ["txt", "xls", "html", "json"])
def test_a_table_in_a_form_that_is_not_read_costs_its_kind(ending: str) -> None:
    files = {**SAMPLE.files(), f"meeting_log-spring.{ending}": b"{}"}
    loaded = load(Bundle.from_mapping(files), KINDS)
    assert "meeting_log" in loaded.lost
    assert any("Save it as" in problem.message for problem in loaded.lost["meeting_log"])


def test_what_no_program_reads_is_no_evidence(tmp_path: Path, lever5: Command) -> None:
    """Pictures and notes in a folder raise no alarm."""
    root = tmp_path / "district"
    shutil.copytree(MENDED, root)
    (root / "photo.png").write_bytes(b"\x89PNG")
    (root / "notes.txt").write_text("call the office", encoding="utf-8")
    ran = lever5("check", str(root))
    assert (ran.code, "not judged" in ran.out) == (0, False)


def test_a_report_that_was_saved_tells_of_unread_files_too(tmp_path: Path) -> None:
    files = {**SAMPLE.without(Meeting).files(), "notes.xlsx": ZIP}
    report = l5.check(Bundle.from_mapping(files), entry_points=False)
    path = tmp_path / "report.json"
    path.write_text(report.to_json(), encoding="utf-8")
    from lever5_rules.findings.saved_reports import read_report

    assert [problem.file for problem in read_report(path).unread] == ["notes.xlsx"]
