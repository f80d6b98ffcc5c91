"""Word documents (DOCX) as text by heading, because they have no pages until they are printed."""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from attrs import frozen

from lever5_rules.reading.archives import Archive
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import OLD_OFFICE, UnreadablePackage, UnreadablePaper
from lever5_rules.reading.workbooks.xml_parts import Taker, local, stream

from .pdf_files import MOST_LETTERS, TOO_LONG
from .quotes import Text

MOST_BYTES_OF_A_PART = 12 << 20
_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_HEADING = re.compile(r"heading\s?(\d)|(title)", re.IGNORECASE)
_PROPERTIES = "docProps/core.xml"
_CHANGED = re.compile(rb"<dcterms:modified[^>]*>\s*(\d{4}-\d\d-\d\d)")
_LOWEST = 10
_BREAKS = frozenset({"tab", "br", "cr", "noBreakHyphen"})
_OF_WORD = "wordprocessingml"
"""Part of the namespaces of Word's own elements, as opposed to drawings and formulas."""


@frozen(eq=False, repr=False, slots=False)
class Section:
    """A heading, its level (1 is the highest), and the text up to the next heading."""

    heading: str
    level: int
    text: str


def sections(file: RawFile) -> tuple[Section, ...]:
    """Return the text of a Word document by heading. Raises UnreadablePaper if it has none."""
    try:
        with file.open() as raw:
            parts = tuple(_read_sections(raw))
    except OSError as error:
        raise UnreadablePaper(f"it cannot be opened ({error.strerror}).") from None
    except UnreadablePackage as error:
        raise UnreadablePaper(
            f"{str(error).strip()} Open it in Word and save it again as .docx."
        ) from None
    if not any(Text(section.heading + section.text).words for section in parts):
        raise UnreadablePaper(
            "it holds no text, as a scanned document does. Cite one that has text."
        )
    return parts


def beginning_and_day(file: RawFile, most: int) -> tuple[str, str, str]:
    """Return the first heading, the opening text and the day of the last change of a Word document.

    The day is that of its properties. What the document lacks is empty. Raises UnreadablePaper if
    it cannot be read.
    """
    heading, text = "", ""
    for section in sections(file):
        heading = heading or " ".join(section.heading.split())
        text += f"{section.heading}\n{section.text}\n"
        if len(text) > most:
            break
    try:
        with file.open() as raw:
            archive = Archive(raw)
            properties = archive.open(_PROPERTIES).read() if _PROPERTIES in archive.names else b""
    except UnreadablePackage:
        properties = b""
    changed = _CHANGED.search(properties)
    return heading, text, changed[1].decode("ascii") if changed else ""


def _read_sections(raw: BinaryIO) -> Iterator[Section]:
    if raw.read(4) == OLD_OFFICE:
        raise UnreadablePaper(
            "it is protected by a password, or a Word file of before 2007. Save it as .docx "
            "without a password."
        )
    raw.seek(0)
    archive = Archive(raw)
    names = archive.names
    if _BODY not in names:
        if "mimetype" in names and b"opendocument" in archive.open("mimetype").read():
            raise UnreadablePaper(
                "it is an OpenDocument text under another name. Save it as .docx."
            )
        raise UnreadablePaper("it is a zip, but no Word document. Save it as .docx.")
    styles = _Styles()
    if "word/styles.xml" in names:
        _parse(archive, "word/styles.xml", styles)
    for part in (_BODY, *(name for name in _NOTES if name in names)):
        body = _Body(styles.levels)
        _parse(archive, part, body)
        yield from body.sections()


def _parse(archive: Archive, part: str, handler: Taker) -> None:
    if archive.size(part) > MOST_BYTES_OF_A_PART:
        raise UnreadablePaper(
            f"its text is larger than {MOST_BYTES_OF_A_PART >> 20} MB. Cite a part of it."
        )
    with archive.open(part) as raw:
        for _ in stream(raw, handler, convert=_find_local_name, mend=""):
            pass


def _find_local_name(name: str) -> str:
    """Return the local name of one of Word's own elements; empty for elements of other
    namespaces."""
    return local(name) if _OF_WORD in name else ""


class _Styles(Taker):
    """The heading styles of a document, in any language of Word."""

    def __init__(self) -> None:
        self.levels: dict[str, int] = {}
        self._style = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "style":
            self._style = attributes.get("styleId", "")
        elif name == "name" and (match := _HEADING.match(value)):
            self.levels[self._style] = int(match.group(1) or 1)
        elif name == "outlineLvl" and value.isdecimal():
            self.levels.setdefault(self._style, int(value) + 1)


class _Body(Taker):
    """The paragraphs of a document in order, including those in tables."""

    def __init__(self, levels: dict[str, int]) -> None:
        self._levels = levels
        self._paragraphs: list[tuple[int, str]] = []
        self._letters: list[str] = []
        self._level = _LOWEST
        self._reading = False
        self._characters = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "p":
            self._end_paragraph()
        elif name == "t":
            self._reading = True
        elif name in _BREAKS:
            self._letters.append("-" if name == "noBreakHyphen" else " ")
        elif name == "pStyle":
            self._level = self._levels.get(value, self._level)
        elif name == "outlineLvl" and value.isdecimal():
            self._level = int(value) + 1

    def end(self, name: str) -> None:
        if name == "t":
            self._reading = False
        elif name == "p":
            self._end_paragraph()

    def text(self, data: str) -> None:
        if self._reading:
            self._letters.append(data)
            self._characters += len(data)
            if self._characters > MOST_LETTERS:
                raise UnreadablePaper(TOO_LONG)

    def _end_paragraph(self) -> None:
        text = "".join(self._letters)
        if text.strip():
            self._paragraphs.append((self._level, text))
        self._letters, self._level = [], _LOWEST

    def sections(self) -> Iterator[Section]:
        """Yield the sections, after the document has been read to its end."""
        heading, level, below = "", _LOWEST, list[str]()
        for rank, text in self._paragraphs:
            if rank < _LOWEST:
                yield Section(heading, level, "\n".join(below))
                heading, level, below = text, rank, []
            else:
                below.append(text)
        yield Section(heading, level, "\n".join(below))
