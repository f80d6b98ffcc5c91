"""The page in a real browser: every step, by mouse and by keyboard, without a request to anybody.

The site is built from a folder of downloads, named by LEVER5_DOWNLOADS; what it lacks is fetched.
"""

import io
import os
import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from socket import MSG_PEEK
from threading import Thread
from typing import Any

import openpyxl
import pytest
from browser import ARGUMENTS, axe, axe_source, chromium
from test_citations import endless
from test_page import EXAMPLES, files_in, workbook

import lever5_rules as l5
from lever5_rules.page import address_of, build, server_of

DAY = date(2026, 11, 23)
CEDAR, OAK = EXAMPLES / "cedar-hollow-isd", EXAMPLES / "live-oak-charter"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "connect-src 'self'; style-src 'self'"
)
BOARD = b"No,When,Coach Id\n41,9/14/2026,c-12\n42,9/15/2026,c-12\n"
PROFILE = b'name = "Elm ISD"\nschool_year = "2026-2027"\ndate_order = "mdy"\n'
# The browser asks for this of its own, at any time after a visit, to learn of a newer site.
NEWER = {"GET /sw.js HTTP/1.1"}
HANGS = b"LEVER5_API = 1\nwhile True:\n    pass\n"
GREEDY = b"LEVER5_API = 1\nheld = []\nwhile True:\n    held.append(bytearray(1 << 28))\n"
CLOSES = b"LEVER5_API = 1\nimport js\njs.self.close()\n"
PRIES = b"""
import js
from pyodide.code import run_js

LEVER5_API = 1
holders = [js.self]
while holders[-1]:
    holders.append(js.Object.getPrototypeOf(holders[-1]))
for name in (
    "XMLHttpRequest WebSocket EventSource WebTransport Worker BroadcastChannel caches indexedDB "
    "importScripts webkitRequestFileSystem"
).split():
    assert not hasattr(js, name), name
for holder in holders[1:-1]:
    assert "fetch" not in list(js.Object.getOwnPropertyNames(holder))
for name in "storage storageBuckets serviceWorker sendBeacon locks".split():
    assert not hasattr(js.navigator, name), name
for run in (js.eval, js.Function, run_js):
    try:
        run("1")
    except Exception as error:
        assert "EvalError" in str(error)
    else:
        raise AssertionError(run)
"""


class Counted:
    """A connection of which the bytes that are sent are counted."""

    def __init__(self, connection: Any, served: "Served") -> None:
        self._connection = connection
        self._served = served

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def sendall(self, content: Any) -> None:
        self._served.sent += len(content)
        self._connection.sendall(content)


