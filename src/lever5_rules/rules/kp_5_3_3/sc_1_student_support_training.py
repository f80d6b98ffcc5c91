"""5.3.3-1: training and coaching on placing, supporting and monitoring students, and families."""

from collections.abc import Callable, Iterable
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.expectations import StudentSupportGuideline
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import Focus, NoticeItem, Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Documents,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    covers,
    every,
    stated,
)
from lever5_rules.rules._shared.coverage import group_by_campus
from lever5_rules.rules._shared.joint_documents import items_of, judge_together
from lever5_rules.rules._shared.leadership import InstructionalStaff
from lever5_rules.rules._shared.observations.log import Coaching
from lever5_rules.rules._shared.presence import Presence
from lever5_rules.rules._shared.staff import INSTRUCTIONAL_STAFF, Assignment
from lever5_rules.rules._shared.training.pace import Pace
from lever5_rules.rules._shared.training.sessions import MinShareOfCampus, Sessions

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


@frozen(eq=False, repr=False, slots=False)
class Providers:
    """Those who provide support: on each campus the teachers, or the specialists and support staff.

    The campus decides who intervenes.
    """

    staff: InstructionalStaff
    sessions: Sessions
    share: MinShareOfCampus

    def split_groups(self, people: Iterable[Assignment]) -> list[list[Assignment]]:
        """Return teachers, and specialists with support staff, without empty groups."""
        teachers: list[Assignment] = []
        others: list[Assignment] = []
        for person in people:
            (teachers if person.role is Role.TEACHER else others).append(person)
        return [group for group in (teachers, others) if group]

    def find_presence(self, what: str, **about: Any) -> Presence:
        """Return who was at such sessions."""
        return self.sessions.presence({person.role for person in self.staff}, what, **about)

    def judge_training(self, what: str, presence: Presence) -> Verdict:
        """Return whether on each campus enough of one of the groups were there."""
        people_by_campus = group_by_campus(
            self.sessions.due.select_due(self.staff, presence) or self.staff
        )

        def judge_campus(campus: str) -> Verdict:
            verdicts = [
                self.sessions.due.coverage.judge(
                    *(group, presence.people, self.share, f"were trained on {what}"),
                    f"Train {{lacking}} on {what}, or others who give the support, and record "
                    "who attends.",
                    on_each_campus=True,
                    each_role=False,
                )
                for group in self.split_groups(people_by_campus[campus])
            ]
            passed = next((group for group in verdicts if group.reason is Reason.MET), None)
            messages = " ".join(group.message for group in verdicts)
            return passed or verdicts[-1].but(message=messages)

        return every(people_by_campus, judge_campus, what="Campuses")


def make_training_element(topic: Topic, what: str) -> Callable[[Providers], Verdict]:
    """Return an element: those who provide support on every campus were trained on a subject."""

    def element(providers: Providers) -> Verdict:
        return providers.find_presence(what, topic_codes=topic).judge(
            providers.staff, lambda presence: providers.judge_training(what, presence)
        )

    return element


for name, part, topic, what in SUBJECTS:
    rule.add(
        make_training_element(topic, what),
        level=Level.RECORDED,
        part=part,
        name=name,
        requirement=f"Those who give support on every campus are trained on {what}.",
    )


@rule.element(
    level=Level.RECORDED,
    part="b",
    unasked=dict.fromkeys(
        ("by_one_person: observer_staff_id", "by_people_of_one_campus: observer_staff_id"),
        "Feedback may be given by a leader of any campus.",
    ),
)
def delivery_observation_feedback(
    log: Records[Observation], coaching: Coaching, campuses: Campuses
) -> Verdict:
    """Interventions are observed, and feedback is given, in every quarter and on every campus."""
    return coaching.judge_log(
        log, Focus.INTERVENTION, "interventions", campuses.ids, coached_roles=INSTRUCTIONAL_STAFF
    )


@rule.element(level=Level.CITED, part="d")
def family_requirements(
    guidelines: Documents[StudentSupportGuideline], campuses: Campuses, items: Items
) -> Verdict:
    """The guideline requires that families are told what the law asks."""

    def judge_notices(
        campus_guidelines: tuple[StudentSupportGuideline, ...], _: Campuses
    ) -> Verdict:
        return covers(
            found={*items_of(campus_guidelines, lambda guideline: guideline.family_notice_items)},
            wanted=items.value,
            what="What families are told",
            remedy="Require that families are told: {lacking}.",
            limit=items,
        )

    return judge_together(guidelines, campuses, judge_notices)


@rule.element(level=Level.CITED, part="d", reader="whether families are reached so")
def family_approaches(
    guidelines: Documents[StudentSupportGuideline], campuses: Campuses
) -> Verdict:
    """The guideline says in which ways families are reached."""

    def judge_approaches(
        campus_guidelines: tuple[StudentSupportGuideline, ...], _: Campuses
    ) -> Verdict:
        ways = items_of(campus_guidelines, lambda guideline: guideline.family_approaches)
        return stated(ways, "Ways of reaching families")

    return judge_together(guidelines, campuses, judge_approaches)


@rule.element(level=Level.RECORDED)
def ongoing_cadence(providers: Providers, pace: Pace) -> Verdict:
    """Training on student support goes on throughout the year, on every campus."""
    topics = frozenset(topic for _, _, topic, _ in SUBJECTS)
    presence = providers.find_presence("student support", topic_codes=topics)
    groups = providers.split_groups(providers.staff)
    return pace.judge_any(groups, presence, "Training on student support of those who give it")
