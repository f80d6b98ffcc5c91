"""Staff on the day of the review: who works where, and who leads."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from lever5_rules.artifacts.denominators import StaffAssignment
from lever5_rules.artifacts.vocabulary import ContentArea, Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Limit,
    Reason,
    Records,
    Review,
    Span,
    conclude,
    listing,
    missing,
)
from lever5_rules.counting.people import Post, Roster
from lever5_rules.rules._shared.calendar import YearCalendar

LeadershipRoles = Annotated[Limit[tuple[Role, ...]], "roles.instructional_leadership"]
TEACHERS = frozenset({Role.TEACHER, Role.SPECIAL_EDUCATION_TEACHER, Role.EB_TEACHER})
INSTRUCTIONAL_STAFF = TEACHERS | {Role.INSTRUCTIONAL_SUPPORT_STAFF}
DISTRICT_ROLES = frozenset({Role.PRINCIPAL_SUPERVISOR, Role.DISTRICT_LEADER})
SUMMER = timedelta(days=100)
CAMPUS_ROLES = frozenset(Role) - DISTRICT_ROLES - {Role.OTHER_STAFF}
VACANCY = timedelta(days=30)
"""How long the post of a principal may be empty before somebody is taken to lead the campus whom
the roster does not list."""


def in_singular(role: Role) -> str:
    """Return somebody with a role, in words: `special education teacher`, `EB teacher`."""
    return role.value.replace("_", " ").replace("eb ", "EB ")


def in_plural(role: Role) -> str:
    """Return people with a role, in words: `EB teachers`, `instructional support staff`."""
    word = in_singular(role)
    if role is Role.INSTRUCTIONAL_SUPPORT_STAFF:
        return word
    return f"{word}es" if word.endswith("ch") else f"{word}s"


class Assignment(NamedTuple):
    """One role that one person holds on the day of the review; `roster` are the rows it comes
    from.

    `first` and `until` are the days of its own row, and `posts` all rows of the person. Who `moved`
    held another post of the kind when what is asked about began for them.
    """

    staff_id: str
    role: Role
    campus_id: str | None
    supervisor: str | None
    since: date
    grade: str | None
    content_area: ContentArea | None
    roster: Records[StaffAssignment] | None = None
    first: date = date.min
    until: date | None = None
    posts: tuple["Assignment", ...] = ()
    moved: bool = False

    @property
    def last(self) -> date:
        """The last day of a post; one before the first day ends nothing."""
        return self.until if self.until and self.until >= self.first else date.max

    def with_start_of_run(self, suits: Callable[["Assignment"], bool]) -> "Assignment":
        """Return the post with the first day of the person's unbroken run of posts that suit:
        another campus, grade or subject goes on with it only if it suits as well."""
        if len(self.posts) < 2:
            return self
        kind = next((roles for roles in _STAFF_KINDS if self.role in roles), frozenset({self.role}))
        kind_posts = [post for post in self.posts if post.role in kind]
        since = find_run_starts(filter(suits, kind_posts))[self.first]
        return self._replace(since=since, moved=find_run_starts(kind_posts)[since] < since)


_STAFF_KINDS = (TEACHERS, INSTRUCTIONAL_STAFF - TEACHERS)


def staff_of_the_year(roster: Records[StaffAssignment]) -> tuple[Assignment, ...]:
    """Return all posts of the roster, those that have ended too."""
    rows = roster.tally(
        StaffAssignment.end_date,
        StaffAssignment.start_date,
        StaffAssignment.staff_id,
        StaffAssignment.supervisor_staff_id,
        StaffAssignment.grade,
        StaffAssignment.content_area,
        StaffAssignment.campus_id,
        StaffAssignment.role,
    )
    all_posts = [
        Assignment(person, role, campus, supervisor, since, grade, area, roster, since, until)
        for until, since, person, supervisor, grade, area, campus, role in rows
    ]
    by_person: defaultdict[str, list[Assignment]] = defaultdict(list)
    for post in all_posts:
        by_person[post.staff_id].append(post)
    posts = {person: tuple(person_posts) for person, person_posts in by_person.items()}
    return tuple(post._replace(posts=posts[post.staff_id]) for post in all_posts)


StaffOfTheYear = Annotated[tuple[Assignment, ...], staff_of_the_year]


def staff_on_duty(staff: StaffOfTheYear, review: Review) -> tuple[Assignment, ...]:
    starts: dict[tuple[str, Role], Mapping[date, date]] = {}
    for post in staff:
        if (key := (post.staff_id, post.role)) not in starts:
            starts[key] = find_run_starts(other for other in post.posts if other.role is post.role)
    return tuple(
        post._replace(since=starts[post.staff_id, post.role][post.first])
        for post in staff
        if post.first <= review.as_of <= post.last
    )


def find_run_starts(posts: Iterable[Assignment]) -> dict[date, date]:
    """Return, for the first day of each post, that of the run of posts which it continues.

    A row may be renewed for a new supervisor or another campus; a summer between two rows is not a
    break.
    """
    starts: dict[date, date] = {}
    start = last = date.min
    for post in sorted(posts, key=attrgetter("first")):
        if not starts or post.first - last > SUMMER:
            start = post.first
        last = max(last, post.last)
        starts[post.first] = start
    return starts


def _is_employed(first: date, last: date | None, day: date) -> bool:
    """Return whether somebody may hold a position on a day.

    A last day before the first one does not end it: such a row counts only if the outcome depends
    on it.
    """
    return first <= day and (last is None or last < first or last >= day)


Staff = Annotated[tuple[Assignment, ...], staff_on_duty]


def select_on_duty(
    roster: Records[StaffAssignment], role: Role, review: Review
) -> Records[StaffAssignment]:
    """Return the roster rows of a role on the day of the review."""

    def is_on_duty(first: date | None, last: date | None) -> bool:
        return first is not None and _is_employed(first, last, review.as_of)

    return roster.where(role=role).fitting(
        is_on_duty, StaffAssignment.start_date, StaffAssignment.end_date
    )


def select_rows(
    people: Iterable[Assignment], lacking: Iterable[tuple[str, Role, str | None]]
) -> Records[StaffAssignment] | None:
    """Return the roster rows of the people who are missing, so that the finding shows who they
    are."""
    roster = next((person.roster for person in people if person.roster is not None), None)
    if roster is None:
        return None
    named = list(lacking)
    ids = frozenset(person for person, _, _ in named)
    return roster.where(staff_id=ids, role=frozenset(role for _, role, _ in named))


def posts_of_the_year(roster: Records[StaffAssignment]) -> Roster:
    """Return who held which position where and until when, from the roster."""
    return Roster.of_rows(
        roster.knowing(
            StaffAssignment.staff_id, StaffAssignment.role, StaffAssignment.start_date
        ).tally(
            StaffAssignment.staff_id,
            StaffAssignment.role,
            StaffAssignment.campus_id,
            StaffAssignment.supervisor_staff_id,
            StaffAssignment.start_date,
            StaffAssignment.end_date,
        )
    )


Posts = Annotated[Roster, posts_of_the_year]


def days_of_opening(
    campuses: Campuses, posts: Posts, year: YearCalendar, review: Review
) -> Mapping[str, date]:
    """Return the first day of each campus that opened after the first day of school.

    It is the profile's, else the day on which the first of its staff started, unless all rows of
    the roster have the same start. A campus that is to open after the review, and of which there
    are records, is open.
    """
    start = year.days[0]
    same_start = len({post.first for post in posts.posts}) == 1
    began: dict[str | None, date] = {}
    for post in posts.posts:
        began[post.campus_id] = min(post.first, began.get(post.campus_id, post.first))
    opening_days = {}
    for campus in campuses:
        first = campus.opened_on or (None if same_start else began.get(campus.campus_id))
        if first is not None and first > review.as_of:
            continue  # those that are yet to open are not among `campuses`
        if first is not None and first > start:
            opening_days[campus.campus_id] = first
    return opening_days


Openings = Annotated[Mapping[str, date], days_of_opening]


def select_open(
    campuses: Iterable[str], openings: Mapping[str, date], spans: Iterable[Span]
) -> tuple[str, ...]:
    """Return the campuses that were open throughout one of the spans.

    If there is none, all are returned, so that the caller reports that it is too early.
    """
    all_campuses = tuple(campuses)
    all_spans = tuple(spans)
    open_campuses = tuple(
        campus
        for campus in all_campuses
        if campus not in openings or any(openings[campus] <= span.first for span in all_spans)
    )
    return open_campuses or all_campuses


def people_by_role(roster: Records[StaffAssignment]) -> Mapping[Role, frozenset[str]]:
    """Return the people who hold or held each role this year."""
    people: dict[Role, set[str]] = {}
    for person, role in roster.tally(StaffAssignment.staff_id, StaffAssignment.role):
        people.setdefault(role, set()).add(person)
    return {role: frozenset(holders) for role, holders in people.items()}


PeopleByRole = Annotated[Mapping[Role, frozenset[str]], people_by_role]


def select_holders(people: Mapping[Role, frozenset[str]], roles: Iterable[Role]) -> frozenset[str]:
    """Return the people who hold or held one of the roles."""
    return frozenset[str]().union(*(people[role] for role in roles if role in people))


def campuses_of_staff(roster: Records[StaffAssignment]) -> Mapping[str, frozenset[str]]:
    """Return the campuses on which each person works or worked this year."""
    places: dict[str, set[str]] = {}
    for person, campus in roster.tally(StaffAssignment.staff_id, StaffAssignment.campus_id):
        if campus is not None:
            places.setdefault(person, set()).add(campus)
    return {person: frozenset(campuses) for person, campuses in places.items()}


CampusesOfStaff = Annotated[Mapping[str, frozenset[str]], campuses_of_staff]


def campus_leaders(
    staff: Staff, campuses: Campuses, roles: LeadershipRoles, posts: Posts
) -> tuple[Assignment, ...]:
    """Return each leader once per role and campus, with the day on which they started to lead."""
    leaders = _list_holders(staff, campuses, roles.value, "instructional leader")
    return tuple(
        leader._replace(since=_find_first_day(leader.staff_id, posts, roles.value, leader.since))
        for leader in {
            (assignment.staff_id, assignment.role, assignment.campus_id): assignment
            for assignment in leaders
        }.values()
    )


def _find_first_day(person: str, posts: Roster, roles: Collection[Role], since: date) -> date:
    """Return the day on which somebody started to lead, in any of the roles."""
    start_days = [post.first for post in posts.by_person.get(person, ()) if post.role in roles]
    return min([since, *start_days])


ListedLeaders = Annotated[tuple[Assignment, ...], campus_leaders]


def group_days(
    people: Iterable[Assignment], rows: Iterable[tuple[str, str | None, date]], posts: Roster
) -> dict[str, set[date]]:
    """Return the days of each person, from rows of person, campus and day.

    Rows of people who are not on the roster are unsure, and included only to see whether the
    outcome depends on them: they may be about anybody of that campus.
    """
    days: dict[str, set[date]] = {}
    strangers: dict[str | None, set[date]] = {}
    for person, campus, day in rows:
        if posts.knows(person):
            days.setdefault(person, set()).add(day)
        else:
            strangers.setdefault(campus, set()).add(day)
    for assignment in people if strangers else ():
        stranger_days = strangers.get(assignment.campus_id, set()) | strangers.get(None, set())
        if stranger_days:
            days.setdefault(assignment.staff_id, set()).update(stranger_days)
    return days


def teachers_on_campuses(staff: Staff, campuses: Campuses) -> tuple[Assignment, ...]:
    return _list_holders(staff, campuses, TEACHERS, "teacher")


ListedTeachers = Annotated[tuple[Assignment, ...], teachers_on_campuses]


def instructional_staff(staff: Staff, campuses: Campuses) -> tuple[Assignment, ...]:
    return _list_holders(staff, campuses, INSTRUCTIONAL_STAFF, "teacher")


ListedStaff = Annotated[tuple[Assignment, ...], instructional_staff]


def principals_on_campuses(
    staff: Staff, campuses: Campuses, posts: Posts, review: Review
) -> tuple[Assignment, ...]:
    """Return the principals of these campuses; a post that became vacant lately is left out."""
    ends = {
        campus: find_last_day(posts.by_place.get((Role.PRINCIPAL, campus), ()), review.as_of)
        for campus in campuses.ids
    }
    vacant = {campus for campus, last in ends.items() if last and review.as_of - last <= VACANCY}
    led_campuses = Campuses(campus for campus in campuses if campus.campus_id not in vacant)
    assignments = _list_holders(staff, led_campuses or campuses, {Role.PRINCIPAL}, "principal")
    return tuple(assignment for assignment in assignments if assignment.campus_id is not None)


def find_last_day(posts: Iterable[Post], day: date) -> date | None:
    """Return the last day of the last of those who held a post, if nobody holds it on a day."""
    ends = [post.last or date.max for post in posts]
    return last if ends and (last := max(ends)) < day else None


Principals = Annotated[tuple[Assignment, ...], principals_on_campuses]


def _list_holders(
    staff: tuple[Assignment, ...], campuses: Campuses, roles: Collection[Role], what: str
) -> tuple[Assignment, ...]:
    """Return the people with one of the roles on these campuses, or on no particular campus.

    A campus without any ends the element, because a share of part of the staff would say nothing
    about the rest.
    """
    campus_ids = set(campuses.ids)
    assignments = select_by_campus((person for person in staff if person.role in roles), campus_ids)
    refuse_incomplete_roster(
        campus_ids - {str(assignment.campus_id) for assignment in assignments}, what
    )
    return assignments


def select_by_campus(
    people: Iterable[Assignment], campuses: Collection[str]
) -> tuple[Assignment, ...]:
    """Return the people of these campuses, and those of no particular campus who work for
    schools."""
    wanted = frozenset(campuses)
    return tuple(
        person
        for person in people
        if person.campus_id in wanted
        or (person.campus_id is None and person.role not in DISTRICT_ROLES)
    )


def refuse_incomplete_roster(lacking: Collection[str], what: str) -> None:
    if lacking:
        at = listing(sorted(lacking))
        conclude(
            missing(
                Reason.NO_DENOMINATOR,
                f"The staff roster lists no {what} at {at}.",
                f"Complete staff_roster.csv: it must list every {what} of {at}, one who serves "
                "several campuses on a row for each. If a campus has closed, take it out of the "
                "profile's campuses. Usually held by: human resources.",
                scope=sorted(lacking),
            )
        )
