"""`lever5 convert`: a bundle in another form: a workbook, a folder of TOML and CSV, or a zip."""

from pathlib import Path

import click

from lever5_rules import Budgets
from lever5_rules.cli.inputs import keep_outside
from lever5_rules.cli.shared import (
    budget_option,
    bundle_at,
    checker_of,
    checking,
    new_bundle,
    plugin_folders,
    ruleset_option,
)
from lever5_rules.library.conversions import TABLES


@click.command(name="convert")
@click.argument("bundle", metavar="BUNDLE")
@click.argument("output", type=click.Path(path_type=Path), metavar="OUTPUT")
@click.option(
    "--tables",
    type=click.Choice(TABLES),
    default="csv",
    show_default=True,
    help="How tables are written into a folder or zip.",
)
@ruleset_option("Whose words of the district say what events of calendars are.")
@plugin_folders
@budget_option
def command(
    bundle: str, output: Path, tables: str, ruleset: str, folders: tuple[str, ...], budgets: Budgets
) -> int:
    """Write BUNDLE (a folder, zip or workbook) in another form: as a workbook where OUTPUT ends
    with .xlsx, as a zip where it ends with .zip, else as a new folder of TOML and CSV files."""
    new_bundle(output, ".xlsx", ".zip")
    keep_outside("OUTPUT", output, bundle)
    checker = checker_of(folders)
    conversion = checker.convert(bundle_at(bundle, budgets), output, tables=tables, ruleset=ruleset)
    for line in (*conversion.left_out, *conversion.changed):
        click.echo(f"lever5: {line}", err=True)
    click.echo(f"Wrote {output}. Check it with: {checking(output, folders)}")
    return 0
