"""Writes docs/pictures/: the pages of the example district, as a browser shows them, and the first
sheets of its workbooks, as LibreOffice prints them.

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
from lever5_rules.comparing.history import history, standing
from lever5_rules.reports.comparing import history_html
from lever5_rules.reports.formats import html_report

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
EXAMPLES = HERE.parent / "examples"
sys.path.insert(0, str(HERE.parent / "tests"))

VIEWS = {
    "report-light": (1280, 1180, "light", "report.html"),
    "report-dark": (1280, 1180, "dark", "report.html"),
    "report-phone": (390, 1180, "light", "report.html"),
    "finding": (1280, 1000, "light", "report.html#c-5.2.4-3"),
    "finding-phone-dark": (390, 1180, "dark", "report.html#c-5.2.4-3"),
    "history": (1280, 1180, "light", "history.html"),
}
"""Name of a picture: width, height, color scheme, and which page where."""

BOOKS = {
    "evidence": ("new", "evidence.xlsx", "--name", "Cedar Hollow ISD", "--district-id", "999901"),
    "plan": ("plan", "report.json", "--output", "plan.xlsx"),
}
"""Name of a picture: the command that writes the workbook."""


def main() -> None:
    from browser import ARGUMENTS

    report = checked("cedar-hollow-isd", date(2026, 11, 23))
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        Path(folder, "report.html").write_text(html_report.render(report), encoding="utf-8")
        Path(folder, "history.html").write_text(over_time(report), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        for name in VIEWS:
            take(browser, Path(folder), name)
        browser.close()
        for name, command in BOOKS.items():
            book = Path(folder, f"{name}.xlsx")
            saved = Path(folder, "report.json")
            saved.write_text(report.to_json(), encoding="utf-8")
            run(sys.executable, "-m", "lever5_rules.cli", *command, folder=folder)
            run("soffice", "--headless", "--convert-to", "pdf", book.name, folder=folder)
            first = ("-f", "1", "-l", "1", "-singlefile", "-r", "110")
            run("pdftoppm", "-png", *first, f"{name}.pdf", str(PICTURES / name), folder=folder)


def checked(name: str, day: date) -> l5.Report:
    return l5.check(EXAMPLES / name, as_of=day, entry_points=False)


def over_time(report: l5.Report) -> str:
    """The page of four reports, of which the last is of the example without its flaws."""
    reports = [
        checked("cedar-hollow-isd", date(2026, 9, 15)),
        checked("cedar-hollow-isd", date(2026, 10, 15)),
        report,
        checked("cedar-hollow-isd-mended", date(2026, 12, 1)),
    ]
    standings = [standing(f"{number}.json", saved) for number, saved in enumerate(reports)]
    return history_html.render(history(standings, []))


def run(*command: str, folder: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def take(browser: Browser, folder: Path, name: str) -> None:
    """One picture of a page."""
    width, height, scheme, page_and_place = VIEWS[name]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/{page_and_place}")
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=PICTURES / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
