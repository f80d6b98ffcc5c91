"""What is cited from a document, and what is said where it cannot be looked up."""

from typing import NamedTuple

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.quote_lookup import Found, Lookup


class Cited(NamedTuple):
    """A place in a document and the words that are said to stand there."""

    page: int | None
    section: str | None
    quote: str


def unread(path: str, where: str, why: str) -> Lookup:
    """A quote that could not be looked up, for a reason that whoever owns the file can mend."""
    message = f"quotes cannot be looked up in it: {why}"
    return Lookup(Found.UNREAD, path, where, problem=Problem(Severity.WARNING, path, None, message))
