"""The three speed ratios, each against its baseline in interleaved runs, and memory.

    python benchmarks/bench.py              all of them
    python benchmarks/bench.py in-process   one: in-process, command, large-log or million-rows

Machines are noisy, so only ratios within one run are compared: both sides are run alternately, and
the median of the rounds is printed with the project's bound.
"""

import csv
import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import tomli

from lever5_rules.checking import names_of, selection
from lever5_rules.core.years import SchoolYear
from lever5_rules.engine.judge import Judge
from lever5_rules.engine.needs import Review
from lever5_rules.framework import framework
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.ruleset.ruleset_files import load_ruleset
from lever5_rules.support.garbage import rare_collections

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "cedar-hollow-isd"
ROWS = 500_000
MILLION = 1_000_000
MEMORY = 250
"""The most megabytes that a process may take at its peak."""
AS_OF = date(2026, 11, 23)


def interleaved(
    rounds: int, *sides: Callable[[], None], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Return the median seconds of each side, run alternately after one warm-up round."""
    times: list[list[float]] = [[] for _ in sides]
    for number in range(rounds + 1):
        for place, side in enumerate(sides):
            start = clock()
            side()
            if number:
                times[place].append(clock() - start)
    return [statistics.median(time) for time in times]


def told(name: str, ours: float, floor: float, bound: float) -> None:
    ratio = ours / floor
    verdict = "within" if ratio <= bound else "OVER"
    print(
        f"{name}: {ratio:.2f} x ({ours * 1000:.1f} ms over {floor * 1000:.1f} ms), "
        f"bound {bound} x: {verdict}"
    )


def in_process() -> None:
    """Compare reading, structuring and judging with tomli and csv parsing the same bytes."""
    paths = sorted(path for path in EXAMPLE.rglob("*") if path.suffix in (".toml", ".csv"))

    def parse() -> None:
        for path in paths:
            text = path.read_bytes().decode("utf-8")
            if path.suffix == ".toml":
                tomli.loads(text)
            else:
                for _ in csv.reader(io.StringIO(text, newline="")):
                    pass

    loaded = load_plugins(entry_points=False)
    ruleset = load_ruleset("default", loaded.rulesets, names_of(loaded))
    chosen = selection(loaded, ruleset, (), ())

    def ours() -> None:
        with rare_collections():  # as a check does
            artifacts = load(Bundle.from_path(EXAMPLE), loaded.kinds)
            review = Review(AS_OF, SchoolYear.containing(AS_OF))
            judge = Judge(artifacts, ruleset, review, loaded.kinds, framework().id)
            for name in chosen:
                rule, plugin = loaded.rules[name]
                judge.judge(rule, plugin)

    mine, floor = interleaved(40, ours, parse, clock=time.process_time)
    told("in process", mine, floor, 1.6)


def command() -> None:
    """Compare the whole command on the example with a process that only imports its libraries."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def run(*arguments: str) -> Callable[[], None]:
        def once() -> None:
            subprocess.run(
                [sys.executable, *arguments],
                check=True,
                env=environment,
                stdout=subprocess.DEVNULL,
            )

        return once

    check = ("-m", "lever5_rules.cli", "check", str(EXAMPLE), "--fail-on", "never")
    floor = ("-c", "import attrs, cattrs, pluggy, tomli, click")
    mine, bare = interleaved(25, run(*check), run(*floor))
    told("whole command", mine, bare, 2.0)


def large_log() -> None:
    """Compare a bundle with an observation log of half a million rows with csv.reader alone."""
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder)
        log = with_log(bundle, ROWS)

        def floor() -> float:
            start = time.perf_counter()
            with log.open(encoding="utf-8", newline="") as file:
                for _ in csv.reader(file):
                    pass
            return time.perf_counter() - start

        mine, bare, memory = [], [], 0
        for _ in range(5):
            seconds, megabytes = judged_alone(bundle, "5.2.5-3")
            mine.append(seconds)
            memory = max(memory, megabytes)
            bare.append(floor())
        told(f"log of {ROWS:,} rows", statistics.median(mine), statistics.median(bare), 3.0)
        told_memory(memory)


def million_rows() -> None:
    """Print the peak of a process that judges everything with a log of a million rows."""
    with tempfile.TemporaryDirectory() as folder:
        with_log(Path(folder), MILLION)
        seconds, memory = judged_alone(Path(folder))
        print(f"log of {MILLION:,} rows: {seconds:.1f} s")
        told_memory(memory)


def told_memory(memory: int) -> None:
    verdict = "within" if memory <= MEMORY else "OVER"
    print(f"peak memory of that process: {memory} MB, bound {MEMORY} MB: {verdict}")


def judged_alone(bundle: Path, *select: str) -> tuple[float, int]:
    """Return the seconds and peak megabytes of a new process that checks a bundle."""
    script = (
        "import sys, time, lever5_rules as l5\n"
        "start = time.perf_counter()\n"
        "l5.check(sys.argv[1], select=sys.argv[2:], entry_points=False)\n"
        "print(time.perf_counter() - start)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status')"
        " if line.startswith('VmHWM')))\n"
    )
    seconds, kilobytes = subprocess.run(
        [sys.executable, "-c", script, str(bundle), *select],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    return float(seconds), int(kilobytes) // 1024


def with_log(bundle: Path, rows: int) -> Path:
    """Fill a folder with the example and a longer observation log; return the path of the log."""
    for path in EXAMPLE.rglob("*"):
        if path.suffix in (".toml", ".csv") and path.name != "observation_log.csv":
            (bundle / path.name).write_bytes(path.read_bytes())
    log = bundle / "observation_log.csv"
    write_log(log, rows)
    return log


def write_log(path: Path, number_of_rows: int) -> None:
    """Write rows like the example's, from a seed."""
    with (EXAMPLE / "records" / "observation_log.csv").open(encoding="utf-8", newline="") as file:
        heads, *rows = list(csv.reader(file))
    seed = random.Random(5)
    places = {head: place for place, head in enumerate(heads)}
    first = date(2026, 8, 12)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads)
        for number in range(number_of_rows):
            row = list(seed.choice(rows))
            row[places["observation_id"]] = f"OB-{number:07d}"
            day = first + timedelta(days=seed.randrange(100))
            row[places["date"]] = day.isoformat()
            if row[places["feedback_on"]]:
                row[places["feedback_on"]] = (day + timedelta(days=1)).isoformat()
            writer.writerow(row)


if __name__ == "__main__":
    benchmarks = {
        "in-process": in_process,
        "command": command,
        "large-log": large_log,
        "million-rows": million_rows,
    }
    for one in sys.argv[1:] or benchmarks:
        benchmarks[one]()
