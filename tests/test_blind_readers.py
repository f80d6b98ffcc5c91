"""Changes of the mended example that somebody thought of who has not read the rules, and what each
makes of a criterion by the framework's words."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
import tomli_w
from mended import BLUESTEM, CAMPUSES, HIGH, LEADERS, MIDDLE, PECAN, REVIEWED, Mended, Row, outcome

Change = Callable[[Mended], None]
TEACHERS = ("teacher", "special_education_teacher", "eb_teacher")
NEW = "999901104"


def each(kind: str, change: Callable[[Row], Any], **about: Any) -> Change:
    def apply(district: Mended) -> None:
        rows = district.rows(kind, **about)
        assert rows, (kind, about)
        for row in rows:
            change(row)

    return apply


def put(kind: str, values: dict[str, str], **about: Any) -> Change:
    return each(kind, lambda row: row.update(values), **about)


def also(kind: str, column: str, word: str, **about: Any) -> Change:
    """A word beside those of a list."""
    return each(kind, lambda row: row.update({column: f"{row[column]};{word}"}), **about)


def began_late(day: str, *roles: str, at: str) -> Change:
    """All people of a campus in these roles are new since a day, and have been at nothing."""

    def apply(district: Mended) -> None:
        people = district.ids(*roles, at=at)
        for row in district.people(*roles, at=at):
            row["start_date"] = day
        for row in district.rows("training_attendance", staff_id=people):
            row["attended"] = "no"

    return apply


def hidden(**dates: str) -> Change:
    """The teachers of a campus came to nothing, and their rows on the roster have other dates."""

    def apply(district: Mended) -> None:
        people = district.ids(*TEACHERS, at=PECAN)
        for row in district.people(*TEACHERS, at=PECAN):
            row.update(dates)
        for row in district.rows("training_attendance", staff_id=people):
            row["attended"] = "no"

    return apply


def renewed(day: str, *roles: str) -> Change:
    """The rows of people in these roles end, and go on as new rows."""

    def apply(district: Mended) -> None:
        before = str(date.fromisoformat(day) - timedelta(days=1))
        for row in district.people(*roles):
            if not row["end_date"] and row["start_date"] < before:
                district.add("staff_roster", row, start_date=day)
                row["end_date"] = before

    return apply


def issued_to_all(district: Mended) -> None:
    name = "plc_guideline-elementary"
    first = district.document(name)["issued_to"][0]
    district.rewrite(name, issued_to=[{**first, "campus_id": "all"}])


def opened(day: date, campus: str = BLUESTEM) -> Change:
    def apply(district: Mended) -> None:
        campuses = district.document("district")["campuses"]
        for item in campuses:
            if item["campus_id"] == campus:
                item["opened_on"] = day
        district.rewrite("district", campuses=campuses)

    return apply


def new_campus(day: date) -> Change:
    """A sixth campus, with a principal and a coach of its own since the day on which it opened."""

    def apply(district: Mended) -> None:
        campuses = district.document("district")["campuses"]
        added = {**campuses[-1], "campus_id": NEW, "name": "Saltgrass Elementary", "opened_on": day}
        district.rewrite("district", campuses=[*campuses, added])
        for number, role in enumerate(("principal", "instructional_coach", "teacher")):
            like = district.people(role, at=BLUESTEM)[0]
            changes = {"campus_id": NEW, "start_date": str(day), "end_date": ""}
            district.add("staff_roster", like, staff_id=f"n-{number}", **changes)

    return apply


def profile(field: str, value: object, campus: str) -> Change:
    def apply(district: Mended) -> None:
        campuses = district.document("district")["campuses"]
        for item in campuses:
            if item["campus_id"] == campus:
                item[field] = value
        district.rewrite("district", campuses=campuses)

    return apply


def both(*changes: Change) -> Change:
    def apply(district: Mended) -> None:
        for change in changes:
            change(district)

    return apply


def without_collaboration(campus: str, group: str) -> Change:
    def apply(district: Mended) -> None:
        meetings = district.rows("meeting_log", type=f"collaboration_{group}", campus_id=campus)
        district.drop("meeting_log", meetings)

    return apply


def two_teams(minutes: str) -> Change:
    """The high school's time with special education is for two teams, one of which has less."""

    def apply(district: Mended) -> None:
        slots = [
            row
            for row in district.rows("collaboration_schedule", reach="campus")
            if row["campus_ids"] == HIGH and row["population"] in ("swd", "iep")
        ]
        assert slots
        for row in slots:
            row["team"] = "Mathematics"
            changes = {"slot_id": f"{row['slot_id']}-E", "team": "English", "minutes": minutes}
            district.add("collaboration_schedule", row, **changes)

    return apply


