"""5.3.3-1: training and coaching on placing, supporting and monitoring students, and families."""

from collections.abc import Callable

from lever5_rules.artifacts.expectations import StudentSupportGuideline
from lever5_rules.artifacts.vocabulary import Focus, NoticeItem, Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Rule,
    Verdict,
    covers,
    stated,
)
from lever5_rules.rules._shared.observations import Coaching
from lever5_rules.rules._shared.staff import INSTRUCTIONAL_STAFF, LeadershipRoles
from lever5_rules.rules._shared.training import Pace, Sessions

rule = Rule(
    "5.3.3-1",
    judges=Judges.PARTIAL,
    not_judged="whether students are placed well and helped; look at some placements",
)

Items = Annotated[Limit[tuple[NoticeItem, ...]], "family_notice.required_items"]
SUBJECTS = (
    ("placement_tutoring", "a", Topic.TUTORING_PLACEMENT, "using data to place in tutoring"),
    ("placement_just_in_time", "a", Topic.JUST_IN_TIME_PLACEMENT, "just-in-time help in Tier 1"),
    ("placement_tier2", "a", Topic.TIER2_PLACEMENT, "using data to place in Tier 2"),
    ("placement_tier3", "a", Topic.TIER3_PLACEMENT, "using data to place in Tier 3"),
    ("delivery_training", "b", Topic.INTERVENTION_DELIVERY, "delivering targeted interventions"),
    ("monitoring_training", "c", Topic.PROGRESS_MONITORING, "monitoring progress often"),
    ("family_training", "d", Topic.FAMILY_COMMUNICATION, "communicating with families"),
)


def trained(topic: Topic, what: str) -> Callable[[Sessions, Campuses, LeadershipRoles], Verdict]:
    """An element: somebody of every campus has been trained on a subject."""

    def element(sessions: Sessions, campuses: Campuses, roles: LeadershipRoles) -> Verdict:
        everyone = {*roles.value, *INSTRUCTIONAL_STAFF}
        who = "leaders or staff"
        return sessions.on_campuses(who, everyone, campuses.ids, what, topic_codes=topic)

    return element


for name, part, topic, what in SUBJECTS:
    rule.add(
        trained(topic, what),
        level=Level.RECORDED,
        part=part,
        name=name,
        requirement=f"Leaders or staff of every campus are trained on {what}.",
    )


@rule.element(level=Level.RECORDED, part="b")
def delivery_observation_feedback(coaching: Coaching, campuses: Campuses) -> Verdict:
    """Interventions are observed, and feedback is given, in every quarter and on every campus."""
    return coaching.on(Focus.INTERVENTION, "interventions", campuses.ids)


@rule.element(level=Level.CITED, part="d")
def family_requirements(guideline: StudentSupportGuideline, items: Items) -> Verdict:
    """The guideline requires that families are told what the law asks."""
    return covers(
        guideline.family_notice_items,
        items.value,
        "What families are told",
        "Require that families are told: {lacking}.",
        limit=items,
    )


@rule.element(level=Level.CITED, part="d", reader="whether families are reached so")
def family_approaches(guideline: StudentSupportGuideline) -> Verdict:
    """The guideline says in which ways families are reached."""
    return stated(guideline.family_approaches, "Ways of reaching families")


@rule.element(level=Level.RECORDED)
def ongoing_cadence(
    sessions: Sessions, roles: LeadershipRoles, campuses: Campuses, pace: Pace
) -> Verdict:
    """Training on student support goes on throughout the year, on every campus."""
    topics = frozenset(topic for _, _, topic, _ in SUBJECTS)
    everyone = {*roles.value, *INSTRUCTIONAL_STAFF}
    days = sessions.days_on(everyone, campuses.ids, "student support", topic_codes=topics)
    return pace.ongoing_on_each(days, "Days with training on student support")
