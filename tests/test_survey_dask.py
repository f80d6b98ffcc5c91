"""A survey on Dask's own scheduler and workers gives what one process gives, to the byte."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from test_survey import AS_OF, CHOSEN, district

import lever5_rules as l5

pytestmark = pytest.mark.exhaustive
distributed = pytest.importorskip("distributed", reason='pip install -e ".[dask]"')

OPTIONS: dict[str, Any] = {
    "as_of": AS_OF,
    "select": CHOSEN,
    "entry_points": False,
    "seconds": 12,
    "reports": True,
}
PLUGIN = """
import os, time
import lever5_rules as l5

LEVER5_API = 1

@l5.hookimpl
def lever5_report_made(report):
    if report.district_id == "000303":
        os._exit(3)
    if report.district_id == "000305":
        time.sleep(99)
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dask")
    for number in range(8):
        district(root / f"d{number}", f"00030{number}")
    (root / "e-isd.zip").write_bytes(b"PK\x03\x04 cut off")
    return root


@pytest.fixture(scope="module")
def plugins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plugins")
    (folder / "ways.py").write_text(PLUGIN, encoding="utf-8")
    return folder


def outputs(root: Path, plugins: Path, to: Path, **how: Any) -> dict[str, bytes]:
    """Everything that a survey writes, by name."""
    to.mkdir()
    with l5.survey(root, plugin_folders=plugins, **OPTIONS, **how) as survey:
        survey.write(to / "table.csv")
        survey.write(to / "summary.json")
        survey.write_reports(to / "reports")
    return {
        path.relative_to(to).as_posix(): path.read_bytes()
        for path in sorted(to.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def alone(root: Path, plugins: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return outputs(root, plugins, tmp_path_factory.mktemp("alone") / "out", processes=1)


def test_it_does_not_matter_who_judges(
    root: Path, plugins: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    reasons = json.loads(alone["summary.json"])["not_judged"]
    assert [reason["bundle"] for reason in reasons] == ["d3", "d5", "e-isd.zip"]
    assert outputs(root, plugins, tmp_path / "two", processes=2) == alone
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address
        assert outputs(root, plugins, tmp_path / "dask", scheduler=address) == alone


def started(*command: str, where: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=where,
        start_new_session=True,
    )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own."""
    file = tmp_path / "scheduler.json"
    ran = [
        started(
            *("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"),
            *("--scheduler-file", str(file)),
            where=tmp_path,
        )
    ]
    until = time.monotonic() + 60
    while not file.exists() or not file.read_text(encoding="utf-8").strip().endswith("}"):
        assert time.monotonic() < until
        time.sleep(0.1)
    address = json.loads(file.read_text(encoding="utf-8"))["address"]
    for _ in range(2):
        ran.append(
            started(
                *("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"),
                where=tmp_path,
            )
        )
    with distributed.Client(address, timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
    yield address, ran
    for process in ran:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


Cluster = tuple[str, list[subprocess.Popen[bytes]]]


def test_a_scheduler_and_workers_of_their_own(
    root: Path, plugins: Path, alone: dict[str, bytes], cluster: Cluster, tmp_path: Path
) -> None:
    address, ran = cluster
    killed: list[int] = []

    def kill_one(progress: Any) -> None:
        if progress.done == 3 and not killed:
            os.killpg(ran[1].pid, signal.SIGKILL)
            killed.append(1)

    result = outputs(root, plugins, tmp_path / "out", scheduler=address, on_progress=kill_one)
    assert killed
    assert result == alone


def test_a_scheduler_that_goes_away_is_a_sentence_and_the_state_goes_on(
    root: Path, plugins: Path, alone: dict[str, bytes], cluster: Cluster, tmp_path: Path
) -> None:
    address, ran = cluster

    def leave(progress: Any) -> None:
        if progress.done == 2:
            os.killpg(ran[0].pid, signal.SIGKILL)

    state = tmp_path / "state"
    with l5.survey(
        root, scheduler=address, state=state, on_progress=leave, plugin_folders=plugins, **OPTIONS
    ) as survey:
        reasons = [item.reason for item in survey.not_judged]
    assert f"The Dask scheduler at {address} went away." in reasons
    assert len(reasons) < 9
    assert outputs(root, plugins, tmp_path / "out", processes=2, state=state) == alone


def test_no_scheduler_no_worker_and_no_dask_are_sentences(
    lever5: Command, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lever5_rules.surveying.workers.SECONDS_TO_CONNECT", 1)
    ran = lever5("survey", str(root), "--scheduler", "tcp://127.0.0.1:9")
    assert ran.code == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in ran.err
    with distributed.LocalCluster(n_workers=0, dashboard_address=None) as cluster:
        ran = lever5("survey", str(root), "--scheduler", cluster.scheduler_address)
    assert ran.code == 2
    assert "has no worker" in ran.err
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = lever5("survey", str(root), "--scheduler", "tcp://127.0.0.1:9")
    assert ran.code == 2
    assert "pip install 'lever5-rules[dask]'" in " ".join(ran.err.split())
