"""Differences between two reports, as text."""

from lever5_rules.comparing.changes import Difference
from lever5_rules.reports.documents.as_text import text_of
from lever5_rules.reports.text_page import WIDTH

from .diff_document import document_of


def render(changes: Difference, *, width: int = WIDTH, color: bool = False) -> str:
    """Return the differences as text of at most `width` columns; `color` adds terminal colors."""
    return text_of(document_of(changes), width, color)
