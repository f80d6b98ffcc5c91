"""The command: exit codes, selection, waivers, baselines, and what each command prints."""

import json
from datetime import date
from importlib import resources
from pathlib import Path

import jsonschema_rs
import pytest
from conftest import Command

import lever5_rules as l5
from lever5_rules.cli.exits import EXITS
from lever5_rules.plugins.discovery import installed
from lever5_rules.reports.formats.json_report import schema

ROOT = Path(__file__).resolve().parent.parent
OAK = ROOT / "examples" / "live-oak-charter"
CEDAR = ROOT / "examples" / "cedar-hollow-isd"


def test_exit_codes_of_help_and_readme_come_from_one_table(lever5: Command) -> None:
    shown = " ".join(lever5("--help").out.split())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for code, meaning in EXITS.items():
        assert f"{code} {meaning}" in shown
        assert f"| {code} | {meaning} |" in readme


def test_readme_has_exactly_two_set_up_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = readme.split("```console\n")[1:]
    assert [block.split("```")[0].count("\n") for block in blocks] == [1, 1]


def test_json_is_one_document_by_the_shipped_schema(lever5: Command) -> None:
    for bundle in (OAK, CEDAR):
        ran = lever5("check", str(bundle), "--format", "json")
        report = json.loads(ran.out)
        errors = list(jsonschema_rs.Draft202012Validator(json.loads(schema())).iter_errors(report))
        assert [f"{error.instance_path}: {error.message}" for error in errors] == []


def test_text_says_what_to_do_and_what_to_find(lever5: Command) -> None:
    out = lever5("check", str(CEDAR)).out
    order = ["KEY PRACTICES", "GAPS: work to do", "MISSING EVIDENCE: papers to find", "PASSES"]
    places = [out.index(title) for title in order]
    assert places == sorted(places)
    assert "documents/plc_guideline-secondary.toml:11 minutes = 40" in out
    assert "threshold: plc.min_minutes = 45 minutes (ruleset default; judgement:" in out
    assert "43 selected = 21 pass + 12 gap + 10 missing evidence" in out


