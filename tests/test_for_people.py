"""What people read has names and words; numbers of campuses and codes are for programs and places.

The first screens and the plan are looked at whole. Beside evidence (a place in a file with its
field and value) and in lines that trace elements, codes stay, because they lead to the file.
"""

import re
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import lever5_rules as l5
from lever5_rules.artifacts.vocabulary.labels import in_words, label_of
from lever5_rules.findings.finding import CampusName
from lever5_rules.reports.names import Names, for_people
from lever5_rules.reports.summary import summary_of

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
NAMES = ["cedar-hollow-isd", "live-oak-charter"]
CODE = re.compile(r"(?<![\w/.\-])[a-z]+(?:_[a-z0-9]+)+(?![\w/]|[\w\-]*\.(?:toml|csv|xlsx))")
CAMPUS = re.compile(r"(?<!\d)999[89]01\d{3}(?!\d)")
TRACES = ("See:", "For ", "found:", "where:")


@cache
def report(name: str) -> l5.Report:
    return l5.check(EXAMPLES / name, as_of=date(2026, 11, 23), entry_points=False)


def clean(text: str) -> None:
    assert not CODE.findall(text)
    assert not CAMPUS.findall(text)


@pytest.mark.parametrize("name", NAMES)
def test_first_screens_have_words_and_names(name: str) -> None:
    saved = report(name)
    clean(str(saved.render("text")).partition("CAUSES")[0])
    clean(str(saved.render("markdown")).partition("## Causes")[0])
    page = BeautifulSoup(str(saved.render("html")), "html.parser")
    board = page.find(class_="board")
    assert board is not None
    clean(board.get_text(" "))


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_can_be_followed_without_the_report(name: str) -> None:
    plan = l5.plan(report(name))
    for line in str(l5.render(plan, "markdown")).splitlines():
        if not line.strip().removeprefix("- ").startswith(TRACES):
            clean(re.sub(r"`[^`]*`", "", line).replace("\\", ""))
    rendered = l5.render(plan, "xlsx")
    assert isinstance(rendered, bytes)
    book = openpyxl.load_workbook(BytesIO(rendered))
    for sheet in ("Work list", "What it takes"):
        rows = list(book[sheet].iter_rows(values_only=True))
        heads = next(row for row in rows if row[0] == "#")
        for row in rows[rows.index(heads) + 1 :]:
            for head, cell in zip(heads, row, strict=True):
                if head not in ("See", "Requirements", "Id", "Files"):
                    clean(str(cell))
    titles = {finding.criterion: finding.title for finding in report(name).findings}
    for item in plan.items:
        assert item.status in (("gap", "missing evidence") if item.elements else ("advice",))
        for step in item.steps:
            assert step.criteria
            assert all(titles[criterion.split()[0]] in criterion for criterion in step.criteria)


def test_diff_and_forecast_have_words_and_names() -> None:
    day = date(2026, 11, 23)
    after = l5.check(EXAMPLES / "cedar-hollow-isd-mended", as_of=day, entry_points=False)
    changes = l5.diff(after, report("cedar-hollow-isd"))
    for line in str(l5.render(changes, "markdown")).splitlines():
        if not line.strip().startswith(("- because:", "- changed:")):
            clean(line.replace("\\", ""))
    forecast = l5.forecast(
        EXAMPLES / "cedar-hollow-isd", date(2026, 12, 31), as_of=day, select=["5.1.2"]
    )
    assert forecast.lapses
    clean(str(l5.render(forecast, "markdown")).replace("\\", ""))


def test_programs_still_read_numbers_and_codes() -> None:
    saved = report("cedar-hollow-isd")
    for format in ("json", "sarif"):
        assert "999901102: Team meetings" in str(saved.render(format))
    assert "Quarry Road Elementary: Team meetings" in str(saved.render("text"))


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_of_the_first_screen_add_up(name: str) -> None:
    saved = report(name)
    summary = summary_of(saved)
    lines = [line for action in summary.actions for line in action.lines]
    count = saved.accounting
    for place, whole in enumerate(
        (count.passed, count.gap, count.missing_evidence, count.not_applicable, count.error)
    ):
        assert sum(line.counts[place][1] for line in lines) == whole
    assert f"{count.passed} of {count.selected} success criteria pass" in summary.verdict
    assert all(
        line.practice.outcome is l5.Outcome.PASS
        for line in lines
        for cell in line.cells
        if cell.state == "pass"
    )


