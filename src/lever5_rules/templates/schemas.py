"""JSON schema files, and the line by which a TOML file names its schema."""

import json
from typing import Any

SCHEMAS = ".schemas"
"""The folder of a bundle with the schemas; hidden, because it holds no evidence."""


def schema_file(kind: str) -> str:
    """Return the file name of the schema of a kind."""
    return f"{kind}.schema.json"


def schema_text(schema: dict[str, Any]) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema_line(kind: str, path: str) -> str:
    """Return the first line of a TOML file at `path`: the relative path to its schema, for
    editors."""
    up = "../" * path.count("/") or "./"
    return f"#:schema {up}{SCHEMAS}/{schema_file(kind)}"
