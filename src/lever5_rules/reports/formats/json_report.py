"""JSON reports, by the schema shipped with the package."""

import json
from pathlib import Path

from lever5_rules.findings.report import render

__all__ = ["render", "schema"]


def schema(of: str = "report") -> str:
    """Return the JSON Schema (draft 2020-12) of the report, or of another command's JSON output:
    diff, forecast, history or verify. Raises KeyError for any other name."""
    text = Path(__file__).with_name("report.schema.json").read_text(encoding="utf-8")
    schemas = json.loads(text)
    if of not in schemas["$defs"]:
        raise KeyError(of)
    return json.dumps({**schemas, "$ref": f"#/$defs/{of}"}, indent=2, ensure_ascii=False) + "\n"
