"""Many districts at once: time and memory, against one process and a loop over the command.

    python benchmarks/districts.py build/districts --number 1200
    python benchmarks/survey.py build/districts              everything
    python benchmarks/survey.py build/districts --most 100   of the first 100 bundles
    python benchmarks/survey.py build/districts --whole      one run with two processes

Two processes are compared with one, and both with `lever5 check` bundle by bundle, on the same
bundles in interleaved rounds; of the loop, the first few bundles are timed. Times on the clock say
little on a machine that others use, so processor time is told as well: that of the process that
writes, and that of those that judge, which is shared among them. Two processes gain by processor
time what (writing + judging with one) is over (writing + half of judging with two). Memory is the
highest of any process that judges.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

LOOP = 20
"""The bundles of which the loop over the command is timed."""
ROUNDS = 3
AS_OF = date(2026, 11, 23)
Run = dict[str, float]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--whole", action="store_true", help="One run with two processes only.")
    parser.add_argument("--run", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        print(json.dumps(run(asked.folder, asked.run)))
        return
    bundles = sorted(
        str(path.absolute()) for path in asked.folder.iterdir() if path.name != "regions.csv"
    )[: asked.most]
    with tempfile.TemporaryDirectory() as place:
        listed = Path(place) / "bundles.txt"
        listed.write_text("\n".join(bundles) + "\n", encoding="utf-8")
        if asked.whole:
            told("two processes", [surveyed(listed, 2)], len(bundles))
            return
        results, two, loop = [], [], []
        for _ in range(asked.rounds):
            results.append(surveyed(listed, 1))
            two.append(surveyed(listed, 2))
            loop.append(looped(bundles[:LOOP]) / min(LOOP, len(bundles)))
        told("one process", results, len(bundles))
        told("two processes", two, len(bundles))
        each = statistics.median(loop)
        clock = middle(two, "clock")
        print(f"loop over the command: {each * 1000:.0f} ms a bundle")
        print(f"two processes over one, on the clock: {middle(results, 'clock') / clock:.2f} x")
        alone = middle(results, "writing") + middle(results, "judging")
        shared = middle(two, "writing") + middle(two, "judging") / 2
        print(f"two processes over one, by processor time: {alone / shared:.2f} x")
        print(f"two processes over the loop, on the clock: {each * len(bundles) / clock:.2f} x")


def middle(runs: list[Run], what: str) -> float:
    return statistics.median(run[what] for run in runs)


def told(name: str, runs: list[Run], bundles: int) -> None:
    judging, writing = middle(runs, "judging"), middle(runs, "writing")
    print(
        f"{name}: {middle(runs, 'clock'):.1f} s on the clock; processor: {judging:.1f} s judge "
        f"({judging / bundles * 1000:.0f} ms a bundle), {writing:.1f} s write; memory: "
        f"{max(run['judging_mb'] for run in runs):.0f} MB in the largest that judges, "
        f"{max(run['writing_mb'] for run in runs):.0f} MB in the one that writes",
        flush=True,
    )


def surveyed(listed: Path, processes: int) -> Run:
    """Return what a survey of the bundles takes, in a process of its own."""
    command = [sys.executable, __file__, str(listed), "--run", str(processes)]
    run: Run = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return run


def run(listed: Path, processes: int) -> Run:
    """Survey the bundles as a user does, with a state and a table."""
    start = time.perf_counter()
    import lever5_rules as l5

    with (
        tempfile.TemporaryDirectory(dir=listed.parent) as place,
        l5.survey(listed, as_of=AS_OF, processes=processes, state=f"{place}/state") as survey,
    ):
        survey.write(f"{place}/table.csv")
        survey.text()
    own = resource.getrusage(resource.RUSAGE_SELF)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "clock": time.perf_counter() - start,
        "writing": own.ru_utime + own.ru_stime,
        "judging": others.ru_utime + others.ru_stime,
        "writing_mb": own.ru_maxrss / 1024,
        "judging_mb": others.ru_maxrss / 1024,
    }


def looped(bundles: list[str]) -> float:
    start = time.perf_counter()
    for bundle in bundles:
        command = [sys.executable, "-m", "lever5_rules.cli", "check", bundle, "--as-of", str(AS_OF)]
        subprocess.run(
            [*command, "--format", "json:" + os.devnull],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
