"""How often training recurs throughout the year."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from attrs import frozen

from lever5_rules.authoring import Annotated, Limit, Reason, Review, Span, Verdict, every, shown
from lever5_rules.rules._shared.calendar import ElapsedQuarters, Quarters, YearCalendar
from lever5_rules.rules._shared.coverage import NO_CAMPUS, by_campus
from lever5_rules.rules._shared.presence import Presence
from lever5_rules.rules._shared.regularity import in_quarters, pro_rata
from lever5_rules.rules._shared.staff import Assignment, Openings
from lever5_rules.rules._shared.training.sessions import MinShareOfCampus

MinSessions = Annotated[Limit[int], "ongoing.min_sessions_per_year"]
MinShareOfQuarters = Annotated[Limit[float], "ongoing.min_share_of_quarters"]


@frozen(eq=False, repr=False, slots=False)
class Pace:
    """How often something must recur throughout the year."""

    year: YearCalendar
    all_quarters: Quarters
    quarters: ElapsedQuarters
    least: MinSessions
    share: MinShareOfQuarters
    of_campus: MinShareOfCampus
    openings: Openings
    review: Review

    def ongoing(self, people: Collection[Assignment], seen: Presence, what: str) -> Verdict:
        """Return whether, on each campus, a share of these people was there as often as required.

        That is in every quarter that is over, and as often by now as the yearly number requires.
        """
        return self.ongoing_of_any((people,), seen, what)

    def ongoing_of_any(
        self, groups: Sequence[Collection[Assignment]], seen: Presence, what: str
    ) -> Verdict:
        """Return the same, where one of several groups is enough on each campus."""
        return on_campuses_of(
            groups,
            self.quarters,
            self.openings,
            lambda campus_groups, since: seen.judged(
                [assignment for group in campus_groups for assignment in group],
                lambda then: self._on_campus(campus_groups, then, since, what),
            ),
        )

    def _on_campus(
        self, groups: Sequence[Collection[Assignment]], seen: Presence, since: date, what: str
    ) -> Verdict:
        share = self.of_campus.value
        days = {day for group in groups for day in seen.rounds(group, share, self.all_quarters)}
        words = f"{what}, of at least {shown(share)} of them"
        often = in_quarters(days, self.quarters, words, share=self.share, since=since)
        if often.reason is not Reason.MET or since > self.year.days[0]:
            return often
        return pro_rata(*(len(days), self.least, self.year, self.review, words, self.all_quarters))


def on_campuses_of(
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
    here: dict[str, list[list[Assignment]]] = {
        campus: [[] for _ in groups]
        for campus in by_campus(assignment for group in groups for assignment in group)
    }
    for place, group in enumerate(groups):
        for assignment in group:
            if campus_groups := here.get(assignment.campus_id or NO_CAMPUS):
                campus_groups[place].append(assignment)
    since = {
        campus: max(
            min(assignment.since for group in of_campus for assignment in group),
            openings.get(campus, date.min),
        )
        for campus, of_campus in here.items()
    }
    last = max(window.first for window in windows)
    concerned = [campus for campus in here if since[campus] <= last] or list(here)
    return every(concerned, lambda campus: judge(here[campus], since[campus]), what="Campuses")
