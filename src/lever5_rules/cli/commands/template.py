"""`lever5 template`: an empty artifact to fill in: a workbook, a TOML file or a CSV file."""

from pathlib import Path

import click

from lever5_rules.cli.shared import (
    checking,
    loaded_rules,
    new_output,
    plugin_folders,
)
from lever5_rules.core.errors import UsageError
from lever5_rules.library.forms import kinds_named
from lever5_rules.support.output_files import put
from lever5_rules.templates.content import Content
from lever5_rules.templates.empty import empty_table, empty_toml
from lever5_rules.templates.workbook import write_workbook


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
    loaded = loaded_rules(folders)
    chosen = kinds_named(loaded, kinds) or list(loaded.kinds.values())
    ending = output.suffix.lower() if output else ".toml"
    if ending not in (".xlsx", ".toml", ".csv"):
        raise UsageError(f"{output} must end with .xlsx, .toml or .csv.")
    if ending != ".xlsx" and len(kinds) != 1:
        raise UsageError("Give one KIND, or a file that ends with .xlsx for several or for all.")
    if ending == ".csv" and not chosen[0].table:
        raise UsageError(f"{chosen[0].name} is a document. Give a file that ends with .toml.")
    if output is None:
        click.echo(empty_toml(chosen[0], chosen[0].usual_file), nl=False)
        return 0
    new_output(output)
    if ending == ".xlsx":
        write_workbook(output, chosen, Content())
    elif ending == ".csv":
        put(output, empty_table(chosen[0]), new=True)
    else:
        put(output, empty_toml(chosen[0], output.name).encode(), new=True)
    call = checking(_bundle(output), folders)
    click.echo(f"Wrote {output}. Fill it in and check it with: {call}")
    return 0


def _bundle(output: Path) -> str:
    """What to give to the check: the workbook, or the folder in which the file stands."""
    return str(output if output.suffix.lower() == ".xlsx" else output.parent)
