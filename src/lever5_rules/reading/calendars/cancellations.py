"""Events that did not take place by their name or status: `Canceled: PBIS training`.

Calendar programs change the name and leave the status unchanged, and some write a status of their
own.
"""

from collections.abc import Iterable

import attrs

from lever5_rules.artifacts.vocabulary import CalendarMark
from lever5_rules.core.synonyms import Words
from lever5_rules.reading.values.called_off import event_words

from .feed_events import Event
from .occurrences import CANCELLED, TENTATIVE

_STATUS = {CalendarMark.CALLED_OFF: CANCELLED, CalendarMark.TENTATIVE: TENTATIVE}
_HELD = frozenset(["", "CONFIRMED", "COMPLETED", "FINAL", "IN-PROCESS", "ACCEPTED", "SCHEDULED"])
"""The statuses of events that take place."""


class Cancellations:
    """Determines from its name and status whether an event was called off, or is tentative."""

    def __init__(self, words: Words) -> None:
        self._words = event_words(words)

    def apply(self, events: Iterable[Event]) -> list[Event]:
        """Return the events, each with the status that it has by its name and its own status."""
        return [self._apply_to_event(event) for event in events]

    def knows(self, event: Event) -> bool:
        """Return whether the status of an event is one of calendars, or a word for one."""
        return self._find_status(event) is not None

    def _find_status(self, event: Event) -> str | None:
        if event.status in _HELD or event.status in _STATUS.values():
            return event.status
        mark = self._words.find_mark((event.status,))
        return None if mark is None else _STATUS[mark]

    def _apply_to_event(self, event: Event) -> Event:
        stated = self._find_status(event)
        own = TENTATIVE if stated is None else stated
        if own != event.status:
            event = attrs.evolve(event, status=own)
        if own == CANCELLED:
            return event
        mark = self._words.find_mark(event.texts)
        if mark is None or _STATUS[mark] == own:
            return event
        return attrs.evolve(event, status=_STATUS[mark], by_name=True)
