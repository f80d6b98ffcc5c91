"""Kinds for training: planned sessions, attendance, published resources."""

from datetime import date as Day

from .fields import Text, entry
from .kinds import Counting, Family, Row, kind
from .vocabulary import Population, ResourceType, Role, SessionMode, Topic

ON_SOME_PRODUCT = frozenset(
    {
        Topic.HQIM,
        Topic.PRODUCT_DESIGN,
        Topic.PRODUCT_COMPONENTS,
        Topic.PRODUCT_ACCESS,
        Topic.IMPLEMENTATION_RESOURCES,
    }
)
ON_SOME_GROUP = frozenset({Topic.SPECIAL_POPULATIONS, Topic.IEP_IMPLEMENTATION})


@kind(
    "training_calendar",
    family=Family.SCHEDULE,
    office="curriculum and instruction",
    dated_by="date",
    counting=Counting(
        lasts="minutes",
        floor="floor.training_minutes",
        signed_in="training_attendance",
        prepares=True,
        told_with={
            "product_id": ("topic_codes", ON_SOME_PRODUCT),
            "populations": ("topic_codes", ON_SOME_GROUP),
        },
    ),
)
class TrainingSession(Row):
    """One training session of the year, held or planned."""

    session_id: str = entry("Id of the session", unique=True)
    date: Day = entry("Day of the session")
    minutes: int = entry("Length", unit="minutes")
    topic_codes: tuple[Topic, ...] = entry("What it is about")
    audience_roles: tuple[Role, ...] = entry("Roles that it is meant for")
    campus_ids: tuple[str, ...] = entry("Campuses invited, or all", refers_to="campus")
    mode: SessionMode = entry("Form of the session")
    product_id: str | None = entry(
        "Adopted product that it is about, where it is about one",
        refers_to="product",
        elsewhere=True,
    )
    populations: tuple[Population, ...] | None = entry("Groups of students that it is about")
    planning_focus: bool | None = entry("Whether those present plan supports in it")
    expectation_document: str | None = entry(
        "District expectation that it follows: title and page or section", text=Text.TITLE
    )
    informed_by: tuple[str, ...] | None = entry(
        "Ids of the tracker analyses that prompted it", refers_to="analysis"
    )


MARKS_OF_SIGN_IN_SHEETS = (
    *((mark, True) for mark in ("p", "pres", "✓", "✔", "☑", "√")),
    *((mark, False) for mark in ("a", "abs", "e", "exc", "excused", "unexcused", "☐")),
)
"""What sheets say of a person; an x is on some for those who came and on others for those who did
not."""


@kind(
    "training_attendance",
    family=Family.RECORD,
    office="curriculum and instruction",
    dated_by="date",
    counting=Counting(
        session_by="session_id",
        same_event=("session_id", "staff_id", "role", "campus_id", "attended"),
        agrees=(("session_id", "staff_id"), "attended"),
        prepares=True,
    ),
)
class Attendance(Row):
    """One person at one session."""

    session_id: str = entry("Session of the training calendar", refers_to="session", elsewhere=True)
    date: Day = entry("Day of the session")
    staff_id: str = entry("Person invited", person=True, refers_to="staff", elsewhere=True)
    role: Role = entry("Role of the person", of_person="staff_id")
    campus_id: str | None = entry(
        "Campus; blank for a district role",
        refers_to="campus",
        elsewhere=True,
        absent_means_none=True,
        of_person="staff_id",
    )
    attended: bool = entry("Whether the person was there", answers=MARKS_OF_SIGN_IN_SHEETS)


@kind(
    "training_resource_catalog",
    family=Family.RECORD,
    office="curriculum and instruction",
    year_by="school_year",
    counting=Counting(
        tells=("title", "location"),
        same_event=("title", "type", "location", "product_id"),
        repeats_unsure=True,
        told_with={"product_id": ("topic_codes", ON_SOME_PRODUCT)},
    ),
)
class TrainingResource(Row):
    """One resource that the district has published for its staff: guidance, exemplar, template."""

    resource_id: str = entry("Id of the resource", unique=True)
    school_year: str = entry("School year in which it is offered", text=Text.YEAR)
    title: str = entry("Title of the resource", text=Text.SOURCE)
    type: ResourceType = entry("What it is")
    topic_codes: tuple[Topic, ...] = entry("What it is about")
    audience_roles: tuple[Role, ...] = entry("Roles that it is meant for")
    campus_ids: tuple[str, ...] = entry("Campuses that can use it, or all", refers_to="campus")
    published_on: Day = entry("Day of publication")
    location: str = entry("Where it can be opened: address, folder or file", text=Text.SOURCE)
    product_id: str | None = entry(
        "Adopted product that it shows, where it shows one", refers_to="product", elsewhere=True
    )
    shows_fidelity: bool | None = entry(
        "Whether it says what using the product with high fidelity looks like"
    )
