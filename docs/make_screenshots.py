"""Writes docs/pictures/: the HTML report of the example district, as a browser shows it.

    pip install -e ".[browser]"; apt-get install chromium
    python docs/make_screenshots.py

Fonts and browsers differ, so the bytes of a picture are not checked anywhere.
"""

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import lever5_rules as l5
from lever5_rules.reporting.html_report import render

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
EXAMPLE = HERE.parent / "examples" / "cedar-hollow-isd"
sys.path.insert(0, str(HERE.parent / "tests"))

VIEWS = {
    "report-light": (1280, 1180, "light", ""),
    "report-dark": (1280, 1180, "dark", ""),
    "report-phone": (390, 1180, "light", ""),
    "finding": (1280, 1000, "light", "#c-5.2.4-3"),
    "finding-phone-dark": (390, 1180, "dark", "#c-5.2.4-3"),
}
"""Name of a picture: width, height, color scheme and where on the page."""


def main() -> None:
    from browser import ARGUMENTS

    report = l5.check(EXAMPLE, as_of=date(2026, 11, 23), entry_points=False)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder, "report.html")
        page.write_text(render(report), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        for name in VIEWS:
            take(browser, page, name)
        browser.close()


def take(browser: Browser, file: Path, name: str) -> None:
    """One picture of the page."""
    width, height, scheme, place = VIEWS[name]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{file.as_uri()}{place}")
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=PICTURES / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
