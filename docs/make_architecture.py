"""Generates docs/pictures/architecture.svg: the flow of the evidence, and the layers.

    python docs/make_architecture.py

The layers are those that `lint-imports` checks (pyproject.toml); their contents come from the table
in docs/architecture.md. All text is in filled boxes, so it is readable on light and dark pages. CI
fails if the picture is stale.
"""

import re
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE / "architecture.md"
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \|$", re.MULTILINE)
WAY = ("files", "readers", "artifacts", "rules", "findings", "reports")
FROM_ABOVE = {"artifacts": "kinds", "rules": "ruleset"}
WIDTH, HIGH, GAP = 880, 34, 8
FACE = "font-family='system-ui, sans-serif' font-size='14'"
DARK, MILD, LINE = "#1f4e5f", "#8a4b08", "#808080"


def layers() -> list[list[str]]:
    """The layers from top to bottom; those beside each other do not know each other."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    return [[part.strip() for part in line.split("|")] for line in contract["layers"]]


def box(x: float, y: float, width: float, text: str, fill: str = DARK, *, note: str = "") -> str:
    middle, line = x + width / 2, y + HIGH / 2 + 5
    if note:
        label = f"<tspan font-weight='bold'>{escape(text)}</tspan>  {escape(note)}"
        words = f"<text x='{x + 12}' y='{line}' xml:space='preserve'>{label}</text>"
    else:
        words = f"<text x='{middle}' y='{line}' text-anchor='middle'>{escape(text)}</text>"
    return f"<rect x='{x}' y='{y}' width='{width}' height='{HIGH}' rx='5' fill='{fill}'/>{words}"


def arrow(x1: float, y1: float, x2: float, y2: float) -> str:
    return (
        f"<line x1='{x1}' y1='{y1}' x2='{x2}' y2='{y2}' stroke='{LINE}' stroke-width='2' "
        "marker-end='url(#head)'/>"
    )


def way() -> Iterator[str]:
    step, width = WIDTH / len(WAY), 112
    for number, name in enumerate(WAY):
        x = number * step + (step - width) / 2
        yield box(x, 66, width, name)
        if number:
            yield arrow(x - (step - width) + 2, 66 + HIGH / 2, x - 4, 66 + HIGH / 2)
        if name in FROM_ABOVE:
            yield box(x, 8, width, FROM_ABOVE[name], MILD)
            yield arrow(x + width / 2, 8 + HIGH + 2, x + width / 2, 62)


def stack(holds: dict[str, str], top: float) -> Iterator[str]:
    for number, names in enumerate(layers()):
        y = top + number * (HIGH + GAP)
        width = (WIDTH - 16 - GAP * (len(names) - 1)) / len(names)
        for place, name in enumerate(names):
            note = holds[name].replace("`", "") if len(names) == 1 else ""
            yield box(8 + place * (width + GAP), y, width, name, note=note)


def main() -> None:
    holds = dict(ROW.findall(PAGE.read_text(encoding="utf-8")))
    every = layers()
    top = 66 + HIGH + 40
    height = top + len(every) * (HIGH + GAP)
    order = "; ".join(" and ".join(names) for names in every)
    sentence = f"{', '.join(WAY)}, in this order. The layers, from top to bottom: {order}."
    lines = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' role='img' "
        f"aria-labelledby='title told' {FACE} fill='#ffffff'>",
        "<title id='title'>The way of the evidence, and the layers of the code</title>",
        f"<desc id='told'>{escape(sentence)}</desc>",
        "<defs><marker id='head' viewBox='0 0 10 10' refX='8' refY='5' markerWidth='6' "
        f"markerHeight='6' orient='auto'><path d='M0 0 10 5 0 10z' fill='{LINE}'/></marker></defs>",
        *way(),
        *stack(holds, top),
        "</svg>",
    ]
    text = "\n".join(lines) + "\n"
    (HERE / "pictures" / "architecture.svg").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