@pytest.mark.parametrize(
    ("fail_on", "select", "code"),
    [
        ("missing", "5.2.4-4", 1),
        ("gap", "5.2.4-4", 0),
        ("gap", "5.2.4-3", 1),
        ("never", "5.2", 0),
        ("missing", "5.2.5-2", 0),
    ],
)
def test_fail_on(lever5: Command, fail_on: str, select: str, code: int) -> None:
    assert lever5("check", str(CEDAR), "--select", select, "--fail-on", fail_on).code == code


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("--select", "5.2.4-3,5.2.4-9"), "'5.2.4-9'"),
        (("--ignore", "5.2.44"), "Did you mean 5.2.4"),
        (("--select", "5.1", "--ignore", "5.1.1,5.1.2,5.1.3"), "Nothing is left"),
        (("--select", "5.2.4-3", "--ignore", "5.2"), "Nothing is left"),
        (("--ruleset", "defalt"), "Did you mean default?"),
        (("--ruleset", "nowhere.toml"), "no ruleset file"),
        (("--format", "jsn"), "Did you mean json?"),
        (("--format", "json", "--format", "text"), "Only one format"),
        (("--as-of", "11/23/2026"), "is not a date"),
        (("--waivers", "nowhere.toml"), "cannot be read"),
        (("--baseline", "nowhere.json"), "cannot be read"),
        (("--fail-on", "sometimes"), "sometimes"),
        (("--colour",), "No such option"),
    ],
)
def test_wrong_usage_is_exit_2_with_the_nearest_name(
    lever5: Command, arguments: tuple[str, ...], text: str
) -> None:
    ran = lever5("check", str(OAK), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert text in ran.err


def test_an_unknown_command_and_criterion(lever5: Command) -> None:
    assert "Did you mean check?" in lever5("chek").err
    ran = lever5("explain", "5.2.4-33")
    assert (ran.code, "Did you mean 5.2.4-3?" in ran.err) == (2, True)


def test_an_unreadable_bundle_is_exit_2(lever5: Command, tmp_path: Path) -> None:
    assert lever5("check", str(tmp_path)).code == 2
    assert lever5("check", str(tmp_path / "nowhere")).code == 2


def ruleset(folder: Path, text: str) -> str:
    path = folder / "mine.toml"
    path.write_text(
        f'name = "mine"\nversion = "1"\ntitle = "Ours"\nextends = "default"\n{text}',
        encoding="utf-8",
    )
    return str(path)


LIMIT = '[limits."plc.min_minutes"]\nvalue = {}\norigin = "{}"\nsource = "The board"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[limits."plc.min_minute"]\nvalue = 1', "Did you mean plc.min_minutes?"),
        (LIMIT.format('"long"', "district"), "whole number"),
        (LIMIT.format("44.5", "district"), "whole number"),
        (LIMIT.format("true", "district"), "whole number"),
        (LIMIT.format("40", "custom"), "origin is 'custom'"),
        ('[limits."plc.min_minutes"]\nvalue = 40\norigin = "district"', "source must be given"),
        (LIMIT.format("40", "district") + 'unit = "hours"', "its parent in 'minutes'"),
        ('[criteria."5.2.4-8"]\nenabled = false\nreason = "x"', "is not known"),
        ('[elements."5.2.4-3/lenght"]\nadvisory = true\nreason = "x"', "5.2.4-3/length?"),
        ('[elements."5.2.4-3/length"]\nlevel = "verifyed"\nreason = "x"', "Did you mean verified?"),
        ('[elements."5.2.4-3/length"]\nlevel = "recorded"\nreason = "x"', "cannot reach"),
        ('[elements."5.2.4-3/length"]\nadvisry = true\nreason = "x"', "Did you mean advisory?"),
        ('[elements."5.2.4-3/length"]\nadvisory = true', "reason must be given"),
        ("limit = 1", "Did you mean limits?"),
        ('[[waivers]]\ntarget = "5.2.4-3"\nreason = "x"\napprover_role = "y"', "expires is not"),
        ("not toml", "not valid TOML"),
        ("x = " + "9" * 6000, "has a number of thousands of digits."),
    ],
)
def test_an_invalid_ruleset_is_exit_2(
    lever5: Command, tmp_path: Path, text: str, message: str
) -> None:
    ran = lever5("check", str(OAK), "--ruleset", ruleset(tmp_path, text))
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_a_ruleset_changes_limits_levels_and_switches(tmp_path: Path) -> None:
    path = ruleset(
        tmp_path,
        LIMIT.format("40", "district")
        + '[criteria."5.2.4-1"]\nenabled = false\nreason = "next year"\n'
        + '[elements."5.2.4-3/plc_held_as_written"]\nadvisory = true\nreason = "first year"\n'
        + '[elements."5.2.4-3/membership"]\nlevel = "verified"\nreason = "seen by eye"\n'
        + '[elements."5.2.4-3/frequency"]\nenabled = false\nreason = "not yet"\n',
    )
    report = l5.check(CEDAR, ruleset=path, entry_points=False)
    assert "5.2.4-1" in report.not_selected
    finding = next(finding for finding in report.findings if finding.criterion == "5.2.4-3")
    by_name = {element.id.partition("/")[2]: element for element in finding.elements}
    assert by_name["length"].outcome is l5.Outcome.PASS
    assert by_name["length"].limit is not None
    assert by_name["length"].limit.ruleset == "mine"
    assert by_name["plc_held_as_written"].advisory
    assert by_name["membership"].reason is l5.Reason.BELOW_LEVEL
    assert [switch.id for switch in finding.elements_off] == ["5.2.4-3/frequency"]
    assert finding.outcome is l5.Outcome.MISSING


WAIVER = (
    '[[waivers]]\ntarget = "{}"\nreason = "Being rewritten"\n'
    'approver_role = "superintendent"\nexpires = {}\n'
)


