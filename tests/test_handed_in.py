"""A bundle that is handed in as a folder of another library: whatever that raises is told."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import lever5_rules as l5

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
LOG = "observation_log.csv"


def packed(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for path in sorted(OAK.iterdir()):
            archive.writestr(path.name, path.read_bytes())
    return buffer.getvalue()


def broken(how: str) -> bytes:
    """The example as a zip of which one entry is broken."""
    content = bytearray(packed())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        start = archive.getinfo(LOG).header_offset
    listed = content.rindex(LOG.encode()) - 46
    if how == "data":
        content[start + 60] ^= 0xFF
    elif how == "header":
        content[start] = 0
    elif how == "method":
        content[start + 8] = content[listed + 10] = 99
    elif how == "encrypted":
        content[start + 6] |= 1
        content[listed + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize("how", ["data", "header", "method", "encrypted"])
def test_an_entry_that_cannot_be_unpacked_is_unreadable(how: str) -> None:
    bundle = l5.load(zipfile.Path(zipfile.ZipFile(BytesIO(broken(how)))))
    report = bundle.check(select=["5.1.2-3"])
    assert {file.path: file.status for file in report.files}[LOG] == "unreadable"
    (message,) = [problem.message for problem in report.problems if problem.file == LOG]
    assert message.startswith(f"{LOG} cannot be read (")
    outcomes = {element.id: element.outcome for element in report.findings[0].elements}
    assert outcomes["5.1.2-3/principal_observes_each_il"] is l5.Outcome.MISSING


def test_a_zip_in_memory_is_read_like_its_folder() -> None:
    bundle = l5.load(zipfile.Path(zipfile.ZipFile(BytesIO(packed()))))
    outcomes = [finding.outcome for finding in bundle.check().findings]
    assert outcomes == [finding.outcome for finding in l5.check(OAK).findings]


class Odd:
    """A folder, and what lies in it, of a library whose exceptions nobody knows."""

    def __init__(self, name: str, raises: str) -> None:
        self.name, self._raises = name, raises

    def _raise(self, what: str) -> None:
        if what == self._raises:
            raise RuntimeError("no such luck")

    def __str__(self) -> str:
        self._raise("str")
        return self.name

    def is_dir(self) -> bool:
        self._raise("is_dir")
        return self.name == "top"

    def is_file(self) -> bool:
        return not self.is_dir()

    def iterdir(self) -> Iterator["Odd"]:
        self._raise("iterdir")
        yield from (Odd(path.name, self._raises) for path in sorted(OAK.iterdir()))

    def open(self, mode: str = "r") -> Any:
        if self.name == LOG:
            self._raise("open")
        return (OAK / self.name).open("rb")


@pytest.mark.parametrize("raises", ["is_dir", "iterdir"])
def test_a_folder_that_cannot_be_listed_is_told(raises: str) -> None:
    with pytest.raises(l5.BundleError, match=r"top cannot be read \(no such luck\)"):
        l5.load(Odd("top", raises))


@pytest.mark.parametrize(("raises", "status"), [("str", "read"), ("open", "unreadable")])
def test_a_file_that_cannot_be_opened_is_unreadable(raises: str, status: str) -> None:
    report = l5.load(Odd("top", raises)).check()
    assert {file.path: file.status for file in report.files}[LOG] == status


class Unspeakable:
    """An object that cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError

    def read(self, most: int) -> bytes:
        raise RuntimeError("no such luck")


def test_what_is_no_bundle_is_told_whatever_it_is() -> None:
    for source in (10**5000, {1: 2}.keys()):
        with pytest.raises(l5.BundleError, match="is not a bundle"):
            l5.load(source)
    with pytest.raises(l5.BundleError, match=r"the bundle cannot be read \(no such luck\)"):
        l5.load(Unspeakable())
