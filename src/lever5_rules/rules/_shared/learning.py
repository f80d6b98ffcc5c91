"""Texts on professional learning: requirements shared by several criteria.

Several texts, such as one for teachers and one for an academy of leaders, are judged together: what
one leaves blank another may state.
"""

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import NamedTuple, TypeVar

from lever5_rules.artifacts.expectations import ProfessionalLearningFramework
from lever5_rules.artifacts.vocabulary import FrameworkSection, Role, SessionMode
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Documents,
    Limit,
    Outcome,
    Reason,
    Review,
    Verdict,
    at_least,
    conclude,
    counted,
    covers,
    every,
    gap,
    listing,
    met,
    missing,
    only,
    readings,
    shown,
    stated,
    stating,
)
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.joint_documents import items_of, judge_together

ValueT = TypeVar("ValueT")
DevelopmentText = Annotated[
    ProfessionalLearningFramework, only(section=FrameworkSection.PROFESSIONAL_DEVELOPMENT)
]
DevelopmentTexts = Annotated[
    Documents[ProfessionalLearningFramework],
    only(section=FrameworkSection.PROFESSIONAL_DEVELOPMENT),
]
CoachingTexts = Annotated[
    Documents[ProfessionalLearningFramework], only(section=FrameworkSection.COACHING)
]
ProcessTexts = Annotated[
    Documents[ProfessionalLearningFramework], only(section=FrameworkSection.ASSIGNMENT_PROCESS)
]
MinSessions = Annotated[Limit[int], "ongoing.min_sessions_per_year"]
MaxSessions = Annotated[Limit[int], "ongoing.max_sessions_per_year"]
MinCitations = Annotated[Limit[int], "research.min_citations"]
EarliestYear = Annotated[Limit[int], "research.earliest_year"]
MonthsBefore = Annotated[Limit[int], "communication.max_months_before_year"]
Modes = Annotated[Limit[tuple[SessionMode, ...]], "jepd.modes"]

Texts = tuple[ProfessionalLearningFramework, ...]
_FOR_ALL = attrgetter("all_teachers")
_AUDIENCES = attrgetter("audiences")


def judge_stated(
    texts: Documents[ProfessionalLearningFramework],
    campuses: Campuses,
    read: Callable[[ProfessionalLearningFramework], object],
    what: str,
) -> Verdict:
    """Return whether one of the texts that govern a campus states something."""
    return judge_together(
        texts, campuses, lambda campus_texts, _: stated(stating(campus_texts, read)[0][1], what)
    )


def judge_audiences(texts: Texts, roles: Iterable[Role], what: str, remedy: str) -> Verdict:
    """Return whether the texts are for each of these roles.

    A text that does not say for whom it is may be for any of them.
    """
    stated_audiences, verdicts_without_audience = readings(texts, _AUDIENCES)
    if verdicts_without_audience and not stated_audiences:
        conclude(verdicts_without_audience[0])
    verdict = covers(
        found={role for _, audiences in stated_audiences for role in audiences},
        wanted=roles,
        what=what,
        remedy=remedy,
    )
    if verdict.reason is not Reason.MET and verdicts_without_audience:
        conclude(verdicts_without_audience[0])
    return verdict


def judge_each_role(
    texts: Texts,
    roles: tuple[Role, ...],
    read: Callable[[ProfessionalLearningFramework], ValueT],
    judge: Callable[[list[ValueT]], Verdict],
) -> Verdict:
    """Judge for each role what the texts for it state.

    If no text for the role states it, or none says for whom it is, the statements of the others
    count; unless a text for the role says that there is no such thing.
    """
    statements = stating(texts, read)
    denials = [
        (text, verdict)
        for text in texts
        for verdict in readings((text,), read)[1]
        if verdict.outcome is Outcome.GAP
    ]
    if len(statements) == 1 and not denials:
        return judge([statements[0][1]])
    audiences = {id(text): roles for text, roles in readings(texts, _AUDIENCES)[0]}

    def judge_role(role: Role) -> Verdict:
        values = [value for text, value in statements if role in audiences.get(id(text), (role,))]
        denied = [verdict for text, verdict in denials if role in audiences.get(id(text), ())]
        if denied and not values:
            return denied[0]
        return judge(values or [value for _, value in statements])

    return every(roles, judge_role, what="Roles")


