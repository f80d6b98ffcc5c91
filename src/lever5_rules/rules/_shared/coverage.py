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
from lever5_rules.rules._shared.people_in_words import describe_groups, name_group
from lever5_rules.rules._shared.presence import Presence, count_needed
from lever5_rules.rules._shared.staff import (
    INSTRUCTIONAL_STAFF,
    Assignment,
    in_plural,
    select_rows,
)

MinShareOfPart = Annotated[Limit[float], "coverage.min_share_of_part"]
DaysOfLateHire = Annotated[Limit[int], "onboarding.max_calendar_days"]
FEWEST = 3
"""The least number of people of whom one may be on leave: half of two is not enough of anything."""
FEWEST_OF_NO_CAMPUS = 3
"""The least number of people of no one campus of whom a share is asked."""
NO_CAMPUS = "those of no one campus"
_HOLDER = attrgetter("staff_id", "role", "campus_id")


def first_day_of_school(calendar: Records[CalendarDay]) -> date:
    """Return the first instructional day of the year."""
    days: tuple[date, ...] = calendar.where(is_instructional=True).distinct(CalendarDay.date)
    return min(days)


FirstDay = Annotated[date, first_day_of_school]


@frozen(eq=False, repr=False, slots=False)
class Coverage:
    """Judgement whether enough people of a group took part, of a campus or role more than a
    token."""

    least_of_part: MinShareOfPart

    def judge(
        self,
        people: Iterable[Assignment],
        participants: Collection[str],
        share: Limit[float],
        participation: str,
        remedy: str,
        *,
        on_each_campus: bool = False,
        each_role: bool = True,
        pairs: bool | None = None,
        each_grade: bool = False,
    ) -> Verdict:
        """Return whether enough of these people are among the participants, without leaving out a
        part.

        Somebody of each campus must have come, of each role (if `each_role`), and of each role that
        two or more hold on a campus; of a campus or role of three or more people, more than a
        token. A leader who is the only one in a role may be absent, as on leave, if others came.
        With `on_each_campus` the share must be reached on each campus instead of overall, and what
        two or more hold on a campus is not checked, unless `pairs` asks for it. With `each_grade`,
        somebody of each grade that three or more teach on a campus must have come. If people are so
        few that a single absence breaks the share, one may be absent if others came.

        `participation` says what they did ("were trained on culture"); `remedy` is what to do for
        {lacking}.
        """
        assignments = tuple(people)
        group = list(dict.fromkeys(map(_HOLDER, assignments)))
        person_ids = {person for person, _, _ in group}
        present = person_ids.intersection(participants)
        leave_allowed = allows_leave(len(person_ids), len(present), share.value)
        short_holders: list[tuple[str, Role, str | None]] = []
        if on_each_campus:
            places: dict[str | None, list[tuple[str, Role, str | None]]] = {}
            for holder in group:
                places.setdefault(holder[2], []).append(holder)
            for campus, holders in places.items():
                if campus is None and len(holders) < FEWEST_OF_NO_CAMPUS and len(places) > 1:
                    continue  # no share can be required of one or two people of no campus
                if not _reaches_share({holder[0] for holder in holders}, present, share.value):
                    short_holders += holders
        elif not leave_allowed and len(present) < count_needed(len(person_ids), share.value):
            short_holders += group
        token_parts = (
            {} if on_each_campus else self._find_token_parts(group, present, roles=each_role)
        )
        short_holders += [holder for holders in token_parts.values() for holder in holders]
        left_out_holders = find_left_out(
            *(group, present),
            roles=each_role and not leave_allowed,
            pairs=each_role and not on_each_campus if pairs is None else pairs,
        )
        grades = _find_left_out_grades(assignments, present) if each_grade else {}
        left_out_holders += [
            holder
            for holders in grades.values()
            for holder in holders
            if holder not in left_out_holders
        ]
        lacking = dict.fromkeys(
            holder for holder in (*short_holders, *left_out_holders) if holder[0] not in present
        )
        reached_share = told_apart(len(present) / len(person_ids), share.value)
        where = " on each campus" if on_each_campus else ""
        message = (
            f"{len(present)} of {len(person_ids)} {name_group({role for _, role, _ in group})} "
            f"{participation} ({reached_share}), at least {shown(share.value)} asked{where}."
        )
        if not lacking:
            campuses = {place for _, _, place in group if place is not None}
            campus_note = (
                f" Somebody of each of {len(campuses)} campuses." if len(campuses) > 1 else ""
            )
            return met(f"{message}{campus_note}", share)
        if left_out_holders:
            message += f" Nobody of {describe_groups(left_out_holders)}."
        if grades:
            grade_names = listing(f"{grade} at {campus}" for grade, campus in grades)
            message += f" Left out as a whole: grade {grade_names}."
        if token_parts:
            message += f" Too few of a campus or role: {listing(token_parts)}."
        if absent_holders := [
            holder for holder in lacking if short_holders and holder not in left_out_holders
        ]:
            message += f" Not there: {describe_groups(absent_holders)}."
        return gap(
            Reason.NOT_COVERED,
            message,
            remedy.format(lacking=describe_groups(lacking)),
            limit=share,
            scope=dict.fromkeys(shown(place or role) for _, role, place in lacking),
            rows=select_rows(assignments, lacking),
        )

    def _find_token_parts(
        self, group: Iterable[tuple[str, Role, str | None]], present: set[str], *, roles: bool
    ) -> dict[str, list[tuple[str, Role, str | None]]]:
        """Return the people of each campus, and of each role, of whom only a token came, in
        words."""
        parts: dict[Role | str, dict[str, tuple[str, Role, str | None]]] = {}
        for holder in group:
            person, role, place = holder
            for part in (place, role if roles else None):
                if part is not None:
                    parts.setdefault(part, {})[person] = holder
        tokens: dict[str, list[tuple[str, Role, str | None]]] = {}
        for part, holders in parts.items():
            number = len(holders.keys() & present)
            if len(holders) >= FEWEST and 0 < number < self.least_of_part.value * len(holders):
                who = in_plural(part) if isinstance(part, Role) else f"people at {part}"
                tokens[f"{number} of {len(holders)} {who}"] = list(holders.values())
        return tokens


