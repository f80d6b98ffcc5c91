"""Zip archives with budgets: nothing in one may cost more than a district's evidence is worth.

Workbooks are zip archives too, so the same budgets keep them.
"""

import stat
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from lever5_rules.core.text import clipped

MOST_ENTRIES = 10_000
MOST_BYTES = 512 << 20
MOST_BYTES_OF_ONE = 128 << 20
MOST_RATIO = 300
MOST_DEPTH = 16
SMALL = 1 << 20
"""Below this an entry may be packed as tightly as it likes."""
_LOCAL_HEADER = 30


class Refused(Exception):
    """An archive that is not read; the text says why and what to do."""


class Archive:
    """A zip whose entries are known to be within the budgets that its directory claims."""

    def __init__(self, file: Path | BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Refused(f"it is no zip that can be opened ({clipped(str(error), 80)}).") from None
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise Refused(f"it has {len(entries)} entries; at most {MOST_ENTRIES} are read.")
        self.links = []
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            _check(entry)
            if stat.S_ISLNK(entry.external_attr >> 16):
                self.links.append(entry.filename)
            elif not entry.is_dir():
                if entry.filename in self._entries:
                    raise Refused(f"{clipped(entry.filename)} stands in it twice. Zip it again.")
                self._entries[entry.filename] = entry
        if sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise Refused(f"unpacked it would take more than {MOST_BYTES >> 20} MB.")
        _refuse_overlaps(entries)

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def size(self, name: str) -> int:
        """The bytes that an entry claims to unpack to."""
        return self._entries[name].file_size

    def open(self, name: str) -> BinaryIO:
        """An entry's bytes. Raises OSError where it is broken or larger than it claims."""
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as packed:
                content = packed.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as bad:
            raise OSError(0, f"the zip is broken here: {clipped(str(bad), 80)}") from None
        if len(content) > entry.file_size:
            raise OSError(0, "the zip says that it is smaller than it is")
        return BytesIO(content)


def _check(entry: zipfile.ZipInfo) -> None:
    name = clipped(entry.filename)
    parts = entry.filename.replace("\\", "/").split("/")
    if entry.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        raise Refused(f"the entry {name} leads out of the folder. Zip the folder again.")
    if len(parts) > MOST_DEPTH:
        raise Refused(f"the entry {name} lies more than {MOST_DEPTH} folders deep.")
    if entry.flag_bits & 1:
        raise Refused(f"the entry {name} is encrypted. Save it without a password.")
    if entry.file_size > MOST_BYTES_OF_ONE:
        raise Refused(f"the entry {name} is larger than {MOST_BYTES_OF_ONE >> 20} MB.")
    if entry.file_size > max(SMALL, entry.compress_size * MOST_RATIO):
        raise Refused(f"the entry {name} unpacks to more than {MOST_RATIO} times its size.")


def _refuse_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    """Entries that share bytes unpack to far more than the archive holds."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            raise Refused(f"the entry {clipped(entry.filename)} overlaps another. Zip it again.")
        end = (
            entry.header_offset
            + _LOCAL_HEADER
            + len(entry.filename.encode("utf-8", "surrogateescape"))
            + entry.compress_size
        )
