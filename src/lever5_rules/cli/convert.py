"""`lever5 convert`: a bundle of TOML and CSV files as one workbook."""

from pathlib import Path

import click

from lever5_rules.core.errors import UsageError
from lever5_rules.loading.bundle import Bundle
from lever5_rules.templates.content import content_of
from lever5_rules.templates.workbook import write_workbook

from .shared import loaded_rules


@click.command(name="convert")
@click.argument("bundle", metavar="BUNDLE")
@click.argument("output", type=click.Path(path_type=Path), metavar="OUTPUT.xlsx")
def command(bundle: str, output: Path) -> int:
    """Write a bundle of TOML and CSV files as one workbook, to go on with in Excel."""
    if output.suffix.lower() != ".xlsx":
        raise UsageError(f"{output} is no name of a workbook. Give a name that ends with .xlsx.")
    if output.exists():
        raise UsageError(f"{output} exists already. Remove it, or give another name.")
    kinds = loaded_rules().kinds
    content = content_of(Bundle.from_path(bundle), kinds)
    for line in content.left_out:
        click.echo(f"lever5: {line}", err=True)
    write_workbook(output, list(kinds.values()), content)
    click.echo(f"Wrote {output}. Check it with: lever5 check {output}")
    return 0
