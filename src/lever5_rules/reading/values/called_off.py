"""Texts that say that an event did not take place, or may not: `Canceled: PBIS training`.

Calendar programs change the name of an event, and people write such a word into a cell. The words
are those of the ruleset for `called_off` and `tentative`. They count only if separate from the rest
of a text: a session about cancellations takes place, and "postponed lesson" may be its topic. A
word that ends with a colon in the ruleset, such as `Draft:`, is a usual topic; it counts only where
a sign, a verb or capitals set it apart.
"""

import re
from collections.abc import Iterable
from functools import cache, cached_property

from attrs import frozen

from lever5_rules.artifacts.vocabulary import CalendarMark
from lever5_rules.core.synonyms import Words, vocabulary_name
from lever5_rules.core.text import INVISIBLE, normal

_SEPARATORS = re.compile(r"[:;,|/!*~()\[\]{}<>–—]|\s-+|(?<!-)-+\s|\.\s")
_PLACES = "zoom|teams|online|virtual|library|room|gym|cafeteria|auditorium|lab"
_PLACE = rf"(?:the\s+|an?\s+)?(?:{_PLACES})"
_CONTINUATION = (
    rf"(?:to(?!\s+{_PLACE}\b)|until|till|due|because|by|for|on|as|per|this|indefinitely|today|"
    r"tonight)"
)
"""Continuations after such a word that confirm it; an event `rescheduled from May 3`, or moved to
the library, takes place on its day."""
_OTHER_DAY = (
    r"(?:\d|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|(?:next|later|another|tb[ad]|low|lack)\b"
    r"|(?:an?\s+|the\s+)?(?:future|later|new|different|bad|inclement|weather|rain|snow|ice)\b)"
)
_REASON = (
    r"(?:(?:due|because|owing|until|till|indefinitely|today|tonight|tomorrow|this|as\s+of|debido|"
    rf"por|hasta|to\s+be|will\s+be)\b|(?:to|for|on|by|per)\s+{_OTHER_DAY})"
)
"""What follows such a word within a name that says of the event that it is off."""
_DENIED = r"(?<!\bnot )(?<!\bnot be )"
_TOPICS = ("on", "about", "of", "for", "topic", "agenda")
_PARTS = ("location", "place", "room", "time", "speaker", "presenter")
_SUBJECT = "".join(rf"(?<!\b{word} )" for word in (*_TOPICS, *_PARTS))
"""Excludes words before such a word at the end of a name that make it the topic of the event, or
apply it to a part of the event."""
_CASE = re.compile(
    r"\b(?:when(?:ever)?|if|how|unless|whether|why|what|who|cuando)\b", re.IGNORECASE
)
"""Words before such a word that make it a case which the event is about."""
_VERB = r"\b(?:is|was|been|now)\s+"
_HEADLINE = r"(?!.*\b[A-Z]{7,}\b)"
"""Excludes a name that is in capitals as a whole, where capitals set nothing apart."""
_SPELLED_OUT = re.compile(r"(?<![^\W_])(?:[^\W\d_][\s._-]){3,}[^\W\d_](?![^\W_])")
_STRUCK = re.compile(r"\W*(?:~~.*~~|<(s|del|strike)>.*</\1>)\W*", re.IGNORECASE)
_STRIKES = re.compile("[\u0335-\u0338]")
_CROSSED = re.compile("[\u274c\u26d4\U0001f6ab]")
_TOKEN = re.compile(r"[^\W\d_]{8,16}")
_ASKS = re.compile(
    r"\b(?:what|how|why|who|whose|when|where|which|is|are|do|does|did|can|could|should|would|will|"
    r"have|has|am|got|need|want|new|ready|qu[eé]|c[oó]mo|por)\b",
    re.IGNORECASE,
)
_DOUBTED = re.compile(r"[(\[]\s*\?+\s*[)\]]|\?{2,}|^\s*\?")
LONGEST_DOUBT = 8
"""The most words of a name whose question mark doubts the event; a longer one is a question."""


@frozen(slots=False)
class _Pattern:
    """The patterns in which the words of one meaning count in a text."""

    words: tuple[str, ...]
    set_apart: tuple[str, ...]

    @cached_property
    def _alone(self) -> "re.Pattern[str]":
        more = rf"(?:\s+(?:and|or|&)\s+{self._any_word})?"
        clear = _match_any(self.words)
        return re.compile(
            rf"\W*(?:{self._any_word}{more}(?:\s+{_REASON}.*)?|{clear}\s+{_CONTINUATION}\b.*)\W*",
            re.IGNORECASE,
        )

    @cached_property
    def _at_start(self) -> "re.Pattern[str]":
        clear, capitals = _match_any(self.words), _match_any(map(str.upper, self.words))
        apart = _match_any(word.upper() for word in self.set_apart if not word.isupper())
        return re.compile(
            rf"\W*(?:{capitals}\b(?!\s+FROM\b)|(?i:{clear})-"
            rf"|{apart}\s+(?!(?i:and|or)\b){_HEADLINE}[^\W_])"
        )

    @cached_property
    def _at_end(self) -> "re.Pattern[str]":
        stated = rf"{_VERB}{_match_any(self.set_apart)}"
        clear = rf"{_DENIED}{_SUBJECT}(?<![\w-]){_match_any(self.words)}"
        return re.compile(rf"(?:{clear}|{stated})(?:\W*$|\s+{_REASON})", re.IGNORECASE)

    @cached_property
    def _capitals_at_end(self) -> "re.Pattern[str]":
        apart = _match_any(word.upper() for word in self.set_apart if not word.isupper())
        return re.compile(rf"[a-z]\W+{apart}\W*$")

    @cached_property
    def _before_a_name(self) -> "re.Pattern[str]":
        return re.compile(rf"\W*(?i:{_match_any(self.words)})\s+(?!(?i:from)\b)[A-Z]")

    @cached_property
    def _any_word(self) -> str:
        return _match_any((*self.words, *self.set_apart))

    def fits(self, text: str) -> bool:
        """Return whether one of the words in a name refers to the event as a whole."""
        if self._at_start.match(text) or self._capitals_at_end.search(text):
            return True
        parts = [part for part in _SEPARATORS.split(text) if part.strip()]
        return any(self._alone.fullmatch(part) or self._ends(part) for part in parts)

    def fits_alone(self, text: str) -> bool:
        """Return whether a text is one of the words, perhaps with its reason."""
        return self._alone.fullmatch(text) is not None

    def may_fit(self, text: str) -> bool:
        """Return whether a name starts with one of the words and continues with a capitalized name.

        `Canceled PBIS` was called off, but `Postponed Lesson Study` may be a topic.
        """
        return self._before_a_name.match(text) is not None

    def _ends(self, part: str) -> bool:
        match = self._at_end.search(part)
        return match is not None and (
            any(map(str.isupper, match[0].split())) or not _CASE.search(part, 0, match.start())
        )


