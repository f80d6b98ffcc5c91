"""`lever5 diff`: what changed between two reports."""

from pathlib import Path

import click

from lever5_rules import diff, read_report
from lever5_rules.cli.exits import CLEAN, FOUND, INCOMPLETE
from lever5_rules.cli.outputs import color_option, output_options, outputs_of, tell_files, write
from lever5_rules.library.results import FORMATS_OF, alarming

from .check import ALARMS

FORMATS = FORMATS_OF["Difference"]


@click.command(name="diff")
@click.argument("old", metavar="OLD.json")
@click.argument("new", metavar="NEW.json")
@output_options(FORMATS)
@color_option
@click.option(
    "--fail-on",
    type=click.Choice(tuple(ALARMS)),
    default="never",
    show_default=True,
    help="Exit code 1 where NEW has such a finding that OLD has not, as with check --baseline; "
    "3 where NEW is of an incomplete run.",
)
def command(
    old: str, new: str, formats: tuple[str, ...], files: tuple[str, ...], color: str, fail_on: str
) -> int:
    """Show what changed from the report OLD.json to the report NEW.json.

    Findings and elements that were opened, closed or changed, each with what it was, what it is,
    and the files, evidence and thresholds behind that.
    """
    outputs = outputs_of(formats, files, FORMATS, inputs=[old, new])
    before, after = read_report(Path(old)), read_report(Path(new))
    write(diff(before, after), outputs, color=color)
    tell_files(*(file for _, file in outputs))
    if fail_on == "never":
        return CLEAN
    if not after.complete:
        return INCOMPLETE
    return FOUND if alarming(after, before, ALARMS[fail_on]) else CLEAN
