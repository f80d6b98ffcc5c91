"""`lever5 new`: a starting bundle, as a folder or as a workbook."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from lever5_rules.checking import DEFAULT_RULESET
from lever5_rules.cli.shared import (
    checking,
    loaded_rules,
    new_output,
    plugin_folders,
    ruleset_of,
)
from lever5_rules.core.years import SchoolYear
from lever5_rules.templates.content import PROFILE, Content
from lever5_rules.templates.files import write_folder
from lever5_rules.templates.start import starting_files
from lever5_rules.templates.workbook import write_workbook


@click.command(name="new")
@click.argument("output", type=click.Path(path_type=Path), metavar="DIR|BOOK.xlsx")
@click.option("--district-id", metavar="NUMBER", help="Six-digit county-district number.")
@click.option("--name", metavar="NAME", help="Name of the district.")
@click.option(
    "--school-year", metavar="YEAR", help="Such as 2026-2027; without it, the present one."
)
@plugin_folders
def command(
    output: Path,
    district_id: str | None,
    name: str | None,
    school_year: str | None,
    folders: tuple[str, ...],
) -> int:
    """Make a starting bundle that checks at once, with all evidence missing: a folder with an
    empty file for each kind, or one workbook where the name ends with .xlsx."""
    year = SchoolYear.parse(school_year) if school_year else SchoolYear.containing(date.today())
    new_output(output)
    profile: dict[str, Any] = {"school_year": str(year)}
    profile |= {"district_id": district_id} if district_id else {}
    profile |= {"name": name} if name else {}
    loaded = loaded_rules(folders)
    if output.suffix.lower() == ".xlsx":
        write_workbook(output, list(loaded.kinds.values()), Content({PROFILE: [profile]}))
        click.echo(f"Wrote {output}. Begin with its sheet READ ME.")
    else:
        words = ruleset_of(loaded, DEFAULT_RULESET).words
        write_folder(output, starting_files(loaded.kinds, profile, words))
        click.echo(f"Wrote {output}. Begin with {output / 'README.md'}.")
    click.echo(f"See what to find first: {checking(output, folders)}")
    return 0
