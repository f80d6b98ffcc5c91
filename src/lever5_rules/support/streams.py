"""What plugins may do to the whole program, which is put right after them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import TextIOBase
from threading import Lock, current_thread, main_thread
from typing import TextIO

_inside: ContextVar[bool] = ContextVar("inside", default=False)
"""Whether what runs here is contained; other threads of the program are not."""


class _Divided(TextIOBase):
    """Writes to one stream what is printed by what is contained, to another what is not, and
    closes neither."""

    def __init__(self, usual: TextIO | None, aside: TextIO) -> None:
        self._usual = usual
        self._aside = aside

    def _stream(self) -> TextIO | None:
        return self._aside if _inside.get() else self._usual

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return getattr(self._stream(), "encoding", None) or "utf-8"

    @property
    def buffer(self) -> object:
        return getattr(self._stream(), "buffer", None)

    def fileno(self) -> int:
        return (self._stream() or self._aside).fileno()

    def isatty(self) -> bool:
        return (self._stream() or self._aside).isatty()

    def write(self, text: str) -> int:
        stream = self._stream()
        return len(text) if stream is None else stream.write(text)

    def flush(self) -> None:
        if stream := self._stream():
            stream.flush()

    def close(self) -> None:
        """Nothing: the streams are for others too."""


class _Streams:
    """The two streams of the program, of which there is one pair for all threads: divided from
    when the first of them is contained until the last one is no longer."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._depth = 0
        self._usual = self._divided = (sys.stdout, sys.stderr)

    def divide(self) -> None:
        with self._lock:
            if self._depth == 0:
                output, errors = self._usual = self._divided = (sys.stdout, sys.stderr)
                if errors is not None:  # as it is where a program has no console
                    self._divided = (_Divided(output, errors), _Divided(errors, errors))
            self._depth += 1
            sys.stdout, sys.stderr = self._divided

    def restore(self) -> None:
        with self._lock:
            self._depth -= 1
            sys.stdout, sys.stderr = self._divided if self._depth else self._usual


_streams = _Streams()


@contextmanager
def contained(needed: bool = True) -> Iterator[None]:
    """What is printed meanwhile goes to standard error; both streams are afterwards what they
    were, whatever has been done to them. In the main thread so is the working directory.

    Where it is not `needed`, since no plugin runs, nothing is put aside: the streams are those of
    the whole program, whose other threads may print and redirect as they like."""
    if not needed:
        yield
        return
    place = _working_directory() if current_thread() is main_thread() else None
    _streams.divide()
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)
        _streams.restore()
        if place is not None and place != _working_directory():
            os.chdir(place)


def _working_directory() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # it has been deleted
        return None
