"""A report is checked again: the same comes out, or what differs is named."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from spread import spread

import lever5_rules as l5
from lever5_rules.comparing.verification import NOTHING, unlike

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OAK, CEDAR = EXAMPLES / "live-oak-charter", EXAMPLES / "cedar-hollow-isd"
Told = dict[str, Any]
WAIVERS = (
    '[[waivers]]\ntarget = "5.2.4-2"\nreason = "Being rewritten"\n'
    'approver_role = "superintendent"\nexpires = 2026-12-15\n'
)
RULESET = (
    'name = "ours"\nversion = "1"\ntitle = "Ours"\nextends = "default"\n'
    '[limits."plc.min_minutes"]\nvalue = {}\norigin = "district"\nsource = "The board"\n'
)


@pytest.fixture
def saved(tmp_path: Path, lever5: Command) -> str:
    path = tmp_path / "report.json"
    lever5("check", str(OAK), "-o", str(path))
    return str(path)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the bundle, to change."""
    return Path(shutil.copytree(OAK, tmp_path / "copy"))


def verification_of(lever5: Command, *arguments: str, code: int = 1) -> Told:
    ran = lever5("verify", *arguments, "--format", "json")
    assert ran.code == code
    data: Told = json.loads(ran.out)
    assert data["same"] is (code == 0)
    return data


def edit(path: str, change: Callable[[Told], object]) -> None:
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    change(data)
    Path(path).write_text(json.dumps(data), encoding="utf-8")


def test_the_same_comes_out(lever5: Command, saved: str, copy: Path) -> None:
    ran = lever5("verify", saved, str(OAK))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("SAME: the report of Live Oak Bend Charter School (999801)")
    assert verification_of(lever5, saved, str(copy), code=0)["results"] == []


def test_day_and_selection_are_those_of_the_report(lever5: Command, tmp_path: Path) -> None:
    path = str(tmp_path / "part.json")
    options = ("--as-of", "2026-10-01", "--select", "5.2.4,5.1", "--ignore", "5.1.2-3")
    lever5("check", str(OAK), *options, "-o", path)
    assert lever5("verify", path, str(OAK)).code == 0


def test_a_file_that_changed_is_named_and_what_followed_from_it(
    lever5: Command, saved: str, copy: Path
) -> None:
    guideline = copy / "plc_guideline.toml"
    text = guideline.read_text(encoding="utf-8")
    assert "minutes = 45" in text
    guideline.write_text(text.replace("minutes = 45", "minutes = 30"), encoding="utf-8")
    (copy / "more.txt").write_text("more", encoding="utf-8")
    (copy / "testing_window.csv").unlink(missing_ok=True)
    data = verification_of(lever5, saved, str(copy))
    assert ["bundle", "files", "plc_guideline.toml", "sha256"] in [
        item["at"] for item in data["inputs"]
    ]
    outcome = next(
        result for result in data["results"] if result["at"] == ["findings", "5.2.4-3", "outcome"]
    )
    assert (outcome["saved"], outcome["again"]) == ("pass", "gap")
    out = lever5("verify", saved, str(copy)).out
    assert out.startswith("DIFFERS: the report of Live Oak")
    assert "- file plc_guideline.toml: changed" in out
    assert "- file more.txt: added" in out
    assert "outcome: pass in the report, gap now" in out
    assert max(map(len, out.splitlines())) <= 96


def test_a_file_that_is_gone_is_named(lever5: Command, saved: str, copy: Path) -> None:
    (copy / "plc_guideline.toml").unlink()
    assert "- file plc_guideline.toml: removed" in lever5("verify", saved, str(copy)).out


@pytest.mark.parametrize(
    "change",
    spread(
        [
            lambda data: data["findings"][0].update(outcome="pass", title="Other"),
            lambda data: data["findings"][0]["elements"][0].update(message="All is well."),
            lambda data: data["findings"].pop(),
            lambda data: data["findings"].reverse(),
            lambda data: data["accounting"].update({"pass": 43}),
            lambda data: data["findings"][0].update(note="added"),
            lambda data: data.update(seal="approved"),
            lambda data: data["problems"].append(
                {"severity": "note", "file": None, "line": None, "cell": None, "message": "x"}
            ),
        ],
        of=3,
    ),
)
def test_a_report_that_was_edited_is_told(
    lever5: Command, saved: str, change: Callable[[Told], object]
) -> None:
    edit(saved, change)
    assert verification_of(lever5, saved, str(OAK))["inputs"] == []
    out = lever5("verify", saved, str(OAK)).out
    assert "the report was changed after it was written" in " ".join(out.split())


def test_spaces_and_order_of_keys_make_no_difference(lever5: Command, saved: str) -> None:
    data = json.loads(Path(saved).read_text(encoding="utf-8"))
    Path(saved).write_text(json.dumps(data, sort_keys=True, indent=7), encoding="utf-8")
    assert lever5("verify", saved, str(OAK)).code == 0


