"""The shared words: roles, divisions, topics and the other closed vocabularies."""

import re
from collections.abc import Mapping
from enum import StrEnum

_FIGURE = re.compile(r"(?<=[a-z])(?=\d)")


class Vocabulary(StrEnum):
    """A closed list of words. Hashed as text, since enum's own hash is slow where rows are many."""

    __hash__ = str.__hash__

    @classmethod
    def spellings(cls) -> Mapping[str, str]:
        """What else the words are written as, by everybody: `Tier 2` is tier2. A district's own
        words are for its ruleset."""
        return {_FIGURE.sub("_", word): word for word in cls if _FIGURE.search(word)}


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


IN_CLASSROOMS = frozenset(
    {
        Role.TEACHER,
        Role.SPECIAL_EDUCATION_TEACHER,
        Role.EB_TEACHER,
        Role.INSTRUCTIONAL_SUPPORT_STAFF,
    }
)
"""Roles that work with students in class, and can be observed there on days with students only."""


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


class DateOrder(Vocabulary):
    """What 5/6/2026 means: May 6 (mdy) or 5 June (dmy)."""

    MDY = "mdy"
    DMY = "dmy"


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
    APPRAISAL_CONFERENCE = "appraisal_conference"


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
    LEADERSHIP_ROLES = "leadership_roles"
    COACHING_PRACTICES = "coaching_practices"

    HQIM = "hqim"
    RESEARCH_BASED_STRATEGIES = "research_based_strategies"
    PRODUCT_DESIGN = "product_design"
    PRODUCT_COMPONENTS = "product_components"
    PRODUCT_ACCESS = "product_access"
    INTERNALIZATION = "internalization"
    IMPLEMENTATION_RESOURCES = "implementation_resources"
    ASSESSMENT_STRATEGY = "assessment_strategy"

    INSTRUCTIONAL_DELIVERY = "instructional_delivery"
    CULTURE = "culture"
    CULTURE_ROUTINES = "culture_routines"
    BEHAVIOR = "behavior"
    IN_CLASS_SUPPORT = "in_class_support"
    CO_TEACHING = "co_teaching"

    STUDENT_WORK_CALIBRATION = "student_work_calibration"
    STUDENT_WORK_ANALYSIS = "student_work_analysis"
    DIAGNOSTIC_DATA = "diagnostic_data"
    INTERIM_DATA = "interim_data"
    MISCONCEPTIONS = "misconceptions"

    TUTORING_PLACEMENT = "tutoring_placement"
    JUST_IN_TIME_PLACEMENT = "just_in_time_placement"
    TIER2_PLACEMENT = "tier2_placement"
    TIER3_PLACEMENT = "tier3_placement"
    INTERVENTION_DELIVERY = "intervention_delivery"
    PROGRESS_MONITORING = "progress_monitoring"
    FAMILY_COMMUNICATION = "family_communication"

    INCLUSIVE_PRACTICES = "inclusive_practices"
    INCLUSION_STRATEGIES = "inclusion_strategies"
    UDL = "udl"
    IEP_IMPLEMENTATION = "iep_implementation"
    SPECIAL_POPULATIONS = "special_populations"
    CBLI = "cbli"

    COACHING_DATA = "coaching_data"
    CAPACITY_DATA = "capacity_data"
    STUDENT_PROGRESS = "student_progress"
    OPERATIONS = "operations"
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
    """A group of students. Time to collaborate serves `swd` or `eb`; training may single out
    students with an IEP or with a Section 504 plan."""

    SWD = "swd"
    IEP = "iep"
    SECTION_504 = "section_504"
    EB = "eb"


class Focus(Vocabulary):
    """What an observation looked at."""

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


class FrameworkSection(Vocabulary):
    """What a text on professional learning is about."""

    PROFESSIONAL_DEVELOPMENT = "professional_development"
    COACHING = "coaching"
    ASSIGNMENT_PROCESS = "assignment_process"


class Channel(Vocabulary):
    """How something was made known."""

    MEETING = "meeting"
    TRAINING = "training"
    MESSAGE = "message"
    HANDBOOK = "handbook"
    WEBSITE = "website"


class HighLeveragePractice(Vocabulary):
    """The practices that the framework names as examples for Tier 1 delivery."""

    SCAFFOLDED_QUESTIONING = "scaffolded_questioning"
    INDEPENDENT_PRACTICE = "independent_practice"
    STUDENT_DISCUSSION = "student_discussion"
    EVIDENCE_USE = "evidence_use"
    MONITORING_FEEDBACK = "monitoring_feedback"


