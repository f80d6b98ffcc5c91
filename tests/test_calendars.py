"""Calendar feeds as the instructional calendar, and which feed is which; nothing is guessed."""

from datetime import date
from typing import Any

import pytest
from calendars import (
    ACADEMIC,
    PROFILE,
    SCHOOL,
    cedar,
    day,
    elements,
    feed,
    loaded,
    lost,
    rows,
    session,
    table_of,
    taught,
    told,
    verdicts,
)

import lever5_rules as l5
from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.core.marks import Mark


def test_a_feed_of_days_off_is_the_calendar_of_the_example() -> None:
    bundle = loaded(academic_calendar=ACADEMIC)
    columns = ("date", "is_instructional", "quarter", "note")
    found = {one[0]: one[1:] for one in rows(bundle, "instructional_calendar", *columns)}
    assert found == {
        date.fromisoformat(row["date"]): (
            row["is_instructional"] == "yes",
            int(row["quarter"]),
            row["note"] or None,
        )
        for row in table_of("calendar/instructional_calendar.csv")
    }
    said = told(bundle, "read as 178 days of instruction")
    assert said.startswith("academic_calendar.ics, line 71: ")
    assert (
        "24 days of holiday, 6 days of testing, 12 days of inservice and 1 day of closure" in said
    )
    assert "line 372: passed over: 2 events in which" in told(bundle, "passed over")


def test_the_example_is_judged_alike_by_its_feed() -> None:
    by_feed = cedar("instructional_calendar.csv", academic__ics=ACADEMIC)
    assert verdicts(by_feed) == verdicts(cedar())
    assert {one.path: one.kind for one in by_feed.files}["academic.ics"] == "instructional_calendar"


def test_a_word_of_the_district_is_matched_and_said() -> None:
    report = cedar("instructional_calendar.csv", academic__ics=ACADEMIC)
    assert "academic.ics, line 86: note: 'Labor Day' was read as holiday" in told(
        report, "Labor Day"
    )


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (SCHOOL[1:], "no event that names the first day of instruction of 2026-2027"),
        (SCHOOL[:1], "no event that names the last day of instruction of 2026-2027"),
        ((*SCHOOL, day("School Begins", "20260817")), "2026-08-12 and 2026-08-17 as the first day"),
        (
            (SCHOOL[0], day("Last Day of School", "20270526", "DTEND;VALUE=DATE:20270528")),
            "2027-05-26 and 2027-05-27 as the last day",
        ),
        (
            (day("First Day of School", "20250813"), day("Last Day of School", "20260522")),
            "no event that names the first day of instruction of 2026-2027",
        ),
        (
            (day("First Day of School", "20270527"), day("Last Day of School", "20260812")),
            "school begins on 2027-05-27",
        ),
        ((), "no event that names the first day"),
    ],
)
def test_without_a_first_and_a_last_day_there_is_no_calendar(events: Any, said: str) -> None:
    bundle = loaded(instructional_calendar=feed(*events))
    assert said in lost(bundle, "instructional_calendar")
    assert "instructional_calendar" not in bundle.tables
    report = cedar("instructional_calendar.csv", instructional_calendar__ics=feed(*events))
    one = elements(report)["5.2.4-3/plc_held_as_written"]
    assert one.outcome is l5.Outcome.MISSING
    assert said in one.message


def test_the_end_of_a_holiday_is_no_part_of_it() -> None:
    days = taught(
        loaded(
            school_calendar=feed(
                *SCHOOL, day("Fall Break", "20261008", "DTEND;VALUE=DATE:20261010")
            )
        )
    )
    assert [days[date(2026, 10, number)] for number in (7, 8, 9, 12)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("event", "reading"),
    [
        (day("Student Holiday", "20261008"), False),
        (day("Labor Day Holiday; Student Holiday", "20261008"), False),
        (day("Student Holiday", "20261008", "STATUS:CANCELLED"), True),
        (day("Picture Day", "20261008"), True),
        (day("STAAR", "20261008"), True),
        (day("Early Release: the day before Fall Break", "20261008"), True),
        (day("Early Release - Staff Development", "20261008"), True),
        (day("Early Release, Fall Break", "20261008", "DTEND;VALUE=DATE:20261010"), None),
        (day("Fall Break Camp", "20261008"), None),
        (day("End of Q1 - Fall Break begins", "20261008"), None),
        (day("Veterans Day", "20261008"), None),
        (day("Student Holiday", "20261008", "STATUS:TENTATIVE"), None),
        (day("Pecan Bottom Elementary: Student Holiday", "20261008"), None),
        (("SUMMARY:Staff Development", "DTSTART:20261008T080000", "DURATION:PT8H"), False),
        (("SUMMARY:Staff Development", "DTSTART:20261008T160000", "DURATION:PT1H"), True),
        (("SUMMARY:Staff Development", "DTSTART:20261008T160000"), None),
    ],
)
def test_what_an_event_says_of_a_day(event: Any, reading: bool | None) -> None:
    bundle = loaded(school_calendar=feed(*SCHOOL, event))
    found = taught(bundle)[date(2026, 10, 8)]
    if reading is None:
        assert isinstance(found, Mark)
        assert found.reason is l5.Reason.UNREADABLE
        assert "school_calendar.ics, line 13: " in told(bundle, "cannot be told")
    else:
        assert found is reading


