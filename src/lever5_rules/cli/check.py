"""`lever5 check`: the main job."""

from datetime import date

import click

from lever5_rules.app import DEFAULT_RULESET, Baseline, check, failing
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.report import Report
from lever5_rules.loading.bundle import Bundle
from lever5_rules.reporting import FORMATS

from .exits import CLEAN, FOUND, INCOMPLETE
from .outputs import (
    by_ending,
    by_format,
    check_writable,
    folder_of,
    spare_evidence,
    tell_written,
    write,
)
from .shared import ids
from .terminal import COLORS, progress, takes_color


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
    help=f"One of {', '.join(FORMATS)}; with a file to write it to, else standard output. "
    "Repeatable.",
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
    "--color",
    type=click.Choice(COLORS),
    default="auto",
    show_default=True,
    help="Color in the text; auto is on a terminal, and follows NO_COLOR and FORCE_COLOR.",
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
    color: str,
    fail_on: str,
    baseline: str | None,
) -> int:
    """Check BUNDLE, the folder that holds district.toml and the artifacts."""
    outputs = [by_format(one) for one in formats] + [by_ending(one) for one in files]
    outputs = outputs or [("text", None)]
    check_writable(outputs, [one for one in (bundle, ruleset, waivers) if one])
    before: Baseline | None = None
    if baseline is not None:
        from lever5_rules.loading.baseline import read_baseline

        before = read_baseline(baseline)
    with progress(Bundle.from_path(bundle)) as held:
        report = check(
            held,
            ruleset=ruleset,
            as_of=as_of,
            select=select,
            ignore=ignore,
            waivers=waivers,
            baseline=before,
        )
    folder = folder_of(bundle)
    spare_evidence(report, folder, outputs)
    for name, file in outputs:
        write(report, name, file, folder=folder, color=takes_color(color))
    tell_written(report, outputs)
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
