"""Calendar feeds as the training calendar: sessions by their words, series without holidays."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
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
    message_with,
    rows,
    session,
    table_of,
    verdicts,
)

import lever5_rules as l5
from lever5_rules.checking import names_of
from lever5_rules.core.blanks import Mark
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.ruleset.ruleset_files import load_ruleset


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
    by_name = {row[0]: row[1:] for row in rows(bundle, "training_calendar", *columns)}
    assert by_name["PL-01"] == (
        date(2026, 8, 4),
        120,
        ("plc_practices",),
        ("principal", "assistant_principal", "instructional_coach"),
        ("all",),
        "workshop",
    )
    assert by_name["PL-02"][3:] == (("teacher",), ("999901101", "999901102"), "workshop")
    assert by_name["PL-04"][:2] == (date(2026, 11, 2), 90)
    assert [item.__class__ for item in by_name["PL-05"]] == [date, Mark, tuple, tuple, Mark, Mark]
    assert not {"PL-06", "PL-07"} & set(by_name)
    assert "1 date of tentative events" in message_with(bundle, "tentative")
    assert "2 dates of cancelled events not counted" in message_with(bundle, "cancelled")
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
    names = {
        when: name
        for name, when in rows(bundle, "training_calendar", "session_id", "date")
        if name.startswith("PL-03")
    }
    mondays = {date(2026, 8, 24) + timedelta(weeks=number) for number in range(18)}
    assert mondays - set(names) == {
        date(2026, 9, 7),  # Labor Day
        date(2026, 9, 14),  # EXDATE
        date(2026, 10, 5),  # moved to Tuesday
        date(2026, 10, 19),  # cancelled
        date(2026, 11, 23),  # Thanksgiving
        date(2026, 12, 21),  # winter break
    }
    assert set(names) - mondays == {date(2026, 10, 6)}
    assert names[date(2026, 10, 6)] == "PL-03/2026-10-05"
    assert (
        "line 37: 3 dates of recurring events not counted, as there is no school"
        in message_with(bundle, "recurring events")
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
    ("calendar", "text"),
    [
        ({}, "is not in the bundle"),
        ({"school_calendar": feed(*SCHOOL[:1])}, "is not in the bundle"),
    ],
)
def test_a_series_without_a_calendar_is_no_evidence(calendar: Any, text: str) -> None:
    series = feed(session("A", "20260901T090000", "RRULE:FREQ=WEEKLY;COUNT=3"))
    bundle = loaded(training_calendar=series, **calendar)
    assert text in lost(bundle, "training_calendar")
    single = loaded(training_calendar=feed(session("A", "20260901T090000")))
    assert rows(single, "training_calendar", "session_id") == [("A",)]


def test_a_date_of_a_series_on_an_unsure_day_is_unsure_and_the_others_are_not() -> None:
    series = feed(session("A", "20260901T090000", "RRULE:FREQ=WEEKLY;COUNT=3"))
    calendar = feed(*SCHOOL, day("Juneteenth", "20260908"))
    bundle = loaded(training_calendar=series, school_calendar=calendar)
    (first,), (second,), (third,) = rows(bundle, "training_calendar", "date")
    assert (first, third) == (date(2026, 9, 1), date(2026, 9, 15))
    assert isinstance(second, Mark)
    assert "falls on 2026-09-08, for which the instructional_calendar does not say" in message_with(
        bundle, "the series"
    )


def test_a_series_follows_a_calendar_in_a_table() -> None:
    series = feed(session("A", "20260904T090000", "RRULE:FREQ=DAILY;COUNT=5"))
    data: dict[str, Any] = {
        "district.toml": PROFILE,
        "training_calendar.ics": series,
        "zzz/instructional_calendar.csv": (
            CEDAR / "calendar/instructional_calendar.csv"
        ).read_bytes(),
    }
    bundle = load(Bundle.from_mapping(data), LOADED.kinds, WORDS)
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
    ((day, length),) = rows(bundle, "training_calendar", "date", "minutes")
    assert day == when
    assert (None if isinstance(length, Mark) else length) == minutes


def test_a_series_in_the_time_of_greenwich_is_of_the_evening_before() -> None:
    series = session("A", "20260902T003000Z", "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3")
    bundle = loaded(
        academic_calendar=ACADEMIC,
        training_calendar=feed(series, head="X-WR-TIMEZONE:America/Chicago"),
    )
    assert [row[0].day for row in rows(bundle, "training_calendar", "date")] == [1, 8, 15]
    assert not [problem for problem in bundle.problems if "UTC" in problem.message]
    assumed = loaded(academic_calendar=ACADEMIC, training_calendar=feed(series))
    assert "read as America/Chicago" in message_with(assumed, "UTC")


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
    assert "for what is not training the topic is other" in message_with(bundle, "without a topic")


def test_a_series_of_last_year_shows_of_what_year_it_is() -> None:
    series = session("A", "20250902T090000", "RRULE:FREQ=WEEKLY;COUNT=5")
    report = cedar("training_calendar.csv", training_calendar__ics=feed(series))
    assert elements(report)["5.2.4-4/time_scheduled"].reason is l5.Reason.WRONG_YEAR


def _events(sessions: Iterable[dict[str, str]]) -> list[tuple[str, ...]]:
    """The rows of a training calendar as events."""

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

    return [event(row) for row in sessions]


def exported(sessions: Iterable[dict[str, str]]) -> bytes:
    """The rows of a training calendar as a district's calendar program would export them."""
    return feed(*_events(sessions))


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
    told_apart = {
        name
        for name, verdict in verdicts(by_feed).items()
        if verdict[:2] != verdicts(by_table)[name][:2]
    }
    assert told_apart == {"5.2.5-4/training_informed_by_data"}
    resting = [
        element
        for element in elements(by_feed).values()
        if element.outcome is l5.Outcome.PASS
        and any(seen.file == "training_calendar.ics" for seen in element.evidence)
    ]
    assert len(resting) > 10


