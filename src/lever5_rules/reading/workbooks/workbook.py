"""Workbooks (XLSX) as sheets of cells: read part by part within size limits, without guessing.

What is displayed is what is read: the cached value of a formula, the date behind a number, 17 for a
stored 17.0, and 001 for a cell formatted as 001. An error value and a formula without a cached
value are not blank: they become a `Bad` cell that says so.

openpyxl is not used, because it keeps every row of a sheet in memory, silently drops rows that are
out of order, and must read a sheet twice to distinguish formulas from values.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO

from lever5_rules.reading.archives import Archive
from lever5_rules.reading.cannot_read import OLD_OFFICE, UnreadablePackage
from lever5_rules.reading.tables.sheets import Cell, Remark, Sheet

from .cells import BUILT_IN, unescaped
from .sheet import rows_of
from .xml_parts import Taker, stream

MOST_BYTES_OF_SHEETS = 64 << 20
MOST_BYTES_OF_STRINGS = 32 << 20
MOST_BYTES_OF_A_PART = 8 << 20
MOST_SHEETS = 400
_COMMENTS = re.compile(r"^xl/(?:threaded)?comments?", re.IGNORECASE)


class Workbook:
    """An open workbook; its sheets may be read in any order, once each.

    Raises UnreadablePackage, when opened or while a sheet is read, if it cannot be read.
    """

    def __init__(self, file: BinaryIO) -> None:
        if file.read(4) == OLD_OFFICE:
            raise UnreadablePackage(
                "it is protected by a password, or an Excel file of before 2007. Save it as .xlsx "
                "without a password."
            )
        file.seek(0)
        self._archive = Archive(file)
        # The names of the parts of a package ignore case (ECMA-376, part 2).
        self._parts = {name.casefold(): name for name in self._archive.names}
        if "[content_types].xml" not in self._parts:
            raise UnreadablePackage("it is a zip, but no Excel workbook. Save it as .xlsx.")
        self.cells = self.letters = self.elements = 0
        self.strings: list[str] = []
        self.formats: list[str] = []
        self.struck: frozenset[int] = frozenset()
        self.coloured: frozenset[int] = frozenset()
        self.first_day = date(1899, 12, 30)
        main = next((at for sort, at in self._related("") if sort == "officeDocument"), "")
        part = _BookPart()
        self._parse_part(main, MOST_BYTES_OF_A_PART, part)
        if part.from_1904:
            self.first_day = date(1904, 1, 1)
        related = dict(self._ids(main))
        for sort, at in self._related(main):
            if sort == "sharedStrings":
                self._parse_part(at, MOST_BYTES_OF_STRINGS, _Strings(self.strings))
            elif sort == "styles":
                styles = _Styles()
                self._parse_part(at, MOST_BYTES_OF_A_PART, styles)
                self.formats = styles.formats()
                self.struck = styles.struck()
                self.coloured = styles.coloured()
        sheets = [
            (title, hidden, related[rel][1])
            for title, hidden, rel in part.sheets
            if rel in related and related[rel][0] == "worksheet"
        ]
        if not sheets:
            raise UnreadablePackage(
                "no sheet can be found in it. Open it in Excel and save it as .xlsx."
            )
        if len(sheets) > MOST_SHEETS:
            raise UnreadablePackage(f"it has {len(sheets)} sheets; at most {MOST_SHEETS} are read.")
        if sum(self._size(at) for _, _, at in sheets) > MOST_BYTES_OF_SHEETS:
            raise UnreadablePackage(
                f"its sheets hold more than {MOST_BYTES_OF_SHEETS >> 20} MB. Save the large ones "
                "as CSV."
            )
        self.sheets = [self._sheet(*sheet) for sheet in sheets]

    def _sheet(self, title: str, hidden: bool, at: str) -> Sheet:
        remarks: list[Remark] = []

        def rows() -> Iterator[tuple[int, Sequence[Cell]]]:
            yield from rows_of(self._open(at), self, title, remarks)

        return Sheet(title, hidden, rows(), remarks)

    def comments(self) -> Iterator[str]:
        """Yield the texts of the cell comments of all sheets."""
        for name in self._archive.names:
            if _COMMENTS.search(name):
                strings = _Strings([], "comment")
                self._parse_part(name, MOST_BYTES_OF_A_PART, strings)
                yield from strings.texts

    def _related(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield type and name of the parts that a part of the workbook refers to."""
        yield from (pair for _, pair in self._ids(part))

    def _ids(self, part: str) -> Iterator[tuple[str, tuple[str, str]]]:
        folder, _, name = part.rpartition("/")
        relations = _Relations(folder)
        self._parse_part(f"{folder}/_rels/{name}.rels".lstrip("/"), MOST_BYTES_OF_A_PART, relations)
        yield from relations.parts.items()

    def _parse_part(self, at: str, most: int, taker: Taker) -> None:
        if self._size(at) > most:
            raise UnreadablePackage(
                f"its part {at} is larger than {most >> 20} MB. Save it as CSV instead."
            )
        for _ in stream(self._open(at), taker):
            pass

    def _size(self, at: str) -> int:
        name = self._parts.get(at.casefold())
        return self._archive.size(name) if name is not None else 0

    def _open(self, at: str) -> BinaryIO:
        name = self._parts.get(at.casefold())
        if name is None:
            raise UnreadablePackage(
                "it is not a complete workbook. Open it in Excel and save it as .xlsx."
            )
        try:
            return self._archive.open(name)
        except OSError as error:
            raise UnreadablePackage(f"{error.strerror}. Save it again.") from None


