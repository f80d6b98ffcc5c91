"""`lever5 plugins new`: a starting plugin whose tests pass at once."""

from pathlib import Path

import click

from lever5_rules.cli.shared import as_typed, new_output
from lever5_rules.core.errors import UsageError
from lever5_rules.support.output_files import put


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
    from lever5_rules.templates.files import write_folder
    from lever5_rules.templates.plugins import distribution, one_file

    if file is not None:
        if folder is not None:
            raise UsageError("Give a folder or --file, not both.")
        if file.suffix != ".py" or file.name.startswith("_"):
            raise UsageError(f"{file} cannot be a plugin: name it such as ours.py.")
        text = one_file(name, file.name)
        new_output(file)
        put(file, text.encode(), new=True)
        click.echo(f"Wrote {file}. Test it: lever5 plugins check {as_typed(file)}")
        return 0
    files = distribution(name)
    folder = folder or Path(f"lever5-{name}")
    new_output(folder)
    write_folder(folder, {path: text.encode() for path, text in files.items()})
    click.echo(f"Wrote {folder}. Begin with {folder / 'README.md'}.")
    click.echo(f"Test it: lever5 plugins check {as_typed(folder)}")
    return 0
