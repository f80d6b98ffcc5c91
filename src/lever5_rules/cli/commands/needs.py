"""`lever5 needs`: the evidence to collect, by the office that usually holds it."""

import json
from itertools import groupby
from operator import attrgetter

import click
from attrs import asdict

from lever5_rules.cli.shared import checker_of, ids, plugin_folders, ruleset_option, say

FORMS = {
    "denominator": "what everything is measured against",
    "document": "a document, with page and quote for each statement",
    "schedule": "dated time that is set aside",
    "record": "dated records of what has happened",
}
"""The description of each form of evidence."""


@click.command(name="needs")
@plugin_folders
@click.option(
    "--select",
    multiple=True,
    callback=ids,
    metavar="ID",
    help="Only for these criteria: ids or prefixes such as 5.2. Repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=ids,
    metavar="ID",
    help="Not for these criteria. Repeatable.",
)
@ruleset_option("Whose selection and switches to follow.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to print the list.",
)
def command(
    folders: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    ruleset: str,
    form: str,
) -> int:
    """List the evidence to collect before a check, by the office that usually holds it."""
    listed = checker_of(folders).needs(select, ignore, ruleset)
    if form == "json":
        click.echo(json.dumps([asdict(need) for need in listed], indent=2, ensure_ascii=False))
        return 0
    for office, needed in groupby(listed, attrgetter("office")):
        click.echo(f"\n{office[:1].upper()}{office[1:]}")
        for need in needed:
            say(f"[ ] {need.file}: {need.meaning}", indent=2, hanging=4)
            say(f"{FORMS[need.evidence]}; for {', '.join(need.criteria)}", indent=6)
    return 0