@frozen(eq=False, repr=False, slots=False)
class Due:
    """The people of a group who must have taken part by the day of the review."""

    coverage: Coverage
    first_day: FirstDay
    late_hire: DaysOfLateHire
    review: Review

    def select_due(self, people: Collection[Assignment], presence: Presence) -> list[Assignment]:
        """Return the people of whom taking part can be asked by the day of the review.

        Those are people who came, who could have come, or who were there on the first day of school
        or in another post before, once the period for late hires is over. People who started after
        the last session are excluded; if all of a campus did, those whose period is over are due.
        """
        attendees = presence.people
        places: dict[str | None, list[Assignment]] = {}
        for person in people:
            places.setdefault(person.campus_id, []).append(person)
        due: list[Assignment] = []
        for group in places.values():
            expected = [
                assignment
                for assignment in group
                if assignment.staff_id in attendees or self._is_due(assignment, presence)
            ]
            due += expected or [
                assignment
                for assignment in group
                if self._is_past_deadline(max(assignment.since, self.first_day))
            ]
        return due

    def first_due_day(self, people: Iterable[Assignment]) -> date:
        """Return the first day on which any of them is due."""
        first = min(max(person.since, self.first_day) for person in people)
        return first + timedelta(days=self.late_hire.value)

    def _is_due(self, assignment: Assignment, presence: Presence) -> bool:
        if any(session.invites(assignment) for session in presence.sessions):
            return True
        was_employed = assignment.moved or assignment.since <= self.first_day
        return was_employed and self._is_past_deadline(max(assignment.since, self.first_day))

    def _is_past_deadline(self, began: date) -> bool:
        return began + timedelta(days=self.late_hire.value) <= self.review.as_of

    def judge_coverage(
        self,
        people: Collection[Assignment],
        presence: Presence,
        share: Limit[float],
        participation: str,
        remedy: str,
        *,
        on_each_campus: bool = False,
        each_role: bool = True,
        pairs: bool | None = None,
        each_grade: bool = False,
    ) -> Verdict:
        """Return the verdict on the coverage of the people who are due."""
        due = self.select_due(people, presence)
        if not due:
            sentence = (
                f"All of {counted(len({person.staff_id for person in people}), 'person', 'people')}"
            )
            return too_early(f"{sentence} began only now", self.first_due_day(people), share)
        return self.coverage.judge(
            *(due, presence.people, share, participation, remedy),
            on_each_campus=on_each_campus,
            each_role=each_role,
            pairs=pairs,
            each_grade=each_grade,
        )


