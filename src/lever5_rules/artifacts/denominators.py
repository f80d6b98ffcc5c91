"""The denominators: district, staff, calendar and adopted products."""

from datetime import date as Day

from attrs import frozen

from .fields import Text, entry
from .kinds import Counting, Family, Row, kind
from .vocabulary import (
    AppraisalSystem,
    ContentArea,
    DateOrder,
    DayNote,
    DistrictType,
    Division,
    Phase,
    Role,
)


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class Campus:
    """A campus of the district. Say yes or no to `eb_enrolled` and `sped_served`: a blank is
    not a no."""

    campus_id: str = entry("Nine-digit county-district-campus number, as text", text=Text.CODE)
    name: str | None = entry("Name of the campus")
    division: Division = entry("School level")
    grades: tuple[str, ...] = entry("Grades taught, such as K, 1, 2", text=Text.GRADE)
    eb_enrolled: bool = entry("Whether emergent bilingual students are enrolled")
    sped_served: bool = entry("Whether students with disabilities are served")
    opened_on: Day | None = entry("First day of the campus, where it opened this school year")


@kind(
    "district_profile",
    family=Family.DENOMINATOR,
    office="district office",
    year_by="school_year",
)
class DistrictProfile:
    """The district: its campuses, programmes and appraisal system (the file `district.toml`)."""

    district_id: str = entry("Six-digit county-district number, as text", text=Text.CODE)
    name: str = entry("Name of the district")
    school_year: str = entry("School year under review, such as 2026-2027", text=Text.YEAR)
    as_of: Day | None = entry("Day of the review; later records are not counted")
    date_order: DateOrder | None = entry("mdy or dmy, where files hold dates such as 5/6/2026")
    district_type: DistrictType = entry("Independent school district or open-enrollment charter")
    appraisal_system: AppraisalSystem = entry("Teacher appraisal: T-TESS or the district's own")
    content_areas: tuple[ContentArea, ...] = entry("Content areas taught")
    planning_time_exempt_doi: bool = entry(
        "Whether a District of Innovation plan exempts the district from TEC 21.404"
    )
    planning_minutes_per_two_weeks: int = entry(
        "Planning and preparation time that a teacher is given", unit="minutes per two weeks"
    )
    planning_block_minutes: int = entry("Shortest block of that time", unit="minutes")
    campuses: tuple[Campus, ...] = entry("The campuses of the district")


@kind(
    "staff_roster",
    family=Family.DENOMINATOR,
    office="human resources",
    year_by="school_year",
    counting=Counting(in_order=(("start_date", "end_date"),)),
)
class StaffAssignment(Row):
    """One assignment of one person: role, campus, supervisor, dates. No names.

    Include coaches of a service center, staff of a cooperative and interims: work of a person who
    is not listed here cannot be counted.
    """

    staff_id: str = entry("Pseudonymous id; never a name or social security number", person=True)
    school_year: str = entry("School year of the assignment, such as 2026-2027", text=Text.YEAR)
    role: Role = entry("Role held")
    campus_id: str | None = entry(
        "Campus; blank for a district role", refers_to="campus", elsewhere=True
    )
    supervisor_staff_id: str | None = entry(
        "Staff id of the person reported to",
        person=True,
        refers_to="staff",
        elsewhere=True,
        absent_means_none=True,
    )
    grade: str | None = entry("Grade taught, for teachers", text=Text.CODE, absent_means_none=True)
    content_area: ContentArea | None = entry(
        "Content area taught, for teachers", absent_means_none=True
    )
    plc_team: str | None = entry(
        "PLC that the teacher belongs to, named as in the meeting log",
        refers_to="team",
        absent_means_none=True,
        none_is_an_answer=True,
    )
    start_date: Day = entry("First day in the role")
    end_date: Day | None = entry(
        "Last day in the role; blank while it lasts", absent_means_none=True
    )


@kind(
    "instructional_calendar",
    family=Family.DENOMINATOR,
    office="district office",
    dated_by="date",
)
class CalendarDay(Row):
    """One day of the school calendar."""

    date: Day = entry("The day", unique=True)
    is_instructional: bool = entry("Whether students are taught on it")
    quarter: int | None = entry("Quarter of the school year", unit="1 to 4", absent_means_none=True)
    note: DayNote | None = entry("Why it is not an ordinary day", absent_means_none=True)


@kind(
    "curriculum_adoption_record",
    family=Family.DENOMINATOR,
    office="curriculum and instruction",
    year_by="school_year",
)
class AdoptedProduct(Row):
    """One adopted product in use. Its text is not copied."""

    product_id: str = entry("Short name of the product", unique=True)
    school_year: str = entry("School year in which it is in use", text=Text.YEAR)
    subject: ContentArea = entry("Content area")
    grades: tuple[str, ...] = entry("Grades that use it", text=Text.GRADE)
    hqim: bool = entry("Whether the district holds it to be high-quality instructional material")
    adopted_on: Day = entry("Day of adoption")
    first_use: Day = entry("First day of use in class")
    phase: Phase = entry("How far its use has come")
    campus_ids: tuple[str, ...] = entry("Campuses that use it, or all", refers_to="campus")
    taught_by_roles: tuple[Role, ...] | None = entry(
        "Roles that use it, such as eb_teacher, where another product of its subject and grades "
        "is used beside it",
        absent_means_none=True,
    )
