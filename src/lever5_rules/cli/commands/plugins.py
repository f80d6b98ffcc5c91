"""`lever5 plugins`: what is loaded, from where, what it adds and what it replaces."""

import json
from collections.abc import Sequence

import click

from lever5_rules.cli.exits import CLEAN, INCOMPLETE
from lever5_rules.cli.shared import loaded_rules, plugin_folders, say
from lever5_rules.plugins.loaded import Additions, Loaded

from . import plugins_check, plugins_new


@click.group(name="plugins", invoke_without_command=True)
@plugin_folders
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@click.pass_context
def command(ctx: click.Context, folders: tuple[str, ...], form: str) -> int:
    """Show the plugins that are loaded; `new` starts one, `check` tests one."""
    if ctx.invoked_subcommand is not None:
        return CLEAN
    loaded = loaded_rules(folders)
    if form == "json":
        click.echo(json.dumps(_as_data(loaded), indent=2))
    else:
        _tell(loaded)
    return INCOMPLETE if loaded.failures else CLEAN


command.add_command(plugins_new.command)
command.add_command(plugins_check.command)


def _parts(adds: Additions) -> list[tuple[str, Sequence[str]]]:
    return [
        ("criteria", adds.criteria),
        ("replaces", adds.replaces),
        ("extends", adds.extends),
        ("kinds", adds.kinds),
        ("readers", adds.readers),
        ("formats", adds.reporters),
        ("rulesets", adds.rulesets),
        ("mappings", adds.mappings),
    ]


def _tell(loaded: Loaded) -> None:
    for name, info in loaded.plugins.items():
        adds = loaded.additions[name]
        click.echo(f"{name} {info.version}")
        say(f"from: {adds.origin}", indent=2, hanging=2)
        for what, names in _parts(adds):
            if names:
                shown = ", ".join(names)
                many = f"{len(names)}: {', '.join(names[:3])} ..." if len(names) > 12 else shown
                say(f"{what}: {many}", indent=2, hanging=2)
        if adds.looks_at_reports:
            say("looks at finished reports", indent=2)
    for failure in loaded.failures:
        say(f"not loaded: {failure.message}", hanging=2)


def _as_data(loaded: Loaded) -> dict[str, object]:
    return {
        "plugins": [
            {
                "name": name,
                "version": info.version,
                "from": loaded.additions[name].origin,
                **{what: list(names) for what, names in _parts(loaded.additions[name])},
                "looks_at_reports": loaded.additions[name].looks_at_reports,
            }
            for name, info in loaded.plugins.items()
        ],
        "not_loaded": [{"plugin": one.plugin, "message": one.message} for one in loaded.failures],
    }
