"""The analyst's page of 1,200 districts in a real browser: for everyone, and by keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import surveyed
from browser import axe, axe_source, chromium

from lever5_rules.surveying.analyst_page import analyst_page, public_page
from lever5_rules.surveying.summary import summary_of

pytestmark = pytest.mark.exhaustive
DISTRICTS = 1200
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    results = surveyed.results(folder / "state", DISTRICTS)
    summary = summary_of(results)
    pages_by_name = {"inside": analyst_page(summary, results), "public": public_page(summary)}
    for name, text in pages_by_name.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages_by_name}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture
def opened(browser: Any, pages: dict[str, Path]) -> Iterator[Open]:
    """Opens a page; in the end finds that it asked for nothing and met no error."""
    contexts, asked, messages = [], [], []

    def go(name: str, width: int = 1280, scheme: str = "light") -> Any:
        contexts.append(
            browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        )
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.goto(pages[name].as_uri())
        return page

    yield go
    for context in contexts:
        context.close()
    assert set(asked) <= {path.as_uri() for path in pages.values()}
    assert messages == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["inside", "public"])
def test_everyone_can_read_it(opened: Open, name: str, width: int, scheme: str) -> None:
    source = axe_source()
    page = opened(name, width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page, source) == {"violations": [], "incomplete": []}


def test_the_picture_is_read_by_keyboard(opened: Open) -> None:
    page = opened("inside")
    grid, node = page.locator("#grid"), page.locator("#said")
    page.locator("#grid").focus()
    assert "5.1.1-1: " in node.inner_text()
    first = node.inner_text()
    page.keyboard.press("ArrowRight")
    assert node.inner_text() != first
    page.keyboard.press("ArrowDown")
    assert "5.1.1-2: " in node.inner_text()
    page.keyboard.press("End")
    assert grid.evaluate("one => one.scrollLeft") > 3000
    last = node.inner_text()
    page.keyboard.press("ArrowRight")
    assert node.inner_text() == last
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert node.inner_text() == first
    assert grid.evaluate("one => one.scrollLeft") == 0
    for _ in range(60):
        page.keyboard.press("ArrowDown")
    assert "5.3.5-4: " in node.inner_text()


def test_a_pointer_says_what_a_cell_is(opened: Open) -> None:
    page = opened("inside")
    page.locator("#grid").scroll_into_view_if_needed()
    page.locator("#grid").click(position={"x": 6 * 40 + 3, "y": 18 + 14 * 2 + 5})
    text = page.locator("#said").inner_text()
    assert "5.1.1-3: " in text
    column = page.evaluate("JSON.parse(document.getElementById('grid-data').textContent).districts")
    assert text.startswith(f"{column[40]}. ")


def test_marks_stand_apart(opened: Open) -> None:
    """At 1,200 districts a cell is as large as at ten, and outcomes differ by shape."""
    page = opened("inside")
    size = page.locator("#grid svg").evaluate("one => [one.clientWidth, one.clientHeight]")
    assert size == [6 * DISTRICTS + 60, 18 + 14 * 43]
    heights = {
        name: page.locator(f"#grid .cell-{name}").evaluate("one => one.getAttribute('d')")
        for name in ("pass", "gap", "missing-evidence")
    }
    assert len({text.partition("h")[2][:8] for text in heights.values()}) == 3
