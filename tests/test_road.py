"""The coordinator's road: what stands in the way is said whole, and what is promised happens."""

import csv
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from calendars import WORDS
from conftest import Command
from spread import spread

import lever5_rules as l5
from lever5_rules.artifacts import vocabulary
from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.kinds import declared_kind
from lever5_rules.artifacts.vocabulary import Division, Role, Topic
from lever5_rules.artifacts.vocabulary.glosses import glosses_of
from lever5_rules.core.blanks import Mark
from lever5_rules.core.text import likely
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.reports.planning.plan import Action, plan_of
from lever5_rules.reports.wording import day_in_words
from lever5_rules.testing import SAMPLE
from lever5_rules.testing.district import District

MENDED = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
KINDS = load_plugins(entry_points=False).kinds
PROFILE = declared_kind(DistrictProfile).name


def holding(kinds: set[str]) -> District:
    """The sample district with what it holds of some kinds only."""
    return District(
        {name: document for name, document in SAMPLE.documents.items() if name in kinds},
        {name: table for name, table in SAMPLE.tables.items() if name in kinds},
    )


def passed(report: l5.Report) -> set[str]:
    return {finding.criterion for finding in report.findings if finding.outcome is l5.Outcome.PASS}


def reported(district: District) -> l5.Report:
    return l5.check(Bundle.from_mapping(district.files()), entry_points=False)


def test_what_the_plan_promises_happens() -> None:
    """From a profile alone to all 43, item by item, each filled with perfect evidence."""
    profiles = {PROFILE}
    report = reported(holding(profiles))
    for _ in range(len(KINDS)):
        plan = plan_of(report)
        if not plan.items:
            break
        first = plan.items[0]
        assert first.action is Action.FIND
        profiles.add(first.artifact.split(" ")[0])
        after = reported(holding(profiles))
        assert passed(report) | set(first.closes) <= passed(after), first.title
        report = after
    assert len(passed(report)) == 43


@pytest.mark.exhaustive
def test_what_the_plan_promises_happens_with_the_evidence_of_the_mended_district() -> None:
    """Item by item, its files are put in place, and what the item closes passes."""
    files = {
        path.relative_to(MENDED).as_posix(): path.read_bytes()
        for path in sorted(MENDED.rglob("*"))
        if path.is_file()
    }
    of = {file.path: file.kind for file in l5.check(MENDED, entry_points=False).files}
    placed = {name: body for name, body in files.items() if of.get(name) in (PROFILE, None)}
    report = l5.check(Bundle.from_mapping(placed), entry_points=False)
    for _ in range(len(KINDS)):
        items = plan_of(report).items
        if not items:
            break
        kind = items[0].artifact.split(" ")[0]
        more = {name: body for name, body in files.items() if of.get(name) == kind}
        assert more, items[0].title
        assert not more.keys() <= placed.keys(), items[0].title
        placed |= more
        after = l5.check(Bundle.from_mapping(placed), entry_points=False)
        assert passed(report) | set(items[0].closes) <= passed(after), items[0].title
        report = after
    assert len(passed(report)) == 43


def test_items_that_are_done_in_their_order_close_what_they_say() -> None:
    profiles = {PROFILE}
    promised: set[str] = set()
    for item in plan_of(reported(holding(profiles))).items:
        profiles.add(item.artifact.split(" ")[0])
        promised |= {*item.closes, *item.completes}
    assert len(promised) == 43
    assert passed(reported(holding(profiles))) == promised


def test_all_that_stands_in_the_way_is_a_cause() -> None:
    """An element that needs three papers is told of each, not of the first alone."""
    report = reported(holding({PROFILE}))
    of = {cause.problem: set(cause.elements) for cause in report.causes}
    element = next(
        element
        for finding in report.findings
        for element in finding.elements
        if len(element.lacks) > 2
    )
    for lack in element.lacks:
        assert element.id in of[lack.message]


def notes() -> bytes:
    book: Any = openpyxl.Workbook()
    book.active.title = "My notes"
    book.active.append(["call", "HR"])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["PD Calendar 2026-27.csv", "My notes.csv", "My notes.xlsx"])
