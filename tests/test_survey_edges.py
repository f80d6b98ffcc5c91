"""A survey that is asked for in an unusual way: other names, a wrong place, a wrong time."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Command
from spread import spread
from test_survey import AS_OF, district

import lever5_rules as l5
from lever5_rules.surveying import judging
from lever5_rules.surveying.places import Place

CHOSEN = "5.2.4-3"
posix = pytest.mark.skipif(sys.platform == "win32", reason="It uses signals or pipes.")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("districts")
    for number in (1, 2):
        district(root / f"d{number}", f"00010{number}")
    return root


def run(root: object, *more: object) -> list[str]:
    return ["survey", str(root), "--as-of", str(AS_OF), "--select", CHOSEN, *map(str, more)]


def test_a_bundle_under_several_spellings_is_one(root: Path, tmp_path: Path) -> None:
    path = root / "d1"
    listed = tmp_path / "bundles.txt"
    ways = [
        str(path),
        f"{path}/",
        f"{root}/d2/../d1",
        path.as_uri(),
        os.path.relpath(path, tmp_path),
    ]
    if sys.platform != "win32":
        (tmp_path / "link").symlink_to(path)
        ways.append("link")
    listed.write_text("\n".join([*ways, str(root / "d2")]), encoding="utf-8")
    with l5.survey(listed, as_of=AS_OF, select=CHOSEN, entry_points=False, processes=1) as survey:
        assert len(survey.bundles) == 2
        assert not survey.not_judged
        assert survey.summary["districts"] == 2


@pytest.mark.parametrize("seconds", ["inf", "nan", "0", "-1"])
def test_seconds_are_finite(lever5: Command, root: Path, seconds: str) -> None:
    ran = lever5(*run(root, "--seconds", seconds))
    assert (ran.code, ran.out) == (2, "")


@posix
def test_a_pipe_is_no_list_and_nobody_waits_for_it(lever5: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "list.txt")
    ran = lever5(*run(tmp_path / "list.txt"))
    assert ran.code == 2
    assert "is a pipe or device" in " ".join(ran.err.split())


def test_regions_that_fit_no_district_are_told(lever5: Command, root: Path, tmp_path: Path) -> None:
    regions = tmp_path / "regions.csv"
    for lines, lacking in (("555555,7\n", "2 are"), ("101,7\n", "1 is"), ("101,7\n102,8\n", "")):
        regions.write_text(f"district_id,region\n{lines}", encoding="utf-8")
        ran = lever5(*run(root, "--regions", regions))
        text = f"Of 2 districts, {lacking} not in the table of regions."
        assert (text in " ".join(ran.out.split())) == bool(lacking)


def test_a_damaged_state_is_a_sentence_that_says_what_to_do(
    lever5: Command, root: Path, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    assert lever5(*run(root, "--state", state)).code == 0
    file = state / "survey.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xa5" * (len(whole) - 8192))
    ran = lever5(*run(root, "--state", state))
    assert ran.code == 2
    text = "survey.sqlite in it is damaged; give another folder, or delete the file"
    assert text in " ".join(ran.err.split())


def test_a_library_that_fails_for_want_of_memory_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise SystemError("error return without exception set")

    monkeypatch.setattr(judging, "_judge", fail)
    rules: Any = SimpleNamespace(settings=SimpleNamespace(megabytes=1024))
    answer = judging.judge(rules, Place("a", "a"))
    assert (answer.state, "1,024 MB" in answer.reason) == (judging.FAILED, True)
    assert "larger --memory" in answer.reason


def test_a_column_without_a_head_moves_no_region(root: Path, tmp_path: Path) -> None:
    regions = tmp_path / "regions.csv"
    regions.write_text(",district_id,,region\n0,101,x,7\n1,102,y,8\n", encoding="utf-8")
    with l5.survey(
        root, as_of=AS_OF, select=CHOSEN, regions=regions, entry_points=False, processes=1
    ) as survey:
        by_region = [
            (region["region"], region["districts"]) for region in survey.summary["regions"]
        ]
    assert by_region == [("7", 1), ("8", 1)]


@pytest.mark.skipif(sys.platform != "linux", reason="Other systems have no such names.")
def test_a_name_that_is_no_utf8_is_written_out(root: Path, tmp_path: Path) -> None:
    kept = Path(os.fsdecode(bytes(tmp_path) + b"/all"))
    shutil.copytree(root, kept)
    (kept / "d1").rename(os.fsdecode(bytes(kept) + b"/d\xff1"))
    os.mkdir(bytes(kept) + b"/e\xff")
    Path(os.fsdecode(bytes(kept) + b"/e\xff/notes.csv")).touch()
    with l5.survey(
        kept, as_of=AS_OF, select=CHOSEN, entry_points=False, processes=1, reports=True
    ) as survey:
        assert survey.bundles == ("d2", "d\\udcff1", "e\\udcff")
        assert [failure.bundle for failure in survey.not_judged] == ["e\\udcff"]
        assert survey.write_reports(tmp_path / "reports") == 2
        for ending in (".csv", ".html"):
            written = survey.write(tmp_path / f"out{ending}")
            assert "e\\udcff" in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", spread(["folders", "zip", "zips"], of=3))
def test_what_is_in_memory_is_sent_to_who_judges(root: Path, tmp_path: Path, form: str) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory, top = fsspec.filesystem("memory"), f"/{tmp_path.name}-{form}"
    url = f"memory:/{top}"
    if form == "folders":
        memory.put(f"{root}/", f"{top}/", recursive=True)
    elif form == "zip":
        memory.put(shutil.make_archive(str(tmp_path / "all"), "zip", root), f"{top}/all.zip")
        url = f"zip://::{url}/all.zip"
    else:
        for number in ("d1", "d2"):
            packed = shutil.make_archive(str(tmp_path / number), "zip", root / number)
            memory.put(packed, f"{top}/{number}.zip")
    with (
        l5.survey(url, as_of=AS_OF, select=CHOSEN, entry_points=False, reports=True) as survey,
        l5.survey(root, as_of=AS_OF, select=CHOSEN, entry_points=False, reports=True) as own,
    ):
        assert survey.not_judged == ()
        survey.write_reports(tmp_path / "found")
        own.write_reports(tmp_path / "own")
    reports = [
        [path.read_bytes() for path in sorted((tmp_path / name).iterdir())]
        for name in ("found", "own")
    ]
    assert len(reports[0]) == 2
    assert reports[0] == reports[1]


def test_reports_of_bundles_that_have_gone_are_named(
    lever5: Command, root: Path, tmp_path: Path
) -> None:
    reports = tmp_path / "reports"
    assert lever5(*run(root, "--reports", reports)).err == ""
    ran = lever5(*run(root / "d1", "--reports", reports))
    assert ran.code == 0
    assert "also holds 1 report of no bundle that was judged: d2.json." in " ".join(ran.err.split())
    assert (reports / "d2.json").exists()


def test_the_list_of_the_page_is_by_number(root: Path, tmp_path: Path) -> None:
    from bs4 import BeautifulSoup

    regions = tmp_path / "regions.csv"
    regions.write_text("district_id,region\n101,9\n102,3\n", encoding="utf-8")
    with l5.survey(
        root, as_of=AS_OF, select=CHOSEN, regions=regions, entry_points=False, processes=1
    ) as survey:
        text = survey.write(tmp_path / "page.html").read_text(encoding="utf-8")
    rows = BeautifulSoup(text, "html.parser").select('[aria-labelledby="districts"] tbody .id')
    assert [row.get_text() for row in rows] == ["000101", "000102"]


@posix
def test_a_script_without_a_main_guard_is_told_so_once(root: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from datetime import date\nimport lever5_rules as l5\n"
        f"l5.survey({str(root)!r}, as_of=date(2026, 11, 23), select={CHOSEN!r}, processes=2)\n",
        encoding="utf-8",
    )
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 1
    assert ran.stderr.count("Traceback") == 1
    assert 'below the line if __name__ == "__main__":' in ran.stderr.splitlines()[-1]


@posix
@pytest.mark.exhaustive
@pytest.mark.parametrize("seconds", [1.0, 2.0, 3.5])
def test_sigterm_ends_it_as_an_interrupt_does(tmp_path: Path, seconds: float) -> None:
    for number in range(12):
        district(tmp_path / "root" / f"d{number}", f"0002{number:02}")
    ran = subprocess.Popen(
        [
            *(sys.executable, "-m", "lever5_rules.cli", "survey", str(tmp_path / "root")),
            *("--state", str(tmp_path / "state")),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while not (tmp_path / "state" / "survey.sqlite").exists() and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(seconds - 1)
    ended = ran.poll() is not None  # a fast machine is done before the later signals
    ran.send_signal(signal.SIGTERM)
    out, err = ran.communicate(timeout=60)
    if ended:
        assert ran.returncode in (0, 1), err
        return
    assert (ran.returncode, out, err.strip()) == (130, "", "Stopped.")


@posix
@pytest.mark.exhaustive
def test_a_kill_while_it_writes_leaves_no_part_of_a_file(tmp_path: Path) -> None:
    """Where the system has files without a name, as Linux has."""
    code = (
        "import sys, time\nfrom pathlib import Path\n"
        "from lever5_rules.support.output_files import filling\n"
        f"with filling(Path({str(tmp_path / 'table.csv')!r})) as file:\n"
        "    file.write(b'x' * 999999)\n    print('half', flush=True)\n    time.sleep(60)\n"
    )
    ran = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert ran.stdout is not None
    ran.stdout.readline()
    ran.kill()
    ran.communicate()
    if sys.platform == "linux":
        assert list(tmp_path.iterdir()) == []


@posix
def test_what_is_no_plain_file_among_the_bundles_is_told(tmp_path: Path) -> None:
    """A link that leads in a circle, or nowhere, may have been meant as a bundle."""
    root = tmp_path / "root"
    district(root / "one", "000101")
    (root / "loop").symlink_to("loop")
    (root / "gone.zip").symlink_to("nowhere")
    (root / "one" / "loop").symlink_to("loop")
    os.mkfifo(root / "pipe.xlsx")
    with l5.survey(root, as_of=AS_OF, select=CHOSEN, processes=1) as survey:
        by_bundle = {failure.bundle: failure.reason for failure in survey.not_judged}
    assert set(by_bundle) == {"loop", "gone.zip", "pipe.xlsx"}
    assert "a link that leads to no plain file" in by_bundle["loop"]
    assert "a pipe or device" in by_bundle["pipe.xlsx"]
