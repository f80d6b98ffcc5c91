"""The template opens in LibreOffice, and survives being saved by it."""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import lever5_rules as l5
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.templates.content import Content, content_of
from lever5_rules.templates.workbook import write_workbook

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
KINDS = load_plugins(entry_points=False).kinds

pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed here (Debian: libreoffice-calc)"
)


def saved_again(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    folder.mkdir()
    profile = (folder.parent / "profile").as_uri()
    done = subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder),
            str(path),
        ],
        capture_output=True,
        text=True,
        timeout=240,
    )
    file = folder / path.name
    assert file.is_file(), done.stderr
    return file


def findings(path: Path) -> str:
    report = l5.check(path, as_of=date(2026, 11, 23), entry_points=False)
    assert report.complete
    values: list[Any] = [
        (
            element.id,
            element.outcome,
            element.reason,
            element.message,
            [(e.field, e.value) for e in element.evidence],
        )
        for finding in report.findings
        for element in finding.elements
    ]
    problems = [(problem.severity, problem.place, problem.message) for problem in report.problems]
    return "\n".join(map(str, [*values, *problems]))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """An empty template and a filled one, each as it was written and as it was saved again."""
    root = tmp_path_factory.mktemp("office")
    data = {}
    for name, content in (
        ("empty", Content()),
        ("filled", content_of(Bundle.from_path(EXAMPLES / "live-oak-charter"), KINDS)),
    ):
        path = root / f"{name}.xlsx"
        write_workbook(path, list(KINDS.values()), content)
        data[name] = (path, saved_again(path, root / f"{name}-saved"))
    return data


@pytest.mark.parametrize("name", ["empty", "filled"])
def test_the_findings_are_the_same(name: str, books: dict[str, tuple[Path, Path]]) -> None:
    written, saved = books[name]
    assert findings(saved) == findings(written)


def lists(path: Path) -> dict[str, dict[tuple[str, str], tuple[str, int]]]:
    """The drop-downs and limits of each sheet: what sort and from which cell on, then from where
    they take their values and to which row they reach."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            (str(validation.type), cells.coord.partition(":")[0]): (
                str(validation.formula1).replace("$", ""),
                cells.max_row,
            )
            for validation in sheet.data_validations.dataValidation
            for cells in validation.sqref.ranges
        }
        for sheet in book.worksheets
    }


def test_drop_downs_and_limits_survive(books: dict[str, tuple[Path, Path]]) -> None:
    """LibreOffice keeps them for a thousand rows below the last one that is filled in."""
    written, saved = (lists(path) for path in books["empty"])
    assert written.keys() == saved.keys()
    for title, rules in written.items():
        assert rules.keys() == saved[title].keys(), title
        for key, (_, last) in rules.items():
            assert saved[title][key][1] >= min(last, 1000), (title, key)
    ranges = {source for rules in saved.values() for source, _ in rules.values()}
    assert {source for source in ranges if "district_profile" in source}
    assert {source for source in ranges if "staff_roster" in source}
    assert len({source for source in ranges if "lists" in source}) > 20


def test_text_formats_notes_and_heads_survive(books: dict[str, tuple[Path, Path]]) -> None:
    saved = openpyxl.load_workbook(books["filled"][1])
    log = saved["observation_log"]
    heads: dict[str, Any] = {str(cell.value).removesuffix(" *"): cell for cell in log[4]}
    for name in ("observation_id", "campus_id", "observer_staff_id"):
        assert log.cell(5, heads[name].column).number_format == "@"
        assert heads[name].comment is not None
    assert saved["lists"].sheet_state == "visible"
    assert saved.sheetnames[0] == "READ ME"
