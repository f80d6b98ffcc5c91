"""Kinds of fault that reach many rules at once, on the mended example with one thing changed: who
belongs to no campus, rows that differ in marks alone, vague words in records."""

from collections.abc import Callable
from datetime import date

import pytest
from mended import BLUESTEM, CAMPUSES, HIGH, LEADERS, Mended, outcome

PASS, GAP, MISSING = "pass", "gap", "missing-evidence"
ROSTER, SHEETS, SESSIONS = "staff_roster", "training_attendance", "training_calendar"
SLOTS, MEETINGS, STEPS = "collaboration_schedule", "meeting_log", "action_step_tracker"
GUIDES, CALIBRATED = "training_resource_catalog", "calibration_record"
OF_TEACHERS = ("5.2.1-1", "5.2.1-3", "5.2.2-1", "5.2.3-2", "5.2.3-3", "5.2.3-4", "5.3.2-1")
OF_LEADERS = ("5.2.3-2", "5.2.4-4", "5.2.5-5", "5.3.1-1", "5.3.4-4")


def of_no_campus(d: Mended, role: str, number: int, *, trained: bool) -> None:
    """Some of a role belong to no one campus, and came to nothing unless they are `trained`."""
    people = d.people(role)[:number]
    assert len(people) == number
    ids = {item["staff_id"] for item in people}
    for person in people:
        person["campus_id"] = ""
    for kind in () if trained else (SHEETS, CALIBRATED):
        d.tables[kind] = [row for row in d.rows(kind) if row["staff_id"] not in ids]


@pytest.mark.parametrize("criterion", OF_TEACHERS)
def test_teachers_of_no_campus_are_due(criterion: str) -> None:
    def with_them(trained: bool) -> Callable[[Mended], None]:
        return lambda d: of_no_campus(d, "teacher", 15, trained=trained)

    assert outcome(with_them(False), criterion) == GAP
    few = lambda d: of_no_campus(d, "special_education_teacher", 3, trained=True)  # noqa: E731
    assert outcome(few, criterion) == PASS


@pytest.mark.parametrize("criterion", OF_LEADERS)
def test_leaders_of_no_campus_are_due(criterion: str) -> None:
    coaches = "instructional_coach"
    assert outcome(lambda d: of_no_campus(d, coaches, 6, trained=False), criterion) == GAP
    assert outcome(lambda d: of_no_campus(d, coaches, 2, trained=True), criterion) == PASS


@pytest.mark.parametrize("criterion", ["5.2.1-3", "5.2.3-4", "5.2.4-4"])
def test_of_one_person_of_no_campus_no_share_is_asked(criterion: str) -> None:
    role = "instructional_coach" if criterion == "5.2.4-4" else "special_education_teacher"
    assert outcome(lambda d: of_no_campus(d, role, 1, trained=False), criterion) == PASS


def test_who_leads_on_no_campus_has_no_principal_to_be_observed_by() -> None:
    for criterion in ("5.1.2-3", "5.2.5-4"):
        shared = lambda d: of_no_campus(d, "instructional_coach", 1, trained=True)  # noqa: E731
        assert outcome(shared, criterion) == PASS


def away(d: Mended, *roles: str, at: str) -> None:
    ids = d.ids(*roles, at=at)
    d.tables[SHEETS] = [row for row in d.rows(SHEETS) if row["staff_id"] not in ids]


@pytest.mark.parametrize(("roles", "at"), [(LEADERS, BLUESTEM), (("instructional_coach",), HIGH)])
def test_training_that_an_analysis_prompted_leaves_no_campus_out(
    roles: tuple[str, ...], at: str
) -> None:
    assert outcome(lambda d: away(d, *roles, at=at), "5.2.5-4") == GAP


def test_training_that_an_analysis_prompted_may_be_for_some_campuses() -> None:
    def for_others(d: Mended, lost: bool = False) -> None:
        away(d, *LEADERS, at=BLUESTEM)
        (row,) = d.rows(SESSIONS, session_id="TR-29")
        if lost:
            d.add(SESSIONS, row, session_id="TR-29b", campus_ids=BLUESTEM)
        row["campus_ids"] = ";".join(
            {person["campus_id"] for person in d.people("principal")} - {BLUESTEM}
        )

    assert outcome(for_others, "5.2.5-4") == PASS
    assert outcome(lambda d: for_others(d, lost=True), "5.2.5-4") == MISSING


@pytest.mark.parametrize("criterion", ["5.3.4-3", "5.3.5-3"])
def test_slots_that_end_before_they_start_contradict_themselves(criterion: str) -> None:
    def turned(d: Mended) -> None:
        for row in d.rows(SLOTS):
            row["starts"], row["ends"] = row["ends"], row["starts"]

    assert outcome(turned, criterion) == MISSING


