"""Differences between two reports, as a page of HTML."""

from lever5_rules.comparing.changes import Difference
from lever5_rules.reports.documents.as_html import html_of

from .diff_document import document_of


def render(changes: Difference) -> str:
    """Return the differences as one self-contained page."""
    return html_of(document_of(changes))
