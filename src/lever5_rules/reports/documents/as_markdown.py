"""Documents as Markdown for a wiki page, an issue or mail."""

from collections.abc import Iterator

from lever5_rules.reports.document import (
    Block,
    Document,
    Facts,
    Grid,
    Note,
    Notes,
    Say,
    Section,
    Tone,
)
from lever5_rules.reports.markdown import md, table

MOST, MOST_OF_A_TRACE = 2000, 8000
"""The most characters of a note, and of one beside the point, such as the ids of elements."""


def render(document: Document) -> str:
    """Return a document as Markdown; all of its text is shown literally."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield f"# {md(document.title)}"
    for block in document.head:
        yield from lines_of(block)
    for section in document.sections:
        yield from lines_of_section(section)


def lines_of_section(section: Section) -> Iterator[str]:
    """Yield the lines of a section."""
    yield f"\n## {md(section.title)}"
    for block in section.blocks:
        yield from lines_of(block)


def lines_of(block: Block) -> Iterator[str]:
    """Yield the lines of a block, an empty one first."""
    if isinstance(block, Say):
        yield ""
        text = md(block.text)
        bold = block.tone in (Tone.STRONG, Tone.GOOD, Tone.BAD)
        yield f"**{text}**" if bold else f"> {text}" if block.tone == Tone.WARNING else text
    elif isinstance(block, Facts):
        yield ""
        for label, text in block.pairs:
            yield f"- {md(label)} {md(text)}"
    elif isinstance(block, Notes):
        yield ""
        for number, item in enumerate(block.items, start=1):
            yield from _note(item, "", f"{number}." if block.numbered else "-")
    elif isinstance(block, Grid):
        yield from table(map(md, block.heads), (map(md, row) for row in block.rows))
    else:
        yield f"\n### {md(f'{block.key} {block.title}'.strip(), 300, starts=False)}\n"
        yield f"{md(block.lead or block.word)}\n"
        for note in block.notes:
            yield from _note(note, "", "-")


def _note(note: Note, indent: str, mark: str) -> Iterator[str]:
    lead = f"{md(note.label)}: " if note.label else ""
    text = md(note.text, MOST_OF_A_TRACE if note.tone == Tone.SOFT else MOST)
    strong = note.tone == Tone.STRONG or (note.notes and not note.label)
    yield f"{indent}{mark} {lead}{f'**{text}**' if strong else text}"
    for inner in note.notes:
        yield from _note(inner, f"{indent}{' ' * (len(mark) + 1)}", "-")
