"""Attendance at sessions by person and day, and how lost or unclear sheets would change it."""

from bisect import bisect, bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from datetime import date
from functools import cached_property
from math import ceil
from operator import itemgetter
from typing import NamedTuple

from attrs import evolve, frozen

from lever5_rules.artifacts.training import Attendance
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Outcome,
    Reason,
    Records,
    Span,
    Verdict,
    listing,
    missing,
    shown,
)
from lever5_rules.rules._shared.staff import Assignment

_DAY = itemgetter(0)
NEVER = frozenset[date]()


class Session(NamedTuple):
    """A session that has been held: its day, and the roles and campuses that it was meant for."""

    session_id: str
    day: date
    roles: Collection[Role]
    campuses: Collection[str]

    def invites(self, assignment: Assignment) -> bool:
        """Return whether the session was meant for somebody, who was employed by then."""
        is_asked = assignment.role in self.roles and assignment.since <= self.day
        return is_asked and (assignment.campus_id is None or assignment.campus_id in self.campuses)


class Stranger(NamedTuple):
    """A person on a sign-in sheet who is not on the roster: campus, role and day."""

    campuses: frozenset[str | None]
    roles: frozenset[Role]
    days: Set[date]

    def may_be(self, person: Assignment) -> bool:
        """Return whether this may be somebody of the roster, signed in by another id."""
        is_local = None in self.campuses or person.campus_id in (None, *self.campuses)
        return is_local and person.role in self.roles


class Guests(NamedTuple):
    """Those who signed in at sessions that were meant for others, and these sessions."""

    days: Mapping[str, Set[date]]
    sessions: Collection[str]


def no_guests() -> Guests:
    return Guests({}, ())


