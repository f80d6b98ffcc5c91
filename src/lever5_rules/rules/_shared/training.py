"""Training by topic, audience and time: what was planned, who was there, how often."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.training import Attendance, TrainingResource, TrainingSession
from lever5_rules.artifacts.vocabulary import Role, SessionMode, Topic
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Reason,
    Records,
    Review,
    Verdict,
    beyond,
    conclude,
    covers,
    enough,
    every,
    gap,
    listing,
    missing,
    shown,
    up_to,
)

from .calendar import ElapsedQuarters, YearCalendar, in_quarters, pro_rata, too_early
from .staff import Assignment, CampusesOfStaff, PeopleByRole, holding

MinShareStaff = Annotated[Limit[float], "coverage.min_share_staff"]
MinShareLeaders = Annotated[Limit[float], "coverage.min_share_leader"]
MinSessions = Annotated[Limit[int], "ongoing.min_sessions_per_year"]
MinShareOfQuarters = Annotated[Limit[float], "ongoing.min_share_of_quarters"]
INCLUSION = frozenset({Topic.INCLUSIVE_PRACTICES, Topic.INCLUSION_STRATEGIES, Topic.UDL})
"""What training on inclusive practice is about."""
JobEmbedded = Annotated[Limit[tuple[SessionMode, ...]], "jepd.modes"]


def in_words(topics: Iterable[Topic]) -> str:
    return " or ".join(topic.value.replace("_", " ") for topic in topics)


def _places(people: Iterable[Assignment]) -> tuple[str, ...]:
    """The campuses of people, each once, as a reader is told of them."""
    return tuple(map(shown, dict.fromkeys(one.campus_id for one in people)))


@frozen(eq=False, repr=False, slots=False)
class Sessions:
    """The training of the year: what is planned and who was there.

    Who somebody is and where they work is the roster's to say: a sign-in sheet gives one of two
    roles, and the campus where the session was.
    """

    calendar: Records[TrainingSession]
    attendance: Records[Attendance]
    review: Review
    people: PeopleByRole
    places: CampusesOfStaff

    def held(self, roles: Collection[Role], what: str, **about: Any) -> Records[TrainingSession]:
        """Sessions for these roles that took place. Where there is none, the element ends."""
        planned = self.calendar.where(audience_roles=frozenset(roles), **about)
        if planned.count() == 0:
            conclude(
                gap(
                    Reason.NOT_COVERED,
                    f"The training calendar has no session on {what} for {listing(sorted(roles))}.",
                    f"Schedule training on {what} for them and record who attends.",
                )
            )
        over = planned.where(date=up_to(self.review.as_of))
        if over.count() == 0:
            first = min(planned.distinct("date"))
            conclude(too_early(f"No session on {what} has been held yet", first))
        return over

    def ahead(self, roles: Collection[Role], **about: Any) -> list[date]:
        """The days of such sessions that are still to come."""
        planned = self.calendar.where(
            audience_roles=frozenset(roles), date=beyond(self.review.as_of), **about
        )
        return sorted(planned.distinct("date")) if planned.count() else []

    def attended(self, roles: Collection[Role], what: str, **about: Any) -> Records[Attendance]:
        """Those of the roles who were at such sessions, which may be nobody.

        Where nothing is recorded of any such session, the element ends.
        """
        over = self.held(roles, what, **about)
        rows = self.attendance.where(session_id=frozenset(over.distinct("session_id")))
        if rows.count() == 0:
            conclude(
                missing(
                    Reason.NO_RECORDS,
                    f"No attendance is recorded for any session on {what}.",
                    "Find the sign-in sheets and add them to training_attendance.csv.",
                )
            )
        return rows.where(attended=True, staff_id=holding(self.people, roles))

    def days(self, roles: Collection[Role], what: str, **about: Any) -> tuple[date, ...]:
        """The days on which any of the roles were at such sessions."""
        present = self.attended(roles, what, **about)
        return present.distinct("date") if present.count() else ()

    def days_on(
        self, roles: Collection[Role], campuses: Iterable[str], what: str, **about: Any
    ) -> dict[str, tuple[date, ...]]:
        """For each campus the days on which any of the roles were at such sessions."""
        days: dict[str, set[date]] = {campus: set() for campus in campuses}
        for person, day in self.attended(roles, what, **about).tally("staff_id", "date"):
            for campus in self.places.get(person, ()):
                if campus in days:
                    days[campus].add(day)
        return {campus: tuple(sorted(held)) for campus, held in days.items()}

    def on_campuses(
        self, who: str, roles: Collection[Role], campuses: Iterable[str], what: str, **about: Any
    ) -> Verdict:
        """Whether somebody of the roles (`who` in a word) of each campus was at such a session."""
        days = self.days_on(roles, campuses, what, **about)
        return covers(
            [campus for campus, held in days.items() if held],
            days,
            f"Campuses whose {who} were trained on {what}",
            f"Train {who} of {{lacking}} on {what} and record who attends.",
        )

    def reached(
        self,
        people: Iterable[Assignment],
        share: Limit[float],
        what: str,
        **about: Any,
    ) -> Verdict:
        """Whether enough of these people were at such a session, and somebody of each campus.

        Those who began after the last such session are left out.
        """
        everyone = tuple(people)
        if not everyone:
            return missing(
                Reason.NO_DENOMINATOR,
                f"The staff roster lists nobody who is to be trained on {what}.",
                "Complete staff_roster.csv; for a product, see that its subject, grades and "
                "campus_ids in curriculum_adoption_record.csv are those of its teachers.",
            )
        present = self.attended({one.role for one in everyone}, what, **about)
        if present.count() == 0:
            return gap(
                Reason.NOT_COVERED,
                f"Nobody of them is recorded at a session on {what}.",
                f"Train them on {what} and record who attends.",
                limit=share,
            )
        last = max(present.distinct("date"))
        there = set(present.distinct("staff_id"))
        due = [one for one in everyone if one.since <= last] or list(everyone)
        came = [one for one in due if one.staff_id in there]
        absent = _places(one for one in due if one.staff_id not in there)
        verdict = enough(
            len(came),
            len(due),
            share,
            f"people were trained on {what}",
            f"Train those at {listing(absent)} who were not at a session on {what}.",
            reason=Reason.NOT_COVERED,
            scope=absent,
        )
        if verdict.reason is not Reason.MET:
            return verdict
        everywhere = covers(
            _places(came),
            _places(due),
            f"Campuses trained on {what}",
            f"Train those at {{lacking}} on {what}.",
            limit=share,
        )
        return everywhere.but(message=f"{verdict.message} {everywhere.message}")


@frozen(eq=False, repr=False, slots=False)
class Pace:
    """How often something recurs that is to go on throughout the year."""

    year: YearCalendar
    quarters: ElapsedQuarters
    least: MinSessions
    share: MinShareOfQuarters
    review: Review

    def ongoing(self, days: Collection[date], what: str) -> Verdict:
        """In every elapsed quarter, and as often by now as the year's number asks."""
        often = in_quarters(days, self.quarters, what, share=self.share)
        if often.reason is not Reason.MET:
            return often
        return pro_rata(len(days), self.least, self.year, self.review, what)

    def ongoing_on_each(self, days: Mapping[str, Collection[date]], what: str) -> Verdict:
        """So on each campus: what goes on at one is no training of the others."""
        return every(days, lambda campus: self.ongoing(days[campus], what), what="Campuses")


@frozen(eq=False, repr=False, slots=False)
class Resources:
    """What the district has published for its staff."""

    catalog: Records[TrainingResource]
    review: Review

    def published(self, what: str, **about: Any) -> Records[TrainingResource]:
        """Resources that are out by now. Where the catalog has none such, the element ends."""
        listed = self.catalog.where(**about)
        if listed.count() == 0:
            conclude(
                gap(
                    Reason.NOT_COVERED,
                    f"The catalog of training resources has none on {what}.",
                    f"Publish a resource on {what} and add it to training_resource_catalog.csv.",
                )
            )
        out = listed.where(published_on=up_to(self.review.as_of))
        if out.count() == 0:
            first = min(listed.distinct("published_on"))
            conclude(too_early(f"No resource on {what} has been published yet", first))
        return out

    def open_to(self, resources: Records[TrainingResource], campuses: Iterable[str]) -> list[str]:
        """Of these campuses those that can use one of the resources."""
        places = resources.distinct("campus_ids") if resources.count() else ()
        return [one for one in campuses if one in places or ALL_CAMPUSES in places]
