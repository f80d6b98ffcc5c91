"""`lever5 schema`: the JSON Schema of a kind of artifact, for editors."""

from pathlib import Path

import click

from lever5_rules.checking import DEFAULT_RULESET
from lever5_rules.cli.shared import (
    kinds_named,
    loaded_rules,
    new_output,
    plugin_folders,
    ruleset_of,
)
from lever5_rules.core.errors import UsageError
from lever5_rules.core.synonyms import Words
from lever5_rules.reading.values.schemas import schema_of
from lever5_rules.support import output_files
from lever5_rules.templates.schemas import schema_file, schema_text


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
@click.option(
    "--ruleset",
    default=DEFAULT_RULESET,
    metavar="NAME|PATH",
    show_default=True,
    help="Whose words of the district to accept.",
)
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
    loaded = loaded_rules(folders)
    words: Words = ruleset_of(loaded, ruleset).words
    if folder is not None:
        new_output(folder)
        with output_files.new_folder(folder) as place:
            for name, one in loaded.kinds.items():
                (place / schema_file(name)).write_text(schema_text(schema_of(one, words)), "utf-8")
        click.echo(f"Wrote {len(loaded.kinds)} schemas into {folder}.")
        return 0
    (one,) = kinds_named(loaded, (str(kind),))
    text = schema_text(schema_of(one, words))
    if output is None:
        click.echo(text, nl=False)
        return 0
    new_output(output)
    output_files.put(output, text.encode(), new=True)
    click.echo(f"Wrote {output}.")
    return 0
