"""5.2.5-1: one observation tool for all campuses, aligned to materials, delivery and research."""

from functools import partial

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
    Rule,
    Verdict,
    counted,
    enough,
    gap,
    known,
    listing,
    met,
    missing,
    select,
)
from lever5_rules.rules._shared.joint_documents import judge_together
from lever5_rules.rules._shared.names import fold_name
from lever5_rules.rules._shared.observations.indicators import MinIndicators, Tool, Tools
from lever5_rules.rules._shared.observations.tool_use import ToolUse

rule = Rule(
    "5.2.5-1",
    judges=Judges.PARTIAL,
    not_judged="whether indicators match materials, delivery and research in substance; "
    "read them beside the framework and the studies named",
)

MinShare = Annotated[Limit[float], "tool.min_share_framework_practices"]


@rule.element(level=Level.CITED)
def single_central_tool(tools: Tools) -> Verdict:
    """All campuses observe with the same tool. A rubric that is used for appraisal only does not
    count as a second one."""
    names = {fold_name(name): name for tool in tools.central for name in tool.cited_names}
    indicators = [
        indicator.code
        for tool in tools.central
        for indicator in known(tool.indicators, "code") or tool.indicators
    ]
    if len(names) == 1:
        name = next(iter(names.values()))
        return met(f"One tool is in force: {name}, {counted(len(indicators), 'indicator')}.")
    return gap(
        Reason.WRONG_INSTRUMENT,
        f"{len(names)} tools are in force: {listing(names.values())}.",
        "Settle on one tool for all campuses and withdraw the others (effective_to). If one of "
        "them is a rubric for appraisal only, say so in used_for.",
    )


@rule.element(level=Level.CITED)
def hqim_indicators(tools: Tools, least: MinIndicators) -> Verdict:
    """The tool looks at the use of high-quality instructional materials."""
    return tools.judge_area(IndicatorArea.HQIM_USE, least)


@rule.element(level=Level.CITED)
def delivery_indicators_match_framework(
    tools: Tools,
    frameworks: Documents[InstructionalFramework],
    campuses: Campuses,
    least: MinShare,
) -> Verdict:
    """The tool has indicators for the delivery practices of the instructional framework."""
    listed = {
        fold_name(practice.code)
        for framework in frameworks
        for practice in known(framework.practices, "code")
    }

    def judge_tool(tool: Tool) -> Verdict:
        linked = known(tool.indicators, "framework_practice")
        named = [
            fold_name(indicator.framework_practice)
            for indicator in linked
            if indicator.framework_practice
        ]
        # a placeholder may stand for any practice, and so may each place of an unknown word
        unclear_count = (
            len(tool.indicators) - len(linked) + sum(name not in listed for name in named)
        )
        return judge_together(frameworks, campuses, partial(judge_practices, named, unclear_count))

    def judge_practices(
        named: list[str],
        unclear_count: int,
        campus_frameworks: tuple[InstructionalFramework, ...],
        _: Campuses,
    ) -> Verdict:
        general = [
            practice
            for framework in campus_frameworks
            for practice in select(framework.practices, scope=PracticeScope.GENERAL)
        ]
        practices = {fold_name(practice.code): practice.code for practice in general}
        if not practices:
            return gap(
                Reason.NOT_COVERED,
                "The instructional framework names no practice that holds in every class.",
                "Name the general delivery practices in the instructional framework.",
            )
        lacking = [code for name, code in practices.items() if name not in named]
        verdict = enough(
            good=len(practices) - len(lacking),
            of=len(practices),
            share=least,
            said="general practices of the framework have an indicator (framework_practice)",
            remedy=f"Add indicators for {listing(lacking)} to the tool, or name the practice "
            "they match.",
            more=f" Without one: {listing(lacking)}.",
            scope=lacking,
        )
        may_suffice = len(practices) - len(lacking) + unclear_count >= least.value * len(practices)
        if verdict.reason is Reason.MET or not may_suffice:
            return verdict
        return missing(
            Reason.UNREADABLE,
            f"{verdict.message} {counted(unclear_count, 'indicator')} of the tool "
            f"{'names a practice that is' if unclear_count == 1 else 'name practices that are'} "
            "not in the framework, so what is meant is unclear.",
            "Write under framework_practice of the tool each practice as instructional_framework "
            "names it.",
            limit=least,
            scope=lacking,
        )

    return tools.judge(judge_tool)


@rule.element(level=Level.CITED)
def environment_indicators_research_based(tools: Tools, least: MinIndicators) -> Verdict:
    """The tool looks at the learning environment, on a research basis that it names."""
    return tools.judge_area(IndicatorArea.ENVIRONMENT, least, "research_basis")


@rule.element(level=Level.CITED)
def available_to_all_campuses(use: ToolUse) -> Verdict:
    """Every campus uses the tool. Before the first day of instruction its use may be to come."""
    return use.judge()
