"""Calendar feeds as the instructional calendar, and which feed is which; nothing is guessed."""

from datetime import date
from typing import Any

import pytest
from calendars import (
    ACADEMIC,
    LOADED,
    PROFILE,
    SCHOOL,
    WORDS,
    cedar,
    day,
    elements,
    feed,
    loaded,
    lost,
    message_with,
    rows,
    session,
    table_of,
    taught,
    verdicts,
)

import lever5_rules as l5
from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.artifacts.vocabulary import DayNote
from lever5_rules.core.blanks import Mark
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load


def test_a_feed_of_days_off_is_the_calendar_of_the_example() -> None:
    bundle = loaded(academic_calendar=ACADEMIC)
    columns = ("date", "is_instructional", "quarter", "note")
    by_name = {row[0]: row[1:] for row in rows(bundle, "instructional_calendar", *columns)}
    assert by_name == {
        date.fromisoformat(row["date"]): (
            row["is_instructional"] == "yes",
            int(row["quarter"]),
            row["note"] or None,
        )
        for row in table_of("calendar/instructional_calendar.csv")
    }
    messages = message_with(bundle, "read as 178 days of instruction")
    assert messages.startswith("academic_calendar.ics, line 71: ")
    assert (
        "24 days of holiday, 6 days of testing, 12 days of inservice and 1 day of closure"
        in messages
    )
    passed = message_with(bundle, "passed over")
    assert "line 372: passed over: 2 events in which" in passed
    assert "'Homecoming' and 'Board of Trustees'" in passed


def test_the_example_is_judged_alike_by_its_feed() -> None:
    by_feed = cedar("instructional_calendar.csv", academic__ics=ACADEMIC)
    assert verdicts(by_feed) == verdicts(cedar())
    assert {file.path: file.kind for file in by_feed.files}[
        "academic.ics"
    ] == "instructional_calendar"


def test_a_word_of_the_district_is_matched_and_said() -> None:
    report = cedar("instructional_calendar.csv", academic__ics=ACADEMIC)
    assert "academic.ics, line 86: note: 'Labor Day' was read as holiday" in message_with(
        report, "Labor Day"
    )


