"""The page in a real browser: for everyone, by keyboard, on a phone, in the dark, on paper."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

import hostile
import pytest
from attrs import evolve
from browser import axe, axe_source, chromium
from test_html import WAIVER, check, failing_rule

from lever5_rules.comparing.history import history, standing
from lever5_rules.findings.report import Report
from lever5_rules.reports.comparing import history_html
from lever5_rules.reports.formats.html_report import render
from lever5_rules.reports.names import for_people
from lever5_rules.reports.planning.plan import plan_of
from lever5_rules.reports.results import render as render_result

HERE = Path(__file__).parent
SEEDED = {
    "html-has-lang",
    "document-title",
    "image-alt",
    "color-contrast",
    "button-name",
    "link-name",
    "label",
    "select-name",
    "list",
    "svg-img-alt",
    "aria-roles",
    "aria-required-attr",
    "aria-hidden-focus",
    "summary-name",
    "nested-interactive",
    "td-headers-attr",
}
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def cedar() -> Report:
    return check("cedar-hollow-isd")


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A smaller report that has everything: errors, waivers, what does not apply."""
    waivers = tmp_path_factory.mktemp("waivers") / "waivers.toml"
    waivers.write_text(WAIVER.replace("5.1.1-4", "5.2.4-2"), encoding="utf-8")
    chosen = ["5.2.4", "5.2.5", "5.3.4", "5.3.5-2", "northfield"]
    report = check("live-oak-charter", waivers=waivers, plugins=[failing_rule()], select=chosen)
    assert report.not_applicable
    assert report.errors
    assert report.accounting.waived
    return report


