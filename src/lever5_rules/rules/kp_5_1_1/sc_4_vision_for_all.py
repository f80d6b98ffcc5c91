"""5.1.1-4: the vision of coaching and development is for all teachers and all leadership roles."""

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Campuses,
    Judges,
    Level,
    Reason,
    Review,
    Rule,
    Verdict,
    conclude,
    gap,
    met,
    readings,
    stated,
    stating,
)
from lever5_rules.rules._shared.joint_documents import judge_together
from lever5_rules.rules._shared.leadership import CampusLeaders, roles_at
from lever5_rules.rules._shared.learning import (
    CoachingTexts,
    DevelopmentTexts,
    MaxSessions,
    MinSessions,
    Modes,
    MonthsBefore,
    Texts,
    judge_audiences,
    judge_communication,
    judge_each_role,
    judge_job_embedded,
    judge_ongoing,
)

rule = Rule(
    "5.1.1-4",
    judges=Judges.PARTIAL,
    not_judged="whether teachers and leaders have understood the vision; ask some of each",
)


def judge_every_teacher(texts: Texts, what: str) -> Verdict:
    """Return whether one of the texts is for all teachers; others may be for new teachers only."""
    teachers = judge_audiences(
        texts,
        (Role.TEACHER,),
        "Roles addressed",
        "Extend the text to every teacher and record that.",
    )
    if teachers.reason is not Reason.MET:
        return teachers
    others = [
        text
        for text, roles in readings(texts, lambda framework: framework.audiences)[0]
        if (Role.TEACHER not in roles)
    ]
    stated, lacking = readings(
        [text for text in texts if text not in others], lambda text: text.all_teachers
    )
    if any(everybody for _, everybody in stated):
        return met(f"{teachers.message} Every teacher is included.")
    if lacking:
        conclude(lacking[0])
    return gap(
        Reason.NOT_COVERED,
        f"The text limits {what} to some teachers.",
        "Extend the text to every teacher, whatever their experience, grade or subject.",
    )


@rule.element(level=Level.CITED)
def all_teachers_included(texts: CoachingTexts, campuses: Campuses) -> Verdict:
    """The text is for every teacher and leaves no group out."""
    return judge_together(
        texts, campuses, lambda campus_texts, _: judge_every_teacher(campus_texts, "coaching")
    )


@rule.element(level=Level.CITED)
def development_for_all_teachers(texts: DevelopmentTexts, campuses: Campuses) -> Verdict:
    """Professional development beside coaching is for every teacher too."""
    return judge_together(
        texts,
        campuses,
        lambda campus_texts, _: judge_every_teacher(campus_texts, "professional development"),
    )


@rule.element(level=Level.CITED)
def il_roles_included(texts: CoachingTexts, campuses: Campuses, leaders: CampusLeaders) -> Verdict:
    """The text is for every instructional leadership role that somebody holds."""
    return judge_together(
        texts,
        campuses,
        lambda campus_texts, governed_campuses: judge_audiences(
            campus_texts,
            roles_at(leaders, governed_campuses),
            "Leadership roles addressed",
            "Extend the text to {lacking} and record them under audiences.",
        ),
    )


@rule.element(level=Level.CITED, reader="whether this makes for coaching of high quality")
def quality_defined(texts: CoachingTexts, campuses: Campuses, leaders: CampusLeaders) -> Verdict:
    """The text says what it takes for coaching to be of high quality."""
    return judge_together(
        texts,
        campuses,
        lambda campus_texts, governed_campuses: judge_each_role(
            *(
                campus_texts,
                (Role.TEACHER, *roles_at(leaders, governed_campuses)),
                lambda text: text.quality,
            ),
            lambda statements: stated(statements[0], "High quality means"),
        ),
    )


@rule.element(level=Level.CITED)
def ongoing_defined(
    texts: CoachingTexts,
    campuses: Campuses,
    leaders: CampusLeaders,
    least: MinSessions,
    possible: MaxSessions,
) -> Verdict:
    """The text sets a cadence that goes on through the year."""
    return judge_together(
        texts,
        campuses,
        lambda campus_texts, governed_campuses: judge_ongoing(
            campus_texts, (Role.TEACHER, *roles_at(leaders, governed_campuses)), least, possible
        ),
    )


@rule.element(level=Level.CITED)
def job_embedded_defined(
    texts: CoachingTexts, campuses: Campuses, leaders: CampusLeaders, modes: Modes
) -> Verdict:
    """Coaching as the text defines it takes place at work, not in workshops alone."""
    return judge_together(
        texts,
        campuses,
        lambda campus_texts, governed_campuses: judge_job_embedded(
            campus_texts, (Role.TEACHER, *roles_at(leaders, governed_campuses)), modes
        ),
    )


@rule.element(level=Level.CITED)
def communicated_to_each_audience(
    texts: CoachingTexts,
    campuses: Campuses,
    leaders: CampusLeaders,
    review: Review,
    months: MonthsBefore,
) -> Verdict:
    """The text, which states a vision, has been made known to teachers and to each leadership
    role."""

    def judge_texts(campus_texts: Texts, governed_campuses: Campuses) -> Verdict:
        # without a vision there is nothing to communicate
        stating(campus_texts, lambda text: text.vision)
        return judge_communication(
            campus_texts, (Role.TEACHER, *roles_at(leaders, governed_campuses)), review, months
        )

    return judge_together(texts, campuses, judge_texts)
