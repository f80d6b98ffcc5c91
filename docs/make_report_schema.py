"""Writes the reference of docs/report.md from the JSON Schema of the report.

    python docs/make_report_schema.py

CI fails where the page is stale.
"""

import json
from collections.abc import Iterator
from typing import Any

from generated import cell, code, rewrite

from lever5_rules.reports.formats.json_report import schema

Schema = dict[str, Any]


def main() -> None:
    whole = json.loads(schema())
    rewrite("report.md", "make_report_schema.py", pages(whole["$defs"]))


def pages(named: dict[str, Schema]) -> Iterator[str]:
    yield "## Reference"
    for name in ("report", *sorted(named.keys() - {"report"})):
        yield from table(name, named[name], "", sentence=f"The {name}.")


def table(name: str, body: Schema, path: str, *, sentence: str) -> Iterator[str]:
    """An object's properties, then the objects within them, each with a table of its own."""
    yield from ("", f"### `{name}`", "", body.get("description") or sentence, "")
    yield "| property | type | says |"
    yield "| --- | --- | --- |"
    within = []
    for key, value in body["properties"].items():
        full = f"{path}{key}"
        items = value.get("items", {})
        inner = value if "properties" in value else items if "properties" in items else None
        if inner is not None:
            within.append((full + ("[]" if inner is items else ""), inner, value))
        yield f"| {code(key)} | {cell(typed(value))} | {cell(says(value))} |"
    for full, inner, value in within:
        text = value.get("description") or f"Objects of `{full}`."
        yield from table(full, inner, f"{full}.", sentence=text)


def typed(value: Schema) -> str:
    """The type in words: "list of text", "text or null"."""
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "anyOf" in value:
        return " or ".join(map(typed, value["anyOf"]))
    if "const" in value:
        return code(json.dumps(value["const"]))
    if "enum" in value:
        return "one of the words"
    kinds = value.get("type", "any value")
    names = [kinds] if isinstance(kinds, str) else kinds
    if names == ["array"]:
        return f"list of {typed(value['items'])}"
    plain = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    words = [plain.get(type_name, type_name) for type_name in names]
    if value.get("format") == "date":
        words = ["date" if word == "text" else word for word in words]
    return " or ".join(words)


def says(value: Schema) -> str:
    description = value.get("description") or value.get("items", {}).get("description", "")
    words = value.get("enum", [])
    listed = ", ".join("null" if word is None else code(word) for word in words)
    return f"{description} {listed}".strip()


if __name__ == "__main__":
    main()
