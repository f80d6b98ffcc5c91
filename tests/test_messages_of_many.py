"""Messages that say one thing about a whole file, instead of one about each of its rows."""

import pytest
from mended import Mended

CRITERIA = ("5.2.1-1", "5.2.1-3", "5.2.3-2", "5.2.3-4")


def test_a_sheet_with_badge_numbers_uses_other_ids_than_the_roster() -> None:
    district = Mended()
    for row in district.tables["training_attendance"]:
        row["staff_id"] = "B" + row["staff_id"][2:]
    report = district.judged("5.2.2-1")
    (told,) = (one.message for one in report.problems if "staff_id" in one.message)
    assert "None of the names in this file is: the two use different ones." in told
    (finding,) = report.findings
    coverage = next(one for one in finding.elements if one.id.endswith("/coverage"))
    assert "nobody in staff_id is in staff_roster, so the two use different ids" in coverage.message
    assert coverage.remedy.startswith("Give both the same ids of staff")
    assert "Add the person" not in coverage.remedy


def test_a_few_badge_numbers_are_people_to_add() -> None:
    district = Mended()
    for row in district.tables["training_attendance"][::3]:
        row["staff_id"] = "B" + row["staff_id"][2:]
    report = district.judged("5.2.2-1")
    assert not any("use different ones" in one.message for one in report.problems)
    remedies = [one.remedy for finding in report.findings for one in finding.elements]
    assert any("Add the person to staff_roster.csv" in remedy for remedy in remedies)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_training_is_not_told_of_feedback(criterion: str) -> None:
    """Its elements read the observation log only to learn who is where."""
    district = Mended()
    for row in district.rows("observation_log")[:200]:
        row["feedback_on"] = "2025-01-01"
    for row in district.tables["training_attendance"]:
        row["attended"] = "no"
    (finding,) = district.judged(criterion).findings
    assert not any("feedback does not count" in one.message for one in finding.elements)


def test_who_looks_for_feedback_is_told() -> None:
    district = Mended()
    for row in district.rows("observation_log", observer_role="principal_supervisor"):
        row["feedback_on"] = "2025-01-01"
    (finding,) = district.judged("5.1.2-4").findings
    assert any("feedback does not count" in one.message for one in finding.elements)


@pytest.mark.parametrize(
    ("stem", "field", "criterion"),
    [
        ("professional_learning_framework-development", "expectations", "5.1.1-1"),
        ("instructional_protocol-diagnostic", "serves_tier1", "5.3.2-1"),
    ],
)
def test_a_sentence_where_a_list_is_asked_is_told_its_form(
    stem: str, field: str, criterion: str
) -> None:
    district = Mended()
    district.rewrite(stem, **{field: "Each teacher is coached."})
    problems = [one.message for one in district.judged(criterion).problems]
    assert any(f'Write {field} = ["…"].' in message for message in problems), problems