class Served:
    """A site while it is served: its address, what was asked for, and the bytes sent."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.asked: list[str] = []
        self.sent = 0
        self._server = server_of(site)
        self.address = address_of(self._server)
        answered: Any = self._server.finish_request

        def noting(request: Any, address: Any) -> None:
            self.asked.append(request.recv(200, MSG_PEEK).partition(b"\r\n")[0].decode())
            answered(Counted(request, self), address)

        self._server.finish_request = noting  # type: ignore[assignment, method-assign]
        self._running = Thread(target=self._server.serve_forever)
        self._running.start()

    def end(self) -> None:
        """Take the site off the network."""
        self._server.shutdown()
        self._running.join()
        self._server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def served(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = os.environ.get("LEVER5_DOWNLOADS")
    if not folder:
        pytest.skip("No downloads for the page here: set LEVER5_DOWNLOADS to a folder for them")
    site = tmp_path_factory.mktemp("page") / "deep" / "below"
    site.parent.mkdir()
    build(site, Path(folder))
    server = Served(site)
    yield server
    server.end()


class Visits:
    """Opens the page, ready; notes what it asked for before it was ready and afterwards, and what
    the browser said."""

    def __init__(self, browser: Any, address: str) -> None:
        self._browser = browser
        self._address = address
        self.contexts: list[Any] = []
        self.addresses: list[str] = []
        self.said: list[str] = []
        self.early: list[str] = []
        self.late: list[str] = []
        self.starts = True
        self.leaves = 0

    def __call__(
        self, *, script: str = "", ready: bool = True, address: str = "", **options: Any
    ) -> Any:
        context = self._browser.new_context(accept_downloads=True, **options)
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(150_000)
        context.on("request", lambda request: self._asked(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", self._dialog)
        if script:
            page.add_init_script(script)
        self.starts_anew()
        self.addresses.append(address or self._address)
        page.goto(self.addresses[-1])
        if ready:
            page.get_by_role("button", name="Try the example").wait_for()
            self.starts = False
        return page

    def _dialog(self, dialog: Any) -> None:
        if dialog.type == "beforeunload":
            self.leaves += 1
            dialog.accept()
        else:
            self.said.append(dialog.message)
            dialog.dismiss()

    def starts_anew(self) -> None:
        """From here on the page may ask for its own files again."""
        self.starts = True

    def pass_over(self, text: str) -> None:
        """Leave out what the browser says about something that the test did on purpose."""
        self.said[:] = [message for message in self.said if text not in message]

    def _asked(self, url: str) -> None:
        if not url.startswith("blob:"):
            (self.early if self.starts else self.late).append(url)


@pytest.fixture
def opened(browser: Any, served: Served) -> Iterator[Visits]:
    """Opens the page; in the end finds that it asked for its own files only, nothing after its
    start, and met no error."""
    visits = Visits(browser, served.address)
    yield visits
    for context in visits.contexts:
        context.close()
    assert [text for text in visits.early if not text.startswith(tuple(visits.addresses))] == []
    assert visits.late == []
    assert visits.said == []


def size(width: int) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 900}}


def choose(page: Any, files: dict[str, bytes]) -> None:
    page.get_by_role("button", name=re.compile("^1 Files")).click()
    data = [{"name": k, "mimeType": "", "buffer": v} for k, v in files.items()]
    page.get_by_label("Choose files").set_input_files(data)
    page.get_by_role("heading", level=1, name="What was recognized").wait_for()


def checked(page: Any, name: str = "Check now") -> None:
    page.get_by_role("button", name=name).first.click()
    page.locator(".shown-report h1").wait_for()
    page.get_by_text(re.compile("The check is (in)?complete, as of")).wait_for()


def wait_for_status(page: Any, text: str) -> None:
    page.get_by_role("status").filter(has_text=text).wait_for()


def set_day(page: Any, day: str = "2026-11-23") -> None:
    page.get_by_text("Day of the review, thresholds").click()
    page.get_by_label("Day of the review").fill(day)
    page.get_by_role("button", name="Check with these settings").click()
    wait_for_status(page, f"complete, as of {day}.")


def saved(page: Any, name: str) -> bytes:
    with page.expect_download() as done:
        page.get_by_role("button", name=name).click()
    return Path(done.value.path()).read_bytes()


def messy() -> Iterator[tuple[str, dict[str, bytes]]]:
    """Bundles as they come: each of the charter's, with something else wrong."""
    sound = files_in(OAK)
    log = sound["observation_log.csv"]
    paper = next(name for name in sound if name.endswith(".pdf"))
    yield "semicolons", sound | {"observation_log.csv": log.replace(b",", b";")}
    yield "utf-16", sound | {"observation_log.csv": log.decode().encode("utf-16")}
    yield "cut off", sound | {"observation_log.csv": log[: len(log) * 2 // 3]}
    yield "no profile", {k: v for k, v in sound.items() if k != "district.toml"}
    yield "damaged document", sound | {paper: sound[paper][:2000]}
    yield "no documents", {k: v for k, v in sound.items() if k != paper}
    yield "broken toml", sound | {"plc_guideline.toml": b"minutes = = 45\n"}
    yield "strange files", sound | {"photo.jpg": b"\xff\xd8\xff", "notes.docx": b"PK nothing"}
    yield "board export", sound | {"board.csv": BOARD}
    meetings = {"meeting_log": [["meeting_id"], ["m-1"]]}
    yield "a book beside", sound | {"book.xlsx": workbook(meetings)}


def test_the_whole_way_with_the_example(opened: Visits, served: Served, tmp_path: Path) -> None:
    page = opened(**size(1366))
    assert page.locator("meta[http-equiv]").get_attribute("content") == POLICY
    before = len(served.asked)
    page.get_by_role("button", name="Try the example").click()
    page.get_by_text("34 pieces of evidence were recognized.").wait_for()
    assert page.locator(".shown-report").count() == 0
    checked(page)
    assert page.locator("article.finding").count() == 43
    report = l5.check(CEDAR, as_of=DAY)
    assert page.locator(".sum .pass b").inner_text() == str(report.accounting.passed)
    page.get_by_role("button", name="4 Take away").click()
    assert saved(page, "JSON of the report").decode() == report.to_json()
    assert saved(page, "Web page of the report").decode() == report.render("html")
    assert saved(page, "Workbook of the report") == report.render("xlsx")
    assert saved(page, "CSV of the report") == report.render("csv")
    assert saved(page, "Workbook of the work list") == l5.render(l5.plan(report), "xlsx")
    with zipfile.ZipFile(io.BytesIO(saved(page, "All files as a zip"))) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == files_in(CEDAR)
    assert report.findings[0].not_judged in saved(page, "Web page to print").decode()
    page.get_by_text("Other forms, for programs").click()
    for name, form in (("SARIF", "sarif"), ("JUnit", "junit"), ("Text", "text")):
        download = saved(page, f"{name} of the report")
        wanted = report.render(form)
        assert download == (wanted.encode() if isinstance(wanted, str) else wanted)
    assert set(served.asked[before:]) <= NEWER


def test_reports_have_the_bytes_of_the_command(opened: Visits, tmp_path: Path) -> None:
    """Three examples and ten messy bundles, as a folder, a zip or a workbook, in one page."""
    page = opened()
    book = l5.convert(EXAMPLES / "cedar-hollow-isd-mended", tmp_path / "mended.xlsx").path
    bundles = [("live oak", files_in(OAK)), ("mended", {"mended.xlsx": book.read_bytes()})]
    first = True
    for name, files in (*bundles, *messy()):
        source = tmp_path / name
        if len(files) == 1:
            source = book
        else:
            for path, content in files.items():
                (source / path).parent.mkdir(parents=True, exist_ok=True)
                (source / path).write_bytes(content)
        if not first:
            page.get_by_role("button", name=re.compile("^1 Files")).click()
            page.get_by_role("button", name="Take all out").click()
            page.get_by_text("All files were taken out.").wait_for()
        if source.is_dir():
            page.get_by_label("Choose a folder").set_input_files(source)
            page.get_by_role("heading", level=1, name="What was recognized").wait_for()
        else:
            choose(page, files)
        checked(page)
        set_day(page)
        first = False
        report = l5.check(source, as_of=DAY)
        page.get_by_role("button", name="4 Take away").click()
        assert saved(page, "JSON of the report").decode() == report.to_json(), name
        assert saved(page, "Web page of the report").decode() == report.render("html"), name
        assert saved(page, "Workbook of the report") == report.render("xlsx"), name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1366])
