"""Words for PLCs, protocols and time to collaborate."""

from .words import Vocabulary


class MembershipBasis(Vocabulary):
    """What the members of a PLC have in common."""

    GRADE = "grade"
    CONTENT = "content"
    WHOLE_STAFF = "whole_staff"


class HeldIn(Vocabulary):
    """Where the time for a meeting comes from."""

    PLANNING_PERIOD = "planning_period"
    SEPARATE_TIME = "separate_time"
    EARLY_RELEASE = "early_release"


class ProtocolType(Vocabulary):
    UNIT_INTERNALIZATION = "unit_internalization"
    LESSON_INTERNALIZATION = "lesson_internalization"
    STUDENT_WORK_ANALYSIS = "student_work_analysis"
    DIAGNOSTIC_REFLECTION = "diagnostic_reflection"
    INTERIM_REFLECTION = "interim_reflection"


class Wording(Vocabulary):
    """Whether a step must be taken or may be."""

    REQUIRED = "required"
    OPTIONAL = "optional"


class MeetingType(Vocabulary):
    """ARD, LPAC and Section 504 meetings decide about one student and are no staff meetings."""

    ILT = "ilt"
    PLC = "plc"
    DATA_MEETING = "data_meeting"
    COACHING_PRIORITIZATION = "coaching_prioritization"
    COLLABORATION_SPED = "collaboration_sped"
    COLLABORATION_EB = "collaboration_eb"
    PRINCIPAL_SUPPORT = "principal_support"
    ROLL_OUT = "roll_out"


class StepPurpose(Vocabulary):
    """Which part of analyzing student work or reflecting on an assessment a step is."""

    PERFORMANCE_BY_STANDARD = "performance_by_standard"
    MISCONCEPTIONS = "misconceptions"
    WORK_SAMPLES = "work_samples"
    MEANINGFUL_REVIEW = "meaningful_review"
    ADJUST_NEXT_LESSONS = "adjust_next_lessons"
    ADJUST_LATER_UNITS = "adjust_later_units"
    NEXT_STEPS = "next_steps"


class SlotSource(Vocabulary):
    """Where collaboration time is set down."""

    MASTER_SCHEDULE = "master_schedule"
    PLC_SCOPE = "plc_scope"
    TRAINING_CALENDAR = "training_calendar"


class Reach(Vocabulary):
    """Whether a slot is one campus's or brings campuses together."""

    CAMPUS = "campus"
    CROSS_CAMPUS = "cross_campus"
