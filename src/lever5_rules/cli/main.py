"""The group of commands: each is its own module and imported only when it is called."""

import atexit
import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from lever5_rules.core.errors import Lever5Error
from lever5_rules.core.version import __version__

from .exits import CLEAN, EXITS, INCOMPLETE, USAGE, FormatFailed, exit_table

COMMANDS = {
    "check": "Check a district's bundle of evidence: the main job.",
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
}

LONGEST = 2_000
"""Letters of a message of ours; it may speak of names that stand in a bundle."""


class Ended(Exception):
    """A command that ended the program by itself."""


class LazyGroup(click.Group):
    """Finds a command by name and imports its module only then."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".{cmd_name}", __package__).command
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
        except SystemExit as error:  # which code of a plugin may raise
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


def _open_streams() -> None:
    """Opens the streams that whoever started this has closed, so that there is somewhere to write
    what nobody asked for."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def _keep_output() -> None:
    """Keeps standard output for what this program writes: whatever a plugin writes there past
    `sys.stdout`, or has other programs write, goes to standard error."""
    usual = sys.stdout
    if not isinstance(usual, TextIOWrapper) or usual is not sys.__stdout__:
        return
    try:
        kept = os.dup(usual.fileno())
        os.dup2(sys.stderr.fileno(), usual.fileno())
    except (OSError, ValueError, AttributeError):  # one of the two is closed
        return
    sys.stdout = open(kept, "w", encoding=usual.encoding, errors=usual.errors)  # noqa: SIM115


def main(args: list[str] | None = None) -> None:
    """Runs the command and exits; no traceback reaches a user."""
    # The modules and the evidence live until the end of the process; a full search for garbage
    # among them takes a fifth of a run and finds nothing.
    gc.set_threshold(50_000, 20, 1_000)
    # The search at the end of the process takes a tenth more, for what ends with it anyway.
    atexit.register(gc.freeze)
    _open_streams()
    _keep_output()
    try:
        os.getcwd()
    except OSError:
        click.echo(
            "lever5: The folder that you are in has been deleted. Go to another one.", err=True
        )
        sys.exit(USAGE)
    try:
        result: Any = group.main(args=args, prog_name="lever5", standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except Lever5Error as error:
        from lever5_rules.core.text import harmless

        click.echo(f"lever5: {harmless(str(error), LONGEST)}", err=True)
        sys.exit(USAGE)
    except FormatFailed as failed:
        click.echo(f"lever5: {failed}", err=True)
        sys.exit(INCOMPLETE)
    except (BrokenPipeError, SystemExit):  # click ends so where the reader of a pipe has left
        sys.stderr.close()
        sys.exit(CLEAN)
    except Exception as failed:
        from lever5_rules.core.raised import raised

        cause = failed.__cause__ or failed if isinstance(failed, Ended) else failed

        # A traceback helps no coordinator; kind and place of the error help whoever is asked.
        click.echo(
            f"lever5: something went wrong inside the program: it raised {raised(cause)}. Do not "
            "rely on what it wrote. Please tell its maintainers what you ran.",
            err=True,
        )
        sys.exit(INCOMPLETE)
    sys.exit(result if isinstance(result, int) and result in EXITS else 0)