def test_what_changed_is_told_where_a_baseline_is_given() -> None:
    before = report("cedar-hollow-isd")
    now = l5.check(
        EXAMPLES / "cedar-hollow-isd-mended",
        as_of=date(2026, 11, 23),
        baseline=before,
        entry_points=False,
    )
    since = summary_of(now).since
    assert since[0].startswith("Since the review of November 23, 2026: 22 closed, 0 new, 0 that")
    assert "Since last time" in str(now.render("html"))
    assert "SINCE LAST TIME" in str(now.render("text"))
    assert not summary_of(before).since


def test_two_campuses_of_one_name_are_told_apart() -> None:
    listed = [CampusName("999001001", "Oak"), CampusName("999001002", "Oak")]
    names = Names({campus.id: campus.name for campus in listed})
    assert names.readable("999001001: none") == "Oak: none"
    from attrs import evolve

    doubled = Names.of(evolve(report("live-oak-charter"), campuses=tuple(listed)))
    assert (
        doubled.readable("At 999001001 and 999001002.") == "At Oak (999001001) and Oak (999001002)."
    )
    short = Names({"45": "Oak"})
    assert short.readable("45 minutes asked") == "45 minutes asked"
    assert short.place("45/Science") == "Oak (Science)"


def test_files_places_and_quoted_words_stay() -> None:
    for text in (
        "Add it as plc_guideline.toml.",
        "records/staff_roster.csv:4",
        "5.2.4-3/plc_held_as_written",
        "'fine_arts' is unknown",
        "year.xlsx, meeting_log!C4",
    ):
        assert in_words(text) == text
    assert in_words("teacher_leader and eb_teacher.") == (
        "department chair and bilingual or ESL teacher."
    )
    assert label_of("plc_guideline") == "PLC guideline"


@given(st.text())
def test_any_text_can_be_said(text: str) -> None:
    assert isinstance(Names({"999001001": "Oak"}).readable(text), str)


def test_a_report_for_people_has_the_same_outcomes() -> None:
    saved = report("cedar-hollow-isd")
    people = for_people(saved)
    assert [each.outcome for each in people.findings] == [each.outcome for each in saved.findings]
    assert people.accounting == saved.accounting


def test_short_numbers_of_campuses_are_names_where_they_count_nothing() -> None:
    names = Names({"041": "South Middle", "101": "North Elementary", "102": "Oak"})
    for written, read in {
        "Send the guideline to 041 and record the date.": "Send the guideline to South Middle and",
        "It must list every teacher of 041 and 101.": "of South Middle and North Elementary.",
        "102: Team meetings: held in 8 of 15 weeks; 102 were needed.": "Oak: Team meetings",
        "Give 041, 101 and 102 access.": "Give South Middle, North Elementary and Oak access.",
    }.items():
        assert read in names.readable(written)
    for count in (
        "At least 101 asked, 102 were found.",
        "101 rows do not count: 102 days on 1,041 minutes.",
        "Raise the length from 40 to 101.",
        "See staff_roster.csv:101.",
    ):
        assert names.readable(count) == count


def test_the_pages_of_diff_and_forecast_say_days_and_outcomes_in_words() -> None:
    old = l5.check(EXAMPLES / "cedar-hollow-isd", as_of=date(2026, 10, 30), entry_points=False)
    new = l5.check(EXAMPLES / "cedar-hollow-isd-mended", as_of=date(2026, 11, 23))
    mended = EXAMPLES / "cedar-hollow-isd-mended"
    ahead = l5.forecast(mended, as_of=date(2027, 1, 25), until=date(2027, 1, 31))
    for result, day in ((l5.diff(old, new), "October 30, 2026"), (ahead, "January 31, 2027")):
        page = BeautifulSoup(str(result.render("html")), "html.parser")
        assert day in page.get_text(" ")
        for head in page.select("h1, h2, h3, p, dd"):
            assert not re.search(r"\d{4}-\d\d-\d\d", head.get_text()), head
        for mark in page.select("style, script"):
            mark.decompose()
        text = page.get_text(" ")
        assert "missing-evidence" not in text
        assert not re.search(r"\bil\b", text)
