"""What counts as collaboration, PLCs and monitoring: on which days, by whom, and how often."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from spread import spread
from test_edges import each
from test_elements import judged

from lever5_rules.artifacts.denominators import (
    CalendarDay,
    DistrictProfile,
    StaffAssignment,
)
from lever5_rules.artifacts.expectations import CollaborationExpectation as Expectation
from lever5_rules.artifacts.expectations import StudentSupportGuideline
from lever5_rules.artifacts.meetings import CollaborationSlot as Slot
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.planning import PlanningSupportGuideline, PlcGuideline
from lever5_rules.artifacts.plans import MonitoringSummary as Summary
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import DAYS, ELEMENTARY, HIGH

JANUARY = date(2027, 1, 11)
HELD, SPED, FRIDAY = "5.2.4-3/plc_held_as_written", "collaboration_sped", 4
MINUTES, ACROSS = "5.3.4-3/minutes", "5.3.4-3/cross_campus_slot"
ON_TIME = "5.3.3-2/monitored_on_time"
TOPICS = ("inclusion_strategies", "udl", "iep_implementation")
Row = dict[str, Any]
Case = tuple[str, District, str, str]
"""An element, a district, the reason of its verdict, and what its message says."""


def meetings(change: Callable[[Row], Row | None], what: str = SPED) -> District:
    """The meetings of a type changed; None takes one away."""
    return each(Meeting, lambda row: change(row) if row["type"] == what else row)


def slots(reach: str = "campus", **fields: Any) -> District:
    return SAMPLE.but(Slot, where=lambda row: row["reach"] == reach, **fields)


def quarters(number: Callable[[int], int | None]) -> District:
    return each(CalendarDay, lambda row: {**row, "quarter": number(row["date"].month)})


def days_off(weekday: int) -> District:
    return SAMPLE.but(
        CalendarDay, where=lambda row: row["date"].weekday() == weekday, is_instructional=False
    )


def hired(campus: str, team: str | None, since: date, number: int = 2) -> District:
    teacher = next(row for row in SAMPLE.rows(StaffAssignment) if row["staff_id"] == "s-0-t0")
    return SAMPLE.with_rows(
        StaffAssignment,
        *(
            {
                **teacher,
                "staff_id": f"s-new-{number}",
                "campus_id": campus,
                "plc_team": team,
                "start_date": since,
            }
            for number in range(number)
        ),
    )


def met_from(day: date, team: str, district: District) -> District:
    """A new PLC of the high school has met in each week from a day on."""
    row = next(row for row in SAMPLE.rows(Meeting) if row["type"] == "plc")
    new = [
        {**row, "meeting_id": f"M-{team}-{item}", "team": team, "date": item}
        for item in DAYS
        if item >= day and item.weekday() == 1
    ]
    return district.with_rows(Meeting, *new)


def opened(day: date) -> District:
    """The elementary school opened on a day, and no record of it is older."""
    district = each(
        StaffAssignment,
        lambda row: {**row, "start_date": day} if row["campus_id"] == ELEMENTARY else row,
    )
    return each(
        Meeting,
        lambda row: None if row["campus_id"] == ELEMENTARY and row["date"] < day else row,
        district,
    )


def of_teachers(district: District, team: str | None, where: Callable[[Any], bool]) -> District:
    return district.but(
        StaffAssignment, where=lambda row: row["role"] == "teacher" and where(row), plc_team=team
    )


PLCS: dict[str, Case] = {
    "on the Friday without students": (
        HELD,
        each(
            Meeting,
            lambda row: (
                {**row, "date": row["date"] + timedelta(days=2)} if row["type"] == "plc" else row
            ),
            days_off(FRIDAY),
        ),
        *("met", ""),
    ),
    "a PLC that began in January": (
        HELD,
        met_from(JANUARY, "New", hired(HIGH, "New", JANUARY)),
        *("met", ""),
    ),
    "a PLC that began last week, beside others": (
        HELD,
        hired(HIGH, "New", date(2027, 5, 25)),
        *("met", ""),
    ),
    "a campus that opened in January": (HELD, opened(JANUARY), *("met", "")),
    "a PLC that began in January and stopped in February": (
        HELD,
        each(
            Meeting,
            lambda row: None if row["team"] == "New" and row["date"].month > 1 else row,
            met_from(JANUARY, "New", hired(HIGH, "New", JANUARY)),
        ),
        *("below_parameter", "Weeks without: 2027-02-01 to"),
    ),
    "a PLC under a new name": (
        HELD,
        meetings(
            lambda row: {**row, "team": "Numbers"} if row["date"] < JANUARY else row, "plc"
        ).but(Meeting, where=lambda row: row["team"] == "Numbers" and row["campus_id"] != HIGH),
        *("contradictory", "of Numbers, a PLC that the roster does not have"),
    ),
    "meetings that name no PLC": (
        HELD,
        meetings(lambda row: {**row, "team": None}, "plc"),
        *("blank_field", "that name no PLC"),
    ),
    "a teacher of whom no PLC is known": (
        HELD,
        of_teachers(SAMPLE, None, lambda row: row["staff_id"] == "s-0-t0"),
        *("met", ""),
    ),
    "a teacher who belongs to none": (
        HELD,
        of_teachers(SAMPLE, "None", lambda row: row["staff_id"] == "s-0-t0"),
        *("met", ""),
    ),
    "half of a campus belongs to none": (
        HELD,
        of_teachers(SAMPLE, "none", lambda row: row["plc_team"] == "Math"),
        *("not_covered", "belong to no PLC; 1 may"),
    ),
    "of half of a campus it is not known": (
        HELD,
        of_teachers(SAMPLE, None, lambda row: row["plc_team"] == "Math"),
        *("no_denominator", "no plc_team for 3 teachers of 5"),
    ),
    "one teacher whose PLC meets on the other campus": (
        HELD,
        hired(ELEMENTARY, "Math", date(2024, 8, 1), number=1),
        *("met", ""),
    ),
    "two teachers whose PLC meets on the other campus": (
        HELD,
        hired(ELEMENTARY, "Math", date(2024, 8, 1)),
        *("below_parameter", "Math"),
    ),
    "both campuses in the row of the meeting": (
        HELD,
        each(
            Meeting,
            lambda row: {**row, "campus_id": [HIGH, ELEMENTARY]} if row["team"] == "Math" else row,
            hired(ELEMENTARY, "Math", date(2024, 8, 1)),
        ),
        *("met", ""),
    ),
    "nobody who teaches": (
        HELD,
        meetings(lambda row: {**row, "roles_present": ["counselor"]}, "plc"),
        *("below_parameter", "0 of 38 weeks"),
    ),
    "meetings of ten minutes": (
        HELD,
        meetings(lambda row: {**row, "minutes": 10}, "plc"),
        *("below_parameter", "did not last long enough"),
    ),
    "issued before it was written": (
        "5.2.4-3/issued_to_all_campuses",
        SAMPLE.but(
            PlcGuideline,
            issued_to=[{"campus_id": campus, "issued_on": date(2016, 8, 3)} for campus in (HIGH,)],
        ),
        *("contradictory", "dated 2026-07-01"),
    ),
    "the same owners in another order": (
        "5.2.4-1/same_for_all_campuses",
        SAMPLE.with_document(
            PlanningSupportGuideline,
            {
                **SAMPLE.document(PlanningSupportGuideline),
                "structures": SAMPLE.document(PlanningSupportGuideline)["structures"][::-1],
            },
        ),
        *("met", ""),
    ),
    "six weeks in place of quarters": (
        "5.3.4-2/every_campus",
        quarters(lambda month: (month + 4) % 12 // 2 + 1),
        *("met", ""),
    ),
    "semesters in place of quarters": (
        "5.3.4-2/every_campus",
        quarters(lambda month: 1 if month > 7 else 2),
        *("met", ""),
    ),
    "no quarters at all": ("5.3.4-2/every_campus", quarters(lambda month: None), *("met", "")),
}


def in_turn(row: Row) -> Row:
    return {**row, "topic_codes": [TOPICS[row["date"].month % 3]]}


def at(campus: str, **fields: Any) -> District:
    return meetings(lambda row: {**row, **fields} if row["campus_id"] == campus else row)


AGENDAS: dict[str, Case] = {
    "three subjects on every agenda of another campus": (
        "5.3.4-2/udl",
        at(HIGH, topic_codes=["iep_implementation"]),
        *("below_parameter", f"{HIGH}: Meetings of teachers and special education teachers on UDL"),
    ),
    "held in PLCs": (
        "5.3.4-2/udl",
        meetings(lambda row: {**row, "type": "plc"}),
        *("met", ""),
    ),
    "held as data meetings": (
        "5.3.4-2/udl",
        meetings(lambda row: {**row, "type": "data_meeting"}),
        *("met", ""),
    ),
    "data meetings of teachers alone": (
        "5.3.4-2/udl",
        meetings(lambda row: {**row, "type": "data_meeting", "roles_present": ["teacher"]}),
        *("no_records", "or data meeting on this"),
    ),
    "PLCs on other matters": (
        "5.3.4-2/every_campus",
        meetings(lambda row: {**row, "type": "plc", "topic_codes": ["operations"]}),
        *("no_records", "and no PLC or data meeting on this"),
    ),
    "some of the meetings do not say who was there": (
        "5.3.4-2/every_campus",
        meetings(lambda row: {**row, "roles_present": None} if row["date"] > JANUARY else row),
        *("blank_field", "do not say who was there"),
    ),
    "some of the meetings do not say on what": (
        "5.3.4-2/udl",
        meetings(lambda row: {**row, "topic_codes": None} if row["date"] > JANUARY else row),
        *("blank_field", "or on what"),
    ),
    "one campus without meetings is told once": (
        "5.3.4-2/udl",
        meetings(lambda row: None if row["campus_id"] == HIGH else row),
        *("met", ""),
    ),
    "a campus that opened in January": ("5.3.4-2/every_campus", opened(JANUARY), *("met", "")),
    "meetings of five minutes": (
        "5.3.4-2/every_campus",
        meetings(lambda row: {**row, "minutes": 5}),
        *("below_parameter", "lasted long enough"),
    ),
}


def thrice(minutes: int) -> District:
    """The same time of each campus, from its master schedule and from two PLC scopes."""
    rows = [dict(row, minutes=minutes) for row in SAMPLE.rows(Slot) if row["reach"] == "campus"]
    scopes = [
        {
            **row,
            "slot_id": f"{row['slot_id']}-{name}",
            "source": "plc_scope",
            "source_document": name,
        }
        for row in rows
        for name in ("Scope of grade 3", "Scope of grade 4")
    ]
    return slots(minutes=minutes).with_rows(Slot, *scopes)


def listed(weekday: int, minutes: int) -> District:
    days = [day for day in DAYS if day.weekday() == weekday]
    return slots(dates=days, weekdays=None, every_weeks=None, minutes=minutes)


def every_other_week_in_turn() -> District:
    """One slot in the even weeks and one in the odd ones."""
    first = slots(every_weeks=2, starts=date(2026, 8, 10))
    turned = [
        {**row, "slot_id": f"{row['slot_id']}-b", "starts": date(2026, 8, 17)}
        for row in first.rows(Slot)
        if row["reach"] == "campus"
    ]
    return first.with_rows(Slot, *turned)


def apart() -> District:
    """Teachers and specialists have time, each for themselves."""
    return each(
        Slot, lambda row: {**row, "participant_roles": row["participant_roles"][:1]}
    ).with_rows(
        Slot,
        *(
            {
                **row,
                "slot_id": f"{row['slot_id']}-b",
                "participant_roles": row["participant_roles"][1:],
            }
            for row in SAMPLE.rows(Slot)
        ),
    )


def in_part(*, time_at: str, text_for: str) -> District:
    """One campus has time of its own, and an expectation governs one."""
    return SAMPLE.without_rows(
        Slot, lambda row: row["reach"] == "campus" and row["campus_ids"] != [time_at]
    ).but(Expectation, campus_ids=[text_for])


SLOTS: dict[str, Case] = {
    "45 minutes on Fridays": (MINUTES, slots(weekdays=["friday"], minutes=45), *("met", "")),
    "90 every other week": (MINUTES, slots(every_weeks=2, minutes=90), *("met", "")),
    "in turn": (MINUTES, every_other_week_in_turn(), *("met", "")),
    "listed days": (MINUTES, listed(FRIDAY, 45), *("met", "")),
    "the same time from three documents": (MINUTES, thrice(20), "below_parameter", "20 found"),
    "on the Friday without students": (
        MINUTES,
        each(
            Slot,
            lambda row: {**row, "weekdays": ["friday"]} if row["reach"] == "campus" else row,
            days_off(FRIDAY),
        ),
        *("met", ""),
    ),
    "all campuses": (MINUTES, slots(campus_ids=["all"]), *("met", "")),
    "together on Sundays": (
        ACROSS,
        slots("cross_campus", dates=[date(2026, 10, 11), date(2027, 2, 14)]),
        *("not_covered", "0 of 2"),
    ),
    "together on days of staff": (
        ACROSS,
        slots("cross_campus", dates=[date(2026, 12, 21), date(2027, 3, 15)]),
        *("met", ""),
    ),
    "together on holidays": (
        ACROSS,
        slots("cross_campus", dates=[date(2026, 12, 21), date(2027, 3, 15)]).but(
            CalendarDay, where=lambda row: not row["is_instructional"], note="holiday"
        ),
        *("not_covered", "0 of 2"),
    ),
    "on days that the calendar does not have": (
        ACROSS,
        slots("cross_campus", dates=[date(2026, 10, 7), date(2027, 2, 10)]).without_rows(
            CalendarDay, lambda row: row["date"] in (date(2026, 10, 7), date(2027, 2, 10))
        ),
        *("no_denominator", "a day that the instructional calendar does not have"),
    ),
    "no document that shows it": (MINUTES, slots(source_document=None), *("blank_field", "")),
    "each role alone": (
        "5.3.4-1/special_education_scheduled",
        apart(),
        *("not_covered", "special education teachers have time with the others"),
    ),
    **{
        f"time on one campus, an expectation on the other, {element}": (
            f"5.3.4-1/{element}",
            in_part(time_at=HIGH, text_for=ELEMENTARY),
            *("met", ""),
        )
        for element in ("time_or_expectation", "general_education", "each_campus")
    },
    **{
        f"time and an expectation on one campus, nothing on the other, {element}": (
            f"5.3.4-1/{element}",
            in_part(time_at=HIGH, text_for=HIGH),
            *("no_artifact", ELEMENTARY),
        )
        for element in ("general_education", "each_campus")
    },
    "three days in the year": (
        "5.3.4-1/each_campus_scheduled",
        slots(dates=DAYS[:3], weekdays=None),
        *("not_covered", "on 4 days or more"),
    ),
    "an expectation without subjects": (
        "5.3.4-1/time_or_expectation_expected",
        SAMPLE.blank(Expectation, "agenda_topics"),
        *("met", ""),
    ),
    "an expectation of once a year": (
        "5.3.4-1/time_or_expectation_expected",
        SAMPLE.but(Expectation, sessions_per_month=0.1),
        *("vague", "At least 0.25 times a month"),
    ),
}


def also(**fields: Any) -> District:
    """A second summary beside each."""
    return SAMPLE.with_rows(Summary, *({**row, **fields} for row in SAMPLE.rows(Summary)))


MONITORING: dict[str, Case] = {
    "more on time than were due": (
        ON_TIME,
        SAMPLE.but(Summary, students_on_time=400),
        *("contradictory", "more students on time than"),
    ),
    "nobody was due": (
        ON_TIME,
        SAMPLE.but(Summary, students_due=0, students_on_time=0),
        *("no_records", "no student of any campus was due"),
    ),
    "summaries entered twice": (ON_TIME, also(), *("met", "")),
    "the same time with other counts": (
        ON_TIME,
        also(students_on_time=8),
        *("contradictory", "say different of the same time"),
    ),
    "no days from one look to the next": (
        "5.3.3-2/tier2_interval",
        SAMPLE.but(
            StudentSupportGuideline,
            supports=[
                {**campus, "monitoring_interval_days": 0}
                for campus in SAMPLE.document(StudentSupportGuideline)["supports"]
            ],
        ),
        *("unreadable", "0 days"),
    ),
}
CASES = {**PLCS, **AGENDAS, **SLOTS, **MONITORING}
assert len(CASES) == len(PLCS) + len(AGENDAS) + len(SLOTS) + len(MONITORING) - 2


def checked(case: Case) -> None:
    element, district, reason, message = case
    element_finding: ElementFinding = judged(element, district)
    assert element_finding.reason.value == reason, element_finding.message
    assert message in element_finding.message


@pytest.mark.parametrize("what", spread(PLCS, of=3))
def test_plcs(what: str) -> None:
    checked(PLCS[what])


@pytest.mark.parametrize("what", AGENDAS)
def test_agendas(what: str) -> None:
    checked(AGENDAS[what])


@pytest.mark.parametrize("what", SLOTS)
def test_slots(what: str) -> None:
    checked(SLOTS[what])


@pytest.mark.parametrize("what", MONITORING)
def test_monitoring(what: str) -> None:
    checked(MONITORING[what])


def test_subjects_that_are_dealt_with_in_turn_are_dealt_with() -> None:
    district = meetings(in_turn)
    for topic in TOPICS:
        assert judged(f"5.3.4-2/{topic}", district).reason.value in ("met", "below_parameter")
    twice = meetings(lambda row: {**row, "topic_codes": list(TOPICS[:2])})
    assert judged("5.3.4-2/udl", twice).reason.value == "met"


def test_a_campus_that_is_no_longer_in_the_profile_leaves_all_campuses_untold() -> None:
    first, _ = SAMPLE.document(DistrictProfile)["campuses"]
    dropped = SAMPLE.but(DistrictProfile, campuses=[first])
    element = judged(HELD, dropped)
    assert element.reason.value == "contradictory"
    assert f"does not list {ELEMENTARY}" in element.message
    assert ELEMENTARY in element.remedy


def test_an_office_on_the_roster_and_a_wrong_id_are_no_campus() -> None:
    barn, typo = "999001901", "999001009"
    person = next(row for row in SAMPLE.rows(StaffAssignment) if row["role"] == "counselor")
    office = SAMPLE.with_rows(
        StaffAssignment, {**person, "staff_id": "s-barn", "campus_id": barn}
    ).but(StaffAssignment, where=lambda row: row["staff_id"] == "s-0-t0", campus_id=typo)
    assert judged(HELD, office).reason.value == "met"
