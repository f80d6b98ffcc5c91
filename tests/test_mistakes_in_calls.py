"""Calls of the library, and folders of the command, that are meant otherwise than written."""

import io
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

import lever5_rules as l5

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OAK = EXAMPLES / "live-oak-charter"
DAY = date(2026, 11, 23)


def check(source: Any = OAK, **options: Any) -> l5.Report:
    return l5.check(source, **{"as_of": DAY, "select": "5.2.4", "entry_points": False, **options})


@pytest.fixture(scope="module")
def plain() -> l5.Report:
    return check()


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for path in OAK.iterdir():
            packed.write(path, path.name)
    return buffer.getvalue()


SOURCES: dict[str, Callable[[], Any]] = {
    "bytes": zipped,
    "an open file": lambda: io.BytesIO(zipped()),
    "a mapping": lambda: {path.name: path.read_bytes() for path in OAK.iterdir()},
    "a folder in a zip": lambda: zipfile.Path(io.BytesIO(zipped())),
}


@pytest.mark.parametrize("what", SOURCES)
def test_check_takes_what_load_takes(what: str, plain: l5.Report) -> None:
    assert check(SOURCES[what]()).accounting == plain.accounting


def test_a_url_is_told_as_it_is_written() -> None:
    with pytest.raises((l5.BundleError, l5.UsageError), match=r"http://our\.invalid/x\.zip"):
        check("http://our.invalid/x.zip")


def test_a_selection_may_have_commas_and_blanks() -> None:
    both = check(select=["5.2.4-3", "5.2.4-4"])
    for select in ("5.2.4-3,5.2.4-4", " 5.2.4-3 , 5.2.4-4 ", ["5.2.4-3 ", " 5.2.4-4"]):
        assert check(select=select).accounting == both.accounting
    assert check(ignore="5.2.4-1, 5.2.4-2").accounting == both.accounting


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a mapping as selection": ({"select": {"5.2": 1}}, "select is {'5.2': 1}"),
    "bytes as selection": ({"select": b"5.2"}, "give an id or prefix"),
    "a text as plugins": ({"plugins": "x"}, "give a list of plugins"),
    "texts in plugins": ({"plugins": ["x.py"]}, "plugin_folders takes"),
    "numbers in plugins": ({"plugins": [1]}, "give a list of plugins"),
    "a mapping as plugins": ({"plugins": {"a": sys}}, "give a list of plugins"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_other_arguments_are_refused(what: str) -> None:
    options, message = REFUSED[what]
    with pytest.raises(l5.UsageError, match=re.escape(message)):
        check(**options)


@pytest.mark.parametrize("name", ["conv.pdf", "conv.csv", "conv.docx"])
def test_a_bundle_is_not_written_under_the_name_of_a_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(l5.UsageError, match="a bundle is a file that ends with"):
        l5.convert(OAK, tmp_path / name)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("text", ["[" * 100_000, "x" * 100_000, b"[" * 100_000])
def test_a_text_that_is_no_report_is_not_repeated(text: str | bytes) -> None:
    with pytest.raises(l5.ReportError) as raised:
        l5.read_report(text)
    assert len(str(raised.value)) < 500


@pytest.mark.parametrize("day", ["2026-11-99", "soon"])
def test_a_message_ends_with_one_full_stop(day: str, plain: l5.Report) -> None:
    changed = plain.to_json().replace('"as_of": "2026-11-23"', f'"as_of": "{day}"')
    with pytest.raises(l5.ReportError) as raised:
        l5.read_report(changed)
    assert ".." not in str(raised.value)


def test_a_day_far_from_the_school_year_is_told() -> None:
    told = [problem.message for problem in check(as_of=date(1999, 1, 1)).problems]
    assert any("1999-01-01, is not in the school year 2026-2027" in line for line in told)


@pytest.mark.parametrize("command", ["check", "forecast", "convert"])
def test_a_folder_of_several_districts_is_refused(
    command: str, tmp_path: Path, lever5: Command
) -> None:
    output = [str(tmp_path / "o.zip")] if command == "convert" else []
    ran = lever5(command, str(EXAMPLES), *output)
    said = " ".join(ran.err.split())
    assert ran.code == 2
    assert "holds 3 districts: cedar-hollow-isd" in said
    assert "lever5 survey" in said


@pytest.mark.parametrize("below", ["ours", "."])
def test_a_folder_with_one_district_is_judged(below: str, tmp_path: Path, lever5: Command) -> None:
    """Alone in a folder, and with the files of a campus in a folder of their own."""
    shutil.copytree(OAK, tmp_path / "d" / below, dirs_exist_ok=True)
    (tmp_path / "d" / below / "campus").mkdir()
    shutil.move(tmp_path / "d" / below / "meeting_log.csv", tmp_path / "d" / below / "campus")
    ran = lever5("check", str(tmp_path / "d"), "--select", "5.2.4", "--fail-on", "never")
    assert ran.code == 0, ran.err
