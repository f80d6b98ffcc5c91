"""Rules of plugins that misbehave: what each costs, in this process and in one of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from conftest import Command

import lever5_rules as l5
from lever5_rules.core.isolation import Isolation
from lever5_rules.isolation import IsolatedPlugins
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reports import writer
from lever5_rules.reports.formats.text_report import render

pytestmark = pytest.mark.exhaustive

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
OAK = EXAMPLES / "live-oak-charter"
DAY = date(2026, 11, 23)
LIMITS = Isolation(seconds=2, megabytes=300)
POSIX = sys.platform != "win32"

HEAD = '''
import ctypes, os, signal, sys, threading, time
import lever5_rules as l5
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import *
from lever5_rules.authoring import Annotated
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Origin
from lever5_rules.core.blanks import Problem
from lever5_rules.core.outcome import Reason

LEVER5_API = 1
RULES = []

@l5.hookimpl
def lever5_criteria():
    return RULES

def rule(name):
    def made(function):
        said = dict(not_judged="nothing", title="A way", requirement="It is gone.")
        one = Rule(f"ways:{name}", judges=Judges.FULL, **said)
        one.element(level=Level.CITED)(function)
        @one.element(level=Level.CITED)
        def sound(guideline: PlcGuideline) -> Verdict:
            """The guideline has a sample agenda."""
            return stated(guideline.sample_agenda, "Agenda")
        RULES.append(one)
        return function
    return made
'''


def way(name: str, body: str) -> str:
    """The source of a rule whose first element does this."""
    lines = "\n    ".join(body.splitlines())
    return (
        f'\n@rule("{name}")\ndef way(guideline: PlcGuideline) -> Verdict:\n'
        f'    """It misbehaves."""\n    {lines}\n'
    )


# What goes wrong, what is said of it, and whether the process that asks survives it.
WAYS: dict[str, tuple[str, str, bool]] = {
    "raises": ('raise KeyError("s-102-4")', "raised KeyError (ways.py, line ", True),
    "bare": ('raise BaseException("s-102-4")', "raised BaseException (ways.py", True),
    "exits": ("sys.exit(0)", "raised SystemExit (ways.py", True),
    "interrupts": ("raise KeyboardInterrupt", "raised KeyboardInterrupt (ways.py", False),
    "leaves": ("os._exit(0)", "ended the process that it ran in, with exit code 0", False),
    "loops": ("while True: pass", "took longer than 2 seconds", False),
    "hungry": (
        "held = []\nwhile True: held.append(bytes(1 << 24))",
        "raised MemoryError (ways.py",
        False,
    ),
    "recurses": (
        "def again(): return again()\nreturn again()",
        "raised RecursionError (ways.py",
        True,
    ),
    "nothing": ("return None", "returned None instead of a verdict", True),
    "text": ('return "pass"', "returned a str instead of a verdict", True),
    "odd": (
        'return Verdict(Reason.MET, f"{guideline.sample_agenda}", scope=5)',
        "whose scope are an int",
        True,
    ),
    "odd-limit": (
        'return met(f"{guideline.sample_agenda}", limit=45)',
        "a verdict with an int as limit",
        True,
    ),
    "own-limit": (
        "held = Limit('ways.own', {1}, 'minutes', Origin.LAW, 'None.', 'none')\n"
        'return met(f"{guideline.sample_agenda}", limit=held)',
        "returned a verdict with a limit that is not one of the ruleset's",
        True,
    ),
    "own-note": (
        "held = (Evidence('plc_guideline', None, ('minutes',), object(), None),)\n"
        'return Verdict(Reason.MET, f"{guideline.sample_agenda}", notes=held)',
        "returned a verdict that no report can show",
        True,
    ),
    "own-problem": (
        "held = (Problem(1, 2, 3, 4),)\n"
        'return Verdict(Reason.VAGUE, f"{guideline.minutes} is vague.", "Do it.", problems=held)',
        "returned a verdict that no report can show",
        True,
    ),
    "silent": (
        'return Verdict(Reason.MET, "" * guideline.minutes)',
        "returned a verdict without a message",
        True,
    ),
    "helpless": (
        'return gap(Reason.VAGUE, f"{guideline.minutes} is vague.", " ")',
        "returned a gap without what would close it",
        True,
    ),
    "mutates": ("guideline.minutes = 600\nreturn met('x')", "artifacts are frozen", True),
}
if POSIX:
    WAYS["crashes"] = ("ctypes.string_at(0)", "died with signal 11 (SIGSEGV)", False)
    WAYS["killed"] = ("os.kill(0, signal.SIGKILL)", "died with signal 9 (SIGKILL)", False)

APART = [name for name, (_, _, here) in WAYS.items() if not here]
APART += ["raises", "odd", "own-note", "mutates"]
"""Those that are tried in a process of their own; of the others a few stand for all."""

HARMLESS = {
    "prints": 'print("{ no JSON")\nreturn stated(guideline.sample_agenda, "Agenda")',
    "hides": "for name in list(sys.modules):\n"
    '    if "ways" in name: del sys.modules[name]\n'
    'return stated(guideline.sample_agenda, "Agenda")',
    "threads": "threading.Thread(target=time.sleep, args=(600,)).start()\n"
    "threading.Thread(target={}.__getitem__, args=('s-102-4',)).start()\n"
    'return stated(guideline.sample_agenda, "Agenda")',
    "writes": 'os.write(1, b"{ no JSON")\nreturn stated(guideline.sample_agenda, "Agenda")',
    "replaces-output": 'sys.stdout = sys.__stdout__\nprint("{ no JSON")\n'
    'return stated(guideline.sample_agenda, "Agenda")',
    "reads-input": "assert not sys.stdin.read() and not os.read(0, 1)\n"
    'return stated(guideline.sample_agenda, "Agenda")',
}
HARMLESS["closes"] = (
    "sys.stdout.close()\nsys.stdout = sys.stderr = None\n"
    'return stated(guideline.sample_agenda, "Agenda")'
)
HARMLESS["odd-text"] = (
    "class Odd(str):\n"
    "    def split(self, *_): raise ValueError\n"
    "    __str__ = __format__ = __len__ = __eq__ = encode = strip = split\n"
    "class Vague(Verdict):\n"
    "    outcome = property(Odd.split)\n"
    'return Vague(Reason.MET, Odd(f"{guideline.sample_agenda}"))'
)
HARMLESS_HERE = ("prints", "hides", "closes", "odd-text")
"""Those that do no harm in this process either."""


def folder(where: Path, *ways: str, head: str = HEAD, name: str = "ways.py") -> Path:
    where.mkdir(exist_ok=True)
    where.joinpath(name).write_text(head + "".join(ways), encoding="utf-8")
    return where


def run(plugins: Path, **options: Any) -> l5.Report:
    options = {"isolate": LIMITS, "select": ["ways"], "as_of": DAY, "bundle": OAK, **options}
    return l5.check(plugin_folders=[plugins], entry_points=False, **options)


def of(report: l5.Report, name: str) -> str:
    """What is said of a criterion whose first element failed and whose second one stands."""
    (error,) = [error for error in report.errors if error.criterion == f"ways:{name}"]
    assert (error.plugin, error.element) == ("ways", f"ways:{name}/way")
    assert [element.id for element in error.elements] == [f"ways:{name}/sound"]
    assert [finding for finding in report.findings if finding.criterion == f"ways:{name}"] == []
    assert "s-102-4" not in report.to_json() + render(report)
    return error.message


@pytest.fixture(scope="module")
def isolated(tmp_path_factory: pytest.TempPathFactory) -> l5.Report:
    """The report on every way to misbehave, and on all that does no harm when it is isolated."""
    ways = [way(name, WAYS[name][0]) for name in APART]
    ways += [way(name, body) for name, body in HARMLESS.items()]
    return run(folder(tmp_path_factory.mktemp("ways"), *ways), select=["ways", "5.2.4"])


@pytest.mark.parametrize("name", APART)
def test_isolated_it_costs_its_element_and_nothing_else(isolated: l5.Report, name: str) -> None:
    if name == "hungry" and not sys.platform.startswith("linux"):
        pytest.skip("memory is limited on Linux only")
    assert WAYS[name][1] in of(isolated, name)


def test_isolated_everything_else_stands_and_the_accounting_adds_up(isolated: l5.Report) -> None:
    assert not isolated.complete
    accounting = isolated.accounting
    assert accounting.error == len(APART)
    assert accounting.selected == len(APART) + len(HARMLESS) + 4
    assert accounting.selected == accounting.error + len(isolated.findings)
    assert json.loads(isolated.to_json())["complete"] is False


@pytest.mark.parametrize("name", HARMLESS)
def test_isolated_it_does_no_harm(isolated: l5.Report, name: str) -> None:
    (finding,) = [finding for finding in isolated.findings if finding.criterion == f"ways:{name}"]
    assert [element.outcome for element in finding.elements] == [l5.Outcome.PASS] * 2


def test_in_this_process_what_can_be_contained_is(tmp_path: Path) -> None:
    here = {name: way for name, (_, way, survives) in WAYS.items() if survives}
    ways = [way(name, WAYS[name][0]) for name in here]
    ways += [way(name, HARMLESS[name]) for name in HARMLESS_HERE]
    report = run(folder(tmp_path / "plugins", *ways), isolate=False)
    for name, message in here.items():
        assert message in of(report, name)
    passed = [
        finding.criterion for finding in report.findings if finding.outcome is l5.Outcome.PASS
    ]
    assert passed == [f"ways:{name}" for name in HARMLESS_HERE]


def test_the_command_keeps_to_one_json_document_and_exit_code_3(tmp_path: Path) -> None:
    plugins = folder(
        tmp_path / "plugins",
        *(way(name, HARMLESS[name]) for name in ("prints", "writes", "replaces-output", "threads")),
        way("leaves", "os._exit(0)"),
    )
    command = [sys.executable, "-m", "lever5_rules.cli", "check", str(OAK)]
    command += ["--plugins", str(plugins), "--isolate", "--format", "json", "--fail-on", "never"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 3
    report = json.loads(ran.stdout)
    assert report["accounting"]["error"] == 1
    assert ran.stderr.count("{ no JSON") == 3
    assert "Traceback" not in ran.stderr
    assert "s-102-4" not in ran.stderr


def test_in_this_process_too_the_command_keeps_to_one_json_document(tmp_path: Path) -> None:
    ways = [way(name, HARMLESS[name]) for name in ("prints", "writes", "replaces-output")]
    started = "import subprocess\nsubprocess.run([sys.executable, '-c', 'print(\"{ no JSON\")'])\n"
    passes = 'return stated(guideline.sample_agenda, "Agenda")'
    plugins = folder(tmp_path / "plugins", *ways, way("starts", started + passes))
    command = [sys.executable, "-m", "lever5_rules.cli", "check", str(OAK), "--select", "ways"]
    command += ["--plugins", str(plugins), "--format", "json", "--fail-on", "never"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert json.loads(ran.stdout)["accounting"]["pass"] == 4
    assert ran.stderr.count("{ no JSON") == 4


def test_in_this_process_a_rule_that_closes_its_output_changes_no_exit_code(tmp_path: Path) -> None:
    ways = [way("closes", HARMLESS["closes"]), way("raises", WAYS["raises"][0])]
    command = [sys.executable, "-m", "lever5_rules.cli", "check", str(OAK), "--select", "ways"]
    command += ["--plugins", str(folder(tmp_path / "plugins", *ways)), "--fail-on", "never"]
    process = subprocess.run(
        [*command, "-o", str(tmp_path / "x.json")], capture_output=True, encoding="utf-8"
    )
    assert (process.returncode, process.stdout, process.stderr) == (3, "", "")
    report = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert (report["accounting"]["pass"], report["accounting"]["error"]) == (1, 1)


def test_in_this_process_a_rule_that_goes_elsewhere_takes_no_output_with_it(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moves = f"import os\nos.chdir({str(elsewhere)!r})\n"
    passes = 'return stated(guideline.sample_agenda, "Agenda")'
    plugins = folder(tmp_path / "plugins", way("moves", moves + passes))
    command = [sys.executable, "-m", "lever5_rules.cli", "check", os.path.relpath(OAK, tmp_path)]
    command += ["--plugins", str(plugins), "-o", "x.json", "--fail-on", "never"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert (ran.returncode, ran.stderr) == (0, "")
    report = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert report["complete"]
    assert not list(elsewhere.iterdir())


def test_isolated_a_mapping_of_a_plugin_is_read_by_too(tmp_path: Path) -> None:
    plugins = folder(
        tmp_path / "plugins",
        way("sound", HARMLESS["prints"]),
        "\nfrom pathlib import Path\n\n@l5.hookimpl\ndef lever5_mappings():\n"
        "    return {'ours': Path(__file__).with_name('ours.toml')}\n",
    )
    plugins.joinpath("ours.toml").write_text(
        'title = "Ours"\ntarget = "assessment_calendar"\n[fits]\nheads = ["Our Test"]\n'
        '[columns]\nassessment_id = "Our Test"\n',
        encoding="utf-8",
    )
    bundle = shutil.copytree(OAK, tmp_path / "bundle")
    bundle.joinpath("tests.csv").write_text("Our Test\nSTAAR\n", encoding="utf-8")
    report = run(plugins, bundle=bundle)
    assert {file.path: file.kind for file in report.files}["tests.csv"] == "assessment_calendar"
    assert (report.errors, report.accounting.passed) == ((), 1)


def test_a_limit_alone_isolates(lever5: Command, tmp_path: Path) -> None:
    plugins = folder(tmp_path / "plugins", way("sleeps", "time.sleep(600)"))
    options = ["--plugins", str(plugins), "--select", "ways", "--format", "json"]
    ran = lever5("check", str(OAK), *options, "--isolate-seconds", "0.5")
    assert ran.code == 3
    (error,) = json.loads(ran.out)["errors"]
    assert "took longer than 0.5 seconds" in error["message"]


@pytest.mark.parametrize("limit", ["--isolate-seconds=0", "--isolate-memory=0"])
def test_a_limit_that_lets_nothing_run_is_refused(lever5: Command, limit: str) -> None:
    assert lever5("check", str(OAK), limit).code == 2
    with pytest.raises(l5.UsageError, match="above 0"):
        l5.Isolation(seconds=0)


def shipped(monkeypatch: pytest.MonkeyPatch) -> list[ModuleType]:
    """The plugins of this repository, as modules that can be imported."""
    import importlib

    names = {"northfield": "lever5_northfield", "planning-time": "lever5_planning_time"}
    for place in names:
        source = ROOT / "plugins" / place / "src"
        if not source.is_dir():
            pytest.skip("the plugins are not beside the tests")
        monkeypatch.syspath_prepend(str(source))
    return [importlib.import_module(name) for name in names.values()]


@pytest.mark.parametrize(
    ("ruleset", "criterion"),
    [("northfield", "northfield:plc-notes"), ("planning-time", "tec21404:planning-time")],
)
@pytest.mark.parametrize(
    "example", ["cedar-hollow-isd", "cedar-hollow-isd-mended", "live-oak-charter"]
)
def test_well_behaved_plugins_are_reported_byte_for_byte_the_same(
    example: str, ruleset: str, criterion: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    modules = shipped(monkeypatch)
    bundle = EXAMPLES / example

    def check(isolate: bool) -> l5.Report:
        return l5.check(
            bundle,
            plugins=modules,
            entry_points=False,
            as_of=DAY,
            isolate=isolate,
            ruleset=ruleset,
        )

    apart, here = check(True), check(False)
    assert criterion in here.selected
    assert apart.complete
    assert apart.to_json() == here.to_json()
    assert shown(apart) == shown(here)


def shown(report: l5.Report) -> dict[str, object]:
    """The report in several formats, which are read out of different parts of it."""
    formats = ("text", "html", "markdown", "csv", "sarif", "junit")
    return {name: writer(name)(report) for name in formats}


ALL = """
from lever5_rules.plugins import builtin

