"""`lever5 report`: a saved report in any format."""

import click

from lever5_rules.cli.exits import CLEAN
from lever5_rules.cli.inputs import read_with
from lever5_rules.cli.outputs import color_option, output_options, outputs_of, write
from lever5_rules.cli.shared import loaded_rules, plugin_folders
from lever5_rules.findings.saved_reports import read_report


@click.command(name="report")
@click.argument("saved", metavar="REPORT.json")
@plugin_folders
@output_options()
@color_option
def command(
    saved: str,
    folders: tuple[str, ...],
    formats: tuple[str, ...],
    files: tuple[str, ...],
    color: str,
) -> int:
    """Write the saved report REPORT.json in other formats; without an option, as text.

    Nothing is judged again, so the exit code is 0, or 2 where the file is no report.
    """
    loaded = loaded_rules(folders)
    known = tuple(loaded.reporters.values())
    outputs = outputs_of(formats, files, known, read=[saved, *read_with(loaded, None)])
    write(read_report(saved), outputs, color=color)
    return CLEAN
