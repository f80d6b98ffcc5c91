"""Observations: who observes whom, how often, and how soon feedback follows."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from attrs import frozen

from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import Focus, Role
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Outcome,
    Reason,
    Records,
    Review,
    Verdict,
    every,
    gap,
    given,
    listing,
    missing,
    readings,
    shown,
)
from lever5_rules.counting.people import Roster
from lever5_rules.rules._shared.calendar import ElapsedQuarters, YearCalendar, too_early
from lever5_rules.rules._shared.observations.none_logged import (
    OBSERVED,
    report_no_coaching,
    report_none_logged,
)
from lever5_rules.rules._shared.regularity import judge_quarters, select_begun
from lever5_rules.rules._shared.shares import Events, Place, Shares
from lever5_rules.rules._shared.staff import (
    CAMPUS_ROLES,
    DISTRICT_ROLES,
    LeadershipRoles,
    Openings,
    Posts,
    refuse_incomplete_roster,
)

FeedbackDays = Annotated[Limit[int], "feedback.max_instructional_days"]
MinShareInTime = Annotated[Limit[float], "feedback.min_share_in_time"]
MinPerQuarter = Annotated[Limit[int], "coaching.min_per_quarter"]

COACHED = CAMPUS_ROLES - {Role.PRINCIPAL}


VisitsT = TypeVar("VisitsT")


class Visit(NamedTuple):
    """Observations of one person by another on one day with the same properties.

    `campuses` are those of the observed person on that day. Properties that were not requested are
    None.
    """

    observer: str
    observer_role: Role
    observee: str
    day: date
    campuses: frozenset[str]
    number: int
    answered: date | None = None
    focus: tuple[Focus, ...] | None = None


def list_visits(
    log: Records[Observation], people: Collection[str], posts: Roster, *also: str
) -> tuple[Visit, ...]:
    """Return the final observations of these people, without conferences.

    `feedback_on` and `focus` are read only on request, so that blanks in them matter only then.
    Rows of people who are not on the roster are unsure, and included only to see whether the
    outcome depends on them: they may be about anybody of that campus.
    """
    final_rows = log.where(finalized=True, type=OBSERVED)
    columns = (Observation.observer_staff_id, Observation.observer_role)

    def make_visit(
        observer: str, role: Role, person: str, day: date, number: int, cells: Any
    ) -> Visit:
        requested = dict(zip(also, cells, strict=True))
        places = posts.campuses_on(person, day)
        answered, focus = requested.get("feedback_on"), requested.get("focus")
        return Visit(observer, role, person, day, places, number, answered, focus)

    numbers = final_rows.where(observee_staff_id=frozenset(people)).tally(
        *columns, Observation.observee_staff_id, Observation.date, *also
    )
    visits = [
        make_visit(observer, role, person, day, number, cells)
        for (observer, role, person, day, *cells), number in numbers.items()
    ]
    unlisted = final_rows.where(observee_staff_id=posts.lacks)
    if unlisted.count():
        unlisted_numbers = unlisted.tally(*columns, Observation.campus_id, Observation.date, *also)
        visits += [
            make_visit(observer, role, person, day, number, cells)
            for (observer, role, campus, day, *cells), number in unlisted_numbers.items()
            for person in sorted(people)
            if campus in (None, *posts.campuses_on(person, day))
        ]
    return tuple(visits)


def is_by_role(
    visit: Visit, roles: Collection[Role], posts: Roster, campuses: Collection[str] = ()
) -> bool:
    """Return whether the observer held one of the roles on that day, at one of the given campuses.

    For an observer who is not on the roster the log's role counts: such rows are unsure anyway.
    """
    observer_posts = posts.on(visit.observer, visit.day)
    if not observer_posts:
        return visit.observer_role in roles
    return any(
        post.role in roles and (not campuses or post.campus_id in campuses)
        for post in observer_posts
    )


def judge_beside_walkthroughs(
    visits: VisitsT,
    others: VisitsT,
    judge: Callable[[VisitsT], Verdict],
    judge_cadence: Callable[[VisitsT], Verdict],
) -> Verdict:
    """Return the verdict on observations, or on those that are no walkthroughs if they are enough.

    Who also looks in for a few minutes, and says nothing about it, observes no less for that.
    """
    verdict = judge(visits)
    if verdict.outcome is Outcome.PASS or others is visits:
        return verdict
    cadences, _ = readings((others,), judge_cadence)
    if any(cadence.outcome is Outcome.PASS for _, cadence in cadences):
        return judge(others)
    return verdict


def list_places(visit: Visit) -> list[Place]:
    """Return where an observation counts: on the campuses of the person observed."""
    return [Place(campus) for campus in visit.campuses]


@frozen(eq=False, repr=False, slots=False)
class Feedback:
    """Judgement whether feedback followed observations in time."""

    year: YearCalendar
    most: FeedbackDays
    share: MinShareInTime
    shares: Shares
    review: Review

    def judge(
        self,
        visits: Collection[Visit],
        what: str,
        *,
        all_visits: Collection[Visit],
        each: str = "on each campus",
        places: Callable[[Visit], Collection[Place]] = list_places,
    ) -> Verdict:
        """Return whether enough of the observations had feedback in time, on each campus too.

        `visits` are those of which it is known, `all_visits` all of them: of a campus of which
        nothing is known it is not told. Only observations whose feedback is due by now count.
        """
        if not visits:
            return report_none_logged(what)
        known = {campus for visit in visits for campus in visit.campuses}
        unknown_visits = [visit for visit in all_visits if known.isdisjoint(visit.campuses)]
        due = [
            Events(places(visit), visit.number, is_in_time)
            for visit in visits
            if (is_in_time := self._is_in_time(visit)) is not None
        ]
        due += [
            Events(places(visit), visit.number, None)
            for visit in unknown_visits
            if visit.campuses and self._is_in_time(visit) is not None
        ]
        if not due:
            first = min(visit.day for visit in visits)
            until = self.year.day_after(first, self.most.value + 1)
            return too_early(f"Feedback on the first {what} is not due yet", until)
        return self.shares.judge(
            due,
            self.share,
            said=f"{what}s had feedback within {self.most.value} instructional days",
            remedy=f"Give feedback within {self.most.value} instructional days at {{lacking}} and "
            "record the day as feedback_on.",
            untold=f"Correct feedback_on in observation_log.csv for these {what}s:",
            each=each,
            reason=Reason.LATE,
        )

    def _is_in_time(self, visit: Visit) -> bool | None:
        """Return whether an observation had feedback in time; None if it is not due yet."""
        days, as_of = self.year.days_until, self.review.as_of
        since, answered = days(visit.day), visit.answered
        if answered is not None and visit.day <= answered <= as_of:
            return days(answered) - since <= self.most.value
        return False if days(as_of) - since > self.most.value else None


@frozen(eq=False, repr=False, slots=False)
class Coaching:
    """Coaching observations with feedback on a subject, on each campus in every quarter.

    Coaching is by those who lead the observed people, or by the district, according to the roster:
    peer observations, and a supervisor's observations of a principal, do not count.
    """

    quarters: ElapsedQuarters
    least: MinPerQuarter
    roles: LeadershipRoles
    openings: Openings
    posts: Posts

    def judge_log(
        self,
        log: Records[Observation],
        focus: object,
        what: str,
        campuses: Collection[str],
        *,
        coached_roles: frozenset[Role] = COACHED,
        alike: frozenset[Focus] = frozenset(),
        session_days: Mapping[str, Collection[date]] = MappingProxyType({}),
    ) -> Verdict:
        """Return whether each of the campuses has enough coaching in every quarter.

        `coached_roles` are those of the observed; `session_days` are the days of other coaching on
        each campus. A log that has coaching on subjects that are `alike` shows that there was none
        on this one.
        """
        by_leaders = log.where(
            feedback_on=given,
            finalized=True,
            type=OBSERVED,
            observer_role=DISTRICT_ROLES | set(self.roles.value),
            observee_role=coached_roles,
        )
        coached = by_leaders.where(focus=focus)
        if coached.count() == 0 and not any(session_days.values()):
            sought = (
                f"final observation on {what} (focus {shown(focus)}) by a leader, with feedback"
            )
            others = by_leaders.where(focus=alike).count() if alike else 0
            if others and not by_leaders.where(focus=None).count():
                return gap(
                    Reason.NOT_COVERED,
                    f"The observation log has no {sought}, but {others} on "
                    f"{listing(sorted(alike))}.",
                    f"Coach on {what} at {listing(campuses)} in every quarter, and record it; if "
                    "it was, correct focus in observation_log.csv.",
                    scope=campuses,
                    rows=coached,
                )
            on_subject = log.where(focus=focus)
            observers = DISTRICT_ROLES | set(self.roles.value)
            return report_no_coaching(sought, on_subject, by_leaders, observers, coached_roles)
        days: dict[str, list[date]] = {
            campus: [*session_days.get(campus, ())] for campus in campuses
        }
        for (campus, day), number in coached.tally(Observation.campus_id, Observation.date).items():
            days.setdefault(campus, []).extend([day] * number)

        def judge_campus(campus: str) -> Verdict:
            verdict = self._judge_quarters(campus, days[campus], what)
            if verdict.outcome is Outcome.GAP:
                self._refuse_unlisted(campus)
            if verdict.outcome is Outcome.GAP and _lacks_focus(log, campus):
                return missing(
                    Reason.BLANK_FIELD,
                    f"No observation at {campus} says what it looked at (focus).",
                    f"Fill in focus in observation_log.csv for the observations at {campus}.",
                )
            return verdict

        return self._judge_each(campuses, judge_campus)

    def judge_sessions(
        self, days: Mapping[str, Collection[date]], what: str, campuses: Collection[str]
    ) -> Verdict:
        """Return whether the days of coaching sessions are enough where no log can be read."""
        verdict = self._judge_each(
            campuses, lambda campus: self._judge_quarters(campus, days.get(campus, ()), what)
        )
        if verdict.outcome is not Outcome.GAP:
            return verdict
        return missing(
            Reason.NO_RECORDS,
            "There is no observation log that can be read, and coaching sessions alone are too "
            f"few. {verdict.message}",
            "Export the observations with feedback to observation_log.csv, or add the coaching "
            "sessions to training_calendar.csv with mode coaching, and who attended.",
            limit=self.least,
            scope=verdict.scope,
        )

    def _judge_each(self, campuses: Collection[str], judge: Callable[[str], Verdict]) -> Verdict:
        return every(
            select_begun(campuses, self.openings.get, self.quarters), judge, what="Campuses"
        )

    def _judge_quarters(self, campus: str, days: Collection[date], what: str) -> Verdict:
        return judge_quarters(
            days,
            self.quarters,
            f"Coaching on {what}",
            least=self.least.value,
            limit=self.least,
            remedy=f"Coach on {what} at {campus} in every quarter, and record it.",
            since=self.openings.get(campus),
        )

    def _refuse_unlisted(self, campus: str) -> None:
        """End the judgement of a campus of which the roster lists nobody, and of others people."""
        listed = {post.campus_id for post in self.posts.posts} - {None}
        if listed and campus not in listed:
            refuse_incomplete_roster([campus], "teacher or leader")


def _lacks_focus(log: Records[Observation], campus: str) -> bool:
    """Return whether a campus leaves the focus blank in all of its observations."""
    rows = log.where(campus_id=campus)
    return rows.count() > 0 and rows.where(focus=given).count() == 0
