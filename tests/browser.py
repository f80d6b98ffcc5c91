"""A real browser for the tests of pages: Debian's Chromium, driven by playwright, with axe-core.

What is absent skips the test with a sentence that says how to get it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations", "incomplete"]});
  const told = (one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3)];
  const out = (node) => document.querySelector(node.target[0]).closest(".wide");
  for (const one of found.incomplete) one.nodes = one.nodes.filter((node) => !out(node));
  return {
    violations: found.violations.map(told),
    incomplete: found.incomplete.filter((one) => one.nodes.length).map(told),
  };
}"""
"""Cells of a wide table that are scrolled out of sight are not in doubt, as axe-core has it."""


@contextmanager
def chromium() -> Iterator[Any]:
    """A running browser; skips where there is none."""
    driver = pytest.importorskip(
        "playwright.sync_api", reason='No playwright here: pip install -e ".[browser]"'
    )
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("No chromium here: apt-get install chromium")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def axe_source() -> str:
    """The script of axe-core from the folder that LEVER5_NODE names; skips where it is not."""
    folder = os.environ.get("LEVER5_NODE")
    if not folder:
        pytest.skip(
            "No axe-core here: npm install --prefix DIR axe-core, and set LEVER5_NODE to DIR"
        )
    script = Path(folder, "node_modules", "axe-core", "axe.min.js")
    return script.read_text(encoding="utf-8")


def axe(page: Any, source: str) -> dict[str, list[Any]]:
    """What axe-core finds against WCAG 2.1 A and AA on a page, and what it cannot decide."""
    page.evaluate(source)
    data: dict[str, list[Any]] = page.evaluate(RUN, TAGS)
    return data
