"""Kinds for what the district expects: development, coaching, roles, collaboration, support."""

from datetime import date as Day

from attrs import frozen

from .fields import Text, entry
from .kinds import Citation, Document, Family, kind
from .vocabulary import (
    Channel,
    FrameworkSection,
    NoticeItem,
    Population,
    Reach,
    Role,
    SessionMode,
    SupportType,
    Topic,
)


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class ResearchSource:
    """A study or guide that a text rests on."""

    author: str = entry("Author or publisher", text=Text.SOURCE)
    year: int = entry("Year of publication", unit="year")
    title: str = entry("Title of the study or guide", text=Text.SOURCE)
    source: Citation | None = entry("Where the text cites it")


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class Communication:
    """An occasion on which a text was made known."""

    date: Day = entry("Day on which it was made known")
    channel: Channel = entry("How it was made known")
    audience: tuple[Role, ...] = entry("Roles that were told")
    source: Citation | None = entry("Agenda, message or page that shows it")


@kind(
    "professional_learning_framework", family=Family.DOCUMENT, office="curriculum and instruction"
)
class ProfessionalLearningFramework(Document):
    """A written text on professional development, on coaching, or on who supports which campus."""

    section: FrameworkSection = entry("What the text is about", identifies=True, groups=True)
    vision: str = entry("What the district wants to come of it, in its own words")
    expectations: tuple[str, ...] = entry("What is expected of those concerned")
    audiences: tuple[Role, ...] = entry("Roles that it is for")
    all_teachers: bool = entry("Whether it is for every teacher, with no group left out")
    sessions_per_year: int = entry(
        "How often each of them takes part in a school year", unit="sessions a year"
    )
    forms: tuple[SessionMode, ...] = entry("Forms in which it takes place")
    quality: tuple[str, ...] = entry("What it takes to be of high quality")
    classroom_practices: tuple[str, ...] = entry("Classroom practices that it develops")
    research: tuple[ResearchSource, ...] = entry("Studies and guides that it rests on")
    process_steps: tuple[str, ...] = entry("Steps by which support is assigned")
    communicated: tuple[Communication, ...] = entry("When and to whom it was made known")


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class RoleDuties:
    """What one role is responsible for on one campus."""

    campus_id: str = entry("Campus, or all where every campus has the same", refers_to="campus")
    role: Role = entry("The role", groups=True)
    responsibilities: tuple[str, ...] = entry("What the role is responsible for")
    source: Citation | None = entry("Where the matrix says so")


@kind("role_responsibility_matrix", family=Family.DOCUMENT, office="principal supervisor's office")
class RoleResponsibilityMatrix(Document):
    """Who is responsible for what among the instructional leaders of each campus."""

    duties: tuple[RoleDuties, ...] = entry("One for each campus and role")


@kind("collaboration_expectation", family=Family.DOCUMENT, office="special populations office")
class CollaborationExpectation(Document):
    """The district's written expectation that general education staff and specialists
    collaborate."""

    population: Population = entry("Whom the collaboration serves", identifies=True)
    participant_roles: tuple[Role, ...] = entry("Roles that take part")
    sessions_per_month: float = entry("How often they meet", unit="sessions per month")
    agenda_topics: tuple[Topic, ...] | None = entry("What they are to deal with")
    owner_role: Role = entry("Role that sees to it")
    language_standards: tuple[str, ...] = entry(
        "Language proficiency standards that it cites, such as 19 TAC 120.20", text=Text.CODE
    )
    reach: tuple[Reach, ...] = entry("Within campuses, across campuses, or both")


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class StudentSupport:
    """One kind of support, and how students in it are monitored."""

    type: SupportType = entry("Kind of support")
    monitoring_interval_days: int = entry(
        "Longest time from one look at a student's progress to the next", unit="calendar days"
    )
    tool: str = entry("Measure or tool that progress is monitored with")
    owner_role: Role = entry("Role that monitors")
    decision_rule: str = entry("What is decided at which progress")
    source: Citation | None = entry("Where the guideline says so")


@kind("student_support_guideline", family=Family.DOCUMENT, office="student support (MTSS) office")
class StudentSupportGuideline(Document):
    """The district's guideline for tutoring, interventions, monitoring and talking to families."""

    supports: tuple[StudentSupport, ...] = entry("One for each kind of support")
    data_system: str = entry("System in which progress is kept")
    family_notice_items: tuple[NoticeItem, ...] = entry("What families must be told")
    family_approaches: tuple[str, ...] = entry("Ways in which families are reached")
