"""The shared words: roles, divisions, topics and the other closed vocabularies."""

import re
from collections.abc import Mapping
from enum import StrEnum

_FIGURE = re.compile(r"(?<=[a-z])(?=\d)")


class Vocabulary(StrEnum):
    """A closed list of words. Hashed as text, since enum's own hash is slow where rows are many."""

    __hash__ = str.__hash__

    @classmethod
    def spellings(cls) -> Mapping[str, str]:
        """What else the words are written as, by everybody: `Tier 2` is tier2. A district's own
        words are for its ruleset."""
        return {_FIGURE.sub("_", word): word for word in cls if _FIGURE.search(word)}
