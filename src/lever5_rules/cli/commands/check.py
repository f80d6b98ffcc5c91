"""`lever5 check`: the main command."""

from datetime import date
from functools import partial
from pathlib import Path

import click

from lever5_rules import Budgets, Isolation, Outcome, Report, read_report
from lever5_rules.cli.exits import CLEAN, FOUND, INCOMPLETE
from lever5_rules.cli.inputs import read_with
from lever5_rules.cli.outputs import (
    color_option,
    folder_of,
    output_options,
    outputs_of,
    report_written_files,
    run_all_steps,
    write,
)
from lever5_rules.cli.shared import (
    budget_option,
    bundle_at,
    checker_of,
    plugin_folders,
    review_options,
)
from lever5_rules.cli.terminal import progress
from lever5_rules.library.results import FORMATS_OF, alarming

BRIEF = FORMATS_OF["Brief"][0]
"""What --brief prints beside the outputs that are asked for."""


@click.command(name="check")
@click.argument("bundle", metavar="BUNDLE")
@review_options
@plugin_folders
@budget_option
@output_options()
@color_option
@click.option(
    "--brief",
    is_flag=True,
    help="Print one screen: where the district stands and what to do first.",
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
@click.option(
    "--isolate",
    is_flag=True,
    help="Judge the rules of plugins in processes of their own, which can be stopped.",
)
@click.option(
    "--isolate-seconds",
    type=click.FloatRange(min=0, min_open=True),
    metavar="N",
    help="Seconds that an isolated element may take; 30 if not given. Isolates.",
)
@click.option(
    "--isolate-memory",
    type=click.IntRange(min=1),
    metavar="MB",
    help="Megabytes that an isolated element may take; 1024 if not given. Isolates.",
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
    folders: tuple[str, ...],
    budgets: Budgets,
    formats: tuple[str, ...],
    files: tuple[str, ...],
    color: str,
    brief: bool,
    fail_on: str,
    baseline: str | None,
    isolate: bool,
    isolate_seconds: float | None,
    isolate_memory: int | None,
    marked: Path | None,
) -> int:
    """Check BUNDLE, the folder that holds district.toml and the artifacts."""
    checker = checker_of(folders)
    inputs = [bundle, waivers, baseline, *read_with(checker, ruleset)]
    formats_known = checker.formats
    if brief:
        formats_known, formats = (*formats_known, BRIEF), (*formats, BRIEF.name)
    outputs = outputs_of(formats, files, formats_known, inputs=inputs)
    if as_of is not None and as_of > date.today():
        click.echo(
            f"lever5: {as_of} is still to come, so this is a forecast, with records up to today "
            "only. `lever5 forecast` tells what lapses until then, and when.",
            err=True,
        )
    before = read_report(Path(baseline)) if baseline is not None else None
    opened, copies = bundle_at(bundle, budgets), []
    if marked is not None:
        from lever5_rules.cli.marking import targets, write_copies

        copies = targets(opened, marked)
    with progress(opened) as watched:
        report = checker.check(
            watched,
            ruleset=ruleset,
            as_of=as_of,
            select=select,
            ignore=ignore,
            waivers=waivers,
            baseline=before,
            isolate=_isolation(isolate, isolate_seconds, isolate_memory),
        )
    folder = folder_of(bundle)
    steps = [partial(write, report, outputs, color=color, folder=folder)]
    if marked is not None:
        steps.append(partial(write_copies, report, marked, copies))
    run_all_steps(steps)
    report_written_files(report, outputs)
    return exit_code(report, fail_on, before)


def _isolation(isolate: bool, seconds: float | None, megabytes: int | None) -> bool | Isolation:
    if seconds is None and megabytes is None:
        return isolate
    usual = Isolation()
    return Isolation(seconds or usual.seconds, megabytes or usual.megabytes)


ALARMS: dict[str, frozenset[Outcome]] = {
    "gap": frozenset({Outcome.GAP}),
    "missing": frozenset({Outcome.GAP, Outcome.MISSING}),
    "never": frozenset(),
}


def exit_code(report: Report, fail_on: str, before: Report | None) -> int:
    """Return 0, 1 or 3 as in the table of exit codes.

    Findings that were in the baseline do not count; an unreadable file that may hold anything
    always does.
    """
    if not report.complete:
        return INCOMPLETE
    doubtful = bool(report.unread) and fail_on != "never"
    return FOUND if doubtful or alarming(report, before, ALARMS[fail_on]) else CLEAN
