"""The page in Firefox, which puppeteer drives over WebDriver BiDi, by keyboard.

Chromium has the whole test.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from subprocess import PIPE
from threading import Thread, Timer
from typing import Any

import pytest
from test_page import EXAMPLES, workbook

import lever5_rules as l5
from lever5_rules.page import address_of, build, server_of

SCRIPT = Path(__file__).with_name("page_in_firefox.mjs")
OAK = EXAMPLES / "live-oak-charter"
FAVICON = "favicon.ico"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    downloads, node = os.environ.get("LEVER5_DOWNLOADS"), os.environ.get("LEVER5_NODE")
    firefox = os.environ.get("LEVER5_FIREFOX") or shutil.which("firefox-esr")
    if not downloads or not node or not Path(node, "node_modules", "puppeteer-core").is_dir():
        pytest.skip("No driver here: set LEVER5_DOWNLOADS, and LEVER5_NODE with puppeteer-core")
    if firefox is None:
        pytest.skip("No Firefox here: apt-get install firefox-esr")
    folder = tmp_path_factory.mktemp("firefox")
    build(folder / "site", Path(downloads))
    (folder / "book.xlsx").write_bytes(workbook({"Notes": [["Nr", "When"], ["1", "2026-09-14"]]}))
    (folder / "ours.py").write_bytes(b"LEVER5_API = 1\n")
    server = server_of(folder / "site")
    running = Thread(target=server.serve_forever)
    running.start()
    axe = Path(node, "node_modules", "axe-core", "axe.min.js")
    command = ["node", str(SCRIPT), firefox, address_of(server), str(OAK), str(folder), str(axe)]
    driver = subprocess.Popen(
        command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={**os.environ, "HOME": str(folder)}
    )
    patience = Timer(400, driver.kill)
    patience.start()
    assert driver.stdout is not None
    first = driver.stdout.readline()  # it asks for the network to be gone, or has failed
    server.shutdown()
    running.join()
    server.server_close()
    message, failed = driver.communicate(b"\n")
    patience.cancel()
    assert driver.returncode == 0, failed.decode()[-2000:]
    data: dict[str, Any] = json.loads(message if first == b"off\n" else first)
    data["address"] = address_of(server)
    return data


def test_the_way_from_files_to_the_report_and_what_is_kept(seen: dict[str, Any]) -> None:
    assert seen.get("failed") is None
    assert seen["whole"]
    assert seen["district"] == "Live Oak Bend Charter School"
    assert seen["findings"] == 39
    assert seen["focus"] == "H1"
    assert seen["excerpts"] == 0


def test_it_is_used_by_keyboard_and_works_without_a_network(seen: dict[str, Any]) -> None:
    assert seen["right"].count("book.xlsx!Notes") == 1
    assert seen["plan"]
    assert seen["plugin"]
    assert seen["offline"] == 43


def test_the_report_has_the_bytes_of_the_command(seen: dict[str, Any]) -> None:
    day = l5.read_report(seen["report"]).as_of
    assert seen["report"] == l5.check(OAK, as_of=day).to_json()


def test_everyone_can_use_it_and_nothing_is_asked_of_anybody(seen: dict[str, Any]) -> None:
    assert seen["axe"] == []
    # The report's font is within the report; on a slow machine it is read before the rest is.
    within = ("blob:", "data:")
    asked = [address for address in seen["asked"] if not address.startswith(within)]
    assert [address for address in asked if not address.startswith(seen["address"])] == []
    assert [address for address in seen["late"] if not address.startswith(within)] == []
    # Firefox itself wants a picture for its tab, which the policy does not let it fetch.
    assert [message for message in seen["said"] if FAVICON not in message] == []
