"""Changes of the mended example whose outcome was written down before they were judged, set
twelve."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from mended import LEADERS, PECAN, QUARRY, Mended, outcome

Change = Callable[[Mended], None]
IL = LEADERS[1:]
COACHING = "professional_learning_framework-coaching"


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


def with_purpose(stem: str, purpose: str, words: str) -> Change:
    """The step of a protocol that serves a purpose says something else of it."""

    def made(district: Mended) -> None:
        steps = district.document(stem)["steps"]
        for step in steps:
            if step.get("purpose") == purpose:
                step["purpose"] = words
        district.rewrite(stem, steps=steps)

    return made


def with_status(words: str, *, at: str | None = None) -> Change:
    """Where action steps stand is recorded in these words, at a campus or everywhere."""

    def made(district: Mended) -> None:
        for step in district.tables["action_step_tracker"]:
            if at in (None, step["campus_id"]):
                step["status"] = words

    return made


def absent_by_the_sheets(*sessions: str, at: str | None = None, but: int = 0) -> Change:
    """The sign-in sheets list those as absent whom the record of calibrations lists."""

    def made(district: Mended) -> None:
        rows = district.rows("training_attendance", session_id=sessions)
        for row in [row for row in rows if at in (None, row["campus_id"])][but:]:
            row["attended"] = "no"

    return made


def closed_on(weekday: int, note: str, slots_on: str) -> Change:
    """The district is closed on a weekday, and time to collaborate is set on a weekday."""

    def made(district: Mended) -> None:
        for day in district.rows("instructional_calendar", is_instructional="yes"):
            if date.fromisoformat(day["date"]).weekday() == weekday:
                day.update(is_instructional="no", note=note)
        for slot in district.rows("collaboration_schedule", population="swd", reach="campus"):
            slot["weekdays"] = slots_on

    return made


def shown_by(years_before: int, days_before: int = 0) -> Change:
    """The agenda that shows when a vision was made known is from before that."""

    def made(district: Mended) -> None:
        occasions = district.document(COACHING)["communicated"]
        for occasion in occasions:
            day = occasion["date"]
            day = day.replace(year=day.year - years_before) - timedelta(days=days_before)
            occasion["source"]["dated"] = day
        district.rewrite(COACHING, communicated=occasions)

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
    "made known this year by the agenda of last year": (
        *("5.1.1-2", shown_by(1), "missing-evidence"),
    ),
    "told to leaders too by the agenda of last year": (
        *("5.1.1-4", shown_by(1), "missing-evidence"),
    ),
    "made known by an agenda of the week before": (*("5.1.1-2", shown_by(0, 6), "pass"),),
    "what a step is for is still to be said": (
        "5.3.1-2",
        with_purpose("instructional_protocol-student-work", "meaningful_review", "TBD"),
        "missing-evidence",
    ),
    "a step is for nothing in particular": (
        "5.3.1-2",
        with_purpose("instructional_protocol-student-work", "meaningful_review", ""),
        "gap",
    ),
    "no step of the reflection is marked as next steps yet": (
        "5.3.2-1",
        with_purpose("instructional_protocol-interim", "next_steps", "TBD"),
        "missing-evidence",
    ),
    "a campus that keeps no statuses": (*("5.2.5-4", with_status("", at=QUARRY), "gap"),),
    "calibrated by the record, absent by the sheets": (
        *("5.2.5-5", absent_by_the_sheets("TR-05", "TR-31"), "missing-evidence"),
    ),
    "a campus that calibrated by the record, and was absent by the sheets": (
        *("5.3.1-1", absent_by_the_sheets("TR-25", "TR-40", at=PECAN), "missing-evidence"),
    ),
    "one slip on the sheets": (
        *("5.2.5-5", absent_by_the_sheets("TR-05", "TR-31", but=81), "pass"),
    ),
    "weekly time on a day on which the district is closed but for three staff days": (
        *("5.3.4-3", closed_on(0, "closed", "monday"), "gap"),
    ),
    "weekly time on a weekday of staff": (*("5.3.4-3", closed_on(0, "", "monday"), "pass"),),
    "weekly time on a weekday that the calendar calls a staff day": (
        *("5.3.4-3", closed_on(4, "Staff only", "friday"), "pass"),
    ),
    "weekly time on a weekday of which the note is not understood": (
        *("5.3.4-3", closed_on(4, "Lantern day", "friday"), "missing-evidence"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted
