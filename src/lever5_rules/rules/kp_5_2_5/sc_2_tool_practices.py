"""5.2.5-2: the central tool spells out high-leverage practices in four areas."""

from lever5_rules.artifacts.vocabulary import IndicatorArea
from lever5_rules.authoring import Judges, Level, Rule, Verdict
from lever5_rules.rules._shared.observations.indicators import MinIndicators, Tools
from lever5_rules.rules._shared.observations.tool_use import ToolUse

rule = Rule(
    "5.2.5-2",
    judges=Judges.PARTIAL,
    not_judged="whether the indicators are clear enough for two observers to see the same",
)


@rule.element(level=Level.CITED)
def student_culture_routines(tools: Tools, least: MinIndicators) -> Verdict:
    """The tool names practices for student culture routines."""
    return tools.judge_area(IndicatorArea.STUDENT_CULTURE_ROUTINES, least)


@rule.element(level=Level.CITED)
def behavior_and_engagement(tools: Tools, least: MinIndicators) -> Verdict:
    """The tool names practices for managing behavior and engaging students."""
    return tools.judge_area(IndicatorArea.BEHAVIOR_ENGAGEMENT, least)


@rule.element(level=Level.CITED)
def rigor_and_execution(tools: Tools, least: MinIndicators) -> Verdict:
    """The tool names practices for rigor and for carrying out instruction."""
    return tools.judge_area(IndicatorArea.RIGOR_EXECUTION, least)


@rule.element(level=Level.CITED)
def response_to_data(tools: Tools, least: MinIndicators) -> Verdict:
    """The tool names practices for responding to student data, for example by feedback."""
    return tools.judge_area(IndicatorArea.RESPONSE_TO_DATA, least)


@rule.element(level=Level.CITED)
def available_to_all_campuses(use: ToolUse) -> Verdict:
    """Every campus uses the tool. Before the first day of instruction its use may be to come."""
    return use.judge()