def quoted(quote: str) -> Change:
    """The vision of coaching is cited with another quote."""

    def apply(district: Mended) -> None:
        sources = district.document("professional_learning_framework-coaching")["sources"]
        sources["vision"]["quote"] = quote
        district.rewrite("professional_learning_framework-coaching", sources=sources)

    return apply


def by_a_deputy(district: Mended) -> None:
    """Principals are visited by a district leader who supervises none of them."""
    supervising = {row["supervisor_staff_id"] for row in district.people("principal")}
    deputy = next(
        row["staff_id"]
        for row in district.people("district_leader")
        if row["supervisor_staff_id"] and row["staff_id"] not in supervising
    )
    for row in district.rows("observation_log", type="supervisor_visit"):
        row.update(observer_staff_id=deputy, observer_role="district_leader")


def to_begin(district: Mended) -> None:
    """Who is to support a campus begins in December."""
    like = district.people("principal_supervisor")[0]
    district.add("staff_roster", like, staff_id="n-sup", start_date="2026-12-01")
    for row in district.rows("leadership_support_assignment", campus_id=BLUESTEM):
        row["supporter_staff_id"] = "n-sup"


def none_of_special_education(district: Mended) -> None:
    people = district.ids("special_education_teacher", at=HIGH)
    assert len(people) > 1
    for row in district.rows("training_attendance", staff_id=people):
        row["attended"] = "no"


def itinerant(role: str, *changes: Change) -> Change:
    return both(put("staff_roster", {"campus_id": ""}, role=role), *changes)


def without_coaches(district: Mended) -> None:
    duties = district.document("role_responsibility_matrix")["duties"]
    kept = [duty for duty in duties if duty["role"] != "instructional_coach"]
    assert len(kept) < len(duties)
    district.rewrite("role_responsibility_matrix", duties=kept)


def without_target(role: str) -> Change:
    def apply(district: Mended) -> None:
        targets = district.document("observation_frequency_target")["targets"]
        kept = [target for target in targets if target["observee_role"] != role]
        assert len(kept) < len(targets)
        district.rewrite("observation_frequency_target", targets=kept)

    return apply


def a_step(purpose: str) -> Change:
    def apply(district: Mended) -> None:
        steps = district.document("instructional_protocol-student-work")["steps"]
        more = {**steps[0], "name": "celebrate", "purpose": purpose}
        district.rewrite("instructional_protocol-student-work", steps=[*steps, more])

    return apply


def co_principal(visits: str) -> Change:
    """A second principal of a campus, of whose visits the log holds some."""

    def apply(district: Mended) -> None:
        first = district.people("principal", at=BLUESTEM)[0]
        district.add("staff_roster", first, staff_id="co-1")
        seen = district.rows("observation_log", observee_staff_id={first["staff_id"]})
        for number, row in enumerate(seen if visits == "as often" else ()):
            district.add(
                "observation_log", row, observee_staff_id="co-1", observation_id=f"co-{number}"
            )

    return apply


def left(day: str) -> Change:
    """The principal of a campus has left, and what came after is in no record."""

    def apply(district: Mended) -> None:
        gone = district.people("principal", at=BLUESTEM)[0]
        gone["end_date"] = day
        of_theirs = [
            row
            for column in ("observer_staff_id", "observee_staff_id")
            for row in district.rows("observation_log", **{column: {gone["staff_id"]}})
            if row["date"] > day
        ]
        if of_theirs:
            district.drop("observation_log", of_theirs)

    return apply