def test_everyone_can_use_it_in_every_state(opened: Visits, width: int, scheme: str) -> None:
    source = axe_source()

    def look(page: Any, state: str) -> None:
        assert axe(page, source) == {"violations": [], "incomplete": []}, state
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state

    page = opened(color_scheme=scheme, **size(width))
    look(page, "files")
    for fold in page.locator(".fold > summary").all():
        fold.click()
    look(page, "files, with everything open")
    choose(page, {"district.toml": PROFILE, "board.csv": BOARD, "gone.csv": b"\0"})
    look(page, "recognized")
    page.get_by_role("button", name="Put right board.csv").click()
    page.get_by_label("What this is").select_option("observation_log")
    page.get_by_label(re.compile("^observation id", re.IGNORECASE)).first.select_option("No")
    page.get_by_label("observer role").select_option("Coach Id")
    wait_for_status(page, "Words are not known in observer role.")
    look(page, "put right")
    page.get_by_role("button", name="Read it with these columns").click()
    page.get_by_text("board.mapping.toml was written").wait_for()
    choose(page, {"district.toml": PROFILE + b"as_of = 2026-11-23\n"})
    page.get_by_label("Add files").set_input_files(
        [{"name": "x.zip", "mimeType": "", "buffer": b"no zip"}]
    )
    page.get_by_role("alert").wait_for()
    look(page, "a sentence on what went wrong")
    page.get_by_role("button", name="Close this message").click()
    page.get_by_role("button", name=re.compile("^1 Files")).click()
    page.get_by_role("button", name="Try the example").click()
    page.get_by_text("This is Cedar Hollow").wait_for()
    checked(page)
    page.get_by_text("Day of the review, thresholds").click()
    page.get_by_label("Selection").select_option("5.2.4")
    page.get_by_role("button", name="Check with these settings").click()
    page.get_by_text("What changed since the check before").click()
    page.get_by_role("button", name="Open all").click()
    page.get_by_role("button", name=re.compile("^Show line ")).first.click()
    page.locator(".excerpt").wait_for()
    look(page, "results")
    page.get_by_role("button", name=re.compile(r"^Show line .*\.csv")).first.click()
    table = page.locator(".excerpt", has=page.locator("thead")).first
    table.locator("thead").wait_for()
    look(page, "rows of a table beside a finding")
    top = "one => one.getBoundingClientRect().top"
    table.evaluate("one => one.scrollTo(0, one.scrollHeight)")
    assert table.locator("thead th").first.evaluate(top) >= table.evaluate(top)
    page.get_by_role("button", name="4 Take away").click()
    page.get_by_text("Other forms, for programs").click()
    look(page, "take away")


FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return "";
  return ((one.labels?.[0] ?? one).innerText || one.ariaLabel || "").replace(/\\s+/g, " ");
}"""


class Keys:
    """A page that is used by its keyboard alone."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._files: list[Any] = []
        page.on("filechooser", lambda dialog: dialog.set_files(self._files))

    def reach(self, name: str, by: str = "Tab") -> None:
        """Go to what is named so, from where the focus is; it must be seen to have it."""
        for _ in range(400):
            self._page.keyboard.press(by)
            if name in self._page.evaluate(FOCUSED):
                inside = "document.activeElement.closest('.pick') ?? document.activeElement"
                style = f"() => getComputedStyle({inside}).outlineStyle"
                assert self._page.evaluate(style) != "none", name
                return
        raise AssertionError(f"{name} is not reached")

    def press(self, name: str, key: str = "Enter") -> None:
        """Go to what is named so, and press it."""
        self.reach(name)
        self._page.keyboard.press(key)

    def choose(self, name: str, files: dict[str, bytes]) -> None:
        """Choose files with a button, in the browser's own dialog."""
        self._files = [{"name": k, "mimeType": "", "buffer": v} for k, v in files.items()]
        self.press(name)

    def type(self, name: str, text: str) -> None:
        """Go to a field or a list, and type in it."""
        self.reach(name)
        self._page.keyboard.type(text)

    def is_led_to(self, heading: str) -> None:
        """Find that the focus was led to a heading."""
        self._page.get_by_role("heading", level=1, name=heading).wait_for()
        self._page.locator("h1:focus", has_text=heading).wait_for()

    def goes_to(self, step: str) -> None:
        """Go to a step, from below the steps."""
        self.reach(step, "Shift+Tab")
        self._page.keyboard.press("Enter")


def test_the_whole_way_by_keyboard_alone(opened: Visits, tmp_path: Path) -> None:
    page = opened()
    keys = Keys(page)
    keys.press("Try the example")
    keys.is_led_to("What was recognized")
    keys.press("Check now")
    keys.is_led_to("Cedar Hollow ISD")
    keys.press("PLC meetings follow a written guideline")
    keys.press("line ")
    page.locator(".excerpt:focus").wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".excerpt").count() == 0
    assert "line" in page.evaluate("() => document.activeElement.innerText")
    keys.goes_to("Take away")
    keys.is_led_to("Take away")
    with page.expect_download() as done:
        keys.press("Web page")
    assert done.value.suggested_filename == "report.html"


def test_files_are_put_right_by_keyboard_alone(opened: Visits) -> None:
    page = opened()
    keys = Keys(page)
    rows = [["Id of it", "Datte"], ["41", "9/14/2026"]]
    book = workbook({"observation_log": rows, "Notes": [["a", "b"], ["c", "d"]]})
    keys.choose("Choose files", {"district.toml": PROFILE, "book.xlsx": book, "gone.csv": b"x\n"})
    keys.is_led_to("What was recognized")
    keys.press("Put right book.xlsx!Notes")
    page.get_by_label("What this is").wait_for()
    keys.type("What this is", "meeting log")
    keys.press("Name the sheet so", "Space")
    wait_for_status(page, "book.xlsx was written")
    keys.is_led_to("What was recognized")
    keys.press("Put right book.xlsx!observation_log")
    page.get_by_text("Which column holds what?").wait_for()
    keys.type("observation id", "Id of")
    keys.press("Read it with these columns")
    wait_for_status(page, "book-observation_log.mapping.toml was written")
    keys.press("Leave out gone.csv")
    wait_for_status(page, "gone.csv was left out.")
    keys.is_led_to("What was recognized")
    line = page.locator(".files > li", has_text="book.xlsx!observation_log")
    assert line.locator(".state").inner_text().startswith("read")


def drop(page: Any, place: Any, paths: Sequence[Path]) -> None:
    """Drop files or folders of this computer, as a person does with the mouse."""
    box = place.bounding_box()
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.send("Input.dispatchDragEvent", {"type": kind, "data": data, **at})


def test_files_and_folders_are_dropped_anywhere_on_the_page(opened: Visits, tmp_path: Path) -> None:
    page = opened(**size(1366))
    drop(page, page.locator(".drop"), [OAK])
    wait_for_status(page, "21 files read.")
    assert page.locator(".drop.over").count() == 0
    board, folder = tmp_path / "board.csv", tmp_path / "more"
    board.write_bytes(BOARD)
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "other.csv").write_bytes(BOARD)
    (folder / ".hidden").write_bytes(b"x")
    drop(page, page.get_by_role("heading", level=1), [board, folder])
    wait_for_status(page, "2 files read.")
    for name in ("district.toml", "board.csv", "more/deep/other.csv"):
        assert page.locator(".files code", has_text=name).count() == 1
    checked(page)
    drop(page, page.locator(".shown-report h1"), [tmp_path / "board.csv"])
    wait_for_status(page, "1 file read.")


def test_keeping_and_forgetting_by_keyboard_alone(opened: Visits) -> None:
    page = opened()
    keys = Keys(page)
    keys.choose("Choose files", {"district.toml": PROFILE})
    keys.is_led_to("What was recognized")
    keys.goes_to("Files")
    keys.press("Keep these files")
    wait_for_status(page, "The files are kept in this browser, on this computer.")
    opened.starts_anew()
    page.reload()
    page.get_by_role("button", name="Try the example").wait_for()
    keys.press("Open the kept files")
    keys.is_led_to("What was recognized")
    keys.goes_to("Files")
    keys.press("Forget")
    wait_for_status(page, "Nothing is kept in this browser any more.")
    keys.is_led_to("Check a district’s evidence")
    keys.press("Take all out")
    wait_for_status(page, "All files were taken out.")


def test_plugins_earlier_reports_and_plans_are_handed_in_by_keyboard_alone(
    opened: Visits,
) -> None:
    page = opened()
    keys = Keys(page)
    keys.press("Rules of your own")
    keys.choose("Add a plugin of one file", {"ours.py": b"LEVER5_API = 1\n"})
    wait_for_status(page, "Loaded: ours.")
    keys.press("Take plugins out")
    wait_for_status(page, "No plugin is loaded any more.")
    keys.is_led_to("Check a district’s evidence")
    opened.starts_anew()
    page.reload()
    page.get_by_role("button", name="Try the example").wait_for()
    keys.press("Try the example")
    keys.is_led_to("What was recognized")
    keys.press("Check now")
    keys.is_led_to("Cedar Hollow ISD")
    keys.goes_to("Take away")
    with page.expect_download() as done:
        keys.press("JSON")
    before = Path(done.value.path()).read_bytes()
    with page.expect_download() as done:
        keys.press("Markdown of the work list")
    plan = Path(done.value.path()).read_text(encoding="utf-8")
    filled = plan.replace(" |  |  |  | ", " | Dana Reyes |  |  | ", 1)
    wait_for_status(page, "plan.md was saved.")
    keys.choose("Keep the notes of an earlier plan", {"plan.md": filled.encode()})
    wait_for_status(page, "are kept in the next plan")
    keys.goes_to("Results")
    keys.is_led_to("Cedar Hollow ISD")
    keys.reach("Day of the review, thresholds", "Shift+Tab")
    page.keyboard.press("Enter")
    keys.type("Selection", "5.2.4 ")
    keys.choose("Compare with an earlier report", {"report.json": before})
    wait_for_status(page, "from the next check on")
    keys.goes_to("Results")
    keys.is_led_to("Cedar Hollow ISD")
    keys.press("Check again")
    page.get_by_role("heading", name="Since last time").wait_for()


def test_it_works_without_a_network_after_the_first_visit(opened: Visits, served: Served) -> None:
    own = Served(served.site)
    page = opened(address=own.address)
    assert 6_000_000 < own.sent <= 8_000_000  # by a server that compresses nothing
    page.get_by_text("works without a network from now on").wait_for()
    own.end()
    opened.starts_anew()
    page.reload()
    page.get_by_role("button", name="Try the example").click()
    page.get_by_text("This is Cedar Hollow").wait_for()
    checked(page)
    assert page.locator("article.finding").count() == 43
    # Chromium itself looks for a newer service worker, and says that it found no network.
    opened.pass_over("ERR_CONNECTION_REFUSED")


def test_a_new_district_begins_with_a_workbook(opened: Visits) -> None:
    page = opened()
    page.get_by_text("Begin with an empty workbook").click()
    page.get_by_label("Name of the district").fill("Elm ISD")
    page.get_by_label("Six-digit county-district number").fill("123456")
    page.get_by_label("Name of campus 1").fill("Elm Elementary")
    page.get_by_label("Its nine-digit number").first.fill("123456101")
    content = saved(page, "Save the workbook")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for row in book["district_profile"].values for cell in row]
    assert {"Elm ISD", "123456", "Elm Elementary", "123456101"} <= set(cells)
    choose(page, {"district.xlsx": content})
    checked(page)
    assert page.locator(".shown-report h1").inner_text() == "Elm ISD"
    page.get_by_role("button", name="4 Take away").click()
    assert saved(page, "Marked workbook").startswith(b"PK")


def test_what_is_wrong_is_put_right_by_hand(opened: Visits) -> None:
    page = opened()
    sheets = {"Fall '26": [["Who", "Seen"], ["c-1", "9/14/2026"]]}
    choose(page, {"district.toml": PROFILE, "board.csv": BOARD, "book.xlsx": workbook(sheets)})
    page.get_by_role("button", name="Put right board.csv").click()
    assert page.locator(".right table").inner_text().split()[:3] == ["No", "When", "Coach"]
    page.get_by_label("What this is").select_option("observation_log")
    for field, head in (("observation id", "No"), ("observer staff id", "Coach Id")):
        page.get_by_label(re.compile(f"^{field}", re.IGNORECASE)).first.select_option(head)
    page.get_by_label("observer role").select_option(label="instructional coach")
    page.get_by_label("observee role").select_option(label="as the staff roster has it")
    page.get_by_role("button", name="Read it with these columns").click()
    page.get_by_text("board.mapping.toml was written").wait_for()
    line = page.locator(".files > li", has_text="board.csv").first
    assert "observation log" in line.inner_text()
    page.get_by_role("button", name="Put right book.xlsx").click()
    page.get_by_label("What this is").select_option("meeting_log")
    page.get_by_role("button", name="Name the sheet so").click()
    page.locator(".files > li", has_text="book.xlsx!meeting_log").wait_for()
    checked(page)
    page.get_by_role("button", name="4 Take away").click()
    mapping = saved(page, "Mapping file board").decode()
    assert 'target = "observation_log"' in mapping
    assert 'observer_role = "instructional_coach"' in mapping
    assert 'role_of = "observee_staff_id"' in mapping


