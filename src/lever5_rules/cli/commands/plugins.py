"""`lever5 plugins`: which plugins are loaded, from where, what they add and what they replace."""

import json

import click

from lever5_rules import Checker
from lever5_rules.cli.exits import CLEAN, INCOMPLETE
from lever5_rules.cli.shared import checker_of, plugin_folders, say

from . import plugins_check, plugins_new


@click.group(name="plugins", invoke_without_command=True)
@plugin_folders
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@click.pass_context
def command(ctx: click.Context, folders: tuple[str, ...], form: str) -> int:
    """Show the plugins that are loaded; `new` starts one, `check` tests one."""
    if ctx.invoked_subcommand is not None:
        return CLEAN
    checker = checker_of(folders)
    if form == "json":
        click.echo(json.dumps(_as_data(checker), indent=2))
    else:
        _print_plugins(checker)
    return INCOMPLETE if checker.failures else CLEAN


command.add_command(plugins_new.command)
command.add_command(plugins_check.command)


def _print_plugins(checker: Checker) -> None:
    for plugin in checker.plugins:
        click.echo(f"{plugin.name} {plugin.version}")
        say(f"from: {plugin.origin}", indent=2, hanging=2)
        for what, names in plugin.adds.items():
            if names:
                all_names = ", ".join(names)
                many = f"{len(names)}: {', '.join(names[:3])} ..." if len(names) > 12 else all_names
                say(f"{what}: {many}", indent=2, hanging=2)
        if plugin.looks_at_reports:
            say("looks at finished reports", indent=2)
    for failure in checker.failures:
        say(f"not loaded: {failure.message}", hanging=2)


def _as_data(checker: Checker) -> dict[str, object]:
    return {
        "plugins": [
            {
                "name": plugin.name,
                "version": plugin.version,
                "from": plugin.origin,
                **{what: list(names) for what, names in plugin.adds.items()},
                "looks_at_reports": plugin.looks_at_reports,
            }
            for plugin in checker.plugins
        ],
        "not_loaded": [
            {"plugin": failure.plugin, "message": failure.message} for failure in checker.failures
        ],
    }