def started_anew(day: str, at: str, *roles: str) -> Change:
    """Everybody in these roles has the first day of another system, and a campus came to
    nothing."""

    def apply(district: Mended) -> None:
        for row in district.people(*roles):
            row["start_date"] = day
        people = district.ids(*roles, at=at)
        for row in district.rows("training_attendance", staff_id=people):
            row["attended"] = "no"

    return apply


def acting(district: Mended) -> None:
    """The principal of a campus is its assistant principal, too."""
    first = district.people("principal", at=BLUESTEM)[0]
    district.add("staff_roster", first, role="assistant_principal")


def hired_too(*roles: str) -> Change:
    """On each campus there are also people who neither teach nor lead instruction."""

    def apply(district: Mended) -> None:
        for number, (campus, role) in enumerate(product(CAMPUSES, roles)):
            like = district.people("teacher", at=campus)[0]
            blank = dict.fromkeys(("grade", "content_area", "plc_team"), "")
            changes = {**blank, "staff_id": f"o-{number}", "role": role}
            district.add("staff_roster", like, **changes)

    return apply


def by_badge(session: str) -> Change:
    """The sheet of one campus bears other numbers of the same people."""

    def apply(district: Mended) -> None:
        rows = district.rows("training_attendance", session_id=session, campus_id=PECAN)
        assert rows
        for number, row in enumerate(rows):
            row["staff_id"] = f"B{number}"

    return apply


def of_leaders(values: Row) -> Change:
    """What the log has on the leaders of one campus, with other values."""

    def apply(district: Mended) -> None:
        people = district.ids(*LEADERS[1:], at=PECAN)
        rows = district.rows("observation_log", observer_role="principal", observee_staff_id=people)
        assert rows
        for row in rows:
            row.update(values)

    return apply


def conferences(district: Mended) -> None:
    like = district.rows("observation_log", observer_role="principal")[0]
    for number in range(30):
        district.add("observation_log", like, type="Pre-Conference", observation_id=f"p-{number}")


def also_last_year(district: Mended) -> None:
    for row in list(district.rows("calibration_record")):
        day = date.fromisoformat(row["date"]) - timedelta(days=364)
        district.add("calibration_record", row, date=str(day))


def calibrated(district: Mended) -> None:
    """Leaders calibrate on PLCs in October, instead of the sessions after August."""
    later = [
        row
        for row in district.rows("training_calendar")
        if "plc" in row["topic_codes"] and row["date"] > "2026-08-20"
    ]
    district.drop("training_calendar", later)
    like = district.rows("calibration_record")[0]
    for leader in district.people(*LEADERS):
        place = {"staff_id": leader["staff_id"], "campus_id": leader["campus_id"]}
        what = {"session_id": "PLC-1", "date": "2026-10-21", "minutes": "90", "purpose": "plc"}
        district.add("calibration_record", like, **place, **what)


def general_in(division: str) -> Change:
    def apply(district: Mended) -> None:
        practices = district.document("instructional_framework")["practices"]
        for practice in practices:
            if practice["scope"] == "general":
                practice["division"] = division
        district.rewrite("instructional_framework", practices=practices)

    return apply


def begun(stem: str) -> Change:
    """Another document of the kind, in which nothing is filled in yet but which it is."""

    def apply(district: Mended) -> None:
        envelope = ("kind", "school_year", "campus_ids", "effective_from", "document")
        whole = district.document(stem)
        text = tomli_w.dumps({name: whole[name] for name in envelope if name in whole})
        district.documents["documents/begun.toml"] = text.encode("utf-8")

    return apply


def apart(stem: str, *names: str) -> Change:
    """Fields of a document stand in another one, which says nothing else."""

    def apply(district: Mended) -> None:
        whole = district.document(stem)
        envelope = ("kind", "school_year", "campus_ids", "effective_from", "document")
        own = {name: whole.pop(name) for name in names}
        sources = {name: whole["sources"].pop(name) for name in names}
        part = {name: whole[name] for name in envelope} | own | {"sources": sources}
        district.documents["documents/apart.toml"] = tomli_w.dumps(part).encode("utf-8")
        district.documents[f"documents/{stem}.toml"] = tomli_w.dumps(whole).encode("utf-8")

    return apply


