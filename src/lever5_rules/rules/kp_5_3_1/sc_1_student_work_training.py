"""5.3.1-1: leaders are trained and calibrate on one protocol for analyzing student work."""

from lever5_rules.artifacts.vocabulary import CalibrationPurpose, Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Reason,
    Rule,
    Verdict,
    gap,
    listing,
    stated,
)
from lever5_rules.rules._shared.leadership import CampusLeaders
from lever5_rules.rules._shared.observations.calibration import (
    Participation,
    select_central,
)
from lever5_rules.rules._shared.protocols import (
    Protocol,
    StudentWorkProtocols,
    judge_each_protocol,
    judge_required_steps,
)
from lever5_rules.rules._shared.training.sessions import MinShareLeaders, Sessions

rule = Rule(
    "5.3.1-1",
    judges=Judges.PARTIAL,
    not_judged="whether leaders now see the same in student work; have two of them look at one",
)

PerYear = Annotated[Limit[int], "swa.min_calibrations_per_year"]


@rule.element(level=Level.CITED)
def central_protocol(protocols: StudentWorkProtocols) -> Verdict:
    """One protocol for analyzing student work is in force for all."""
    names = list(dict.fromkeys(protocol.protocol_id for protocol in protocols))
    if len(names) > 1:
        return gap(
            Reason.WRONG_INSTRUMENT,
            f"{len(names)} protocols are in force: {listing(names)}.",
            "Settle on one protocol and withdraw the others (effective_to).",
        )
    return judge_required_steps(Protocol(tuple(protocols)))


@rule.element(level=Level.RECORDED)
def il_training(sessions: Sessions, leaders: CampusLeaders, share: MinShareLeaders) -> Verdict:
    """Nearly all campus leaders have been trained on analyzing student work."""
    return sessions.judge_reach(
        leaders, share, "analyzing student work", topic_codes=Topic.STUDENT_WORK_ANALYSIS
    )


@rule.element(level=Level.RECORDED)
def il_calibration(
    participation: Participation,
    protocols: StudentWorkProtocols,
    leaders: CampusLeaders,
    per_year: PerYear,
    share: MinShareLeaders,
) -> Verdict:
    """Nearly all campus leaders calibrate on the protocol as often as the ruleset asks."""
    rows = participation.sessions.select_long_enough(CalibrationPurpose.STUDENT_WORK)
    central = select_central(rows, {protocol.protocol_id for protocol in protocols}, "protocol")
    verdict = participation.judge(central, leaders, per_year, share)
    return participation.sessions.name_shorter(verdict, CalibrationPurpose.STUDENT_WORK)


@rule.element(level=Level.CITED, advisory=True)
def curriculum_embedded_link(protocols: StudentWorkProtocols, campuses: Campuses) -> Verdict:
    """The protocol is used with curriculum-embedded assessments."""
    return judge_each_protocol(
        protocols,
        campuses,
        lambda protocol: stated(protocol.assessments, "Curriculum-embedded assessments"),
    )
