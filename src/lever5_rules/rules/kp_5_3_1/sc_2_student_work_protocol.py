"""5.3.1-2: the protocol leads from performance on standards to adjusted lessons and units."""

from collections.abc import Callable

from lever5_rules.artifacts.vocabulary import Role, StepPurpose
from lever5_rules.authoring import Campuses, Judges, Level, Rule, Verdict, covers
from lever5_rules.rules._shared.joint_documents import judge_together
from lever5_rules.rules._shared.leadership import CampusLeaders
from lever5_rules.rules._shared.protocols import (
    StudentWorkProtocols,
    judge_each_protocol,
    judge_step,
    list_audience,
)
from lever5_rules.rules._shared.staff import select_by_campus

rule = Rule(
    "5.3.1-2",
    judges=Judges.PARTIAL,
    not_judged="whether the review that is planned is meaningful; read some of what teams planned",
)

STEPS = {
    "performance_by_standard": (
        StepPurpose.PERFORMANCE_BY_STANDARD,
        "The protocol makes users review performance by assessed standard.",
    ),
    "misconceptions": (
        StepPurpose.MISCONCEPTIONS,
        "The protocol makes users discuss what students misunderstand.",
    ),
    "work_samples": (
        StepPurpose.WORK_SAMPLES,
        "The protocol makes users look at samples of student work.",
    ),
    "meaningful_review": (
        StepPurpose.MEANINGFUL_REVIEW,
        "The protocol makes users plan how the content is reviewed with students.",
    ),
    "adjust_next_lessons": (
        StepPurpose.ADJUST_NEXT_LESSONS,
        "The protocol makes users decide whether to adjust the next one or two lessons.",
    ),
    "adjust_later_units": (
        StepPurpose.ADJUST_LATER_UNITS,
        "The protocol makes users decide whether to adjust later lessons or units.",
    ),
}


def make_step_element(purpose: StepPurpose) -> Callable[[StudentWorkProtocols, Campuses], Verdict]:
    def element(protocols: StudentWorkProtocols, campuses: Campuses) -> Verdict:
        return judge_each_protocol(
            protocols, campuses, lambda protocol: judge_step(protocol, purpose)
        )

    return element


for name, (purpose, requirement) in STEPS.items():
    rule.add(make_step_element(purpose), level=Level.CITED, name=name, requirement=requirement)


@rule.element(level=Level.CITED)
def leaders_required(
    protocols: StudentWorkProtocols, campuses: Campuses, leaders: CampusLeaders
) -> Verdict:
    """Every instructional leadership role that somebody holds must follow the protocol."""
    return judge_together(
        protocols,
        campuses,
        lambda campus_protocols, governed_campuses: covers(
            found=list_audience(campus_protocols),
            wanted=sorted(
                {leader.role for leader in select_by_campus(leaders, governed_campuses.ids)}
            ),
            what="Leadership roles that must follow the protocol",
            remedy="Have the protocol bind {lacking} too, and record them under audience.",
        ),
    )


@rule.element(level=Level.CITED)
def teachers_required(protocols: StudentWorkProtocols, campuses: Campuses) -> Verdict:
    """Teachers must follow the protocol."""
    return judge_together(
        protocols,
        campuses,
        lambda campus_protocols, _: covers(
            found=list_audience(campus_protocols),
            wanted=(Role.TEACHER,),
            what="Roles that must follow the protocol",
            remedy="Have the protocol bind each {lacking}, and record that under audience.",
        ),
    )
