"""Forecasts, as a workbook."""

from lever5_rules.comparing.forecast import Forecast
from lever5_rules.reports.documents.as_workbook import workbook_of

from .forecast_document import document_of


def render(forecast: Forecast) -> bytes:
    """Return the forecast as the bytes of an .xlsx file."""
    return workbook_of(document_of(forecast), forecast.today)
