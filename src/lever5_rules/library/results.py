"""Reading and comparison of reports."""

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lever5_rules.checking import misuse
from lever5_rules.comparing.baseline import alarming
from lever5_rules.core.errors import ReportError
from lever5_rules.core.text import clipped
from lever5_rules.findings import report as data
from lever5_rules.reports.report import Report
from lever5_rules.reports.results import FORMATS_OF, format_by_ending, formats_of, render, write

if TYPE_CHECKING:
    from lever5_rules.reports.written import Difference

__all__ = [
    "FORMATS_OF",
    "alarming",
    "diff",
    "format_by_ending",
    "formats_of",
    "read_report",
    "render",
    "report_and_data",
    "require_report",
    "write",
]


def read_report(path: str | Path | bytes) -> Report:
    """Read a report that an earlier run wrote as JSON.

    `path` is the path of the file; text that begins like JSON, and bytes, are the report
    itself.

    Raises ReportError, in a sentence, if it cannot be read or is not a report of this version.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> l5.read_report(report.to_json()) == report
    True
    """
    return report_and_data(path)[0]


def report_and_data(source: Any) -> tuple[Report, dict[str, Any] | None]:
    """Return a report, with its JSON data if it was read from JSON."""
    if isinstance(source, data.Report):
        return source if isinstance(source, Report) else Report.of(source), None
    from lever5_rules.findings.saved_reports import read_with_data, report_in

    if source == "":
        raise ReportError(
            "The path of the report is empty, as where a variable is not set. Give the path of a "
            "JSON report."
        )
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        report, as_json = report_in(source.encode("utf-8", "surrogatepass"), "The text")
    elif isinstance(source, (bytes, bytearray)):
        report, as_json = report_in(bytes(source), "The text")
    elif isinstance(source, (str, PathLike)):
        report, as_json = read_with_data(Path(source))
    else:
        raise ReportError(
            f"{clipped(repr(source), 60)} is not a report. Give its path, its JSON text, or bytes."
        )
    return Report.of(report), as_json


def diff(old: data.Report, new: data.Report) -> "Difference":
    """Return what changed between two reports: findings, files, thresholds, selection, errors.

    `criteria` has each criterion that changed, `those("opened")` those that fail now and did not
    before.

    Raises UsageError if an argument is not a report.

    >>> folders = "examples/cedar-hollow-isd", "examples/cedar-hollow-isd-mended"
    >>> old, new = (l5.check(path, select="5.2.4", as_of=date(2026, 11, 23)) for path in folders)
    >>> [change.id for change in l5.diff(old, new).those("closed")]
    ['5.2.4-1', '5.2.4-2', '5.2.4-3', '5.2.4-4']
    """
    from lever5_rules.comparing.comparison import difference  # a check compares nothing
    from lever5_rules.reports.written import Difference

    return Difference.of(difference(require_report("old", old), require_report("new", new)))


def require_report(name: str, value: object) -> data.Report:
    if not isinstance(value, data.Report):
        raise misuse(name, value, "a report, as check or read_report returns it")
    return value
