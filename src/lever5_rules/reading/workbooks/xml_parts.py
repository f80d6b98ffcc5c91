"""XML parts of office files, streamed: nothing is kept that the caller does not keep."""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO
from xml.parsers import expat

from lever5_rules.core.text import clipped
from lever5_rules.reading.cannot_read import UnreadablePackage

_CHUNK = 1 << 16
MEND = "Open it in Excel or LibreOffice and save it as .xlsx."


class Taker:
    """Receives the elements of a part; what it does not override is passed over."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an element."""

    def end(self, name: str) -> None:
        """Handle the end of an element."""

    def text(self, data: str) -> None:
        """Handle text within an element."""


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(" ")[2]


def stream(
    raw: BinaryIO, taker: Taker, *, convert: Callable[[str], str] = local, mend: str = MEND
) -> Iterator[None]:
    """Pass each element and text of a part on, pausing after each chunk.

    `convert` converts `namespace name` to the names passed on. Raises UnreadablePackage for
    anything that prevents reading to the end: invalid XML, an unknown encoding, a truncated zip, an
    invalid value; and for entity definitions, which no office program writes. `mend` says what to
    do about it.
    """

    def refuse_doctype(*_: object) -> None:
        raise UnreadablePackage(f"it defines a document type, as no office program does. {mend}")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = _CHUNK
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = lambda name, attributes: taker.start(
        convert(name),
        {local(key): value for key, value in attributes.items()} if attributes else attributes,
    )
    parser.EndElementHandler = lambda name: taker.end(convert(name))
    parser.CharacterDataHandler = taker.text
    try:
        while chunk := raw.read(_CHUNK):
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        raise UnreadablePackage(f"it is broken ({clipped(str(error), 80)}). {mend}") from None
    except OSError as error:
        raise UnreadablePackage(
            f"it is broken ({clipped(error.strerror or '', 80)}). {mend}"
        ) from None
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise UnreadablePackage(
            f"it is not as office programs write it ({type(error).__name__}). {mend}"
        ) from None
