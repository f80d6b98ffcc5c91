"""The analyst's page, and what of it may leave the agency: attacked by taking views apart."""

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
import surveyed
from attrs import evolve
from bs4 import BeautifulSoup
from test_survey import AS_OF, district

import lever5_rules as l5
from lever5_rules.surveying.analyst_page import analyst_page, public_page
from lever5_rules.surveying.state import State
from lever5_rules.surveying.summary import Summary, summary_of
from lever5_rules.surveying.suppression import LEAST, for_publication, is_safe

Counts = Mapping[str, int]


def shown(text: str) -> str:
    return BeautifulSoup(text, "html.parser").get_text(" ")


def test_the_page_has_every_district_and_every_criterion(tmp_path: Path) -> None:
    results = surveyed.results(tmp_path, 30)
    text = analyst_page(summary_of(results), results)
    soup = BeautifulSoup(text, "html.parser")
    assert soup.title is not None
    assert soup.title.get_text() == "Lever 5 in 30 districts"
    message = shown(text)
    for number in range(1, 31):
        assert f"Sample {number} ISD" in message
    for name in surveyed.CRITERIA:
        assert name in message
    assert "There is no score and no order of districts." in message
    drawn = soup.select_one("#grid svg")
    assert drawn is not None
    counts = summary_of(results).whole.criteria.values()
    for outcome in ("gap", "missing-evidence"):
        (path,) = drawn.select(f"path.cell-{outcome}")
        marks = str(path["d"]).count("M")
        assert marks == sum(row[outcome] for row in counts)


def test_the_command_writes_it_and_knows_it_again(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for number in range(2):
        district(root / f"d{number}", f"00010{number}")
    with l5.survey(root, as_of=AS_OF, select="5.2.4", entry_points=False) as survey:
        for name in ("page.html", "table.csv", "table.jsonl", "summary.json"):
            survey.write(root / name)
        survey.write_public(root / "public.html")
    assert "Lever 5 in 2 districts" in (root / "page.html").read_text(encoding="utf-8")
    bundle = l5.Bundle.from_path(root)
    assert len([text for text in bundle.passed_over if "a survey of districts" in text]) == 5


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    nasty = "</script><script>alert(1)</script> & \u202e"
    state = State(tmp_path)
    places = surveyed.kept(state, [surveyed.record(1, Random(1), district_name=nasty)])
    from lever5_rules.surveying.results import results_of

    results = results_of(places, state)
    text = analyst_page(summary_of(results), results)
    assert "<script>alert" not in text
    assert "\u202e" not in text


def test_the_public_page_names_no_district(tmp_path: Path) -> None:
    text = public_page(summary_of(surveyed.results(tmp_path, 50)))
    assert "Sample" not in text
    assert not re.search(r"\b000\d{3}\b", text)
    assert 'id="grid' not in text
    assert "fewer than 10 districts" in shown(text)


def total(counts: Counts) -> int:
    return sum(counts.values())


def public_counts(counts: Counts) -> dict[str, int]:
    """The three numbers of a public page."""
    gap, missing = counts["gap"], counts["missing-evidence"]
    return {"gap": gap, "missing-evidence": missing, "rest": total(counts) - gap - missing}


def less(whole: Counts, parts: list[Counts]) -> dict[str, int]:
    return {name: whole[name] - sum(part[name] for part in parts) for name in whole}


def attacks(true: Summary, public: Summary) -> list[str]:
    """What can be told of fewer than ten districts from the views of a public page.

    The number of districts of each region is known, and so is how the page is made.
    """
    sentences = []
    for name, counts in public.whole.criteria.items():
        whole = public_counts(true.whole.criteria[name])
        hidden = {o: n for o, n in whole.items() if o not in counts and n}
        if hidden and (total(hidden) < LEAST or len(hidden) < 2):
            sentences.append(f"{name}: the number of districts tells {hidden}")
        if not hidden and not is_safe(whole):
            sentences.append(f"{name}: small in all")
        views = [region.criteria[name] for region in public.regions if name in region.criteria]
        sentences += [f"{name}: small in a region" for view in views if not is_safe(view)]
        others = [region for region in public.regions if name not in region.criteria]
        if not hidden and others:
            rest = less(whole, views)
            if len(others) == 1:
                sentences.append(f"{name}: one region follows from all others")
            if not is_safe(rest):
                sentences.append(f"{name}: all without the regions shown are {rest}")
        if hidden and views:
            for outcome in hidden:
                low = sum(view[outcome] for view in views)
                if whole[outcome] - low < 0 or 0 < whole[outcome] < LEAST <= low:
                    sentences.append(f"{name}: regions show what all hides")
    return sentences


LARGE = pytest.mark.exhaustive


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(n, marks=LARGE) for n in range(2, 6))])
@pytest.mark.parametrize(
    ("districts", "regions"),
    [
        (60, 4),
        (25, 2),
        pytest.param(300, 20, marks=LARGE),
        pytest.param(1200, 20, marks=LARGE),
    ],
)
def test_no_view_and_no_difference_of_views_tells_of_few(
    tmp_path: Path, seed: int, districts: int, regions: int
) -> None:
    true = summary_of(surveyed.results(tmp_path, districts, seed, regions))
    public = for_publication(true)
    assert attacks(true, public) == []
    assert not public.campus_types
    assert not public.district_types
    assert not any(group.practices for group in (public.whole, *public.regions, *public.years))
    for kind in public.missing:
        assert LEAST <= kind.districts <= districts - LEAST
        assert not kind.criteria


