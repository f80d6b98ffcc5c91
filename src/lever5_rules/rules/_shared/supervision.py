"""Supervision: who reports to whom, and who supervises principals."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Reason,
    Review,
    Verdict,
    conclude,
    counted,
    listing,
    missing,
    not_applicable,
)
from lever5_rules.counting.people import Post
from lever5_rules.counting.reasons import MOST_UNTOLD
from lever5_rules.rules._shared.staff import (
    DISTRICT_ROLES,
    TEACHERS,
    VACANCY,
    Assignment,
    LeadershipRoles,
    Posts,
    Staff,
    find_last_day,
    refuse_incomplete_roster,
    select_by_campus,
)


def find_superintendent_campuses(staff: Iterable[Assignment]) -> frozenset[str | None]:
    """Return the campuses whose principal is also the head of the district, with nobody above.

    There is at most one such person.
    """
    assignments = tuple(staff)
    district_staff = {
        assignment.staff_id for assignment in assignments if assignment.role in DISTRICT_ROLES
    }
    heads = [
        assignment
        for assignment in assignments
        if assignment.role is Role.PRINCIPAL and assignment.staff_id in district_staff
        if assignment.supervisor in (None, assignment.staff_id)
    ]
    is_one_person = len({head.staff_id for head in heads}) == 1
    return frozenset(head.campus_id for head in heads) if is_one_person else frozenset()


def nobody_supervises(staff: Staff) -> bool:
    """Return whether the superintendent is the only principal, so that nobody supervises
    principals."""
    principals = [person for person in staff if person.role is Role.PRINCIPAL]
    heads = find_superintendent_campuses(staff)
    return bool(principals) and all(principal.campus_id in heads for principal in principals)


LedBySuperintendent = Annotated[bool, nobody_supervises]


def posts_of_principals(
    staff: Staff, campuses: Campuses, posts: Posts, review: Review
) -> Mapping[str, tuple[Post, ...]]:
    """Return the principals of each campus this year, with their periods.

    A campus that the superintendent leads is left out; if that is all of them, the element does not
    apply. A campus of which nobody is principal ends it.
    """
    heads = find_superintendent_campuses(staff)
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
    refuse_vacant_posts(principals, review)
    return principals


def refuse_vacant_posts(principals: Mapping[str, Iterable[Post]], review: Review) -> None:
    """End the element where a campus has had no principal for longer than filling the post takes.

    Somebody leads it, and who that is, such as an acting principal, is not on the roster. A post
    that ends with the year is not filled in summer.
    """
    day = min(review.as_of, review.school_year.span.last - VACANCY)
    since = {campus: find_last_day(posts, day) for campus, posts in principals.items()}
    vacant = {campus: last for campus, last in since.items() if last and day - last > VACANCY}
    if vacant:
        at = listing(f"{campus} (since {last})" for campus, last in sorted(vacant.items()))
        conclude(
            missing(
                Reason.NO_DENOMINATOR,
                f"The staff roster lists no principal any more at {at}.",
                "Add to staff_roster.csv who leads each of these campuses since then, an acting "
                "principal too. Usually held by: human resources.",
                scope=sorted(vacant),
            )
        )


def separate_holders(posts: tuple[Post, ...], day: date) -> tuple[tuple[Post, ...], ...]:
    """Return the posts of a campus by who holds them on a day, each with those who held one before.

    People who followed each other owe and receive together what the post asks for; those who hold
    it at the same time, such as co-principals, each by themselves.
    """
    holders: dict[str, list[int]] = {post.staff_id: [] for post in posts if post.on(day)}
    if len(holders) < 2:
        return (posts,)
    former_places: list[int] = []
    for place, post in enumerate(posts):
        holders.get(post.staff_id, former_places).append(place)
    return tuple(
        tuple(posts[place] for place in sorted((*places, *former_places)))
        for places in holders.values()
    )


PrincipalPosts = Annotated[Mapping[str, tuple[Post, ...]], posts_of_principals]


def principal_supervisors(staff: Staff) -> tuple[Assignment, ...]:
    """Return principal supervisors, and district leaders to whom a principal reports.

    In a small district the latter is the superintendent.
    """
    supervisor_ids = {person.supervisor for person in staff if person.role is Role.PRINCIPAL}
    return tuple(
        person
        for person in staff
        if person.role is Role.PRINCIPAL_SUPERVISOR
        or (person.role is Role.DISTRICT_LEADER and person.staff_id in supervisor_ids)
    )


PrincipalSupervisors = Annotated[tuple[Assignment, ...], principal_supervisors]


def reporting_lines(
    staff: Staff,
    campuses: Campuses,
    roles: LeadershipRoles,
    named: Collection[tuple[Role, Role]] = (),
) -> tuple[tuple[Role, Role], ...]:
    """Return pairs of a leadership role and a role that reports to it on these campuses.

    A few people without a supervisor on the roster are assumed to report as the others do. Where
    one of two people holds several roles, they are one reporting line: that of the roles in which
    others report, or of those `named` in a document; without either, each pair of their roles.
    """
    campus_ids = set(campuses.ids)
    roles_by_leader: dict[str, set[Role]] = {}
    staff_ids = set()
    for person in staff:
        staff_ids.add(person.staff_id)
        if person.role in roles.value:
            roles_by_leader.setdefault(person.staff_id, set()).add(person.role)
    supervised_roles = TEACHERS | (
        frozenset(roles.value) - {Role.PRINCIPAL, Role.PRINCIPAL_SUPERVISOR}
    )
    blank = sum(
        1
        for person in staff
        if person.role in supervised_roles and person.campus_id and not person.supervisor
    )
    unknown_supervisors = sum(
        1 for person in staff if person.supervisor and person.supervisor not in staff_ids
    )
    if blank + unknown_supervisors > MOST_UNTOLD * len(staff):
        text = (
            f"no supervisor for {counted(blank, 'teacher or leader', 'teachers and leaders')}"
            if blank
            else f"supervisors who are not on it for {counted(unknown_supervisors, 'assignment')}"
        )
        conclude(_report_incomplete(text, "supervisor_staff_id"))
    people = select_by_campus(staff, campus_ids)
    pairs_by_people: dict[tuple[str, str | None], set[tuple[Role, Role]]] = {}
    for person in people:
        leads = roles_by_leader.get(person.supervisor or "", ())
        if person.role is not Role.OTHER_STAFF and leads:
            pairs = pairs_by_people.setdefault((person.staff_id, person.supervisor), set())
            pairs.update((lead, person.role) for lead in leads)
    alternatives = set(map(frozenset, pairs_by_people.values()))
    sure = {pair for pairs in alternatives if len(pairs) == 1 for pair in pairs}
    lines = sure.union(
        *(pairs & {*named} or pairs for pairs in alternatives if sure.isdisjoint(pairs))
    )
    if not lines:
        conclude(
            _report_incomplete("no direct report of an instructional leader", "supervisor_staff_id")
        )
    return tuple(sorted(lines))


def _report_incomplete(text: str, column: str) -> Verdict:
    return missing(
        Reason.NO_DENOMINATOR,
        f"The staff roster gives {text}.",
        f"Fill in {column} in staff_roster.csv. Usually held by: human resources.",
    )
