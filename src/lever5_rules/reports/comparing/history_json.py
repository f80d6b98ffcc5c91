"""The history of a district, as JSON."""

from typing import Any

from lever5_rules.comparing.history import STATES, History, Standing, Trend
from lever5_rules.support.json_text import written


def render(history: History) -> str:
    """Return the history as indented JSON text with a final line end."""
    data = {
        "schema_version": "1",
        "districts": [_trend(trend) for trend in history.trends],
        "unread": [{"file": name, "why": why} for name, why in history.unread],
    }
    return written(data)


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "id": trend.district_id,
        "name": trend.district_name,
        "notes": list(trend.notes),
        "reports": [_standing(standing) for standing in trend.standings],
        "steps": [
            {
                "from": step.before.name,
                "to": step.after.name,
                "opened": list(step.opened),
                "closed": list(step.closed),
            }
            for step in trend.steps
        ],
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "file": standing.name,
        "as_of": standing.as_of.isoformat(),
        "school_year": standing.school_year,
        "ruleset": {"name": standing.ruleset, "version": standing.ruleset_version},
        "complete": standing.complete,
        "accounting": {"selected": len(standing.states), **_counts(standing.counts)},
        "key_practices": [
            {
                "id": practice.id,
                "title": practice.title,
                "outcome": practice.outcome,
                "selected": practice.selected,
                "of": practice.of,
                **_counts(practice.counts),
            }
            for practice in standing.practices
        ],
    }


def _counts(counts: Any) -> dict[str, int]:
    return {state.replace("-", "_"): counts.get(state, 0) for state in STATES}
