"""Changes of the mended example by two more people who have not read the rules."""

from collections.abc import Callable
from typing import Any

import pytest
import tomli_w
from mended import CAMPUSES, HIGH, LEADERS, MIDDLE, QUARRY, Mended, outcome

Change = Callable[[Mended], None]
STUDENT_WORK = "instructional_protocol-student-work"


def in_two(
    stem: str, first: Callable[[dict[str, Any]], object], second: Callable[[dict[str, Any]], object]
) -> Change:
    """A document is read from two files, each with what belongs to it."""

    def made(district: Mended) -> None:
        own, other = district.document(stem), district.document(stem)
        other["artifact_id"] += "-b"
        first(own)
        second(other)
        district.documents[f"documents/{stem}.toml"] = tomli_w.dumps(own).encode()
        district.documents[f"documents/{stem}-b.toml"] = tomli_w.dumps(other).encode()

    return made


def of_campuses(*ids: str) -> Callable[[dict[str, Any]], object]:
    """The edition of the tool for some campuses."""

    def keep(tool: dict[str, Any]) -> None:
        used = [use for use in tool["used_by_campuses"] if use["campus_id"] in ids]
        tool.update(campus_ids=list(ids), used_by_campuses=used)

    return keep


def with_steps(wanted: Callable[[str], bool]) -> Callable[[dict[str, Any]], object]:
    return lambda protocol: protocol.update(
        steps=[step for step in protocol["steps"] if wanted(step["purpose"])]
    )


def followed_by(*roles: str) -> Callable[[dict[str, Any]], object]:
    return lambda protocol: protocol.update(audience=list(roles))


def for_leaders_without_misconceptions(protocol: dict[str, Any]) -> None:
    followed_by(*LEADERS)(protocol)
    with_steps(lambda purpose: purpose != "misconceptions")(protocol)


def with_editions_for_supervisors(district: Mended) -> None:
    for stem in ("instructional_protocol-diagnostic", "instructional_protocol-interim"):
        roles = district.document(stem)["audience"]
        in_two(
            stem,
            followed_by(*(role for role in roles if role != "principal_supervisor")),
            followed_by("principal_supervisor"),
        )(district)


def without_meeting_log(district: Mended) -> None:
    del district.tables["meeting_log"]


def trained_on_routines_without_meeting_log(district: Mended) -> None:
    without_meeting_log(district)
    (session,) = district.rows("training_calendar", session_id="TR-08")
    session["topic_codes"] = "culture_routines;behavior"


def without_any_help_with_routines(district: Mended) -> None:
    without_meeting_log(district)
    for session in district.rows("training_calendar"):
        topics = session["topic_codes"].split(";")
        session["topic_codes"] = ";".join(t for t in topics if t != "culture_routines")


def without_feedback_on(kind: str) -> Change:
    """The principal of a campus gets no feedback on observations of a type."""

    def made(district: Mended) -> None:
        principals = district.ids("principal", at=QUARRY)
        for visit in district.rows("observation_log", type=kind, observee_staff_id=principals):
            visit["feedback_on"] = ""

    return made


def without_role(role: str) -> Change:
    """The roster lists nobody of a leadership role and no calibration does; the logs are full of
    them."""

    def made(district: Mended) -> None:
        gone = district.ids(role)
        district.drop("staff_roster", district.people(role))
        for row in district.rows("calibration_record", staff_id=gone):
            district.drop("calibration_record", [row])

    return made


def together_in_july(district: Mended) -> None:
    for slot in district.rows("collaboration_schedule", reach="cross_campus"):
        slot.update(dates="2026-07-06;2026-07-07", weekdays="", every_weeks="", starts="", ends="")


def only(*types: str) -> Callable[[dict[str, Any]], object]:
    """The guideline on some kinds of support only."""
    return lambda guideline: guideline.update(
        supports=[support for support in guideline["supports"] if support["type"] in types]
    )


def leaving_out(field: str) -> Callable[[dict[str, Any]], object]:
    def leave(document: dict[str, Any]) -> None:
        del document[field]

    return leave


def quoting(quote: str) -> Change:
    """The targets for observation are in these words."""

    def made(district: Mended) -> None:
        targets = district.document("observation_frequency_target")["targets"]
        for target in targets:
            if target["observee_role"] == "teacher" and target["observation_type"] == "coaching":
                target["source"]["quote"] = quote
        district.rewrite("observation_frequency_target", targets=targets)

    return made


def on_an_untold_day(district: Mended) -> None:
    """The calendar does not say whether a day has students on which a principal was visited."""
    (day,) = district.rows("instructional_calendar", date="2026-10-21")
    day["is_instructional"] = ""


def leaving_before_beginning(district: Mended) -> None:
    """The roster has somebody end before they began, who was at the training."""
    district.people("teacher", at=HIGH)[0]["end_date"] = "2025-06-01"


def in_two_expectations(
    first: Callable[[dict[str, Any]], object], second: Callable[[dict[str, Any]], object]
) -> Change:
    """No schedule gives time, and the expectation is in two texts."""

    def made(district: Mended) -> None:
        slots = district.rows("collaboration_schedule", population="swd")
        district.drop("collaboration_schedule", slots)
        in_two("collaboration_expectation-sped", first, second)(district)

    return made


def with_another_slot(**cells: str) -> Change:
    """The schedule has one more slot, of another weekday."""

    def made(district: Mended) -> None:
        slot = district.rows("collaboration_schedule", population="swd", reach="campus")[0]
        district.add(
            "collaboration_schedule", slot, **{"slot_id": "NEW", "weekdays": "monday", **cells}
        )

    return made


