"""The shipped districts come out as their own README says, and the same on every run."""

import csv
import re
from datetime import date
from pathlib import Path, PurePath

import pytest
import tomli
from spread import spread

import lever5_rules as l5
from lever5_rules.core.blanks import Severity
from lever5_rules.engine.needs import DocumentNeed, accepts, flat
from lever5_rules.engine.rules import Element, Rule
from lever5_rules.plugins.host import load_plugins

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CEDAR, OAK = EXAMPLES / "cedar-hollow-isd", EXAMPLES / "live-oak-charter"
MENDED = EXAMPLES / "cedar-hollow-isd-mended"
RULES = {name: rule for name, (rule, _) in load_plugins(entry_points=False).rules.items()}
REVIEWED = date(2026, 11, 23)

CEDAR_FLAWS = {
    "5.1.1-2/research_basis_cited": "assertion_only",
    "5.1.1-4/il_roles_included": "not_covered",
    "5.1.2-1/rationale_per_assignment": "not_covered",
    "5.1.2-1/reviewed_on_schedule": "late",
    "5.1.2-4/leadership_activity_observed": "blank_field",
    "5.1.2-5/cadence_met": "below_parameter",
    "5.2.1-2/monitor_support_per_campus": "not_covered",
    "5.2.1-2/cadence_met": "below_parameter",
    "5.2.1-3/guidance_ongoing": "too_early",
    "5.2.2-3/exemplar_per_product": "below_parameter",
    "5.2.2-3/fidelity_described": "not_covered",
    "5.2.2-3/available_to_campuses": "not_covered",
    "5.2.2-3/more_than_one_format": "below_parameter",
    "5.2.2-4/midyear_onboarding": "not_covered",
    "5.2.2-4/late_hires_onboarded_on_time": "below_parameter",
    "5.2.3-1/content_specific_per_area": "not_covered",
    "5.2.3-3/coaching_504": "no_records",
    "5.2.4-1/outcomes_named": "placeholder",
    "5.2.4-2/hqim_linked_per_product": "not_covered",
    "5.2.4-3/length": "below_parameter",
    "5.2.4-3/plc_held_as_written": "below_parameter",
    "5.2.4-3/planning_time_lawful": "below_parameter",
    "5.2.4-4/beyond_initial_training": "too_early",
    "5.2.5-1/environment_indicators_research_based": "blank_field",
    "5.3.1-1/il_calibration": "too_early",
    "5.3.2-1/diagnostic_protocol": "no_artifact",
    "5.3.2-1/next_steps_section": "no_artifact",
    "5.3.2-1/tier1_hqim_aligned": "no_artifact",
    "5.3.2-1/protocols_for_each_role": "no_artifact",
    "5.3.3-2/tier3_interval": "vague",
    "5.3.4-2/udl": "below_parameter",
    "5.3.5-2/every_campus": "no_records",
    "5.3.5-2/elps_current": "wrong_instrument",
    "5.3.5-3/each_campus_has_slot": "not_covered",
    "5.3.5-3/cross_campus_slot": "not_covered",
    "5.3.5-3/minutes": "below_parameter",
}


@pytest.fixture(scope="module")
def cedar() -> l5.Report:
    return l5.check(CEDAR, entry_points=False)


@pytest.fixture(scope="module")
def mended() -> l5.Report:
    return l5.check(MENDED, entry_points=False)


def test_cedar_hollow_shows_passes_gaps_and_missing_evidence(cedar: l5.Report) -> None:
    count = cedar.accounting
    assert (count.selected, count.passed, count.gap, count.missing_evidence) == (43, 21, 12, 10)
    assert cedar.complete
    assert [problem for problem in cedar.problems if problem.severity is not Severity.NOTE] == []


def test_each_flaw_of_cedar_hollow_is_found_and_nothing_else(cedar: l5.Report) -> None:
    short = {
        element.id: element.reason.value
        for finding in cedar.findings
        for element in finding.elements
        if element.outcome is not l5.Outcome.PASS
    }
    assert short == CEDAR_FLAWS


