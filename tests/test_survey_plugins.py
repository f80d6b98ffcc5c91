"""A plugin that ends the process that imports it costs a survey only itself."""

import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from test_survey import AS_OF, district

import lever5_rules as l5

DEADLY = {
    "leaves": ("import os\nos._exit(0)\n", "with exit code 0"),
    "killed": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", "with signal 9"),
    "exits": ("import sys\nsys.exit(0)\n", "could not be loaded: SystemExit"),
}
LATE = "import lever5_rules, os\nLEVER5_API = 1\n@lever5_rules.hookimpl\ndef lever5_kinds():\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("districts")
    district(root / "a-isd", "000101")
    district(root / "b-isd", "000102")
    return root


def folder_of(plugins: dict[str, str], folder: Path) -> Path:
    folder.mkdir()
    for name, code in plugins.items():
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="It uses signals.")
def test_deadly_plugins_are_named_and_all_else_is_judged(
    lever5: Command, root: Path, tmp_path: Path
) -> None:
    plugins = {name: code for name, (code, _) in DEADLY.items()}
    plugins |= {"hooked": f"{LATE}    os._exit(7)\n", "sound": "LEVER5_API = 1\n"}
    folder = folder_of(plugins, tmp_path / "plugins")
    page = tmp_path / "page.html"
    ran = lever5(
        *("survey", str(root), "--plugins", str(folder), "--as-of", str(AS_OF)),
        *("--select", "5.2.4-3", "-o", str(tmp_path / "table.jsonl"), "-o", str(page)),
    )
    assert (ran.code, ran.err) == (3, "")
    screen = " ".join(ran.out.split())
    assert screen.startswith("2 districts of 2026-2027.")
    shown = page.read_text(encoding="utf-8")
    for name, (_, message) in {**DEADLY, "hooked": ("", "with exit code 7")}.items():
        assert f"The plugin {name} " in screen
        assert message in screen
        assert f"The plugin {name} " in shown
    assert "The plugin sound" not in screen


def test_a_plugin_that_never_ends_its_import_is_left_out(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lever5_rules.surveying.plugin_trial.SECONDS_TO_IMPORT", 3)
    folder = folder_of({"endless": "while True:\n    pass\n"}, tmp_path / "plugins")
    options: dict[str, Any] = {"as_of": AS_OF, "select": "5.2.4-3", "entry_points": False}
    with l5.survey(root, plugin_folders=folder, processes=1, **options) as survey:
        assert not survey.not_judged
        assert not survey.complete
        errors = {row["message"] for row in survey.rows if row["record"] == "error"}
    (error,) = errors
    assert "The plugin endless takes more than 3 seconds to import" in error


def test_a_module_that_dies_when_it_is_imported_anew_is_left_out(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in this process already, and would end each of those that judge."""
    code = "import os, sys\nLEVER5_API = 1\nif not hasattr(sys, 'spared'):\n    os._exit(4)\n"
    monkeypatch.syspath_prepend(folder_of({"once_only": code}, tmp_path / "modules"))
    monkeypatch.setattr(sys, "spared", True, raising=False)
    import once_only  # type: ignore[import-not-found]

    with l5.survey(
        root, plugins=[once_only], as_of=AS_OF, select="5.2.4-3", entry_points=False, processes=1
    ) as survey:
        assert not survey.not_judged
        messages = {row["message"] for row in survey.rows if row["record"] == "error"}
    assert messages == {
        "The plugin once_only ends the process that imports it, with exit code 4, so it was left "
        "out. Mend it or remove it."
    }
