"""`lever5 verify`: whether a report is what a bundle, a ruleset and these versions give."""

import click

from lever5_rules.cli.exits import CLEAN, FOUND, INCOMPLETE
from lever5_rules.cli.inputs import read_with
from lever5_rules.cli.outputs import color_option, output_options, outputs_of, write
from lever5_rules.cli.shared import bundle_at, loaded_rules, plugin_folders
from lever5_rules.findings.saved_reports import read_report, read_with_data
from lever5_rules.reports import Format, reporters
from lever5_rules.verifying import verify

FORMATS = reporters(
    {
        "text": Format("comparing.verify_text", (".txt",), "for the terminal"),
        "json": Format("comparing.verify_json", (".json",), "for machines"),
    }
)


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
    """Check BUNDLE again as REPORT.json says, and say whether it comes out the same.

    The day of the review and the selection are those of the report. Where it differs: which
    version, ruleset or file is another one, and which findings. The exit code is 0 where nothing
    differs, 1 where something does, 3 where it does and a rule failed.
    """
    loaded = loaded_rules(folders)
    known = [saved, bundle, waivers, baseline, *read_with(loaded, ruleset)]
    outputs = outputs_of(formats, files, FORMATS, read=known)
    report, data = read_with_data(saved)
    before = read_report(baseline) if baseline else None
    found = verify(
        loaded,
        report,
        bundle_at(bundle),
        data=data,
        ruleset=ruleset,
        waivers=waivers,
        baseline=before,
    )
    write(found, outputs, color=color)
    if found.same:
        return CLEAN
    return FOUND if found.again.complete else INCOMPLETE
