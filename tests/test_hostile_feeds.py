"""Whatever stands in a calendar feed: a sentence, the rest judged, and nobody's name."""

import sys
from datetime import date, timedelta
from time import perf_counter

import pytest
from calendars import (
    ACADEMIC,
    LEARNING,
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
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lever5_rules as l5
from lever5_rules.reports import FORMATS, writer


def test_a_truncated_feed_is_never_no_training() -> None:
    cut = LEARNING[: LEARNING.rindex(b"END:VEVENT")]
    bundle = loaded(academic_calendar=ACADEMIC, training_calendar=cut)
    assert "the file is truncated: 9 events begun, 8 read." in lost(bundle, "training_calendar")
    report = cedar("training_calendar.csv", training_calendar__ics=cut)
    element = elements(report)["5.2.4-4/time_scheduled"]
    assert (element.outcome, element.reason) == (l5.Outcome.MISSING, l5.Reason.UNREADABLE)
    assert "9 events begun, 8 read" in element.message


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
    ("content", "text"),
    [
        (b"", "it is not a calendar"),
        (b"<html>Sign in</html>", "it is not a calendar"),
        (feed(*SCHOOL).decode().encode("utf-16"), "it is not a calendar"),
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
        (feed(session("A" * 256, "20260901T000000")), "its UID is longer"),
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
def test_what_is_refused_says_so_and_costs_the_kind_only(content: bytes, text: str) -> None:
    bundle = loaded(academic_calendar=ACADEMIC, training_calendar=content)
    assert text in lost(bundle, "training_calendar")
    assert all(
        problem.file == "training_calendar.ics" for problem in bundle.lost["training_calendar"]
    )
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
    assert [row[0] for row in rows(bundle, "training_calendar", "session_id")] == ["A", "B"]
    assert {row[0] for row in rows(bundle, "training_calendar", "topic_codes")} == {("behavior",)}
    assert bundle.tables["training_calendar"].evidence(1, "date").line == 15


def test_a_calendar_that_takes_its_events_back() -> None:
    bundle = loaded(training_calendar=feed(session("A", "20260901T090000"), head="METHOD:CANCEL"))
    assert bundle.tables["training_calendar"].size == 0


def test_people_in_a_feed_appear_nowhere() -> None:
    odd = session("jane.doe@district.example", "20260901T090000", "SUMMARY:Coaching with Jane Doe")
    off = session("x", "20260901T090000", "SUMMARY:Canceled: Coaching with Jane Doe and Okafor")
    both = {"training_calendar__ics": LEARNING, "training_calendar-2__ics": feed(odd, off)}
    report = cedar("training_calendar.csv", **both)
    for name in FORMATS:
        written = writer(name)(report)
        text = written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)
        for word in ("Whitlock", "Okafor", "Jane Doe", "@cedarhollow", "@district", "laptop"):
            assert word not in text, (name, word)


@pytest.mark.parametrize(
    "zone",
    [
        "America",
        "localtime",
        "posixrules",
        "posix/America/Chicago",
        "Factory",
        "../../etc/localtime",
        "A" * 5000,
        "America/" + "A" * 300,
        "\x01",
        "",
    ],
)
def test_a_zone_that_there_is_not_is_that_of_the_district(zone: str) -> None:
    """What a feed says depends neither on the zone of the machine nor on what its files are."""
    placed = session("A", "20260901T190000")
    late = ("UID:B", "DTSTART:20260902T003000Z", "CATEGORIES:PBIS", "DURATION:PT1H")
    lines = tuple(line.replace("DTSTART:", f"DTSTART;TZID={zone}:") for line in placed)
    for head in (f"X-WR-TIMEZONE:{zone}", f"BEGIN:VTIMEZONE\r\nTZID:{zone}\r\nEND:VTIMEZONE"):
        bundle = loaded(training_calendar=feed(lines, late, head=head))
        records = rows(bundle, "training_calendar", "session_id", "date")
        assert records == [("A", date(2026, 9, 1)), ("B", date(2026, 9, 1))]
        assert [
            problem for problem in bundle.problems if "read as America/Chicago" in problem.message
        ]


@pytest.mark.parametrize(
    "name",
    [
        "-" * 200_000,
        "!" * 200_000 + "x",
        " " * 200_000 + "x",
        "cancelled " * 20_000,
        "holiday " * 20_000,
        "a-" * 100_000,
        "(" * 200_000,
    ],
    ids=lambda name: name[:12],
)
def test_a_long_name_takes_no_time(name: str) -> None:
    events = [day(name, "20261008", f"X:{number}") for number in range(3)]
    began = perf_counter()
    for kind in ("training_calendar", "school_calendar"):
        loaded(PROFILE, **{kind: feed(*SCHOOL, *events)})
    assert perf_counter() - began < 5


def test_many_names_that_nobody_knows_take_no_time() -> None:
    words = [
        str(number).translate(str.maketrans("0123456789", "qxzkvwjyfp")) for number in range(3000)
    ]
    many = [day(f"Canceled: {word}xq", "20261008") for word in words]
    began = perf_counter()
    bundle = loaded(school_calendar=feed(*SCHOOL, *many))
    assert "3000 dates" in " ".join(problem.message for problem in bundle.problems)
    assert perf_counter() - began < 10


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    bundle = loaded(academic_calendar=ACADEMIC)
    assert "pip install 'lever5-rules[calendars]'" in lost(bundle, "instructional_calendar")
    assert [file.status for file in bundle.files if file.path.endswith(".ics")] == ["unreadable"]


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
        bundle = loaded(PROFILE, **{name: body})
        assert not [problem for problem in bundle.problems if "failed at it" in problem.message]


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
    listed = ",".join(f"{date_off:%Y%m%d}T090000" for date_off in sorted(out))
    rule = f"RRULE:FREQ=WEEKLY;BYDAY={weekday};UNTIL=20270101T000000"
    series = session("A", "20260812T090000", rule, *([f"EXDATE:{listed}"] if out else []))
    days = [day("Staff Holiday", f"{date_off:%Y%m%d}") for date_off in sorted(free)]
    bundle = loaded(
        school_calendar=feed(*SCHOOL, *days),
        training_calendar=feed(series, session("B", "20260812T090000")),
    )
    session_days = {
        when
        for name, when in rows(bundle, "training_calendar", "session_id", "date")
        if name != "B"
    }
    number = ["MO", "TU", "WE", "TH", "FR"].index(weekday)
    every = {start + timedelta(days=date_off) for date_off in range(142)}
    assert (
        session_days
        == {date_off for date_off in every if date_off.weekday() == number} - free - out
    )