@frozen(eq=False, repr=False, slots=False)
class Presence:
    """Who was at some sessions and when; `lost` are sessions without any recorded attendance.

    There are `strangers` only where it is looked whether the outcome depends on unsure rows.
    `find_guests` finds those who were at sessions meant for others; `otherwise` is the verdict
    without them, where no session for these people has been held at all.
    """

    days: Mapping[str, Set[date]]
    sessions: tuple[Session, ...] = ()
    lost: tuple[Session, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    find_guests: Callable[[], Guests] = no_guests
    otherwise: Verdict | None = None

    @classmethod
    def of_sheets(
        cls,
        days: Mapping[str, Set[date]],
        sessions: Iterable[Session],
        sheets: Records[Attendance],
        strangers: tuple[Stranger, ...] = (),
        find_guests: Callable[[], Guests] = no_guests,
    ) -> "Presence":
        """Create it from the days on which people came, the sessions, and their sign-in sheets."""
        known_sessions = tuple(sessions)
        signed = frozenset(sheets.distinct(Attendance.session_id))
        return cls(
            days,
            known_sessions,
            tuple(session for session in known_sessions if session.session_id not in signed),
            strangers,
            find_guests,
        )

    @cached_property
    def people(self) -> frozenset[str]:
        return frozenset(self.days)

    def with_days(self, more: Mapping[str, Set[date]]) -> "Presence":
        """Return the attendance with further days of people, as from another record."""
        if not more:
            return self
        people = self.days.keys() | more.keys()
        days = {person: self.days.get(person, NEVER) | more.get(person, NEVER) for person in people}
        return evolve(self, days=days)

    def days_of(self, people: Iterable[Assignment]) -> frozenset[date]:
        """Return the days on which any of these people were there."""
        return frozenset[date]().union(
            *(self.days.get(person, ()) for person in {person.staff_id for person in people})
        )

    def with_lost_sheets(self, people: Iterable[Assignment]) -> "Presence":
        """Return the attendance as if the lost sheets listed everybody for whom the sessions were
        meant."""
        days = {person: set(days_of_person) for person, days_of_person in self.days.items()}
        for person in people:
            if lost_days := {session.day for session in self.lost if session.invites(person)}:
                days.setdefault(person.staff_id, set()).update(lost_days)
        return Presence(days, self.sessions)

    def with_known_strangers(self, people: Iterable[Assignment]) -> "Presence":
        """Return the attendance as if each stranger were one of these people, absent until then."""
        days = dict(self.days)
        ordered_people = sorted(
            people, key=lambda person: (person.campus_id or "", person.staff_id)
        )
        for stranger in self.strangers:
            candidates = [
                person.staff_id
                for person in ordered_people
                if stranger.may_be(person)
                and days.get(person.staff_id, NEVER).isdisjoint(stranger.days)
            ]
            absent = [person for person in candidates if person not in days]
            for person in absent[:1] or (candidates[:1] if stranger.days else ()):
                days[person] = days.get(person, NEVER) | stranger.days
        return evolve(self, days=days, strangers=())

    def judge(
        self, people: Collection[Assignment], judge: Callable[["Presence"], Verdict]
    ) -> Verdict:
        """Return the verdict on the attendance.

        A gap that lost sheets could close becomes missing evidence. Of one that is none if the
        sessions at which these people signed in were meant for them too, that is told.
        """
        if self.strangers:
            return self.with_known_strangers(people).judge(people, judge)
        verdict = self.otherwise or judge(self)
        if self.otherwise or verdict.outcome is Outcome.GAP:
            verdict = self._mention_guests(people, judge, verdict)
        if verdict.outcome is not Outcome.GAP or not self.lost:
            return verdict
        if judge(self.with_lost_sheets(people)).outcome is not Outcome.PASS:
            return verdict
        ids = listing(
            dict.fromkeys(
                shown(session.session_id)
                for session in self.lost
                if any(map(session.invites, people))
            )
        )
        return missing(
            Reason.NO_RECORDS,
            f"No attendance is recorded for {ids}. Without it: {verdict.message}",
            f"Find the sign-in sheets of {ids} and add them to training_attendance.csv, or set "
            "minutes to 0 in training_calendar.csv for what was not held.",
            limit=verdict.limit,
            scope=verdict.scope,
        )

    def _mention_guests(
        self,
        people: Collection[Assignment],
        judge: Callable[["Presence"], Verdict],
        verdict: Verdict,
    ) -> Verdict:
        """Return the verdict, which says so where enough of them were at sessions for others."""
        days, sessions = self.find_guests()
        guest_ids = {person.staff_id for person in people} & days.keys()
        if not guest_ids or judge(self.with_days(days)).outcome is not Outcome.PASS:
            return verdict
        ids = listing(map(shown, sorted(sessions)))
        were = "was" if len(sessions) == 1 else "were"
        roles = listing(sorted({person.role for person in people if person.staff_id in guest_ids}))
        return verdict.but(
            message=f"{verdict.message} But {len(guest_ids)} of them signed in at {ids}, which "
            "audience_roles in training_calendar.csv gives to others.",
            remedy=f"{verdict.remedy} If {ids} {were} meant for {roles} too, add that to "
            "audience_roles instead.",
        )

    def rounds(
        self, people: Iterable[Assignment], share: float, spans: Iterable[Span]
    ) -> tuple[date, ...]:
        """Return the days in each span on which the share of these people was reached once more.

        It may be reached on one day, or over several days.
        """
        start_days: dict[str, date] = {}
        for assignment in people:
            if assignment.since <= start_days.get(assignment.staff_id, date.max):
                start_days[assignment.staff_id] = assignment.since
        starts = sorted(start_days.values())
        attendances = sorted(
            (day, person) for person in start_days for day in self.days.get(person, ())
        )
        round_days: list[date] = []
        for span in spans:
            participants: set[str] = set()
            enough = count_needed(bisect(starts, span.last), share)
            first, last = (
                bisect_left(attendances, span.first, key=_DAY),
                bisect(attendances, span.last, key=_DAY),
            )
            for day, person in attendances[first:last]:
                if start_days[person] <= span.last and (not round_days or day != round_days[-1]):
                    participants.add(person)
                    if len(participants) >= enough:
                        round_days.append(day)
                        participants = set()
        return tuple(round_days)


def count_needed(total: int, share: float) -> int:
    """Return how many of a group make up a share of it."""
    return max(1, ceil(round(share * total, 6)))