@pytest.fixture(scope="module")
def over_time(cedar: Report, varied: Report) -> str:
    """The page of many reports: most of one district, of which one is of an incomplete run, one of
    a part, and one hostile; one of another district, and a file that is not a report."""
    own = cedar.district_id
    reports = [evolve(cedar, as_of=date(2026, month, 3)) for month in range(1, 12)]
    reports += [
        check("cedar-hollow-isd-mended"),
        evolve(varied, district_id=own, as_of=date(2026, 12, 1)),
        evolve(hostile.report(), district_id=own, as_of=date(2026, 12, 2)),
        check("live-oak-charter"),
    ]
    standings = [standing(f"{number}.json", report) for number, report in enumerate(reports)]
    return history_html.render(history(standings, [("no.json", f"It is none: {hostile.SCRIPT}")]))


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a report or page; in the end finds that it asked for nothing and met no error."""
    contexts, asked, messages = [], [], []

    def go(shown: Report | str, *, hash: str = "", **options: Any) -> Any:
        file = tmp_path / "report.html"
        file.write_text(shown if isinstance(shown, str) else render(shown), encoding="utf-8")
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("dialog", lambda dialog: messages.append(dialog.message))
        page.goto(f"{file.as_uri()}{hash}")
        return page

    yield go
    for context in contexts:
        context.close()
    if not contexts:  # the test was skipped
        return
    assert {url.partition("#")[0] for url in asked} == {(tmp_path / "report.html").as_uri()}
    assert messages == []


def size(width: int) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 900}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_it(opened: Open, varied: Report, width: int, scheme: str) -> None:
    source = axe_source()
    page = opened(varied, color_scheme=scheme, **size(width))
    assert axe(page, source) == {"violations": [], "incomplete": []}
    page.get_by_role("button", name="Open all").click()
    assert page.locator("main details:not([open])").count() == 0
    assert axe(page, source) == {"violations": [], "incomplete": []}


def test_everyone_can_read_a_whole_report(opened: Open, cedar: Report) -> None:
    assert axe(opened(cedar, **size(1280)), axe_source()) == {"violations": [], "incomplete": []}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_a_history(opened: Open, over_time: str, width: int, scheme: str) -> None:
    page = opened(over_time, color_scheme=scheme, **size(width))
    assert page.locator("svg").count() == 2
    assert axe(page, axe_source()) == {"violations": [], "incomplete": []}


def test_a_history_fits_a_phone_and_scrolls_by_keyboard(opened: Open, over_time: str) -> None:
    page = opened(over_time, **size(320))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("img").count() == 0
    for place in range(2):
        wide = page.locator(".wide").nth(place)
        wide.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "place => document.querySelectorAll('.wide')[place].scrollLeft > 0", arg=place
        )


def test_the_check_finds_errors_where_there_are_some(browser: Any) -> None:
    source = axe_source()
    page = browser.new_page()
    page.goto((HERE / "seeded_errors.html").as_uri())
    names = {name for name, _ in axe(page, source)["violations"]}
    page.close()
    assert names >= SEEDED


@pytest.mark.parametrize("which", ["cedar", "varied", "hostile"])
def test_a_phone_needs_no_scrolling_sideways(
    opened: Open, request: pytest.FixtureRequest, which: str
) -> None:
    report = hostile.report() if which == "hostile" else request.getfixturevalue(which)
    page = opened(report, **size(320))
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.get_by_role("button", name="Open all").click()


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("which", ["cedar", "varied", "plan"])
def test_a_phone_shows_each_campus_without_scrolling_sideways(
    opened: Open, request: pytest.FixtureRequest, which: str, width: int
) -> None:
    """The first screen and the work list stand below each other, row by row, nothing cut."""
    if which == "plan":
        shown: Any = render_result(plan_of(request.getfixturevalue("cedar")), "html")
    else:
        shown = request.getfixturevalue(which)
    page = opened(shown, **size(width))
    cut = page.evaluate(
        """width => [...document.querySelectorAll(".board *, .stack *")]
            .filter(one => !one.closest("thead") && one.getBoundingClientRect().right > width)
            .map(one => one.outerHTML.slice(0, 200))""",
        width,
    )
    assert not cut
    cell = page.locator(".stack td:not(.none)").nth(1)
    label = cell.get_attribute("data-label")
    assert label in cell.evaluate("one => getComputedStyle(one, '::before').content")
    wide = page.locator(".stack").first.evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert wide[0] <= wide[1]


@pytest.mark.parametrize("width", [375, 1280])
def test_everyone_can_read_a_plan(opened: Open, cedar: Report, width: int) -> None:
    page = opened(str(render_result(plan_of(cedar), "html")), **size(width))
    assert axe(page, axe_source()) == {"violations": [], "incomplete": []}


def test_a_hostile_bundle_runs_nothing(opened: Open) -> None:
    page = opened(hostile.report())
    page.get_by_role("button", name="Open all").click()
    assert hostile.SCRIPT in page.locator("h1").inner_text()
    assert page.locator("img").count() == 0


def test_the_policy_stops_what_is_not_the_pages_own(
    browser: Any, cedar: Report, tmp_path: Path
) -> None:
    file = tmp_path / "meddled.html"
    meddled = "<script>document.title = 'taken'</script><img src=//127.0.0.1/x><p style=color:red>"
    file.write_text(render(cedar).replace("</main>", f"{meddled}</main>"), encoding="utf-8")
    page = browser.new_page()
    texts: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: texts.append(message.text))
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert page.title() == "Cedar Hollow ISD, Lever 5, 2026-2027"
    assert asked == [file.as_uri()]
    assert len([text for text in texts if "Content Security Policy" in text]) == 3
    page.close()


def test_filters_leave_what_they_say(opened: Open, cedar: Report) -> None:
    page = opened(cedar)

    def left() -> list[str]:
        shown = page.locator("article.finding:visible")
        return [text.removeprefix("c-") for text in shown.evaluate_all("all => all.map(a => a.id)")]

    status = page.get_by_role("status")
    assert status.inner_text() == "All 43 findings are shown."
    page.get_by_role("checkbox", name="pass").uncheck()
    page.get_by_role("checkbox", name="missing evidence").uncheck()
    gaps = [finding.criterion for finding in cedar.findings if finding.outcome.value == "gap"]
    assert left() == gaps
    assert status.inner_text() == "Filtered: 12 of 43 findings are shown."
    assert not page.locator("#kp-5\\.1\\.3").is_visible()
    page.get_by_label("Campus that falls short").select_option(label="Switchgrass Middle School")
    assert left() == ["5.1.2-1", "5.2.2-4", "5.2.4-3"]
    page.get_by_label("Office that can act").select_option(label="district office")
    assert left() == ["5.2.4-3"]
    page.locator("a.square[href='#c-5.1.3-1']").click()
    page.locator("article.finding:visible").nth(42).wait_for()
    assert page.locator("#c-5\\.1\\.3-1 > details[open]").count() == 1
    page.get_by_role("checkbox", name="gap").uncheck()
    page.get_by_role("button", name="Show all").click()
    page.locator("article.finding:visible").nth(42).wait_for()


def test_a_link_to_a_finding_opens_it(opened: Open, cedar: Report) -> None:
    page = opened(cedar, hash="#c-5.2.4-3", **size(1280))
    assert page.locator("#c-5\\.2\\.4-3 > details[open]").count() == 1
    assert page.locator("#c-5\\.2\\.4-3").bounding_box()["y"] < 900
    assert page.locator("#e-5\\.2\\.4-3\\/length .evidence").is_visible()


def test_all_of_it_can_be_read_without_javascript(opened: Open, cedar: Report) -> None:
    page = opened(cedar, java_script_enabled=False)
    assert not page.locator("#filters").is_visible()
    assert page.locator("article.finding:visible").count() == 43
    finding = page.locator("#c-5\\.2\\.4-3")
    finding.locator("summary").first.click()
    assert finding.get_by_text(
        "Raise minutes of a PLC meeting from 40 to at least 45 minutes"
    ).is_visible()
    passing = page.locator("#e-5\\.2\\.4-3\\/frequency")
    assert not passing.locator(".evidence").is_visible()
    passing.locator("summary").click()
    assert passing.locator(".evidence").is_visible()


def test_the_keyboard_reaches_everything_in_its_order(opened: Open, varied: Report) -> None:
    page = opened(varied)
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a, summary, button, select, input, [tabindex='0']")]
        .filter((one) => one.checkVisibility()).length"""
    )
    mark = """() => {
      const one = document.activeElement;
      if (one === document.body) return null;
      const seen = getComputedStyle(one).outlineStyle !== "none";
      return [one.tagName + one.className + (one.hash || one.innerText || one.value), seen];
    }"""
    reached = []
    for _ in range(wanted + 1):
        page.keyboard.press("Tab")
        now = page.evaluate(mark)
        if now is None:
            break
        reached.append(now)
    assert len(reached) == wanted
    assert all(seen for _, seen in reached)
    page.locator("#c-5\\.2\\.4-2 summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#c-5\\.2\\.4-2 > details[open]").count() == 1


