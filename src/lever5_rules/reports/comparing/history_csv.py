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
    "district_id",
    "district_name",
    "school_year",
    "as_of",
    "report",
    "ruleset",
    "ruleset_version",
    "complete",
    "key_practice",
    "title",
    "outcome",
    "selected",
    *(one.replace("-", "_") for one in STATES),
    "opened",
    "closed",
)


def render(found: History) -> bytes:
    """Return the history as the bytes of a CSV file, with the byte order mark that Excel needs."""
    held = StringIO()
    table = csv.writer(held, lineterminator="\r\n")
    table.writerow(HEADS)
    for trend in found.trends:
        for one, step in zip(trend.standings, (None, *trend.steps), strict=True):
            table.writerows(map(guarded, row) for row in _rows(one, step))
    return held.getvalue().encode("utf-8-sig", "replace")


def _rows(one: Standing, step: Step | None) -> Iterator[tuple[Cell, ...]]:
    head = (
        one.district_id,
        one.district_name,
        one.school_year,
        one.as_of.isoformat(),
        one.name,
        one.ruleset,
        one.ruleset_version,
        "yes" if one.complete else "no",
    )
    for practice in one.practices:
        numbers = (practice.counts.get(state, 0) for state in STATES)
        outcome = practice.outcome or ""
        yield (*head, practice.id, practice.title, outcome, practice.selected, *numbers, "", "")
    numbers = (one.counts.get(state, 0) for state in STATES)
    moved = (" ".join(step.opened), " ".join(step.closed)) if step else ("", "")
    yield (*head, "all", "", "", len(one.states), *numbers, *moved)
