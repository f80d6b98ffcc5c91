"""The library in the hands of another program: what it may be called with, and what comes back."""

import pickle
from copy import copy, deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import lever5_rules as l5

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
DAY = date(2026, 11, 23)


def check(bundle: Any = OAK, **options: Any) -> l5.Report:
    return l5.check(bundle, **{"as_of": DAY, "entry_points": False, **options})


def test_a_report_goes_to_another_process_and_is_copied_with_all_that_it_says() -> None:
    report = check(select=["5.2.4"])
    text = report.to_json()
    for other in (pickle.loads(pickle.dumps(report)), copy(report), deepcopy(report)):
        assert other is not report
        assert other.to_json() == text
    assert len(pickle.dumps(report)) < 2 * len(text), "the evidence behind it does not come along"


def test_of_a_time_the_day_counts() -> None:
    late = check(as_of=datetime(2026, 11, 23, 23, 59, tzinfo=UTC))
    assert late.to_json() == check().to_json()


def test_one_id_is_as_good_as_a_list_of_one() -> None:
    assert check(select="5.2.4").to_json() == check(select=["5.2.4"]).to_json()
    assert check(ignore="5.2.4").to_json() == check(ignore=["5.2.4"]).to_json()
    assert check(select=iter(["5.2.4"])).to_json() == check(select=["5.2.4"]).to_json()


def test_one_folder_of_plugins_is_as_good_as_a_list_of_one(tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text("LEVER5_API = 1\n", encoding="utf-8")
    for folders in (tmp_path, str(tmp_path), [tmp_path]):
        report = check(plugin_folders=folders, select="5.2.4")
        assert [plugin.name for plugin in report.plugins] == ["lever5-rules", "ours"]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"as_of": "2026-11-23"}, "as_of is '2026-11-23'; give a date"),
        ({"as_of": date(1, 1, 1)}, "as_of is 0001-01-01, on which there is no review"),
        ({"baseline": "before.json"}, "baseline is 'before.json'; give a report, as read_report"),
        ({"plugins": l5}, "give a list of plugins"),
        ({"select": "5.9"}, "'5.9' is neither a criterion"),
    ],
)
def test_what_is_no_such_argument_is_told_in_a_sentence(options: Any, text: str) -> None:
    with pytest.raises(l5.UsageError, match=text):
        check(**options)


@pytest.mark.parametrize("bundle", [None, 3, {3: "a = 1"}, b"somewhere"])
def test_what_is_no_bundle_is_told_in_a_sentence(bundle: Any) -> None:
    with pytest.raises(l5.BundleError, match=r"Give (the path|the folder|a mapping)"):
        check(bundle)


@pytest.mark.parametrize("files", [["district.toml"], {3: "a = 1"}, "district.toml"])
def test_what_is_no_mapping_of_files_is_told_in_a_sentence(files: Any) -> None:
    with pytest.raises(l5.BundleError, match="Give a mapping of file names to contents"):
        l5.Bundle.from_mapping(files)
