"""The page in the browser: what it loads, how soon it is ready, how long a check takes.

    python benchmarks/page.py DOWNLOADS

DOWNLOADS is a folder for what npm and pip fetch; it needs node, and Chromium driven by playwright.
Both sides of a ratio are run alternately, and the medians are printed.
"""

import gzip
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import lever5_rules as l5
from lever5_rules.page import address_of, build, server_of

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests"))
EXAMPLE = ROOT / "examples" / "cedar-hollow-isd"
DAY = date(2026, 11, 23)
ROUNDS = 5
MOST_BYTES = 8_000_000
NODE = """
const started = performance.now();
const { loadPyodide } = await import(process.argv[1]);
const pyodide = await loadPyodide();
pyodide.runPython("1 + 1");
console.log(performance.now() - started);
"""


def main(downloads: Path) -> None:
    from browser import chromium

    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(site, downloads)
        told_bytes(site)
        node = unpacked(downloads, Path(folder))
        server = server_of(site)
        running = Thread(target=server.serve_forever)
        running.start()
        try:
            with chromium() as browser:
                measure(browser, address_of(server), node)
        finally:
            server.shutdown()
            running.join()
            server.server_close()


def told_bytes(site: Path) -> None:
    packed = {path.with_suffix("") for path in site.rglob("*.bin")}
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix != ".txt"]
    kept = [path for path in files if path not in packed]
    plain = sum(path.stat().st_size for path in kept)
    least = sum(min(path.stat().st_size, len(gzip.compress(path.read_bytes()))) for path in kept)
    verdict = "within" if plain <= MOST_BYTES else "OVER"
    print(f"a browser loads {plain / 1e6:.2f} MB, bound {MOST_BYTES / 1e6:g}: {verdict}")
    print(f"{least / 1e6:.2f} MB where the server compresses")


def unpacked(downloads: Path, made: Path) -> Path:
    (packed,) = downloads.glob("pyodide-*.tgz")
    with tarfile.open(packed) as archive:
        archive.extractall(made / "node", filter="data")
    return made / "node" / "package" / "pyodide.mjs"


def measure(browser: Any, address: str, node: Path) -> None:
    first, again, alone, here, native = [], [], [], [], []
    for _ in range(ROUNDS):
        context = browser.new_context()
        page = context.new_page()
        first.append(timed(partial(ready, page, address)))
        again.append(timed(partial(ready, page, address)))
        script = ["node", "--input-type=module", "-e", NODE, str(node)]
        alone.append(float(subprocess.check_output(script)) / 1000)
        page.get_by_role("button", name="Try the example").click()
        page.get_by_role("heading", level=1, name="What was recognized").wait_for()
        here.append(timed(partial(check, page)))
        native.append(timed(lambda: l5.check(EXAMPLE, as_of=DAY).render("html")))
        context.close()
    told("ready at the first visit", first, "node starts Pyodide", alone, 4)
    told("ready afterwards", again, "node starts Pyodide", alone, 4)
    told("check of the example, shown", here, "check and HTML in this process", native, 6)


def ready(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Try the example").wait_for()


def check(page: Any) -> None:
    page.get_by_role("button", name="Check now").click()
    page.locator(".shown-report h1").wait_for()


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def told(name: str, ours: list[float], of: str, theirs: list[float], bound: float) -> None:
    mine, other = statistics.median(ours), statistics.median(theirs)
    ratio = mine / other
    verdict = "within" if ratio <= bound else "OVER"
    print(f"{name}: {ratio:.2f} x ({mine:.2f} s; {of}: {other:.2f} s), bound {bound}: {verdict}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
