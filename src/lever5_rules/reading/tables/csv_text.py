"""CSV files as rows of text: encodings, separators, and unreadable parts with their row."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from typing import Any, BinaryIO, TextIO

from lever5_rules.reading.cannot_read import Unreadable

_WIDE = (
    ("utf-32", (b"\xff\xfe\0\0", b"\0\0\xfe\xff")),
    ("utf-16", (b"\xff\xfe", b"\xfe\xff")),
)
"""The encodings that are known by their byte order mark; that of UTF-32 begins like the other."""
MOST_TITLE_ROWS = 30
"""The most lines with titles and notes above the header row."""
_PEEK = 1 << 16
_QUOTED = re.compile(r'"[^"]*"?')
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
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

    It is UTF-8, or UTF-16 or UTF-32 with a byte order mark; separated by commas, or by semicolons,
    tabs or vertical bars if its first row is. Nothing else is guessed. `above` is the number of
    lines above the header row: Excel writes the separator on one. `raw` must be seekable. Raises
    OSError if it cannot be read.
    """

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        head = raw.read(_PEEK)
        self.encoding = _find_encoding(head)
        begin = io.StringIO(head.decode(self.encoding, "replace"), newline="")
        self._begin = list(islice(begin, MOST_TITLE_ROWS + 1))
        first = next(filter(str.strip, self._begin), "")
        declared = _SEPARATOR_LINE.fullmatch(first.strip())
        self.above = 1 if declared else 0
        self.titles = False
        self.separator = declared.group(1) if declared else _find_separator(first)
        self._hashing = HashingReader(raw)

    @property
    def notes(self) -> list[str]:
        """Notes on how it was read."""
        notes = []
        if self._is_wide:
            notes.append(f"it is {self.encoding.upper()} text, and was read as such.")
        if self.separator != ",":
            name = _SEPARATORS.get(self.separator, f"{self.separator!r}")
            notes.append(f"its cells are separated by {name}, and were read so.")
        if self.titles:
            notes.append(f"the heads stand on line {self.above + 1}; what is above was not read.")
        return notes

    @property
    def _is_wide(self) -> bool:
        return self.encoding != "utf-8-sig"

    def pass_titles(self, are_heads: Callable[[list[str]], bool]) -> None:
        """Begin below the lines with titles, if one of the first lines has the heads.

        A title need not contain the separator, so each line is looked at with its own. Raises
        Unreadable if a line above them may be a row of the table.
        """
        begin, most = self.above, 0
        for number, line in enumerate(self._begin[begin:], start=begin):
            separator = self.separator if begin else _find_separator(line)
            try:
                row = next(csv.reader([line], delimiter=separator, strict=True), [])
            except csv.Error:
                continue
            if are_heads(row):
                if most * 2 > len(row):
                    raise Unreadable(
                        f"the heads stand on line {number + 1}, below a row of cells. Take away "
                        "what is above, or put it below the heads if it belongs to the table.",
                        number + 1,
                    )
                self.above, self.separator, self.titles = number, separator, True
                return
            most = max(most, sum(1 for cell in row if cell.strip()))

    def lines(self) -> TextIO:
        """Return the lines from the header row on.

        Reading them, and rows from them, may raise any of UNREADABLE; `explain` turns that into a
        sentence.
        """
        self._raw.seek(0)
        self._hashing = HashingReader(self._raw, wide=self._is_wide)
        buffered = io.BufferedReader(self._hashing, 1 << 16)
        text = io.TextIOWrapper(buffered, encoding=self.encoding, newline="")
        for _ in range(self.above):
            next(text, None)
        return text

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the non-empty rows, each with the line on which it begins."""
        reader = self._read_rows()
        line = first = 1 + self.above
        for row in reader:
            if any(row):
                yield line, row
            line = first + reader.line_num

    def explain(self, error: Exception) -> Unreadable:
        """Return the message for an exception, with the line of the row concerned."""
        if isinstance(error, Unreadable):
            return error
        if isinstance(error, UnicodeDecodeError):
            if self._is_wide:
                name = self.encoding.upper()
                return Unreadable(f"it begins as {name} text and breaks off. {_AS_UTF8}")
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
        line = first = 1 + self.above
        try:
            reader = self._read_rows()
            for _ in reader:
                line = first + reader.line_num
        except UNREADABLE:
            return line
        return None

    def _read_rows(self) -> Any:
        return csv.reader(self.lines(), delimiter=self.separator, strict=True)


def _find_encoding(head: bytes) -> str:
    """Return the encoding of a text, of which these are the first bytes."""
    return next((name for name, marks in _WIDE if head.startswith(marks)), "utf-8-sig")


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
