"""The road of a coordinator, measured: what a new district of two campuses has to fill in.

    python benchmarks/journey.py

For each stage it prints the sheets to fill, the cells of them that are needed, and how many runs
of `lever5 check` it takes until nothing stands in the way, if after each run only what it names is
brought: as causes and findings say it. Below stand the lines that the check prints, and the
figures of the example's page: printed with Chromium, if that and pypdf are installed.
"""

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl

from lever5_rules.artifacts.fields import item_fields
from lever5_rules.artifacts.kinds import ENVELOPE, KindInfo
from lever5_rules.artifacts.needed import is_needed
from lever5_rules.checking import check
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.templates.start import FIRST_SHEETS, in_order_of_work
from lever5_rules.testing import SAMPLE
from lever5_rules.testing.district import District

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "examples"))
from papers import pdf

PROFILE = "district_profile"
TEXT = ("--format", "text")
DAYS = 14
"""Rows of a school year as a short list, two cells each."""


def main() -> None:
    loaded = load_plugins(entry_points=False)
    order = list(in_order_of_work(loaded))
    stages = (
        ("the first finding", [PROFILE, "plc_guideline"], "5.2.4-3"),
        ("5.2.4-3 whole", list(in_order_of_work(loaded, ["5.2.4-3"])), "5.2.4-3"),
        (f"the {FIRST_SHEETS} sheets that most waits for", order[:FIRST_SHEETS], ""),
        ("a whole review", order, ""),
    )
    print(f"{'stage':40} {'sheets':>6} {'cells':>7} {'quotes':>6} {'runs':>4}")
    for title, kinds, select in stages:
        cells = sum(cells_of(loaded.kinds[name]) for name in kinds)
        quotes = sum(quotes_of(name) for name in kinds)
        number = runs(kinds, select)
        print(f"{title:40} {len(kinds):6} {cells:7,} {quotes:6} {number:4}")
    print()
    for name, figure in {**typed_pages(), **new_workbook(), **first_screen()}.items():
        print(f"{name:40} {figure:,}")


def cells_of(kind: KindInfo) -> int:
    """The cells of the sample district that are needed of a kind."""
    if kind.name == "instructional_calendar":
        return 2 * DAYS
    needed = [name for name, info in kind.fields.items() if is_needed(kind, info)]
    if kind.table:
        return len(needed) * len(SAMPLE.tables.get(kind.name, ()))
    return sum(_values(document, needed, kind) for document in SAMPLE.documents.get(kind.name, ()))


def _values(document: object, needed: Iterable[str], kind: KindInfo) -> int:
    content = document if isinstance(document, dict) else dict(document)  # type: ignore[call-overload]
    number = 0
    for name in needed:
        value, info = content.get(name), kind.fields[name]
        if info.nested and isinstance(value, (list, tuple)):
            number += len(value) * sum(
                not field.optional for field in item_fields(info.item).values()
            )
        elif value is not None:
            number += 1
    return number


def quotes_of(name: str) -> int:
    """The quotes that its documents cite, of which the page is looked up."""
    documents = SAMPLE.documents.get(name, ())
    return sum(len(set(document.get("sources") or ()) - ENVELOPE) for document in documents)


def runs(kinds: Iterable[str], select: str) -> int:
    """How many runs it takes from the profile alone, if after each all is brought that it names,
    until nothing of these kinds stands in the way."""
    kinds_filled, wanted = {PROFILE}, set(kinds)
    for number in range(1, 30):
        named = _lacking(_report(kinds_filled, select)) & wanted
        if named <= kinds_filled:
            return number
        kinds_filled |= named
    raise SystemExit("The runs come to no end.")


def _report(kinds_filled: set[str], select: str) -> Report:
    district = District(
        {name: document for name, document in SAMPLE.documents.items() if name in kinds_filled},
        {name: table for name, table in SAMPLE.tables.items() if name in kinds_filled},
    )
    return check(Bundle.from_mapping(district.files()), select=select or (), entry_points=False)


def _lacking(report: Report) -> set[str]:
    def of(element: ElementFinding) -> set[str]:
        return {element.kind, *(lack.kind for lack in element.lacks)}

    return {
        kind
        for finding in report.findings
        for element in finding.elements
        for member in (element, *element.alternatives)
        if member.outcome is Outcome.MISSING
        for kind in of(member)
    }


def typed_pages() -> dict[str, int]:
    """The quotes whose page must be typed although the document lies beside them: all pages are
    left blank, every quote stands in a PDF, and the quotes are counted that ask for a page."""
    files: dict[str, object] = dict(SAMPLE.files())
    quotes: list[tuple[str, str]] = []
    for kind, documents in SAMPLE.documents.items():
        for number, document in enumerate(documents, start=1):
            cited = [name for name in document.get("sources") or () if name not in ENVELOPE]
            if not cited:
                continue
            quotes_by_name = {
                name: f"So reads the paper on {name} in its own words." for name in cited
            }
            paper = f"papers/{kind}-{number}.pdf"
            files[paper] = pdf([[text] for text in quotes_by_name.values()])
            sources = {name: {"quote": text} for name, text in quotes_by_name.items()}
            body = {**document, "sources": sources}
            body["document"] = {**document.get("document", {}), "file": paper}
            files[f"{kind}-{number}.toml"] = {"kind": kind, **body}
            files.pop(f"{kind}.toml", None)
            quotes += [(kind, name) for name in cited]
    report = check(Bundle.from_mapping(files), entry_points=False)
    asking = {
        (seen.kind, seen.field.partition("[")[0])
        for finding in report.findings
        for element in finding.elements
        if element.reason is Reason.NO_SOURCE
        for seen in element.evidence
    }
    return {
        "needed quotes": len(quotes),
        "of these, with a page to type": len(asking.intersection(quotes)),
    }


def new_workbook() -> dict[str, int]:
    """What `lever5 new` writes, and what the check of it prints."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "evidence.xlsx"
        _lever5("new", str(book))
        sheets = openpyxl.load_workbook(book, read_only=True).sheetnames
        lines = _lever5("check", str(book), "--fail-on", "never").splitlines()
        screen = _lever5("check", str(book), "--fail-on", "never", "--brief").splitlines()
        causes = next(at for at, line in enumerate(lines) if line.startswith("CAUSES"))
        return {
            "sheets of a new workbook": len(sheets) - 2,
            "lines of its first screen (--brief)": len(screen),
            "lines of its check": len(lines),
            "lines above its causes": causes,
        }


def first_screen() -> dict[str, int]:
    """The first screen of the example: its lines of text, and its pages of paper."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        example = str(Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd")
        text = _lever5("check", example, "--fail-on", "never", "--output", str(page), *TEXT)
        lines = text.splitlines()
        ends = next(at for at, line in enumerate(lines) if line.startswith("CAUSES"))
        figures = {"lines of the example's check": len(lines), "lines of its first screen": ends}
        return {**figures, **_printed(page)}


def _printed(page: Path) -> dict[str, int]:
    """The pages for a board and those of the appendix; nothing without Chromium and pypdf."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or importlib.util.find_spec("pypdf") is None:
        return {}
    from pypdf import PdfReader

    paper = page.with_suffix(".pdf")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    command = [chromium, *options, f"--print-to-pdf={paper}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    sheets = ["".join(sheet.extract_text().split()) for sheet in PdfReader(paper).pages]
    board = next(at for at, text in enumerate(sheets) if "Appendix:every" in text)
    return {"printed pages for a board": board, "printed pages of appendix": len(sheets) - board}


def _lever5(*arguments: str) -> str:
    command = [sys.executable, "-m", "lever5_rules.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
