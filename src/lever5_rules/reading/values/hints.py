"""Suggestions of similar names, limited in number."""

from collections.abc import Iterable

from lever5_rules.core.text import likely

MOST_HINTS = 50
"""The most suggestions for one bundle, because searching many names is slow."""


class Hints:
    """Returns ` Did you mean X?`, or an empty text if no name is similar or the limit is
    reached."""

    def __init__(self, most: int = MOST_HINTS) -> None:
        self._remaining = most

    def __call__(self, word: str, candidates: Iterable[str]) -> str:
        if self._remaining <= 0:
            return ""
        self._remaining -= 1
        return likely(word, candidates)
