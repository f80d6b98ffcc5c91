"""The concerns that the conformance check raises about a plugin."""

from collections.abc import Iterable
from enum import StrEnum

from attrs import frozen


class Topic(StrEnum):
    """The subject of a concern."""

    LOADING = "loading"
    NAMES = "names"
    WORDS = "words"
    RULESETS = "rulesets"
    OUTCOMES = "outcomes"
    ATTACK = "attack"
    SOURCE = "source"
    WATCHED = "watched"


@frozen(repr=False, slots=False)
class Concern:
    """One thing to fix: its subject and place, what was found, and what to do."""

    topic: Topic
    where: str
    message: str
    remedy: str

    def __repr__(self) -> str:
        return f"{self.topic}: {self.where}: {self.message} {self.remedy}"


def first_of_each(concerns: Iterable[Concern]) -> tuple[Concern, ...]:
    """Return the concerns without repetition."""
    return tuple(dict.fromkeys(concerns))
