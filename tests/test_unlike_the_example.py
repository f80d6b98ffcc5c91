"""Evidence that is whole in another way than the examples, and evidence that only looks so.

From a second opinion over key practices 5.3.1 to 5.3.5.
"""

from datetime import date
from typing import Any

import pytest
from test_edges import absent, each
from test_elements import judged
from test_what_counts_collaboration import meetings, slots

from lever5_rules.artifacts.denominators import DistrictProfile, StaffAssignment
from lever5_rules.artifacts.expectations import CollaborationExpectation as Expectation
from lever5_rules.artifacts.meetings import CollaborationSlot as Slot
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.planning import InstructionalProtocol
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import ELEMENTARY, HIGH

Row = dict[str, Any]
Case = tuple[str, District, str, str]
"""An element, a district, the reason of its verdict, and what its message says."""
NOVEMBER, SEPTEMBER = date(2026, 11, 23), date(2026, 9, 8)
MINUTES, COUNSELING = "5.3.4-3/minutes", "5.3.4-1/counseling_expected"
SPED, SWD, EB = "special_education_teacher", 0, 1
NEW = "999001102"


def expectation(at: int, **fields: Any) -> District:
    return SAMPLE.but(Expectation, at=at, **fields)


def second(first: Row, **fields: Any) -> District:
    """Two expectations for students with disabilities: the first with some fields changed, and
    one more with others."""
    text = SAMPLE.document(Expectation, at=SWD)
    return expectation(SWD, **first).with_document(Expectation, {**text, **fields})


def no_eb_at_elementary() -> District:
    first, other = SAMPLE.document(DistrictProfile)["campuses"]
    campuses = [first, {**other, "eb_enrolled": False}]
    district = SAMPLE.but(DistrictProfile, campuses=campuses).without_rows(
        StaffAssignment,
        lambda row: row["role"] == "eb_teacher" and row["campus_id"] == other["campus_id"],
    )
    return district.but(Expectation, at=EB, campus_ids=[HIGH])


def without_counselors(*, logged: bool) -> District:
    """Nobody on the roster is a counselor, and the expectation names none."""
    roles = ["teacher", SPED]
    district = expectation(SWD, participant_roles=roles).without_rows(
        StaffAssignment, lambda row: row["role"] == "counselor"
    )
    if logged:
        return each(
            Meeting,
            lambda row: (
                {**row, "roles_present": [*row["roles_present"], "counselor"]}
                if row["type"] == "collaboration_sped"
                else row
            ),
            district,
        )
    return each(
        Meeting,
        lambda row: {
            **row,
            "roles_present": [role for role in row["roles_present"] or () if role != "counselor"],
        },
        district,
    )


def not_for(population: str) -> District:
    return SAMPLE.without_rows(Slot, lambda row: row["population"] == population)


def next_steps(purpose: str) -> District:
    """Both protocols end in a step of another purpose than next steps."""
    district = SAMPLE
    for at, row in enumerate(SAMPLE.documents["instructional_protocol"]):
        if row["protocol_type"] in ("diagnostic_reflection", "interim_reflection"):
            steps = [
                {**step, "purpose": purpose} if step.get("purpose") == "next_steps" else step
                for step in row["steps"]
            ]
            district = district.but(InstructionalProtocol, at=at, steps=steps)
    return district


def a_third_campus(*, since: date, opening: date | None, logged: bool = False) -> District:
    """One more campus, whose staff begins on a day; its opening is in the profile if `said`."""
    first, other = SAMPLE.document(DistrictProfile)["campuses"]
    new = {**other, "campus_id": NEW} | ({"opened_on": opening} if opening else {})
    staff = [
        {**row, "staff_id": f"{row['staff_id']}-new", "campus_id": NEW, "start_date": since}
        for row in SAMPLE.rows(StaffAssignment)
        if row["campus_id"] == ELEMENTARY
    ]
    district = SAMPLE.but(DistrictProfile, campuses=[first, other, new]).with_rows(
        StaffAssignment, *staff
    )
    if logged:
        meeting = next(row for row in SAMPLE.rows(Meeting) if row["date"] < NOVEMBER)
        district = district.with_rows(Meeting, {**meeting, "meeting_id": "M-new", "campus_id": NEW})
    return district.on(NOVEMBER)