def group_by_campus(people: Iterable[Assignment]) -> dict[str, list[Assignment]]:
    """Return people by campus.

    Those of no particular campus are a group of their own, unless they are too few for a share and
    there are other groups.
    """
    groups: dict[str, list[Assignment]] = {}
    for person in people:
        groups.setdefault(person.campus_id or NO_CAMPUS, []).append(person)
    unassigned = {assignment.staff_id for assignment in groups.get(NO_CAMPUS, ())}
    if len(groups) > 1 and len(unassigned) < FEWEST_OF_NO_CAMPUS:
        groups.pop(NO_CAMPUS, None)
    return groups


def allows_leave(total: int, present_count: int, share: float) -> bool:
    """Return whether one person of few may be on leave: only one is absent, and others came."""
    needs_all = share < 1 and count_needed(total, share) == total
    return total >= FEWEST and present_count == total - 1 and needs_all


def _find_left_out_grades(
    people: Iterable[Assignment], present: Collection[str]
) -> dict[tuple[str, str], list[tuple[str, Role, str | None]]]:
    """Return the grades that three or more teach on a campus and of which nobody came."""
    grades: dict[tuple[str, str], dict[str, tuple[str, Role, str | None]]] = {}
    for person in people:
        if person.grade and person.campus_id:
            grade_holders = grades.setdefault((person.grade, person.campus_id), {})
            grade_holders.setdefault(person.staff_id, _HOLDER(person))
    return {
        group: list(holders.values())
        for group, holders in grades.items()
        if len(holders) >= FEWEST and holders.keys().isdisjoint(present)
    }


def _reaches_share(group: set[str], present: set[str], share: float) -> bool:
    present_count = len(group & present)
    return present_count >= count_needed(len(group), share) or allows_leave(
        len(group), present_count, share
    )


def find_left_out(
    group: list[tuple[str, Role, str | None]],
    present: Collection[str],
    *,
    roles: bool = True,
    pairs: bool = True,
) -> list[tuple[str, Role, str | None]]:
    """Return the people of every campus, role, and role shared on a campus, from which nobody
    came."""
    reached_pairs = {(role, place) for person, role, place in group if person in present}
    holders_per_pair = Counter(map(itemgetter(1, 2), group))
    if len(holders_per_pair) == len(reached_pairs):
        return []  # somebody of every role on every campus came
    reached_campuses = {place for _, place in reached_pairs}
    reached_roles = {role for role, _ in reached_pairs}
    holders = Counter(role for _, role in {(person, role) for person, role, _ in group})
    required_roles = {role for role in holders if holders[role] > 1 or role in INSTRUCTIONAL_STAFF}
    return [
        holder
        for holder in group
        if (holder[2] is not None and holder[2] not in reached_campuses)
        or (roles and holder[1] in required_roles - reached_roles)
        or (pairs and holders_per_pair[holder[1:]] > 1 and holder[1:] not in reached_pairs)
    ]