def test_a_stray_file_hides_no_cause(name: str) -> None:
    files = holding({PROFILE}).files()
    before = [cause.problem for cause in l5.check(Bundle.from_mapping(files)).causes]
    files[name] = notes() if name.endswith(".xlsx") else b"Date,Title\n2026-08-03,Kickoff\n"
    report = l5.check(Bundle.from_mapping(files))
    assert [cause.problem for cause in report.causes] == before
    assert [
        problem
        for problem in report.problems
        if problem.file == name and "was not read" in problem.message
    ]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        (
            "Walkthroughs.csv",
            ",".join(KINDS["observation_log"].fields),
            "observation_log",
        ),
        (
            "calendar.CSV",
            '"Subject","Start Date","Start Time","End Date","End Time","All day event"\n'
            '"First Day of School","8/12/2026","12:00:00 AM","8/13/2026","12:00:00 AM","True"\n',
            "instructional_calendar",
        ),
    ],
)
def test_a_table_of_another_name_is_told_the_name_that_its_heads_ask_for(
    name: str, text: str, kind: str
) -> None:
    """As Outlook exports a calendar, and as people name their logs."""
    files = holding({PROFILE}).files()
    (told,) = [
        one
        for one in l5.check(Bundle.from_mapping({**files, name: text})).problems
        if one.file == name
    ]
    assert f"It has the heads of {kind}: name it {kind}.csv." in told.message


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mended district as a workbook."""
    path = tmp_path_factory.mktemp("road") / "whole.xlsx"
    command = [sys.executable, "-m", "lever5_rules.cli", "convert", str(MENDED), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def book_of(whole: Path, path: Path, change: Callable[[Any], None]) -> Path:
    """That workbook, changed by hand."""
    book: Any = openpyxl.load_workbook(whole)
    change(book)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("sheet", "title"),
    spread(
        [
            ("professional_learning_framework", "professional_learning_frame (2)"),
            ("plc_guideline", "plc_guideline (2)"),
            ("observation_frequency_target", "observation_frequency_target(2)"),
            ("plc_guideline", "Our PLC guideline"),
            ("observation_log", "Walkthroughs"),
        ],
        of=3,
    ),
)
def test_a_copied_or_renamed_sheet_is_known(
    sheet: str, title: str, whole: Path, tmp_path: Path
) -> None:
    def rename(book: Any) -> None:
        book[sheet[:31]].title = title

    report = l5.check(book_of(whole, tmp_path / "book.xlsx", rename), entry_points=False)
    assert len(passed(report)) == 43
    files = [file for file in report.files if file.path.endswith(f"!{title}")]
    assert [file.kind for file in files] == [sheet]


def test_a_campus_is_found_by_the_very_name_of_the_profile(tmp_path: Path) -> None:
    """Also where another one has nearly the same name."""
    root = tmp_path / "district"
    shutil.copytree(MENDED, root)
    profile = (root / "district.toml").read_text(encoding="utf-8")
    names = {"Cedar Hollow High School": "The School", "Switchgrass Middle School": "Elm School"}
    names["Bluestem Intermediate School"] = "Elm"
    for old, new in names.items():
        profile = profile.replace(f'"{old}"', f'"{new}"')
    (root / "district.toml").write_text(profile, encoding="utf-8")
    log = root / "records" / "meeting_log.csv"
    rows = list(csv.DictReader(log.read_text(encoding="utf-8").splitlines()))
    ids = {"999901001": "The School", "999901041": "Elm School", "999901103": "Elm"}
    for row in rows:
        row["campus_id"] = ids.get(row["campus_id"], row["campus_id"])
    with log.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    report = l5.check(root, entry_points=False)
    assert len(passed(report)) == 43
    (note,) = [
        problem.message for problem in report.problems if "spelled otherwise" in problem.message
    ]
    assert "'The School' as '999901001'" in note


def test_a_campus_that_is_misspelt_is_shown_with_the_name_that_is_near(tmp_path: Path) -> None:
    root = tmp_path / "district"
    shutil.copytree(MENDED, root)
    log = root / "records" / "meeting_log.csv"
    text = log.read_text(encoding="utf-8").replace("999901102", "Quarry Roads Elementary")
    log.write_text(text, encoding="utf-8")
    report = l5.check(root, entry_points=False)
    (message,) = [problem.message for problem in report.problems if "is not in" in problem.message]
    assert "Did you mean Quarry Road Elementary?" in message


def test_a_school_year_that_is_none_is_told_with_its_cell(whole: Path, tmp_path: Path) -> None:
    def spoil(book: Any) -> None:
        for row in book["plc_guideline"].iter_rows():
            if row[0].value and str(row[0].value).startswith("school_year"):
                row[1].value = "2026-2028"
                return

    report = l5.check(book_of(whole, tmp_path / "book.xlsx", spoil), entry_points=False)
    (problem,) = [problem for problem in report.problems if "2026-2028" in problem.message]
    assert str(problem.place).startswith("plc_guideline!B")
    assert "a school year such as 2026-2027 is expected" in problem.message


def test_no_python_stands_in_a_message(tmp_path: Path, lever5: Command) -> None:
    root = tmp_path / "district"
    shutil.copytree(MENDED, root)
    calendar = root / "calendar" / "instructional_calendar.csv"
    text = calendar.read_text(encoding="utf-8")
    text = text.replace("2026-09-07,no,1,holiday", "2026-09-07,yes,1,holiday")
    text = text.replace("2026-10-12,no,1,holiday", "2026-10-12,no,1,Students Off")
    calendar.write_text(text + "2026-09-08,no,1,inservice\n", encoding="utf-8")
    for form in ("text", "json", "html", "markdown"):
        out = lever5("check", str(root), "--format", form, "--fail-on", "never").out
        assert "DayNote" not in out
        assert "&lt;" not in out or form == "html"


def test_a_workbook_begins_with_the_five_sheets_that_most_waits_for(
    tmp_path: Path, lever5: Command
) -> None:
    """In the order of the causes, and of the plan."""
    book = tmp_path / "evidence.xlsx"
    lever5("new", str(book))
    sheets = openpyxl.load_workbook(book).sheetnames
    assert sheets[0] == "READ ME"
    assert sheets[-1] == "lists"
    listed = [str(row[0].value) for row in openpyxl.load_workbook(book)["READ ME"].iter_rows()]
    order = listed[listed.index("In this order") :]
    assert order[1:6] == sheets[1:-1]
    assert set(order[order.index("After them, not in this workbook") + 1 :]) == set(KINDS) - set(
        sheets
    )
    report = l5.check(book, entry_points=False)
    profile, *causes = report.causes[:5]
    assert str(profile.place).startswith(f"{sheets[1]}!")
    assert "campuses is blank" in profile.problem
    lacking = [f"The bundle holds no {sheet}." for sheet in sheets[2:-1]]
    assert [cause.problem for cause in causes] == lacking
    first, *others = [item.artifact for item in plan_of(report).items[:5]]
    assert first == f"evidence.xlsx, {sheets[1]}"
    assert others == sheets[2:-1]


def test_a_new_workbook_speaks_of_sheets_and_documents(tmp_path: Path, lever5: Command) -> None:
    book = tmp_path / "evidence.xlsx"
    lever5("new", str(book), "--all")
    texts = [
        str(text)
        for sheet in openpyxl.load_workbook(book)
        for row in sheet.iter_rows()
        for cell in row
        for text in (cell.value, cell.comment and cell.comment.text)
        if text
    ]
    banned = re.compile(r"\b(?:artifacts?|elements?|TOML|JSON)\b|\.toml|\.csv|\[\[", re.IGNORECASE)
    assert [text for text in texts if banned.search(text)] == []


def test_a_number_that_cannot_be_of_a_district_makes_no_workbook(
    tmp_path: Path, lever5: Command
) -> None:
    book = tmp_path / "evidence.xlsx"
    ran = lever5("new", str(book), "--district-id", "12")
    assert ran.code == 2
    assert "'12'" in ran.err
    assert "6 digits is expected" in ran.err
    assert not book.exists()


def test_a_workbook_for_some_criteria_has_all_that_they_need(
    tmp_path: Path, lever5: Command
) -> None:
    book = tmp_path / "plc.xlsx"
    lever5("new", str(book), "--for", "5.2.4-3")
    kinds = set(openpyxl.load_workbook(book).sheetnames) - {"READ ME", "lists"}
    (finding,) = l5.check(book, select="5.2.4-3", entry_points=False).findings
    lacking = {
        lack.kind for element in finding.elements if not element.advisory for lack in element.lacks
    }
    assert lacking <= kinds
    assert "plc_guideline" in kinds
    assert "observation_log" not in kinds


def test_a_workbook_is_spoken_to_in_sheets_and_cells(
    tmp_path: Path, whole: Path, lever5: Command
) -> None:
    empty = tmp_path / "empty.xlsx"
    lever5("new", str(empty), "--all")

    def spoil(book: Any) -> None:
        sheet = book["plc_guideline"]
        heads = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[3]}
        for row in sheet.iter_rows(min_row=4):
            if str(row[0].value).startswith("minutes"):
                for name in ("page", "section", "quote"):
                    sheet.cell(row[0].row, heads[name]).value = None
            if str(row[0].value).startswith("document.dated"):
                row[1].value = None

    for book in (empty, book_of(whole, tmp_path / "undated.xlsx", spoil)):
        out = lever5("check", str(book), "--fail-on", "never").out
        for word in (".toml", "[sources", "[document", "[["):
            assert word not in out


def test_what_a_citation_needs_is_marked(tmp_path: Path, lever5: Command) -> None:
    book = tmp_path / "plc.xlsx"
    lever5("template", "plc_guideline", "-o", str(book))
    sheet: Any = openpyxl.load_workbook(book)["plc_guideline"]
    first = [str(row[0].value) for row in sheet.iter_rows()]
    assert {"document.title *", "document.dated *", "minutes *"} <= set(first)
    assert {"quote *", "page **"} <= {cell.value for cell in sheet[3]}


def test_every_word_of_a_vocabulary_has_a_gloss(lever5: Command) -> None:
    vocabularies = [
        member
        for member in vars(vocabulary).values()
        if isinstance(member, type) and issubclass(member, StrEnum) and list(member)
    ]
    assert len(vocabularies) > 30
    for item in vocabularies:
        assert set(glosses_of(item)) == set(map(str, item)), item
    assert "A lesson is planned together" in lever5("explain", "co-planning").out
    assert lever5("explain", "no-such-word").code == 2


@pytest.mark.parametrize(
    ("sheet", "column", "written", "meant"),
    [
        ("staff_roster", "role", "Superintendent", "district_leader"),
        ("staff_roster", "role", "Instr. Coach", "instructional_coach"),
        ("meeting_log", "date", "Sept 14, 2026", "2026-09-14"),
        ("meeting_log", "date", "14 September 2026", "2026-09-14"),
        ("meeting_log", "minutes", "1.5 hrs", 90),
        ("meeting_log", "type", "PLC Meeting", "plc"),
    ],
)
def test_what_people_write_is_read(sheet: str, column: str, written: str, meant: Any) -> None:
    values = []
    for text in (written, meant):
        rows = [dict(row) for row in SAMPLE.tables[sheet]]
        rows[0][column] = text
        loaded = load(Bundle.from_mapping({f"{sheet}.toml": {"rows": rows}}), KINDS, WORDS)
        values.append(loaded.tables[sheet].columns[column].at(0))
    assert values[0] == values[1]
    assert not isinstance(values[0], Mark)


def test_a_hint_names_no_other_thing() -> None:
    hints = {"secondary": Division, "new_teachers": Role, "mtss": Topic}
    for word, known in hints.items():
        assert likely(word, known) == ""
    assert likely("elementery", Division) == " Did you mean elementary?"
    assert likely("instr_coach", Role) == " Did you mean instructional_coach?"


def test_a_form_tells_all_that_it_lacks_at_once(tmp_path: Path, whole: Path) -> None:
    def spoil(book: Any) -> None:
        sheet = book["plc_guideline"]
        heads = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[3]}
        for row in sheet.iter_rows(min_row=4):
            name = str(row[0].value).rstrip(" *")
            if name in ("minutes", "per_week"):
                sheet.cell(row[0].row, heads["quote"]).value = None
            if name in ("document.dated", "campus_ids", "effective_from"):
                row[1].value = None
            if name == "artifact_id" and row[0].row > 10:
                return

    report = l5.check(book_of(whole, tmp_path / "book.xlsx", spoil), entry_points=False)
    (problem,) = [problem for problem in report.problems if "was begun" in problem.message]
    assert str(problem.place).startswith("plc_guideline!B")
    for name in ("campus_ids", "effective_from", "document.dated", "minutes"):
        assert name in problem.message
    assert not [problem for problem in l5.check(whole).problems if "was begun" in problem.message]


def test_a_calendar_of_ten_lines_is_the_calendar(tmp_path: Path, lever5: Command) -> None:
    book = tmp_path / "evidence.xlsx"
    lever5("new", str(book), "--school-year", "2026-2027")
    content: Any = openpyxl.load_workbook(book)
    sheet = content["instructional_calendar"]
    days = {
        "First Day of Instruction": (date(2026, 8, 12), None),
        "Last Day of Instruction": ("May 27, 2027", None),
        "End of 1st Nine Weeks": (date(2026, 10, 9), None),
        "End of 2nd Nine Weeks": (date(2026, 12, 18), None),
        "End of 3rd Nine Weeks": (date(2027, 3, 12), None),
    }
    for row in sheet.iter_rows(min_row=5, max_row=9):
        row[1].value, row[2].value = days[row[0].value]
    sheet.cell(10, 1).value = None
    for number, item in enumerate(
        (
            ("Labor Day", date(2026, 9, 7), None),
            ("Thanksgiving Break", date(2026, 11, 23), date(2026, 11, 27)),
            ("Teacher PD - No Students", "9/21/2026", None),
            ("Spring Break", None, None),
        ),
        start=11,
    ):
        for column, value in enumerate(item, start=1):
            sheet.cell(number, column).value = value
    content.save(book)
    loaded = load(Bundle.from_path(book), KINDS, WORDS)
    table = loaded.tables["instructional_calendar"]
    rows = zip(*(table.columns[name].codes for name in ("date", "is_instructional")), strict=True)
    by_name = {
        table.columns["date"].values[entry]: table.columns["is_instructional"].values[other]
        for entry, other in rows
    }
    assert by_name[date(2026, 8, 12)] is True
    for off in (date(2026, 9, 7), date(2026, 9, 21), date(2026, 11, 25)):
        assert by_name[off] is False
    (undated,) = [problem for problem in loaded.problems if "no day" in problem.message]
    assert undated.place == "instructional_calendar!B14"
    assert table.evidence(0, "date").place == "instructional_calendar!B5"


def test_a_calendar_without_a_last_day_is_told_with_its_sheet(tmp_path: Path) -> None:
    book: Any = openpyxl.Workbook()
    book.active.title = "instructional_calendar"
    for row in (("event", "from", "to"), ("First Day of School", date(2026, 8, 12), None)):
        book.active.append(row)
    roster = book.create_sheet("staff_roster")
    roster.append(("staff_id", "school_year", "role", "campus_id", "start_date"))
    roster.append(("s-1", "2026-2027", "principal", "999001001", date(2024, 8, 1)))
    book.save(tmp_path / "calendar.xlsx")
    report = l5.check(tmp_path, entry_points=False)
    assert any("no event that names the last day" in problem.message for problem in report.problems)


def test_a_brief_check_is_one_screen(tmp_path: Path, lever5: Command) -> None:
    book = tmp_path / "evidence.xlsx"
    lever5("new", str(book))
    ran = lever5("check", str(book), "--brief")
    assert ran.code == 1
    assert len(ran.out.splitlines()) <= 40
    first = ran.out.partition("WHAT MATTERS MOST")[2]
    assert "1. Fill in A15 on the sheet district_profile in evidence.xlsx: campuses is" in first
    assert "2. Find the staff roster (human resources; " in first
    whole = lever5("check", str(MENDED), "--brief")
    assert whole.code == 0
    assert "WHAT MATTERS MOST" not in whole.out


def test_each_piece_of_work_has_a_day(tmp_path: Path, lever5: Command) -> None:
    oak, before = str(MENDED.parent / "live-oak-charter"), str(tmp_path / "before.json")
    first = " ".join(lever5("check", oak, "--brief", "--output", before).out.split())
    again = " ".join(lever5("check", oak, "--brief", "--baseline", before).out.split())
    day = day_in_words(l5.read_report(before).as_of)
    assert first.count(f"found {day}") + first.count("; from ") == 5
    assert again.count(f"open since {day}") + again.count("; from ") == 5


def filled(sheet: Any, field: str, value: Any, **source: Any) -> None:
    """Types a value, and what its source is, into the first field of this name in a form."""
    (row,) = [row for row in sheet.iter_rows() if str(row[0].value).rstrip(" *") == field][:1]
    row[1].value = value
    heads = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[3]}
    for name, default in source.items():
        sheet.cell(row[0].row, heads[name]).value = default


def guideline_form(tmp_path: Path, lever5: Command) -> tuple[Path, Any, Any]:
    """A new workbook for 5.2.4-3, and its form of a guideline on PLCs."""
    path = tmp_path / "evidence.xlsx"
    lever5("new", str(path), "--for", "5.2.4-3", "--school-year", "2026-2027")
    book: Any = openpyxl.load_workbook(path)
    return path, book, book["plc_guideline"]


@pytest.mark.parametrize(
    ("page", "reads"),
    [("p. 3", True), ("3-4", True), ("Section 2.1", True), ("iv", True), ("TBD", False)],
)
def test_a_page_is_read_as_people_write_it(
    page: str, reads: bool, tmp_path: Path, lever5: Command
) -> None:
    path, book, sheet = guideline_form(tmp_path, lever5)
    filled(sheet, "minutes", 50, page=page, quote="A meeting of a PLC lasts 50 minutes.")
    book.save(path)
    problems = l5.check(path, entry_points=False).problems
    assert not [
        problem
        for problem in problems
        if problem.severity.value == "error" and str(problem.place).startswith("plc_guideline!")
    ]
    unplaced = [problem for problem in problems if "without page or section" in problem.message]
    assert (
        any(
            "minutes" in problem.message.partition("without page or section")[2]
            for problem in unplaced
        )
        is not reads
    )


def test_ten_faults_of_a_form_are_told_in_one_run_and_together(
    tmp_path: Path, lever5: Command
) -> None:
    """Six values that cannot be read, a blank, and quotes, title and date that lack."""
    path, book, sheet = guideline_form(tmp_path, lever5)
    for field, value in {
        "school_year": "2025-2027",
        "effective_from": "last fall",
        "membership_basis": "Departement",
        "meetings_per_week": "once",
        "minutes": "forty five",
        "held_in": "cafeteria time",
        "sample_agenda": "Look at data; Plan lessons",
    }.items():
        filled(sheet, field, value)
    book.save(path)
    report = l5.check(path, entry_points=False)
    problems = [
        problem for problem in report.problems if str(problem.place).startswith("plc_guideline!")
    ]
    unread = [problem for problem in problems if problem.severity.value == "error"]
    assert [problem.cell for problem in unread] == [
        f"plc_guideline!B{row}" for row in (5, 7, 14, 15, 16, 18)
    ]
    (rest,) = [problem for problem in problems if problem not in unread]
    blank, _, others = rest.message.partition("without a quote from the document: ")
    unquoted, _, nowhere = others.partition("; ")
    assert [name for name in ("campus_ids", "document.title", "document.dated") if name in blank]
    for name in ("membership_basis", "meetings_per_week", "minutes", "sample_agenda"):
        assert name in unquoted
    assert "issued_to" in nowhere
    places = [
        problem.cell
        for problem in report.problems
        if problem.severity.value == "error" and problem.cell
    ]
    sheets = [problem.partition("!")[0] for problem in places]
    assert sheets == sorted(sheets)


def test_pages_that_lack_are_told_in_the_same_run_as_the_date(
    tmp_path: Path, lever5: Command
) -> None:
    """Where no document lies beside the book in which to look for the quote."""
    path, book, sheet = guideline_form(tmp_path, lever5)
    filled(sheet, "school_year", "2026-27")
    filled(sheet, "campus_ids", "all")
    filled(sheet, "effective_from", "Aug 1, 2026")
    filled(sheet, "document.title", "PLC Handbook")
    filled(sheet, "minutes", 45, quote="for 45 minutes")
    filled(sheet, "meetings_per_week", 1, quote="once a week", page=4)
    filled(book["district_profile"], "name", "Two Oaks ISD")
    for column, value in enumerate(("999901101", "Oak", "Elementary", None, "Y"), start=2):
        book["district_profile"].cell(16, column).value = value
    book.save(path)
    report = l5.check(path, select="5.2.4-3", entry_points=False)
    profile, form = [one for one in report.problems if "was begun" in one.message]
    unplaced = form.message.partition("without page or section")[2].partition(";")[0]
    assert unplaced.endswith(": minutes")
    assert "document.dated" in form.message
    assert "planning_block_minutes" in profile.message
    assert "grades of campus 1" in profile.message
    (finding,) = report.findings
    frequency = next(one for one in finding.elements if one.id.endswith("/frequency"))
    assert frequency.reason is l5.Reason.UNDATED
    assert "plc_guideline!B13" in frequency.remedy


def test_a_row_tells_each_of_its_faults_in_one_run(tmp_path: Path, lever5: Command) -> None:
    path = tmp_path / "evidence.xlsx"
    lever5("new", str(path), "--school-year", "2026-2027")
    book: Any = openpyxl.load_workbook(path)
    book["staff_roster"].append(
        ("t1", "26-28", "Math teachr", "Nowhere", "t9", "9", "Maths", "", "fall 2024", "soon")
    )
    book["staff_roster"].append(("t2", "", "", "", "", "", "", "", "", ""))
    book.save(path)
    report = l5.check(path, entry_points=False)
    cells = {letter.cell for letter in report.problems}
    assert {f"staff_roster!{letter}5" for letter in "BCEGIJ"} <= cells
    assert {f"staff_roster!{letter}6" for letter in "BCI"} <= cells


@pytest.mark.parametrize(
    ("kind", "field", "text", "hint"),
    [
        ("district_profile", "campuses.division", "Secondry", ""),
        ("training_calendar", "audience_roles", "New teachers", ""),
        ("meeting_log", "type", "PLC Huddle", ""),
        ("training_calendar", "topic_codes", "Coaching", ""),
        ("training_calendar", "mode", "Planning", ""),
        ("leadership_support_assignment", "data_sources", "Coaching", "coaching_data"),
        ("meeting_log", "type", "data meetng", "data_meeting"),
        ("meeting_log", "campus_id", "999901999", ""),
        ("meeting_log", "campus_id", "99901102", "999901102"),
        ("meeting_log", "campus_id", "Nowhere School", ""),
        ("meeting_log", "campus_id", "Quary Road Elementary", "Quarry Road Elementary"),
        ("training_attendance", "session_id", "PD-999", ""),
    ],
)
def test_a_suggestion_is_what_was_nearly_written(
    kind: str, field: str, text: str, hint: str
) -> None:
    name, _, inner = field.partition(".")
    if kind == PROFILE:
        body = dict(SAMPLE.documents[kind][0])
        body[name] = [{**body[name][0], inner: text}]
        files: dict[str, Any] = {"district.toml": body}
    else:
        profile = (MENDED / "district.toml").read_text(encoding="utf-8")
        sessions = [{"session_id": "PD-101", "date": date(2026, 9, 1)}]
        files = {"district.toml": profile, "training_calendar.toml": {"rows": sessions}}
        files[f"{kind}.toml"] = {"rows": [{name: text}]}
    loaded = load(Bundle.from_mapping(files), KINDS, WORDS)
    messages = [
        problem.message for problem in loaded.problems if (inner or name) in problem.message
    ]
    assert messages
    hinted = [message for message in messages if "Did you mean" in message]
    assert bool(hinted) == bool(hint), messages
    assert not hint or f"Did you mean {hint}?" in hinted[0]


@pytest.mark.parametrize(
    "text", ["forty five", "Augst 1 2026", "T-TESS 2", "ELAR 9", "Conference period", "9/31/2026"]
)
def test_words_of_the_trade_dates_and_numbers_are_repeated(text: str) -> None:
    rows = [{"meeting_id": "m1", "date": text, "minutes": text, "type": text}]
    loaded = load(Bundle.from_mapping({"meeting_log.toml": {"rows": rows}}), KINDS, WORDS)
    messages = [problem.message for problem in loaded.problems if problem.severity.value == "error"]
    assert messages
    assert not [message for message in messages if "not repeated" in message]


def test_a_history_looks_below_its_folder(tmp_path: Path, lever5: Command) -> None:
    (tmp_path / "2026" / "fall").mkdir(parents=True)
    (tmp_path / ".old").mkdir()
    for name, day in (("2026/fall/october.json", "2026-10-30"), ("november.json", "2026-11-23")):
        lever5("check", str(MENDED), "--as-of", day, "--output", str(tmp_path / name))
    shutil.copy(tmp_path / "november.json", tmp_path / ".old" / "copy.json")
    out = lever5("history", str(tmp_path)).out
    assert "2 reports from 2026-10-30 to 2026-11-23" in out


@pytest.mark.parametrize("page", spread(["p. 4", 4, "4", "4-5"], of=4))
def test_the_page_of_a_quote_is_read_from_a_cell(page: Any, whole: Path, tmp_path: Path) -> None:
    def spoil(book: Any) -> None:
        filled(book["plc_guideline"], "minutes", 45, page=page)

    assert len(passed(l5.check(book_of(whole, tmp_path / "p.xlsx", spoil)))) == 43
