"""5.2.1-3: guidance and job-embedded development on inclusive classrooms and campuses go on."""

from datetime import date

from lever5_rules.artifacts.vocabulary import ResourceType
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Review,
    Rule,
    Verdict,
    counted,
    covers,
)
from lever5_rules.rules._shared.calendar import YearCalendar, pro_rata
from lever5_rules.rules._shared.staff import TEACHERS, LeadershipRoles
from lever5_rules.rules._shared.training import (
    INCLUSION,
    JobEmbedded,
    Pace,
    Resources,
    Sessions,
)

rule = Rule(
    "5.2.1-3",
    judges=Judges.PARTIAL,
    not_judged="whether classrooms and campuses are inclusive; see some",
)

MinIssues = Annotated[Limit[int], "guidance.min_issues_per_year"]
WHAT = "inclusive practice"
GUIDANCE = frozenset({ResourceType.GUIDANCE, ResourceType.GUIDE})


@rule.element(level=Level.RECORDED)
def guidance_issued(resources: Resources, campuses: Campuses) -> Verdict:
    """Guidance on inclusive practice has been published for every campus."""
    out = resources.published(f"{WHAT} (guidance)", topic_codes=INCLUSION, type=GUIDANCE)
    return covers(
        resources.open_to(out, campuses.ids),
        campuses.ids,
        f"{counted(out.count(), 'guide')} published; campuses that can use one",
        f"Give {{lacking}} access to guidance on {WHAT}.",
    )


@rule.element(level=Level.RECORDED)
def guidance_ongoing(
    resources: Resources, least: MinIssues, year: YearCalendar, review: Review
) -> Verdict:
    """Guidance keeps coming in the course of the school year."""
    out = resources.published(f"{WHAT} (guidance)", topic_codes=INCLUSION, type=GUIDANCE)
    span = review.school_year.span
    this_year: list[date] = [day for day in out.distinct("published_on") if day in span]
    return pro_rata(len(this_year), least, year, review, "Days on which guidance came out")


@rule.element(level=Level.RECORDED)
def job_embedded_sessions(
    sessions: Sessions,
    roles: LeadershipRoles,
    campuses: Campuses,
    modes: JobEmbedded,
    pace: Pace,
) -> Verdict:
    """Development on inclusive practice takes place at work, all year and on every campus."""
    days = sessions.days_on(
        {*TEACHERS, *roles.value},
        campuses.ids,
        f"{WHAT} at work",
        topic_codes=INCLUSION,
        mode=frozenset(modes.value),
    )
    return pace.ongoing_on_each(days, "Days with development at work on inclusive practice")


@rule.element(level=Level.RECORDED)
def classroom_level(sessions: Sessions, modes: JobEmbedded, campuses: Campuses) -> Verdict:
    """Teachers of each campus take part, for inclusive classrooms."""
    about = {"topic_codes": INCLUSION, "mode": frozenset(modes.value)}
    return sessions.on_campuses("teachers", TEACHERS, campuses.ids, f"{WHAT} at work", **about)


@rule.element(level=Level.RECORDED)
def campus_level(sessions: Sessions, roles: LeadershipRoles, campuses: Campuses) -> Verdict:
    """Leaders of each campus take part, for an inclusive campus."""
    return sessions.on_campuses("leaders", roles.value, campuses.ids, WHAT, topic_codes=INCLUSION)
