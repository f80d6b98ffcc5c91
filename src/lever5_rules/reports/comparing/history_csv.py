"""The history of a district, as CSV: a row for each report and key practice.

The key practice `all` is the sum; its row names the criteria opened and closed since the previous
report. The numbers of the states add up to `selected`.
"""

import csv
from collections.abc import Iterator
from io import StringIO

from lever5_rules.comparing.history import STATES, History, Standing, Step
from lever5_rules.reports.formats.csv_report import Cell, guarded

HEADS = (
    *("district_id", "district_name", "school_year", "as_of", "report"),
    *("ruleset", "ruleset_version", "complete", "key_practice", "title", "outcome", "selected"),
    *(state.replace("-", "_") for state in STATES),
    "opened",
    "closed",
)


def render(history: History) -> bytes:
    """Return the history as the bytes of a CSV file, with the byte order mark that Excel needs."""
    buffer = StringIO()
    table = csv.writer(buffer, lineterminator="\r\n")
    table.writerow(HEADS)
    for trend in history.trends:
        for standing, step in zip(trend.standings, (None, *trend.steps), strict=True):
            table.writerows(map(guarded, row) for row in _rows(standing, step))
    return buffer.getvalue().encode("utf-8-sig", "replace")


def _rows(standing: Standing, step: Step | None) -> Iterator[tuple[Cell, ...]]:
    head = (
        standing.district_id,
        standing.district_name,
        standing.school_year,
        standing.as_of.isoformat(),
        standing.name,
        standing.ruleset,
        standing.ruleset_version,
        "yes" if standing.complete else "no",
    )
    for practice in standing.practices:
        numbers = (practice.counts.get(state, 0) for state in STATES)
        outcome = practice.outcome or ""
        yield (*head, practice.id, practice.title, outcome, practice.selected, *numbers, "", "")
    numbers = (standing.counts.get(state, 0) for state in STATES)
    changes = (" ".join(step.opened), " ".join(step.closed)) if step else ("", "")
    yield (*head, "all", "", "", len(standing.states), *numbers, *changes)
