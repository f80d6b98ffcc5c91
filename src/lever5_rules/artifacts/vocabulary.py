"""The shared words: roles, divisions, topics and the other closed vocabularies."""

from enum import StrEnum


class Vocabulary(StrEnum):
    """A closed list of words. Hashed as text, since enum's own hash is slow where rows are many."""

    __hash__ = str.__hash__


class Role(Vocabulary):
    """What a person is employed as. One person may hold two, each on a row of its own."""

    PRINCIPAL_SUPERVISOR = "principal_supervisor"
    PRINCIPAL = "principal"
    ASSISTANT_PRINCIPAL = "assistant_principal"
    INSTRUCTIONAL_COACH = "instructional_coach"
    TEACHER_LEADER = "teacher_leader"
    TEACHER = "teacher"
    SPECIAL_EDUCATION_TEACHER = "special_education_teacher"
    EB_TEACHER = "eb_teacher"
    COUNSELOR = "counselor"
    INSTRUCTIONAL_SUPPORT_STAFF = "instructional_support_staff"
    DISTRICT_LEADER = "district_leader"


class Division(Vocabulary):
    """School level."""

    ELEMENTARY = "elementary"
    MIDDLE = "middle"
    HIGH = "high"
    OTHER = "other"


class ContentArea(Vocabulary):
    RLA = "rla"
    MATH = "math"
    SCIENCE = "science"
    SOCIAL_STUDIES = "social_studies"
    LANGUAGES = "languages"
    FINE_ARTS = "fine_arts"
    PHYSICAL_EDUCATION = "physical_education"
    CTE = "cte"
    OTHER = "other"


class AppraisalSystem(Vocabulary):
    """T-TESS, the state's teacher appraisal system, or one of the district's own."""

    TTESS = "ttess"
    LOCAL = "local"


class DistrictType(Vocabulary):
    ISD = "isd"
    CHARTER = "charter"


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


class IndicatorArea(Vocabulary):
    """What an indicator of the observation tool looks at."""

    STUDENT_CULTURE_ROUTINES = "student_culture_routines"
    BEHAVIOR_ENGAGEMENT = "behavior_engagement"
    RIGOR_EXECUTION = "rigor_execution"
    RESPONSE_TO_DATA = "response_to_data"
    HQIM_USE = "hqim_use"
    ENVIRONMENT = "environment"


class PracticeScope(Vocabulary):
    """Whether a practice holds in every class or in one content area."""

    GENERAL = "general"
    CONTENT = "content"


class ObservationType(Vocabulary):
    COACHING = "coaching"
    FORMAL = "formal"
    WALKTHROUGH = "walkthrough"
    CULTURE_WALK = "culture_walk"
    JOINT = "joint"
    SUPERVISOR_VISIT = "supervisor_visit"


class TargetType(Vocabulary):
    """Informal coaching, or formal and tied to evaluation."""

    COACHING = "coaching"
    FORMAL = "formal"


class Period(Vocabulary):
    """The time that a frequency counts in."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"


class StepStatus(Vocabulary):
    """Where an action step stands."""

    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"


class CalibrationPurpose(Vocabulary):
    """What leaders calibrate on."""

    OBSERVATION_RATING = "observation_rating"
    PLC = "plc"
    STUDENT_WORK = "student_work"


class SessionMode(Vocabulary):
    WORKSHOP = "workshop"
    COACHING = "coaching"
    MODELING = "modeling"
    CO_PLANNING = "co_planning"
    LAB_CLASS = "lab_class"
    PLC = "plc"
    ONLINE = "online"


class Topic(Vocabulary):
    """What a training session or a meeting was about."""

    PLC_PRACTICES = "plc_practices"
    PLC_CALIBRATION = "plc_calibration"
    OBSERVATION_CALIBRATION = "observation_calibration"
    OBSERVATION_FEEDBACK = "observation_feedback"
    STUDENT_WORK_CALIBRATION = "student_work_calibration"
    STUDENT_WORK_ANALYSIS = "student_work_analysis"
    INTERNALIZATION = "internalization"
    HQIM = "hqim"
    INSTRUCTIONAL_DELIVERY = "instructional_delivery"
    CULTURE = "culture"
    BEHAVIOR = "behavior"
    COACHING_DATA = "coaching_data"
    CAPACITY_DATA = "capacity_data"
    STUDENT_PROGRESS = "student_progress"
    OPERATIONS = "operations"
    INCLUSION_STRATEGIES = "inclusion_strategies"
    UDL = "udl"
    IEP_IMPLEMENTATION = "iep_implementation"
    CBLI = "cbli"
    MISCONCEPTIONS = "misconceptions"
    SPECIAL_POPULATIONS = "special_populations"
    COMPLIANCE = "compliance"
    OTHER = "other"


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


class Population(Vocabulary):
    """Whom collaboration serves: students with disabilities or emergent bilingual students."""

    SWD = "swd"
    EB = "eb"


class SlotSource(Vocabulary):
    """Where collaboration time is set down."""

    MASTER_SCHEDULE = "master_schedule"
    PLC_SCOPE = "plc_scope"
    TRAINING_CALENDAR = "training_calendar"


class Reach(Vocabulary):
    """Whether a slot is one campus's or brings campuses together."""

    CAMPUS = "campus"
    CROSS_CAMPUS = "cross_campus"


class Weekday(Vocabulary):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"


class Phase(Vocabulary):
    """How far the use of a product has come."""

    LAUNCH = "launch"
    EARLY = "early"
    SUSTAINING = "sustaining"


class DayNote(Vocabulary):
    """Why a day is no ordinary one."""

    HOLIDAY = "holiday"
    TESTING = "testing"
    INSERVICE = "inservice"
    CLOSURE = "closure"
