"""Rulesets: limits with unit, origin and source, waivers, and switches of criteria."""

from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from attrs import frozen

from .frozen_map import FrozenMap
from .outcome import Level
from .synonyms import NO_WORDS, Words
from .values import by_value

T = TypeVar("T")


class Origin(StrEnum):
    """Where a limit comes from.

    Only `framework` means that the text of the framework itself states the figure ("weekly").
    """

    FRAMEWORK = "framework"
    LAW = "law"
    AGENCY = "agency"
    DISTRICT = "district"
    RESEARCH = "research"
    JUDGEMENT = "judgement"


@by_value("name", "value", "unit")
@frozen(eq=False, slots=False)
class Limit(Generic[T]):
    """A figure of the ruleset, as passed to a rule.

    `ruleset` names the ruleset that set the value, possibly a parent of the one in use.

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
    """An authorized acceptance of a finding until a given day.

    The outcome does not change; the finding only stops counting as an alarm. `target` is the id of
    a criterion or element; `approver_role` is a role, never a person's name.

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
        """Return whether the waiver applies on a day; the day of expiry is included."""
        return as_of <= self.expires


@by_value("target", "enabled")
@frozen(eq=False, slots=False)
class Switch:
    """A ruleset's changes to a criterion or element: on or off, advisory, required level."""

    target: str
    enabled: bool
    advisory: bool | None
    level: str | None
    reason: str


@by_value("name", "version")
@frozen(eq=False, repr=False, slots=False)
class Ruleset:
    """Limits, switches and waivers, with all parents resolved.

    `documents` is the evidence level that every statement of a document needs to support a pass.
    """

    name: str
    version: str
    title: str
    sha256: str
    lineage: tuple[str, ...]
    select: tuple[str, ...]
    limits: FrozenMap[str, Limit[object]]
    switches: FrozenMap[str, Switch]
    waivers: tuple[Waiver, ...]
    words: Words = NO_WORDS
    documents: Level = Level.CITED

    def level_for(self, element: str, own: Level) -> Level:
        """Return the level needed to pass an element: the ruleset's, or the element's own."""
        switch = self.switches.get(element)
        if switch is not None and switch.level:
            return Level(switch.level)
        return self.documents if own is Level.CITED else own
