"""`lever5 template`: an empty artifact to fill in: a workbook, a TOML file or a CSV file."""

from pathlib import Path

import click

from lever5_rules import UsageError
from lever5_rules.cli.inputs import put
from lever5_rules.cli.shared import checker_of, checking, plugin_folders, require_new
from lever5_rules.library.forms import template


@click.command(name="template")
@click.argument("kinds", nargs=-1, metavar="[KIND]...")
@plugin_folders
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write: .xlsx for a workbook, .toml or .csv for one kind. Without it, one "
    "kind is printed as TOML.",
)
def command(kinds: tuple[str, ...], folders: tuple[str, ...], output: Path | None) -> int:
    """Write an empty artifact to fill in, with notes on each field. A workbook has a sheet for
    each KIND, with drop-downs and limits; without KIND it is for the whole bundle."""
    checker = checker_of(folders)
    ending = output.suffix.lower() if output else ".toml"
    if ending not in (".xlsx", ".toml", ".csv"):
        raise UsageError(f"{output} must end with .xlsx, .toml or .csv.")
    content = template(checker, kinds, ending[1:], output.name if output else "")
    if output is None:
        click.echo(content.decode("utf-8"), nl=False)
        return 0
    require_new(output)
    put(output, content, new=True)
    call = checking(_bundle(output), folders)
    click.echo(f"Wrote {output}. Fill it in and check it with: {call}")
    return 0


def _bundle(output: Path) -> str:
    """Return what to check: the workbook, or the folder of the file."""
    return str(output if output.suffix.lower() == ".xlsx" else output.parent)
