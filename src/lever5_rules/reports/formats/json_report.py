"""JSON: the report itself, by the schema that the package ships."""

import json
from pathlib import Path

from lever5_rules.findings.report import render

__all__ = ["render", "schema"]


def schema(of: str = "report") -> str:
    """The JSON Schema (draft 2020-12) of the report, or of what another command writes as JSON:
    diff, forecast, history or verify. Raises KeyError for any other name."""
    text = Path(__file__).with_name("report.schema.json").read_text(encoding="utf-8")
    whole = json.loads(text)
    if of not in whole["$defs"]:
        raise KeyError(of)
    return json.dumps({**whole, "$ref": f"#/$defs/{of}"}, indent=2, ensure_ascii=False) + "\n"
