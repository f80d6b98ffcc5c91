"""`lever5 plugins new`: a starting plugin whose tests pass at once."""

from pathlib import Path

import click

from lever5_rules import UsageError, new_plugin
from lever5_rules.cli.shared import as_typed


@click.command(name="new")
@click.argument("name")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE.py",
    help="Write a plugin of this one file instead, for --plugins DIR.",
)
def command(name: str, folder: Path | None, file: Path | None) -> int:
    """Start a plugin: a distribution with one rule, one kind, a ruleset and tests.

    NAME is such as maple-isd. The distribution is lever5-NAME, in DIR or a folder of that name.
    Nothing is overwritten.
    """
    if file is not None:
        if folder is not None:
            raise UsageError("Give a folder or --file, not both.")
        if file.suffix != ".py":
            raise UsageError(f"{file} cannot be a plugin: name it such as ours.py.")
        new_plugin(name, file)
        click.echo(f"Wrote {file}. Test it: lever5 plugins check {as_typed(file)}")
        return 0
    folder = new_plugin(name, folder)
    click.echo(f"Wrote {folder}. Begin with {folder / 'README.md'}.")
    click.echo(f"Test it: lever5 plugins check {as_typed(folder)}")
    return 0
