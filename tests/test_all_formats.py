"""What holds for every format, whoever wrote it: hostile text harms nothing, the accounting is
there, an incomplete run says so first, and nobody is named."""

import json
import re
import zipfile
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from io import BytesIO

import openpyxl
import pytest
from reports import CEDAR, LONG, PRIVATE, REPORTS, cedar, hostile, incomplete, replaced

from lever5_rules.core.text import CONTROL, DIRECTION
from lever5_rules.findings.report import Report
from lever5_rules.reports import FORMATS, writer

pytestmark = pytest.mark.exhaustive

PRINTED = {"text", "json", "sarif", "junit"}
"""Formats that are printed in the log of a workflow, where a line could be a command."""

WHOLE = {"json", "sarif", "html"}
"""Formats in which a program or a browser cuts what is long, or the address of a file is whole."""


def rendered(name: str, report: Report) -> bytes:
    output = writer(name)(report)
    return output.encode("utf-8") if isinstance(output, str) else output


def text_of(content: bytes) -> str:
    """The text of a file; of a workbook that of its cells and links, sheet by sheet."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig")
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    return "\n".join([*cells, *parts])


@pytest.fixture(params=FORMATS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_same_report_gives_the_same_bytes(form: str) -> None:
    assert rendered(form, cedar()) == rendered(form, cedar())


def test_a_rule_in_place_of_a_built_in_one_is_told(form: str) -> None:
    sentence = "Judged by a plugin's rule, or with requirements of one: 5.2.4-3 (northfield 0)."
    if form == "json":
        findings = json.loads(rendered(form, replaced()))["findings"]
        theirs = [finding for finding in findings if finding["rule"]["plugin"] == "northfield"]
        assert [row["criterion"] for row in theirs] == ["5.2.4-3"]
    else:
        text = " ".join(unescape(text_of(rendered(form, replaced()))).split())
        assert sentence in text.replace("\\", "")
        assert sentence not in text_of(rendered(form, cedar()))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_the_accounting_stands_in_it(form: str, report: Callable[[], Report]) -> None:
    count = report().accounting
    text = text_of(rendered(form, report()))
    parts = (count.passed, count.gap, count.missing_evidence, count.not_applicable, count.error)
    assert sum(parts) == count.selected
    for number in (count.selected, *parts):
        assert re.search(rf"(?<![\w.]){number}(?![\w.])", text), number


def test_an_incomplete_run_says_so_before_any_criterion(form: str) -> None:
    text = text_of(rendered(form, incomplete()))
    match = re.search(r'incomplete|"complete": false', text, re.IGNORECASE)
    first = re.search(r"5\.\d\.\d-\d", text)
    assert match
    assert first
    assert match.start() < first.start()
    assert "ValueError" in text
    whole = text_of(rendered(form, cedar()))
    assert not re.search(r'incomplete run|"complete": false', whole, re.IGNORECASE)


def test_hostile_text_drives_nothing(form: str) -> None:
    text = text_of(rendered(form, hostile()))
    assert DIRECTION.sub("", text) == text
    assert set(CONTROL.findall(text)) <= {"\n", "\r", "\t"}
    assert "gap.exe" in text


@pytest.mark.parametrize("name", [name for name in FORMATS if name in PRINTED])
def test_hostile_text_begins_no_command_in_a_log(name: str) -> None:
    lines = text_of(rendered(name, hostile())).splitlines()
    assert [line for line in lines if line.lstrip().startswith("::") or "##[" in line] == []


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in WHOLE])
def test_no_input_floods_the_page(name: str) -> None:
    assert LONG[: len(LONG) // 2] not in text_of(rendered(name, hostile()))


def test_nobody_is_named(form: str) -> None:
    text = text_of(rendered(form, hostile()))
    for private in PRIVATE:
        assert private not in text
    roster = (CEDAR / "records" / "staff_roster.csv").read_text(encoding="utf-8")
    staff = [row.partition(",")[0] for row in roster.splitlines()[1:]]
    text = text_of(rendered(form, cedar()))
    assert [person for person in staff if person in text] == []


def test_no_place_of_this_machine_is_told(form: str) -> None:
    assert str(CEDAR.parent) not in text_of(rendered(form, cedar()))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img" or any(name.startswith("on") for name, _ in attrs):
            self.bad.append(tag)


def _html(text: str) -> None:
    reader = _Tags()
    reader.feed(text)
    assert reader.bad == []


@pytest.mark.parametrize(
    ("name", "reader"), [("json", json.loads), ("sarif", json.loads), ("html", _html)]
)
def test_hostile_text_is_read_back(name: str, reader: Callable[[str], object]) -> None:
    if name in FORMATS:
        reader(text_of(rendered(name, hostile())))
