"""Indicators of the observation tools by area, and which tool is the central one."""

from collections.abc import Callable

from attrs import frozen

from lever5_rules.artifacts.observation import Indicator, InUse, ObservationTool
from lever5_rules.artifacts.vocabulary import IndicatorArea, TargetType
from lever5_rules.authoring import (
    Annotated,
    Documents,
    Limit,
    Reason,
    Verdict,
    every,
    gap,
    known,
    listing,
    met,
    named,
    select,
    shown,
)
from lever5_rules.rules._shared.joint_documents import items_of
from lever5_rules.rules._shared.names import fold_name, in_words

MinIndicators = Annotated[Limit[int], "tool.min_indicators_per_area"]

_RUBRICS = ("ttess", "texasteacherevaluation", "appraisal")
"""Parts of the names of appraisal rubrics, in folded form: the state's, and the district's own."""


@frozen(eq=False, repr=False, slots=False)
class Tool:
    """An observation tool, which may be set down in several documents for the same campuses.

    What one of them leaves blank another may state.
    """

    parts: tuple[ObservationTool, ...]

    @property
    def name(self) -> str:
        return named(self.parts[0], "tool_id")

    @property
    def cited_names(self) -> tuple[str, ...]:
        """The name in each of the documents, by the words that make it the tool of all."""
        return tuple(part.tool_id for part in self.parts)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return items_of(self.parts, lambda part: part.indicators)

    @property
    def used_by_campuses(self) -> tuple[InUse, ...]:
        return items_of(self.parts, lambda part: part.used_by_campuses)


@frozen(eq=False, repr=False, slots=False)
class Tools:
    """The observation tools in force."""

    in_force: Documents[ObservationTool]

    @property
    def central(self) -> tuple[Tool, ...]:
        """The tools for coaching observations of classrooms, an edition for other campuses alone.

        An appraisal rubric is not central, unless there is no other tool.
        """
        return self._combine_documents(
            lambda tool: (fold_name(named(tool, "tool_id")), *sorted(tool.campus_ids))
        )

    @property
    def districtwide(self) -> tuple[Tool, ...]:
        """The same tools, each with its editions for all campuses."""
        return self._combine_documents(lambda tool: fold_name(named(tool, "tool_id")))

    def _combine_documents(self, key: Callable[[ObservationTool], object]) -> tuple[Tool, ...]:
        documents: tuple[ObservationTool, ...] = self.in_force
        if len(documents) > 1:
            documents = (
                tuple(tool for tool in documents if not _is_for_appraisal(tool)) or documents
            )
        parts: dict[object, list[ObservationTool]] = {}
        for tool in documents:
            parts.setdefault(key(tool), []).append(tool)
        return tuple(Tool(tuple(tool_parts)) for tool_parts in parts.values())

    def judge(
        self, judge: Callable[[Tool], Verdict], tools: tuple[Tool, ...] | None = None
    ) -> Verdict:
        """Judge every central tool, or each of these."""
        chosen = self.central if tools is None else tools
        return every(
            chosen,
            judge,
            name=lambda tool: tool.name if len(chosen) > 1 else "",
            what="Tools",
        )

    def judge_area(self, area: IndicatorArea, least: Limit[int], *about: str) -> Verdict:
        """Return whether every central tool has enough indicators of an area; see
        `judge_indicators`."""
        return self.judge(lambda tool: judge_indicators(tool, area, least, *about))


def _is_for_appraisal(tool: ObservationTool) -> bool:
    """Return whether a tool is only an appraisal rubric: as declared, or by its name or title."""
    if tool.used_for is not None:
        return TargetType.COACHING not in tool.used_for
    title = tool.document.title if tool.document else ""
    names = fold_name(named(tool, "tool_id")), fold_name(title or "")
    return any(rubric in name for rubric in _RUBRICS for name in names)


def judge_indicators(tool: Tool, area: IndicatorArea, least: Limit[int], *about: str) -> Verdict:
    """Return whether the tool has enough indicators of an area, each with a value in the fields
    `about`.

    An indicator that lacks such a value does no harm if others are enough.
    """
    readable = select_area(known(tool.indicators, "area", "code", *about), area)
    indicators = readable if len(readable) >= least.value else select_area(tool.indicators, area)
    for indicator in indicators.values():
        for field in about:
            getattr(indicator, field)
    name = in_words(area.value)
    message = f"Indicators on {name}: {len(indicators)} found, at least {shown(least.value)} asked"
    if len(indicators) >= least.value:
        return met(f"{message} ({listing(indicators)}).", least)
    return gap(
        Reason.NOT_COVERED,
        f"{message}.",
        f"Add {least.value - len(indicators)} or more indicators on {name} to the tool, with "
        "source.",
        limit=least,
    )


def select_area(indicators: tuple[Indicator, ...], area: IndicatorArea) -> dict[str, Indicator]:
    """Return the indicators of an area by code."""
    by_code: dict[str, Indicator] = {}
    for indicator in select(indicators, area=area):
        by_code.setdefault(indicator.code, indicator)
    return by_code
