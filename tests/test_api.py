"""docs/api.md: every public name is on it, and each example in a docstring does what it says."""

import doctest
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from spread import spread

import lever5_rules as l5

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.partition("<!--")[0], re.S)


def examples() -> Iterator[tuple[str, str]]:
    """Each public name, and each method of it, with its docstring."""
    for name in l5.__all__:
        content = getattr(l5, name)
        if inspect.isfunction(content) or inspect.isclass(content):
            yield name, inspect.getdoc(content) or ""
        for inner, member in vars(content).items() if inspect.isclass(content) else ():
            function = getattr(member, "__func__", member)
            if inspect.isfunction(function) and not inner.startswith("_"):
                yield f"{name}.{inner}", inspect.getdoc(function) or ""


EXAMPLES = {name: text for name, text in examples() if ">>> " in text}


@pytest.mark.parametrize("name", spread(EXAMPLES, of=3))
def test_an_example_does_what_it_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.symlink(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"l5": l5, "date": date}
    test = doctest.DocTestParser().get_doctest(EXAMPLES[name], names, name, None, None)
    texts: list[str] = []
    done = doctest.DocTestRunner(verbose=False).run(test, out=texts.append)
    assert done.failed == 0, "".join(texts)


def test_whatever_can_be_called_or_held_has_an_example() -> None:
    for name in l5.__all__:
        member = getattr(l5, name)
        plain = inspect.isclass(member) and not issubclass(member, (Enum, BaseException))
        if plain or (inspect.isfunction(member) and member.__module__.startswith("lever5_rules")):
            assert name in EXAMPLES, name


def test_every_public_name_stands_on_the_page() -> None:
    headings = set(re.findall(r"^### (\w+)$", PAGE, re.M))
    assert {name for name in l5.__all__ if name != "__version__"} <= headings


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_its_first_example_runs(block: str) -> None:
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout
