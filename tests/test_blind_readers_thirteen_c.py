"""Changes of the mended example whose outcome was written down before they were judged, set
thirteen: what is prepared in June, people who hold two posts, and rows that cannot be placed."""

from collections.abc import Callable

import pytest
from mended import Mended, outcome

Change = Callable[[Mended], None]


def moved_to(day: str, **about: str) -> Change:
    """Training sessions were on another day, and so are their sign-in sheets."""

    def made(district: Mended) -> None:
        sessions = [row["session_id"] for row in district.rows("training_calendar", **about)]
        assert sessions
        for kind in ("training_calendar", "training_attendance"):
            for row in district.rows(kind, session_id=sessions):
                row["date"] = day

    return made


def chosen_on(day: str) -> Change:
    """Whom to coach was chosen on another day."""

    def made(district: Mended) -> None:
        for row in district.rows("meeting_log", type="coaching_prioritization"):
            row["date"] = day

    return made


def with_rows_without(column: str, number: int, kind: str, **about: str) -> Change:
    """A table has further rows that lack the value of a column."""

    def made(district: Mended) -> None:
        key = next(name for name in district.tables[kind][0] if name.endswith("_id"))
        for number_of_row, row in enumerate(district.rows(kind, **about)[:number]):
            district.add(kind, row, **{key: f"X-{number_of_row}", column: ""})

    return made


def with_second_post(role: str, second: str) -> Change:
    """One person of a role has a second row, under the same supervisor, as somebody else."""

    def made(district: Mended) -> None:
        (person, *_) = district.rows("staff_roster", role=role)
        district.add("staff_roster", person, role=second)

    return made


def open_steps_are(word: str) -> Change:
    """Steps that are not met yet have another word for it."""

    def made(district: Mended) -> None:
        for row in district.rows("action_step_tracker", status="open"):
            row["status"] = word

    return made


CASES: dict[str, tuple[str, str, Change]] = {
    "an institute on the last day of June": (
        *("5.3.5-4", "pass"),
        moved_to("2026-06-30", session_id="TR-27"),
    ),
    "an institute on the first day of July": (
        *("5.3.5-4", "pass"),
        moved_to("2026-07-01", session_id="TR-27"),
    ),
    "an institute in May is last year's": (
        *("5.3.5-4", "gap"),
        moved_to("2026-05-29", session_id="TR-27"),
    ),
    "whom to coach was chosen in June": ("5.1.2-2", "pass", chosen_on("2026-06-10")),
    "whom to coach was chosen in May": ("5.1.2-2", "missing-evidence", chosen_on("2026-05-20")),
    "a special education teacher has a second row as ESL teacher": (
        *("5.2.5-3", "pass"),
        with_second_post("special_education_teacher", "eb_teacher"),
    ),
    "a teacher has a second row as aide": (
        *("5.2.5-3", "pass"),
        with_second_post("teacher", "instructional_support_staff"),
    ),
    "a few steps without a leader beside those that suffice": (
        *("5.2.5-4", "pass"),
        with_rows_without("leader_staff_id", 60, "action_step_tracker"),
    ),
    "a few steps without a day beside those that suffice": (
        *("5.2.5-4", "pass"),
        with_rows_without("entered_on", 60, "action_step_tracker"),
    ),
    "steps that are incomplete are open": ("5.2.5-4", "pass", open_steps_are("Incomplete")),
    "steps without a leader, one in five": (
        *("5.2.5-4", "missing-evidence"),
        with_rows_without("leader_staff_id", 350, "action_step_tracker"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_outcome_is_the_one_written_down(case: str) -> None:
    criterion, expected, change = CASES[case]
    assert outcome(change, criterion) == expected


def test_rows_that_nothing_depends_on_are_not_said_to_decide() -> None:
    district = Mended()
    with_rows_without("leader_staff_id", 350, "action_step_tracker")(district)
    (finding,) = district.judged("5.2.5-4").findings
    told = " ".join(element.message for element in finding.elements)
    assert "So many rows lack it that the others are not relied on." in told
    assert "The outcome depends on it" not in told
