"""Forecasts: which criteria stop passing, and when, if nothing is added to the bundle.

Each day is judged separately, without skipping: a pass that is lost and regained, because a planned
session takes place in the meantime, would otherwise be missed.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from attrs import define

from .checking import Reading
from .comparing.changes import ERROR, NOT_APPLICABLE
from .comparing.forecast import CriterionLapse, ElementLapse, Forecast, WaiverEnd
from .core.errors import UsageError
from .core.outcome import Outcome
from .core.years import SchoolYear
from .findings.finding import ElementFinding, Finding
from .findings.report import Report

MOST_DAYS = 800
"""The longest forecast, in days (over two school years); each takes the time of judging once."""


@define(eq=False)
class _Watch:
    """An element or criterion that passes today, followed from day to day."""

    day: date | None = None
    state: str = ""
    again: date | None = None
    then: ElementFinding | None = None

    def see(self, day: date, state: str, then: ElementFinding | None = None) -> None:
        if self.day is None and state != Outcome.PASS.value:
            self.day, self.state, self.then = day, state, then
        elif self.day is not None and self.again is None and state == Outcome.PASS.value:
            self.again = day


def forecast(
    reading: Reading,
    until: date | None = None,
    *,
    as_of: date | None = None,
    each: Callable[[date], object] = lambda day: None,
) -> Forecast:
    """Return what stops passing from `as_of` to `until`, with the bundle as it is.

    `as_of` None means the profile's day, else today; `until` None means the last day of the school
    year. From the first day of another school year on, that year is reviewed. `each` is called with
    every day before it is judged. Raises UsageError if `until` is before `as_of`, or more than
    about two years later.
    """
    today = reading.report(as_of)
    last = today.school_year.span.last if until is None else until
    days = (last - today.as_of).days
    if days <= 0:
        raise UsageError(
            f"There is nothing to forecast from {today.as_of} to {last}; give a later day."
        )
    if days > MOST_DAYS:
        raise UsageError(
            f"{last} is more than {MOST_DAYS} days from {today.as_of}; give an earlier."
        )
    watch = _Watcher(today)
    for number in range(1, days + 1):
        day = today.as_of + timedelta(number)
        each(day)
        watch.see(reading.report(day, _year(today, day)))
    return Forecast(today, last, tuple(watch.lapses()), tuple(watch.ended), tuple(watch.errors))


def _year(today: Report, day: date) -> SchoolYear:
    """Return the report's school year; after it has ended, the one that contains the day."""
    past = today.as_of > today.school_year.span.last
    return (
        today.school_year if past or day in today.school_year.span else SchoolYear.containing(day)
    )


class _Watcher:
    def __init__(self, today: Report) -> None:
        self.today = today
        self.criteria = {
            finding.criterion: _Watch()
            for finding in today.findings
            if finding.outcome is Outcome.PASS
        }
        self.elements = {
            element.id: _Watch()
            for finding in today.findings
            for element in finding.elements
            if element.outcome is Outcome.PASS
        }
        self.waived = {
            finding.criterion: finding for finding in today.findings if finding.waiver is not None
        }
        self.ended: list[WaiverEnd] = []
        self.errors: list[tuple[date, str]] = []
        self._known_errors = {failure.message for failure in today.errors}

    def see(self, report: Report) -> None:
        day = report.as_of
        for error in report.errors:
            if error.message not in self._known_errors:
                self._known_errors.add(error.message)
                self.errors.append((day, error.message))
        failed = {failure.criterion for failure in report.errors}
        findings = {
            outcome_finding.criterion: outcome_finding for outcome_finding in report.findings
        }
        elements = {
            element.id: element
            for outcome_finding in report.findings
            for element in outcome_finding.elements
        }
        elements |= {
            element.id: element for failure in report.errors for element in failure.elements
        }
        for name, watch in self.criteria.items():
            now = findings.get(name)
            state_without = ERROR if name in failed else NOT_APPLICABLE
            watch.see(day, now.outcome.value if now else state_without)
        for name, watch in self.elements.items():
            then = elements.get(name)
            state_without = ERROR if name.partition("/")[0] in failed else NOT_APPLICABLE
            watch.see(day, then.outcome.value if then else state_without, then)
        for name, finding in list(self.waived.items()):
            self._waiver(day, finding, findings.get(name))

    def _waiver(self, day: date, before: Finding, now: Finding | None) -> None:
        if now is not None and now.outcome is not Outcome.PASS and now.waiver is None:
            assert before.waiver is not None
            self.ended.append(WaiverEnd(before.criterion, before.title, day, before.waiver))
            del self.waived[before.criterion]

    def lapses(self) -> Iterator[CriterionLapse]:
        """Yield what stops passing, earliest first."""
        lapses = [_lapse_of(finding, self) for finding in self.today.findings]
        yield from sorted((lapse for lapse in lapses if lapse), key=lambda lapse: lapse.first)


def _lapse_of(finding: Finding, watcher: _Watcher) -> CriterionLapse | None:
    elements = []
    for now in finding.elements:
        change = watcher.elements.get(now.id)
        if change is not None and change.day is not None:
            elements.append(
                ElementLapse(now.id, change.day, change.state, now, change.then, change.again)
            )
    whole = watcher.criteria.get(finding.criterion) or _Watch()
    if not elements and whole.day is None:
        return None
    elements.sort(key=lambda lapse: lapse.day)
    state = whole.state or None
    return CriterionLapse(
        finding.criterion,
        finding.title,
        finding.outcome is Outcome.PASS,
        whole.day,
        state,
        whole.again,
        tuple(elements),
    )
