"""Many districts at once: time and memory, against one process and a loop over the command.

    python benchmarks/districts.py build/districts --number 1200
    python benchmarks/survey.py build/districts              everything
    python benchmarks/survey.py build/districts --most 100   of the first 100 bundles

Two processes are compared with one, and both with `lever5 check` bundle by bundle, on the same
bundles in interleaved rounds; of the loop, the first few bundles are timed. Memory is the highest
of any worker while it judges.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LOOP = 20
"""The bundles of which the loop over the command is timed."""
ROUNDS = 3
AS_OF = "2026-11-23"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--whole", action="store_true", help="One run with two processes only.")
    asked = parser.parse_args()
    bundles = sorted(
        str(path.absolute()) for path in asked.folder.iterdir() if path.name != "regions.csv"
    )[: asked.most]
    with tempfile.TemporaryDirectory() as place:
        listed = Path(place) / "bundles.txt"
        listed.write_text("\n".join(bundles) + "\n", encoding="utf-8")
        if asked.whole:
            told("two processes", timed(listed, 2), len(bundles))
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds = used.ru_utime + used.ru_stime
            print(f"processor: {seconds / len(bundles) * 1000:.0f} ms a bundle")
            print(f"memory: {used.ru_maxrss / 1024:.0f} MB in the largest of its processes")
            return
        sides: dict[str, list[float]] = {"one process": [], "two processes": []}
        loop = []
        for _ in range(asked.rounds):
            sides["one process"].append(timed(listed, 1))
            sides["two processes"].append(timed(listed, 2))
            loop.append(looped(bundles[:LOOP]) / min(LOOP, len(bundles)))
        one, two = (statistics.median(one) for one in sides.values())
        told("one process", one, len(bundles))
        told("two processes", two, len(bundles))
        each = statistics.median(loop)
        print(f"loop over the command: {each * 1000:.0f} ms a bundle")
        print(f"two processes over one: {one / two:.2f} x")
        print(f"two processes over the loop: {each * len(bundles) / two:.2f} x")
        print(f"memory: {memory(listed):.0f} MB in the largest of its processes")


def told(name: str, seconds: float, bundles: int) -> None:
    print(f"{name}: {seconds:.1f} s, {seconds / bundles * 1000:.0f} ms a bundle", flush=True)


def timed(listed: Path, processes: int) -> float:
    start = time.perf_counter()
    survey(listed, processes)
    return time.perf_counter() - start


def survey(listed: Path, processes: int) -> None:
    """Survey the bundles as a user does, with a state and a table."""
    with tempfile.TemporaryDirectory(dir=listed.parent) as place:
        ran = subprocess.run(
            [
                *(sys.executable, "-m", "lever5_rules.cli", "survey", str(listed)),
                *("--as-of", AS_OF, "--processes", str(processes)),
                *("--state", f"{place}/state", "--output", f"{place}/table.csv"),
            ],
            stdout=subprocess.DEVNULL,
        )
        assert ran.returncode in (0, 3), ran.returncode


def looped(bundles: list[str]) -> float:
    start = time.perf_counter()
    for bundle in bundles:
        command = [sys.executable, "-m", "lever5_rules.cli", "check", bundle, "--as-of", AS_OF]
        subprocess.run(
            [*command, "--format", "json:" + os.devnull],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return time.perf_counter() - start


def memory(listed: Path) -> float:
    """Return the highest memory of a process of a survey, in MB."""
    survey(listed, 2)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
