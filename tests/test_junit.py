"""JUnit XML, read back with junitparser: what must fail a build fails, and nothing else."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase
from reports import (
    MARKUP,
    REPORTS,
    cedar,
    compared,
    hostile,
    inapplicable,
    incomplete,
    waived,
)

import lever5_rules as l5
from lever5_rules.findings.report import Report
from lever5_rules.reports import writer

EVERY = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def read(report: Report) -> JUnitXml:
    output = writer("junit")(report)
    assert isinstance(output, bytes)
    return JUnitXml.fromstring(output)


def cases_of(report: Report) -> dict[str, TestCase]:
    return {f"{case.classname}/{case.name}": case for suite in read(report) for case in suite}


def result_of(case: TestCase) -> tuple[type, str | None, str]:
    (result,) = case.result
    return type(result), result.type, str(result.message)


@EVERY
def test_the_counts_add_up(report: Callable[[], Report]) -> None:
    xml: Any = read(report())
    for holder, cases in [(xml, list(cases_of(report()).values())), *((s, list(s)) for s in xml)]:
        kinds = [type(result) for case in cases for result in case.result]
        assert holder.tests == len(cases)
        assert holder.failures == kinds.count(Failure)
        assert holder.errors == kinds.count(Error)
        assert holder.skipped == kinds.count(Skipped)


@EVERY
def test_no_test_stands_there_twice(report: Callable[[], Report]) -> None:
    cases = [f"{case.classname}/{case.name}" for suite in read(report()) for case in suite]
    assert len(cases) == len(set(cases))


@EVERY
def test_every_element_is_a_test_that_tells_its_outcome(report: Callable[[], Report]) -> None:
    cases = cases_of(report())
    for finding in report().findings:
        accepted = finding.waiver is not None or finding.change == "unchanged"
        for element in finding.elements:
            case = cases[f"{_name(finding.criterion)}/{element.id.partition('/')[2]}"]
            if element.outcome is l5.Outcome.PASS or element.advisory:
                assert case.result == []
                assert ("advice" in (case.system_out or "")) == (
                    element.outcome is not l5.Outcome.PASS
                )
            elif accepted:
                assert result_of(case)[0] is Skipped
                assert result_of(case)[2].startswith(element.outcome.value)
            else:
                assert result_of(case)[:2] == (Failure, element.outcome.value)


def _name(criterion: str) -> str:
    return criterion if ":" in criterion else f"EDF-{criterion}"


def test_a_failure_says_what_a_person_needs() -> None:
    case = cases_of(cedar())["EDF-5.2.4-3/length"]
    (failure,) = case.result
    for text in (
        "40 found, at least 45 minutes asked",
        "next: Raise minutes of a PLC meeting from 40",
        "threshold: plc.min_minutes = 45 minutes (ruleset default; judgement:",
        "documents/plc_guideline-secondary.toml, line 11: minutes = 40",
    ):
        assert text in failure.text


def test_missing_evidence_is_never_skipped() -> None:
    kinds = {result_of(case)[:2] for case in cases_of(cedar()).values() if case.result}
    assert kinds == {(Failure, "gap"), (Failure, "missing-evidence")}


def test_a_waiver_keeps_the_outcome_in_sight_and_fails_no_build() -> None:
    skipped = {
        name.partition("/")[0]: result_of(case)[2]
        for name, case in cases_of(waived()).items()
        if case.result and result_of(case)[0] is Skipped
    }
    assert set(skipped) == {"EDF-5.2.4-2", "EDF-5.3.2-1"}
    assert skipped["EDF-5.2.4-2"].startswith("gap, waived until 2027-01-31 by the deputy")
    assert skipped["EDF-5.3.2-1"].startswith("missing-evidence, waived until")


def test_what_stood_in_the_baseline_fails_no_build() -> None:
    failing = {
        name.partition("/")[0]
        for name, case in cases_of(compared()).items()
        if case.result and result_of(case)[0] is Failure
    }
    assert failing == {"EDF-5.1.1-4", "EDF-5.1.2-1"}


def test_what_does_not_apply_is_skipped_with_its_reason() -> None:
    cases = cases_of(inapplicable())
    for exclusion in inapplicable().not_applicable:
        kind, _, message = result_of(cases[f"EDF-{exclusion.id}/criterion"])
        assert kind is Skipped
        assert message == f"not applicable: {exclusion.reason}"


def test_the_accounting_is_in_the_properties_and_comes_first() -> None:
    first: Any = next(iter(read(cedar())))
    properties = {item.name: item.value for item in first.properties()}
    assert properties["accounting"].startswith("43 selected = 21 pass + 12 gap + 10 missing")
    assert {name: properties[name] for name in ("complete", "selected", "pass", "gap")} == {
        "complete": "true",
        "selected": "43",
        "pass": "21",
        "gap": "12",
    }


def test_an_incomplete_run_is_an_error_and_said_in_the_first_line() -> None:
    xml = read(incomplete())
    assert str(xml.name).startswith("INCOMPLETE RUN")
    cases = cases_of(incomplete())
    assert result_of(next(iter(cases.values())))[:2] == (Error, "incomplete-run")
    assert result_of(cases["lever5/plugin broken"])[0] is Error
    kind, what, message = result_of(cases["northfield:one/raises"])
    assert (kind, what) == (Error, "error-in-judge")
    assert "raised ValueError (reports.py, line " in message
    assert cases["northfield:one/sound"].result == []


def test_suites_are_the_key_practices() -> None:
    names = [suite.name for suite in read(cedar())]
    assert names[0] == "lever5 check"
    assert names[1:] == [f"{practice.id} {practice.title}" for practice in cedar().key_practices]


def test_hostile_text_is_text() -> None:
    root = ET.fromstring(writer("junit")(hostile()))
    assert root.find(".//script") is None
    assert root.find(".//img") is None
    assert MARKUP in root.attrib["name"]


@given(st.text(st.characters(codec=None)))
def test_whatever_a_district_is_called_it_is_xml(name: str) -> None:
    report = evolve(cedar(), district_name=name, findings=cedar().findings[:1])
    assert ET.fromstring(writer("junit")(report)).tag == "testsuites"
