"""5.1.2-3: principals observe their instructional leaders regularly, with the district's help."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property, partial

from attrs import evolve, frozen

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import ObservationType, Role
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    conclude,
    counted,
    covers,
    gap,
    listing,
)
from lever5_rules.counting.people import Post
from lever5_rules.rules._shared.observations.log import (
    Feedback,
    Visit,
    is_by_role,
    judge_beside_walkthroughs,
    list_visits,
)
from lever5_rules.rules._shared.observations.monthly import Months, Obligation
from lever5_rules.rules._shared.observations.none_logged import OBSERVED, report_none_by
from lever5_rules.rules._shared.shares import Place
from lever5_rules.rules._shared.staff import Assignment, LeadershipRoles, Posts, in_plural
from lever5_rules.rules._shared.supervision import refuse_vacant_posts
from lever5_rules.rules._shared.support_in_observing import Observed, Support

rule = Rule(
    "5.1.2-3",
    judges=Judges.PARTIAL,
    not_judged="whether the feedback helps leaders to lead; sit in on some of it",
)

MinPerMonth = Annotated[Limit[float], "il_observation.min_per_month"]
PRINCIPAL = frozenset({Role.PRINCIPAL})


@frozen(eq=False, repr=False, slots=False)
class ByPrincipals:
    """The leaders to be observed, and the observations by the principals of their own campus."""

    log: Records[Observation]
    observed: Observed
    roles: LeadershipRoles
    posts: Posts
    months: Months

    def find_visits(self, *also: str) -> tuple[Visit, ...]:
        """Return the observations by principals of the leader's own campus; without any the element
        ends."""
        people = self.posts.holders(self._observed_roles)
        by_anybody = list_visits(self.log, people, self.posts, *also)
        visits = tuple(
            visit
            for visit in by_anybody
            if is_by_role(visit, PRINCIPAL, self.posts, visit.campuses)
        )
        if not visits:
            self._refuse_other_observers(by_anybody)
            what = "final observation of a leader by the principal of their campus"
            rows = self.log.where(observee_staff_id=frozenset(people))
            conclude(report_none_by(what, rows))
        return visits

    def _refuse_other_observers(self, visits: tuple[Visit, ...]) -> None:
        """End the element if the log shows at each campus that others observe its leaders, and
        nothing in it may be the principal's."""
        open_rows = self.log.where(
            finalized=False,
            observee_staff_id=self.posts.holders(self._observed_roles),
            observer_staff_id=self.posts.holders(PRINCIPAL),
        ).count()
        known = [visit for visit in visits if self.posts.on(visit.observer, visit.day)]
        observed_campuses = {campus for visit in known for campus in visit.campuses}
        campuses = self.list_campuses() if known and len(known) == len(visits) else {}
        if campuses and observed_campuses.issuperset(campuses) and not open_rows:
            conclude(
                gap(
                    Reason.NOT_COVERED,
                    f"The leaders of {listing(campuses)} were observed on "
                    f"{counted(len({visit.day for visit in known}), 'day')}, by people other "
                    "than the principal of their campus, as the staff roster has them.",
                    "Help the principals to observe their own leaders, and record it; if some of "
                    "these were theirs, correct observer_staff_id in observation_log.csv.",
                    scope=campuses,
                )
            )

    def list_places(self, visit: Visit) -> list[Place]:
        """Return where an observation counts: on the campuses of the leader, and there among those
        of the same role if two or more hold it."""
        roles = {post.role for post in self.posts.on(visit.observee, visit.day)}
        return [
            place
            for campus in visit.campuses
            for place in (
                Place(campus),
                *(
                    Place(campus, in_plural(role))
                    for role in roles
                    if self._numbers[campus, role] > 1
                ),
            )
        ]

    def list_obligations(self, visits: tuple[Visit, ...] = ()) -> list[Obligation]:
        """Return the current leaders to whom monthly observations are owed.

        If all leaders of a campus have just started, their predecessors are included.
        """
        days: dict[str, set[date]] = {}
        for visit in visits:
            days.setdefault(visit.observee, set()).add(visit.day)
        refuse_vacant_posts(
            {
                str(leader.campus_id): self._list_principal_posts(leader.campus_id)
                for leader in self.observed
            },
            self.months.review,
        )
        current = [self._make_obligation(assignment, days) for assignment in self.observed]
        known = {assignment.staff_id for assignment in self.observed}
        campuses = {
            obligation.who.campus_id
            for obligation in current
            if self.months.list_months(obligation)
        }
        only_new = {assignment.campus_id for assignment in self.observed} - campuses
        predecessors = {
            (post.staff_id, post.role, post.campus_id): Assignment(
                *(post.staff_id, post.role, post.campus_id, post.supervisor),
                *(post.first, None, None),
            )
            for role in self.roles.value
            if role is not Role.PRINCIPAL
            for post in self.posts.by_role.get(role, ())
            if post.staff_id not in known
            if post.campus_id in only_new
        }
        return current + [
            self._make_obligation(assignment, days) for assignment in predecessors.values()
        ]

    def list_campuses(self) -> dict[str, None]:
        """Return the campuses where monthly observations are owed by now."""
        return dict.fromkeys(
            str(obligation.who.campus_id)
            for obligation in self.list_obligations()
            if self.months.list_months(obligation)
        )

    @cached_property
    def _numbers(self) -> "Counter[tuple[str | None, Role]]":
        """How many of the leaders have each role on each campus."""
        return Counter((leader.campus_id, leader.role) for leader in self.observed)

    @property
    def _observed_roles(self) -> frozenset[Role]:
        return frozenset(self.roles.value) - PRINCIPAL

    def _make_obligation(self, assignment: Assignment, days: Mapping[str, set[date]]) -> Obligation:
        posts = self.posts
        return Obligation(
            assignment,
            tuple(
                post
                for post in posts.by_person.get(assignment.staff_id, ())
                if post.role in self._observed_roles
            ),
            frozenset(days.get(assignment.staff_id, ())),
            self._list_principal_posts(assignment.campus_id),
        )

    def _list_principal_posts(self, campus: str | None) -> tuple[Post, ...]:
        return self.posts.by_place.get((Role.PRINCIPAL, campus), ())

    def without_walkthroughs(self) -> "ByPrincipals":
        """Return these without walkthroughs; if there are no other observations, all."""
        log = self.log.where(type=OBSERVED - {ObservationType.WALKTHROUGH})
        rows = log.where(observee_staff_id=self.posts.holders(self._observed_roles), finalized=True)
        return evolve(self, log=log) if rows.count() else self


