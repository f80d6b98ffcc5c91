"""How many minutes a week teachers and specialists have together: elements shared by two groups."""

from collections.abc import Callable, Collection, Mapping

from attrs import frozen

from lever5_rules.artifacts.denominators import StaffAssignment
from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import Reach, Role
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Outcome,
    Reason,
    Records,
    Review,
    Verdict,
    at_least,
    counted,
    every,
    given,
    listing,
    missing,
)
from lever5_rules.rules._shared.collaboration.groups import Group, Serving
from lever5_rules.rules._shared.collaboration.slots import (
    SchoolDays,
    judge_certain,
    select_campus_slots,
    select_planned_slots,
    select_shared_slots,
)
from lever5_rules.rules._shared.plc import NONE, normalize_name
from lever5_rules.rules._shared.regularity import MinShareOfWindows
from lever5_rules.rules._shared.staff import select_on_duty

MinPerWeek = Annotated[Limit[int], "collab.min_minutes_per_week"]


@frozen(eq=False, repr=False, slots=False)
class TeamsOnRoster:
    """The teams that teachers belong to by the roster."""

    roster: Records[StaffAssignment]
    review: Review

    def list_teams(self, campus: str) -> tuple[str, ...]:
        """Return the teams of the teachers of a campus on the day of the review."""
        teachers = select_on_duty(self.roster, Role.TEACHER, self.review).where(campus_id=campus)
        teams = teachers.distinct(StaffAssignment.plc_team) if teachers.count() else ()
        return tuple(team for team in teams if normalize_name(team) != NONE)


@frozen(eq=False, repr=False, slots=False)
class WeeklyTime:
    """The average minutes in an instructional week, and how many are asked."""

    school: SchoolDays
    least: MinPerWeek
    share: MinShareOfWindows

    def judge(
        self,
        slots: Records[CollaborationSlot],
        group: Group,
        serving: Serving,
        together: int,
        teams: TeamsOnRoster | None = None,
    ) -> Verdict:
        """Return whether each campus has the time; of its teams, the one with the least counts.

        Time of every week that `together` or more campuses share counts for each of them.
        """

        def judge_slots(slots: Records[CollaborationSlot]) -> Verdict:
            by_campus = select_planned_slots(
                slots, group, lambda shared: select_campus_slots(shared, together)
            ).by(CollaborationSlot.campus_ids)
            verdict = every(
                serving,
                lambda campus: self._judge_campus(by_campus[campus], campus, teams),
                what="Campuses",
            )
            return _name_uncounted(verdict, select_shared_slots(slots, group), together)

        return judge_certain(
            *(slots, judge_slots),
            *(CollaborationSlot.source, CollaborationSlot.source_document),
        )

    def _judge_campus(
        self, slots: Records[CollaborationSlot], campus: str, teams: TeamsOnRoster | None
    ) -> Verdict:
        by_team = self.school.weekly_minutes(slots, campus, self.share.value)
        listed: Collection[str] = ()
        if teams is not None and None not in by_team:
            listed = teams.list_teams(campus)
        if not listed:
            return self._judge_least(by_team)
        without_team = slots.where(team=None)
        whole = self.school.weekly_minutes(without_team, campus, self.share.value)
        time_of_all = min(whole.values())
        verdict = self._judge_least({team: by_team.get(team, time_of_all) for team in listed})
        unlisted = [
            team
            for team, minutes in by_team.items()
            if team not in listed and minutes >= self.least.value
        ]
        if verdict.outcome is not Outcome.GAP or not unlisted:
            return verdict
        has = "has" if len(unlisted) == 1 else "have"
        return missing(
            Reason.CONTRADICTORY,
            f"{verdict.message} {listing(map(str, unlisted))} {has} enough, and the staff roster "
            "has no teacher of it here.",
            "Write plc_team in staff_roster.csv and team in collaboration_schedule.csv alike, or "
            f"set time aside for every team of {campus}.",
            limit=self.least,
        )

    def _judge_least(self, by_team: Mapping[str | None, float]) -> Verdict:
        average = round(min(by_team.values()), 1)
        short = [team for team, minutes in by_team.items() if team and minutes < self.least.value]
        whose = f" of {listing(short)}" if short else ""
        return at_least(average, self.least, f"Minutes{whose} in an instructional week")


def make_minutes_element(group: Group) -> Callable[..., Verdict]:
    """Return an element: the average minutes a week on each campus that serves the group."""

    def judge_minutes(
        slots: Records[CollaborationSlot], serving: Serving, time: WeeklyTime
    ) -> Verdict:
        return time.judge(slots, group, serving, together=2)

    return group.bind(judge_minutes)


def make_minutes_of_all_element(group: Group) -> Callable[..., Verdict]:
    """Return an element: the average minutes a week of all teachers on each campus.

    Where teams have their own time, each team that the roster lists must have it.
    """

    def judge_minutes_of_all(
        slots: Records[CollaborationSlot],
        serving: Serving,
        time: WeeklyTime,
        teams: TeamsOnRoster | None,
    ) -> Verdict:
        return time.judge(slots, group, serving, together=1, teams=teams)

    return group.bind(judge_minutes_of_all)


def _name_uncounted(verdict: Verdict, slots: Records[CollaborationSlot], together: int) -> Verdict:
    """Add to a gap the recurring slots across campuses that are no time of a campus."""
    shared = slots.for_comparison().where(reach=Reach.CROSS_CAMPUS, weekdays=given)
    uncounted = shared.count() - select_campus_slots(shared, together).count()
    if verdict.outcome is not Outcome.GAP or uncounted <= 0:
        return verdict
    told = counted(uncounted, "recurring slot")
    are = "is" if uncounted == 1 else "are"
    return verdict.but(
        message=f"{verdict.message} {told} with reach cross_campus {are} not counted as time of a "
        "campus: it must name several campuses and be held every week.",
    )
