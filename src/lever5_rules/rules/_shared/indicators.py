"""Indicators of the observation tool, by what they look at."""

from lever5_rules.artifacts.observation import ObservationTool
from lever5_rules.artifacts.vocabulary import IndicatorArea
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Reason,
    Verdict,
    gap,
    listing,
    met,
    select,
    shown,
)

MinIndicators = Annotated[Limit[int], "tool.min_indicators_per_area"]


def has_indicators(tool: ObservationTool, area: IndicatorArea, least: Limit[int]) -> Verdict:
    """Whether the tool has enough indicators of an area."""
    codes = list(dict.fromkeys(one.code for one in select(tool.indicators, area=area)))
    name = area.value.replace("_", " ")
    message = f"Indicators on {name}: {len(codes)} found, at least {shown(least.value)} asked"
    if len(codes) >= least.value:
        return met(f"{message} ({listing(codes)}).", least)
    return gap(
        Reason.NOT_COVERED,
        f"{message}.",
        f"Add {least.value - len(codes)} or more indicators on {name} to the tool, with source.",
        limit=least,
    )
