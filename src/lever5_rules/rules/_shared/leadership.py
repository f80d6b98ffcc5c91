"""Leadership roles of campuses: who holds them by the roster, and contradictions with the logs."""

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
from lever5_rules.rules._shared.staff import (
    INSTRUCTIONAL_STAFF,
    TEACHERS,
    Assignment,
    CampusesOfStaff,
    LeadershipRoles,
    ListedLeaders,
    ListedStaff,
    ListedTeachers,
    Posts,
    in_plural,
)

MinRowsAgainst = Annotated[Limit[int], "roster.min_rows_against"]


def roles_at(leaders: Iterable[Assignment], campuses: Campuses) -> tuple[Role, ...]:
    """Return the leadership roles that somebody holds at one of the campuses, or at none in
    particular."""
    places = {*campuses.ids, None}
    return tuple(sorted({leader.role for leader in leaders if leader.campus_id in places}))


def people_not_listed(
    posts: Posts,
    places: CampusesOfStaff,
    sheets: Records[Attendance] | None,
    observations: Records[Observation] | None,
) -> tuple[tuple[Role, str | None, int], ...]:
    """Return role, campus and number of rows of people in the logs who are not on the roster."""

    def is_listed(person: str) -> bool:
        """Return whether the roster lists somebody, if only with a role that cannot be read."""
        return posts.knows(person) or person in places

    sources: tuple[tuple[Records[Any] | None, str], ...] = (
        (sheets, ""),
        (observations, "observer_"),
        (observations, "observee_"),
    )
    unlisted: list[tuple[Role, str | None, int]] = []
    for log, prefix in sources:
        if log is None:
            continue
        rows = log.for_comparison()
        if all(map(is_listed, rows.distinct(f"{prefix}staff_id"))):
            continue
        row_numbers = rows.tally(f"{prefix}staff_id", f"{prefix}role", "campus_id")
        unlisted += [
            (role, campus, number)
            for (person, role, campus), number in row_numbers.items()
            if not is_listed(person)
        ]
    return tuple(unlisted)


PeopleNotListed = Annotated[tuple[tuple[Role, str | None, int], ...], people_not_listed]


@frozen(eq=False, repr=False, slots=False)
class Logs:
    """The logs that name people with their roles, if the bundle has them, and the roster."""

    posts: Posts
    least: MinRowsAgainst
    meetings: Records[Meeting] | None
    unlisted: PeopleNotListed

    def refuse_unlisted(
        self, roles: Collection[Role], campuses: Collection[str], *, shared: bool = False
    ) -> None:
        """End the element if the logs contain many people of a role that the roster lacks.

        One of the two is then wrong, so what is required of each role is unknown. With `shared`,
        the role may also be held at another campus.
        """
        posts_held = {(post.role, post.campus_id) for post in self.posts.posts}
        roles_held = {role for role, _ in posts_held}
        row_numbers: Counter[tuple[Role, str]] = Counter()
        for role, campus, number in self.unlisted:
            lacking = role not in roles_held if shared else (role, campus) not in posts_held
            if role in roles and campus is not None and campus in campuses and lacking:
                row_numbers[role, campus] += number
        for role, number in _count_presence(self.meetings):
            if role in roles and role not in roles_held:
                row_numbers[role, ""] += number
        contradictions = {
            key: number for key, number in row_numbers.items() if number >= self.least.value
        }
        if not contradictions:
            return
        parts = [
            f"{in_plural(role)}{f' at {campus}' if campus else ''} in {counted(number, 'row')}"
            for (role, campus), number in sorted(contradictions.items())
        ]
        conclude(
            missing(
                Reason.CONTRADICTORY,
                f"The logs tell of {listing(parts)}, whom the staff roster does not list.",
                "Complete staff_roster.csv with these people, or correct the roles and ids in the "
                "logs. Usually held by: human resources.",
                limit=self.least,
                scope=sorted({campus for _, campus in contradictions if campus}),
            )
        )


@frozen(eq=False, repr=False, slots=False)
class Employed:
    """The roles that exist in the district, by the roster and the logs."""

    posts: Posts
    logs: Logs

    def nobody_holds(self, role: Role, campuses: Collection[str]) -> bool:
        """Return whether nobody holds a role this year.

        If the logs contain many such people, the element ends.
        """
        if any(post.role is role for post in self.posts.posts):
            return False
        self.logs.refuse_unlisted({role}, campuses, shared=True)
        return True


def leaders_of_campuses(
    leaders: ListedLeaders, campuses: Campuses, roles: LeadershipRoles, logs: Logs
) -> tuple[Assignment, ...]:
    """Return the leaders on the roster; the element ends if the logs contain many others."""
    logs.refuse_unlisted(roles.value, campuses.ids)
    return leaders


CampusLeaders = Annotated[tuple[Assignment, ...], leaders_of_campuses]


def leadership_roles_held(leaders: CampusLeaders) -> tuple[Role, ...]:
    return tuple(sorted({leader.role for leader in leaders}))


LeadershipRolesHeld = Annotated[tuple[Role, ...], leadership_roles_held]


def teachers_of_campuses(
    teachers: ListedTeachers, campuses: Campuses, logs: Logs
) -> tuple[Assignment, ...]:
    """Return the teachers on the roster; the element ends if the logs contain many of other
    roles."""
    logs.refuse_unlisted(TEACHERS, campuses.ids, shared=True)
    return teachers


Teachers = Annotated[tuple[Assignment, ...], teachers_of_campuses]


def staff_of_campuses(staff: ListedStaff, campuses: Campuses, logs: Logs) -> tuple[Assignment, ...]:
    """Return teachers and support staff on the roster.

    The element ends if the logs contain many of a role that the roster lacks.
    """
    logs.refuse_unlisted(INSTRUCTIONAL_STAFF, campuses.ids, shared=True)
    return staff


InstructionalStaff = Annotated[tuple[Assignment, ...], staff_of_campuses]


def _count_presence(meetings: Records[Meeting] | None) -> Iterator[tuple[Role, int]]:
    """Yield roles and the number of meetings at which they were present."""
    if meetings is None:
        return
    for (roles,), number in (
        meetings.for_comparison().surely(Meeting.roles_present).tally(Meeting.roles_present).items()
    ):
        for role in roles or ():
            yield role, number