@frozen(slots=False)
class EventWords:
    """Determines from a text whether it calls an event off, or makes it tentative."""

    words: Words

    @cached_property
    def _patterns(self) -> dict[CalendarMark, _Pattern]:
        name = vocabulary_name(CalendarMark)
        patterns = {}
        for mark in (CalendarMark.CALLED_OFF, CalendarMark.TENTATIVE):
            own = [
                word
                for entry, word, meaning in self.words.entries
                if (entry, meaning) == (name, mark)
            ]
            apart = tuple(word.rstrip(": ") for word in own if word.rstrip().endswith(":"))
            clear = (mark.value, *(word for word in own if not word.rstrip().endswith(":")))
            patterns[mark] = _Pattern(
                tuple(dict.fromkeys(_fold(word) for word in clear)),
                tuple(dict.fromkeys(_fold(word) for word in apart)),
            )
        return patterns

    @cached_property
    def _misspelt(self) -> dict[str, str]:
        """Long words without one of their letters, each with the word."""
        return {
            cut: word
            for pattern in self._patterns.values()
            for word in (*pattern.set_apart, *pattern.words)
            if _TOKEN.fullmatch(word)
            for cut in _drop_one(word.casefold())
        }

    def find_mark(self, texts: Iterable[str]) -> CalendarMark | None:
        """Return what the categories or the name of an event say of it, or None."""
        written = tuple(texts)
        if any(map(_is_struck, written)):
            return CalendarMark.CALLED_OFF
        plain = [self._correct(_fold(text)) for text in written]
        for mark, pattern in self._patterns.items():
            if any(map(pattern.fits, plain)):
                return mark
        may_fit = (pattern.may_fit for pattern in self._patterns.values())
        if any(fits(text) for fits in may_fit for text in plain) or any(map(_is_doubted, plain)):
            return CalendarMark.TENTATIVE
        return None

    def call_off(self, cell: str) -> bool:
        """Return whether a cell for a length says that the event did not take place."""
        text = self._correct(_fold(cell))
        if self._patterns[CalendarMark.CALLED_OFF].fits_alone(text):
            return True
        has_figure = any(map(str.isdigit, text))
        return not has_figure and self.find_mark((cell,)) is CalendarMark.CALLED_OFF

    def _correct(self, text: str) -> str:
        """Return a text with the misspelt words corrected."""
        return _TOKEN.sub(self._correct_word, text)

    def _correct_word(self, match: "re.Match[str]") -> str:
        written = match[0].casefold()
        for cut in _drop_one(written):
            word = self._misspelt.get(cut)
            if word and word[0].casefold() == written[0]:
                return word.upper() if match[0].isupper() else word
        return match[0]


@cache
def event_words(words: Words) -> EventWords:
    """Return the words of a ruleset that call events off, prepared once."""
    return EventWords(words)


def _match_any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(_match_loosely, words)) or '(?!)'})"


def _match_loosely(word: str) -> str:
    """Return a pattern of a word: apart or joined, and each letter more often than it should be."""
    parts = re.split(r"[\s_-]+", word.strip())
    return r"[\s_-]*".join(
        "".join(re.escape(sign) + "+" for sign in re.sub(r"(.)\1+", r"\1", part)) for part in parts
    )


def _fold(text: str) -> str:
    """Return a text with the usual form of each letter, without accents and invisible signs."""
    if not text.isascii():
        text = INVISIBLE.sub("", normal("NFKD", normal("NFKC", text)))
        text = re.sub("[\u0300-\u036f]", "", text)
    return _SPELLED_OUT.sub(lambda match: re.sub(r"[\s._-]", "", match[0]), text)


def _is_struck(text: str) -> bool:
    """Return whether a name is crossed out."""
    if _STRUCK.fullmatch(text):
        return True
    return not text.isascii() and bool(
        _CROSSED.search(text) or len(_STRIKES.findall(text)) > len(text) // 4
    )


def _is_doubted(text: str) -> bool:
    """Return whether a name ends with a question mark, and is no question."""
    if _DOUBTED.search(text):
        return True
    is_short = text.rstrip().endswith("?") and len(text.split()) <= LONGEST_DOUBT
    return is_short and not _ASKS.search(text)


def _drop_one(word: str) -> tuple[str, ...]:
    """Return a word, and it without each of its letters.

    Two words of which these have one in common differ in a letter, or in the order of two.
    """
    return (word, *(word[:at] + word[at + 1 :] for at in range(len(word))))
