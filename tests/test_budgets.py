"""How much of a bundle is read is a setting; what runs out is told by file, and proves nothing."""

from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile
from zipfile import Path as ZipPath

import pytest
from conftest import Command

import lever5_rules as l5
from lever5_rules.plugins.host import load_plugins
from lever5_rules.templates.content import content_of
from lever5_rules.templates.convert import write_content

pytestmark = pytest.mark.exhaustive

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
MENDED = EXAMPLES / "cedar-hollow-isd-mended"
KINDS = load_plugins(entry_points=False).kinds
LOG = "records/observation_log.csv"
HANDBOOK = "staff-handbook.pdf"
MEGABYTE = 1 << 20


def in_memory(folder: Path = MENDED) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def as_form(files: dict[str, bytes], form: str, folder: Path) -> Any:
    if form == "memory":
        return l5.Bundle.from_mapping(files)
    if form == "zip":
        with ZipFile(folder / "bundle.zip", "w", ZIP_DEFLATED) as packed:
            for name, content in files.items():
                packed.writestr(name, content)
        return folder / "bundle.zip"
    for name, content in files.items():
        path = folder / "bundle" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "bundle"


def outcomes(report: l5.Report) -> dict[str, str]:
    return {finding.criterion: finding.outcome.value for finding in report.findings}


@pytest.mark.parametrize("form", ["zipfile.Path", "fsspec"])
def test_bytes_are_counted_wherever_the_files_are(form: str, tmp_path: Path) -> None:
    files = in_memory()
    files[LOG] += b"\n" * (20 * MEGABYTE)
    source: Any = "memory://heavy"
    if form == "fsspec":
        system = pytest.importorskip("fsspec").filesystem("memory")
        for name, content in files.items():
            system.pipe(f"/heavy/{name}", content)
    else:
        source = ZipPath(ZipFile(as_form(files, "zip", tmp_path)))
    bundle = l5.load(source, budgets=l5.Budgets(megabytes=9), entry_points=False)
    assert [problem.file for problem in bundle.problems if "more than 9 MB" in problem.message] == [
        LOG
    ]


@pytest.mark.parametrize("form", ["folder", "zip", "memory"])
def test_a_file_beyond_the_bytes_is_told_and_the_rest_is_read(form: str, tmp_path: Path) -> None:
    files = in_memory()
    files[LOG] += b"\n" * (20 * MEGABYTE)
    bundle = as_form(files, form, tmp_path)
    report = l5.check(bundle, budgets=l5.Budgets(megabytes=9), entry_points=False)
    problems = [problem for problem in report.problems if "more than 9 MB" in problem.message]
    assert [problem.file for problem in problems] == [LOG]
    assert "raise the budget `megabytes`" in problems[0].message
    result = outcomes(report)
    assert result["5.1.2-4"] == "missing-evidence"
    assert set(result.values()) == {"pass", "missing-evidence"}
    assert "pass" in outcomes(l5.check(bundle, entry_points=False))["5.1.2-4"]


def test_a_document_beyond_the_bytes_bears_no_quote() -> None:
    files = in_memory(EXAMPLES / "live-oak-charter")
    files[HANDBOOK] += b"\n" * (10 * MEGABYTE)
    bundle = l5.Bundle.from_mapping(files)
    whole, part = (
        l5.check(bundle, budgets=l5.Budgets(megabytes=most), entry_points=False)
        for most in (100, 9)
    )
    assert [problem.file for problem in part.problems if "more than 9 MB" in problem.message] == [
        HANDBOOK
    ]
    assert HANDBOOK in str(part.unread)
    better = {"pass": 2, "missing-evidence": 1, "gap": 0}
    now = outcomes(part)
    assert not [name for name, then in outcomes(whole).items() if better[now[name]] > better[then]]


