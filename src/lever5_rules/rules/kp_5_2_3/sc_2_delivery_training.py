"""5.2.3-2: training on instructional delivery differs by role and recurs all year."""

from collections.abc import Callable, Iterable
from datetime import date

from attrs import frozen

from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Reason,
    Review,
    Rule,
    Verdict,
    conclude,
    every,
    gap,
    listing,
    met,
    not_applicable,
)
from lever5_rules.rules._shared.calendar import (
    ElapsedQuarters,
    MinShareOfWindows,
    YearCalendar,
    in_quarters,
    pro_rata,
)
from lever5_rules.rules._shared.staff import (
    Assignment,
    CampusLeaders,
    LeadershipRolesHeld,
    Teachers,
)
from lever5_rules.rules._shared.training import MinSessions, Sessions

rule = Rule(
    "5.2.3-2",
    judges=Judges.PARTIAL,
    not_judged="whether what each role learns fits its part in instruction",
)

COACHES = frozenset({Role.INSTRUCTIONAL_COACH})
WHAT = "instructional delivery"
DELIVERY = frozenset({Topic.INSTRUCTIONAL_DELIVERY})


@frozen(eq=False, repr=False, slots=False)
class Delivery:
    """Training on delivery, and the people whom it is for."""

    sessions: Sessions
    teachers: Teachers
    leaders: CampusLeaders

    def audiences(self) -> dict[str, tuple[Assignment, ...]]:
        """Teachers, leaders and coaches, as far as the district has them."""
        coaches = tuple(one for one in self.leaders if one.role in COACHES)
        others = tuple(one for one in self.leaders if one.role not in COACHES)
        groups = {"teachers": self.teachers, "leaders": others, "coaches": coaches}
        return {name: people for name, people in groups.items() if people}

    def on_each_campus(self, who: str, judge: Callable[[tuple[date, ...]], Verdict]) -> Verdict:
        """Judges for each campus of an audience the days on which it was trained."""
        people = self.audiences().get(who, ())
        if not people:
            return not_applicable(f"The staff roster lists no {who} on campuses.")
        places = dict.fromkeys(str(one.campus_id) for one in people)
        roles = {one.role for one in people}
        days = self.sessions.days_on(roles, places, WHAT, topic_codes=DELIVERY)
        return every(days, lambda campus: judge(days[campus]), what="Campuses")


@frozen(eq=False, repr=False, slots=False)
class Often:
    """How often an audience is trained on delivery."""

    delivery: Delivery
    least: MinSessions
    year: YearCalendar
    review: Review

    def enough(self, who: str) -> Verdict:
        what = f"Days with training of {who} on delivery"
        return self.delivery.on_each_campus(
            who, lambda days: pro_rata(len(days), self.least, self.year, self.review, what)
        )


@rule.element(level=Level.RECORDED)
def teacher_sessions(often: Often) -> Verdict:
    """Teachers of each campus are trained on delivery as often as the ruleset asks."""
    return often.enough("teachers")


@rule.element(level=Level.RECORDED)
def il_sessions(often: Often) -> Verdict:
    """Leaders of each campus are trained on delivery as often as the ruleset asks."""
    return often.enough("leaders")


def coaches_employed(held: LeadershipRolesHeld) -> frozenset[Role]:
    if not COACHES & set(held):
        conclude(not_applicable("The district employs no instructional coach."))
    return COACHES


Coaches = Annotated[frozenset[Role], coaches_employed]


@rule.element(level=Level.RECORDED)
def coach_sessions(often: Often, coaches: Coaches) -> Verdict:
    """Coaches of each campus are trained on delivery as often as the ruleset asks."""
    return often.enough("coaches")


@rule.element(level=Level.RECORDED, reader="whether the contents differ as the roles do")
def content_differs_by_role(delivery: Delivery) -> Verdict:
    """Each audience has attended a session that was not for all the others too."""

    def attended(people: Iterable[Assignment]) -> frozenset[str]:
        roles = {one.role for one in people}
        present = delivery.sessions.attended(roles, WHAT, topic_codes=DELIVERY)
        return frozenset(present.distinct("session_id")) if present.count() else frozenset()

    seen = {name: attended(people) for name, people in delivery.audiences().items()}
    shared = frozenset.intersection(*seen.values())
    alike = [name for name, mine in seen.items() if not mine - shared]
    if not alike:
        return met(f"Each of {listing(seen)} has sessions that are not for everyone.")
    return gap(
        Reason.NOT_COVERED,
        f"{listing(alike)}: only sessions that are the same for every role.",
        f"Hold sessions on delivery that are fitted to {listing(alike)}.",
        scope=alike,
    )


@rule.element(level=Level.RECORDED)
def cadence_met(delivery: Delivery, quarters: ElapsedQuarters, share: MinShareOfWindows) -> Verdict:
    """On each campus each audience is trained in enough of the quarters that are over."""
    return every(
        delivery.audiences(),
        lambda who: delivery.on_each_campus(
            who, lambda days: in_quarters(days, quarters, "Sessions on delivery", share=share)
        ),
        what="Audiences",
    )
