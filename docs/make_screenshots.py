"""Writes docs/pictures/: the HTML report of the example district, as a browser shows it, and the
first pages of the workbooks, as LibreOffice prints them.

    pip install -e ".[browser]"; apt-get install chromium libreoffice-calc poppler-utils
    python docs/make_screenshots.py

Fonts and browsers differ, so the bytes of a picture are not checked anywhere.
"""

import shutil
import subprocess
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

BOOKS = {
    "evidence": ("new", "evidence.xlsx", "--name", "Cedar Hollow ISD", "--district-id", "999901"),
    "plan": ("plan", "report.json", "--output", "plan.xlsx"),
}
"""Name of a picture: the command that writes the workbook."""


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
        for name, command in BOOKS.items():
            book = Path(folder, f"{name}.xlsx")
            saved = Path(folder, "report.json")
            saved.write_text(report.to_json(), encoding="utf-8")
            run(sys.executable, "-m", "lever5_rules.cli", *command, folder=folder)
            run("soffice", "--headless", "--convert-to", "pdf", book.name, folder=folder)
            first = ("-f", "1", "-l", "1", "-singlefile", "-r", "110")
            run("pdftoppm", "-png", *first, f"{name}.pdf", str(PICTURES / name), folder=folder)


def run(*command: str, folder: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


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
