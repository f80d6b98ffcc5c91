"""Data classes for a forecast: what passes today and will stop passing."""

from datetime import date

from attrs import frozen

from lever5_rules.core.limits import Waiver
from lever5_rules.core.values import by_value
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report


@by_value("id", "day", "state")
@frozen(eq=False, repr=False, slots=False)
class ElementLapse:
    """An element that passes today and first stops passing on `day`.

    `state` is its outcome on that day, or not-applicable or error; for the latter two `then` is
    None. `again` is the first later day on which it passes, if any.
    """

    id: str
    day: date
    state: str
    now: ElementFinding
    then: ElementFinding | None
    again: date | None


@by_value("id", "day", "state", "elements")
@frozen(eq=False, repr=False, slots=False)
class CriterionLapse:
    """A criterion with elements that stop passing.

    `day` is when the criterion itself stops passing: None if it does not pass today (`passes` is
    False) or keeps passing. `again` is as for elements.
    """

    id: str
    title: str
    passes: bool
    day: date | None
    state: str | None
    again: date | None
    elements: tuple[ElementLapse, ...]

    @property
    def first(self) -> date:
        """The first day on which any of its elements stops passing."""
        days = [element.day for element in self.elements] + ([self.day] if self.day else [])
        return min(days)


@by_value("criterion", "day")
@frozen(eq=False, repr=False, slots=False)
class WaiverEnd:
    """A waived finding whose waiver ends; from `day` on it counts again."""

    criterion: str
    title: str
    day: date
    waiver: Waiver


@by_value("until", "lapses")
@frozen(eq=False, repr=False, slots=False)
class Forecast:
    """Everything that stops passing from the day of the report `today` to `until` inclusive.

    `errors` are the first days on which rules failed, with their messages.
    """

    today: Report
    until: date
    lapses: tuple[CriterionLapse, ...]
    waivers: tuple[WaiverEnd, ...]
    errors: tuple[tuple[date, str], ...]

    @property
    def complete(self) -> bool:
        """True if no rule failed on any day."""
        return self.today.complete and not self.errors

    @property
    def passing(self) -> int:
        """The number of criteria that pass today."""
        return self.today.accounting.passed

    @property
    def lapsing(self) -> int:
        """The number of those that stop passing on some day."""
        return sum(1 for lapse in self.lapses if lapse.day is not None)
