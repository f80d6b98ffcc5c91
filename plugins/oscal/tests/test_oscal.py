"""What the results say: outcomes, what has none, waivers, errors, accounting, and nobody's name."""

import json
import os
import subprocess
import sys
from pathlib import Path

import lever5_oscal
import pytest
from lever5_oscal.words import markup
from made import MADE, PLAN, RESULTS, chain, findings, one_file, result_of, said, walk
from reports import CEDAR, DAY, LONG, PRIVATE

import lever5_rules as l5
from lever5_rules.core.text import CONTROL, DIRECTION
from lever5_rules.reports.wording import exported

STATES = {
    l5.Outcome.PASS: ("satisfied", "pass"),
    l5.Outcome.GAP: ("not-satisfied", "fail"),
    l5.Outcome.MISSING: ("not-satisfied", "other"),
}


@pytest.fixture(params=MADE)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_finding_for_every_outcome_and_none_for_what_has_none(name: str) -> None:
    report, by_target = MADE[name](), findings(name)
    assert list(by_target) == [
        exported(criterion_finding.criterion) for criterion_finding in report.findings
    ]
    for finding in report.findings:
        oscal_finding = by_target[exported(finding.criterion)]
        status = oscal_finding["target"]["status"]
        assert (status["state"], status["reason"]) == STATES[finding.outcome]
        assert said(oscal_finding, "outcome") == [finding.outcome.value]
        assert len(oscal_finding["related-observations"]) == len(finding.elements)


def test_gap_and_missing_evidence_are_told_apart() -> None:
    assert {said(finding, "outcome")[0] for finding in findings("cedar").values()} == {
        "pass",
        "gap",
        "missing-evidence",
    }


def test_the_accounting_adds_up(name: str) -> None:
    report, result = MADE[name](), result_of(name)
    names = ("pass", "gap", "missing-evidence", "not-applicable", "error")
    numbers = [int(said(result, name)[0]) for name in names]
    assert sum(numbers) == int(said(result, "selected")[0]) == len(report.selected)
    outcomes = [said(finding, "outcome")[0] for finding in result.get("findings", ())]
    assert [outcomes.count(name) for name in names[:3]] == numbers[:3]


def test_what_has_no_outcome_is_excluded_from_the_controls_that_were_reviewed(name: str) -> None:
    report = MADE[name]()
    plan = chain(name, packed=False)[PLAN][PLAN]["reviewed-controls"]["control-selections"][0]
    (done,) = result_of(name)["reviewed-controls"]["control-selections"]
    assert len(plan["include-controls"]) == len(report.selected)
    assert "exclude-controls" not in plan
    count = report.accounting
    assert len(done.get("exclude-controls", ())) == count.not_applicable + count.error
    assert done["include-controls"] == plan["include-controls"]


def test_what_does_not_apply_is_in_the_log_with_its_reason() -> None:
    report = MADE["nothing_applies"]()
    log = result_of("nothing_applies")["assessment-log"]["entries"]
    entries = [entry for entry in log if said(entry, "entry") == ["not-applicable"]]
    assert len(entries) == len(report.selected) > 1
    assert all(entry["description"] for entry in entries)
    assert findings("nothing_applies") == {}


def test_observations_have_the_evidence_of_their_elements() -> None:
    report = MADE["cedar"]()
    result = chain("cedar", packed=False)[RESULTS][RESULTS]
    files = {resource["uuid"]: resource for resource in result["back-matter"]["resources"]}
    by_name = {
        said(observation, "element")[0]: observation
        for observation in result["results"][0]["observations"]
    }
    elements = [element for finding in report.findings for element in finding.elements]
    assert len(by_name) == len(elements)
    for element in elements:
        seen = by_name[exported(element.id)].get("relevant-evidence", ())
        assert len(seen) == len(element.evidence)
        for row, evidence in zip(seen, element.evidence, strict=True):
            assert said(files[row["href"][1:]], "path") == [evidence.file]
            assert said(row, "line") == ([str(evidence.line)] if evidence.line else [])
        assert by_name[exported(element.id)]["methods"] == ["EXAMINE"]


def test_limits_stand_in_plan_and_observation_and_not_in_the_catalog() -> None:
    documents = chain("cedar", packed=False)
    assert any(said(node, "limit") for node in walk(documents[PLAN]))
    assert any(said(node, "limit") for node in walk(documents[RESULTS]))
    assert not any("params" in node or said(node, "limit") for node in walk(documents["catalog"]))


def test_what_falls_short_is_a_risk_with_remedies() -> None:
    report = MADE["cedar"]()
    risks = {said(risk, "criterion")[0]: risk for risk in result_of("cedar")["risks"]}
    short = [finding for finding in report.findings if finding.outcome is not l5.Outcome.PASS]
    assert list(risks) == [exported(finding.criterion) for finding in short]
    for finding in short:
        risk = risks[exported(finding.criterion)]
        assert risk["status"] == "open"
        assert {remediation["lifecycle"] for remediation in risk["remediations"]} == {
            "recommendation"
        }


