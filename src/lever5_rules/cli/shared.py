"""Code shared by several commands: options, columns of text, rules and ruleset of a call."""

import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from lever5_rules.checking import DEFAULT_RULESET
from lever5_rules.core.budgets import USUAL, Budgets
from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import harmless, listing
from lever5_rules.library.checker import Checker
from lever5_rules.plugins.host import load_plugins
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reading.bundles.bundle import PROFILE_FILE, Bundle
from lever5_rules.reports.wording import limit_words as limit_words
from lever5_rules.support.output_files import new_bundle as new_bundle
from lever5_rules.support.output_files import require_new as require_new
from lever5_rules.support.text_layout import cells, fold

from .terminal import columns_of_page

F = TypeVar("F", bound=Callable[..., Any])
LEAST = 24
"""The least number of columns for the last of several text columns."""


def ids(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return ids given several times or separated by commas."""
    return tuple(part.strip() for text in value for part in text.split(",") if part.strip())


def as_date(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """Return the date of an option, written as 2026-11-23."""
    if value is None:
        return None
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise click.BadParameter(f"{value!r} is not a date; write it as 2026-11-23.")


def review_options(command: F) -> F:
    """Add the options of a review: ruleset, as_of, select, ignore, waivers."""
    for option in reversed(_REVIEW):
        command = option(command)
    return command


def ruleset_option(help: str) -> Callable[[F], F]:
    """Return the option --ruleset, by default that of the library."""
    return click.option(
        "--ruleset", default=DEFAULT_RULESET, metavar="NAME|PATH", show_default=True, help=help
    )


_REVIEW = (
    ruleset_option("Ruleset by name, or the path of a TOML file."),
    click.option(
        "--as-of",
        callback=as_date,
        metavar="DATE",
        help="Day of the review; else the profile's, else today.",
    ),
    click.option(
        "--select",
        multiple=True,
        callback=ids,
        metavar="ID",
        help="Only these criteria: ids or prefixes such as 5.2. Repeatable.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        callback=ids,
        metavar="ID",
        help="Not these criteria. Repeatable.",
    ),
    click.option("--waivers", metavar="PATH", help="A TOML file with [[waivers]]."),
)


plugin_folders = click.option(
    "--plugins",
    "folders",
    multiple=True,
    metavar="DIR",
    help="A folder of plugins of one file each, which run with your rights. Repeatable.",
)
"""The option that names folders of plugins."""


def checking(bundle: str | Path, folders: Iterable[str]) -> str:
    """Return the command that checks a bundle with the same plugins."""
    options = (f"--plugins {as_typed(folder)}" for folder in folders)
    return " ".join(["lever5 check", as_typed(bundle), *options])


def as_typed(path: str | Path) -> str:
    """Return a path as typed in a terminal: in quotation marks if it contains spaces."""
    return f'"{path}"' if " " in str(path) else str(path)


def loaded_rules(folders: Iterable[str] = ()) -> Loaded:
    """Load the plugins of this call; failures are reported on standard error."""
    loaded = load_plugins(folders=folders)
    for failure in loaded.failures:
        click.echo(f"lever5: {failure.message}", err=True)
    return loaded


def checker_of(folders: Iterable[str] = ()) -> Checker:
    """Return the checker with the plugins of this call; failures are reported on standard error."""
    return Checker.of(loaded_rules(folders))


def _budgets(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> Budgets:
    return USUAL.changed(value)


budget_option = click.option(
    "--budget",
    "budgets",
    multiple=True,
    callback=_budgets,
    metavar="NAME=VALUE",
    help="How much of the bundle may be read: files, megabytes, rows, seconds, seconds_each. "
    "Repeatable.",
)
"""The option that sets the budgets of a bundle."""


def bundle_at(path: str | Path, budgets: Budgets) -> Bundle:
    """Return the bundle at a path; earlier outputs in it are reported on standard error."""
    _require_one_district(Path(path))
    bundle = Bundle.from_path(path, budgets)
    for line in bundle.passed_over:
        click.echo(f"lever5: {harmless(line)}", err=True)
    return bundle


def _require_one_district(path: Path) -> None:
    """Raise UsageError for a folder with the folders of several districts, as a survey finds
    them."""
    if not os.path.isdir(path) or os.path.exists(path / PROFILE_FILE):
        return
    from lever5_rules.surveying.places import districts_below  # only for such a folder

    districts = districts_below(path)
    if len(districts) > 1:
        example = harmless(str(path / districts[0]))
        raise UsageError(
            f"{path} holds {len(districts)} districts: {listing(map(harmless, districts[:4]))}"
            f"{' and others' if len(districts) > 4 else ''}. Give one of them, such as {example}, "
            "or judge each with lever5 survey."
        )


def say(text: str, *, indent: int = 0, hanging: int = 0) -> None:
    """Print a paragraph."""
    start, later = " " * indent, " " * (indent + hanging)
    click.echo("\n".join(fold(text, columns_of_page(), start, later)))


def columns(rows: Iterable[tuple[str, ...]], *, indent: int = 0) -> None:
    """Print rows in aligned columns; the last column wraps, below the others if space is short."""
    lines = list(rows)
    widths = [max(cells(row[place]) for row in lines) for place in range(len(lines[0]) - 1)]
    lead = sum(widths) + 2 * len(widths) + indent
    page = columns_of_page()
    for row in lines:
        head = " " * indent + "".join(
            cell + " " * (width + 2 - cells(cell)) for cell, width in zip(row, widths, strict=False)
        )
        if page - lead >= LEAST:
            click.echo("\n".join(fold(row[-1], page, head, " " * lead)).rstrip())
        else:
            click.echo("\n".join(fold(head.strip(), page, " " * indent, " " * (indent + 2))))
            say(row[-1], indent=indent + 4)