def test_columns_of_sheets_are_put_right_and_what_was_chosen_is_shown_again(
    opened: Visits,
) -> None:
    """A sheet of a strange name, and one named for a kind that spells its columns wrongly."""
    page = opened()
    rows = [["Id of it", "Datte", "observer_staf_id"], ["41", "9/14/2026", "c-12"]]
    book = workbook({"Fall '26": rows, "observation_log": rows})
    choose(page, {"district.toml": PROFILE, "book.xlsx": book})

    def put_right(sheet: str) -> None:
        page.get_by_role("button", name=f"Put right book.xlsx!{sheet}").click()
        if sheet.startswith('"'):
            page.get_by_label("What this is").select_option("observation_log")
        head = page.get_by_label(re.compile("^observation id", re.IGNORECASE))
        head.select_option("Id of it")
        assert page.get_by_label(re.compile("^date", re.IGNORECASE)).input_value() == (
            "columns:Datte"
        )
        page.get_by_role("button", name="Read it with these columns").click()
        wait_for_status(page, "mapping.toml was written; save it under Take away.")

    put_right('"Fall \'26"')
    line = page.locator(".files > li", has_text="book.xlsx!Fall '26")
    assert "observation log" in line.inner_text()
    put_right("observation_log")
    page.get_by_role("button", name="Put right book.xlsx!observation_log").click()
    chosen = page.get_by_label(re.compile("^observation id", re.IGNORECASE))
    assert chosen.input_value() == "columns:Id of it"
    checked(page)
    page.get_by_role("button", name="4 Take away").click()
    mapping = saved(page, "Mapping file book-fall_26").decode()
    assert "sheets = [" in mapping
    assert "Fall '26" in mapping


def test_only_what_changed_is_shown_and_earlier_files_are_taken_in(opened: Visits) -> None:
    page = opened()
    files = files_in(OAK)
    choose(page, files)
    checked(page)
    set_day(page)
    page.get_by_role("button", name="4 Take away").click()
    before = saved(page, "JSON of the report")
    plan = saved(page, "Markdown of the work list").decode()
    changed = files["plc_guideline.toml"].replace(b"minutes = ", b"minutes = 1")
    assert changed != files["plc_guideline.toml"]
    choose(page, {"plc_guideline.toml": changed})
    page.get_by_role("button", name=re.compile("^3 Results")).click()
    page.get_by_text("Something was changed since this check.").wait_for()
    checked(page, "Check again")
    page.get_by_text("What changed since the check before").click()
    changes = page.locator(".changes").inner_text()
    assert "5.2.4-3" in changes
    assert "5.1.1-1" not in changes
    page.get_by_text("Day of the review, thresholds").click()
    data = {"name": "report.json", "mimeType": "", "buffer": before}
    page.get_by_label("Compare with an earlier report").set_input_files([data])
    page.get_by_text("from the next check on").wait_for()
    checked(page, "Check again")
    page.get_by_role("heading", name="Since last time").wait_for()
    page.get_by_role("button", name="4 Take away").click()
    filled = plan.replace(" |  |  |  | ", " | Dana Reyes |  |  | ", 1).encode()
    data = {"name": "plan.md", "mimeType": "", "buffer": filled}
    page.get_by_label("Keep the notes of an earlier plan").set_input_files([data])
    page.get_by_text("are kept in the next plan").wait_for()
    assert b"Dana Reyes" in saved(page, "Markdown of the work list")


def test_the_cited_page_opens_beside_the_finding_with_its_quote_marked(opened: Visits) -> None:
    page = opened()
    choose(page, files_in(OAK))
    checked(page)
    set_day(page)
    page.get_by_role("button", name="Open all").click()
    page.get_by_role("button", name=re.compile("^Show .*, page ")).first.click()
    assert page.locator(".excerpt .paper mark").inner_text().strip()


def test_files_are_kept_only_on_request_and_forgotten_on_request(opened: Visits) -> None:
    page = opened()
    choose(page, files_in(OAK))
    opened.starts_anew()
    page.reload()
    page.get_by_text("Nothing is kept.").wait_for()
    assert opened.leaves == 1  # it was asked, since files would be lost
    choose(page, files_in(OAK))
    page.get_by_role("button", name=re.compile("^1 Files")).click()
    page.get_by_role("button", name="Keep these files").click()
    wait_for_status(page, "The files are kept in this browser, on this computer.")
    page.reload()
    page.get_by_role("button", name="Open the kept files").click()
    wait_for_status(page, "21 files opened, as they were kept.")
    checked(page)
    page.get_by_role("button", name=re.compile("^1 Files")).click()
    page.get_by_role("button", name="Forget").click()
    wait_for_status(page, "Nothing is kept in this browser any more.")
    page.reload()
    page.get_by_text("Nothing is kept. On request").wait_for()
    assert page.get_by_role("button", name="Open the kept files").count() == 0
    assert opened.leaves == 2


BREAKS_OFF = """() => {
  const write = FileSystemFileHandle.prototype.createWritable;
  let number = 0;
  FileSystemFileHandle.prototype.createWritable = function (...all) {
    number += 1;
    return number > 3 ? new Promise(() => {}) : write.apply(this, all);
  };
}"""


def test_a_tab_closed_while_files_are_kept_loses_nothing_that_was_kept(opened: Visits) -> None:
    page = opened()
    choose(page, files_in(OAK))
    page.get_by_role("button", name=re.compile("^1 Files")).click()
    page.get_by_role("button", name="Keep these files").click()
    wait_for_status(page, "The files are kept in this browser, on this computer.")
    page.evaluate(BREAKS_OFF)
    data = {"name": "board.csv", "mimeType": "", "buffer": BOARD}
    page.get_by_label("Choose files").set_input_files([data])
    wait_for_status(page, "Reading the files")
    opened.starts_anew()
    page.reload()
    page.get_by_role("button", name="Open the kept files").click()
    wait_for_status(page, "21 files opened, as they were kept.")
    checked(page)


