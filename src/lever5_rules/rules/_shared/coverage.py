"""Coverage: whether enough people of a group took part in something, without leaving out a part.

People are counted, never rows. A share over the district hides a campus or a role of which nobody
came, so these are checked too. Sessions without any recorded attendance make evidence missing if
their sign-in sheets could change the result.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from attrs import frozen

from lever5_rules.artifacts.denominators import CalendarDay
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Reason,
    Records,
    Review,
    Verdict,
    counted,
    gap,
    met,
    shown,
    told_apart,
)
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.people_in_words import describe_groups, name_group
from lever5_rules.rules._shared.presence import Presence
from lever5_rules.rules._shared.staff import Assignment, select_rows
from lever5_rules.rules._shared.turnout import (
    FEWEST_OF_NO_CAMPUS,
    Holder,
    Shortfall,
    Turnout,
    find_left_out,
)

MinShareOfPart = Annotated[Limit[float], "coverage.min_share_of_part"]
DaysOfLateHire = Annotated[Limit[int], "onboarding.max_calendar_days"]
NO_CAMPUS = "those of no one campus"


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
        turnout = Turnout(tuple(people), participants)
        shortfall = Shortfall()
        if not turnout.is_complete:
            by_pair = each_role and not on_each_campus
            by_role = each_role and not turnout.allows_leave(share.value)
            shortfall = Shortfall(
                *self._find_short(turnout, share.value, on_each_campus, each_role),
                find_left_out(
                    *(turnout.holders, turnout.present),
                    roles=by_role,
                    pairs=by_pair if pairs is None else pairs,
                ),
                turnout.find_left_out_grades() if each_grade else {},
            )
        return _report(turnout, shortfall, share, participation, remedy, on_each_campus)

    def _find_short(
        self, turnout: Turnout, share: float, on_each_campus: bool, each_role: bool
    ) -> tuple[list[Holder], dict[str, list[Holder]]]:
        """Return the people of whom too few came, and those of parts of which a token came."""
        if on_each_campus:
            return turnout.find_short_campuses(share), {}
        tokens = turnout.find_tokens(self.least_of_part.value, roles=each_role)
        return turnout.find_short(share), tokens


def _report(
    turnout: Turnout,
    shortfall: Shortfall,
    share: Limit[float],
    participation: str,
    remedy: str,
    on_each_campus: bool,
) -> Verdict:
    """Return the verdict on who took part, with the number of people and what lacks."""
    reached_share = told_apart(len(turnout.present) / len(turnout.people), share.value)
    message = (
        f"{len(turnout.present)} of {len(turnout.people)} "
        f"{name_group({role for _, role, _ in turnout.holders})} {participation} "
        f"({reached_share}), at least {shown(share.value)} asked"
        f"{' on each campus' if on_each_campus else ''}."
    )
    absent = shortfall.list_absent(turnout.present)
    if not absent:
        if len(turnout.present) < share.value * len(turnout.people):
            message += " One of so few may be on leave."
        campuses = {place for _, _, place in turnout.holders if place is not None}
        if len(campuses) > 1:
            message += f" Somebody of each of {len(campuses)} campuses."
        return met(message, share)
    return gap(
        Reason.NOT_COVERED,
        f"{message} {shortfall.describe(absent)}",
        remedy.format(lacking=describe_groups(absent)),
        limit=share,
        scope=dict.fromkeys(shown(place or role) for _, role, place in absent),
        rows=select_rows(turnout.assignments, absent),
    )


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
