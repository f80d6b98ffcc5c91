"""CSV files as rows of text: encodings, separators, and unreadable parts with their row."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, BinaryIO, TextIO

from lever5_rules.reading.cannot_read import Unreadable

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PEEK = 1 << 16
_QUOTED = re.compile(r'"[^"]*"?')
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_AS_UTF8 = "Save it as CSV in UTF-8; in Excel the type is called CSV UTF-8 (Comma delimited)."


UNREADABLE = (Unreadable, UnicodeDecodeError, csv.Error)
"""The exceptions that reading the rows of a CsvText may raise."""


class HashingReader(io.RawIOBase):
    """Reads a file once: hashes the bytes and stops at a NUL byte, which no text contains."""

    def __init__(self, raw: BinaryIO, *, wide: bool = False) -> None:
        self._raw = raw
        self._wide = wide
        self.digest = sha256()
        self.lines = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        number = self._raw.readinto(buffer)  # type: ignore[attr-defined]
        if number:
            chunk = bytes(buffer[:number])
            self.digest.update(chunk)
            nul = -1 if self._wide else chunk.find(b"\0")
            if nul >= 0:
                line = self.lines + chunk.count(b"\n", 0, nul) + 1
                raise Unreadable(f"it holds a NUL byte and is not plain text. {_AS_UTF8}", line)
            self.lines += chunk.count(b"\n")
        return int(number or 0)


class CsvText:
    """One CSV file, to be read once.

    It is UTF-8, or UTF-16 with a byte order mark; separated by commas, or by semicolons or tabs if
    its first row is. Nothing else is guessed. `declared`: Excel wrote the separator on a line of
    its own above the header row. `raw` must be seekable. Raises OSError if it cannot be read.
    """

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        head = raw.read(_PEEK)
        self.encoding = "utf-16" if head.startswith(_UTF16) else "utf-8-sig"
        first = next(filter(str.strip, head.decode(self.encoding, "replace").splitlines()), "")
        declared = _SEPARATOR_LINE.fullmatch(first.strip("\r\n"))
        self.declared = declared is not None
        self.separator = declared.group(1) if declared else _find_separator(first)
        self._hashing = HashingReader(raw)

    @property
    def notes(self) -> list[str]:
        """Notes on how it was read."""
        notes = []
        if self.encoding == "utf-16":
            notes.append("it is UTF-16 text, and was read as such.")
        if self.separator != ",":
            name = _SEPARATORS.get(self.separator, f"{self.separator!r}")
            notes.append(f"its cells are separated by {name}, and were read so.")
        return notes

    def lines(self) -> TextIO:
        """Return the lines from the header row on.

        Reading them, and rows from them, may raise any of UNREADABLE; `explain` turns that into a
        sentence.
        """
        self._raw.seek(0)
        self._hashing = HashingReader(self._raw, wide=self.encoding == "utf-16")
        buffered = io.BufferedReader(self._hashing, 1 << 16)
        text = io.TextIOWrapper(buffered, encoding=self.encoding, newline="")
        if self.declared:
            next(text, None)
        return text

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the non-empty rows, each with the line on which it begins."""
        reader = self._read_rows()
        line = first = 1 + self.declared
        for row in reader:
            if any(row):
                yield line, row
            line = first + reader.line_num

    def explain(self, error: Exception) -> Unreadable:
        """Return the message for an exception, with the line of the row concerned."""
        if isinstance(error, Unreadable):
            return error
        if isinstance(error, UnicodeDecodeError):
            if self.encoding == "utf-16":
                return Unreadable(f"it begins as UTF-16 text and breaks off. {_AS_UTF8}")
            return Unreadable(
                f"it is not UTF-8 text. {_AS_UTF8}", _find_undecodable_line(self._raw)
            )
        return Unreadable(_describe_damage(str(error)), self._find_damaged_line())

    def digest(self) -> str:
        """Return the SHA-256 of the whole file, however far it was read."""
        self._raw.seek(0)
        whole = sha256()
        while chunk := self._raw.read(1 << 20):
            whole.update(chunk)
        return whole.hexdigest()

    @property
    def digest_as_read(self) -> str:
        """The SHA-256 of what was read: of the whole file, if it was read to its end."""
        return self._hashing.digest.hexdigest()

    def _find_damaged_line(self) -> int | None:
        """Return the line on which the first row begins that the csv module cannot read."""
        line = first = 1 + self.declared
        try:
            reader = self._read_rows()
            for _ in reader:
                line = first + reader.line_num
        except UNREADABLE:
            return line
        return None

    def _read_rows(self) -> Any:
        return csv.reader(self.lines(), delimiter=self.separator, strict=True)


def _find_separator(heads: str) -> str:
    """Return the most frequent separator in the header row outside of quotation marks."""
    counts = Counter(_QUOTED.sub("", heads))
    return max(_SEPARATORS, key=lambda separator: (counts[separator], separator == ","))


def _describe_damage(text: str) -> str:
    """Return what is wrong with a row, given the message of the csv module."""
    if "field limit" in text:
        return (
            f"the row that begins here has a cell of more than {csv.field_size_limit()} "
            "characters, most often since a quotation mark is never closed. Mend the row of this "
            "CSV file."
        )
    if "end of data" in text:
        return (
            "the row that begins here has a quotation mark that is never closed. Mend the row of "
            "this CSV file."
        )
    return (
        "the row that begins here has a quotation mark within a cell. Write it twice, or save the "
        f"file as CSV again ({text})."
    )


def _find_undecodable_line(raw: BinaryIO) -> int | None:
    """Return the line of the first byte that is not valid UTF-8."""
    raw.seek(0)
    lines = 1
    for number, line in enumerate(raw, start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
        lines = number
    return lines