def _drop_texts_for_some(texts: Texts) -> Texts:
    """Return the texts without those for only some of the people for all of whom another is."""
    if len(texts) < 2:
        return texts
    everybody = {id(text): all_of_them for text, all_of_them in readings(texts, _FOR_ALL)[0]}
    audiences = {id(text): set(roles) for text, roles in readings(texts, _AUDIENCES)[0]}
    for_all = [
        audiences[id(text)] for text in texts if everybody.get(id(text)) and id(text) in audiences
    ]
    return tuple(
        text
        for text in texts
        if everybody.get(id(text), True)
        or not any(roles >= audiences.get(id(text), roles) for roles in for_all)
    )


def judge_ongoing(
    texts: Texts, roles: tuple[Role, ...], least: Limit[int], possible: Limit[int]
) -> Verdict:
    """Return whether the texts set an ongoing and possible cadence for each role.

    What a text sets for some teachers comes on top of what another sets for every teacher.
    """
    texts = _drop_texts_for_some(texts)

    def judge_numbers(numbers: list[int]) -> Verdict:
        fewest, most = min(numbers), max(numbers)
        if fewest < 0 or most > possible.value:
            return missing(
                Reason.UNREADABLE,
                f"{fewest if fewest < 0 else most} sessions a year cannot be; at most "
                f"{possible.value} are taken for a cadence.",
                "Look the number up in the document and correct sessions_per_year.",
                limit=possible,
            )
        if fewest < least.value <= most:
            return missing(
                Reason.CONTRADICTORY,
                f"One text sets {fewest} sessions a year and another {most} for the same people; "
                f"at least {least.value} are asked.",
                "Correct sessions_per_year in one of the texts, or say under audiences whom each "
                "is for.",
                limit=least,
            )
        return at_least(fewest, least, "Sessions that the text sets for each of them")

    return judge_each_role(texts, roles, lambda text: text.sessions_per_year, judge_numbers)


def judge_job_embedded(
    texts: Texts, roles: tuple[Role, ...], modes: Limit[tuple[SessionMode, ...]]
) -> Verdict:
    """Return whether the texts name job-embedded forms of learning for each role."""

    def judge_forms(named: list[tuple[SessionMode, ...]]) -> Verdict:
        forms = tuple(dict.fromkeys(form for text_forms in named for form in text_forms))
        fitting = [form for form in forms if form in modes.value]
        if fitting:
            return met(f"Forms at work: {listing(fitting)}.", modes)
        return gap(
            Reason.BELOW_PARAMETER,
            f"The text names {listing(forms)} only, none of which takes place at work.",
            f"Set a form that takes place at work ({listing(modes.value)}) and put it into the "
            "text.",
            limit=modes,
        )

    return judge_each_role(texts, roles, lambda text: text.forms, judge_forms)


def judge_research(
    texts: Texts, least: Limit[int], earliest: Limit[int], review: Review
) -> Verdict:
    """Return whether the texts cite enough studies or guides with author, year and title.

    Repeated entries and future publications do not count. Entries without a year, or with an
    impossible year, may count: if they could make a difference, it is missing evidence.
    """
    sources = items_of(texts, lambda text: text.research)
    complete, lacking = readings(sources, lambda source: (source.author, source.year, source.title))
    works = dict.fromkeys(
        f"{author} {year}, {title}"
        for _, (author, year, title) in complete
        if earliest.value <= year <= review.as_of.year
    )
    message = f"Studies and guides cited: {len(works)}, at least {least.value} asked"
    if len(works) >= least.value:
        return met(f"{message} ({listing(works)}).", least)
    impossible = [year for _, (_, year, _) in complete if year < earliest.value]
    if len(works) + len(lacking) + len(impossible) >= least.value:
        if lacking:
            conclude(lacking[0])
        return missing(
            Reason.UNREADABLE,
            f"{message}. {listing(map(str, impossible))} is not a year in which a study or guide "
            f"of today can have been published; years from {earliest.value} on are read.",
            "Correct the year of publication under research.",
            limit=earliest,
        )
    future = sorted({year for _, (_, year, _) in complete if year > review.as_of.year})
    yet_to_appear = f" Those of {listing(future)} are still to appear." if future else ""
    return gap(
        Reason.BELOW_PARAMETER,
        f"{message}.{yet_to_appear}",
        f"Rest the text on {least.value - len(works)} more studies or guides and cite them in it"
        + (", or correct the year under research." if future else "."),
        limit=least,
    )


