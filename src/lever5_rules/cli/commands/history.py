"""`lever5 history`: several reports over time."""

import click

from lever5_rules import history
from lever5_rules.cli.exits import CLEAN
from lever5_rules.cli.outputs import color_option, output_options, outputs_of, tell_files, write
from lever5_rules.library.histories import report_files
from lever5_rules.library.results import FORMATS_OF

FORMATS = FORMATS_OF["History"]


@click.command(name="history")
@click.argument("folder", metavar="FOLDER")
@output_options(FORMATS)
@color_option
def command(folder: str, formats: tuple[str, ...], files: tuple[str, ...], color: str) -> int:
    """Show the JSON reports in FOLDER, and below it, over time, by key practice.

    They are taken in the order of the days that they are of, each district by itself. What is not a
    report is listed with the reason, and the rest is shown.
    """
    outputs = outputs_of(formats, files, FORMATS, inputs=report_files(folder))
    write(history(folder), outputs, color=color)
    tell_files(*(file for _, file in outputs))
    return CLEAN
