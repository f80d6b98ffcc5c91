"""The docs say what is so: commands are run as they stand, names exist, pages are up to date.

A console block whose lines begin with `$` is run, page by page in one folder that holds the
examples. What is shown must be what comes, `...` stands for lines left out, and "(exit code N)" is
the code where it is not 0. A block after "Write `PATH`:" is written there.
"""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from conftest import Command
from test_docs_plugins import BLOCK, PATH

from lever5_rules.cli.group import COMMANDS, group

pytestmark = pytest.mark.exhaustive

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = sorted(DOCS.rglob("*.md"))
CODE = re.compile(r"(\d+)\)$")
PROMPT, LEFT_OUT = "$ ", "..."
SAID = re.compile(r"(?:`|^\s*(?:- run: |\$ )?(?:\S*/)?)lever5 ([^`\n]+)", re.MULTILINE)
ASKED = re.compile(
    r'(?:src|href)="([^"]*)"|url\(([^)]*)\)|@import\s+([^;]+)|sourceMappingURL=(\S+)'
)
with_sphinx = pytest.mark.skipif(
    find_spec("sphinx") is None or find_spec("myst_parser") is None or find_spec("furo") is None,
    reason="The site's builder is not here; pip install -e '.[docs]'",
)


def sessions(page: Path) -> Iterator[tuple[str, str]]:
    """Files to write, by their path, and console blocks with a prompt, by an empty one."""
    text, before = page.read_text(encoding="utf-8"), 0
    for block in BLOCK.finditer(text):
        named, before = PATH.search(text[before : block.start()]), block.end()
        if named:
            yield named.group(1), block.group(2)
        elif block.group(1) == "console" and block.group(2).startswith(PROMPT):
            yield "", block.group(2)


RUN = [
    page
    for page in PAGES
    if page.name != "plugins.md" and any(not path for path, _ in sessions(page))
]


def test_the_guide_is_among_the_pages_that_are_run() -> None:
    assert {"guide.md", "reports.md", "rulesets.md"} <= {page.name for page in RUN}


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.stem)
def test_what_a_page_shows_is_what_comes(
    page: Path, lever5: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for example in (ROOT / "examples").iterdir():
        if example.is_dir():
            shutil.copytree(example, tmp_path / example.name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for path, text in sessions(page):
        if path:
            Path(path).write_text(text, encoding="utf-8")
            continue
        for typed, shown, code in commands(text):
            name, *arguments = shlex.split(typed)
            if name == "mkdir":
                Path(arguments[0]).mkdir()
                continue
            assert name == "lever5", typed
            ran = lever5(*arguments)
            came = [line.rstrip() for line in (ran.out + ran.err).strip("\n").splitlines()]
            assert ran.code == code, f"{typed}\n{ran.out}{ran.err}"
            assert agrees(shown, came), "\n".join([typed, "SHOWN", *shown, "CAME", *came[:400]])


def commands(text: str) -> Iterator[tuple[str, list[str], int]]:
    """What is typed, what is shown after it, and the exit code."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        typed, *shown = part.rstrip().splitlines()
        code = CODE.search(shown[-1]) if shown and shown[-1].startswith("(exit code ") else None
        yield typed, shown[:-1] if code else shown, int(code.group(1)) if code else 0


def agrees(shown: list[str], came: list[str]) -> bool:
    """Whether the lines shown are those that came, but for what `...` leaves out."""
    pieces: list[list[str]] = [[]]
    for line in shown:
        if line == LEFT_OUT:
            pieces.append([])
        else:
            pieces[-1].append(line)
    first, *between = pieces
    if not between:
        return first == came
    last, at = between.pop(), len(first)
    for piece in between:
        places = range(at, len(came) - len(piece) + 1)
        place = next((place for place in places if came[place : place + len(piece)] == piece), None)
        if place is None:
            return False
        at = place + len(piece)
    rest = came[at:]
    return came[: len(first)] == first and (not last or rest[-len(last) :] == last)


def test_lines_that_are_left_out_are_the_only_ones() -> None:
    came = ["one", "two", "three", "four"]
    assert agrees(["one", "...", "four"], came)
    assert agrees(["...", "three", "four"], came)
    assert agrees(["one", "two", "..."], came)
    assert agrees(["...", "two", "..."], came)
    assert agrees(came, came)
    assert agrees([], [])
    assert agrees(["..."], came)
    for wrong in (["one", "four"], ["two", "..."], ["...", "three"], ["one", "...", "fou"], []):
        assert not agrees(wrong, came)
    assert not agrees(["...", "thr", "..."], came)
    assert not agrees(["...", "three", "...", "two", "..."], came)


@pytest.mark.parametrize("page", [README, *PAGES], ids=lambda page: page.stem)
def test_commands_and_options_that_are_named_exist(page: Path) -> None:
    context = click.Context(group)
    for command_line in SAID.findall(page.read_text(encoding="utf-8")):
        words = command_line.split()
        name, options = words[0], [word for word in words[1:] if word.startswith("-")]
        if name.startswith("-"):
            continue
        if name == "chek":  # the mistake that the guide shows
            continue
        assert name in COMMANDS, command_line
        command = group.get_command(context, name)
        if isinstance(command, click.Group) and len(words) > 1 and words[1] in command.commands:
            command = command.commands[words[1]]
        assert command is not None
        known = {"--help", *(text for param in command.params for text in param.opts)}
        asked = {option.partition("=")[0].rstrip(".,;:)") for option in options}
        assert asked <= known, command_line


def test_the_readme_names_every_command() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`lever5 {name}" not in text] == []


def test_the_blocks_of_the_readme_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = 0
    for language, text in BLOCK.findall(README.read_text(encoding="utf-8")):
        if language == "python":
            exec(compile(text, "README.md", "exec"), {})
            done += 1
    assert done == 2


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(text.split()) < 1_000
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", text)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


MADE = sorted(path.name for path in DOCS.glob("make_*.py") if "screenshots" not in path.name)


@pytest.mark.parametrize("script", MADE)
def test_pages_that_are_made_are_up_to_date(script: str, tmp_path: Path) -> None:
    """In a copy, so that a stale page stays as it is and the test tells."""
    for name in ("docs", "tests", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    subprocess.run([sys.executable, str(tmp_path / "docs" / script)], check=True, timeout=300)
    for page in [*PAGES, *DOCS.rglob("*.svg")]:
        path = tmp_path / "docs" / page.relative_to(DOCS)
        assert path.read_bytes() == page.read_bytes(), f"{page.name}: run docs/{script}"


@with_sphinx
def test_the_site_is_built_without_a_warning_and_asks_no_other_host(tmp_path: Path) -> None:
    site = tmp_path / "site"
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-d"]
    command += [str(tmp_path / "trees"), str(DOCS), str(site)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (site / "guide.html").is_file()
    for file in [*site.rglob("*.html"), *site.rglob("*.css"), *site.rglob("*.js")]:
        text = re.sub(r'<a [^>]*href="[^"]*"', "", file.read_text(encoding="utf-8"))
        for asked_address in ASKED.findall(text):
            address = "".join(asked_address).strip("\"' ")
            assert not re.match(r"(https?:)?//", address), f"{file.name}: {address}"
