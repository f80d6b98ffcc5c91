"""5.1.2-4: principal supervisors observe principals regularly and give them feedback."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property

from attrs import evolve, frozen

from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import Focus, ObservationType, Role
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Review,
    Rule,
    Verdict,
    at_most,
    conclude,
    covers,
    every,
    gap,
    listing,
    missing,
    shown,
)
from lever5_rules.counting.people import Post
from lever5_rules.rules._shared.calendar import YearCalendar
from lever5_rules.rules._shared.observations.log import (
    Feedback,
    Visit,
    is_by_role,
    judge_beside_walkthroughs,
    list_visits,
)
from lever5_rules.rules._shared.observations.monthly import Months, Obligation
from lever5_rules.rules._shared.observations.none_logged import OBSERVED, report_none_by
from lever5_rules.rules._shared.regularity import judge_pro_rata
from lever5_rules.rules._shared.shares import Events, Place, Shares
from lever5_rules.rules._shared.staff import DISTRICT_ROLES, Assignment, Posts, Principals
from lever5_rules.rules._shared.supervision import PrincipalPosts, separate_holders

rule = Rule(
    "5.1.2-4",
    judges=Judges.PARTIAL,
    not_judged="whether the feedback develops principals as leaders; ask them",
)

MinVisits = Annotated[Limit[float], "supervisor.min_visits_per_principal_month"]
MinLeadership = Annotated[Limit[float], "supervisor.min_share_leadership_focus"]
Conferences = Annotated[Limit[int], "supervisor.appraisal_conferences"]
MaxSpan = Annotated[Limit[int], "supervisor.max_span"]
PRINCIPAL_SUPERVISORS = frozenset({Role.PRINCIPAL_SUPERVISOR})
EACH = "of each principal"
LEADING = frozenset({Focus.FEEDBACK_MEETING, Focus.PLC, Focus.ILT, Focus.COACHING})
"""Activities that a principal leads; observing only classrooms shows no leadership."""


EACH_PRINCIPAL = dict.fromkeys(
    ("by_one_person: observee_staff_id", "nothing_of_last_campus"),
    "`every_principal_has_supervisor` asks for each principal.",
)


@frozen(eq=False, repr=False, slots=False)
class Visits:
    """Who is principal where, and the observations by district leaders, without conferences."""

    log: Records[Observation]
    posts: Posts
    principals: PrincipalPosts
    review: Review

    def find_visits(self, *also: str) -> tuple[Visit, ...]:
        """Return the observations, each with the campuses of the principal on that day.

        If there are none, the element ends.
        """
        observations = self._list_visits(*also)
        if not observations:
            rows = self.log.where(observee_staff_id=self._people)
            conclude(report_none_by("final observation of a principal by a supervisor", rows))
        return observations

    def _list_visits(self, *also: str) -> tuple[Visit, ...]:
        return tuple(
            visit._replace(campuses=places)
            for visit in list_visits(self.log, self._people, self.posts, *also)
            if is_by_role(visit, DISTRICT_ROLES, self.posts)
            if (places := self._find_campuses(visit.observee, visit.day))
        )

    @property
    def _people(self) -> frozenset[str]:
        return frozenset(post.staff_id for posts in self.principals.values() for post in posts)

    def without(self, kind: ObservationType) -> "Visits":
        """Return these without observations of one type; if there are no others, all."""
        others = evolve(self, log=self.log.where(type=OBSERVED - {kind}))
        return others if others._list_visits() else self

    def list_obligations(self, observations: Iterable[Visit] = ()) -> list[Obligation]:
        """Return the position of each campus's principal, whoever held it, with the days of
        observations.

        Observations are those by somebody who supervises principals; co-principals have a position
        each.
        """
        days: dict[tuple[str, str], set[date]] = {}
        for visit in filter(self._is_by_supervisor, observations):
            for campus in visit.campuses:
                days.setdefault((campus, visit.observee), set()).add(visit.day)
        return [
            self._make_obligation(campus, line, days)
            for campus, lines in self._lines.items()
            for line in lines
        ]

    def _make_obligation(
        self, campus: str, line: tuple[Post, ...], days: Mapping[tuple[str, str], set[date]]
    ) -> Obligation:
        current_post = next((post for post in line if post.on(self.review.as_of)), line[-1])
        visit_days = (days.get((campus, person), ()) for person in {post.staff_id for post in line})
        return Obligation(
            Assignment(
                *(current_post.staff_id, Role.PRINCIPAL, campus, current_post.supervisor),
                *(current_post.first, None, None),
            ),
            line,
            frozenset[date]().union(*visit_days),
        )

    @cached_property
    def _lines(self) -> Mapping[str, tuple[tuple[Post, ...], ...]]:
        """The posts of each campus by who holds them today."""
        return {
            campus: separate_holders(posts, self.review.as_of)
            for campus, posts in self.principals.items()
        }

    @cached_property
    def _places_of_post(self) -> Mapping[tuple[str, str], list[Place]]:
        """The places of each campus and person who holds or held a post there."""
        places: dict[tuple[str, str], list[Place]] = {}
        for campus, lines in self._lines.items():
            for number, line in enumerate(lines):
                place = Place(campus, f"principal {number + 1}" if number else "")
                for person in dict.fromkeys(post.staff_id for post in line):
                    places.setdefault((campus, person), []).append(place)
        return places

    def list_posts(self, visit: Visit) -> list[Place]:
        """Return the posts of principals that observations were of; co-principals have one
        each."""
        return [
            place
            for campus in visit.campuses
            for place in self._places_of_post.get((campus, visit.observee), ())
        ]

    def is_by_own_supervisor(self, visit: Visit, campus: str) -> bool:
        """Return whether the observer supervised the campus's principal on that day.

        Anyone counts if the principal's current supervisor started later, or if the observer is not
        on the roster.
        """
        if not self.posts.on(visit.observer, visit.day):
            return True
        for post in self.principals[campus]:
            if post.staff_id != visit.observee:
                continue
            supervisor = post.supervisor
            if post.on(visit.day) and supervisor == visit.observer:
                return True
            began = [
                supervisor_post.first
                for supervisor_post in self.posts.by_person.get(supervisor or "", ())
                if supervisor_post.role in DISTRICT_ROLES
            ]
            if began and visit.day < min(began):
                return True
        return False

    def _is_by_supervisor(self, visit: Visit) -> bool:
        """Return whether the observer supervises principals, this one or another."""
        return (
            self.posts.holds(visit.observer, PRINCIPAL_SUPERVISORS, visit.day)
            or any(self.is_by_own_supervisor(visit, campus) for campus in visit.campuses)
            or visit.observer in self._supervisors
        )

    @cached_property
    def _supervisors(self) -> frozenset[str | None]:
        """Those to whom a principal reports."""
        return frozenset(post.supervisor for posts in self.principals.values() for post in posts)

    def _find_campuses(self, person: str, day: date) -> frozenset[str]:
        return frozenset(
            post.campus_id
            for post in self.posts.by_person.get(person, ())
            if post.role is Role.PRINCIPAL and post.on(day)
            if post.campus_id is not None and post.campus_id in self.principals
        )


@rule.element(level=Level.RECORDED)
def every_principal_has_supervisor(visits: Visits, months: Months, review: Review) -> Verdict:
    """Each principal reports to a district leader, who is the one that observes them."""
    posts = visits.posts
    supervisors = [
        (campus, post.supervisor)
        for campus, principal_posts in visits.principals.items()
        for post in principal_posts
        if post.on(review.as_of)
    ]
    blank = _drop_repetitions(campus for campus, supervisor in supervisors if not supervisor)
    unlisted = _drop_repetitions(
        campus
        for campus, supervisor in supervisors
        if supervisor and not posts.on(supervisor, review.as_of)
    )
    for places, fault in (
        (blank, "names no supervisor for the principal of"),
        (unlisted, "names a supervisor who is not on it (any more) for the principal of"),
    ):
        if places:
            conclude(
                missing(
                    Reason.NO_DENOMINATOR,
                    f"The roster {fault} {listing(places, most=12)}.",
                    "Fill in supervisor_staff_id in staff_roster.csv, and list that person too. "
                    "Usually held by: human resources.",
                    scope=places,
                )
            )
    unsupervised = _drop_repetitions(
        campus
        for campus, supervisor in supervisors
        if not posts.holds(supervisor or "", DISTRICT_ROLES, review.as_of)
    )
    if unsupervised:
        return gap(
            Reason.NOT_COVERED,
            f"The principals of {listing(unsupervised, most=12)} report to nobody at the district.",
            f"Assign a supervisor to the principals of {listing(unsupervised, most=12)}.",
            scope=unsupervised,
        )
    led_campuses = _drop_repetitions(campus for campus, _ in supervisors)
    own_visits = [
        visit._replace(campuses=frozenset(places))
        for visit in visits.find_visits()
        if (
            places := [
                place for place in visit.campuses if visits.is_by_own_supervisor(visit, place)
            ]
        )
    ]
    obligations = [
        obligation
        for obligation in visits.list_obligations(own_visits)
        if str(obligation.who.campus_id) in led_campuses
    ]
    unmet = [obligation for obligation in obligations if not obligation.days]
    due = _drop_repetitions(
        str(obligation.who.campus_id) for obligation in unmet if months.list_months(obligation)
    )
    observed_campuses = _drop_repetitions(
        str(obligation.who.campus_id) for obligation in obligations if obligation.days
    )
    return covers(
        found=[campus for campus in observed_campuses if campus not in due],
        wanted=[campus for campus in led_campuses if campus in observed_campuses or campus in due]
        or due,
        what="Campuses whose principal is observed by the supervisor on the roster",
        remedy="See that the supervisor of the principals of {lacking} observes them, and "
        "record it.",
    )


def _drop_repetitions(campuses: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(campuses))


@frozen(eq=False, repr=False, slots=False)
class Cadence:
    """How often each principal is to be observed."""

    months: Months
    least: MinVisits

    def judge(self, visits: Visits) -> Verdict:
        """Return whether each principal is observed as often as the ruleset asks."""
        return self.months.judge(
            visits.list_obligations(visits.find_visits()),
            self.least,
            "Principals observed by their supervisors",
        )

    def judge_others(self, visits: Visits, judge: Callable[[Visits], Verdict]) -> Verdict:
        """Return the verdict on observations; walkthroughs beside enough others do no harm."""
        if not self.months.has_elapsed_month:
            return judge(visits)
        others = visits.without(ObservationType.WALKTHROUGH)
        return judge_beside_walkthroughs(visits, others, judge, self.judge)


@rule.element(level=Level.RECORDED)
def visit_cadence_met(visits: Visits, cadence: Cadence) -> Verdict:
    """Each principal is observed as often as the ruleset asks."""
    return cadence.judge(visits)


@rule.element(level=Level.RECORDED, unasked=EACH_PRINCIPAL)
def leadership_activity_observed(
    visits: Visits, cadence: Cadence, share: MinLeadership, shares: Shares
) -> Verdict:
    """Supervisors see principals lead, not only their buildings."""

    def judge_focus(visits: Visits) -> Verdict:
        return shares.judge(
            (
                Events(
                    visits.list_posts(visit),
                    visit.number,
                    None if visit.focus is None else not LEADING.isdisjoint(visit.focus),
                )
                for visit in visits.find_visits("focus")
            ),
            share,
            said="observations of principals looked at leading",
            remedy="Visit principals when they lead (feedback meetings, PLCs, leadership team "
            "meetings), at {lacking}, and record it as focus.",
            untold="Fill in focus in observation_log.csv for these observations of principals:",
            each=EACH,
        )

    return cadence.judge_others(visits, judge_focus)


@rule.element(level=Level.RECORDED, unasked=EACH_PRINCIPAL)
def feedback_given(visits: Visits, cadence: Cadence, feedback: Feedback) -> Verdict:
    """Principals get feedback soon after they were observed."""

    def judge_feedback(visits: Visits) -> Verdict:
        return feedback.judge(
            *(visits.find_visits("feedback_on"), "observation"),
            all_visits=visits.find_visits(),
            each=EACH,
            places=visits.list_posts,
        )

    return cadence.judge_others(visits.without(ObservationType.CULTURE_WALK), judge_feedback)


@rule.element(level=Level.RECORDED, advisory=True)
def appraisal_conferences_dated(
    log: Records[Observation],
    principals: Principals,
    least: Conferences,
    year: YearCalendar,
    review: Review,
) -> Verdict:
    """Each principal has the conferences of T-PESS: 19 TAC 150.1023(b)."""
    observations = log.where(
        type=ObservationType.APPRAISAL_CONFERENCE,
        observer_role=DISTRICT_ROLES,
        observee_role=Role.PRINCIPAL,
    )
    days = observations.tally(Observation.observee_staff_id, Observation.date)
    by_person = Counter(person for person, _ in days)
    return every(
        principals,
        lambda assignment: judge_pro_rata(
            by_person[assignment.staff_id], least, year, review, "Conferences"
        ),
        name=lambda assignment: shown(assignment.campus_id),
        what="Principals",
    )


@rule.element(level=Level.RECORDED, advisory=True, unasked=EACH_PRINCIPAL)
def span(visits: Visits, most: MaxSpan) -> Verdict:
    """No supervisor observes more principals than can be coached well."""
    observed: dict[str, set[str]] = {}
    for visit in visits.find_visits():
        observed.setdefault(visit.observer, set()).add(visit.observee)
    widest = max(len(principals) for principals in observed.values())
    return at_most(
        widest,
        most,
        "Principals of the supervisor who has most",
        "Share the principals among more supervisors.",
        reason=Reason.BELOW_PARAMETER,
    )
