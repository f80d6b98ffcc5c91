"""The days before instruction and its first days, when missing items may still be added."""

from datetime import date
from math import ceil

from attrs import frozen

from lever5_rules.artifacts.denominators import CalendarDay
from lever5_rules.authoring import Outcome, Records, Review, Verdict
from lever5_rules.rules._shared.calendar import too_early


@frozen(eq=False, repr=False, slots=False)
class StartOfYear:
    """The start of the year, when missing items may still be added.

    The calendar is read only if something is missing; without a calendar nothing is postponed.
    """

    calendar: Records[CalendarDay] | None
    review: Review

    @property
    def is_ahead(self) -> bool:
        """Whether instruction begins only after the day of the review."""
        if self.calendar is None:
            return False
        instructional = self.calendar.where(is_instructional=True)
        return instructional.count() > 0 and self.review.as_of < min(
            instructional.distinct(CalendarDay.date)
        )

    def is_new(self, opened: date | None, days: int) -> bool:
        """Return whether a campus that opened on a day has had at most so many days of
        instruction."""
        if opened is None or self.calendar is None:
            return False
        instructional = self.calendar.where(is_instructional=True)
        school_days = instructional.distinct(CalendarDay.date) if instructional.count() else ()
        return sum(opened <= day <= self.review.as_of for day in school_days) <= days

    def postpone(self, verdict: Verdict, days: int | None = None) -> Verdict:
        """Return the verdict, or "too early" for a gap within the first days.

        `days` is the number of days; None means the first quarter of the year.
        """
        if verdict.outcome is not Outcome.GAP or self.calendar is None:
            return verdict
        instructional = self.calendar.where(is_instructional=True)
        school_days = (
            sorted(instructional.distinct(CalendarDay.date)) if instructional.count() else []
        )
        last = ceil(len(school_days) / 4) if days is None else min(days, len(school_days))
        if not school_days or self.review.as_of > school_days[last - 1]:
            return verdict
        return too_early(
            f"{verdict.message[:-1]}; the first days are not over", school_days[last - 1]
        )
