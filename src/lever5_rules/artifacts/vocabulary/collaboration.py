"""Vocabularies for PLCs, protocols and collaboration time."""

from .words import Vocabulary


class MembershipBasis(Vocabulary):
    """What the members of a PLC have in common."""

    GRADE = "grade"
    CONTENT = "content"
    WHOLE_STAFF = "whole_staff"


class HeldIn(Vocabulary):
    """What kind of time a meeting is held in."""

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
    """Whether a step is mandatory or optional."""

    REQUIRED = "required"
    OPTIONAL = "optional"


class MeetingType(Vocabulary):
    """ARD, LPAC and Section 504 meetings decide about one student and are not staff meetings."""

    ILT = "ilt"
    PLC = "plc"
    DATA_MEETING = "data_meeting"
    COACHING_PRIORITIZATION = "coaching_prioritization"
    COLLABORATION_SPED = "collaboration_sped"
    COLLABORATION_EB = "collaboration_eb"
    PRINCIPAL_SUPPORT = "principal_support"
    ROLL_OUT = "roll_out"


class StepPurpose(Vocabulary):
    """The part that a step plays in analyzing student work or reflecting on an assessment."""

    PERFORMANCE_BY_STANDARD = "performance_by_standard"
    MISCONCEPTIONS = "misconceptions"
    WORK_SAMPLES = "work_samples"
    MEANINGFUL_REVIEW = "meaningful_review"
    ADJUST_NEXT_LESSONS = "adjust_next_lessons"
    ADJUST_LATER_UNITS = "adjust_later_units"
    NEXT_STEPS = "next_steps"


class SlotSource(Vocabulary):
    """Where collaboration time is recorded."""

    MASTER_SCHEDULE = "master_schedule"
    PLC_SCOPE = "plc_scope"
    TRAINING_CALENDAR = "training_calendar"


class Reach(Vocabulary):
    """Whether a slot is for one campus or for several together."""

    CAMPUS = "campus"
    CROSS_CAMPUS = "cross_campus"
