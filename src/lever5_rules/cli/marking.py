"""The option --marked of `lever5 check`: copies of the bundle's workbooks, with comments."""

from pathlib import Path

import click

from lever5_rules.core.errors import BundleError, UsageError
from lever5_rules.core.report import Report
from lever5_rules.core.text import counted, listing
from lever5_rules.loading.bundle import WORKBOOKS, Bundle, RawFile


def targets(bundle: Bundle, wanted: Path) -> list[tuple[RawFile, Path]]:
    """Each workbook of a bundle with the file that its marked copy goes to.

    Raises UsageError, before anything is judged, where there is none, where a copy would take the
    place of something, or where several workbooks cannot go into one file.
    """
    books = [one for one in bundle.files if one.path.lower().endswith(WORKBOOKS)]
    if not books:
        raise UsageError(
            "There is no workbook in the bundle to mark. For TOML and CSV files, --format xlsx "
            "writes a workbook of findings."
        )
    if wanted.exists():
        raise UsageError(f"{wanted} exists already. Remove it, or give another name.")
    if wanted.suffix.lower() not in WORKBOOKS:
        return [(book, wanted / book.path) for book in books]
    if len(books) > 1:
        raise UsageError(
            f"The bundle holds {len(books)} workbooks ({listing(one.path for one in books)}). Give "
            "--marked the name of a new folder, which gets a copy of each."
        )
    ending = Path(books[0].path).suffix
    if wanted.suffix.lower() != ending.lower():
        raise UsageError(f"{wanted} is to be a copy of {books[0].path}; give a name on {ending}.")
    return [(books[0], wanted)]


def write_copies(report: Report, copies: list[tuple[RawFile, Path]]) -> None:
    """Writes the copies and says on standard error what was marked; no file is overwritten."""
    from lever5_rules.reporting.marked_copy import marked, remarks

    found = remarks(report)
    for book, path in copies:
        try:
            with book.open() as original:
                content = original.read()
            macros = path.suffix.lower() == ".xlsm"
            copy = marked(content, found.get(book.path, {}), macros=macros)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(copy.content)
        except BundleError as error:
            raise UsageError(f"{path} was not written. {book.path}: {error}") from None
        except OSError as error:
            raise UsageError(f"{path} cannot be written ({error.strerror}).") from None
        left = f"; {counted(copy.left, 'place')} could not be" if copy.left else ""
        said = counted(copy.cells, "cell is", "cells are")
        kept = f" It keeps {listing(copy.kept)} of the original." if copy.kept else ""
        click.echo(f"lever5: {path}: {said} marked{left}.{kept}", err=True)
