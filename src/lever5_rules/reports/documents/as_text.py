"""Documents as text for a terminal."""

from lever5_rules.core.text import clipped, harmless
from lever5_rules.reports.document import (
    Block,
    Document,
    Entry,
    Facts,
    Grid,
    Note,
    Notes,
    Say,
    Section,
    Tone,
)
from lever5_rules.reports.text_page import BAD, BOLD, DO, FAINT, WIDTH, Page

TONES = {
    Tone.PLAIN: "",
    Tone.STRONG: BOLD,
    Tone.WARNING: "33;1",
    Tone.SOFT: FAINT,
    Tone.DO: DO,
    Tone.GOOD: "32;1",
    Tone.BAD: BAD,
}
STEP, BODY, GAP = 2, 8, 2
"""Columns by which a list within a list moves in; where what is said of a criterion begins; between
the columns of a table."""


def render(document: Document, *, width: int = WIDTH, color: bool = False) -> str:
    """Return a document as text of at most `width` columns; `color` adds terminal colors."""
    page = Page(width, color)
    for block in document.head:
        put(page, block)
        page.gap()
    for section in document.sections:
        put_section(page, section)
    return page.text()


def put_section(page: Page, section: Section) -> None:
    """Add a section to a page."""
    page.title(section.title)
    for block in section.blocks:
        if isinstance(block, Entry):
            page.gap()
        put(page, block)


def put(page: Page, block: Block) -> None:
    """Add a block to a page."""
    if isinstance(block, Say):
        page.say(block.text, style=TONES[block.tone])
    elif isinstance(block, Facts):
        wide = max((len(label) for label, _ in block.pairs), default=0) + 2
        for label, text in block.pairs:
            page.say(f"{label:<{wide}}{text}", hanging=wide, style=BOLD)
    elif isinstance(block, Notes):
        for number, item in enumerate(block.items, start=1):
            _note(page, item, 0, f"{number}. " if block.numbered else "- ")
    elif isinstance(block, Grid):
        _grid(page, block)
    else:
        title = f"{block.key}  {block.title}" if block.key else block.title
        page.row(block.word, title, block.outcome, is_error=block.bad)
        if block.lead:
            page.say(block.lead, indent=BODY)
        for note in block.notes:
            _note(page, note, BODY, "- ")


def _note(page: Page, note: Note, indent: int, mark: str) -> None:
    lead = f"{note.label}: " if note.label else mark
    hanging = len(lead) if page.roomy or not note.label else STEP
    style = TONES[note.tone or (Tone.STRONG if note.notes else Tone.PLAIN)]
    page.say(f"{lead}{note.text}", indent=indent, hanging=hanging, style=style)
    for inner in note.notes:
        _note(page, inner, indent + (len(mark) if not note.label else STEP), "- ")


def _grid(page: Page, grid: Grid) -> None:
    """Add a table; columns that fit no more on a line follow below, after the first one again."""
    most = page.width // 2 - GAP
    table = [[clipped(harmless(cell), most) for cell in row] for row in (grid.heads, *grid.rows)]
    wide = [max(map(len, column)) + GAP for column in zip(*table, strict=True)]
    first = 1
    while first < len(wide):
        end = first + 1
        while end < len(wide) and wide[0] + sum(wide[first : end + 1]) - GAP <= page.width:
            end += 1
        page.gap()
        for row in table:
            page.put("".join(f"{row[at]:<{wide[at]}}" for at in (0, *range(first, end))))
        first = end
    page.gap()