@pytest.mark.parametrize("mark", [".", " ", "!", " -"])
def test_a_resource_that_differs_in_marks_alone_is_the_same(mark: str) -> None:
    def again(d: Mended) -> None:
        first, *others = [
            row for row in d.rows(GUIDES) if "inclusive_practices" in row["topic_codes"]
        ]
        d.drop(GUIDES, others)
        for number, day in enumerate(("2026-09-04", "2027-02-04", "2027-04-05")):
            title = first["title"] + mark * (number + 1)
            d.add(GUIDES, first, resource_id=f"R-{day}", published_on=day, title=title)

    district = Mended()
    again(district)
    elements = district.judged("5.2.1-3", date(2027, 5, 27)).findings[0].elements
    ongoing = next(element for element in elements if element.id == "5.2.1-3/guidance_ongoing")
    assert ongoing.outcome.value == MISSING


@pytest.mark.parametrize("text", ["as needed", "varies; as needed", "TBD"])
@pytest.mark.parametrize(
    ("kind", "column", "criterion"),
    [
        (MEETINGS, "roles_present", "5.1.2-5"),
        (MEETINGS, "topic_codes", "5.3.4-2"),
        ("observation_log", "focus", "5.3.3-1"),
        (GUIDES, "topic_codes", "5.2.1-3"),
        (GUIDES, "audience_roles", "5.2.2-3"),
    ],
)
def test_vague_words_in_a_list_of_a_record_tell_nothing(
    kind: str, column: str, criterion: str, text: str
) -> None:
    def vague(d: Mended) -> None:
        for row in d.rows(kind):
            row[column] = text

    assert outcome(vague, criterion) == MISSING


@pytest.mark.parametrize("text", ["TBD", "as needed", "everybody"])
def test_a_log_that_does_not_say_who_was_there_speaks_against_no_roster(text: str) -> None:
    def untold(d: Mended) -> None:
        for row in d.rows(MEETINGS):
            row["roles_present"] = text

    assert outcome(untold, "5.2.2-1") == PASS
    assert outcome(untold, "5.1.2-3") == MISSING


@pytest.mark.parametrize("text", ["yes", "done", "1", "x"])
def test_a_tick_is_no_name_of_a_system(text: str) -> None:
    def ticked(d: Mended) -> None:
        for row in d.rows(STEPS):
            row["system"] = text

    assert outcome(ticked, "5.2.5-4") == MISSING


@pytest.mark.parametrize(
    ("criterion", "element"),
    [
        ("5.2.1-1", "leaders_trained"),
        ("5.2.5-5", "leaders_covered"),
        ("5.1.2-3", "principal_observes_each_il"),
    ],
)
def test_who_is_lacking_is_shown_and_nobody_else(criterion: str, element: str) -> None:
    district = Mended()
    at_campus = district.people(*LEADERS[1:], at=BLUESTEM)
    ids = {row["staff_id"] for row in at_campus}
    for kind in (SHEETS, CALIBRATED):
        district.tables[kind] = [r for r in district.rows(kind) if r["staff_id"] not in ids]
    log = "observation_log"
    district.tables[log] = [r for r in district.rows(log) if r["observee_staff_id"] not in ids]
    elements = district.judged(criterion).findings[0].elements
    short = next(
        element_finding
        for element_finding in elements
        if element_finding.id == f"{criterion}/{element}"
    )
    roster = district.rows(ROSTER)
    assert short.outcome.value == GAP
    shown = {(seen.file, seen.line) for seen in short.evidence}
    assert shown == {(f"{ROSTER}.csv", roster.index(row) + 2) for row in at_campus}


def test_a_remedy_for_several_campuses_names_them_all() -> None:
    district = Mended()
    for row in district.rows(MEETINGS):
        row["topic_codes"] = "other"
    elements = district.judged("5.3.4-2").findings[0].elements
    udl = next(element for element in elements if element.id == "5.3.4-2/udl")
    assert udl.remedy.count("Put UDL on the agenda") == 1
    assert all(campus in udl.remedy for campus in CAMPUSES)


def test_what_was_never_made_known_is_to_be_made_known_not_decided() -> None:
    district = Mended()
    for name, data in district.documents.items():
        if name.endswith("-coaching.toml"):
            head = data.decode().split("[[communicated]]")[0]
            district.documents[name] = f"communicated = false\n{head}".encode()
    (element,) = (
        element
        for element in district.judged("5.1.1-2").findings[0].elements
        if element.id == "5.1.1-2/communicated_on_date"
    )
    assert element.reason.value == "stated_absent"
    assert "See that it takes place" in element.remedy
    assert "Decide on it" not in element.remedy
