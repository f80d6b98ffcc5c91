"""Coverage: whether enough people of a group took part in something, without leaving out a part.

People are counted, never rows. A share over the district hides a campus or a role of which nobody
came, so these are checked too. Sessions without any recorded attendance make evidence missing if
their sign-in sheets could change the result.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from operator import attrgetter, itemgetter

from attrs import frozen

from lever5_rules.artifacts.denominators import CalendarDay
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Reason,
    Records,
    Review,
    Verdict,
    counted,
    gap,
    listing,
    met,
    shown,
    told_apart,
)
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.people_in_words import in_groups, in_words_of
from lever5_rules.rules._shared.presence import Presence, needed
from lever5_rules.rules._shared.staff import (
    INSTRUCTIONAL_STAFF,
    Assignment,
    rows_of,
)

DaysOfLateHire = Annotated[Limit[int], "onboarding.max_calendar_days"]
FEWEST = 3
"""The least number of people of whom one may be on leave: half of two is not enough of anything."""
FEWEST_OF_NO_CAMPUS = 3
"""The least number of people of no one campus of whom a share is asked."""
NO_CAMPUS = "those of no one campus"
_PLACE = attrgetter("staff_id", "role", "campus_id")


def first_day_of_school(calendar: Records[CalendarDay]) -> date:
    """Return the first instructional day of the year."""
    days: tuple[date, ...] = calendar.where(is_instructional=True).distinct(CalendarDay.date)
    return min(days)


FirstDay = Annotated[date, first_day_of_school]


@frozen(eq=False, repr=False, slots=False)
class Due:
    """The people of a group who must have taken part by the day of the review."""

    first_day: FirstDay
    late_hire: DaysOfLateHire
    review: Review

    def of(self, people: Collection[Assignment], seen: Presence) -> list[Assignment]:
        """Return the people who are due.

        Those are people who came, who could have come, or who were there on the first day of school
        or in another post before, once the period for late hires is over. People who started after
        the last session are excluded; if all of a campus did, those whose period is over are due.
        """
        came = seen.people
        places: dict[str | None, list[Assignment]] = {}
        for person in people:
            places.setdefault(person.campus_id, []).append(person)
        due: list[Assignment] = []
        for here in places.values():
            could = [
                assignment
                for assignment in here
                if assignment.staff_id in came or self._was_due(assignment, seen)
            ]
            due += could or [
                assignment
                for assignment in here
                if self._is_past_deadline(max(assignment.since, self.first_day))
            ]
        return due

    def from_when(self, people: Iterable[Assignment]) -> date:
        """Return the first day on which any of them is due."""
        first = min(max(person.since, self.first_day) for person in people)
        return first + timedelta(days=self.late_hire.value)

    def _was_due(self, assignment: Assignment, seen: Presence) -> bool:
        if any(session.invited(assignment) for session in seen.held):
            return True
        there = assignment.moved or assignment.since <= self.first_day
        return there and self._is_past_deadline(max(assignment.since, self.first_day))

    def _is_past_deadline(self, began: date) -> bool:
        return began + timedelta(days=self.late_hire.value) <= self.review.as_of

    def covered(
        self,
        people: Collection[Assignment],
        seen: Presence,
        share: Limit[float],
        done: str,
        todo: str,
        *,
        on_each_campus: bool = False,
        each_role: bool = True,
        pairs: bool | None = None,
        each_grade: bool = False,
    ) -> Verdict:
        """Return the verdict of `covered` for the people who are due."""
        due = self.of(people, seen)
        if not due:
            sentence = (
                f"All of {counted(len({person.staff_id for person in people}), 'person', 'people')}"
            )
            return too_early(f"{sentence} began only now", self.from_when(people), share)
        return covered(
            *(due, seen.people, share, done, todo),
            on_each_campus=on_each_campus,
            each_role=each_role,
            pairs=pairs,
            each_grade=each_grade,
        )


def covered(
    people: Iterable[Assignment],
    came: Collection[str],
    share: Limit[float],
    done: str,
    todo: str,
    *,
    on_each_campus: bool = False,
    each_role: bool = True,
    pairs: bool | None = None,
    each_grade: bool = False,
) -> Verdict:
    """Return whether enough of these people are among those who `came`, without leaving out a part.

    Somebody of each campus must have come, of each role (if `each_role`), and of each role that two
    or more hold on a campus. A leader who is the only one in a role may be absent, as on leave, if
    others came. With `on_each_campus` the share must be reached on each campus instead of overall,
    and roles are not checked there, unless `pairs` asks for those that two or more hold. With
    `each_grade`, somebody of each grade that three or more teach on a campus must have come. If
    people are so few that a single absence breaks the share, one may be absent if others came.

    `done` says what they did ("were trained on culture"); `todo` is what to do for {lacking}.
    """
    known = tuple(people)
    group = list(dict.fromkeys(map(_PLACE, known)))
    everyone = {person for person, _, _ in group}
    there = everyone.intersection(came)
    room = room_for_leave(len(everyone), len(there), share.value)
    short: list[tuple[str, Role, str | None]] = []
    if on_each_campus:
        places: dict[str | None, list[tuple[str, Role, str | None]]] = {}
        for holder in group:
            places.setdefault(holder[2], []).append(holder)
        for campus, holders in places.items():
            if campus is None and len(holders) < FEWEST_OF_NO_CAMPUS and len(places) > 1:
                continue  # a share cannot be required of one or two people of no particular campus
            if not _is_enough({holder[0] for holder in holders}, there, share.value):
                short += holders
    elif not room and len(there) < needed(len(everyone), share.value):
        short += group
    none = left_out(
        *(group, there),
        roles=each_role and not room,
        pairs=each_role and not on_each_campus if pairs is None else pairs,
    )
    grades = _grades_left_out(known, there) if each_grade else {}
    none += [holder for holders in grades.values() for holder in holders if holder not in none]
    lacking = dict.fromkeys(holder for holder in (*short, *none) if holder[0] not in there)
    ratio = told_apart(len(there) / len(everyone), share.value)
    where = " on each campus" if on_each_campus else ""
    message = (
        f"{len(there)} of {len(everyone)} {in_words_of({role for _, role, _ in group})} {done} "
        f"({ratio}), at least {shown(share.value)} asked{where}."
    )
    if not lacking:
        at = {place for _, _, place in group if place is not None}
        all_of = f" Somebody of each of {len(at)} campuses." if len(at) > 1 else ""
        return met(f"{message}{all_of}", share)
    if none:
        message += f" Nobody of {in_groups(none)}."
    if grades:
        whole = listing(f"{grade} at {campus}" for grade, campus in grades)
        message += f" Left out as a whole: grade {whole}."
    if rest := [holder for holder in lacking if short and holder not in none]:
        message += f" Not there: {in_groups(rest)}."
    return gap(
        Reason.NOT_COVERED,
        message,
        todo.format(lacking=in_groups(lacking)),
        limit=share,
        scope=dict.fromkeys(shown(place or role) for _, role, place in lacking),
        rows=rows_of(known, lacking),
    )


def by_campus(people: Iterable[Assignment]) -> dict[str, list[Assignment]]:
    """Return people by campus.

    Those of no particular campus are a group of their own, unless they are too few for a share and
    there are other groups.
    """
    groups: dict[str, list[Assignment]] = {}
    for person in people:
        groups.setdefault(person.campus_id or NO_CAMPUS, []).append(person)
    here = {assignment.staff_id for assignment in groups.get(NO_CAMPUS, ())}
    if len(groups) > 1 and len(here) < FEWEST_OF_NO_CAMPUS:
        groups.pop(NO_CAMPUS, None)
    return groups


def room_for_leave(of: int, came: int, share: float) -> bool:
    """Return whether one person of few may be on leave: only one is absent, and others came."""
    few = share < 1 and needed(of, share) == of
    return of >= FEWEST and came == of - 1 and few


def _grades_left_out(
    people: Iterable[Assignment], there: Collection[str]
) -> dict[tuple[str, str], list[tuple[str, Role, str | None]]]:
    """Return the grades that three or more teach on a campus and of which nobody came."""
    grades: dict[tuple[str, str], dict[str, tuple[str, Role, str | None]]] = {}
    for person in people:
        if person.grade and person.campus_id:
            of_grade = grades.setdefault((person.grade, person.campus_id), {})
            of_grade.setdefault(person.staff_id, _PLACE(person))
    return {
        group: list(holders.values())
        for group, holders in grades.items()
        if len(holders) >= FEWEST and holders.keys().isdisjoint(there)
    }


def _is_enough(group: set[str], there: set[str], share: float) -> bool:
    came = len(group & there)
    return came >= needed(len(group), share) or room_for_leave(len(group), came, share)


def left_out(
    group: list[tuple[str, Role, str | None]],
    there: Collection[str],
    *,
    roles: bool = True,
    pairs: bool = True,
) -> list[tuple[str, Role, str | None]]:
    """Return the people of campuses, roles, and shared roles on a campus of which nobody came."""
    on_campus = {(role, place) for person, role, place in group if person in there}
    number = Counter(map(itemgetter(1, 2), group))
    if len(number) == len(on_campus):
        return []  # somebody of every role on every campus came
    campuses = {place for _, place in on_campus}
    held_roles = {role for role, _ in on_campus}
    holders = Counter(role for _, role in {(person, role) for person, role, _ in group})
    asked = {role for role in holders if holders[role] > 1 or role in INSTRUCTIONAL_STAFF}
    return [
        holder
        for holder in group
        if (holder[2] is not None and holder[2] not in campuses)
        or (roles and holder[1] in asked - held_roles)
        or (pairs and number[holder[1:]] > 1 and holder[1:] not in on_campus)
    ]
