"""Hints at what a name may have been meant for, as many as anybody reads."""

from collections.abc import Iterable

from lever5_rules.core.text import did_you_mean

MOST_HINTS = 50
"""Hints in one bundle: to look for the nearest of many names takes long."""


class Hints:
    """Gives ` Did you mean X?`, or nothing where no name is near or enough has been said."""

    def __init__(self, most: int = MOST_HINTS) -> None:
        self._left = most

    def __call__(self, word: str, known: Iterable[str]) -> str:
        if self._left <= 0:
            return ""
        self._left -= 1
        return did_you_mean(word, known)