for one in builtin.lever5_criteria():
    rule = Rule(one.criterion, judges=one.judges, not_judged=one.not_judged, replaces=True)
    for name, text in one.groups.items():
        rule.any_of(name, text)
    for each in one.elements:
        rule.add(
            each.function,
            level=each.level,
            advisory=each.advisory,
            any_of=each.group,
            reader=each.reader,
            part=each.part,
            name=each.name,
            requirement=each.requirement,
        )
    RULES.append(rule)
"""


@pytest.mark.parametrize(
    ("example", "day"),
    [
        ("cedar-hollow-isd", DAY),
        ("cedar-hollow-isd-mended", DAY),
        ("live-oak-charter", DAY),
        ("cedar-hollow-isd", date(2026, 8, 20)),
    ],
)
def test_every_rule_of_the_framework_says_the_same_where_it_is_a_plugin_s(
    example: str, day: date, tmp_path: Path
) -> None:
    plugins = folder(tmp_path / "plugins", ALL)
    options = {"bundle": EXAMPLES / example, "as_of": day, "select": []}
    apart = run(plugins, **options, isolate=Isolation(seconds=60))
    here = run(plugins, **options, isolate=False)
    assert {finding.plugin for finding in apart.findings} == {"ways"}
    assert apart.complete
    assert apart.to_json() == here.to_json()
    assert shown(apart) == shown(here)


def test_documents_that_only_isolated_rules_look_into_are_listed_alike(tmp_path: Path) -> None:
    files = {path.name: path.read_bytes() for path in OAK.iterdir()}
    files["staff-handbook.pdf"] = b"%PDF-1.7 broken"
    plugins = folder(tmp_path / "plugins", ALL)
    options = {"bundle": l5.Bundle.from_mapping(files), "select": []}
    here = run(plugins, **options, isolate=False)
    assert [file.path for file in here.files if file.status == "unreadable"] == [
        "staff-handbook.pdf"
    ]
    assert run(plugins, **options, isolate=Isolation(seconds=60)).to_json() == here.to_json()


READS = """
@rule("reads")
def meets(meetings: Records[Meeting], guideline: PlcGuideline) -> Verdict:
    \"\"\"Meetings are held.\"\"\"
    return met(f"{meetings.count()} {guideline.sample_agenda}")
