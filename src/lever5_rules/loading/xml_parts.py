"""XML parts of office files, streamed: nothing is kept that the caller does not keep."""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, TypeAlias
from xml.parsers import expat

from lever5_rules.core.text import clipped

from .refused import Refused

_CHUNK = 1 << 16
_MEND = "Open it in Excel or LibreOffice and save it as .xlsx."

Start: TypeAlias = Callable[[str, Mapping[str, str]], None]
End: TypeAlias = Callable[[str], None]
Text: TypeAlias = Callable[[str], None]


def stream(raw: BinaryIO, start: Start, end: End, text: Text) -> Iterator[None]:
    """Calls back for each element and text of a part, pausing after each piece of it.

    Names come without namespaces. Raises Refused for what is no XML, and for what defines
    entities, as no office program does.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = _CHUNK
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, held: start(
        _local(name), {_local(key): value for key, value in held.items()} if held else held
    )
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = text
    try:
        while chunk := raw.read(_CHUNK):
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        raise Refused(f"it is broken ({clipped(str(error), 80)}). {_MEND}") from None
    except OSError as error:
        raise Refused(f"it is broken ({clipped(error.strerror or '', 80)}). {_MEND}") from None
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise Refused(f"it is not as Excel writes it ({type(error).__name__}). {_MEND}") from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_doctype(*_: object) -> None:
    raise Refused(f"it defines a document type, as no office program does. {_MEND}")
