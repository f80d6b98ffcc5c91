"""The mended example on each day of its school year: when the first windows are over all 43 pass,
and a pass lapses where the evidence ends and nowhere else.

All days are judged with `LEVER5_EVERY_DAY=1`, else some and those on which a window ends.
"""

import os
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from mended import FOLDER, QUARRY, Mended

import lever5_rules as l5
from lever5_rules.checking import Reading, read
from lever5_rules.plugins.host import load_plugins

FIRST_QUARTER_OVER = date(2026, 10, 8)
ALL_TOLD = date(2026, 11, 10)
"""The day of the second analysis of action steps: the last of what the year's first windows ask."""
LAST_RECORD = date(2026, 11, 20)
LAST_DAY = date(2027, 5, 27)
QUARTER_ENDS = (FIRST_QUARTER_OVER, date(2026, 12, 18), date(2027, 3, 12), LAST_DAY)
ONCE_A_QUARTER = {
    "5.2.1-1/throughout_year",
    "5.2.1-3/job_embedded_sessions",
    "5.2.3-2/teacher_sessions",
    "5.2.3-2/il_sessions",
    "5.2.3-2/coach_sessions",
    "5.3.3-1/ongoing_cadence",
}
TWICE_A_YEAR = {"5.2.1-3/guidance_ongoing", "5.2.5-4/analysis_done"}
IN_QUARTERS = {
    "Q2": (date(2026, 10, 9), date(2026, 11, 17), QUARTER_ENDS[1]),
    "Q3": (date(2026, 12, 19), date(2027, 2, 3), QUARTER_ENDS[2]),
    "Q4": (date(2027, 3, 13), date(2027, 4, 7), QUARTER_ENDS[3]),
}
"""First day, a day of school in the middle, and last day of each later quarter."""


def days(first: date, last: date, every: int = 9) -> Iterator[date]:
    """The days to judge: all of them if asked for, else a choice with all ends of windows."""
    ends = {end + timedelta(more) for end in QUARTER_ENDS for more in (0, 1)}
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        of_month = (day + timedelta(1)).day == 1
        chosen = number % every == 0 or of_month or day in ends or day == last
        if chosen or os.environ.get("LEVER5_EVERY_DAY"):
            yield day


def short(report: l5.Report) -> dict[str, str]:
    """The elements that do not pass and count, with their reason."""
    assert report.complete
    assert report.not_applicable == ()
    return {
        element.id: element.reason.value
        for finding in report.findings
        for element in finding.elements
        if element.outcome is not l5.Outcome.PASS and not element.advisory
    }


@pytest.fixture(scope="module")
def mended() -> Reading:
    return read(load_plugins(entry_points=False), FOLDER)


def test_until_the_first_windows_are_over_it_is_too_early_and_then_all_pass(
    mended: Reading,
) -> None:
    for day in days(FIRST_QUARTER_OVER, ALL_TOLD - timedelta(1)):
        assert set(short(mended.report(day)).values()) == {"too_early"}, day
    for day in days(ALL_TOLD, LAST_RECORD + timedelta(19)):
        assert short(mended.report(day)) == {}, day


def test_once_a_quarter_passes_from_the_end_of_the_first_quarter_on(mended: Reading) -> None:
    """The first of four equal parts of the year ends on 2026-10-19; the quarter is over before."""
    for day in days(FIRST_QUARTER_OVER, date(2026, 10, 18), every=3):
        early = set(short(mended.report(day)))
        assert not early & ONCE_A_QUARTER, day
        assert early >= TWICE_A_YEAR, day
    before = short(mended.report(FIRST_QUARTER_OVER - timedelta(1)))
    assert set(before) >= ONCE_A_QUARTER
    assert {before[element] for element in ONCE_A_QUARTER} == {"too_early"}


def test_what_lapses_afterwards_says_that_nothing_has_been_told_since(mended: Reading) -> None:
    """Nothing is added after the last record, so a pass lapses when a window ends without it."""
    before: set[str] = set()
    for day in days(LAST_RECORD + timedelta(20), LAST_DAY, every=21):
        now = short(mended.report(day))
        assert set(now.values()) <= {"late", "below_parameter", "no_records", "blank_field"}, day
        assert before <= set(now), f"{before - set(now)} passes again on {day}"
        before = set(now)


# The same district as it goes on until May --------------------------------------------------------


@cache
def whole_year() -> Reading:
    return read(load_plugins(entry_points=False), l5.Bundle.from_mapping(goes_on().files()))