def test_what_cannot_be_kept_is_told_with_its_size_before_it_is_tried(opened: Visits) -> None:
    little = "navigator.storage.estimate = async () => ({ quota: 3 << 20, usage: 2 << 20 })"
    page = opened(script=little)
    choose(page, {"district.toml": PROFILE, "notes.txt": b"x" * (2 << 20)})
    page.get_by_role("button", name=re.compile("^1 Files")).click()
    page.get_by_role("button", name="Keep these files").click()
    text = "These files hold 3 MB, and this browser keeps at most 1 MB more for this site."
    page.get_by_role("alert").filter(has_text=text).wait_for()
    page.get_by_text("Nothing is kept. On request").wait_for()


def test_wrong_and_huge_files_get_a_sentence_and_nothing_is_lost(
    opened: Visits, tmp_path: Path
) -> None:
    page = opened()
    choose(page, {"district.toml": PROFILE, "photo.jpg": b"\xff\xd8\xff"})
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as sparse:
        sparse.truncate(201 << 20)
    page.get_by_label("Add files").set_input_files(huge)
    page.get_by_text("hold 202 MB together, and this page reads at most 200 MB").wait_for()
    below = "one => one.getBoundingClientRect().bottom"
    assert page.locator(".error-box").evaluate(below) < page.locator("main h1").evaluate(below)
    row = b"%d,2026-09-14,c-12,instructional_coach,t-1,teacher,101,25,walkthrough\n"
    heads = (
        b"observation_id,date,observer_staff_id,observer_role,observee_staff_id,observee_role,"
        b"campus_id,minutes,type\n"
    )
    log = tmp_path / "observation_log.csv"
    log.write_bytes(heads + b"".join(row % at for at in range(200_000)))
    page.get_by_label("Add files").set_input_files(log)
    page.get_by_text("1 file read.").wait_for()
    checked(page)
    page.get_by_role("button", name="2 What was recognized").click()
    assert page.locator(".files > li").count() == 3


def test_plugins_run_in_the_worker_and_none_can_block_the_page(opened: Visits) -> None:
    page = opened()
    choose(page, files_in(OAK))
    page.get_by_role("button", name=re.compile("^1 Files")).click()
    page.get_by_text("Rules of your own").click()

    def plug(content: bytes) -> None:
        data = {"name": "ours.py", "mimeType": "", "buffer": content}
        page.get_by_label("Add a plugin of one file").set_input_files([data])

    page.get_by_text("A plugin is a program.").wait_for()
    plug(b"this is no Python")
    page.get_by_role("alert").filter(has_text="line 1 of ours.py is not Python").wait_for()
    opened.starts_anew()
    plug(GREEDY)
    full = re.compile(r"no more memory, when it had taken [\d,]+ MB. The files hold [\d.]+ MB")
    page.get_by_role("alert").filter(has_text=full).wait_for()
    plug(b"LEVER5_API = 1\n")
    page.get_by_text("Loaded: ours.").wait_for()
    plug(HANGS)
    opened.starts_anew()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("alert").filter(has_text="Stopped. Your files are unchanged.").wait_for()
    page.get_by_role("button", name="2 What was recognized").click()
    checked(page)
    assert page.locator("article.finding").count() == 39
    opened.pass_over("emory")


def test_what_hangs_is_stopped_after_a_while_and_told(opened: Visits) -> None:
    page = opened()
    page.get_by_text("Rules of your own").click()
    page.clock.install()
    opened.starts_anew()
    data = {"name": "ours.py", "mimeType": "", "buffer": HANGS}
    page.get_by_label("Add a plugin of one file").set_input_files([data])
    wait_for_status(page, "Loading the plugin")
    page.clock.fast_forward("06:00")
    page.get_by_role("alert").filter(has_text="It took too long, so it was stopped").wait_for()
    page.clock.resume()
    page.get_by_role("button", name="Try the example").click()
    page.get_by_text("This is Cedar Hollow").wait_for()


def test_a_document_that_hangs_is_left_unread_and_all_else_is_judged(opened: Visits) -> None:
    page = opened()
    files = files_in(OAK)
    paper = next(name for name in files if name.endswith(".pdf"))
    choose(page, files | {paper: endless()})
    page.clock.install()
    opened.starts_anew()
    page.get_by_role("button", name="Check now").click()
    wait_for_status(page, f"reading {paper}")
    page.clock.fast_forward("01:00")
    page.get_by_role("alert").filter(has_text=f"{paper} took too long to read here").wait_for()
    page.locator(".shown-report h1").wait_for()
    page.clock.resume()
    wait_for_status(page, "The check is complete")
    assert page.get_by_text("it took too long to read in this browser").count() > 0


def test_a_worker_that_a_plugin_ends_is_noticed_at_once(opened: Visits, served: Served) -> None:
    page = opened()
    asked = len(served.asked)
    choose(page, files_in(OAK))
    checked(page)
    page.get_by_role("button", name=re.compile("^1 Files")).click()
    page.get_by_text("Rules of your own").click()
    opened.starts_anew()
    data = {"name": "ours.py", "mimeType": "", "buffer": CLOSES}
    page.get_by_label("Add a plugin of one file").set_input_files([data])
    text = "The checker was ended, by a plugin or by the browser, and was started anew, without"
    page.get_by_role("alert").filter(has_text=text).wait_for()
    page.get_by_role("button", name="3 Results").click()
    checked(page, "Check again")
    page.get_by_role("button", name="4 Take away").click()
    day = l5.read_report(saved(page, "JSON of the report").decode()).as_of
    assert saved(page, "JSON of the report").decode() == l5.check(OAK, as_of=day).to_json()
    # The worker is of what the browser keeps of the site.
    assert set(served.asked[asked:]) <= NEWER


