"""What is said of columns that a kind does not have: one by one, and many of them together."""

from collections.abc import Iterator, Sequence

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.text import counted, listing
from lever5_rules.reading.privacy.refusals import head_word, is_dropped
from lever5_rules.reading.privacy.safe_text import named
from lever5_rules.reading.values.hints import Hints

from .sheets import letters

MOST_SINGLE = 12
"""Of more unknown columns in a table, those that resemble no column are told together."""
EXAMPLES = 5
"""How many of them are named."""


def describe_unknown(kind: KindInfo, head: str, place: int | None, hint: str) -> str:
    """Return the sentence on a single column or key; `place` is that of a column."""
    label = _label(head, place)
    if is_dropped(head):
        return f"{label} is personal and not needed; it was dropped unread."
    return f"{label} is not a column of {kind.name} and was not read.{hint}"


def describe_all_unknown(
    kind: KindInfo, heads: Sequence[tuple[str, int]], hints: Hints
) -> Iterator[str]:
    """Yield the sentences on the unknown columns of a table, each given with its place.

    Where there are many, a column is told by itself only if it resembles one of the kind: it may be
    misspelt.
    """
    alike: list[tuple[str, int]] = []
    for head, place in heads:
        hint = hints(head_word(head), kind.fields)
        if hint or len(heads) <= MOST_SINGLE:
            yield describe_unknown(kind, head, place, hint)
        else:
            alike.append((head, place))
    if alike:
        first = listing([_label(*column) for column in alike[:EXAMPLES]])
        number = counted(len(alike), "column")
        yield f"not read: {number} that {kind.name} does not have, such as {first}."


def _label(head: str, place: int | None) -> str:
    return named(head, "a key" if place is None else f"the head of column {letters(place)}")
