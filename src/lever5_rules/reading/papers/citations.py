"""Citations of documents, and the result for those that cannot be looked up."""

from typing import NamedTuple

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.quotes import Found, Lookup


class Cited(NamedTuple):
    """A cited place in a document, and the words quoted from it."""

    page: int | None
    section: str | None
    quote: str


def unread(path: str, where: str, why: str) -> Lookup:
    """Return the lookup of a quote that failed for a reason that the owner of the file can fix."""
    message = f"quotes cannot be looked up in it: {why}"
    return Lookup(Found.UNREAD, path, where, problem=Problem(Severity.WARNING, path, None, message))
