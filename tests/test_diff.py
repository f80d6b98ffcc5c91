"""What changed between two reports, through the command."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

import lever5_rules as l5
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.comparing.comparison import difference
from lever5_rules.findings.report import Report
from lever5_rules.testing import SAMPLE

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CEDAR, MENDED = EXAMPLES / "cedar-hollow-isd", EXAMPLES / "cedar-hollow-isd-mended"
OAK = EXAMPLES / "live-oak-charter"
Saved = Callable[..., str]


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    def save(report: Report, name: str) -> str:
        path = tmp_path / f"{name}.json"
        path.write_text(report.to_json(), encoding="utf-8")
        return str(path)

    return save


def check(bundle: Path, **options: Any) -> Report:
    return l5.check(bundle, entry_points=False, **options)


def changes_between(lever5: Command, *arguments: str) -> dict[str, Any]:
    ran = lever5("diff", *arguments, "--format", "json")
    assert ran.code == 0
    data: dict[str, Any] = json.loads(ran.out)
    return data


def of(data: dict[str, Any], change: str) -> dict[str, dict[str, Any]]:
    return {
        criterion["criterion"]: criterion
        for criterion in data["criteria"]
        if criterion["change"] == change
    }


def test_the_same_report_differs_in_nothing(lever5: Command, saved: Saved) -> None:
    path = saved(check(CEDAR), "one")
    data = changes_between(lever5, path, path)
    for key in ("notes", "criteria", "parameters", "files", "newly_selected", "new_errors"):
        assert data[key] == []
    assert (
        "43 criteria: 0 opened, 0 closed, 0 changed, 43 as before."
        in lever5("diff", path, path).out
    )


def test_what_was_mended_is_closed_and_the_other_way_about_opened(
    lever5: Command, saved: Saved
) -> None:
    flawed, mended = check(CEDAR), check(MENDED)
    old, new = saved(flawed, "old"), saved(mended, "new")
    failing = {
        finding.criterion for finding in flawed.findings if finding.outcome is not l5.Outcome.PASS
    }
    passing = {
        finding.criterion for finding in mended.findings if finding.outcome is l5.Outcome.PASS
    }
    data = changes_between(lever5, old, new)
    assert set(of(data, "closed")) == failing & passing
    assert of(data, "opened") == {}
    assert set(of(changes_between(lever5, new, old), "opened")) == failing & passing
    changed = of(data, "closed")["5.1.1-2"]
    assert (changed["old"], changed["new"]) == ("missing-evidence", "pass")
    element = changed["elements"][0]
    assert (element["id"], element["change"]) == ("5.1.1-2/research_basis_cited", "closed")
    assert (element["old"]["reason"], element["new"]["reason"]) == ("assertion_only", "met")
    file = "documents/professional_learning_framework-coaching.toml"
    assert element["files"] == [{"path": file, "change": "changed"}]
    author = element["evidence"][0]
    assert [author[key]["level"] for key in ("old", "new")] == ["asserted", "cited"]


def test_text_says_what_it_was_what_it_is_and_why(lever5: Command, saved: Saved) -> None:
    old, new = saved(check(CEDAR), "old"), saved(check(MENDED), "new")
    out = lever5("diff", old, new).out
    assert "CLOSED" in out
    text = " ".join(out.split())
    assert "was: missing evidence (assertion only): documents/professional_learning" in text
    assert "now: pass (met): Studies and guides cited: 1" in text
    assert "research[1].author: asserted evidence, now cited evidence (line 58)" in " ".join(
        out.split()
    )
    assert max(map(len, out.splitlines())) <= 80


def test_a_value_that_was_edited_is_told_with_both_values() -> None:
    old = SAMPLE.check(select=["5.2.4-3"])
    new = SAMPLE.but(PlcGuideline, minutes=30).check(select=["5.2.4-3"])
    (criterion,) = difference(old, new).criteria
    (length,) = [each for each in criterion.elements if each.id == "5.2.4-3/length"]
    assert (criterion.change, length.change) == ("opened", "opened")
    (moved,) = length.evidence
    assert moved.old is not None
    assert moved.new is not None
    assert moved.new.value == 30 != moved.old.value
    assert [file.path for file in length.files] == ["plc_guideline.toml"]


def test_lines_that_moved_are_no_change(saved: Saved, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(OAK, copy)
    path = copy / "plc_guideline.toml"
    path.write_text("# a line more\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    result = difference(check(OAK), check(copy))
    assert [file.path for file in result.files] == ["plc_guideline.toml"]
    assert {criterion.change for criterion in result.criteria} <= {"aside", "changed"}
    assert all(
        not element.evidence for criterion in result.criteria for element in criterion.elements
    )


def test_an_edit_that_changes_no_outcome_stands_aside(lever5: Command, saved: Saved) -> None:
    old = saved(SAMPLE.check(select=["5.2.4-3"]), "old")
    new = saved(SAMPLE.but(PlcGuideline, minutes=46).check(select=["5.2.4-3"]), "new")
    assert set(of(changes_between(lever5, old, new), "aside")) == {"5.2.4-3"}
    out = lever5("diff", old, new).out
    assert "1 criterion: 0 opened, 0 closed, 0 changed, 1 as before." in out
    assert "3 requirements pass as before, on other evidence" in out


def test_other_districts_years_rulesets_and_days_are_said(lever5: Command, saved: Saved) -> None:
    cedar = saved(check(CEDAR), "cedar")
    notes = " ".join(changes_between(lever5, cedar, saved(check(OAK), "oak"))["notes"])
    assert "different districts: Cedar Hollow ISD (999901) and Live Oak" in notes
    data = changes_between(lever5, cedar, saved(check(CEDAR, ruleset="starter"), "starter"))
    assert "different rulesets: default 1 and starter 1" in " ".join(data["notes"])
    changed = {parameter["new"]["name"]: parameter for parameter in data["parameters"]}
    assert changed["plc.min_minutes"]["old"]["value"] == 45
    assert changed["plc.min_minutes"]["new"]["value"] == 30
    early = saved(check(CEDAR, as_of=date(2026, 10, 1)), "early")
    assert "of an earlier day" in " ".join(changes_between(lever5, cedar, early)["notes"])
    assert changes_between(lever5, early, cedar)["notes"] == []


def test_another_version_and_plugin_are_said(lever5: Command, tmp_path: Path) -> None:
    data = json.loads(check(OAK).to_json())
    data["school_year"], data["plugins"] = "2025-2026", [{"name": "northfield", "version": "2"}]
    data["tool"]["version"] = "0.0.9"
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps(data), encoding="utf-8")
    new.write_text(check(OAK).to_json(), encoding="utf-8")
    notes = " ".join(changes_between(lever5, str(old), str(new))["notes"])
    assert "different school years: 2025-2026 and 2026-2027" in notes
    assert "lever5-rules 0.0.9 and" in notes
    assert "northfield 2 and not there" in notes


def test_selections_are_compared(lever5: Command, saved: Saved) -> None:
    some = saved(check(CEDAR, select=["5.2.4-3"]), "some")
    more = saved(check(CEDAR, select=["5.2.4-2", "5.2.4-3"]), "more")
    data = changes_between(lever5, some, more)
    assert (data["newly_selected"], data["no_longer_selected"]) == (["5.2.4-2"], [])
    back = changes_between(lever5, more, some)
    assert (back["newly_selected"], back["no_longer_selected"]) == ([], ["5.2.4-2"])
    assert back["criteria"] == []
    assert "no longer selected: 5.2.4-2" in lever5("diff", more, some).out


def test_errors_are_compared(lever5: Command, saved: Saved) -> None:
    from test_saved import with_errors

    old, new = saved(SAMPLE.check(), "old"), saved(with_errors(Path()), "new")
    data = changes_between(lever5, old, new)
    assert [error["criterion"] for error in data["new_errors"]] == ["5.1.1-1"]
    assert of(data, "opened")["5.1.1-1"]["new"] == "error"
    assert "incomplete run" in " ".join(data["notes"])
    assert "ERRORS that were not there before" in lever5("diff", old, new).out
    assert lever5("diff", old, new, "--fail-on", "missing").code == 3
    assert [error["criterion"] for error in changes_between(lever5, new, old)["gone_errors"]] == [
        "5.1.1-1"
    ]


def test_fail_on_raises_the_alarm_for_what_is_new_only(lever5: Command, saved: Saved) -> None:
    cedar, mended = saved(check(CEDAR), "cedar"), saved(check(MENDED), "mended")
    assert lever5("diff", cedar, mended).code == 0
    assert lever5("diff", cedar, mended, "--fail-on", "missing").code == 0
    assert lever5("diff", mended, cedar).code == 0
    assert lever5("diff", mended, cedar, "--fail-on", "gap").code == 1
    assert lever5("diff", cedar, str(Path("nowhere.json"))).code == 2


def test_a_waiver_that_lapsed_is_a_change(lever5: Command, saved: Saved, tmp_path: Path) -> None:
    from test_saved import with_a_waiver

    old, new = saved(with_a_waiver(tmp_path), "old"), saved(check(OAK), "new")
    changed = of(changes_between(lever5, old, new), "changed")["5.2.4-2"]
    assert (changed["old_waived"], changed["new_waived"]) == (True, False)
    assert "gap (waived), now gap" in lever5("diff", old, new).out
    assert lever5("diff", old, new, "--fail-on", "gap").code == 1
    assert lever5("diff", new, old, "--fail-on", "gap").code == 0


def test_markdown_says_the_same_and_does_nothing_else(
    lever5: Command, saved: Saved, tmp_path: Path
) -> None:
    data = json.loads(check(CEDAR).to_json())
    data["district"]["name"] = "<img src=x> [a](b) # @all | `x`"
    old, new = tmp_path / "old.json", saved(check(MENDED), "new")
    old.write_text(json.dumps(data), encoding="utf-8")
    target = tmp_path / "what.md"
    assert lever5("diff", str(old), new, "-o", str(target)).code == 0
    text = target.read_text(encoding="utf-8")
    assert "### 5.1.1-2 A research-based coaching vision" in text
    assert "missing evidence, now pass" in text
    assert "because: documents/professional" in text
    assert "<img" not in text
    assert "[a](b)" not in text
    assert "@all" not in text


def test_an_output_never_takes_the_place_of_a_report(lever5: Command, saved: Saved) -> None:
    path = saved(check(OAK), "one")
    ran = lever5("diff", path, path, "-o", path)
    assert (ran.code, ran.out) == (2, "")
    assert "is read by this run" in ran.err
