"""Relative clauses, in which nothing is said of the matter itself: "Lead the plan that is under
development" says what to lead."""

import re

_OPENS = re.compile(r"(?:.*\s)?(?:who|that|which|whose(?: [\w'’-]+){1,2})\s*$", re.DOTALL)
_NOTHING_DONE = re.compile(
    r"^\W*(?:an?|the|our|its|their|this|these|there|it|see)\b"
    r"|\b(?:am|are|follow|follows|had|has|have|is|need|needs|use|uses|was|were)\b"
)
"""The main clause only says that there is something: "We have a plan that is ..."."""


def in_relative_clause(before: str) -> bool:
    """Return whether the words before a verb make it that of a relative clause, in a sentence that
    says something else to do.

    >>> in_relative_clause("coach teachers whose practice ")
    True
    >>> in_relative_clause("we have a plan that "), in_relative_clause("the vision ")
    (False, False)
    """
    return _OPENS.match(before) is not None and not _NOTHING_DONE.search(before)
