"""The base class of the closed vocabularies."""

import re
from collections.abc import Mapping
from enum import StrEnum

_FIGURE = re.compile(r"(?<=[a-z])(?=\d)")


class Vocabulary(StrEnum):
    """A closed list of words, hashed as text because enum's own hash is slow over many rows."""

    __hash__ = str.__hash__

    @classmethod
    def spellings(cls) -> Mapping[str, str]:
        """Return generally known spellings of its words: `Tier 2` is tier2.

        A district's own synonyms belong in its ruleset.
        """
        return {_FIGURE.sub("_", word): word for word in cls if _FIGURE.search(word)}
