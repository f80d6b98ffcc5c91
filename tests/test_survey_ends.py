"""A survey that is killed, and bundles that take their process with them: nothing else is lost."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_survey import AS_OF, CHOSEN, district
from test_terminal import in_terminal

import lever5_rules as l5

pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.skipif(sys.platform == "win32", reason="It uses signals."),
]

PLUGIN = '''
"""What a plugin can do to the process that it runs in, by the district's number."""

import os, signal, sys, time
import lever5_rules as l5

LEVER5_API = 1

def asleep():
    while True:
        time.sleep(1)

def forever():
    while True:
        pass

def greedy():
    held = []
    while True:
        held.append(bytearray(1 << 24))

WAYS = {
    "000101": lambda: os._exit(5),
    "000102": asleep,
    "000103": forever,
    "000104": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "000105": greedy,
    "000106": lambda: sys.exit(0),
    "000107": lambda: os.close(0) or os.closerange(3, 200),
}

@l5.hookimpl
def lever5_report_made(report):
    WAYS.get(report.district_id, int)()
'''
DIED = "ended twice without an answer"
LATE = "took more than the 10 seconds"


def test_a_bundle_costs_only_itself(tmp_path: Path) -> None:
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    (plugins / "ways.py").write_text(PLUGIN, encoding="utf-8")
    root = tmp_path / "root"
    for number in range(100, 111):
        district(root / f"d{number}", f"000{number}")
    options: dict[str, Any] = {"as_of": AS_OF, "select": "5.2.4-3", "entry_points": False}
    with l5.survey(root, plugin_folders=plugins, seconds=10, megabytes=400, **options) as survey:
        by_bundle = {failure.bundle: failure.reason for failure in survey.not_judged}
        assert {name for name, reason in by_bundle.items() if DIED in reason} >= {"d101", "d104"}
        assert {name for name, reason in by_bundle.items() if LATE in reason} == {"d102", "d103"}
        assert set(by_bundle) <= {"d101", "d102", "d103", "d104", "d107"}
        assert not survey.complete
        rows = list(survey.rows)
    for name in ("d105", "d106"):
        errors = [row for row in rows if row["bundle"] == name and row["record"] == "error"]
        assert "ways" in errors[0]["message"]
    judged = {row["bundle"] for row in rows if row["record"] == "element"}
    assert judged >= {"d100", "d105", "d106", "d108", "d109", "d110"}


def command(root: Path, state: Path, table: Path, *more: str) -> list[str]:
    return [
        *(sys.executable, "-m", "lever5_rules.cli", "survey", str(root), "--state", str(state)),
        *("--as-of", str(AS_OF), "--output", str(table), "--processes", "2", *more),
    ]


def whole(root: Path, state: Path, table: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(root, state, table, *more), capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("many")
    for number in range(16):
        district(root / f"d{number:02}", f"0002{number:02}")
    (root / "e-isd.zip").write_bytes(b"PK\x03\x04 cut off")
    return root


def test_killed_at_any_moment_it_goes_on(many: Path, tmp_path: Path) -> None:
    undisturbed = whole(many, tmp_path / "whole", tmp_path / "whole.csv")
    assert undisturbed.returncode == 3
    rng = random.Random(17)
    state, table = tmp_path / "state", tmp_path / "table.csv"
    reports = tmp_path / "reports"
    kills = 0
    while True:
        ran = subprocess.Popen(
            command(many, state, table, "--reports", str(reports)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            out, err = ran.communicate(timeout=rng.uniform(0.2, 2) + kills / 2)
            break
        except subprocess.TimeoutExpired:
            ran.kill()
            ran.communicate()
            kills += 1
            nobody_left(ran.pid)
    assert kills >= 2
    assert (ran.returncode, err) == (3, "")
    assert out == undisturbed.stdout
    assert table.read_bytes() == (tmp_path / "whole.csv").read_bytes()
    for number in range(16):
        report = l5.check(many / f"d{number:02}", as_of=AS_OF).to_json()
        assert (reports / f"d{number:02}.json").read_text(encoding="utf-8") == report


def test_one_who_waits_at_a_terminal_sees_how_far_it_is(many: Path) -> None:
    code, text = in_terminal("survey", str(many), "--select", "5.2.4-3", "--as-of", "2026-11-23")
    assert code == 3
    shown = text.partition("16 districts")[0]
    assert "Judging" in shown
    assert "10/17" in shown  # with an estimate, where it takes longer than a second
    assert "17/17" in shown
    assert "1 not judged" in shown
    assert re.fullmatch(r"[ \r]*\x1b\[\?25h", shown.rpartition("\r ")[2])


def nobody_left(group: int) -> None:
    """The processes that judge end with the one that started them."""
    until = time.monotonic() + 20
    with suppress(ProcessLookupError):
        while time.monotonic() < until:
            os.killpg(group, 0)
            time.sleep(0.05)
        pytest.fail("processes are left")


@pytest.mark.parametrize("seconds", [0.9, 1.2, 1.6, 2.2])
def test_an_interrupt_stops_it_and_leaves_no_process(
    many: Path, tmp_path: Path, seconds: float
) -> None:
    ran = subprocess.Popen(
        command(many, tmp_path / "state", tmp_path / "table.csv"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(seconds)
    os.killpg(ran.pid, signal.SIGINT)
    out, err = ran.communicate(timeout=60)
    assert (ran.returncode, out, err.strip()) == (130, "", "Stopped.")
    nobody_left(ran.pid)


def test_two_surveys_do_not_use_one_state(many: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    first = subprocess.Popen(command(many, state, tmp_path / "one.csv"), stdout=subprocess.DEVNULL)
    while not (state / "survey.sqlite").exists():
        time.sleep(0.01)
    time.sleep(0.2)
    second = whole(many, state, tmp_path / "two.csv")
    assert second.returncode == 2
    assert "another survey is using it" in second.stderr
    assert first.wait(timeout=120) == 3


def test_a_state_of_another_version_or_of_none_is_a_sentence(many: Path, tmp_path: Path) -> None:
    import sqlite3

    state = tmp_path / "state"
    l5.survey([many / "d00"], state=state, as_of=AS_OF, select="5.2.4-3").close()
    with sqlite3.connect(state / "survey.sqlite") as database:
        database.execute("update survey set value = '0'")
    database.close()
    with pytest.raises(l5.UsageError, match="is of version 0, and this lever5 keeps version"):
        l5.survey([many / "d00"], state=state, as_of=AS_OF)
    (state / "survey.sqlite").write_bytes(b"something else" * 999)
    with pytest.raises(l5.UsageError, match="is not a state of a survey"):
        l5.survey([many / "d00"], state=state, as_of=AS_OF)
    other = tmp_path / "file"
    other.write_text("", encoding="utf-8")
    with pytest.raises(l5.UsageError, match="cannot be used"):
        l5.survey([many / "d00"], state=other, as_of=AS_OF)


def test_a_full_disk_is_a_sentence(many: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.symlink_to("/dev/full")
    ran = whole(many, tmp_path / "state", table, "--select", "5.2.4-3")
    assert ran.returncode == 2
    assert ran.stderr == f"lever5: {table} cannot be written (No space left on device).\n"
    limit = "ulimit -f 60; exec " + " ".join(command(many, tmp_path / "new", tmp_path / "o.csv"))
    full = subprocess.run(["bash", "-c", limit], capture_output=True, text=True, timeout=120)
    assert full.returncode == 2
    assert "The state in" in full.stderr
    assert "Traceback" not in full.stderr
    assert whole(many, tmp_path / "new", tmp_path / "o.csv").returncode == 3


def test_a_bundle_that_vanishes_meanwhile_is_told(many: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(many, root)
    gone: list[int] = []

    def vanish(_: object) -> None:
        if not gone:
            gone.append(1)
            shutil.rmtree(root / "d15")

    with l5.survey(root, as_of=AS_OF, select=CHOSEN, on_progress=vanish) as survey:
        by_bundle = {failure.bundle: failure.reason for failure in survey.not_judged}
    assert "There is no folder" in by_bundle["d15"]
    assert set(by_bundle) == {"d15", "e-isd.zip"}


def test_the_day_of_the_survey_is_that_of_bundles_that_state_none(tmp_path: Path) -> None:
    profile = district(tmp_path / "root" / "a", "000101") / "district.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("as_of = 2026-11-23\n", ""), encoding="utf-8")
    with l5.survey(tmp_path / "root", select="5.2.4-3") as survey:
        assert next(survey.rows)["as_of"] == date.today().isoformat()
