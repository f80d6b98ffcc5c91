"""The tutorial of docs/plugins.md: every block is done as it stands, in order.

A block after "Write `PATH`:" is written there; a console block is run; a text block after it is
what must have been printed. Only `pip install` is stood in for, since CI does that for real:
what it leaves behind for the command to find is written beside the source.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from lever5_rules import authoring, plugins, testing

pytestmark = pytest.mark.exhaustive

PAGE = Path(__file__).resolve().parent.parent / "docs" / "plugins.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PATH = re.compile(r"Write\s+`([^`]+)`:\s*$")
INSTALL = 'pip install -e ".[dev]"'
WITHIN = ("Expectation", "Judged", "Judgement", "Spoilt")
"""Types of what functions return, which nobody needs to name."""


def blocks() -> Iterator[tuple[str, str, str | None]]:
    """Language, text, and the file that the words before it name."""
    text = PAGE.read_text(encoding="utf-8")
    before = 0
    for block in BLOCK.finditer(text):
        named = PATH.search(text[before : block.start()])
        before = block.end()
        yield block.group(1), block.group(2), named.group(1) if named else None


class Terminal:
    """A terminal in which the command and Python are at hand, and a `cd` lasts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = ""
        tools = folder / "tools"
        tools.mkdir()
        command = "from lever5_rules.cli import main; main()"
        for name, arguments in (("lever5", f"-c '{command}'"), ("python", "")):
            (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
            (tools / name).chmod(0o755)
        paths = [*filter(None, sys.path)]
        self.environment = {
            **os.environ,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(paths),
            "COLUMNS": "200",
            "PYTEST_ADDOPTS": "-p no:cacheprovider",
        }

    def run(self, lines: str) -> None:
        self.said = ""
        for line in lines.splitlines():
            if line.startswith("cd "):
                self.folder /= line.removeprefix("cd ")
            elif line == INSTALL:
                self.install()
            else:
                self.command(line)

    def command(self, line: str) -> None:
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        self.said += done.stdout

    def install(self) -> None:
        """What pip leaves behind, as far as plugins are found by it."""
        source = self.folder / "src"
        info = source / "lever5_maple_isd-0.1.0.dist-info"
        info.mkdir()
        project = (self.folder / "pyproject.toml").read_text(encoding="utf-8")
        assert '[project.entry-points.lever5_rules]\nmaple-isd = "lever5_maple_isd"' in project
        (info / "entry_points.txt").write_text("[lever5_rules]\nmaple-isd = lever5_maple_isd\n")
        path = self.environment["PYTHONPATH"]
        self.environment["PYTHONPATH"] = f"{source}{os.pathsep}{path}"


@pytest.mark.skipif(sys.platform == "win32", reason="The tutorial's blocks are for a Unix shell.")
def test_every_block_of_the_tutorial_works(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    done = 0
    for language, text, path in blocks():
        if language == "console":
            terminal.run(text)
        elif language == "text" and not path:
            for line in text.splitlines():
                assert line in " ".join(terminal.said.split()), f"{line}\n{terminal.said}"
        else:
            assert path, f"No file is named for:\n{text}"
            (terminal.folder / path).write_text(text, encoding="utf-8")
        done += 1
    assert done > 12


def test_the_page_names_every_hook() -> None:
    from lever5_rules.plugins.hooks import Hooks

    text = PAGE.read_text(encoding="utf-8")
    hooks = [name for name in vars(Hooks) if name.startswith("lever5_")]
    assert [name for name in hooks if f"| `{name}` |" not in text] == []


def test_the_page_names_the_kit_and_the_topics_of_the_check() -> None:
    from lever5_rules import testing
    from lever5_rules.testing.conformance import Topic

    text = PAGE.read_text(encoding="utf-8")
    shown = {"SAMPLE", "District", "Matrix", "any_artifact_of", "artifact_of", "attack", "expect"}
    assert shown <= set(testing.__all__)
    assert [name for name in shown if name not in text] == []
    assert [topic for topic in Topic if f"| {topic} |" not in text] == []


@pytest.mark.parametrize(
    "module", [authoring, testing, plugins], ids=lambda function: function.__name__
)
def test_every_name_that_an_author_may_use_is_said_on_the_page(module: ModuleType) -> None:
    words = BLOCK.sub("", PAGE.read_text("utf-8"))
    names = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", words))))
    assert sorted(set(module.__all__) - names - set(WITHIN)) == []


def test_every_verb_of_records_is_said_on_the_page() -> None:
    verbs = [name for name in vars(authoring.Records) if not name.startswith("_")]
    text = PAGE.read_text("utf-8")
    assert [name for name in verbs if f"`.{name}(" not in text] == []
