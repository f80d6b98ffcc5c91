"""What became of a quote that was looked up in the document it is cited from."""

from enum import Enum

from attrs import frozen

from .blanks import Problem


class Found(Enum):
    """Where a quote stands: where it is said to, elsewhere in the document, nowhere in it.

    `SHORT` is a quote that stands there and says too little to prove anything; `UNREAD` one that
    could not be looked up, since the document cannot be read there.
    """

    HERE = "here"
    ELSEWHERE = "elsewhere"
    NOWHERE = "nowhere"
    SHORT = "short"
    UNREAD = "unread"


@frozen(eq=False, repr=False, slots=False)
class Lookup:
    """A quote that was looked up in `file`. `where` is the place at which it was looked for (`on
    page 12`); `place` is where it stands, if that needs to be said, or where else it does not.
    `problem` is why it was not read."""

    found: Found
    file: str
    where: str
    place: str = ""
    problem: Problem | None = None
