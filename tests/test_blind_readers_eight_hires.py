"""Changes of the mended example by somebody who has not read the rules: who came during the year,
who left again, who moved to other materials, and names that are nearly listed."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Any

import pytest
from mended import MIDDLE, PECAN, QUARRY, Mended, Row, outcome

Change = Callable[[Mended], None]
LANTERN, TIDEPOOL = "lantern-rla-k5", "tidepool-science-k5"
SESSIONS = {"TR-01": LANTERN, "TR-06": "millrace-math-k5", "TR-09": TIDEPOOL}
"""The sessions of August on the products of grades K to 5."""
SUPPORT = "planning_support_guideline"


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def late_hires(district: Mended) -> list[Row]:
    return [row for row in district.rows("staff_roster") if row["start_date"] > "2026-08-12"]


def absent(district: Mended, people: Collection[str], sessions: Collection[str] = ()) -> None:
    """People were at no session, or at none of these."""
    for row in district.rows("training_attendance", staff_id=people):
        if not sessions or row["session_id"] in sessions:
            row["attended"] = "no"


def hired(day: str, number: int, left: str = "", **fields: str) -> Change:
    """Teachers of grade 1 are hired, never trained, and may have left again."""

    def made(district: Mended) -> None:
        like = district.rows("staff_roster", role="teacher", campus_id=QUARRY, grade="1")[0]
        for place in range(number):
            new = {"staff_id": f"s-new{place}", "start_date": day, "end_date": left, **fields}
            district.add("staff_roster", like, **new)

    return made


def late_hires_left(day: str) -> Change:
    """Those who came during the year were never trained, and left."""

    def made(district: Mended) -> None:
        for row in late_hires(district):
            row["end_date"] = day
            absent(district, [row["staff_id"]])

    return made


def sole_hire(began: str, trained: str = "", **fields: str) -> Change:
    """One of those who came during the year is the only one, and was at a session of their own."""

    def made(district: Mended) -> None:
        one, *others = late_hires(district)
        district.drop("staff_roster", others)
        one.update({"start_date": began, **fields})
        absent(district, [one["staff_id"]])
        if trained:
            sheet = district.rows("training_attendance", staff_id=one["staff_id"])[0]
            session = district.rows("training_calendar", session_id="ON-1")[0]
            district.add("training_calendar", session, session_id="ON-9", date=trained)
            new = {"session_id": "ON-9", "date": trained, "attended": "yes"}
            district.add("training_attendance", sheet, **new)

    return made


def moved(day: str, number: int, area: str, *, trained: str = "", **post: str) -> Change:
    """Teachers of the middle school move to another post, and may be trained there."""

    def made(district: Mended) -> None:
        people = [
            row
            for row in district.people("teacher", at=MIDDLE)
            if row["content_area"] == area and not row["end_date"]
        ][:number]
        assert len(people) == number
        for row in people:
            district.add("staff_roster", row, start_date=day, **post)
            row["end_date"] = day_before(day)
        for like, product in SESSIONS.items() if trained else ():
            session = district.rows("training_calendar", session_id=like)[0]
            new = {"session_id": f"MV-{product}", "date": trained}
            district.add("training_calendar", session, **new)
            sheet = district.rows("training_attendance", session_id=like)[0]
            for row in people:
                who = {"staff_id": row["staff_id"], "role": "teacher", "campus_id": QUARRY}
                district.add("training_attendance", sheet, **new, **who, attended="yes")

    return made


def to_grade_2(day: str, trained: str = "") -> Change:
    """Eight teachers who use no product move to one with three."""
    post = {"campus_id": QUARRY, "grade": "2", "content_area": "", "plc_team": "Grade 2"}

    def made(district: Mended) -> None:
        for area, number in (("fine_arts", 2), ("social_studies", 5), ("science", 5)):
            moved(day, number, area, trained=trained, **post)(district)

    return made


def split(day: str, **fields: str) -> Change:
    """The rows of a campus's teachers end, and go on after two days with a new contract; the first
    of them were never trained on what they have taught with all year."""

    def made(district: Mended) -> None:
        teachers = [row for row in district.people("teacher", at=QUARRY) if not row["end_date"]]
        for row in teachers:
            district.add("staff_roster", row, start_date=day, **fields)
            row["end_date"] = (date.fromisoformat(day) - timedelta(days=3)).isoformat()
        absent(district, {row["staff_id"] for row in teachers[:9]}, list(SESSIONS))

    return made


def promoted(*, trained: bool) -> Change:
    """An aide, who learned the materials in August or did not, becomes a teacher in September."""

    def made(district: Mended) -> None:
        aide = district.people("instructional_support_staff", at=PECAN)[0]
        new = {"role": "teacher", "grade": "1", "content_area": "", "plc_team": "Grade 1"}
        district.add("staff_roster", aide, start_date="2026-09-08", **new)
        aide["end_date"] = "2026-09-07"
        if not trained:
            absent(district, [aide["staff_id"]])

    return made


def plan(**fields: str) -> Change:
    def made(district: Mended) -> None:
        for row in district.rows("professional_development_plan", audience_role="teacher"):
            row.update(fields)

    return made


def phases_for_principals(district: Mended) -> None:
    for row in district.rows("professional_development_plan", audience_role="teacher"):
        told = {"audience_role": "principal", "component_id": f"P-{row['component_id']}"}
        district.add("professional_development_plan", row, **told, onboarding="")
        row["phase"] = ""


def midyear(first: str, last: str) -> Change:
    def made(district: Mended) -> None:
        for row in district.rows("professional_development_plan", onboarding="midyear"):
            row.update(start_date=first, end_date=last)

    return made


def renamed(product: str, name: str, *kinds: str) -> Change:
    def made(district: Mended) -> None:
        for kind in kinds:
            for row in district.rows(kind, product_id=product):
                row["product_id"] = name

    return made


def struck(district: Mended) -> None:
    """A product that nobody was trained on is gone from the record."""
    rows = district.rows("curriculum_adoption_record", product_id=TIDEPOOL)
    district.drop("curriculum_adoption_record", rows)


def stating(stem: str, field: str, value: Any, quote: str) -> Change:
    def made(district: Mended) -> None:
        sources = district.document(stem)["sources"]
        sources[field] = {**sources[field], "quote": quote}
        district.rewrite(stem, **{field: value, "sources": sources})

    return made


def steps(quote: str) -> Change:
    """The steps of a protocol are numbered, with a quote each."""

    def made(district: Mended) -> None:
        named = district.document("instructional_protocol-lesson")["steps"]
        for number, step in enumerate(named, 1):
            step.update(code=f"step {number}")
            step["source"]["quote"] = quote.format(number)
        district.rewrite("instructional_protocol-lesson", steps=named)

    return made


LATE, ALL, LAUNCH = "5.2.2-4", "5.2.2-1", "5.2.2-2"
CASES: dict[str, tuple[str, str, Change]] = {
    "late hires who left, never trained": (LATE, "gap", late_hires_left("2026-11-20")),
    **{
        f"{number} hired in September, gone on {left}": (LATE, "gap", hired(HIRED, number, left))
        for HIRED in ("2026-09-01",)
        for number in (4, 12)
        for left in ("2026-10-30", "2026-11-20")
    },
    "hired in September, gone before their days were over": (
        *(LATE, "pass"),
        hired("2026-09-01", 4, "2026-09-25"),
    ),
    "hired last week": (LATE, "pass", hired("2026-11-16", 4)),
    "the only late hire, trained already": (
        *(LATE, "pass"),
        sole_hire("2026-11-09", "2026-11-12"),
    ),
    "the only late hire, not trained yet": (LATE, "missing-evidence", sole_hire("2026-11-09")),
    "an aide becomes a teacher, trained as an aide": (LATE, "pass", promoted(trained=True)),
    "phases for principals alone": (LATE, "missing-evidence", phases_for_principals),
    "practices to come": (LATE, "missing-evidence", plan(practice="TBD")),
    "contents to come": (LATE, "missing-evidence", plan(content_strand="TBD")),
    "midyear in the last two days": (LATE, "gap", midyear("2027-05-26", "2027-05-27")),
    "moved two weeks ago": (ALL, "pass", to_grade_2("2026-11-09")),
    "moved in September": (ALL, "gap", to_grade_2("2026-09-08")),
    "moved in October, and trained": (LAUNCH, "pass", to_grade_2("2026-10-05", "2026-10-19")),
    "moved in November, and trained": (LAUNCH, "pass", to_grade_2("2026-11-02", "2026-11-16")),
    "moved in September, untrained": (LAUNCH, "gap", to_grade_2("2026-09-08")),
    **{
        f"{number} of a new contract, untrained: {criterion}": (criterion, "gap", split(day))
        for number, day in (("two weeks", "2026-11-09"), ("two months", "2026-09-21"))
        for criterion in (ALL, LAUNCH)
    },
    "the first word of one product alone": (
        *(ALL, "missing-evidence"),
        renamed(LANTERN, "Lantern", "training_calendar"),
    ),
    "the first words of one product alone": (
        *("5.2.2-3", "missing-evidence"),
        renamed(LANTERN, "Lantern RLA", "training_resource_catalog"),
    ),
    "a name of something else": (
        *("5.2.2-3", "gap"),
        renamed(LANTERN, "Phonics", "training_resource_catalog"),
    ),
    "a product struck from the record": (ALL, "missing-evidence", struck),
    "numbered outcomes": (
        *("5.2.4-1", "missing-evidence"),
        stating(SUPPORT, "outcomes", ["Outcome 1", "Outcome 2"], "Outcome 1, Outcome 2"),
    ),
    "numbered criteria as an agenda": (
        *("5.2.4-3", "missing-evidence"),
        stating("plc_guideline-elementary", "sample_agenda", ["Criteria 1", "Item 2"], "Criteria"),
    ),
    "an agenda with numbers": (
        *("5.2.4-3", "pass"),
        stating(
            *("plc_guideline-elementary", "sample_agenda"),
            *(["1. Goals", "2. Student work"], "1. Goals 2. Student work"),
        ),
    ),
    "numbered steps": ("5.2.4-2", "missing-evidence", steps("Step {}")),
    "numbered steps that say something": ("5.2.4-2", "pass", steps("Step {}: work the task.")),
    **{
        f"weekly support: {quote}": (
            *("5.2.4-1", wanted),
            stating(SUPPORT, "sessions_per_week", 1, quote),
        )
        for quote, wanted in {
            "Support takes place in A weeks only.": "missing-evidence",
            "Support takes place weekly, in A weeks by grade and in B weeks by team.": "pass",
            "Beginning in 2027-28, each teacher has one session a week.": "missing-evidence",
            "Beginning in 2026-27, each teacher has one session a week.": "pass",
        }.items()
    },
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_what_it_makes_of_a_criterion(name: str) -> None:
    criterion, wanted, change = CASES[name]
    assert outcome(change, criterion) == wanted


def test_an_aide_who_becomes_a_teacher_untrained_is_a_new_teacher() -> None:
    district = Mended()
    promoted(trained=False)(district)
    (finding,) = district.judged(LATE).findings
    assert any("3 of 4 teachers who began" in element.message for element in finding.elements)


def test_a_late_hire_who_was_trained_is_not_told_to_wait() -> None:
    assert outcome(lambda district: None, LATE, date(2026, 10, 5)) == "missing-evidence"
    assert outcome(lambda district: None, LATE, date(2026, 10, 6)) == "pass"


def test_a_hire_of_the_last_ten_days_of_school_is_asked_for_nothing() -> None:
    change = sole_hire("2027-05-17")
    assert outcome(change, LATE, date(2027, 5, 28)) == "pass"