def with_slots_untold_at_one_campus(district: Mended) -> None:
    for slot in district.rows("collaboration_schedule", population="swd", campus_ids=QUARRY):
        slot["minutes"] = "TBD"


SUPPORT = "student_support_guideline"
TIERS = ("tier2", "tier3")
CASES: dict[str, tuple[str, Change, str]] = {
    "one tool in two files, one for each division": (
        "5.2.5-1",
        in_two("observation_tool", of_campuses(HIGH, MIDDLE), of_campuses(*CAMPUSES[2:])),
        "pass",
    ),
    "one tool in two files, which one campus does not use": (
        "5.2.5-1",
        in_two("observation_tool", of_campuses(HIGH, MIDDLE), of_campuses(*CAMPUSES[2:4])),
        "gap",
    ),
    "a protocol in two parts": (
        "5.3.1-2",
        in_two(
            STUDENT_WORK,
            with_steps(lambda purpose: not purpose.startswith("adjust")),
            with_steps(lambda purpose: purpose.startswith("adjust")),
        ),
        "pass",
    ),
    "a protocol in two parts that lack one step": (
        "5.3.1-2",
        in_two(
            STUDENT_WORK,
            with_steps(lambda purpose: not purpose.startswith("adjust")),
            with_steps(lambda purpose: purpose == "adjust_later_units"),
        ),
        "gap",
    ),
    "an edition for teachers and one for leaders": (
        "5.3.1-2",
        in_two(STUDENT_WORK, followed_by("teacher"), followed_by(*LEADERS)),
        "pass",
    ),
    "an edition for leaders that leaves out a step": (
        "5.3.1-2",
        in_two(STUDENT_WORK, followed_by("teacher"), for_leaders_without_misconceptions),
        "gap",
    ),
    "two editions, none for coaches": (
        "5.3.1-2",
        in_two(STUDENT_WORK, followed_by("teacher"), followed_by("principal", "teacher_leader")),
        "gap",
    ),
    "editions of both protocols for supervisors": (
        *("5.3.2-1", with_editions_for_supervisors, "pass"),
    ),
    "no feedback on the visits to one principal, but on culture walks": (
        *("5.1.2-4", without_feedback_on("supervisor_visit"), "gap"),
    ),
    "no feedback on culture walks with a principal": (
        *("5.1.2-4", without_feedback_on("culture_walk"), "pass"),
    ),
    "no chair on the roster, who are in all logs: calibration": (
        *("5.2.5-5", without_role("teacher_leader"), "missing-evidence"),
    ),
    "no chair on the roster, who are in all logs: student work": (
        *("5.3.1-1", without_role("teacher_leader"), "missing-evidence"),
    ),
    "no coach on the roster, who are in all logs: EB leaders": (
        *("5.3.5-4", without_role("instructional_coach"), "missing-evidence"),
    ),
    "no assistant principal on the roster, who are in all logs: SPED leaders": (
        *("5.3.4-4", without_role("assistant_principal"), "missing-evidence"),
    ),
    "campuses plan together in July, before the calendar begins": (
        *("5.3.4-3", together_in_july, "missing-evidence"),
    ),
    "Tier 3 has a handbook of its own": (
        *("5.3.3-2", in_two(SUPPORT, only("tier2"), only("tier3")), "pass"),
    ),
    "two handbooks, none on Tier 3": (
        *("5.3.3-2", in_two(SUPPORT, only("tier2"), only("tier2")), "gap"),
    ),
    "owners in one guideline, outcomes in another": (
        "5.2.4-1",
        in_two("planning_support_guideline", leaving_out("owner_roles"), leaving_out("outcomes")),
        "pass",
    ),
    "two guidelines without outcomes": (
        "5.2.4-1",
        in_two("planning_support_guideline", leaving_out("outcomes"), leaving_out("outcomes")),
        "missing-evidence",
    ),
    "a visit on a day of which the calendar says no kind": (
        *("5.1.2-4", on_an_untold_day, "pass"),
    ),
    "a teacher who ends before she begins": (*("5.2.2-1", leaving_before_beginning, "pass"),),
    "one expectation says how often, the other who sees to it": (
        "5.3.4-1",
        in_two_expectations(leaving_out("owner_role"), leaving_out("sessions_per_month")),
        "pass",
    ),
    "two expectations, of which none says who sees to it": (
        "5.3.4-1",
        in_two_expectations(leaving_out("owner_role"), leaving_out("owner_role")),
        "missing-evidence",
    ),
    "a further slot whose length is not told": (
        *("5.3.4-3", with_another_slot(minutes="TBD"), "pass"),
    ),
    "a further slot that says no day": ("5.3.4-3", with_another_slot(weekdays=""), "pass"),
    "a further slot whose campus is blank": (
        *("5.3.4-3", with_another_slot(campus_ids=""), "pass"),
    ),
    "the only slots of one campus whose length is not told": (
        *("5.3.4-3", with_slots_untold_at_one_campus, "missing-evidence"),
    ),
    "a quote that says how many in the year": (
        *("5.2.5-3", quoting("One observation a month, about nine in the year."), "pass"),
    ),
    "leaders trained on routines, and no meeting log": (
        *("5.2.1-2", trained_on_routines_without_meeting_log, "pass"),
    ),
    "no meeting log, and no training on routines": (
        *("5.2.1-2", without_any_help_with_routines, "missing-evidence"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_verdicts_are_those_of_a_reader_of_the_framework(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted
