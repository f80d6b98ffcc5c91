"""The analyst's page: a survey as one HTML page, with a picture of every criterion by district."""

import json
from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.core.text import clipped, counted, harmless
from lever5_rules.reports.page import page

from .differences import Numbers, without_small_differences
from .results import Results
from .summary import OUTCOMES, Summary, in_order, worst_first
from .suppression import LEAST, PUBLIC, REST, for_publication

WORDS = {**{outcome: outcome.replace("-", " ") for outcome in OUTCOMES}, REST: "neither"}
WIDE, TALL, TOP, SIZE = 6, 14, 18, 5
"""Width and height of a cell with its space, the head above, and the width of a mark, in pixels."""
SHAPES = {
    "pass": "M2 8h1v1h-1z",
    "gap": "M0 2h5v10h-5z",
    "missing-evidence": "M0 7h5v5h-5z",
    "not-applicable": "",
    "error": "M0 2h5v3h-5zM0 9h5v3h-5z",
}
"""A mark for each outcome, which differs by its shape as well as by its color."""
NOT_SELECTED = "-"
MOST_LETTERS = 60


@frozen(eq=False, repr=False, slots=False)
class DistrictColumn:
    """A district on the page, with its outcome for each criterion."""

    number: str
    name: str
    region: str
    outcomes: Mapping[str, str]

    def of(self, outcome: str) -> str:
        """Return the criteria with an outcome."""
        criteria = [name for name, state in self.outcomes.items() if state == outcome]
        return ", ".join(sorted(criteria, key=in_order))


@frozen(eq=False, repr=False, slots=False)
class Grid:
    """The picture: criteria by districts, with the districts of a region side by side."""

    criteria: tuple[str, ...]
    districts: tuple[DistrictColumn, ...]
    regions: tuple[str, ...]
    by_number: tuple[DistrictColumn, ...]
    cell: int = TALL
    shapes: Mapping[str, str] = field(default=SHAPES)


def analyst_page(summary: Summary, results: Results) -> str:
    """Return the page for use within the agency, which names every district."""
    grid = _grid(summary, results)
    return _page(summary, grid)


def public_page(summary: Summary, earlier: Iterable[Numbers] = ()) -> str:
    """Return the page that may leave the agency.

    It names no district and shows no number that would reveal few of them, neither by itself nor by
    its difference from one of the earlier pages.
    """
    return _page(without_small_differences(for_publication(summary), earlier), None)


def _page(summary: Summary, grid: Grid | None) -> str:
    from markupsafe import Markup

    states = [name for name in OUTCOMES if _has_outcome(summary, name)] if grid else list(PUBLIC)
    return page(
        "survey.html",
        beside="survey",
        summary=summary,
        most=worst_first(summary),
        grid=grid,
        drawing=Markup("".join(_drawing(grid))) if grid else "",
        data=Markup(_data(grid)) if grid else "",
        public=grid is None,
        least=LEAST,
        states=states,
        words=WORDS,
        counted=counted,
        labelled=label_of,
    )


def _has_outcome(summary: Summary, outcome: str) -> bool:
    usual = outcome in ("pass", "gap", "missing-evidence")
    return usual or any(counts.get(outcome) for counts in summary.whole.criteria.values())


def _grid(summary: Summary, results: Results) -> Grid:
    districts = [
        DistrictColumn(
            clipped(record["district_id"], 20) or clipped(name, MOST_LETTERS),
            clipped(record["district_name"], MOST_LETTERS),
            results.region(record),
            record["criteria"],
        )
        for name, record in results.records()
        if record["school_year"] == summary.year
    ]
    districts.sort(key=lambda column: (in_order(column.region), column.number, column.name))
    regions = {district.region for district in districts} if results.regions else set()
    return Grid(
        tuple(summary.whole.criteria),
        tuple(districts),
        tuple(sorted(regions, key=in_order)),
        tuple(sorted(districts, key=lambda column: (column.number, column.name))),
    )


def _drawing(grid: Grid) -> Iterator[str]:
    """Yield the picture as SVG: a path for each outcome, with a mark for each cell."""
    width, height = WIDE * len(grid.districts) + 60, TOP + TALL * len(grid.criteria)
    yield (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'aria-hidden="true" focusable="false">'
    )
    for outcome, shape in SHAPES.items():
        path = "".join(_marks(grid, outcome, shape))
        if path:
            yield f'<path class="cell-{outcome}" d="{path}"/>'
    yield from _edges(grid, height)
    yield (
        f'<rect id="cursor" width="{SIZE + 2}" height="{TALL + 2}" x="0" y="0" '
        'visibility="hidden"/></svg>'
    )


def _marks(grid: Grid, outcome: str, shape: str) -> Iterator[str]:
    parts = [part.partition(" ") for part in shape.split("M") if part]
    for row, criterion in enumerate(grid.criteria):
        for column, district in enumerate(grid.districts):
            if district.outcomes.get(criterion) != outcome:
                continue
            for x, _, rest in parts:
                y, _, width = rest.partition("h")
                yield f"M{WIDE * column + int(x)} {TOP + TALL * row + int(y)}h{width}"


def _edges(grid: Grid, height: int) -> Iterator[str]:
    """Yield the labels above the columns: each region, or every fiftieth district."""
    before, last = None, -WIDE * 20
    for column, district in enumerate(grid.districts):
        x = WIDE * column
        head = district.region if grid.regions else district.number
        new = head != before if grid.regions else column % 50 == 0
        before = head
        if not new:
            continue
        yield f'<path class="edge" d="M{x - 0.5:g} 0v{height}"/>'
        if x - last >= WIDE * 5:
            from html import escape

            yield f'<text x="{x + 2}" y="12">{escape(harmless(clipped(head, 14)))}</text>'
            last = x


def _data(grid: Grid) -> str:
    """Return the text that the cursor shows for each cell, as JSON that is safe within a page."""
    codes = {outcome: str(place) for place, outcome in enumerate(OUTCOMES)}
    data = {
        "criteria": list(grid.criteria),
        "districts": [harmless(_called(district)) for district in grid.districts],
        "cells": [
            "".join(
                codes.get(district.outcomes.get(name, ""), NOT_SELECTED)
                for district in grid.districts
            )
            for name in grid.criteria
        ],
        "words": {code: WORDS[name] for name, code in codes.items()} | {NOT_SELECTED: "not judged"},
        "wide": WIDE,
        "tall": TALL,
        "top": TOP,
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _called(column: DistrictColumn) -> str:
    region = f", region {column.region}" if column.region and column.region != "not told" else ""
    return f"{column.number} {column.name}{region}"
