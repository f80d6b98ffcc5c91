"""Kinds for plans of the year: development, support of campuses, assessments."""

from datetime import date as Day

from .fields import Text, entry
from .kinds import Counting, Family, Row, kind
from .vocabulary import (
    AssessmentType,
    ContentArea,
    DataSource,
    DesignFeature,
    Onboarding,
    Phase,
    PlanSection,
    Rationale,
    Role,
    SupportType,
)

SMALL_GROUP = 10
"""Groups of fewer students are not counted, because a count could identify them."""


@kind(
    "professional_development_plan",
    family=Family.SCHEDULE,
    office="curriculum and instruction",
    year_by="school_year",
    counting=Counting(in_order=(("start_date", "end_date"),)),
)
class PlanComponent(Row):
    """One component of the year's plan for professional development and coaching."""

    component_id: str = entry("Id of the component", unique=True)
    school_year: str = entry("School year of the plan", text=Text.YEAR)
    source_document: str = entry("Plan that holds it: title and page, or file", text=Text.TITLE)
    audience_role: Role = entry("Role that it develops")
    section: PlanSection = entry("General, or on the adopted materials")
    sequence: int = entry("Place in the sequence of this role, from 1", unit="place")
    start_date: Day = entry("First day")
    end_date: Day = entry("Last day")
    content_strand: str = entry("Content that it builds")
    practice: str = entry("Practice of leading or teaching that it builds")
    content_builds_on: str | None = entry(
        "Id of the component whose content it takes further", refers_to="component"
    )
    practice_builds_on: str | None = entry(
        "Id of the component whose practice it takes further", refers_to="component"
    )
    design: tuple[DesignFeature, ...] | None = entry("How it is built")
    coaching_follow_up: bool = entry("Whether coaching at work follows it")
    phase: Phase | None = entry("Phase of using the materials that it serves")
    onboarding: Onboarding | None = entry("When it brings new teachers in, if it does")
    student_experience: bool | None = entry(
        "Whether it names the experience of students that it serves"
    )


@kind(
    "leadership_support_assignment",
    family=Family.SCHEDULE,
    office="principal supervisor's office",
    year_by="school_year",
    counting=Counting(in_order=(("assigned_on", "reviewed_on"),)),
)
class SupportAssignment(Row):
    """One assignment of a person who supports a campus and its leaders."""

    assignment_id: str = entry("Id of the assignment", unique=True)
    school_year: str = entry("School year of the assignment", text=Text.YEAR)
    supporter_staff_id: str = entry(
        "Person who supports", person=True, refers_to="staff", elsewhere=True
    )
    campus_id: tuple[str, ...] = entry("Campuses that are supported, or all", refers_to="campus")
    grades: tuple[str, ...] = entry(
        "Grades that coaching is aimed at, such as 3, 4", text=Text.CODE
    )
    content_teams: tuple[str, ...] = entry(
        "Content teams that coaching is aimed at: content areas, such as math, or the district's "
        "own name for a team"
    )
    practice_focus: tuple[str, ...] = entry(
        "Practices that coaching is aimed at, named as in the district's framework or in its own "
        "words, such as monitoring_feedback"
    )
    data_sources: tuple[DataSource, ...] = entry("Data that the assignment rests on")
    caseload: int | None = entry(
        "Teachers whom the person supports there", unit="teachers", absent_means_none=True
    )
    rationale: Rationale = entry("Why this support goes to this campus")
    assigned_on: Day = entry("Day of the assignment")
    reviewed_on: Day | None = entry("Day on which it was last reviewed; blank if not yet")


@kind(
    "assessment_calendar",
    family=Family.SCHEDULE,
    office="assessment office",
    year_by="school_year",
    counting=Counting(
        in_order=(
            ("window_start", "window_end"),
            ("window_end", "results_available"),
            ("results_available", "reflection_due"),
        )
    ),
)
class AssessmentWindow(Row):
    """One window in which an assessment is given."""

    assessment_id: str = entry("Id of the assessment window", unique=True)
    school_year: str = entry("School year of the calendar", text=Text.YEAR)
    type: AssessmentType = entry("Kind of assessment")
    subject: ContentArea = entry("Content area")
    grades: tuple[str, ...] = entry("Grades that take it", text=Text.CODE)
    window_start: Day = entry("First day")
    window_end: Day = entry("Last day")
    results_available: Day | None = entry("Day on which results are in teachers' hands")
    reflection_due: Day | None = entry("Day by which teams have reflected on the results")
    district_required: bool = entry("Whether the district requires it")


@kind(
    "progress_monitoring_summary",
    family=Family.RECORD,
    office="student support (MTSS) office",
    dated_by="window_end",
    counting=Counting(in_order=(("window_start", "window_end"),)),
)
class MonitoringSummary(Row):
    """How many students of a campus and tier were monitored on time. Counts only, no students.

    Where fewer than ten students are concerned, leave the counts out, or mask them (`<10`, `*`),
    and say in `on_time_met` whether the share was reached.
    """

    campus_id: str = entry("Campus", refers_to="campus")
    tier: SupportType = entry("Tier: tier2 or tier3")
    window_start: Day = entry("First day of the time counted")
    window_end: Day = entry("Last day of the time counted")
    students_due: int | None = entry(
        "Students due to be monitored",
        unit="students",
        absent_means_none=True,
        masked_below=SMALL_GROUP,
    )
    students_on_time: int | None = entry(
        "Of these, monitored on time",
        unit="students",
        absent_means_none=True,
        masked_below=SMALL_GROUP,
    )
    on_time_met: bool | None = entry(
        "Whether the share was reached, where counts are left out", absent_means_none=True
    )
