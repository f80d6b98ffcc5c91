"""An entry that was not understood stands first, with its cell, and what may be written there."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Command
from spread import spread

import lever5_rules as l5
from lever5_rules.artifacts import vocabulary
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.core.synonyms import NO_WORDS, plain
from lever5_rules.library.plans import read_plan
from lever5_rules.reports.planning.plan import Action, plan_of
from lever5_rules.reports.summary import summary_of

MENDED = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mended district as a workbook, in which everything passes."""
    path = tmp_path_factory.mktemp("whole") / "whole.xlsx"
    command = [sys.executable, "-m", "lever5_rules.cli", "convert", str(MENDED), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture
def spoiled(whole: Path, tmp_path: Path) -> Callable[[Callable[[Any], object]], l5.Report]:
    """The report of that workbook with mistakes in it."""

    def check(spoil: Callable[[Any], object]) -> l5.Report:
        book: Any = openpyxl.load_workbook(whole)
        spoil(book)
        book.save(tmp_path / "year.xlsx")
        return l5.check(tmp_path / "year.xlsx", entry_points=False)

    return check


@pytest.fixture
def profile(tmp_path: Path) -> Callable[[Callable[[Any], object]], l5.Report]:
    """The report of a workbook of the profile alone with mistakes in it, which is read at once."""

    def check(spoil: Callable[[Any], object]) -> l5.Report:
        (tmp_path / "profile").mkdir()
        shutil.copy(MENDED / "district.toml", tmp_path / "profile")
        path = l5.convert(tmp_path / "profile", tmp_path / "year.xlsx").path
        book: Any = openpyxl.load_workbook(path)
        spoil(book)
        book.save(path)
        return l5.check(path, entry_points=False)

    return check


Spoiled = Callable[[Callable[[Any], object]], l5.Report]


def put(sheet: Any, column: str, value: Any, rows: slice = slice(None)) -> list[str]:
    """Write a value into a column, below its heads; the cells that were written."""
    for row in sheet.iter_rows(max_row=12):
        heads = {str(cell.value).rstrip(" *"): cell.column for cell in row if cell.value}
        if column in heads:
            break
    every = [
        sheet.cell(number, heads[column])
        for number in range(row[0].row + 1, sheet.max_row + 1)
        if sheet.cell(number, 1).value is not None
    ]
    for cell in every[rows]:
        cell.value = value
    return [cell.coordinate for cell in every[rows]]


def in_field(sheet: Any, field: str, value: Any) -> str:
    (cell,) = [row[1] for row in sheet.iter_rows() if str(row[0].value).rstrip(" *") == field][:1]
    cell.value = value
    text: str = cell.coordinate
    return text


@pytest.mark.parametrize(
    ("sheet", "column", "value", "rows", "office"),
    spread(
        [
            ("training_calendar", "product_id", "Unit Math 2", slice(20), "curriculum"),
            (
                "training_calendar",
                "campus_ids",
                "Quary Rode Elementary",
                slice(3, 40),
                "curriculum",
            ),
            ("training_attendance", "attended", "X", slice(None), "curriculum"),
            ("staff_roster", "role", "Vice Teacher of Math", slice(60, 120), "human resources"),
        ],
        of=3,
    ),
)
def test_an_entry_that_was_not_understood_is_the_first_thing_to_do(
    sheet: str, column: str, value: Any, rows: slice, office: str, spoiled: Spoiled
) -> None:
    cells: list[str] = []
    report = spoiled(lambda book: cells.extend(put(book[sheet], column, value, rows)))
    assert report.accounting.passed < 43
    first = plan_of(report).items[0]
    assert first.action is Action.MEND
    assert f"the sheet {sheet} in year.xlsx" in first.title
    assert cells[0] in first.title
    assert office in first.office
    assert first.corrections[0].cell == f"{sheet}!{cells[0]}"
    work = summary_of(report).work[0]
    assert cells[0] in work.title
    assert work.wrong
    text = str(l5.plan(report).render("markdown"))
    steps = text.partition("## What each item takes")[2].partition("\n### 2")[0]
    assert f"year.xlsx, {sheet}!{cells[0]}" in steps.replace("\\", "")


@pytest.mark.exhaustive
def test_two_sheets_with_mistakes_are_two_pieces_of_work(spoiled: Spoiled) -> None:
    def spoil(book: Any) -> None:
        put(book["training_calendar"], "product_id", "Unit Math 2", slice(20))
        put(book["staff_roster"], "role", "Vice Teacher of Math", slice(60, 120))

    items = [item for item in plan_of(spoiled(spoil)).items if item.action is Action.MEND]
    assert {item.artifact for item in items} == {
        "year.xlsx, training_calendar",
        "year.xlsx, staff_roster",
    }


@pytest.mark.exhaustive
def test_a_gap_of_training_is_no_work_of_human_resources(spoiled: Spoiled) -> None:
    """The roster says only who is to be trained."""
    report = spoiled(lambda book: put(book["training_calendar"], "product_id", None))
    offices = {item.office for item in plan_of(report).items if item.action is Action.WORK}
    assert "human resources" not in offices


def test_every_remedy_names_the_cell_and_the_words_stand_once(spoiled: Spoiled) -> None:
    def spoil(book: Any) -> None:
        put(book["staff_roster"], "role", "Vice Teacher of Math", slice(60, 120))
        in_field(book["plc_guideline"], "minutes", "TBD")

    report = spoiled(spoil)
    short = [
        element_finding
        for finding in report.findings
        for element_finding in finding.elements
        if element_finding.outcome is not l5.Outcome.PASS and element_finding.remedy
    ]
    named = [
        element_finding
        for element_finding in short
        if re.search(r"Correct|fill in", element_finding.remedy)
    ]
    assert named
    for element in named:
        assert re.search(r"year\.xlsx, \w+![A-Z]+\d+", element.remedy), element.remedy
    content = [problem for problem in short if "role (role held)" in problem.message]
    assert content
    for element in content:
        assert "department chair" in element.message
        assert "teacher_leader, teacher" not in element.message
        assert "department chair" not in element.remedy


def test_the_label_of_a_word_is_read_as_that_word() -> None:
    every = [
        member
        for member in vars(vocabulary).values()
        if isinstance(member, type) and issubclass(member, StrEnum)
    ]
    assert Role in every
    for vocabulary_class in every:
        for word in vocabulary_class:
            label = plain(label_of(word))
            assert label == word or NO_WORDS.meaning(vocabulary_class, label) == word, (
                vocabulary_class,
                word,
            )


@pytest.mark.parametrize("text", ["abc", "99-901", "9999011"])
def test_an_impossible_number_of_a_district_is_told_with_its_form(
    text: str, profile: Spoiled
) -> None:
    cells = []
    report = profile(
        lambda book: cells.append(in_field(book["district_profile"], "district_id", text))
    )
    (problem,) = report.problems
    assert problem.cell == f"district_profile!{cells[0]}"
    assert "6 digits is expected" in problem.message
    assert ("099901" in problem.message) is (text == "99-901")


@pytest.mark.parametrize("text", ["999901", "999-901"])
def test_a_number_of_a_district_may_have_its_hyphen(text: str, profile: Spoiled) -> None:
    report = profile(lambda book: in_field(book["district_profile"], "district_id", text))
    assert not report.problems


@pytest.mark.exhaustive
def test_a_campus_without_a_number_is_told_with_its_cell_first(
    spoiled: Spoiled, tmp_path: Path, lever5: Command
) -> None:
    cells: list[str] = []

    def spoil(book: Any) -> None:
        for row in book["district_profile"].iter_rows():
            for cell in row:
                if cell.value == "999901102":
                    cell.value = None
                    cells.append(cell.coordinate)

    report = spoiled(spoil)
    first = plan_of(report).items[0]
    assert first.title == f"Fill in {cells[0]} on the sheet district_profile in year.xlsx"
    assert "campus id of campus 4 is blank" in first.corrections[0].message
    assert first.office == "district office"
    shown = lever5("check", str(tmp_path / "year.xlsx"), "--brief").out
    assert f"Fill in {cells[0]} on the sheet district_profile" in " ".join(shown.split())


def test_a_column_that_holds_nothing_but_a_mark_is_told_at_once(spoiled: Spoiled) -> None:
    report = spoiled(lambda book: put(book["training_attendance"], "attended", "X"))
    (problem,) = [problem for problem in report.problems if "attended" in problem.message]
    assert re.search(r"in all \d+ rows, first here. Yes or no is expected", problem.message)
    assert problem.cell == "training_attendance!F5"


@pytest.mark.parametrize("call", [("new",), ("convert", str(MENDED))])
@pytest.mark.parametrize("name", ["year.docx", "year.csv", "year.PDF"])
def test_no_folder_is_named_like_a_file(
    call: tuple[str, ...], name: str, tmp_path: Path, lever5: Command
) -> None:
    ran = lever5(*call, str(tmp_path / name))
    assert ran.code == 2
    assert "Try" in ran.err
    assert "year.xlsx" in ran.err
    assert not (tmp_path / name).exists()


def test_who_gives_her_evidence_to_plan_is_told_to_check_it(whole: Path, lever5: Command) -> None:
    ran = lever5("plan", str(whole))
    assert ran.code == 2
    assert "whole.xlsx --output REPORT.json" in ran.err


def test_an_unknown_template_is_answered_with_those_that_there_are(lever5: Command) -> None:
    ran = lever5("template", "nope")
    assert ran.code == 2
    assert "plc_guideline" in ran.err


@pytest.mark.exhaustive
def test_a_plan_is_a_page_and_can_be_written(tmp_path: Path, spoiled: Spoiled) -> None:
    report = spoiled(lambda book: put(book["training_calendar"], "product_id", "Math 2"))
    plan = l5.plan(report)
    page = plan.write(tmp_path / "plan.html").read_text(encoding="utf-8")
    for item in plan.items:
        assert item.title in page
    assert "5.2.2-1 Teachers and support staff learn the adopted HQIM" in page
    for ending in (".md", ".xlsx"):
        kept = read_plan(plan.write(tmp_path / f"plan{ending}"), report)
        assert kept.intact
        rows = list(kept.rows.values())
        assert [row.criteria for row in rows] == [item.criteria for item in plan.items]


@pytest.mark.exhaustive
def test_a_team_that_met_elsewhere_is_told_with_both_campuses(spoiled: Spoiled) -> None:
    def spoil(book: Any) -> None:
        put(book["meeting_log"], "team", "Kindergarten", slice(6, 7))
        put(book["meeting_log"], "campus_id", "999901001", slice(6, 7))

    messages = [
        problem.message for problem in spoiled(spoil).problems if problem.message.startswith("team")
    ]
    assert messages
    assert "met at campus 999901001" in messages[0]
    assert "999901101" in messages[0]


def test_no_team_is_called_astray_where_campuses_of_the_roster_cannot_be_read(
    spoiled: Spoiled,
) -> None:
    def spoil(book: Any) -> None:
        put(book["meeting_log"], "team", "Kindergarten", slice(6, 7))
        put(book["meeting_log"], "campus_id", "999901001", slice(6, 7))
        put(book["staff_roster"], "campus_id", "#REF!", slice(40, 42))

    assert not [
        problem for problem in spoiled(spoil).problems if problem.message.startswith("team")
    ]


def test_a_profile_without_campuses_is_told_with_its_cell(spoiled: Spoiled) -> None:
    def spoil(book: Any) -> None:
        within = False
        for row in book["district_profile"].iter_rows():
            for cell in row if within else ():
                cell.value = None
            within = within or str(row[0].value).startswith("campuses")

    report = spoiled(spoil)
    (problem,) = report.problems
    assert str(problem.cell).startswith("district_profile!")
    assert "campuses is blank" in problem.message
    assert plan_of(report).items[0].corrections == (problem,)


def test_a_workbook_without_a_profile_is_told_of_no_file_that_is_not_there(
    spoiled: Spoiled,
) -> None:
    report = spoiled(lambda book: book.remove(book["district_profile"]))
    assert report.problems
    assert not [
        problem for problem in report.problems if "toml" in f"{problem.file} {problem.message}"
    ]


@pytest.mark.exhaustive
def test_what_rests_on_a_misspelt_role_is_no_work_of_another_office(spoiled: Spoiled) -> None:
    """The principals stand on the roster, and nobody has to be added to it or to another sheet."""
    cells: list[str] = []
    report = spoiled(
        lambda book: cells.extend(put(book["staff_roster"], "role", "Principle", slice(3)))
    )
    items = plan_of(report).items
    assert [item.office for item in items] == ["human resources"]
    rest = f"and {len(cells) - 1} more"
    assert items[0].title == f"Correct {cells[0]} {rest} on the sheet staff_roster in year.xlsx"
    text = str(l5.plan(report).render("markdown"))
    assert "Add the person" not in text
    assert "Then check again: what follows may be due to that entry." in text
    assert text.count("one of principal supervisor, principal") == 1
    assert passing_after(report, items[0].closes) == 43


def passing_after(report: l5.Report, closed: tuple[str, ...]) -> int:
    passed = {
        finding.criterion for finding in report.findings if finding.outcome is l5.Outcome.PASS
    }
    return len(passed.union(closed))


@pytest.mark.exhaustive
def test_what_one_sheet_lacks_stands_with_what_is_entered_wrongly_there(spoiled: Spoiled) -> None:
    report = spoiled(lambda book: in_field(book["plc_guideline"], "campus_ids", "Nowhere School"))
    (item,) = plan_of(report).items
    assert item.action is Action.MEND
    assert item.closes == ("5.2.4-3",)
    assert "Find the PLC guideline that governs" in str(l5.plan(report).render("markdown"))


def test_a_misspelt_entry_of_the_roster_stands_before_other_work(spoiled: Spoiled) -> None:
    """Also where more is asked of another sheet."""

    def spoil(book: Any) -> None:
        put(book["staff_roster"], "role", "Principle", slice(1))
        book.remove(book["training_calendar"])

    first, *others = plan_of(spoiled(spoil)).items
    assert "the sheet staff_roster" in first.title
    assert max(finding.elements for finding in others) > first.elements


@pytest.mark.exhaustive
def test_nobody_is_left_out_for_a_misspelt_campus(spoiled: Spoiled) -> None:
    """Six teachers without training would pass, since they counted for no campus."""
    cells: list[str] = []

    def spoil(book: Any) -> None:
        cells.extend(put(book["staff_roster"], "campus_id", "Quary Rode", slice(60, 66)))

    report = spoiled(spoil)
    assert report.accounting.passed < 10
    assert report.accounting.gap == 0
    (only,) = plan_of(report).items  # and none that looks for what the profile lacks
    assert only.title == f"Correct {cells[0]} and 5 more on the sheet staff_roster in year.xlsx"
    assert len(only.closes) == 43 - report.accounting.passed
    item = spoiled(lambda book: put(book["staff_roster"], "campus_id", "Quary", slice(60, 61)))
    assert item.accounting.passed == 43
