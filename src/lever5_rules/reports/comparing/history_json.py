"""The history of a district, as JSON."""

from typing import Any

from lever5_rules.comparing.history import STATES, History, Standing, Trend
from lever5_rules.support.json_text import written


def render(found: History) -> str:
    """Return the history as indented JSON text with a final line end."""
    data = {
        "schema_version": "1",
        "districts": [_trend(one) for one in found.trends],
        "unread": [{"file": name, "why": why} for name, why in found.unread],
    }
    return written(data)


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "id": trend.district_id,
        "name": trend.district_name,
        "notes": list(trend.notes),
        "reports": [_standing(one) for one in trend.standings],
        "steps": [
            {
                "from": one.before.name,
                "to": one.after.name,
                "opened": list(one.opened),
                "closed": list(one.closed),
            }
            for one in trend.steps
        ],
    }


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "file": one.name,
        "as_of": one.as_of.isoformat(),
        "school_year": one.school_year,
        "ruleset": {"name": one.ruleset, "version": one.ruleset_version},
        "complete": one.complete,
        "accounting": {"selected": len(one.states), **_counts(one.counts)},
        "key_practices": [
            {
                "id": each.id,
                "title": each.title,
                "outcome": each.outcome,
                "selected": each.selected,
                "of": each.of,
                **_counts(each.counts),
            }
            for each in one.practices
        ],
    }


def _counts(counts: Any) -> dict[str, int]:
    return {state.replace("-", "_"): counts.get(state, 0) for state in STATES}
