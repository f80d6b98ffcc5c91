"""Forecasts, as text."""

from lever5_rules.comparing.forecast import Forecast
from lever5_rules.reports.documents.as_text import text_of
from lever5_rules.reports.text_page import WIDTH

from .forecast_document import document_of


def render(forecast: Forecast, *, width: int = WIDTH, color: bool = False) -> str:
    """Return the forecast as text of at most `width` columns; `color` adds terminal colors."""
    return text_of(document_of(forecast), width, color)
