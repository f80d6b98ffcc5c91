"""Outputs: whole or not at all, never over what was read, and known when they lie in a bundle.

With LEVER5_KILLS=200 in the environment two hundred runs are killed at random moments; without it
a few are.
"""

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest
from conftest import Command

import lever5_rules as l5
from lever5_rules.core.errors import UsageError
from lever5_rules.library.worksheets import FORMATS as WORKSHEETS
from lever5_rules.library.worksheets import worksheet_in
from lever5_rules.reading.bundles.own_outputs import own_output
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reports.results import FORMATS_OF, formats_of
from lever5_rules.support import output_files
from lever5_rules.support.input_files import open_plain

pytestmark = pytest.mark.exhaustive

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
KILLS = int(os.environ.get("LEVER5_KILLS", "6"))
LEVER5 = (sys.executable, "-m", "lever5_rules.cli")
BEGUN = (
    sys.executable,
    "-c",
    "import os; from lever5_rules.cli import main; os.write(1, b'.'); main()",
)
"""The command, which says when it begins: until then Python starts, for as long as the machine is
busy, and ends in its own way if it is stopped."""
QUIET = ("--fail-on", "never")
FORMATS = ("text", "html", "json", "csv", "xlsx", "markdown", "sarif", "junit", "github")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OAK, tmp_path / "bundle"))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "report.json"
    path.write_text(l5.check(OAK).to_json(), encoding="utf-8")
    return path


