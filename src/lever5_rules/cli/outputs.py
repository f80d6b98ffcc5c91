"""Where a report goes: formats and files of a call, checked before any work is done."""

import os
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path

import click

from lever5_rules.core.errors import UsageError
from lever5_rules.core.report import Report
from lever5_rules.core.text import clipped, did_you_mean, harmless, listing
from lever5_rules.reporting import FORMATS, Rendered, format_of, writer
from lever5_rules.reporting.lines import INCOMPLETE, accounting

from .terminal import columns_of_page

STANDARD_OUTPUT = "-"
Output = tuple[str, Path | None]
"""The name of a format, and the file to write it to; None is standard output."""


def by_format(wanted: str) -> Output:
    """The output that `--format FORMAT[:FILE]` asks for."""
    name, colon, file = wanted.partition(":")
    if name not in FORMATS:
        raise UsageError(
            f"There is no format {name!r}.{did_you_mean(name, FORMATS)} "
            f"Known are {', '.join(FORMATS)}."
        )
    if colon and not file:
        raise UsageError(f"{wanted!r} names no file after the colon.")
    return name, Path(file) if file not in ("", STANDARD_OUTPUT) else None


def by_ending(file: str) -> Output:
    """The output that `--output FILE` asks for."""
    if file == STANDARD_OUTPUT:
        return "text", None
    name = format_of(file)
    if name is None:
        endings = listing((end for one in FORMATS.values() for end in one.endings), most=20)
        raise UsageError(
            f"The ending of {clipped(file, 60)!r} names no format; known are {endings}. "
            "Or give the format: --format FORMAT:FILE."
        )
    return name, Path(file)


def check_writable(outputs: Sequence[Output], read: Iterable[str]) -> None:
    """Raises UsageError, before any work, where an output cannot be what was meant."""
    if sum(1 for _, file in outputs if file is None) > 1:
        raise UsageError("Only one format can go to standard output; write the others to FILE.")
    taken = {os.path.realpath(one): f"{one} is read by this run" for one in read}
    for _, file in outputs:
        if file is None:
            continue
        if file.is_dir():
            raise UsageError(f"{file} is a folder. Give the name of a file.")
        if not file.parent.is_dir():
            raise UsageError(f"{file} cannot be written: there is no folder {file.parent}.")
        if not os.access(file.parent, os.W_OK) or (file.exists() and not os.access(file, os.W_OK)):
            raise UsageError(f"{file} cannot be written: you may not write there.")
        if said := taken.get(os.path.realpath(file)):
            raise UsageError(f"{file} cannot be written: {said}. Give another name.")
        taken[os.path.realpath(file)] = f"{file} is to be written already"


def spare_evidence(report: Report, folder: str, outputs: Iterable[Output]) -> None:
    """Raises UsageError where an output would take the place of evidence."""
    evidence = {os.path.realpath(Path(folder, one.path)): one for one in report.files if one.kind}
    for _, file in outputs:
        if file and (held := evidence.get(os.path.realpath(file))):
            raise UsageError(f"{file} is evidence of this bundle ({held.kind}). Give another name.")


def folder_of(bundle: str) -> str:
    """The folder that the paths of the report start from, relative to the working directory."""
    path = Path(bundle)
    try:
        return Path(os.path.relpath(path if path.is_dir() else path.parent)).as_posix()
    except ValueError:  # another drive of a Windows machine
        return path.as_posix()


def write(report: Report, name: str, file: Path | None, *, folder: str, color: bool) -> None:
    """Writes the report; `folder` is that of the bundle, `color` is for text on the terminal."""
    if name == "text" and file is None:
        from lever5_rules.reporting.text_report import render

        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # for terminals that know few letters
        click.echo(render(report, width=columns_of_page(), color=color), nl=False, color=color)
        return
    if name == "github":
        from lever5_rules.reporting import github_report

        rendered: Rendered = github_report.render(report, folder=folder)
    else:
        rendered = writer(name)(report)
    content = rendered.encode("utf-8") if isinstance(rendered, str) else rendered
    if file is None:
        if b"\0" in content and sys.stdout.isatty():
            raise UsageError(
                f"{name} is no text for a terminal. Give a file: --format {name}:FILE."
            )
        click.echo(content, nl=False)
        return
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror}).") from None


def tell_written(report: Report, outputs: Sequence[Output]) -> None:
    """Tells a person at a terminal, who would see nothing else, what came out and where it is."""
    files = [str(file) for _, file in outputs if file]
    if len(files) == len(outputs) and sys.stderr.isatty():
        incomplete = "" if report.complete else f"{INCOMPLETE} "
        text = f"{incomplete}{accounting(report)}. Wrote {listing(files)}."
        click.echo(harmless(text), err=True)