def test_an_unclear_day_leaves_all_that_counts_days_without_evidence() -> None:
    camp = feed(*SCHOOL, day("Winter Break Camp", "20261020"))
    report = cedar("instructional_calendar.csv", school_calendar__ics=camp)
    one = elements(report)["5.2.4-3/plc_held_as_written"]
    assert (one.outcome, one.reason) == (l5.Outcome.MISSING, l5.Reason.UNREADABLE)
    assert "speaks of 'Winter Break'" in one.message


def test_quarters_come_from_the_feed_or_stay_blank() -> None:
    def quarters(*ends: tuple[str, str]) -> LoadedBundle:
        return loaded(school_calendar=feed(*SCHOOL, *(day(name, when) for name, when in ends)))

    three = (("End of Q1", "20261008"), ("End of Q2", "20261218"), ("End of Q3", "20270312"))
    found = dict(rows(quarters(*three), "instructional_calendar", "date", "quarter"))
    assert [found[date(2026, 10, 8)], found[date(2026, 10, 9)], found[date(2027, 5, 27)]] == [
        1,
        2,
        4,
    ]
    for wrong in (
        three[:2],
        (*three[:2], ("End of Q3", "20261001")),
        (*three, ("End of Q1", "20261009")),
    ):
        bundle = quarters(*wrong)
        assert {one[0] for one in rows(bundle, "instructional_calendar", "quarter")} == {None}
        assert "End of 1st Nine Weeks" in told(bundle, "does not tell the quarters")
    report = cedar("instructional_calendar.csv", school_calendar__ics=feed(*SCHOOL))
    assert elements(report)["5.2.1-1/throughout_year"].reason is l5.Reason.NO_DENOMINATOR


def test_the_school_year_is_that_of_the_profile_or_of_the_only_first_day() -> None:
    silent = PROFILE.replace('school_year = "2026-2027"\n', "")
    assert date(2026, 8, 12) in taught(loaded(silent, school_calendar=feed(*SCHOOL)))
    earlier = (day("First Day of School", "20250813"), day("Last Day of School", "20260522"))
    both = feed(*SCHOOL, *earlier)
    assert "school year cannot be told" in lost(
        loaded(silent, school_calendar=both), "instructional_calendar"
    )
    assert min(taught(loaded(school_calendar=both))) == date(2026, 8, 12)


def test_a_feed_beside_a_table_is_one_calendar_too_many() -> None:
    report = cedar(school_calendar__ics=feed(*SCHOOL))
    assert "instructional_calendar.csv gives the days of school too; keep one" in told(
        report, "too;"
    )
    assert elements(report)["5.2.4-3/plc_held_as_written"].outcome is l5.Outcome.MISSING


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("training_calendar", "", "training_calendar"),
        ("district-Training Calendar 26", "", "training_calendar"),
        ("instructional_calendar-102", "X-WR-CALNAME:Staff Development", "instructional_calendar"),
        ("basic", "X-WR-CALNAME:Professional Development", "training_calendar"),
        ("basic", "NAME:Cedar Hollow School Calendar", "instructional_calendar"),
        ("basic", "X-WR-CALNAME:Events", "instructional_calendar"),
    ],
)
def test_a_feed_is_told_by_its_name_or_by_what_it_holds(name: str, head: str, kind: str) -> None:
    bundle = loaded(PROFILE, **{name: feed(*SCHOOL, head=head)})
    assert [one.kind for one in bundle.files if one.path.endswith(".ics")] == [kind]
    assert kind in bundle.tables


def test_what_cannot_be_told_is_not_guessed() -> None:
    bundle = loaded(basic=feed(session("A", "20260901T090000")))
    assert "Rename it to instructional_calendar.ics or training_calendar.ics" in lost(bundle, None)
    other = loaded(meeting_log=feed(*SCHOOL))
    assert "a calendar feed can be" in lost(other, "meeting_log")
