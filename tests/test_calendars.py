"""Calendar feeds as evidence: days off and first and last day as the calendar, sessions by words,
series without holidays; and whatever a file holds, a sentence and nothing guessed."""

import csv
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lever5_rules as l5
from lever5_rules.app import names_of
from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.core.marks import Mark
from lever5_rules.core.report import ElementFinding, Report
from lever5_rules.loading.bundle import Bundle
from lever5_rules.loading.load import load
from lever5_rules.loading.rulesets import load_ruleset
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reporting import FORMATS, writer

HERE = Path(__file__).parent
CEDAR = HERE.parent / "examples" / "cedar-hollow-isd"
PROFILE = (CEDAR / "district.toml").read_text(encoding="utf-8")
ACADEMIC = (HERE / "data" / "academic-calendar.ics").read_bytes()
LEARNING = (HERE / "data" / "professional-learning.ics").read_bytes()
LOADED = load_plugins(entry_points=False)
WORDS = load_ruleset("default", LOADED.rulesets, names_of(LOADED)).words


def feed(*events: tuple[str, ...], head: str = "") -> bytes:
    """A feed of events, each given by its lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *filter(None, [head])]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "".join(f"{line}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def day(summary: str, start: str, *more: str) -> tuple[str, ...]:
    return (f"UID:{summary}-{start}", f"SUMMARY:{summary}", f"DTSTART;VALUE=DATE:{start}", *more)


def session(uid: str, start: str, *more: str, words: str = "PBIS,Teachers,Training,all") -> Any:
    return (f"UID:{uid}", f"DTSTART:{start}", "DURATION:PT1H", f"CATEGORIES:{words}", *more)


SCHOOL = (day("First Day of School", "20260812"), day("Last Day of School", "20270527"))


def loaded(profile: str = PROFILE, **files: bytes) -> LoadedBundle:
    """A bundle with these feeds: `academic_calendar` is `academic_calendar.ics`."""
    named: dict[str, Any] = {f"{name}.ics": content for name, content in files.items()}
    bundle = Bundle.from_mapping({"district.toml": profile, **named})
    return load(bundle, LOADED.kinds, WORDS)


def rows(bundle: LoadedBundle, kind: str, *columns: str) -> list[tuple[Any, ...]]:
    table = bundle.tables[kind]
    return [tuple(table.columns[name].at(row) for name in columns) for row in range(table.size)]


def taught(bundle: LoadedBundle) -> dict[date, Any]:
    return dict(rows(bundle, "instructional_calendar", "date", "is_instructional"))


def told(bundle: LoadedBundle | Report, part: str) -> str:
    """Place and sentence of the first problem that says this."""
    found = [f"{one.where}: {one.message}" for one in bundle.problems if part in one.message]
    assert found, [one.message for one in bundle.problems]
    return found[0]


def lost(bundle: LoadedBundle, kind: str | None) -> str:
    """Why nothing can be said of a kind."""
    problems = bundle.lost.get(kind, ())
    assert problems, [one.message for one in bundle.problems]
    return problems[0].message


def cedar(*without: str, **files: Any) -> Report:
    """The example district with some files in the place of others."""
    held: dict[str, Any] = {
        path.name: path.read_bytes()
        for path in CEDAR.rglob("*")
        if path.is_file() and path.suffix in (".toml", ".csv") and path.name not in without
    }
    named = {name.replace("__", "."): content for name, content in files.items()}
    return l5.check(Bundle.from_mapping({**held, **named}), entry_points=False)


def elements(report: Report) -> dict[str, ElementFinding]:
    every = [one for finding in report.findings for one in finding.elements]
    return {one.id: one for group in every for one in (group, *group.alternatives)}


def verdicts(report: Report) -> dict[str, tuple[Any, ...]]:
    return {key: (one.outcome, one.reason, one.message) for key, one in elements(report).items()}


def table_of(path: str) -> list[dict[str, str]]:
    with (CEDAR / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The instructional calendar


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
    assert "line 372: 2 events that say nothing of days without" in told(bundle, "passed over")


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
        (day("Fall Break Camp", "20261008"), None),
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


# The training calendar


def test_sessions_are_read_by_their_words_and_the_rest_stays_blank() -> None:
    bundle = loaded(academic_calendar=ACADEMIC, professional_learning=LEARNING)
    columns = (
        "session_id",
        "date",
        "minutes",
        "topic_codes",
        "audience_roles",
        "campus_ids",
        "mode",
    )
    found = {one[0]: one[1:] for one in rows(bundle, "training_calendar", *columns)}
    assert found["PL-01"] == (
        date(2026, 8, 4),
        120,
        ("plc_practices",),
        ("principal", "assistant_principal", "instructional_coach"),
        ("all",),
        "workshop",
    )
    assert found["PL-02"][3:] == (("teacher",), ("999901101", "999901102"), "workshop")
    assert found["PL-04"][:2] == (date(2026, 11, 2), 90)
    assert [one.__class__ for one in found["PL-05"]] == [date, Mark, tuple, tuple, Mark, Mark]
    assert not {"PL-06", "PL-07"} & set(found)
    assert "1 date of tentative events" in told(bundle, "tentative")
    assert "2 cancelled events not counted" in told(bundle, "cancelled")
    table = bundle.tables["training_calendar"]
    seen = [table.evidence(row, "topic_codes") for row in range(table.size)]
    assert (seen[1].file, seen[1].line, seen[1].written) == (
        "professional_learning.ics",
        21,
        "PBIS",
    )
    assert LEARNING.split(b"\r\n")[20] == b"BEGIN:VEVENT"


def test_a_series_is_held_on_days_of_school_only() -> None:
    bundle = loaded(academic_calendar=ACADEMIC, professional_learning=LEARNING)
    held = {
        when: name
        for name, when in rows(bundle, "training_calendar", "session_id", "date")
        if name.startswith("PL-03")
    }
    mondays = {date(2026, 8, 24) + timedelta(weeks=number) for number in range(18)}
    assert mondays - set(held) == {
        date(2026, 9, 7),  # Labor Day
        date(2026, 9, 14),  # EXDATE
        date(2026, 10, 5),  # moved to Tuesday
        date(2026, 10, 19),  # cancelled
        date(2026, 11, 23),  # Thanksgiving
        date(2026, 12, 21),  # winter break
    }
    assert set(held) - mondays == {date(2026, 10, 6)}
    assert held[date(2026, 10, 6)] == "PL-03/2026-10-05"
    assert "line 37: 3 dates of recurring events fall on days without school" in told(
        bundle, "fall on days without school"
    )


def test_a_written_day_counts_even_without_school() -> None:
    labor_day = session("A", "20260907T090000")
    series = session("B", "20260901T090000", "RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20260907T090000")
    bundle = loaded(academic_calendar=ACADEMIC, training_calendar=feed(labor_day, series))
    assert sorted(rows(bundle, "training_calendar", "session_id", "date")) == [
        ("A", date(2026, 9, 7)),
        ("B/2026-09-01", date(2026, 9, 1)),
        ("B/2026-09-07", date(2026, 9, 7)),
        ("B/2026-09-08", date(2026, 9, 8)),
    ]


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        ({}, "is not in the bundle"),
        ({"school_calendar": feed(*SCHOOL[:1])}, "is not in the bundle"),
        (
            {"school_calendar": feed(*SCHOOL, day("Juneteenth", "20261020"))},
            "does not tell of each",
        ),
    ],
)
def test_a_series_without_a_calendar_is_no_evidence(calendar: Any, said: str) -> None:
    series = feed(session("A", "20260901T090000", "RRULE:FREQ=WEEKLY;COUNT=3"))
    bundle = loaded(training_calendar=series, **calendar)
    assert said in lost(bundle, "training_calendar")
    single = loaded(training_calendar=feed(session("A", "20260901T090000")))
    assert rows(single, "training_calendar", "session_id") == [("A",)]


def test_a_series_follows_a_calendar_in_a_table() -> None:
    series = feed(session("A", "20260904T090000", "RRULE:FREQ=DAILY;COUNT=5"))
    held: dict[str, Any] = {
        "district.toml": PROFILE,
        "training_calendar.ics": series,
        "zzz/instructional_calendar.csv": (
            CEDAR / "calendar/instructional_calendar.csv"
        ).read_bytes(),
    }
    bundle = load(Bundle.from_mapping(held), LOADED.kinds, WORDS)
    assert rows(bundle, "training_calendar", "date") == [(date(2026, 9, 4),), (date(2026, 9, 8),)]


@pytest.mark.parametrize(
    ("lines", "when", "minutes"),
    [
        (("DTSTART:20260902T003000Z", "DTEND:20260902T013000Z"), date(2026, 9, 1), 60),
        (("DTSTART;TZID=Mars/Olympus:20260901T190000", "DURATION:PT45M"), date(2026, 9, 1), 45),
        (("DTSTART;TZID=America/Denver:20260901T230000", "DURATION:PT30M"), date(2026, 9, 1), 30),
        (("DTSTART:20260901T080000", "DTEND:20260901T080000"), date(2026, 9, 1), None),
        (("DTSTART:20260901T220000", "DTEND:20260902T000000"), date(2026, 9, 1), 120),
        (("DTSTART;VALUE=DATE:20260901",), date(2026, 9, 1), None),
    ],
)
def test_days_and_minutes(lines: tuple[str, ...], when: date, minutes: int | None) -> None:
    bundle = loaded(training_calendar=feed(("UID:A", "CATEGORIES:PBIS", *lines)))
    ((found, length),) = rows(bundle, "training_calendar", "date", "minutes")
    assert found == when
    assert (None if isinstance(length, Mark) else length) == minutes


def test_a_series_in_the_time_of_greenwich_is_of_the_evening_before() -> None:
    series = session("A", "20260902T003000Z", "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3")
    bundle = loaded(
        academic_calendar=ACADEMIC,
        training_calendar=feed(series, head="X-WR-TIMEZONE:America/Chicago"),
    )
    assert [one[0].day for one in rows(bundle, "training_calendar", "date")] == [1, 8, 15]
    assert not [one for one in bundle.problems if "UTC" in one.message]
    assumed = loaded(academic_calendar=ACADEMIC, training_calendar=feed(series))
    assert "read as America/Chicago" in told(assumed, "UTC")


def test_sessions_of_several_days_and_of_several_versions() -> None:
    two = ("UID:A", "DTSTART;VALUE=DATE:20260804", "DTEND;VALUE=DATE:20260806", "SUMMARY:PBIS")
    old = session("B", "20260901T090000", "SEQUENCE:1")
    new = session("B", "20260903T090000", "SEQUENCE:2")
    bundle = loaded(training_calendar=feed(two, new, old))
    assert rows(bundle, "training_calendar", "session_id", "date") == [
        ("A/1", date(2026, 8, 4)),
        ("A/2", date(2026, 8, 5)),
        ("B", date(2026, 9, 3)),
    ]


def test_an_event_without_known_words_is_not_dropped() -> None:
    bundle = loaded(training_calendar=feed(session("A", "20260901T090000", words="Budget night")))
    ((topics,),) = rows(bundle, "training_calendar", "topic_codes")
    assert isinstance(topics, Mark)
    assert "for what is no training the topic is other" in told(bundle, "name no topic")


def test_a_series_of_last_year_shows_of_what_year_it_is() -> None:
    series = session("A", "20250902T090000", "RRULE:FREQ=WEEKLY;COUNT=5")
    report = cedar("training_calendar.csv", training_calendar__ics=feed(series))
    assert elements(report)["5.2.4-4/time_scheduled"].reason is l5.Reason.WRONG_YEAR


def exported(sessions: Iterable[dict[str, str]]) -> bytes:
    """The rows of a training calendar as a district's calendar program would export them."""

    def event(row: dict[str, str]) -> tuple[str, ...]:
        words = ["topic_codes", "audience_roles", "campus_ids", "mode", "product_id", "populations"]
        listed = ",".join(row[name].replace(";", ",") for name in words if row[name])
        start = f"{row['date'].replace('-', '')}T080000"
        length = f"DURATION:PT{row['minutes']}M"
        return (
            f"UID:{row['session_id']}@district",
            f"DTSTART:{start}",
            length,
            f"CATEGORIES:{listed}",
        )

    return feed(*map(event, sessions))