def test_print_opens_everything_and_cuts_no_row(opened: Open, varied: Report) -> None:
    pypdf = pytest.importorskip("pypdf", reason='No pypdf here: pip install -e ".[browser]"')
    for javascript in (True, False):
        page = opened(varied, java_script_enabled=javascript)
        paper = pypdf.PdfReader(BytesIO(page.pdf(format="Letter", prefer_css_page_size=True)))
        sheets = [squeezed(sheet.extract_text()) for sheet in paper.pages]
        for finding in for_people(varied).findings:
            for element in finding.elements:
                message = squeezed(element.message)
                assert any(message in sheet for sheet in sheets), element.id
        for file in varied.files:
            row = squeezed(f"{file.path}{file.kind or 'none'}{file.status}{file.sha256}")
            assert any(row in sheet for sheet in sheets), file.path
        if javascript:
            assert page.locator("main details:not([open])").count() > 0


@pytest.mark.parametrize("example", ["cedar-hollow-isd", "live-oak-charter"])
@pytest.mark.parametrize("size", ["Letter", "A4"])
def test_the_page_for_a_board_is_two_sheets_and_the_appendix_begins_anew(
    opened: Open, example: str, size: str
) -> None:
    pypdf = pytest.importorskip("pypdf", reason='No pypdf here: pip install -e ".[browser]"')
    page = opened(check(example))
    whole = sheets_of(pypdf, page, size)
    first = next(at for at, text in enumerate(whole) if "Appendix:everyfinding" in text)
    assert first <= 2
    assert f"1of{len(whole)}" in whole[0]
    page.evaluate("document.documentElement.dataset.print = 'board'")
    board = sheets_of(pypdf, page, size)
    assert len(board) == first
    assert not any("Appendix" in text for text in board)


def sheets_of(pypdf: Any, page: Any, size: str) -> list[str]:
    paper = pypdf.PdfReader(BytesIO(page.pdf(format=size)))
    return [squeezed(sheet.extract_text()) for sheet in paper.pages]


def test_print_of_a_history_cuts_no_row(opened: Open, over_time: str) -> None:
    pypdf = pytest.importorskip("pypdf", reason='No pypdf here: pip install -e ".[browser]"')
    page = opened(over_time)
    paper = pypdf.PdfReader(BytesIO(page.pdf(format="Letter", prefer_css_page_size=True)))
    sheets = [squeezed(sheet.extract_text()) for sheet in paper.pages]
    rows = page.locator("tbody tr").evaluate_all("all => all.map((one) => one.textContent)")
    assert len(rows) == 2 * 14 + 1  # the hostile report has a criterion of a plugin
    for row in rows:
        assert any(squeezed(row) in sheet for sheet in sheets), row


def squeezed(text: str) -> str:
    """Text without spaces and ligatures, which a sheet of paper sets as it needs them."""
    return "".join(normalize("NFKC", text).split())