def test_a_plugin_reaches_neither_a_network_nor_what_is_kept(opened: Visits) -> None:
    """Nor another worker, which would have all of them, nor a text that is run as a script."""
    page = opened()
    page.get_by_text("Rules of your own").click()
    data = {"name": "ours.py", "mimeType": "", "buffer": PRIES}
    page.get_by_label("Add a plugin of one file").set_input_files([data])
    page.get_by_text("Loaded: ours.").wait_for()


@pytest.fixture
def little(browser: Any, served: Served) -> Iterator[Visits]:
    """As `opened`, in a browser that gives a page 94 MB."""
    flag = "--js-flags=--wasm-max-mem-pages=1500"
    path = shutil.which("chromium")
    small = browser.browser_type.launch(executable_path=path, args=[*ARGUMENTS, flag])
    visits = Visits(small, served.address)
    yield visits
    small.close()
    assert [message for message in visits.early if not message.startswith(served.address)] == []
    assert [message for message in visits.said if "emory" not in message] == []


def test_a_file_that_takes_all_memory_is_left_unread_and_nothing_is_lost(little: Visits) -> None:
    page = little()
    page.set_default_timeout(150_000)
    files = files_in(OAK)
    choose(page, files)
    page.get_by_role("button", name=re.compile("^1 Files")).click()
    page.get_by_role("button", name="Keep these files").click()
    wait_for_status(page, "The files are kept in this browser, on this computer.")
    little.starts_anew()
    heads = ["observation_id", "date", "observer_staff_id", "type"]
    rows = [[f"walk-{at}", "2026-09-14", f"c-{at}", f"walk {at}"] for at in range(60_000)]
    data = {"name": "walks.xlsx", "mimeType": "", "buffer": workbook({"walks": [heads, *rows]})}
    page.get_by_label("Choose files").set_input_files([data])
    message = re.compile(
        r"no more memory, when it had taken \d+ MB. Most of it went into reading walks"
    )
    page.get_by_role("alert").filter(has_text=message).wait_for()
    line = page.locator(".files > li", has_text="walks.xlsx")
    assert "reading it takes more memory than this browser gives" in line.inner_text()
    checked(page)
    page.get_by_role("button", name="2 What was recognized").click()
    page.get_by_role("button", name="Leave out walks.xlsx").click()
    wait_for_status(page, "walks.xlsx was left out.")
    checked(page)
    page.get_by_role("button", name="4 Take away").click()
    day = l5.read_report(saved(page, "JSON of the report").decode()).as_of
    assert saved(page, "JSON of the report").decode() == l5.check(OAK, as_of=day).to_json()
    page.reload()
    page.get_by_role("button", name="Open the kept files").click()
    wait_for_status(page, f"{len(files)} files opened, as they were kept.")


def test_what_is_too_much_to_be_taken_in_is_told_and_not_taken(little: Visits) -> None:
    page = little()
    choose(page, {"district.toml": PROFILE})
    little.starts_anew()
    row = b"w-1,2026-09-14,c-12,instructional_coach,t-1,teacher,101,25,walkthrough\n"
    data = {"name": "observation_log.csv", "mimeType": "", "buffer": row * 600_000}
    page.get_by_label("Add files").set_input_files([data])
    text = "the largest of it, observation_log.csv, holds 41 MB."
    page.get_by_role("alert").filter(has_text=text).wait_for()
    checked(page)


def test_words_that_no_vocabulary_has_are_said_by_hand(opened: Visits) -> None:
    page = opened()
    keys = Keys(page)
    log = (
        b"No,When,Coach Id,Title\n41,9/14/2026,c-12,Lead Instructional Guide\n"
        b"42,9/15/2026,c-12,Lead Instructional Guide\n43,9/15/2026,p-1,principal\n"
    )
    choose(page, {"district.toml": PROFILE, "board.csv": log})
    page.get_by_role("button", name="Put right board.csv").click()
    page.get_by_label("What this is").select_option("observation_log")
    for field, head in (("observation id", "No"), ("date", "When"), ("observer role", "Title")):
        page.get_by_label(re.compile(f"^{field}", re.IGNORECASE)).first.select_option(head)
    wait_for_status(page, "Words are not known in observer role. Say below what they mean here.")
    keys.type("Lead Instructional Guide (2 rows)", "instructional coach")
    keys.press("Read it with these columns")
    wait_for_status(page, "board.mapping.toml was written")
    line = page.locator(".files > li", has_text="board.csv").first
    assert "observation log" in line.inner_text()
    assert "Lead Instructional Guide" not in line.inner_text()
    page.get_by_role("button", name="Put right board.csv").click()
    word = page.get_by_label("Lead Instructional Guide (2 rows)")
    assert word.input_value() == "=instructional_coach"
    checked(page)
    page.get_by_role("button", name="4 Take away").click()
    mapping = saved(page, "Mapping file board").decode()
    assert '"Lead Instructional Guide" = "instructional_coach"' in mapping


CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  if (one.closest(".wide, .excerpt, svg, .unseen, .skip, table, select")) return false;
  if (!one.getClientRects().length) return false;
  const box = one.getBoundingClientRect();
  const pressed = one.matches("button, label, summary");
  const hides = pressed || getComputedStyle(one).overflowX !== "visible";
  const over = one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2;
  return (box.width > 1 && box.right > innerWidth + 1) || (hides && over);
}).map((one) => one.outerHTML.slice(0, 160))"""


def states(page: Any) -> Iterator[str]:
    """Go through the steps of the page; yield the name of each state."""
    for fold in page.locator(".fold > summary").all():
        fold.click()
    yield "files, with everything open"
    choose(page, {"district.toml": PROFILE, "board.csv": BOARD, "gone.csv": b"\0"})
    page.get_by_role("button", name="Put right board.csv").click()
    page.get_by_label("What this is").select_option("observation_log")
    page.get_by_label("observer role").select_option("Coach Id")
    wait_for_status(page, "Words are not known in observer role.")
    yield "put right, with words"
    data = {"name": "x.zip", "mimeType": "", "buffer": b"no zip"}
    page.get_by_label("Add files").set_input_files([data])
    page.get_by_role("alert").wait_for()
    yield "a sentence on what went wrong"
    page.get_by_role("button", name=re.compile("^1 Files")).click()
    page.get_by_role("button", name="Try the example").click()
    page.get_by_text("This is Cedar Hollow").wait_for()
    checked(page)
    set_day(page)
    page.get_by_role("button", name="Open all").click()
    page.get_by_role("button", name=re.compile(r"^Show line .*\.csv")).first.click()
    page.locator(".excerpt").wait_for()
    yield "results"
    page.get_by_role("button", name="4 Take away").click()
    page.get_by_text("Other forms, for programs").click()
    yield "take away"


@pytest.mark.parametrize("how", ["the page", "the text"])
def test_at_200_percent_nothing_is_cut_off(opened: Visits, how: str) -> None:
    """The page: half as many pixels as on 1280, each twice as large. The text: letters alone."""
    window = {"width": 640, "height": 450} if how == "the page" else {"width": 1280, "height": 900}
    page = opened(viewport=window, device_scale_factor=2 if how == "the page" else 1)
    if how == "the text":
        page.evaluate("document.documentElement.style.fontSize = '200%'")
    for state in states(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= window["width"], state
        assert page.evaluate(CUT) == [], state


NAMED = {"button", "link", "textbox", "combobox", "checkbox", "spinbutton", "Date"}
NAMED |= {"DisclosureTriangle", "heading", "navigation", "region"}


LEVELS = """[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((one) => one.getClientRects().length).map((one) => Number(one.tagName[1]))"""


def test_the_tree_for_screen_readers_has_a_name_for_everything(opened: Visits) -> None:
    """It stands for a screen reader, which none of these tests has."""
    page = opened()
    browser = page.context.new_cdp_session(page)
    for state in states(page):
        tree = browser.send("Accessibility.getFullAXTree")["nodes"]
        seen = [row for row in tree if not row.get("ignored")]
        values = [(row["role"]["value"], row.get("name", {}).get("value", "")) for row in seen]
        assert [role for role, name in values if role in NAMED and not name.strip()] == [], state
        assert [role for role, _ in values].count("main") == 1, state
        assert [role for role, _ in values].count("navigation") == 1, state
        levels = page.evaluate(LEVELS)
        assert levels.count(1) == 1, state
        if (
            state != "results"
        ):  # in a report the alternatives of a finding stand two levels below it
            assert all(below <= above + 1 for above, below in pairwise(levels)), state


HEARD = """() => {
  globalThis.heard = [];
  const hear = (said) => { if (heard.at(-1) !== said) heard.push(said); };
  const words = (one) => one.innerText.trim().replace(/\\s+/g, " ");
  const region = (one) => (one.nodeType === 1 ? one : one.parentElement)?.closest("[role=status]");
  const alerts = (one) => one.nodeType === 1 ? one.querySelectorAll("[role=alert]") : [];
  new MutationObserver((all) => {
    for (const { target, addedNodes } of all) {
      const said = region(target);
      if (said && words(said)) hear(words(said));
      for (const one of addedNodes) alerts(one).forEach((alert) => hear(`alert: ${words(alert)}`));
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  addEventListener("focusin", ({ target }) => {
    if (target.matches("h1")) hear(`heading: ${words(target)}`);
  });
}"""


def test_what_happens_is_said_in_its_order_and_not_too_often(opened: Visits) -> None:
    page = opened()
    page.evaluate(HEARD)
    choose(page, {"district.toml": PROFILE})
    wait_for_status(page, "1 file read.")
    data = {"name": "x.zip", "mimeType": "", "buffer": b"no zip"}
    page.get_by_label("Add files").set_input_files([data])
    page.get_by_role("alert").wait_for()
    checked(page)
    page.get_by_role("button", name="4 Take away").click()
    saved(page, "JSON of the report")
    wait_for_status(page, "report.json was saved.")
    heard = [text for text in page.evaluate("heard") if not text.startswith("Checking: judged ")]
    damaged = next(text for text in heard if text.startswith("alert: x.zip cannot be read: "))
    assert "Close" not in damaged
    wanted = ["heading: Check a district’s evidence"]
    wanted += ["Reading the files…", "heading: What was recognized", "1 file read."]
    wanted += ["Reading the files…", damaged, "Checking…", "All 43 findings are shown."]
    wanted += ["heading: Elm ISD", "The check is complete, as of"]
    wanted += ["heading: Take away", "Writing the file…", "report.json was saved."]
    assert [
        text.partition("of 20")[0] + "of" if "as of" in text else text for text in heard
    ] == wanted


def test_half_a_day_is_told_and_a_day_outside_the_year_too(opened: Visits) -> None:
    page = opened()
    page.get_by_role("button", name="Try the example").click()
    page.get_by_text("This is Cedar Hollow").wait_for()
    checked(page)
    page.get_by_text("Day of the review, thresholds").click()
    day = page.get_by_label("Day of the review")
    day.fill("")
    day.press("1")
    page.get_by_role("button", name="Check with these settings").click()
    page.get_by_role("alert").filter(has_text="The day of the review is not complete.").wait_for()
    day.fill("2027-09-01")
    page.get_by_role("button", name="Check with these settings").click()
    wait_for_status(page, "complete, as of 2027-09-01.")
    assert page.get_by_text("is not in the school year 2026-2027").count() > 0


def test_an_old_browser_gets_a_sentence(opened: Visits) -> None:
    page = opened(script="delete globalThis.WebAssembly", ready=False)
    page.get_by_role("alert").filter(has_text="This browser is too old for this page").wait_for()


def test_without_javascript_there_is_a_sentence(opened: Visits) -> None:
    page = opened(java_script_enabled=False, ready=False)
    assert "lever5 check" in page.locator("#old").inner_text()


def test_on_paper_there_is_only_the_report(opened: Visits) -> None:
    page = opened()
    page.get_by_role("button", name="Try the example").click()
    page.get_by_text("This is Cedar Hollow").wait_for()
    checked(page)
    page.emulate_media(media="print")
    for hidden in (".brand", ".steps", ".app-only", ".told"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".shown-report h1").is_visible()