class StepPurpose(Vocabulary):
    """Which part of analyzing student work or reflecting on an assessment a step is."""

    PERFORMANCE_BY_STANDARD = "performance_by_standard"
    MISCONCEPTIONS = "misconceptions"
    WORK_SAMPLES = "work_samples"
    MEANINGFUL_REVIEW = "meaningful_review"
    ADJUST_NEXT_LESSONS = "adjust_next_lessons"
    ADJUST_LATER_UNITS = "adjust_later_units"
    NEXT_STEPS = "next_steps"


class DesignFeature(Vocabulary):
    """How a component of a plan is built."""

    MODEL = "model"
    EXEMPLAR = "exemplar"
    RESEARCH_PRACTICE = "research_practice"
    FRAMEWORK = "framework"
    REHEARSAL = "rehearsal"


class PlanSection(Vocabulary):
    """Whether a component of a plan is general or belongs to the adopted materials."""

    GENERAL = "general"
    HQIM = "hqim"


class Onboarding(Vocabulary):
    """When a component brings new teachers in."""

    START_OF_YEAR = "start_of_year"
    MIDYEAR = "midyear"


class DataSource(Vocabulary):
    """Data that an assignment rests on."""

    STUDENT_OUTCOMES = "student_outcomes"
    OBSERVATION_DATA = "observation_data"
    COACHING_DATA = "coaching_data"
    STAFF_EXPERIENCE = "staff_experience"
    SURVEY = "survey"


class Rationale(Vocabulary):
    """Why support goes where it goes."""

    STUDENT_RESULTS = "student_results"
    TEACHING_OBSERVED = "teaching_observed"
    STAFF_EXPERIENCE = "staff_experience"
    LEADER_EXPERIENCE = "leader_experience"
    SPECIAL_POPULATIONS = "special_populations"
    EQUAL_SHARES = "equal_shares"
    AVAILABILITY = "availability"
    LOCATION = "location"


class ResourceType(Vocabulary):
    GUIDE = "guide"
    GUIDANCE = "guidance"
    TEMPLATE = "template"
    EXEMPLAR_VIDEO = "exemplar_video"
    LESSON_ARTIFACT = "lesson_artifact"
    ANNOTATED_PLAN = "annotated_plan"
    STUDENT_WORK = "student_work"


class SupportType(Vocabulary):
    """Support that a student can be placed in."""

    TUTORING = "tutoring"
    JUST_IN_TIME = "just_in_time"
    TIER2 = "tier2"
    TIER3 = "tier3"


class NoticeItem(Vocabulary):
    """What families are told when a student begins to receive help: TEC 26.0081(d)."""

    DESCRIPTION_OF_HELP = "description_of_help"
    INFORMATION_COLLECTED = "information_collected"
    ESTIMATED_DURATION = "estimated_duration"
    PROGRESS_REPORTS = "progress_reports"
    HOME_LANGUAGE = "home_language"


class AssessmentType(Vocabulary):
    DIAGNOSTIC = "diagnostic"
    INTERIM = "interim"
    CURRICULUM_EMBEDDED = "curriculum_embedded"
    BENCHMARK = "benchmark"
    STATE = "state"


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

    @classmethod
    def spellings(cls) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for day in cls:
            cut = [day[:length] for length in range(3, len(day) + 1)]
            found |= {said: day for part in cut for said in (part, f"{part}s")}
        return {said: day for said, day in found.items() if said != day}


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


class CalendarMark(Vocabulary):
    """What an event of a calendar feed says of the school year.

    An `ordinary_day` is one on which school is held as on any other, whatever else the event
    speaks of; on a day with `no_students` there is none, and staff may be at work. `no_change`
    says nothing of whether there is school, as a picture day. What is `called_off` did not take
    place, and what is `tentative` may not.
    """

    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    QUARTER_1_ENDS = "quarter_1_ends"
    QUARTER_2_ENDS = "quarter_2_ends"
    QUARTER_3_ENDS = "quarter_3_ends"
    QUARTER_4_ENDS = "quarter_4_ends"
    ORDINARY_DAY = "ordinary_day"
    NO_STUDENTS = "no_students"
    NO_CHANGE = "no_change"
    CALLED_OFF = "called_off"
    TENTATIVE = "tentative"
