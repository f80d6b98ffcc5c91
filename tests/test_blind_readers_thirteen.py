"""Changes of the mended example whose outcome was written down before they were judged, set
thirteen."""

from collections.abc import Callable

import pytest
from mended import PECAN, QUARRY, Mended, outcome

Change = Callable[[Mended], None]
SPED, EB = ("swd", "special_education_teacher"), ("eb", "eb_teacher")


def only_together(group: tuple[str, str], **fields: str) -> Change:
    """The only time of a group of students is a slot that campuses share, and no text expects
    any."""
    population, specialist = group
    slot = {
        "slot_id": "TOGETHER",
        "school_year": "2026-2027",
        "population": population,
        "source": "training_calendar",
        "source_document": "District calendar 2026-2027",
        "reach": "cross_campus",
        "campus_ids": "all",
        "minutes": "60",
        "dates": "",
        "participant_roles": f"teacher;{specialist};counselor",
        "weekdays": "wednesday",
        "every_weeks": "1",
        "starts": "2026-08-12",
        "ends": "2027-05-27",
    }

    def made(district: Mended) -> None:
        for name in [name for name in district.documents if "collaboration_expectation" in name]:
            del district.documents[name]
        others = district.rows("collaboration_schedule", population=population)
        district.drop("collaboration_schedule", others)
        district.add("collaboration_schedule", slot, **fields)

    return made


CASES: dict[str, tuple[str, Change, str]] = {
    "all campuses plan together each week for students with disabilities": (
        *("5.3.4-3", only_together(SPED), "pass"),
    ),
    "the same time, and no text that expects any": (*("5.3.4-1", only_together(SPED), "pass"),),
    "all campuses plan together each week for emergent bilingual students": (
        *("5.3.5-3", only_together(EB), "pass"),
    ),
    "the same time for emergent bilingual students, and no text that expects any": (
        *("5.3.5-1", only_together(EB), "pass"),
    ),
    "two of five campuses plan together each week": (
        *("5.3.4-3", only_together(SPED, campus_ids=f"{PECAN};{QUARRY}"), "gap"),
    ),
    "all campuses plan together every fourth week": (
        *("5.3.4-3", only_together(SPED, every_weeks="4"), "gap"),
    ),
    "time across campuses that names one": (
        *("5.3.4-3", only_together(SPED, campus_ids=PECAN), "gap"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted


def _messages(change: Change, criterion: str) -> str:
    """What the findings on a criterion say of a changed example."""
    district = Mended()
    change(district)
    (finding,) = district.judged(criterion).findings
    return "\n".join(
        f"{element.message} {element.remedy}"
        for element in finding.elements
        if element.outcome.value != "pass"
    )


MESSAGES: dict[str, tuple[str, Change, str]] = {
    "a shared time that is too short is named": (
        "5.3.4-3",
        only_together(SPED, minutes="20"),
        "Minutes in an instructional week: 20 found",
    ),
    "a shared time that is too seldom is named": (
        "5.3.4-3",
        only_together(SPED, every_weeks="4"),
        "1 recurring slot with reach cross_campus is not counted",
    ),
}


@pytest.mark.parametrize("case", MESSAGES)
def test_a_message_says_what_was_found(case: str) -> None:
    criterion, change, wanted = MESSAGES[case]
    assert wanted in _messages(change, criterion)