def test_the_example_is_judged_alike_by_its_sessions_as_a_feed() -> None:
    sessions = table_of("records/training_calendar.csv")
    lacking = ("planning_focus", "expectation_document", "informed_by")
    carried = [{key: "" if key in lacking else row[key] for key in row} for row in sessions]
    text = "\n".join(",".join(row.values()) for row in carried)
    table = f"{','.join(carried[0])}\n{text}\n".encode()
    by_table = cedar("training_calendar.csv", training_calendar__csv=table)
    by_feed = cedar(
        "training_calendar.csv",
        "instructional_calendar.csv",
        training_calendar__ics=exported(sessions),
        academic__ics=ACADEMIC,
    )
    assert verdicts(by_feed) == verdicts(by_table)
    resting = [
        one
        for one in elements(by_feed).values()
        if one.outcome is l5.Outcome.PASS
        and any(seen.file == "training_calendar.ics" for seen in one.evidence)
    ]
    assert len(resting) > 10


# Which feed is which


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
    bundle = loaded(**{name: feed(*SCHOOL, head=head)})
    assert [one.kind for one in bundle.files if one.path.endswith(".ics")] == [kind]
    assert kind in bundle.tables


def test_what_cannot_be_told_is_not_guessed() -> None:
    bundle = loaded(basic=feed(session("A", "20260901T090000")))
    assert "Rename it to instructional_calendar.ics or training_calendar.ics" in lost(bundle, None)
    other = loaded(meeting_log=feed(*SCHOOL))
    assert "a calendar feed can be" in lost(other, "meeting_log")


