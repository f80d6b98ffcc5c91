"""The trend of a folder of reports: in order, with what was opened and closed, nothing lost."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import Command

import lever5_rules as l5

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CEDAR, MENDED = EXAMPLES / "cedar-hollow-isd", EXAMPLES / "cedar-hollow-isd-mended"


def save(folder: Path, name: str, bundle: Path, day: date, **options: object) -> l5.Report:
    report = l5.check(bundle, as_of=day, entry_points=False, **options)  # type: ignore[arg-type]
    (folder / name).write_text(report.to_json(), encoding="utf-8")
    return report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(tmp_path, "b-november.json", CEDAR, date(2026, 11, 23))
    save(tmp_path, "a-later.json", MENDED, date(2026, 11, 24))
    (tmp_path / "notes.json").write_text("{}", encoding="utf-8")
    return tmp_path


def test_reports_stand_in_the_order_of_their_days(lever5: Command, folder: Path) -> None:
    ran = lever5("history", str(folder))
    assert ran.code == 0
    (head,) = [line for line in ran.out.splitlines() if "2026-11-23" in line and "11-24" in line]
    assert head.split() == ["2026-11-23", "2026-11-24"]
    (whole,) = [line for line in ran.out.splitlines() if line.startswith("All")]
    assert whole.split() == ["All", "21/12/10", "43/0/0"]


def test_says_what_was_closed_and_what_could_not_be_read(lever5: Command, folder: Path) -> None:
    out = " ".join(lever5("history", str(folder)).out.split())
    assert "closed: 5.1.1-2, 5.1.1-4" in out
    assert "notes.json was left out." in out


def test_a_table_has_a_row_for_each_report_and_key_practice(lever5: Command, folder: Path) -> None:
    lever5("history", str(folder), "-o", str(folder / "trend.csv"))
    text = (folder / "trend.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == 2 * (13 + 1)
    for row in rows:
        counted = sum(int(row[word]) for word in ("pass", "gap", "missing-evidence"))
        if row["key_practice"] == "all":
            assert counted == 43
    assert {row["opened"] for row in rows} == {""}


def test_a_page_has_the_drawing_and_the_same_figures(lever5: Command, folder: Path) -> None:
    lever5("history", str(folder), "-o", str(folder / "trend.html"))
    page = BeautifulSoup((folder / "trend.html").read_text(encoding="utf-8"), "html.parser")
    assert page.svg is not None
    first, _ = page.find_all("table")
    cells = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in first("tr")]
    assert cells[1][:6] == ["2026-11-23", "21", "12", "10", "0", "0"]
    assert cells[2][:6] == ["2026-11-24", "43", "0", "0", "0", "0"]


def test_what_cannot_be_compared_is_said(lever5: Command, folder: Path) -> None:
    save(folder, "c.json", CEDAR, date(2026, 11, 25), ruleset="starter", select=["5.2"])
    out = " ".join(lever5("history", str(folder)).out.split())
    assert "a-later.json and c.json were made under different rulesets." in out
    assert "a-later.json and c.json judge different criteria." in out
    assert "opened: 5.2" in out


def test_several_districts_are_no_history(lever5: Command, folder: Path) -> None:
    save(folder, "oak.json", EXAMPLES / "live-oak-charter", date(2026, 11, 23))
    ran = lever5("history", str(folder))
    assert ran.code == 2
    assert "several districts" in ran.err
    assert "Live Oak" in ran.err


@pytest.mark.parametrize(("name", "said"), [("none", "no folder"), (".", "holds no report")])
def test_without_a_report_it_says_how_to_make_one(
    lever5: Command, tmp_path: Path, name: str, said: str
) -> None:
    ran = lever5("history", str(tmp_path / name))
    assert ran.code == 2
    assert said in ran.err
