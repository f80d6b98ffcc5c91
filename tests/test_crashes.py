"""Whatever a file, a link or a name in a bundle is: artifacts, or problems in sentences."""

import csv
import io
import os
import shutil
import socket
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

import lever5_rules as l5
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import Family, Row, entry, kind
from lever5_rules.findings.report import Report
from lever5_rules.findings.saved_reports import read_report
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import READERS, load
from lever5_rules.reading.papers import docx_files
from lever5_rules.reading.reader import Reader
from lever5_rules.reports import writer
from lever5_rules.templates.content import Content
from lever5_rules.templates.workbook import write_workbook
from lever5_rules.testing import SAMPLE, plugin_of

MENDED = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
KINDS = load_plugins(entry_points=False).kinds
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BROKEN_XML = {
    "unknown encoding": b'<?xml version="1.0" encoding="x"?><a/>',
    "codec of no text": b'<?xml version="1.0" encoding="base64"?><a/>',
    "encoding of many bytes": b'<?xml version="1.0" encoding="big5"?><a/>',
    "wrong encoding": b'<?xml version="1.0" encoding="utf-16"?><a/>',
    "no XML": b"\x00\x01\x02",
    "empty": b"",
    "cut off": b"<a><b>",
    "entities": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "undeclared prefix": b"<w:a/>",
    "bad reference": b"<a>&#0;</a>",
}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def check(files: dict[str, Any], *select: str) -> Report:
    return l5.check(Bundle.from_mapping(files), entry_points=False, select=select)


def with_document(content: bytes) -> Report:
    """The sample with a guideline whose quotes are cited from a Word document."""
    files = SAMPLE.files()
    guideline = dict(files["plc_guideline.toml"])
    guideline["document"] = {"title": "Guide", "dated": "2026-07-01", "file": "guide.docx"}
    guideline["sources"] = {"minutes": {"section": "A", "quote": "Each meeting lasts 45 minutes."}}
    return check({**files, "plc_guideline.toml": guideline, "guide.docx": content}, "5.2.4-3")


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/footnotes.xml"])
@pytest.mark.parametrize("content", BROKEN_XML.values(), ids=BROKEN_XML)
def test_broken_xml_in_a_cited_document_is_a_sentence(part: str, content: bytes) -> None:
    whole = f'<w:document xmlns:w="{WORD}"><w:p><w:t>Words</w:t></w:p></w:document>'.encode()
    report = with_document(zipped({"word/document.xml": whole, part: content}))
    assert not report.errors
    assert [problem for problem in report.problems if problem.file == "guide.docx"]


