"""Forecasts as JSON."""

from datetime import date
from typing import Any

from lever5_rules.comparing.forecast import CriterionLapse, ElementLapse, Forecast
from lever5_rules.reports.comparing.diff_json import head
from lever5_rules.support.json_text import written


def render(forecast: Forecast) -> str:
    """Return the forecast as indented JSON text with a final line end."""
    data = {
        "schema_version": "1",
        "forecast": True,
        "complete": forecast.complete,
        "today": head(forecast.today),
        "until": forecast.until.isoformat(),
        "passing": forecast.passing,
        "lapsing": forecast.lapsing,
        "lapses": [_criterion(lapse) for lapse in forecast.lapses],
        "waivers": [
            {
                "criterion": end.criterion,
                "day": end.day.isoformat(),
                "expires": end.waiver.expires.isoformat(),
                "reason": end.waiver.reason,
                "approver_role": end.waiver.approver_role,
            }
            for end in forecast.waivers
        ],
        "errors": [
            {"day": day.isoformat(), "message": message} for day, message in forecast.errors
        ],
    }
    return written(data)


def _criterion(lapse: CriterionLapse) -> dict[str, Any]:
    return {
        "criterion": lapse.id,
        "title": lapse.title,
        "day": _day(lapse.day),
        "outcome": lapse.state,
        "again": _day(lapse.again),
        "elements": [_element(element) for element in lapse.elements],
    }


def _element(lapse: ElementLapse) -> dict[str, Any]:
    return {
        "id": lapse.id,
        "day": lapse.day.isoformat(),
        "outcome": lapse.state,
        "again": _day(lapse.again),
        "advisory": lapse.now.advisory,
        "reason": lapse.then.reason.value if lapse.then else None,
        "message": lapse.then.message if lapse.then else None,
        "remedy": lapse.then.remedy if lapse.then else None,
        "scope": list(lapse.then.scope) if lapse.then else [],
        "message_today": lapse.now.message,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
