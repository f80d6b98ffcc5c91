"""CSV files as rows of text: encodings, separators, and what cannot be read, told with its row."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, BinaryIO, TextIO

from lever5_rules.core.places import Place

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PEEK = 1 << 16
_QUOTED = re.compile(r'"[^"]*"?')
_DECLARED = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_AS_UTF8 = "Save it as CSV in UTF-8; in Excel the type is called CSV UTF-8 (Comma delimited)."


class Unreadable(Exception):
    """A file that cannot be read to its end; `place` is where reading stopped."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.place = place


UNREADABLE = (Unreadable, UnicodeDecodeError, csv.Error)
"""What reading the rows of a CsvText may raise."""


class HashingReader(io.RawIOBase):
    """Reads a file once: hashes what passes and stops at a NUL byte, which no text has."""

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
                raise Unreadable(f"it holds a NUL byte and is no plain text. {_AS_UTF8}", line)
            self.lines += chunk.count(b"\n")
        return int(number or 0)


class CsvText:
    """One CSV file, to be read once: UTF-8, or UTF-16 with its mark; separated by commas, or by
    semicolons or tabs where its first row is. Nothing else is guessed. `declared` where Excel has
    written the separator on a line of its own, above the heads.

    `raw` must be able to go back to its beginning. Raises OSError where it cannot be read.
    """

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        head = raw.read(_PEEK)
        self.encoding = "utf-16" if head.startswith(_UTF16) else "utf-8-sig"
        first = next(filter(str.strip, head.decode(self.encoding, "replace").splitlines()), "")
        declared = _DECLARED.fullmatch(first.strip("\r\n"))
        self.declared = declared is not None
        self.separator = declared.group(1) if declared else _separator(first)
        self._hashing = HashingReader(raw)

    @property
    def notes(self) -> list[str]:
        """What a reader would like to know of how it was read."""
        found = []
        if self.encoding == "utf-16":
            found.append("it is UTF-16 text, and was read as such.")
        if self.separator != ",":
            name = _SEPARATORS.get(self.separator, f"{self.separator!r}")
            found.append(f"its cells are separated by {name}, and were read so.")
        return found

    def lines(self) -> TextIO:
        """The lines as they stand, from the heads on. It may raise any of UNREADABLE, as what
        reads rows of them may, of which `why` makes a sentence."""
        self._raw.seek(0)
        self._hashing = HashingReader(self._raw, wide=self.encoding == "utf-16")
        buffered = io.BufferedReader(self._hashing, 1 << 16)
        text = io.TextIOWrapper(buffered, encoding=self.encoding, newline="")
        if self.declared:
            next(text, None)
        return text

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that are not empty, each with the line on which it begins."""
        reader = self._rows()
        line = first = 1 + self.declared
        for row in reader:
            if any(row):
                yield line, row
            line = first + reader.line_num

    def why(self, error: Exception) -> Unreadable:
        """The sentence for what reading has raised, with the line of the row concerned."""
        if isinstance(error, Unreadable):
            return error
        if isinstance(error, UnicodeDecodeError):
            if self.encoding == "utf-16":
                return Unreadable(f"it begins as UTF-16 text and breaks off. {_AS_UTF8}")
            return Unreadable(f"it is not UTF-8 text. {_AS_UTF8}", _undecodable(self._raw))
        return Unreadable(_damage(str(error)), self._damaged())

    def digest(self) -> str:
        """The SHA-256 of the whole file, however far it was read."""
        self._raw.seek(0)
        whole = sha256()
        while chunk := self._raw.read(1 << 20):
            whole.update(chunk)
        return whole.hexdigest()

    @property
    def digest_as_read(self) -> str:
        """The SHA-256 of what was read: of the whole file, where it was read to its end."""
        return self._hashing.digest.hexdigest()

    def _damaged(self) -> int | None:
        """The line on which the first row begins that the csv module cannot read."""
        line = first = 1 + self.declared
        try:
            reader = self._rows()
            for _ in reader:
                line = first + reader.line_num
        except UNREADABLE:
            return line
        return None

    def _rows(self) -> Any:
        return csv.reader(self.lines(), delimiter=self.separator, strict=True)


def _separator(heads: str) -> str:
    """The separator that stands most often in the heads, outside of quotation marks."""
    found = Counter(_QUOTED.sub("", heads))
    return max(_SEPARATORS, key=lambda one: (found[one], one == ","))


def _damage(said: str) -> str:
    """What is wrong with a row, from what the csv module says of it."""
    if "field limit" in said:
        return (
            f"the row that begins here has a cell of more than {csv.field_size_limit()} "
            "characters, most often since a quotation mark is never closed. Mend the row of this "
            "CSV file."
        )
    if "end of data" in said:
        return (
            "the row that begins here has a quotation mark that is never closed. Mend the row of "
            "this CSV file."
        )
    return (
        "the row that begins here has a quotation mark within a cell. Write it twice, or save the "
        f"file as CSV again ({said})."
    )


def _undecodable(raw: BinaryIO) -> int | None:
    """The line of the first byte that is no UTF-8."""
    raw.seek(0)
    lines = 1
    for number, line in enumerate(raw, start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
        lines = number
    return lines