"""


@pytest.mark.parametrize("form", ["folder", "text", "rows", "zip"])
def test_a_bundle_of_any_form_is_read_alike(form: str, tmp_path: Path) -> None:
    import shutil

    bundle: Any = OAK
    if form == "zip":
        bundle = shutil.make_archive(str(tmp_path / "oak"), "zip", OAK)
    elif form != "folder":
        files: dict[str, Any] = {path.name: path.read_bytes() for path in OAK.iterdir()}
        if form == "rows":
            row = {"date": date(2026, 9, 8), "campus_id": "001", "minutes": 45}
            files["meeting_log.csv"] = [row, {**row, "date": date(2025, 9, 8)}]
            files["meeting_log"] = files.pop("meeting_log.csv")
        bundle = l5.Bundle.from_mapping(files)
    plugins = folder(tmp_path / "plugins", READS)
    select = ["ways", "5.1.2"]
    apart = run(plugins, bundle=bundle, select=select)
    here = run(plugins, bundle=bundle, select=select, isolate=False)
    assert apart.complete
    assert apart.to_json() == here.to_json()


def test_a_bundle_that_changes_in_between_is_noticed(tmp_path: Path) -> None:
    import shutil

    bundle = shutil.copytree(OAK, tmp_path / "oak")
    log = bundle / "meeting_log.csv"
    change = f"import pathlib; one = pathlib.Path({str(log)!r})\n"
    head = change + "one.write_bytes(one.read_bytes() + b'\\n')\n" + HEAD
    report = run(folder(tmp_path / "plugins", READS, head=head), bundle=bundle)
    (error,) = report.errors
    assert "reads the bundle or the ruleset differently" in error.message


def test_a_plugin_that_loads_here_only_is_told(tmp_path: Path) -> None:
    head = f"import os\nif os.getpid() != {os.getpid()}: os._exit(7)\n" + HEAD
    report = run(folder(tmp_path / "plugins", READS, way("loops", "pass"), head=head))
    assert [error.criterion for error in report.errors] == ["ways:reads", "ways:loops"]
    for error in report.errors:
        assert "could not be isolated" in error.message
        assert "exit code 7" in error.message


def test_what_one_plugin_breaks_another_does_not_notice(tmp_path: Path) -> None:
    spoils = "import lever5_rules.engine.views as views\nviews._evidence = None\nreturn None"
    plugins = folder(tmp_path / "plugins", way("spoils", spoils))
    other = HEAD.replace("ways:", "others:")
    folder(plugins, READS, head=other, name="zz.py")
    report = run(plugins, select=["ways", "others"])
    assert [error.criterion for error in report.errors] == ["ways:spoils"]
    assert [finding.criterion for finding in report.findings] == ["others:reads"]


def test_the_process_of_a_rule_takes_with_it_what_the_rule_has_started(tmp_path: Path) -> None:
    if not POSIX:
        pytest.skip("needs process groups")
    import time

    pid = tmp_path / "pid"
    body = (
        "import subprocess\n"
        f"one = subprocess.Popen(['sleep', '600']); open({str(pid)!r}, 'w').write(str(one.pid))\n"
        "time.sleep(600)"
    )
    report = run(folder(tmp_path / "plugins", way("starts", body)), isolate=Isolation(seconds=1))
    assert "took longer than 1 second." in of(report, "starts")

    def alive() -> bool:
        try:
            status = Path(f"/proc/{pid.read_text()}/stat").read_text()
        except OSError:
            return False
        return status.rpartition(")")[2].split()[0] != "Z"

    for _ in range(50):
        if not alive():
            break
        time.sleep(0.1)
    assert not alive()


def test_a_plugin_that_is_an_object_cannot_be_isolated() -> None:
    plugin = SimpleNamespace(__name__="northfield", LEVER5_API=1)
    with pytest.raises(l5.UsageError, match="handed in as an object"):
        l5.check(OAK, plugins=[plugin], entry_points=False, isolate=True)
    assert l5.check(OAK, plugins=[plugin], entry_points=False).complete


def test_without_plugins_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    apart = l5.check(OAK, as_of=DAY, entry_points=False, isolate=True)
    assert apart.to_json() == l5.check(OAK, as_of=DAY, entry_points=False).to_json()


def test_isolation_is_imported_only_where_it_is_asked_for() -> None:
    script = (
        "import sys, lever5_rules as l5\n"
        f"l5.check({str(OAK)!r}, entry_points=False)\n"
        "print('lever5_rules.checking' in sys.modules, 'lever5_rules.isolation' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ran.stdout == "True False\n"


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (b"[]", "not a judgement"),
        (b"{", "not a judgement"),
        (b"[" * 100_000, "not a judgement"),
        (b"{}", "not a judgement: it has no finding"),
        (b'{"finding": {"outcome": "pass"}}', "not a judgement"),
        (b"x" * (1 << 25), "not a judgement"),
    ],
)
def test_rubbish_on_the_way_back_is_no_judgement(
    answer: bytes, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start: Callable[..., Any] = subprocess.Popen
    fake = (
        "import json, sys, os\n"
        "real = sys.stdin.buffer.readline()\n"
        f"alike = {tmp_path.joinpath('alike').as_posix()!r}\n"
        "sys.stdout.write(open(alike).read() + '\\n'); sys.stdout.flush()\n"
        f"sys.stdout.buffer.write({answer[:9]!r} * {max(len(answer) // 9, 1)} + b'\\n')\n"
        if len(answer) > 100
        else "import sys\nsys.stdin.buffer.readline()\n"
        f"sys.stdout.write(open({tmp_path.joinpath('alike').as_posix()!r}).read() + '\\n')\n"
        f"sys.stdout.flush()\nsys.stdout.buffer.write({answer!r} + b'\\n')\n"
    )
    from lever5_rules import isolation

    kept = isolation.read_as

    def read_as(*value: Any) -> list[Any]:
        alike = kept(*value)
        tmp_path.joinpath("alike").write_text(json.dumps({"read": alike}), encoding="utf-8")
        return alike

    monkeypatch.setattr(isolation, "read_as", read_as)
    monkeypatch.setattr(
        subprocess,
        "Popen",
        lambda command, **options: start([sys.executable, "-c", fake], **options),
    )
    report = run(folder(tmp_path / "plugins", way("sound", "pass")))
    assert text in report.errors[0].message
    assert report.findings == ()


def test_two_plugins_that_claim_one_name_are_both_named(tmp_path: Path) -> None:
    source = '''
import lever5_rules as l5
from pathlib import Path
from lever5_rules.artifacts.kinds import Family, Row
from lever5_rules.authoring import entry, kind
from lever5_rules.reading.reader import Reader
from lever5_rules.reports import Reporter

LEVER5_API = 1

@kind("night_log", family=Family.RECORD, office="nobody")
class NightLog(Row):
    """A log."""
    minutes: int = entry("Minutes")

@l5.hookimpl
def lever5_kinds(): return [NightLog]

@l5.hookimpl
def lever5_rulesets(): return {"night": Path("night.toml")}

@l5.hookimpl
def lever5_readers(): return [Reader("night", lambda *_: [], lambda *_: None)]

@l5.hookimpl
def lever5_reporters(): return [Reporter("night", (".night",), "Nothing.", str)]
'''
    for name in ("moon.py", "star.py"):
        folder(tmp_path / "plugins", head=source, name=name)
    loaded = load_plugins(entry_points=False, folders=[tmp_path / "plugins"])
    for what in ("kind night_log", "ruleset night", "reader night", "format night"):
        messages = [failure.message for failure in loaded.failures if what in failure.message]
        assert messages == [f"The plugin star claims the {what}, which moon has already."]


def test_a_format_takes_no_ending_from_another(tmp_path: Path) -> None:
    source = """
