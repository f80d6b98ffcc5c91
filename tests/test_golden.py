"""What is said of every element of the examples and of the sample district, word for word.

A change that was meant is taken over with `python tests/test_golden.py`, and read in the diff.
"""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

import lever5_rules as l5
from lever5_rules.core.report import ElementFinding, Report
from lever5_rules.reporting import plan_markdown, workbook_report, writer
from lever5_rules.reporting.plan import plan_of
from lever5_rules.testing import SAMPLE

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"


def example(name: str) -> Callable[[], Report]:
    return lambda: l5.check(EXAMPLES / name, as_of=date(2026, 11, 23), entry_points=False)


def sample(day: date) -> Callable[[], Report]:
    return lambda: SAMPLE.on(day).check()


REPORTS = {
    "cedar-hollow-isd": example("cedar-hollow-isd"),
    "cedar-hollow-isd-mended": example("cedar-hollow-isd-mended"),
    "live-oak-charter": example("live-oak-charter"),
    "sample": SAMPLE.check,
    "sample-2026-10-12": sample(date(2026, 10, 12)),
    "sample-2026-10-20": sample(date(2026, 10, 20)),
    "sample-2026-12-11": sample(date(2026, 12, 11)),
}

FORMATS_HELD = {
    "csv": ("cedar-hollow-isd", "cedar-hollow-isd.csv"),
    "markdown": ("cedar-hollow-isd", "cedar-hollow-isd.md"),
}
"""Formats whose files are held byte for byte: of which report, and in which file."""


def cells_of_a_workbook() -> str:
    """Every cell as a reader of workbooks sees it, since the bytes are the packer's business."""
    report = l5.check(
        EXAMPLES / "cedar-hollow-isd",
        as_of=date(2026, 11, 23),
        select=["5.2.4"],
        entry_points=False,
    )
    book = openpyxl.load_workbook(BytesIO(workbook_report.render(report)))
    lines = [
        f"{sheet.title}!{cell.coordinate}: {cell.value!r}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    return "\n".join(lines) + "\n"


def plan_of_an_example() -> str:
    return plan_markdown.render(plan_of(REPORTS["cedar-hollow-isd"]()))


TEXTS_HELD: dict[str, Callable[[], str]] = {
    "cedar-hollow-isd-5.2.4.xlsx.txt": cells_of_a_workbook,
    "cedar-hollow-isd.plan.md": plan_of_an_example,
}
"""Other files that are held, and what they must hold."""


def told(report: Report) -> str:
    """A line for each element, in the order of the report."""
    lines = []
    for finding in report.findings:
        for element in finding.elements:
            lines += [line(one) for one in (element, *element.alternatives)]
        lines += [f"{one.id}: n/a: {one.reason}" for one in finding.elements_not_applicable]
    lines += [f"{one.id}: n/a: {one.reason}" for one in report.not_applicable]
    return "\n".join(lines) + "\n"


def line(one: ElementFinding) -> str:
    scope = f" [{', '.join(one.scope)}]" if one.scope else ""
    rows = f" ({one.rows} rows)" if one.rows else ""
    limit = f" <{one.limit.name}>" if one.limit else ""
    said = f"{one.message} {one.remedy}".strip()
    return f"{one.id}: {one.reason.value}: {said}{limit}{scope}{rows}"


@pytest.mark.parametrize("name", REPORTS)
def test_says_what_it_said(name: str) -> None:
    assert told(REPORTS[name]()) == golden(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS_HELD)
def test_writes_what_it_wrote(name: str) -> None:
    example, file = FORMATS_HELD[name]
    held = (HERE / "golden" / file).read_bytes()
    # Not compared by assert: the difference of two long files would take minutes to print.
    same = written(name, REPORTS[example]()) == held
    assert same, f"{file} is stale; see the head of this file"


def written(name: str, report: Report) -> bytes:
    """A report in a format, as the bytes of its file."""
    rendered = writer(name)(report)
    return rendered.encode("utf-8") if isinstance(rendered, str) else rendered


@pytest.mark.parametrize("file", TEXTS_HELD)
def test_shows_what_it_showed(file: str) -> None:
    held = (HERE / "golden" / file).read_text(encoding="utf-8")
    same = TEXTS_HELD[file]() == held
    assert same, f"{file} is stale; see the head of this file"


def golden(name: str) -> Path:
    return HERE / "golden" / f"{name}.txt"


if __name__ == "__main__":
    for name, report in REPORTS.items():
        golden(name).write_text(told(report()), encoding="utf-8")
    for name, (example_name, file) in FORMATS_HELD.items():
        (HERE / "golden" / file).write_bytes(written(name, REPORTS[example_name]()))
    for file, text in TEXTS_HELD.items():
        (HERE / "golden" / file).write_text(text(), encoding="utf-8")
