"""SARIF: valid by the standard's schema and by Microsoft's tool, and true to the report."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from outside import errors_by_schema, tool_of_node
from reports import EXAMPLES, REPORTS, cedar, compared, hostile, inapplicable, incomplete, waived

import lever5_rules as l5
from lever5_rules.cli import main
from lever5_rules.findings.report import Report
from lever5_rules.reports import writer

EVERY = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
KINDS = {"pass": "pass", "gap": "fail", "missing-evidence": "open"}


def run_of(report: Report) -> dict[str, Any]:
    output = writer("sarif")(report)
    assert isinstance(output, str)
    (run,) = json.loads(output)["runs"]
    assert isinstance(run, dict)
    return run


def results_of(report: Report) -> dict[str, dict[str, Any]]:
    return {result["properties"]["element"]: result for result in run_of(report)["results"]}


@EVERY
def test_it_is_valid_by_the_schema(report: Callable[[], Report]) -> None:
    document = json.loads(writer("sarif")(report()))
    assert errors_by_schema("sarif-2.1.0.schema.json", document) == []


@pytest.mark.parametrize("report", [waived, compared, incomplete, hostile])
def test_it_is_valid_by_the_multitool(report: Callable[[], Report], tmp_path: Path) -> None:
    path, file = tmp_path / "report.sarif", tmp_path / "found.sarif"
    path.write_text(str(writer("sarif")(report())), encoding="utf-8")
    done = tool_of_node("sarif-multitool-linux", "validate", str(path), "--output", str(file))
    assert done.returncode == 0, done.stdout
    results = json.loads(file.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    # We have no page that the tool could lead to.
    assert {result["ruleId"] for result in results} <= {"SARIF2005"}, results


def test_the_multitool_would_find_a_fault(tmp_path: Path) -> None:
    document = json.loads(writer("sarif")(cedar()))
    document["runs"][0]["results"][0]["ruleIndex"] = 999
    path = tmp_path / "report.sarif"
    path.write_text(json.dumps(document), encoding="utf-8")
    done = tool_of_node("sarif-multitool-linux", "validate", str(path))
    assert "error SARIF1" in done.stdout


@EVERY
def test_each_element_is_one_result_of_its_kind(report: Callable[[], Report]) -> None:
    run = run_of(report())
    elements = [
        element_finding for finding in report().findings for element_finding in finding.elements
    ]
    elements += [
        element_finding for failure in report().errors for element_finding in failure.elements
    ]
    numbers = Counter(
        (result["properties"]["element"], result["kind"]) for result in run["results"]
    )
    for element in elements:
        assert numbers.pop((element.id, KINDS[element.outcome.value])) == 1
    assert {kind for _, kind in numbers} <= {"notApplicable"}
    for element in run["results"]:
        assert run["tool"]["driver"]["rules"][element["ruleIndex"]]["id"] == element["ruleId"]
        if element["kind"] != "fail":
            assert element["level"] == "none"
        else:
            assert element["level"] == ("note" if element["properties"]["advisory"] else "error")


def test_a_result_says_what_where_and_which() -> None:
    result = results_of(cedar())["5.2.4-3/length"]
    (finding,) = (finding for finding in cedar().findings if finding.criterion == "5.2.4-3")
    (element,) = (element for element in finding.elements if element.id == "5.2.4-3/length")
    assert result["ruleId"] == "EDF-5.2.4-3"
    assert element.message in result["message"]["text"]
    assert element.remedy in result["message"]["text"]
    assert result["partialFingerprints"] == {"lever5Element/v1": element.fingerprint}
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "documents/plc_guideline-secondary.toml"
    assert place["region"] == {"startLine": 11}
    (limit,) = (
        x for x in run_of(cedar())["properties"]["limits"] if x["name"] == "plc.min_minutes"
    )
    assert (limit["value"], limit["unit"], limit["origin"]) == (45, "minutes", "judgement")


def test_what_does_not_apply_is_said_with_its_reason() -> None:
    results = results_of(inapplicable())
    for exclusion in inapplicable().not_applicable:
        assert results[exclusion.id]["kind"] == "notApplicable"
        assert exclusion.reason in results[exclusion.id]["message"]["text"]
    rules = {rule["id"]: rule for rule in run_of(inapplicable())["tool"]["driver"]["rules"]}
    assert rules["EDF-5.3.5-1"]["fullDescription"]["text"]


def test_a_waiver_suppresses_what_it_covers_and_leaves_the_kind() -> None:
    suppressed = {
        (outcome["ruleId"], outcome["kind"])
        for outcome in run_of(waived())["results"]
        if outcome["suppressions"]
    }
    assert suppressed == {("EDF-5.2.4-2", "fail"), ("EDF-5.3.2-1", "open")}
    result = next(outcome for outcome in run_of(waived())["results"] if outcome["suppressions"])
    (suppression,) = result["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"] == "Being rewritten"
    assert suppression["properties"]["approver_role"] == "deputy superintendent"
    assert all(outcome["suppressions"] == [] for outcome in run_of(cedar())["results"])


def test_the_state_against_a_baseline_is_that_of_the_criterion() -> None:
    states: dict[str, set[str]] = {}
    for result in run_of(compared())["results"]:
        states.setdefault(result["ruleId"], set()).add(result["baselineState"])
        if result["kind"] in ("fail", "open") and not result["properties"]["advisory"]:
            assert result["baselineState"] != "absent"
    assert states["EDF-5.1.1-4"] == {"new"}
    assert states["EDF-5.1.2-1"] == {"updated"}
    assert states["EDF-5.2.4-3"] == {"unchanged"}
    assert states["EDF-5.1.3-1"] == {"absent"}
    assert all("baselineState" not in outcome for outcome in run_of(cedar())["results"])


def test_an_error_is_a_notification_and_the_run_was_not_successful() -> None:
    run = run_of(incomplete())
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (loading,) = invocation["toolConfigurationNotifications"]
    assert loading["properties"]["plugin"] == "broken"
    (judging,) = (x for x in invocation["toolExecutionNotifications"] if x["level"] == "error")
    assert "raised ValueError (reports.py, line " in judging["message"]["text"]
    assert judging["associatedRule"]["id"] == "northfield:one"
    assert results_of(incomplete())["northfield:one/sound"]["kind"] == "pass"
    assert list(run) == ["properties", *[key for key in run if key != "properties"]]
    assert next(iter(run["properties"])) == "incomplete"
    assert run_of(cedar())["invocations"][0]["executionSuccessful"] is True


def test_problems_of_files_do_not_say_that_the_tool_failed() -> None:
    (invocation,) = run_of(hostile())["invocations"]
    notes = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is True
    assert {note["properties"]["severity"] for note in notes} == {"error", "warning", "note"}
    assert {note["level"] for note in notes} == {"warning", "note"}


def test_files_are_there_with_their_hashes_and_their_names_are_addresses() -> None:
    run = run_of(hostile())
    names = {unquote(item["location"]["uri"]) for item in run["artifacts"]}
    assert names == {file.path for file in hostile().files}
    for artifact, file in zip(run["artifacts"], hostile().files, strict=True):
        assert artifact["hashes"] == {"sha-256": file.sha256}
        assert artifact["location"]["uri"].isascii()
        assert ":" not in artifact["location"]["uri"]
        assert "<" not in artifact["location"]["uri"]


def test_a_cell_of_a_workbook_is_a_logical_place(tmp_path: Path) -> None:
    path = tmp_path / "oak.xlsx"
    with pytest.raises(SystemExit):
        main(["convert", str(EXAMPLES / "live-oak-charter"), str(path)])
    report = l5.check(path, select=["5.2.4-3"], entry_points=False)
    (place, *_) = results_of(report)["5.2.4-3/length"]["locations"]
    assert place["logicalLocations"][0]["fullyQualifiedName"].startswith("plc_guideline!B")
    physical = place["physicalLocation"]
    assert physical == {"artifactLocation": {"uri": "oak.xlsx", "uriBaseId": "BUNDLE", "index": 0}}
    assert errors_by_schema("sarif-2.1.0.schema.json", json.loads(writer("sarif")(report))) == []
