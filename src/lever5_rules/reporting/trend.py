"""A drawing of several reports: outcomes by key practice over time, as SVG.

It stands in a page or in a file of its own. Outcomes differ by pattern as well as by colour, and
the same figures are written in its text alternative.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape

from lever5_rules.core.text import clipped, counted, harmless

Counts = Mapping[str, int]
"""How many criteria have an outcome, by its word in the JSON report (`missing-evidence`)."""

ALL = "All"
WORDS = {
    "gap": "gap",
    "missing-evidence": "missing evidence",
    "error": "error",
    "not-applicable": "not applicable",
    "pass": "pass",
}
"""The outcomes from the foot of a bar to its top; those to act on stand on the ground line."""

LEGEND = ("pass", "gap", "missing-evidence", "not-applicable", "error")
COLORS = {
    "gap": "#cf4a2c",
    "missing-evidence": "#b7791f",
    "error": "#a83a8c",
    "not-applicable": "#868e96",
    "pass": "#2c8c6c",
}
STRIPES = {
    "gap": "M0,6 L6,0 M-1,1 L1,-1 M5,7 L7,5",
    "missing-evidence": "M1.5,1.5 h.1 M4.5,4.5 h.1",
    "error": "M0,0 L6,6 M0,6 L6,0",
    "not-applicable": "M3,0 V6",
}
LEFT, TOP, GAP, STEP, UNIT, MOST_HEIGHT = 8, 40, 18, 68, 11, 86
FONT = "Segoe UI, Helvetica Neue, Arial, sans-serif"


def trend_svg(
    history: Sequence[tuple[date, Mapping[str, Counts]]],
    titles: Mapping[str, str] | None = None,
    *,
    prefix: str = "trend",
) -> str:
    """Draws the outcomes of several reports: a strip for each key practice, a bar for each date.

    `history` holds, oldest first, the date of a report and its counts of criteria by key practice
    id and outcome (`pass`, `gap`, `missing-evidence`, `not-applicable`, `error`); an outcome left
    out counts as 0, a key practice left out has no bar. `titles` names key practices by id.
    `prefix` begins every id in the drawing; give each drawing of a page its own.
    """
    names = titles or {}
    practices = sorted({practice for _, counts in history for practice in counts})
    strips = [ALL, *practices] if len(practices) > 1 else practices
    rows = {
        strip: [_total(counts) if strip == ALL else counts.get(strip, {}) for _, counts in history]
        for strip in strips
    }
    parts: list[str] = []
    y = TOP
    for strip, row in rows.items():
        most = max((sum(one.get(word, 0) for word in WORDS) for one in row), default=0) or 1
        unit = min(UNIT, MOST_HEIGHT / most)
        y += GAP + 12
        label = strip if strip == ALL else f"{strip} {names.get(strip, '')}".rstrip()
        parts.append(_text(0, y - 6, label, weight="600"))
        y += round(unit * most)
        parts += _strip(row, y, unit, prefix)
    height, width = y + 24, max(LEFT + STEP * len(history), 460)
    every = max(1, -(-len(history) * 2 // 24))
    for place, (day, _) in enumerate(history):
        if place % every == 0 or place == len(history) - 1:
            parts.append(_text(_middle(place), y + 18, day.isoformat(), anchor="middle"))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" font-family="{FONT}" font-size="11" '
            f'fill="currentColor" aria-labelledby="{prefix}-title {prefix}-words">',
            f'<title id="{prefix}-title">Outcomes by key practice over time</title>',
            f'<desc id="{prefix}-words">{" ".join(_sentences(history, rows))}</desc>',
            *_patterns(prefix),
            *_legend(prefix),
            *parts,
            "</svg>\n",
        ]
    )


def _total(counts: Mapping[str, Counts]) -> Counts:
    return {word: sum(one.get(word, 0) for one in counts.values()) for word in WORDS}


def _middle(place: int) -> int:
    return LEFT + STEP * place + STEP // 2


def _strip(row: Sequence[Counts], ground: int, unit: float, prefix: str) -> Iterator[str]:
    end = LEFT + STEP * len(row)
    yield f'<path d="M0,{ground}.5 H{end}" stroke="currentColor" stroke-opacity=".35"/>'
    for place, counts in enumerate(row):
        foot = float(ground)
        for word in WORDS:
            number = counts.get(word, 0)
            pieces = number if unit == UNIT else min(number, 1)
            for _ in range(pieces):
                tall = number * unit / pieces
                foot -= tall
                yield _box(_middle(place) - 15, foot, 30, tall, word, prefix)


def _box(x: float, y: float, width: float, height: float, word: str, prefix: str) -> str:
    shape = f'x="{x:g}" y="{y + 0.5:.5g}" width="{width:g}" height="{max(height - 1, 0.5):.4g}"'
    drawn = f'<rect {shape} fill="{COLORS[word]}"/>'
    return drawn + (f'<rect {shape} fill="url(#{prefix}-{word})"/>' if word in STRIPES else "")


def _patterns(prefix: str) -> Iterator[str]:
    yield "<defs>"
    for word, path in STRIPES.items():
        yield (
            f'<pattern id="{prefix}-{word}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<path d="{path}" stroke="#fff" stroke-width="1.6" fill="none" '
            'stroke-linecap="round"/></pattern>'
        )
    yield "</defs>"


def _legend(prefix: str) -> Iterator[str]:
    for number, (word, shown) in enumerate((word, WORDS[word]) for word in LEGEND):
        x, y = 150 * (number % 3), 4 + 20 * (number // 3)
        yield _box(x, y, 14, 14, word, prefix)
        yield _text(x + 20, y + 11, shown)


def _text(x: int, y: int, text: str, *, anchor: str = "start", weight: str = "400") -> str:
    said = escape(harmless(clipped(text, 90)))
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-weight="{weight}">{said}</text>'


def _sentences(
    history: Sequence[tuple[date, Mapping[str, Counts]]], rows: Mapping[str, Sequence[Counts]]
) -> Iterator[str]:
    yield f"{counted(len(history), 'report')}."
    for strip, row in rows.items():
        said = []
        for (day, _), counts in zip(history, row, strict=True):
            parts = [f"{counts[word]} {shown}" for word, shown in WORDS.items() if counts.get(word)]
            said.append(f"{day.isoformat()} {', '.join(parts) or 'none'}")
        yield escape(harmless(f"{clipped(strip)}: {'; '.join(said)}."))
