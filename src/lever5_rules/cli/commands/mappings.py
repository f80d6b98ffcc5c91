"""`lever5 mappings`: the systems whose exports are read as they are, and their mapping files."""

import click

from lever5_rules.cli.shared import loaded_rules, plugin_folders
from lever5_rules.reading.mappings.shipped_mappings import Mappings


@click.command(name="mappings")
@click.argument("name", required=False, metavar="[NAME]")
@plugin_folders
def command(name: str | None, folders: tuple[str, ...]) -> int:
    """List the mappings of exports that are at hand, or show one to copy.

    Put a mapping of your own into the bundle, with a name that ends with .mapping.toml; with
    extends = "NAME" it takes over one of these.
    """
    mappings = Mappings(loaded_rules(folders).mappings)
    if name is not None:
        click.echo(mappings.text(name), nl=False)
        return 0
    names = mappings.names
    for one in names:
        data = mappings.data(one)
        fills = "" if data.get("refused") else f", fills {data.get('target', 'nothing')}"
        click.echo(f"{one:{max(map(len, names))}}  {data.get('title', one)}{fills}")
    click.echo("\nOneRoster 1.1 and 1.2 are read without a mapping.")
    return 0
