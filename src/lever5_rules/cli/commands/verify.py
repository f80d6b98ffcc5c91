"""`lever5 verify`: whether a bundle, a ruleset and these versions still give a saved report."""

from pathlib import Path

import click

from lever5_rules import Budgets, read_report
from lever5_rules.cli.exits import CLEAN, FOUND, INCOMPLETE
from lever5_rules.cli.inputs import read_with
from lever5_rules.cli.outputs import color_option, output_options, outputs_of, write
from lever5_rules.cli.shared import budget_option, bundle_at, checker_of, plugin_folders
from lever5_rules.library.results import FORMATS_OF

FORMATS = FORMATS_OF["Verification"]


@click.command(name="verify")
@click.argument("saved", metavar="REPORT.json")
@click.argument("bundle", metavar="BUNDLE")
@click.option(
    "--ruleset",
    metavar="NAME|PATH",
    help="The ruleset of the report, if it is a file of your own; else the one it names.",
)
@click.option("--waivers", metavar="PATH", help="The waiver file that the report was made with.")
@click.option("--baseline", metavar="REPORT.json", help="The baseline it was made with.")
@plugin_folders
@budget_option
@output_options(FORMATS)
@color_option
def command(
    saved: str,
    bundle: str,
    ruleset: str | None,
    waivers: str | None,
    baseline: str | None,
    folders: tuple[str, ...],
    budgets: Budgets,
    formats: tuple[str, ...],
    files: tuple[str, ...],
    color: str,
) -> int:
    """Check BUNDLE again as REPORT.json says, and say whether it comes out the same.

    The day of the review and the selection are those of the report. Where it differs: which
    version, ruleset or file is another one, and which findings. The exit code is 0 where nothing
    differs, 1 where something does, 3 where it does and a rule failed.
    """
    checker = checker_of(folders)
    inputs = [saved, bundle, waivers, baseline, *read_with(checker, ruleset)]
    outputs = outputs_of(formats, files, FORMATS, inputs=inputs)
    verification = checker.verify(
        Path(saved),
        bundle_at(bundle, budgets),
        ruleset=ruleset,
        waivers=waivers,
        baseline=read_report(Path(baseline)) if baseline else None,
    )
    write(verification, outputs, color=color)
    if verification.same:
        return CLEAN
    return FOUND if verification.again.complete else INCOMPLETE
