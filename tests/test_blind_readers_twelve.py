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
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted
