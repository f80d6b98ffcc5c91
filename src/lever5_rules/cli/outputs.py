"""Where a report goes: the options --format and --output, and the writing itself.

Other things that a command writes (what changed, a forecast) have formats of their own; each
function takes the formats as an argument, those of a report if it is not given.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.reporting import FORMATS, Format, Rendered, format_of, writer

F = TypeVar("F", bound=Callable[..., Any])
Formats = Mapping[str, Format]
Output = tuple[str, Path | None]
"""A format and the file to write it to; None is standard output."""


def output_options(formats: Formats = FORMATS) -> Callable[[F], F]:
    """The options --format and --output, as `formats` and `files`."""

    def added(command: F) -> F:
        command = click.option(
            "--output",
            "-o",
            "files",
            multiple=True,
            metavar="FILE",
            help="A file to write; its ending says in which format. Repeatable.",
        )(command)
        return click.option(
            "--format",
            "formats",
            multiple=True,
            metavar="FORMAT[:FILE]",
            help=f"One of {', '.join(formats)}; with a file to write it to. Repeatable.",
        )(command)

    return added


def outputs_of(
    wanted: Iterable[str], files: Iterable[str], formats: Formats = FORMATS
) -> Sequence[Output]:
    """What the two options ask for; without any, text on standard output."""
    outputs = [_named(one, formats) for one in wanted]
    outputs += [_by_ending(one, formats) for one in files]
    if sum(1 for _, file in outputs if file is None) > 1:
        raise UsageError("Only one format can go to standard output; write the others to FILE.")
    return outputs or [("text", None)]


def write(what: Any, outputs: Iterable[Output], formats: Formats = FORMATS) -> None:
    """Writes a report, or what the formats are of, to each of the outputs."""
    for name, file in outputs:
        render = writer(name, formats)
        if name == "text" and file is None:
            width, color = terminal()
            click.echo(render(what, width=width, color=color), nl=False, color=color)
        else:
            write_to(file, render(what))


def write_to(file: Path | None, rendered: Rendered) -> None:
    """Writes text or bytes to a file, or to standard output. Raises UsageError where it cannot."""
    if file is None:
        click.echo(rendered, nl=False)
        return
    content = rendered.encode("utf-8") if isinstance(rendered, str) else rendered
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror}).") from None


def terminal() -> tuple[int, bool]:
    """The width of the page, and whether it is colored."""
    from lever5_rules.reporting.page import WIDTH

    if not sys.stdout.isatty():
        return WIDTH, False
    width = min(os.get_terminal_size().columns or WIDTH, 110)
    return width, not os.environ.get("NO_COLOR")


def _named(wanted: str, formats: Formats) -> Output:
    name, colon, file = wanted.partition(":")
    if name not in formats:
        raise UsageError(
            f"There is no format {clipped(name, 40)!r}.{did_you_mean(name, formats)} "
            f"Known are {', '.join(formats)}."
        )
    if colon and not file:
        raise UsageError(f"{wanted!r} names no file after the colon.")
    return name, Path(file) if file else None


def _by_ending(file: str, formats: Formats) -> Output:
    name = format_of(file, formats)
    if name is None:
        endings = listing((end for one in formats.values() for end in one.endings), most=20)
        raise UsageError(
            f"The ending of {clipped(file, 60)!r} names no format; known are {endings}. "
            "Or give the format: --format FORMAT:FILE."
        )
    return name, Path(file)
