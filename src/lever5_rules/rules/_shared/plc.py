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

    `outside` is the number of teachers who belong to none, `untold` of those with a blank entry.
    `names` include those of former PLCs, in the form of `same_name`.
    """

    teams: tuple[Team, ...] = ()
    outside: int = 0
    untold: int = 0
    names: frozenset[str] = frozenset()

    @property
    def since(self) -> date | None:
        """The day on which the first PLC started, if all of them started late."""
        days = [team.since for team in self.teams if team.since is not None]
        return min(days, default=None) if len(days) == len(self.teams) else None

    def lacking(self, campus: str, share: Limit[float]) -> Verdict | None:
        """Return what prevents the PLCs of the campus from being judged, or None.

        One teacher, or as few as the limit allows, may belong to none.
        """
        named = sum(team.members for team in self.teams)
        teachers = named + self.outside + self.untold
        spared = max(1, floor(round((1 - share.value) * teachers, 6)))
        if not teachers:
            return missing(
                Reason.NO_DENOMINATOR,
                "the staff roster lists no teacher of this campus.",
                f"Add the teachers of {campus} to staff_roster.csv; one who works on several "
                "campuses has a row for each. Usually held by: human resources.",
            )
        if (not self.teams and self.untold) or self.untold > spared:
            return missing(
                Reason.NO_DENOMINATOR,
                f"the staff roster gives no plc_team for {counted(self.untold, 'teacher')} of "
                f"{teachers}.",
                f"Fill in plc_team in staff_roster.csv for the teachers of {campus}, {NONE} for "
                "one who belongs to none. Usually held by: human resources.",
                limit=share,
            )
        if not self.teams or self.outside + self.untold > spared:
            return gap(
                Reason.NOT_COVERED,
                f"{self.outside + self.untold} of {counted(teachers, 'teacher')} belong to no PLC; "
                f"{spared} may.",
                f"Form PLCs for the teachers of {campus} and record them as plc_team.",
                limit=share,
            )
        return None


@lru_cache(maxsize=1 << 10)
def same_name(name: str) -> str:
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
    one_day = len({since for _, _, _, since, _ in rows}) == 1
    began: dict[tuple[str, str], date] = {}
    now: dict[str, dict[str, tuple[str, set[str]]]] = defaultdict(dict)
    without: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for person, campus, team, since, until in rows:
        if campus is None:
            continue
        key = same_name(team or "")
        began[campus, key] = min(since, began.get((campus, key), since))
        if since > review.as_of or (until is not None and until < review.as_of):
            continue
        if not team or key == NONE:
            without[campus, bool(team)].add(person)
        else:
            now[campus].setdefault(key, (team, set()))[1].add(person)

    def first_day(campus: str, key: str) -> date | None:
        opened, first = openings.get(campus), began[campus, key]
        late = not one_day and first > year.days[0]
        return max(filter(None, (opened, first if late else None)), default=None)

    def of_campus(campus: str) -> TeamsOfCampus:
        teams = sorted(now[campus].items())
        members = frozenset[str]().union(*(people for _, (_, people) in teams))
        return TeamsOfCampus(
            tuple(
                Team(name, len(team_members), first_day(campus, key))
                for key, (name, team_members) in teams
            ),
            len(without[campus, True] - members),
            len(without[campus, False] - members - without[campus, True]),
            frozenset(key for place, key in began if place == campus),
        )

    return {campus: of_campus(campus) for campus in campuses.ids}


PlcTeams = Annotated[Mapping[str, TeamsOfCampus], plc_teams]


@frozen(eq=False, repr=False, slots=False)
class MeetingDays:
    """Some of the log's PLC meetings: the days of each team, by its name as `same_name` gives it.

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
                key = same_name(team or "")
                names.setdefault(key, team or "")
                days[key].add(day)
        return cls({key: frozenset(on) for key, on in days.items()}, names)

    def of_team(self, name: str) -> frozenset[date]:
        return self.days.get(same_name(name), frozenset())