CASES: dict[str, Case] = {
    "meetings coded as inclusive practices": (
        "5.3.4-2/inclusion_strategies",
        meetings(
            lambda row: {
                **row,
                "topic_codes": [
                    code.replace("inclusion_strategies", "inclusive_practices")
                    for code in row["topic_codes"]
                ],
            }
        ),
        *("met", ""),
    ),
    "next steps that change the lessons to come": (
        "5.3.2-1/next_steps_section",
        next_steps("adjust_next_lessons"),
        *("met", ""),
    ),
    "a protocol that ends in looking at samples": (
        "5.3.2-1/next_steps_section",
        next_steps("work_samples"),
        *("not_covered", "next steps"),
    ),
    "time for students with IEPs": (
        "5.3.4-3/each_campus_has_slot",
        SAMPLE.but(Slot, where=lambda row: row["population"] == "swd", population="iep"),
        *("met", ""),
    ),
    "time for students with a 504 plan only": (
        "5.3.4-3/each_campus_has_slot",
        SAMPLE.but(Slot, where=lambda row: row["population"] == "swd", population="section_504"),
        *("no_records", "no time for students with disabilities"),
    ),
    "no time for the group in any schedule": (MINUTES, not_for("swd"), *("no_records", "no time")),
    "time for the group in last year's schedule": (
        MINUTES,
        SAMPLE.but(Slot, where=lambda row: row["population"] == "swd", school_year="2025-2026"),
        *("no_records", "no time"),
    ),
    "weekly from September on": (MINUTES, slots(starts=SEPTEMBER, minutes=45), *("met", "")),
    "weekly in the autumn only": (
        MINUTES,
        slots(ends=date(2026, 12, 18), minutes=60),
        *("below_parameter", "Minutes in an instructional week"),
    ),
    "an expectation for the campuses that have such students": (
        "5.3.5-1/each_campus_expected",
        no_eb_at_elementary(),
        *("met", ""),
    ),
    "an expectation for one campus of two that have them": (
        "5.3.5-1/each_campus_expected",
        expectation(EB, campus_ids=[HIGH]),
        *("no_artifact", ELEMENTARY),
    ),
    "counselors join by a text of its own": (
        COUNSELING,
        second({"participant_roles": ["teacher", SPED]}, sessions_per_month=1),
        *("met", ""),
    ),
    "meetings on campuses by one text, days together by another": (
        "5.3.4-1/across_campuses_expected",
        second({"reach": ["campus"]}, reach=["cross_campus"]),
        *("met", ""),
    ),
    "what one text leaves blank another says": (
        "5.3.4-1/time_or_expectation_expected",
        second({"owner_role": None}),
        *("met", ""),
    ),
    "specialists by one text, teachers with counselors by another": (
        "5.3.4-1/special_education_expected",
        second({"participant_roles": [SPED]}, participant_roles=["teacher", "counselor"]),
        *("not_covered", SPED),
    ),
    "counselors by neither of two texts": (
        COUNSELING,
        second(
            {"participant_roles": ["teacher", SPED]},
            participant_roles=["teacher", SPED],
        ),
        *("not_covered", "counselor"),
    ),
    "counselors of whom the logs are full, and the roster has none": (
        COUNSELING,
        without_counselors(logged=True),
        *("contradictory", "counselors in"),
    ),
    "a campus that opens in January, by the profile": (
        "5.3.4-4/leaders_covered",
        a_third_campus(since=date(2024, 8, 1), opening=date(2027, 1, 5)),
        *("met", ""),
    ),
    "a campus that opens in January, by its staff": (
        "5.3.4-2/every_campus",
        a_third_campus(since=date(2027, 1, 5), opening=None),
        *("met", ""),
    ),
    "a campus whose staff is said to begin in January, and that has met": (
        "5.3.4-4/leaders_covered",
        a_third_campus(since=date(2027, 1, 5), opening=None, logged=True),
        *("no_denominator", NEW),
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_evidence_unlike_the_example(what: str) -> None:
    element, district, reason, case = CASES[what]
    element_finding = judged(element, district)
    assert element_finding.reason.value == reason, element_finding.message
    assert case in element_finding.message


def test_counselors_are_not_asked_of_a_district_that_employs_none() -> None:
    district = without_counselors(logged=False)
    assert "employs no counselors" in (absent(district, COUNSELING) or "")


def test_a_campus_that_is_yet_to_open_is_told() -> None:
    report = a_third_campus(since=date(2027, 1, 5), opening=None).check(select=["5.3.4-4"])
    assert [
        piece
        for piece in report.unused_evidence
        if f"campus {NEW} opens on 2027-01-05" in piece.why
    ]
