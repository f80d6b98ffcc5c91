"""More changes of the mended example by somebody who has not read the rules: leaders whom nobody
sees, texts that deny, late hires, and help under another name."""

from collections.abc import Callable
from datetime import date

import pytest
import tomli_w
from mended import BLUESTEM, HIGH, LEADERS, QUARRY, Mended, Row, outcome

Change = Callable[[Mended], None]


def never_seen(*roles: str, at: str, number: int | None = None) -> Change:
    """The principal has observed none, or some only, of the holders of roles at a campus."""

    def made(district: Mended) -> None:
        people = sorted(district.ids(*roles, at=at))[:number]
        rows = district.rows("observation_log", observer_role="principal", observee_staff_id=people)
        district.drop("observation_log", rows)

    return made


def academy(**fields: object) -> Change:
    """A text on coaching for teachers stands beside one for leaders, which differs in some fields;
    a field that is None is blank there."""

    def made(district: Mended) -> None:
        whole = district.document("professional_learning_framework-coaching")
        leaders = [role for role in whole["audiences"] if role != "teacher"]
        own = {**whole, "artifact_id": "academy", "audiences": leaders, **fields}
        said = {name: value for name, value in own.items() if value is not None}
        district.documents["documents/academy.toml"] = tomli_w.dumps(said).encode("utf-8")
        district.rewrite("professional_learning_framework-coaching", audiences=["teacher"])

    return made


def began_and_never_calibrated(day: str, *roles: str, at: str) -> Change:
    """Leaders of a campus are new since a day, and were at no calibration; sessions go on after it
    for the others."""

    def made(district: Mended) -> None:
        people = district.ids(*roles, at=at)
        for row in district.people(*roles, at=at):
            row["start_date"] = day
        calibrations = district.rows("calibration_record")
        district.drop("calibration_record", [r for r in calibrations if r["staff_id"] in people])
        for purpose, held in SPRING:
            for leader in district.people(*LEADERS):
                if leader["staff_id"] not in people:
                    like = district.rows("calibration_record", purpose=purpose)[0]
                    place = {"staff_id": leader["staff_id"], "campus_id": leader["campus_id"]}
                    what = {"session_id": f"CAL-{held}", "date": held}
                    district.add("calibration_record", like, **place, **what)

    return made


SPRING = (
    ("observation_rating", "2027-01-27"),
    ("observation_rating", "2027-04-07"),
    ("student_work", "2027-01-28"),
    ("student_work", "2027-04-08"),
)


def on_roles_in(kind: str, who: str) -> Change:
    """Roles of leaders were dealt with in meetings of one type, and nowhere else."""

    def made(district: Mended) -> None:
        district.drop("meeting_log", district.rows("meeting_log", type="roll_out"))
        for row in district.rows("training_calendar"):
            row["topic_codes"] = row["topic_codes"].replace("leadership_roles", "operations")
        for row in district.rows("meeting_log", type=kind):
            row.update({"topic_codes": "leadership_roles", "roles_present": who})

    return made


def logged(values: Row) -> Change:
    """Culture walks stand in the log with other values."""

    def made(district: Mended) -> None:
        for row in district.rows("observation_log", type="culture_walk"):
            row.update(values)

    return made


WALKS: Row = {"type": "walkthrough", "focus": "culture"}
CASES: dict[str, tuple[str, str, Change]] = {
    "the only assistant principal is never observed": (
        *("5.1.2-3", "gap"),
        never_seen("assistant_principal", at=BLUESTEM),
    ),
    "both coaches are never observed": (
        *("5.1.2-3", "gap"),
        never_seen("instructional_coach", at=QUARRY),
    ),
    "one of two coaches may be on leave": (
        *("5.1.2-3", "pass"),
        never_seen("instructional_coach", at=QUARRY, number=1),
    ),
    "one of six teacher leaders may be on leave": (
        *("5.1.2-3", "pass"),
        never_seen("teacher_leader", at=HIGH, number=1),
    ),
    "the text for leaders says that it has no cadence": (
        *("5.1.1-4", "gap"),
        academy(sessions_per_year=False),
    ),
    "the text for leaders says nothing of quality, and says so": (
        *("5.1.1-4", "gap"),
        academy(quality=False),
    ),
    "the text for leaders leaves cadence and quality to the other": (
        *("5.1.1-4", "pass"),
        academy(sessions_per_year=None, quality=None),
    ),
    "a district leader sits with each leadership team on roles": (
        *("5.1.1-3", "pass"),
        on_roles_in("ilt", "district_leader;principal;assistant_principal"),
    ),
    "leadership teams deal with roles on their own": (
        *("5.1.1-3", "missing-evidence"),
        on_roles_in("ilt", "principal;assistant_principal"),
    ),
    "culture walks are logged as walkthroughs on culture": ("5.2.1-2", "pass", logged(WALKS)),
    "culture walks are logged as walkthroughs on something else": (
        *("5.2.1-2", "missing-evidence"),
        logged({**WALKS, "focus": "plc"}),
    ),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_what_it_makes_of_a_criterion(name: str) -> None:
    criterion, wanted, change = CASES[name]
    assert outcome(change, criterion) == wanted


AT_THE_END: dict[str, tuple[str, str, Change]] = {
    "leaders of a campus began in October, and were at no rating session since": (
        *("5.2.5-5", "gap"),
        began_and_never_calibrated("2026-10-19", *LEADERS, at=BLUESTEM),
    ),
    "leaders of a campus began in February, and were not at the one on student work since": (
        *("5.3.1-1", "gap"),
        began_and_never_calibrated("2027-02-19", *LEADERS, at=BLUESTEM),
    ),
    "a principal who began in February missed the one session since": (
        *("5.2.5-5", "pass"),
        began_and_never_calibrated("2027-02-19", "principal", at=BLUESTEM),
    ),
    "leaders of a campus began after the last session": (
        *("5.2.5-5", "pass"),
        began_and_never_calibrated("2027-04-19", *LEADERS, at=BLUESTEM),
    ),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", AT_THE_END)
def test_what_it_makes_of_a_criterion_at_the_end_of_the_year(name: str) -> None:
    criterion, wanted, change = AT_THE_END[name]
    assert outcome(change, criterion, date(2027, 5, 28)) == wanted
