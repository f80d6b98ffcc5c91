"""`lever5 criteria`: the list of success criteria."""

import csv
import json
from collections.abc import Sequence
from io import StringIO
from itertools import groupby
from operator import attrgetter

import click

from lever5_rules import CriterionEntry
from lever5_rules.cli.shared import checker_of, columns, plugin_folders

CASE = {"case": "1.1", "case-1.0": "1.0", "case-1.1": "1.1"}
"""The formats that are CASE packages, with the CASE version."""


@click.command(name="criteria")
@plugin_folders
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "csv", *CASE)),
    default="text",
    show_default=True,
    help="How to print the list. case is a 1EdTech CASE package of the framework, version 1.1.",
)
def command(folders: tuple[str, ...], form: str) -> int:
    """List the success criteria, by key practice, and which of them have a rule here."""
    if form in CASE:
        from lever5_rules.library.criteria_list import case_package

        click.echo(case_package(CASE[form]), nl=False)
        return 0
    listed = checker_of(folders).criteria()
    if form == "json":
        click.echo(json.dumps(_data(listed), indent=2, ensure_ascii=False))
        return 0
    if form == "csv":
        click.echo(_table(listed), nl=False)
        return 0
    for practice, members in groupby(listed, attrgetter("key_practice", "key_practice_title")):
        click.echo("\n" + "  ".join(practice))
        columns(
            (
                (member.id, "rule" if member.plugin else "no rule yet", member.title)
                for member in members
            ),
            indent=2,
        )
    click.echo(
        f"\n{len(listed)} criteria, {sum(1 for entry in listed if entry.plugin)} with a rule."
    )
    return 0


def _data(listed: Sequence[CriterionEntry]) -> list[dict[str, object]]:
    return [
        {
            "id": entry.id,
            "key_practice": entry.key_practice,
            "title": entry.title,
            "requirement": entry.requirement,
            "parts": [{"id": part, "text": text} for part, text in entry.parts],
            "rule": entry.plugin,
            "elements": list(entry.elements),
        }
        for entry in listed
    ]


def _table(listed: Sequence[CriterionEntry]) -> str:
    """Return a row for each criterion, with the lengths of what are lists in JSON."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", "key_practice", "title", "requirement", "rule", "elements"])
    for entry in listed:
        words = (entry.id, entry.key_practice, entry.title, entry.requirement, entry.plugin or "")
        writer.writerow([*words, len(entry.elements)])
    return text.getvalue()
