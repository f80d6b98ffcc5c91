"""More changes of the mended example by somebody who has not read the rules: what a share over the
district hides, and who is left out."""

from collections.abc import Callable, Collection

import pytest
from mended import BLUESTEM, CAMPUSES, HIGH, PECAN, Mended, Row, outcome

Change = Callable[[Mended], None]
UNDER_PRINCIPALS = ("assistant_principal", "instructional_coach", "teacher_leader")
VISITED = {"campus_id": BLUESTEM, "observer_role": "principal_supervisor"}
LED = {"campus_id": BLUESTEM, "observer_role": "principal", "observee_role": UNDER_PRINCIPALS}
LOG, STEPS, MATRIX = "observation_log", "action_step_tracker", "role_responsibility_matrix"


def all_but(number: int, kind: str, values: Row, **about: str | Collection[str]) -> Change:
    """Rows of a table have other values, but for the first ones."""

    def made(district: Mended) -> None:
        rows = district.rows(kind, **about)
        assert len(rows) > number
        for row in rows[number:]:
            row.update(values)

    return made


def unseen(*whom: tuple[str, str, int]) -> Change:
    """Some of a role at a campus were observed by nobody."""

    def made(district: Mended) -> None:
        people = {
            row["staff_id"]
            for role, campus, number in whom
            for row in district.people(role, at=campus)[:number]
        }
        district.drop(LOG, district.rows(LOG, observee_staff_id=people))

    return made


def duties(words: Callable[[str], list[str]]) -> Change:
    """What each role is responsible for is worded otherwise."""

    def made(district: Mended) -> None:
        rows = district.document(MATRIX)["duties"]
        for row in rows:
            row["responsibilities"] = words(row["role"].replace("_", " "))
        district.rewrite(MATRIX, duties=rows)

    return made


def central_by(quote: str | None) -> Change:
    """The words by which the tool is the one of all campuses are others, or not cited."""

    def made(district: Mended) -> None:
        sources = district.document("observation_tool")["sources"]
        if quote is None:
            del sources["tool_id"]
        else:
            sources["tool_id"]["quote"] = quote
        district.rewrite("observation_tool", sources=sources)

    return made


def opened_on(day: str) -> Change:
    """A sixth campus, of which the records say nothing yet."""

    def made(district: Mended) -> None:
        campuses = district.document("district")["campuses"]
        new = {**campuses[-1], "campus_id": "999901104", "name": "Little Oak"}
        district.rewrite("district", campuses=[*campuses, new])
        (principal,) = district.people("principal", at=BLUESTEM)
        here = {"campus_id": "999901104", "start_date": day}
        district.add("staff_roster", principal, staff_id="n-principal", **here)
        teacher = district.people("teacher", at=BLUESTEM)[0]
        district.add("staff_roster", teacher, staff_id="n-teacher", **here)

    return made


def support_on(topics: str) -> Change:
    def made(district: Mended) -> None:
        support = district.rows("meeting_log", type="coaching_prioritization")
        district.drop("meeting_log", support)
        for row in district.rows("meeting_log", type="principal_support"):
            row["topic_codes"] = topics

    return made


def meant_for(roles: str, *sessions: str) -> Change:
    """Sessions are meant for others than those who signed in."""

    def made(district: Mended) -> None:
        for row in district.rows("training_calendar", session_id=sessions):
            row["audience_roles"] = roles

    return made


def and_signed_by_few(change: Change, *sessions: str) -> Change:
    """The same, and of each campus one leader signed in."""

    def made(district: Mended) -> None:
        change(district)
        leaders = district.ids("principal", *UNDER_PRINCIPALS)
        few = {district.people("principal", at=campus)[0]["staff_id"] for campus in CAMPUSES}
        sheets = district.rows("training_attendance", session_id=sessions, staff_id=leaders - few)
        district.drop("training_attendance", sheets)

    return made