@pytest.mark.parametrize(
    ("events", "text"),
    [
        (SCHOOL[1:], "no event that names the first day of instruction of 2026-2027"),
        (SCHOOL[:1], "no event that names the last day of instruction of 2026-2027"),
        (
            (*SCHOOL, day("School Begins", "20260817")),
            "2026-08-12 (line 3) and 2026-08-17 (line 13) as the first day",
        ),
        (
            (SCHOOL[0], day("Last Day of School", "20270526", "DTEND;VALUE=DATE:20270528")),
            "2027-05-26 (line 8) and 2027-05-27 (line 8) as the last day",
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
def test_without_a_first_and_a_last_day_there_is_no_calendar(events: Any, text: str) -> None:
    bundle = loaded(instructional_calendar=feed(*events))
    assert text in lost(bundle, "instructional_calendar")
    assert "instructional_calendar" not in bundle.tables
    report = cedar("instructional_calendar.csv", instructional_calendar__ics=feed(*events))
    element = elements(report)["5.2.4-3/plc_held_as_written"]
    assert element.outcome is l5.Outcome.MISSING
    assert text in element.message


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
    has_school = taught(bundle)[date(2026, 10, 8)]
    if reading is None:
        assert isinstance(has_school, Mark)
        assert has_school.reason is l5.Reason.UNREADABLE
        assert "school_calendar.ics, line 13: " in message_with(bundle, "is unclear")
    else:
        assert has_school is reading


OFF = {
    DayNote.HOLIDAY: """
        Labor Day | Labor Day Holiday | LABOR DAY - NO SCHOOL | Labor Day (No School)
        Labor Day 2026 | Memorial Day Holiday | Fall Holiday | Fall Break | Fall Break/Columbus Day
        School Closed | Student/Staff Holiday | Staff/Student Holiday | Student & Staff Holiday
        Staff Holiday | Winter Holidays
        Student/Teacher Holiday | Students and Staff Off | District Holiday | Holiday
        Thanksgiving Break - No School | THANKSGIVING BREAK | Thanksgiving Holidays | Winter Break!
        Winter Break Day 3 | Christmas Break | New Year's Day | MLK Day | MLK Day Holiday
        MLK, Jr. Holiday | Martin Luther King, Jr. Day | Dr. Martin Luther King Jr. Day (No School)
        Spring Break | Spring Recess | Easter Holiday | Good Friday Holiday | Columbus Day Holiday
        No School: Presidents’ Day | Veterans Day - No School | Student Holiday (Good Friday)
        Student Holiday: Fair Day | Stock Show Holiday | Offices Closed | Juneteenth Holiday
    """,
    DayNote.INSERVICE: """
        No Students | Teacher PD - No Students | Staff PD/No Students | Students Off | NO SCHOOL!!
        Student Holiday | STUDENT HOLIDAY | Student Holidays | No Classes | Non-Student Day
        Student Day Off | No School for Students | Student Holiday/Teacher Workday
        Teacher Workday (Student Holiday) | No School - Teacher Workday | Teacher Work Day
        Staff Work Day / Student Holiday | District PD Day | Campus Professional Development
        District-wide Teacher Workday | Professional Learning Day - No School for Students
        Teacher Planning Day | Teacher In-Service | Staff Development | Reorganization Day
        Professional Day/Student Holiday
    """,
    DayNote.CLOSURE: """
        Bad Weather Day | Inclement Weather Day | Bad Weather Make-Up Day #1 | Weather Closure
        Student Holiday (Bad Weather Make-Up Day)
    """,
}
HELD = """
    Early Release | Early Release Day - All Schools | Elementary Early Release | Late Start
    Student Early Release Day/ Professional Development | Early Dismissal @ 12:30 | Half Day
    Early Release Campus PD / Students Half-Day (4 Hours) | 2-Hour Delay | Classes Resume
    Parent Conference / Full Day Instruction (High School) | Students Return | Noon Dismissal
    Semester Exams - Early Release
"""
NO_CHANGE = """
    Picture Day | Fall Picture Retakes | PTA Meeting | Board meeting | Board of Trustees
    STAAR Grade 3 Reading | English II EOC | TELPAS Window | Spirit week | Red Ribbon Week
    Report cards go home | Progress Reports | Homecoming Game vs. Central | Holiday Band Concert
    Holiday Concert | Veterans Day Program | Book Fair | Science Fair | Open House | Halloween
    100th Day of School | Field Trip - 4th Grade | UIL Competition | A Day | Daylight Saving Time
    Second Semester Begins | End of First Semester | Kick-off Breakfast | Graduation | Fire Drill
    Pecan Bottom Elementary: Kite Fest | Texas Independence Day | Cancelled: Student Holiday
    Student Holiday - CANCELLED | (postponed) Staff Development | No School Party: rescheduled
"""
UNSURE = """
    Founders Day | Fun Friday | Parent-Teacher Conferences | Fall Break Camp | Math PD
    Veterans Day | Juneteenth | Columbus Day | Election Day | Stock Show
    Student Holiday - Elementary Only | Columbus/Indigenous Peoples' Day
    Kindergarten - No School | No School (Grades 9-12) | Elementary Student Holiday | Make-Up Day
    Pecan Bottom Elementary: Student Holiday | Exchange Day | Fall Intersession | Convocation
    Remote Learning Day | Staff Development for Coaches | Winter Break Begins | Staff Return
    Teacher Workday - Half Day / Student Holiday | TENTATIVE: Student Holiday | Yom Kippur
    Picture Day No School | Day Off | Canceled Student Holiday
"""


def names(text: str) -> list[str]:
    return [name.strip() for line in text.strip().splitlines() for name in line.split(" | ")]


def on_a_day(name: str, *more: tuple[str, ...]) -> tuple[Any, Any, LoadedBundle]:
    """What a calendar says of a day that an event of this name fills."""
    event = day(name.replace(",", "\\,"), "20261008")
    bundle = loaded(school_calendar=feed(*SCHOOL, event, *more))
    days = {
        when: (has_school, note)
        for when, has_school, note in rows(
            bundle, "instructional_calendar", "date", "is_instructional", "note"
        )
    }
    return *days[date(2026, 10, 8)], bundle


@pytest.mark.parametrize(
    ("name", "note"), [(name, note) for note, text in OFF.items() for name in names(text)]
)
def test_a_whole_day_that_is_named_as_one_without_students(name: str, note: DayNote) -> None:
    assert on_a_day(name)[:2] == (False, note)


@pytest.mark.parametrize("name", [*names(HELD), *names(NO_CHANGE)])
def test_a_whole_day_with_school(name: str) -> None:
    assert on_a_day(name)[:2] == (True, None)


@pytest.mark.parametrize("name", names(UNSURE))
def test_a_whole_day_that_cannot_be_told_is_no_day_of_school(name: str) -> None:
    has_school, note, bundle = on_a_day(name)
    assert isinstance(has_school, Mark)
    assert (has_school.reason, note) == (l5.Reason.UNREADABLE, None)
    messages = message_with(bundle, "whether there is school on 2026-10-08 is unclear")
    assert f"the event {name!r} " in messages
    assert messages.startswith("school_calendar.ics, line 13: ")


def test_a_day_of_school_by_another_event_is_one_whatever_else_fills_it() -> None:
    assert on_a_day("Founders Day", day("Early Release", "20261008"))[0] is True
    assert on_a_day("Founders Day", day("Student Holiday", "20261008"))[0] is False
    assert isinstance(on_a_day("Founders Day", day("Picture Day", "20261008"))[0], Mark)


def test_an_unknown_event_with_hours_leaves_the_day_as_it_is() -> None:
    event = ("SUMMARY:Founders Day", "DTSTART:20261008T080000", "DURATION:PT8H")
    bundle = loaded(school_calendar=feed(*SCHOOL, event))
    assert taught(bundle)[date(2026, 10, 8)] is True


def test_one_problem_for_all_days_of_an_event() -> None:
    event = day("Founders Week", "20261005", "DTEND;VALUE=DATE:20261010")
    whole = loaded(school_calendar=feed(*SCHOOL, event))
    assert not [problem for problem in whole.problems if "is unclear" in problem.message]
    event = day("Founders Days", "20261005", "DTEND;VALUE=DATE:20261010")
    bundle = loaded(school_calendar=feed(*SCHOOL, event))
    messages = [problem.message for problem in bundle.problems if "is unclear" in problem.message]
    assert len(messages) == 1
    assert "from 2026-10-05 to 2026-10-09" in messages[0]
    assert sum(isinstance(value, Mark) for value in taught(bundle).values()) == 5


@pytest.mark.parametrize(
    "name", ["Camp Okafor", "Coach Okafor Day", "Maria Day", "Ms. Okafor's Day", "Okafor"]
)
def test_an_event_that_may_name_somebody_is_listed_without_the_name(name: str) -> None:
    *_, bundle = on_a_day(name)
    messages = message_with(bundle, "is unclear")
    assert "Okafor" not in messages
    assert "Maria" not in messages


def test_first_and_last_days_in_other_words() -> None:
    events = (day("First Day of School!", "20260812"), day("Last Day of School 2027", "20270527"))
    days = taught(loaded(school_calendar=feed(*events)))
    assert (min(days), max(days)) == (date(2026, 8, 12), date(2027, 5, 27))
    gone = day("Canceled: First Day of School", "20260810")
    assert min(taught(loaded(school_calendar=feed(gone, *SCHOOL)))) == date(2026, 8, 12)


def test_a_holiday_in_other_words_is_told() -> None:
    *_, bundle = on_a_day("Labor Day Holiday")
    assert "note: 'Labor Day Holiday' was read as holiday." in message_with(bundle, "was read as")


def test_what_was_called_off_is_told_for_a_calendar_of_school_too() -> None:
    *_, bundle = on_a_day("CANCELLED: Student Holiday")
    assert "1 date of events not counted whose names say that they were called off" in message_with(
        bundle, "'CANCELLED: Student Holiday'"
    )


@pytest.mark.parametrize(
    ("name", "word"), [("Early closure", "closure"), ("No students camp", "no students")]
)
def test_the_word_that_leaves_a_day_unclear_is_quoted_as_text(name: str, word: str) -> None:
    bundle = loaded(academic=feed(*SCHOOL, day(name, "20261012")))
    message = message_with(bundle, "whether there is school on 2026-10-12 is unclear")
    assert f"names '{word}', on which there may be none." in message
    assert "<" not in message


def test_unclear_days_count_where_the_outcome_hangs_on_them() -> None:
    """One among two hundred changes nothing; where months are unclear nothing is judged."""

    def judged(last: str) -> Any:
        event = "\r\n".join(
            (
                "BEGIN:VEVENT",
                *day("Winter Break Camp", "20260914", f"DTEND;VALUE=DATE:{last}"),
                "END:VEVENT",
                "END:VCALENDAR",
            )
        )
        camp = ACADEMIC.replace(b"END:VCALENDAR", event.encode())
        report = cedar("instructional_calendar.csv", school_calendar__ics=camp)
        return elements(report)["5.2.4-3/plc_held_as_written"]

    plain = elements(cedar())["5.2.4-3/plc_held_as_written"]
    assert judged("20260915").outcome is plain.outcome
    assert judged("20270320").outcome is l5.Outcome.MISSING


def test_quarters_come_from_the_feed_or_stay_blank() -> None:
    def quarters(*ends: tuple[str, str]) -> LoadedBundle:
        return loaded(school_calendar=feed(*SCHOOL, *(day(name, when) for name, when in ends)))

    three = (("End of Q1", "20261008"), ("End of Q2", "20261218"), ("End of Q3", "20270312"))
    records = dict(rows(quarters(*three), "instructional_calendar", "date", "quarter"))
    assert [records[date(2026, 10, 8)], records[date(2026, 10, 9)], records[date(2027, 5, 27)]] == [
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
        assert {row[0] for row in rows(bundle, "instructional_calendar", "quarter")} == {None}
        assert "End of 1st Nine Weeks" in message_with(bundle, "does not tell the quarters")
    report = cedar("instructional_calendar.csv", school_calendar__ics=feed(*SCHOOL))
    assert elements(report)["5.2.1-1/throughout_year"].reason is l5.Reason.MET


def test_the_school_year_is_that_of_the_profile_or_of_the_only_first_day() -> None:
    silent = PROFILE.replace('school_year = "2026-2027"\n', "")
    assert date(2026, 8, 12) in taught(loaded(silent, school_calendar=feed(*SCHOOL)))
    earlier = (day("First Day of School", "20250813"), day("Last Day of School", "20260522"))
    both = feed(*SCHOOL, *earlier)
    assert "school year is unclear" in lost(
        loaded(silent, school_calendar=both), "instructional_calendar"
    )
    assert min(taught(loaded(school_calendar=both))) == date(2026, 8, 12)


def test_a_feed_beside_a_table_is_one_calendar_too_many() -> None:
    report = cedar(school_calendar__ics=feed(*SCHOOL))
    assert "instructional_calendar.csv gives the days of school too; keep one" in message_with(
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
    assert [file.kind for file in bundle.files if file.path.endswith(".ics")] == [kind]
    assert kind in bundle.tables


def test_what_cannot_be_told_is_not_guessed() -> None:
    bundle = loaded(basic=feed(session("A", "20260901T090000")))
    assert "Rename it to instructional_calendar.ics or training_calendar.ics" in lost(bundle, None)
    other = loaded(meeting_log=feed(*SCHOOL))
    assert "a calendar feed can be" in lost(other, "meeting_log")


OUTLOOK = """\
"Subject","Start Date","Start Time","End Date","End Time","All day event","Meeting Organizer"
"First Day of School","8/12/2026","12:00:00 AM","8/13/2026","12:00:00 AM","True","J. Okafor"
"Labor Day - No School","9/7/2026","12:00:00 AM","9/8/2026","12:00:00 AM","True",""
"Thanksgiving Break","11/23/2026","12:00:00 AM","11/28/2026","12:00:00 AM","True",""
"Founders Day","10/8/2026","12:00:00 AM","10/9/2026","12:00:00 AM","True",""
"PTA Meeting","10/13/2026","5:30:00 PM","10/13/2026","6:30:00 PM","False",""
"Staff Development","10/14/2026","4:00:00 PM","10/14/2026","5:00:00 PM","False",""
"Last Day of School","5/27/2027","12:00:00 AM","5/28/2027","12:00:00 AM","True",""
"""
GOOGLE = """\
Subject,Start Date,End Date,All Day Event
First Day of School,08/12/2026,08/12/2026,True
Labor Day - No School,09/07/2026,09/07/2026,True
Thanksgiving Break,11/23/2026,11/27/2026,True
Founders Day,10/08/2026,10/08/2026,True
Last Day of School,05/27/2027,05/27/2027,True
"""


@pytest.mark.parametrize("text", [OUTLOOK, GOOGLE], ids=["outlook", "google"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_calendar_that_was_exported_as_csv(text: str, encoding: str) -> None:
    content = text.replace("\n", "\r\n").encode(encoding)
    files = {"district.toml": PROFILE, "instructional_calendar.csv": content}
    bundle = load(Bundle.from_mapping(files), LOADED.kinds, WORDS)
    days = taught(bundle)
    assert (min(days), max(days)) == (date(2026, 8, 12), date(2027, 5, 27))
    assert [days[date(2026, 9, number)] for number in (4, 7, 8)] == [True, False, True]
    assert [days[date(2026, 11, number)] for number in (20, 23, 27, 30)] == [
        True,
        False,
        False,
        True,
    ]
    assert isinstance(days[date(2026, 10, 8)], Mark)
    assert "the event 'Founders Day' " in message_with(bundle, "2026-10-08 is unclear")
    assert days[date(2026, 10, 13)] is True
    assert days[date(2026, 10, 14)] is True
    assert not [problem for problem in bundle.problems if "Okafor" in problem.message]
