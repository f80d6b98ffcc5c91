"""Calendar feeds as the training calendar: sessions by their words, series without holidays."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from calendars import (
    ACADEMIC,
    CEDAR,
    LEARNING,
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
    rows,
    session,
    table_of,
    told,
    verdicts,
)

import lever5_rules as l5
from lever5_rules.core.marks import Mark
from lever5_rules.loading.bundle import Bundle
from lever5_rules.loading.load import load


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
    assert "2 dates of cancelled events not counted" in told(bundle, "cancelled")
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
    assert "line 37: 3 dates of recurring events not counted, as there is no school" in told(
        bundle, "recurring events"
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
    assert "for what is no training the topic is other" in told(bundle, "without a topic")


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