UNANSWERED = {"feedback_on": ""}
OPEN = {"status": "open", "closed_on": ""}
CULTURE = {"focus": "culture"}
TEACHERS = "teacher;special_education_teacher;eb_teacher;instructional_support_staff"
CASES: dict[str, tuple[str, str, Change]] = {
    **{
        f"{criterion}: at a campus {values}, but for {number} rows": (
            *(criterion, wanted),
            all_but(number, kind, values, **about),
        )
        for criterion, kind, values, about, number, wanted in (
            ("5.1.2-4", LOG, UNANSWERED, VISITED, 0, "gap"),
            ("5.1.2-4", LOG, UNANSWERED, VISITED, 1, "gap"),
            ("5.1.2-4", LOG, UNANSWERED, VISITED, 3, "gap"),
            ("5.1.2-4", LOG, UNANSWERED, VISITED, 6, "pass"),
            ("5.1.2-4", LOG, CULTURE, VISITED | {"type": "supervisor_visit"}, 1, "gap"),
            ("5.1.2-4", LOG, CULTURE, VISITED | {"type": "supervisor_visit"}, 4, "pass"),
            ("5.1.2-3", LOG, UNANSWERED, LED, 1, "gap"),
            ("5.1.2-3", LOG, UNANSWERED, LED, 12, "pass"),
            ("5.2.5-4", STEPS, OPEN, {"campus_id": BLUESTEM}, 1, "gap"),
            ("5.2.5-4", STEPS, OPEN, {"campus_id": BLUESTEM}, 110, "pass"),
        )
    },
    "of a campus it is not told what most visits looked at": (
        *("5.1.2-4", "missing-evidence"),
        all_but(1, LOG, {"focus": ""}, **VISITED),
    ),
    **{
        f"a tool that is the central one by {quote!r}": ("5.2.5-1", wanted, central_by(quote))
        for quote, wanted in {
            None: "missing-evidence",
            "Use of this form is optional.": "missing-evidence",
            "Each campus may choose its own form.": "missing-evidence",
            "Campuses are not required to use this form.": "missing-evidence",
            "page 1": "missing-evidence",
            "All campuses observe with this form.": "pass",
            "No campus may use another form.": "pass",
        }.items()
    },
    "a tool that is not cited, where others calibrate with it": (
        *("5.2.5-5", "pass"),
        central_by(None),
    ),
    "a tool that is not cited, with its indicators": ("5.2.5-2", "pass", central_by(None)),
    **{
        f"responsibilities {number}": ("5.1.1-3", wanted, duties(words))
        for number, (words, wanted) in enumerate(
            (
                (lambda role: [role], "missing-evidence"),
                (lambda role: [role.title()], "missing-evidence"),
                (lambda role: [f"The responsibilities of the {role}"], "missing-evidence"),
                (lambda role: [role, f"The {role} observes each teacher monthly"], "pass"),
                (lambda role: [f"Assists the {role} of the campus"], "pass"),
            )
        )
    },
    **{
        f"leaders whom nobody observes: {whom}": ("5.1.2-3", wanted, unseen(*whom))
        for whom, wanted in (
            ((("teacher_leader", HIGH, 1),), "pass"),
            ((("teacher_leader", HIGH, 2),), "gap"),
            ((("teacher_leader", HIGH, 1), ("instructional_coach", HIGH, 1)), "gap"),
            ((("teacher_leader", HIGH, 1), ("instructional_coach", BLUESTEM, 1)), "pass"),
            ((("assistant_principal", BLUESTEM, 1),), "gap"),
        )
    },
    **{
        f"a campus that opened on {day}": ("5.1.2-5", wanted, opened_on(day))
        for day, wanted in {
            "2026-11-16": "pass",
            "2026-11-02": "pass",
            "2026-10-26": "gap",
        }.items()
    },
    **{
        f"support of principals on {topics!r}": ("5.1.2-3", wanted, support_on(topics))
        for topics, wanted in {
            "operations": "gap",
            "": "missing-evidence",
            "operations;observation_feedback": "pass",
        }.items()
    },
    **{
        f"{criterion}: signed by others than {', '.join(sessions)} were meant for": (
            *(criterion, wanted),
            meant_for(roles, *sessions),
        )
        for criterion, wanted, roles, *sessions in (
            # where one that is meant for them is planned, it is too early
            ("5.2.1-1", "missing-evidence", TEACHERS, "TR-08", "TR-34"),
            ("5.2.1-3", "missing-evidence", "instructional_coach", "TR-24", "TR-30"),
            ("5.2.5-4", "missing-evidence", "teacher", "TR-29"),
            ("5.3.1-1", "gap", "teacher", "TR-22"),
            ("5.3.2-1", "gap", "teacher", "TR-18"),
            ("5.3.3-1", "missing-evidence", "principal", "TR-21"),
            ("5.3.4-4", "gap", TEACHERS, "TR-10", "TR-24", "TR-26"),
        )
    },
    "a few leaders who sat in at sessions for teachers": (
        *("5.3.4-4", "gap"),
        and_signed_by_few(
            meant_for(TEACHERS, "TR-10", "TR-24", "TR-26"), "TR-10", "TR-24", "TR-26"
        ),
    ),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_what_it_makes_of_a_criterion(name: str) -> None:
    criterion, wanted, change = CASES[name]
    assert outcome(change, criterion) == wanted


def told(change: Change, element: str) -> tuple[str, str]:
    """What an element says, and what to do."""
    district = Mended()
    change(district)
    (finding,) = district.judged(element.split("/", 1)[0]).findings
    (judged,) = (one for one in finding.elements if one.id == element)
    return judged.message, judged.remedy


def test_the_campus_with_a_token_is_named_with_its_share_and_the_limit() -> None:
    district = Mended()
    all_but(1, LOG, UNANSWERED, **VISITED)(district)
    (finding,) = district.judged("5.1.2-4").findings
    (element,) = (one for one in finding.elements if one.id == "5.1.2-4/feedback_given")
    assert "But only 1 of 8 at 999901103: at least 0.33 asked of each principal." in element.message
    assert element.limit is not None
    assert element.limit.name == "coverage.min_share_campus"
    assert element.scope == (BLUESTEM,)


def test_leaders_whom_nobody_observes_are_named_and_no_others() -> None:
    gap, _ = told(unseen(("teacher_leader", HIGH, 2)), "5.1.2-3/principal_observes_each_il")
    assert "0 of 3 months for 2 teacher leaders at 999901001" in gap
    assert PECAN not in gap
    away, _ = told(unseen(("teacher_leader", HIGH, 1)), "5.1.2-3/principal_observes_each_il")
    assert "Never: 1 teacher leader at 999901001; one of a campus may be on leave." in away


def test_sheets_of_sessions_for_others_are_told_with_the_cell_to_correct() -> None:
    message, remedy = told(
        meant_for(TEACHERS, "TR-10", "TR-24", "TR-26"), "5.3.4-4/inclusive_practice_session"
    )
    assert "41 of them signed in at TR-10 and TR-24, which audience_roles" in message
    assert "add that to audience_roles" in remedy


def test_a_quarter_begins_with_school() -> None:
    message, _ = told(
        lambda district: district.drop(
            LOG, district.rows(LOG, campus_id=BLUESTEM, type="culture_walk")
        ),
        "5.2.1-2/cadence_met",
    )
    assert "not from 2026-08-12 to 2026-10-08" in message