@rule.element(level=Level.RECORDED)
def principal_observes_each_il(by_principals: ByPrincipals, least: MinPerMonth) -> Verdict:
    """Principals observe each instructional leader of their campus regularly."""
    obligations = by_principals.list_obligations(by_principals.find_visits())
    return by_principals.months.judge(obligations, least, "Leaders observed")


@rule.element(
    level=Level.RECORDED,
    unasked={
        "nothing_of_last_campus": "`every_principal_covered` asks for each campus.",
        "one_person_on_each_campus": "`principal_observes_each_il` asks for each leader.",
    },
)
def feedback_given(by_principals: ByPrincipals, feedback: Feedback, least: MinPerMonth) -> Verdict:
    """Leaders get feedback soon after they were observed."""

    def judge_feedback(by_principals: ByPrincipals) -> Verdict:
        return feedback.judge(
            by_principals.find_visits("feedback_on"),
            "observation",
            all_visits=by_principals.find_visits(),
            each="on each campus, and of each role that two or more hold there",
            places=by_principals.list_places,
        )

    if not by_principals.months.has_elapsed_month:
        return judge_feedback(by_principals)
    return judge_beside_walkthroughs(
        *(by_principals, by_principals.without_walkthroughs()),
        judge_feedback,
        partial(principal_observes_each_il, least=least),
    )


@rule.element(level=Level.RECORDED)
def every_principal_covered(by_principals: ByPrincipals) -> Verdict:
    """On every campus with such leaders the principal observes them."""
    return covers(
        found={campus for visit in by_principals.find_visits() for campus in visit.campuses},
        wanted=by_principals.list_campuses(),
        what="Campuses whose principal observes other leaders",
        remedy="Help the principals of {lacking} to observe their leaders, and record it.",
    )


support = rule.any_of(
    "district_leader_support_per_principal",
    "District leaders help each principal who has leaders to observe, in meetings or by observing "
    "with them, every quarter.",
)


@rule.element(level=Level.RECORDED, any_of=support)
def principals_supported_in_meetings(meetings: Records[Meeting], support: Support) -> Verdict:
    """District leaders work with each principal who has leaders to observe on observing and
    feedback, every quarter; in some they may observe with them instead."""
    return support.judge(meetings)


@rule.element(level=Level.RECORDED, any_of=support)
def principals_supported_either_way(meetings: Records[Meeting] | None, support: Support) -> Verdict:
    """District leaders observe leaders together with each principal who has some, every quarter,
    where no meeting log can be read; else it is as with the meeting log."""
    return support.judge(meetings)
