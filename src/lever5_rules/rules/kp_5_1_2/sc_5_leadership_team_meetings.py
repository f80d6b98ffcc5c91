"""5.1.2-5: instructional leadership teams meet regularly on coaching and capacity data."""

from collections.abc import Callable

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import MeetingType, Topic
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
    covers,
    enough,
    every,
    missing,
    reaching,
)
from lever5_rules.rules._shared.calendar import ElapsedWeeks, MinShareOfWindows, cadence
from lever5_rules.rules._shared.meetings import of_type, share_on
from lever5_rules.rules._shared.staff import LeadershipRoles

rule = Rule(
    "5.1.2-5",
    judges=Judges.PARTIAL,
    not_judged="whether the teams act on what the data show; read some of their agendas",
)

PerWeek = Annotated[Limit[float], "ilt.min_meetings_per_week"]
MinShareOfWeeks = Annotated[Limit[float], "ilt.min_share_of_weeks"]
MinShareOnData = Annotated[Limit[float], "ilt.min_share_with_data_topic"]
MinMinutes = Annotated[Limit[int], "ilt.min_minutes"]


def on_each_campus(
    meetings: Records[Meeting],
    campuses: Campuses,
    judge: Callable[[Records[Meeting]], Verdict],
) -> Verdict:
    """Judges the leadership team meetings of each campus on their own."""
    held = of_type(meetings, MeetingType.ILT).by("campus_id")

    def here(campus: str) -> Verdict:
        if held[campus].count() == 0:
            return missing(
                Reason.NO_RECORDS,
                "the meeting log has no leadership team meeting of this campus.",
                f"Ask campus {campus} for its agendas and add the meetings to meeting_log.csv.",
            )
        return judge(held[campus])

    return every(campuses.ids, here, what="Campuses")


@rule.element(level=Level.RECORDED)
def ilt_on_every_campus(
    meetings: Records[Meeting], campuses: Campuses, roles: LeadershipRoles
) -> Verdict:
    """Every campus has an instructional leadership team that meets, leaders among them."""
    held = of_type(meetings, MeetingType.ILT)
    led = (held.where(roles_present=set(roles.value)), held.where(roles_present=None))
    return covers(
        {campus for some in led if some.count() for campus in some.distinct("campus_id")},
        campuses.ids,
        "Campuses with leadership team meetings",
        "Form a team of leaders at {lacking}, and add its meetings to meeting_log.csv.",
    )


@rule.element(level=Level.RECORDED)
def cadence_met(
    meetings: Records[Meeting],
    campuses: Campuses,
    weeks: ElapsedWeeks,
    often: PerWeek,
    share: MinShareOfWeeks,
) -> Verdict:
    """The team of each campus meets regularly."""
    return on_each_campus(
        meetings,
        campuses,
        lambda held: cadence(held.distinct("date"), weeks, often.value, share, "Team meetings"),
    )


@rule.element(level=Level.RECORDED)
def coaching_data_reviewed(
    meetings: Records[Meeting], campuses: Campuses, share: MinShareOnData
) -> Verdict:
    """The teams look at data on coaching."""
    return on_each_campus(
        meetings,
        campuses,
        lambda held: share_on(held, {Topic.COACHING_DATA}, share, "coaching data"),
    )


@rule.element(level=Level.RECORDED)
def capacity_data_reviewed(
    meetings: Records[Meeting], campuses: Campuses, share: MinShareOnData
) -> Verdict:
    """The teams look at data on how the capacity of teachers and leaders grows."""
    return on_each_campus(
        meetings,
        campuses,
        lambda held: share_on(held, {Topic.CAPACITY_DATA}, share, "capacity data"),
    )


@rule.element(level=Level.RECORDED, advisory=True)
def minutes(
    meetings: Records[Meeting], campuses: Campuses, least: MinMinutes, share: MinShareOfWindows
) -> Verdict:
    """The meetings are long enough to look at data and decide."""

    def long_enough(held: Records[Meeting]) -> Verdict:
        return enough(
            held.where(minutes=reaching(least.value)).count(),
            held.count(),
            share,
            f"meetings last {least.value} minutes or more",
            f"Plan {least.value} minutes.",
        )

    return on_each_campus(meetings, campuses, long_enough)
