"""Checks in several threads that print, redirect and log: no crash, and no line lost.

With LEVER5_THREADS=60 in the environment each of four threads makes sixty checks, in three
processes at once; without it a few. LEVER5_PYTHONS names interpreters that have the dependencies,
parted as PATH is; without it the one that runs the tests is taken.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
CHECKS = os.environ.get("LEVER5_THREADS", "2")
PROCESSES = 3 if "LEVER5_THREADS" in os.environ else 1
PYTHONS = os.environ.get("LEVER5_PYTHONS", sys.executable).split(os.pathsep)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("plugins", ["plugins", "none"])
def test_checks_in_threads_lose_no_line(python: str, plugins: str) -> None:
    path = os.pathsep.join(str(HERE.parent / name) for name in ("src", "rulesets"))
    call = [python, "-X", "faulthandler", str(HERE / "threads_at_once.py"), CHECKS, plugins]
    running = [
        subprocess.Popen(
            call,
            env={**os.environ, "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    message = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES, message
