"""The shipped districts come out as their own README says, and the same on every run."""

from datetime import date
from pathlib import Path

import pytest

import lever5_rules as l5

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CEDAR, OAK = EXAMPLES / "cedar-hollow-isd", EXAMPLES / "live-oak-charter"

CEDAR_OUTCOMES = {
    "5.2.4-1": "missing-evidence",
    "5.2.4-2": "gap",
    "5.2.4-3": "gap",
    "5.2.4-4": "missing-evidence",
    "5.2.5-1": "missing-evidence",
    "5.2.5-2": "pass",
    "5.2.5-3": "pass",
    "5.2.5-4": "pass",
    "5.2.5-5": "pass",
    "5.3.4-3": "pass",
    "5.3.5-3": "gap",
}
CEDAR_FLAWS = {
    "5.2.4-1/outcomes_named": "placeholder",
    "5.2.4-2/hqim_linked_per_product": "not_covered",
    "5.2.4-3/length": "below_parameter",
    "5.2.4-3/plc_held_as_written": "below_parameter",
    "5.2.4-3/planning_time_lawful": "below_parameter",
    "5.2.4-4/beyond_initial_training": "too_early",
    "5.2.5-1/environment_indicators_research_based": "blank_field",
    "5.3.5-3/each_campus_has_slot": "not_covered",
    "5.3.5-3/minutes": "below_parameter",
}


@pytest.fixture(scope="module")
def cedar() -> l5.Report:
    return l5.check(CEDAR, entry_points=False)


def test_cedar_hollow_shows_passes_gaps_and_missing_evidence(cedar: l5.Report) -> None:
    assert {one.criterion: one.outcome.value for one in cedar.findings} == CEDAR_OUTCOMES
    assert cedar.complete
    assert cedar.problems == ()


def test_each_flaw_of_cedar_hollow_is_found_and_nothing_else(cedar: l5.Report) -> None:
    short = {
        element.id: element.reason.value
        for finding in cedar.findings
        for element in finding.elements
        if element.outcome is not l5.Outcome.PASS
    }
    assert short == CEDAR_FLAWS


def test_the_readme_of_cedar_hollow_names_every_flaw() -> None:
    readme = (CEDAR / "README.md").read_text(encoding="utf-8")
    for element in CEDAR_FLAWS:
        assert element.partition("/")[2] in readme, element


def test_every_gap_says_what_would_close_it_and_where_it_was_found(cedar: l5.Report) -> None:
    for finding in cedar.findings:
        for element in finding.elements:
            if element.outcome is l5.Outcome.GAP:
                assert element.remedy, element.id
            if element.outcome is not l5.Outcome.MISSING:
                assert element.evidence or "0 found" in element.message, element.id
            for seen in element.evidence:
                assert (CEDAR / seen.file).exists()
                assert seen.line is not None


def test_evidence_points_at_the_true_line(cedar: l5.Report) -> None:
    finding = next(one for one in cedar.findings if one.criterion == "5.2.4-3")
    length = next(one for one in finding.elements if one.id == "5.2.4-3/length")
    seen = length.evidence[0]
    text = (CEDAR / seen.file).read_text(encoding="utf-8").splitlines()
    assert seen.line is not None
    assert text[seen.line - 1].startswith("minutes = 40")


def test_a_charter_without_emergent_bilingual_students() -> None:
    report = l5.check(OAK, entry_points=False)
    assert [one.id for one in report.not_applicable] == ["5.3.5-3"]
    assert report.accounting.passed == 9
    slots = next(one for one in report.findings if one.criterion == "5.3.4-3")
    assert [one.id for one in slots.elements_not_applicable] == ["5.3.4-3/cross_campus_slot"]


def test_the_day_before_school_it_is_too_early_to_pass() -> None:
    report = l5.check(CEDAR, as_of=date(2026, 8, 13), entry_points=False)
    held = next(one for one in report.findings if one.criterion == "5.2.4-3")
    element = next(one for one in held.elements if one.id.endswith("plc_held_as_written"))
    assert element.reason is l5.Reason.TOO_EARLY


def test_next_year_nothing_of_this_year_passes() -> None:
    report = l5.check(
        l5.Bundle.from_mapping(
            {
                path.relative_to(CEDAR).as_posix(): path.read_text(encoding="utf-8").replace(
                    'school_year = "2026-2027"\nas_of', 'school_year = "2027-2028"\nas_of'
                )
                for path in CEDAR.rglob("*")
                if path.suffix in (".toml", ".csv")
            }
        ),
        as_of=date(2027, 11, 23),
        entry_points=False,
    )
    if report.school_year.start == 2027:
        assert {one.outcome for one in report.findings} == {l5.Outcome.MISSING}
    else:
        pytest.fail("district.toml no longer has school_year right before as_of")


def test_accounting_adds_up(cedar: l5.Report) -> None:
    count = cedar.accounting
    parts = count.passed + count.gap + count.missing_evidence + count.not_applicable + count.error
    assert count.selected == parts == len(cedar.selected)
    assert len(cedar.findings) == count.passed + count.gap + count.missing_evidence


def test_same_bytes_on_every_run(cedar: l5.Report) -> None:
    assert cedar.to_json() == l5.check(CEDAR, entry_points=False).to_json()
    assert str(EXAMPLES) not in cedar.to_json()


def test_no_staff_id_appears_in_the_report(cedar: l5.Report) -> None:
    import csv

    with (CEDAR / "records" / "staff_roster.csv").open(encoding="utf-8", newline="") as file:
        ids = {row["staff_id"] for row in csv.DictReader(file)}
    text = cedar.to_json()
    assert not [one for one in ids if one in text]
