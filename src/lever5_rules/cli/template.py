"""`lever5 template`: an empty workbook to fill in, for the whole bundle or for some kinds."""

from pathlib import Path

import click

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped, did_you_mean
from lever5_rules.templates.content import Content
from lever5_rules.templates.workbook import write_workbook

from .shared import loaded_rules


@click.command(name="template")
@click.argument("kinds", nargs=-1, metavar="[KIND]...")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx",
    help="The workbook to write.",
)
def command(kinds: tuple[str, ...], output: Path) -> int:
    """Write a workbook to fill in: a sheet for each kind of artifact, with notes, drop-downs and
    limits. Without KIND for the whole bundle."""
    known = loaded_rules().kinds
    for name in kinds:
        if name not in known:
            hint = did_you_mean(name, known)
            raise UsageError(f"There is no kind {clipped(name, 60)!r}.{hint}")
    if output.suffix.lower() != ".xlsx":
        raise UsageError(f"{output} is no name of a workbook. Give a name that ends with .xlsx.")
    if output.exists():
        raise UsageError(f"{output} exists already. Remove it, or give another name.")
    chosen = [kind for name, kind in known.items() if not kinds or name in kinds]
    write_workbook(output, chosen, Content())
    click.echo(f"Wrote {output}. Fill it in and check it with: lever5 check {output}")
    return 0
