"""A bundle that tries to harm whoever opens its report, for the tests of every format."""

from typing import Any

import lever5_rules as l5
from lever5_rules.findings.report import Report
from lever5_rules.testing import SAMPLE

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
FORMULA = "=cmd|' /C calc'!A0"
ANSI = "\x1b[31mred\x1b]0;title\x07"
RIGHT_TO_LEFT = "\u202egnp.exe\u2066\u200f"
LONG = "long" * 2_500
ALL = f"{SCRIPT} {FORMULA} {ANSI} {RIGHT_TO_LEFT} {LONG}"


def files() -> dict[str, Any]:
    """The sample district with hostile texts for its name, its files, its words and its quotes."""
    files = SAMPLE.files()
    files["district.toml"] = {**files["district.toml"], "name": f"{FORMULA} {ALL}"}
    guideline = {
        **files.pop("plc_guideline.toml"),
        "minutes": 5,
        "document": {"title": ALL, "dated": "2026-07-01"},
        "sample_agenda": [ALL, SCRIPT],
        "sources": {
            name: {"page": 3, "quote": ALL, "document": ALL}
            for name in ("minutes", "sample_agenda", "membership_basis", "meetings_per_week")
        },
        ALL[:200]: ALL,
    }
    files[f"{SCRIPT.replace('/', '_')}{ANSI}{RIGHT_TO_LEFT}.toml"] = guideline
    files[f"{FORMULA.replace('/', '_')}.csv"] = f"{FORMULA},{SCRIPT}\n{ANSI},{LONG}\n"
    log = [dict(row) for row in files["meeting_log.csv"]]
    log[0] |= {"team": ALL, "date": FORMULA, "campus_id": SCRIPT}
    files["meeting_log.csv"] = log
    return files


def report() -> Report:
    """The report on it."""
    return l5.check(l5.Bundle.from_mapping(files()), entry_points=False)
