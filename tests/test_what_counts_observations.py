"""Who observes whom, calibrates and enters steps: what counts, on the mended example.

Each case is that example with one thing changed, and the outcome that a fair reviewer gives.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from mended import BLUESTEM, CAMPUSES, HIGH, LEADERS, QUARRY, Mended, Row, outcome
from spread import spread

PASS, GAP, MISSING, NONE = "pass", "gap", "missing-evidence", "not-applicable"
LOG, ROSTER, MEETINGS = "observation_log", "staff_roster", "meeting_log"
CALIBRATED, STEPS, ANALYSES = "calibration_record", "action_step_tracker", "tracker_analysis"
SHEETS, SESSIONS = "training_attendance", "training_calendar"
YEAR_END = date(2027, 6, 4)

Change = Callable[[Mended], None]
CASES: list[tuple[str, str, Change, date | None]] = []


def case(criterion: str, expected: str, as_of: date | None = None) -> Callable[[Change], Change]:
    def keep(change: Change) -> Change:
        CASES.append((criterion, expected, change, as_of))
        return change

    return keep


def of_leaders(d: Mended, at: str | None = None) -> list[Row]:
    rows = d.rows(LOG, observer_role="principal", observee_role=LEADERS[1:])
    return [row for row in rows if at in (None, row["campus_id"])]


def visits(d: Mended, at: str | None = None) -> list[Row]:
    rows = d.rows(LOG, observee_role="principal", observer_role="principal_supervisor")
    return [
        row
        for row in rows
        if row["type"] != "appraisal_conference" and at in (None, row["campus_id"])
    ]


def principal(d: Mended, at: str) -> str:
    return d.people("principal", at=at)[0]["staff_id"]


def followed(d: Mended, old: Row, new: str, last: str, first: str) -> None:
    """Somebody left on `last`; from `first` on another holds the post and did what the logs say."""
    d.add(ROSTER, old, staff_id=new, start_date=first)
    old["end_date"] = last
    for rows in d.tables.values():
        for row in rows:
            if row.get("date", "") >= first:
                row.update({k: new for k, v in row.items() if v == old["staff_id"]})
    for row in d.tables[ROSTER]:
        if row["supervisor_staff_id"] == old["staff_id"]:
            row["supervisor_staff_id"] = new


def opened(d: Mended, at: str, day: str) -> None:
    """A campus opened on a day: its staff began then, and no record of it is older."""
    people = {row["staff_id"] for row in d.rows(ROSTER, campus_id=at)}
    for row in d.rows(ROSTER, campus_id=at):
        row["start_date"] = max(row["start_date"], day)
    for kind, rows in d.tables.items():
        if kind == SESSIONS:
            continue
        d.tables[kind] = [
            row
            for row in rows
            if row.get("date", row.get("entered_on", "9999")) >= day
            or not (row.get("campus_id") == at or people & set(row.values()))
        ]


# 5.1.2-3: principals observe their leaders -----------------------------------------------------


@case("5.1.2-3", PASS)
@case("5.1.2-4", PASS)
@case("5.2.1-2", PASS)
@case("5.2.5-3", PASS)
@case("5.2.5-4", PASS)
@case("5.2.5-5", PASS)
@case("5.3.1-1", PASS)
def nothing_is_changed(d: Mended) -> None:
    pass


@case("5.1.2-3", MISSING, date(2026, 8, 14))
@case("5.1.2-4", MISSING, date(2026, 8, 14))
@case("5.2.1-2", MISSING, date(2026, 8, 14))
@case("5.2.5-4", MISSING, date(2026, 8, 14))
def the_year_has_just_begun(d: Mended) -> None:
    pass


@case("5.1.2-3", GAP)
def both_coaches_of_the_high_school_are_never_observed(d: Mended) -> None:
    coaches = d.ids("instructional_coach", at=HIGH)
    d.drop(LOG, [row for row in of_leaders(d) if row["observee_staff_id"] in coaches])


@case("5.1.2-3", PASS)
def one_of_the_two_coaches_is_never_observed(d: Mended) -> None:
    coach = min(d.ids("instructional_coach", at=HIGH))
    d.drop(LOG, d.rows(LOG, observee_staff_id=coach))


@case("5.1.2-3", GAP)
def no_coach_of_the_district_is_observed(d: Mended) -> None:
    d.drop(LOG, [row for row in of_leaders(d) if row["observee_role"] == "instructional_coach"])


@case("5.1.2-3", GAP)
def the_principal_of_another_campus_observes_in_the_own_ones_stead(d: Mended) -> None:
    for row in of_leaders(d, BLUESTEM):
        row["observer_staff_id"] = principal(d, QUARRY)


@case("5.1.2-3", PASS)
def a_guest_observes_beside_the_own_principal(d: Mended) -> None:
    for row in of_leaders(d, BLUESTEM)[::3]:
        guest = {"observer_staff_id": principal(d, QUARRY), "feedback_on": ""}
        d.add(LOG, row, observation_id=f"{row['observation_id']}-g", **guest)


@case("5.1.2-3", PASS)
@case("5.1.2-4", PASS)
def one_principal_leads_two_campuses(d: Mended) -> None:
    item, other = principal(d, QUARRY), principal(d, BLUESTEM)
    row = d.people("principal", at=QUARRY)[0]
    d.drop(ROSTER, d.rows(ROSTER, staff_id=other))
    d.add(ROSTER, row, campus_id=BLUESTEM)
    for rows in d.tables.values():
        for observation in rows:
            observation.update({key: item for key, value in observation.items() if value == other})


@case("5.1.2-3", MISSING)
def whoever_observes_at_a_campus_is_not_on_the_roster(d: Mended) -> None:
    for row in of_leaders(d, BLUESTEM):
        row["observer_staff_id"] = "s-unknown"


@case("5.1.2-3", GAP)
def leaders_of_a_campus_have_conferences_of_appraisal_only(d: Mended) -> None:
    for row in of_leaders(d, BLUESTEM):
        row["type"] = "appraisal_conference"


@case("5.1.2-3", GAP)
def leaders_of_a_campus_get_no_feedback(d: Mended) -> None:
    for row in of_leaders(d, BLUESTEM):
        row["feedback_on"] = ""


@case("5.1.2-3", MISSING)
def leaders_are_off_the_roster_and_the_log_is_full_of_them(d: Mended) -> None:
    d.drop(ROSTER, d.people(*LEADERS[1:]))


@case("5.1.2-3", MISSING)
def coaches_are_off_the_roster_and_the_log_is_full_of_them(d: Mended) -> None:
    d.drop(ROSTER, d.people("instructional_coach"))


@case("5.1.2-3", PASS)
def the_posts_of_coaches_ended_in_september(d: Mended) -> None:
    for row in d.people("instructional_coach"):
        row["end_date"] = "2026-09-30"


@case("5.1.2-3", PASS)
@case("5.1.2-4", PASS)
@case("5.2.1-2", PASS)
def a_principal_is_new_since_last_week(d: Mended) -> None:
    old = d.people("principal", at=BLUESTEM)[0]
    followed(d, old, "s-new", last="2026-11-13", first="2026-11-16")


@case("5.1.2-3", GAP)
@case("5.1.2-4", GAP)
def a_principal_left_in_september_and_nothing_was_done_since(d: Mended) -> None:
    old = d.people("principal", at=BLUESTEM)[0]
    followed(d, old, "s-new", last="2026-09-01", first="2026-09-02")
    d.drop(LOG, [row for row in d.tables[LOG] if "s-new" in row.values()])


@case("5.1.2-3", PASS)
@case("5.1.2-4", PASS)
@case("5.2.1-2", PASS)
@case("5.2.5-4", PASS)
def a_campus_opened_in_october(d: Mended) -> None:
    opened(d, BLUESTEM, "2026-10-05")


@case("5.1.2-3", PASS)
@case("5.1.2-4", MISSING)
def a_log_without_a_column_of_focus(d: Mended) -> None:
    for row in d.rows(LOG):
        del row["focus"]


@case("5.1.2-3", PASS)
@case("5.1.2-4", PASS)
@case("5.2.1-2", PASS)
@case("5.2.5-4", PASS)
def a_campus_opened_in_october_with_staff_hired_in_summer(d: Mended) -> None:
    began = [row["start_date"] for row in d.rows(ROSTER)]
    opened(d, BLUESTEM, "2026-10-05")
    for row, day in zip(d.rows(ROSTER), began, strict=True):
        row["start_date"] = day
    entry = f'campus_id = "{BLUESTEM}"\n'.encode()
    profile = d.documents["district.toml"]
    assert entry in profile
    d.documents["district.toml"] = profile.replace(entry, entry + b"opened_on = 2026-10-05\n")


@case("5.1.2-3", GAP)
def one_leader_with_many_rows_on_the_roster_is_one(d: Mended) -> None:
    person = d.people("teacher_leader", at=QUARRY)[0]
    d.drop(
        LOG,
        [row for row in of_leaders(d, QUARRY) if row["observee_staff_id"] != person["staff_id"]],
    )
    for number in range(40):
        d.add(ROSTER, person, plc_team=f"Team {number}")


@case("5.1.2-3", MISSING)
def support_meetings_do_not_say_for_which_campus(d: Mended) -> None:
    for row in d.rows(MEETINGS, type=("principal_support", "coaching_prioritization")):
        row["campus_id"] = ""


# 5.1.2-4: supervisors observe principals -------------------------------------------------------


@case("5.1.2-4", GAP)
def a_principal_is_visited_by_a_peer(d: Mended) -> None:
    for row in visits(d, BLUESTEM):
        row["observer_staff_id"] = principal(d, QUARRY)


@case("5.1.2-4", MISSING)
def whoever_visits_a_principal_is_not_on_the_roster(d: Mended) -> None:
    for row in visits(d, BLUESTEM):
        row["observer_staff_id"] = "s-unknown"


@case("5.1.2-4", PASS)
@case("5.2.1-2", PASS)
def a_supervisor_is_new_since_last_week(d: Mended) -> None:
    old = d.rows(ROSTER, staff_id="s-a89f1f")[0]
    followed(d, old, "s-new", last="2026-11-13", first="2026-11-16")
    for row in d.rows(LOG, observer_staff_id="s-new"):
        d.drop(LOG, [row])


@case("5.1.2-4", MISSING)
def a_supervisor_has_left_and_is_still_the_one_on_the_roster(d: Mended) -> None:
    d.rows(ROSTER, staff_id="s-a89f1f")[0]["end_date"] = "2026-11-13"


@case("5.1.2-4", GAP)
def of_one_principal_only_the_building_was_looked_at(d: Mended) -> None:
    for row in visits(d, BLUESTEM):
        row["focus"] = "culture"


@case("5.1.2-4", GAP)
def one_principal_gets_no_feedback(d: Mended) -> None:
    for row in visits(d, BLUESTEM):
        row["feedback_on"] = ""


@case("5.1.2-4", MISSING)
def a_principal_is_off_the_roster_and_visits_are_logged(d: Mended) -> None:
    d.drop(ROSTER, d.people("principal", at=BLUESTEM))


@case("5.1.2-4", GAP)
def visits_of_one_principal_were_pasted_under_new_ids(d: Mended) -> None:
    first, *others = visits(d, BLUESTEM)
    d.drop(LOG, others)
    for number in range(12):
        d.add(LOG, first, observation_id=f"P-{number}")


# 5.2.1-2: routines -----------------------------------------------------------------------------


def without_meetings_on_routines(d: Mended, *but: str) -> None:
    for row in d.tables[MEETINGS]:
        if "culture_routines" in row["topic_codes"]:
            row["campus_id"] = ";".join(but) or HIGH
            if not but:
                row["topic_codes"] = "hqim"
    for row in d.tables[SESSIONS]:
        topics = [word for word in row["topic_codes"].split(";") if word != "culture_routines"]
        row["topic_codes"] = ";".join(topics) or "hqim"


def trained(d: Mended, *campuses: str, roles: tuple[str, ...] = LEADERS) -> None:
    session = {"session_id": "R-1", "date": "2026-08-20"}
    d.add(
        SESSIONS,
        d.tables[SESSIONS][-1],
        **session,
        minutes="60",
        topic_codes="culture_routines",
        audience_roles=";".join(roles),
        campus_ids="all",
    )
    for campus in campuses:
        for row in d.people(*roles, at=campus):
            who = {name: row[name] for name in ("staff_id", "role", "campus_id")}
            d.add(SHEETS, {}, **session, **who, attended="yes")


@case("5.2.1-2", PASS)
def leaders_were_trained_on_routines_instead(d: Mended) -> None:
    without_meetings_on_routines(d)
    trained(d, *CAMPUSES)


@case("5.2.1-2", PASS)
def four_campuses_met_and_the_fifth_was_trained(d: Mended) -> None:
    without_meetings_on_routines(d, *CAMPUSES[:4])
    trained(d, BLUESTEM)


@case("5.2.1-2", GAP)
def four_campuses_met_and_only_teachers_of_the_fifth_were_trained(d: Mended) -> None:
    without_meetings_on_routines(d, *CAMPUSES[:4])
    trained(d, BLUESTEM, roles=("teacher",))


@case("5.2.1-2", MISSING)
def there_was_no_leader_of_a_campus_at_the_meeting(d: Mended) -> None:
    for row in d.tables[MEETINGS]:
        if "culture_routines" in row["topic_codes"]:
            row["roles_present"] = "district_leader;teacher"


@case("5.2.1-2", GAP)
def a_teacher_walked_and_is_logged_as_district_leader(d: Mended) -> None:
    teacher = min(d.ids("teacher", at=BLUESTEM))
    for row in d.rows(LOG, type="culture_walk", campus_id=BLUESTEM):
        row.update(observer_staff_id=teacher, observer_role="district_leader")


# 5.2.5-4: action steps -------------------------------------------------------------------------


@case("5.2.5-4", GAP)
def at_a_campus_only_its_principal_has_steps(d: Mended) -> None:
    for row in d.rows(STEPS, campus_id=BLUESTEM):
        row.update(leader_staff_id="s-a89f1f", observee_staff_id=principal(d, BLUESTEM))


@case("5.2.5-4", GAP)
def the_coaches_of_the_high_school_enter_nothing(d: Mended) -> None:
    d.drop(STEPS, d.rows(STEPS, leader_staff_id=d.ids("instructional_coach", at=HIGH)))


@case("5.2.5-4", GAP)
def at_one_campus_no_step_is_met(d: Mended) -> None:
    for row in d.rows(STEPS, campus_id=BLUESTEM):
        row.update(status="open", closed_on="")


@case("5.2.5-4", GAP)
def met_steps_were_pasted_under_new_ids(d: Mended) -> None:
    met = d.rows(STEPS, status="met")
    for row in met[60:]:
        row.update(status="open", closed_on="")
    for row in met[:60]:
        for number in range(30):
            d.add(STEPS, row, step_id=f"{row['step_id']}-{number}")


@case("5.2.5-4", PASS)
def each_campus_is_analysed_on_its_own(d: Mended) -> None:
    for row in list(d.tables[ANALYSES]):
        row["campus_ids"] = HIGH
        for campus in CAMPUSES[1:]:
            d.add(ANALYSES, row, analysis_id=f"{row['analysis_id']}-{campus}", campus_ids=campus)


@case("5.2.5-4", MISSING)
def one_campus_only_is_analysed(d: Mended) -> None:
    for row in d.tables[ANALYSES]:
        row["campus_ids"] = HIGH


@case("5.2.5-4", GAP)
def analyses_were_made_before_any_step_was_entered(d: Mended) -> None:
    for number, row in enumerate(d.tables[ANALYSES]):
        row["date"] = f"2026-08-0{3 + number}"


@case("5.2.5-4", MISSING)
def the_sheet_of_the_session_that_an_analysis_prompted_is_lost(d: Mended) -> None:
    d.drop(SHEETS, d.rows(SHEETS, session_id="TR-29"))


@case("5.2.5-4", GAP)
def teachers_attended_as_principals_what_an_analysis_prompted(d: Mended) -> None:
    teachers = sorted(d.ids("teacher"))
    for teacher, row in zip(teachers, d.rows(SHEETS, session_id="TR-29"), strict=False):
        row["staff_id"] = teacher
    d.drop(SESSIONS, d.rows(SESSIONS, session_id="TR-35"))


@case("5.2.5-4", MISSING)
def all_leaders_have_just_begun_and_enter_nothing(d: Mended) -> None:
    d.drop(STEPS, d.rows(STEPS, leader_staff_id=d.ids(*LEADERS)))
    for row in d.people(*LEADERS):
        row["start_date"] = "2026-11-16"


# 5.2.5-5 and 5.3.1-1: calibration --------------------------------------------------------------

PURPOSES = {"5.2.5-5": "observation_rating", "5.3.1-1": "student_work"}


def calibration(expected: str, as_of: date | None = None) -> Callable[[Callable[..., None]], None]:
    """A case of both criteria; the change is given the rows of their purpose."""

    def keep(change: Callable[[Mended, list[Row]], None]) -> None:
        for criterion, purpose in PURPOSES.items():

            def of_purpose(d: Mended, purpose: str = purpose) -> None:
                change(d, d.rows(CALIBRATED, purpose=purpose))

            of_purpose.__name__ = change.__name__
            CASES.append((criterion, expected, of_purpose, as_of))

    return keep


@calibration(MISSING)
def each_calibrates_alone(d: Mended, rows: list[Row]) -> None:
    for number, row in enumerate(rows):
        row["session_id"] = f"alone-{number}"


@calibration(GAP)
def leaders_of_one_campus_never_came(d: Mended, rows: list[Row]) -> None:
    d.drop(CALIBRATED, [row for row in rows if row["campus_id"] == BLUESTEM])


@calibration(GAP, YEAR_END)
def coaches_of_the_high_school_never_came(d: Mended, rows: list[Row]) -> None:
    coaches = d.ids("instructional_coach", at=HIGH)
    d.drop(CALIBRATED, [row for row in rows if row["staff_id"] in coaches])


@calibration(PASS, YEAR_END)
def one_more_session_was_on_another_instrument(d: Mended, rows: list[Row]) -> None:
    for row in rows:
        if row["session_id"] == rows[0]["session_id"]:
            d.add(CALIBRATED, row, session_id="X", date="2026-10-29", instrument_id="state-rubric")


@calibration(GAP, YEAR_END)
def all_sessions_were_on_another_instrument(d: Mended, rows: list[Row]) -> None:
    for row in rows:
        row["instrument_id"] = "state-rubric"


@calibration(PASS, YEAR_END)
def the_instrument_is_spelt_another_way(d: Mended, rows: list[Row]) -> None:
    for row in rows:
        row["instrument_id"] = row["instrument_id"].replace("-", " ").title()


@calibration(GAP, YEAR_END)
def the_sheet_of_the_only_session_is_of_two_days(d: Mended, rows: list[Row]) -> None:
    first = rows[0]["session_id"]
    d.drop(CALIBRATED, [row for row in rows if row["session_id"] != first])
    for row in [row for row in rows if row["session_id"] == first]:
        next_day = date.fromisoformat(row["date"]) + timedelta(days=1)
        d.add(CALIBRATED, row, date=next_day.isoformat())


@calibration(MISSING, YEAR_END)
def the_sheet_of_the_only_session_is_of_two_months(d: Mended, rows: list[Row]) -> None:
    first = rows[0]["session_id"]
    d.drop(CALIBRATED, [row for row in rows if row["session_id"] != first])
    for row in [row for row in rows if row["session_id"] == first]:
        d.add(CALIBRATED, row, date="2026-10-20")


@calibration(MISSING)
def all_leaders_have_just_begun_after_others_calibrated(d: Mended, rows: list[Row]) -> None:
    for row in d.people(*LEADERS):
        d.add(ROSTER, row, staff_id=f"old-{row['staff_id']}", end_date="2026-11-13")
        row["start_date"] = "2026-11-16"
    for row in d.rows(SHEETS, session_id="TR-22"):
        row["staff_id"] = f"old-{row['staff_id']}"
    for row in rows:
        row["staff_id"] = f"old-{row['staff_id']}"


@calibration(GAP, YEAR_END)
def the_rows_of_one_leader_lift_no_share(d: Mended, rows: list[Row]) -> None:
    others = d.ids("assistant_principal", "instructional_coach")
    d.drop(CALIBRATED, [row for row in rows if row["staff_id"] in others])
    for number in range(300):
        d.add(ROSTER, d.people("teacher_leader", at=HIGH)[0], plc_team=f"Team {number}")


@calibration(MISSING, YEAR_END)
def strangers_calibrate_at_one_campus(d: Mended, rows: list[Row]) -> None:
    for row in rows:
        if row["campus_id"] == BLUESTEM:
            row["staff_id"] = f"x-{row['staff_id']}"


@case("5.3.1-1", GAP)
def coaches_of_the_high_school_were_not_trained(d: Mended) -> None:
    for row in d.rows(SHEETS, session_id="TR-22", role="instructional_coach", campus_id=HIGH):
        row["attended"] = "no"


@case("5.3.1-1", MISSING)
def attendance_says_both_yes_and_no(d: Mended) -> None:
    for row in d.rows(SHEETS, session_id="TR-22"):
        d.add(SHEETS, row, attended="no")


# A small district ------------------------------------------------------------------------------


def one_campus(d: Mended) -> None:
    """The district is one elementary school with four leaders."""
    name = "district.toml"
    head, *campuses = d.documents[name].decode().split("[[campuses]]")
    mine = next(campus for campus in campuses if QUARRY in campus)
    d.documents[name] = f"{head}[[campuses]]{mine}".encode()
    kept = {d.people(role, at=QUARRY)[0]["staff_id"] for role in LEADERS}
    d.tables[ROSTER] = [
        row
        for row in d.tables[ROSTER]
        if row["campus_id"] in ("", QUARRY)
        if row["role"] not in LEADERS or row["staff_id"] in kept
    ]
    people = d.ids(*{row["role"] for row in d.tables[ROSTER]})
    for kind in (LOG, CALIBRATED, STEPS, SHEETS):
        d.tables[kind] = [
            row
            for row in d.tables[kind]
            if all(value in people for key, value in row.items() if key.endswith("staff_id"))
        ]


@case("5.1.2-3", PASS)
@case("5.2.5-5", PASS)
def one_leader_of_four_is_on_leave(d: Mended) -> None:
    one_campus(d)
    deputy = min(d.ids("assistant_principal", at=QUARRY))
    d.drop(LOG, d.rows(LOG, observee_staff_id=deputy))
    d.drop(CALIBRATED, d.rows(CALIBRATED, staff_id=deputy))


@case("5.1.2-3", GAP)
@case("5.2.5-5", GAP)
def two_leaders_of_four_never_took_part(d: Mended) -> None:
    one_campus(d)
    two = d.ids("assistant_principal", "instructional_coach", at=QUARRY)
    d.drop(LOG, d.rows(LOG, observee_staff_id=two))
    d.drop(CALIBRATED, d.rows(CALIBRATED, staff_id=two))


@case("5.1.2-4", NONE)
def the_superintendent_is_the_only_principal(d: Mended) -> None:
    one_campus(d)
    d.drop(ROSTER, d.people("district_leader", "principal_supervisor"))
    head = d.people("principal")[0]
    head["supervisor_staff_id"] = ""
    d.add(ROSTER, head, role="district_leader", campus_id="")
    d.tables[LOG] = [row for row in d.tables[LOG] if row["observer_role"] != "principal_supervisor"]


@pytest.mark.parametrize(
    ("criterion", "expected", "change", "as_of"),
    spread((pytest.param(*case, id=f"{case[0]} {case[2].__name__}") for case in CASES), of=3),
)
def test_what_counts(criterion: str, expected: str, change: Change, as_of: date | None) -> None:
    result = outcome(change, criterion) if as_of is None else outcome(change, criterion, as_of)
    assert result == expected