@pytest.mark.parametrize("content", BROKEN_XML.values(), ids=BROKEN_XML)
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels"])
def test_broken_xml_in_a_workbook_is_a_sentence(part: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plc_guideline.xlsx"
    document = dict(SAMPLE.document(PlcGuideline))
    write_workbook(path, [KINDS["plc_guideline"]], Content({"plc_guideline": [document]}))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert part in parts
    loaded = load(Bundle.from_mapping({path.name: zipped({**parts, part: content})}), KINDS)
    assert "plc_guideline" in loaded.lost
    assert not [problem for problem in loaded.problems if "the reader" in problem.message]


def test_only_the_text_of_word_itself_is_read() -> None:
    """What stands in a formula or a drawing is named alike and is not text of the document."""
    body = (
        f'<x:document xmlns:x="{WORD}" xmlns:w="urn:other"><x:p><x:t>Each</x:t>'
        "<w:t>not</w:t><x:t> meeting</x:t></x:p></x:document>"
    )
    file = Bundle.from_mapping({"a.docx": zipped({"word/document.xml": body.encode()})}).files[0]
    assert docx_files.sections(file)[0].text == "Each meeting"


RAISED = (RecursionError, MemoryError, LookupError, UnicodeError, SystemExit, TypeError)


@pytest.mark.parametrize("error", RAISED)
def test_whatever_a_reader_raises_is_an_unreadable_file(error: type[BaseException]) -> None:
    def fails(*_: object) -> None:
        raise error

    def claims(files: Any, _: object) -> Any:
        return [(file,) for file in files if file.path.endswith(".odd")]

    files = {**SAMPLE.files(), "meeting_log-2.odd": b"x", "notes.odd": b"x"}
    bundle = Bundle.from_mapping(files)
    loaded = load(bundle, KINDS, readers=(Reader("odd", claims, fails), *READERS))
    assert {file.status for file in loaded.files if file.path.endswith(".odd")} == {"unreadable"}
    assert "meeting_log" in loaded.lost
    assert [problem.file for problem in loaded.unread] == ["notes.odd"]


@pytest.mark.parametrize("error", [RecursionError, MemoryError, LookupError, RuntimeError])
def test_whatever_a_document_raises_is_a_sentence(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr("lever5_rules.reading.papers.lookups.sections", fails)
    report = with_document(b"")
    assert not report.errors
    assert [problem for problem in report.problems if problem.file == "guide.docx"]


SMALL = {path.name: path.read_bytes() for path in MENDED.iterdir() if path.name == "district.toml"}


def at(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "bundle.zip"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["\0a.csv", "\0", "a\0b.csv", "\ud7ff\0"])
def test_a_name_with_a_nul_is_no_crash(name: str, tmp_path: Path) -> None:
    content = zipped({**SMALL, name.replace("\0", "~"): b"x"})
    path = at(tmp_path, content.replace(name.replace("\0", "~").encode(), name.encode()))
    with suppress(l5.BundleError):
        l5.check(path, entry_points=False, select=["5.2.4-3"])


def test_names_as_tar_programs_write_them(tmp_path: Path) -> None:
    names = {"./": b"", **{f"./{name}": content for name, content in SMALL.items()}}
    names |= {"./records/": b"", "./records/.//meeting_log.csv": b"x", "./.DS_Store": b"x"}
    path = at(tmp_path, zipped(names))
    assert [file.path for file in Bundle.from_path(path).files] == [
        "district.toml",
        "records/meeting_log.csv",
    ]


def test_a_colon_in_a_name_leads_nowhere(tmp_path: Path) -> None:
    path = at(tmp_path, zipped({**SMALL, "Agenda 9:14.docx": b"x", "a/b:c.txt": b"x"}))
    assert "Agenda 9:14.docx" in {file.path for file in Bundle.from_path(path).files}
    for name in ("C:a.txt", "c:/a.txt", "/a.txt", "a/../b.txt", "..\\b.txt"):
        with pytest.raises(l5.BundleError, match="out of the folder"):
            Bundle.from_path(at(tmp_path, zipped({**SMALL, name: b"x"})))


def test_a_workbook_whose_parts_are_named_otherwise(tmp_path: Path) -> None:
    """Lower case, and backslashes for folders, as some programs write them."""
    path = tmp_path / "g.xlsx"
    document = dict(SAMPLE.document(PlcGuideline))
    write_workbook(path, [KINDS["plc_guideline"]], Content({"plc_guideline": [document]}))
    with zipfile.ZipFile(path) as archive:
        parts = {name.lower(): archive.read(name) for name in archive.namelist()}
    content = zipped(parts)
    for name in parts:
        content = content.replace(name.encode(), name.replace("/", "\\").encode())
    loaded = load(Bundle.from_mapping({"g.xlsx": content}), KINDS)
    assert len(loaded.documents["plc_guideline"]) == 1


def a_socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the path of a socket may be only so long
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
    finally:
        os.chdir(here)


def a_loop(path: Path) -> None:
    other = path.with_name(f"{path.name}-2")
    path.symlink_to(other.name)
    other.symlink_to(path.name)


ODD: dict[str, Callable[[Path], None]] = {
    "loop": lambda path: path.symlink_to(path.name),
    "loop of two": a_loop,
    "dangling": lambda path: path.symlink_to("nowhere"),
    "outside": lambda path: path.symlink_to("/etc/hostname"),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "pipe": lambda path: os.mkfifo(path),
    "socket": a_socket,
    "folder": lambda path: path.symlink_to("records"),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has none of these")
@pytest.mark.parametrize("make", ODD.values(), ids=ODD)
def test_what_is_no_plain_file_is_told(make: Callable[[Path], None], tmp_path: Path) -> None:
    root = tmp_path / "district"
    shutil.copytree(MENDED, root)
    (root / "records").mkdir(exist_ok=True)
    make(root / "notes.dat")
    make(root / "meeting_log-2.csv")
    report = l5.check(root, entry_points=False)
    files = {problem.file for problem in report.problems}
    assert {"notes.dat", "meeting_log-2.csv"} <= files
    assert not report.errors
    # What is named for a kind may be evidence of it: nothing is said of the kind as a whole.
    lost = make is not ODD["folder"]
    assert lost is any(finding.outcome is l5.Outcome.MISSING for finding in report.findings)


@pytest.mark.skipif(os.name == "nt", reason="Windows has none of these")
@pytest.mark.parametrize("make", [ODD["loop"], ODD["dangling"], ODD["pipe"], ODD["socket"]])
def test_what_is_no_plain_file_is_no_bundle(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "bundle.zip")
    with pytest.raises(l5.BundleError) as error:
        Bundle.from_path(tmp_path / "bundle.zip")
    assert "Did you mean" not in str(error.value)
    with pytest.raises(l5.BundleError):
        Bundle.from_path(tmp_path / "bundle.zip")
    with pytest.raises(l5.BundleError):
        Bundle.from_path("x" * 5000)
    with pytest.raises(l5.BundleError):
        Bundle.from_path("a\0b")


@pytest.mark.parametrize("form", ["text", "html", "json", "csv", "markdown", "sarif", "junit"])
def test_half_a_surrogate_pair_is_written_in_every_format(form: str, tmp_path: Path) -> None:
    """JSON can spell it and Python can hold it; no file can."""
    files = {**SAMPLE.files(), "a\ud800.csv": "\udfff", "b.toml": {"kind": "\ud800", "\ud800": 1}}
    report = check(files, "5.2.4-3")
    saved = tmp_path / "report.json"
    text = report.to_json().replace("meeting_log.csv", "\\ud83d.csv")
    saved.write_text(text, encoding="utf-8")
    for judged_report in (report, read_report(saved)):
        content = writer(form)(judged_report)
        assert content if isinstance(content, bytes) else content.encode("utf-8")


class Season(StrEnum):
    """A vocabulary of a plugin that fails at words it does not know."""

    FALL = "fall"

    @classmethod
    def _missing_(cls, value: object) -> None:
        raise ZeroDivisionError


@kind("district_walk", family=Family.RECORD, office="campus principals")
class DistrictWalk(Row):
    """A walk of the district."""

    walk_id: str = entry("Id of the walk", unique=True)
    season: Season = entry("Season of the walk")


def test_a_value_at_which_the_program_fails_loses_its_kind_alone() -> None:
    files = SAMPLE.files() | {"district_walk.csv": "walk_id,season\nW1,fall\nW2,spring\n"}
    walks = plugin_of([], kinds=[DistrictWalk])
    report = l5.check(Bundle.from_mapping(files), plugins=[walks], entry_points=False)
    assert report.complete
    (problem,) = [problem for problem in report.problems if problem.file == "district_walk.csv"]
    assert "ZeroDivisionError" in problem.message
    assert "Traceback" not in problem.message
    assert {file.path: file.status for file in report.files}["district_walk.csv"] == "unreadable"
    assert [finding.outcome for finding in report.findings] == [
        finding.outcome for finding in SAMPLE.check().findings
    ]


@pytest.mark.parametrize("day", ["9999-12-31", "1900-01-01"])
@pytest.mark.parametrize("path", sorted(MENDED.rglob("*.csv")), ids=lambda path: path.stem)
def test_days_at_the_ends_of_the_calendar_are_days(path: Path, day: str) -> None:
    """Exports write 9999-12-31 for "no end"."""
    files: dict[str, Any] = {
        one.name: one.read_bytes() for one in MENDED.rglob("*") if one.suffix in (".toml", ".csv")
    }
    dates = {name: day for name, info in KINDS[path.stem].fields.items() if info.item is date}
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    filled = [{key: value for key, value in (row | dates).items() if value} for row in rows]
    files[path.name] = filled
    report = check(files)
    assert report.complete, report.errors
    assert not [one for one in report.problems if "made the program fail" in one.message]
