"""Zip archives with size limits, so that no archive can exhaust memory or time.

Workbooks are zip archives too and have the same limits. Nothing is unpacked to disk, and archives
within archives are not opened.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import IO, Any, BinaryIO

from lever5_rules.core.text import clipped, normal
from lever5_rules.reading.cannot_read import UnreadablePackage

MOST_ENTRIES = 10_000
MOST_BYTES = 512 << 20
MOST_BYTES_OF_ONE = 128 << 20
MOST_RATIO = 300
MOST_DEPTH = 16
SMALL = 1 << 20
"""Entries smaller than this may have any compression ratio."""
_LOCAL_HEADER = 30
_CHUNK = 1 << 20
_BUFFER = 1 << 16
_UTF_8 = 0x800
_DIRECTORY_ENTRY = b"PK\x01\x02"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ArithmeticError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)
"""The exceptions that the zip library and its codecs raise for broken data."""
_DRIVE = re.compile("[A-Za-z]:")


class Archive:
    """A zip whose entries are known to be within the budgets that its directory claims: `most` is
    how many bytes they may unpack to in all, where nobody else counts them."""

    def __init__(
        self, file: Path | BinaryIO, *, entries: int = MOST_ENTRIES, most: int | None = MOST_BYTES
    ) -> None:
        try:
            _refuse_long_directory(file, entries)
            self._zip = zipfile.ZipFile(file)
        except (*_BROKEN, OSError) as error:
            raise UnreadablePackage(_explain_refused(file, error)) from None
        members = self._zip.infolist()
        if len(members) > entries:
            raise UnreadablePackage(f"it has {len(members)} entries; at most {entries} are read.")
        self.links = []
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in members:
            name = _check_name(entry)
            if stat.S_ISLNK(entry.external_attr >> 16):
                self.links.append(name)
            elif name and not name.endswith("/"):
                if name in self._entries:
                    raise UnreadablePackage(f"{clipped(name)} stands in it twice. Zip it again.")
                self._entries[name] = entry
        if most is not None and sum(entry.file_size for entry in members) > most:
            raise UnreadablePackage(f"unpacked it would take more than {most >> 20} MB.")
        _refuse_twins(self._entries)
        _refuse_overlaps(members)

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def size(self, name: str) -> int:
        """Return the unpacked size that an entry claims, in bytes."""
        return self._entries[name].file_size

    def open(self, name: str) -> BinaryIO:
        """Return a stream that unpacks an entry while it is read, up to the size it claims.

        Raises OSError if it is broken, immediately or while reading.
        """
        return BufferedReader(_EntryStream(self._zip, self._entries[name]), _BUFFER)

    def read(self, name: str) -> bytes:
        """Return all bytes of an entry. Raises OSError if it is broken."""
        with self.open(name) as packed:
            return packed.read()


class _EntryStream(RawIOBase):
    """A stream over the bytes of an entry; errors of the zip library become OSError."""

    def __init__(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        self._archive = archive
        self._entry = entry
        self._packed = self._open_entry()

    def _open_entry(self) -> IO[bytes]:
        try:
            return self._archive.open(self._entry)
        except _BROKEN as error:
            raise _make_os_error(error) from None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            packed = self._packed.read(len(buffer))
        except _BROKEN as error:
            raise _make_os_error(error) from None
        if not packed and len(buffer) and self._packed.tell() < self._entry.file_size:
            raise OSError(0, "the zip is broken here: it says that it is larger than it is")
        buffer[: len(packed)] = packed
        return len(packed)

    def tell(self) -> int:
        return self._packed.tell()

    def seek(self, offset: int, whence: int = 0, /) -> int:
        try:
            return self._packed.seek(offset, whence)
        except _BROKEN as error:
            raise _make_os_error(error) from None


def in_memory(raw: BinaryIO, most: int) -> BytesIO:
    """Return the bytes of a file for random access. Raises UnreadablePackage past `most` bytes."""
    content = raw.read(most + 1)
    if len(content) > most:
        raise UnreadablePackage(
            f"it is larger than {most >> 20} MB. Leave out pictures, or save it as CSV."
        )
    return BytesIO(content)


def _explain_refused(file: Path | BinaryIO, error: Exception) -> str:
    if isinstance(file, BytesIO) and not file.getbuffer().nbytes:
        return "it is empty. Save or download it again."
    why = f" ({clipped(str(error), 80)})" if isinstance(error, OSError) else ""
    return (
        f"its content is not that of such a file{why}: it is something else, or was cut off. Save "
        "or download it again."
    )


def _make_os_error(error: Exception) -> OSError:
    return OSError(0, f"the zip is broken here: {clipped(str(error), 80)}")


def _refuse_long_directory(file: Path | BinaryIO, entries: int) -> None:
    """Refuse a directory that is so long that it would fill the memory before entries are
    counted."""
    raw = file.open("rb") if isinstance(file, Path) else file
    try:
        length, tail = 0, b""
        while chunk := raw.read(_CHUNK):
            length += (tail + chunk).count(_DIRECTORY_ENTRY)
            tail = chunk[-len(_DIRECTORY_ENTRY) + 1 :]
            if length > 4 * entries:  # archives inside it have entries of their own
                raise UnreadablePackage(f"it has far more than {entries} entries.")
    finally:
        if isinstance(file, Path):
            raw.close()
        else:
            raw.seek(0)


def _check_name(entry: zipfile.ZipInfo) -> str:
    """Return the path of an entry with `/` separators and without a leading `./`.

    Windows programs write other separators, and tar programs the prefix.
    """
    path = _decode_name(entry).replace("\\", "/")
    name = clipped(path)
    if not path:
        raise UnreadablePackage("an entry of it has no name. Zip the folder again.")
    absolute = path.startswith("/") or _DRIVE.match(path)
    *folders, last = path.split("/")
    parts = [*(folder for folder in folders if folder not in ("", ".")), last]
    path = "/".join(parts if last != "." else [*parts[:-1], ""])
    if absolute or ".." in parts:
        raise UnreadablePackage(f"the entry {name} leads out of the folder. Zip the folder again.")
    if len(parts) > MOST_DEPTH:
        raise UnreadablePackage(f"the entry {name} lies more than {MOST_DEPTH} folders deep.")
    if entry.flag_bits & 1:
        raise UnreadablePackage(f"the entry {name} is encrypted. Save it without a password.")
    if entry.file_size > MOST_BYTES_OF_ONE:
        raise UnreadablePackage(f"the entry {name} is larger than {MOST_BYTES_OF_ONE >> 20} MB.")
    if entry.file_size > max(SMALL, entry.compress_size * MOST_RATIO):
        raise UnreadablePackage(
            f"the entry {name} unpacks to more than {MOST_RATIO} times its size."
        )
    return path


def _decode_name(entry: zipfile.ZipInfo) -> str:
    """Return the decoded name of an entry; many programs write UTF-8 without saying so."""
    if entry.flag_bits & _UTF_8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _refuse_twins(names: Iterable[str]) -> None:
    """Refuse names that denote the same file on Windows or macOS, where one would replace the
    other."""
    spellings: dict[str, str] = {}
    for name in names:
        other = spellings.setdefault(normal("NFC", name).casefold(), name)
        if other != name:
            raise UnreadablePackage(
                f"{clipped(other)} and {clipped(name)} are the same file on many computers. "
                "Rename one and zip it again."
            )


def _refuse_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse entries that share bytes, which could unpack to far more than the archive holds."""
    end = 0
    for entry in sorted(entries, key=lambda member: member.header_offset):
        if entry.header_offset < end:
            raise UnreadablePackage(
                f"the entry {clipped(entry.filename)} overlaps another. Zip it again."
            )
        end = (
            entry.header_offset
            + _LOCAL_HEADER
            + len(entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF_8 else "cp437"))
            + entry.compress_size
        )
