"""`lever5 pseudonymize`: a copy of a bundle with pseudonyms in place of staff ids."""

import csv
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from lever5_rules import Budgets, UsageError
from lever5_rules.cli.inputs import put, read_plain
from lever5_rules.cli.shared import (
    budget_option,
    bundle_at,
    checker_of,
    checking,
    plugin_folders,
    require_new,
)
from lever5_rules.core.text import counted

_PATH = click.Path(path_type=Path)
OWNERS = 0o600
"""The mode of a file that only its owner can read."""
LONGEST_SECRET = 1 << 20


@click.command(name="pseudonymize")
@click.argument("bundle", type=_PATH, metavar="BUNDLE")
@click.argument("output", type=_PATH, metavar="OUTPUT")
@click.option(
    "--secret-file",
    required=True,
    type=_PATH,
    metavar="FILE",
    help="The district's secret, which stays with the district.",
)
@click.option("--new-secret", is_flag=True, help="Make the secret, and write it to that file.")
@click.option(
    "--crosswalk",
    type=_PATH,
    metavar="FILE.csv",
    help="Write which id stands for which; keep it apart.",
)
@plugin_folders
@budget_option
def command(
    bundle: Path,
    output: Path,
    secret_file: Path,
    new_secret: bool,
    crosswalk: Path | None,
    folders: tuple[str, ...],
    budgets: Budgets,
) -> int:
    """Copy BUNDLE to the folder OUTPUT, with keyed ids in place of the ids of staff.

    The same person gets the same id in every file of a school year, so that the check finds the
    same. Without the secret nobody can tell whose an id is.
    """
    if os.path.lexists(output):
        raise UsageError(f"{output} exists already. Remove it, or give another name.")
    _refuse_within("OUTPUT", output, bundle)
    for what, file in (("secret", secret_file), ("crosswalk", crosswalk)):
        if file is not None:
            _refuse_within(f"The {what}", file, bundle)
            _refuse_within(f"The {what}", file, output)
    if crosswalk is not None:
        require_new(crosswalk)
    opened = bundle_at(bundle, budgets)
    checker = checker_of(folders)
    with _secret(secret_file, new=new_secret) as secret:
        copy = checker.pseudonymize(opened, output, secret)
    for line in copy.notes:
        click.echo(f"lever5: {line}", err=True)
    click.echo(
        f"Wrote {output}: {counted(copy.rewritten, 'file')} rewritten, {copy.copied} copied, "
        f"{counted(len(copy.crosswalk), 'id')} replaced. Check it with: "
        f"{checking(output, folders)}"
    )
    if crosswalk is not None:
        rows = io.StringIO(newline="")
        writer = csv.writer(rows, lineterminator="\n")
        writer.writerows([("staff_id", "pseudonym"), *copy.crosswalk])
        put(crosswalk, rows.getvalue().encode(), new=True, mode=OWNERS)
    return 0


def _refuse_within(what: str, file: Path, folder: Path) -> None:
    """Raise UsageError if a file would lie within a folder that is meant for others."""
    if Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        raise UsageError(f"{what} may not lie in {folder}. Give a place apart from it.")


@contextmanager
def _secret(file: Path, *, new: bool) -> Iterator[bytes]:
    """Yield the secret in a file.

    A new secret is written before the copy is made, because nobody can tell who is who in the copy
    without it. If the copy fails, the new secret is deleted again.
    """
    if new and os.path.lexists(file):
        raise UsageError(
            f"{file} exists already, and is not overwritten. If it is the secret, leave out "
            "--new-secret; else give another name."
        )
    if new:
        put(file, secrets.token_hex(32).encode() + b"\n", new=True, mode=OWNERS)
    try:
        yield _read_secret(file)
    except BaseException:
        if new:
            with suppress(OSError):
                file.unlink()
        raise


def _read_secret(file: Path) -> bytes:
    try:
        return read_plain(file, LONGEST_SECRET).strip()
    except OSError as error:
        hint = "" if os.path.exists(file) else " Make one with --new-secret."
        raise UsageError(f"{file} cannot be read ({error.strerror}).{hint}") from None
