"""The days of a recurring event: as dateutil finds them, and never longer in coming."""

from datetime import date, datetime, time
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from lever5_rules.reading.calendars.recurrence import WEEKDAYS, list_rule_days, read_rule
from lever5_rules.reading.cannot_read import UnreadableRecurrence

FIRST, LAST = date(2026, 7, 1), date(2027, 6, 30)
AGES = 7600
"""The calendar repeats every 400 years, and dateutil looks for a match up to the year 9999."""
ordinals = st.sampled_from(["1", "2", "-1", "5"])
weekday = st.sampled_from(WEEKDAYS)


def listed(items: Any, most: int = 3) -> Any:
    return st.lists(items, min_size=1, max_size=most, unique=True)


@st.composite
def rules(draw: Any) -> dict[str, list[Any]]:
    """Rules as calendars write them and some that nobody would; most of them recur."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts: dict[str, list[Any]] = {"FREQ": [frequency]}

    def maybe(name: str, values: Any) -> None:
        if draw(st.booleans()):
            parts[name] = draw(values)

    maybe("INTERVAL", listed(st.integers(1, 5), 1))
    maybe("COUNT", listed(st.integers(1, 60), 1))
    maybe("WKST", listed(st.sampled_from(["MO", "SU"]), 1))
    maybe("BYMONTH", listed(st.integers(1, 12)))
    numbered = frequency in ("MONTHLY", "YEARLY")
    # of BYDAY=MO,1MO dateutil takes what is both, where the standard takes what is either
    if numbered and draw(st.booleans()):
        maybe("BYDAY", listed(st.tuples(ordinals, weekday).map("".join)))
    else:
        maybe("BYDAY", listed(weekday))
    if frequency != "WEEKLY":
        maybe("BYMONTHDAY", listed(st.one_of(st.integers(1, 29), st.integers(-5, -1))))
    if numbered and ("BYDAY" in parts or "BYMONTHDAY" in parts):
        maybe("BYSETPOS", listed(st.sampled_from([1, 2, -1]), 2))
    return parts


@settings(max_examples=300, deadline=None)
@given(parts=rules(), start=st.dates(date(2024, 1, 1), date(2027, 3, 1)))
def test_the_days_are_those_of_dateutil(parts: dict[str, list[Any]], start: date) -> None:
    text = ";".join(f"{name}={','.join(map(str, values))}" for name, values in parts.items())
    begin = datetime.combine(start.replace(year=start.year + AGES), time())
    until = "" if "COUNT" in parts else f";UNTIL={LAST.year + AGES}0630T000000"
    result = rrulestr(f"{text}{until}", dtstart=begin)
    expected = [
        day
        for moment in result
        if FIRST <= (day := date(moment.year - AGES, moment.month, moment.day)) <= LAST
    ]
    assert list(list_rule_days(read_rule(parts), start, FIRST, LAST)) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FREQ=SECONDLY", "recurs secondly"),
        ("FREQ=MINUTELY", "recurs minutely"),
        ("FREQ=HOURLY;INTERVAL=24", "recurs hourly"),
        ("FREQ=FORTNIGHTLY", "recurs fortnightly"),
        ("INTERVAL=2", "not a rule by days"),
        ("FREQ=DAILY;INTERVAL=0", "from 1 to"),
        ("FREQ=DAILY;COUNT=9999999", "from 1 to 5000"),
        ("FREQ=WEEKLY;BYDAY=XX", "weekday"),
        ("FREQ=WEEKLY;BYDAY=2MO", "numbered weekdays"),
        ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO"),
        ("FREQ=DAILY;BYHOUR=8", "BYHOUR"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "not from -31"),
        ("FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 65), "more than 64"),
    ],
)
def test_a_rule_that_is_not_followed_says_why(text: str, message: str) -> None:
    parts = {
        name: value.split(",") for name, value in (part.split("=") for part in text.split(";"))
    }
    with pytest.raises(UnreadableRecurrence, match=message):
        read_rule(parts)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",
    ],
)
def test_a_rule_that_nothing_fulfils_ends(text: str) -> None:
    parts = {name: [value] for name, value in (part.split("=") for part in text.split(";"))}
    assert list(list_rule_days(read_rule(parts), date(1900, 1, 1), FIRST, LAST)) == []


def test_times_are_not_counted_from_the_last_century() -> None:
    with pytest.raises(UnreadableRecurrence, match="counted from 1900"):
        list(
            list_rule_days(read_rule({"FREQ": "DAILY", "COUNT": 3}), date(1900, 1, 1), FIRST, LAST)
        )
