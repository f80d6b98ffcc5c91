"""An earlier report as baseline: only what is new raises an alarm, and nothing hides behind it."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

import lever5_rules as l5
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import Judges, Level, Rule, Verdict, stated
from lever5_rules.comparing.baseline import alarming, known
from lever5_rules.findings.finding import Finding
from lever5_rules.findings.report import Report
from lever5_rules.testing import SAMPLE, plugin_of

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OAK, CEDAR = EXAMPLES / "live-oak-charter", EXAMPLES / "cedar-hollow-isd"
BOTH = (l5.Outcome.GAP, l5.Outcome.MISSING)
Edit = Callable[[dict[str, Any]], object]


def saved(report: Report, path: Path, edit: Edit = lambda data: None) -> str:
    data = json.loads(report.to_json())
    edit(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def check(bundle: Path = OAK, **options: Any) -> Report:
    return l5.check(bundle, entry_points=False, **options) if options else _report_of(bundle)


@cache
def _report_of(bundle: Path) -> Report:
    return l5.check(bundle, entry_points=False)


def finding(report: Report, criterion: str) -> Finding:
    return next(finding for finding in report.findings if finding.criterion == criterion)


def element_of(data: dict[str, Any], element: str) -> dict[str, Any]:
    return next(
        element_finding
        for each in data["findings"]
        for element_finding in each["elements"]
        if element_finding["id"] == element
    )


@pytest.mark.parametrize(("old", "new"), [("gap", "missing-evidence"), ("missing-evidence", "gap")])
def test_a_gap_that_becomes_missing_is_news_and_the_other_way_about(
    lever5: Command, tmp_path: Path, old: str, new: str
) -> None:
    element = next(
        element.id
        for each in check().findings
        for element in each.elements
        if element.outcome.value == new and not element.advisory
    )
    criterion = element.partition("/")[0]
    before = saved(
        check(), tmp_path / "r.json", lambda data: element_of(data, element).update(outcome=old)
    )
    options = ("--baseline", before, "--select", criterion, "--format", "json")
    ran = lever5("check", str(OAK), *options)
    assert ran.code == 1
    assert json.loads(ran.out)["findings"][0]["change"] == "updated"


def test_what_is_newly_selected_is_new_where_it_falls_short(
    lever5: Command, tmp_path: Path
) -> None:
    before = saved(check(select=["5.1"]), tmp_path / "r.json")
    ran = lever5("check", str(OAK), "--baseline", before, "--format", "json")
    assert ran.code == 1
    for finding in json.loads(ran.out)["findings"]:
        if not finding["criterion"].startswith("5.1"):
            assert finding["change"] == (None if finding["outcome"] == "pass" else "new")
        else:
            assert finding["change"] == "unchanged"
    assert lever5("check", str(OAK), "--baseline", before, "--select", "5.1").code == 0


def test_falling_short_for_fewer_campuses_is_no_news() -> None:
    def gap(*scope: str) -> Finding:
        base = finding(check(CEDAR), "5.1.2-5")
        from attrs import evolve

        (scoped,) = [each for each in base.elements if each.scope]
        changed = evolve(scoped, scope=scope, fingerprint=",".join(scope) or "none")
        return evolve(base, elements=(changed,))

    def news(now: Finding, then: Finding) -> bool:
        return not known(now.elements[0], then)

    assert not news(gap("101"), gap("101", "102"))
    assert not news(gap("101"), gap("101"))
    assert news(gap("101", "102"), gap("101"))
    assert news(gap("103"), gap("101", "102"))
    assert news(gap(), gap("101"))
    assert news(gap("101"), gap())


def test_the_baseline_of_another_district_excuses_nothing(lever5: Command, tmp_path: Path) -> None:
    ran = lever5("check", str(OAK), "--baseline", saved(check(CEDAR), tmp_path / "r.json"))
    assert (ran.code, ran.out) == (2, "")
    assert "report of the district 999901, and this bundle is of 999801" in ran.err


def test_another_year_ruleset_or_day_is_said_in_the_report(lever5: Command, tmp_path: Path) -> None:
    def edit(data: dict[str, Any]) -> None:
        data["school_year"], data["as_of"] = "2027-2028", "2027-09-01"
        data["ruleset"] = {"name": "ours", "version": "3", "sha256": "0" * 64}

    before = saved(check(), tmp_path / "r.json", edit)
    out = " ".join(lever5("check", str(OAK), "--baseline", before).out.split())
    assert "note The baseline is of the school year 2027-2028." in out
    assert "note The baseline was made under another ruleset (ours 3)." in out
    assert "note The baseline is of a later day (2027-09-01)." in out


def test_the_report_names_its_baseline(tmp_path: Path) -> None:
    from hashlib import sha256

    early = check(as_of=date(2026, 8, 20))
    path = tmp_path / "early.json"
    path.write_text(early.to_json(), encoding="utf-8")
    report = check(baseline=l5.read_report(path))
    assert report.baseline is not None
    assert report.baseline.as_of == date(2026, 8, 20)
    assert report.baseline.sha256 == sha256(path.read_bytes()).hexdigest()
    assert check().baseline is None


def test_a_waiver_that_lapsed_raises_the_alarm_again(tmp_path: Path) -> None:
    from test_saved import with_a_waiver

    waived = with_a_waiver(tmp_path)
    later = check(baseline=waived)
    assert finding(later, "5.2.4-2").change == "updated"
    assert alarming(later, waived, BOTH)
    assert not alarming(check(baseline=check()), check(), BOTH)


def test_an_error_of_the_baseline_excuses_nothing() -> None:
    from test_saved import with_errors

    broken = with_errors(Path())
    files = SAMPLE.files()
    del files["professional_learning_framework.toml"]
    report = l5.check(l5.Bundle.from_mapping(files), baseline=broken, entry_points=False)
    assert finding(report, "5.1.1-1").change == "new"
    assert "is of an incomplete run" in " ".join(problem.message for problem in report.problems)


def test_the_plugin_of_a_criterion_that_is_no_longer_there_is_named() -> None:
    rule = Rule(
        "northfield:agenda",
        judges=Judges.FULL,
        not_judged="nothing",
        title="There is an agenda",
        requirement="The guideline has an agenda.",
    )

    @rule.element(level=Level.CITED)
    def agenda(guideline: PlcGuideline) -> Verdict:
        """The guideline has a sample agenda."""
        return stated(guideline.sample_agenda, "Agenda")

    before = SAMPLE.check(plugins=[plugin_of([rule])])
    with pytest.raises(l5.UsageError, match="install that, or name its folder"):
        SAMPLE.check(baseline=before)
