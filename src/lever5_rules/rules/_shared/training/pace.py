"""How often training recurs throughout the year."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cached_property

from attrs import frozen

from lever5_rules.authoring import Annotated, Limit, Reason, Review, Span, Verdict, every, shown
from lever5_rules.rules._shared.calendar import (
    Quarters,
    Windows,
    YearCalendar,
    elapsed_quarters,
)
from lever5_rules.rules._shared.coverage import NO_CAMPUS, group_by_campus
from lever5_rules.rules._shared.presence import Presence
from lever5_rules.rules._shared.regularity import judge_pro_rata, judge_quarters
from lever5_rules.rules._shared.staff import Assignment, Openings
from lever5_rules.rules._shared.training.sessions import MinShareOfCampus

MinSessions = Annotated[Limit[int], "ongoing.min_sessions_per_year"]
MinShareOfQuarters = Annotated[Limit[float], "ongoing.min_share_of_quarters"]


@frozen(eq=False, repr=False, slots=False)
class Pace:
    """How often something must recur throughout the year."""

    year: YearCalendar
    all_quarters: Quarters
    least: MinSessions
    share: MinShareOfQuarters
    of_campus: MinShareOfCampus
    openings: Openings
    review: Review

    @property
    def has_elapsed_quarter(self) -> bool:
        return self.all_quarters[0].last <= self.review.as_of

    @cached_property
    def quarters(self) -> Windows:
        """The quarters that are over; if there is none, the element ends."""
        return elapsed_quarters(self.all_quarters, self.year, self.review)

    def judge(self, people: Collection[Assignment], presence: Presence, what: str) -> Verdict:
        """Return whether, on each campus, a share of these people was there as often as required.

        That is in every quarter that is over, and as often by now as the yearly number requires.
        """
        return self.judge_any((people,), presence, what)

    def judge_any(
        self, groups: Sequence[Collection[Assignment]], presence: Presence, what: str
    ) -> Verdict:
        """Return the same, where one of several groups is enough on each campus."""
        return judge_campuses(
            groups,
            self.quarters,
            self.openings,
            lambda campus_groups, since: presence.judge(
                [assignment for group in campus_groups for assignment in group],
                lambda attendance: self._judge_campus(campus_groups, attendance, since, what),
            ),
        )

    def _judge_campus(
        self, groups: Sequence[Collection[Assignment]], presence: Presence, since: date, what: str
    ) -> Verdict:
        share = self.of_campus.value
        days = {day for group in groups for day in presence.rounds(group, share, self.all_quarters)}
        words = f"{what}, of at least {shown(share)} of them"
        quarterly = judge_quarters(days, self.quarters, words, share=self.share, since=since)
        if quarterly.reason is not Reason.MET or since > self.year.days[0]:
            return quarterly
        return judge_pro_rata(
            *(len(days), self.least, self.year, self.review, words, self.all_quarters)
        )


def judge_campuses(
    groups: Sequence[Collection[Assignment]],
    windows: Collection[Span],
    openings: Openings,
    judge: Callable[[Sequence[Collection[Assignment]], date], Verdict],
) -> Verdict:
    """Judge the people of these groups on each campus.

    The judge receives the day on which the first of them started there, or on which the campus
    opened, if later. Campuses where nobody was there when a window began are left out, unless that
    is all of them.
    """
    groups_by_campus: dict[str, list[list[Assignment]]] = {
        campus: [[] for _ in groups]
        for campus in group_by_campus(assignment for group in groups for assignment in group)
    }
    for place, group in enumerate(groups):
        for assignment in group:
            if campus_groups := groups_by_campus.get(assignment.campus_id or NO_CAMPUS):
                campus_groups[place].append(assignment)
    since = {
        campus: max(
            min(assignment.since for group in campus_people for assignment in group),
            openings.get(campus, date.min),
        )
        for campus, campus_people in groups_by_campus.items()
    }
    last = max(window.first for window in windows)
    concerned = [campus for campus in groups_by_campus if since[campus] <= last] or list(
        groups_by_campus
    )
    return every(
        concerned, lambda campus: judge(groups_by_campus[campus], since[campus]), what="Campuses"
    )