def test_the_readme_of_cedar_hollow_names_every_flaw_with_its_reason(cedar: l5.Report) -> None:
    readme = (CEDAR / "README.md").read_text(encoding="utf-8")
    rows = [line for line in readme.splitlines() if line.startswith("| `")]
    data = {}
    for row in rows:
        names, outcome, *_ = row.strip("| ").split(" | ")
        for name in names.replace("`", "").split(", "):
            data[name] = outcome
    assert set(data) == set(CEDAR_FLAWS)
    for name, reason in CEDAR_FLAWS.items():
        assert reason.replace("_", " ") in data[name], name
    outcomes = {finding.criterion: finding.outcome.value for finding in cedar.findings}
    for criterion, outcome in outcomes.items():
        line = next(
            line for line in readme.splitlines() if f"{criterion}" in line and "`" not in line
        )
        assert outcome in line, criterion


def test_every_gap_says_what_would_close_it_and_where_it_was_found(cedar: l5.Report) -> None:
    for finding in cedar.findings:
        for element in finding.elements:
            if element.outcome is l5.Outcome.GAP:
                assert element.remedy, element.id
            if element.outcome is not l5.Outcome.MISSING:
                assert element.evidence, element.id
            for seen in element.evidence:
                assert (CEDAR / seen.file).exists()
                assert seen.line is not None


def test_what_a_log_lacks_is_shown_in_that_log_and_nowhere_else() -> None:
    logs = {"training calendar": "training_calendar.csv", "meeting log": "meeting_log.csv"}
    logs |= {"observation log": "observation_log.csv"}
    shown = 0
    for district in (CEDAR, OAK):
        for finding in l5.check(district).findings:
            for element in finding.elements:
                match = re.match(rf"The ({'|'.join(logs)}) has no ", element.message)
                if match is None or element.advisory:
                    continue
                files = {PurePath(problem.file).name for problem in element.evidence}
                assert files == {logs[match.group(1)]}, element.id
                shown += 1
    assert shown > 30


def test_evidence_points_at_the_true_line(cedar: l5.Report) -> None:
    finding = next(finding for finding in cedar.findings if finding.criterion == "5.2.4-3")
    length = next(element for element in finding.elements if element.id == "5.2.4-3/length")
    seen = length.evidence[0]
    text = (CEDAR / seen.file).read_text(encoding="utf-8").splitlines()
    assert seen.line is not None
    assert text[seen.line - 1].startswith("minutes = 40")


def test_the_mended_copy_passes_all_43(mended: l5.Report) -> None:
    assert (mended.accounting.selected, mended.accounting.passed) == (43, 43)
    assert mended.problems == ()
    short = [
        element.id
        for finding in mended.findings
        for element in finding.elements
        if element.outcome is not l5.Outcome.PASS
    ]
    assert short == []


def reads(element: Element, kind: str, document: dict[str, object]) -> bool:
    """Whether an element reads an artifact of this kind, which may be one of several."""
    if kind not in {need.name for need in element.kinds_needed}:
        return False
    needs = [need for need in flat(element.needs) if isinstance(need, DocumentNeed)]
    mine = [need for need in needs if need.kind.name == kind and need.only]
    wanted = [all(accepts(asked, document.get(key)) for key, asked in need.only) for need in mine]
    return any(wanted) if wanted else True


PLANS = ("504", "iep", "eb")
NOT_THERE = {
    f"5.2.3-3/{way}_{plan}" for way in ("guides", "coached_either_way") for plan in PLANS
} | {"5.1.2-3/principals_supported_either_way", "5.2.1-2/supported_either_way"}
"""Alternatives of any-of groups of which the mended copy has nothing."""


def turned_by(rule: Rule, kind: str, document: dict[str, object]) -> bool:
    """Whether a criterion cannot pass without an artifact: a required element reads it, and
    of an any-of group every member does."""
    required = [element for element in rule.elements if not element.advisory]
    alone = [element for element in required if element.group is None]
    groups = [
        [member for member in required if member.group == group and member.id not in NOT_THERE]
        for group in rule.groups
    ]
    return any(reads(element, kind, document) for element in alone) or any(
        all(reads(member, kind, document) for member in group) for group in groups
    )


