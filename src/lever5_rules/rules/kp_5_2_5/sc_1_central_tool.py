"""5.2.5-1: one observation tool for all campuses, aligned to materials, delivery and research."""

from lever5_rules.artifacts.observation import ObservationTool
from lever5_rules.artifacts.planning import InstructionalFramework
from lever5_rules.artifacts.vocabulary import IndicatorArea, PracticeScope
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Documents,
    Judges,
    Level,
    Limit,
    Reason,
    Review,
    Rule,
    Verdict,
    counted,
    covers,
    enough,
    every,
    gap,
    listing,
    met,
    select,
    stated,
)
from lever5_rules.rules._shared.indicators import MinIndicators, has_indicators
from lever5_rules.rules._shared.together import together

rule = Rule(
    "5.2.5-1",
    judges=Judges.PARTIAL,
    not_judged="whether indicators match materials, delivery and research in substance; "
    "read them beside the framework and the studies named",
)

MinShare = Annotated[Limit[float], "tool.min_share_framework_practices"]


@rule.element(level=Level.CITED)
def single_central_tool(tools: Documents[ObservationTool]) -> Verdict:
    """All campuses observe with one and the same tool."""
    names = list(dict.fromkeys(tool.tool_id for tool in tools))
    indicators = [indicator.code for tool in tools for indicator in tool.indicators]
    if len(names) == 1:
        return met(f"One tool is in force: {names[0]}, {counted(len(indicators), 'indicator')}.")
    return gap(
        Reason.WRONG_INSTRUMENT,
        f"{len(names)} tools are in force: {listing(names)}.",
        "Settle on one tool for all campuses and withdraw the others (effective_to).",
    )


@rule.element(level=Level.CITED)
def hqim_indicators(tool: ObservationTool, least: MinIndicators) -> Verdict:
    """The tool looks at the use of high-quality instructional materials."""
    return has_indicators(tool, IndicatorArea.HQIM_USE, least)


@rule.element(level=Level.CITED)
def delivery_indicators_match_framework(
    tool: ObservationTool,
    frameworks: Documents[InstructionalFramework],
    campuses: Campuses,
    least: MinShare,
) -> Verdict:
    """The tool has indicators for the delivery practices of the instructional framework."""
    matched = {one.framework_practice for one in tool.indicators if one.framework_practice}

    def match(mine: tuple[InstructionalFramework, ...], here: Campuses) -> Verdict:
        general = [
            practice
            for framework in mine
            for practice in select(framework.practices, scope=PracticeScope.GENERAL)
        ]
        practices = list(dict.fromkeys(one.code for one in general))
        if not practices:
            return gap(
                Reason.NOT_COVERED,
                "The instructional framework names no practice that holds in every class.",
                "Name the general delivery practices in the instructional framework.",
            )
        lacking = [code for code in practices if code not in matched]
        return enough(
            len(practices) - len(lacking),
            len(practices),
            least,
            "general practices of the framework have an indicator",
            f"Add indicators for {listing(lacking)} to the tool, or name the practice they match.",
            more=f" Without one: {listing(lacking)}.",
            scope=lacking,
        )

    return together(frameworks, campuses, match)


@rule.element(level=Level.CITED)
def environment_indicators_research_based(tool: ObservationTool, least: MinIndicators) -> Verdict:
    """The tool looks at the learning environment, on a research basis that it names."""
    enough = has_indicators(tool, IndicatorArea.ENVIRONMENT, least)
    if enough.reason is not Reason.MET:
        return enough
    return every(
        select(tool.indicators, area=IndicatorArea.ENVIRONMENT),
        lambda one: stated(one.research_basis, "Research basis"),
        name=lambda one: one.code,
        what="Environment indicators",
    )


@rule.element(level=Level.CITED)
def available_to_all_campuses(tool: ObservationTool, campuses: Campuses, review: Review) -> Verdict:
    """Every campus uses the tool."""
    using = {one.campus_id for one in tool.used_by_campuses if one.since <= review.as_of}
    return covers(
        using,
        campuses.ids,
        "Campuses that use the tool",
        "Bring the tool into use at {lacking} and record the day under used_by_campuses.",
    )
