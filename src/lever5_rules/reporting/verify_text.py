"""Whether a saved report is what a new run gives, as text."""

from lever5_rules.core.text import clipped, counted
from lever5_rules.core.verified import Deviation, Verification

from .lines import about
from .text_page import BAD, BOLD, WIDTH, Page

GROUPS = {
    "tool": "VERSIONS",
    "plugins": "VERSIONS",
    "ruleset": "RULESET AND WAIVERS",
    "waiver_file": "RULESET AND WAIVERS",
    "waivers": "RULESET AND WAIVERS",
    "bundle": "FILES OF THE BUNDLE",
}
REST = "WHAT THE REPORT SAYS"
MOST = 40


def render(found: Verification, *, width: int = WIDTH, color: bool = False) -> str:
    """The answer first, then each thing that differs: versions, ruleset, files, findings."""
    page = Page(width, color)
    page.say(about(found.saved), style=BOLD)
    page.gap()
    if found.same:
        page.say("The report is what this bundle, ruleset and versions give, field by field.")
        return page.text()
    number = counted(len(found.deviations), "field differs", "fields differ")
    page.say(f"The report is NOT what this bundle, ruleset and versions give: {number}.", style=BAD)
    groups: dict[str, list[Deviation]] = {}
    for one in found.deviations:
        groups.setdefault(GROUPS.get(one.place.partition(".")[0], REST), []).append(one)
    for title in (*dict.fromkeys(GROUPS.values()), REST):
        if title in groups:
            page.title(title)
            for one in groups[title][:MOST]:
                page.say(f"- {one.place}: {_said(one)}", hanging=2)
            if len(groups[title]) > MOST:
                page.say(f"and {len(groups[title]) - MOST} more; --format json has them all.")
    return page.text()


def _said(one: Deviation) -> str:
    if one.saved is None:
        return f"not in the report; the run gives {clipped(one.found or '', 160)}"
    if one.found is None:
        return f"the report says {clipped(one.saved, 160)}; the run gives nothing there"
    return f"the report says {clipped(one.saved, 160)}, the run {clipped(one.found, 160)}"
