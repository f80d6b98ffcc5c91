"""Writes the staff handbook of Live Oak Bend, so that there is something to look quotes up in.

It says what the artifacts of the bundle cite from it, page by page, and little else.
"""

from pathlib import Path

import tomli
from papers import pdf

FILE = "staff-handbook.pdf"
FILLER = "The handbook is read together on the first day of staff development and kept at hand."


def write_handbook(bundle: Path) -> None:
    """Puts the handbook beside the artifacts."""
    texts: dict[int, list[str]] = {}
    for path in sorted(bundle.glob("*.toml")):
        artifact = tomli.loads(path.read_text(encoding="utf-8"))
        if artifact.get("document", {}).get("file") != FILE:
            continue
        inner = [step.get("source", {}) for step in artifact.get("steps", [])]
        for source in (*artifact["sources"].values(), *inner):
            if "document" not in source:
                texts.setdefault(source["page"], []).append(source["quote"])
    head = "Live Oak Bend Charter School. Staff Handbook 2026-27"
    pages = [
        [f"{head}, page {number}.", FILLER, *dict.fromkeys(texts.get(number, ()))]
        for number in range(1, max(texts) + 2)
    ]
    (bundle / FILE).write_bytes(pdf(pages))
