"""The result of looking up a quote in the document that it cites."""

from enum import Enum

from attrs import frozen

from lever5_rules.core.blanks import Problem


class Found(Enum):
    """Where a quote was found: at the cited place, elsewhere in the document, or nowhere.

    `SHORT`: it was found, but is too short to prove anything. `UNREAD`: it could not be looked up,
    because that part of the document cannot be read.
    """

    HERE = "here"
    ELSEWHERE = "elsewhere"
    NOWHERE = "nowhere"
    SHORT = "short"
    UNREAD = "unread"


@frozen(eq=False, repr=False, slots=False)
class Lookup:
    """The lookup of a quote in `file`.

    `where` is the place that was searched (`on page 12`). `place` is where the quote was found, if
    that differs, or where else it was searched for in vain. `problem` says why the document was not
    read. `quote` is what was looked up; it appears in no report.
    """

    found: Found
    file: str
    where: str
    place: str = ""
    problem: Problem | None = None
    quote: str = ""
