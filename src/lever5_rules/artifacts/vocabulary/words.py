"""The base class of the closed vocabularies."""

import re
from collections.abc import Mapping
from enum import StrEnum

from lever5_rules.core.synonyms import plain

from .labels import label_of

_FIGURE = re.compile(r"(?<=[a-z])(?=\d)")


class Vocabulary(StrEnum):
    """A closed list of words, hashed as text because enum's own hash is slow over many rows."""

    __hash__ = str.__hash__

    @classmethod
    def spellings(cls) -> Mapping[str, str]:
        """Return generally known spellings of its words: `Tier 2` is tier2, and the label by which
        reports call a word is read as that word: a department chair is a teacher_leader.

        A district's own synonyms belong in its ruleset.
        """
        figures = {_FIGURE.sub("_", word): word for word in cls if _FIGURE.search(word)}
        labels = {plain(label_of(word)): word for word in cls}
        return figures | {label: word for label, word in labels.items() if label not in set(cls)}