WITHOUT_PLACE = [
    "5.2.1-1/expectation_document_linked",
    "5.2.3-3/planning_focus",
    "5.2.5-4/training_informed_by_data",
]


def test_what_a_feed_cannot_say_is_missing_and_no_gap() -> None:
    """Of sessions without a product and a group of students nothing is known of either."""
    plain = [
        {**row, "product_id": "", "populations": ""}
        for row in table_of("records/training_calendar.csv")
    ]
    result = elements(cedar("training_calendar.csv", training_calendar__ics=exported(plain)))
    for criterion in ("5.2.2-1", "5.2.2-2", "5.2.2-4", "5.2.3-3", "5.2.3-4", "5.2.5-4"):
        mine = [element for name, element in result.items() if name.startswith(f"{criterion}/")]
        unknown = [
            element
            for element in mine
            if "is a calendar feed, which has no place for" in element.message
        ]
        assert unknown, criterion
        assert {element.outcome for element in unknown} == {l5.Outcome.MISSING}
        assert {element.reason for element in unknown} == {l5.Reason.BLANK_FIELD}
        assert all("training_calendar.csv" in element.remedy for element in unknown)
    for name in WITHOUT_PLACE:
        assert result[name].outcome is l5.Outcome.MISSING


def test_one_event_that_names_a_product_shows_that_the_feed_names_them() -> None:
    named = session("A", "20260901T090000", words="HQIM Implementation,Teachers,lantern-rla-k5")
    silent = session("B", "20260902T090000")
    adoption = CEDAR / "records" / "curriculum_adoption_record.csv"
    path = adoption if adoption.exists() else next(CEDAR.rglob("curriculum_adoption_record.csv"))
    data: dict[str, Any] = {
        "district.toml": PROFILE,
        "training_calendar.ics": feed(named, silent),
        "curriculum_adoption_record.csv": path.read_bytes(),
    }
    bundle = load(Bundle.from_mapping(data), LOADED.kinds, WORDS)
    records = dict(rows(bundle, "training_calendar", "session_id", "product_id"))
    assert records == {"A": "lantern-rla-k5", "B": None}
    groups = [row[0] for row in rows(bundle, "training_calendar", "populations")]
    assert all(isinstance(group, Mark) for group in groups)


