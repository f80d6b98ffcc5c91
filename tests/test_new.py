"""`lever5 new` and `lever5 template`: what is empty is missing at once, and never a pass."""

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import tomli

import lever5_rules as l5
from lever5_rules.core.blanks import Severity
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.templates.empty import empty_table, empty_toml

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
KINDS = load_plugins(entry_points=False).kinds
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lever5_rules.cli", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def check(bundle: Any) -> Report:
    return l5.check(bundle, as_of=date(2026, 11, 23), entry_points=False)


def elements(report: Report) -> list[ElementFinding]:
    return [element for finding in report.findings for element in finding.elements]


def only_missing(report: Report) -> None:
    assert report.complete
    assert report.accounting.missing_evidence == report.accounting.selected == 43
    assert {element.outcome for element in elements(report)} == {l5.Outcome.MISSING}
    assert [problem for problem in report.problems if problem.severity is Severity.ERROR] == []


OPTIONS = ("--name", "Cedar ISD", "--district-id", "999901", "--school-year", "2026-2027")


def test_a_new_folder_is_missing_everywhere_and_says_what_to_fill(tmp_path: Path) -> None:
    root = tmp_path / "cedar"
    process = run("new", root, *OPTIONS)
    assert process.returncode == 0, process.stderr
    assert run("check", root, "--as-of", "2026-11-23").returncode == 1
    report = check(root)
    only_missing(report)
    assert (report.district_id, report.district_name) == ("999901", "Cedar ISD")
    names = {path.name for path in root.rglob("*") if path.is_file()}
    for element in elements(report):
        text = re.findall(r"[a-z_]+\.(?:toml|csv)", element.remedy)
        assert text, (element.id, element.remedy)
        assert set(text) <= names, (element.id, element.remedy)
        assert f"Usually held by: {KINDS[element.kind].office}." in element.remedy


