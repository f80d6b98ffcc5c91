"""The improvement plan: what most waits for comes first, and what people wrote is never lost."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import hostile
import openpyxl
import pytest
from attrs import evolve
from conftest import Command
from hypothesis import example as case
from hypothesis import given, settings
from hypothesis import strategies as st
from office import converted, needs_office
from spread import spread
from test_csv import EXAMPLES, example, incomplete

import lever5_rules as l5
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import Judges, Level, Limit, Rule, Verdict, at_least
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.findings.report import Report
from lever5_rules.reports.names import for_people
from lever5_rules.reports.planning import plan_markdown, plan_workbook
from lever5_rules.reports.planning.kept_notes import Filled, KeptPlan, KeptRow
from lever5_rules.reports.planning.plan import Action, Plan, WorkItem, plan_of
from lever5_rules.testing import SAMPLE
from lever5_rules.testing.district import plugin_of

FORMS: dict[str, Any] = {".md": plan_markdown, ".xlsx": plan_workbook}
WAIVER = (
    '[[waivers]]\ntarget = "5.2.4-3"\nreason = "Being rewritten"\n'
    'approver_role = "superintendent"\nexpires = 2026-12-15\n'
)


@pytest.fixture(scope="module")
def report() -> Report:
    return example("live-oak-charter")


def open_elements(report: Report) -> dict[str, Any]:
    every = [element for finding in report.findings for element in finding.elements]
    return {element.id: element for element in every if element.outcome is not Outcome.PASS}


def elements_of(plan: Plan) -> list[str]:
    return [name for item in plan.items for step in item.steps for name in step.elements]


@pytest.mark.parametrize("name", ["cedar-hollow-isd", "live-oak-charter"])
def test_every_gap_and_missing_paper_is_in_the_plan(name: str) -> None:
    """Once for each thing that an element lacks, so that whoever follows the plan finds all."""
    report = example(name)
    plan = plan_of(report)
    assert set(elements_of(plan)) == set(open_elements(report))
    for element in open_elements(for_people(report)).values():
        wanted = {element.message, *(lack.message for lack in element.lacks)}
        steps = [
            step.message
            for item in plan.items
            for step in item.steps
            if element.id in step.elements
        ]
        assert set(steps) <= wanted
        assert element.message in steps
    assert len({item.fingerprint for item in plan.items}) == len(plan.items)
    assert not plan.waived
    assert not plan.closed


def test_the_kinds_of_work_are_told_apart() -> None:
    files: dict[str, Any] = {**SAMPLE.files(), "observation_log.csv": b"\xff\xfe\x00broken"}
    report = l5.check(l5.Bundle.from_mapping(files), as_of=date(2026, 10, 12), entry_points=False)
    elements = open_elements(report)
    for item in plan_of(report).items:
        for step in item.steps:
            for name in step.elements:
                element = elements[name]
                if element.outcome is Outcome.GAP:
                    assert item.action is Action.WORK
                elif element.reason is Reason.TOO_EARLY:
                    assert item.action is Action.LATER
                elif element.reason is Reason.UNREADABLE:
                    assert item.action is Action.MEND
                    assert item.artifact == "observation_log.csv"
                else:
                    assert item.action is Action.FIND
    by_action = {work_item.action: work_item for work_item in plan_of(report).items}
    assert set(by_action) >= {Action.MEND, Action.LATER}
    assert by_action[Action.MEND].title == "Mend observation_log.csv"
    later = [
        work_item
        for work_item in plan_of(report).items
        if work_item.action is Action.LATER and work_item.day
    ]
    assert min(work_item.day for work_item in later if work_item.day) > date(2026, 10, 12)


def closes(report: Report, item: WorkItem) -> set[str]:
    """The criteria of which every required element that is not a pass is in the item."""
    mine = {name for step in item.steps for name in step.elements}
    names = set()
    for finding in report.findings:
        short = {
            element.id
            for element in finding.elements
            if element.outcome is not Outcome.PASS and not element.advisory
        }
        if short and short <= mine:
            names.add(finding.criterion)
    return names


def test_what_most_waits_for_comes_first(report: Report) -> None:
    items = plan_of(report).items
    for item in items:
        assert set(item.closes) == closes(report, item)
    order = [(finding.elements, len(finding.closes)) for finding in items]
    assert order == sorted(order, reverse=True)
    assert order[0] > order[-1]
    backwards = evolve(report, findings=tuple(reversed(report.findings)))
    assert [item.fingerprint for item in plan_of(backwards).items] == [
        item.fingerprint for item in items
    ]
    framework = next(item for item in items if item.artifact == "professional_learning_framework")
    assert framework.title == "Find the professional learning framework"
    assert framework.size == "18 requirements of 4 criteria"
    assert framework.office == "curriculum and instruction"


def test_two_papers_of_one_kind_are_two_items(report: Report) -> None:
    protocols = [
        item.artifact
        for item in plan_of(report).items
        if item.action is Action.FIND and item.artifact.startswith("instructional_protocol")
    ]
    assert len(protocols) == 3
    assert "instructional_protocol with protocol_type = student_work_analysis" in protocols


def test_waived_findings_are_apart(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(WAIVER, encoding="utf-8")
    report = l5.check(EXAMPLES / "cedar-hollow-isd", waivers=path, entry_points=False)
    plan = plan_of(report)
    waived = {row.element.id for row in plan.waived}
    assert "5.2.4-3/length" in waived
    assert not waived & set(elements_of(plan))
    text = plan_markdown.render(plan)
    assert "Being rewritten" in text.partition("## Waived")[2]
    book: Any = openpyxl.load_workbook(BytesIO(plan_workbook.render(plan)))
    assert book["Waived"]["A2"].value in waived


def test_an_incomplete_run_says_so_first() -> None:
    plan = plan_of(incomplete())
    assert plan_markdown.render(plan).startswith("> **INCOMPLETE RUN")
    book: Any = openpyxl.load_workbook(BytesIO(plan_workbook.render(plan)))
    assert book.worksheets[0]["A1"].value.startswith("INCOMPLETE RUN")


def test_a_criterion_whose_rule_failed_is_closed_by_nothing() -> None:
    rule = Rule("5.1.1-1", judges=Judges.FULL, not_judged="nothing", replaces=True)

    @rule.element(level=Level.ASSERTED)
    def breaks() -> Verdict:
        """It breaks."""
        raise RuntimeError("broken")

    @rule.element(level=Level.ASSERTED)
    def short(guideline: PlcGuideline, least: Annotated[Limit[int], "plc.min_minutes"]) -> Verdict:
        """It is long enough."""
        return at_least(guideline.minutes, least, "Minutes")

    report = SAMPLE.but(PlcGuideline, minutes=5).check(plugins=[plugin_of([rule])])
    assert not report.complete
    served = [work_item for work_item in plan_of(report).items if "5.1.1-1" in work_item.criteria]
    assert served
    assert not any("5.1.1-1" in work_item.closes for work_item in served)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_gives_the_same_bytes(form: str, report: Report) -> None:
    first = FORMS[form].render(plan_of(report))
    assert FORMS[form].render(plan_of(example("live-oak-charter"))) == first
    kept = FORMS[form].read(first)
    assert kept.intact
    assert kept.district == "999801"
    assert len(kept.rows) == len(plan_of(report).items)


def filled(report: Report, *entries: Filled) -> KeptPlan:
    """A plan of the report in which the first items are filled in."""
    items = plan_of(report).items
    rows = {
        item.fingerprint: KeptRow(item.title, item.criteria, entry)
        for item, entry in zip(items, entries, strict=False)
    }
    return KeptPlan("999801", rows)


words = st.text(
    st.characters(
        blacklist_categories=["Cs", "Cc"], blacklist_characters="\u2028\u2029\ufffe\uffff"
    )
).map(str.strip)


@settings(max_examples=40, deadline=None)
@given(owner=words, due=words | st.dates(date(1900, 3, 1)).map(str), notes=words)
@case(owner="=cmd|' /C calc'!A0", due="20261218", notes="a | b \\| c \\")
@case(owner="<br> \\<br>", due="1899-01-01", notes="_x0041_ `code` **bold** [link](x)")
def test_whatever_people_write_comes_back(small: Report, owner: str, due: str, notes: str) -> None:
    entry = Filled(owner, due, notes)
    plan = plan_of(small, filled(small, entry))
    for form in FORMS.values():
        kept = form.read(form.render(plan))
        assert kept.intact
        assert kept.filled_in(plan.items[0].fingerprint) == entry
        again = plan_of(small, kept)
        assert again == plan or again.items == plan.items


@pytest.fixture(scope="module")
def small() -> Report:
    return l5.check(
        EXAMPLES / "live-oak-charter",
        select=["5.2.4"],
        as_of=date(2026, 11, 23),
        entry_points=False,
    )


@pytest.mark.parametrize("form", FORMS)
def test_lines_and_long_notes_stay(form: str, small: Report) -> None:
    entry = Filled("Ana", "2026-12-18", "first\nsecond\n" + "x" * 9000)
    plan = plan_of(small, filled(small, entry))
    kept = FORMS[form].read(FORMS[form].render(plan))
    assert kept.filled_in(plan.items[0].fingerprint) == entry


def test_notes_that_no_cell_can_hold_are_refused(small: Report) -> None:
    plan = plan_of(small, filled(small, Filled(notes="x" * 40_000)))
    with pytest.raises(l5.UsageError, match="Write the plan as Markdown"):
        plan_workbook.render(plan)


@pytest.fixture
def saved(tmp_path: Path, lever5: Command) -> Path:
    """A saved report of the example, and one of a later day in which less is open."""
    for name, folder in (("first", "cedar-hollow-isd"), ("later", "cedar-hollow-isd-mended")):
        file = tmp_path / f"{name}.json"
        lever5("check", str(EXAMPLES / folder), "--fail-on", "never", "-o", str(file))
    return tmp_path


def fill(path: Path, **entries: str) -> str:
    """Fills in the first item as a person would, and gives its id."""
    if path.suffix == ".md":
        lines = path.read_text(encoding="utf-8").split("\n")
        place = next(n for n, line in enumerate(lines) if line.startswith("| 1 |"))
        parts = lines[place].split("|")
        parts[10:13] = [entries["owner"], entries["due"], entries["notes"]]
        lines[place] = "|".join(parts)
        path.write_text("\n".join(lines), encoding="utf-8")
        return parts[13].strip()
    book: Any = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads, first = list(sheet.iter_rows(min_row=4, max_row=5))
    cells = {head.value: cell for head, cell in zip(heads, first, strict=True)}
    cells["Owner"].value = entries["owner"]
    cells["Due"].value = datetime.fromisoformat(entries["due"])
    cells["Notes"].value = entries["notes"]
    book.save(path)
    return str(cells["Id"].value)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_filled_in_survives_a_second_run(form: str, saved: Path, lever5: Command) -> None:
    path = saved / f"plan{form}"
    assert lever5("plan", str(saved / "first.json"), "--output", str(path)).code == 0
    name = fill(path, owner="Ana Ruiz", due="2026-12-18", notes="Ask the service center")
    entry = Filled("Ana Ruiz", "2026-12-18", "Ask the service center")

    assert lever5("plan", str(saved / "first.json"), "--output", str(path)).code == 0
    kept = FORMS[form].read(_content(path))
    assert kept.filled_in(name) == entry
    assert kept.intact

    assert lever5("plan", str(saved / "later.json"), "--output", str(path)).code == 0
    kept = FORMS[form].read(_content(path))
    assert kept.filled_in(name) == entry
    assert (kept.rows[name].state, kept.rows[name].since) == ("closed", "2026-11-23")

    other = saved / f"other{'.md' if form == '.xlsx' else '.xlsx'}"
    ran = lever5("plan", str(saved / "first.json"), "--keep", str(path), "-o", str(other))
    assert ran.code == 0
    kept = FORMS[other.suffix].read(_content(other))
    assert kept.filled_in(name) == entry
    assert kept.rows[name].state == ""


def _content(path: Path) -> Any:
    return path.read_text(encoding="utf-8") if path.suffix == ".md" else path.read_bytes()


def test_what_was_not_judged_is_not_closed(small: Report) -> None:
    whole = plan_markdown.read(plan_markdown.render(plan_of(example("live-oak-charter"))))
    plan = plan_of(small, whole)
    states = {closed.row.state for closed in plan.closed}
    assert states == {"not judged this time"}
    both = plan_of(example("live-oak-charter"), plan_markdown.read(plan_markdown.render(plan)))
    assert not both.closed


def test_rows_that_people_add_stay(small: Report) -> None:
    text = plan_markdown.render(plan_of(small))
    lines = text.split("\n")
    place = next(n for n, line in enumerate(lines) if line.startswith("| 1 |"))
    lines.insert(place, "| | | Call the region | | | ours | | | | Ben | soon | a | b | |")
    kept = plan_markdown.read("\n".join(lines))
    assert kept is not None
    assert kept.intact
    ((what, entry),) = kept.own
    assert (what, entry.owner, entry.due) == ("Call the region", "Ben", "soon")
    assert "ours" in entry.notes
    assert "a | b" in entry.notes
    for form in FORMS.values():
        assert form.read(form.render(plan_of(small, kept))).own == kept.own


def test_an_item_that_stands_twice_loses_nothing(small: Report) -> None:
    plan = plan_of(small)
    name = plan.items[0].fingerprint
    lines = plan_markdown.render(plan).split("\n")
    place = next(n for n, line in enumerate(lines) if line.startswith("| 1 |"))
    blank = lines[place]
    for words in ("| Ana |  | one |", "| Ben |  | two |"):
        lines.insert(place, blank.replace("|  |  |  |", words, 1))
    kept = plan_markdown.read("\n".join(lines))
    assert kept is not None
    assert kept.filled_in(name) == Filled("Ben; Ana", "", "two; one")


def test_a_bar_in_the_notes_loses_nothing(small: Report) -> None:
    plan = plan_of(small)
    name = plan.items[0].fingerprint
    text = plan_markdown.render(plan).replace(
        f"|  |  |  | {name} |", f"| Ana | | this | that | {name} |"
    )
    kept = plan_markdown.read(text)
    assert kept is not None
    assert kept.filled_in(name) == Filled("Ana", "", "this | that")


@pytest.mark.parametrize("form", FORMS)
def test_words_elsewhere_are_not_overwritten(form: str, saved: Path, lever5: Command) -> None:
    path = saved / f"plan{form}"
    lever5("plan", str(saved / "first.json"), "-o", str(path))
    if form == ".md":
        path.write_text(path.read_text(encoding="utf-8") + "\nA remark of mine.\n", "utf-8")
    else:
        book: Any = openpyxl.load_workbook(path)
        book.worksheets[0]["N5"].value = "Half done"
        book.save(path)
    before = path.read_bytes()
    ran = lever5("plan", str(saved / "first.json"), "-o", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert f"--keep {path}" in ran.err
    assert path.read_bytes() == before
    assert lever5("plan", str(saved / "first.json"), "--keep", str(path), "-o", str(path)).code == 2
    assert path.read_bytes() == before
    other = saved / f"new{form}"
    ran = lever5("plan", str(saved / "first.json"), "--keep", str(path), "-o", str(other))
    assert ran.code == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize("form", spread(FORMS, of=2))
def test_what_is_no_plan_of_ours_is_not_overwritten(
    form: str, saved: Path, lever5: Command
) -> None:
    path = saved / f"plan{form}"
    book = openpyxl.Workbook()
    book.save(saved / "theirs.xlsx")
    for content in (b"my notes", b"", (saved / "theirs.xlsx").read_bytes(), b"PK\x03\x04 broken"):
        path.write_bytes(content)
        ran = lever5("plan", str(saved / "first.json"), "-o", str(path))
        assert (ran.code, ran.out) == (2, "")
        assert "plan" in ran.err
        assert path.read_bytes() == content
    lever5("check", str(EXAMPLES / "live-oak-charter"), "-o", str(saved / "oak.json"))
    path.unlink()
    lever5("plan", str(saved / "oak.json"), "-o", str(path))
    before = path.read_bytes()
    ran = lever5("plan", str(saved / "first.json"), "-o", str(path))
    assert ran.code == 2
    assert "999801" in ran.err
    assert path.read_bytes() == before
    assert [path.name for path in saved.iterdir() if path.name.endswith(".part")] == []


def test_bad_calls_are_told(saved: Path, lever5: Command) -> None:
    report = str(saved / "first.json")
    for arguments, message in (
        (("plan", report, "-o", str(saved / "plan.docx")), "must end on .md, .xlsx or .html"),
        (("plan", str(EXAMPLES / "live-oak-charter" / "district.toml")), "not a JSON report"),
        (("plan", report, "--keep", str(saved / "none.md")), "cannot be read"),
        (("plan", report, "--keep", report), "is not a plan"),
    ):
        ran = lever5(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert message in ran.err


def test_without_a_file_it_goes_to_the_terminal(saved: Path, lever5: Command) -> None:
    ran = lever5("plan", str(saved / "first.json"))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == plan_markdown.render(plan_of(example("cedar-hollow-isd")))


def test_a_hostile_bundle_harms_nothing() -> None:
    plan = plan_of(hostile.report())
    book: Any = openpyxl.load_workbook(BytesIO(plan_workbook.render(plan)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "d")
                assert not set("\x1b\x07\u202e\u2066\u200f") & set(str(cell.value))
    kept = plan_markdown.read(plan_markdown.render(plan))
    assert kept is not None
    assert set(kept.rows) == {item.fingerprint for item in plan.items}


@needs_office
def test_a_plan_saved_by_libreoffice_is_still_one(small: Report, tmp_path: Path) -> None:
    entry = Filled("Ana", "2026-12-18", "=1+1 and\nmore")
    plan = plan_of(small, filled(small, entry))
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook.render(plan))
    kept = plan_workbook.read(converted(path, tmp_path / "again", "xlsx").read_bytes())
    assert kept is not None
    assert kept.intact
    assert kept.filled_in(plan.items[0].fingerprint) == entry
