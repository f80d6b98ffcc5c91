"""A folder of reports over time: what is counted, what moved, and what could not be read."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import Command

import lever5_rules as l5

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CEDAR, OAK = EXAMPLES / "cedar-hollow-isd", EXAMPLES / "live-oak-charter"
DAYS = ("2026-10-01", "2026-11-23")
Told = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of one district, named so that their names are in the wrong order."""
    folder = tmp_path_factory.mktemp("reports")
    for name, day in zip("ba", DAYS, strict=True):
        report = l5.check(CEDAR, as_of=date.fromisoformat(day), entry_points=False)
        (folder / f"{name}.json").write_text(report.to_json(), encoding="utf-8")
    return folder


@pytest.fixture
def more(folder: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to add to."""
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def history_of(lever5: Command, folder: Path) -> Told:
    ran = lever5("history", str(folder), "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    data: Told = json.loads(ran.out)
    return data


def edited(path: Path, to: Path, edit: Callable[[Told], object]) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    edit(data)
    to.write_text(json.dumps(data), encoding="utf-8")


def test_reports_come_in_the_order_of_their_days(lever5: Command, folder: Path) -> None:
    (district,) = history_of(lever5, folder)["districts"]
    assert [report["file"] for report in district["reports"]] == ["b.json", "a.json"]
    assert [report["as_of"] for report in district["reports"]] == list(DAYS)
    assert district["notes"] == []


def test_numbers_are_those_of_the_reports(lever5: Command, folder: Path) -> None:
    (district,) = history_of(lever5, folder)["districts"]
    for report in district["reports"]:
        data = json.loads((folder / report["file"]).read_text(encoding="utf-8"))
        accounting = {k: v for k, v in data["accounting"].items() if k != "waived"}
        assert report["accounting"] == accounting
        for practice in report["key_practices"]:
            outcomes = [
                each["outcome"].replace("-", "_")
                for each in data["findings"]
                if each["key_practice"] == practice["id"]
            ]
            for state in ("pass", "gap", "missing_evidence"):
                assert practice[state] == outcomes.count(state)
            assert practice["selected"] == sum(
                practice[each]
                for each in ("pass", "gap", "missing_evidence", "not_applicable", "error")
            )


def test_what_moved_is_what_diff_says(lever5: Command, folder: Path) -> None:
    (district,) = history_of(lever5, folder)["districts"]
    (step,) = district["steps"]
    ran = lever5("diff", str(folder / "b.json"), str(folder / "a.json"), "--format", "json")
    changes = json.loads(ran.out)["criteria"]
    for change in ("opened", "closed"):
        expected = sorted(item["criterion"] for item in changes if item["change"] == change)
        assert step[change] == expected
        assert expected


def test_text_is_a_table(lever5: Command, folder: Path) -> None:
    out = lever5("history", str(folder)).out
    assert out.startswith("Cedar Hollow ISD (999901): 2 reports from 2026-10-01 to 2026-11-23")
    rows = {line.split()[0]: line for line in out.splitlines() if line}
    assert rows["5.1.2"].split()[1:7] == ["2p", "1g", "2m", "2p", "2g", "1m"]
    assert rows["all"].split()[1:] == ["15p", "10g", "18m", "21p", "12g", "10m"]
    assert "2026-11-23  1 opened: 5.1.2-1" in out
    assert max(map(len, out.splitlines())) <= 96


def test_many_reports_stay_within_the_page(lever5: Command, more: Path) -> None:
    for number in range(12):
        edited(
            more / "a.json",
            more / f"{number}.json",
            partial(Told.update, as_of=f"2026-12-{number + 1:02}"),
        )
    out = lever5("history", str(more)).out
    assert max(map(len, out.splitlines())) <= 96
    assert all(f"2026-12-{number + 1:02}" in out for number in range(12))


def test_csv_is_a_row_for_each_report_and_practice(
    lever5: Command, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "trend.csv"
    assert lever5("history", str(folder), "--output", str(path)).code == 0
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 2 * 14
    total = [row for row in rows if row["key_practice"] == "all"]
    assert [row["as_of"] for row in total] == list(DAYS)
    assert [(row["pass"], row["gap"], row["missing_evidence"]) for row in total] == [
        ("15", "10", "18"),
        ("21", "12", "10"),
    ]
    assert [row["opened"] for row in total] == ["", "5.1.2-1"]


def test_html_holds_the_drawing_and_its_figures(
    lever5: Command, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "trend.html"
    assert lever5("history", str(folder), "-o", str(path)).code == 0
    page = path.read_text(encoding="utf-8")
    svg = page[page.index("<svg xmlns") : page.index("</svg>", page.index("<svg xmlns")) + 6]
    ElementTree.fromstring(svg)
    assert "default-src 'none'" in page
    assert "2 pass, 2 gap, 1 missing evidence" in page
    assert "1 opened: 5.1.2-1" in page
    assert "http://" not in page.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_nothing_in_a_report_harms_any_format(
    lever5: Command, more: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hostile = "<script>alert(1)</script>\x1b[31m\u202e" + "x" * 10_000

    def edit(data: Told) -> None:
        data["district"]["name"] = hostile
        data["ruleset"]["name"] = "=cmd|' /C calc'!A0"
        for practice in data["key_practices"]:
            practice["title"] = hostile

    for path in list(more.iterdir()):
        edited(path, path, edit)
    out = lever5("history", str(more)).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert max(map(len, out.splitlines())) <= 96
    written = tmp_path_factory.mktemp("out")
    html, table = written / "t.html", written / "t.csv"
    assert lever5("history", str(more), "-o", str(html), "-o", str(table)).code == 0
    assert "<script>alert" not in html.read_text(encoding="utf-8")
    assert "\u202e" not in html.read_text(encoding="utf-8")
    for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))):
        assert not any(text.startswith("=") for text in row)


def test_districts_stand_each_by_itself(lever5: Command, more: Path) -> None:
    report = l5.check(OAK, entry_points=False)
    (more / "oak.json").write_text(report.to_json(), encoding="utf-8")
    districts = history_of(lever5, more)["districts"]
    assert [(district["id"], len(district["reports"])) for district in districts] == [
        ("999801", 1),
        ("999901", 2),
    ]
    assert "Live Oak Bend Charter School (999801): 1 report" in lever5("history", str(more)).out


def test_what_cannot_be_read_is_listed_and_the_rest_shown(lever5: Command, more: Path) -> None:
    (more / "broken.json").write_text("{", encoding="utf-8")
    (more / "other.json").write_text('{"a": 1}', encoding="utf-8")
    (more / "notes.txt").write_text("no report", encoding="utf-8")
    (more / ".hidden.json").write_text("{", encoding="utf-8")
    (more / "folder.json").mkdir()
    data = history_of(lever5, more)
    assert [row["file"] for row in data["unread"]] == ["broken.json", "folder.json", "other.json"]
    assert all(str(more) not in row["why"] for row in data["unread"])
    assert len(data["districts"][0]["reports"]) == 2
    out = lever5("history", str(more)).out
    assert "NOT READ: 3 files" in out
    assert "broken.json: broken.json is not a JSON report" in out


def test_what_makes_reports_hard_to_compare_is_said(lever5: Command, more: Path) -> None:
    report = l5.check(
        CEDAR, as_of=date(2026, 12, 1), ruleset="starter", select=["5.1"], entry_points=False
    )
    (more / "starter.json").write_text(report.to_json(), encoding="utf-8")
    from test_saved import with_errors

    (district,) = history_of(lever5, more)["districts"]
    notes = " ".join(district["notes"])
    assert "not all made under the same ruleset (default 1, starter 1)" in notes
    assert "did not all judge the same criteria" in notes
    assert all(not step["opened"] for step in district["steps"][1:])
    broken = with_errors(more)
    (more / "broken.json").write_text(broken.to_json(), encoding="utf-8")
    sample = next(
        district for district in history_of(lever5, more)["districts"] if district["id"] == "999001"
    )
    assert "broken.json is of an incomplete run" in " ".join(sample["notes"])
    assert sample["reports"][0]["accounting"]["error"] == 1
    assert "2027-05-28*" in lever5("history", str(more)).out


def test_wrong_usage(lever5: Command, tmp_path: Path) -> None:
    assert "cannot be read" in lever5("history", str(tmp_path / "none")).err
    ran = lever5("history", str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert "holds no report" in ran.err
    (tmp_path / "one.json").write_text("[]", encoding="utf-8")
    assert "The first file:" in lever5("history", str(tmp_path)).err
    assert "Did you mean csv?" in lever5("history", str(tmp_path), "--format", "csw").err
