"""`lever5 mappings`: the systems whose exports are read directly, and their mapping files."""

import click

from lever5_rules.cli.shared import checker_of, plugin_folders
from lever5_rules.library.forms import mapping_text, mappings_of


@click.command(name="mappings")
@click.argument("name", required=False, metavar="[NAME]")
@plugin_folders
def command(name: str | None, folders: tuple[str, ...]) -> int:
    """List the mappings of exports that are at hand, or show one to copy.

    Put a mapping of your own into the bundle, with a name that ends with .mapping.toml; with
    extends = "NAME" it takes over one of these.
    """
    checker = checker_of(folders)
    if name is not None:
        click.echo(mapping_text(checker, name), nl=False)
        return 0
    mappings = mappings_of(checker)
    width = max(len(entry.name) for entry in mappings)
    for entry in mappings:
        fills = f", fills {entry.fills}" if entry.fills is not None else ""
        click.echo(f"{entry.name:{width}}  {entry.title}{fills}")
    click.echo("\nOneRoster 1.1 and 1.2 are read without a mapping.")
    return 0
