"""Texts on professional learning: what several criteria ask of them."""

from lever5_rules.artifacts.expectations import ProfessionalLearningFramework
from lever5_rules.artifacts.vocabulary import FrameworkSection, Role, SessionMode
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Reason,
    Review,
    Verdict,
    at_least,
    counted,
    covers,
    gap,
    listing,
    met,
    missing,
    only,
    shown,
)

from .calendar import too_early

DevelopmentText = Annotated[
    ProfessionalLearningFramework, only(section=FrameworkSection.PROFESSIONAL_DEVELOPMENT)
]
CoachingText = Annotated[ProfessionalLearningFramework, only(section=FrameworkSection.COACHING)]
ProcessText = Annotated[
    ProfessionalLearningFramework, only(section=FrameworkSection.ASSIGNMENT_PROCESS)
]
MinSessions = Annotated[Limit[int], "ongoing.min_sessions_per_year"]
MinCitations = Annotated[Limit[int], "research.min_citations"]
Modes = Annotated[Limit[tuple[SessionMode, ...]], "jepd.modes"]


def ongoing(text: ProfessionalLearningFramework, least: Limit[int]) -> Verdict:
    """The text sets a cadence that goes on through the year."""
    return at_least(text.sessions_per_year, least, "Sessions that the text sets for each of them")


def job_embedded(
    text: ProfessionalLearningFramework, modes: Limit[tuple[SessionMode, ...]]
) -> Verdict:
    """The text names forms of learning that take place at work."""
    forms = text.forms
    at_work = [form for form in forms if form in modes.value]
    if at_work:
        return met(f"Forms at work: {listing(at_work)}.", modes)
    return gap(
        Reason.BELOW_PARAMETER,
        f"The text names {listing(forms)} only, none of which takes place at work.",
        f"Set a form that takes place at work ({listing(modes.value)}) and put it into the text.",
        limit=modes,
    )


def research_cited(
    text: ProfessionalLearningFramework, least: Limit[int], review: Review
) -> Verdict:
    """The text names studies or guides that it rests on, each by author, year and title. What is
    listed twice, or is still to appear, is none."""
    listed = [(one.author, one.year, one.title) for one in text.research]
    works = dict.fromkeys(
        f"{author} {year}, {title}" for author, year, title in listed if year <= review.as_of.year
    )
    message = f"Studies and guides cited: {len(works)}, at least {least.value} asked"
    if len(works) >= least.value:
        return met(f"{message} ({listing(works)}).", least)
    return gap(
        Reason.BELOW_PARAMETER,
        f"{message}.",
        f"Rest the text on {least.value - len(works)} more studies or guides and cite them in it.",
        limit=least,
    )


def communicated_to(
    text: ProfessionalLearningFramework, roles: tuple[Role, ...], review: Review
) -> Verdict:
    """The text has been made known to each of these roles, on a day that is given."""
    occasions = [(one.date, one.audience) for one in text.communicated]
    past = [audience for day, audience in occasions if day <= review.as_of]
    if not past:
        return too_early("The text is still to be made known", min(day for day, _ in occasions))
    return covers(
        {role for audience in past for role in audience},
        roles,
        f"Roles told on {counted(len(past), 'occasion')}",
        "Make the text known to {lacking} and record the day under communicated.",
    )


def up_to_date(text: ProfessionalLearningFramework, most: Limit[int], review: Review) -> Verdict:
    """The version of the document is not older than the ruleset asks, in months."""
    dated = text.document.dated if text.document else None
    if dated is None:
        return missing(
            Reason.UNDATED,
            "The text does not say of which day its document is.",
            "Give the date of adoption or review under [document] as dated.",
            limit=most,
        )
    age = (review.as_of.year - dated.year) * 12 + review.as_of.month - dated.month
    message = f"The document is of {shown(dated)}, {age} months old; at most {most.value} asked."
    if age <= most.value:
        return met(message, most)
    return gap(Reason.LATE, message, "Review the text and adopt it anew.", limit=most)
