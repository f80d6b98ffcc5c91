"""`lever5 report`: a saved report in any format."""

from pathlib import Path

import click

from lever5_rules import read_report
from lever5_rules.cli.exits import CLEAN
from lever5_rules.cli.inputs import read_with
from lever5_rules.cli.outputs import color_option, output_options, outputs_of, write
from lever5_rules.cli.shared import checker_of, plugin_folders


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

    Nothing is judged again, so the exit code is 0, or 2 where the file is not a report.
    """
    checker = checker_of(folders)
    outputs = outputs_of(formats, files, checker.formats, inputs=[saved, *read_with(checker, None)])
    write(read_report(Path(saved)), outputs, color=color)
    return CLEAN
