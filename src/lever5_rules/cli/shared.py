"""What several commands need: options, columns on a page, the rules and ruleset of a call."""

import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from pathlib import Path
from textwrap import wrap

import click

from lever5_rules.app import names_of
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.errors import UsageError
from lever5_rules.core.limits import Limit, Ruleset
from lever5_rules.core.text import clipped, did_you_mean, shown
from lever5_rules.loading.rulesets import load_ruleset
from lever5_rules.plugins.host import Loaded, load_plugins

WIDTH = 96


def ids(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Ids given several times or with commas."""
    return tuple(part.strip() for one in value for part in one.split(",") if part.strip())


def loaded_rules() -> Loaded:
    """The plugins of this call; those that fail are told on standard error."""
    with redirect_stdout(sys.stderr):
        loaded = load_plugins()
    for failure in loaded.failures:
        click.echo(f"lever5: {failure.message}", err=True)
    return loaded


def kinds_named(loaded: Loaded, names: tuple[str, ...]) -> list[KindInfo]:
    """The kinds of these names. Raises UsageError with the nearest name for an unknown one."""
    for name in names:
        if name not in loaded.kinds:
            hint = did_you_mean(name, loaded.kinds)
            raise UsageError(f"There is no kind {clipped(name, 60)!r}.{hint}")
    return [loaded.kinds[name] for name in dict.fromkeys(names)]


def new_output(path: Path) -> None:
    """Raises UsageError where something is at `path` already: nothing is ever overwritten."""
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} exists already. Remove it, or give another name.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}. Make it first.")


def ruleset_of(loaded: Loaded, name: str) -> Ruleset:
    """A ruleset by name or path, checked against the rules."""
    return load_ruleset(name, loaded.rulesets, names_of(loaded))


def say(text: str, *, indent: int = 0, hanging: int = 0) -> None:
    """A paragraph on standard output."""
    start, later = " " * indent, " " * (indent + hanging)
    for line in wrap(text, WIDTH, initial_indent=start, subsequent_indent=later) or [""]:
        click.echo(line)


def columns(rows: Iterable[tuple[str, ...]], *, indent: int = 0) -> None:
    """Rows with aligned columns; the last one wraps."""
    held = list(rows)
    widths = [max(len(row[place]) for row in held) for place in range(len(held[0]) - 1)]
    lead = sum(widths) + 2 * len(widths) + indent
    for row in held:
        head = "".join(f"{cell:<{width + 2}}" for cell, width in zip(row, widths, strict=False))
        lines = wrap(row[-1], max(WIDTH - lead, 30)) or [""]
        click.echo((" " * indent + head + lines[0]).rstrip())
        for line in lines[1:]:
            click.echo(" " * lead + line)


def limit_words(limit: Limit[object]) -> str:
    """`45 minutes (ruleset default; law: TEC 21.404 ...)`."""
    return (
        f"{shown(limit.value)} {limit.unit} "
        f"(ruleset {limit.ruleset}; {limit.origin.value}: {limit.source})"
    )