class _Relations(Taker):
    def __init__(self, folder: str) -> None:
        self.parts: dict[str, tuple[str, str]] = {}
        self._folder = folder

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = posixpath.normpath(posixpath.join("/", self._folder, target))
            sort = attributes.get("Type", "").rpartition("/")[2]
            self.parts[attributes.get("Id", "")] = (sort, path.lstrip("/"))


class _BookPart(Taker):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, attributes.get("id", "")))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true", "on")


class _Strings(Taker):
    """The texts of cells or comments, without phonetic readings of East Asian words (rPh)."""

    def __init__(self, strings: list[str], tag: str = "si") -> None:
        self.texts = strings
        self._each = tag
        self._parts: list[str] = []
        self._listens = False
        self._silent = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "t":
            self._listens = not self._silent
        elif name == "rPh":
            self._silent = True

    def text(self, data: str) -> None:
        if self._listens:
            self._parts.append(data)

    def end(self, name: str) -> None:
        if name == "t":
            self._listens = False
        elif name == "rPh":
            self._silent = False
        elif name == self._each:
            self.texts.append(unescaped("".join(self._parts)))
            self._parts.clear()


_PLAIN_FILLS = frozenset({"FFFFFF", "000000", "1F4E78", "DDEBF7"})
"""White, none, and the colours of heads in our templates."""


class _Styles(Taker):
    def __init__(self) -> None:
        self._codes = dict(BUILT_IN)
        self._used: list[int] = []
        self._fonts: list[int] = []
        self._struck: list[bool] = []
        self._fills: list[int] = []
        self._coloured: list[bool] = []
        self._within = self._in_fonts = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt" and not self._within:
            self._codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            self._used.append(int(attributes.get("numFmtId", "0")))
            self._fonts.append(int(attributes.get("fontId", "0")))
            self._fills.append(int(attributes.get("fillId", "0")))
        elif name == "fill":
            self._coloured.append(False)
        elif name == "fgColor" and self._coloured:
            self._coloured[-1] = attributes.get("rgb", "FF").upper()[-6:] not in _PLAIN_FILLS
        elif name == "dxfs":
            self._coloured.append(False)  # fills of rules of formatting are of no cell
        elif name == "fonts":
            self._in_fonts = True
        elif name == "font" and self._in_fonts:
            self._struck.append(False)
        elif name == "strike" and self._in_fonts and self._struck:
            self._struck[-1] = attributes.get("val", "1") not in ("0", "false")

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._within = False
        elif name == "fonts":
            self._in_fonts = False

    def struck(self) -> frozenset[int]:
        """Return the styles whose text is struck through."""
        lines = {font for font, struck in enumerate(self._struck) if struck}
        return frozenset(style for style, font in enumerate(self._fonts) if font in lines)

    def coloured(self) -> frozenset[int]:
        """Return the styles of cells with a color that the templates do not use."""
        fills = {fill for fill, coloured in enumerate(self._coloured) if coloured}
        return frozenset(style for style, fill in enumerate(self._fills) if fill in fills)

    def formats(self) -> list[str]:
        """Return the number format of each style, by its number."""
        return [self._codes.get(number, "") for number in self._used]
