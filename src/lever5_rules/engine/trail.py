"""The trail of an element: what it has read, recorded by the engine and hidden from rules."""

from collections.abc import Callable
from datetime import date
from enum import Enum

from attrs import define, field

from lever5_rules.artifacts.kinds import Family, KindInfo
from lever5_rules.core.evidence import Evidence, Note, Sample
from lever5_rules.core.verdict import Verdict


class Including(Enum):
    """Which unsure rows an element is judged with."""

    NONE = 0
    EVIDENCE = 1
    """Those of evidence, but not of denominators: what may have been done, by those of whom it is
    certainly asked."""
    ALL = 2


@define(eq=False, repr=False, slots=False)
class Trail:
    """What one element has read so far.

    `memory` caches the evidence of fields for all elements. `entries` are the document values read,
    `samples` the table rows. `looked` are the kinds actually examined, `columns` the table columns,
    `chosen` the fields by which documents and their items were selected. `ended` is the verdict
    that ended the reading, in case the rule catches the exception and continues. `doubts` return
    verdicts about unsure rows; an element that met any is judged again `including` them.
    `unknown_of_read` is the largest share of the rows of one reading that could not be taken into
    account either way, `unknown_of_table` that of the rows of the whole table, in which a single
    row is a slip of the pen.
    """

    as_of: date
    campuses: tuple[str, ...] = ()
    memory: dict[tuple[int, str, bool], Evidence] = field(factory=dict)
    entries: list[Evidence] = field(factory=list)
    samples: list[Sample] = field(factory=list)
    looked: set[str] = field(factory=set)
    columns: set[tuple[str, str]] = field(factory=set)
    chosen: set[tuple[str, ...]] = field(factory=set)
    ended: Verdict | None = None
    including: Including = Including.NONE
    doubts: list[Callable[[], Verdict]] = field(factory=list)
    unknown_of_read: float = 0.0
    unknown_of_table: float = 0.0
    _ids_since_mark: set[int] = field(factory=set, init=False)

    @property
    def generous(self) -> bool:
        """Whether unsure values of documents, and unsure rows of evidence, are included."""
        return self.including is not Including.NONE

    def includes(self, kind: KindInfo) -> bool:
        """Return whether unsure rows of a kind are included."""
        if self.including is not Including.EVIDENCE:
            return self.including is Including.ALL
        return kind.family is not Family.DENOMINATOR

    def read(self, entry: Evidence) -> None:
        """Record a value, once between two marks."""
        if id(entry) not in self._ids_since_mark:
            self._ids_since_mark.add(id(entry))
            self.entries.append(entry)
            self.looked.add(entry.kind)

    def position(self) -> tuple[int, int]:
        """Return the current position, for `cut` and `since`."""
        self._ids_since_mark.clear()
        return len(self.entries), len(self.samples)

    def cut(self, mark: tuple[int, int]) -> None:
        """Drop what was read after a mark."""
        self._ids_since_mark.clear()
        del self.entries[mark[0] :]
        del self.samples[mark[1] :]

    def since(self, mark: tuple[int, int]) -> tuple[Note, ...]:
        return (*self.entries[mark[0] :], *self.samples[mark[1] :])

    def extend(self, other: "Trail") -> None:
        """Add what a shared fact has read."""
        entries = {id(entry): entry for entry in other.entries}
        if not self._ids_since_mark.isdisjoint(entries):
            entries = {
                key: entry for key, entry in entries.items() if key not in self._ids_since_mark
            }
        self._ids_since_mark.update(entries)
        self.entries += entries.values()
        self.samples += other.samples
        self.looked |= other.looked
        self.columns |= other.columns
        self.chosen |= other.chosen
        self.doubts += other.doubts
        self.unknown_of_read = max(self.unknown_of_read, other.unknown_of_read)
        self.unknown_of_table = max(self.unknown_of_table, other.unknown_of_table)

    def count(self, unknown: int, rows: int, of_table: int) -> None:
        """Record how many of the rows of a reading could not be taken into account."""
        if unknown:
            self.unknown_of_read = max(self.unknown_of_read, unknown / rows)
        if unknown > 1:
            self.unknown_of_table = max(self.unknown_of_table, unknown / of_table)
