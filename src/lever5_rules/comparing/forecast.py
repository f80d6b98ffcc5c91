"""A forecast: what passes today and will lapse."""

from datetime import date

from attrs import frozen

from lever5_rules.core.limits import Waiver
from lever5_rules.core.values import by_value
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report


@by_value("id", "day", "state")
@frozen(eq=False, repr=False, slots=False)
class ElementLapse:
    """An element that passes today and on `day` for the first time does not.

    `state` is its outcome then, or not-applicable or error; `then` is None for these. `again` is
    the first day after it on which it passes, if there is one.
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
    """A criterion of which something lapses. `day` is when the criterion itself does, None where
    it does not pass today (`passes` is False) or keeps passing; `again` as for elements."""

    id: str
    title: str
    passes: bool
    day: date | None
    state: str | None
    again: date | None
    elements: tuple[ElementLapse, ...]

    @property
    def first(self) -> date:
        """The first day on which something of it lapses."""
        days = [one.day for one in self.elements] + ([self.day] if self.day else [])
        return min(days)


@by_value("criterion", "day")
@frozen(eq=False, repr=False, slots=False)
class WaiverEnd:
    """A waived finding that from `day` on is waived no longer."""

    criterion: str
    title: str
    day: date
    waiver: Waiver


@by_value("until", "lapses")
@frozen(eq=False, repr=False, slots=False)
class Forecast:
    """What lapses from the day of the report `today` up to and including `until`.

    `errors` are the first days on which rules failed, with their messages.
    """

    today: Report
    until: date
    lapses: tuple[CriterionLapse, ...]
    waivers: tuple[WaiverEnd, ...]
    errors: tuple[tuple[date, str], ...]

    @property
    def complete(self) -> bool:
        """True where every rule did its work on every day."""
        return self.today.complete and not self.errors

    @property
    def passing(self) -> int:
        """How many criteria pass today."""
        return self.today.accounting.passed

    @property
    def lapsing(self) -> int:
        """How many of them do not on some day."""
        return sum(1 for one in self.lapses if one.day is not None)
