"""What plugins may do to the whole program, which is put right after them."""

import os
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
def contained() -> Iterator[None]:
    """What is printed meanwhile goes to standard error; both streams and the working directory
    are afterwards what they were, whatever has been done to them."""
    output, errors, place = sys.stdout, sys.stderr, _working_directory()
    if errors is not None:  # as it is where a program has no console
        sys.stdout = sys.stderr = _Aside(errors)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = output, errors
        if place is not None and place != _working_directory():
            os.chdir(place)


def _working_directory() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # it has been deleted
        return None
