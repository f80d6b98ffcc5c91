"""Whether a quote stands in a text, whatever a typist or a typesetter has done to it.

Letters and figures are compared. Case, spaces, line ends and the hyphens at them, ligatures,
quotation marks and dashes are not, since a document and what is typed from it differ in them.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from lever5_rules.core.text import normal

LEAST_LETTERS = 12
LEAST_WORDS = 3
MOST_FAST = 20
"""Places of a quote that are looked for one after the other."""
LEGIBLE_WORDS = 40
"""From this many words on, a text in which no common word stands is taken for illegible."""

_WORD = re.compile(r"\d+(?:[.,:/]\d+)+|[^\W_]+|[%$]")
_ELLIPSIS = re.compile(r"[\[(]\s*(?:\.\s?){3}[\])]|(?:\.\s?){3,}")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff⁰¹²³⁴⁵⁶⁷⁸⁹†‡"))
_COMMON = frozenset(
    {"a", "and", "de", "el", "for", "in", "is", "la", "of", "on", "or", "the", "to"}
)


def _plain(text: str) -> str:
    """A text in the form in which texts are compared; raised figures, which point to notes, are
    no part of it."""
    return normal("NFKC", normal("NFKC", text.translate(_UNSEEN)).casefold())


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


class Text:
    """A text in which quotes are looked for."""

    def __init__(self, text: str) -> None:
        words = _words(text)
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
        """Whether nothing can be read in it: a scanned page, or letters that are none."""
        return not self.words or (self.words >= LEGIBLE_WORDS and not self._common)

    def may_hold(self, quote: "Quote", following: "Text") -> bool:
        """Whether it is worth while to look for a quote in this text and the next as one."""
        both = self._letters + following._letters
        return all(part in both for part in quote.parts)

    def then(self, following: "Text") -> "Text":
        """This text and the one that follows it, as one."""
        both = Text("")
        both._letters = self._letters + following._letters
        both._ends = self._ends | {len(self._letters) + end for end in following._ends}
        both.words = self.words + following.words
        return both

    def holds(self, quote: "Quote") -> bool:
        """Whether a quote stands in it, with what it leaves out between its parts."""
        start = 0
        for part in quote.parts:
            start = self._find(part, start)
            if start < 0:
                return False
        return bool(quote.parts)

    def _find(self, part: str, start: int) -> int:
        """The end of the first place from `start` on at which a part stands, or -1."""
        for at in _places(part, self._letters, start):
            end = at + len(part)
            if self._between(at) and self._between(end):
                return end
        return -1

    def _between(self, place: int) -> bool:
        """Whether a word may end here: 45 does not stand in 145, nor "able" in "unable"."""
        if place in self._ends:
            return True
        return self._letters[place - 1].isdigit() is not self._letters[place].isdigit()


def _places(part: str, letters: str, start: int) -> Iterator[int]:
    """All places at which a part stands, which may overlap. The first ones are found fast; from
    then on in time that grows with the letters only (Knuth, Morris and Pratt), since a part that
    repeats itself stands at nearly every place of a text that does."""
    at = start - 1
    for _ in range(MOST_FAST):
        at = letters.find(part, at + 1)
        if at < 0:
            return
        yield at
    fits = 0
    borders = _borders(part)
    for place in range(at + 1, len(letters)):
        while fits and letters[place] != part[fits]:
            fits = borders[fits - 1]
        fits += letters[place] == part[fits]
        if fits == len(part):
            yield place + 1 - fits
            fits = borders[fits - 1]


def _borders(part: str) -> list[int]:
    """For each beginning of a part, the length of the longest that it also ends with."""
    borders, length = [0], 0
    for letter in part[1:]:
        while length and letter != part[length]:
            length = borders[length - 1]
        length += letter == part[length]
        borders.append(length)
    return borders


class Quote:
    """The words of a document as they are cited; `...` or `[...]` stands for words left out."""

    def __init__(self, text: str) -> None:
        self._words = [_words(part) for part in _ELLIPSIS.split(_plain(text))]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """What must stand in the document, part after part, as letters and figures."""
        return tuple("".join(words) for words in self._words if words)

    @property
    def telling(self) -> bool:
        """Whether it is long enough to be told from what stands on any page."""
        return any(
            len(words) >= LEAST_WORDS and sum(map(len, words)) >= LEAST_LETTERS
            for words in self._words
        )