def test_other_versions_are_named(lever5: Command, saved: str) -> None:
    def change(data: Told) -> None:
        data["tool"]["version"] = "0.0.1"
        data["plugins"].append({"name": "northfield", "version": "3"})

    edit(saved, change)
    out = lever5("verify", saved, str(OAK)).out
    assert "tool version: 0.0.1 in the report, " in out
    assert "plugins northfield: something in the report, none now" in out


def test_a_ruleset_of_ones_own_is_asked_for_and_compared(lever5: Command, tmp_path: Path) -> None:
    rules, path = tmp_path / "ours.toml", str(tmp_path / "report.json")
    rules.write_text(RULESET.format(40), encoding="utf-8")
    lever5("check", str(OAK), "--ruleset", str(rules), "-o", path)
    ran = lever5("verify", path, str(OAK))
    assert (ran.code, ran.out) == (2, "")
    assert "made under the ruleset 'ours'" in ran.err
    assert lever5("verify", path, str(OAK), "--ruleset", str(rules)).code == 0
    rules.write_text(RULESET.format(55), encoding="utf-8")
    data = verification_of(lever5, path, str(OAK), "--ruleset", str(rules))
    assert [item["at"] for item in data["inputs"]] == [["ruleset", "sha256"]]
    assert verification_of(lever5, path, str(OAK), "--ruleset", "default")["inputs"]


def test_a_waiver_file_is_asked_for_and_compared(lever5: Command, tmp_path: Path) -> None:
    waivers, path = tmp_path / "waivers.toml", str(tmp_path / "report.json")
    waivers.write_text(WAIVERS, encoding="utf-8")
    lever5("check", str(OAK), "--waivers", str(waivers), "-o", path)
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    assert str(tmp_path) not in json.dumps(data)
    ran = lever5("verify", path, str(OAK))
    assert (ran.code, ran.out) == (2, "")
    assert "made with the waiver file 'waivers.toml'" in ran.err
    assert lever5("verify", path, str(OAK), "--waivers", str(waivers)).code == 0
    waivers.write_text(WAIVERS + "# one line more\n", encoding="utf-8")
    unequal = verification_of(lever5, path, str(OAK), "--waivers", str(waivers))
    assert [item["at"] for item in unequal["inputs"]] == [["waiver_file", "sha256"]]


def test_a_baseline_is_compared_where_it_is_given(lever5: Command, tmp_path: Path) -> None:
    early, path = str(tmp_path / "early.json"), str(tmp_path / "report.json")
    lever5("check", str(OAK), "--as-of", "2026-08-20", "--ruleset", "starter", "-o", early)
    lever5("check", str(OAK), "--baseline", early, "-o", path)
    bare = verification_of(lever5, path, str(OAK), code=0)
    assert "baseline of 2026-08-20 was not repeated" in bare["notes"][0]
    assert verification_of(lever5, path, str(OAK), "--baseline", early, code=0)["notes"] == []
    other = str(tmp_path / "other.json")
    lever5("check", str(OAK), "--as-of", "2026-09-20", "-o", other)
    unequal = verification_of(lever5, path, str(OAK), "--baseline", other)
    assert ["baseline", "sha256"] in [item["at"] for item in unequal["inputs"]]


def test_a_criterion_that_is_not_known_here_is_named(lever5: Command, saved: str) -> None:
    edit(saved, lambda data: data["selection"]["selected"].append("northfield:plc-notes"))
    results = verification_of(lever5, saved, str(OAK))["results"]
    assert ["selection", "selected", "[43]"] in [result["at"] for result in results]
    edit(saved, lambda data: data["selection"].update(selected=["northfield:plc-notes"]))
    ran = lever5("verify", saved, str(OAK))
    assert (ran.code, ran.out) == (2, "")
    assert "None of the criteria of the report is known here" in ran.err


def test_a_report_in_memory_can_be_verified() -> None:
    from lever5_rules.plugins.host import load_plugins
    from lever5_rules.verifying import verify

    report = l5.check(CEDAR, as_of=date(2026, 11, 23), entry_points=False)
    loaded = load_plugins(entry_points=False)
    assert verify(loaded, report, CEDAR).same
    assert not verify(loaded, report, OAK).same


def test_unlike_names_each_place_once() -> None:
    data = {"a": [{"id": "x", "n": 1}, {"id": "y", "n": 2}], "b": [1, 2], "c": True}
    two = {"a": [{"id": "y", "n": 3}, {"id": "z", "n": 1}], "b": [1], "c": 1}
    differences = {each.way: (each.saved, each.again) for each in unlike(data, two)}
    assert differences == {
        ("a", "y", "n"): (2, 3),
        ("a", "z"): (NOTHING, {"id": "z", "n": 1}),
        ("a", "x"): ({"id": "x", "n": 1}, NOTHING),
        ("b", "[1]"): (2, NOTHING),
        ("c",): (True, 1),
    }
    assert list(unlike(data, data)) == []
