"""PLCs: the teams of each campus, since when they exist, and the days on which they met."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from math import floor

from attrs import field, frozen

from lever5_rules.artifacts.denominators import StaffAssignment
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Limit,
    Reason,
    Records,
    Review,
    Span,
    Verdict,
    counted,
    gap,
    missing,
)
from lever5_rules.rules._shared.calendar import YearCalendar
from lever5_rules.rules._shared.staff import TEACHERS, Openings

MinInTeams = Annotated[Limit[float], "coverage.min_share_staff"]
NONE = "none"
"""The entry for a teacher who belongs to no PLC."""
FEW = 2
"""How many teachers of a campus may belong to the PLC of another: more are a PLC of their own."""


@frozen(eq=False, repr=False, slots=False)
class Team:
    """A PLC of one campus: name, number of teachers there, and first day if it started late."""

    name: str
    members: int
    since: date | None

    @property
    def alone(self) -> bool:
        """Whether its only teacher here can meet only with those of other campuses."""
        return self.members == 1


@frozen(eq=False, repr=False, slots=False)
class TeamsOfCampus:
    """The PLCs of a campus.

    `outside` is the number of teachers who belong to none, `unrecorded` of those with a blank
    entry. `names` include those of former PLCs, in the form of `normalize_name`.
    """

    teams: tuple[Team, ...] = ()
    outside: int = 0
    unrecorded: int = 0
    names: frozenset[str] = frozenset()

    @property
    def since(self) -> date | None:
        """The day on which the first PLC started, if all of them started late."""
        days = [team.since for team in self.teams if team.since is not None]
        return min(days, default=None) if len(days) == len(self.teams) else None

    def count_members(self, name: str) -> int:
        """Return the number of teachers in a PLC of that name, 0 if there is none."""
        key = normalize_name(name)
        return sum(team.members for team in self.teams if normalize_name(team.name) == key)

    def find_obstacle(self, campus: str, share: Limit[float]) -> Verdict | None:
        """Return what prevents the PLCs of the campus from being judged, or None.

        One teacher, or as few as the limit allows, may belong to none.
        """
        members = sum(team.members for team in self.teams)
        teachers = members + self.outside + self.unrecorded
        allowed_outside = max(1, floor(round((1 - share.value) * teachers, 6)))
        if not teachers:
            return missing(
                Reason.NO_DENOMINATOR,
                "the staff roster lists no teacher of this campus.",
                f"Add the teachers of {campus} to staff_roster.csv; one who works on several "
                "campuses has a row for each. Usually held by: human resources.",
            )
        if (not self.teams and self.unrecorded) or self.unrecorded > allowed_outside:
            return missing(
                Reason.NO_DENOMINATOR,
                f"the staff roster gives no plc_team for {counted(self.unrecorded, 'teacher')} of "
                f"{teachers}.",
                f"Fill in plc_team in staff_roster.csv for the teachers of {campus}, {NONE} for "
                "one who belongs to none. Usually held by: human resources.",
                limit=share,
            )
        if not self.teams or self.outside + self.unrecorded > allowed_outside:
            return gap(
                Reason.NOT_COVERED,
                f"{self.outside + self.unrecorded} of {counted(teachers, 'teacher')} belong to no "
                f"PLC; {allowed_outside} may.",
                f"Form PLCs for the teachers of {campus} and record them as plc_team.",
                limit=share,
            )
        return None


@lru_cache(maxsize=1 << 10)
def normalize_name(name: str) -> str:
    """Return the name of a team without case, spacing, hyphens and underscores."""
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def plc_teams(
    roster: Records[StaffAssignment],
    campuses: Campuses,
    openings: Openings,
    year: YearCalendar,
    review: Review,
) -> Mapping[str, TeamsOfCampus]:
    """Return the PLCs of each campus; a PLC starts with the first of its current or former
    teachers."""
    rows = roster.where(role=Role.TEACHER).tally(
        StaffAssignment.staff_id,
        StaffAssignment.campus_id,
        StaffAssignment.plc_team,
        StaffAssignment.start_date,
        StaffAssignment.end_date,
    )
    same_start = len({since for _, _, _, since, _ in rows}) == 1
    began: dict[tuple[str, str], date] = {}
    current_teams: dict[str, dict[str, tuple[str, set[str]]]] = defaultdict(dict)
    teamless: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for person, campus, team, since, until in rows:
        if campus is None:
            continue
        key = normalize_name(team or "")
        began[campus, key] = min(since, began.get((campus, key), since))
        if since > review.as_of or (until is not None and until < review.as_of):
            continue
        if not team or key == NONE:
            teamless[campus, bool(team)].add(person)
        else:
            current_teams[campus].setdefault(key, (team, set()))[1].add(person)

    def find_first_day(campus: str, key: str) -> date | None:
        opened, first = openings.get(campus), began[campus, key]
        late = not same_start and first > year.days[0]
        return max(filter(None, (opened, first if late else None)), default=None)

    def make_teams(campus: str) -> TeamsOfCampus:
        teams = sorted(current_teams[campus].items())
        members = frozenset[str]().union(*(people for _, (_, people) in teams))
        return TeamsOfCampus(
            tuple(
                Team(name, len(team_members), find_first_day(campus, key))
                for key, (name, team_members) in teams
            ),
            len(teamless[campus, True] - members),
            len(teamless[campus, False] - members - teamless[campus, True]),
            frozenset(key for place, key in began if place == campus),
        )

    return {campus: make_teams(campus) for campus in campuses.ids}


PlcTeams = Annotated[Mapping[str, TeamsOfCampus], plc_teams]


@frozen(eq=False, repr=False, slots=False)
class MeetingDays:
    """Some PLC meetings of the log: the days of each team by its name, see `normalize_name`.

    Meetings without a team name have an empty name.
    """

    days: Mapping[str, frozenset[date]] = field(factory=dict)
    names: Mapping[str, str] = field(factory=dict)

    @classmethod
    def of(cls, meetings: Records[Meeting]) -> "MeetingDays":
        """Return the meetings of each team; a meeting without any teacher is ignored."""
        names: dict[str, str] = {}
        days: dict[str, set[date]] = defaultdict(set)
        for present in (TEACHERS, None):
            selected = meetings.where(roles_present=present)
            for team, day in selected.tally(Meeting.team, Meeting.date) if selected.count() else ():
                key = normalize_name(team or "")
                names.setdefault(key, team or "")
                days[key].add(day)
        return cls({key: frozenset(on) for key, on in days.items()}, names)

    def of_team(self, name: str) -> frozenset[date]:
        return self.days.get(normalize_name(name), frozenset())


@frozen(eq=False, repr=False, slots=False)
class TeamElsewhere:
    """What other campuses have under the name of a PLC: their days, and the most teachers that one
    of them has in it."""

    campuses: tuple[str, ...] = ()
    days: frozenset[date] = frozenset()
    members: int = 0

    @classmethod
    def of(
        cls,
        team: Team,
        place: str,
        teams: Mapping[str, TeamsOfCampus],
        meetings: Mapping[str, Records[Meeting]],
    ) -> "TeamElsewhere":
        """Return the meetings under the name of a team at the campuses other than its own."""
        days_by_campus = {
            campus: days
            for campus in teams
            if campus != place
            for rows in [meetings[campus].for_comparison().surely(Meeting.team, Meeting.date)]
            if (days := MeetingDays.of(rows).of_team(team.name))
        }
        members = (teams[campus].count_members(team.name) for campus in days_by_campus)
        return cls(
            tuple(days_by_campus),
            frozenset[date]().union(*days_by_campus.values()),
            max(members, default=0),
        )

    def may_include(self, team: Team) -> bool:
        """Return whether the team's teachers may belong to the PLC of another campus, because they
        are few beside its own."""
        return team.members <= FEW and 2 * team.members <= self.members

    def takes_turns_with(
        self, days: frozenset[date], weeks: tuple[Span, ...], share: Limit[float]
    ) -> bool:
        """Return whether hardly a week has meetings both here, on these days, and elsewhere."""
        both = sum(
            any(day in week for day in days) and any(day in week for day in self.days)
            for week in weeks
        )
        return bool(days) and both <= round((1 - share.value) * len(weeks), 6)
