"""The terminal: width, color, progress, and where the report goes."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import CEDAR, EXAMPLES, LONG, cedar, contents, hostile, hostile_files, incomplete
from spread import spread

from lever5_rules.cli import main
from lever5_rules.core.text import CONTROL, DIRECTION, harmless
from lever5_rules.findings.report import Report
from lever5_rules.reports import FORMATS
from lever5_rules.reports.formats.text_report import render
from lever5_rules.support.text_layout import cells, fold

OAK = EXAMPLES / "live-oak-charter"
WIDTHS = (40, 80, 110, 200)
COLOR = re.compile(r"\x1b\[[0-9;]*m")
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lever5(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Command:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as done:
            main(["check", *arguments])
        caught = capsys.readouterr()
        assert isinstance(done.value.code, int)
        return done.value.code, caught.out, caught.err

    return run


def in_terminal(
    *arguments: str, columns: int = 80, patience: float = 60, script: str = "", **environment: str
) -> tuple[int, str]:
    """Runs the command in a terminal of its own; what it shows there, both streams in one."""
    lead, follow = pty.openpty()
    fcntl.ioctl(follow, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    code = script or (
        f"from lever5_rules.cli import main, terminal; terminal.PATIENCE = {patience}; main()"
    )
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=follow,
        stdout=follow,
        stderr=follow,
        env={**kept, "TERM": "xterm", **environment},
    )
    os.close(follow)
    shown = b""
    while True:
        try:
            chunk = os.read(lead, 65536)
        except OSError:  # the other end was closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(lead)
    return process.wait(), shown.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("report", [cedar, incomplete, hostile])
def test_no_line_is_wider_than_the_page(report: Callable[[], Report], width: int) -> None:
    plain = render(report(), width=width)
    assert max(cells(line) for line in plain.splitlines()) <= width
    colored = render(report(), width=width, color=True)
    assert COLOR.sub("", colored) == plain
    assert not any(line != line.rstrip() for line in plain.splitlines())


def test_a_very_narrow_page_is_still_written() -> None:
    assert "43 selected" in render(cedar(), width=1)


@pytest.mark.parametrize("width", [80, 110])
def test_ids_and_paths_stay_whole(width: int) -> None:
    text = render(cedar(), width=width)
    words = set(text.split())
    for finding in cedar().findings:
        for element in finding.elements:
            if element.outcome.value != "pass":
                for seen in element.evidence[:4]:
                    assert any(word.startswith(seen.file) for word in words), seen.file
    assert "tidepool-science-k5" in text
    assert not re.search(r"tidepool-$|science-$", text, re.MULTILINE)


def test_the_sum_stands_at_both_ends_and_an_incomplete_run_is_said_at_both() -> None:
    whole = render(cedar(), width=110).splitlines()
    total = "43 selected = 21 pass + 12 gap + 10 missing evidence + 0 not applicable + 0 error"
    assert total in whole[:6]
    assert whole[-1] == total
    broken = render(incomplete(), width=110).splitlines()
    assert broken[0].startswith("INCOMPLETE RUN")
    assert broken[-2].startswith("INCOMPLETE RUN")
    assert render(cedar(), width=80).splitlines()[-1] == "+ 0 error"


def test_the_name_of_a_district_is_cut() -> None:
    head = render(hostile(), width=110).partition("KEY PRACTICES")[0]
    assert LONG[:200] not in head
    assert "…" in head


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("a-b-c-d e", 5, ["a-b-c-d", "e"]),
        ("records/observation_log.csv", 20, ["records/", "observation_log.csv"]),
        ("abcdefghijkl", 8, ["abcdefgh", "ijkl"]),
        ("学区 学区 学区", 10, ["学区 学区", "学区"]),
        ("cafe\u0301 olé", 9, ["cafe\u0301 olé"]),
        ("a =\u00a012 b", 5, ["a", "= 12", "b"]),
        ("two  spaces", 20, ["two  spaces"]),
        ("", 20, [""]),
    ],
)
def test_folding(text: str, width: int, lines: list[str]) -> None:
    assert fold(text, width) == lines


@given(st.text(), st.integers(10, 60), st.integers(0, 2))
def test_folding_keeps_every_word_and_the_width(text: str, width: int, indent: int) -> None:
    lines = fold(text, width, " " * indent, " " * indent)
    assert max(cells(line) for line in lines) <= width
    assert re.sub("[ \u00a0]", "", text) == re.sub(" ", "", "".join(lines))


@given(st.text(), st.integers(1, 30))
def test_harmless_text_is_on_one_line_and_not_longer_than_asked(text: str, most: int) -> None:
    shown = harmless(text, most)
    assert len(shown) <= most
    assert not CONTROL.search(shown)
    assert not DIRECTION.search(shown)
    assert harmless(shown, most) == shown
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m"),
        ("a\nb\tc\r\nd", "a b c d"),
        ("\u202eexe.gpj\u2066", "exe.gpj"),
        ("\x9b2J\x7f\x00", "\ufffd2J\ufffd\ufffd"),
        ("\ud800\uffff", "\ufffd\ufffd"),
        ("Peña ISD 学区 👩‍🏫", "Peña ISD 学区 👩‍🏫"),
        ("##[error]x", "## [error]x"),
        ("#\u202e#[error]", "## [error]"),
    ],
)
def test_harmless(text: str, shown: str) -> None:
    assert harmless(text) == shown
    assert harmless(text, 4) == (shown if len(shown) <= 4 else shown[:3] + "…")


@pytest.mark.parametrize("columns", WIDTHS)
def test_it_is_as_wide_as_the_terminal_and_no_wider_than_can_be_read(columns: int) -> None:
    code, shown = in_terminal("check", str(CEDAR), columns=columns)
    assert code == 1
    assert "\x1b[31;1mGAP" in shown
    assert max(len(line) for line in COLOR.sub("", shown).splitlines()) in range(
        min(columns, 110) - 4, min(columns, 110) + 1
    )


def test_a_hostile_bundle_drives_no_terminal(tmp_path: Path) -> None:
    for name, content in hostile_files().items():
        if LONG not in name:
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    code, shown = in_terminal("check", str(tmp_path))
    assert code == 1
    bare = COLOR.sub("", shown)
    assert "gap.exe" in bare
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", bare)
    code, shown = in_terminal("check", str(tmp_path / "\x1b[2Jnowhere"))
    assert code == 2
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("environment", "options", "colored"),
    spread(
        [
            ({}, (), True),
            ({"NO_COLOR": ""}, (), True),
            ({"TERM": "dumb"}, (), False),
            ({"NO_COLOR": "1"}, (), False),
            ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, (), False),
            ({}, ("--color", "never"), False),
            ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ],
        of=3,
    ),
)
def test_color_in_a_terminal(
    environment: dict[str, Any], options: tuple[str, ...], colored: bool
) -> None:
    _, shown = in_terminal("check", str(OAK), *options, **environment)
    assert ("\x1b[" in shown) is colored


@pytest.mark.parametrize(
    ("environment", "options", "colored"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "0"}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"FORCE_COLOR": "1"}, ("--format", "json"), False),
    ],
)
def test_color_in_a_pipe(
    lever5: Command,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    options: tuple[str, ...],
    colored: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    _, out, _ = lever5(str(OAK), *options)
    assert ("\x1b[" in out) is colored


def test_a_file_gets_no_color(lever5: Command, tmp_path: Path) -> None:
    lever5(str(OAK), "--color", "always", "-o", "a.txt")
    assert "\x1b" not in (tmp_path / "a.txt").read_text(encoding="utf-8")


def test_a_bar_is_shown_in_a_terminal_while_one_waits_and_is_gone_at_the_end() -> None:
    code, shown = in_terminal("check", str(CEDAR), "--color", "never", patience=0)
    assert code == 1
    assert "Reading observation_log.csv" in shown
    assert "Judging" in shown
    last = shown.rpartition("\r")[2]
    assert "Reading" not in last
    assert "43 selected" in last
    assert in_terminal("check", str(CEDAR), "--color", "never")[1] == last.replace("\x1b[?25h", "")


@pytest.mark.parametrize("columns", [40, 80])
def test_the_bar_stays_on_its_line(columns: int) -> None:
    script = (
        "import sys; sys.stdout = open(__import__('os').devnull, 'w'); "
        "from lever5_rules.cli import main, terminal; terminal.PATIENCE = 0; main()"
    )
    _, shown = in_terminal("check", str(CEDAR), columns=columns, script=script)
    drawn = [re.sub(r"\x1b\[\?25.", "", line) for line in shown.split("\r")]
    assert len(drawn) > 30
    assert max(len(line) for line in drawn) < columns


def test_there_is_no_bar_in_a_pipe() -> None:
    code = "from lever5_rules.cli import main, terminal; terminal.PATIENCE = 0; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", str(CEDAR)], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "\r" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--help",), 0),
        (("criteria",), 0),
        (("check", str(CEDAR)), 1),
        (("check", str(CEDAR), "--format", "json"), 1),
        (("check", str(CEDAR), "--format", "xlsx", "--fail-on", "never"), 0),
    ],
)
def test_a_reader_of_a_pipe_may_leave(arguments: tuple[str, ...], code: int) -> None:
    """What comes out of a check is in its exit code all the same."""
    command = [sys.executable, "-m", "lever5_rules.cli", *arguments]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert (running.stderr.read(), running.wait()) == (b"", code)


def test_the_other_outputs_are_written_where_a_reader_has_left(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lever5_rules.cli", "check", str(CEDAR), "--format", "json"]
    command += ["--output", str(tmp_path / "a.html"), "--output", str(tmp_path / "b.csv")]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.close()
    assert running.wait() == 1
    assert all((tmp_path / name).stat().st_size > 10_000 for name in ("a.html", "b.csv"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no folder that is in use.")
def test_a_deleted_working_directory_is_told(tmp_path: Path) -> None:
    place = tmp_path / "gone"
    place.mkdir()
    command = f"cd {place} && rmdir {place} && {sys.executable} -m lever5_rules.cli check {CEDAR}"
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    text = "lever5: The folder that you are in has been deleted. Go to another one.\n"
    assert (ran.returncode, ran.stderr) == (2, text)


def test_a_zip_and_a_workbook_are_read_under_the_bar(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
        for name, content in contents().items():
            packed.writestr(name, content)
    code, shown = in_terminal("check", str(tmp_path / "b.zip"), "--format", "json", patience=0)
    assert code == 1
    assert '"gap": 12' in shown
    with pytest.raises(SystemExit):
        main(["convert", str(OAK), str(tmp_path / "oak.xlsx")])
    code, shown = in_terminal("check", str(tmp_path / "oak.xlsx"), patience=0)
    assert code == 1
    assert "Reading oak.xlsx" in shown


def test_several_formats_and_files_in_one_run(lever5: Command, tmp_path: Path) -> None:
    code, out, err = lever5(
        str(CEDAR), "--format", "text", "--format", "json:a.json", "-o", "b.sarif", "-o", "c.xml"
    )
    assert (code, err) == (1, "")
    assert out.startswith("Cedar Hollow ISD")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["accounting"]["gap"] == 12
    assert json.loads((tmp_path / "b.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (tmp_path / "c.xml").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written_to_a_file(lever5: Command, tmp_path: Path, name: str) -> None:
    code, out, _ = lever5(str(OAK), "--format", f"{name}:made", "--select", "5.2.4-3")
    assert (code, out) == (0, "")
    assert (tmp_path / "made").stat().st_size > 0


def test_one_who_waits_at_a_terminal_is_told_what_was_written(tmp_path: Path) -> None:
    files = [str(tmp_path / "a.json"), str(tmp_path / "b.sarif")]
    _, shown = in_terminal("check", str(CEDAR), "-o", files[0], "-o", files[1])
    assert shown.startswith("43 selected = 21 pass + 12 gap")
    assert shown.endswith(f"Wrote {files[0]} and {files[1]}.\n")
    _, shown = in_terminal("check", str(CEDAR), "--brief", "-o", files[0])
    assert "WHAT MATTERS MOST" in shown
    assert shown.endswith(f"Wrote {files[0]}.\n")


@pytest.mark.parametrize("form", spread(["text", "json", "sarif", "junit", "github"], of=3))
def test_letters_that_a_pipe_does_not_know_stop_nothing(tmp_path: Path, form: str) -> None:
    for path in OAK.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "学区.csv").write_bytes(b"a\n1\n")
    done = subprocess.run(
        [sys.executable, "-m", "lever5_rules.cli", "check", str(tmp_path), "--format", form],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )
    assert (done.returncode, done.stderr) == (1, b"")
    shown = done.stdout.decode("cp1252" if form == "text" else "utf-8")
    assert ("??.csv" if form == "text" else "学区.csv") in shown


def test_a_dash_is_standard_output(lever5: Command, tmp_path: Path) -> None:
    assert lever5(str(OAK), "-o", "-")[1] == lever5(str(OAK))[1]
    assert json.loads(lever5(str(OAK), "--format", "json:-")[1])["complete"] is True
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (("-o", "a.json", "--format", "sarif:a.json"), "a.json is to be written already"),
        (("-o", "a.json", "-o", "./a.json"), "a.json is to be written already"),
        (("--format", "json", "--format", "text"), "Only one format can go to standard output"),
        (("--format", "json", "-o", "-"), "Only one format can go to standard output"),
        (("-o", "nowhere/a.json"), "there is no folder nowhere"),
        (("--format", "json:."), "is a folder"),
        (("-o", "a.docx"), "names no format; known are .txt, .html"),
        (("--format", "json:"), "names no file after the colon"),
        (("--format", "sarf"), "Did you mean sarif?"),
    ],
)
def test_an_output_that_cannot_be_is_told_before_any_work(
    lever5: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    text: str,
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the bundle was read")

    monkeypatch.setattr("lever5_rules.library.checker.Checker.check", never)
    code, out, err = lever5(str(OAK), *options)
    assert (code, out) == (2, "")
    assert text in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_where_one_may_not_write(
    lever5: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    code, _, err = lever5(str(OAK), "-o", "a.json")
    assert code == 2
    assert "you may not write there" in err


def test_a_disk_that_is_full(
    lever5: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    code, _, err = lever5(str(OAK), "-o", "a.json")
    assert code == 2
    assert "a.json cannot be written (No space left on device)" in err


def test_evidence_is_never_written_over(lever5: Command, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for path in OAK.iterdir():
        (bundle / path.name).write_bytes(path.read_bytes())
    before = (bundle / "meeting_log.csv").read_bytes()
    code, _, err = lever5("bundle", "--format", "json:bundle/meeting_log.csv")
    assert code == 2
    assert "it lies in bundle, which this run reads" in err
    assert (bundle / "meeting_log.csv").read_bytes() == before
    assert lever5("bundle", "-o", "bundle/report.json", "--fail-on", "never")[0] == 0
    assert lever5("bundle", "-o", "bundle/report.json", "--fail-on", "never")[0] == 0
    with pytest.raises(SystemExit):
        main(["convert", str(OAK), "oak.xlsx"])
    code, _, err = lever5("oak.xlsx", "--format", "json:oak.xlsx")
    assert code == 2
    assert "oak.xlsx is read by this run" in err


def test_a_name_that_is_no_utf_8_is_told_and_the_rest_is_judged(
    lever5: Command, tmp_path: Path
) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for path in OAK.iterdir():
        (bundle / path.name).write_bytes(path.read_bytes())
    try:
        (bundle / os.fsdecode(b"log\xff.csv")).write_bytes(b"a,b\n1,2\n")
    except OSError:
        pytest.skip("This file system has no names that are not UTF-8.")
    for name in FORMATS:
        form = ("--format", f"{name}:made", "--select", "5.2.4-3")
        code, _, err = lever5("bundle", *form, "--fail-on", "never")
        assert (code, err) == (0, "")
    assert "log\ufffd.csv" in lever5("bundle", "--fail-on", "never")[1]


@pytest.mark.skipif(sys.platform == "win32", reason="The line is typed into a Unix shell.")
@pytest.mark.parametrize("closed", spread(["<&- >&- 2>&-", ">&-", "2>&-"], of=3))
def test_where_streams_are_closed_files_are_written_all_the_same(
    closed: str, tmp_path: Path
) -> None:
    """As where a timer starts the command."""
    report = tmp_path / "report.json"
    command = f"{sys.executable} -m lever5_rules.cli check {CEDAR} --output {report} {closed}"
    assert subprocess.run(["sh", "-c", command], capture_output=True).returncode == 1
    assert json.loads(report.read_text(encoding="utf-8"))["accounting"]["gap"] == 12


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="There is no full device here.")
@pytest.mark.parametrize("form", ["text", "json"])
def test_no_room_for_standard_output_is_told(form: str) -> None:
    command = [sys.executable, "-m", "lever5_rules.cli", "check", str(CEDAR), "--format", form]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    text = "lever5: Standard output cannot be written (No space left on device).\n"
    assert (ran.returncode, ran.stderr) == (2, text)
