"""More changes of the mended example by people who have not read the rules: one slip beside enough
that is sure."""

from collections.abc import Callable, Collection
from datetime import date

import pytest
from mended import BLUESTEM, LEADERS, QUARRY, REVIEWED, Mended, outcome

Change = Callable[[Mended], None]
TEACHERS = ("teacher", "special_education_teacher", "eb_teacher")
ASKED_OF_EB = ("5.2.3-3", "5.3.5-1", "5.3.5-2", "5.3.5-3", "5.3.5-4")
ASKED_OF_SWD = ("5.2.3-4", "5.3.4-1", "5.3.4-2", "5.3.4-3")


def coached_without_log(*days: str, at: Collection[str] = ()) -> Change:
    """No observation is logged; on these days leaders and teachers, of some campuses or of all,
    were coached on supports for each group."""

    def made(district: Mended) -> None:
        del district.tables["observation_log"]
        session, sheet = district.rows("training_calendar")[0], district.rows("training_attendance")
        people = district.people(*LEADERS, *TEACHERS)
        for number, day in enumerate(days):
            district.add(
                *("training_calendar", session),
                session_id=f"coaching-{number}",
                date=day,
                topic_codes="special_populations",
                audience_roles=";".join((*LEADERS, *TEACHERS)),
                campus_ids="all",
                populations="section_504;iep;eb",
                mode="coaching",
            )
            for person in people:
                if not at or person["campus_id"] in at:
                    told = {key: person[key] for key in ("staff_id", "role", "campus_id")}
                    district.add(
                        *("training_attendance", sheet[0]),
                        session_id=f"coaching-{number}",
                        date=day,
                        **told,
                    )

    return made


def with_role(role: str, before: str, campus: str) -> Change:
    """One person of a campus has another role, or one that cannot be read."""

    def made(district: Mended) -> None:
        district.people(before, at=campus)[0]["role"] = role

    return made


def without_disabilities_at_bluestem(role: str) -> Change:
    """No student with disabilities is at a campus; one of its aides has some role."""

    def made(district: Mended) -> None:
        profile = district.document("district")
        for campus in profile["campuses"]:
            if campus["campus_id"] == BLUESTEM:
                campus["sped_served"] = False
        district.rewrite("district", campuses=profile["campuses"])
        gone = district.people("special_education_teacher", at=BLUESTEM)
        slots = district.rows("collaboration_schedule", population="swd", reach="campus")
        district.drop("staff_roster", gone)
        district.drop(
            "collaboration_schedule", [slot for slot in slots if slot["campus_ids"] == BLUESTEM]
        )
        with_role(role, "instructional_support_staff", BLUESTEM)(district)

    return made


CASES: dict[str, tuple[str, Change, str]] = {
    "coaching sessions, and no observation log": (
        *("5.2.3-3", coached_without_log("2026-09-10", "2026-10-27"), "pass"),
    ),
    "coaching sessions in no quarter that is over, and no observation log": (
        *("5.2.3-3", coached_without_log("2026-10-27"), "missing-evidence"),
    ),
    "coaching sessions on one campus, and no observation log": (
        *("5.2.3-3", coached_without_log("2026-09-10", at={QUARRY}), "missing-evidence"),
    ),
    "neither coaching sessions nor an observation log": (
        *("5.2.3-3", coached_without_log(), "missing-evidence"),
    ),
    "an assistant principal without role whom the logs tell of": (
        *("5.2.3-3", with_role("", "assistant_principal", QUARRY), "pass"),
    ),
    **{
        f"a {role or 'blank'} at a campus without emergent bilingual students: {criterion}": (
            *(criterion, with_role(role, "teacher", QUARRY), wanted),
        )
        for criterion in ASKED_OF_EB
        for role, wanted in (("", "pass"), ("TBD", "pass"), ("eb_teacher", "missing-evidence"))
    },
    **{
        f"a {role or 'blank'} at a campus without students with disabilities: {criterion}": (
            *(criterion, without_disabilities_at_bluestem(role), wanted),
        )
        for criterion in ASKED_OF_SWD
        for role, wanted in (("", "pass"), ("special_education_teacher", "missing-evidence"))
    },
}


@pytest.mark.parametrize("case", CASES)
def test_verdicts_are_those_of_a_reader_of_the_framework(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion, REVIEWED) == wanted
