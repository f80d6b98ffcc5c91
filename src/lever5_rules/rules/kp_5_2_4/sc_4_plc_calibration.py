"""5.2.4-4: campus leaders get time to be trained further, or to calibrate, on PLC practice."""

from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.artifacts.vocabulary import Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Review,
    Rule,
    Verdict,
    at_least,
    covers,
    gap,
    met,
    missing,
)
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.staff import LeadershipRoles

rule = Rule(
    "5.2.4-4",
    judges=Judges.PARTIAL,
    not_judged="whether the sessions make leaders better at leading PLCs",
)

MinSessions = Annotated[Limit[int], "plc_calibration.min_sessions_per_year"]
MinMinutes = Annotated[Limit[int], "plc_calibration.min_minutes"]


def on_plc_practice(
    calendar: Records[TrainingSession], roles: LeadershipRoles, least: MinMinutes
) -> Records[TrainingSession]:
    """Sessions on PLC practice for campus leaders that are long enough to count."""
    return calendar.where(
        topic_codes={Topic.PLC_PRACTICES, Topic.PLC_CALIBRATION},
        audience_roles=set(roles.value),
        minutes=lambda minutes: minutes >= least.value,
    )


@rule.element(level=Level.SCHEDULED)
def time_scheduled(
    calendar: Records[TrainingSession],
    sessions: MinSessions,
    roles: LeadershipRoles,
    minutes: MinMinutes,
) -> Verdict:
    """The training calendar sets time aside for campus leaders on PLC practice."""
    planned = on_plc_practice(calendar, roles, minutes)
    days = len(planned.distinct("date")) if planned.count() else 0
    return at_least(
        days,
        sessions,
        f"Days in the year with a PLC session of {minutes.value} minutes or more for leaders",
        f"Put {sessions.value - days} more such sessions into the training calendar.",
    )


@rule.element(level=Level.RECORDED)
def beyond_initial_training(
    calendar: Records[TrainingSession],
    attendance: Records[Attendance],
    roles: LeadershipRoles,
    minutes: MinMinutes,
    review: Review,
) -> Verdict:
    """Campus leaders have been at a PLC session after the first one of the year."""
    planned = on_plc_practice(calendar, roles, minutes)
    if planned.count() == 0:
        return gap(
            Reason.NOT_COVERED,
            "The training calendar has no PLC session for campus leaders.",
            "Schedule an initial session and a further one, and record who attends.",
        )
    rows = attendance.where(session_id=set(planned.distinct("session_id")))
    held = rows.where(attended=True, role=set(roles.value))
    days = sorted(held.distinct("date")) if held.count() else []
    if len(days) > 1:
        return met(f"Leaders attended PLC sessions on {days[0]} and again on {days[-1]}.")
    ahead = sorted(day for day in planned.distinct("date") if day > review.as_of)
    if ahead:
        return too_early(
            f"{len(days)} PLC session held so far, the next is on {ahead[0]}", ahead[0]
        )
    if rows.count() == 0:
        return missing(
            Reason.NO_RECORDS,
            "No attendance is recorded for any PLC session of the calendar.",
            "Find the sign-in sheets and add them to training_attendance.csv.",
        )
    return gap(
        Reason.BELOW_PARAMETER,
        f"Leaders attended {len(days)} PLC session; nothing followed the initial one.",
        "Hold a further session on PLC practice for campus leaders and record who attends.",
    )


@rule.element(level=Level.RECORDED)
def every_campus_represented(
    calendar: Records[TrainingSession],
    attendance: Records[Attendance],
    campuses: Campuses,
    roles: LeadershipRoles,
    minutes: MinMinutes,
    review: Review,
) -> Verdict:
    """Leaders of every campus have been at a PLC session."""
    planned = on_plc_practice(calendar, roles, minutes)
    if planned.count() == 0:
        return gap(
            Reason.NOT_COVERED,
            "The training calendar has no PLC session for campus leaders.",
            "Schedule one, and record who attends.",
        )
    ahead = sorted(planned.distinct("date"))
    if ahead[0] > review.as_of:
        return too_early("No PLC session has been held yet", ahead[0])
    rows = attendance.where(session_id=set(planned.distinct("session_id")))
    present = rows.where(attended=True, role=set(roles.value))
    if rows.count() == 0:
        return missing(
            Reason.NO_RECORDS,
            "No attendance is recorded for any PLC session of the calendar.",
            "Find the sign-in sheets and add them to training_attendance.csv.",
        )
    there = present.distinct("campus_id") if present.count() else ()
    return covers(
        there,
        campuses.ids,
        "Campuses with a leader at a PLC session",
        "Hold a session that leaders of {lacking} attend, and record it.",
    )