CALLED_OFF = [
    "Canceled: PBIS",
    "CANCELLED",
    "Cancelled - PBIS",
    "POSTPONED PBIS",
    "PBIS (cancelled)",
    "(CANCELED) PBIS",
    "[Postponed] PBIS",
    "Rescheduled - PBIS",
    "PBIS - rescheduled to May 3",
    "Called off: PBIS",
    "CANCELADO PBIS",
    "Cancelado: capacitación",
    "PBIS training CANCELLED",
    "PBIS – CANCELLED due to weather",
    "PBIS training is cancelled",
    "Cancelled/Rescheduled: PBIS",
    "*CANCELLED* PBIS",
    "Cancelled-PBIS",
    "PBIS: did not meet",
    "Canceled event: PBIS",
    "CXL: PBIS",
    "Cancellation: PBIS",
    "CANCELLATION - PBIS",
    "Cancelled. PBIS",
    "No meeting: PBIS",
    "PBIS (to be rescheduled)",
    "Moved: PBIS",
    "PBIS - moved to May 3",
    "No longer happening: PBIS",
    "PBIS will not take place",
    "PBIS cancelled due to weather",
    "PBIS CANCELLED (see email)",
    "PBIS was cancelled because of snow",
    "PBIS canceled for weather",
    "PBIS moved to May 3",
    "RE-SCHEDULED: PBIS",
    "CX: PBIS",
    "\uff23\uff21\uff2e\uff23\uff25\uff2c\uff2c\uff25\uff24: PBIS",
    "\U0001d402\U0001d400\U0001d40d\U0001d402\U0001d404\U0001d40b\U0001d404\U0001d403: PBIS",
    "Can\u200bcelled: PBIS",
    "C a n c e l l e d: PBIS",
    "C.A.N.C.E.L.L.E.D: PBIS",
    "Cancellled: PBIS",
    "Cancelld: PBIS",
    "Postpnoed: PBIS",
    "Rained out: PBIS",
    "PBIS rained out",
    "Withdrawn: PBIS",
    "PBIS training was withdrawn",
    "Void: PBIS",
    "VOID PBIS training",
    "PBIS (void)",
    "Deleted: PBIS",
    "Skipped: PBIS",
    "Suspended: PBIS",
    "PBIS is suspended until May",
    "~~PBIS~~",
    "\u274c PBIS",
    "P\u0336B\u0336I\u0336S\u0336",
    "Annul\u00e9: PBIS",
    "Annule\u0301 - PBIS",
    "Anulado: PBIS",
]
HELD = [
    "Cancellation policy training",
    "Postponed lesson study: how to plan",
    "Rescheduled from May 3: PBIS",
    "PBIS (rescheduled from May 3)",
    "NOT CANCELLED - PBIS",
    "PBIS when trips are canceled in spring",
    "Tentative agreements in teams",
    "Noise cancelling classrooms",
    "Training on cancellation",
    "PBIS (location TBD)",
    "PBIS - speaker TBA",
    "PBIS (moved to the library)",
    "PBIS - moved to Zoom",
    "Moved from May 3: PBIS",
    "No meeting without an aim",
    "Void and duplicate receipts",
    "VOID AND DUPLICATE RECEIPTS",
    "Draft writing workshop",
    "DRAFT WRITING WORKSHOP",
    "Draft Writing Workshop",
    "Proposed budget review training",
    "Proposed Budget Review Training",
    "Pending legislation update",
    "Suspended students: planning their return",
    "Deleted scenes in film class",
    "CX Training for front offices",
    "Scheduled: PBIS",
    "What to do when school is cancelled (remote plans)",
    "How a field trip is cancelled, step by step",
    "Hold harmless rules",
    "What is PBIS?",
    "PBIS: how do we start?",
    "Ready for STAAR?",
    "P B I S basics",
]


@pytest.mark.parametrize("name", CALLED_OFF)
def test_what_its_name_calls_off_was_not_held(name: str) -> None:
    kept = session("B", "20260902T090000")
    gone = session("A", "20260901T090000", f"SUMMARY:{name}", "STATUS:CONFIRMED")
    bundle = loaded(training_calendar=feed(gone, kept))
    assert rows(bundle, "training_calendar", "session_id") == [("B",)]
    assert "1 date of events not counted whose names say" in message_with(bundle, "called off")


@pytest.mark.parametrize("name", HELD)
def test_a_session_on_what_was_called_off_is_held(name: str) -> None:
    bundle = loaded(training_calendar=feed(session("A", "20260901T090000", f"SUMMARY:{name}")))
    assert rows(bundle, "training_calendar", "session_id") == [("A",)]


@pytest.mark.parametrize(
    "name",
    [
        *("TENTATIVE: PBIS", "PBIS (tentative)", "TENTATIVE PBIS", "HOLD: PBIS"),
        *("TBD: PBIS", "PBIS - TBA", "PBIS (unconfirmed)"),
        *("PBIS - date TBD", "PBIS (tentative date)", "Canceled PBIS", "Postponed Book Study"),
        *("DRAFT PBIS", "DRAFT - PBIS", "PBIS (draft)", "Draft: PBIS", "PBIS training DRAFT"),
        *("Proposed: PBIS", "Placeholder: PBIS", "Placeholder for PBIS", "Placeholder PBIS"),
        *("PBIS?", "PBIS (?)", "?? PBIS", "DO NOT USE PBIS", "Do not use: PBIS", "HOLD PBIS"),
        *("PBIS - pending", "Tentative PBIS", "T e n t a t i v e: PBIS"),
    ],
)
def test_what_its_name_makes_tentative_does_not_count(name: str) -> None:
    gone = session("A", "20260901T090000", f"SUMMARY:{name}")
    bundle = loaded(training_calendar=feed(gone, session("B", "20260902T090000")))
    assert rows(bundle, "training_calendar", "session_id") == [("B",)]
    assert "Confirm what is fixed" in message_with(bundle, "names say that they are tentative")


