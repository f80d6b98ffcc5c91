"""The verification of a saved report, as JSON."""

from typing import Any

from lever5_rules.comparing.verification import NOTHING, Unlike, Verification
from lever5_rules.support.json_text import written

from .diff_json import head


def render(verification: Verification) -> str:
    """Return the verification as indented JSON text with a final line end."""
    data = {
        "schema_version": "1",
        "same": verification.same,
        "notes": list(verification.notes),
        "saved": head(verification.saved),
        "again": head(verification.again),
        "inputs": [
            _unlike(difference) for difference in verification.unlike if difference.of_input
        ],
        "results": [
            _unlike(difference) for difference in verification.unlike if not difference.of_input
        ],
    }
    return written(data)


def _unlike(difference: Unlike) -> dict[str, Any]:
    """Return a difference; a value that only one of the documents has gives only one key."""
    sides = {"saved": difference.saved, "again": difference.again}
    return {"at": list(difference.way), **{key: v for key, v in sides.items() if v is not NOTHING}}
