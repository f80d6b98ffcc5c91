"""A plugin's reader of a form that no other knows: where its rows stand, what it cannot read."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import lever5_rules as l5
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.plugins import Unreadable, rows_reader
from lever5_rules.plugins.host import load_plugins
from lever5_rules.testing import SAMPLE

PARTS = ("meeting_id", "date", "campus_id", "team", "minutes")
Rows = Iterator[tuple[int, Mapping[str, str]]]


def meetings_on(text: str) -> Rows:
    for number, line in enumerate(text.splitlines(), start=1):
        cells = line.split("|")
        if len(cells) != len(PARTS):
            raise Unreadable("a line has not five parts.", number)
        yield number, {"type": "plc", **dict(zip(PARTS, cells, strict=True))}


def pads(rows: Callable[[str], Rows] = meetings_on, kind: type = Meeting) -> SimpleNamespace:
    hook = l5.hookimpl(lambda: [rows_reader("meeting pad", (".pad",), kind, rows)])
    return SimpleNamespace(__name__="pads", LEVER5_API=1, lever5_readers=hook)


def pad_of_the_sample() -> str:
    """The PLC meetings of the sample district, as its pad would hold them."""
    rows = [row for row in SAMPLE.rows(Meeting) if row["type"] == "plc"]
    return "".join(f"{'|'.join(str(row[name]) for name in PARTS)}\n" for row in rows)


def check(pad: bytes, plugin: Any = None, **options: Any) -> l5.Report:
    files = {**SAMPLE.without(Meeting).files(), "fall.pad": pad}
    return l5.check(
        l5.Bundle.from_mapping(files),
        plugins=[plugin or pads()],
        entry_points=False,
        select=["5.2.4-3"],
        **options,
    )


def held_as_written(report: l5.Report) -> l5.ElementFinding:
    (finding,) = report.findings
    (element,) = [
        element for element in finding.elements if element.id == "5.2.4-3/plc_held_as_written"
    ]
    return element


def test_its_rows_are_evidence_with_their_lines() -> None:
    report = check(pad_of_the_sample().encode())
    element = held_as_written(report)
    assert element.outcome is l5.Outcome.PASS
    lines = {piece.place for piece in element.evidence if piece.file == "fall.pad"}
    assert lines
    (pad,) = [file for file in report.files if file.path == "fall.pad"]
    assert (pad.kind, pad.status, len(pad.sha256)) == ("meeting_log", "read", 64)


def test_a_cell_that_cannot_be_read_is_told_with_its_line() -> None:
    text = pad_of_the_sample().splitlines()
    text[4] = text[4].replace("|50", "|Maria Lopez")
    report = check("\n".join(text).encode())
    problem, note = [problem for problem in report.problems if problem.file == "fall.pad"]
    assert note.message == "it was read by meeting pad, the reader of a plugin."
    assert (problem.place, "Lopez" in problem.message) == (5, False)


@pytest.mark.parametrize(
    ("pad", "place", "text"),
    [
        (b"P1|2026-09-02\n", 1, "a line has not five parts."),
        (b"P1|2026-09-02|999001001|Math|45\nP2\n", 2, "a line has not five parts."),
        (b"P1|2026-09-02|999001001|Math|45\nP2|caf\xe9\n", 2, "not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_missing_evidence(pad: bytes, place: int, text: str) -> None:
    report = check(pad)
    assert report.complete
    problem, note = [problem for problem in report.problems if problem.file == "fall.pad"]
    assert note.message == "it was read by meeting pad, the reader of a plugin."
    assert (problem.place, text in problem.message) == (place, True)
    assert held_as_written(report).outcome is l5.Outcome.MISSING
    assert {file.path: file.status for file in report.files}["fall.pad"] == "unreadable"


def wrong_field(text: str) -> Rows:
    yield 1, {"meeting": "P1"}


def a_number(text: str) -> Any:
    yield 1, {"minutes": 45}


def no_line(text: str) -> Any:
    yield "1", {"minutes": "45"}


def no_rows(text: str) -> Any:
    return 5


def raises(text: str) -> Rows:
    yield 1, {"minutes": str(int("s-102-4"))}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (wrong_field, "the reader meeting pad gives meeting, which meeting_log has not."),
        (a_number, "the reader meeting pad gives an int as minutes, not text."),
        (no_line, "the reader meeting pad gives a str as line;"),
        (no_rows, "the reader meeting pad failed at it (TypeError)"),
        (raises, "the reader meeting pad failed at it (ValueError)"),
    ],
)
def test_a_reader_that_errs_costs_its_file_and_nothing_else(
    rows: Callable[[str], Rows], text: str
) -> None:
    report = check(b"P1\n", pads(rows))
    assert any(text in problem.message for problem in report.problems)
    assert "s-102-4" not in report.to_json()
    assert held_as_written(report).outcome is l5.Outcome.MISSING


def test_a_document_is_no_rows() -> None:
    with pytest.raises(l5.RuleError, match="plc_guideline is a document"):
        pads(kind=PlcGuideline).lever5_readers()
    (failure,) = load_plugins([pads_of_documents()], entry_points=False).failures
    assert "plc_guideline is a document" in failure.message


def pads_of_documents() -> SimpleNamespace:
    hook = l5.hookimpl(lambda: [rows_reader("pad", (".pad",), PlcGuideline, meetings_on)])
    return SimpleNamespace(__name__="pads", LEVER5_API=1, lever5_readers=hook)


def test_no_file_of_another_form_is_taken() -> None:
    files = {**SAMPLE.files(), "fall.pad.txt": b"P1\n", "fall.csv": b"P1\n"}
    report = l5.check(l5.Bundle.from_mapping(files), plugins=[pads()], entry_points=False)
    kinds = {file.path: file.kind for file in report.files}
    assert (kinds["fall.pad.txt"], kinds["fall.csv"]) == (None, None)


def test_an_isolated_rule_reads_by_it_too(tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text(
        "import lever5_rules as l5\n"
        "from lever5_rules.artifacts.meetings import Meeting\n"
        "from lever5_rules.authoring import Judges, Level, Records, Rule, Verdict, at_least, met\n"
        "from lever5_rules.plugins import rows_reader\n"
        "LEVER5_API = 1\n"
        "rule = Rule('pads:held', judges=Judges.FULL, not_judged='nothing', title='Held',\n"
        "            requirement='Meetings are held.')\n"
        "@rule.element(level=Level.RECORDED)\n"
        "def held(meetings: Records[Meeting]) -> Verdict:\n"
        '    """Meetings are held."""\n'
        "    return met(f'{meetings.count()} meetings.')\n"
        "@l5.hookimpl\n"
        "def lever5_criteria(): return [rule]\n"
        "def rows(text):\n"
        "    for number, line in enumerate(text.splitlines(), start=1):\n"
        "        yield number, {'meeting_id': line, 'date': '2026-09-02', 'minutes': '45',\n"
        "                       'type': 'plc'}\n"
        "@l5.hookimpl\n"
        "def lever5_readers(): return [rows_reader('pad', ('.pad',), Meeting, rows)]\n",
        encoding="utf-8",
    )
    bundle = l5.Bundle.from_mapping({**SAMPLE.without(Meeting).files(), "fall.pad": b"P1\nP2\n"})
    options: dict[str, Any] = {"plugin_folders": [tmp_path], "select": ["pads"]}
    apart = l5.check(bundle, entry_points=False, isolate=True, **options)
    assert apart.to_json() == l5.check(bundle, entry_points=False, **options).to_json()
    assert apart.findings[0].elements[0].message == "2 meetings."


def raw_reader(
    read: Callable[[Any, Any], object], claims: Callable[[Any, Any], Any] | None = None
) -> SimpleNamespace:
    """A plugin with a reader that is written by hand, of files named .odd."""
    from lever5_rules.reading.reader import Reader

    def of_odd(files: Any, intake: Any) -> Any:
        return [(file,) for file in files if file.path.endswith(".odd")]

    hook = l5.hookimpl(lambda: [Reader("odd", claims or of_odd, read)])  # type: ignore[arg-type]
    return SimpleNamespace(__name__="odd", LEVER5_API=1, lever5_readers=hook)


def check_odd(plugin: SimpleNamespace) -> l5.Report:
    files = {**SAMPLE.files(), "x.odd": b"1"}
    return l5.check(l5.Bundle.from_mapping(files), plugins=[plugin], entry_points=False)


def refuse(group: Any, intake: Any) -> None:
    raise OSError("no words of a system")


@pytest.mark.parametrize(
    "read",
    [
        lambda group, intake: intake.problems.append("no problem"),
        lambda group, intake: intake.note(None, 5, None, None),
        lambda group, intake: intake.files.append(group[0]),
        lambda group, intake: intake.documents.setdefault("plc_guideline", []).append("rubbish"),
        lambda group, intake: intake.lost.setdefault(None, []).append(4),
        lambda group, intake: intake.add_document("plc_guideline", {}, None),
        refuse,
    ],
)
def test_what_a_reader_adds_that_is_none_costs_its_file(read: Callable[[Any, Any], None]) -> None:
    report = check_odd(raw_reader(read))
    assert report.complete
    assert {file.path: file.status for file in report.files}["x.odd"] == "unreadable"
    (message,) = [
        problem.message for problem in report.problems if "cannot be read" in problem.message
    ]
    assert "None" not in message
    report.to_json()


@pytest.mark.parametrize("claimed", [5, [["x"]], [5], [[None]]])
def test_a_reader_that_claims_no_files_is_told(claimed: object) -> None:
    report = check_odd(raw_reader(lambda group, intake: None, lambda files, intake: claimed))
    assert {file.path: file.status for file in report.files}["x.odd"] == "unknown"
    assert any(problem.message.startswith("The reader odd failed") for problem in report.problems)


def test_a_file_of_which_a_reader_says_nothing_is_listed() -> None:
    report = check_odd(raw_reader(lambda group, intake: None))
    (odd,) = [file for file in report.files if file.path == "x.odd"]
    assert (odd.kind, odd.status, len(odd.sha256)) == (None, "unknown", 64)
