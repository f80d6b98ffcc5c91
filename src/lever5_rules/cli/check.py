"""`lever5 check`: the main job."""

from datetime import date

import click

from lever5_rules.app import check
from lever5_rules.core.compared import alarming
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.report import Report

from .exits import CLEAN, FOUND, INCOMPLETE
from .outputs import output_options, outputs_of, write
from .shared import review_options


@click.command(name="check")
@click.argument("bundle", metavar="BUNDLE")
@review_options
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
    outputs = outputs_of(formats, files)
    if as_of is not None and as_of > date.today():
        click.echo(
            f"lever5: {as_of} is still to come, so this is a forecast, with records up to today "
            "only. `lever5 forecast` tells what lapses until then, and when.",
            err=True,
        )
    before: Report | None = None
    if baseline is not None:
        from lever5_rules.loading.saved import read_report

        before = read_report(baseline)
    report = check(
        bundle,
        ruleset=ruleset,
        as_of=as_of,
        select=select,
        ignore=ignore,
        waivers=waivers,
        baseline=before,
    )
    write(report, outputs)
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
