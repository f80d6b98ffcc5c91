"""5.2.1-3: guidance and job-embedded development on inclusive classrooms and campuses go on."""

from datetime import date

from attrs import frozen

from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.training import TrainingResource
from lever5_rules.artifacts.vocabulary import ResourceType, Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Reason,
    Review,
    Rule,
    Verdict,
    conclude,
    covers,
    every,
    gap,
)
from lever5_rules.rules._shared.calendar import YearCalendar
from lever5_rules.rules._shared.leadership import CampusLeaders, Teachers
from lever5_rules.rules._shared.regularity import judge_pro_rata
from lever5_rules.rules._shared.staff import LeadershipRoles
from lever5_rules.rules._shared.start_of_year import StartOfYear
from lever5_rules.rules._shared.training.pace import Pace
from lever5_rules.rules._shared.training.resources import Resources, report_none_listed
from lever5_rules.rules._shared.training.sessions import (
    INCLUSION,
    JobEmbedded,
    MinShareOfCampus,
    Sessions,
)

rule = Rule(
    "5.2.1-3",
    judges=Judges.PARTIAL,
    not_judged="whether classrooms and campuses are inclusive; see some",
)

MinIssues = Annotated[Limit[int], "guidance.min_issues_per_year"]
WHAT = "inclusive practice"
AT_WORK = f"{WHAT} at work"
GUIDANCE = frozenset({ResourceType.GUIDANCE, ResourceType.GUIDE})


@frozen(eq=False, repr=False, slots=False)
class Guidance:
    """Guidance on inclusive practice for general teachers or leaders: dates and campuses."""

    resources: Resources
    roles: LeadershipRoles
    campuses: Campuses
    start: StartOfYear

    def days(self) -> dict[str, tuple[date, ...]]:
        """Return, for each campus, the days on which guidance for it was published."""
        about = {
            "topic_codes": INCLUSION,
            "type": GUIDANCE,
            "audience_roles": {Role.TEACHER, *self.roles.value},
        }
        what = f"{WHAT} (guidance)"
        if not self.resources.lists(**about):
            conclude(self.start.postpone(report_none_listed(what)))
        published = self.resources.select_published(what, **about)
        days = list(published.tally(TrainingResource.published_on, TrainingResource.campus_ids))
        return {
            campus: tuple(sorted({day for day, at in days if {campus, ALL_CAMPUSES} & set(at)}))
            for campus in self.campuses.ids
        }


@rule.element(level=Level.RECORDED)
def guidance_issued(guidance: Guidance) -> Verdict:
    """Guidance on inclusive practice has been published for every campus."""
    days = guidance.days()
    return covers(
        found=[campus for campus, published in days.items() if published],
        wanted=days,
        what=f"Guidance on {WHAT}; campuses that can use it",
        remedy=f"Give {{lacking}} access to guidance on {WHAT}.",
    )


@rule.element(level=Level.RECORDED)
def guidance_ongoing(
    guidance: Guidance, least: MinIssues, year: YearCalendar, review: Review
) -> Verdict:
    """Guidance keeps coming to each campus in the course of the school year."""
    days = guidance.days()

    def judge_campus(campus: str) -> Verdict:
        own_days = [day for day in days[campus] if day in review.school_year.span]
        often = judge_pro_rata(
            len(own_days), least, year, review, "Days on which guidance came out"
        )
        if often.reason is not Reason.MET:
            return often
        return _judge_spread(own_days, often, least, year, review)

    return every(days, judge_campus, what="Campuses")


def _judge_spread(
    days: list[date], often: Verdict, least: Limit[int], year: YearCalendar, review: Review
) -> Verdict:
    """Return whether each elapsed part of the year had an issue; there are as many parts as issues
    required."""
    first = review.school_year.span.first
    for part in range(1, least.value + 1):
        last = year.days[-(-len(year.days) * part // least.value) - 1]
        if last <= review.as_of and not any(first <= day <= last for day in days):
            return gap(
                Reason.BELOW_PARAMETER,
                f"{often.message} None came out from {first} to {last}.",
                f"Publish guidance on {WHAT} in each part of the year, not at its start alone.",
                limit=least,
            )
        first = last
    return often


@rule.element(level=Level.RECORDED)
def job_embedded_sessions(
    sessions: Sessions, teachers: Teachers, modes: JobEmbedded, pace: Pace
) -> Verdict:
    """Teachers of every campus develop inclusive practice at work, all year."""
    about = {"topic_codes": INCLUSION, "mode": frozenset(modes.value)}
    presence = sessions.presence({teacher.role for teacher in teachers}, AT_WORK, **about)
    return pace.judge(teachers, presence, f"Development of teachers on {AT_WORK}")


@rule.element(level=Level.RECORDED)
def classroom_level(
    sessions: Sessions, modes: JobEmbedded, teachers: Teachers, share: MinShareOfCampus
) -> Verdict:
    """Teachers of each campus take part, for inclusive classrooms."""
    forms = frozenset(modes.value)
    return sessions.judge_reach_on_each(teachers, share, AT_WORK, topic_codes=INCLUSION, mode=forms)


@rule.element(level=Level.RECORDED)
def campus_level(sessions: Sessions, leaders: CampusLeaders, share: MinShareOfCampus) -> Verdict:
    """Leaders of each campus take part, for an inclusive campus."""
    return sessions.judge_reach_on_each(leaders, share, WHAT, topic_codes=INCLUSION)