import lever5_rules as l5
from lever5_rules.plugins import Reporter
LEVER5_API = 1
@l5.hookimpl
def lever5_reporters(): return [Reporter("night", (".JSON",), "Nothing.", str)]
"""
    folder(tmp_path / "plugins", head=source, name="moon.py")
    loaded = load_plugins(entry_points=False, folders=[tmp_path / "plugins"])
    assert [failure.message for failure in loaded.failures] == [
        "The plugin moon claims the ending .json for its format night, which lever5-rules has for "
        "its format json already."
    ]
    assert "night" not in loaded.reporters


def test_a_reader_of_a_plugin_that_fails_costs_no_false_verdict(tmp_path: Path) -> None:
    source = """
import sys
import lever5_rules as l5
from lever5_rules.reading.reader import Reader
LEVER5_API = 1
@l5.hookimpl
def lever5_readers(): return [Reader("night", lambda *_: sys.exit(0), lambda *_: None)]
"""
    plugins = folder(tmp_path / "plugins", head=source, name="moon.py")
    report = l5.check(OAK, as_of=DAY, plugin_folders=[plugins], entry_points=False)
    assert any("The reader night failed" in problem.message for problem in report.problems)
    usual = l5.check(OAK, as_of=DAY, entry_points=False)
    assert report.accounting.passed == usual.accounting.passed


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("lambda report: 1 / 0", "raised ZeroDivisionError (moon.py, line"),
        ("lambda report: sys.exit(0)", "raised SystemExit (moon.py, line"),
        ("lambda report: 5", "gave an int instead of text or bytes"),
        ("lambda: 'x'", "raised TypeError"),
    ],
)
def test_a_format_of_a_plugin_that_fails_costs_no_other(
    body: str, text: str, lever5: Command, tmp_path: Path
) -> None:
    source = f"""
