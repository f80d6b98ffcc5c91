"""5.1.2-2: campuses are helped to choose grades and content teams for targeted coaching."""

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.plans import SupportAssignment
from lever5_rules.artifacts.vocabulary import MeetingType
from lever5_rules.authoring import (
    Campuses,
    Judges,
    Level,
    Reason,
    Records,
    Rule,
    Verdict,
    counted,
    covers,
    gap,
    met,
    shown,
)
from lever5_rules.rules._shared.meetings import campuses_met, with_campuses

rule = Rule(
    "5.1.2-2",
    judges=Judges.PARTIAL,
    not_judged="whether the teams chosen are those that need coaching most",
)


def names_all(grades: tuple[str, ...]) -> bool:
    """Whether the grades are "all", however that is written, and so none in particular."""
    return any(one.casefold().split()[0] in ("all", "every", "any") for one in grades)


@rule.element(level=Level.SCHEDULED)
def grades_named(assignments: Records[SupportAssignment]) -> Verdict:
    """Assignments name the grades that coaching is aimed at."""
    everything = assignments.where(grades=names_all)
    if everything.count() == 0:
        return met(f"Grades aimed at: {shown(assignments.distinct('grades'))}.")
    return gap(
        Reason.VAGUE,
        f"{counted(everything.count(), 'assignment')} name all grades instead of some.",
        "Choose the grades that are coached first and record them as grades.",
        scope=everything.distinct("campus_id"),
    )


@rule.element(level=Level.SCHEDULED)
def content_teams_named(assignments: Records[SupportAssignment]) -> Verdict:
    """Assignments name the content teams that coaching is aimed at."""
    return met(f"Content teams aimed at: {shown(assignments.distinct('content_teams'))}.")


@rule.element(level=Level.SCHEDULED)
def practice_focus_named(assignments: Records[SupportAssignment]) -> Verdict:
    """Assignments name the effective instructional practice that coaching is aimed at."""
    return met(f"Practices aimed at: {shown(assignments.distinct('practice_focus'))}.")


@rule.element(level=Level.SCHEDULED)
def every_campus(assignments: Records[SupportAssignment], campuses: Campuses) -> Verdict:
    """Every campus has chosen."""
    return covers(
        assignments.distinct("campus_id"),
        campuses.ids,
        "Campuses with teams to coach",
        "Help {lacking} to choose grades and content teams.",
    )


@rule.element(level=Level.RECORDED)
def district_support_event(meetings: Records[Meeting], campuses: Campuses) -> Verdict:
    """District staff have sat down with each campus to choose whom to coach."""
    held = meetings.where(type=MeetingType.COACHING_PRIORITIZATION)
    return covers(
        campuses_met(with_campuses(held, "coaching_prioritization meeting"), campuses),
        campuses.ids,
        "Campuses that district staff helped to choose",
        "Sit down with {lacking} to choose whom to coach, and add it to meeting_log.csv.",
    )
