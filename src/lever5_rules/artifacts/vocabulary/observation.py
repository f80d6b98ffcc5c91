"""Vocabularies for observation, feedback and calibration."""

from .words import Vocabulary


class IndicatorArea(Vocabulary):
    """The subject of an indicator of the observation tool."""

    STUDENT_CULTURE_ROUTINES = "student_culture_routines"
    BEHAVIOR_ENGAGEMENT = "behavior_engagement"
    RIGOR_EXECUTION = "rigor_execution"
    RESPONSE_TO_DATA = "response_to_data"
    HQIM_USE = "hqim_use"
    ENVIRONMENT = "environment"


class PracticeScope(Vocabulary):
    """Whether a practice applies to every class or to one content area."""

    GENERAL = "general"
    CONTENT = "content"


class ObservationType(Vocabulary):
    COACHING = "coaching"
    FORMAL = "formal"
    WALKTHROUGH = "walkthrough"
    CULTURE_WALK = "culture_walk"
    JOINT = "joint"
    SUPERVISOR_VISIT = "supervisor_visit"
    APPRAISAL_CONFERENCE = "appraisal_conference"
    OTHER = "other"


class TargetType(Vocabulary):
    """Informal coaching, or formal and tied to evaluation."""

    COACHING = "coaching"
    FORMAL = "formal"


class Period(Vocabulary):
    """The period of a frequency."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"


class StepStatus(Vocabulary):
    """The status of an action step."""

    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"


class CalibrationPurpose(Vocabulary):
    """What leaders calibrate on."""

    OBSERVATION_RATING = "observation_rating"
    PLC = "plc"
    STUDENT_WORK = "student_work"


class Focus(Vocabulary):
    """The focus of an observation."""

    INSTRUCTION = "instruction"
    HQIM = "hqim"
    CULTURE = "culture"
    INCLUSION = "inclusion"
    INTERVENTION = "intervention"
    IEP = "iep"
    SECTION_504 = "section_504"
    EB = "eb"
    PLC = "plc"
    ILT = "ilt"
    FEEDBACK_MEETING = "feedback_meeting"
    COACHING = "coaching"


class HighLeveragePractice(Vocabulary):
    """The practices that the framework names as examples for Tier 1 delivery."""

    SCAFFOLDED_QUESTIONING = "scaffolded_questioning"
    INDEPENDENT_PRACTICE = "independent_practice"
    STUDENT_DISCUSSION = "student_discussion"
    EVIDENCE_USE = "evidence_use"
    MONITORING_FEEDBACK = "monitoring_feedback"
