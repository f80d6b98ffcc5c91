"""What tests read from outside of the repository; without it they are skipped, and say so."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("LEVER5_SHARED", ROOT.parent / "shared"))
NODE = os.environ.get("LEVER5_NODE", "")


def errors_by_schema(name: str, document: Any) -> list[str]:
    """What an official schema says against a document."""
    path = SHARED / "data" / "schemas" / name
    if not path.is_file():
        pytest.skip(f"The official schema {name} is not in {SHARED}; LEVER5_SHARED names it.")
    schema = json.loads(path.read_text(encoding="utf-8"))
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    return [
        f"{error.instance_path}: {error.message}"[:400] for error in validator.iter_errors(document)
    ]


def tool_of_node(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a program that npm installed into the folder LEVER5_NODE."""
    program = Path(NODE, "node_modules", ".bin", name)
    if not NODE or not program.exists():
        pytest.skip(f"{name} is not installed; LEVER5_NODE names the folder with node_modules.")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
