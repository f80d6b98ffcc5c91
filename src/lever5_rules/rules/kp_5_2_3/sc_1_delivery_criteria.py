"""5.2.3-1: criteria for Tier 1 delivery hold on every campus, in general and by content."""

from collections.abc import Callable

from attrs import frozen

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.planning import InstructionalFramework, Practice
from lever5_rules.artifacts.vocabulary import (
    ContentArea,
    Division,
    HighLeveragePractice,
    PracticeScope,
)
from lever5_rules.authoring import (
    Annotated,
    Campus,
    Campuses,
    Documents,
    Judges,
    Level,
    Limit,
    Reason,
    Rule,
    Verdict,
    at_least,
    covers,
    every,
    gap,
    listing,
    met,
    select,
)
from lever5_rules.rules._shared.grades import SCALE, grades_in
from lever5_rules.rules._shared.together import together

rule = Rule(
    "5.2.3-1",
    judges=Judges.PARTIAL,
    not_judged="whether the criteria are clear and the practices high-leverage; read the framework",
)

LEVELS = {
    Division.ELEMENTARY: frozenset(SCALE[:8]),
    Division.MIDDLE: frozenset(SCALE[8:11]),
    Division.HIGH: frozenset(SCALE[11:]),
}
"""The grades of each school level: to 5, 6 to 8, from 9."""

MinPractices = Annotated[Limit[int], "tier1.min_general_practices"]
CoreAreas = Annotated[Limit[tuple[ContentArea, ...]], "tier1.core_areas"]


@rule.element(level=Level.CITED)
def applies_to_all_campuses(
    frameworks: Documents[InstructionalFramework], campuses: Campuses
) -> Verdict:
    """The criteria hold on every campus."""
    governed: set[str] = set()
    for one in frameworks:
        governed.update(campuses.ids if ALL_CAMPUSES in one.campus_ids else one.campus_ids)
    return covers(
        governed,
        campuses.ids,
        "Campuses that the framework governs",
        "Extend the framework to {lacking}.",
    )


@frozen(eq=False, repr=False, slots=False)
class Criteria:
    """The practices that hold on a campus, from however many documents: one framework for all
    areas, or one for each."""

    frameworks: Documents[InstructionalFramework]
    campuses: Campuses

    def judged(self, judge: Callable[[tuple[Practice, ...], Campuses], Verdict]) -> Verdict:
        """Judges the practices of each campus, once for campuses that have the same."""
        return together(
            self.frameworks,
            self.campuses,
            lambda mine, here: judge(
                tuple(practice for one in mine for practice in one.practices), here
            ),
        )


@rule.element(level=Level.CITED, reader="whether these practices are high-leverage in any class")
def general_practices(criteria: Criteria, least: MinPractices) -> Verdict:
    """The framework names practices that hold in any grade and content area."""

    def general(practices: tuple[Practice, ...], here: Campuses) -> Verdict:
        found = select(practices, scope=PracticeScope.GENERAL)
        codes = list(dict.fromkeys(one.code for one in found))
        return at_least(
            len(codes),
            least,
            f"Practices for every class ({listing(codes)})",
            f"Name {least.value - len(codes)} more such practices in the framework.",
        )

    return criteria.judged(general)


def names(practice: HighLeveragePractice) -> Callable[[Criteria], Verdict]:
    """An advisory element: the framework names one of the examples of the criterion."""
    words = practice.value.replace("_", " ")

    def named(practices: tuple[Practice, ...], here: Campuses) -> Verdict:
        codes = [one.code for one in select(practices, practice=practice)]
        if codes:
            return met(f"{words.capitalize()}: {listing(codes)}.")
        return gap(
            Reason.NOT_COVERED,
            f"The framework names no practice of {words}.",
            f"Consider {words}; if the framework has it, record it under practice.",
        )

    def element(criteria: Criteria) -> Verdict:
        return criteria.judged(named)

    return element


for practice in HighLeveragePractice:
    rule.add(
        names(practice),
        level=Level.CITED,
        advisory=True,
        name=practice.value,
        requirement=f"The framework names {practice.value.replace('_', ' ')}, one of the examples "
        "of the criterion.",
    )


@rule.element(level=Level.CITED, reader="whether they are best practice in that content area")
def content_specific_per_area(criteria: Criteria, profile: DistrictProfile) -> Verdict:
    """The framework names practices for each content area that the district teaches."""

    def specific(practices: tuple[Practice, ...], here: Campuses) -> Verdict:
        return covers(
            {one.content_area for one in select(practices, scope=PracticeScope.CONTENT)},
            profile.content_areas,
            "Content areas with practices of their own",
            "Name practices for {lacking} in the framework.",
        )

    return criteria.judged(specific)


def levels_of(campus: Campus) -> list[Division]:
    """The school levels that a campus has: several where it is of no one level, such as K-12."""
    if campus.division is not Division.OTHER:
        return [campus.division]
    known = [grades_in(one) or frozenset() for one in campus.grades]
    taught = frozenset[str]().union(*known)
    return [level for level, grades in LEVELS.items() if taught & grades] or [Division.OTHER]


@rule.element(level=Level.CITED)
def every_division(criteria: Criteria, core: CoreAreas) -> Verdict:
    """In the core content areas the practices cover every school level of the district."""

    def in_every_division(practices: tuple[Practice, ...], here: Campuses) -> Verdict:
        levels = dict.fromkeys(level for campus in here for level in levels_of(campus))
        specific = select(practices, scope=PracticeScope.CONTENT)
        found = {(one.content_area, one.division) for one in specific}

        def in_area(area: ContentArea) -> Verdict:
            named = {division for subject, division in found if subject is area}
            everywhere = set(Division) if None in named else named
            return covers(
                everywhere,
                levels,
                "School levels with practices",
                f"Name practices in {area} for {{lacking}}.",
                limit=core,
            )

        return every(core.value, in_area, what="Core content areas")

    return criteria.judged(in_every_division)
