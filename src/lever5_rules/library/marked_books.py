"""Copies of the bundle's workbooks with comments at the cells that findings name."""

from lever5_rules.core.errors import BundleError, UsageError
from lever5_rules.findings.report import Report
from lever5_rules.reading.bundles.bundle import WORKBOOKS, Bundle
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reports.formats.marked_copy import Marked, marked, remarks

__all__ = ["Marked", "marked_book", "workbooks_of"]


def workbooks_of(bundle: Bundle) -> tuple[RawFile, ...]:
    """Return the workbooks of a bundle that can be marked. Raises UsageError if there are none."""
    books = tuple(file for file in bundle.files if file.path.lower().endswith(WORKBOOKS))
    if not books:
        raise UsageError(
            "There is no workbook in the bundle to mark. For TOML and CSV files, --format xlsx "
            "writes a workbook of findings."
        )
    return books


def marked_book(report: Report, book: RawFile, name: object, *, macros: bool = False) -> Marked:
    """Return the marked copy of a workbook, to be written as `name`. Raises UsageError if it cannot
    be read."""
    try:
        with book.open() as original:
            content = original.read()
        return marked(content, remarks(report).get(book.path, {}), macros=macros)
    except BundleError as error:
        raise UsageError(f"{name} was not written. {book.path}: {error}") from None
    except OSError as error:
        raise UsageError(
            f"{name} was not written: {book.path} cannot be read ({error.strerror})."
        ) from None
