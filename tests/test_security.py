"""What docs/security.md promises and can be counted, is counted."""

import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from fuzz.targets import TARGETS

import lever5_rules as l5

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
BUDGET = re.compile(r"^\| .+ \| ([^|]+) \| `([\w.]+)\.(\w+)` \|$", re.MULTILINE)
SETTING = re.compile(r"^\| `(\w+)` \| [^|]+ \| ([\d,]+) \|$", re.MULTILINE)
WATCHED = """
import json, sys
import lever5_rules as l5

CONNECTS = ("socket.", "urllib.", "http.", "ftplib.", "webbrowser.", "pickle.")
CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "shutil.")
STARTS = ("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "subprocess.Popen")
told = set()

def look(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[0] != "/dev/null":
        if (arguments[2] or 0) & 3:  # not only to read
            told.add(f"open {arguments[0]}")
    elif event.startswith((*CONNECTS, *CHANGES, *STARTS)):
        told.add(f"{event} {arguments}")

sys.addaudithook(look)
report = l5.check(sys.argv[1], entry_points=False)
print(json.dumps([report.complete, sorted(told)]))
"""


def test_budgets_are_those_of_the_code() -> None:
    found = BUDGET.findall(PAGE)
    assert len(found) > 20
    for said, module, name in found:
        value = getattr(importlib.import_module(f"lever5_rules.{module}"), name)
        figures = {f"{value:,}", f"{value >> 20} MB", f"{value / 1e6:g} MB"}
        figures |= {f"{value:,} seconds", f"{value:,} times"}
        assert said in figures, f"{module}.{name} is {value}"


def test_settings_are_those_of_the_code() -> None:
    said = {name: float(value.replace(",", "")) for name, value in SETTING.findall(PAGE)}
    assert said == attrs.asdict(l5.Budgets())


def test_every_target_has_figures() -> None:
    fuzzing = PAGE.partition("## Fuzzing")[2]
    named = re.findall(r"^\| `([\w-]+)` \| [^|]+ \| [\d,]+ \|", fuzzing, re.MULTILINE)
    assert set(named) == set(TARGETS)


@pytest.mark.parametrize("example", ["live-oak-charter", "cedar-hollow-isd"])
def test_a_check_opens_no_connection_and_writes_nothing(example: str) -> None:
    """As the interpreter itself tells of everything that a program does; only the process that
    reads PDF is started."""
    command = [sys.executable, "-B", "-c", WATCHED, str(ROOT / "examples" / example)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    complete, told = json.loads(done.stdout)
    assert complete
    assert [one for one in told if "pdf_worker.py" not in one] == []


def test_what_is_not_promised_to_be_done_would_be_seen() -> None:
    script = WATCHED.replace("l5.check(sys.argv[1], entry_points=False)", "open('/dev/zero', 'w')")
    script = script.replace("report.complete", "True")
    command = [sys.executable, "-B", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [True, ["open /dev/zero"]]
