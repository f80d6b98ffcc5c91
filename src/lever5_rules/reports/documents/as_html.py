"""Documents as one self-contained page of HTML, with its dates as people write them."""

import re
from datetime import date

from attrs import evolve

from lever5_rules.reports.document import Block, Document, Entry, Facts, Note, Notes, Say
from lever5_rules.reports.page import page
from lever5_rules.reports.wording import day_in_words

_DAY = re.compile(r"(?<![\w/.\-])(2\d{3})-(0[1-9]|1[0-2])-([0-2]\d|3[01])(?![\w/\-]|\.\w)")


def render(document: Document) -> str:
    """Return a document as a page; all of its text is shown literally.

    What is quoted of findings below a criterion keeps its dates as the report has them.
    """
    readable = evolve(
        document,
        head=[_with_days_in_words(part) for part in document.head],
        sections=[
            evolve(
                section,
                title=_days_in_words(section.title),
                blocks=[_with_days_in_words(part) for part in section.blocks],
            )
            for section in document.sections
        ],
    )
    return page("document.html", document=readable, kind_of=lambda block: type(block).__name__)


def _with_days_in_words(block: Block) -> Block:
    if isinstance(block, Say):
        return evolve(block, text=_days_in_words(block.text))
    if isinstance(block, Facts):
        return evolve(block, pairs=[(label, _days_in_words(text)) for label, text in block.pairs])
    if isinstance(block, Notes):
        return evolve(block, items=[_note(item) for item in block.items])
    if isinstance(block, Entry):
        notes = [_note(note) for note in block.notes]
        title, lead = _days_in_words(block.title), _days_in_words(block.lead)
        return evolve(block, title=title, lead=lead, notes=notes)
    return block


def _note(note: Note) -> Note:
    return evolve(note, text=_days_in_words(note.text))


def _days_in_words(text: str) -> str:
    return _DAY.sub(lambda at: _day(at[0]), text)


def _day(text: str) -> str:
    try:
        return day_in_words(date.fromisoformat(text))
    except ValueError:
        return text
