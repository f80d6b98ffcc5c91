"""`lever5 verify`: whether a saved report is what a bundle gives."""

import click

from lever5_rules.app import check_with
from lever5_rules.core.errors import UsageError
from lever5_rules.core.report import Report
from lever5_rules.core.verified import verification
from lever5_rules.loading.saved import read_report
from lever5_rules.reporting import Format, reporters

from .exits import CLEAN, FOUND, INCOMPLETE
from .outputs import color_option, output_options, outputs_of, write
from .shared import loaded_rules, plugin_folders

FORMATS = reporters(
    {
        "text": Format("verify_text", (".txt",), "for the terminal"),
        "json": Format("verify_json", (".json",), "for machines"),
    }
)


@click.command(name="verify")
@click.argument("saved", metavar="REPORT.json")
@click.argument("bundle", metavar="BUNDLE")
@click.option(
    "--ruleset",
    metavar="NAME|PATH",
    help="The ruleset, where it was given by its path; else the one that the report names.",
)
@click.option("--waivers", metavar="PATH", help="The waiver file, where the report had one.")
@click.option("--baseline", metavar="REPORT.json", help="The baseline, where the report had one.")
@plugin_folders
@output_options(FORMATS)
@color_option
def command(
    saved: str,
    bundle: str,
    ruleset: str | None,
    waivers: str | None,
    baseline: str | None,
    folders: tuple[str, ...],
    formats: tuple[str, ...],
    files: tuple[str, ...],
    color: str,
) -> int:
    """Check BUNDLE again as REPORT.json says it was checked, and compare every field.

    The day, the ruleset and the selection are those of the report. Exit code 0 where the report
    is what comes out, 1 where it is not, 3 where it is not and the run was incomplete.
    """
    outputs = outputs_of(formats, files, FORMATS, read=(saved, bundle, waivers, baseline))
    before = read_report(saved)
    _complete(before, waivers, baseline)
    again = check_with(
        loaded_rules(folders),
        bundle,
        ruleset=ruleset or before.ruleset,
        as_of=before.as_of,
        select=before.selected,
        waivers=waivers,
        baseline=read_report(baseline) if baseline else None,
    )
    found = verification(before, again)
    write(found, outputs, color=color)
    if found.same:
        return CLEAN
    return FOUND if again.complete else INCOMPLETE


def _complete(report: Report, waivers: str | None, baseline: str | None) -> None:
    """Raises UsageError where a file that the report was made with is not given."""
    if report.waiver_file is not None and waivers is None:
        raise UsageError("The report was made with a file of waivers; give it with --waivers PATH.")
    if report.baseline is not None and baseline is None:
        raise UsageError(
            "The report was made against an earlier one; give that with --baseline REPORT.json."
        )
