"""What is said of every element of the examples and of the sample district, word for word, and
every format of the example, byte for byte.

A change that was meant is taken over with `python tests/test_golden.py`, and read in the diff.
"""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import lever5_rules as l5
from lever5_rules.checking import read
from lever5_rules.comparing.comparison import difference
from lever5_rules.comparing.history import history, standing
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.forecasting import forecast
from lever5_rules.framework import framework
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reports import writer
from lever5_rules.reports.formats import case_package, workbook_report
from lever5_rules.reports.planning.plan import plan_of
from lever5_rules.reports.results import render
from lever5_rules.testing import SAMPLE
from lever5_rules.verifying import verify

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


def form(name: str, **options: Any) -> Callable[[], bytes]:
    """The example in a format, as the bytes of a file."""
    return lambda: as_bytes(writer(name)(cedar_hollow(**options)))


def rendering(format: str, of: Callable[[], Any]) -> Callable[[], bytes]:
    """What is made of several reports or bundles, in a format."""
    return lambda: as_bytes(render(of(), format))


def as_bytes(rendered: str | bytes) -> bytes:
    return rendered.encode() if isinstance(rendered, str) else rendered


def cedar_hollow(mended: str = "", day: date = date(2026, 11, 23), **options: Any) -> Report:
    folder = EXAMPLES / f"cedar-hollow-isd{mended}"
    return l5.check(folder, as_of=day, entry_points=False, **options)


def two_reports() -> tuple[Report, Report]:
    """One key practice before the example is mended, and after."""
    before = cedar_hollow(day=date(2026, 10, 30), select=["5.2.4"])
    return before, cedar_hollow("-mended", select=["5.2.4"])


def changes() -> Any:
    return difference(*two_reports())


def over_time() -> Any:
    names = ("october.json", "november.json")
    standings = [standing(*pair) for pair in zip(names, two_reports(), strict=True)]
    return history(standings, [("notes.json", "notes.json is not a report of lever5-rules.")])


def lapses() -> Any:
    loaded = load_plugins(entry_points=False)
    reading = read(loaded, EXAMPLES / "cedar-hollow-isd-mended", select=["5.2.5"])
    return forecast(reading, date(2027, 1, 31))


def verified() -> Any:
    before, _ = two_reports()
    return verify(load_plugins(entry_points=False), before, EXAMPLES / "cedar-hollow-isd-mended")


def case(version: str) -> Callable[[], bytes]:
    return lambda: as_bytes(case_package.render(framework(), version))


def cells_of_a_workbook() -> bytes:
    """Every cell as a reader of workbooks sees it, since the bytes are the packer's business."""
    book = openpyxl.load_workbook(BytesIO(workbook_report.render(cedar_hollow(select=["5.2.4"]))))
    lines = [
        f"{sheet.title}!{cell.coordinate}: {cell.value!r}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    return ("\n".join(lines) + "\n").encode()


FORMS: dict[str, Callable[[], bytes]] = {
    "report.txt": form("text"),
    "report.html": form("html"),
    "report.csv": form("csv"),
    "report.md": form("markdown"),
    "report.xlsx.txt": cells_of_a_workbook,
    "report.sarif": form("sarif", select=["5.2.4"]),
    "report.junit.xml": form("junit"),
    "report.github.txt": form("github"),
    "diff.txt": rendering("text", changes),
    "diff.json": rendering("json", changes),
    "diff.md": rendering("markdown", changes),
    "history.txt": rendering("text", over_time),
    "history.md": rendering("markdown", over_time),
    "history.json": rendering("json", over_time),
    "history.csv": rendering("csv", over_time),
    "history.html": rendering("html", over_time),
    "forecast.txt": rendering("text", lapses),
    "forecast.json": rendering("json", lapses),
    "verify.txt": rendering("text", verified),
    "verify.md": rendering("markdown", verified),
    "verify.json": rendering("json", verified),
    "plan.md": rendering("markdown", lambda: plan_of(cedar_hollow())),
    "framework.case-1.0.json": case("1.0"),
    "framework.case-1.1.json": case("1.1"),
}
"""Files of a format each, and what makes them."""


def outcome_lines(report: Report) -> str:
    """A line for each element, in the order of the report."""
    lines = []
    for finding in report.findings:
        for element in finding.elements:
            lines += [line(member) for member in (element, *element.alternatives)]
        lines += [
            f"{exclusion.id}: n/a: {exclusion.reason}"
            for exclusion in finding.elements_not_applicable
        ]
    lines += [f"{exclusion.id}: n/a: {exclusion.reason}" for exclusion in report.not_applicable]
    return "\n".join(lines) + "\n"


def line(element: ElementFinding) -> str:
    scope = f" [{', '.join(element.scope)}]" if element.scope else ""
    rows = f" ({element.rows} rows)" if element.rows else ""
    limit = f" <{element.limit.name}>" if element.limit else ""
    text = f"{element.message} {element.remedy}".strip()
    return f"{element.id}: {element.reason.value}: {text}{limit}{scope}{rows}"


@pytest.mark.parametrize("name", REPORTS)
def test_says_what_it_said(name: str) -> None:
    assert outcome_lines(REPORTS[name]()) == golden(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMS)
def test_formats_are_what_they_were(name: str) -> None:
    # Not compared by assert: the difference of two long files would take minutes to print.
    same = FORMS[name]() == formed(name).read_bytes()
    assert same, f"{name} is stale; see the head of this file"


def golden(name: str) -> Path:
    return HERE / "golden" / f"{name}.txt"


def formed(name: str) -> Path:
    return HERE / "golden" / "formats" / name


if __name__ == "__main__":
    for name, report in REPORTS.items():
        golden(name).write_text(outcome_lines(report()), encoding="utf-8")
    for name, bytes_of in FORMS.items():
        formed(name).write_bytes(bytes_of())
