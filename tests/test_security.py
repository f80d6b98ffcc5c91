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

WATCHED_COMMANDS = """
import json, os, sys
from lever5_rules.cli import main

CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod")
asked, out, told, codes = json.load(sys.stdin), sys.argv[1], set(), []

def within(path):
    named = isinstance(path, (str, os.PathLike))
    return not named or str(path).startswith(out) or str(path) == os.devnull

def look(event, arguments):
    if event == "open" and (arguments[2] or 0) & 3 and not within(arguments[0]):
        told.add(f"open {arguments[0]}")
    elif event.startswith(CHANGES) and not any(map(within, arguments[:2])):
        told.add(f"{event} {arguments}")

sys.addaudithook(look)
for call in asked:
    try:
        main(call)
    except SystemExit as ended:
        codes.append(ended.code)
sys.__stdout__ = sys.stdout
print("\\n" + json.dumps([codes, sorted(told)]), flush=True)
"""


def test_budgets_are_those_of_the_code() -> None:
    text = BUDGET.findall(PAGE)
    assert len(text) > 20
    for figure, module, name in text:
        value = getattr(importlib.import_module(f"lever5_rules.{module}"), name)
        figures = {f"{value:,}", f"{value >> 20} MB", f"{value / 1e6:g} MB"}
        figures |= {f"{value:,} seconds", f"{value:,} times"}
        assert figure in figures, f"{module}.{name} is {value}"


def test_settings_are_those_of_the_code() -> None:
    figures = {name: float(value.replace(",", "")) for name, value in SETTING.findall(PAGE)}
    assert figures == attrs.asdict(l5.Budgets())


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
    complete, events = json.loads(done.stdout)
    assert complete
    assert [event for event in events if "pdf_worker.py" not in event] == []


@pytest.mark.exhaustive
def test_no_command_writes_anything_but_its_output(tmp_path: Path) -> None:
    """Nor a temporary file, which a run that is killed would leave behind with its evidence."""
    oak, saved, book = (
        ROOT / "examples" / "live-oak-charter",
        tmp_path / "a.json",
        tmp_path / "b.xlsx",
    )
    lever5 = [sys.executable, "-m", "lever5_rules.cli"]
    for call in (["check", oak, "--fail-on", "never", "-o", saved], ["convert", oak, book]):
        subprocess.run([*lever5, *map(str, call)], check=True, capture_output=True)
    (tmp_path / "key").write_text("3f9a1c77b2e84d06a5518e7c")
    out = tmp_path / "out"
    out.mkdir()
    few = ["--select", "5.1.2", "--until", "2026-12-05"]
    calls = [
        ["check", book, "--fail-on", "never", "--marked", out / "marked.xlsx"],
        *(
            ["check", oak, "--fail-on", "never", "-o", out / f"report.{ending}"]
            for ending in ("html", "xlsx", "csv", "md", "sarif", "xml")
        ),
        *(["forecast", oak, *few, "-o", out / f"ahead.{ending}"] for ending in ("xlsx", "html")),
        *(["plan", saved, "-o", out / f"plan.{ending}"] for ending in ("md", "xlsx", "html")),
        *(
            ["diff", saved, saved, "-o", out / f"diff.{ending}"]
            for ending in ("md", "xlsx", "json")
        ),
        ["history", tmp_path, "-o", out / "history.html"],
        ["verify", saved, oak, "-o", out / "verify.html"],
        ["report", saved, "-o", out / "again.html"],
        *(["convert", book, out / name] for name in ("folder", "zip.zip", "book.xlsx")),
        ["pseudonymize", book, out / "copy", "--secret-file", tmp_path / "key"],
        *(["new", out / name] for name in ("new", "new.xlsx")),
        ["template", "plc_guideline", "-o", out / "t.xlsx"],
        ["schema", "--all", out / "schemas"],
        ["plugins", "new", "maple-isd", out / "plugin"],
    ]
    command = [sys.executable, "-B", "-c", WATCHED_COMMANDS, str(out)]
    asked = json.dumps([list(map(str, call)) for call in calls])
    done = subprocess.run(command, input=asked, capture_output=True, text=True, cwd=ROOT)
    assert json.loads(done.stdout.splitlines()[-1]) == [[0] * len(calls), []], done.stderr


def test_what_is_not_promised_to_be_done_would_be_seen() -> None:
    script = WATCHED.replace("l5.check(sys.argv[1], entry_points=False)", "open('/dev/zero', 'w')")
    script = script.replace("report.complete", "True")
    command = [sys.executable, "-B", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [True, ["open /dev/zero"]]
