"""Coverage-guided fuzzing of the readers, each in a separate process:

    pip install -e ".[fuzz]"
    python -m fuzz                          every target for ten seconds
    python -m fuzz csv zip --seconds 300    these two, for five minutes each
    python -m fuzz --again FILE csv         repeat an input that was found

The printed table is that of docs/security.md. Findings are in build/fuzz/TARGET/found, the inputs
that extended coverage in build/fuzz/TARGET/corpus. The exit code is 1 if anything was found.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from attrs import frozen

from .targets import TARGETS

BUILD = Path(__file__).resolve().parent.parent / "build" / "fuzz"
ENDED = 600
"""Seconds beyond its time after which a process that has not ended is killed. It begins to count
when all code is instrumented, which takes minutes on a busy machine."""
_STATE = re.compile(r"^#\d+\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)", re.MULTILINE)
_STAT = re.compile(r"^stat::(\w+):\s+(\d+)", re.MULTILINE)


@frozen
class Outcome:
    """The result of fuzzing a target."""

    name: str
    executions: int
    edges: int
    features: int
    inputs: int
    slowest: int
    megabytes: int
    found: tuple[str, ...]


def fuzzed(name: str, seconds: int, seed: int) -> Outcome:
    """Fuzz one target in a separate process."""
    folder = BUILD / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "fuzz.guided", name, str(folder), str(seconds), str(seed)]
    log = folder / "log"
    ended = "of itself"
    with log.open("wb") as file:
        try:
            code = subprocess.run(
                command, stdout=file, stderr=file, timeout=seconds + ENDED, check=False
            ).returncode
            ended = f"with exit code {code}" if code else ended
        except subprocess.TimeoutExpired:
            ended = "not at all"
    text = log.read_text(encoding="utf-8", errors="replace")
    states, stats = _STATE.findall(text), dict(_STAT.findall(text))
    edges, features, inputs = map(int, states[-1]) if states else (0, 0, 0)
    return Outcome(
        name,
        int(stats.get("number_of_executed_units", 0)),
        edges,
        features,
        inputs,
        int(stats.get("slowest_unit_time_sec", 0)),
        int(stats.get("peak_rss_mb", 0)),
        tuple(_found(folder / "found", ended)),
    )


def _found(folder: Path, ended: str) -> Iterator[str]:
    if ended != "of itself":
        yield f"the process ended {ended}; see {folder.parent / 'log'}"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".json":
            state = json.loads(path.read_text(encoding="utf-8"))
            yield f"{state['what']}: {path.with_suffix('.input')}"
        elif path.suffix != ".input":
            yield str(path)


HEAD = """\
| target | reads | seconds | executions | edges | features | inputs kept | slowest, s | MB | found |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"""


def row(one: Outcome, seconds: int) -> str:
    """Return the row of a target for the table in docs/security.md."""
    figures = (seconds, one.executions, one.edges, one.features, one.inputs, one.slowest)
    shown = " | ".join(f"{figure:,}" for figure in (*figures, one.megabytes))
    number = len(one.found) or "nothing"
    return f"| `{one.name}` | {TARGETS[one.name].reads} | {shown} | {number} |"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=10, help="for each target")
    parser.add_argument("--jobs", type=int, default=2, help="targets at the same time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", type=Path, metavar="FILE", help="run one input once more")
    asked = parser.parse_args()
    names = asked.targets or list(TARGETS)
    if unknown := [name for name in names if name not in TARGETS]:
        parser.error(f"there is no target {unknown[0]}; there are {', '.join(TARGETS)}")
    if asked.again is not None:
        for name in names:
            TARGETS[name].run(asked.again.read_bytes())
        return 0
    print(HEAD, flush=True)
    outcomes = []
    with ThreadPoolExecutor(asked.jobs) as pool:
        for word in pool.map(lambda name: fuzzed(name, asked.seconds, asked.seed), names):
            print(row(word, asked.seconds), flush=True)
            outcomes += [f"{word.name}: {what}" for what in word.found]
    print("\n".join(outcomes))
    return 1 if outcomes else 0


if __name__ == "__main__":
    sys.exit(main())
