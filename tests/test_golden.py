"""What is said of every element of the examples and of the sample district, word for word, and
every format of the example, byte for byte.

A change that was meant is taken over with `python tests/test_golden.py`, and read in the diff.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import lever5_rules as l5
from lever5_rules.core.report import ElementFinding, Report
from lever5_rules.framework import framework
from lever5_rules.reporting import case_package, writer
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
    "html": ("cedar-hollow-isd", "cedar-hollow-isd.html"),
}
"""Formats whose files are held byte for byte: of which report, and in which file."""


def form(name: str, **options: Any) -> Callable[[], bytes]:
    """The example in a format, as the bytes of a file."""

    def written() -> bytes:
        made = writer(name)(
            l5.check(
                EXAMPLES / "cedar-hollow-isd",
                as_of=date(2026, 11, 23),
                entry_points=False,
                **options,
            )
        )
        return made.encode() if isinstance(made, str) else made

    return written


def case(version: str) -> Callable[[], bytes]:
    return lambda: case_package.render(framework(), version).encode()


FORMS = {
    "report.txt": form("text"),
    "report.sarif": form("sarif", select=["5.2.4"]),
    "report.junit.xml": form("junit"),
    "report.github.txt": form("github"),
    "framework.case-1.0.json": case("1.0"),
    "framework.case-1.1.json": case("1.1"),
}
"""Files of a format each, and what makes them."""


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


def golden(name: str) -> Path:
    return HERE / "golden" / f"{name}.txt"


def formed(name: str) -> Path:
    return HERE / "golden" / "formats" / name


if __name__ == "__main__":
    for name, report in REPORTS.items():
        golden(name).write_text(told(report()), encoding="utf-8")
    for name, bytes_of in FORMS.items():
        formed(name).write_bytes(bytes_of())
