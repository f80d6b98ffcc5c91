"""`lever5 plugins new` writes plugins that work at once, and nothing over anything."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Command

pytestmark = pytest.mark.exhaustive

NAMES = ("maple-isd", "a", "region-21-esc")


def run_tests(folder: Path) -> subprocess.CompletedProcess[str]:
    """The tests of a distribution, as its author runs them; its source stands on the path."""
    path = os.pathsep.join([str(folder / "src"), *filter(None, sys.path)])
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(folder)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_tests_of_a_new_distribution_pass_at_once(
    name: str, tmp_path: Path, lever5: Command
) -> None:
    folder = tmp_path / "here"
    ran = lever5("plugins", "new", name, str(folder))
    assert (ran.code, ran.err) == (0, "")
    module = f"lever5_{name.replace('-', '_')}"
    assert sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
    ) == [
        "README.md",
        "pyproject.toml",
        f"src/{module}/__init__.py",
        f"src/{module}/{module}.toml",
        f"tests/test_{module}.py",
    ]
    done = run_tests(folder)
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_the_tests_of_a_new_distribution_can_fail(tmp_path: Path, lever5: Command) -> None:
    folder = tmp_path / "here"
    lever5("plugins", "new", "maple-isd", str(folder))
    source = folder / "src" / "lever5_maple_isd" / "__init__.py"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("return at_least(shortest", "return at_least(90"), "utf-8")
    done = run_tests(folder)
    assert done.returncode == 1
    assert "maple-isd:mentor-meetings/long_enough should be a gap" in done.stdout


def test_without_a_folder_it_takes_the_name_of_the_distribution(
    tmp_path: Path, lever5: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert lever5("plugins", "new", "maple-isd").code == 0
    project = (tmp_path / "lever5-maple-isd" / "pyproject.toml").read_text(encoding="utf-8")
    assert 'name = "lever5-maple-isd"' in project
    assert 'maple-isd = "lever5_maple_isd"' in project


def test_a_plugin_of_one_file_is_used_by_its_folder(tmp_path: Path, lever5: Command) -> None:
    file = tmp_path / "ours.py"
    assert lever5("plugins", "new", "maple-isd", "--file", str(file)).code == 0
    ran = lever5("plugins", "--plugins", str(tmp_path))
    assert ran.code == 0
    assert "maple-isd:mentor-meetings" in ran.out
    assert lever5("plugins", "check", str(file)).code == 0


def test_every_command_knows_the_kinds_of_a_folder_of_plugins(
    tmp_path: Path, lever5: Command
) -> None:
    ours = ["--plugins", str(tmp_path / "ours")]
    (tmp_path / "ours").mkdir()
    lever5("plugins", "new", "maple-isd", "--file", str(tmp_path / "ours" / "ours.py"))
    bundle = tmp_path / "bundle"
    assert lever5("new", str(bundle), "--school-year", "2026-2027", *ours).code == 0
    (record,) = bundle.rglob("maple_isd_mentor_meeting.csv")
    assert record.read_text(encoding="utf-8").startswith("campus_id,held_on")
    record.write_text("campus_id,held_on\n1,2026-09-10\n", encoding="utf-8")
    book, copy, secret = (tmp_path / name for name in ("book.xlsx", "copy", "secret"))
    texts = ["--secret-file", str(secret), "--new-secret"]
    for ran in (
        lever5("convert", str(bundle), str(book), *ours),
        lever5("pseudonymize", str(bundle), str(copy), *texts, *ours),
    ):
        assert ran.code == 0, ran.err
        assert record.name not in ran.err
    for form in (bundle, book, copy):
        options = ["--select", "maple-isd", "--fail-on", "never", "--format", "json"]
        report = json.loads(lever5("check", str(form), *ours, *options).out)
        kinds = [file["kind"] for file in report["bundle"]["files"]]
        assert "maple_isd_mentor_meeting" in kinds
    assert lever5("rulesets", *ours).out == lever5("rulesets").out
    assert "after show" in lever5("rulesets", *ours, "show", "default").err


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("Maple ISD", "maple-isd"),
        ("maple_isd", "maple-isd"),
        ("lever5-maple", "maple"),
        ("2nd", "nd"),
        ("-", "maple-isd"),
        ("a" * 41, "a" * 40),
        ("maple--isd", "maple-isd"),
        ("../maple", "maple"),
        ("tea", "maple-isd"),
        ("lever5", "maple-isd"),
    ],
)
def test_a_name_that_does_not_fit_is_told_with_one_that_does(
    name: str, fits: str, tmp_path: Path, lever5: Command
) -> None:
    ran = lever5("plugins", "new", "--", name, str(tmp_path / "here"))
    assert ran.code == 2
    assert "cannot name a plugin" in ran.err
    assert ran.err.rstrip().endswith(f"such as {fits}.")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path, lever5: Command) -> None:
    file = tmp_path / "ours.py"
    file.write_text("mine", encoding="utf-8")
    for arguments in (("--file", str(file)), (str(tmp_path),)):
        ran = lever5("plugins", "new", "maple-isd", *arguments)
        assert ran.code == 2
        assert "exists already" in ran.err
    assert file.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["ours.txt", "_ours.py"])
def test_a_file_that_would_not_be_loaded_is_refused(
    name: str, tmp_path: Path, lever5: Command
) -> None:
    ran = lever5("plugins", "new", "maple-isd", "--file", str(tmp_path / name))
    assert ran.code == 2
    assert "name it such as ours.py" in ran.err
