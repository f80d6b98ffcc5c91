"""CSV reports: one row per element, for sorting, counting or joining findings in other tools.

By RFC 4180, with a byte order mark so that Excel reads it as UTF-8. The first column, `record`,
says what a row is, so that nothing has to stand above the header row:

- `run`: the first row; its `outcome` is `complete` or `incomplete`, its `message` the accounting.
- `accounting`: `value` is the number of criteria with this `outcome`.
- `element`: an element that was judged; `member_of` names its any-of group.
- `not applicable`, `switched off`, `error`: a criterion or element without an outcome.

A spreadsheet treats text starting with = + - or @ as a formula. Such text is prefixed with an
apostrophe, also if spaces precede it; tabs and line ends become spaces, so that they cannot hide
it.
"""

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO

from lever5_rules.core.text import clipped, harmless, shown
from lever5_rules.findings.report import Report
from lever5_rules.reports.element_rows import ElementRow, element_rows, without_outcome
from lever5_rules.reports.table import row_of
from lever5_rules.reports.wording import INCOMPLETE, accounting, parts, replaced, standing

HEADS = (
    *("record", "criterion", "key_practice", "title", "criterion_outcome", "element", "member_of"),
    *("requirement", "outcome", "advisory", "reason", "message", "remedy", "office", "kind"),
    *("scope", "file", "line", "cell", "field", "value", "cites", "rows"),
    *("level_needed", "level_found", "threshold", "threshold_value", "threshold_unit"),
    *("threshold_origin", "threshold_source", "threshold_ruleset", "left_to_reader"),
    *("judges", "not_judged", "waived_until", "waiver_reason", "change", "fingerprint"),
)
MOST_LETTERS = 2000
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
Cell = str | int | float | None


def render(report: Report) -> bytes:
    """Return the report as the bytes of a CSV file."""
    buffer = StringIO()
    table = csv.DictWriter(buffer, HEADS, restval="", lineterminator="\r\n")
    table.writeheader()
    for row in (*_run(report), *map(_element, element_rows(report)), *_without_outcome(report)):
        table.writerow({name: guarded(cell) for name, cell in row.items()})
    return buffer.getvalue().encode("utf-8-sig", "replace")


def guarded(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet reads as a formula and no terminal as a command."""
    if not isinstance(cell, str):
        return cell
    text = harmless(cell, MOST_LETTERS)
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text


def _run(report: Report) -> Iterable[dict[str, Cell]]:
    summary = f"{standing(report)}: {accounting(report)}{replaced(report)}"
    yield {
        "record": "run",
        "outcome": "complete" if report.complete else "incomplete",
        "message": summary if report.complete else f"{INCOMPLETE} {summary}",
    }
    count = report.accounting
    for name, number in (("selected", count.selected), *parts(report), ("waived", count.waived)):
        yield {"record": "accounting", "outcome": name, "value": number}


def _element(row: ElementRow) -> dict[str, Cell]:
    cells: dict[str, Cell] = {"record": "element"}
    for name, value in row_of(row).items():
        if isinstance(value, bool):
            cells[name] = "yes" if value else "no"
        elif name in HEADS:
            cells[name] = value.isoformat() if isinstance(value, date) else value
    element = row.element
    cells["rows"] = element.rows or None
    if element.evidence:
        cells["value"] = _value(element.evidence[0].value)
    if element.limit:
        cells["threshold_value"] = _value(element.limit.value)
    return cells


def _without_outcome(report: Report) -> Iterable[dict[str, Cell]]:
    """Yield a row for everything without an outcome, so that every selected criterion is listed."""
    for error in report.errors:
        yield {
            "record": "error",
            "criterion": error.criterion,
            "key_practice": (error.criterion or "").rpartition("-")[0],
            "criterion_outcome": "error",
            "element": error.element,
            "message": f"{error.plugin or 'no plugin'}, {error.phase}: {error.message}",
        }
    for exempt in report.not_applicable:
        yield {
            "record": "not applicable",
            "criterion": exempt.id,
            "key_practice": exempt.id.rpartition("-")[0],
            "criterion_outcome": "not applicable",
            "message": exempt.reason,
        }
    for finding in report.findings:
        for record, other in without_outcome(finding):
            yield {
                "record": record,
                "criterion": finding.criterion,
                "key_practice": finding.key_practice,
                "title": finding.title,
                "criterion_outcome": finding.outcome.value,
                "element": other.id,
                "message": other.reason,
            }


def _value(value: object) -> Cell:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    return None if value is None else clipped(shown(value), 500)
