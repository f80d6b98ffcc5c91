"""Changes of the mended example that people made who have not read the rules, tenth set."""

from collections.abc import Callable
from typing import Any

import pytest
from mended import HIGH, QUARRY, Mended, outcome

Change = Callable[[Mended], None]


def with_fields(stem: str, **fields: object) -> Change:
    """A document says something else in these fields."""
    return lambda district: district.rewrite(stem, **fields)


def without_feedback(role: str, at: str) -> Change:
    """Nobody of a role of a campus gets feedback."""

    def made(district: Mended) -> None:
        for visit in district.rows("observation_log", observee_staff_id=district.ids(role, at=at)):
            visit["feedback_on"] = ""

    return made


def without_plans(session: str, *roles: str) -> Change:
    """In a session supports were not planned, or people of some roles heard of law only in another
    session of the day."""

    def made(district: Mended) -> None:
        (row,) = district.rows("training_calendar", session_id=session)
        if not roles:
            row["planning_focus"] = "no"
            return
        district.add(*("training_calendar", row), session_id=f"{session}-law", planning_focus="no")
        for sign_in in district.rows("training_attendance", session_id=session, role=roles):
            sign_in["session_id"] = f"{session}-law"

    return made


def together_in_july(kind: str) -> Change:
    """The meetings of staff for a group of students were in July."""

    def made(district: Mended) -> None:
        for number, meeting in enumerate(district.rows("meeting_log", type=kind)):
            meeting["date"] = f"2026-07-{6 + number % 4:02}"

    return made


def used_at(*campuses: str) -> Change:
    """Only some campuses use the observation tool."""

    def made(district: Mended) -> None:
        uses = district.document("observation_tool")["used_by_campuses"]
        used = [use for use in uses if use["campus_id"] in campuses]
        district.rewrite("observation_tool", used_by_campuses=used)

    return made


def with_practice(**fields: Any) -> Change:
    """The framework has one more practice, with some fields alone."""

    def made(district: Mended) -> None:
        practices = district.document("instructional_framework")["practices"]
        source = practices[0]["source"]
        district.rewrite(
            "instructional_framework", practices=[*practices, {**fields, "source": source}]
        )

    return made


def quoting_targets(kind: str, words: str) -> Change:
    """The targets of a type for observations are quoted with more words."""

    def made(district: Mended) -> None:
        targets = district.document("observation_frequency_target")["targets"]
        for target in targets:
            if target["observation_type"] == kind:
                target["source"]["quote"] += f"; {words}."
        district.rewrite("observation_frequency_target", targets=targets)

    return made


def with_least_length(kind: str, minutes: int) -> Change:
    def made(district: Mended) -> None:
        targets = district.document("observation_frequency_target")["targets"]
        for target in targets:
            if target["observation_type"] == kind:
                target["min_minutes"] = minutes
        district.rewrite("observation_frequency_target", targets=targets)

    return made


LEADERSHIP = ("principal", "assistant_principal", "instructional_coach", "teacher_leader")
VISION = "professional_learning_framework-coaching"
TEACHERS = ("teacher", "special_education_teacher", "eb_teacher")
CASES: dict[str, tuple[str, Change, str]] = {
    "sessions of support that take no time": (
        *("5.2.4-1", with_fields("planning_support_guideline", minutes=0), "gap"),
    ),
    "sessions of support that take a minute": (
        *("5.2.4-1", with_fields("planning_support_guideline", minutes=1), "gap"),
    ),
    "sessions of support that take ten minutes": (
        *("5.2.4-1", with_fields("planning_support_guideline", minutes=10), "pass"),
    ),
    "visits that may take a minute": ("5.2.5-3", with_least_length("coaching", 1), "gap"),
    "visits that take ten minutes": ("5.2.5-3", with_least_length("coaching", 10), "pass"),
    "visits without a least length": ("5.2.5-3", with_least_length("coaching", 0), "pass"),
    "sessions of support of untold length": (
        *("5.2.4-1", with_fields("planning_support_guideline", minutes=""), "pass"),
    ),
    "the coaches of a campus get no feedback": (
        *("5.1.2-3", without_feedback("instructional_coach", HIGH), "gap"),
    ),
    "the only assistant of a campus gets no feedback": (
        *("5.1.2-3", without_feedback("assistant_principal", QUARRY), "pass"),
    ),
    "teachers heard of law where leaders planned": (
        *("5.2.3-3", without_plans("TR-26", *TEACHERS), "gap"),
    ),
    "leaders heard of law where teachers planned": (
        *("5.2.3-3", without_plans("TR-26", *LEADERSHIP), "gap"),
    ),
    "leaders heard of law once more before they planned": (
        *("5.2.3-3", without_plans("TR-10"), "pass"),
    ),
    "staff for students with disabilities met in July": (
        *("5.3.4-2", together_in_july("collaboration_sped"), "gap"),
    ),
    "staff for emergent bilingual students met in July": (
        *("5.3.5-2", together_in_july("collaboration_eb"), "gap"),
    ),
    "feedback is denied for each coaching visit": (
        "5.2.5-3",
        quoting_targets("coaching", "feedback is not required for coaching visits"),
        "missing-evidence",
    ),
    "one campus uses the tool": (*("5.2.5-2", used_at(HIGH), "gap"),),
    "a practice that lacks its code beside enough": (
        *("5.2.3-1", with_practice(scope="general"), "pass"),
    ),
    "a practice that does not say for which area beside enough": (
        *("5.2.3-1", with_practice(code="number_talks"), "pass"),
    ),
    **{
        f"the vision is {words!r}": (*("5.1.1-2", with_fields(VISION, vision=words), wanted),)
        for words, wanted in {
            "Info to come": "missing-evidence",
            "Awaiting input from principals": "missing-evidence",
            "Left blank intentionally": "missing-evidence",
            "pendiente": "missing-evidence",
            "Same as 2025-26": "missing-evidence",
            "Ask the coordinator": "missing-evidence",
            "See Region 16 website": "missing-evidence",
            "No info": "gap",
            "Lost": "gap",
            "Each campus sets its own": "gap",
            "Varies by campus needs": "gap",
            "Ask more than you tell, and see each teacher grow": "pass",
            "Same rigor in each class, whatever the campus": "pass",
        }.items()
    },
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted
