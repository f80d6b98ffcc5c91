"""5.2.3-2: training on instructional delivery differs by role and recurs all year."""

from collections.abc import Collection

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
from lever5_rules.rules._shared.staff import TEACHERS, LeadershipRolesHeld
from lever5_rules.rules._shared.training import MinSessions, Sessions

rule = Rule(
    "5.2.3-2",
    judges=Judges.PARTIAL,
    not_judged="whether what each role learns fits its part in instruction",
)

COACHES = frozenset({Role.INSTRUCTIONAL_COACH})
WHAT = "instructional delivery"
DELIVERY = frozenset({Topic.INSTRUCTIONAL_DELIVERY})


def audiences(held: LeadershipRolesHeld) -> dict[str, frozenset[Role]]:
    """Teachers, leaders and coaches, as far as the district has them."""
    groups = {
        "teachers": TEACHERS,
        "leaders": frozenset(held) - COACHES,
        "coaches": COACHES & frozenset(held),
    }
    return {name: roles for name, roles in groups.items() if roles}


@rule.element(level=Level.RECORDED)
def teacher_sessions(
    sessions: Sessions, least: MinSessions, year: YearCalendar, review: Review
) -> Verdict:
    """Teachers are trained on delivery as often as the ruleset asks."""
    days = sessions.days(TEACHERS, WHAT, topic_codes=DELIVERY)
    return pro_rata(len(days), least, year, review, "Days with training of teachers on delivery")


@rule.element(level=Level.RECORDED)
def il_sessions(
    sessions: Sessions,
    held: LeadershipRolesHeld,
    least: MinSessions,
    year: YearCalendar,
    review: Review,
) -> Verdict:
    """Campus leaders are trained on delivery as often as the ruleset asks."""
    days = sessions.days(audiences(held)["leaders"], WHAT, topic_codes=DELIVERY)
    return pro_rata(len(days), least, year, review, "Days with training of leaders on delivery")


def coaches_employed(held: LeadershipRolesHeld) -> frozenset[Role]:
    if not COACHES & set(held):
        conclude(not_applicable("The district employs no instructional coach."))
    return COACHES


Coaches = Annotated[frozenset[Role], coaches_employed]


@rule.element(level=Level.RECORDED)
def coach_sessions(
    sessions: Sessions,
    coaches: Coaches,
    least: MinSessions,
    year: YearCalendar,
    review: Review,
) -> Verdict:
    """Instructional coaches are trained on delivery as often as the ruleset asks."""
    days = sessions.days(coaches, WHAT, topic_codes=DELIVERY)
    return pro_rata(len(days), least, year, review, "Days with training of coaches on delivery")


@rule.element(level=Level.RECORDED, reader="whether the contents differ as the roles do")
def content_differs_by_role(sessions: Sessions, held: LeadershipRolesHeld) -> Verdict:
    """Each audience has attended a session that was not for all the others too."""
    groups = audiences(held)

    def attended(roles: Collection[Role]) -> frozenset[str]:
        present = sessions.attended(roles, WHAT, topic_codes=DELIVERY)
        return frozenset(present.distinct("session_id")) if present.count() else frozenset()

    seen = {name: attended(roles) for name, roles in groups.items()}
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
def cadence_met(
    sessions: Sessions,
    held: LeadershipRolesHeld,
    quarters: ElapsedQuarters,
    share: MinShareOfWindows,
) -> Verdict:
    """Each audience is trained on delivery in enough of the quarters that are over."""
    groups = audiences(held)
    return every(
        groups,
        lambda name: in_quarters(
            sessions.days(groups[name], WHAT, topic_codes=DELIVERY),
            quarters,
            "Sessions on delivery",
            share=share,
        ),
        what="Audiences",
    )
