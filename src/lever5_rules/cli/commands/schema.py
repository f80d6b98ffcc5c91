"""`lever5 schema`: the JSON Schema of a kind of artifact, for editors."""

from pathlib import Path

import click

from lever5_rules import UsageError
from lever5_rules.cli.inputs import new_folder, put
from lever5_rules.cli.shared import checker_of, plugin_folders, require_new, ruleset_option
from lever5_rules.library.forms import schema, schemas


@click.command(name="schema")
@click.argument("kind", required=False, metavar="[KIND]")
@plugin_folders
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write; without it, standard output.",
)
@click.option(
    "--all",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the schemas of all kinds into a new folder.",
)
@ruleset_option("Whose words of the district to accept.")
def command(
    kind: str | None,
    folders: tuple[str, ...],
    output: Path | None,
    folder: Path | None,
    ruleset: str,
) -> int:
    """Print the JSON Schema (2020-12) of a KIND of artifact. An editor that knows it completes
    fields and words, shows what each means, and marks what the check could not read."""
    if (kind is None) == (folder is None):
        raise UsageError("Give a KIND, or --all with a folder for the schemas of all kinds.")
    if folder is not None and output is not None:
        raise UsageError("Give --output with a KIND, or --all DIR, not both.")
    checker = checker_of(folders)
    if folder is not None:
        files = schemas(checker, ruleset)
        require_new(folder)
        with new_folder(folder) as place:
            for name, text in files.items():
                (place / name).write_text(text, "utf-8")
        click.echo(f"Wrote {len(files)} schemas into {folder}.")
        return 0
    text = schema(checker, str(kind), ruleset)
    if output is None:
        click.echo(text, nl=False)
        return 0
    require_new(output)
    put(output, text.encode(), new=True)
    click.echo(f"Wrote {output}.")
    return 0
