"""A history of reports as text: a row a key practice, a column a report."""

from collections.abc import Mapping

from lever5_rules.core.history import ORDER, History, Moment
from lever5_rules.core.text import clipped, harmless, listing

from .text_page import BAD, BOLD, WIDTH, Page

CELL = 12
ALL = "All"


def render(history: History, *, width: int = WIDTH, color: bool = False) -> str:
    """The latest reports that the page has room for, then what was opened and closed when."""
    page = Page(width, color)
    latest = history.latest
    name = latest.district_name or "(no district name)"
    page.say(
        f"{name} ({latest.district_id or 'no id'}): {len(history.moments)} reports", style=BOLD
    )
    for note in history.notes:
        page.say(f"- {note}", hanging=2, style=BAD)
    room = max((page.width - CELL) // CELL, 1)
    shown = history.moments[-room:]
    page.title("CRITERIA BY KEY PRACTICE: pass / gap / missing evidence")
    if len(shown) < len(history.moments):
        page.say(f"The latest {len(shown)} reports; -o history.csv has all {len(history.moments)}.")
    head = "".join(f"{one.report.as_of.isoformat():>{CELL}}" for one in shown)
    page.lines.append(f"{'':<{CELL}}{head}".rstrip())
    page.lines.append(f"{ALL:<{CELL}}" + "".join(f"{_cell(total(one)):>{CELL}}" for one in shown))
    for practice in history.titles:
        cells = "".join(f"{_cell(one.counts.get(practice)):>{CELL}}" for one in shown)
        page.lines.append(f"{harmless(clipped(practice, CELL - 1)):<{CELL}}{cells}")
    others = [one for one in shown if total(one)["not-applicable"] or total(one)["error"]]
    for one in others:
        count = total(one)
        page.say(
            f"{one.report.as_of}: besides, {count['not-applicable']} not applicable and "
            f"{count['error']} in error."
        )
    page.title("OPENED AND CLOSED")
    for one in history.moments[1:]:
        page.row(one.report.as_of.isoformat(), f"{changes(one)} ({one.name})", lead=CELL)
    if len(history.moments) == 1:
        page.say("There is one report only, so nothing to compare it with.")
    return page.text()


def changes(moment: Moment) -> str:
    """Which criteria fall short for the first time, and which do no longer."""
    parts = []
    if moment.opened:
        parts.append(f"opened: {listing(moment.opened, most=20)}")
    if moment.closed:
        parts.append(f"closed: {listing(moment.closed, most=20)}")
    return "; ".join(parts) or "nothing opened or closed"


def total(moment: Moment) -> dict[str, int]:
    """The counts of all key practices together."""
    return {word: sum(held.get(word, 0) for held in moment.counts.values()) for word in ORDER}


def _cell(counts: Mapping[str, int] | None) -> str:
    if counts is None:
        return "-"
    return "/".join(str(counts.get(word, 0)) for word in ORDER[:3])
