"""`lever5 rulesets`: list them, show one with its parents resolved, compare two."""

import click

from lever5_rules import Level, Limit, Ruleset, UsageError
from lever5_rules.cli.shared import checker_of, columns, limit_words, plugin_folders, say
from lever5_rules.core.text import measured


@click.group(name="rulesets", invoke_without_command=True)
@plugin_folders
@click.pass_context
def command(ctx: click.Context, folders: tuple[str, ...]) -> int:
    """List the rulesets; `show NAME` and `compare ONE OTHER` say more."""
    if folders and ctx.invoked_subcommand:
        raise UsageError(f"Give --plugins after {ctx.invoked_subcommand}, not before it.")
    if ctx.invoked_subcommand is None:
        rulesets = checker_of(folders).rulesets()
        columns(
            (ruleset.name, ruleset.version, " < ".join(ruleset.lineage), ruleset.title)
            for ruleset in rulesets
        )
    return 0


@command.command(name="show")
@click.argument("name", metavar="NAME|PATH")
@plugin_folders
def show(name: str, folders: tuple[str, ...]) -> int:
    """Show every limit of a ruleset with unit, origin and source, its switches and waivers."""
    ruleset = checker_of(folders).ruleset(name)
    say(f"{ruleset.name} {ruleset.version}: {ruleset.title}")
    say(f"Extends: {' < '.join(ruleset.lineage[1:]) or 'nothing'}")
    say(f"Selects: {', '.join(ruleset.select) or 'every criterion'}")
    for limit in sorted(ruleset.limits.values(), key=lambda limit: limit.name):
        click.echo()
        say(f"{limit.name} = {limit_words(limit)}", hanging=4)
    for line in switches(ruleset):
        click.echo()
        say(line, hanging=4)
    for vocabulary, word, meaning in ruleset.words.entries:
        say(f"words.{vocabulary}: {word!r} means {meaning}", hanging=4)
    for group, entries in ruleset.lexicon.items():
        click.echo()
        say(f"lexicon.{group}: {'; '.join(entries)}", hanging=4)
    for waiver in ruleset.waivers:
        click.echo()
        say(
            f"waiver of {waiver.target} until {waiver.expires}, by the {waiver.approver_role}: "
            f"{waiver.reason}",
            hanging=4,
        )
    return 0


@command.command(name="compare")
@click.argument("one", metavar="ONE")
@click.argument("other", metavar="OTHER")
@plugin_folders
def compare(one: str, other: str, folders: tuple[str, ...]) -> int:
    """Show where two rulesets differ."""
    checker = checker_of(folders)
    first, second = checker.ruleset(one), checker.ruleset(other)
    rows = [("limit", first.name, second.name)]
    for name in sorted(first.limits.keys() | second.limits.keys()):
        limit, other_limit = first.limits.get(name), second.limits.get(name)
        if (limit and limit.value) != (other_limit and other_limit.value):
            rows.append((name, _value(limit), _value(other_limit)))
    columns(rows)
    for line in sorted(set(switches(first)) ^ set(switches(second))):
        owner = first.name if line in switches(first) else second.name
        click.echo()
        say(f"only in {owner}: {line}", hanging=4)
    first_words, second_words = (
        {(group, word) for group, words in ruleset.lexicon.items() for word in words}
        for ruleset in (first, second)
    )
    for group, word in sorted(first_words ^ second_words):
        owner = first.name if (group, word) in first_words else second.name
        say(f"only in {owner}: lexicon.{group} {word!r}", hanging=4)
    return 0


def switches(ruleset: Ruleset) -> list[str]:
    """Return a sentence for each switch of a ruleset."""
    lines = []
    if ruleset.documents is not Level.CITED:
        lines.append(f"statements of documents: need {ruleset.documents.value} evidence")
    for switch in ruleset.switches.values():
        what = [] if switch.enabled else ["off"]
        if switch.advisory is not None:
            what.append("advisory" if switch.advisory else "required")
        if switch.level:
            what.append(f"needs {switch.level} evidence")
        lines.append(f"{switch.target}: {', '.join(what) or 'on'} ({switch.reason})")
    return lines


def _value(limit: Limit[object] | None) -> str:
    return measured(limit.value, limit.unit) if limit else "not given"
