"""A run of the command: from its arguments to its exit code, whatever happens."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from lever5_rules.core.errors import Lever5Error, UsageError
from lever5_rules.core.text import clipped

from .exits import CLEAN, EXITS, INCOMPLETE, USAGE, FormatFailed
from .group import Ended, group
from .streams import (
    OutputFailed,
    drop_output,
    flush_output,
    guard_standard_error,
    keep_output,
    open_streams,
)

LONGEST = 2_000
"""The most characters of an error message; it may contain names from a bundle."""


def run(args: list[str] | None) -> int:
    """Run the command and return its exit code; users never see a traceback.

    Raises KeyboardInterrupt if the user stops it.
    """
    # Modules and evidence live until the end of the process. A full garbage collection takes a
    # fifth of a run and finds nothing.
    gc.set_threshold(200_000, 20, 1_000)
    # The collection at exit would take another tenth, for objects that end with the process anyway.
    atexit.register(gc.freeze)
    open_streams()
    keep_output()
    guard_standard_error()
    try:
        os.getcwd()
    except OSError:
        _print_error("The folder that you are in has been deleted. Go to another one.")
        return USAGE
    code = _run_command(args)
    try:
        flush_output()
    except UsageError as error:
        _print_error(str(error))
        return USAGE
    return code


def _run_command(args: list[str] | None) -> int:
    try:
        _refuse_empty(sys.argv[1:] if args is None else args)
        result: Any = group.main(args=args, prog_name="lever5", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except click.Abort:
        raise KeyboardInterrupt from None
    except OutputFailed as error:
        drop_output()
        _print_error(str(error))
        return USAGE
    except Lever5Error as error:
        _print_error(str(error))
        return USAGE
    except FormatFailed as failed:
        click.echo(f"lever5: {failed}", err=True)
        return INCOMPLETE
    except (BrokenPipeError, SystemExit):  # click exits like this if a pipe was closed
        drop_output()
        return CLEAN
    except Exception as failed:
        from lever5_rules.support.error_text import error_text
        from lever5_rules.support.interrupts import pass_on_interrupt

        pass_on_interrupt(failed)

        cause = failed.__cause__ or failed if isinstance(failed, Ended) else failed

        # A traceback does not help a coordinator; type and place of the error help the developers.
        click.echo(
            f"lever5: something went wrong inside the program: it raised {error_text(cause)}. "
            "Do not rely on what it wrote. Please tell its maintainers what you ran.",
            err=True,
        )
        return INCOMPLETE
    return result if isinstance(result, int) and result in EXITS else CLEAN


def _refuse_empty(args: Sequence[str]) -> None:
    """Raise UsageError if an argument is empty or blank: as a path it would mean the current
    folder, which nobody intends."""
    for place, arg in enumerate(args):
        if not arg.strip() or (arg.startswith("--") and arg.endswith("=")):
            after = f" after {clipped(args[place - 1], 60)}" if place and not arg.strip() else ""
            name = f"The argument{after}" if after or not arg.strip() else clipped(arg[:-1], 60)
            raise UsageError(
                f"{name} is empty, as where a variable is not set. Give a value, or leave it out."
            )


def _print_error(message: str) -> None:
    from lever5_rules.core.text import harmless

    click.echo(f"lever5: {harmless(message, LONGEST)}", err=True)
