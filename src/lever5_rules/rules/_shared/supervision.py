"""Supervision: who reports to whom, and who supervises principals."""

from collections.abc import Iterable, Mapping

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Reason,
    Verdict,
    conclude,
    counted,
    missing,
    not_applicable,
)
from lever5_rules.counting.people import Post
from lever5_rules.counting.reasons import MOST_UNTOLD
from lever5_rules.rules._shared.staff import (
    DISTRICT_ROLES,
    TEACHERS,
    Assignment,
    LeadershipRoles,
    Posts,
    Staff,
    refuse_incomplete_roster,
)


def led_by_superintendent(staff: Iterable[Assignment]) -> frozenset[str | None]:
    """Return the campuses whose principal is also the head of the district, with nobody above.

    There is at most one such person.
    """
    everyone = tuple(staff)
    at_district = {one.staff_id for one in everyone if one.role in DISTRICT_ROLES}
    heads = [
        one
        for one in everyone
        if one.role is Role.PRINCIPAL and one.staff_id in at_district
        if one.supervisor in (None, one.staff_id)
    ]
    one_person = len({one.staff_id for one in heads}) == 1
    return frozenset(one.campus_id for one in heads) if one_person else frozenset()


def nobody_supervises(staff: Staff) -> bool:
    """Return whether the superintendent is the only principal, so that nobody supervises
    principals."""
    principals = [one for one in staff if one.role is Role.PRINCIPAL]
    heads = led_by_superintendent(staff)
    return bool(principals) and all(one.campus_id in heads for one in principals)


LedBySuperintendent = Annotated[bool, nobody_supervises]


def posts_of_principals(
    staff: Staff, campuses: Campuses, posts: Posts
) -> Mapping[str, tuple[Post, ...]]:
    """Return the principals of each campus this year, with their periods.

    A campus that the superintendent leads is left out; if that is all of them, the element does not
    apply.
    """
    heads = led_by_superintendent(staff)
    if heads.issuperset(campuses.ids):
        conclude(
            not_applicable("The only principal is the superintendent, whom nobody supervises.")
        )
    found = {
        campus: posts.by_place.get((Role.PRINCIPAL, campus), ())
        for campus in campuses.ids
        if campus not in heads
    }
    refuse_incomplete_roster({campus for campus, held in found.items() if not held}, "principal")
    return found


PrincipalPosts = Annotated[Mapping[str, tuple[Post, ...]], posts_of_principals]


def principal_supervisors(staff: Staff) -> tuple[Assignment, ...]:
    """Return principal supervisors, and district leaders to whom a principal reports.

    In a small district the latter is the superintendent.
    """
    bosses = {one.supervisor for one in staff if one.role is Role.PRINCIPAL}
    return tuple(
        one
        for one in staff
        if one.role is Role.PRINCIPAL_SUPERVISOR
        or (one.role is Role.DISTRICT_LEADER and one.staff_id in bosses)
    )


PrincipalSupervisors = Annotated[tuple[Assignment, ...], principal_supervisors]


def reporting_lines(
    staff: Staff, campuses: Campuses, roles: LeadershipRoles
) -> tuple[tuple[Role, Role], ...]:
    """Return pairs of a leadership role and a role that reports to it on these campuses.

    A few people without a supervisor on the roster are assumed to report as the others do.
    """
    here = set(campuses.ids)
    leads: dict[str, set[Role]] = {}
    known = set()
    for one in staff:
        known.add(one.staff_id)
        if one.role in roles.value:
            leads.setdefault(one.staff_id, set()).add(one.role)
    must = TEACHERS | (frozenset(roles.value) - {Role.PRINCIPAL, Role.PRINCIPAL_SUPERVISOR})
    blank = sum(1 for one in staff if one.role in must and one.campus_id and not one.supervisor)
    astray = sum(1 for one in staff if one.supervisor and one.supervisor not in known)
    if blank + astray > MOST_UNTOLD * len(staff):
        said = (
            f"no supervisor for {counted(blank, 'teacher or leader', 'teachers and leaders')}"
            if blank
            else f"supervisors who are not on it for {counted(astray, 'assignment')}"
        )
        conclude(_incomplete(said, "supervisor_staff_id"))
    mine = [one for one in staff if one.campus_id in here]
    lines = {
        (lead, one.role) for one in mine if one.supervisor for lead in leads.get(one.supervisor, ())
    }
    if not lines:
        conclude(_incomplete("no direct report of an instructional leader", "supervisor_staff_id"))
    return tuple(sorted(lines))


def _incomplete(said: str, column: str) -> Verdict:
    return missing(
        Reason.NO_DENOMINATOR,
        f"The staff roster gives {said}.",
        f"Fill in {column} in staff_roster.csv. Usually held by: human resources.",
    )
