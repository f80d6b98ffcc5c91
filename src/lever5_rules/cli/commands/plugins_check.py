"""`lever5 plugins check`: whether a plugin conforms, and what to fix if it does not."""

import json

import click
from attrs import asdict

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
    conformance = check_plugin(target)
    if form == "json":
        data = {
            "plugin": conformance.origin,
            "complete": conformance.complete,
            "facts": list(conformance.facts),
            "to_mend": [asdict(concern) for concern in conformance.concerns],
            "not_seen": list(conformance.unseen),
        }
        click.echo(json.dumps(data, indent=2))
    else:
        say(conformance.origin)
        for fact in conformance.facts:
            say(f"- {fact}", indent=2, hanging=2)
        click.echo()
        for concern in conformance.concerns:
            say(f"{concern.topic}: {concern.where}: {concern.message}", hanging=2)
            say(f"To do: {concern.remedy}", indent=4, hanging=2)
        if not conformance.concerns:
            say("It conforms: nothing to mend was found.")
        click.echo()
        say("What this check cannot see:")
        for unseen in conformance.unseen:
            say(f"- {unseen}", indent=2, hanging=2)
    if not conformance.complete:
        return INCOMPLETE
    return FOUND if conformance.concerns else CLEAN
