"""`lever5 forecast`: which passes will lapse, and when, if nothing is added."""

import sys
from datetime import date, timedelta

import click

from lever5_rules import Budgets
from lever5_rules.cli.exits import CLEAN, FOUND, INCOMPLETE
from lever5_rules.cli.inputs import read_with
from lever5_rules.cli.outputs import color_option, output_options, outputs_of, tell_files, write
from lever5_rules.cli.shared import (
    as_date,
    budget_option,
    bundle_at,
    checker_of,
    plugin_folders,
    review_options,
)
from lever5_rules.library.results import FORMATS_OF

FORMATS = FORMATS_OF["Forecast"]


@click.command(name="forecast")
@click.argument("bundle", metavar="BUNDLE")
@click.option(
    "--until",
    callback=as_date,
    metavar="DATE",
    help="Last day of the forecast; else the last of the school year.",
)
@click.option(
    "--fail-within",
    type=click.IntRange(min=1),
    metavar="DAYS",
    help="Exit with 1 where a pass lapses within so many days, for runs by night.",
)
@review_options
@plugin_folders
@budget_option
@output_options(FORMATS)
@color_option
def command(
    bundle: str,
    until: date | None,
    fail_within: int | None,
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
) -> int:
    """Show what passes today in BUNDLE and will lapse, with the first day and the reason.

    Each day from --as-of to --until is judged with the bundle as it is: a window that closes, a
    limit of time, a document or waiver that ends, evidence of last year. Nothing is known of
    records that are still to come. The exit code is 0, whatever lapses, unless --fail-within says
    otherwise; 3 where a rule failed.
    """
    checker = checker_of(folders)
    inputs = [bundle, waivers, *read_with(checker, ruleset)]
    outputs = outputs_of(formats, files, FORMATS, inputs=inputs)
    forecast = checker.forecast(
        bundle_at(bundle, budgets),
        until,
        ruleset=ruleset,
        as_of=as_of,
        select=select,
        ignore=ignore,
        waivers=waivers,
        on_day=_progress,
    )
    _progress(None)
    write(forecast, outputs, color=color)
    tell_files(*(file for _, file in outputs))
    if not forecast.complete:
        return INCOMPLETE
    if fail_within is None:
        return CLEAN
    last = forecast.today.as_of + timedelta(days=fail_within)
    return FOUND if any(lapse.day and lapse.day <= last for lapse in forecast.lapses) else CLEAN


def _progress(day: date | None) -> None:
    """Show the day that is being judged, on a terminal."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K" + (f"judging {day}" if day else ""), err=True, nl=False)
