"""Two runs of the watched process with different hash seeds, and the reading of their results."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field

from lever5_rules.core.text import clipped
from lever5_rules.engine.rules import Rule

from .concerns import Concern, Topic
from .source import CHANCE, CLOCK, FILES, MACHINE, NETWORK

SECONDS = 20
"""How long the judgement of one district may take; a whole one takes less than a second."""
SECONDS_IN_ALL = 120
REMEDIES = {
    "time": CLOCK,
    **dict.fromkeys(("random", "secrets", "uuid"), CHANCE),
    **dict.fromkeys(("socket", "urllib", "http", "ftplib", "smtplib", "imaplib"), NETWORK),
    **dict.fromkeys(("poplib", "webbrowser"), NETWORK),
    **dict.fromkeys(("subprocess", "ctypes"), MACHINE),
}


@define(eq=False, repr=False, slots=False)
class Watching:
    """What was seen of a plugin; `ended` if its process did not come to its end."""

    concerns: list[Concern] = field(factory=list)
    ended: bool = False


def watch(target: str, rules: Sequence[Rule]) -> Watching:
    """Return what the plugin was seen to do while judging, and any difference between the runs."""
    runs = []
    for order in ("1", "2"):
        watched = _run_watched(target, order, rules)
        if isinstance(watched, Concern):
            return Watching([watched], ended=True)
        runs.append(watched)
    return Watching([*_of_runs(*runs)])


def _of_runs(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[Concern]:
    for what, file, line in {tuple(item): None for item in (*first["seen"], *second["seen"])}:
        remedy = REMEDIES.get(what.partition(".")[0], FILES)
        yield Concern(Topic.WATCHED, f"{file}:{line}", f"While it judges, it does {what}.", remedy)
    for item, other in zip(first["said"], second["said"], strict=False):
        if item != other:
            both = f"{clipped(item[1], 100)!r}, then {clipped(other[1], 100)!r}"
            message = f"On the same evidence it says two things: {both}."
            yield Concern(Topic.WATCHED, item[0], message, "Sort what comes from a set; see above.")


def endless_import(target: str) -> Concern | None:
    """Return what to mend in a plugin whose import does not come to its end; None if it does."""
    try:
        said = _run(target, "1", "import").stderr.decode(errors="replace")
    except subprocess.TimeoutExpired:
        said = f"Timeout ({target})"
    if "Timeout (" not in said:
        return None  # whatever else happens is told when this process imports it
    frame = _FRAME.search(said)
    where = f"{frame['file']}:{frame['line']}" if frame else target
    return Concern(
        Topic.LOADING,
        where,
        f"Its import took more than {SECONDS} seconds and was stopped.",
        "Let each loop come to its end, and wait for nothing while the module is imported.",
    )


def _run(target: str, order: str, *what: str) -> "subprocess.CompletedProcess[bytes]":
    environment = {**os.environ, "PYTHONHASHSEED": order, "PYTHONPATH": os.pathsep.join(sys.path)}
    module = "lever5_rules.testing.conformance.watched"
    command = [sys.executable, "-m", module, target, str(SECONDS), *what]
    return subprocess.run(
        command, capture_output=True, env=environment, timeout=SECONDS_IN_ALL, check=False
    )


def _run_watched(target: str, order: str, rules: Sequence[Rule]) -> dict[str, Any] | Concern:
    try:
        done = _run(target, order)
    except subprocess.TimeoutExpired:
        return Concern(
            Topic.WATCHED,
            target,
            f"It took more than {SECONDS_IN_ALL} seconds to judge the districts of the kit and was "
            "stopped.",
            "Look for what takes so long when a criterion is judged.",
        )
    said = done.stderr.decode(errors="replace")
    element, place = _find_element(said, rules)
    where = element or target
    at = f" (it was at {place})" if place else ""
    if "Timeout (" in said:
        return Concern(
            Topic.WATCHED,
            where,
            f"It took more than {SECONDS} seconds to judge a district of the kit and was stopped; "
            f"a rule may loop without end{at}.",
            "Let each loop come to its end.",
        )
    try:
        result: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        last = [] if at else said.strip().splitlines()[-1:]
        return Concern(
            Topic.WATCHED,
            where,
            f"The process in which it was watched ended with {done.returncode} before all was "
            f"judged{at}{': ' if last else ''}{' '.join(last)}.",
            "Return a verdict; an element never ends the program."
            if element
            else "Run the check again; see what it prints.",
        )
    return result


_FRAME = re.compile(r'^  File "(?P<file>[^"]+)", line (?P<line>\d+) in (?P<name>\S+)', re.MULTILINE)


def _find_element(traceback: str, rules: Sequence[Rule]) -> tuple[str, str]:
    """Return the element that a traceback of faulthandler goes through, and the place in it."""
    by_code = {
        (element.function.__code__.co_filename, element.function.__name__): element.id
        for rule in rules
        for element in rule.elements
        if hasattr(element.function, "__code__")
    }
    for frame in _FRAME.finditer(traceback):
        if element := by_code.get((frame["file"], frame["name"])):
            return element, f"{os.path.basename(frame['file'])}:{frame['line']}"
    return "", ""