@pytest.mark.parametrize("form", ["folder", "zip", "memory"])
def test_a_bundle_of_too_many_files_is_refused(form: str, tmp_path: Path) -> None:
    files = in_memory()
    bundle = as_form(files, form, tmp_path)
    with pytest.raises(l5.BundleError, match=f"{len(files) - 1}"):
        l5.check(bundle, budgets=l5.Budgets(files=len(files) - 1), entry_points=False)
    l5.check(bundle, budgets=l5.Budgets(files=len(files)), select="5.1.1-1", entry_points=False)


def test_the_number_of_files_of_a_zip_may_be_raised(tmp_path: Path) -> None:
    files = in_memory() | {f"notes/{number}.txt": b"" for number in range(10_001)}
    bundle = as_form(files, "zip", tmp_path)
    with pytest.raises(l5.BundleError, match="10000"):
        l5.check(bundle, entry_points=False)
    most = l5.Budgets(files=11_000)
    assert l5.check(bundle, select="5.1.1-1", budgets=most, entry_points=False).complete


@pytest.mark.parametrize("tables", ["csv", "toml", "xlsx"])
def test_rows_run_out_in_every_form_alike(tables: str, tmp_path: Path) -> None:
    path = tmp_path / ("book.xlsx" if tables == "xlsx" else "folder")
    content = content_of(l5.Bundle.from_path(MENDED), KINDS)
    write_content(path, KINDS, content, toml_tables=tables == "toml")
    most = l5.Budgets(rows=len(content.rows["observation_log"]) - 1)
    assert most.rows > max(
        len(row) for name, row in content.rows.items() if name != "observation_log"
    )
    report = l5.check(path, budgets=most, entry_points=False)
    (problem,) = [problem for problem in report.problems if "more than" in problem.message]
    assert "rows of observation_log" in problem.message
    assert outcomes(report)["5.1.2-4"] == "missing-evidence"


WRONG = [
    ("rowz=3", "Did you mean rows?"),
    ("zzz=3", "There are files, megabytes, rows, seconds and seconds_each."),
    ("rows", "write NAME=VALUE"),
    ("rows=", "give a whole number above 0"),
    ("rows=many", "give a whole number above 0"),
    ("rows=1.5", "give a whole number above 0"),
    ("rows=0", "give a whole number above 0"),
    ("seconds=-1", "give a number above 0"),
    ("seconds=nan", "give a number above 0"),
    ("seconds=inf", "give a number above 0"),
    ("files=" + "9" * 4000, "give a whole number above 0"),
]


@pytest.mark.parametrize("command", ["check", "forecast"])
@pytest.mark.parametrize(("text", "answer"), WRONG)
def test_what_is_no_budget_is_told(command: str, text: str, answer: str, lever5: Command) -> None:
    ran = lever5(command, str(MENDED), "--budget", text)
    assert ran.code == 2
    assert answer in ran.err
    assert len(ran.err) < 400


@pytest.mark.parametrize("value", [True, "3", None, 0, 1.5])
def test_what_is_no_number_is_no_budget(value: Any) -> None:
    with pytest.raises(l5.UsageError, match="The budget files is"):
        l5.Budgets(files=value)


def test_budgets_are_no_others() -> None:
    with pytest.raises(l5.UsageError, match="give Budgets"):
        l5.check(MENDED, budgets={"rows": 3}, entry_points=False)  # type: ignore[arg-type]


def test_a_report_under_a_budget_is_verified_under_it(tmp_path: Path, lever5: Command) -> None:
    saved = tmp_path / "report.json"
    assert lever5("check", str(MENDED), "--budget", "rows=30", "-o", str(saved)).code == 1
    assert lever5("verify", str(saved), str(MENDED)).code == 1
    assert lever5("verify", str(saved), str(MENDED), "--budget", "rows=30").code == 0


def test_what_is_beyond_a_budget_is_not_converted(tmp_path: Path, lever5: Command) -> None:
    ran = lever5("convert", str(MENDED), str(tmp_path / "copy"), "--budget", "rows=30")
    assert ran.code == 2
    assert "raise the budget `rows`" in " ".join(ran.err.split())
    assert not (tmp_path / "copy").exists()
