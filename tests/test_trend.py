"""The drawing of several reports: what it counts is drawn and said, and nothing in it harms."""

from datetime import date
from xml.etree import ElementTree

from lever5_rules.reports.comparing.trend import COLORS, LEGEND, TOP, Counts, trend_svg

SVG = "{http://www.w3.org/2000/svg}"
HISTORY: list[tuple[date, dict[str, Counts]]] = [
    (date(2026, 9, 15), {"5.1.1": {"gap": 3, "pass": 1}, "5.1.3": {"missing-evidence": 1}}),
    (date(2026, 11, 23), {"5.1.1": {"gap": 1, "pass": 3}, "5.1.3": {"pass": 1}}),
]


def bars(svg: str) -> list[list[str]]:
    """The colors of the boxes of each bar below the legend, a bar for each report."""
    root = ElementTree.fromstring(svg)
    data: dict[float, list[str]] = {}
    for group in root.iter(f"{SVG}g"):
        for box in group.iter(f"{SVG}rect"):
            if float(box.get("y", 0)) > TOP:
                data.setdefault(float(box.get("x", 0)), []).append(group.get("fill", ""))
    return [data[x] for x in sorted(data)]


def test_each_criterion_of_a_key_practice_is_drawn_as_often_as_it_is_counted() -> None:
    before, after = bars(trend_svg([(day, {"5.1.1": counts["5.1.1"]}) for day, counts in HISTORY]))
    gap, met = COLORS["gap"], COLORS["pass"]
    assert (before.count(gap), before.count(met), len(before)) == (3, 1, 4)
    assert (after.count(gap), after.count(met), len(after)) == (1, 3, 4)


def test_outcomes_differ_by_hatch_too() -> None:
    root = ElementTree.fromstring(trend_svg(HISTORY))
    hatched = [group for group in root.iter(f"{SVG}g") if group.get("clip-path")]
    drawn = [tuple(line.get("d", "")[:9] for line in group) for group in hatched]
    assert len(set(drawn)) == len(drawn) == len(LEGEND) - 1


def test_its_text_alternative_says_the_same_figures() -> None:
    root = ElementTree.fromstring(trend_svg(HISTORY, {"5.1.1": "Expectations"}))
    words = root.findtext(f"{SVG}desc")
    assert words == (
        "2 reports. "
        "All: 2026-09-15 3 gap, 1 missing evidence, 1 pass; 2026-11-23 1 gap, 4 pass. "
        "5.1.1: 2026-09-15 3 gap, 1 pass; 2026-11-23 1 gap, 3 pass. "
        "5.1.3: 2026-09-15 1 missing evidence; 2026-11-23 1 pass."
    )
    assert [node.text for node in root.iter(f"{SVG}text") if node.text == "5.1.1 Expectations"]


def test_any_length_of_history_can_be_drawn() -> None:
    ElementTree.fromstring(trend_svg([]))
    days = [(date(2026, 1 + number % 12, 1), HISTORY[0][1]) for number in range(60)]
    labels = [
        node.text
        for node in ElementTree.fromstring(trend_svg(days)).iter(f"{SVG}text")
        if node.text and node.text.startswith("2026")
    ]
    assert 12 <= len(labels) <= 30


def test_a_name_cannot_break_out_of_the_drawing() -> None:
    name = "<script>alert(1)</script>\x1b[31m\u202e" + "x" * 10_000
    svg = trend_svg([(date(2026, 9, 15), {name: {"gap": 1}})], {name: name})
    root = ElementTree.fromstring(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert "\x1b" not in svg
    assert "\u202e" not in svg
