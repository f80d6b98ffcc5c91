"""`lever5 check`: the main job."""

from datetime import date
from pathlib import Path

import click

from lever5_rules.app import DEFAULT_RULESET, check
from lever5_rules.core.compared import alarming
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.report import Report
from lever5_rules.loading.bundle import Bundle

from .exits import CLEAN, FOUND, INCOMPLETE
from .outputs import output_options, outputs_of, write
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
@output_options()
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
@click.option(
    "--marked",
    type=click.Path(path_type=Path),
    metavar="COPY.xlsx",
    help="Write a copy of the bundle's workbook with comments at the cells that findings name.",
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
    marked: Path | None,
) -> int:
    """Check BUNDLE, the folder that holds district.toml and the artifacts."""
    outputs = outputs_of(formats, files)
    before: Report | None = None
    if baseline is not None:
        from lever5_rules.loading.saved import read_report

        before = read_report(baseline)
    held, copies = Bundle.from_path(bundle), []
    if marked is not None:
        from .marking import targets, write_copies

        copies = targets(held, marked)
    report = check(
        held,
        ruleset=ruleset,
        as_of=as_of,
        select=select,
        ignore=ignore,
        waivers=waivers,
        baseline=before,
    )
    write(report, outputs)
    if copies:
        write_copies(report, copies)
    return exit_code(report, fail_on, before)


ALARMS: dict[str, frozenset[Outcome]] = {
    "gap": frozenset({Outcome.GAP}),
    "missing": frozenset({Outcome.GAP, Outcome.MISSING}),
    "never": frozenset(),
}


def exit_code(report: Report, fail_on: str, before: Report | None) -> int:
    """0, 1 or 3 as in the table of exit codes; what stood in the baseline raises no alarm."""
    if not report.complete:
        return INCOMPLETE
    return FOUND if alarming(report, before, ALARMS[fail_on]) else CLEAN
