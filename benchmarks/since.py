"""Comparison with another checkout: the ratio of the times, in interleaved runs.

    git worktree add --detach ../then c94a6a4    (with an environment of its own)
    python benchmarks/since.py ../then/.venv/bin/python

Each side is a separate process that receives one bundle at a time: the example, and the district
with twenty times as many campuses and all their records, with cyclic garbage collected as each
side's own check does it. It prints the median CPU time of the rounds; for the log of half a million
rows, the ratio to csv.reader on both sides.
"""

import csv
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import EXAMPLE, ROWS, with_log
from growth import Sheets, campuses

TIMES = 20
SIDE = """
import sys, time
from datetime import date
from pathlib import Path
import lever5_rules as l5
from lever5_rules.core.years import SchoolYear
from lever5_rules.engine.judge import Judge
from lever5_rules.engine.needs import Review
from lever5_rules.framework import framework
from lever5_rules.plugins.host import load_plugins
try:
    from lever5_rules.checking import names_of, selection
    from lever5_rules.reading.bundles.bundle import Bundle
    from lever5_rules.reading.load import load
    from lever5_rules.ruleset.ruleset_files import load_ruleset
except ImportError:  # as these modules were called before
    from lever5_rules.app import names_of, selection
    from lever5_rules.loading.bundle import Bundle
    from lever5_rules.loading.load import load
    from lever5_rules.loading.rulesets import load_ruleset
try:
    from lever5_rules.support.garbage import rare_collections
except ImportError:  # nothing was done about them
    from contextlib import nullcontext as rare_collections

loaded = load_plugins(entry_points=False)
ruleset = load_ruleset("default", loaded.rulesets, names_of(loaded))
chosen = selection(loaded, ruleset, (), ())
review = Review(date(2026, 11, 23), SchoolYear.containing(date(2026, 11, 23)))
for line in sys.stdin:
    path, *select = line.split()
    start = time.process_time()
    if select:
        l5.check(path, select=select, entry_points=False)
    else:
        with rare_collections():
            artifacts = load(Bundle.from_path(Path(path)), loaded.kinds)
    read = time.process_time()
    if not select:
        with rare_collections():
            judge = Judge(artifacts, ruleset, review, loaded.kinds, framework().id)
            for name in chosen:
                judge.judge(*loaded.rules[name])
    print(read - start, time.process_time() - read, flush=True)
"""


class Side:
    """A process of one of the two checkouts, waiting for bundles."""

    def __init__(self, python: str) -> None:
        self._process = subprocess.Popen(
            [python, "-c", SIDE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, bundle: Path, *select: str) -> tuple[float, float]:
        """Return the seconds of reading and of judging a bundle; of both together for selected
        criteria."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(bundle, *select, file=self._process.stdin, flush=True)
        reading, judging = map(float, self._process.stdout.readline().split())
        return reading, judging


def beside(name: str, bundle: Path, sides: tuple[Side, Side], rounds: int) -> None:
    """Print the ratio of the first side's time to the second's."""
    taken = [[side(bundle) for side in sides] for _ in range(rounds + 1)][1:]
    for place, what in enumerate(("reading", "judging")):
        now, then = (statistics.median(pair[n][place] for pair in taken) for n in (0, 1))
        print(f"{name}, {what}: {now / then:.2f} x ({now * 1000:.0f} over {then * 1000:.0f} ms)")


def beside_csv(bundle: Path, log: Path, sides: tuple[Side, Side], rounds: int = 4) -> None:
    """Print, for each side, the ratio of its time for a log to that of csv.reader."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        with log.open(encoding="utf-8", newline="") as file:
            for _ in csv.reader(file):
                pass
        floor = time.process_time() - start
        taken.append([side(bundle, "5.2.5-3")[0] / floor for side in sides])
    now, then = (statistics.median(pair[n] for pair in taken) for n in (0, 1))
    print(f"log of {ROWS:,} rows over csv.reader: {now:.2f} x, there {then:.2f} x")


def main(python: str) -> None:
    sides = Side(sys.executable), Side(python)
    beside("the example", EXAMPLE, sides, 15)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in campuses(Sheets.of_example(), TIMES).files().items():
            (Path(folder) / name).write_bytes(content)
        beside(f"{TIMES} times the example", Path(folder), sides, 4)
    with tempfile.TemporaryDirectory() as folder:
        beside_csv(Path(folder), with_log(Path(folder), ROWS), sides)


if __name__ == "__main__":
    main(sys.argv[1])
