"""A history of reports as one page: the drawing, the same figures as a table, what changed when."""

from markupsafe import Markup

from lever5_rules.core.history import ORDER, History

from .history_text import changes, total
from .page import page
from .trend import WORDS, trend_svg


def render(history: History) -> str:
    """The page, which holds everything itself and asks nothing of the network."""
    drawn = [(one.report.as_of, one.counts) for one in history.moments]
    rows = [
        {
            "day": one.report.as_of.isoformat(),
            "name": one.name,
            "ruleset": f"{one.report.ruleset} {one.report.ruleset_version}",
            "counts": [total(one)[word] for word in ORDER],
            "changes": changes(one) if number else "the first report",
            "complete": one.report.complete,
        }
        for number, one in enumerate(history.moments)
    ]
    practices = [
        {
            "id": practice,
            "title": title,
            "cells": [
                "/".join(str(one.counts[practice].get(word, 0)) for word in ORDER[:3])
                if practice in one.counts
                else "-"
                for one in history.moments
            ],
        }
        for practice, title in history.titles.items()
    ]
    return page(
        "history.html",
        report=history.latest,
        notes=history.notes,
        words=[WORDS[word] for word in ORDER],
        rows=rows,
        practices=practices,
        drawing=Markup(trend_svg(drawn, history.titles)),
    )
