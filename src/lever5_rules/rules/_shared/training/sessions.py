"""Training sessions by topic and audience: what was planned, what was held, and who was there."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from datetime import date
from itertools import chain, starmap
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.artifacts.vocabulary import Role, SessionMode, Topic
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Outcome,
    Reason,
    Records,
    Review,
    Verdict,
    beyond,
    conclude,
    covers,
    gap,
    listing,
    missing,
    shown,
    up_to,
)
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.coverage import Due
from lever5_rules.rules._shared.presence import (
    NEVER,
    Guests,
    Presence,
    Session,
    Stranger,
    no_guests,
)
from lever5_rules.rules._shared.staff import (
    CAMPUS_ROLES,
    DISTRICT_ROLES,
    INSTRUCTIONAL_STAFF,
    Assignment,
    CampusesOfStaff,
    PeopleByRole,
    select_holders,
)
from lever5_rules.rules._shared.start_of_year import StartOfYear

MinShareStaff = Annotated[Limit[float], "coverage.min_share_staff"]
MinShareLeaders = Annotated[Limit[float], "coverage.min_share_leader"]
MinShareOfCampus = Annotated[Limit[float], "coverage.min_share_campus"]
INCLUSION = frozenset({Topic.INCLUSIVE_PRACTICES, Topic.INCLUSION_STRATEGIES, Topic.UDL})
"""The topics of training on inclusive practice."""
NOT_ON_TEACHING = frozenset({Topic.OPERATIONS, Topic.COMPLIANCE})
"""Topics of a session or meeting that helps nobody to teach or coach, whatever it is called."""
ON_TEACHING = frozenset(Topic) - NOT_ON_TEACHING - {Topic.LEADERSHIP_ROLES, Topic.CAPACITY_DATA}
"""Topics of teaching, as opposed to organization or legal requirements."""
_STAFF_KINDS = (INSTRUCTIONAL_STAFF, (CAMPUS_ROLES | DISTRICT_ROLES) - INSTRUCTIONAL_STAFF)
JobEmbedded = Annotated[Limit[tuple[SessionMode, ...]], "jepd.modes"]


def listed_people(people: PeopleByRole) -> frozenset[str]:
    return select_holders(people, people)


ListedPeople = Annotated[frozenset[str], listed_people]


def describe_topics(topics: Iterable[Topic]) -> str:
    return " or ".join(topic.value.replace("_", " ") for topic in topics)


def may_be_on_teaching(topics: tuple[Topic, ...] | None) -> bool:
    """Return whether a session may be on more than operations and compliance."""
    return topics is None or not NOT_ON_TEACHING.issuperset(topics)


def widen_to_kind(roles: Collection[Role]) -> frozenset[Role]:
    """Return the roles and all roles of the same kind: classroom staff, or leaders.

    `audience_roles` is only a plan: everybody of the kind who signed in was trained. But a leader
    at a session for teachers is not trained to lead, nor the other way round.
    """
    return frozenset[Role]().union(*(kind for kind in _STAFF_KINDS if not kind.isdisjoint(roles)))


def report_no_sheets(sessions: Iterable[str], what: str) -> Verdict:
    """Return the verdict that no session on a subject has any recorded attendance."""
    names = listing(sorted(sessions))
    return missing(
        Reason.NO_RECORDS,
        f"No attendance is recorded for any session on {what} ({names}).",
        f"Find the sign-in sheets of {names} and add them to training_attendance.csv.",
    )


def select_guests(
    sessions: Records[TrainingSession], kind: frozenset[Role], sheets: Records[Attendance]
) -> Guests:
    """Return who signed in, and at which of the sessions that are meant for none of a kind."""
    other_sessions = sessions.where(audience_roles=frozenset(Role) - kind)
    kind_sessions = sessions.where(audience_roles=kind)
    other_ids, own_ids = (
        frozenset(chosen.distinct(TrainingSession.session_id))
        if chosen.count()
        else frozenset[str]()
        for chosen in (other_sessions, kind_sessions)
    )
    rows = sheets.where(session_id=other_ids - own_ids, attended=True)
    return (
        Guests(_group_days(rows), rows.distinct(Attendance.session_id))
        if rows.count()
        else no_guests()
    )


def _group_days(rows: Records[Attendance]) -> Mapping[str, Set[date]]:
    days: dict[str, set[date]] = defaultdict(set)
    for person, day in rows.tally(Attendance.staff_id, Attendance.date):
        days[person].add(day)
    return days


def _list_people(rows: Records[Attendance]) -> Mapping[str, Set[date]]:
    return dict.fromkeys(chain.from_iterable(rows.tally(Attendance.staff_id)), NEVER)


def _describe_search(about: Mapping[str, Any]) -> str:
    """Return the columns and values by which sessions were selected: ` (looked for topic_codes
    udl)`.

    It helps districts that coded the sessions differently.
    """
    parts = [
        f"{name} {' or '.join(sorted(map(shown, values)))}"
        for name, value in about.items()
        if not callable(value) and name != "session_id"
        for values in [value if isinstance(value, (set, frozenset, tuple, list)) else (value,)]
    ]
    return f" (looked for {', '.join(parts)})" if parts else ""


@frozen(eq=False, repr=False, slots=False)
class Sessions:
    """The training of the year: planned sessions and attendance.

    The roster decides who somebody is and where they work: a sign-in sheet only gives one of two
    roles, and the campus where the session was.
    """

    calendar: Records[TrainingSession]
    attendance: Records[Attendance]
    review: Review
    people: PeopleByRole
    listed: ListedPeople
    places: CampusesOfStaff
    due: Due
    start: StartOfYear

    def select_held(
        self, roles: Collection[Role], what: str, **about: Any
    ) -> Records[TrainingSession]:
        """Return sessions for these roles that took place; if there are none, the element ends."""
        return self._select_held(roles, frozenset(roles), what, about)

    def _select_held(
        self,
        roles: Collection[Role],
        audience: frozenset[Role],
        what: str,
        about: Mapping[str, Any],
    ) -> Records[TrainingSession]:
        held_sessions = self._find_sessions(roles, audience, what, about)
        return conclude(held_sessions) if isinstance(held_sessions, Verdict) else held_sessions

    def _find_sessions(
        self,
        roles: Collection[Role],
        audience: frozenset[Role],
        what: str,
        about: Mapping[str, Any],
    ) -> Records[TrainingSession] | Verdict:
        planned = self.calendar.where(audience_roles=audience, **about)
        if planned.count() == 0:
            return gap(
                Reason.NOT_COVERED,
                f"The training calendar has no session on {what} for "
                f"{listing(sorted(roles))}{_describe_search(about)}.",
                f"Schedule training on {what} for {listing(sorted(roles))} and record who "
                "attends; if it was held under another code, correct training_calendar.csv.",
                rows=planned,
            )
        held_sessions = planned.where(date=up_to(self.review.as_of))
        if held_sessions.count() == 0:
            first = min(planned.distinct(TrainingSession.date))
            return too_early(f"No session on {what} for them has been held yet", first)
        return held_sessions

    def days_ahead(self, roles: Collection[Role], **about: Any) -> list[date]:
        """Return the days of such sessions that are still to come."""
        planned = self.calendar.where(
            audience_roles=frozenset(roles), date=beyond(self.review.as_of), **about
        )
        return sorted(planned.distinct(TrainingSession.date)) if planned.count() else []

    def select_attendance(
        self, roles: Collection[Role], what: str, **about: Any
    ) -> Records[Attendance]:
        """Return the attendance of the roles at such sessions, which may be empty.

        If no such session has any recorded attendance, the element ends.
        """
        rows = self._select_sheets(
            self._select_held(roles, widen_to_kind(roles), what, about), what
        )
        return rows.where(attended=True, staff_id=select_holders(self.people, roles))

    def _select_sheets(
        self, held_sessions: Records[TrainingSession], what: str
    ) -> Records[Attendance]:
        session_ids = held_sessions.distinct(TrainingSession.session_id)
        rows = self.attendance.where(session_id=frozenset(session_ids))
        if rows.count() == 0:
            conclude(report_no_sheets(session_ids, what))
        return rows

    def presence(self, roles: Collection[Role], what: str, **about: Any) -> Presence:
        """Return who was at such sessions, and which of them lack recorded attendance.

        If there is no such session, or none with recorded attendance, the element ends.
        """
        return self._find_presence(roles, what, about, _group_days)

    def _find_presence(
        self,
        roles: Collection[Role],
        what: str,
        about: Mapping[str, Any],
        read_days: Callable[[Records[Attendance]], Mapping[str, Set[date]]],
    ) -> Presence:
        kind = widen_to_kind(roles)

        def find_guests() -> Guests:
            past_sessions = self.calendar.where(date=up_to(self.review.as_of), **about)
            people = select_holders(self.people, roles)
            return select_guests(past_sessions, kind, self.attendance.where(staff_id=people))

        held_sessions = self._find_sessions(roles, kind, what, about)
        if isinstance(held_sessions, Verdict):
            return (
                Presence({}, find_guests=find_guests, otherwise=held_sessions)
                if find_guests().days
                else conclude(held_sessions)
            )
        rows = self._select_sheets(held_sessions, what)
        sessions = starmap(
            Session,
            held_sessions.tally(
                TrainingSession.session_id,
                TrainingSession.date,
                TrainingSession.audience_roles,
                TrainingSession.campus_ids,
            ),
        )
        days = read_days(rows.where(attended=True))
        return Presence.of_sheets(
            days, sessions, rows, self._find_strangers(days, rows), find_guests
        )

    def _find_strangers(
        self, days: Mapping[str, Set[date]], rows: Records[Attendance]
    ) -> tuple[Stranger, ...]:
        """Return those on the sheets whom the roster does not list."""
        unknown = days.keys() - self.listed
        if not unknown:
            return ()
        attended_rows = rows.where(attended=True, staff_id=frozenset(unknown))
        places: dict[str, tuple[set[str | None], set[Role]]] = {}
        for person, role, campus in attended_rows.tally(
            Attendance.staff_id, Attendance.role, Attendance.campus_id
        ):
            campuses, roles = places.setdefault(person, (set(), set()))
            campuses.add(campus)
            roles.add(role)
        return tuple(
            Stranger(frozenset(campuses), frozenset(roles), days[person])
            for person, (campuses, roles) in sorted(places.items())
        )

    def days_on(self, people: Iterable[Assignment], **about: Any) -> dict[str, set[date]]:
        """Return, for each campus, the days on which some of these people were at such sessions."""
        past_sessions = self.calendar.where(date=up_to(self.review.as_of), **about)
        ids = (
            frozenset(past_sessions.distinct(TrainingSession.session_id))
            if past_sessions.count()
            else frozenset[str]()
        )
        rows = self.attendance.where(session_id=ids, attended=True)
        campuses: dict[str, list[str]] = defaultdict(list)
        for assignment in people:
            if assignment.campus_id is not None:
                campuses[assignment.staff_id].append(assignment.campus_id)
        days: dict[str, set[date]] = {}
        for person, day in rows.tally(Attendance.staff_id, Attendance.date) if rows.count() else ():
            for campus in campuses.get(person, ()):
                days.setdefault(campus, set()).add(day)
        return days

    def judge_campuses(
        self, who: str, roles: Collection[Role], campuses: Iterable[str], what: str, **about: Any
    ) -> Verdict:
        """Return whether somebody of the roles (`who` in words) of each campus was at such a
        session."""
        days: dict[str, set[date]] = {campus: set() for campus in campuses}
        for person, day in self.select_attendance(roles, what, **about).tally(
            Attendance.staff_id, Attendance.date
        ):
            for campus in self.places.get(person, ()):
                if campus in days:
                    days[campus].add(day)
        return covers(
            found=[campus for campus, campus_days in days.items() if campus_days],
            wanted=days,
            what=f"Campuses whose {who} were trained on {what}",
            remedy=f"Train {who} of {{lacking}} on {what} and record who attends.",
        )

    def judge_reach(
        self,
        people: Iterable[Assignment],
        share: Limit[float],
        what: str,
        *,
        each_grade: bool = False,
        **about: Any,
    ) -> Verdict:
        """Return whether enough of these people were at such a session, and some of each campus and
        role; with `each_grade` some of each grade of a campus."""
        return self._judge_reach(
            people, share, what, about, on_each_campus=False, each_grade=each_grade
        )

    def judge_reach_on_each(
        self,
        people: Iterable[Assignment],
        share: Limit[float],
        what: str,
        *,
        pairs: bool = False,
        **about: Any,
    ) -> Verdict:
        """Return whether enough of these people on each campus were at such a session, and some of
        each role; with `pairs` some of each role that two or more hold on a campus."""
        return self._judge_reach(people, share, what, about, on_each_campus=True, pairs=pairs)

    def _judge_reach(
        self,
        people: Iterable[Assignment],
        share: Limit[float],
        what: str,
        about: Mapping[str, Any],
        *,
        on_each_campus: bool,
        pairs: bool | None = None,
        each_grade: bool = False,
    ) -> Verdict:
        everyone = tuple(people)
        if not everyone:
            return missing(
                Reason.NO_DENOMINATOR,
                f"The staff roster lists nobody who is to be trained on {what}.",
                "Complete staff_roster.csv; for a product, see that its subject, grades and "
                "campus_ids in curriculum_adoption_record.csv are those of its teachers.",
            )
        roles = {assignment.role for assignment in everyone}
        verdict = self._find_presence(roles, what, about, _list_people).judge(
            everyone,
            lambda presence: self.due.judge_coverage(
                *(everyone, presence, share, f"were trained on {what}"),
                f"Train {{lacking}} on {what} and record who attends.",
                on_each_campus=on_each_campus,
                pairs=pairs,
                each_grade=each_grade,
            ),
        )
        if verdict.outcome is not Outcome.GAP:
            return verdict
        verdict = verdict.but(message=f"{verdict.message[:-1]}{_describe_search(about)}.")
        postponed = self.start.postpone(verdict)
        return (
            postponed if postponed is not verdict and self.days_ahead(roles, **about) else verdict
        )
