"""`lever5 history`: several reports over time."""

import click

from lever5_rules.cli.exits import CLEAN
from lever5_rules.cli.outputs import color_option, output_options, outputs_of, write
from lever5_rules.reading.report_folders import read_history, report_files
from lever5_rules.reports import Format, reporters

FORMATS = reporters(
    {
        "text": Format("comparing.history_text", (".txt",), "for the terminal"),
        "json": Format("comparing.history_json", (".json",), "for machines"),
        "csv": Format("comparing.history_csv", (".csv",), "for a spreadsheet"),
        "html": Format("comparing.history_html", (".html",), "one page with a drawing"),
    }
)


@click.command(name="history")
@click.argument("folder", metavar="FOLDER")
@output_options(FORMATS)
@color_option
def command(folder: str, formats: tuple[str, ...], files: tuple[str, ...], color: str) -> int:
    """Show the JSON reports in FOLDER over time, by key practice.

    They are taken in the order of the days that they are of, each district by itself. What is no
    report is listed with the reason, and the rest is shown.
    """
    outputs = outputs_of(formats, files, FORMATS, read=report_files(folder))
    write(read_history(folder), outputs, color=color)
    return CLEAN
