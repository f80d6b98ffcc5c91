"""Leadership roles of campuses: who holds them by the roster, and whether the logs know more."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.training import Attendance
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Limit,
    Reason,
    Records,
    conclude,
    counted,
    listing,
    missing,
)

from .staff import (
    INSTRUCTIONAL_STAFF,
    TEACHERS,
    Assignment,
    CampusLeaders,
    LeadershipRoles,
    ListedStaff,
    ListedTeachers,
    Posts,
    in_plural,
)

MinRowsAgainst = Annotated[Limit[int], "roster.min_rows_against"]


def roles_at(leaders: Iterable[Assignment], campuses: Campuses) -> tuple[Role, ...]:
    """The leadership roles that somebody holds at one of the campuses."""
    here = set(campuses.ids)
    return tuple(sorted({one.role for one in leaders if one.campus_id in here}))


@frozen(eq=False, repr=False, slots=False)
class Logs:
    """The logs that name people with their role, as far as the bundle has them, and the roster
    that they are held against."""

    posts: Posts
    least: MinRowsAgainst
    meetings: Records[Meeting] | None
    sheets: Records[Attendance] | None
    observations: Records[Observation] | None

    def refuse_unlisted(
        self, roles: Collection[Role], campuses: Collection[str], *, shared: bool = False
    ) -> None:
        """Ends the element where the logs are full of people of a role that the roster does not
        have: then one of the two is wrong, and what is asked of each role cannot be told.

        `shared` roles may be held at another campus only.
        """
        held = {(post.role, post.campus_id) for post in self.posts.posts}
        anywhere = {role for role, _ in held}
        seen: Counter[tuple[Role, str]] = Counter()
        for role, campus, number in _told(self.sheets, self.observations, self.posts):
            lacking = role not in anywhere if shared else (role, campus) not in held
            if role in roles and campus is not None and campus in campuses and lacking:
                seen[role, campus] += number
        for role, number in _present(self.meetings):
            if role in roles and role not in anywhere:
                seen[role, ""] += number
        full = {key: number for key, number in seen.items() if number >= self.least.value}
        if not full:
            return
        said = [
            f"{in_plural(role)}{f' at {campus}' if campus else ''} in {counted(number, 'row')}"
            for (role, campus), number in sorted(full.items())
        ]
        conclude(
            missing(
                Reason.CONTRADICTORY,
                f"The logs tell of {listing(said)}, whom the staff roster does not list.",
                "Complete staff_roster.csv with these people, or correct the roles and ids in the "
                "logs. Usually held by: human resources.",
                limit=self.least,
                scope=sorted({campus for _, campus in full if campus}),
            )
        )


@frozen(eq=False, repr=False, slots=False)
class Employed:
    """Which roles the district has, by the roster and the logs."""

    posts: Posts
    logs: Logs

    def nobody_is(self, role: Role, campuses: Collection[str]) -> bool:
        """Whether nobody holds a role this year. Where the logs are full of such people, the
        element ends."""
        if any(post.role is role for post in self.posts.posts):
            return False
        self.logs.refuse_unlisted({role}, campuses, shared=True)
        return True


def leaders_of_campuses(
    leaders: CampusLeaders, campuses: Campuses, roles: LeadershipRoles, logs: Logs
) -> tuple[Assignment, ...]:
    """The leaders by the roster, unless the logs are full of others."""
    logs.refuse_unlisted(roles.value, campuses.ids)
    return leaders


LeadersOfCampuses = Annotated[tuple[Assignment, ...], leaders_of_campuses]


def teachers_of_campuses(
    teachers: ListedTeachers, campuses: Campuses, logs: Logs
) -> tuple[Assignment, ...]:
    """The teachers by the roster, unless the logs are full of teachers of a kind that it lacks."""
    logs.refuse_unlisted(TEACHERS, campuses.ids, shared=True)
    return teachers


Teachers = Annotated[tuple[Assignment, ...], teachers_of_campuses]


def staff_of_campuses(staff: ListedStaff, campuses: Campuses, logs: Logs) -> tuple[Assignment, ...]:
    """Teachers and support staff by the roster, unless the logs are full of a kind that it
    lacks."""
    logs.refuse_unlisted(INSTRUCTIONAL_STAFF, campuses.ids, shared=True)
    return staff


InstructionalStaff = Annotated[tuple[Assignment, ...], staff_of_campuses]


def _told(
    sheets: Records[Attendance] | None,
    observations: Records[Observation] | None,
    posts: Posts,
) -> Iterator[tuple[Role, str | None, int]]:
    """Role, campus and number of rows of people whom the roster does not know."""
    told: tuple[tuple[Records[Any] | None, str], ...] = (
        (sheets, ""),
        (observations, "observer_"),
        (observations, "observee_"),
    )
    for rows, side in told:
        if rows is None or all(map(posts.knows, rows.distinct(f"{side}staff_id"))):
            continue
        of_people = rows.tally(f"{side}staff_id", f"{side}role", "campus_id")
        for (person, role, campus), number in of_people.items():
            if not posts.knows(person):
                yield role, campus, number


def _present(meetings: Records[Meeting] | None) -> Iterator[tuple[Role, int]]:
    """Role and number of meetings of which it is told that somebody of it was present."""
    if meetings is None:
        return
    for (roles,), number in (
        meetings.surely(Meeting.roles_present).tally(Meeting.roles_present).items()
    ):
        for role in roles or ():
            yield role, number
