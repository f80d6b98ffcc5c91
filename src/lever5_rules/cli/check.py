"""`lever5 check`: the main job."""

import os
import sys
from datetime import date
from pathlib import Path

import click

from lever5_rules.app import DEFAULT_RULESET, Baseline, check, failing
from lever5_rules.core.errors import UsageError
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.report import Report
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.reporting import FORMATS, format_of, writer

from .exits import CLEAN, FOUND, INCOMPLETE
from .shared import ids


def as_date(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """The date of an option, written as 2026-11-23."""
    if value is None:
        return None
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise click.BadParameter(f"{value!r} is not a date; write it as 2026-11-23.")


@click.command(name="check")
@click.argument("bundle", metavar="BUNDLE")
@click.option(
    "--ruleset",
    default=DEFAULT_RULESET,
    metavar="NAME|PATH",
    show_default=True,
    help="Ruleset by name, or the path of a TOML file.",
)
@click.option(
    "--as-of",
    callback=as_date,
    metavar="DATE",
    help="Day of the review; else the profile's, else today.",
)
@click.option(
    "--select",
    multiple=True,
    callback=ids,
    metavar="ID",
    help="Only these criteria: ids or prefixes such as 5.2. Repeatable.",
)
@click.option(
    "--ignore", multiple=True, callback=ids, metavar="ID", help="Not these criteria. Repeatable."
)
@click.option("--waivers", metavar="PATH", help="A TOML file with [[waivers]].")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[:FILE]",
    help=f"One of {', '.join(FORMATS)}; with a file to write it to. Repeatable.",
)
@click.option(
    "--output",
    "-o",
    "files",
    multiple=True,
    metavar="FILE",
    help="A file to write; its ending says in which format. Repeatable.",
)
@click.option(
    "--fail-on",
    type=click.Choice(("gap", "missing", "never")),
    default="missing",
    show_default=True,
    help="What makes the exit code 1: gaps only, missing evidence too, or nothing.",
)
@click.option(
    "--baseline",
    metavar="REPORT.json",
    help="An earlier JSON report; only what is new since then fails the run.",
)
def command(
    bundle: str,
    ruleset: str,
    as_of: date | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    waivers: str | None,
    formats: tuple[str, ...],
    files: tuple[str, ...],
    fail_on: str,
    baseline: str | None,
) -> int:
    """Check BUNDLE, the folder that holds district.toml and the artifacts."""
    outputs = [_output(one) for one in formats] + [_by_ending(one) for one in files]
    outputs = outputs or [("text", None)]
    if sum(1 for _, file in outputs if file is None) > 1:
        raise UsageError("Only one format can go to standard output; write the others to FILE.")
    before: Baseline | None = None
    if baseline is not None:
        from lever5_rules.loading.baseline import read_baseline

        before = read_baseline(baseline)
    report = check(
        bundle,
        ruleset=ruleset,
        as_of=as_of,
        select=select,
        ignore=ignore,
        waivers=waivers,
        baseline=before,
    )
    for name, file in outputs:
        _write(report, name, file)
    return exit_code(report, fail_on, before or {})


ALARMS: dict[str, frozenset[Outcome]] = {
    "gap": frozenset({Outcome.GAP}),
    "missing": frozenset({Outcome.GAP, Outcome.MISSING}),
    "never": frozenset(),
}


def exit_code(report: Report, fail_on: str, before: Baseline) -> int:
    """0, 1 or 3 as in the table of exit codes; what stood in the baseline raises no alarm."""
    if not report.complete:
        return INCOMPLETE
    for finding in report.findings:
        known = before.get(finding.criterion, {})
        for one in failing(finding):
            old = known.get(one.fingerprint) == one.outcome.value
            if finding.waiver is None and not old and one.outcome in ALARMS[fail_on]:
                return FOUND
    return CLEAN


def _output(wanted: str) -> tuple[str, Path | None]:
    name, colon, file = wanted.partition(":")
    if name not in FORMATS:
        raise UsageError(
            f"There is no format {name!r}.{did_you_mean(name, FORMATS)} "
            f"Known are {', '.join(FORMATS)}."
        )
    if colon and not file:
        raise UsageError(f"{wanted!r} names no file after the colon.")
    return name, Path(file) if file else None


def _by_ending(file: str) -> tuple[str, Path | None]:
    name = format_of(file)
    if name is None:
        endings = listing((end for one in FORMATS.values() for end in one.endings), most=20)
        raise UsageError(
            f"The ending of {clipped(file, 60)!r} names no format; known are {endings}. "
            "Or give the format: --format FORMAT:FILE."
        )
    return name, Path(file)


def _write(report: Report, name: str, file: Path | None) -> None:
    if name == "text" and file is None:
        from lever5_rules.reporting.text_report import WIDTH, render

        terminal = sys.stdout.isatty()
        color = terminal and not os.environ.get("NO_COLOR")
        width = min(os.get_terminal_size().columns or WIDTH, 110) if terminal else WIDTH
        click.echo(render(report, width=width, color=color), nl=False, color=color)
        return
    rendered = writer(name)(report)
    if file is None:
        click.echo(rendered, nl=False)
        return
    content = rendered.encode("utf-8") if isinstance(rendered, str) else rendered
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror}).") from None
