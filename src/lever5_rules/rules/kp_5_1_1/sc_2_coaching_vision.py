"""5.1.1-2: a vision of coaching and what is expected of it are made known, resting on research."""

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import Judges, Level, Review, Rule, Verdict, stated
from lever5_rules.rules._shared.learning import (
    CoachingText,
    MinCitations,
    Modes,
    communicated_to,
    job_embedded,
    research_cited,
)

rule = Rule(
    "5.1.1-2",
    judges=Judges.PARTIAL,
    not_judged="whether the vision is clear to those who coach and are coached; ask some of them",
)


@rule.element(level=Level.CITED, reader="whether the vision is clear")
def vision_stated(text: CoachingText) -> Verdict:
    """The text states a vision of coaching."""
    return stated(text.vision, "Vision")


@rule.element(level=Level.CITED, reader="whether the expectations are definite enough to follow")
def expectations_stated(text: CoachingText) -> Verdict:
    """The text states what is expected of coaching."""
    return stated(text.expectations, "Expectations")


@rule.element(level=Level.CITED)
def job_embedded_defined(text: CoachingText, modes: Modes) -> Verdict:
    """Coaching as the text defines it takes place at work, not in workshops alone."""
    return job_embedded(text, modes)


@rule.element(
    level=Level.CITED, reader="whether the coaching described is what the studies speak for"
)
def research_basis_cited(text: CoachingText, least: MinCitations, review: Review) -> Verdict:
    """The text names the research that its vision and expectations rest on."""
    return research_cited(text, least, review)


@rule.element(level=Level.CITED)
def communicated_on_date(text: CoachingText, review: Review) -> Verdict:
    """The text has been made known to teachers on a day that is given."""
    return communicated_to(text, (Role.TEACHER,), review)
