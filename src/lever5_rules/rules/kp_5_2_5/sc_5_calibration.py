"""5.2.5-5: campus leaders have set occasions to calibrate their observation ratings."""

from lever5_rules.artifacts.observation import CalibrationAttendance, ObservationTool
from lever5_rules.artifacts.vocabulary import CalibrationPurpose
from lever5_rules.authoring import (
    Annotated,
    Documents,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    at_least,
    counted,
    met,
    missing,
    named,
    shown,
)
from lever5_rules.rules._shared.leadership import CampusLeaders
from lever5_rules.rules._shared.observations.calibration import (
    Calibrations,
    Participation,
    select_by_purpose,
    select_central,
)
from lever5_rules.rules._shared.training.sessions import MinShareLeaders

rule = Rule(
    "5.2.5-5",
    judges=Judges.PARTIAL,
    not_judged="whether leaders now rate alike; two observers in one class would show it",
)

MinSessions = Annotated[Limit[int], "calibration.min_sessions_per_leader_year"]
MinAgreement = Annotated[Limit[float], "calibration.min_agreement_pct"]
RATINGS = CalibrationPurpose.OBSERVATION_RATING
TOOL = "central tool"


WHO_CAME = {"by_people_of_another_role": "`leaders_covered` asks that leaders take part."}


@rule.element(level=Level.RECORDED, unasked=WHO_CAME)
def dedicated_time(calibrations: Calibrations, sessions: MinSessions) -> Verdict:
    """Sessions are set aside for calibrating ratings and are long enough."""
    return calibrations.judge_number(RATINGS, sessions)


@rule.element(level=Level.RECORDED, unasked=WHO_CAME)
def central_tool_used(
    records: Records[CalibrationAttendance], tools: Documents[ObservationTool]
) -> Verdict:
    """Leaders calibrate with the district's own observation tool."""
    rows = select_central(
        select_by_purpose(records, RATINGS), {named(tool, "tool_id") for tool in tools}, TOOL
    )
    days = rows.distinct(CalibrationAttendance.date)
    return met(f"The central tool was used on {counted(len(days), 'day')}.")


@rule.element(level=Level.RECORDED)
def leaders_covered(
    participation: Participation,
    tools: Documents[ObservationTool],
    leaders: CampusLeaders,
    sessions: MinSessions,
    share: MinShareLeaders,
) -> Verdict:
    """Nearly all campus leaders have taken part as often as the ruleset asks by now."""
    rows = participation.sessions.select_long_enough(RATINGS)
    central = select_central(rows, {named(tool, "tool_id") for tool in tools}, TOOL)
    verdict = participation.judge(central, leaders, sessions, share)
    return participation.sessions.name_shorter(verdict, RATINGS)


@rule.element(level=Level.RECORDED, advisory=True, unasked=WHO_CAME)
def agreement(records: Records[CalibrationAttendance], least: MinAgreement) -> Verdict:
    """Leaders' ratings agree, on average over the sessions."""
    sessions = select_by_purpose(records, RATINGS).tally(
        CalibrationAttendance.session_id, CalibrationAttendance.exact_agreement_pct
    )
    shares = [share for _, share in sessions if share is not None]
    if len(shares) < len(sessions):
        return missing(
            Reason.BLANK_FIELD,
            f"Agreement is recorded for {len(shares)} of {counted(len(sessions), 'session')}.",
            "Fill in exact_agreement_pct for every session in calibration_record.csv.",
            limit=least,
        )
    average = sum(shares) / len(shares)
    return at_least(average, least, f"Average agreement, lowest {shown(min(shares))}")
