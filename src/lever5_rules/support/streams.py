"""Containment of plugins' effects on the process: output streams and working directory."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import TextIOBase
from threading import Lock, current_thread, main_thread
from types import ModuleType
from typing import Any

_OUTSIDE = object()
_inside: ContextVar[Any] = ContextVar("inside", default=(_OUTSIDE, _OUTSIDE))
"""Where the output of the current context goes if it is contained; None for the normal stream.
Other threads of the program are not contained."""


class _Divided(TextIOBase):
    """A stream that sends contained output to one place and all other output to another.

    It closes neither, and is never removed, because `print` in another thread may be about to use
    it.
    """

    def __init__(self, place: int) -> None:
        self.place = place
        self.usual: Any = None
        self.diverted: Any = None

    @property
    def stream(self) -> Any:
        """The stream for the current context."""
        stream = _inside.get()[self.place]
        if stream is _OUTSIDE:
            return self.usual
        return self.diverted if stream is None else stream

    @stream.setter
    def stream(self, stream: Any) -> None:
        if stream is self:
            stream = None
        streams = list(_inside.get())
        if streams[self.place] is not _OUTSIDE:
            streams[self.place] = stream
            _inside.set(tuple(streams))
        elif stream is not None:
            self.usual = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return getattr(self.stream, "encoding", None) or "utf-8"

    @property
    def buffer(self) -> object:
        return getattr(self.stream, "buffer", None)

    def fileno(self) -> int:
        number: int = (self.stream or self.diverted).fileno()
        return number

    def isatty(self) -> bool:
        return bool((self.stream or self.diverted).isatty())

    def write(self, text: str) -> int:
        if (stream := self.stream) is not None:
            stream.write(text)
        return len(text)

    def flush(self) -> None:
        if (stream := self.stream) is not None:
            stream.flush()

    def close(self) -> None:
        """Do nothing: the underlying streams are shared."""


_DIVIDED = (_Divided(0), _Divided(1))
_NAMES = ("stdout", "stderr")


def _stream_property(divided: _Divided) -> property:
    """Return a property that gives each context its own stream.

    Contained code can redirect its stream without any other thread noticing.
    """

    def get(_: object) -> Any:
        stream = _inside.get()[divided.place]
        return divided.usual if stream is _OUTSIDE else stream or divided

    def put(_: object, stream: Any) -> None:
        divided.stream = stream

    return property(get, put)


class _DividedSys(ModuleType):
    """The module `sys` while something is contained.

    `print` itself bypasses these properties and finds the dividing stream.
    """

    stdout = _stream_property(_DIVIDED[0])
    stderr = _stream_property(_DIVIDED[1])


class _Streams:
    """The two streams of the process, for all threads: divided while anything is contained."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._depth = 0

    def install(self) -> None:
        with self._lock:
            self._depth += 1
            if self._depth == 1 and sys.stderr is not None:  # stderr is None without a console
                usual = [
                    divided.usual if now is divided else now
                    for divided, now in zip(_DIVIDED, (sys.stdout, sys.stderr), strict=True)
                ]
                for name, divided, stream in zip(_NAMES, _DIVIDED, usual, strict=True):
                    divided.usual, divided.diverted = stream, usual[1]
                    vars(sys)[name] = divided
                _of_class(_DividedSys)

    def restore(self) -> None:
        with self._lock:
            self._depth -= 1
            if self._depth == 0 and type(sys) is _DividedSys:
                _of_class(ModuleType)
                for name, divided in zip(_NAMES, _DIVIDED, strict=True):
                    vars(sys)[name] = divided.usual


def _of_class(cls: type[ModuleType]) -> None:
    sys.__class__ = cls


_streams = _Streams()


@contextmanager
def contained(needed: bool = True) -> Iterator[None]:
    """Send what is printed meanwhile to standard error, and restore both streams afterwards.

    In the main thread the working directory is restored too. Without `needed`, because no plugin
    runs, nothing is changed: the streams belong to the whole program, whose other threads may use
    them.
    """
    if not needed:
        yield
        return
    place = _working_directory() if current_thread() is main_thread() else None
    _streams.install()
    token = _inside.set((None, None))
    try:
        yield
    finally:
        _inside.reset(token)
        _streams.restore()
        if place is not None and place != _working_directory():
            os.chdir(place)


@contextmanager
def uncontained() -> Iterator[None]:
    """Send what is printed meanwhile to the normal streams, even within contained code.

    For callbacks of the library's caller, which are not plugin code.
    """
    token = _inside.set((_OUTSIDE, _OUTSIDE))
    try:
        yield
    finally:
        _inside.reset(token)


def _working_directory() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # the directory has been deleted
        return None
