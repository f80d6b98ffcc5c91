"""Training: what is planned and who was there."""

from datetime import date as Day

from .kinds import Family, Row, entry, kind
from .vocabulary import Role, SessionMode, Topic


@kind(
    "training_calendar",
    family=Family.SCHEDULE,
    office="curriculum and instruction",
    dated_by="date",
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
    informed_by: str | None = entry("Id of the tracker analysis that prompted it")


@kind(
    "training_attendance",
    family=Family.RECORD,
    office="curriculum and instruction",
    dated_by="date",
)
class Attendance(Row):
    """One person at one session."""

    session_id: str = entry("Session of the training calendar", refers_to="session")
    date: Day = entry("Day of the session")
    staff_id: str = entry("Person invited", person=True, refers_to="staff")
    role: Role = entry("Role of the person")
    campus_id: str | None = entry("Campus; blank for a district role", refers_to="campus")
    attended: bool = entry("Whether the person was there")
