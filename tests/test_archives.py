"""A bundle as a zip: the same findings as its folder, within budgets, and nothing gets out."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lever5_rules as l5
from lever5_rules.findings.report import Report
from lever5_rules.reading import archives
from lever5_rules.reading.archives import Archive
from lever5_rules.reading.cannot_read import UnreadablePackage

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
FILES = {path.name: path.read_bytes() for path in sorted(OAK.iterdir())}
SMALL = {name: FILES[name] for name in ("district.toml", "plc_guideline.toml")}
NESTED = {"__MACOSX/._district.toml": b"x", ".DS_Store": b"x", "Desktop/~$book.xlsx": b"x"}


def check(bundle: Any) -> Report:
    return l5.check(bundle, select=["5.2.4"], entry_points=False)


def zipped(files: dict[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packed) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def put(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "bundle.zip"
        path.write_bytes(content)
        return path

    return write


Put = Callable[[bytes], Path]


@pytest.mark.parametrize("top", ["", "Live Oak 2026/", "a/b/"])
def test_a_zip_gives_the_report_of_its_folder(top: str, put: Put) -> None:
    packed = put(zipped({**{top + name: file for name, file in FILES.items()}, **NESTED}))
    assert check(packed).to_json() == check(OAK).to_json()


def test_names_as_windows_and_macos_write_them(put: Put) -> None:
    """Folders with a backslash; UTF-8 that does not say so."""
    accents = "documentos/plc_guideline-año.toml"
    files = {**SMALL, "records/meeting_log.csv": FILES["meeting_log.csv"], accents: b"kind = 1"}
    content = zipped(files).replace(b"records/meeting_log", b"records\\meeting_log")
    report = check(put(without_utf_8_flag(content)))
    assert {"records/meeting_log.csv", accents} <= {file.path for file in report.files}


def without_utf_8_flag(content: bytes) -> bytes:
    """Takes the flag for UTF-8 names out of every header."""
    changed = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(mark)
        while start >= 0:
            changed[start + at + 1] &= ~0x08
            start = changed.find(mark, start + 1)
    return bytes(changed)


def test_names_in_the_encoding_of_dos(put: Put) -> None:
    content = zipped({**SMALL, "notas-a\xf1o.txt": b"x"}).replace("ñ".encode(), b"\xa4n")
    assert check(put(without_utf_8_flag(content))).complete


def test_an_archive_in_an_archive_is_not_opened(put: Put) -> None:
    inner = zipped({"meeting_log.csv": FILES["meeting_log.csv"]})
    report = check(put(zipped({**SMALL, "more.zip": inner})))
    assert not [file for file in report.files if file.path.endswith("meeting_log.csv")]
    assert [
        problem
        for problem in report.problems
        if problem.file == "more.zip" and "Unpack" in problem.message
    ]


def test_links_are_not_followed(put: Put) -> None:
    buffer = io.BytesIO(zipped(SMALL))
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("meeting_log.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    report = check(put(buffer.getvalue()))
    assert [problem for problem in report.problems if "link in a zip" in problem.message]
    assert ("meeting_log.csv", "unreadable") in {(file.path, file.status) for file in report.files}


def test_a_large_zip_with_64_bit_sizes(put: Put) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in FILES.items():
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(content)
    assert check(put(buffer.getvalue())).to_json() == check(OAK).to_json()


def directory(content: bytes, offset: int, value: bytes) -> bytes:
    """A zip with something else in the last entry of its directory."""
    at = content.rindex(b"PK\x01\x02") + offset
    return content[:at] + value + content[at + len(value) :]


TWO = {"district.toml": b"a" * 400, "other.toml": b"b" * 400}
MANY = {f"{number}.txt": b"" for number in range(archives.MOST_ENTRIES + 1)}
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "leads out": (lambda: zipped({"../evil.toml": b"x"}), "leads out of the folder"),
    "leads out within": (lambda: zipped({"a/../../evil.toml": b"x"}), "leads out of the folder"),
    "with a backslash": (lambda: zipped({"a\\..\\..\\evil": b"x"}), "leads out of the folder"),
    "absolute": (lambda: zipped({"/etc/evil.toml": b"x"}), "leads out of the folder"),
    "drive": (lambda: zipped({"C:/evil.toml": b"x"}), "leads out of the folder"),
    "share": (lambda: zipped({"\\\\host\\evil.toml": b"x"}), "leads out of the folder"),
    "bomb": (lambda: zipped({"district.toml": b"\0" * (20 << 20)}), "times its size"),
    "deep": (lambda: zipped({"a/" * 30 + "district.toml": b"x"}), "folders deep"),
    "overlapping": (lambda: directory(zipped(TWO), 42, b"\0\0\0\0"), "overlaps another"),
    "claims too much": (
        lambda: directory(zipped(TWO, zipfile.ZIP_STORED), 24, struct.pack("<I", 200 << 20)),
        "larger than 128 MB",
    ),
    "encrypted": (lambda: directory(zipped(TWO), 8, b"\1\0"), "encrypted"),
    "case": (lambda: zipped({"a.csv": b"", "A.CSV": b""}), "the same file on many computers"),
    "accents": (
        lambda: zipped({"a\xf1o.csv": b"", "an\u0303o.csv": b""}),
        "the same file on many computers",
    ),
    "twice": (
        lambda: zipped({"a.csv": b"", "b.csv": b""}).replace(b"b.csv", b"a.csv"),
        "stands in it twice",
    ),
    "many": (lambda: zipped(MANY), "at most 10000 are read"),
    "very many": (lambda: b"PK\x01\x02" * 50_000 + zipped(TWO), "far more than 10000"),
    "cut off": (lambda: zipped(SMALL)[:-40], "cut off"),
    "no zip": (lambda: b"this is text", "something else"),
    "empty": (lambda: b"", "something else"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_zip_over_its_budgets_is_refused(name: str, put: Put) -> None:
    make, part = REFUSED[name]
    path = put(make())
    with pytest.raises(l5.BundleError, match=part) as error:
        check(path)
    assert "bundle.zip" in str(error.value)


def test_too_many_bytes_in_all() -> None:
    with pytest.raises(UnreadablePackage, match="unpacked it would take"):
        archives.Archive(io.BytesIO(zipped(TWO)), most=500)


LIES = {
    "smaller than it is": (24, struct.pack("<I", 10)),
    "larger than it is": (24, struct.pack("<I", 100_000)),
    "other checksum": (16, b"\1\2\3\4"),
    "unknown way of packing": (10, struct.pack("<H", 77)),
    "starts elsewhere": (42, struct.pack("<I", 1 << 24)),
}


@pytest.mark.parametrize("name", LIES)
def test_an_entry_that_lies_is_unreadable_and_the_rest_judged(name: str, put: Put) -> None:
    path = put(directory(zipped(SMALL), *LIES[name]))
    report = check(path)
    assert report.complete
    status = {file.path: file.status for file in report.files}
    assert status == {"district.toml": "read", "plc_guideline.toml": "unreadable"}
    problems = [problem for problem in report.problems if problem.file == "plc_guideline.toml"]
    assert "the zip is broken here" in problems[0].message


def test_an_entry_gives_no_more_than_it_claims() -> None:
    content = zipped({"a": b"x" * 5_000_000}, zipfile.ZIP_DEFLATED)
    archive = Archive(io.BytesIO(directory(content, 24, struct.pack("<I", 1_000_000))))
    taken = 0
    with archive.open("a") as entry:
        try:
            while chunk := entry.read(4096):
                taken += len(chunk)
        except OSError as error:
            text = str(error.strerror)
    assert "broken here" in text
    assert taken <= 1_000_000


WHOLE = zipped(SMALL)
few = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4)), max_size=4))
def test_any_damage_is_a_sentence(damage: list[tuple[int, bytes]]) -> None:
    """Whatever is done to its bytes, a zip is refused in words, or its files are read."""
    content = bytearray(WHOLE)
    for at, value in damage:
        content[at : at + len(value)] = value
    messages = reading(bytes(content))
    assert all(messages), messages


def reading(content: bytes) -> list[str]:
    """Reads all of a zip; what is said where it cannot be read."""
    texts: list[str] = []
    try:
        archive = Archive(io.BytesIO(content))
    except UnreadablePackage as error:
        return [str(error)]
    for name in archive.names:
        try:
            if len(archive.read(name)) > archive.size(name):
                texts.append("")
        except OSError as error:
            texts.append(error.strerror or "")
    return texts
