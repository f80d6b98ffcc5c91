"""Evidence: what was examined, down to file and line."""

from collections.abc import Callable
from typing import Protocol

from attrs import frozen

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
