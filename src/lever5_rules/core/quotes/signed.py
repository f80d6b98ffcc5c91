"""Patterns that are compiled only when a text holds a sign of them.

To compile all that quotes are searched for takes longer than to search every quote of a district.
"""

import re
from functools import cached_property

from attrs import frozen


@frozen(eq=False, repr=False, slots=False)
class Signed:
    """A pattern with its signs: every text that it matches holds one of them."""

    signs: tuple[str, ...]
    pattern: str

    @classmethod
    def of(cls, signs: str, pattern: str) -> "Signed":
        """Create it with signs such as `not|n't`; an empty one is in every text."""
        return cls(tuple(signs.split("|")), pattern)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def may_match(self, text: str) -> bool:
        """Return whether a text holds a sign."""
        return any(map(text.__contains__, self.signs))


def signed_lines(text: str, end: str = "") -> tuple[Signed, ...]:
    """Return the patterns on these lines, each of which stands after its signs."""
    pairs = (line.strip().split(" :: ") for line in text.splitlines() if line.strip())
    return tuple(Signed.of(signs, f"(?:{line}){end}") for signs, line in pairs)
