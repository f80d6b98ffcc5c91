"""Kinds for observation and feedback: tool, targets, log, action steps, calibration.

They hold no ratings and no text.
"""

from datetime import date as Day

from attrs import frozen

from .fields import Text, entry
from .kinds import Citation, Counting, Document, Family, HeldOn, Row, kind
from .vocabulary import (
    IN_CLASSROOMS,
    CalibrationPurpose,
    Focus,
    IndicatorArea,
    ObservationType,
    Period,
    Role,
    StepStatus,
    TargetType,
)


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class Indicator:
    """One indicator of the observation tool."""

    code: str = entry("Short name of the indicator", text=Text.CODE)
    area: IndicatorArea = entry("What it looks at", groups=True)
    framework_practice: str | None = entry(
        "Practice of the instructional framework it matches",
        refers_to="practice",
        elsewhere=True,
    )
    research_basis: str = entry("Study or guide that it rests on", text=Text.SOURCE)
    source: Citation | None = entry("Where the tool says so")


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class InUse:
    """A campus that uses the tool."""

    campus_id: str = entry("Campus", refers_to="campus")
    since: Day = entry("First day of use")
    source: Citation | None = entry("What shows it")


@kind("observation_tool", family=Family.DOCUMENT, office="curriculum and instruction")
class ObservationTool(Document):
    """A form or rubric that observers use."""

    tool_id: str = entry(
        "Short name of the tool, with the words by which it is the one tool of all campuses",
        text=Text.ID,
    )
    used_for: tuple[TargetType, ...] | None = entry(
        "Coaching, appraisal or both, where another tool is used beside it", identifies=True
    )
    indicators: tuple[Indicator, ...] = entry("Its indicators")
    used_by_campuses: tuple[InUse, ...] = entry("Campuses that use it, with the first day")


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class Target:
    """How often one role observes another, and how soon feedback follows.

    Where the text says "as needed" instead of a number, write just that.
    """

    observer_role: Role = entry("Role that observes")
    observee_role: Role = entry("Role that is observed")
    observation_type: TargetType = entry("Informal coaching, or formal and tied to evaluation")
    count: float = entry("Observations in each period", unit="observations")
    per: Period = entry("The period")
    min_minutes: int | None = entry("Least length of one observation", unit="minutes")
    feedback_within_days: int = entry("Days until feedback is given", unit="instructional days")
    source: Citation | None = entry("Where the document says so")


@kind("observation_frequency_target", family=Family.DOCUMENT, office="curriculum and instruction")
class ObservationFrequencyTarget(Document):
    """The district's written targets for how often leaders observe and give feedback."""

    targets: tuple[Target, ...] = entry("One for each pair of roles and type of observation")


@kind(
    "observation_log",
    family=Family.RECORD,
    office="principal supervisor's office",
    dated_by="date",
    counting=Counting(
        lasts="minutes",
        floor="floor.observation_minutes",
        vouched_by="feedback_on",
        between=("observer_staff_id", "observee_staff_id"),
        held_on=HeldOn.OPEN_DAY,
        with_students={
            "observee_role": IN_CLASSROOMS,
            "type": frozenset({ObservationType.CULTURE_WALK}),
        },
        replies=(("date", "feedback_on"),),
    ),
)
class Observation(Row):
    """One observation. No ratings and no comments: TEC 21.355 makes them confidential."""

    observation_id: str = entry("Id of the observation", unique=True)
    date: Day = entry("Day of the observation")
    observer_staff_id: str = entry("Observer", person=True, refers_to="staff", elsewhere=True)
    observer_role: Role = entry("Role of the observer", of_person="observer_staff_id")
    observee_staff_id: str = entry(
        "Person observed", person=True, refers_to="staff", elsewhere=True
    )
    observee_role: Role = entry("Role of the person observed", of_person="observee_staff_id")
    campus_id: str = entry("Campus", refers_to="campus", of_person="observee_staff_id")
    type: ObservationType = entry("Kind of observation")
    minutes: int = entry("Length", unit="minutes")
    focus: tuple[Focus, ...] | None = entry("What it looked at")
    tool_id: str | None = entry(
        "Tool used", refers_to="tool", elsewhere=True, absent_means_none=True
    )
    feedback_on: Day | None = entry("Day on which feedback was given; blank if none yet")
    finalized: bool = entry("Whether it is final; drafts are not counted")


@kind(
    "action_step_tracker",
    family=Family.RECORD,
    office="principal supervisor's office",
    dated_by="entered_on",
    counting=Counting(
        between=("leader_staff_id", "observee_staff_id"),
        in_order=(("entered_on", "closed_on"), ("entered_on", "due_on")),
    ),
)
class ActionStep(Row):
    """One action step from an observation. Dates and status only, never its text."""

    step_id: str = entry("Id of the step", unique=True)
    system: str = entry(
        "Name of the system that it is kept in", refers_to="itself", text=Text.SOURCE
    )
    entered_on: Day = entry("Day of entry")
    leader_staff_id: str = entry(
        "Leader who entered it", person=True, refers_to="staff", elsewhere=True
    )
    observee_staff_id: str = entry(
        "Teacher concerned", person=True, refers_to="staff", elsewhere=True
    )
    campus_id: str = entry("Campus", refers_to="campus", of_person="observee_staff_id")
    due_on: Day = entry("Day on which it is due")
    status: StepStatus | None = entry("Where it stands; blank counts as not tracked")
    closed_on: Day | None = entry("Day on which it was closed; blank while open")


@kind(
    "tracker_analysis",
    family=Family.RECORD,
    office="principal supervisor's office",
    dated_by="date",
)
class TrackerAnalysis(Row):
    """One occasion on which the action-step data were analysed."""

    analysis_id: str = entry("Id of the analysis", unique=True)
    date: Day = entry("Day of the analysis")
    campus_ids: tuple[str, ...] = entry("Campuses covered, or all", refers_to="campus")


@kind(
    "calibration_record",
    family=Family.RECORD,
    office="principal supervisor's office",
    dated_by="date",
    counting=Counting(
        lasts="minutes",
        floor="floor.calibration_minutes",
        held_on=HeldOn.OPEN_DAY,
        same_event=("session_id", "date", "purpose", "instrument_id", "staff_id"),
        meets_by=("session_id", "staff_id"),
    ),
)
class CalibrationAttendance(Row):
    """One leader at one calibration session."""

    session_id: str = entry("Session; the same on every row of it", refers_to="itself")
    date: Day = entry("Day of the session")
    minutes: int = entry("Length of the session", unit="minutes")
    purpose: CalibrationPurpose = entry("What was calibrated")
    instrument_id: str = entry(
        "Tool or protocol used, as named in its own file", refers_to="instrument", elsewhere=True
    )
    staff_id: str = entry("Leader who took part", person=True, refers_to="staff", elsewhere=True)
    campus_id: str | None = entry(
        "Campus of the leader",
        refers_to="campus",
        elsewhere=True,
        absent_means_none=True,
        of_person="staff_id",
    )
    exact_agreement_pct: float | None = entry(
        "Share of ratings in exact agreement at that session",
        unit="percent",
        absent_means_none=True,
    )
