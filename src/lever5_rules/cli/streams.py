"""Standard output and standard error of the command: what they cannot take is told or dropped."""

import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any

from lever5_rules.core.errors import UsageError


class OutputFailed(UsageError):
    """Standard output cannot take what is written to it."""


def open_streams() -> None:
    """Opens the streams that whoever started this has closed, so that there is somewhere to write
    what nobody asked for."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def keep_output() -> None:
    """Keeps standard output for what this program writes: whatever a plugin writes there past
    `sys.stdout`, or has other programs write, goes to standard error."""
    usual = sys.stdout
    if not isinstance(usual, TextIOWrapper) or usual is not sys.__stdout__:
        return
    try:
        kept = os.dup(usual.fileno())
        os.dup2(sys.stderr.fileno(), usual.fileno())
    except (OSError, ValueError, AttributeError):  # one of the two is closed
        return
    sys.stdout = _text(_Output(kept, "w"), usual)


def spare_errors() -> None:
    """Has messages that standard error cannot take be dropped: they decide nothing."""
    usual = sys.stderr
    if not isinstance(usual, TextIOWrapper) or usual is not sys.__stderr__:
        return
    try:
        sys.stderr = _text(_Messages(usual.fileno(), "w", closefd=False), usual, at_once=True)
    except (OSError, ValueError):
        return


def flush_output() -> None:
    """Writes what is left. Raises UsageError where standard output cannot take it."""
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
    """Has what is still to be written to standard output go nowhere."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # it is closed
        pass


class _Output(FileIO):
    """Standard output. Raises UsageError where it is full or broken."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _full(error) from None


class _Messages(FileIO):
    """Standard error, which takes what it can."""

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