def goes_on() -> Mended:
    """The example with its logs written until the last day of school, as its generator writes them,
    and with what is written by hand repeated in each quarter."""
    district = Mended()
    for kind, rows in _generated().items():
        district.tables[kind] = rows
    people = {row["staff_id"]: row for row in district.rows("staff_roster")}
    sessions = district.rows("training_calendar")
    sheets = district.rows("training_attendance")
    signed = {row["session_id"] for row in sheets}
    records = [row for row in sessions if row["session_id"] in signed]
    start = QUARTER_ENDS[0].isoformat()
    for name, (first, middle, last) in IN_QUARTERS.items():
        day = middle.isoformat()
        # What is on a product is done once; only what goes on throughout the year is repeated.
        for row in [
            record for record in records if record["date"] <= start and not record["product_id"]
        ]:
            again = f"{row['session_id']}-{name}"
            district.add("training_calendar", row, session_id=again, date=day, informed_by="")
            for sheet in [sheet for sheet in sheets if sheet["session_id"] == row["session_id"]]:
                if (people[sheet["staff_id"]]["end_date"] or "9999") >= day:
                    district.add("training_attendance", sheet, session_id=again, date=day)
        for row in [row for row in district.rows("training_resource_catalog") if not _again(row)]:
            district.add(
                "training_resource_catalog",
                row,
                resource_id=f"{row['resource_id']}-{name}",
                title=f"{row['title']}, {name}",
                published_on=day,
            )
        for row in district.rows("progress_monitoring_summary", window_start="2026-09-08"):
            district.add(
                "progress_monitoring_summary",
                row,
                window_start=first.isoformat(),
                window_end=last.isoformat(),
            )
        row = district.rows("tracker_analysis")[-1]
        district.add("tracker_analysis", row, analysis_id=f"AN-{name}", date=day)
    return district


def test_training_after_the_last_day_of_instruction_is_of_the_last_quarter() -> None:
    first, _, last = IN_QUARTERS["Q4"]
    moved = goes_on()
    for row in moved.rows("training_calendar"):
        if first.isoformat() <= row["date"] <= last.isoformat():
            sheets = moved.rows("training_attendance", session_id=row["session_id"])
            for sheet in (row, *sheets):
                sheet["date"] = "2027-05-28"  # inservice
    for criterion in ("5.2.1-1", "5.2.1-3", "5.2.3-2", "5.3.3-1"):
        for day, wanted in ((date(2027, 6, 15), "pass"), (last, "gap")):
            (finding,) = moved.judged(criterion, day).findings
            assert finding.outcome.value == wanted, (criterion, day)


def test_one_of_two_coaches_whom_nobody_observes_is_on_leave_no_longer_than_leave_lasts() -> None:
    district = goes_on()
    coach, _ = district.people("instructional_coach", at=QUARRY)
    visits = district.rows("observation_log", observee_staff_id=coach["staff_id"])
    district.drop("observation_log", visits)
    for day, wanted in ((date(2026, 12, 11), "pass"), (date(2027, 2, 3), "gap")):
        (finding,) = district.judged("5.1.2-3", day).findings
        assert finding.outcome.value == wanted, day
        if wanted == "gap":
            (short,) = (one for one in finding.elements if one.outcome is l5.Outcome.GAP)
            assert "in 0 of 6 months for 1 instructional coach at 999901102" in short.message


@pytest.mark.exhaustive
def test_where_records_go_on_nothing_lapses_until_the_end_of_the_year() -> None:
    goes_on = whole_year()
    for day in days(ALL_TOLD, date(2027, 6, 30), every=21):
        assert short(goes_on.report(day)) == {}, day


def _again(row: dict[str, str]) -> bool:
    return row["resource_id"].endswith(tuple(IN_QUARTERS))


def _generated() -> dict[str, list[dict[str, str]]]:
    """The tables that the generator of the example writes, for a year that is over."""
    folder = str(FOLDER.parent)
    kept = {name: sys.modules.pop(name, None) for name in ("school_days", "make_cedar_hollow")}
    sys.path.insert(0, folder)
    try:
        calendar: Any = import_module("school_days")
        calendar.LAST_RECORD = LAST_DAY
        make: Any = import_module("make_cedar_hollow")
    finally:
        sys.path.remove(folder)
        for name, module in kept.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module
    make.AGREEMENT_AT_CALIBRATION = make.AGREEMENT_AT_CALIBRATION * 4
    return {
        Path(name).name: [calendar.as_cells(row) for row in rows]
        for name, rows in make.tables(FOLDER, flawed=False).items()
    }
