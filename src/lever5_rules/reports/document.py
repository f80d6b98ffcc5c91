"""A document as a tree: what a result says, once, for all formats that people read.

`documents/` renders it as text, Markdown, HTML and a workbook. Texts are plain: each renderer makes
them harmless in its own way.
"""

from collections.abc import Sequence
from enum import StrEnum

from attrs import frozen

from lever5_rules.core.outcome import Outcome
from lever5_rules.findings.report import Report


class Tone(StrEnum):
    """What a text is to its reader: what matters most, what to heed, what is beside the point, what
    to do, and the answer to the question of the whole document."""

    PLAIN = ""
    STRONG = "strong"
    WARNING = "warning"
    SOFT = "soft"
    DO = "do"
    GOOD = "good"
    BAD = "bad"


@frozen
class Say:
    """A paragraph."""

    text: str
    tone: Tone = Tone.PLAIN


@frozen
class Facts:
    """Labels and what each stands for, such as which reports are compared."""

    pairs: Sequence[tuple[str, str]]


@frozen
class Note:
    """An item of a list, with items of its own; `label` says what kind of thing it is."""

    text: str
    label: str = ""
    tone: Tone = Tone.PLAIN
    notes: Sequence["Note"] = ()


@frozen
class Notes:
    """A list; `numbered` if the order matters."""

    items: Sequence[Note]
    numbered: bool = False


@frozen
class Entry:
    """A criterion with its notes. `word` is the outcome in one word, `lead` an opening
    sentence."""

    word: str
    key: str
    title: str
    outcome: Outcome | None = None
    lead: str = ""
    notes: Sequence[Note] = ()
    bad: bool = False


@frozen
class Grid:
    """A table; `states` are the outcomes of those cells, by row and column, that have one."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


Block = Say | Facts | Notes | Entry | Grid


@frozen
class Section:
    """A part with a title."""

    title: str
    blocks: Sequence[Block]


@frozen
class Document:
    """A title, what stands above all sections, and the sections. `report` is the one it is about;
    a workbook takes its day and version."""

    title: str
    head: Sequence[Block]
    sections: Sequence[Section]
    report: Report | None = None
