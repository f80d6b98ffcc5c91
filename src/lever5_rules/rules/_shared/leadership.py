"""Leadership roles of campuses: who holds them by the roster, and whether the logs know more."""

from collections import Counter
from collections.abc import Iterable, Iterator

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

from .staff import Assignment, CampusLeaders, LeadershipRoles, Posts, in_plural

MinRowsAgainst = Annotated[Limit[int], "roster.min_rows_against"]


def roles_at(leaders: Iterable[Assignment], campuses: Campuses) -> tuple[Role, ...]:
    """The leadership roles that somebody holds at one of the campuses."""
    here = set(campuses.ids)
    return tuple(sorted({one.role for one in leaders if one.campus_id in here}))


def leaders_of_campuses(
    leaders: CampusLeaders,
    posts: Posts,
    campuses: Campuses,
    roles: LeadershipRoles,
    least: MinRowsAgainst,
    meetings: Records[Meeting] | None,
    sheets: Records[Attendance] | None,
    observations: Records[Observation] | None,
) -> tuple[Assignment, ...]:
    """The leaders by the roster, unless the logs are full of leaders of a role that it does not
    have: then one of the two is wrong, and what is asked of each role cannot be told."""
    asked, here = set(roles.value), set(campuses.ids)
    held = {(post.role, post.campus_id) for post in posts.posts}
    anywhere = {role for role, _ in held}
    seen: Counter[tuple[Role, str]] = Counter()
    for role, campus, number in _told(sheets, observations, posts):
        if role in asked and campus in here and (role, campus) not in held:
            seen[role, campus] += number
    for role, number in _present(meetings):
        if role in asked and role not in anywhere:
            seen[role, ""] += number
    full = {key: number for key, number in seen.items() if number >= least.value}
    if full:
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
                limit=least,
                scope=sorted({campus for _, campus in full if campus}),
            )
        )
    return leaders


LeadersOfCampuses = Annotated[tuple[Assignment, ...], leaders_of_campuses]


def _told(
    sheets: Records[Attendance] | None,
    observations: Records[Observation] | None,
    posts: Posts,
) -> Iterator[tuple[Role, str | None, int]]:
    """Role, campus and number of rows of people whom the roster does not know."""
    tables = []
    if sheets is not None:
        tables.append(sheets.tally("staff_id", "role", "campus_id"))
    if observations is not None:
        for side in ("observer", "observee"):
            names = (f"{side}_staff_id", f"{side}_role", "campus_id")
            tables.append(observations.tally(*names))
    for rows in tables:
        for (person, role, campus), number in rows.items():
            if isinstance(person, str) and not posts.knows(person):
                yield role, campus, number


def _present(meetings: Records[Meeting] | None) -> Iterator[tuple[Role, int]]:
    """Role and number of meetings at which somebody of it was present."""
    if meetings is None:
        return
    for (roles,), number in meetings.tally("roles_present").items():
        for role in roles or ():
            yield role, number
