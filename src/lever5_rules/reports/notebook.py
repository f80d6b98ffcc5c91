"""A report as a small HTML table for notebooks."""

from html import escape

from lever5_rules.core.text import clipped
from lever5_rules.findings.report import Report

from .wording import accounting, standing


def summary(report: Report) -> str:
    """Return a line of counts and a row per criterion; all text from a bundle is escaped."""
    rows = [
        (finding.criterion, finding.outcome.value, finding.title) for finding in report.findings
    ]
    rows += [(exempt.id, "not applicable", exempt.reason) for exempt in report.not_applicable]
    rows += [
        (failure.criterion or failure.plugin, "error", failure.message) for failure in report.errors
    ]
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(clipped(cell, 200))}</td>' for cell in row)}</tr>"
        for row in sorted(rows)
    )
    head = f"{escape(standing(report))}: {escape(accounting(report))}"
    return (
        f"<p>{head}</p><table><thead><tr><th>criterion</th><th>outcome</th><th></th></tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
