"""Changes of the mended example whose outcome was written down before they were judged, set
twelve."""

from collections.abc import Callable

import pytest
from mended import LEADERS, Mended, outcome

Change = Callable[[Mended], None]
IL = LEADERS[1:]


def with_own_visits_only_of_type(
    kind: str, observed: tuple[str, ...], by: str, *, others_by: str
) -> Change:
    """Those who are to observe only look in and say nothing; others make the visits with
    feedback."""

    def made(district: Mended) -> None:
        roster = district.rows("staff_roster", role=others_by)
        for number, visit in enumerate(
            district.rows("observation_log", observee_role=observed, observer_role=by)
        ):
            other = district.add("observation_log", visit, observation_id=f"OTHER-{number}")
            other |= {"observer_role": others_by}
            other["observer_staff_id"] = roster[number % len(roster)]["staff_id"]
            visit.update(type=kind, feedback_on="")

    return made


def never_looked_at(focus: str) -> Change:
    """No observation in the log looked at this."""

    def made(district: Mended) -> None:
        for visit in district.tables["observation_log"]:
            others = [word for word in visit["focus"].split(";") if word != focus]
            visit["focus"] = ";".join(others) or "instruction"

    return made


def looked_at_nothing_special(district: Mended) -> None:
    """All observations in the log looked at instruction, as far as it says."""
    for visit in district.tables["observation_log"]:
        visit["focus"] = "instruction"


def titled(stem: str, title: str) -> Change:
    """A document has another title."""

    def made(district: Mended) -> None:
        district.rewrite(stem, document={**district.document(stem)["document"], "title": title})

    return made


CASES: dict[str, tuple[str, Change, str]] = {
    "supervisors look in, principals visit each other": (
        "5.1.2-4",
        with_own_visits_only_of_type(
            "walkthrough", ("principal",), "principal_supervisor", others_by="principal"
        ),
        "gap",
    ),
    "supervisors walk for culture, principals visit each other": (
        "5.1.2-4",
        with_own_visits_only_of_type(
            "culture_walk", ("principal",), "principal_supervisor", others_by="principal"
        ),
        "gap",
    ),
    "principals look in, coaches visit": (
        "5.1.2-3",
        with_own_visits_only_of_type(
            "walkthrough", IL, "principal", others_by="instructional_coach"
        ),
        "gap",
    ),
    "coaching on two groups of students, never on the third": (
        *("5.2.3-3", never_looked_at("section_504"), "gap"),
    ),
    "a log that records coaching on no group of students": (
        *("5.2.3-3", looked_at_nothing_special, "missing-evidence"),
    ),
    "a framework still to be named": (
        *("5.2.3-1", titled("instructional_framework", "TBD"), "missing-evidence"),
    ),
    "a guideline still to be named": (
        *("5.2.4-3", titled("plc_guideline-secondary", "To be determined"), "missing-evidence"),
    ),
    "a guideline without a title, that says where it is filed": (
        *("5.2.4-3", titled("plc_guideline-secondary", ""), "pass"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted
