"""District synonyms for the words of the vocabularies, as given by a ruleset."""

import re
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache

from attrs import evolve, frozen

from .lexicon import Lexicon, standard
from .text import normal

_GAPS = re.compile(r"(?:[^\w+]|_)+")
_APOSTROPHES = re.compile("['’‘`´ʼ]")
_NO_SIGNS = {code: " " for code in range(1 << 7) if not (chr(code).isalnum() or chr(code) == "+")}
"""The gaps of texts in ASCII, in which they are found in a third of the time."""


def plain(word: str) -> str:
    """Return a word in the form used for comparison: only its letters, digits and plus signs count.

    `Special Education-Teacher` becomes `special_education_teacher`, `King, Jr.` becomes `king_jr`.
    """
    return _plain(word)


@lru_cache(maxsize=1 << 12)
def _plain(word: str) -> str:
    low = word.strip().casefold()
    if low.isascii():
        if low.isalnum():
            return low
        folded = low.replace("'", "").replace("`", "").translate(_NO_SIGNS)
        return "_".join(folded.split()) or low
    text = _APOSTROPHES.sub("", normal("NFKC", low))
    return _GAPS.sub("_", text).strip("_") or low


@cache
def vocabulary_name(cls: type) -> str:
    """Return the name of a vocabulary in rulesets: DayNote is `day_note`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


@cache
def spellings_of(vocabulary: type) -> Mapping[str, str]:
    """Return the alternative spellings that a vocabulary declares: plain form to word."""
    spellings: Mapping[str, str] = getattr(vocabulary, "spellings", dict)()
    return spellings


@frozen(slots=False, cache_hash=True)
class Words:
    """District synonyms, and the lexicon that goes with them.

    An entry is (vocabulary, district's word, word of the vocabulary), such as (`day_note`, `Teacher
    Inservice Day`, `inservice`). `own_lexicon` is None if the lexicon of the ruleset `default`
    applies.
    """

    entries: tuple[tuple[str, str, str], ...] = ()
    own_lexicon: Lexicon | None = None

    @property
    def lexicon(self) -> Lexicon:
        """The phrases that carry no information."""
        return self.own_lexicon or standard()

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], str]:
        return {(vocabulary, plain(word)): meaning for vocabulary, word, meaning in self.entries}

    def meaning(self, vocabulary: type, word: str) -> str | None:
        """Return the word of the vocabulary that a synonym or alternative spelling stands for, or
        None."""
        folded = plain(word)
        own = self._meanings.get((vocabulary_name(vocabulary), folded)) if self.entries else None
        return own or spellings_of(vocabulary).get(folded)

    def with_words(self, more: tuple[tuple[str, str, str], ...]) -> "Words":
        """Return these synonyms and further ones, which win where both define the same word."""
        replaced = {(vocabulary, plain(word)) for vocabulary, word, _ in more}
        unchanged = (entry for entry in self.entries if (entry[0], plain(entry[1])) not in replaced)
        return evolve(self, entries=(*unchanged, *more))


NO_WORDS = Words()
