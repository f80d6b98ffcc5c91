"""What a whole bundle is: what holds no evidence of any kind is none, and it is said what to do."""

import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from conftest import Command

import lever5_rules as l5

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def book(title: str) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.add_worksheet(title).write_row(0, 0, ("a", "b"))
    return buffer.getvalue()


def office(part: str) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(part, "<a/>")
    return buffer.getvalue()


NONE: dict[str, tuple[dict[str, bytes], str]] = {
    "a read-me": ({"README.txt": b"Hello"}, "README.txt"),
    "old office files": ({"roster.xls": OLD, "a.doc": OLD}, "Save it as .xlsx"),
    "one named for a kind": ({"staff_roster.xls": OLD}, "Save it as .xlsx"),
    "documents": ({"a.docx": office("word/document.xml")}, "where a TOML file cites them"),
    "slides": ({"a.pptx": office("ppt/presentation.xml")}, "where a TOML file cites them"),
    "a PDF": ({"a.pdf": b"%PDF-1.7"}, "where a TOML file cites them"),
    "an unknown workbook": ({"a.xlsx": book("Sheet1")}, "neither its name nor"),
    "a broken workbook": ({"a.xlsx": b"PK\x03\x04 cut off"}, "a.xlsx cannot be read"),
    "other tables": ({"data.csv": b"a,b\n1,2\n"}, "its name is not a kind of table"),
    "students": ({"meeting_log.csv": b"Student Name,date\nX,2026-09-01\n"}, "remove the column"),
}


@pytest.mark.parametrize("form", ["folder", "zip", "memory"])
@pytest.mark.parametrize(("files", "text"), NONE.values(), ids=NONE)
def test_what_holds_no_evidence_is_no_bundle(
    files: dict[str, bytes], text: str, form: str, tmp_path: Path
) -> None:
    bundle: Any = tmp_path / "bundle"
    if form == "folder":
        bundle.mkdir()
        for name, content in files.items():
            (bundle / name).write_bytes(content)
    elif form == "zip":
        bundle = tmp_path / "bundle.zip"
        with ZipFile(bundle, "w") as packed:
            for name, content in files.items():
                packed.writestr(name, content)
    else:
        bundle = l5.Bundle.from_mapping(files)
    with pytest.raises(l5.BundleError) as raised:
        l5.check(bundle, entry_points=False)
    assert text in str(raised.value)
    assert "lever5 needs" in str(raised.value)


def test_a_workbook_without_known_sheets_is_exit_2(lever5: Command, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(book("Sheet1"))
    ran = lever5("check", str(path))
    assert (ran.code, ran.out, "neither its name nor" in " ".join(ran.err.split())) == (2, "", True)


@pytest.mark.parametrize("name", ["district.toml", "meeting_log.csv", "plc_guideline.toml"])
def test_one_kind_is_enough_for_a_review(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes((OAK / name).read_bytes())
    (tmp_path / "README.txt").write_text("Hello")
    report = l5.check(tmp_path, entry_points=False)
    assert report.complete
    assert {finding.outcome for finding in report.findings} <= {l5.Outcome.MISSING, l5.Outcome.GAP}
