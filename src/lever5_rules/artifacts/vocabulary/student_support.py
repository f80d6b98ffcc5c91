"""Vocabularies for student support and assessments."""

from .words import Vocabulary


class SupportType(Vocabulary):
    """Support that a student can be placed in; tier 1 is the instruction that all receive."""

    TUTORING = "tutoring"
    JUST_IN_TIME = "just_in_time"
    TIER1 = "tier1"
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
