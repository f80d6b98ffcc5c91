"""A chart of several reports, as SVG: outcomes by key practice over time.

It can be embedded in a page or saved as a file. Outcomes differ by pattern as well as by color, and
the text alternative contains the same figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from math import ceil

from lever5_rules.core.text import clipped, counted, harmless

Counts = Mapping[str, int]
"""The number of criteria by outcome, named as in the JSON report (`missing-evidence`)."""

Box = tuple[float, float, float, float]
"""Left, top, width and height, in units of the drawing."""

ALL = "All"
WORDS = {
    state: state.replace("-", " ")
    for state in ("gap", "missing-evidence", "error", "not-applicable", "pass")
}
"""The outcomes from the bottom of a bar to its top; those that need action come first."""

LEGEND = ("pass", "gap", "missing-evidence", "not-applicable", "error")
COLORS = {
    "gap": "#cf4a2c",
    "missing-evidence": "#b7791f",
    "error": "#a83a8c",
    "not-applicable": "#868e96",
    "pass": "#2c8c6c",
}
HATCHES = {
    "gap": ("rising",),
    "missing-evidence": ("dots",),
    "error": ("rising", "falling"),
    "not-applicable": ("upright",),
}
LEFT, TOP, GAP, UNIT, MOST_HEIGHT = 8, 40, 18, 11, 86
WIDTH, STEP, WIDEST_STEP = 900, 68, 200
"""The drawing is as wide as a page; reports stand closer the more there are, down to a limit."""
LETTER = 6.9
"""The width of a bold letter, at most."""
MOST_LETTERS = 90
FONT = "Segoe UI, Helvetica Neue, Arial, sans-serif"


def trend_svg(
    history: Sequence[tuple[date, Mapping[str, Counts]]],
    titles: Mapping[str, str] | None = None,
    *,
    prefix: str = "trend",
) -> str:
    """Return a chart of the outcomes of several reports: a strip per key practice, a bar per date.

    `history` holds, oldest first, the date of a report and its counts of criteria by key practice
    id and outcome (`pass`, `gap`, `missing-evidence`, `not-applicable`, `error`); a missing outcome
    counts as 0, a missing key practice has no bar. `titles` names key practices by id. `prefix`
    starts every id in the drawing; drawings on the same page need different ones.
    """
    names = titles or {}
    practices = sorted({practice for _, counts in history for practice in counts})
    strips = [ALL, *practices] if len(practices) > 1 else practices
    rows = {
        strip: [_total(counts) if strip == ALL else counts.get(strip, {}) for _, counts in history]
        for strip in strips
    }
    parts: list[str] = []
    boxes = _Boxes()
    step = min(max(WIDTH // max(len(history), 1), STEP), WIDEST_STEP)
    labels = [
        clipped(strip if strip == ALL else f"{strip} {names.get(strip, '')}".rstrip(), MOST_LETTERS)
        for strip in strips
    ]
    y = TOP
    for label, row in zip(labels, rows.values(), strict=True):
        most = max((sum(counts.get(word, 0) for word in WORDS) for counts in row), default=0) or 1
        unit = min(UNIT, MOST_HEIGHT / most)
        y += GAP + 12
        parts.append(_text(0, y - 6, label, weight="600"))
        y += round(unit * most)
        parts += _strip(row, y, unit, step, boxes)
    widest = ceil(LETTER * max(map(len, labels), default=0))
    height, width = y + 24, max(LEFT + step * len(history), widest, 460)
    every = max(1, -(-len(history) * 2 // 24))
    for place, (day, _) in enumerate(history):
        if place % every == 0 or place == len(history) - 1:
            parts.append(_text(_middle(place, step), y + 18, day.isoformat(), anchor="middle"))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" preserveAspectRatio="xMinYMin" role="img" '
            f'font-family="{FONT}" font-size="11" fill="currentColor" '
            f'aria-labelledby="{prefix}-title {prefix}-words">',
            f'<title id="{prefix}-title">Outcomes by key practice over time</title>',
            f'<desc id="{prefix}-words">{" ".join(_sentences(history, rows))}</desc>',
            *_legend(boxes),
            *parts,
            *boxes.drawn(width, height, prefix),
            "</svg>\n",
        ]
    )


def _total(counts: Mapping[str, Counts]) -> Counts:
    return {word: sum(outcomes.get(word, 0) for outcomes in counts.values()) for word in WORDS}


def _middle(place: int, step: int) -> int:
    return LEFT + step * place + step // 2


def _strip(
    row: Sequence[Counts], ground: int, unit: float, step: int, boxes: "_Boxes"
) -> Iterator[str]:
    end, wide = LEFT + step * len(row), step * 0.44
    yield f'<path d="M0,{ground}.5 H{end}" stroke="currentColor" stroke-opacity=".35"/>'
    for place, counts in enumerate(row):
        foot = float(ground)
        for word in WORDS:
            number = counts.get(word, 0)
            pieces = number if unit == UNIT else min(number, 1)
            for _ in range(pieces):
                tall = number * unit / pieces
                foot -= tall
                boxes.add(word, _middle(place, step) - wide / 2, foot, wide, tall)


class _Boxes:
    """The boxes of each outcome.

    All boxes of one outcome are hatched at once, by lines seen through them: a browser prints an
    SVG pattern as a picture per box, which makes a page of 60 MB.
    """

    def __init__(self) -> None:
        self.boxes: dict[str, list[Box]] = {word: [] for word in WORDS}

    def add(self, word: str, x: float, y: float, width: float, height: float) -> None:
        self.boxes[word].append((x, y + 0.5, width, max(height - 1, 0.5)))

    def drawn(self, width: int, height: int, prefix: str) -> Iterator[str]:
        for word, boxes in self.boxes.items():
            if not boxes:
                continue
            shapes = "".join(
                f'<rect x="{x:g}" y="{y:.5g}" width="{wide:g}" height="{tall:.4g}"/>'
                for x, y, wide, tall in boxes
            )
            yield f'<g fill="{COLORS[word]}">{shapes}</g>'
            if word in HATCHES:
                yield f'<clipPath id="{prefix}-{word}">{shapes}</clipPath>'
                yield (
                    f'<g clip-path="url(#{prefix}-{word})" stroke="#fff" stroke-width="1.6" '
                    'fill="none" stroke-linecap="round">'
                )
                for kind in HATCHES[word]:
                    yield _dots(boxes) if kind == "dots" else _lines(kind, width, height)
                yield "</g>"


def _dots(boxes: Sequence[Box]) -> str:
    rows = (
        f"M{x + 1.5 + row % 2 * 3:g},{y + 1.5 + row * 3:.5g}h{wide:g}"
        for x, y, wide, tall in boxes
        for row in range(ceil(tall / 3))
    )
    return f'<path d="{"".join(rows)}" stroke-dasharray=".1 5.9"/>'


def _lines(kind: str, width: int, height: int) -> str:
    """Return lines six units apart across the whole drawing."""
    if kind == "upright":
        return f'<path d="{"".join(f"M{x},0v{height}" for x in range(3, width, 6))}"/>'
    begin, way = (0, height) if kind == "falling" else (height, -height)
    steps = range(-height // 6 * 6, width, 6)
    return f'<path d="{"".join(f"M{x},{begin}l{height},{way}" for x in steps)}"/>'


def _legend(boxes: _Boxes) -> Iterator[str]:
    for number, (word, label) in enumerate((word, WORDS[word]) for word in LEGEND):
        x, y = 150 * (number % 3), 4 + 20 * (number // 3)
        boxes.add(word, x, y, 14, 14)
        yield _text(x + 20, y + 11, label)


def _text(x: int, y: int, text: str, *, anchor: str = "start", weight: str = "400") -> str:
    escaped = escape(harmless(clipped(text, MOST_LETTERS)))
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-weight="{weight}">{escaped}</text>'


def _sentences(
    history: Sequence[tuple[date, Mapping[str, Counts]]], rows: Mapping[str, Sequence[Counts]]
) -> Iterator[str]:
    yield f"{counted(len(history), 'report')}."
    for strip, row in rows.items():
        entries = []
        for (day, _), counts in zip(history, row, strict=True):
            parts = [
                f"{counts[word]} {phrase}" for word, phrase in WORDS.items() if counts.get(word)
            ]
            entries.append(f"{day.isoformat()} {', '.join(parts) or 'none'}")
        yield escape(harmless(f"{clipped(strip)}: {'; '.join(entries)}."))
