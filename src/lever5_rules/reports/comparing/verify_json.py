"""The verification of a saved report, as JSON."""

from typing import Any

from lever5_rules.comparing.verification import NOTHING, Unlike, Verification
from lever5_rules.support.json_text import written

from .diff_json import head


def render(found: Verification) -> str:
    """Return the verification as indented JSON text with a final line end."""
    data = {
        "schema_version": "1",
        "same": found.same,
        "notes": list(found.notes),
        "saved": head(found.saved),
        "again": head(found.again),
        "inputs": [_unlike(one) for one in found.unlike if one.of_input],
        "results": [_unlike(one) for one in found.unlike if not one.of_input],
    }
    return written(data)


def _unlike(one: Unlike) -> dict[str, Any]:
    """Return a difference; a value that only one of the documents has gives only one key."""
    sides = {"saved": one.saved, "again": one.again}
    return {"at": list(one.way), **{key: v for key, v in sides.items() if v is not NOTHING}}