def as_bytes(rendered: str | bytes) -> bytes:
    return rendered if isinstance(rendered, bytes) else rendered.encode()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_mode_and_link_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "held", tmp_path / "link"
    path.write_bytes(b"old")
    path.chmod(0o600)
    link.symlink_to(path)
    output_files.put(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["held", "link"]


@pytest.mark.parametrize("unnamed", [True, False])
def test_a_full_disk_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unnamed: bool
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if not unnamed:
        monkeypatch.delattr("os.O_TMPFILE", raising=False)
    path = tmp_path / "held"
    path.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UsageError, match="No space left"):
        output_files.put(path, b"new")
    with pytest.raises(UsageError, match="No space"), output_files.new_folder(tmp_path / "new"):
        full()
    assert contents(tmp_path) == {"held": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["held"]


def test_threads_that_write_to_one_folder_do_not_disturb_each_other(tmp_path: Path) -> None:
    failed: list[object] = []

    def work(number: int) -> None:
        text = str(number).encode() * 5_000
        try:
            for turn in range(40):
                output_files.put(tmp_path / f"{number}-{turn}", text)
                output_files.put(tmp_path / "shared", text)
                with output_files.new_folder(tmp_path / f"folder-{number}-{turn}") as folder:
                    (folder / "a").write_bytes(text)
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    result = contents(tmp_path)
    assert len(result) == 8 * 40 * 2 + 1
    for name, content in result.items():
        number = content[:1].decode()
        assert content == number.encode() * 5_000, name
        assert name == "shared" or name.removeprefix("folder-").startswith(f"{number}-")


def test_one_output_that_fails_stops_no_other(lever5: Command, tmp_path: Path) -> None:
    good, copy = tmp_path / "good.csv", tmp_path / "copy.md"
    ran = lever5("check", str(OAK), "--format", "json:/dev/full", "-o", str(good), "-o", str(copy))
    assert ran.code == 2
    assert "/dev/full cannot be written (No space left on device)" in ran.err
    assert good.stat().st_size > 1000
    assert copy.stat().st_size > 1000


@pytest.mark.parametrize("command", ["check", "forecast", "verify"])
@pytest.mark.parametrize("file", ["meeting_log.csv", "district.toml"])
def test_nothing_in_the_bundle_is_written_over(
    lever5: Command, bundle: Path, saved: Path, command: str, file: str
) -> None:
    before = contents(bundle)
    first = [str(saved)] if command == "verify" else []
    ran = lever5(command, *first, str(bundle), "--format", f"json:{bundle / file}")
    assert ran.code == 2
    assert "which this run reads, and is not written over" in ran.err
    assert contents(bundle) == before


def test_nothing_that_was_read_is_written_over(
    lever5: Command, tmp_path: Path, saved: Path
) -> None:
    base, rules, waived = (tmp_path / name for name in ("base.toml", "rules.toml", "waivers.toml"))
    head = 'version = "1"\ntitle = "T"\n'
    base.write_text(f'name = "base"\nextends = "default"\n{head}')
    rules.write_text(f'name = "rules"\nextends = "base.toml"\n{head}')
    waived.write_text("")
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(saved, folder / "a.json")
    shutil.copy(saved, tmp_path / "report.md")
    before = contents(tmp_path)
    calls: list[list[str | Path]] = [
        ["check", OAK, "--ruleset", rules, "--format", f"json:{file}"] for file in (base, rules)
    ]
    calls += [
        ["check", OAK, "--waivers", waived, "--format", f"json:{waived}"],
        ["check", OAK, "--baseline", saved, "-o", saved],
        ["history", folder, "-o", folder / "a.json"],
        ["report", saved, "-o", saved],
        ["diff", saved, saved, "-o", saved],
        ["plan", tmp_path / "report.md", "-o", tmp_path / "report.md"],
    ]
    for call in calls:
        ran = lever5(*map(str, call))
        assert (ran.code, "is read by this run" in ran.err) == (2, True), (call, ran.err)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("command", ["report", "diff", "history", "plan"])
def test_no_evidence_is_written_over_by_what_reads_only_reports(
    lever5: Command, tmp_path: Path, bundle: Path, saved: Path, command: str
) -> None:
    book = tmp_path / "book.xlsx"
    assert lever5("convert", str(bundle), str(book)).code == 0
    (bundle / "plan.md").write_text("Our plan for coaching.")
    (tmp_path / "reports").mkdir()
    first = {"diff": [saved, saved], "history": [tmp_path / "reports"]}.get(command, [saved])
    form = {"report": "html", "diff": "json", "history": "html"}.get(command)
    before = contents(tmp_path)
    for file in (bundle / "district.toml", bundle / "meeting_log.csv", bundle / "plan.md", book):
        target = ["--format", f"{form}:{file}"] if form else ["-o", str(file)]
        ran = lever5(command, *map(str, first), *target)
        assert ran.code == 2, file
        assert contents(tmp_path) == before


def test_a_history_in_its_folder_can_be_written_again(
    lever5: Command, tmp_path: Path, saved: Path
) -> None:
    shutil.copy(saved, tmp_path / "a.json")
    trend = tmp_path / "trend.json"
    assert lever5("history", str(tmp_path), "-o", str(trend)).code == 0
    before = trend.read_bytes()
    assert lever5("history", str(tmp_path), "-o", str(trend)).code == 0
    assert trend.read_bytes() == before


def test_our_outputs_in_a_bundle_are_known_and_passed_over(
    lever5: Command, bundle: Path, saved: Path
) -> None:
    for name in FORMATS:
        assert lever5("report", str(saved), "--format", f"{name}:{bundle / name}").code == 0
    for name in ("plan.md", "plan.xlsx"):
        assert lever5("plan", str(saved), "-o", str(bundle / name)).code == 0
    report = bundle / "report.json"
    names = [*FORMATS, "plan.md", "plan.xlsx"]
    for _ in range(2):
        ran = lever5("check", str(bundle), "-o", str(report), *QUIET)
        assert ran.code == 0
        assert all(f"{name} is a" in ran.err for name in names), ran.err
        assert report.read_text(encoding="utf-8") == saved.read_text(encoding="utf-8")
    assert "report.json is a report that lever5 wrote" in ran.err
    assert lever5("verify", str(report), str(bundle)).code == 0


def test_comparisons_and_forecasts_are_written_by_ending_and_are_no_evidence(
    lever5: Command, bundle: Path, saved: Path
) -> None:
    few = ("--select", "5.1.2", "--until", "2026-12-05")
    names = []
    for ending in (".html", ".xlsx", ".md", ".json", ".txt"):
        changes, ahead = bundle / f"changes{ending}", bundle / f"ahead{ending}"
        assert lever5("diff", str(saved), str(saved), "-o", str(changes)).code == 0
        assert lever5("forecast", str(bundle), *few, "-o", str(ahead)).code == 0
        names += [(changes.name, "a comparison of reports"), (ahead.name, "a forecast")]
    ran = lever5("check", str(bundle), *QUIET)
    for name, what in names:
        assert f"{name} is {what}" in ran.err
    report = l5.read_report(saved)
    assert l5.diff(report, report).write(bundle / "again.html").exists()
    assert "What changed" in str(l5.diff(report, report).render("markdown"))
    page = (bundle / "ahead.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    assert "<script>" not in page.partition("</head>")[2].partition("<main>")[0]


def test_every_result_in_every_format_is_known_as_ours(bundle: Path, saved: Path) -> None:
    report, day = l5.read_report(saved), date(2026, 12, 5)
    results = {
        "Report": report,
        "Difference": l5.diff(report, report),
        "Plan": l5.plan(report),
        "Forecast": l5.forecast(OAK, until=day, select=["5.1.2"]),
        "History": l5.history(saved.parent),
        "Verification": l5.verify(saved, OAK),
    }
    assert {*results, "Brief"} == set(FORMATS_OF)
    before = {file.path for file in l5.check(bundle).files}
    for name, result in results.items():
        for format in formats_of(result):
            (bundle / f"{name} {format.name}").write_bytes(as_bytes(l5.render(result, format)))
    (bundle / "brief").write_bytes(as_bytes(FORMATS_OF["Brief"][0].render(report)))
    with l5.survey(OAK.parent) as survey:
        for ending in ("csv", "jsonl", "json", "html"):
            survey.write(bundle / f"survey.{ending}")
        survey.write_public(bundle / "public.html")
    for form in WORKSHEETS:
        (bundle / f"worksheet {form}").write_bytes(as_bytes(worksheet_in(report, form)))
    assert {file.path for file in l5.check(bundle).files} == before


@pytest.mark.parametrize("name", FORMATS)
def test_an_output_of_ours_is_no_bundle(
    lever5: Command, tmp_path: Path, saved: Path, name: str
) -> None:
    path = tmp_path / ("findings.xlsx" if name == "xlsx" else name)
    lever5("report", str(saved), "--format", f"{name}:{path}")
    ran = lever5("check", str(path))
    assert ran.code == 2
    assert "that lever5 wrote, and no evidence. Give the folder" in ran.err


def test_evidence_is_never_taken_for_an_output() -> None:
    for path in OAK.parent.rglob("*"):
        if path.is_file():
            assert own_output(RawFile(path.name, partial(open_plain, path))) is None, path


@pytest.mark.parametrize(
    ("name", "start", "text"),
    [
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "without a password"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx"),
        ("a.xlsx", b"PK\x03\x04 cut off", "Save or download it again"),
        ("a.xlsx", b"Excel", "Save or download it again"),
        ("a.pdf", b"%PDF-1.7", "is a PDF, which is not evidence by itself. Enter what it says"),
        ("a.csv", b"date,campus\n", "Give the folder in which it lies"),
        ("a.odp", b"whatever", "is not a folder, zip or workbook"),
    ],
)
def test_what_is_no_bundle_is_told_with_what_to_do(
    lever5: Command, tmp_path: Path, name: str, start: bytes, text: str
) -> None:
    path = tmp_path / name
    path.write_bytes(start)
    ran = lever5("check", str(path))
    assert ran.code == 2
    assert text in ran.err


@pytest.mark.parametrize(("part", "what"), [("word/a", "Word document"), ("ppt/a", "PowerPoint")])
def test_an_office_document_is_no_bundle(
    lever5: Command, tmp_path: Path, part: str, what: str
) -> None:
    from zipfile import ZipFile

    path = tmp_path / "a.docx"
    with ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(part, "")
    ran = lever5("check", str(path))
    assert ran.code == 2
    assert what in ran.err
    assert "beside it" in ran.err


LONG = "x" * 300
OF_NO_FILE = [
    ("check", "{it}"),
    ("check", str(OAK), "--waivers", "{it}"),
    ("check", str(OAK), "--baseline", "{it}"),
    ("check", str(OAK), "--ruleset", "{it}.toml"),
    ("check", str(OAK), "--plugins", "{it}"),
    ("report", "{it}"),
    ("plan", "{it}"),
    ("diff", "{it}", "{it}"),
    ("verify", "{it}", str(OAK)),
    ("history", "{it}"),
    ("convert", "{it}", "out"),
    ("plugins", "check", "{it}"),
    ("survey", "{it}"),
    ("page", "build", "site", "--logo", "{it}.png"),
    ("page", "serve", "{it}"),
]
TO_NO_FILE = [
    ("check", str(OAK), "--format", "json:{it}"),
    ("convert", str(OAK), "{it}"),
    ("convert", str(OAK), "{it}.xlsx"),
    ("new", "{it}"),
    ("template", "plc_guideline", "-o", "{it}.toml"),
    ("schema", "plc_guideline", "-o", "{it}"),
    ("schema", "--all", "{it}"),
    ("plugins", "new", "maple-isd", "{it}"),
    ("page", "build", "{it}"),
]


@pytest.mark.parametrize("it", ["pipe", "/dev/zero", LONG])
@pytest.mark.parametrize("call", OF_NO_FILE, ids=lambda call: " ".join(call)[-24:])
def test_only_plain_files_are_read(
    lever5: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: list[str], it: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("pipe", "pipe.toml", "pipe.png"):
        os.mkfifo(name)
    ran = lever5(*(part.format(it=it) for part in call))
    assert ran.code == 2
    assert ran.err


@pytest.mark.parametrize("it", ["pipe", "/dev/full", LONG])
@pytest.mark.parametrize("call", TO_NO_FILE, ids=lambda call: " ".join(call)[-24:])
def test_what_cannot_be_written_is_told(
    lever5: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: list[str], it: str
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    target = call[-1].format(it=it)
    if target.partition(":")[2] != it and target.endswith((".xlsx", ".toml")) and it != LONG:
        pytest.skip("It is a name of its own.")
    ran = lever5(*(part.format(it=it) for part in call))
    assert ran.code == 2
    assert "cannot be written" in ran.err or "exists already" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.parametrize("call", [("--help",), ("check", "--help"), ("criteria",)])
def test_no_room_on_standard_output_is_a_sentence(call: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([*LEVER5, *call], stdout=full, stderr=subprocess.PIPE, text=True)
    text = "lever5: Standard output cannot be written (No space left on device).\n"
    assert (ran.returncode, ran.stderr) == (2, text)


def test_what_standard_error_cannot_take_changes_nothing() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([*LEVER5, "check", "nowhere"], stderr=full)
    assert ran.returncode == 2


@pytest.mark.parametrize("flag", ["-O", "-OO"])
def test_optimized_python_judges_the_same(saved: Path, flag: str) -> None:
    call = [sys.executable, flag, "-m", "lever5_rules.cli", "check", str(OAK), "--format", "json"]
    ran = subprocess.run([*call, *QUIET], capture_output=True)
    assert ran.stdout == saved.read_bytes(), ran.stderr


def calls(folder: Path, saved: Path) -> Iterator[tuple[list[str], Path]]:
    """Calls that write, each with what it writes; what is there already is an earlier one."""
    key = folder / "key"
    if not key.exists():
        key.write_text(sha256(b"a test").hexdigest())
    for target in ("a.json", "a.xlsx", "a.html"):
        yield ["check", str(OAK), *QUIET, "-o", str(folder / target)], folder / target
    for number, name in enumerate(("a.xlsx", "a.zip", "folder")):
        new = folder / f"{number}-{name}"
        yield ["convert", str(OAK), str(new)], new
    yield ["new", str(folder / "new")], folder / "new"
    copy = folder / "copy"
    yield ["pseudonymize", str(OAK), str(copy), "--secret-file", str(key)], copy
    for name in ("plan.xlsx", "plan.md"):
        yield ["plan", str(saved), "-o", str(folder / name)], folder / name
    yield ["plugins", "new", "maple-isd", str(folder / "ours")], folder / "ours"
    yield ["schema", "--all", str(folder / "schemas")], folder / "schemas"
    yield ["schema", "plc_guideline", "-o", str(folder / "one.json")], folder / "one.json"
    for name in ("t.toml", "t.xlsx"):
        yield ["template", "plc_guideline", "-o", str(folder / name)], folder / name
    yield ["template", "staff_roster", "-o", str(folder / "t.csv")], folder / "t.csv"
    book = saved.parent / "book.xlsx"
    if not book.exists():
        subprocess.run([*LEVER5, "convert", str(OAK), str(book)], check=True, capture_output=True)
    marked = folder / "marked.xlsx"
    yield ["check", str(book), *QUIET, "--marked", str(marked)], marked
    for name, call in {
        "report.html": ["report", str(saved)],
        "forecast.json": ["forecast", str(OAK), "--select", "5.2.4"],
        "diff.md": ["diff", str(saved), str(saved)],
        "history.html": ["history", str(saved.parent)],
        "verify.json": ["verify", str(saved), str(OAK)],
    }.items():
        yield [*call, "-o", str(folder / name)], folder / name


NUMBER_OF_CALLS = 22


@pytest.mark.parametrize("number", range(NUMBER_OF_CALLS))
def test_no_command_leaves_halves_on_a_full_disk(
    tmp_path: Path, saved: Path, lever5: Command, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Which is told when what was written is to be kept; what stood there before stands there."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    asked = list(calls(tmp_path, saved))
    assert len(asked) == NUMBER_OF_CALLS
    call, target = asked[number]
    before = contents(tmp_path)
    monkeypatch.setattr("os.fsync", full)
    ran = lever5(*call)
    assert (ran.code, "No space left on device" in ran.err) == (2, True), (call, ran.err)
    assert not target.exists()
    assert contents(tmp_path) == before
    assert {path.name for path in tmp_path.iterdir()} == {"key"}


def standing(path: Path) -> dict[str, bytes] | bytes | None:
    if path.is_dir():
        return contents(path)
    return path.read_bytes() if path.exists() else None


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_ended_leaves_no_halves(
    tmp_path: Path, saved: Path, how: signal.Signals
) -> None:
    chance = random.Random(13)
    whole = tmp_path / "whole"
    whole.mkdir()
    known, seconds = [], {}
    asked = list(calls(whole, saved))
    picked = [chance.randrange(len(asked)) for _ in range(KILLS)]
    for number in sorted(set(picked)):
        begun = time.monotonic()
        subprocess.run([*LEVER5, *asked[number][0]], check=True, capture_output=True)
        seconds[number] = time.monotonic() - begun
        known.append((number, standing(asked[number][1])))
    ends = dict(known)
    for turn, number in enumerate(picked):
        folder = tmp_path / str(turn)
        folder.mkdir()
        call, target = list(calls(folder, saved))[number]
        old = None
        replaced = target.suffix in (".json", ".html") and call[0] != "schema"
        if replaced or (target.name == "a.xlsx" and call[0] == "check"):
            target.write_bytes(old := b"the old one")
        wait = chance.uniform(0, seconds[number])  # as long as it runs, seldom longer
        # Background jobs of a shell ignore the signal, and so would what they start.
        running = subprocess.Popen(
            [*BEGUN, *call],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        assert running.stdout
        assert running.stdout.read(1) == "."
        time.sleep(wait)
        running.send_signal(how)
        text = running.communicate()[1]
        assert standing(target) in (old, ends[number]), (call, wait)
        if text.endswith('File "<string>", line 1, in <module>\nKeyboardInterrupt\n'):
            continue  # it was stopped in this test's own line, before the command began
        assert "Traceback" not in text, text
        if how is signal.SIGINT:
            # While Python itself ends it has put back what it caught; all is written by then.
            ended = running.returncode == -signal.SIGINT and standing(target) == ends[number]
            assert running.returncode in (0, 130) or ended
            assert text.endswith("Stopped.\n") is (running.returncode == 130)
            left = {path.name for path in folder.iterdir()} - {target.name, "key"}
            assert not left


STOPS = """
class Stops:
    def __set_name__(self, owner, name):
        raise KeyboardInterrupt  # as where the user stops the run just here

def stop(*_):
    class Made:
        here = Stops()
"""
WHERE = {
    "on import": "stop()",
    "in a hook": "lever5_criteria = l5.hookimpl(lambda: stop())",
    "in a reader": "lever5_readers = l5.hookimpl(lambda: [Reader('r', lambda f, i: [f], stop)])",
    "in a claim": "lever5_readers = l5.hookimpl(lambda: [Reader('r', stop, stop)])",
}


@pytest.mark.parametrize("where", WHERE)
def test_an_interrupt_that_python_wraps_ends_the_run(tmp_path: Path, where: str) -> None:
    """Python 3.11 wraps what is raised while a class is made, as many are on import."""
    head = "import lever5_rules as l5\nfrom lever5_rules.reading.reader import Reader\n"
    plugin = f"{head}LEVER5_API = 1\n{STOPS}\n{WHERE[where]}\n"
    (tmp_path / "ours.py").write_text(plugin)
    out = tmp_path / "report.json"
    call = ["check", str(OAK), "--plugins", str(tmp_path), "--select", "5.1.1", "-o", str(out)]
    ran = subprocess.run([*LEVER5, *call], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr.strip()) == (130, "Stopped.")
    assert not out.exists()


def test_a_plugin_that_is_no_plain_file_is_told(lever5: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "folder.py").mkdir()
    ran = lever5("check", str(OAK), "--plugins", str(tmp_path), "--select", "5.1.1")
    assert ran.code == 3
    assert ran.err.count("is not a plain file but a folder, pipe or device") == 2
