"""`lever5 criteria`: the list of success criteria."""

import json

import click

from .shared import columns, loaded_rules


@click.command(name="criteria")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to print the list.",
)
def command(form: str) -> int:
    """List the success criteria, by key practice, and which of them have a rule here."""
    loaded = loaded_rules()
    if form == "json":
        listed = [
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
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
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
