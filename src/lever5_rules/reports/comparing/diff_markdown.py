"""Differences between two reports, as Markdown for a wiki page or an issue."""

from lever5_rules.comparing.changes import Difference
from lever5_rules.reports.documents.as_markdown import markdown_of

from .diff_document import document_of


def render(changes: Difference) -> str:
    """Return the differences as Markdown; all text from a bundle is escaped."""
    return markdown_of(document_of(changes))
