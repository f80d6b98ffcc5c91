"""The exceptions for what a district hands in and the reader cannot read.

They stay inside the reading layer: whoever catches one reports the file, and the check goes on. The
text says why something cannot be read and what to do. What ends a call is in `core/errors.py`.
"""

from collections.abc import Iterable
from typing import Any

from lever5_rules.core.places import Place
from lever5_rules.core.text import likely

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""The first bytes of files of Office before 2007 and of encrypted ones, which are not read."""


class CannotRead(Exception):
    """Something handed in cannot be read; `place` is where reading stopped, if that is known."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.place = place


class Unreadable(CannotRead):
    """A file cannot be read to its end: a table, an export, or a calendar feed."""


def utf8_text(content: bytes) -> str:
    """Return text in UTF-8. Raises Unreadable, with the line, for other bytes."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable("it is not UTF-8 text. Save it as UTF-8.", line) from None


class UnreadablePackage(CannotRead):
    """A zip, or an Office file, which is a zip inside, is damaged, oversized, or unsafe to open."""


class UnreadablePaper(CannotRead):
    """A cited PDF or Word document, or a page of it, cannot be read."""


class UnreadableRecurrence(CannotRead):
    """A calendar event recurs by an unsupported rule; the text is the end of a sentence."""


class UnreadableValue(CannotRead, ValueError):
    """A value does not fit its field; the text says what was expected.

    The text suggests the word of `known` nearest to `word`. It is searched only when the text is
    needed, because most of these errors are never shown. `beside` are the other items of a list of
    which one does not fit.
    """

    def __init__(self, expected: str, word: str = "", words: Iterable[str] = ()) -> None:
        super().__init__(expected)
        self.beside: tuple[Any, ...] = ()
        self._word = word
        self._words = words

    def __str__(self) -> str:
        hint = likely(self._word, self._words) if self._word else ""
        return f"{super().__str__()}{hint}"


class NamesAmongIds(CannotRead):
    """A column of ids holds people's names; the text is the field, and never repeats a name."""
