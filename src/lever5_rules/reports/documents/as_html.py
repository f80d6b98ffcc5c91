"""Documents as one self-contained page of HTML, with its dates as people write them."""

import re
from datetime import date

from attrs import evolve

from lever5_rules.reports.document import Block, Document, Entry, Facts, Note, Notes, Say
from lever5_rules.reports.page import page
from lever5_rules.reports.wording import day_in_words

_DAY = re.compile(r"(?<![\w/.\-])(2\d{3})-(0[1-9]|1[0-2])-([0-2]\d|3[01])(?![\w/\-]|\.\w)")


def html_of(document: Document) -> str:
    """Return a document as a page; all of its text is shown literally.

    What is quoted of findings below a criterion keeps its dates as the report has them.
    """
    told = evolve(
        document,
        head=[_told(one) for one in document.head],
        sections=[
            evolve(
                one, title=_days_in_words(one.title), blocks=[_told(each) for each in one.blocks]
            )
            for one in document.sections
        ],
    )
    return page("document.html", document=told, kind_of=lambda block: type(block).__name__)


def _told(block: Block) -> Block:
    if isinstance(block, Say):
        return evolve(block, text=_days_in_words(block.text))
    if isinstance(block, Facts):
        return evolve(block, pairs=[(label, _days_in_words(text)) for label, text in block.pairs])
    if isinstance(block, Notes):
        return evolve(block, items=[_note(one) for one in block.items])
    if isinstance(block, Entry):
        notes = [_note(one) for one in block.notes]
        title, lead = _days_in_words(block.title), _days_in_words(block.lead)
        return evolve(block, title=title, lead=lead, notes=notes)
    return block


def _note(one: Note) -> Note:
    return evolve(one, text=_days_in_words(one.text))


def _days_in_words(text: str) -> str:
    return _DAY.sub(lambda at: _day(at[0]), text)


def _day(said: str) -> str:
    try:
        return day_in_words(date.fromisoformat(said))
    except ValueError:
        return said
