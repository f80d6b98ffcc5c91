"""An earlier report, as far as a later run is compared with it."""

import json
from pathlib import Path
from typing import Any

from lever5_rules.core.errors import ReportError
from lever5_rules.core.text import clipped


def read_baseline(path: str | Path) -> dict[str, dict[str, str]]:
    """For each criterion the fingerprints of required elements that were no pass, with outcome.

    Raises ReportError where the file is no JSON report of this tool.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ReportError(f"The baseline {path} cannot be read ({error.strerror}).") from None
    except (ValueError, RecursionError) as error:
        raise ReportError(
            f"The baseline {path} is not a JSON report: {clipped(str(error), 100)}."
        ) from None
    try:
        return {str(one["criterion"]): _short(one) for one in data["findings"]}
    except (KeyError, TypeError, AttributeError):
        raise ReportError(
            f"The baseline {path} is not a report of lever5; make one with "
            "`lever5 check BUNDLE --format json:REPORT.json`."
        ) from None


def _short(finding: dict[str, Any]) -> dict[str, str]:
    return {
        str(one["fingerprint"]): str(one["outcome"])
        for one in finding["elements"]
        if not one["advisory"] and one["outcome"] != "pass"
    }