def and_of_last_year(kind: str, **values: str) -> Change:
    """The table holds last year's rows too, under the same ids."""

    def apply(district: Mended) -> None:
        for row in tuple(district.rows(kind)):
            district.add(kind, row, school_year="2025-2026", **values)

    return apply


def some(number: int, change: Row, *roles: str) -> Change:
    """Some people of a role have other values on the roster."""

    def apply(district: Mended) -> None:
        for row in district.people(*roles)[:number]:
            row.update(change)

    return apply


def one_more(kind: str, which: Row, **values: str) -> Change:
    """One more row like another one."""

    def apply(district: Mended) -> None:
        district.add(kind, district.rows(kind, **which)[0], **values)

    return apply


SCIENCE = "tidepool-science-k5"
SUPPORT = "leadership_support_assignment"
FIVE = {"minutes": "5"}
CHOOSING = {"type": "coaching_prioritization"}
CASES: dict[str, tuple[str, str, Change]] = {
    "everybody of a campus began after the last session, months ago": (
        *("5.2.2-1", "gap"),
        began_late("2026-08-17", "teacher", at=PECAN),
    ),
    "leaders of a campus began after the last session, weeks ago": (
        *("5.3.5-4", "gap"),
        began_late("2026-10-05", *LEADERS, at=BLUESTEM),
    ),
    "who is to support a campus has not begun": ("5.1.2-1", "gap", to_begin),
    "support is assigned after the review": (
        *("5.1.2-2", "missing-evidence"),
        put(SUPPORT, {"assigned_on": "2026-11-30"}),
    ),
    "grades and teams are chosen with counselors alone": (
        *("5.1.2-2", "missing-evidence"),
        put("meeting_log", {"roles_present": "principal_supervisor;counselor"}, **CHOOSING),
    ),
    "a team that nobody on the campus teaches": (
        *("5.1.2-2", "missing-evidence"),
        put(SUPPORT, {"content_teams": "cte"}, campus_id=PECAN),
    ),
    "visits by somebody who supervises no principal": ("5.1.2-4", "gap", by_a_deputy),
    "special education teachers alone learn nothing about teaching together": (
        *("5.2.3-4", "gap"),
        none_of_special_education,
    ),
    "a team with less time than counts as any": ("5.3.4-3", "gap", two_teams("10")),
    "a team with no time": ("5.2.3-4", "gap", two_teams("0")),
    "two teams with time": ("5.3.4-3", "pass", two_teams("50")),
    "teachers left before they began": (
        *("5.2.2-1", "missing-evidence"),
        hidden(end_date="2001-01-01"),
    ),
    "a campus that serves none has special education teachers": (
        *("5.3.4-2", "missing-evidence"),
        both(profile("sped_served", False, HIGH), without_collaboration(HIGH, "sped")),
    ),
    "a campus that serves none has teachers of emergent bilingual students": (
        *("5.3.5-2", "missing-evidence"),
        both(profile("eb_enrolled", False, MIDDLE), without_collaboration(MIDDLE, "eb")),
    ),
    "a campus with records is to open next year, and leads no team meetings": (
        *("5.1.2-5", "gap"),
        both(
            opened(date(2027, 8, 11)),
            lambda district: district.drop(
                "meeting_log", district.rows("meeting_log", type="ilt", campus_id=BLUESTEM)
            ),
        ),
    ),
    "nobody has helped a campus of October since": (
        *("5.1.1-3", "gap"),
        both(
            new_campus(date(2026, 10, 12)),
            put("meeting_log", {"campus_id": "all"}, type="roll_out"),
        ),
    ),
    "a campus with observations since August is to have opened in November": (
        *("5.2.1-2", "gap"),
        both(
            opened(date(2026, 11, 16)),
            lambda district: district.drop(
                "observation_log",
                district.rows("observation_log", type="culture_walk", campus_id=BLUESTEM),
            ),
        ),
    ),
    "rows of the roster are renewed in November": (
        *("5.2.3-2", "pass"),
        renewed("2026-11-02", *LEADERS),
    ),
    "teachers with renewed rows came to nothing": (
        *("5.2.2-1", "gap"),
        both(hidden(), renewed("2026-11-02", *TEACHERS)),
    ),
    "one of two principals is never visited": ("5.1.2-4", "gap", co_principal("never")),
    "two principals are visited alike": ("5.1.2-4", "pass", co_principal("as often")),
    "nobody leads a campus since September": (
        *("5.1.2-4", "missing-evidence"),
        left("2026-09-18"),
    ),
    "nobody observes the leaders of a campus that nobody leads": (
        *("5.1.2-3", "missing-evidence"),
        left("2026-09-18"),
    ),
    "nobody leads a campus since last week": ("5.3.2-1", "pass", left("2026-11-16")),
    "no visit is asked where nobody leads since last week": (
        *("5.1.2-4", "pass"),
        left("2026-11-16"),
    ),
    "leaders start by the roster after what they are recorded at": (
        *("5.3.5-4", "missing-evidence"),
        started_anew("2026-11-02", BLUESTEM, *LEADERS),
    ),
    "all start by the roster on one day in November": (
        *("5.2.5-5", "pass"),
        started_anew("2026-11-02", "999901109", *TEACHERS, *LEADERS),
    ),
    "support staff of no one campus": (
        *("5.2.2-1", "missing-evidence"),
        itinerant("instructional_support_staff"),
    ),
    "somebody leads in two roles": ("5.2.5-3", "pass", acting),
    "nurses and librarians on the roster": ("5.2.2-1", "pass", hired_too("Nurse", "Librarian")),
    "cooks who report to a principal": ("5.2.5-3", "pass", hired_too("Cook")),
    "conferences beside observations": ("5.1.2-3", "pass", conferences),
    "a sheet with other numbers of people": ("5.3.2-1", "missing-evidence", by_badge("TR-18")),
    "observers of one campus are blank": (
        *("5.1.2-3", "missing-evidence"),
        of_leaders({"observer_staff_id": ""}),
    ),
    "those observed at one campus are on no roster": (
        *("5.1.2-3", "missing-evidence"),
        of_leaders({"observee_staff_id": "x-1"}),
    ),
    "guidance is for special education alone": (
        *("5.2.1-3", "gap"),
        put(
            "training_resource_catalog",
            {"audience_roles": "special_education_teacher"},
            type=("guidance", "guide"),
        ),
    ),
    "team meetings of five minutes": ("5.1.2-5", "gap", put("meeting_log", FIVE, type="ilt")),
    "calibrations of five minutes": (
        *("5.2.5-5", "gap"),
        put("calibration_record", FIVE, purpose="observation_rating"),
    ),
    "a complete expectation, and slots without days": (
        *("5.3.4-1", "pass"),
        put("collaboration_schedule", {"weekdays": "TBD", "dates": ""}),
    ),
    "a product is mistyped": (
        *("5.2.2-1", "missing-evidence"),
        put("training_calendar", {"product_id": "tidepol-science-k5"}, product_id=SCIENCE),
    ),
    "two products stand in one cell": (
        *("5.2.2-1", "missing-evidence"),
        put("training_calendar", {"product_id": f"{SCIENCE};lantern-rla-k5"}, product_id=SCIENCE),
    ),
    "a product of which nothing is listed": (
        *("5.2.2-1", "gap"),
        put("training_calendar", {"product_id": "other-thing"}, product_id=SCIENCE),
    ),
    "calibrations of a campus are of the year before": (
        *("5.2.5-5", "gap"),
        put("calibration_record", {"date": "2025-08-06"}, campus_id=PECAN),
    ),
    "calibrations of last year bear the same ids": ("5.2.5-5", "pass", also_last_year),
    "leaders calibrate on PLCs, and no further session is held": ("5.2.4-4", "pass", calibrated),
    "practices for every class are for elementary alone": (
        "5.2.3-1",
        "gap",
        general_in("elementary"),
    ),
    "a second framework that was only begun": ("5.2.3-1", "pass", begun("instructional_framework")),
    "a second guideline that was only begun": (
        *("5.3.3-1", "pass"),
        begun("student_support_guideline"),
    ),
    "a guideline issued to all": ("5.2.4-3", "pass", issued_to_all),
    "a campus of last week has not been walked": (
        *("5.2.1-2", "pass"),
        new_campus(REVIEWED - timedelta(days=7)),
    ),
    "a role that is held at no one campus is left out of the matrix": (
        *("5.1.1-3", "gap"),
        itinerant("instructional_coach", without_coaches),
    ),
    "counselors of no one campus have no target": (
        *("5.2.5-3", "gap"),
        itinerant("counselor", without_target("counselor")),
    ),
    "a librarian sat in": ("5.1.2-5", "pass", also("meeting_log", "roles_present", "Librarian")),
    "a session is for nurses, too": (
        *("5.3.5-4", "pass"),
        also("training_calendar", "audience_roles", "Nurse"),
    ),
    "a session is on parking, too": (
        *("5.2.2-1", "pass"),
        also("training_calendar", "topic_codes", "Parking"),
    ),
    "a topic is still to come": (
        *("5.1.2-5", "pass"),
        also("meeting_log", "topic_codes", "TBD", type="ilt"),
    ),
    "a word that is not understood may be the one that is asked": (
        *("5.3.4-2", "missing-evidence"),
        put("meeting_log", {"topic_codes": "operations;Homework"}, type="collaboration_sped"),
    ),
    "a step of another purpose": ("5.3.1-2", "pass", a_step("celebration")),
    "a closed campus is among those that plan together": (
        *("5.3.4-3", "pass"),
        also("collaboration_schedule", "campus_ids", "999901109", reach="cross_campus"),
    ),
    "a sheet that says attended": (
        *("5.3.5-4", "pass"),
        put("training_attendance", {"attended": "Attended"}, attended="yes"),
    ),
    "lengths in words": ("5.1.2-5", "pass", put("meeting_log", {"minutes": "an hour"}, type="ilt")),
    "an exemplar without a place beside enough": (
        *("5.2.2-3", "pass"),
        one_more(
            "training_resource_catalog",
            {"resource_id": "RS-04"},
            resource_id="RS-99",
            title="A third",
            location="",
        ),
    ),
    "products of last year under the same ids": (
        *("5.2.2-1", "pass"),
        and_of_last_year("curriculum_adoption_record", phase="early"),
    ),
    "a plan of last year under the same ids": (
        *("5.1.3-1", "pass"),
        and_of_last_year("professional_development_plan", content_strand="Of last year"),
    ),
    "a sample agenda in a text of its own": (
        *("5.2.4-3", "pass"),
        apart("plc_guideline-elementary", "sample_agenda"),
    ),
    "an agenda that no text states": (
        *("5.2.4-3", "missing-evidence"),
        lambda district: district.rewrite("plc_guideline-elementary", sample_agenda=[]),
    ),
    "the role of many teachers cannot be read": (
        *("5.2.5-4", "missing-evidence"),
        some(40, {"role": "Zorb"}, "teacher"),
    ),
    "people of whom the roster says Other": (
        *("5.2.2-1", "missing-evidence"),
        some(40, {"role": "Other"}, "teacher"),
    ),
    "one campus never says what an observation looked at": (
        *("5.2.3-3", "missing-evidence"),
        put("observation_log", {"focus": ""}, campus_id=PECAN),
    ),
    "a quote that is a heading": ("5.1.1-2", "missing-evidence", quoted("Vision")),
    "a quote that is a place": ("5.1.1-2", "missing-evidence", quoted("See p. 4")),
    "a quote that is an attachment": ("5.1.1-2", "missing-evidence", quoted("Attachment A, tab 3")),
    "a quote that refers elsewhere": ("5.1.1-2", "missing-evidence", quoted("See rubric")),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_what_it_makes_of_a_criterion(name: str) -> None:
    criterion, wanted, change = CASES[name]
    assert outcome(change, criterion) == wanted


def test_a_session_that_is_still_to_come_is_awaited() -> None:
    assert outcome(lambda _: None, "5.2.3-3", date(2026, 9, 16)) == "missing-evidence"
