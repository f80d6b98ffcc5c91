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
    Review,
    Rule,
    Verdict,
    at_least,
    conclude,
    counted,
    gap,
    listing,
    met,
    missing,
    shown,
)
from lever5_rules.rules._shared.calendar import YearCalendar, parts_over, pro_rata
from lever5_rules.rules._shared.staff import CampusLeaders

rule = Rule(
    "5.2.5-5",
    judges=Judges.PARTIAL,
    not_judged="whether leaders now rate alike; two observers in one class would show it",
)

MinSessions = Annotated[Limit[int], "calibration.min_sessions_per_leader_year"]
MinMinutes = Annotated[Limit[int], "calibration.min_minutes"]
MinShare = Annotated[Limit[float], "coverage.min_share_leader"]
MinAgreement = Annotated[Limit[float], "calibration.min_agreement_pct"]


def on_ratings(records: Records[CalibrationAttendance]) -> Records[CalibrationAttendance]:
    """The rows on observation ratings; without any the element ends."""
    rows = records.where(purpose=CalibrationPurpose.OBSERVATION_RATING)
    if rows.count() == 0:
        conclude(
            missing(
                Reason.NO_RECORDS,
                "No calibration on observation ratings is recorded.",
                "Find the sessions with purpose observation_rating and add them to "
                "calibration_record.csv, or hold them.",
            )
        )
    return rows


@rule.element(level=Level.RECORDED)
def dedicated_time(
    records: Records[CalibrationAttendance],
    sessions: MinSessions,
    minutes: MinMinutes,
    calendar: YearCalendar,
    review: Review,
) -> Verdict:
    """Sessions are set aside for calibrating ratings and are long enough."""
    rows = on_ratings(records).where(minutes=lambda length: length >= minutes.value)
    days = rows.distinct("date") if rows.count() else ()
    what = f"Calibration sessions of {minutes.value} minutes or more"
    return pro_rata(len(days), sessions, calendar, review, what)


@rule.element(level=Level.RECORDED)
def central_tool_used(
    records: Records[CalibrationAttendance], tools: Documents[ObservationTool]
) -> Verdict:
    """Leaders calibrate with the district's own observation tool."""
    central = {tool.tool_id for tool in tools}
    used = on_ratings(records).distinct("instrument_id")
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
    records: Records[CalibrationAttendance],
    leaders: CampusLeaders,
    sessions: MinSessions,
    share: MinShare,
    calendar: YearCalendar,
    review: Review,
) -> Verdict:
    """Nearly all campus leaders have taken part as often as the ruleset asks by now."""
    days: dict[str, int] = {}
    for person, _ in on_ratings(records).tally("staff_id", "date"):
        days[person] = days.get(person, 0) + 1
    asked = parts_over(sessions.value, calendar, review) or sessions.value
    lacking = [leader for leader in leaders if days.get(leader.staff_id, 0) < asked]
    found = 1 - len(lacking) / len(leaders)
    message = (
        f"{len(leaders) - len(lacking)} of {counted(len(leaders), 'leader')} took part in at least "
        f"{counted(asked, 'session')} ({shown(found)}), at least {shown(share.value)} asked."
    )
    if found >= share.value:
        return met(message, share)
    if parts_over(sessions.value, calendar, review) == 0:
        return pro_rata(0, sessions, calendar, review, "Sessions of each leader")
    campuses = dict.fromkeys(str(leader.campus_id) for leader in lacking)
    return gap(
        Reason.NOT_COVERED,
        f"{message} Others are at {listing(campuses)}.",
        f"Hold a session for the leaders at {listing(campuses)} who have fewer than {asked}.",
        limit=share,
        scope=campuses,
    )


@rule.element(level=Level.RECORDED, advisory=True)
def agreement(records: Records[CalibrationAttendance], least: MinAgreement) -> Verdict:
    """Leaders' ratings agree, on average over the sessions."""
    sessions = on_ratings(records).tally("session_id", "exact_agreement_pct")
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
