"""The start of the command.

It imports nothing slow, so that it can be interrupted and report that from the moment Python runs.
"""

import os
import signal
import sys

TYPE_CHECKING = False  # as in typing, which takes a while to import
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

STOPPED = 130
"""The exit code of an interrupted program, as in shells."""


def main(args: list[str] | None = None) -> None:
    """Run the command and exit; users never see a traceback."""
    usual = signal.getsignal(signal.SIGINT)
    handles_interrupt = args is None and usual is signal.default_int_handler
    if handles_interrupt:
        signal.signal(signal.SIGINT, _interrupted)
        sys.unraisablehook = _not_raised
    try:
        from .run import run

        code = run(args)
    except KeyboardInterrupt:
        _say_stopped()
        code = STOPPED
    if handles_interrupt:  # the work is done, and only cleanup remains
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def _interrupted(number: int, frame: "FrameType | None") -> None:
    """Stop in good order at the first interrupt, immediately at the second."""
    signal.signal(signal.SIGINT, _end_at_once)
    raise KeyboardInterrupt


def _end_at_once(number: int, frame: "FrameType | None") -> None:
    _say_stopped()
    os._exit(STOPPED)


def _not_raised(failed: "Any") -> None:
    """Handle exceptions that Python cannot raise, as in finalizers: keep interrupts, drop the
    rest."""
    if failed.exc_type is KeyboardInterrupt:
        _say_stopped()
        os._exit(STOPPED)


def _say_stopped() -> None:
    try:  # noqa: SIM105, contextlib takes a while to import
        os.write(2, b"Stopped.\n")
    except OSError:  # nobody can be told
        pass