# Whatever stands in a file


def test_a_truncated_feed_is_never_no_training() -> None:
    cut = LEARNING[: LEARNING.rindex(b"END:VEVENT")]
    bundle = loaded(academic_calendar=ACADEMIC, training_calendar=cut)
    assert "the file is truncated: 9 events begun, 8 read." in lost(bundle, "training_calendar")
    report = cedar("training_calendar.csv", training_calendar__ics=cut)
    one = elements(report)["5.2.4-4/time_scheduled"]
    assert (one.outcome, one.reason) == (l5.Outcome.MISSING, l5.Reason.UNREADABLE)
    assert "9 events begun, 8 read" in one.message


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.999])
def test_a_feed_cut_anywhere_is_told(kept: float) -> None:
    for content in (LEARNING, ACADEMIC):
        bundle = loaded(training_calendar=content[: int(len(content) * kept)])
        assert "is truncated" in lost(bundle, "training_calendar")
    between = LEARNING.removesuffix(b"END:VCALENDAR\r\n")
    assert "END:VCALENDAR, is not there" in lost(
        loaded(training_calendar=between), "training_calendar"
    )
    two = between + feed(session("A", "20260901T090000"))
    assert "is truncated" in lost(loaded(training_calendar=two), "training_calendar")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is no calendar"),
        (b"<html>Sign in</html>", "it is no calendar"),
        (feed(*SCHOOL).decode().encode("utf-16"), "it is no calendar"),
        (
            feed(("SUMMARY:Reuni\u00f3n", "DTSTART:20260901T080000")).decode().encode("latin-1"),
            "UTF-8",
        ),
        (feed(("SUMMARY:x",)), "does not say when it begins"),
        (feed(("DTSTART:someday",)), "cannot be read"),
        (feed(("DTSTART;VALUE=DATE:20260230",)), "cannot be read"),
        (feed(("DTSTART:20260901T080000", "DTEND:20260901T070000")), "ends before it begins"),
        (feed(("DTSTART:20260901T080000", "DURATION:P9999W")), "longer than a year"),
        (feed(session("A", "19000101T000000", "RRULE:FREQ=SECONDLY")), "recurs secondly"),
        (feed(session("A", "20260901T000000", "RRULE:FREQ=WAT")), "cannot be read"),
        (feed(session("A", "20260901T000000", "EXRULE:FREQ=DAILY")), "EXRULE"),
        (feed(session("A", "20190901T000000", "RRULE:FREQ=DAILY;COUNT=5")), "counted from 2019"),
        (
            feed(
                session("A", "20260901T000000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260901T000000")
            ),
            "THISANDFUTURE",
        ),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 50 + b"END:VCALENDAR\n", "nested too deeply"),
        (feed(*[session("A", "20260901T000000")] * 10_001), "more than 10000 events"),
        (feed(*[session("A", "20260901T000000", "RRULE:FREQ=DAILY")] * 501), "500 recurring"),
        (feed(session("A", "20260901T000000", words="a," * 200_000)), "say too much"),
        (b"x" * ((8 << 20) + 1), "larger than 8 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_refused_says_so_and_costs_the_kind_only(content: bytes, said: str) -> None:
    bundle = loaded(academic_calendar=ACADEMIC, training_calendar=content)
    assert said in lost(bundle, "training_calendar")
    assert all(one.file == "training_calendar.ics" for one in bundle.lost["training_calendar"])
    assert list(bundle.lost) == ["training_calendar"]
    assert "instructional_calendar" in bundle.tables


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n"])
def test_line_ends_folds_marks_and_several_calendars(ending: str) -> None:
    first = feed(session("A", "20260901T090000")).decode()
    second = feed(session("B", "20260902T090000"), head="X-WR-CALNAME:Two").decode()
    folded = (first + second).replace(
        "CATEGORIES:PBIS,Teachers", "CATEGORIES:PB\r\n IS,Tea\r\n\tchers"
    )
    content = b"\xef\xbb\xbf" + folded.replace("\r\n", ending).encode()
    bundle = loaded(training_calendar=content)
    assert [one[0] for one in rows(bundle, "training_calendar", "session_id")] == ["A", "B"]
    assert {one[0] for one in rows(bundle, "training_calendar", "topic_codes")} == {("behavior",)}
    assert bundle.tables["training_calendar"].evidence(1, "date").line == 15


def test_a_calendar_that_takes_its_events_back() -> None:
    bundle = loaded(training_calendar=feed(session("A", "20260901T090000"), head="METHOD:CANCEL"))
    assert bundle.tables["training_calendar"].size == 0


def test_people_in_a_feed_appear_nowhere() -> None:
    odd = session("jane.doe@district.example", "20260901T090000", "SUMMARY:Coaching with Jane Doe")
    both = {"training_calendar__ics": LEARNING, "training_calendar-2__ics": feed(odd)}
    report = cedar("training_calendar.csv", **both)
    for name in FORMATS:
        written = writer(name)(report)
        text = written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)
        for word in ("Whitlock", "Okafor", "Jane Doe", "@cedarhollow", "@district", "laptop"):
            assert word not in text, (name, word)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    bundle = loaded(academic_calendar=ACADEMIC)
    assert "pip install 'lever5-rules[calendars]'" in lost(bundle, "instructional_calendar")
    assert [one.status for one in bundle.files if one.path.endswith(".ics")] == ["unreadable"]


