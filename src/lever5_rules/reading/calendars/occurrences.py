"""The days on which the events of a feed take place: single events, series, and changes to them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import frozen

from lever5_rules.core.years import Span
from lever5_rules.reading.cannot_read import Unreadable, UnreadableRecurrence

from .feed_events import Event

CANCELLED = "CANCELLED"
TENTATIVE = "TENTATIVE"
MOST_DATES = 20_000


@frozen(eq=False, repr=False)
class Occurrence:
    """An event on a day. `by_rule`: the day follows from a recurrence rule.

    `id` is that of the event; for a series it includes the day that the series gives it.
    """

    event: Event
    day: date
    id: str
    by_rule: bool


def occurrences(events: Iterable[Event], window: Callable[[Event], Span]) -> Iterator[Occurrence]:
    """Yield every day of every event that is not cancelled; series only within the `window`.

    A series without a day in it keeps its first one, which shows its year. Raises Unreadable, with
    the line, for a counted series that started too long ago, and for too many days.
    """
    for number, occurrence in enumerate(_list_occurrences(events, window), start=1):
        if number > MOST_DATES:
            raise Unreadable(f"it has more than {MOST_DATES} dates. Export one school year.")
        yield occurrence


def _list_occurrences(
    events: Iterable[Event], window: Callable[[Event], Span]
) -> Iterator[Occurrence]:
    newest = _select_newest(events)
    replaced: dict[str, set[date]] = {}
    cancelled = {
        latest.uid for latest in newest if latest.status == CANCELLED and latest.replaces is None
    }
    for event in newest:
        if event.replaces is not None:
            replaced.setdefault(event.uid, set()).add(event.replaces)
    for event in newest:
        if event.status == CANCELLED or (event.uid and event.uid in cancelled):
            continue
        if event.replaces is not None:
            yield Occurrence(event, event.day, f"{event.uid}/{event.replaces}", False)
        elif not event.rules and not event.dates:
            yield Occurrence(event, event.day, event.uid, False)
        else:
            yield from _list_series(event, window(event), replaced.get(event.uid, set()))


def _list_series(event: Event, span: Span, replaced: set[date]) -> Iterator[Occurrence]:
    try:
        by_rule = event.list_recurrences(span.first, span.last)
    except UnreadableRecurrence as error:
        raise Unreadable(f"the event on this line {error}.", event.line) from None
    listed_days = set(event.dates) if event.rules else {event.day, *event.dates}
    days = [day for day in sorted({*by_rule, *listed_days}) if day not in event.left_out | replaced]
    if event.day not in span and not any(
        day in span for day in (*by_rule, *listed_days, *replaced)
    ):
        days, listed_days = [event.day], {event.day}
    for day in days:
        yield Occurrence(event, day, f"{event.uid}/{day}", day not in listed_days)


def _select_newest(events: Iterable[Event]) -> list[Event]:
    """Return the events without those replaced by a later version."""
    all_events = list(events)
    latest: dict[tuple[str, date | None], int] = {}
    for event in all_events:
        key = (event.uid, event.replaces)
        latest[key] = max(event.sequence, latest.get(key, event.sequence))
    return [
        event
        for event in all_events
        if not event.uid or event.sequence == latest[(event.uid, event.replaces)]
    ]
