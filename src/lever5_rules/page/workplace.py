"""The folder that holds the page's files, as a district's evidence does for the command."""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from zipfile import BadZipFile, ZipFile

from lever5_rules import Bundle, BundleError, UsageError
from lever5_rules.templates.files import write_zip

ZIP = ".zip"
ALONE = (ZIP, ".xlsx", ".xlsm")
"""Endings of a file that is a whole bundle, if it is the only one."""


class Workplace:
    """The files of the page by path, as the user added them."""

    def __init__(self, home: Path) -> None:
        self._root = home / "bundle"
        self._scratch = home / "scratch"
        self._kept_folder = home / "kept"
        self._kept_folder.mkdir(parents=True, exist_ok=True)
        self.clear()

    def put(self, files: Mapping[str, bytes], most: int) -> dict[str, bytes]:
        """Add or replace files; return those that came out of a zip added beside other files.

        Raises UsageError for a name that leads out of the folder, and for a zip that unpacks to
        more than `most` bytes; BundleError for a zip that cannot be read. Nothing is added then.
        """
        for name, content in files.items():
            _inside(name)
            if name.lower().endswith(ZIP):
                _require_small(name, content, most)
        together = files.keys() | self.sizes().keys()
        zips = sorted(name for name in together if name.lower().endswith(ZIP))
        stored: dict[str, bytes] = {}
        for name in zips:
            stored = self._members(name, files.get(name), len(together) > 1) | stored
        stored = {name: content for name, content in stored.items() if name not in together}
        for name, content in {**stored, **files}.items():
            target = self._root / _inside(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if len(together) > 1:
            self.remove(zips)
        return stored

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files; paths without a file are ignored."""
        for name in paths:
            (self._root / _inside(name)).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove all files."""
        for folder in (self._root, self._scratch):
            rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)

    def sizes(self) -> dict[str, int]:
        """Return the files with their sizes in bytes."""
        return {
            path.relative_to(self._root).as_posix(): path.stat().st_size for path in self._paths()
        }

    @property
    def source(self) -> Path:
        """The bundle as the command would receive it: a single workbook or zip, or the folder."""
        paths = self._paths()
        if not paths:
            raise UsageError("There are no files yet. Choose the district's files first.")
        alone = len(paths) == 1 and paths[0].suffix.lower() in ALONE
        return paths[0] if alone else self._root

    def without_folder(self, text: str) -> str:
        """Return a sentence without the path of the folder, which means nothing to the user."""
        text = re.sub(rf"{re.escape(str(self._kept_folder))}/\w+/", "", text)
        for folder in (self._root, self._scratch):
            text = text.replace(f"{folder}/", "")
        return text.replace(str(self._root), "What was chosen")

    @property
    def folder(self) -> Path:
        """The folder itself, for files that are not a bundle by themselves."""
        return self._root

    def zipped(self) -> bytes:
        """Return the files as a zip; the same files give the same bytes."""
        if self.source.suffix.lower() == ZIP:
            return self.source.read_bytes()
        target = self.scratch("bundle.zip")
        files = {
            path.relative_to(self._root).as_posix(): path.read_bytes() for path in self._paths()
        }
        write_zip(target, files)
        return target.read_bytes()

    def scratch(self, name: str) -> Path:
        """Return an unused path for an output."""
        target = self._scratch / name
        target.unlink(missing_ok=True)
        return target

    def handed_in(self, name: str, content: bytes) -> Path:
        """Return the path for an earlier report or plan, which leaves previous ones in place."""
        target = Path(mkdtemp(dir=self._kept_folder)) / Path(name).name
        target.write_bytes(content)
        return target

    def _members(self, name: str, content: bytes | None, unpacked: bool) -> dict[str, bytes]:
        """Return what a zip holds, if it is to be unpacked; without content it lies here already.

        Raises BundleError if it cannot be read.
        """
        stored = self._root / _inside(name)
        if content is not None:
            stored = self.scratch(stored.name)
            stored.write_bytes(content)
        try:
            files = Bundle.from_path(stored).files
            return {file.path: _bytes_of(file, name) for file in files} if unpacked else {}
        finally:
            if content is not None:
                stored.unlink()

    def _paths(self) -> list[Path]:
        return sorted(path for path in self._root.rglob("*") if path.is_file())


def megabytes(size: int) -> str:
    """Return a size for a sentence."""
    return f"{max(size / (1 << 20), 0.1):,.{0 if size >= 10 << 20 else 1}f} MB"


def _require_small(name: str, content: bytes, most: int) -> None:
    try:
        with ZipFile(BytesIO(content)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
    except BadZipFile:
        return  # which is told when it is read
    if unpacked > most:
        raise UsageError(
            f"{name} holds {megabytes(unpacked)} when it is unpacked, and this page reads at most "
            f"{megabytes(most)}. Leave out what is not evidence, or check it with the installed "
            "program, lever5 check."
        )


def _bytes_of(file: Any, zipped: str) -> bytes:
    try:
        with file.open() as raw:
            content: bytes = raw.read()
            return content
    except OSError as error:
        raise BundleError(
            f"{zipped} cannot be unpacked: {file.path} in it is broken ({error.strerror}). Save or "
            "download it again."
        ) from None


def _inside(name: str) -> Path:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\0" in name:
        raise UsageError(f"{name!r} is not a name of a file here.")
    return Path(*path.parts)
