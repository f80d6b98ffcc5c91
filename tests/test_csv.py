"""CSV: read back by the csv module, harmless in a spreadsheet, and nothing selected left out."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import hostile
import pytest
from conftest import Command
from hypothesis import given
from hypothesis import strategies as st

import lever5_rules as l5
from lever5_rules.authoring import Judges, Level, Rule, Verdict
from lever5_rules.findings.report import Report
from lever5_rules.reports.formats.csv_report import HEADS, guarded, render
from lever5_rules.testing import SAMPLE
from lever5_rules.testing.district import plugin_of

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def example(name: str) -> Report:
    return l5.check(EXAMPLES / name, as_of=date(2026, 11, 23), entry_points=False)


def incomplete() -> Report:
    """A report in which the rule of one criterion failed."""
    rule = Rule("5.1.1-1", judges=Judges.FULL, not_judged="nothing", replaces=True)

    @rule.element(level=Level.ASSERTED)
    def breaks() -> Verdict:
        """It breaks."""
        raise RuntimeError("broken")

    return SAMPLE.check(plugins=[plugin_of([rule])])


def rows(report: Report) -> list[dict[str, str]]:
    content = render(report)
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert tuple(read[0]) == HEADS
    assert {len(row) for row in read} == {len(HEADS)}
    return [dict(zip(HEADS, row, strict=True)) for row in read[1:]]


@pytest.mark.parametrize("name", ["cedar-hollow-isd", "live-oak-charter"])
def test_every_element_has_a_row_and_every_criterion_is_accounted_for(name: str) -> None:
    report = example(name)
    records = rows(report)
    elements = {row["element"]: row for row in records if row["record"] == "element"}
    for finding in report.findings:
        for top in finding.elements:
            for member in (top, *top.alternatives):
                row = elements.pop(member.id)
                assert row["outcome"] == member.outcome.value
                assert row["fingerprint"] == member.fingerprint
                assert row["message"] == member.message
                if member.evidence:
                    assert row["file"] == member.evidence[0].file
                    assert row["line"] == str(member.evidence[0].line)
                if member.limit:
                    assert row["threshold_origin"] == member.limit.origin.value
    assert not elements
    assert {row["criterion"] for row in records} - {""} == set(report.selected)
    parts = {row["outcome"]: int(row["value"]) for row in records if row["record"] == "accounting"}
    assert parts.pop("selected") == sum(parts.values()) - parts["waived"] == 43
    assert records[0]["outcome"] == "complete"


def test_an_incomplete_run_says_so_first() -> None:
    records = rows(incomplete())
    assert (records[0]["record"], records[0]["outcome"]) == ("run", "incomplete")
    assert records[0]["message"].startswith("INCOMPLETE RUN")
    (error,) = [row for row in records if row["record"] == "error"]
    assert error["criterion"] == "5.1.1-1"
    assert "raised RuntimeError" in error["message"]


def test_a_hostile_bundle_harms_nothing() -> None:
    content = render(hostile.report()).decode("utf-8-sig")
    assert not set("\x1b\x07\u202e\u2066\u200f\t") & set(content)
    for row in csv.reader(StringIO(content, newline="")):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
            assert len(cell) <= 2001


@given(st.text())
def test_no_text_becomes_a_formula(text: str) -> None:
    message = str(guarded(text))
    assert not message.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert "\n" not in message
    assert "\r" not in message
    assert message.isascii() or message.encode("utf-8")


def test_the_command_writes_it(lever5: Command, tmp_path: Path) -> None:
    file = tmp_path / "findings.csv"
    ran = lever5("check", str(EXAMPLES / "cedar-hollow-isd"), "--fail-on", "never", "-o", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert file.read_bytes() == render(example("cedar-hollow-isd"))
