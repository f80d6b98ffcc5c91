"""Annotations, read as a runner of GitHub reads them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen
from reports import CEDAR, REPORTS, cedar, compared, hostile, incomplete, waived

from lever5_rules.cli import main
from lever5_rules.findings.report import Report
from lever5_rules.reports import writer

EVERY = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
KNOWN = {"file", "line", "title"}


@frozen
class Command:
    kind: str
    properties: dict[str, str]
    message: str

    @property
    def title(self) -> str:
        return self.properties["title"]


def unescaped(text: str, *more: str) -> str:
    for code in ("%0D", "%0A", *more, "%25"):
        text = text.replace(code, bytes.fromhex(code[1:]).decode())
    return text


def parsed(text: str) -> list[Command]:
    """As the runner does: a line that begins with ::, a name, properties, ::, the message."""
    commands = []
    for line in text.split("\n")[:-1]:
        match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
        assert match, line
        properties = dict(word.split("=", 1) for word in match[2].split(","))
        assert set(properties) <= KNOWN
        values = {name: unescaped(value, "%3A", "%2C") for name, value in properties.items()}
        commands.append(Command(match[1], values, unescaped(match[3])))
    return commands


def read(report: Report) -> list[Command]:
    output = writer("github")(report)
    assert isinstance(output, str)
    return parsed(output)


def test_the_accounting_is_the_first_line() -> None:
    first = read(cedar())[0]
    assert first.kind == "notice"
    assert first.message.startswith("43 selected = 21 pass + 12 gap + 10 missing evidence")


def test_an_incomplete_run_says_so_first() -> None:
    first, second, third, fourth, *_ = read(incomplete())
    assert (first.kind, first.title) == ("error", "INCOMPLETE RUN")
    assert second.message.startswith("44 selected")
    assert (third.kind, third.title) == ("error", "broken: failed")
    assert (fourth.kind, fourth.title) == ("error", "northfield:one: failed")


@EVERY
def test_each_element_that_falls_short_is_said_once(report: Callable[[], Report]) -> None:
    titles = [
        annotation.title
        for annotation in read(report())
        if annotation.title.endswith((": gap", "-evidence"))
    ]
    short = [
        f"EDF-{annotation.id.replace('/', ' ')}: {annotation.outcome.value}"
        for finding in report().findings
        for annotation in finding.elements
        if annotation.outcome.value != "pass"
    ]
    assert sorted(titles) == sorted(short)


def test_a_gap_is_an_error_at_its_file_and_line_and_missing_evidence_a_warning() -> None:
    by_title = {annotation.title: annotation for annotation in read(cedar())}
    gap = by_title["EDF-5.2.4-3 length: gap"]
    assert gap.kind == "error"
    assert gap.properties["file"] == "documents/plc_guideline-secondary.toml"
    assert gap.properties["line"] == "11"
    assert "40 found, at least 45 minutes asked" in gap.message
    assert "Raise minutes of a PLC meeting from 40" in gap.message
    assert {
        annotation.kind
        for annotation in by_title.values()
        if annotation.title.endswith("-evidence")
    } == {"warning"}
    advice = by_title["EDF-5.2.4-3 planning_time_lawful: gap"]
    assert advice.kind == "notice"
    assert advice.message.startswith("(advice)")


def test_what_is_waived_or_known_is_a_notice_and_what_is_new_comes_first() -> None:
    quiet = [
        annotation
        for annotation in read(waived())
        if "waived until 2027-01-31" in annotation.message
    ]
    assert {annotation.kind for annotation in quiet} == {"notice"}
    assert {annotation.title.split()[0] for annotation in quiet} == {"EDF-5.2.4-2", "EDF-5.3.2-1"}
    annotations = read(compared())
    errors = [
        annotation.title.split()[0]
        for annotation in annotations
        if annotation.kind in ("error", "warning")
    ]
    assert errors == ["EDF-5.1.1-4", "EDF-5.1.2-1"]
    assert [
        annotations.index(annotation) for annotation in annotations if annotation.kind == "error"
    ] == [1, 2]


def test_no_text_of_a_bundle_is_a_command_or_a_property_of_its_own() -> None:
    text = writer("github")(hostile())
    assert isinstance(text, str)
    assert "##[" not in text
    assert text.splitlines() == text.split("\n")[:-1]
    names = {annotation.path for annotation in hostile().files}
    files = [
        annotation.properties["file"]
        for annotation in read(hostile())
        if "file" in annotation.properties
    ]
    assert any("script" in file for file in files)
    assert {file for file in files if file.isprintable() and "�" not in file} & names


def test_files_are_named_from_where_the_command_was_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, bundle, lead in [
        (CEDAR.parent, "cedar-hollow-isd", "cedar-hollow-isd/"),
        (CEDAR, ".", ""),
        (CEDAR.parent, str(CEDAR), "cedar-hollow-isd/"),
        (CEDAR, "../cedar-hollow-isd/", ""),
    ]:
        monkeypatch.chdir(Path(place))
        with pytest.raises(SystemExit):
            main(["check", bundle, "--format", "github", "--select", "5.2.4-3"])
        by_title = {annotation.title: annotation for annotation in parsed(capsys.readouterr().out)}
        file = by_title["EDF-5.2.4-3 length: gap"].properties["file"]
        assert file == f"{lead}documents/plc_guideline-secondary.toml"
