"""`lever5 plugins check`: whether a plugin conforms, and what to mend where it does not."""

import json

import click

from lever5_rules import check_plugin
from lever5_rules.cli.exits import CLEAN, FOUND, INCOMPLETE
from lever5_rules.cli.shared import say


@click.command(name="check")
@click.argument("target", metavar="PATH|NAME")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
def command(target: str, form: str) -> int:
    """Test a plugin: the folder of a distribution, a file, a folder of files, or an installed one.

    \b
    Exit codes:
      0  it conforms
      1  there is something to mend
      2  there is no such plugin
      3  it could not be loaded, or a rule raised
    """
    found = check_plugin(target)
    if form == "json":
        told = {
            "plugin": found.origin,
            "complete": found.complete,
            "facts": list(found.facts),
            "to_mend": [
                {
                    "topic": one.topic.value,
                    "where": one.where,
                    "message": one.message,
                    "remedy": one.remedy,
                }
                for one in found.concerns
            ],
            "not_seen": list(found.unseen),
        }
        click.echo(json.dumps(told, indent=2))
    else:
        say(found.origin)
        for fact in found.facts:
            say(f"- {fact}", indent=2, hanging=2)
        click.echo()
        for one in found.concerns:
            say(f"{one.topic}: {one.where}: {one.message}", hanging=2)
            say(f"To do: {one.remedy}", indent=4, hanging=2)
        if not found.concerns:
            say("It conforms: nothing to mend was found.")
        click.echo()
        say("What this check cannot see:")
        for unseen in found.unseen:
            say(f"- {unseen}", indent=2, hanging=2)
    if not found.complete:
        return INCOMPLETE
    return FOUND if found.concerns else CLEAN
