"""`lever5 criteria`: the list of success criteria."""

import csv
import json
from io import StringIO

import click

from lever5_rules.cli.shared import columns, loaded_rules, plugin_folders
from lever5_rules.plugins.loaded import Loaded

CASE = {"case": "1.1", "case-1.0": "1.0", "case-1.1": "1.1"}
"""The forms that are packages of CASE, with the version of it."""


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
        from lever5_rules.framework import framework
        from lever5_rules.reports.formats.case_package import render

        click.echo(render(framework(), CASE[form]), nl=False)
        return 0
    loaded = loaded_rules(folders)
    if form == "json":
        listed = _listed(loaded)
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return 0
    if form == "csv":
        click.echo(_table(loaded), nl=False)
        return 0
    for practice in loaded.practices.values():
        click.echo(f"\n{practice.id}  {practice.title}")
        columns(
            (
                (
                    one.id,
                    "rule" if one.id in loaded.rules else "no rule yet",
                    one.title,
                )
                for one in loaded.criteria.values()
                if one.key_practice == practice.id
            ),
            indent=2,
        )
    click.echo(f"\n{len(loaded.criteria)} criteria, {len(loaded.rules)} with a rule.")
    return 0


def _listed(loaded: Loaded) -> list[dict[str, object]]:
    return [
        {
            "id": one.id,
            "key_practice": one.key_practice,
            "title": one.title,
            "requirement": one.requirement,
            "parts": [{"id": part, "text": text} for part, text in one.parts],
            "rule": loaded.rules[one.id][1] if one.id in loaded.rules else None,
            "elements": [e.id for e in loaded.rules[one.id][0].elements]
            if one.id in loaded.rules
            else [],
        }
        for one in loaded.criteria.values()
    ]


def _table(loaded: Loaded) -> str:
    """A row for each criterion; what is a list in JSON is told by its number."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", "key_practice", "title", "requirement", "rule", "elements"])
    for one in loaded.criteria.values():
        rule, plugin = loaded.rules.get(one.id, (None, ""))
        count = len(rule.elements) if rule else 0
        writer.writerow([one.id, one.key_practice, one.title, one.requirement, plugin, count])
    return text.getvalue()
