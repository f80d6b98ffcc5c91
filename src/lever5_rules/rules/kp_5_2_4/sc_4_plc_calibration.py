"""5.2.4-4: campus leaders get time to be trained further, or to calibrate, on PLC practice."""

from typing import Any

from lever5_rules.artifacts.training import TrainingSession
from lever5_rules.artifacts.vocabulary import Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    at_least,
    gap,
    met,
)
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.staff import LeadershipRoles
from lever5_rules.rules._shared.training import Sessions

rule = Rule(
    "5.2.4-4",
    judges=Judges.PARTIAL,
    not_judged="whether the sessions make leaders better at leading PLCs",
)

MinSessions = Annotated[Limit[int], "plc_calibration.min_sessions_per_year"]
MinMinutes = Annotated[Limit[int], "plc_calibration.min_minutes"]
WHAT = "PLC practice"


def long_enough(least: Limit[int]) -> dict[str, Any]:
    """What makes a session one on PLC practice that is long enough to count."""
    return {
        "topic_codes": {Topic.PLC_PRACTICES, Topic.PLC_CALIBRATION},
        "minutes": lambda minutes: minutes >= least.value,
    }


@rule.element(level=Level.SCHEDULED)
def time_scheduled(
    calendar: Records[TrainingSession],
    sessions: MinSessions,
    roles: LeadershipRoles,
    minutes: MinMinutes,
) -> Verdict:
    """The training calendar sets time aside for campus leaders on PLC practice."""
    planned = calendar.where(audience_roles=set(roles.value), **long_enough(minutes))
    days = len(planned.distinct("date")) if planned.count() else 0
    return at_least(
        days,
        sessions,
        f"Days in the year with a PLC session of {minutes.value} minutes or more for leaders",
        f"Put {sessions.value - days} more such sessions into the training calendar.",
    )


@rule.element(level=Level.RECORDED)
def beyond_initial_training(
    sessions: Sessions, roles: LeadershipRoles, minutes: MinMinutes
) -> Verdict:
    """Campus leaders have been at a PLC session after the first one of the year."""
    days = sorted(sessions.days(roles.value, WHAT, **long_enough(minutes)))
    if len(days) > 1:
        return met(f"Leaders attended PLC sessions on {days[0]} and again on {days[-1]}.")
    ahead = sessions.ahead(roles.value, **long_enough(minutes))
    if ahead:
        return too_early(
            f"{len(days)} PLC session held so far, the next is on {ahead[0]}", ahead[0]
        )
    return gap(
        Reason.BELOW_PARAMETER,
        f"Leaders attended {len(days)} PLC session; nothing followed the initial one.",
        "Hold a further session on PLC practice for campus leaders and record who attends.",
    )


@rule.element(level=Level.RECORDED)
def every_campus_represented(
    sessions: Sessions, campuses: Campuses, roles: LeadershipRoles, minutes: MinMinutes
) -> Verdict:
    """Leaders of every campus have been at a PLC session."""
    about = long_enough(minutes)
    return sessions.on_campuses("leaders", roles.value, campuses.ids, WHAT, **about)
