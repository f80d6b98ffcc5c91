"""Kinds for meetings held and for time reserved for collaboration."""

from datetime import date as Day

from .fields import Text, entry
from .kinds import Counting, Family, HeldOn, Row, kind
from .vocabulary import MeetingType, Population, Reach, Role, SlotSource, Topic, Weekday


@kind(
    "meeting_log",
    family=Family.RECORD,
    office="campus principals",
    dated_by="date",
    counting=Counting(
        lasts="minutes", floor="floor.meeting_minutes", held_on=HeldOn.OPEN_DAY, prepares=True
    ),
)
class Meeting(Row):
    """One meeting that was held. Topic codes only, never minutes: those may name students."""

    meeting_id: str = entry("Id of the meeting", unique=True)
    date: Day = entry("Day of the meeting")
    type: MeetingType = entry("Kind of meeting")
    campus_id: tuple[str, ...] = entry(
        "Campus; where several meet, each of them, or all", refers_to="campus"
    )
    team: str | None = entry(
        "PLC that met, named as in the staff roster", refers_to="team", elsewhere=True
    )
    minutes: int = entry("Length", unit="minutes")
    roles_present: tuple[Role, ...] | None = entry("Roles that were present")
    topic_codes: tuple[Topic, ...] | None = entry("What was on the agenda")


@kind(
    "collaboration_schedule",
    family=Family.SCHEDULE,
    office="campus principals",
    year_by="school_year",
    counting=Counting(lasts="minutes", floor="floor.slot_minutes", in_order=(("starts", "ends"),)),
)
class CollaborationSlot(Row):
    """Time set aside in which general education staff and specialists plan together.

    Give either `dates`, or `weekdays` with `starts` and `ends`; days without instruction
    in the calendar are not counted for weekly slots.
    """

    slot_id: str = entry("Id of the slot", unique=True)
    school_year: str = entry("School year of the schedule", text=Text.YEAR)
    population: Population = entry("Whom the collaboration serves")
    source: SlotSource = entry("Where the time is set down")
    source_document: str = entry(
        "Schedule, scope or calendar that shows it: title or file", text=Text.TITLE
    )
    reach: Reach = entry("One campus, or several together")
    campus_ids: tuple[str, ...] = entry("Campus, or campuses that meet", refers_to="campus")
    participant_roles: tuple[Role, ...] = entry("Roles that take part")
    minutes: int = entry("Length of one meeting", unit="minutes")
    dates: tuple[Day, ...] | None = entry("Days, where they are listed", absent_means_none=True)
    weekdays: tuple[Weekday, ...] | None = entry(
        "Days of the week, where it recurs", absent_means_none=True
    )
    every_weeks: int | None = entry(
        "1 for weekly, 2 for every other", unit="weeks", absent_means_none=True
    )
    starts: Day | None = entry("First day, where it recurs", absent_means_none=True)
    ends: Day | None = entry("Last day, where it recurs", absent_means_none=True)
    team: str | None = entry(
        "Team whose time it is, where each team has its own",
        refers_to="team",
        elsewhere=True,
        absent_means_none=True,
    )
