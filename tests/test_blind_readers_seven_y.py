"""More changes of the mended example by somebody who has not read the rules, and what each makes of
a criterion by the framework's words."""

from typing import Any

import pytest
from mended import BLUESTEM, HIGH, MIDDLE, PECAN, Mended, Row, outcome
from test_blind_readers import NEW, Change, both, left, profile, put

SPED = "special_education_teacher"
FRAMEWORK = "instructional_framework"
WORDED = {
    "clear_aim": "Teachers say what a lesson is for at the start of each",
    "quick_look": "Teachers check what students have understood in each",
    "brisk_pace": "Teachers set a brisk pace with short tasks in each",
}


def without(kind: str, **about: Any) -> Change:
    """Rows that are not there."""
    return lambda district: district.drop(kind, district.rows(kind, **about))


def under_three_codes(**values: str) -> Change:
    """The general practices of the framework are three, with some values in common."""

    def made(district: Mended) -> None:
        practices = district.document(FRAMEWORK)["practices"]
        of_content = [one for one in practices if one["scope"] == "content"]
        three = [
            {
                **values,
                "code": code,
                "scope": "general",
                "source": {"page": page, "quote": f"{text} class."},
            }
            for page, (code, text) in enumerate(WORDED.items(), start=6)
        ]
        district.rewrite(FRAMEWORK, practices=[*three, *of_content])

    return made


def unstaffed(district: Mended) -> None:
    """The profile has a further campus, of which nothing else tells."""
    campuses = district.document("district")["campuses"]
    more = {**campuses[-1], "campus_id": NEW, "name": "Saltgrass Elementary"}
    district.rewrite("district", campuses=[*campuses, more])


def shared(days: Row) -> Change:
    """The high school and the middle school plan together at one time, on some days."""

    def made(district: Mended) -> None:
        (own,) = district.rows("collaboration_schedule", slot_id="SW-001")
        district.drop(
            "collaboration_schedule", district.rows("collaboration_schedule", slot_id="SW-041")
        )
        own.update({"campus_ids": f"{HIGH};{MIDDLE}", "reach": "cross_campus", **days})

    return made


CASES: dict[str, tuple[str, str, Change]] = {
    "a campus that serves none has one teacher of emergent bilingual students": (
        *("5.3.5-3", "missing-evidence"),
        both(
            profile("eb_enrolled", False, HIGH),
            without("collaboration_schedule", population="eb", campus_ids=HIGH),
        ),
    ),
    "the roster has no special education teacher of a campus any more": (
        *("5.3.4-2", "missing-evidence"),
        put("staff_roster", {"end_date": "2026-07-31"}, role=SPED, campus_id=PECAN),
    ),
    "time is planned for teachers of emergent bilingual students whom the roster lacks": (
        *("5.3.5-3", "missing-evidence"),
        without("staff_roster", role="eb_teacher", campus_id=PECAN),
    ),
    "special education teachers of a campus serve all": (
        *("5.3.4-2", "pass"),
        put("staff_roster", {"campus_id": ""}, role=SPED, campus_id=PECAN),
    ),
    "one practice stands under three codes": (
        *("5.2.3-1", "gap"),
        under_three_codes(practice="student_discussion"),
    ),
    "three practices of the district's own": ("5.2.3-1", "pass", under_three_codes()),
    "the post of a principal is vacant since October": ("5.3.2-1", "pass", left("2026-10-16")),
    "no principal of a campus is ever listed": (
        *("5.3.2-1", "missing-evidence"),
        without("staff_roster", role="principal", campus_id=BLUESTEM),
    ),
    "a campus of which the roster lists nobody": ("5.3.3-1", "missing-evidence", unstaffed),
    "supports at a campus of which the roster lists nobody": (
        *("5.2.3-3", "missing-evidence"),
        unstaffed,
    ),
    "for whom a session on teaching together was is blank": (
        *("5.2.3-4", "missing-evidence"),
        put("training_calendar", {"populations": ""}, session_id="TR-28"),
    ),
    "a session on teaching together was for other students": (
        *("5.2.3-4", "gap"),
        put("training_calendar", {"populations": "eb"}, session_id="TR-28"),
    ),
    "two campuses share their time of every week": ("5.2.3-4", "pass", shared({})),
    "two campuses share days a few times a year": (
        *("5.2.3-4", "gap"),
        shared({"weekdays": "", "every_weeks": "", "dates": "2026-10-12;2027-01-04"}),
    ),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_what_it_makes_of_a_criterion(name: str) -> None:
    criterion, wanted, change = CASES[name]
    assert outcome(change, criterion) == wanted
