"""The start of the command: it imports nothing that takes a while, so that it can be stopped and
can say so from the moment on at which Python itself has started."""

import os
import signal
import sys

TYPE_CHECKING = False  # as in typing, which takes a while to import
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

STOPPED = 130
"""The exit code of a program that was stopped, as shells have it."""


def main(args: list[str] | None = None) -> None:
    """Runs the command and exits; no traceback reaches a user."""
    usual = signal.getsignal(signal.SIGINT)
    mine = args is None and usual is signal.default_int_handler
    if mine:
        signal.signal(signal.SIGINT, _interrupted)
        sys.unraisablehook = _not_raised
    try:
        from .run import run

        code = run(args)
    except KeyboardInterrupt:
        _say_stopped()
        code = STOPPED
    if mine:  # what is done is done; the rest is only tidying up
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def _interrupted(number: int, frame: "FrameType | None") -> None:
    """Ends what is being done in good order; asked again, ends at once."""
    signal.signal(signal.SIGINT, _end_at_once)
    raise KeyboardInterrupt


def _end_at_once(number: int, frame: "FrameType | None") -> None:
    _say_stopped()
    os._exit(STOPPED)


def _not_raised(failed: "Any") -> None:
    """Where Python can raise nothing, such as while an object is taken apart, an interrupt would
    be lost. All else there concerns nobody."""
    if failed.exc_type is KeyboardInterrupt:
        _say_stopped()
        os._exit(STOPPED)


def _say_stopped() -> None:
    try:  # noqa: SIM105, contextlib takes a while to import
        os.write(2, b"Stopped.\n")
    except OSError:  # nobody can be told
        pass
