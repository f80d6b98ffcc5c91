"""5.1.1-1: what is expected of teachers' ongoing development rests on research."""

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Review,
    Rule,
    Verdict,
)
from lever5_rules.rules._shared.joint_documents import judge_together
from lever5_rules.rules._shared.learning import (
    DevelopmentText,
    DevelopmentTexts,
    EarliestYear,
    MaxSessions,
    MinCitations,
    MinSessions,
    judge_age,
    judge_audiences,
    judge_ongoing,
    judge_research,
    judge_stated,
)

rule = Rule(
    "5.1.1-1",
    judges=Judges.PARTIAL,
    not_judged="whether the expectations follow from the research that they name; read both",
)

MaxAge = Annotated[Limit[int], "framework.max_age_months"]


@rule.element(level=Level.CITED, reader="whether the expectations are definite enough to follow")
def expectation_stated(texts: DevelopmentTexts, campuses: Campuses) -> Verdict:
    """The text states what is expected of professional development."""
    return judge_stated(texts, campuses, lambda text: text.expectations, "Expectations")


@rule.element(level=Level.CITED)
def teachers_addressed(texts: DevelopmentTexts, campuses: Campuses) -> Verdict:
    """The expectations are for teachers."""
    return judge_together(
        texts,
        campuses,
        lambda campus_texts, _: judge_audiences(
            campus_texts,
            (Role.TEACHER,),
            "Roles addressed",
            "Extend the text to {lacking}s and record them under audiences.",
        ),
    )


@rule.element(level=Level.CITED)
def ongoing_cadence_stated(
    texts: DevelopmentTexts, campuses: Campuses, least: MinSessions, possible: MaxSessions
) -> Verdict:
    """The text sets a cadence that goes on through the year."""
    return judge_together(
        texts,
        campuses,
        lambda campus_texts, _: judge_ongoing(campus_texts, (Role.TEACHER,), least, possible),
    )


@rule.element(
    level=Level.CITED, reader="whether the studies support the practices that they are cited for"
)
def research_basis_cited(
    texts: DevelopmentTexts,
    campuses: Campuses,
    least: MinCitations,
    earliest: EarliestYear,
    review: Review,
) -> Verdict:
    """The text names the research that its expectations rest on."""
    return judge_together(
        texts,
        campuses,
        lambda campus_texts, _: judge_research(campus_texts, least, earliest, review),
    )


@rule.element(
    level=Level.CITED, reader="whether the practices make for a strong classroom experience"
)
def classroom_practice_linked(texts: DevelopmentTexts, campuses: Campuses) -> Verdict:
    """The text names the classroom practices that development is to strengthen."""
    return judge_stated(
        texts, campuses, lambda text: text.classroom_practices, "Classroom practices"
    )


@rule.element(level=Level.CITED, advisory=True)
def still_current(text: DevelopmentText, most: MaxAge, review: Review) -> Verdict:
    """The text has been adopted or reviewed in recent years."""
    return judge_age(text, most, review)