slow = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(content=st.binary(max_size=400))
def test_no_bytes_fail(content: bytes) -> None:
    bundle = loaded(training_calendar=content)
    assert bundle.lost or b"BEGIN:VCALENDAR" in content.upper()


lines = st.sampled_from(
    [line.decode() for line in LEARNING.split(b"\r\n") + ACADEMIC.split(b"\r\n")]
    + ["BEGIN:VCALENDAR", "END:VCALENDAR", "RRULE:FREQ=DAILY;INTERVAL=-1", "EXDATE:x", "DTEND:0"]
    + ["DTSTART:00010101T000000Z", "DTSTART:99991231T235959Z", "DURATION:-P1D", "SUMMARY", "UID;:"]
)


@slow
@given(parts=st.lists(st.one_of(lines, st.text(max_size=20)), max_size=40))
def test_no_mixture_of_lines_fails(parts: list[str]) -> None:
    body = feed(tuple(part.encode("utf-8", "replace").decode() for part in parts))
    for name in ("training_calendar", "instructional_calendar"):
        bundle = loaded(**{name: body})
        assert not [one for one in bundle.problems if "failed at it" in one.message]


@slow
@given(
    weekday=st.sampled_from(["MO", "TU", "WE", "TH", "FR"]),
    off=st.sets(st.integers(0, 150), max_size=12),
    left_out=st.sets(st.integers(0, 150), max_size=12),
)
def test_no_series_is_held_on_a_day_off(weekday: str, off: set[int], left_out: set[int]) -> None:
    start = date(2026, 8, 12)
    free = {start + timedelta(days=number) for number in off}
    out = {start + timedelta(days=number) for number in left_out}
    listed = ",".join(f"{one:%Y%m%d}T090000" for one in sorted(out))
    rule = f"RRULE:FREQ=WEEKLY;BYDAY={weekday};UNTIL=20270101T000000"
    series = session("A", "20260812T090000", rule, *([f"EXDATE:{listed}"] if out else []))
    days = [day("Student Holiday", f"{one:%Y%m%d}") for one in sorted(free)]
    bundle = loaded(
        school_calendar=feed(*SCHOOL, *days),
        training_calendar=feed(series, session("B", "20260812T090000")),
    )
    held = {
        when
        for name, when in rows(bundle, "training_calendar", "session_id", "date")
        if name != "B"
    }
    number = ["MO", "TU", "WE", "TH", "FR"].index(weekday)
    every = {start + timedelta(days=one) for one in range(142)}
    assert held == {one for one in every if one.weekday() == number} - free - out
