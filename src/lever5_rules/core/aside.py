"""Where plugins may print: beside what this program itself writes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOBase
from typing import TextIO


class _Aside(TextIOBase):
    """Writes to a stream, and closes nothing where it is closed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @property
    def buffer(self) -> object:
        return self._stream.buffer

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def write(self, text: str) -> int:
        return self._stream.write(text)

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        """Nothing: the stream is for others too."""


@contextmanager
def printing_aside() -> Iterator[None]:
    """What is printed meanwhile goes to standard error; both streams are afterwards what they
    were, whatever has been done to them."""
    output, errors = sys.stdout, sys.stderr
    if errors is not None:  # as it is where a program has no console
        sys.stdout = sys.stderr = _Aside(errors)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = output, errors
