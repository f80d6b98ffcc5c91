"""Forecasts, as Markdown for a wiki page or an issue."""

from lever5_rules.comparing.forecast import Forecast
from lever5_rules.reports.documents.as_markdown import markdown_of

from .forecast_document import document_of


def render(forecast: Forecast) -> str:
    """Return the forecast as Markdown; all text from a bundle is escaped."""
    return markdown_of(document_of(forecast))
