"""The history of a district, as a page of HTML: a chart, and its figures as a table."""

from collections.abc import Mapping

from lever5_rules.comparing.history import STATES, History, Trend
from lever5_rules.core.text import counted
from lever5_rules.reports.page import page

from .trend import WORDS, trend_svg


def render(history: History) -> str:
    """Return the history as one self-contained page of HTML."""
    from markupsafe import Markup

    drawings = [
        (trend, Markup(_drawing(trend, place))) for place, trend in enumerate(history.trends)
    ]
    return page(
        "history.html",
        trends=drawings,
        unread=history.unread,
        counted=counted,
        counts_phrase=_counts_phrase,
    )


def _drawing(trend: Trend, place: int) -> str:
    rows = [
        (standing.as_of, {practice.id: practice.counts for practice in standing.practices})
        for standing in trend.standings
    ]
    return trend_svg(rows, trend.titles, prefix=f"trend{place}")


def _counts_phrase(counts: Mapping[str, int]) -> str:
    return (
        ", ".join(f"{counts[state]} {WORDS[state]}" for state in STATES if counts.get(state))
        or "none"
    )
