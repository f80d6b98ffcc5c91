"""5.2.5-4: action steps are tracked in one system, entered regularly, analysed and used."""

from datetime import date
from itertools import pairwise

from lever5_rules.artifacts.observation import ActionStep, TrackerAnalysis
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.artifacts.vocabulary import StepStatus
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Review,
    Rule,
    Verdict,
    at_least,
    counted,
    covers,
    enough,
    gap,
    given,
    listing,
    met,
    shown,
    up_to,
)
from lever5_rules.rules._shared.calendar import SchoolCalendar, YearCalendar, pro_rata, too_early
from lever5_rules.rules._shared.staff import CampusLeaders, LeadershipRoles

rule = Rule(
    "5.2.5-4",
    judges=Judges.PARTIAL,
    not_judged="whether the steps are good ones and the training answers what the data show",
)

MaxDays = Annotated[Limit[int], "tracker.max_instructional_days_between_entries"]
MinLeaders = Annotated[Limit[float], "tracker.min_share_leaders_current"]
MinWithStatus = Annotated[Limit[float], "tracker.min_share_with_status"]
MinClosed = Annotated[Limit[float], "tracker.min_share_due_closed"]
MinAnalyses = Annotated[Limit[int], "tracker.min_analyses_per_year"]


@rule.element(level=Level.RECORDED)
def central_system(steps: Records[ActionStep], leaders: CampusLeaders) -> Verdict:
    """Leaders on every campus enter action steps in one and the same system."""
    systems = list({name.casefold(): name for name in steps.distinct("system")}.values())
    if len(systems) > 1:
        return gap(
            Reason.WRONG_INSTRUMENT,
            f"Action steps are kept in {len(systems)} systems: {listing(systems)}.",
            "Settle on one system for all leaders and move the steps there.",
        )
    return covers(
        steps.distinct("campus_id"),
        dict.fromkeys(leader.campus_id for leader in leaders),
        f"Campuses with entries in {systems[0]}",
        "Bring the system into use at {lacking}.",
    )


@rule.element(level=Level.RECORDED)
def completion_tracked(
    steps: Records[ActionStep], status: MinWithStatus, closed: MinClosed, review: Review
) -> Verdict:
    """It is tracked where each step stands, and steps that are due get completed."""
    tracked = steps.where(status=given).count() / steps.count()
    known = at_least(tracked, status, "Share of steps with a status")
    if known.reason is not Reason.MET:
        return known
    due = steps.where(due_on=up_to(review.as_of))
    if due.count() == 0:
        return too_early("No action step is due yet", min(steps.distinct("due_on")))
    met_on_time = due.where(status=StepStatus.MET, closed_on=up_to(review.as_of))
    return at_least(
        met_on_time.count() / due.count(), closed, "Share of steps past their due date that are met"
    )


@rule.element(level=Level.RECORDED)
def entries_regular_per_leader(
    steps: Records[ActionStep],
    leaders: CampusLeaders,
    calendar: YearCalendar,
    most: MaxDays,
    share: MinLeaders,
    review: Review,
) -> Verdict:
    """Leaders enter action steps without long pauses."""
    entered: dict[str, set[date]] = {}
    for leader, day in steps.tally("leader_staff_id", "entered_on"):
        entered.setdefault(leader, set()).add(day)
    pauses = {
        (leader.staff_id, leader.campus_id): longest_pause(
            entered.get(leader.staff_id, set()), leader.since, calendar, review.as_of
        )
        for leader in leaders
    }
    if max(pauses.values()) <= most.value and calendar.days_until(review.as_of) <= most.value:
        until = calendar.after(calendar.days[0], most.value)
        return too_early("The first days of the year are not over", until)
    stale = [campus for (_, campus), pause in pauses.items() if pause > most.value]
    by_campus = {shown(campus): stale.count(campus) for campus in stale}
    return enough(
        len(pauses) - len(stale),
        len(pauses),
        share,
        f"leaders paused at most {most.value} instructional days",
        f"See that leaders at {listing(by_campus)} enter steps at least every {most.value} "
        "instructional days.",
        reason=Reason.LATE,
        more=f" Others by campus: {listing(f'{c} ({n})' for c, n in by_campus.items())}.",
        scope=by_campus,
    )


def longest_pause(entries: set[date], since: date, calendar: SchoolCalendar, as_of: date) -> int:
    """The most instructional days without an entry, from the first day on duty until now."""
    places = [
        calendar.days_until(max(since, calendar.days[0])) - 1,
        *sorted(calendar.days_until(day) for day in entries if day >= since),
        calendar.days_until(as_of),
    ]
    return max(after - before for before, after in pairwise(places))


@rule.element(level=Level.RECORDED)
def analysis_done(
    analyses: Records[TrackerAnalysis],
    least: MinAnalyses,
    calendar: YearCalendar,
    review: Review,
) -> Verdict:
    """The action-step data are analysed as often as the ruleset asks."""
    days = analyses.distinct("date")
    return pro_rata(len(days), least, calendar, review, "Analyses of the action steps")


@rule.element(level=Level.RECORDED)
def training_informed_by_data(
    analyses: Records[TrackerAnalysis],
    calendar: Records[TrainingSession],
    attendance: Records[Attendance],
    roles: LeadershipRoles,
    review: Review,
) -> Verdict:
    """A training of instructional leaders was prompted by an analysis, and was held."""
    made = {one.analysis_id: one.date for one in analyses}
    prompted = calendar.where(informed_by=set(made), audience_roles=set(roles.value))
    if prompted.count() == 0:
        return gap(
            Reason.NOT_COVERED,
            "No training session for instructional leaders names an analysis that prompted it.",
            "Plan a session from the latest analysis and give its id as informed_by in "
            "training_calendar.csv.",
        )
    after = [one for one in prompted if one.informed_by and one.date >= made[one.informed_by]]
    held = attendance.where(
        session_id={one.session_id for one in after}, attended=True, role=set(roles.value)
    )
    if held.count():
        return met(f"{counted(len(after), 'session')} prompted by an analysis; leaders attended.")
    ahead = sorted(one.date for one in after if one.date > review.as_of)
    if ahead:
        return too_early("The session that an analysis prompted has not been held", ahead[0])
    return gap(
        Reason.NOT_COVERED,
        "No leader is recorded at a session that an analysis prompted, after that analysis.",
        "Hold such a session and record who attends.",
    )
