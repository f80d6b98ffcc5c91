"""Evidence: the values that were examined, each with file and line."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from attrs import evolve, frozen

from .blanks import Mark
from .outcome import Level, Reason
from .places import Place, Pointer, cell_in, line_in
from .quotes import Figure, Lookup
from .values import by_value, once


class Source(Protocol):
    """A file of the bundle that can locate the values read from it."""

    @property
    def path(self) -> str: ...

    def place_of(self, pointer: Pointer) -> Place | None: ...


@by_value(
    "kind", "file", "line", "cell", "field", without=("source", "lookup"), beside=("file", "place")
)
@frozen(eq=False, repr=False, slots=False)
class Evidence:
    """One value that an element examined.

    `field` is the column, or the path of the key (`targets[2].count`). `level` is None for
    denominators (profile, roster, calendar), which define what to look at and prove nothing.
    `value` is None if it would identify a person. `lacks` says why the level is not higher.
    `written` is the district's own word, if the ruleset maps it to another. `cites` is the place in
    the district's own document: title, page or section. If that document is in the bundle, `lookup`
    is the result of looking up the quote, `differs` are figures of the quote that contradict the
    field, and `hedge` is the word that makes the quote non-binding. `place` is computed on access.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> one = report.findings[0].elements[0].evidence[0]
    >>> one.file, one.line, one.field
    ('planning_support_guideline.toml', 6, 'structures')
    """

    kind: str
    source: Source
    pointer: Pointer
    value: object
    level: Level | None
    lacks: Reason | None = None
    written: str = ""
    cites: str = ""
    lookup: Lookup | None = None
    differs: tuple[Figure, ...] = ()
    hedge: str = ""

    @property
    def file(self) -> str:
        return self.source.path

    @property
    def place(self) -> Place | None:
        return self.source.place_of(self.pointer)

    @property
    def line(self) -> int | None:
        """The line of the TOML file or row of the CSV, counted from 1."""
        return line_in(self.place)

    @property
    def cell(self) -> str | None:
        """The cell of the workbook, such as `observation_log!E5`."""
        return cell_in(self.place)

    @property
    def field(self) -> str:
        text = ""
        for part in self.pointer:
            if isinstance(part, str):
                text += f".{part}" if text else part
            elif text:
                text += f"[{part + 1}]"
        return text


@frozen(eq=False, repr=False, slots=False)
class Sample:
    """The rows behind a judgement: their number, and the first few of them as evidence."""

    kind: str
    level: Level | None
    rows: int
    first: Callable[[], tuple[Evidence, ...]]


@frozen(eq=False, repr=False, slots=False)
class Kept:
    """The evidence of a saved report, in its order, with the number of rows behind it."""

    rows: int
    evidence: tuple[Evidence, ...]


Note = Evidence | Sample | Kept
SHOWN = 12


def shown_evidence(notes: Sequence[Note]) -> tuple[Evidence, ...]:
    """Return the evidence to show: statements first, then rows, then denominators.

    If no row was selected, the header rows of the searched tables are shown. A field without a
    value is shown as a place without one. At most `SHOWN` entries.
    """
    for note in notes:
        if isinstance(note, Kept):
            return note.evidence
    pieces = once(note for note in notes if isinstance(note, Evidence))
    rows: dict[tuple[str, Pointer], Evidence] = {}
    samples = [note for note in reversed(notes) if isinstance(note, Sample)]
    proof = any(note.rows and note.level is not None for note in samples)
    for sample in samples:
        if len(rows) >= SHOWN:
            break
        if sample.rows or not proof:
            for piece in sample.first():
                rows.setdefault((piece.file, piece.pointer), piece)
    selection = (
        *[piece for piece in pieces if piece.level is not None],
        *[rows[key] for key in sorted(rows)],
        *[piece for piece in pieces if piece.level is None],
    )[:SHOWN]
    return tuple(
        evolve(piece, value=None) if isinstance(piece.value, Mark) else piece for piece in selection
    )


def rows_behind(notes: Iterable[Note]) -> int:
    """Return the number of table rows examined, counting the largest selection of each kind."""
    most: dict[str, int] = {}
    for note in notes:
        if isinstance(note, Kept):
            return note.rows
        if isinstance(note, Sample):
            most[note.kind] = max(most.get(note.kind, 0), note.rows)
    return sum(most.values())
