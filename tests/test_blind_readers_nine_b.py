"""More changes of the mended example by people who have not read the rules: one slip beside enough
that is sure."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import pytest
from mended import BLUESTEM, LEADERS, QUARRY, REVIEWED, Mended, outcome
from test_blind_readers_nine import STUDENT_WORK, in_two, leaving_out

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
                    who = {key: person[key] for key in ("staff_id", "role", "campus_id")}
                    district.add(
                        *("training_attendance", {**sheet[0], **who}),
                        session_id=f"coaching-{number}",
                        date=day,
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


Item = dict[str, Any]


def with_item(stem: str, listed: str, item: Item, *, alone: bool = False) -> Change:
    """A document lists one more item; `alone` among those of its purpose or area."""

    def made(district: Mended) -> None:
        items = district.document(stem)[listed]
        if alone:
            kind = "purpose" if "purpose" in item else "area"
            items = [other for other in items if other.get(kind) != item[kind]]
        district.rewrite(stem, **{listed: [*items, item]})

    return made


def step(purpose: str, lacks: str) -> Item:
    """A step of a protocol that leaves something out."""
    source = {"page": 3, "quote": "The team shall talk about it."}
    whole = {"code": "n1", "wording": "required", "purpose": purpose, "source": source}
    return {key: value for key, value in whole.items() if key != lacks}


INDICATOR: Item = {"area": "hqim_use", "source": {"page": 6, "quote": "Tasks stay whole."}}


def without_codes(district: Mended) -> None:
    indicators = district.document("observation_tool")["indicators"]
    for indicator in indicators:
        del indicator["code"]
    district.rewrite("observation_tool", indicators=indicators)


def with_only_step(stem: str, lacks: str) -> Change:
    def made(district: Mended) -> None:
        district.rewrite(stem, steps=[step("next_steps", lacks)])

    return made


def undated(district: Mended) -> None:
    """The analyses that sessions name have no date."""
    sessions = district.rows("training_calendar")
    named = {one for row in sessions for one in row["informed_by"].split(";") if one}
    for analysis in district.rows("tracker_analysis", analysis_id=named):
        analysis["date"] = ""


def with_undated_analysis(district: Mended) -> None:
    district.add(
        *("tracker_analysis", district.rows("tracker_analysis")[0]), analysis_id="NEW", date=""
    )


def used_since(*days: date | None) -> Change:
    """The campuses use the tool from these days on, each from the next; none from None."""

    def made(district: Mended) -> None:
        uses = district.document("observation_tool")["used_by_campuses"]
        used = [
            {**use, "since": day} for use, day in zip(uses, days, strict=True) if day is not None
        ]
        district.rewrite("observation_tool", used_by_campuses=used)

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

BEFORE, FIRST, LATER = date(2026, 8, 3), date(2026, 8, 12), date(2026, 8, 19)
INTERIM = "instructional_protocol-interim"
CASES |= {
    **{
        f"a step on misconceptions more without {lacks}": (
            "5.3.1-2",
            with_item(STUDENT_WORK, "steps", step("misconceptions", lacks)),
            "pass",
        )
        for lacks in ("wording", "code")
    },
    **{
        f"the only step on misconceptions has no {lacks}": (
            "5.3.1-2",
            with_item(STUDENT_WORK, "steps", step("misconceptions", lacks), alone=True),
            "missing-evidence",
        )
        for lacks in ("wording", "code")
    },
    **{
        f"a step on next steps more without {lacks}": (
            "5.3.2-1",
            with_item(INTERIM, "steps", step("next_steps", lacks)),
            "pass",
        )
        for lacks in ("wording", "code")
    },
    **{
        f"the only step has no {lacks}": (
            *("5.3.2-1", with_only_step(INTERIM, lacks), "missing-evidence"),
        )
        for lacks in ("wording", "code")
    },
    "a protocol whose steps are in one file, and who follows it in another": (
        *("5.3.1-2", in_two(STUDENT_WORK, leaving_out("audience"), leaving_out("steps")), "pass"),
    ),
    "a protocol in two files, neither of which says who follows it": (
        "5.3.1-2",
        in_two(STUDENT_WORK, leaving_out("audience"), leaving_out("audience")),
        "missing-evidence",
    ),
    "an indicator more without code": (
        *("5.2.5-1", with_item("observation_tool", "indicators", INDICATOR), "pass"),
    ),
    "the only indicator of an area has no code": (
        "5.2.5-1",
        with_item("observation_tool", "indicators", INDICATOR, alone=True),
        "missing-evidence",
    ),
    "no indicator has a code": ("5.2.5-1", without_codes, "missing-evidence"),
    "an analysis without date that no session names": ("5.2.5-4", with_undated_analysis, "pass"),
    "no analysis that a session names has a date": ("5.2.5-4", undated, "missing-evidence"),
}


@pytest.mark.parametrize("case", CASES)
def test_verdicts_are_those_of_a_reader_of_the_framework(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion, REVIEWED) == wanted


USE: dict[str, tuple[Change, date, str]] = {
    "before instruction, in use from its first day": (
        *(used_since(*[FIRST] * 5), BEFORE, "missing-evidence"),
    ),
    "before instruction, one campus in use a week later": (
        *(used_since(*[FIRST] * 4, LATER), BEFORE, "missing-evidence"),
    ),
    "before instruction, one campus never": (used_since(*[FIRST] * 4, None), BEFORE, "gap"),
    "since the first day, in use a week later": (used_since(*[LATER] * 5), FIRST, "gap"),
}


@pytest.mark.parametrize("case", USE)
def test_a_tool_that_is_to_come_into_use_is_no_gap_before_instruction(case: str) -> None:
    change, day, wanted = USE[case]
    district = Mended()
    change(district)
    finding = district.judged("5.2.5-1", day).findings[0]
    (used,) = (one for one in finding.elements if one.id.endswith("/available_to_all_campuses"))
    assert used.outcome.value == wanted
    if wanted == "missing-evidence":
        assert str(LATER if "week later" in case else FIRST) in used.remedy
