"""JSON: the report itself, by the schema that the package ships."""

from pathlib import Path

from lever5_rules.core.as_json import render

__all__ = ["render", "schema"]


def schema() -> str:
    """The JSON Schema (draft 2020-12) of the report."""
    return Path(__file__).with_name("report.schema.json").read_text(encoding="utf-8")