class Occasion(NamedTuple):
    """A day on which a text was communicated, the audience, and the date of the text."""

    day: date
    audience: tuple[Role, ...]
    text_date: date | None


def judge_communication(
    texts: Texts, roles: tuple[Role, ...], review: Review, months: Limit[int]
) -> Verdict:
    """Return whether the texts were communicated to each of these roles recently.

    It must be in this school year or shortly before, because staff change, and not before the text
    was written.
    """
    occasions, verdicts_without_day = _list_occasions(texts)
    earliest = _subtract_months(review.school_year.span.first, months.value)
    past_occasions = [occasion for occasion in occasions if occasion.day <= review.as_of]
    if occasions and not past_occasions and not verdicts_without_day:
        first = min(occasion.day for occasion in occasions)
        return too_early("The text is still to be made known", first)
    too_early_occasions = [
        occasion
        for occasion in past_occasions
        if occasion.text_date is not None and occasion.day < occasion.text_date
    ]
    recent = [
        occasion
        for occasion in past_occasions
        if occasion.day >= earliest and occasion not in too_early_occasions
    ]
    informed_roles = {role for occasion in recent for role in occasion.audience}
    verdict = covers(
        found=informed_roles,
        wanted=roles,
        what=f"Roles told on {counted(len(recent), 'occasion')} since {earliest}",
        remedy="Make the text known to {lacking} and record the day under communicated.",
        limit=months,
    )
    if verdict.reason is Reason.MET:
        return verdict
    doubtful = [
        occasion
        for occasion in too_early_occasions
        if not informed_roles.issuperset(set(roles) & set(occasion.audience))
    ]
    if doubtful:
        example = doubtful[0]
        return missing(
            Reason.CONTRADICTORY,
            f"The text is dated {shown(example.text_date)} under [document] and was made known on "
            f"{shown(example.day)} by communicated, before it was written. {verdict.message}",
            "Correct one of the two dates, or record the day on which this text was made known.",
            limit=months,
            scope=verdict.scope,
        )
    if verdicts_without_day:
        conclude(verdicts_without_day[0])
    long_ago = [occasion.day for occasion in past_occasions if occasion.day < earliest]
    if not long_ago:
        return verdict
    return verdict.but(
        message=f"{verdict.message} What was made known on {shown(max(long_ago))} or earlier was "
        f"not made known to those who have come since."
    )


def _list_occasions(texts: Texts) -> tuple[list[Occasion], list[Verdict]]:
    """Return when the texts were communicated, and the verdicts on entries that do not say."""
    occasions: list[Occasion] = []
    verdicts_without_day: list[Verdict] = []
    for text, communications in stating(texts, lambda framework: framework.communicated):
        dates, _ = readings([text], _read_date)
        text_date = dates[0][1] if dates else None
        dated, lacking = readings(
            communications, lambda communication: (communication.date, communication.audience)
        )
        occasions += [Occasion(day, audience, text_date) for _, (day, audience) in dated]
        verdicts_without_day += lacking
    return occasions, verdicts_without_day


def _read_date(text: ProfessionalLearningFramework) -> date | None:
    return text.document.dated if text.document else None


def _subtract_months(day: date, months: int) -> date:
    """Return the first day of the month that is so many months before a day."""
    number = max(day.year * 12 + day.month - 1 - months, 12)
    return date(number // 12, number % 12 + 1, 1)


def judge_age(text: ProfessionalLearningFramework, most: Limit[int], review: Review) -> Verdict:
    """Return whether the document's version is recent enough, in months."""
    dated = _read_date(text)
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
