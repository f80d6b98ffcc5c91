"""Documents as one self-contained page of HTML."""

from lever5_rules.reports.document import Document
from lever5_rules.reports.page import page


def html_of(document: Document) -> str:
    """Return a document as a page; all of its text is shown literally."""
    return page("document.html", document=document, kind_of=lambda block: type(block).__name__)
