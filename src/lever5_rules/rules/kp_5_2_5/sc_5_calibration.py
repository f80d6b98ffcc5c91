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
    gap,
    listing,
    met,
    missing,
    shown,
)
from lever5_rules.rules._shared.calibration import Calibrations, on
from lever5_rules.rules._shared.staff import CampusLeaders
from lever5_rules.rules._shared.training import MinShareLeaders

rule = Rule(
    "5.2.5-5",
    judges=Judges.PARTIAL,
    not_judged="whether leaders now rate alike; two observers in one class would show it",
)

MinSessions = Annotated[Limit[int], "calibration.min_sessions_per_leader_year"]
MinAgreement = Annotated[Limit[float], "calibration.min_agreement_pct"]
RATINGS = CalibrationPurpose.OBSERVATION_RATING


@rule.element(level=Level.RECORDED)
def dedicated_time(calibrations: Calibrations, sessions: MinSessions) -> Verdict:
    """Sessions are set aside for calibrating ratings and are long enough."""
    return calibrations.held(RATINGS, sessions)


@rule.element(level=Level.RECORDED)
def central_tool_used(
    records: Records[CalibrationAttendance], tools: Documents[ObservationTool]
) -> Verdict:
    """Leaders calibrate with the district's own observation tool."""
    central = {tool.tool_id for tool in tools}
    used = on(records, RATINGS).distinct("instrument_id")
    others = [name for name in used if name not in central]
    if not others:
        return met(f"Every session used {listing(used)}.")
    return gap(
        Reason.WRONG_INSTRUMENT,
        f"Sessions used {listing(others)}; the central tool is {listing(sorted(central))}.",
        "Calibrate with the central tool, or correct instrument_id in calibration_record.csv.",
    )


@rule.element(level=Level.RECORDED)
def leaders_covered(
    calibrations: Calibrations,
    leaders: CampusLeaders,
    sessions: MinSessions,
    share: MinShareLeaders,
) -> Verdict:
    """Nearly all campus leaders have taken part as often as the ruleset asks by now."""
    return calibrations.leaders(RATINGS, leaders, sessions, share)


@rule.element(level=Level.RECORDED, advisory=True)
def agreement(records: Records[CalibrationAttendance], least: MinAgreement) -> Verdict:
    """Leaders' ratings agree, on average over the sessions."""
    sessions = on(records, RATINGS).tally("session_id", "exact_agreement_pct")
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
