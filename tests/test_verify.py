"""A report is what its bundle, ruleset and versions give, or it is said what is not."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

import lever5_rules as l5

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OAK = EXAMPLES / "live-oak-charter"
DAY = date(2026, 11, 23)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    made = l5.check(OAK, as_of=DAY, select=["5.2"], entry_points=False)
    path.write_text(made.to_json(), encoding="utf-8")
    return path


def edited(report: Path, change: Any) -> str:
    data = json.loads(report.read_text(encoding="utf-8"))
    change(data)
    report.write_text(json.dumps(data), encoding="utf-8")
    return str(report)


def test_a_report_is_what_its_bundle_gives(lever5: Command, report: Path) -> None:
    ran = lever5("verify", str(report), str(OAK))
    assert ran.code == 0, ran.out
    assert "is what this bundle, ruleset and versions give" in " ".join(ran.out.split())


def test_a_changed_file_is_named_with_what_it_changes(
    lever5: Command, report: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(OAK, copy)
    guideline = copy / "plc_guideline.toml"
    text = guideline.read_text(encoding="utf-8")
    assert "minutes = 45" in text or "minutes = 50" in text
    guideline.write_text(text.replace("minutes = ", "minutes = 1"), encoding="utf-8")
    ran = lever5("verify", str(report), str(copy))
    out = " ".join(ran.out.split())
    assert ran.code == 1
    assert "bundle.files.plc_guideline.toml.sha256" in out
    assert "findings.5.2.4-3" in out


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda data: data["tool"].update(version="0.0.1"), "tool.version"),
        (lambda data: data["ruleset"].update(sha256="0" * 64), "ruleset.sha256"),
        (lambda data: data["findings"][0].update(outcome="pass"), "findings.5.2.1-1.outcome"),
        (
            lambda data: data["findings"][0]["elements"][0].update(message="All is well."),
            "message",
        ),
        (lambda data: data["bundle"]["files"].pop(), "bundle.files."),
    ],
)
def test_any_field_that_was_changed_is_named(
    lever5: Command, report: Path, change: Any, place: str
) -> None:
    ran = lever5("verify", edited(report, change), str(OAK), "--format", "json")
    assert ran.code == 1
    found = json.loads(ran.out)
    assert found["same"] is False
    assert any(place in one["field"] for one in found["differences"])


def test_what_the_report_was_made_with_is_asked_for(
    lever5: Command, report: Path, tmp_path: Path
) -> None:
    waivers = tmp_path / "waivers.toml"
    waivers.write_text(
        '[[waivers]]\ntarget = "5.2.4-2"\nreason = "Being rewritten"\n'
        'approver_role = "deputy superintendent"\nexpires = 2027-01-31\n',
        encoding="utf-8",
    )
    with_waivers = tmp_path / "waived.json"
    day = ("--as-of", str(DAY))
    lever5("check", str(OAK), *day, "--waivers", str(waivers), "-o", str(with_waivers))
    without = lever5("verify", str(with_waivers), str(OAK))
    assert without.code == 2
    assert "--waivers" in without.err
    assert lever5("verify", str(with_waivers), str(OAK), "--waivers", str(waivers)).code == 0

    compared = tmp_path / "compared.json"
    lever5("check", str(OAK), *day, "--baseline", str(report), "-o", str(compared))
    assert "--baseline" in lever5("verify", str(compared), str(OAK)).err
    assert lever5("verify", str(compared), str(OAK), "--baseline", str(report)).code == 0
