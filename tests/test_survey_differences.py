"""Public pages of one survey after another, of which the numbers are taken from each other."""

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
import surveyed
from bs4 import BeautifulSoup
from spread import spread
from test_survey import AS_OF, district

import lever5_rules as l5
from lever5_rules.surveying.results import results_of
from lever5_rules.surveying.state import State
from lever5_rules.surveying.suppression import LEAST

NAME = "5.2.4-3"
Shown = dict[tuple[str, str], tuple[int, ...] | None]
"""The numbers of a page by view and criterion; None where they are not shown."""


def publish(
    folder: Path, name: str, records: list[Any], regions: Mapping[str, str], since: str = ""
) -> BeautifulSoup:
    """Write the public page of these districts from a state of its own, and read it again."""
    state = State(folder / name)
    places = surveyed.kept(state, records)
    earlier = State(folder / since, only_read=True) if since else None
    if earlier is not None:
        state.inherit_published(earlier)
    with l5.Survey(results_of(places, state, earlier, regions)) as survey:
        page = survey.write_public(folder / f"{name}.html")
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def numbers(page: BeautifulSoup) -> Shown:
    """What everyone can read from a page: for all districts and for each region."""
    public_numbers: Shown = {}
    for table in page.select("table"):
        heads = [head.get_text(" ", strip=True) for head in table.select("thead th")]
        for row in table.select("tbody tr"):
            cells = [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
            name = cells[0].split()[0]
            if heads[1:] == ["gap", "missing evidence", "neither"]:
                texts = [re.sub(r"\D", "", cell) for cell in cells[1:]]
                public_numbers["all", name] = tuple(map(int, texts)) if all(texts) else None
            elif "districts" in heads[-1] and "/" in cells[-1]:
                for head, cell in zip(heads[1:], cells[1:], strict=True):
                    texts = re.findall(r"\d+", cell)
                    public_numbers[head.split()[0], name] = tuple(map(int, texts)) or None
    return public_numbers


def records_of(number: int, rng: Random) -> list[Any]:
    return [surveyed.record(number, rng) for number in range(1, number + 1)]


def test_new_districts_are_not_told_by_the_difference_of_two_pages(tmp_path: Path) -> None:
    """Ten districts came, of which one has a gap: one gap more, and nine more without."""
    records = records_of(110, Random(3))
    for place, record in enumerate(records[100:]):
        record["criteria"][NAME] = "pass" if place else "gap"
    first = numbers(publish(tmp_path, "first", records[:100], {}))
    second = numbers(publish(tmp_path, "second", records, {}, "first"))
    assert first["all", NAME] == (31, 25, 44)
    assert second["all", NAME] is None
    same = numbers(publish(tmp_path, "same", records[:100], {}, "first"))
    assert same == first


def test_districts_that_are_alike_are_not_told_by_the_difference(tmp_path: Path) -> None:
    """Twelve districts came, and all of them have a gap."""
    records = records_of(112, Random(3))
    for record in records[100:]:
        record["criteria"][NAME] = "gap"
    publish(tmp_path, "first", records[:100], {})
    assert numbers(publish(tmp_path, "second", records, {}, "first"))["all", NAME] is None


def test_enough_districts_are_shown(tmp_path: Path) -> None:
    records = records_of(140, Random(3))
    for place, record in enumerate(records[100:]):
        record["criteria"][NAME] = "pass" if place % 2 else "gap"
    publish(tmp_path, "first", records[:100], {})
    assert numbers(publish(tmp_path, "second", records, {}, "first"))["all", NAME] == (51, 25, 64)


def test_a_page_of_another_year_is_compared_too(tmp_path: Path) -> None:
    """One district of last year came later: last year's numbers differ by it."""
    rng = Random(4)
    now = records_of(60, rng)
    last = [surveyed.record(n, rng, school_year="2025-2026") for n in range(1, 62)]
    first = publish(tmp_path, "first", [*now, *last[:60]], {})
    second = publish(tmp_path, "second", [*now, *last], {}, "first")
    assert numbers(second)["all", NAME] == numbers(first)["all", NAME]
    years = [
        page.find(string=re.compile("Year over year")).find_next("table")  # type: ignore[union-attr]
        for page in (first, second)
    ]
    shown = [len(re.findall(r"not shown", table.get_text())) for table in years if table]
    assert len(shown) == 2
    assert shown[1] > shown[0]


@pytest.mark.parametrize("seed", spread(range(4), of=4))
def test_no_difference_of_pages_tells_of_few(tmp_path: Path, seed: int) -> None:
    """Districts come, go and change from page to page; every two pages are compared."""
    rng = Random(seed)
    records = records_of(400, rng)
    regions = {str(number): str(number % 4 + 1) for number in range(1, 401)}
    shown_records, pages, since = records[:240], [], ""
    for turn in range(5):
        pages.append(numbers(publish(tmp_path, f"page{turn}", shown_records, regions, since)))
        since = f"page{turn}"
        for place in rng.sample(range(len(shown_records)), 120):
            chosen = rng.choice(surveyed.CRITERIA)
            shown_records[place] = {
                **shown_records[place],
                "criteria": {**shown_records[place]["criteria"], chosen: "gap"},
            }
        shown_records = [*shown_records, *records[240 + 40 * turn : 280 + 40 * turn]]
    assert any(row for row in pages[-1].values())
    for late, page in enumerate(pages):
        for before in pages[:late]:
            both = [key for key, row in page.items() if row and before.get(key)]
            for key in both:
                pairs = zip(page[key] or (), before[key] or (), strict=True)
                differs = [abs(now - then) for now, then in pairs if now != then]
                assert not differs or min(differs) >= LEAST, key


def test_a_page_is_remembered_over_surveys_that_write_none(tmp_path: Path) -> None:
    for number in range(1, 13):
        district(tmp_path / "all" / f"d{number}", f"0001{number:02}")
    asked: dict[str, Any] = {"as_of": AS_OF, "select": NAME, "entry_points": False}
    with l5.survey(tmp_path / "all", state=tmp_path / "one", **asked) as survey:
        survey.write_public(tmp_path / "one.html")
    l5.survey(tmp_path / "all", state=tmp_path / "two", since=tmp_path / "one", **asked).close()
    district(tmp_path / "all" / "d13", "000113")
    with (
        l5.survey(
            tmp_path / "all", state=tmp_path / "three", since=tmp_path / "two", **asked
        ) as three,
        pytest.raises(l5.UsageError, match="but for 1 district"),
    ):
        three.write_public(tmp_path / "three.html")
