"""Systems that take turns: whether a district changed from one to the next, or keeps several."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from attrs import frozen

from lever5_rules.authoring import plain

_TYPED_LATER = timedelta(days=2)
"""How long after a change what was written down before may still be typed into the old system."""


@frozen
class SystemInUse:
    """The system that is in use, by the name that most rows give it, and the day of its first
    row."""

    name: str
    since: date

    def is_named(self, name: str) -> bool:
        """Return whether a name is another spelling of its own."""
        return plain(name) == plain(self.name)


def find_in_use(rows: Iterable[tuple[tuple[str, date], int]]) -> SystemInUse | None:
    """Return the system in use, from how many rows each system has on each day; None if several
    are in use side by side.

    Systems take turns if, from the first days of one on, nearly nothing is entered in the one
    before.
    """
    spellings: Counter[str] = Counter()
    days_by_system: dict[str, Counter[date]] = defaultdict(Counter)
    for (name, day), number in rows:
        spellings[name] += number
        days_by_system[plain(name)][day] += number
    in_turn = sorted(days_by_system, key=lambda system: min(days_by_system[system]))
    if any(
        not _follows(days_by_system[before], days_by_system[after])
        for before, after in pairwise(in_turn)
    ):
        return None
    names = {name: number for name, number in spellings.items() if plain(name) == in_turn[-1]}
    return SystemInUse(max(names, key=names.__getitem__), min(days_by_system[in_turn[-1]]))


def _follows(before: Mapping[date, int], after: Mapping[date, int]) -> bool:
    """Return whether the rows of one system end where those of the next begin."""
    change = min(after)
    late = sum(number for day, number in before.items() if day >= change)
    new = sum(number for day, number in after.items() if day <= change + _TYPED_LATER)
    return max(before) <= change + _TYPED_LATER and late < new
