"""Limits: the figures that a ruleset sets, each with unit, origin and source."""

from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from attrs import frozen

from .outcome import Level
from .synonyms import NO_WORDS, Words
from .values import by_value

T = TypeVar("T")


class Origin(StrEnum):
    """Where a figure comes from. None of them is a demand of the framework's own text,
    except `framework`, which marks a figure that the text itself states ("weekly")."""

    FRAMEWORK = "framework"
    LAW = "law"
    AGENCY = "agency"
    DISTRICT = "district"
    RESEARCH = "research"
    JUDGEMENT = "judgement"


@by_value("name", "value", "unit")
@frozen(eq=False, slots=False)
class Limit(Generic[T]):
    """A figure of the ruleset as a rule receives it.

    `ruleset` names the ruleset that set the value, which may be a parent of the one in use.

    >>> limit = l5.Ruleset.load("default").limits["plc.min_minutes"]
    >>> limit.value, limit.unit, limit.origin.value
    (45, 'minutes', 'judgement')
    """

    name: str
    value: T
    unit: str
    origin: Origin
    source: str
    ruleset: str


@by_value("target", "expires")
@frozen(eq=False, slots=False)
class Waiver:
    """Somebody with authority accepts a finding until a day: the outcome stays, the alarm rests.

    `target` is a criterion or element id; `approver_role` a role, never a person's name.

    >>> waiver = l5.Waiver("5.2.4-3", "New hall.", "superintendent", date(2027, 1, 31), "memory")
    >>> waiver.in_force(date(2027, 1, 31))
    True
    """

    target: str
    reason: str
    approver_role: str
    expires: date
    origin: str

    def in_force(self, as_of: date) -> bool:
        """True up to and including the day of expiry."""
        return as_of <= self.expires


@by_value("target", "enabled")
@frozen(eq=False, slots=False)
class Switch:
    """What a ruleset changes of a criterion or element: on or off, advisory, level needed."""

    target: str
    enabled: bool
    advisory: bool | None
    level: str | None
    reason: str


@by_value("name", "version")
@frozen(eq=False, repr=False, slots=False)
class Ruleset:
    """Limits, switches and waivers, with every parent resolved.

    `documents` is the level that each statement of a document must have to bear a pass.
    """

    name: str
    version: str
    title: str
    sha256: str
    lineage: tuple[str, ...]
    select: tuple[str, ...]
    limits: dict[str, Limit[object]]
    switches: dict[str, Switch]
    waivers: tuple[Waiver, ...]
    words: Words = NO_WORDS
    documents: Level = Level.CITED

    def level_for(self, element: str, own: Level) -> Level:
        """The level that bears a pass of an element: what the ruleset says of it, or its own."""
        switch = self.switches.get(element)
        if switch is not None and switch.level:
            return Level(switch.level)
        return self.documents if own is Level.CITED else own
