"""5.1.1-4: the vision of coaching and development is for all teachers and all leadership roles."""

from lever5_rules.artifacts.expectations import ProfessionalLearningFramework
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Judges,
    Level,
    Reason,
    Review,
    Rule,
    Verdict,
    covers,
    gap,
    stated,
)
from lever5_rules.rules._shared.learning import (
    CoachingText,
    DevelopmentText,
    MinSessions,
    Modes,
    communicated_to,
    job_embedded,
    ongoing,
)
from lever5_rules.rules._shared.staff import LeadershipRolesHeld

rule = Rule(
    "5.1.1-4",
    judges=Judges.PARTIAL,
    not_judged="whether teachers and leaders have understood the vision; ask some of each",
)


def for_every_teacher(text: ProfessionalLearningFramework, what: str) -> Verdict:
    """Whether a text is for teachers, and for all of them."""
    addressed = covers(
        text.audiences,
        (Role.TEACHER,),
        "Roles addressed",
        "Extend the text to every teacher and record that.",
    )
    if addressed.reason is not Reason.MET or text.all_teachers:
        return addressed
    return gap(
        Reason.NOT_COVERED,
        f"The text limits {what} to some teachers.",
        "Extend the text to every teacher, whatever their experience, grade or subject.",
    )


@rule.element(level=Level.CITED)
def all_teachers_included(text: CoachingText) -> Verdict:
    """The text is for every teacher and leaves no group out."""
    return for_every_teacher(text, "coaching")


@rule.element(level=Level.CITED)
def development_for_all_teachers(text: DevelopmentText) -> Verdict:
    """Professional development beside coaching is for every teacher too."""
    return for_every_teacher(text, "professional development")


@rule.element(level=Level.CITED)
def il_roles_included(text: CoachingText, held: LeadershipRolesHeld) -> Verdict:
    """The text is for every instructional leadership role that somebody holds."""
    return covers(
        text.audiences,
        held,
        "Leadership roles addressed",
        "Extend the text to {lacking} and record them under audiences.",
    )


@rule.element(level=Level.CITED, reader="whether this makes for coaching of high quality")
def quality_defined(text: CoachingText) -> Verdict:
    """The text says what it takes for coaching to be of high quality."""
    return stated(text.quality, "High quality means")


@rule.element(level=Level.CITED)
def ongoing_defined(text: CoachingText, least: MinSessions) -> Verdict:
    """The text sets a cadence that goes on through the year."""
    return ongoing(text, least)


@rule.element(level=Level.CITED)
def job_embedded_defined(text: CoachingText, modes: Modes) -> Verdict:
    """Coaching as the text defines it takes place at work, not in workshops alone."""
    return job_embedded(text, modes)


@rule.element(level=Level.CITED)
def communicated_to_each_audience(
    text: CoachingText, held: LeadershipRolesHeld, review: Review
) -> Verdict:
    """The text has been made known to teachers and to each leadership role."""
    return communicated_to(text, (Role.TEACHER, *held), review)
