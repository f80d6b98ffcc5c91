"""The history of a district, as a page of HTML: a chart, and its figures as a table."""

from collections.abc import Mapping

from lever5_rules.comparing.history import STATES, History, Trend
from lever5_rules.core.text import counted
from lever5_rules.reports.page import page

from .trend import WORDS, trend_svg


def render(found: History) -> str:
    """Return the history as one self-contained page of HTML."""
    from markupsafe import Markup

    drawn = [(one, Markup(_drawing(one, place))) for place, one in enumerate(found.trends)]
    return page(
        "history.html", trends=drawn, unread=found.unread, counted=counted, told=_counts_phrase
    )


def _drawing(trend: Trend, place: int) -> str:
    rows = [
        (one.as_of, {each.id: each.counts for each in one.practices}) for one in trend.standings
    ]
    return trend_svg(rows, trend.titles, prefix=f"trend{place}")


def _counts_phrase(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[one]} {WORDS[one]}" for one in STATES if counts.get(one)) or "none"
