"""5.1.2-5: instructional leadership teams meet regularly on coaching and capacity data."""

from collections.abc import Callable
from datetime import date, timedelta

from attrs import frozen

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import MeetingType, Role, Topic
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
    conclude,
    counted,
    covers,
    enough,
    every,
    gap,
    missing,
    reaching,
)
from lever5_rules.rules._shared.calendar import ElapsedWeeks, too_early
from lever5_rules.rules._shared.meetings import judge_share_of_weeks, select_type
from lever5_rules.rules._shared.regularity import MinShareOfWindows, judge_cadence
from lever5_rules.rules._shared.staff import (
    DISTRICT_ROLES,
    LeadershipRoles,
    Openings,
    Posts,
)

rule = Rule(
    "5.1.2-5",
    judges=Judges.PARTIAL,
    not_judged="whether the teams act on what the data show; read some of their agendas",
)

PerWeek = Annotated[Limit[float], "ilt.min_meetings_per_week"]
MinShareOfWeeks = Annotated[Limit[float], "ilt.min_share_of_weeks"]
MinShareOnData = Annotated[Limit[float], "ilt.min_share_with_data_topic"]
MinMinutes = Annotated[Limit[int], "ilt.min_minutes"]
WEEKS_TO_BEGIN = 4
"""How many whole weeks a campus that opened during the year has to form its team: in a month, as
with what is owed monthly, a week without a meeting does not show that none are regular."""


@frozen(eq=False, repr=False, slots=False)
class TeamMeetings:
    """The meetings of leadership teams, by campus.

    A meeting counts if leaders are present: the principal with others, or other leaders. If the
    principal is the only leader of a campus, the team is the principal with teachers. If attendance
    is blank, the log's meeting type counts.
    """

    log: Records[Meeting]
    campuses: Campuses
    posts: Posts
    roles: LeadershipRoles
    openings: Openings
    weeks: ElapsedWeeks

    def select_logged(self, campus: str) -> Records[Meeting]:
        """Return what the log calls team meetings of a campus; if there are none, the element
        ends."""
        return select_type(self.log, MeetingType.ILT).by(Meeting.campus_id)[campus]

    def select_meetings(self, campus: str) -> Records[Meeting]:
        """Return the meetings at which the team of the campus met."""
        roles = frozenset(self.roles.value)

        def is_team_meeting(day: date, present: tuple[Role, ...] | None) -> bool:
            if present is None:
                return True
            leaders, others = roles & set(present), set(present) - {*DISTRICT_ROLES, Role.PRINCIPAL}
            if not leaders:
                return False
            alone = leaders == {Role.PRINCIPAL}
            if others and not alone:
                return True
            if len(self.posts.holders(roles, campus, day)) < 2:
                return bool(others)
            return not alone or len(self.posts.holders({Role.PRINCIPAL}, campus, day)) > 1

        return self.select_logged(campus).fitting(
            is_team_meeting, Meeting.date, Meeting.roles_present
        )

    def list_due(self) -> tuple[str, ...]:
        """Return the campuses that have been open for long enough; if there are none, the element
        ends."""
        due = tuple(
            campus
            for campus in self.campuses.ids
            if campus not in self.openings
            or len(self.weeks.since(self.openings[campus])) >= WEEKS_TO_BEGIN
        )
        if not due:
            until = min(self.openings.values()) + timedelta(weeks=WEEKS_TO_BEGIN)
            conclude(
                too_early(
                    f"No campus has been open for {WEEKS_TO_BEGIN} instructional weeks", until
                )
            )
        return due

    def judge_each(self, judge: Callable[[str, Records[Meeting]], Verdict]) -> Verdict:
        """Judge the meetings of each team separately."""

        def judge_campus(campus: str) -> Verdict:
            meetings = self.select_meetings(campus)
            if meetings.count():
                return judge(campus, meetings)
            logged = self.select_logged(campus)
            if logged.count() == 0:
                return missing(
                    Reason.NO_RECORDS,
                    "the meeting log has no leadership team meeting of this campus.",
                    f"Ask campus {campus} for its agendas and add the meetings to meeting_log.csv.",
                )
            return gap(
                Reason.NOT_COVERED,
                f"{counted(logged.count(), 'team meeting')} without leaders of the campus, or with "
                "the principal alone.",
                f"Form a team of leaders at {campus} that meets, and record roles_present.",
                rows=logged,
            )

        return every(self.list_due(), judge_campus, what="Campuses")


HOW_OFTEN = {"all_on_one_day": "`cadence_met` asks how often they meet."}


@rule.element(level=Level.RECORDED, unasked=HOW_OFTEN)
def ilt_on_every_campus(teams: TeamMeetings) -> Verdict:
    """Every campus has an instructional leadership team that meets, leaders among them."""
    return covers(
        found=[campus for campus in teams.list_due() if teams.select_meetings(campus).count()],
        wanted=teams.list_due(),
        what="Campuses with meetings of a team of leaders",
        remedy="Form a team of leaders at {lacking}, and add its meetings to meeting_log.csv.",
    )


@rule.element(level=Level.RECORDED)
def cadence_met(teams: TeamMeetings, often: PerWeek, share: MinShareOfWeeks) -> Verdict:
    """The team of each campus meets regularly, from the day on which the campus opened."""
    return teams.judge_each(
        lambda campus, meetings: judge_cadence(
            *(meetings.distinct(Meeting.date), teams.weeks, often.value, share, "Team meetings"),
            since=teams.openings.get(campus),
        )
    )


@rule.element(level=Level.RECORDED, unasked=HOW_OFTEN)
def coaching_data_reviewed(teams: TeamMeetings, share: MinShareOnData) -> Verdict:
    """The teams look at data on coaching."""
    return teams.judge_each(
        lambda _, meetings: judge_share_of_weeks(
            meetings, {Topic.COACHING_DATA}, share, "coaching data"
        )
    )


@rule.element(level=Level.RECORDED, unasked=HOW_OFTEN)
def capacity_data_reviewed(teams: TeamMeetings, share: MinShareOnData) -> Verdict:
    """The teams look at data on how the capacity of teachers and leaders grows."""
    return teams.judge_each(
        lambda _, meetings: judge_share_of_weeks(
            meetings, {Topic.CAPACITY_DATA}, share, "capacity data"
        )
    )


@rule.element(level=Level.RECORDED, advisory=True, unasked=HOW_OFTEN)
def minutes(teams: TeamMeetings, least: MinMinutes, share: MinShareOfWindows) -> Verdict:
    """The meetings are long enough to look at data and decide."""

    def judge_length(_: str, meetings: Records[Meeting]) -> Verdict:
        short = meetings.fitting(lambda length: length < least.value, Meeting.minutes)
        return enough(
            good=meetings.where(minutes=reaching(least.value)).count(),
            of=meetings.count(),
            share=share,
            said=f"meetings last {least.value} minutes or more",
            remedy=f"Plan each meeting of the team for {least.value} minutes or more.",
            rows=short,
        )

    return teams.judge_each(judge_length)
