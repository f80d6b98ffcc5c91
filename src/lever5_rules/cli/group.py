"""The command group; each command is a module that is imported only when called."""

from importlib import import_module
from typing import Any

import click

from lever5_rules.core.version import __version__
from lever5_rules.support.docstrings import docstring_of

from .exits import exit_table

COMMANDS = {
    "check": "Check a district's bundle of evidence: the main job.",
    "survey": "Check many districts at once, for one table.",
    "forecast": "Show which passes will lapse, and when, if nothing is added.",
    "diff": "Show what changed between two JSON reports.",
    "report": "Write a saved JSON report in other formats.",
    "plan": "Turn a saved report into a work list.",
    "history": "Show the trend over a folder of reports.",
    "verify": "Say whether a report is what a bundle gives.",
    "needs": "List the evidence to collect, by the office that usually holds it.",
    "criteria": "List the success criteria.",
    "explain": "Show one criterion in full.",
    "rulesets": "List, show or compare rulesets.",
    "new": "Make a starting bundle: a folder or a workbook.",
    "template": "Write an empty artifact to fill in: workbook, TOML or CSV.",
    "schema": "Print the JSON Schema of a kind of artifact.",
    "mappings": "List the systems whose exports are read, or show a mapping to copy.",
    "convert": "Write a bundle as a workbook, as TOML and CSV files, or as a zip.",
    "pseudonymize": "Copy a bundle with keyed ids in place of those of staff.",
    "plugins": "Show what plugins are loaded; start one, test one.",
    "page": "Build or serve the checker as a page in the browser.",
}


class Ended(Exception):
    """Raised for a command that exited the program itself."""


class LazyGroup(click.Group):
    """A group that imports the module of a command only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".commands.{cmd_name}", __package__).command
        if command.help is None and command.callback is not None:
            command.help = docstring_of(command.callback)  # -OO has stripped the docstring
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from lever5_rules.core.text import did_you_mean

            ctx.fail(f"There is no command {args[0]!r}.{did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SystemExit as error:  # a plugin's code may raise it
            raise Ended from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Exit codes"):
            formatter.write_dl(exit_table())


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lever5")
def group() -> None:
    """Check a Texas school district's evidence against Lever 5 (Instructional Leadership and
    Capacity Building) of the Effective District Framework."""