FILES = sorted(
    path.relative_to(MENDED).as_posix()
    for path in MENDED.rglob("*")
    if path.suffix in (".toml", ".csv")
)


@pytest.mark.parametrize("file", spread(FILES, of=7))
def test_without_one_artifact_just_the_criteria_that_read_it_turn(file: str) -> None:
    rest = {name: (MENDED / name).read_bytes() for name in FILES if name != file}
    report = l5.check(l5.Bundle.from_mapping(rest), as_of=REVIEWED, entry_points=False)
    turned = {
        finding.criterion for finding in report.findings if finding.outcome is not l5.Outcome.PASS
    }
    path = MENDED / file
    document = tomli.loads(path.read_text(encoding="utf-8")) if path.suffix == ".toml" else {}
    kind = str(document.get("kind", path.stem))
    assert report.school_year.start == 2026
    expected = {name for name, rule in RULES.items() if turned_by(rule, kind, document)}
    assert turned == expected
    assert report.complete
    for finding in report.findings:
        if finding.criterion in turned:
            assert finding.outcome is l5.Outcome.MISSING, finding.criterion


def test_a_charter_without_emergent_bilingual_students() -> None:
    report = l5.check(OAK, entry_points=False)
    assert [exclusion.id for exclusion in report.not_applicable] == [
        f"5.3.5-{n}" for n in (1, 2, 3, 4)
    ]
    ours = l5.check(OAK, select=["5.2.4", "5.2.5", "5.3.4-3"], entry_points=False)
    assert ours.accounting.passed == 9
    slots = next(finding for finding in report.findings if finding.criterion == "5.3.4-3")
    assert [exclusion.id for exclusion in slots.elements_not_applicable] == [
        "5.3.4-3/cross_campus_slot"
    ]


def test_the_day_before_school_it_is_too_early_to_pass() -> None:
    report = l5.check(CEDAR, as_of=date(2026, 8, 13), entry_points=False)
    finding = next(finding for finding in report.findings if finding.criterion == "5.2.4-3")
    element = next(
        element for element in finding.elements if element.id.endswith("plc_held_as_written")
    )
    assert element.reason is l5.Reason.TOO_EARLY


def test_next_year_nothing_of_this_year_passes() -> None:
    files = {
        path.relative_to(MENDED).as_posix(): path.read_text(encoding="utf-8")
        for path in MENDED.rglob("*")
        if path.suffix in (".toml", ".csv")
    }
    profile = files["district.toml"]
    assert 'school_year = "2026-2027"' in profile
    files["district.toml"] = profile.replace("2026-2027", "2027-2028")
    bundle = l5.Bundle.from_mapping(files)
    report = l5.check(bundle, as_of=date(2027, 11, 23), entry_points=False)
    assert report.school_year.start == 2027
    assert {finding.outcome for finding in report.findings} == {l5.Outcome.MISSING}


def test_accounting_adds_up(cedar: l5.Report) -> None:
    count = cedar.accounting
    parts = count.passed + count.gap + count.missing_evidence + count.not_applicable + count.error
    assert count.selected == parts == len(cedar.selected)
    assert len(cedar.findings) == count.passed + count.gap + count.missing_evidence


def test_same_bytes_on_every_run(cedar: l5.Report) -> None:
    assert cedar.to_json() == l5.check(CEDAR, entry_points=False).to_json()
    assert str(EXAMPLES) not in cedar.to_json()


def test_no_staff_id_appears_in_the_report(cedar: l5.Report) -> None:
    with (CEDAR / "records" / "staff_roster.csv").open(encoding="utf-8", newline="") as file:
        ids = {row["staff_id"] for row in csv.DictReader(file)}
    text = cedar.to_json()
    assert not [identifier for identifier in ids if identifier in text]
