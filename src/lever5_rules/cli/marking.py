"""The option --marked of `lever5 check`: copies of the bundle's workbooks, with comments."""

from pathlib import Path

import click

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import counted, listing
from lever5_rules.findings.report import Report
from lever5_rules.library.marked_books import marked_book, workbooks_of
from lever5_rules.reading.bundles.bundle import WORKBOOKS, Bundle
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.support.output_files import put
from lever5_rules.templates.files import write_folder

from .inputs import keep_outside
from .shared import require_new


def targets(bundle: Bundle, target: Path) -> list[tuple[RawFile, Path]]:
    """Return each workbook of a bundle with the path of its marked copy.

    Raises UsageError, before anything is judged, if there is no workbook, if a copy would overwrite
    something, or if several workbooks cannot go into one file.
    """
    books = workbooks_of(bundle)
    require_new(target)
    if bundle.origin is not None:
        keep_outside("A marked copy", target, bundle.origin)
    if target.suffix.lower() not in WORKBOOKS:
        return [(book, target / book.path) for book in books]
    if len(books) > 1:
        raise UsageError(
            f"The bundle holds {len(books)} workbooks ({listing(book.path for book in books)}). "
            "Give --marked the name of a new folder, which gets a copy of each."
        )
    ending = Path(books[0].path).suffix
    if target.suffix.lower() != ending.lower():
        raise UsageError(f"{target} is to be a copy of {books[0].path}; give a name on {ending}.")
    return [(books[0], target)]


def write_copies(report: Report, target: Path, copies: list[tuple[RawFile, Path]]) -> None:
    """Write the copies to the file or folder `target`, and report to standard error.

    No file is overwritten.
    """
    marked_copies = [
        (path, marked_book(report, book, path, macros=path.suffix.lower() == ".xlsm"))
        for book, path in copies
    ]
    if target == copies[0][1]:
        put(target, marked_copies[0][1].content, new=True)
    else:
        write_folder(
            target,
            {path.relative_to(target).as_posix(): copy.content for path, copy in marked_copies},
        )
    for path, copy in marked_copies:
        unmarked = f"; {counted(copy.left, 'place')} could not be" if copy.left else ""
        summary = counted(copy.cells, "cell is", "cells are")
        preserved = f" It keeps {listing(copy.kept)} of the original." if copy.kept else ""
        click.echo(f"lever5: {path}: {summary} marked{unmarked}.{preserved}", err=True)
