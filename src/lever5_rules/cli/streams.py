"""Standard output and standard error of the command, and what happens when they fail."""

import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any

from lever5_rules.core.errors import UsageError


class OutputFailed(UsageError):
    """Raised if standard output cannot be written."""


def open_streams() -> None:
    """Open any standard stream that the parent process closed, so that no other file takes its
    place.

    Messages are dropped then; output cannot be, so writing it fails.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            raw = (_Closed if name == "stdout" else FileIO)(os.devnull, "w")
            setattr(sys, name, TextIOWrapper(BufferedWriter(raw), encoding="utf-8"))


def keep_output() -> None:
    """Reserve standard output for this program.

    What a plugin or its child processes write to the file descriptor, bypassing `sys.stdout`, goes
    to standard error.
    """
    usual = sys.stdout
    if not isinstance(usual, TextIOWrapper) or usual is not sys.__stdout__:
        return
    try:
        descriptor = os.dup(usual.fileno())
        os.dup2(sys.stderr.fileno(), usual.fileno())
    except (OSError, ValueError, AttributeError):  # one of the two is closed
        return
    sys.stdout = _text(_Output(descriptor, "w"), usual)


def guard_standard_error() -> None:
    """Drop messages that standard error cannot take; nothing depends on them."""
    usual = sys.stderr
    if not isinstance(usual, TextIOWrapper) or usual is not sys.__stderr__:
        return
    try:
        sys.stderr = _text(_Messages(usual.fileno(), "w", closefd=False), usual, at_once=True)
    except (OSError, ValueError):
        return


def flush_output() -> None:
    """Flush standard output. Raises UsageError if it fails."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
    except UsageError:
        drop_output()
        raise
    except OSError as error:
        drop_output()
        raise _full(error) from None


def drop_output() -> None:
    """Discard what is still to be written to standard output."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # it is closed
        pass


class _Output(FileIO):
    """Standard output; raises UsageError if it is full or broken."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _full(error) from None


class _Closed(FileIO):
    """Standard output that the parent process closed; raises UsageError when it is first written.

    It holds the closed descriptor, which no other file takes then.
    """

    _told = False

    def write(self, data: Any, /) -> int:
        if self._told:
            return len(data)
        self._told = True
        raise OutputFailed("Standard output cannot be written (it is closed).")


class _Messages(FileIO):
    """Standard error; drops what it cannot write."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return len(data)


def _text(raw: FileIO, usual: TextIOWrapper, *, at_once: bool = False) -> TextIOWrapper:
    buffer = BufferedWriter(raw)
    return TextIOWrapper(
        buffer,
        encoding=usual.encoding,
        errors=usual.errors,
        line_buffering=at_once or raw.isatty(),
        write_through=at_once,
    )


def _full(error: OSError) -> OutputFailed:
    return OutputFailed(f"Standard output cannot be written ({error.strerror}).")
