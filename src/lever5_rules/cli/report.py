"""`lever5 report`: a saved report in any format."""

import click

from lever5_rules.loading.saved import read_report

from .exits import CLEAN
from .outputs import output_options, outputs_of, write


@click.command(name="report")
@click.argument("saved", metavar="REPORT.json")
@output_options()
def command(saved: str, formats: tuple[str, ...], files: tuple[str, ...]) -> int:
    """Write the saved report REPORT.json in other formats; without an option, as text.

    Nothing is judged again, so the exit code is 0, or 2 where the file is no report.
    """
    outputs = outputs_of(formats, files)
    write(read_report(saved), outputs)
    return CLEAN
