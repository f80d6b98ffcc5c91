"""Collaboration for a group of students: who it serves, and who must take part."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from attrs import frozen

from lever5_rules.artifacts.expectations import CollaborationExpectation
from lever5_rules.artifacts.vocabulary import MeetingType, Population, Role
from lever5_rules.authoring import (
    Annotated,
    Campus,
    Campuses,
    Documents,
    concerning,
    conclude,
    not_applicable,
    only,
)

from .staff import in_plural

T = TypeVar("T")
Serving = tuple[str, ...]
"""The campuses that serve a group of students."""


@frozen(eq=False, repr=False, slots=False)
class Group:
    """A group of students that collaboration serves, and the staff who must take part.

    `asked` are parameter types for elements shared by the groups: under `serving` the campuses with
    such students, under `texts` the written expectations.
    """

    populations: frozenset[Population]
    specialist: Role
    students: str
    meetings: MeetingType
    asked: Mapping[str, Any]

    @property
    def staff(self) -> str:
        """The specialists, in words."""
        return in_plural(self.specialist)

    @property
    def both(self) -> frozenset[Role]:
        """The roles that must take part: general education teachers, and the specialists."""
        return frozenset({Role.TEACHER, self.specialist})

    def element(self, function: Callable[..., T]) -> Callable[..., T]:
        """Bind the parameters of a shared element or fact to those of this group."""
        hints = function.__annotations__
        hints.update({name: hint for name, hint in self.asked.items() if name in hints})
        return function


def campuses_serving_swd(campuses: Campuses) -> Serving:
    return _serving(campuses, lambda campus: campus.sped_served, "students with disabilities")


def campuses_serving_eb(campuses: Campuses) -> Serving:
    return _serving(campuses, lambda campus: campus.eb_enrolled, "emergent bilingual students")


def _serving(campuses: Campuses, serves: Callable[[Campus], bool], students: str) -> Serving:
    """Return the campuses that serve a group; if none does, the element does not apply."""
    found = tuple(campus.campus_id for campus in campuses if serves(campus))
    if not found:
        conclude(not_applicable(f"No campus serves {students}."))
    return found


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
            concerning(campuses_serving_swd),
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
            concerning(campuses_serving_eb),
        ],
    },
)
