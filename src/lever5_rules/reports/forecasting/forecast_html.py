"""Forecasts, as a page of HTML."""

from lever5_rules.comparing.forecast import Forecast
from lever5_rules.reports.documents.as_html import html_of

from .forecast_document import document_of


def render(forecast: Forecast) -> str:
    """Return the forecast as one self-contained page."""
    return html_of(document_of(forecast))
