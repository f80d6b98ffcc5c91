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
        "lapses": [_criterion(one) for one in forecast.lapses],
        "waivers": [
            {
                "criterion": one.criterion,
                "day": one.day.isoformat(),
                "expires": one.waiver.expires.isoformat(),
                "reason": one.waiver.reason,
                "approver_role": one.waiver.approver_role,
            }
            for one in forecast.waivers
        ],
        "errors": [{"day": day.isoformat(), "message": said} for day, said in forecast.errors],
    }
    return written(data)


def _criterion(one: CriterionLapse) -> dict[str, Any]:
    return {
        "criterion": one.id,
        "title": one.title,
        "day": _day(one.day),
        "outcome": one.state,
        "again": _day(one.again),
        "elements": [_element(element) for element in one.elements],
    }


def _element(one: ElementLapse) -> dict[str, Any]:
    return {
        "id": one.id,
        "day": one.day.isoformat(),
        "outcome": one.state,
        "again": _day(one.again),
        "advisory": one.now.advisory,
        "reason": one.then.reason.value if one.then else None,
        "message": one.then.message if one.then else None,
        "remedy": one.then.remedy if one.then else None,
        "scope": list(one.then.scope) if one.then else [],
        "message_today": one.now.message,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
