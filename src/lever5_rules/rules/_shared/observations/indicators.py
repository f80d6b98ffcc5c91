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
from lever5_rules.rules._shared.names import folded, in_words
from lever5_rules.rules._shared.together import items_of

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
    def as_cited(self) -> tuple[str, ...]:
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
        return self._joined(lambda tool: (folded(named(tool, "tool_id")), *sorted(tool.campus_ids)))

    @property
    def districtwide(self) -> tuple[Tool, ...]:
        """The same tools, each with its editions for all campuses."""
        return self._joined(lambda tool: folded(named(tool, "tool_id")))

    def _joined(self, key: Callable[[ObservationTool], object]) -> tuple[Tool, ...]:
        documents: tuple[ObservationTool, ...] = self.in_force
        if len(documents) > 1:
            documents = tuple(tool for tool in documents if not _for_appraisal(tool)) or documents
        parts: dict[object, list[ObservationTool]] = {}
        for tool in documents:
            parts.setdefault(key(tool), []).append(tool)
        return tuple(Tool(tuple(of_tool)) for of_tool in parts.values())

    def judged(
        self, judge: Callable[[Tool], Verdict], tools: tuple[Tool, ...] | None = None
    ) -> Verdict:
        """Judge every central tool, or each of these."""
        judged = self.central if tools is None else tools
        return every(
            judged,
            judge,
            name=lambda tool: tool.name if len(judged) > 1 else "",
            what="Tools",
        )

    def have(self, area: IndicatorArea, least: Limit[int], *about: str) -> Verdict:
        """Return whether every central tool has enough indicators of an area; see
        `has_indicators`."""
        return self.judged(lambda tool: has_indicators(tool, area, least, *about))


def _for_appraisal(tool: ObservationTool) -> bool:
    """Return whether a tool is only an appraisal rubric: as declared, or by its name or title."""
    if tool.used_for is not None:
        return TargetType.COACHING not in tool.used_for
    title = tool.document.title if tool.document else ""
    names = folded(named(tool, "tool_id")), folded(title or "")
    return any(rubric in name for rubric in _RUBRICS for name in names)


def has_indicators(tool: Tool, area: IndicatorArea, least: Limit[int], *about: str) -> Verdict:
    """Return whether the tool has enough indicators of an area, each with a value in the fields
    `about`.

    An indicator that lacks such a value does no harm if others are enough.
    """
    sure = of_area(known(tool.indicators, "area", "code", *about), area)
    indicators = sure if len(sure) >= least.value else of_area(tool.indicators, area)
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


def of_area(indicators: tuple[Indicator, ...], area: IndicatorArea) -> dict[str, Indicator]:
    """Return the indicators of an area by code."""
    by_code: dict[str, Indicator] = {}
    for indicator in select(indicators, area=area):
        by_code.setdefault(indicator.code, indicator)
    return by_code
