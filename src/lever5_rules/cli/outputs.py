"""Output of commands: formats and files, checked before any work is done.

Results other than reports (differences, forecasts) have their own formats; each function takes them
as an argument, with those of reports as the default.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TypeVar

import click

from lever5_rules.core.errors import RuleError, UsageError
from lever5_rules.core.text import harmless, listing
from lever5_rules.findings.report import Report
from lever5_rules.reports import Rendered, Reporter, reporters
from lever5_rules.reports.results import format_by_ending, format_named, made
from lever5_rules.reports.wording import INCOMPLETE, accounting
from lever5_rules.support.output_files import check_target, put

from .exits import FormatFailed
from .inputs import is_stream, refuse_doubled, spare
from .streams import drop_output
from .terminal import COLORS, columns_of_page, takes_color

F = TypeVar("F", bound=Callable[..., Any])
BUILTIN = reporters()
STANDARD_OUTPUT = "-"

Output = tuple[Reporter, Path | None]
"""A format and the file to write it to; None is standard output."""


def output_options(reporters: Sequence[Reporter] = BUILTIN) -> Callable[[F], F]:
    """Return a decorator that adds the options --format and --output, as `formats` and `files`."""

    def added(command: F) -> F:
        command = click.option(
            "--output",
            "-o",
            "files",
            multiple=True,
            metavar="FILE",
            help="A file to write; its ending says in which format. Repeatable.",
        )(command)
        names = ", ".join(reporter.name for reporter in reporters)
        return click.option(
            "--format",
            "formats",
            multiple=True,
            metavar="FORMAT[:FILE]",
            help=f"One of {names}; with a file to write it to, else standard output. Repeatable.",
        )(command)

    return added


color_option = click.option(
    "--color",
    type=click.Choice(COLORS),
    default="auto",
    show_default=True,
    help="Color in the text; auto is on a terminal, and follows NO_COLOR and FORCE_COLOR.",
)
"""The option that selects colored text."""


def outputs_of(
    formats: Iterable[str],
    files: Iterable[str],
    reporters: Sequence[Reporter] = BUILTIN,
    *,
    inputs: Iterable[str | Path | None] = (),
) -> Sequence[Output]:
    """Return the outputs that the two options request; by default, text on standard output.

    `inputs` are files that the call reads, and folders that it reads completely. Raises UsageError,
    before any work, if an output is impossible.
    """
    outputs = [_output_of(name, reporters) for name in formats]
    outputs += [_by_ending(file, reporters) for file in files]
    outputs = outputs or [_output_of("text", reporters)]
    _check_writable(outputs, [path for path in inputs if path])
    return outputs


def _check_writable(outputs: Sequence[Output], inputs: Sequence[str | Path]) -> None:
    """Raise UsageError, before any work, if an output is impossible."""
    if sum(1 for _, file in outputs if file is None) > 1:
        raise UsageError("Only one format can go to standard output; write the others to FILE.")
    files = [file for _, file in outputs if file is not None]
    for file in files:
        check_target(file)
        spare(file, inputs)
    refuse_doubled(files)


def folder_of(bundle: str) -> str:
    """Return the folder of the bundle relative to the working directory, for paths in the
    report."""
    path = Path(bundle)
    try:
        return Path(os.path.relpath(path if os.path.isdir(path) else path.parent)).as_posix()
    except ValueError:  # it is on another drive of a Windows machine
        return path.as_posix()


def write(
    what: object, outputs: Iterable[Output], *, color: str = "auto", folder: str | None = None
) -> None:
    """Write a report or another result to each of the outputs.

    `folder` is that of the bundle, for formats that refer to its files relative to the working
    directory. After writing all others, raises FormatFailed if a plugin's format failed, and
    UsageError if something could not be written.
    """
    run_all_steps(partial(_write, what, format, file, color, folder) for format, file in outputs)


def run_all_steps(steps: Iterable[Callable[[], object]]) -> None:
    """Run all steps, even if some fail, and raise the failures at the end."""
    failed: list[UsageError | FormatFailed] = []
    for step in steps:
        try:
            step()
        except (UsageError, FormatFailed) as error:
            failed.append(error)
    if failed:
        worst = (
            FormatFailed
            if any(isinstance(failure, FormatFailed) for failure in failed)
            else UsageError
        )
        raise worst(" ".join(map(str, failed)))


def _write(
    what: object, format: Reporter, file: Path | None, color: str, folder: str | None
) -> None:
    options: dict[str, Any] = {}
    if format.name == "text" and file is None:
        options = {"width": columns_of_page(), "color": takes_color(color)}
    elif format.name == "github" and folder is not None:
        options = {"folder": folder}
    output = _render(format, what, options)
    if format.name == "text" and file is None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # for terminals with few characters
        _print(output, options["color"])
    else:
        write_to(file, output, format.name)


def _render(format: Reporter, what: object, options: dict[str, Any]) -> Rendered:
    """Return the output of a format. Raises FormatFailed if a plugin's format failed."""
    try:
        return made(format, what, options, "; all else was")
    except RuleError as error:
        raise FormatFailed(str(error)) from None


def write_to(file: Path | None, rendered: Rendered, name: str = "") -> None:
    """Write text or bytes to a file or to standard output. Raises UsageError if that fails."""
    content = rendered.encode("utf-8") if isinstance(rendered, str) else rendered
    if file is None:
        if b"\0" in content and sys.stdout.isatty():
            raise UsageError(
                f"{name} is not text for a terminal. Give a file: --format {name}:FILE."
            )
        _print(content)
        return
    put(file, content)


def _print(content: Rendered, color: bool | None = None) -> None:
    """Write to standard output.

    A reader that closes the pipe, as `head` does, affects neither other outputs nor the exit code.
    """
    try:
        click.echo(content, nl=False, color=color)
    except BrokenPipeError:
        drop_output()
    except OSError as error:
        drop_output()
        raise UsageError(f"Standard output cannot be written ({error.strerror}).") from None


def tell_files(*paths: Path | None) -> None:
    """Tell a person at a terminal which files were written; None is standard output."""
    files = [str(file) for file in paths if file and not is_stream(file)]
    if files and sys.stderr.isatty():
        click.echo(harmless(f"Wrote {listing(files)}."), err=True)


def report_written_files(report: Report, outputs: Sequence[Output]) -> None:
    """Tell a person at a terminal what was written, and the result if nothing else shows it."""
    files = [file for _, file in outputs if file]
    if len(files) == len(outputs) and sys.stderr.isatty():
        incomplete = "" if report.complete else f"{INCOMPLETE} "
        text = f"{incomplete}{accounting(report)}. Wrote {listing(files)}."
        click.echo(harmless(text), err=True)
    else:
        tell_files(*files)


def _output_of(option: str, reporters: Sequence[Reporter]) -> Output:
    name, colon, file = option.partition(":")
    format = format_named(name, reporters)
    if colon and not file:
        raise UsageError(f"{option!r} names no file after the colon.")
    return format, Path(file) if file not in ("", STANDARD_OUTPUT) else None


def _by_ending(file: str, reporters: Sequence[Reporter]) -> Output:
    if file == STANDARD_OUTPUT:
        return _output_of("text", reporters)
    return format_by_ending(file, reporters, "--format FORMAT:FILE"), Path(file)
