"""Changes of the mended example that people made who have not read the rules, eleventh set."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import tomli_w
from mended import BLUESTEM, LEADERS, MIDDLE, PECAN, QUARRY, Mended, outcome

Change = Callable[[Mended], None]
TOOL_TITLE = "Classroom Look-Fors, Observation Form 2026-27"


def quoting(stem: str, field: str, quote: str) -> Change:
    """A field of a document is quoted with other words."""

    def made(district: Mended) -> None:
        sources = district.document(stem)["sources"]
        sources[field]["quote"] = quote
        district.rewrite(stem, sources=sources)

    return made


def quoting_items(stem: str, items: str, quote: Callable[[dict[str, Any]], str | None]) -> Change:
    """Items of a document are quoted with other words."""

    def made(district: Mended) -> None:
        listed = district.document(stem)[items]
        for item in listed:
            item["source"]["quote"] = quote(item) or item["source"]["quote"]
        district.rewrite(stem, **{items: listed})

    return made


def absent_from(session: str, role: str, but_at: tuple[str, ...] = ()) -> Change:
    """Nobody of a role came to a session, except at some campuses."""

    def made(district: Mended) -> None:
        for sign_in in district.rows("training_attendance", session_id=session, role=role):
            if sign_in["campus_id"] not in but_at:
                sign_in["attended"] = "no"

    return made


def absent_from_campus(session: str, campus: str, but: int) -> Change:
    """Of the leaders of a campus only a few came to a session."""

    def made(district: Mended) -> None:
        rows = district.rows(
            "training_attendance", session_id=session, campus_id=campus, role=LEADERS
        )
        for sign_in in rows[but:]:
            sign_in["attended"] = "no"

    return made


def with_drop_ins(of: tuple[str, ...], by: str, *, instead: bool = False) -> Change:
    """People look in for a few minutes and say nothing, beside their visits or instead of them."""

    def made(district: Mended) -> None:
        rows = district.rows("observation_log", observee_role=of, observer_role=by)
        for number, visit in enumerate(rows):
            if instead:
                visit.update(type="walkthrough", feedback_on="")
                continue
            day = date.fromisoformat(visit["date"]) + timedelta(days=1)
            if day.weekday() < 5:
                drop_in = district.add("observation_log", visit, observation_id=f"DROP-{number}")
                drop_in |= {"type": "walkthrough", "feedback_on": "", "focus": ""}
                drop_in |= {"minutes": "10", "date": day.isoformat()}

    return made


def with_session(*, naming: str, signed: bool = True) -> Change:
    """A campus holds one more session on behavior."""

    def made(district: Mended) -> None:
        (row,) = district.rows("training_calendar", session_id="TR-34")
        session = district.add("training_calendar", row, session_id="OWN-1", campus_ids=QUARRY)
        session |= {"date": "2026-10-21", "expectation_document": naming}
        for sign_in in district.rows(
            "training_attendance", session_id="TR-34", campus_id=QUARRY if signed else ()
        ):
            district.add("training_attendance", sign_in, session_id="OWN-1", date="2026-10-21")

    return made


def with_sessions_that_name_none(*sessions: str) -> Change:
    """Some sessions do not name the expectation that they follow."""

    def made(district: Mended) -> None:
        for row in district.rows("training_calendar", session_id=sessions):
            row["expectation_document"] = ""

    return made


def about(topic: str) -> Change:
    """The sessions that an analysis of action steps prompted are on something else."""

    def made(district: Mended) -> None:
        for row in district.tables["training_calendar"]:
            if row["informed_by"]:
                row["topic_codes"] = topic

    return made


def calibrated_on(name: str) -> Change:
    """The record of calibrations names the tool otherwise."""

    def made(district: Mended) -> None:
        for row in district.rows("calibration_record", purpose="observation_rating"):
            row["instrument_id"] = name

    return made


def with_text_for_some(*, audiences: list[str]) -> Change:
    """Beside the text for every teacher there is one on a yearly update for some people."""

    def made(district: Mended) -> None:
        stem = "professional_learning_framework-development"
        text = district.document(stem)
        text |= {"audiences": audiences, "all_teachers": False, "sessions_per_year": 1}
        text["sources"]["all_teachers"]["quote"] = "For teachers of gifted classes."
        text["sources"]["sessions_per_year"]["quote"] = "They take part once a year."
        name = next(name for name in district.documents if stem in name)
        district.documents[name.replace(stem, "gifted")] = tomli_w.dumps(text).encode()

    return made


def monitored(on_time: int) -> Change:
    """All were monitored on time, but so many of 40 of one campus and tier in the second
    quarter."""

    def made(district: Mended) -> None:
        for row in district.tables["progress_monitoring_summary"][:]:
            row.update(window_start="2026-08-24", window_end="2026-10-08", on_time_met="")
            row.update(students_due="80", students_on_time="80")
            later = district.add("progress_monitoring_summary", row, window_start="2026-10-12")
            concerned = row["campus_id"] == MIDDLE and row["tier"] == "tier2"
            later |= {"window_end": "2026-12-18", "students_due": "40"}
            later |= {"students_on_time": str(on_time if concerned else 40)}

    return made


def revised(minutes: int, *, before: str = "50") -> Change:
    """A guideline asks for 60 minutes since October, when meetings became so long."""

    def made(district: Mended) -> None:
        old = district.document(ELEMENTARY)
        district.rewrite(ELEMENTARY, effective_to=date(2026, 10, 11))
        new = old | {"artifact_id": "plc-revised", "effective_from": date(2026, 10, 12)}
        new |= {"minutes": 60}
        new["sources"]["minutes"]["quote"] = "A PLC meeting lasts 60 minutes."
        name = next(name for name in district.documents if ELEMENTARY in name)
        district.documents[name.replace(ELEMENTARY, "revised")] = tomli_w.dumps(new).encode()
        for row in district.rows("meeting_log", type="plc", campus_id=(PECAN, QUARRY, BLUESTEM)):
            row["minutes"] = str(minutes) if row["date"] >= "2026-10-12" else before

    return made


ELEMENTARY = "plc_guideline-elementary"
AFTER_TWO_QUARTERS = date(2026, 12, 21)
IL = ("assistant_principal", "instructional_coach", "teacher_leader")
COACHING = "professional_learning_framework-coaching"
CASES: dict[str, tuple[str, Change, str]] = {
    "the steps are quoted by the title of the text": (
        "5.1.2-1",
        quoting(
            "professional_learning_framework-assignments",
            "process_steps",
            "How We Support Campuses",
        ),
        "missing-evidence",
    ),
    "the steps are quoted by their heading": (
        "5.1.2-1",
        quoting(
            "professional_learning_framework-assignments", "process_steps", "Assignment Process"
        ),
        "missing-evidence",
    ),
    "a heading stands before what is quoted": (
        "5.1.1-4",
        quoting(COACHING, "vision", "Our Vision: every adult who teaches has a coach."),
        "pass",
    ),
    "content areas are quoted by their names": (
        "5.2.3-1",
        quoting_items(
            *("instructional_framework", "practices"),
            lambda item: item.get("content_area", "").replace("_", " ").title(),
        ),
        "missing-evidence",
    ),
    "duties are quoted by the name of the role": (
        "5.1.1-3",
        quoting_items(
            *("role_responsibility_matrix", "duties"),
            lambda item: "Instructional Coach" if item["role"] == "instructional_coach" else None,
        ),
        "missing-evidence",
    ),
    "a study is quoted by the heading of the list": (
        "5.1.1-2",
        quoting_items(COACHING, "research", lambda _: "References"),
        "missing-evidence",
    ),
    "leaders are looked in on, too": (*("5.1.2-3", with_drop_ins(IL, "principal"), "pass"),),
    "leaders are only looked in on": (
        *("5.1.2-3", with_drop_ins(IL, "principal", instead=True), "gap"),
    ),
    "principals are looked in on, too": (
        *("5.1.2-4", with_drop_ins(("principal",), "principal_supervisor"), "pass"),
    ),
    "principals are only looked in on": (
        "5.1.2-4",
        with_drop_ins(("principal",), "principal_supervisor", instead=True),
        "gap",
    ),
    "a campus holds a session of its own": (*("5.2.1-1", with_session(naming=""), "pass"),),
    "a session of which the sheet is not there yet": (
        *("5.2.1-1", with_session(naming="Culture Playbook page 3", signed=False), "pass"),
    ),
    "the sessions in August name no expectation": (
        "5.2.1-1",
        with_sessions_that_name_none("TR-08", "TR-17"),
        "missing-evidence",
    ),
    "one of five principals came": (
        *("5.3.1-1", absent_from("TR-22", "principal", (MIDDLE,)), "gap"),
    ),
    "two of five principals came": (
        *("5.3.1-1", absent_from("TR-22", "principal", (MIDDLE, QUARRY)), "pass"),
    ),
    "one of the leaders of a campus came": (
        *("5.3.1-1", absent_from_campus("TR-22", BLUESTEM, 1), "gap"),
    ),
    "an analysis prompted a session on operations": (*("5.2.5-4", about("operations"), "gap"),),
    "an analysis prompted a session on compliance": (*("5.2.5-4", about("compliance"), "gap"),),
    "an analysis prompted a session on coaching": (
        *("5.2.5-4", about("operations;coaching_practices"), "pass"),
    ),
    "the tool is named by its title": (*("5.2.5-5", calibrated_on(TOOL_TITLE), "pass"),),
    "the tool is named by another title": (
        *("5.2.5-5", calibrated_on("State Walkthrough Form"), "gap"),
    ),
    "meetings have been as long as asked since the guideline was revised": (
        *("5.2.4-3", revised(60), "pass"),
    ),
    "meetings have not become longer with the guideline": (*("5.2.4-3", revised(50), "gap"),),
    "meetings were too short before the guideline was revised": (
        *("5.2.4-3", revised(60, before="30"), "gap"),
    ),
    "some teachers have a yearly update, too": (
        *("5.1.1-1", with_text_for_some(audiences=["teacher"]), "pass"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted


@pytest.mark.parametrize(("on_time", "wanted"), [(40, "pass"), (26, "pass"), (19, "gap")])
def test_a_good_quarter_does_not_make_up_for_a_bad_one(on_time: int, wanted: str) -> None:
    assert outcome(monitored(on_time), "5.3.3-2", AFTER_TWO_QUARTERS) == wanted
