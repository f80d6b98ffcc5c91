"""`lever5 history`: how a district came along, over a folder of reports."""

import click

from lever5_rules.loading.reports import history_in
from lever5_rules.reporting import Format, reporters

from .exits import CLEAN
from .outputs import color_option, output_options, outputs_of, write

FORMATS = reporters(
    {
        "text": Format("history_text", (".txt",), "for the terminal"),
        "csv": Format("history_csv", (".csv",), "a row a report and key practice"),
        "html": Format("history_html", (".html",), "a page with the drawing of the trend"),
    }
)


@click.command(name="history")
@click.argument("folder", metavar="FOLDER")
@output_options(FORMATS)
@color_option
def command(folder: str, formats: tuple[str, ...], files: tuple[str, ...], color: str) -> int:
    """Show the trend of the JSON reports in FOLDER: outcomes by key practice and day, and which
    criteria were opened and closed between them."""
    outputs = outputs_of(formats, files, FORMATS)
    write(history_in(folder), outputs, color=color)
    return CLEAN
