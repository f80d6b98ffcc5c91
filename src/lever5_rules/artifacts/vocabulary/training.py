"""Vocabularies for training, development plans and resources."""

from .words import Vocabulary


class SessionMode(Vocabulary):
    WORKSHOP = "workshop"
    COACHING = "coaching"
    MODELING = "modeling"
    CO_PLANNING = "co_planning"
    LAB_CLASS = "lab_class"
    PLC = "plc"
    ONLINE = "online"


class Topic(Vocabulary):
    """The topic of a training session or meeting."""

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


class FrameworkSection(Vocabulary):
    """The subject of a section on professional learning."""

    PROFESSIONAL_DEVELOPMENT = "professional_development"
    COACHING = "coaching"
    ASSIGNMENT_PROCESS = "assignment_process"


class Channel(Vocabulary):
    """The channel by which something was announced."""

    MEETING = "meeting"
    TRAINING = "training"
    MESSAGE = "message"
    HANDBOOK = "handbook"
    WEBSITE = "website"


class DesignFeature(Vocabulary):
    """How a component of a plan is designed."""

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
    """When a component of a plan brings in new teachers."""

    START_OF_YEAR = "start_of_year"
    MIDYEAR = "midyear"


class DataSource(Vocabulary):
    """Data on which an assignment is based."""

    STUDENT_OUTCOMES = "student_outcomes"
    OBSERVATION_DATA = "observation_data"
    COACHING_DATA = "coaching_data"
    STAFF_EXPERIENCE = "staff_experience"
    SURVEY = "survey"


class Rationale(Vocabulary):
    """The reason why a campus receives support."""

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
