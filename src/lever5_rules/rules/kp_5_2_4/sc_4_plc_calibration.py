"""5.2.4-4: campus leaders get time to be trained further, or to calibrate, on PLC practice."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.observation import CalibrationAttendance
from lever5_rules.artifacts.training import TrainingSession
from lever5_rules.artifacts.vocabulary import CalibrationPurpose, Topic
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Outcome,
    Records,
    Rule,
    Verdict,
    at_least,
    reaching,
)
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.leadership import CampusLeaders
from lever5_rules.rules._shared.presence import Presence
from lever5_rules.rules._shared.staff import Assignment, LeadershipRoles
from lever5_rules.rules._shared.training.sessions import MinShareOfCampus, Sessions

rule = Rule(
    "5.2.4-4",
    judges=Judges.PARTIAL,
    not_judged="whether the sessions make leaders better at leading PLCs",
)

MinSessions = Annotated[Limit[int], "plc_calibration.min_sessions_per_year"]
MinMinutes = Annotated[Limit[int], "plc_calibration.min_minutes"]
WHAT = "PLC practice"


def make_conditions(least: Limit[int]) -> dict[str, Any]:
    """Return the conditions for a session on PLC practice that is long enough to count."""
    return {
        "topic_codes": {Topic.PLC_PRACTICES, Topic.PLC_CALIBRATION},
        "minutes": reaching(least.value),
    }


def days_of_calibration(
    records: Records[CalibrationAttendance] | None, least: MinMinutes
) -> Mapping[str, frozenset[date]]:
    """Return the days on which people calibrated on PLCs, for long enough."""
    days: dict[str, set[date]] = {}
    if records is not None:
        rows = records.where(purpose=CalibrationPurpose.PLC, minutes=reaching(least.value))
        for person, day in rows.tally(CalibrationAttendance.staff_id, CalibrationAttendance.date):
            days.setdefault(person, set()).add(day)
    return {person: frozenset(days_of_person) for person, days_of_person in days.items()}


Calibrated = Annotated[Mapping[str, frozenset[date]], days_of_calibration]


@rule.element(level=Level.SCHEDULED)
def time_scheduled(
    calendar: Records[TrainingSession],
    calibrated: Calibrated,
    sessions: MinSessions,
    roles: LeadershipRoles,
    minutes: MinMinutes,
) -> Verdict:
    """The training calendar sets time aside for campus leaders on PLC practice."""
    planned = calendar.where(audience_roles=set(roles.value), **make_conditions(minutes))
    dates = planned.distinct(TrainingSession.date) if planned.count() else ()
    days = len(frozenset(dates).union(*calibrated.values()))
    return at_least(
        days,
        sessions,
        f"Days in the year with a PLC session of {minutes.value} minutes or more for leaders",
        f"Put {sessions.value - days} more such sessions into the training calendar.",
    )


@frozen(eq=False, repr=False, slots=False)
class PlcAttendance:
    """Attendance of campus leaders at PLC sessions that are long enough."""

    sessions: Sessions
    leaders: CampusLeaders
    calibrated: Calibrated
    minutes: MinMinutes
    share: MinShareOfCampus

    def find_presence(self) -> Presence:
        """Return who was at such sessions, or calibrated on PLCs, and when."""
        roles = {leader.role for leader in self.leaders}
        presence = self.sessions.presence(roles, WHAT, **make_conditions(self.minutes))
        return presence.with_days(self.calibrated)

    def days_ahead(self) -> list[date]:
        """Return the days of such sessions that are still to come."""
        roles = {leader.role for leader in self.leaders}
        return self.sessions.days_ahead(roles, **make_conditions(self.minutes))


@rule.element(level=Level.RECORDED)
def beyond_initial_training(attended: PlcAttendance) -> Verdict:
    """On each campus leaders have been at a PLC session after the first one that they were at.

    Who began after the first day of school is asked for no more sessions than were held since.
    """
    leaders, share = attended.leaders, attended.share
    due = attended.sessions.due

    def judge_repetition(presence: Presence) -> Verdict:
        days = {session.day for session in presence.sessions}

        def count_required(assignment: Assignment) -> int:
            late = assignment.since > due.first_day
            return 1 if late and sum(assignment.since <= day for day in days) < 2 else 2

        repeat_ids = frozenset(
            leader.staff_id
            for leader in leaders
            if len(presence.days.get(leader.staff_id, ())) >= count_required(leader)
        )
        repeat_presence = Presence(
            {person: presence.days[person] for person in repeat_ids}, presence.sessions
        )
        return due.judge_coverage(
            *(leaders, repeat_presence, share, f"were at a further session on {WHAT}"),
            f"Hold a further session on {WHAT} for {{lacking}} and record who attends.",
            on_each_campus=True,
        )

    verdict = attended.find_presence().judge(leaders, judge_repetition)
    ahead = attended.days_ahead()
    if verdict.outcome is Outcome.GAP and ahead:
        return too_early(f"{verdict.message} The next session is on {ahead[0]}", ahead[0])
    return verdict


@rule.element(level=Level.RECORDED)
def every_campus_represented(attended: PlcAttendance) -> Verdict:
    """Leaders of every campus have been at a PLC session."""
    return attended.sessions.judge_reach_on_each(
        attended.leaders, attended.share, WHAT, **make_conditions(attended.minutes)
    )
