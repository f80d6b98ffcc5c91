"""`lever5 mappings`: the systems whose exports are read as they are, and their mapping files."""

import click

from lever5_rules.loading.shipped_mappings import shipped_data, shipped_names, shipped_text


@click.command(name="mappings")
@click.argument("name", required=False, metavar="[NAME]")
def command(name: str | None) -> int:
    """List the shipped mappings of exports, or show one to copy.

    Put a mapping of your own into the bundle, with a name that ends with .mapping.toml; with
    extends = "NAME" it takes over a shipped one.
    """
    if name is not None:
        click.echo(shipped_text(name), nl=False)
        return 0
    names = shipped_names()
    for one in names:
        data = shipped_data(one)
        fills = "" if data.get("refused") else f", fills {data['target']}"
        click.echo(f"{one:{max(map(len, names))}}  {data['title']}{fills}")
    click.echo("\nOneRoster 1.1 and 1.2 are read without a mapping.")
    return 0
