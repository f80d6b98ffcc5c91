"""Differences between two reports, as a workbook."""

from lever5_rules.comparing.changes import Difference
from lever5_rules.reports.documents.as_workbook import workbook_of

from .diff_document import document_of


def render(changes: Difference) -> bytes:
    """Return the differences as the bytes of an .xlsx file."""
    return workbook_of(document_of(changes), changes.new)
