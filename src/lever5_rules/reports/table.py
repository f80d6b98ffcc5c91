"""The elements of a report as flat rows, for pandas, polars and other tools."""

from collections.abc import Iterator
from datetime import date

from lever5_rules.core.text import clipped, shown
from lever5_rules.findings.report import Report
from lever5_rules.reports.element_rows import ElementRow, element_rows

MOST_LETTERS = 500
"""The most characters of a value of the evidence."""
Cell = str | int | float | bool | date | None
Row = dict[str, Cell]


def table(report: Report) -> list[Row]:
    """Return one row per judged element, all with the same keys.

    Absent texts are empty; absent numbers and dates are None.
    """
    return [row_of(row) for row in element_rows(report)]


def row_of(row: ElementRow) -> Row:
    """Return an element as a flat row."""
    return dict(_cells(row))


def _cells(row: ElementRow) -> Iterator[tuple[str, Cell]]:
    element = row.element
    first = element.evidence[0] if element.evidence else None
    limit = element.limit
    yield "criterion", row.criterion
    yield "key_practice", row.key_practice
    yield "title", row.title
    yield "criterion_outcome", row.outcome
    yield "element", element.id
    yield "member_of", row.member_of
    yield "requirement", element.requirement
    yield "outcome", element.outcome.value
    yield "advisory", element.advisory
    yield "reason", element.reason.value
    yield "message", element.message
    yield "remedy", element.remedy
    yield "office", element.office
    yield "kind", element.kind
    yield "scope", ", ".join(element.scope)
    yield "file", first.file if first else ""
    yield "line", first.line if first else None
    yield "cell", (first.cell if first else None) or ""
    yield "field", first.field if first else ""
    yield "value", _text(first.value) if first else ""
    yield "cites", first.cites if first else ""
    yield "rows", element.rows
    yield "level_needed", element.level_needed.value
    yield "level_found", element.level_found.value if element.level_found else ""
    yield "threshold", limit.name if limit else ""
    yield "threshold_value", _text(limit.value) if limit else ""
    yield "threshold_number", _number(limit.value) if limit else None
    yield "threshold_unit", limit.unit if limit else ""
    yield "threshold_origin", limit.origin.value if limit else ""
    yield "threshold_source", limit.source if limit else ""
    yield "threshold_ruleset", limit.ruleset if limit else ""
    yield "left_to_reader", element.reader
    yield "judges", row.judges
    yield "not_judged", row.not_judged
    yield "waived_until", row.waiver.expires if row.waiver else None
    yield "waiver_reason", row.waiver.reason if row.waiver else ""
    yield "change", row.change
    yield "fingerprint", element.fingerprint


def _text(value: object) -> str:
    return "" if value is None else clipped(shown(value), MOST_LETTERS)


def _number(value: object) -> float | None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if number else None  # type: ignore[arg-type]
