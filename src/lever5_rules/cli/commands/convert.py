"""`lever5 convert`: a bundle in another form: a workbook, a folder of TOML and CSV, or a zip."""

from pathlib import Path

import click

from lever5_rules.checking import DEFAULT_RULESET
from lever5_rules.cli.inputs import keep_outside
from lever5_rules.cli.shared import (
    budget_option,
    bundle_at,
    checking,
    loaded_rules,
    new_output,
    plugin_folders,
    ruleset_of,
)
from lever5_rules.core.budgets import Budgets
from lever5_rules.core.errors import UsageError
from lever5_rules.reading.mappings.shipped_mappings import Mappings
from lever5_rules.templates.content import content_of
from lever5_rules.templates.convert import losses_in_writing, write_content

MOST_TOLD = 20


@click.command(name="convert")
@click.argument("bundle", metavar="BUNDLE")
@click.argument("output", type=click.Path(path_type=Path), metavar="OUTPUT")
@click.option(
    "--tables",
    type=click.Choice(("csv", "toml")),
    default="csv",
    show_default=True,
    help="How tables are written into a folder or zip.",
)
@click.option(
    "--ruleset",
    default=DEFAULT_RULESET,
    metavar="NAME|PATH",
    show_default=True,
    help="Whose words of the district say what events of calendars are.",
)
@plugin_folders
@budget_option
def command(
    bundle: str, output: Path, tables: str, ruleset: str, folders: tuple[str, ...], budgets: Budgets
) -> int:
    """Write BUNDLE (a folder, zip or workbook) in another form: as a workbook where OUTPUT ends
    with .xlsx, as a zip where it ends with .zip, else as a new folder of TOML and CSV files."""
    new_output(output)
    keep_outside("OUTPUT", output, bundle)
    loaded = loaded_rules(folders)
    kinds, mappings = loaded.kinds, Mappings(loaded.mappings)
    words = ruleset_of(loaded, ruleset).words
    content = content_of(bundle_at(bundle, budgets), kinds, loaded.readers, mappings, words)
    if content.lost:
        told = "\n".join(f"- {line}" for line in content.lost[:MOST_TOLD])
        more = len(content.lost) - MOST_TOLD
        rest = f"\n- and {more} more" if more > 0 else ""
        raise UsageError(
            "Nothing was written, since without what cannot be read the rest would say less than "
            f"it does. Mend this first:\n{told}{rest}"
        )
    if not (content.documents or content.rows):
        raise UsageError(f"{bundle} holds nothing that could be converted.")
    for line in content.left_out:
        click.echo(f"lever5: {line}", err=True)
    write_content(output, kinds, content, toml_tables=tables == "toml")
    for line in losses_in_writing(output, kinds, content):
        click.echo(f"lever5: {line}", err=True)
    click.echo(f"Wrote {output}. Check it with: {checking(output, folders)}")
    return 0
