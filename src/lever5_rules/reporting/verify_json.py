"""Whether a saved report is what a new run gives, as JSON."""

from lever5_rules.core.as_json import written
from lever5_rules.core.verified import Verification


def render(found: Verification) -> str:
    """`same`, and each field that differs with what the report says and what the run gives."""
    data = {
        "same": found.same,
        "complete": found.found.complete,
        "differences": [
            {"field": one.place, "report": one.saved, "run": one.found} for one in found.deviations
        ],
    }
    return written(data)
