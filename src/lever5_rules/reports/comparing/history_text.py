"""The history of a district, as text: a table for each district, then the changes by date."""

from collections.abc import Mapping, Sequence

from lever5_rules.comparing.history import STATES, History, Standing, Trend
from lever5_rules.core.text import clipped, counted
from lever5_rules.reports.text_page import WIDTH, Page

LETTERS = dict(zip(STATES, "pgmne", strict=True))
LEGEND = "p pass, g gap, m missing evidence, n not applicable, e error"
NAME, CELL, LEAST_TITLE = 12, 11, 24


def render(history: History, *, width: int = WIDTH, color: bool = False) -> str:
    """Return the history as text of at most `width` columns; `color` adds terminal colors."""
    page = Page(width, color)
    for trend in history.trends:
        page.gap()
        _trend(page, trend)
    if history.unread:
        page.title(f"NOT READ: {counted(len(history.unread), 'file')}")
        for name, reason in history.unread:
            page.say(f"- {clipped(name)}: {reason}", hanging=2)
    return page.text()


def cell(counts: Mapping[str, int]) -> str:
    """Return numbers of criteria without zeros: `3p 1g`."""
    return (
        " ".join(f"{counts[state]}{LETTERS[state]}" for state in STATES if counts.get(state)) or "-"
    )


def _trend(page: Page, trend: Trend) -> None:
    name = trend.district_name or "(no district name)"
    page.say(
        f"{name} ({trend.district_id or 'no id'}): {counted(len(trend.standings), 'report')} from "
        f"{trend.standings[0].as_of} to {trend.standings[-1].as_of}",
        style="1",
    )
    for note in trend.notes:
        page.say(f"- {note}", hanging=2, style="33;1")
    page.gap()
    wide = max(CELL, *(len(cell(standing.counts)) for standing in trend.standings)) + 2
    most = max((page.width - NAME) // wide, 1)
    for first in range(0, len(trend.standings), most):
        _table(page, trend, trend.standings[first : first + most], wide)
        page.gap()
    page.say(f"Numbers of criteria: {LEGEND}. * after a day: an incomplete run.")
    steps = [moving for moving in trend.steps if moving.moved]
    if steps:
        page.title("WHAT MOVED")
    for step in steps:
        day = str(step.after.as_of)
        for word, names in (("closed", step.closed), ("opened", step.opened)):
            if names:
                page.say(f"{day}  {len(names)} {word}: {', '.join(names)}", hanging=12)


def _table(page: Page, trend: Trend, columns: Sequence[Standing], wide: int) -> None:
    room = page.width - NAME - wide * len(columns)

    def line(head: str, cells: Sequence[str], title: str = "") -> None:
        shown_title = clipped(title, room) if room >= LEAST_TITLE else ""
        text = f"{clipped(head, NAME - 1):<{NAME}}"
        page.put(text + "".join(f"{content:<{wide}}" for content in cells) + shown_title)

    line("", [f"{standing.as_of}{'' if standing.complete else '*'}" for standing in columns])
    line(
        "",
        [
            clipped(f"{standing.ruleset} {standing.ruleset_version}", wide - 2)
            for standing in columns
        ],
    )
    for practice, title in trend.titles.items():
        rows = [
            {result.id: result for result in standing.practices}.get(practice)
            for standing in columns
        ]
        line(practice, [cell(result.counts) if result else "-" for result in rows], title)
    line("all", [cell(standing.counts) for standing in columns])
