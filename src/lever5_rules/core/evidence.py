"""Evidence: what was examined, down to file and line, and the trail that records it."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from attrs import field, frozen

from .outcome import Level, Reason


class Source(Protocol):
    """A file of the bundle that can say where a value stands."""

    @property
    def path(self) -> str: ...

    def line_of(self, pointer: tuple[str | int, ...]) -> int | None: ...


@frozen(eq=False)
class Evidence:
    """One value that an element examined.

    `field` is the column, or the key with its path (`targets[2].count`). `level` is None for
    denominators (profile, roster, calendar), which say what to look at and prove nothing.
    `value` is None where it identifies a person; `lacks` says what keeps the level down.
    `line` is looked up when it is asked for.
    """

    kind: str
    source: Source
    pointer: tuple[str | int, ...]
    value: object
    level: Level | None
    lacks: Reason | None = None

    @property
    def file(self) -> str:
        return self.source.path

    @property
    def line(self) -> int | None:
        """The line of the TOML file or row of the CSV, counted from 1."""
        return self.source.line_of(self.pointer)

    @property
    def field(self) -> str:
        text = ""
        for part in self.pointer:
            if isinstance(part, str):
                text += f".{part}" if text else part
            elif text:
                text += f"[{part + 1}]"
        return text


@frozen(eq=False)
class Sample:
    """The rows behind a judgement: how many there are, and a few of them as evidence."""

    kind: str
    rows: int
    first: Callable[[], tuple[Evidence, ...]]


@frozen(eq=False)
class Trail:
    """What one element has read so far; the engine keeps it, a rule never sees it.

    `entries` are the values of documents, `samples` the rows of tables, `looked` the kinds that
    were examined and not only asked for, `columns` which columns of tables.
    """

    as_of: date
    entries: list[Evidence] = field(factory=list)
    samples: list[Sample] = field(factory=list)
    looked: set[str] = field(factory=set)
    columns: set[tuple[str, str]] = field(factory=set)

    def mark(self) -> tuple[int, int]:
        """Where the trail stands, to cut from there later."""
        return len(self.entries), len(self.samples)

    def since(self, mark: tuple[int, int]) -> "tuple[Evidence | Sample, ...]":
        return (*self.entries[mark[0] :], *self.samples[mark[1] :])

    def extend(self, other: "Trail") -> None:
        """Takes over what a shared fact has read."""
        self.entries.extend(other.entries)
        self.samples.extend(other.samples)
        self.looked.update(other.looked)
        self.columns.update(other.columns)
