"""Files as people and programs name them, and what of them is told when it is not read."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import lever5_rules as l5
from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.intake import kind_of_name
from lever5_rules.reading.load import load

KINDS = load_plugins(entry_points=False).kinds
LOG = "meeting_id,date\nM-1,2026-09-01\n"


def loaded(**files: Any) -> LoadedBundle:
    return load(Bundle.from_mapping(files), KINDS)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("observation_log.csv", "observation_log"),
        ("observation_log-102.csv", "observation_log"),
        ("observation_log (1).csv", "observation_log"),
        ("Observation Log.csv", "observation_log"),
        ("OBSERVATION-LOG.CSV", "observation_log"),
        ("records/observation-log_102.csv", "observation_log"),
        ("District Evidence - observation_log.csv", "observation_log"),
        ("Evidence 2026 - Observation Log.csv", "observation_log"),
        ("District.toml", "district_profile"),
        ("my observation_log.csv", None),
        ("observation_logs.csv", None),
        ("observation.csv", None),
        ("old/district.toml", None),
        (".csv", None),
        (" - .csv", None),
    ],
)
def test_the_kind_that_a_file_is_named_for(name: str, kind: str | None) -> None:
    assert kind_of_name(name, KINDS) == kind


def test_every_kind_is_known_by_its_name_in_words() -> None:
    for kind in KINDS:
        title = kind.replace("_", " ").title()
        for name in (title, title.replace(" ", "-"), f"Book 1 - {title}", f"{title} 2"):
            assert kind_of_name(f"{name}.csv", KINDS) == kind


@pytest.mark.parametrize("name", ["meeting_log.csv.txt", "plc_guideline.toml.txt", "a.toml.txt"])
def test_an_ending_that_an_editor_has_added_is_told(name: str) -> None:
    bundle = loaded(**{name: "x"})
    (problem,) = bundle.problems
    assert f"Rename it to {name[:-4]}" in problem.message
    assert set(bundle.lost) == {kind_of_name(name[:-4], KINDS)}


def test_the_profile_under_the_name_of_an_editor_is_told(tmp_path: Path) -> None:
    (tmp_path / "district.toml.txt").write_text('name = "X"', encoding="utf-8")
    with pytest.raises(l5.BundleError, match=r"Rename it to district\.toml\."):
        l5.check(tmp_path, entry_points=False)
    (tmp_path / "meeting_log.csv").write_text("meeting_id,date\n", encoding="utf-8")
    report = l5.check(tmp_path, entry_points=False, select=["5.2.4-3"])
    problem = next(problem for problem in report.problems if problem.file == "district.toml.txt")
    assert "Rename it to district.toml" in problem.message


def test_a_column_without_a_head_is_told() -> None:
    bundle = loaded(
        **{"meeting_log.csv": "meeting_id,,date,\nM-1,,2026-09-01,\nM-2,x,2026-09-02,\n"}
    )
    messages = [problem.message for problem in bundle.problems if "no head" in problem.message]
    assert messages == ["column B has no head and was not read. Give it one."]


def test_a_column_without_a_head_is_told_in_a_sheet_too() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("meeting_log")
        sheet.write_row(0, 0, ("meeting_id", "", "date", "", "type"))
        sheet.write_row(1, 0, ("M-1", "x", "2026-09-01", "", "ilt"))
        sheet.write_row(2, 0, ("M-2", "y", "2026-09-02", "", "ilt"))
    bundle = loaded(**{"a.xlsx": content.getvalue()})
    places = [
        (problem.place, problem.message)
        for problem in bundle.problems
        if "no head" in problem.message
    ]
    assert places == [("meeting_log!B1", "column B has no head and was not read. Give it one.")]


def test_the_profile_of_a_zip_in_capitals(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("Top/District.toml", 'name = "X"')
        archive.writestr("Top/meeting_log.csv", LOG)
    paths = [file.path for file in Bundle.from_path(tmp_path / "a.zip").files]
    assert paths == ["District.toml", "meeting_log.csv"]
