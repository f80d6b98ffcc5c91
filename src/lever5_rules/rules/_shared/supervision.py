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
    of_campuses,
    refuse_incomplete_roster,
)


def led_by_superintendent(staff: Iterable[Assignment]) -> frozenset[str | None]:
    """Return the campuses whose principal is also the head of the district, with nobody above.

    There is at most one such person.
    """
    everyone = tuple(staff)
    at_district = {
        assignment.staff_id for assignment in everyone if assignment.role in DISTRICT_ROLES
    }
    heads = [
        assignment
        for assignment in everyone
        if assignment.role is Role.PRINCIPAL and assignment.staff_id in at_district
        if assignment.supervisor in (None, assignment.staff_id)
    ]
    one_person = len({head.staff_id for head in heads}) == 1
    return frozenset(head.campus_id for head in heads) if one_person else frozenset()


def nobody_supervises(staff: Staff) -> bool:
    """Return whether the superintendent is the only principal, so that nobody supervises
    principals."""
    principals = [person for person in staff if person.role is Role.PRINCIPAL]
    heads = led_by_superintendent(staff)
    return bool(principals) and all(principal.campus_id in heads for principal in principals)


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
    principals = {
        campus: posts.by_place.get((Role.PRINCIPAL, campus), ())
        for campus in campuses.ids
        if campus not in heads
    }
    refuse_incomplete_roster(
        {campus for campus, campus_posts in principals.items() if not campus_posts}, "principal"
    )
    return principals


PrincipalPosts = Annotated[Mapping[str, tuple[Post, ...]], posts_of_principals]


def principal_supervisors(staff: Staff) -> tuple[Assignment, ...]:
    """Return principal supervisors, and district leaders to whom a principal reports.

    In a small district the latter is the superintendent.
    """
    bosses = {person.supervisor for person in staff if person.role is Role.PRINCIPAL}
    return tuple(
        person
        for person in staff
        if person.role is Role.PRINCIPAL_SUPERVISOR
        or (person.role is Role.DISTRICT_LEADER and person.staff_id in bosses)
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
    for person in staff:
        known.add(person.staff_id)
        if person.role in roles.value:
            leads.setdefault(person.staff_id, set()).add(person.role)
    must = TEACHERS | (frozenset(roles.value) - {Role.PRINCIPAL, Role.PRINCIPAL_SUPERVISOR})
    blank = sum(
        1 for person in staff if person.role in must and person.campus_id and not person.supervisor
    )
    astray = sum(1 for person in staff if person.supervisor and person.supervisor not in known)
    if blank + astray > MOST_UNTOLD * len(staff):
        text = (
            f"no supervisor for {counted(blank, 'teacher or leader', 'teachers and leaders')}"
            if blank
            else f"supervisors who are not on it for {counted(astray, 'assignment')}"
        )
        conclude(_incomplete(text, "supervisor_staff_id"))
    people = of_campuses(staff, here)
    lines = {
        (lead, assignment.role)
        for assignment in people
        if assignment.supervisor
        for lead in leads.get(assignment.supervisor, ())
    }
    if not lines:
        conclude(_incomplete("no direct report of an instructional leader", "supervisor_staff_id"))
    return tuple(sorted(lines))


def _incomplete(text: str, column: str) -> Verdict:
    return missing(
        Reason.NO_DENOMINATOR,
        f"The staff roster gives {text}.",
        f"Fill in {column} in staff_roster.csv. Usually held by: human resources.",
    )
