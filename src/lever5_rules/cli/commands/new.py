"""`lever5 new`: a starting bundle, as a folder or as a workbook."""

from pathlib import Path

import click

from lever5_rules.cli.shared import checker_of, checking, ids, new_bundle, plugin_folders
from lever5_rules.library.starts import school_year_of, start


@click.command(name="new")
@click.argument("output", type=click.Path(path_type=Path), metavar="DIR|BOOK.xlsx")
@click.option("--district-id", metavar="NUMBER", help="Six-digit county-district number.")
@click.option("--name", metavar="NAME", help="Name of the district.")
@click.option(
    "--school-year", metavar="YEAR", help="Such as 2026-2027; without it, the present one."
)
@click.option(
    "--for",
    "criteria",
    multiple=True,
    callback=ids,
    metavar="ID",
    help="What these criteria need: ids or prefixes such as 5.2.4. Repeatable.",
)
@click.option("--all", "whole", is_flag=True, help="A workbook with a sheet for each kind.")
@plugin_folders
def command(
    output: Path,
    district_id: str | None,
    name: str | None,
    school_year: str | None,
    criteria: tuple[str, ...],
    whole: bool,
    folders: tuple[str, ...],
) -> int:
    """Make a starting bundle that checks at once, with all evidence missing: a folder with an
    empty file for each kind, or one workbook where the name ends with .xlsx. The workbook has the
    five sheets that most depends on, unless --for or --all asks for others."""
    year = school_year_of(school_year)
    new_bundle(output, ".xlsx")
    beginning = start(
        checker_of(folders),
        output,
        year,
        district_id=district_id,
        name=name,
        criteria=criteria,
        whole=whole,
    )
    workbook = output.suffix.lower() == ".xlsx"
    first = "its sheet READ ME" if workbook else output / "README.md"
    click.echo(f"Wrote {output}. Begin with {first}.")
    if workbook and beginning.left:
        click.echo(
            f"It has {beginning.kinds} sheets, in the order in which to fill them. For the other "
            f"{beginning.left}: lever5 new --all, lever5 new --for 5.2.4, or lever5 template KIND."
        )
    click.echo(f"See what to find first: {checking(output, folders)}")
    return 0