import sys
import lever5_rules as l5
from lever5_rules.plugins import Reporter
LEVER5_API = 1
@l5.hookimpl
def lever5_reporters(): return [Reporter("night", (".night",), "Nothing.", {body})]
"""
    plugins = folder(tmp_path / "plugins", head=source, name="moon.py")
    night, report = tmp_path / "x.night", tmp_path / "x.json"
    ran = lever5(
        *("check", str(OAK), "--plugins", str(plugins), "--fail-on", "never"),
        *("--output", str(night), "--output", str(report)),
    )
    assert ran.code == 3
    assert f"The format night {text}" in ran.err
    assert "it was not written; all else was" in ran.err
    assert json.loads(report.read_text(encoding="utf-8"))["complete"] is True
    assert not night.exists()


def test_an_object_that_cannot_travel_is_told(tmp_path: Path) -> None:
    files: dict[str, Any] = {path.name: path.read_bytes() for path in OAK.iterdir()}
    files["odd"] = [{"minutes": lambda: 45}]
    plugins = folder(tmp_path / "plugins", READS)
    with pytest.raises(l5.UsageError, match="no other process can be given"):
        run(plugins, bundle=l5.Bundle.from_mapping(files))


def test_the_order_needs_no_process_to_be_made() -> None:
    loaded = load_plugins(entry_points=False)
    assert IsolatedPlugins.of(loaded, l5.Bundle.from_path(OAK), "default", LIMITS).modules == ()


def test_a_ruleset_never_has_plugins_run_that_nobody_has_named(
    lever5: Command, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    folder(tmp_path / "rules", READS, head=f"open({str(ran)!r}, 'w').close()\n" + HEAD)
    ruleset = tmp_path / "ours.toml"
    text = 'name = "ours"\nversion = "1"\ntitle = "Ours"\nextends = "default"\n'
    ruleset.write_text(f'{text}plugins = ["rules"]\n', encoding="utf-8")
    options = ["check", str(OAK), "--ruleset", str(ruleset), "--fail-on", "never"]
    refused = lever5(*options)
    assert (refused.code, refused.out) == (2, "")
    assert "builds on the plugins in" in refused.err
    assert f"--plugins {tmp_path / 'rules'}" in refused.err
    assert not ran.exists()
    agreed = lever5(*options, "--plugins", str(tmp_path / "rules"))
    assert agreed.code == 0
    assert "ways:reads" in agreed.out
    ruleset.write_text(f'{text}plugins = "rules"\n', encoding="utf-8")
    assert "plugins must be a list of folders" in lever5(*options).err


def test_what_a_folder_of_plugins_adds_is_known_before_a_run(
    lever5: Command, tmp_path: Path
) -> None:
    plugins = ["--plugins", str(folder(tmp_path / "rules", READS))]
    assert "ways:reads" in lever5("criteria", *plugins).out
    assert "Meetings are held." in lever5("explain", "ways:reads", *plugins).out
    assert "meeting_log" in lever5("needs", "--select", "ways", *plugins).out
    for call in (["rulesets", "show", "default"], ["rulesets", "compare", "default", "starter"]):
        assert lever5(*call, *plugins).code == 0
    for call in (["template", "meeting_log"], ["schema", "meeting_log"]):
        assert lever5(*call, *plugins).out == lever5(*call).out
    book = str(tmp_path / "log.xlsx")
    text = lever5("template", "meeting_log", "-o", book, *plugins).out
    assert text.rstrip().endswith(f"lever5 check {book} {' '.join(plugins)}")
    assert lever5("explain", "ways:reads").code == 2
