"""5.1.1-2: a vision of coaching and what is expected of it are made known, resting on research."""

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import Campuses, Judges, Level, Review, Rule, Verdict
from lever5_rules.rules._shared.joint_documents import judge_together
from lever5_rules.rules._shared.learning import (
    CoachingTexts,
    EarliestYear,
    MinCitations,
    Modes,
    MonthsBefore,
    judge_communication,
    judge_job_embedded,
    judge_research,
    judge_stated,
)

rule = Rule(
    "5.1.1-2",
    judges=Judges.PARTIAL,
    not_judged="whether the vision is clear to those who coach and are coached; ask some of them",
)


@rule.element(level=Level.CITED, reader="whether the vision is clear")
def vision_stated(texts: CoachingTexts, campuses: Campuses) -> Verdict:
    """The text states a vision of coaching."""
    return judge_stated(texts, campuses, lambda text: text.vision, "Vision")


@rule.element(level=Level.CITED, reader="whether the expectations are definite enough to follow")
def expectations_stated(texts: CoachingTexts, campuses: Campuses) -> Verdict:
    """The text states what is expected of coaching."""
    return judge_stated(texts, campuses, lambda text: text.expectations, "Expectations")


@rule.element(level=Level.CITED)
def job_embedded_defined(texts: CoachingTexts, campuses: Campuses, modes: Modes) -> Verdict:
    """Coaching as the text defines it takes place at work, not in workshops alone."""
    return judge_together(
        texts,
        campuses,
        lambda campus_texts, _: judge_job_embedded(campus_texts, (Role.TEACHER,), modes),
    )


@rule.element(
    level=Level.CITED, reader="whether the coaching described is what the studies speak for"
)
def research_basis_cited(
    texts: CoachingTexts,
    campuses: Campuses,
    least: MinCitations,
    earliest: EarliestYear,
    review: Review,
) -> Verdict:
    """The text names the research that its vision and expectations rest on."""
    return judge_together(
        texts,
        campuses,
        lambda campus_texts, _: judge_research(campus_texts, least, earliest, review),
    )


@rule.element(level=Level.CITED)
def communicated_on_date(
    texts: CoachingTexts, campuses: Campuses, review: Review, months: MonthsBefore
) -> Verdict:
    """The text has been made known to teachers on a day that is given, lately enough for those
    who are there."""
    return judge_together(
        texts,
        campuses,
        lambda campus_texts, _: judge_communication(campus_texts, (Role.TEACHER,), review, months),
    )