@LARGE
def test_the_attack_finds_what_is_not_hidden(tmp_path: Path) -> None:
    true = summary_of(surveyed.results(tmp_path, 300, 1, 20))
    bare = evolve(
        true,
        whole=evolve(
            true.whole, criteria={n: public_counts(c) for n, c in true.whole.criteria.items()}
        ),
        regions=tuple(
            evolve(
                region, criteria={n: public_counts(c) for n, c in region.criteria.items() if place}
            )
            for place, region in enumerate(true.regions)
        ),
    )
    result = attacks(true, bare)
    assert len([text for text in result if "small in a region" in text]) > 100
    assert len([text for text in result if "all without the regions shown" in text]) > 20


@LARGE
def test_something_is_left_to_see(tmp_path: Path) -> None:
    public = for_publication(summary_of(surveyed.results(tmp_path, 1200, 2, 8)))
    assert all(counts.get("gap", 0) >= LEAST for counts in public.whole.criteria.values())
    assert sum(len(region.criteria) for region in public.regions) > 100


def public_survey(state: Path, records: list[Any], since: Path | None = None) -> l5.Survey:
    from lever5_rules.surveying.results import results_of

    content = State(state)
    places = surveyed.kept(content, records)
    earlier = State(since, only_read=True) if since is not None else None
    return l5.Survey(results_of(places, content, earlier))


def test_two_public_pages_do_not_differ_by_few_districts(tmp_path: Path) -> None:
    rng = Random(3)
    records = [surveyed.record(number, rng) for number in range(1, 61)]
    with public_survey(tmp_path / "one", records[:50]) as first:
        first.write_public(tmp_path / "first.html")
        first.write_public(tmp_path / "again.html")
    with (
        public_survey(tmp_path / "two", records[:51], tmp_path / "one") as second,
        pytest.raises(l5.UsageError, match="but for 1 district, and comparing them would"),
    ):
        second.write_public(tmp_path / "second.html")
    assert not (tmp_path / "second.html").exists()
    with public_survey(tmp_path / "three", records, tmp_path / "one") as third:
        third.write_public(tmp_path / "third.html")
    changed = [
        *records[:49],
        {**records[49], "criteria": {**records[49]["criteria"], "5.2.4-3": "gap"}},
    ]
    changed[49]["missing"] = [["instructional_calendar", "5.1.3-1"]]
    with (
        public_survey(tmp_path / "four", changed, tmp_path / "one") as fourth,
        pytest.raises(l5.UsageError, match="the same but for the results of 1 district"),
    ):
        fourth.write_public(tmp_path / "fourth.html")


def test_two_public_pages_do_not_differ_by_few_districts_of_a_region(tmp_path: Path) -> None:
    """Ten new districts in ten regions are one in each, of which that region's row would tell."""
    from lever5_rules.surveying.results import results_of

    rng = Random(6)
    records = [surveyed.record(number, rng) for number in range(1, 61)]
    regions = {str(number): str(number % 2) for number in range(1, 51)}

    def page(name: str, number: int, data: Mapping[str, str]) -> l5.Survey:
        state = State(tmp_path / name)
        places = surveyed.kept(state, records[:number])
        earlier = State(tmp_path / "first", only_read=True) if name != "first" else None
        return l5.Survey(results_of(places, state, earlier, data))

    with page("first", 50, regions) as first:
        first.write_public(tmp_path / "first.html")
    apart = regions | {str(number): str(number % 2) for number in range(51, 61)}
    with (
        page("apart", 60, apart) as result,
        pytest.raises(l5.UsageError, match="in region 0, about the same districts but for 5"),
    ):
        result.write_public(tmp_path / "apart.html")
    moved = regions | {"7": "0"}
    with (
        page("moved", 50, moved) as result,
        pytest.raises(l5.UsageError, match="in region 0, about the same districts but for 1"),
    ):
        result.write_public(tmp_path / "moved.html")
    together = regions | dict.fromkeys(map(str, range(51, 61)), "1")
    with page("together", 60, together) as result:
        result.write_public(tmp_path / "together.html")
    records[0] = {**records[0], "missing": [["instructional_calendar", "5.1.3-1"]]}
    with (
        page("none", 50, {}) as result,
        pytest.raises(l5.UsageError, match="the same but for the results of 1 district"),
    ):
        result.write_public(tmp_path / "none.html")


def test_what_is_missing_for_one_criterion_does_not_differ_from_it_by_few(tmp_path: Path) -> None:
    rng = Random(8)
    name = surveyed.CRITERIA[0]
    lacking = {name: "missing-evidence"}
    for others, shown_there in ((3, False), (12, True), (0, True)):
        records = []
        for number in range(1, 81):
            record = surveyed.record(number, rng)
            outcome = lacking if number <= 40 + others else {name: "pass"}
            missing = [["meeting_log", name]] if number <= 40 else []
            records.append({**record, "criteria": record["criteria"] | outcome, "missing": missing})
        with public_survey(tmp_path / str(others), records) as survey:
            text = survey.write_public(tmp_path / "page.html").read_text(encoding="utf-8")
        assert ("Evidence most often missing" in text) == shown_there


def test_years_stand_beside_each_other(tmp_path: Path) -> None:
    rng = Random(4)
    before = [surveyed.record(n, rng, school_year="2025-2026") for n in range(1, 5)]
    now = [surveyed.record(n, rng) for n in range(1, 4)]
    public_survey(tmp_path / "before", before).close()
    with public_survey(tmp_path / "now", now, tmp_path / "before") as survey:
        assert [(year["school_year"], year["districts"]) for year in survey.summary["years"]] == [
            ("2025-2026", 4),
            ("2026-2027", 3),
        ]
        assert survey.summary["districts"] == 3
        survey.write(tmp_path / "page.html")
    assert "Year over year" in (tmp_path / "page.html").read_text(encoding="utf-8")
