"""The worksheet of what a person must judge, in the formats that people fill in or print."""

from collections.abc import Callable, Mapping

from lever5_rules.core.errors import UsageError
from lever5_rules.findings.report import Report
from lever5_rules.reports import Rendered
from lever5_rules.reports.documents import as_html, as_markdown
from lever5_rules.reports.worksheet import workbook, worksheet

FORMATS: Mapping[str, Callable[[Report], Rendered]] = {
    "html": lambda report: as_html.render(worksheet(report)),
    "markdown": lambda report: as_markdown.render(worksheet(report)),
    "xlsx": workbook,
}


def worksheet_in(report: Report, format: str) -> Rendered:
    """Return what a report leaves to a person, as html, markdown or xlsx.

    Raises UsageError for another format.
    """
    if format not in FORMATS:
        raise UsageError(f"There is no worksheet in {format!r}; there is {', '.join(FORMATS)}.")
    return FORMATS[format](report)
