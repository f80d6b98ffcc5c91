"""Many districts at once: what is found, judged, listed and written, and what is not."""

import csv
import json
import shutil
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

import lever5_rules as l5

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OAK = EXAMPLES / "live-oak-charter"
AS_OF = date(2026, 11, 23)
CHOSEN = ["5.2.4", "5.2.5"]
Row = dict[str, str]


def district(folder: Path, number: str) -> Path:
    """A bundle of a district with that number."""
    shutil.copytree(OAK, folder)
    profile = folder / "district.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace('"999801"', f'"{number}"'), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bundles of every form, at several depths, and what is none."""
    folder = tmp_path_factory.mktemp("districts")
    district(folder / "b-isd", "000102")
    district(folder / "region-7" / "a-isd", "000101")
    packed = district(folder / "packed", "000103")
    with zipfile.ZipFile(folder / "c-isd.zip", "w") as archive:
        for path in sorted(packed.iterdir()):
            archive.write(path, f"c/{path.name}")
    shutil.rmtree(packed)
    (folder / "d-isd").mkdir()
    (folder / "d-isd" / "notes.txt").write_text("nothing yet", encoding="utf-8")
    (folder / "e-isd.zip").write_bytes(b"PK\x03\x04 cut off")
    (folder / "empty").mkdir()
    (folder / "readme.txt").write_text("not a bundle", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def results(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[l5.Survey]:
    regions = tmp_path_factory.mktemp("regions") / "regions.csv"
    regions.write_text("district_id,region\n101,7\n000102,7\n000103,20\n", encoding="utf-8")
    with l5.survey(
        root, as_of=AS_OF, select=CHOSEN, regions=regions, reports=True, entry_points=False
    ) as survey:
        yield survey


def table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_bundles_are_found_in_every_form_and_in_order(results: l5.Survey) -> None:
    assert results.bundles == ("b-isd", "c-isd.zip", "d-isd", "e-isd.zip", "region-7/a-isd")


def test_what_is_no_bundle_is_listed_with_the_reason(results: l5.Survey) -> None:
    by_bundle = {failure.bundle: failure.reason for failure in results.not_judged}
    assert list(by_bundle) == ["d-isd", "e-isd.zip"]
    assert by_bundle["d-isd"] == "It holds files and no district.toml."
    assert "cannot be read" in by_bundle["e-isd.zip"]
    assert not results.complete


def test_the_table_has_a_row_for_each_element_of_each_report(
    results: l5.Survey, root: Path, tmp_path: Path
) -> None:
    rows = table(results.write(tmp_path / "table.csv"))
    report = l5.check(root / "b-isd", as_of=AS_OF, select=CHOSEN, entry_points=False)
    own = [row for row in rows if row["bundle"] == "b-isd" and row["record"] == "element"]
    assert [(row["element"], row["outcome"], row["message"]) for row in own] == [
        (row["element"], row["outcome"], row["message"]) for row in report.table()
    ]
    assert {row["district_id"] for row in own} == {"000102"}
    missed = [row for row in rows if row["record"] == "not judged"]
    assert [row["bundle"] for row in missed] == ["d-isd", "e-isd.zip"]
    assert [row["bundle"] for row in rows] == sorted(row["bundle"] for row in rows)


def test_every_form_of_the_table_has_the_same_rows(results: l5.Survey, tmp_path: Path) -> None:
    expected = list(results.rows)
    lines = results.write(tmp_path / "table.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == expected
    assert len(table(results.write(tmp_path / "table.csv"))) == len(expected)


def test_parquet_has_the_same_rows(results: l5.Survey, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason='pip install -e ".[parquet]"')
    table = parquet.read_table(results.write(tmp_path / "table.parquet"))
    assert table.to_pylist() == list(results.rows)
    assert str(table.schema.field("line").type) == "int32"


def test_without_pyarrow_parquet_is_refused_before_any_work(
    lever5: Command, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = lever5("survey", str(root), "--output", str(tmp_path / "table.parquet"))
    assert ran.code == 2
    assert "pip install 'lever5-rules[parquet]'" in ran.err


def test_reports_are_those_of_check(results: l5.Survey, root: Path, tmp_path: Path) -> None:
    assert results.write_reports(tmp_path / "reports") == 3
    for name in ("b-isd", "region-7/a-isd"):
        report = l5.check(root / name, as_of=AS_OF, select=CHOSEN, entry_points=False)
        text = (tmp_path / "reports" / f"{name}.json").read_text(encoding="utf-8")
        assert text == report.to_json()


def test_the_summary_counts_districts(results: l5.Survey) -> None:
    summary = results.summary
    assert summary["districts"] == 3
    report = l5.check(OAK, as_of=AS_OF, select=CHOSEN, entry_points=False)
    outcomes = {
        finding.criterion: finding.outcome.value.replace("-", "_") for finding in report.findings
    }
    for criterion in summary["criteria"]:
        if criterion["criterion"] in outcomes:
            assert criterion[outcomes[criterion["criterion"]]] == 3
    assert [(region["region"], region["districts"]) for region in summary["regions"]] == [
        ("7", 2),
        ("20", 1),
    ]
    assert [(item["campus_type"], item["districts"]) for item in summary["campus_types"]] == [
        ("elementary", 3)
    ]
    assert [year["school_year"] for year in summary["years"]] == ["2026-2027"]
    assert "score" not in json.dumps(summary)


def test_the_command_says_it_all_and_exits_with_3(
    lever5: Command, root: Path, tmp_path: Path
) -> None:
    file = tmp_path / "summary.json"
    ran = lever5(
        "survey", str(root), "--as-of", "2026-11-23", "--select", "5.2.4-3", "-o", str(file)
    )
    assert ran.code == 3
    assert ran.err == ""
    assert ran.out.startswith("3 districts of 2026-2027, 2 not judged.")
    assert "d-isd: It holds files and no district.toml." in ran.out
    assert json.loads(file.read_text(encoding="utf-8"))["districts"] == 3


def test_two_bundles_of_a_district_are_both_told_and_neither_counted(tmp_path: Path) -> None:
    for name, number in (("a", "000101"), ("b", "101"), ("c", "000102")):
        district(tmp_path / name, number)
    with l5.survey(
        tmp_path, as_of=AS_OF, select="5.2.4-3", entry_points=False, processes=1
    ) as survey:
        by_bundle = {failure.bundle: failure.reason for failure in survey.not_judged}
        assert list(by_bundle) == ["a", "b"]
        assert "has another bundle of 2026-2027: b." in by_bundle["a"]
        assert survey.summary["districts"] == 1


def test_a_list_names_bundles_and_what_has_vanished_is_told(root: Path, tmp_path: Path) -> None:
    listed = tmp_path / "bundles.txt"
    url = (root / "b-isd").as_uri()
    lines = ["# ours", "", str(root / "c-isd.zip"), url, "gone"]
    listed.write_text("\n".join(lines), encoding="utf-8")
    with l5.survey(listed, as_of=AS_OF, select="5.2.4-3", entry_points=False) as survey:
        assert survey.bundles == tuple(sorted([str(root / "c-isd.zip"), url, "gone"]))
        (missed,) = survey.not_judged
        assert missed.bundle == "gone"
        assert "There is no folder" in missed.reason


@pytest.mark.exhaustive
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_url_holds_what_its_folder_holds(
    results: l5.Survey, root: Path, tmp_path: Path, form: str
) -> None:
    pytest.importorskip("fsspec")
    url = root.as_uri()
    if form == "zip":
        packed = shutil.make_archive(str(tmp_path / "all"), "zip", root)
        url = f"zip://::{packed}"
    with l5.survey(url, as_of=AS_OF, select=CHOSEN, entry_points=False) as again:
        assert again.bundles == results.bundles
        assert [failure.bundle for failure in again.not_judged] == ["d-isd", "e-isd.zip"]
        kept = ("bundle", "element", "outcome", "message")
        rows = [[row[name] for name in kept] for row in again.rows if row["record"] == "element"]
    own = [[row[name] for name in kept] for row in results.rows if row["record"] == "element"]
    assert rows == own


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["{tmp}/none"], "There is no folder"),
        (["{tmp}"], "holds no bundle."),
        (["{root}", "-o", "{tmp}/table.doc"], "names no format of a survey"),
        (["{root}", "-o", "{root}/b-isd/table.csv"], "may not lie in"),
        (["{root}", "--state", "{root}/b-isd/state"], "may not lie in"),
        (["{root}", "--since", "{tmp}"], "holds no state of a survey"),
        (["{root}", "--ruleset", "defualt"], "default"),
        (["{root}", "--regions", "{root}/readme.txt"], "need the columns district_id and region"),
        (["s3nothing://x/y"], "cannot be read"),
        (["{root}", "-o", "{tmp}/x.html", "--public", "{tmp}/x.html"], "to be written already"),
        (["{root}", "--regions", "{tmp}/r.csv", "-o", "{tmp}/r.csv"], "is read by this run"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_before_any_work(
    lever5: Command, root: Path, tmp_path: Path, arguments: list[str], text: str
) -> None:
    ran = lever5("survey", *(argument.format(root=root, tmp=tmp_path) for argument in arguments))
    assert (ran.code, ran.out) == (2, "")
    assert text in " ".join(ran.err.split())


def test_outputs_among_the_bundles_are_none(lever5: Command, tmp_path: Path) -> None:
    district(tmp_path / "a", "000101")
    arguments = ["survey", str(tmp_path), "--select", "5.2.4-3", "--state", str(tmp_path / "state")]
    arguments += ["--reports", str(tmp_path / "reports"), "-o", str(tmp_path / "table.csv")]
    for _ in range(2):
        ran = lever5(*arguments, "--as-of", "2026-11-23")
        assert (ran.code, ran.err) == (0, "")


def test_a_bundle_of_several_districts_or_of_none_is_not_judged(tmp_path: Path) -> None:
    for number in ("000101", "000102"):
        district(tmp_path / "two" / number, number)
    district(tmp_path / "stray", "000103")
    shutil.copytree(tmp_path / "two" / "000101", tmp_path / "stray" / "below")
    district(tmp_path / "nobody", "000104")
    (tmp_path / "nobody" / "district.toml").write_text("x", encoding="utf-8")
    shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path / "two")
    listed = ["two", "stray", "nobody", "packed.zip"]
    with l5.survey(
        [tmp_path / item for item in listed], as_of=AS_OF, select="5.2.4-3", entry_points=False
    ) as survey:
        assert len(survey.bundles) == 5
        reasons = {Path(failure.bundle).name: failure.reason for failure in survey.not_judged}
    for several in ("stray", "packed.zip"):
        assert "It holds 2 district profiles" in reasons[several]
    assert "It is not known which district it is about" in reasons["nobody"]
    assert set(reasons) == {"stray", "packed.zip", "nobody"}


def table_and_summary(survey: l5.Survey, path: Path) -> tuple[bytes, Any]:
    return survey.write(path).read_bytes(), survey.summary


def test_a_second_survey_judges_only_what_has_changed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for number in range(3):
        district(root / f"d{number}", f"00010{number}")
    options: dict[str, Any] = {
        "as_of": AS_OF,
        "select": "5.2.4-3",
        "entry_points": False,
        "processes": 1,
    }
    seen: list[int] = []
    count: dict[str, Any] = {"on_progress": lambda value: seen.append(value.unchanged)}
    with l5.survey(root, state=tmp_path / "first", **options) as survey:
        before = table_and_summary(survey, tmp_path / "one.csv")
    with l5.survey(
        root, state=tmp_path / "second", since=tmp_path / "first", **options, **count
    ) as survey:
        assert table_and_summary(survey, tmp_path / "two.csv") == before
    assert seen == [1, 2, 3]
    seen.clear()
    (root / "d1" / "plc_guideline.toml").unlink()
    with l5.survey(root, state=tmp_path / "second", **options, **count) as survey:
        assert table_and_summary(survey, tmp_path / "two.csv")[0] != before[0]
    assert seen[-1] == 2
    seen.clear()
    options["as_of"] = date(2026, 11, 24)
    with l5.survey(root, state=tmp_path / "second", **options, **count):
        assert seen[-1] == 0
