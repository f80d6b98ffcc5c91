"""Comparison of quotes with texts, tolerant of typing and typesetting.

Only letters and digits are compared. Case, spaces, line ends, hyphenation, ligatures, quotation
marks and dashes are ignored, because a document and a typed quote differ in them.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from lever5_rules.core.text import normal

LEAST_LETTERS = 12
LEAST_WORDS = 3
MOST_FAST = 20
"""The number of occurrences of a part that are searched one by one."""
LEGIBLE_WORDS = 40
"""A text of at least this many words without any common word is considered illegible."""

_WORD = re.compile(r"\d+(?:[.,:/]\d+)+|[^\W_]+|[%$]")
_ELLIPSIS = re.compile(r"[\[(]\s*(?:\.\s?){3}[\])]|(?:\.\s?){3,}")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff⁰¹²³⁴⁵⁶⁷⁸⁹†‡"))
_COMMON = frozenset(
    {"a", "and", "de", "el", "for", "in", "is", "la", "of", "on", "or", "the", "to"}
)


def _normalize(text: str) -> str:
    """Return a text in the form used for comparison; superscript digits (footnotes) are removed."""
    return normal("NFKC", normal("NFKC", text.translate(_UNSEEN)).casefold())


def _split_words(text: str) -> list[str]:
    return _WORD.findall(_normalize(text))


class Text:
    """A text in which quotes are looked up."""

    def __init__(self, text: str) -> None:
        words = _split_words(text)
        self._letters = "".join(words)
        self._ends = {0}
        end = 0
        for word in words:
            end += len(word)
            self._ends.add(end)
        self.words = len(words)
        self._common = not _COMMON.isdisjoint(words)

    @property
    def blank(self) -> bool:
        """Whether it has no legible text: a scanned page, or garbled characters."""
        return not self.words or (self.words >= LEGIBLE_WORDS and not self._common)

    def may_hold(self, quote: "Quote", following: "Text") -> bool:
        """Return whether the quote may span this text and the next, so that searching both is
        worthwhile."""
        joined = self._letters + following._letters
        return all(part in joined for part in quote.parts)

    def then(self, following: "Text") -> "Text":
        """Return this text joined with the one that follows."""
        joined = Text("")
        joined._letters = self._letters + following._letters
        joined._ends = self._ends | {len(self._letters) + end for end in following._ends}
        joined.words = self.words + following.words
        return joined

    def holds(self, quote: "Quote") -> bool:
        """Return whether the parts of a quote stand in the text in order."""
        start = 0
        for part in quote.parts:
            start = self._find(part, start)
            if start < 0:
                return False
        return bool(quote.parts)

    def _find(self, part: str, start: int) -> int:
        """Return the end of the first occurrence of a part at or after `start`, or -1."""
        for at in _find_places(part, self._letters, start):
            end = at + len(part)
            if self._is_word_end(at) and self._is_word_end(end):
                return end
        return -1

    def _is_word_end(self, place: int) -> bool:
        """Return whether a word may end here: 45 is not found in 145, nor "able" in "unable"."""
        if place in self._ends:
            return True
        return self._letters[place - 1].isdigit() is not self._letters[place].isdigit()


def _find_places(part: str, letters: str, start: int) -> Iterator[int]:
    """Yield all positions of a part, including overlapping ones.

    The first are found by fast search, the rest in linear time (Knuth, Morris and Pratt), because a
    repetitive part occurs almost everywhere in a repetitive text.
    """
    at = start - 1
    for _ in range(MOST_FAST):
        at = letters.find(part, at + 1)
        if at < 0:
            return
        yield at
    matched = 0
    borders = _find_borders(part)
    for place in range(at + 1, len(letters)):
        while matched and letters[place] != part[matched]:
            matched = borders[matched - 1]
        matched += letters[place] == part[matched]
        if matched == len(part):
            yield place + 1 - matched
            matched = borders[matched - 1]


def _find_borders(part: str) -> list[int]:
    """Return, for each prefix of a part, the length of its longest proper prefix that is a
    suffix."""
    borders, length = [0], 0
    for letter in part[1:]:
        while length and letter != part[length]:
            length = borders[length - 1]
        length += letter == part[length]
        borders.append(length)
    return borders


class Quote:
    """A quote from a document; `...` or `[...]` stands for omitted words."""

    def __init__(self, text: str) -> None:
        self._words = [_split_words(part) for part in _ELLIPSIS.split(_normalize(text))]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The parts that must stand in the document, in order, as letters and digits."""
        return tuple("".join(words) for words in self._words if words)

    @property
    def telling(self) -> bool:
        """Whether it is long enough not to occur on any page by chance."""
        return any(
            len(words) >= LEAST_WORDS and sum(map(len, words)) >= LEAST_LETTERS
            for words in self._words
        )