@pytest.mark.parametrize(
    ("day", "code", "state"),
    [("2026-12-14", 0, "applied"), ("2026-12-15", 0, "applied"), ("2026-12-16", 1, "expired")],
)
def test_a_waiver_holds_to_its_last_day(
    lever5: Command, tmp_path: Path, day: str, code: int, state: str
) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(WAIVER.format("5.2.4-2", "2026-12-15"), encoding="utf-8")
    options = ("--waivers", str(path), "--as-of", day, "--select", "5.2.4-2", "--format", "json")
    ran = lever5("check", str(OAK), *options)
    report = json.loads(ran.out)
    assert ran.code == code
    assert report["findings"][0]["outcome"] == "gap"
    assert (report["findings"][0]["waiver"] is None) == (state == "expired")
    assert [waiver["state"] for waiver in report["waivers"]] == [state]


@pytest.mark.parametrize(
    ("target", "state"),
    [
        ("5.2.4-2/quality_criteria", "applied"),
        ("5.2.4-2/unit_steps", "unused"),
        ("5.2.5-2", "unused"),
    ],
)
def test_a_waiver_of_an_element_or_of_a_pass(tmp_path: Path, target: str, state: str) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(WAIVER.format(target, "2027-01-01"), encoding="utf-8")
    report = l5.check(OAK, waivers=path, entry_points=False)
    assert [waiver.state for waiver in report.waivers] == [state]
    assert report.accounting.waived == (1 if state == "applied" else 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WAIVER.format("5.2.4-22", "2027-01-01"), "Did you mean 5.2.4-2?"),
        (WAIVER.format("5.2.4-2", '"15 June"'), "expires is '15 June'"),
        (WAIVER.format("5.2.4-2", "2027-01-01").replace("reason", "why"), "'why' is not known"),
        ("waivers = 3", "[[waivers]]"),
    ],
)
def test_an_invalid_waiver_is_exit_2(
    lever5: Command, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(text, encoding="utf-8")
    ran = lever5("check", str(OAK), "--waivers", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_against_a_baseline_only_what_is_new_fails(lever5: Command, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    assert lever5("check", str(OAK), "--format", f"json:{before}").code == 1
    ran = lever5("check", str(OAK), "--baseline", str(before), "--format", "json")
    changes = {
        finding["criterion"]: finding["change"] for finding in json.loads(ran.out)["findings"]
    }
    assert ran.code == 0
    assert set(changes.values()) == {"unchanged"}
    later = lever5(
        "check", str(OAK), "--baseline", str(before), "--as-of", "2026-08-20", "--format", "json"
    )
    changes = {
        finding["criterion"]: finding["change"] for finding in json.loads(later.out)["findings"]
    }
    assert later.code == 1
    assert changes["5.2.4-3"] == "new"
    data = json.loads(before.read_text(encoding="utf-8"))
    data["findings"][0]["criterion"] = "5.2.4-11"
    before.write_text(json.dumps(data), encoding="utf-8")
    assert "which is not a criterion" in lever5("check", str(OAK), "--baseline", str(before)).err


def test_what_was_failing_and_passes_now_is_absent(tmp_path: Path) -> None:
    early = l5.check(OAK, as_of=date(2026, 8, 20), entry_points=False)
    path = tmp_path / "early.json"
    path.write_text(early.to_json(), encoding="utf-8")
    report = l5.check(OAK, baseline=l5.read_report(path), entry_points=False)
    changes = {finding.criterion: finding.change for finding in report.findings}
    assert changes["5.2.4-3"] == "absent"
    assert changes["5.2.4-2"] == "unchanged"


def test_needs_criteria_explain_and_rulesets(lever5: Command) -> None:
    needs = lever5("needs", "--select", "5.2.4").out
    assert "Curriculum and instruction" in needs
    assert "[ ] plc_guideline.toml" in needs
    assert "collaboration_schedule" not in needs
    kinds = {row["kind"] for row in json.loads(lever5("needs", "--format", "json").out)}
    assert {"plc_guideline", "observation_log", "collaboration_schedule"} <= kinds
    assert "43 criteria, 43 with a rule" in lever5("criteria").out
    assert len(json.loads(lever5("criteria", "--format", "json").out)) == 43
    explained = lever5("explain", "EDF-5.2.4-3").out
    assert (
        "Limit plc.min_minutes, a whole number: 45 minutes (ruleset default; judgement:"
        in explained
    )
    assert "minutes: Length of one meeting (whole number, minutes)" in explained
    assert "starter < default" in lever5("rulesets").out
    assert "TEC 21.404" in lever5("explain", "5.2.4-3/planning_time_lawful").out
    assert "plc.min_minutes = 45 minutes" in lever5("rulesets", "show", "default").out
    compared = lever5("rulesets", "compare", "default", "exemplar").out
    assert "coaching.min_observations_per_teacher_month" in compared
    assert "Did you mean" in lever5("rulesets", "show", "exemplr").err


def test_no_name_of_a_bundle_drives_the_terminal(tmp_path: Path, lever5: Command) -> None:
    for path in OAK.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    profile = (tmp_path / "district.toml").read_text(encoding="utf-8")
    hostile = profile.replace('name = "', 'name = "\\u001b[31m\\u202e' + "x" * 10_000, 1)
    (tmp_path / "district.toml").write_text(hostile, encoding="utf-8")
    out = lever5("check", str(tmp_path)).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert max(map(len, out.splitlines())) <= 110


def test_installed_plugins_are_found_as_the_standard_library_finds_them() -> None:
    from importlib.metadata import entry_points

    ours = {(script.name, script.target) for script in installed("console_scripts")}
    theirs = {
        (script.dist.name.lower().replace("_", "-").replace(".", "-"), script.value)
        for script in entry_points(group="console_scripts")
        if script.dist is not None
    }
    assert ours == theirs


def test_a_plugin_that_fails_on_import_is_named(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "broken_plugin.py").write_text("raise RuntimeError('half installed')\n")
    info = tmp_path / "broken_plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-plugin\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[lever5_rules]\nx = broken_plugin\n")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); "
        f"from lever5_rules.cli import main; main(['check', {str(OAK)!r}, '--fail-on', 'never', "
        "'--format', 'json'])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    report = json.loads(done.stdout)
    assert (done.returncode, report["complete"]) == (3, False)
    assert (
        "broken-plugin could not be loaded: RuntimeError: half installed"
        in (report["errors"][0]["message"])
    )
    assert len(report["findings"]) + len(report["not_applicable"]) == 43


@pytest.mark.parametrize("name", ["default", "starter", "exemplar"])
def test_shipped_rulesets_speak_of_nothing_unknown(tmp_path: Path, name: str) -> None:
    shipped = resources.files("lever5_rulesets") / f"{name}.toml"
    copy = tmp_path / "copy.toml"
    copy.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    report = l5.check(OAK, ruleset=copy, entry_points=False)
    assert (report.complete, report.ruleset) == (True, name)


EMPTY = [
    ("check", ""),
    ("forecast", ""),
    ("check", " "),
    ("check", str(OAK), "--plugins", ""),
    ("check", str(OAK), "--plugins="),
    ("check", str(OAK), "--waivers", ""),
    ("check", str(OAK), "--select", ""),
    ("verify", "report.json", ""),
    ("convert", "", "copy"),
    ("pseudonymize", "", "copy", "--secret-file", "secret", "--new-secret"),
    ("history", ""),
    ("plan", "report.json", "--output="),
    ("new", ""),
]


@pytest.mark.parametrize("call", EMPTY, ids=" ".join)
def test_an_empty_argument_is_never_the_current_folder(
    call: tuple[str, ...], lever5: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = lever5(*call)
    assert ran.code == 2
    assert "is empty, as where a variable is not set" in ran.err
    assert not list(tmp_path.iterdir())
