"""Texts that no message and no evidence may repeat."""

from collections.abc import Iterable

SHORTEST = 4
"""Shorter ids of people are as likely numbers or words, and are not looked for in other texts."""
LONGEST = 40
"""Longer texts than this are quoted nowhere as a whole."""


class Withheld:
    """The ids of people, to be looked for in texts that are to be shown."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._ids = frozenset(
            identifier for identifier in ids if SHORTEST <= len(identifier) <= LONGEST
        )
        self._lengths = sorted({len(identifier) for identifier in self._ids})

    def stand_in(self, text: str) -> bool:
        """Return whether a text is one of them or holds one, as an id of a record may."""
        return any(
            text[at : at + length] in self._ids
            for length in self._lengths
            for at in range(len(text) - length + 1)
        )
