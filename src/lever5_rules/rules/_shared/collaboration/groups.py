"""Collaboration for a group of students: who it serves, and who must take part."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from attrs import frozen

from lever5_rules.artifacts.denominators import StaffAssignment
from lever5_rules.artifacts.expectations import CollaborationExpectation
from lever5_rules.artifacts.vocabulary import MeetingType, Population, Reach, Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Documents,
    Reason,
    Records,
    Review,
    Verdict,
    conclude,
    counted,
    listing,
    missing,
    not_applicable,
    only,
)
from lever5_rules.rules._shared.staff import Posts, in_plural, in_singular, select_on_duty

ResultT = TypeVar("ResultT")
Serving = tuple[str, ...]
"""The campuses that serve a group of students."""


@frozen(eq=False, repr=False, slots=False)
class Group:
    """A group of students that collaboration serves, and the staff who must take part.

    `parameter_types` are those of elements shared by the groups: under `serving` the campuses with
    such students, under `texts` the written expectations.
    """

    populations: frozenset[Population]
    specialist: Role
    students: str
    meetings: MeetingType
    parameter_types: Mapping[str, Any]

    @property
    def staff(self) -> str:
        """The specialists, in words."""
        return in_plural(self.specialist)

    @property
    def both(self) -> frozenset[Role]:
        """The roles that must take part: general education teachers, and the specialists."""
        return frozenset({Role.TEACHER, self.specialist})

    def bind(self, function: Callable[..., ResultT]) -> Callable[..., ResultT]:
        """Bind the parameters of a shared element or fact to those of this group."""
        hints = function.__annotations__
        hints.update({name: hint for name, hint in self.parameter_types.items() if name in hints})
        return function


def bind_serving(group: Group, reach: Reach) -> Callable[..., Serving]:
    """Return a fact: the campuses that serve the group; one alone has no other to work with."""

    def list_serving(serving: Serving) -> Serving:
        if reach is Reach.CROSS_CAMPUS and len(serving) < 2:
            conclude(not_applicable(f"One campus alone serves {group.students}."))
        return serving

    return group.bind(list_serving)


def campuses_serving_swd(
    campuses: Campuses, roster: Records[StaffAssignment] | None, review: Review
) -> Serving:
    serving = tuple(campus.campus_id for campus in campuses if campus.sped_served)
    return _require_consistent(serving, STUDENTS_WITH_DISABILITIES, "sped_served", roster, review)


def campuses_serving_eb(
    campuses: Campuses, roster: Records[StaffAssignment] | None, review: Review
) -> Serving:
    serving = tuple(campus.campus_id for campus in campuses if campus.eb_enrolled)
    return _require_consistent(serving, EMERGENT_BILINGUAL, "eb_enrolled", roster, review)


def _require_consistent(
    serving: Serving,
    group: "Group",
    field: str,
    roster: Records[StaffAssignment] | None,
    review: Review,
) -> Serving:
    """Return the campuses that serve a group, unless other records contradict the profile.

    The element ends if the roster lists teachers of the group on another campus, or if there is no
    such campus: neither a campus nor a criterion is dropped on the word of the profile alone.
    Somebody whose role, or campus, cannot be read contradicts nothing.
    """
    teachers = None if roster is None else select_on_duty(roster, group.specialist, review).surely()
    if teachers is not None and serving:
        teachers = teachers.surely(StaffAssignment.campus_id)
        places = {campus for (campus,) in teachers.tally(StaffAssignment.campus_id)}
        teachers = teachers.where(campus_id=frozenset(places.difference(serving, {None})))
    if teachers is None or not teachers.count():
        return serving or conclude(not_applicable(f"No campus serves {group.students}."))
    elsewhere = teachers.distinct(StaffAssignment.campus_id) if serving else ()
    listed = counted(
        len(teachers.distinct(StaffAssignment.staff_id)),
        in_singular(group.specialist),
        group.staff,
    )
    conclude(
        missing(
            Reason.CONTRADICTORY,
            f"By the district profile {listing(elsewhere) if elsewhere else 'no campus'} "
            f"{'does not serve' if elsewhere else 'serves'} {group.students}, and the staff roster "
            f"lists {listed}{' there' if elsewhere else ''}.",
            f"Correct {field} of the campuses in district.toml, or the roles in staff_roster.csv.",
            scope=elsewhere,
            rows=teachers,
        )
    )


@frozen(eq=False, repr=False, slots=False)
class Specialists:
    """Where the roster lists specialists, to see whether those whom a record names can be there."""

    posts: Posts
    review: Review

    def work_at(self, campuses: Iterable[str], group: Group, day: date) -> bool:
        """Return whether one works at one of these campuses, or at no particular one, on a day.

        Whoever began later may follow somebody of whom the roster no longer tells.
        """
        return any(
            post.first <= self.review.as_of
            and (post.last is None or post.last < post.first or day <= post.last)
            for campus in (*campuses, None)
            for post in self.posts.by_place.get((group.specialist, campus), ())
        )

    def report_unlisted(self, campuses: Collection[str], group: Group, text: str) -> Verdict:
        """Return the verdict on campuses that records give specialists whom the roster lacks."""
        places = listing(campuses)
        return missing(
            Reason.CONTRADICTORY,
            f"{text} the staff roster lists no {in_singular(group.specialist)} at {places}.",
            f"Add the {group.staff} of {places} to staff_roster.csv, those who serve several "
            "campuses on a row for each, or correct the roles in the record.",
            scope=campuses,
        )


def every_campus(campuses: Campuses) -> Serving:
    return campuses.ids


EveryCampus = Annotated[Serving, every_campus]
ServingSwd = Annotated[Serving, campuses_serving_swd]
ServingEb = Annotated[Serving, campuses_serving_eb]

DISABILITIES = frozenset({Population.SWD, Population.IEP})
"""Populations served by special education: students with disabilities are those with an IEP."""
STUDENTS_WITH_DISABILITIES = Group(
    DISABILITIES,
    Role.SPECIAL_EDUCATION_TEACHER,
    "students with disabilities",
    MeetingType.COLLABORATION_SPED,
    {
        "serving": ServingSwd,
        "texts": Annotated[
            Documents[CollaborationExpectation],
            only(population={*DISABILITIES}),
        ],
    },
)
EMERGENT_BILINGUAL = Group(
    frozenset({Population.EB}),
    Role.EB_TEACHER,
    "emergent bilingual students",
    MeetingType.COLLABORATION_EB,
    {
        "serving": ServingEb,
        "texts": Annotated[
            Documents[CollaborationExpectation],
            only(population=Population.EB),
        ],
    },
)
