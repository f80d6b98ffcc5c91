"""Word documents (DOCX) as text by heading. A Word document has no pages until it is printed."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from attrs import frozen
from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from .archives import Archive
from .bundle import RawFile
from .pdf_files import MOST_LETTERS, TOO_LONG, Unread
from .quotes import Text
from .refused import Refused

MOST_BYTES_OF_A_PART = 12 << 20
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_HEADING = re.compile(r"heading\s?(\d)|(title)", re.IGNORECASE)
_LOWEST = 10
_BREAKS = frozenset({"w:tab", "w:br", "w:cr", "w:noBreakHyphen"})


@frozen(eq=False, repr=False, slots=False)
class Section:
    """A heading, its level (1 is the highest), and the text below it up to the next heading."""

    heading: str
    level: int
    text: str


def sections(file: RawFile) -> tuple[Section, ...]:
    """The text of a Word document, heading by heading. Raises Unread where it has none."""
    try:
        with file.open() as raw:
            found = tuple(_sections(raw))
    except OSError as error:
        raise Unread(f"it cannot be opened ({error.strerror}).") from None
    except Refused as error:
        raise Unread(f"{error} Open it in Word and save it again as .docx.") from None
    except DefusedXmlException:
        raise Unread("it is not as Word writes it: it defines entities. Save it again.") from None
    except (SAXException, ValueError, RecursionError):
        raise Unread("its text is broken. Open it in Word and save it again.") from None
    if not any(Text(one.heading + one.text).words for one in found):
        raise Unread("it holds no text, as a scanned document does. Cite one that has text.")
    return found


def _sections(raw: BinaryIO) -> Iterator[Section]:
    if raw.read(4) == _OLD_OFFICE:
        raise Unread(
            "it is protected by a password, or a Word file of before 2007. Save it as .docx "
            "without a password."
        )
    raw.seek(0)
    archive = Archive(raw)
    names = archive.names
    if _BODY not in names:
        if "mimetype" in names and b"opendocument" in archive.open("mimetype").read():
            raise Unread("it is an OpenDocument text under another name. Save it as .docx.")
        raise Unread("it is a zip, but no Word document. Save it as .docx.")
    styles = _Styles()
    if "word/styles.xml" in names:
        _parse(archive, "word/styles.xml", styles)
    for part in (_BODY, *(name for name in _NOTES if name in names)):
        body = _Body(styles.levels)
        _parse(archive, part, body)
        yield from body.sections()


def _parse(archive: Archive, part: str, handler: ContentHandler) -> None:
    if archive.size(part) > MOST_BYTES_OF_A_PART:
        raise Unread(f"its text is larger than {MOST_BYTES_OF_A_PART >> 20} MB. Cite a part of it.")
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    parser.parse(archive.open(part))


class _Styles(ContentHandler):
    """The styles that are headings, whatever language Word spoke when they were made."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: dict[str, int] = {}
        self._style = ""

    def startElement(self, name: str, attrs: Any) -> None:
        if name == "w:style":
            self._style = attrs.get("w:styleId", "")
        elif name == "w:name" and (found := _HEADING.match(attrs.get("w:val", ""))):
            self.levels[self._style] = int(found.group(1) or 1)
        elif name == "w:outlineLvl" and attrs.get("w:val", "").isdecimal():
            self.levels.setdefault(self._style, int(attrs.get("w:val")) + 1)


class _Body(ContentHandler):
    """Paragraphs in their order, those of tables among them."""

    def __init__(self, levels: dict[str, int]) -> None:
        super().__init__()
        self._levels = levels
        self._held: list[tuple[int, str]] = []
        self._letters: list[str] = []
        self._level = _LOWEST
        self._reading = False
        self._read = 0

    def startElement(self, name: str, attrs: Any) -> None:
        if name == "w:p":
            self._end_paragraph()
        elif name == "w:t":
            self._reading = True
        elif name in _BREAKS:
            self._letters.append("-" if name == "w:noBreakHyphen" else " ")
        elif name == "w:pStyle":
            self._level = self._levels.get(attrs.get("w:val", ""), self._level)
        elif name == "w:outlineLvl" and attrs.get("w:val", "").isdecimal():
            self._level = int(attrs.get("w:val")) + 1

    def endElement(self, name: str) -> None:
        if name == "w:t":
            self._reading = False
        elif name == "w:p":
            self._end_paragraph()

    def characters(self, content: str) -> None:
        if self._reading:
            self._letters.append(content)
            self._read += len(content)
            if self._read > MOST_LETTERS:
                raise Unread(TOO_LONG)

    def _end_paragraph(self) -> None:
        text = "".join(self._letters)
        if text.strip():
            self._held.append((self._level, text))
        self._letters, self._level = [], _LOWEST

    def sections(self) -> Iterator[Section]:
        """What was read, once it has been read to its end."""
        heading, level, below = "", _LOWEST, list[str]()
        for rank, text in self._held:
            if rank < _LOWEST:
                yield Section(heading, level, "\n".join(below))
                heading, level, below = text, rank, []
            else:
                below.append(text)
        yield Section(heading, level, "\n".join(below))
