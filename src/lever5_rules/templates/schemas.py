"""Schemas as files, and the line by which a TOML file names its own."""

import json
from typing import Any

SCHEMAS = ".schemas"
"""The folder of a bundle with the schemas; hidden, since it holds no evidence."""


def schema_file(kind: str) -> str:
    """The name of the file with the schema of a kind."""
    return f"{kind}.schema.json"


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema_line(kind: str, path: str) -> str:
    """The first line of a TOML file at `path` within a bundle: where an editor finds its schema,
    told from the file itself."""
    up = "../" * path.count("/") or "./"
    return f"#:schema {up}{SCHEMAS}/{schema_file(kind)}"
