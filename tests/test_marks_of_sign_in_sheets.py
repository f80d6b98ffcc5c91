"""What sign-in sheets say of a person: P or a tick, A or E; and an x, which may be either."""

import pytest
from mended import Mended

from lever5_rules.artifacts.fields import item_fields
from lever5_rules.artifacts.observation import Observation
from lever5_rules.findings.report import Report


def signed(came: str, stayed_away: str) -> Report:
    """The report on training on materials, with other marks on all sheets."""
    district = Mended()
    marks = {"yes": came, "no": stayed_away}
    for row in district.tables["training_attendance"]:
        row["attended"] = marks[row["attended"]]
    return district.judged("5.2.2-1")


@pytest.mark.parametrize("marks", [("P", "A"), ("✓", "E"), ("✔", "a"), ("Present", "excused")])
def test_marks_of_a_sheet_are_read_and_told(marks: tuple[str, str]) -> None:
    report = signed(*marks)
    assert report.findings[0].outcome.value == "pass"
    (note,) = (one.message for one in report.problems if "was read as" in one.message)
    assert note.startswith(f"attended: {marks[0]!r} was read as yes.")


@pytest.mark.parametrize("mark", ["A", "E", "abs"])
def test_who_is_marked_absent_was_not_there(mark: str) -> None:
    assert signed(mark, mark).findings[0].outcome.value == "gap"


@pytest.mark.parametrize("mark", ["X", "x"])
def test_an_x_may_mean_either_and_the_message_says_what_to_write(mark: str) -> None:
    report = signed(mark, "")
    assert report.findings[0].outcome.value == "missing-evidence"
    assert any("An x may mean either: write yes or no." in one.message for one in report.problems)


def test_they_mean_nothing_elsewhere() -> None:
    assert not item_fields(Observation)["finalized"].answers