def test_a_district_adds_its_own_word_for_what_was_called_off(tmp_path: Path) -> None:
    ruleset = tmp_path / "ours.toml"
    ruleset.write_text(
        'name = "ours"\nversion = "1"\ntitle = "Ours"\nextends = "default"\n'
        '[words.calendar_mark]\n"Scrapped" = "called_off"\n',
        encoding="utf-8",
    )
    words = load_ruleset(str(ruleset), LOADED.rulesets, names_of(LOADED)).words
    gone = session("A", "20260901T090000", "SUMMARY:Scrapped: PBIS")
    data: dict[str, Any] = {"district.toml": PROFILE, "training_calendar.ics": feed(gone)}
    assert (
        load(Bundle.from_mapping(data), LOADED.kinds, words).tables["training_calendar"].size == 0
    )


@pytest.mark.parametrize("status", ["CANCELED", "Cancelled", "CANCELLLED", "CANX", "VOID"])
def test_a_status_that_calls_off_in_another_word_calls_off(status: str) -> None:
    gone = session("A", "20260901T090000", f"STATUS:{status}")
    bundle = loaded(training_calendar=feed(gone, session("B", "20260902T090000")))
    assert rows(bundle, "training_calendar", "session_id") == [("B",)]
    assert "1 date of cancelled events not counted" in message_with(bundle, "cancelled")


def test_a_status_that_nobody_knows_is_tentative_and_told() -> None:
    gone = session("A", "20260901T090000", "STATUS:WHATEVER")
    bundle = loaded(training_calendar=feed(gone, session("B", "20260902T090000")))
    assert rows(bundle, "training_calendar", "session_id") == [("B",)]
    message_with(bundle, "1 event with a STATUS that is not one of calendars")
    message_with(bundle, "1 date of tentative events not counted")


@pytest.mark.parametrize("status", ["", "CONFIRMED", "confirmed", "COMPLETED"])
def test_a_status_of_what_is_held_leaves_it_held(status: str) -> None:
    held = session("A", "20260901T090000", f"STATUS:{status}")
    bundle = loaded(training_calendar=feed(held))
    assert rows(bundle, "training_calendar", "session_id") == [("A",)]
    assert not [problem for problem in bundle.problems if "STATUS" in problem.message]


def test_a_series_that_was_called_off_is_gone_and_a_single_date_of_it_alone() -> None:
    def series(*names: str) -> list[int]:
        whole = session("A", "20260901T090000", "RRULE:FREQ=WEEKLY;COUNT=3", f"SUMMARY:{names[0]}")
        moved = session(
            "A", "20260908T090000", "RECURRENCE-ID:20260908T090000", f"SUMMARY:{names[1]}"
        )
        bundle = loaded(academic_calendar=ACADEMIC, training_calendar=feed(whole, moved))
        return [row[0].day for row in rows(bundle, "training_calendar", "date")]

    assert sorted(series("PBIS", "PBIS")) == [1, 8, 15]
    assert sorted(series("PBIS", "Canceled: PBIS")) == [1, 15]
    assert series("Canceled: PBIS", "PBIS") == []


def test_all_sessions_called_off_by_name_pass_nothing() -> None:
    sessions = [
        (*lines, f"SUMMARY:Canceled: session {number}")
        for number, lines in enumerate(_events(table_of("records/training_calendar.csv")))
    ]
    result = elements(cedar("training_calendar.csv", training_calendar__ics=feed(*sessions)))
    assert result["5.2.4-4/time_scheduled"].outcome is l5.Outcome.MISSING


def test_of_two_versions_of_an_event_the_one_that_was_called_off_last_counts() -> None:
    old = session("A", "20260901T090000", "SEQUENCE:1", "SUMMARY:PBIS")
    new = session("A", "20260901T090000", "SEQUENCE:2", "SUMMARY:Canceled: PBIS")
    bundle = loaded(training_calendar=feed(old, new, session("B", "20260902T090000")))
    assert rows(bundle, "training_calendar", "session_id") == [("B",)]


def test_the_same_event_twice_is_one_session() -> None:
    item = session("A", "20260901T090000")
    bundle = loaded(training_calendar=feed(item, item))
    assert rows(bundle, "training_calendar", "session_id") == [("A",)]
