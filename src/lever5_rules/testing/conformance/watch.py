"""Two runs of the watched process with different hash seeds, and the reading of their results."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from lever5_rules.core.text import clipped

from .concerns import Concern, Topic
from .source import CHANCE, CLOCK, FILES, MACHINE, NETWORK

SECONDS = 120
REMEDIES = {
    "time": CLOCK,
    **dict.fromkeys(("random", "secrets", "uuid"), CHANCE),
    **dict.fromkeys(("socket", "urllib", "http", "ftplib", "smtplib", "imaplib"), NETWORK),
    **dict.fromkeys(("poplib", "webbrowser"), NETWORK),
    **dict.fromkeys(("subprocess", "ctypes"), MACHINE),
}


def of_watching(target: str) -> Iterator[Concern]:
    """Yield what the plugin was seen to do while judging, and any difference between the runs."""
    runs = []
    for order in ("1", "2"):
        watched = _run_watched(target, order)
        if isinstance(watched, str):
            yield Concern(
                Topic.WATCHED, target, watched, "Run the check again; see what it prints."
            )
            return
        runs.append(watched)
    first, second = runs
    for what, file, line in {tuple(item): None for item in (*first["seen"], *second["seen"])}:
        remedy = REMEDIES.get(what.partition(".")[0], FILES)
        yield Concern(Topic.WATCHED, f"{file}:{line}", f"While it judges, it does {what}.", remedy)
    for item, other in zip(first["said"], second["said"], strict=False):
        if item != other:
            both = f"{clipped(item[1], 100)!r}, then {clipped(other[1], 100)!r}"
            message = f"On the same evidence it says two things: {both}."
            yield Concern(Topic.WATCHED, item[0], message, "Sort what comes from a set; see above.")


def _run_watched(target: str, order: str) -> dict[str, Any] | str:
    environment = {**os.environ, "PYTHONHASHSEED": order, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "lever5_rules.testing.conformance.watched", target]
    try:
        done = subprocess.run(
            command, capture_output=True, env=environment, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return (
            f"It took more than {SECONDS} seconds to judge the sample district and was stopped; "
            "a rule may loop without end."
        )
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return f"The process in which it was watched ended with {done.returncode}: {' '.join(last)}"
    result: dict[str, Any] = json.loads(done.stdout)
    return result
