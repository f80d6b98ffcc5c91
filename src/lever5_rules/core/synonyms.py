"""A district's own words for the words of the vocabularies, as a ruleset gives them."""

import re
from collections.abc import Mapping
from functools import cache, cached_property

from attrs import evolve, frozen

from .lexicon import Lexicon, standard
from .text import normal

_GAPS = re.compile(r"(?:[^\w+]|_)+")
_APOSTROPHES = re.compile("['’‘`´ʼ]")


def plain(word: str) -> str:
    """A word in the form in which words are compared, by its letters, figures and plus signs:
    `Special Education-Teacher` is `special_education_teacher`, `King, Jr.` is `king_jr`."""
    low = word.strip().casefold()
    if low.isalnum() and low.isascii():
        return low
    text = _APOSTROPHES.sub("", normal("NFKC", low))
    return _GAPS.sub("_", text).strip("_") or low


def vocabulary_name(cls: type) -> str:
    """The name by which a ruleset speaks of a vocabulary: DayNote is `day_note`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


@cache
def spellings_of(vocabulary: type) -> Mapping[str, str]:
    """What else the words of a vocabulary are written as, in plain form, if it says so."""
    found: Mapping[str, str] = getattr(vocabulary, "spellings", dict)()
    return found


@frozen(slots=False)
class Words:
    """Entries of vocabulary, district's word and word of the vocabulary, such as
    (`day_note`, `Teacher Inservice Day`, `inservice`), and the words that say nothing, where they
    are not those of the ruleset `default`."""

    entries: tuple[tuple[str, str, str], ...] = ()
    own_lexicon: Lexicon | None = None

    @property
    def lexicon(self) -> Lexicon:
        """The words with which a text says nothing."""
        return self.own_lexicon or standard()

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], str]:
        return {(vocabulary, plain(word)): meant for vocabulary, word, meant in self.entries}

    def meaning(self, vocabulary: type, word: str) -> str | None:
        """The word of the vocabulary that a district's word stands for, or that is written in
        another way than the vocabulary does, or None."""
        said = plain(word)
        own = self._meanings.get((vocabulary_name(vocabulary), said)) if self.entries else None
        return own or spellings_of(vocabulary).get(said)

    def with_words(self, more: tuple[tuple[str, str, str], ...]) -> "Words":
        """These words and others, which go first where both speak of the same word."""
        said = {(vocabulary, plain(word)) for vocabulary, word, _ in more}
        kept = (one for one in self.entries if (one[0], plain(one[1])) not in said)
        return evolve(self, entries=(*kept, *more))


NO_WORDS = Words()