@pytest.mark.parametrize(
    "call",
    [
        ("new", "our evidence"),
        ("new", "our book.xlsx"),
        ("convert", "live oak", "its copy"),
        ("template", "meeting_log", "-o", "meeting log.csv"),
        ("plugins", "new", "maple-isd", "a plugin"),
        ("plugins", "new", "maple-isd", "--file", "our own.py"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="The line is typed into a Unix shell.")
def test_what_to_type_next_can_be_typed(call: tuple[str, ...], tmp_path: Path) -> None:
    """Folders of offices have spaces in their names."""
    if "live oak" in call:
        shutil.copytree(OAK, tmp_path / "live oak")
    command = [sys.executable, "-m", "lever5_rules.cli", *call]
    process = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert process.returncode == 0, process.stderr
    (line,) = re.findall(r"lever5 (?:plugins )?check .*", process.stdout)
    typed = line.replace("lever5", f"{sys.executable} -m lever5_rules.cli", 1)
    ran = subprocess.run(
        ["sh", "-c", typed], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert "There is no" not in ran.stderr
    assert ran.stdout


def test_the_read_me_names_every_file(tmp_path: Path) -> None:
    run("new", tmp_path / "cedar")
    text = (tmp_path / "cedar" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"- \[ \] `([^`]+)`", text)
    assert len(named) == len(set(named)) == len(KINDS)
    for name in named:
        assert (tmp_path / "cedar" / name).is_file()
    for kind in KINDS.values():
        assert kind.office.lower() in text.lower()


def test_schemas_stand_where_the_files_say(tmp_path: Path) -> None:
    root = tmp_path / "cedar"
    run("new", root)
    files = sorted(root.rglob("*.toml"))
    assert len(files) == sum(not kind.table for kind in KINDS.values())
    for path in files:
        first = path.read_text(encoding="utf-8").split("\n")[0]
        assert first.startswith("#:schema .")
        assert (path.parent / first.removeprefix("#:schema ")).is_file()
    assert not [problem for problem in check(root).unused_evidence if "schema" in problem.file]


def test_a_new_workbook_is_missing_everywhere(tmp_path: Path) -> None:
    book = tmp_path / "cedar.xlsx"
    assert run("new", book, *OPTIONS).returncode == 0
    only_missing(check(book))
    assert check(book).district_name == "Cedar ISD"
    assert run("check", book).returncode == 1


@pytest.mark.parametrize("name", ["there", "there.xlsx"])
def test_new_overwrites_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    done = run("new", tmp_path / name)
    assert done.returncode == 2
    assert "exists already" in done.stderr
    assert list((tmp_path / name).iterdir()) == []


def test_the_school_year_is_checked(tmp_path: Path) -> None:
    done = run("new", tmp_path / "x", "--school-year", "26-28")
    assert done.returncode == 2
    assert "write it as 2026-2027" in done.stderr
    assert not (tmp_path / "x").exists()


PROFILE = 'district_id = "1"\nname = "X"\nschool_year = "2026-2027"\n'


def outcomes(report: Report) -> set[str]:
    return {element.outcome.value for element in elements(report)}


@every_kind
def test_an_empty_template_never_passes(kind: Any) -> None:
    path = kind.usual_file.replace(".csv", ".toml")
    files: dict[str, Any] = {"district.toml": PROFILE, path: empty_toml(kind, path)}
    assert outcomes(check(Bundle.from_mapping(files))) == {"missing-evidence"}
    if kind.table:
        files = {"district.toml": PROFILE, kind.usual_file: empty_table(kind)}
        assert outcomes(check(Bundle.from_mapping(files))) == {"missing-evidence"}


@every_kind
def test_a_template_without_its_marks_is_a_placeholder_everywhere(kind: Any) -> None:
    """Whoever takes away every # and fills in nothing has said nothing."""
    path = kind.usual_file.replace(".csv", ".toml")
    lines = empty_toml(kind, path).split("\n")
    code = re.compile(r"^# (\[|[a-z_0-9]+ = )")
    bare = [line[2:] if code.match(line) else line for line in lines if line != "rows = []"]
    data = tomli.loads("\n".join(bare))
    row = data["rows"][0] if kind.table else data
    assert set(row) - {"kind"} == set(kind.fields)
    text = "\n".join(bare)
    report = check(Bundle.from_mapping({"district.toml": PROFILE, path: text}))
    assert report.complete
    assert outcomes(report) == {"missing-evidence"}
    errors = [problem.message for problem in report.problems if problem.severity is Severity.ERROR]
    assert [
        error for error in errors if "school_year" not in error and "school year" not in error
    ] == []


@every_kind
def test_every_field_is_explained(kind: Any) -> None:
    text = " ".join(empty_toml(kind, kind.usual_file).replace("\n# ", " ").split())
    for info in kind.fields.values():
        if info.name != "sources":
            assert f"{info.meaning}." in text
            assert not info.unit or f"in {info.unit}" in text


def test_the_command_writes_each_form(tmp_path: Path) -> None:
    assert run("template", "plc_guideline").stdout.startswith("#:schema ./.schemas/plc_guideline.")
    for kind, name in (
        ("plc_guideline", "plc_guideline.toml"),
        ("meeting_log", "meeting_log.toml"),
        ("meeting_log", "meeting_log.csv"),
        ("meeting_log", "meeting_log.xlsx"),
    ):
        done = run("template", kind, "-o", tmp_path / name)
        assert done.returncode == 0, done.stderr
        assert run("template", kind, "-o", tmp_path / name).returncode == 2
    assert (tmp_path / "meeting_log.csv").read_text() == ",".join(
        KINDS["meeting_log"].fields
    ) + "\n"
    assert openpyxl.load_workbook(tmp_path / "meeting_log.xlsx").sheetnames == [
        "READ ME",
        "meeting_log",
        "lists",
    ]


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (("plc_guidline",), "Did you mean plc_guideline?"),
        ((), "Give one KIND"),
        (("plc_guideline", "-o", "x.csv"), "is a document"),
        (("plc_guideline", "-o", "x.docx"), "must end with .xlsx, .toml or .csv"),
        (("plc_guideline", "meeting_log", "-o", "x.toml"), "Give one KIND"),
    ],
)
def test_wrong_use_is_told(args: tuple[str, ...], text: str) -> None:
    done = run("template", *args)
    assert done.returncode == 2
    assert text in done.stderr
