"""Events whose names say that they did not take place: `Canceled: PBIS training`.

Calendar programs change the name and leave the status unchanged. The words are those of the ruleset
for `called_off` and `tentative`. They count only if separate from the rest of a name: a session
about cancellations takes place, and "postponed lesson" may be its topic.
"""

import re
from collections.abc import Iterable
from functools import cached_property

import attrs
from attrs import frozen

from lever5_rules.artifacts.vocabulary import CalendarMark
from lever5_rules.core.synonyms import Words, vocabulary_name

from .feed_events import Event
from .occurrences import CANCELLED, TENTATIVE

_SEPARATORS = re.compile(r"[:;,|/!*~()\[\]{}<>–—]|\s-+|(?<!-)-+\s|\.\s")
_PLACES = "zoom|teams|online|virtual|library|room|gym|cafeteria|auditorium|lab"
_PLACE = rf"(?:the\s+|an?\s+)?(?:{_PLACES})"
_CONTINUATION = (
    rf"(?:to(?!\s+{_PLACE}\b)|until|till|due|because|by|for|on|as|per|this|indefinitely|today|"
    r"tonight)"
)
"""Continuations after such a word that confirm it; an event `rescheduled from May 3`, or moved to
the library, takes place on its day."""
_DENIED = r"(?<!\bnot )(?<!\bnot be )"
_TOPICS = ("on", "about", "of", "for", "topic", "agenda")
_PARTS = ("location", "place", "room", "time", "speaker", "presenter")
_SUBJECT = "".join(rf"(?<!\b{word} )" for word in (*_TOPICS, *_PARTS))
"""Excludes words before such a word at the end of a name that make it the topic of the event, or
apply it to a part of the event."""
_STATUS = {CalendarMark.CALLED_OFF: CANCELLED, CalendarMark.TENTATIVE: TENTATIVE}


@frozen(slots=False)
class _Pattern:
    """The patterns in which the words of one meaning count in a name."""

    words: tuple[str, ...]

    @cached_property
    def _alone(self) -> "re.Pattern[str]":
        more = rf"(?:\s+(?:and|or|&)\s+{self._any_word})?"
        return re.compile(
            rf"\W*{self._any_word}{more}(?:\s+{_CONTINUATION}\b.*)?\W*", re.IGNORECASE
        )

    @cached_property
    def _at_start(self) -> "re.Pattern[str]":
        capitals = "|".join(map(_match_spaced, (word.upper() for word in self.words)))
        return re.compile(rf"\W*(?:(?:{capitals})\b(?!\s+FROM\b)|(?i:{self._any_word})-)")

    @cached_property
    def _at_end(self) -> "re.Pattern[str]":
        denied = rf"{_DENIED}{_SUBJECT}(?<![\w-]){self._any_word}\W*$"
        return re.compile(denied, re.IGNORECASE)

    @cached_property
    def _before_a_name(self) -> "re.Pattern[str]":
        return re.compile(rf"\W*(?i:{self._any_word})\s+(?!(?i:from)\b)[A-Z]")

    @property
    def _any_word(self) -> str:
        return f"(?:{'|'.join(map(_match_spaced, self.words))})"

    def fits(self, text: str) -> bool:
        """Return whether one of the words in a name refers to the event as a whole."""
        if not self.words:
            return False
        if self._at_start.match(text) or self._at_end.search(text):
            return True
        return any(self._alone.fullmatch(part) for part in _SEPARATORS.split(text) if part.strip())

    def may_fit(self, text: str) -> bool:
        """Return whether a name starts with one of the words and continues with a capitalized name.

        `Canceled PBIS` was called off, but `Postponed Lesson Study` may be a topic.
        """
        return bool(self.words and self._before_a_name.match(text))


def _match_spaced(word: str) -> str:
    return r"[\s_-]+".join(map(re.escape, re.split(r"[\s_-]+", word.strip())))


class Cancellations:
    """Determines from its name whether an event was called off, or is tentative."""

    def __init__(self, words: Words) -> None:
        name = vocabulary_name(CalendarMark)
        self._patterns = {
            status: _Pattern(
                (
                    mark.value,
                    *(
                        word
                        for vocabulary, word, meaning in words.entries
                        if (vocabulary, meaning) == (name, mark)
                    ),
                )
            )
            for mark, status in _STATUS.items()
        }

    def find_status(self, texts: Iterable[str]) -> str | None:
        """Return the status that the categories or the name of an event give it, or None."""
        words = tuple(texts)
        for status, pattern in self._patterns.items():
            if any(map(pattern.fits, words)):
                return status
        called_off = self._patterns[CANCELLED]
        return TENTATIVE if any(map(called_off.may_fit, words)) else None

    def apply(self, events: Iterable[Event]) -> list[Event]:
        """Return the events, each with the status that its name gives it."""
        return [self._apply_to_event(event) for event in events]

    def _apply_to_event(self, event: Event) -> Event:
        if event.status == CANCELLED:
            return event
        status = self.find_status(event.texts)
        if status is None or status == event.status:
            return event
        return attrs.evolve(event, status=status, by_name=True)