def test_a_waiver_approves_the_deviation_and_leaves_the_finding_as_it_is() -> None:
    risks = {said(risk, "criterion")[0]: risk for risk in result_of("waived")["risks"]}
    by_target = findings("waived")
    for name, reason in (("EDF-5.2.4-2", "fail"), ("EDF-5.3.2-1", "other")):
        risk, finding = risks[name], by_target[name]
        assert risk["status"] == "deviation-approved"
        assert risk["deadline"] == "2027-01-31T23:59:59Z"
        (waiver,) = (prop for prop in risk["props"] if prop["name"] == "waiver")
        assert "Being rewritten" in waiver["remarks"]
        assert "deputy superintendent" in waiver["remarks"]
        assert finding["target"]["status"]["state"] == "not-satisfied"
        assert finding["target"]["status"]["reason"] == reason
        assert finding["related-risks"] == [{"risk-uuid": risk["uuid"]}]
    assert [risk["status"] for risk in risks.values()].count("deviation-approved") == 2


def test_an_incomplete_run_says_so_first() -> None:
    text = one_file("incomplete")
    assert text.index("INCOMPLETE RUN") < text.index("5.1.1-1")
    body = json.loads(text)[RESULTS]
    assert body["metadata"]["title"].startswith("INCOMPLETE RUN")
    assert body["metadata"]["remarks"].startswith("INCOMPLETE RUN")
    result = body["results"][0]
    assert said(result, "complete") == ["false"]
    first, second = result["assessment-log"]["entries"][:2]
    assert said(first, "entry") == said(second, "entry") == ["error"]
    assert any("raised ValueError" in row["description"] for row in (first, second))
    # What was judged of the criterion that failed is kept, and is not a finding.
    elements = [said(observation, "element")[0] for observation in result["observations"]]
    assert "northfield:one/sound" in elements
    assert "northfield:one" not in findings("incomplete")
    assert "INCOMPLETE" not in one_file("cedar")
    assert said(result_of("cedar"), "complete") == ["true"]


def test_times_come_from_the_day_of_the_review() -> None:
    body = json.loads(one_file("cedar"))[RESULTS]
    assert body["metadata"]["last-modified"] == "2026-11-23T00:00:00Z"
    assert {observation["collected"] for observation in body["results"][0]["observations"]} == {
        "2026-11-23T00:00:00Z"
    }


def test_other_runs_share_no_finding() -> None:
    def of(name: str) -> set[str]:
        return {finding["uuid"] for finding in findings(name).values()}

    assert not of("cedar") & of("mended")
    assert len(of("cedar")) == 43


def test_hostile_text_does_nothing() -> None:
    for document in chain("hostile", packed=False).values():
        text = json.dumps(document, ensure_ascii=False)
        assert DIRECTION.sub("", text) == text
        assert set(CONTROL.findall(text)) == set()
        assert LONG not in text
        assert "##[" not in text
        fields = ("title", "description", "prose", "remarks", "statement", "text")
        for node in walk(document):
            for key in fields:
                assert "<" not in node.get(key, "")
    assert "gap.exe" in one_file("hostile")


def test_nobody_is_named() -> None:
    roster = (CEDAR / "records" / "staff_roster.csv").read_text(encoding="utf-8")
    people = {line.split(",")[0] for line in roster.splitlines()[1:]}
    for name in ("cedar", "hostile"):
        text = json.dumps(list(chain(name, packed=False).values()))
        assert [name for name in PRIVATE if name in text] == []
        assert [name for name in people if name in text] == []


def test_no_path_of_this_machine(name: str) -> None:
    text = json.dumps(list(chain(name, packed=False).values()))
    assert str(CEDAR.parent) not in text


def test_no_text_puts_a_parameter_into_itself() -> None:
    assert "{{" not in markup("{{ insert: param, ac-1 }} and {{{{")


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_command_writes_both_and_the_same_whatever_the_hashes(
    tmp_path: Path, seed: str
) -> None:
    alone, zipped = tmp_path / "year.oscal.json", tmp_path / "year.oscal.zip"
    asked = ["check", str(CEDAR), "--as-of", "2026-11-23", "-o", str(alone)]
    done = subprocess.run(
        [sys.executable, "-m", "lever5_rules.cli", *asked, "--format", f"oscal-package:{zipped}"],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    report = l5.check(CEDAR, as_of=DAY)
    assert alone.read_text(encoding="utf-8") == lever5_oscal.render(report)
    assert zipped.read_bytes() == lever5_oscal.render_package(report)
