"""Observations: how often persons are observed, and how soon they hear of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Reason,
    Records,
    Review,
    Span,
    Verdict,
    conclude,
    covers,
    enough,
    every,
    given,
    missing,
    not_applicable,
    shown,
)

from .calendar import (
    ElapsedQuarters,
    MinShareOfWindows,
    YearCalendar,
    elapsed_months,
    in_quarters,
    months_of_the_year,
    too_early,
)
from .staff import DISTRICT_ROLES, Assignment, LeadershipRoles, PeopleByRole, holding

FeedbackDays = Annotated[Limit[int], "feedback.max_instructional_days"]
MinShareInTime = Annotated[Limit[float], "feedback.min_share_in_time"]
MinPerQuarter = Annotated[Limit[int], "coaching.min_per_quarter"]


def none_logged(what: str) -> Verdict:
    return missing(
        Reason.NO_RECORDS,
        f"The observation log has no {what}.",
        "Find the records and add them to observation_log.csv.",
    )


def made_by(
    log: Records[Observation], roles: frozenset[Role], people: PeopleByRole, **about: Any
) -> Records[Observation]:
    """Final observations by people of these roles. One whom the roster knows in other roles only
    is none of them, whatever the log says."""
    others = holding(people, people) - holding(people, roles)
    return log.where(
        observer_role=roles,
        finalized=True,
        observer_staff_id=lambda person: person not in others,
        **about,
    )


@frozen(eq=False, repr=False, slots=False)
class Feedback:
    """Whether feedback followed observations in time."""

    year: YearCalendar
    most: FeedbackDays
    share: MinShareInTime
    review: Review

    def given_after(self, observations: Records[Observation], what: str) -> Verdict:
        """Whether enough of those that feedback is due for by now had it in time."""
        days = self.year.days_until
        due, in_time = 0, 0
        first: date | None = None
        for (day, answered), number in observations.tally("date", "feedback_on").items():
            first = day if first is None else min(first, day)
            heard = answered is not None and day <= answered <= self.review.as_of
            if heard or days(self.review.as_of) - days(day) > self.most.value:
                due += number
            if heard and days(answered) - days(day) <= self.most.value:
                in_time += number
        if first is None:
            return none_logged(what)
        if due == 0:
            until = self.year.after(first, self.most.value + 1)
            return too_early(f"Feedback on the first {what} is not due yet", until)
        return enough(
            in_time,
            due,
            self.share,
            f"{what}s had feedback within {self.most.value} instructional days",
            f"Give feedback within {self.most.value} instructional days and record the day as "
            "feedback_on.",
            reason=Reason.LATE,
        )


@frozen(eq=False, repr=False, slots=False)
class Months:
    """Whether persons are observed in enough of the months that are over."""

    year: YearCalendar
    share: MinShareOfWindows
    review: Review

    def observed(
        self,
        people: Iterable[Assignment],
        observations: Records[Observation],
        least: Limit[float],
        what: str,
    ) -> Verdict:
        """On each campus, the share of persons and months with `least` observations or more, each
        on a day of its own."""
        months = elapsed_months(self.year, self.review)
        held = Counter(
            (person, _place(day, months))
            for person, day in observations.tally("observee_staff_id", "date")
        )
        by_campus: dict[str, list[Assignment]] = {}
        for person in people:
            by_campus.setdefault(person.campus_id or "", []).append(person)

        def on_campus(campus: str) -> Verdict:
            numbers = [
                held[(person.staff_id, place)]
                for person in by_campus[campus]
                for place, month in enumerate(months)
                if person.since <= month.first
            ]
            if not numbers:
                return self._nobody_yet(campus, min(one.since for one in by_campus[campus]))
            return enough(
                sum(number >= least.value for number in numbers),
                len(numbers),
                self.share,
                "months",
                f"See to {shown(least.value)} a month at {campus} from now on.",
                lead=f"{what}: {shown(least.value)} a month in ",
            )

        return every(by_campus, on_campus, what="Campuses")

    def _nobody_yet(self, campus: str, since: date) -> Verdict:
        """Nobody has been on a campus for a whole month: somebody may still be, this year."""
        said = f"Nobody at {campus} has been there for a whole month"
        coming = [one for one in months_of_the_year(self.year) if since <= one.first]
        return too_early(said, coming[0].last) if coming else not_applicable(f"{said}.")


@frozen(eq=False, repr=False, slots=False)
class Coaching:
    """Coaching observations with feedback on a subject, in every quarter.

    Leaders and those above them coach, by the roster; what peers see of each other is no coaching
    that the district provides.
    """

    log: Records[Observation]
    quarters: ElapsedQuarters
    least: MinPerQuarter
    people: PeopleByRole
    leadership: LeadershipRoles

    def on(
        self,
        focus: object,
        what: str,
        campuses: Collection[str],
        *,
        whom: frozenset[Role] = frozenset(Role),
        more: Mapping[str, Collection[date]] = MappingProxyType({}),
    ) -> Verdict:
        """Whether there is enough of it in every quarter, and some on each of the campuses.

        `whom` are the roles that are coached; `more` the days of other coaching on each campus.
        """
        coaches = frozenset(self.leadership.value) | DISTRICT_ROLES
        coached = made_by(
            *(self.log, coaches, self.people),
            focus=focus,
            feedback_on=given,
            observee_role=whom,
        )
        if coached.count() == 0 and not any(more.values()):
            return none_logged(
                f"final observation on {what} (focus {shown(focus)}) by a leader, with feedback"
            )
        days: list[date] = [day for held in more.values() for day in set(held)]
        for (day,), number in coached.tally("date").items():
            days += [day] * number
        often = in_quarters(
            days,
            self.quarters,
            f"Coaching on {what}",
            least=self.least.value,
            limit=self.least,
        )
        if often.reason is not Reason.MET:
            return often
        seen = set(coached.distinct("campus_id")) if coached.count() else set()
        everywhere = covers(
            seen | {campus for campus, held in more.items() if held},
            campuses,
            f"Campuses with coaching on {what}",
            f"Coach on {what} at {{lacking}} too, and record it.",
            limit=self.least,
        )
        return often if everywhere.reason is Reason.MET else everywhere


def _place(day: date, spans: list[Span]) -> int | None:
    return next((place for place, span in enumerate(spans) if day in span), None)


def ended_without(observations: Records[Observation], what: str) -> Records[Observation]:
    """The same observations; where there are none, the element ends."""
    if observations.count() == 0:
        conclude(none_logged(what))
    return observations
