"""5.2.3-1: criteria for Tier 1 delivery hold on every campus, in general and by content."""

from collections.abc import Callable

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.planning import InstructionalFramework
from lever5_rules.artifacts.vocabulary import (
    ContentArea,
    Division,
    HighLeveragePractice,
    PracticeScope,
)
from lever5_rules.authoring import (
    Annotated,
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

rule = Rule(
    "5.2.3-1",
    judges=Judges.PARTIAL,
    not_judged="whether the criteria are clear and the practices high-leverage; read the framework",
)

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


@rule.element(level=Level.CITED, reader="whether these practices are high-leverage in any class")
def general_practices(framework: InstructionalFramework, least: MinPractices) -> Verdict:
    """The framework names practices that hold in any grade and content area."""
    general = select(framework.practices, scope=PracticeScope.GENERAL)
    codes = list(dict.fromkeys(one.code for one in general))
    return at_least(
        len(codes),
        least,
        f"Practices for every class ({listing(codes)})",
        f"Name {least.value - len(codes)} more such practices in the framework.",
    )


def names(practice: HighLeveragePractice) -> Callable[[InstructionalFramework], Verdict]:
    """An advisory element: the framework names one of the examples of the criterion."""
    words = practice.value.replace("_", " ")

    def element(framework: InstructionalFramework) -> Verdict:
        codes = [one.code for one in select(framework.practices, practice=practice)]
        if codes:
            return met(f"{words.capitalize()}: {listing(codes)}.")
        return gap(
            Reason.NOT_COVERED,
            f"The framework names no practice of {words}.",
            f"Consider {words}; if the framework has it, record it under practice.",
        )

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
def content_specific_per_area(
    framework: InstructionalFramework, profile: DistrictProfile
) -> Verdict:
    """The framework names practices for each content area that the district teaches."""
    specific = select(framework.practices, scope=PracticeScope.CONTENT)
    return covers(
        {one.content_area for one in specific},
        profile.content_areas,
        "Content areas with practices of their own",
        "Name practices for {lacking} in the framework.",
    )


@rule.element(level=Level.CITED)
def every_division(
    framework: InstructionalFramework, campuses: Campuses, core: CoreAreas
) -> Verdict:
    """In the core content areas the practices cover every school level of the district."""
    levels = dict.fromkeys(campus.division for campus in campuses)
    specific = select(framework.practices, scope=PracticeScope.CONTENT)
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
