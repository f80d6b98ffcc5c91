"""Recognition of a single file given as a bundle, and what to do if it is not a bundle.

Its first bytes decide, not its name, because files are often saved with a wrong ending.
"""

from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import BinaryIO, NoReturn

from lever5_rules.core.budgets import Budgets
from lever5_rules.core.errors import BundleError
from lever5_rules.core.text import clipped
from lever5_rules.reading.cannot_read import OLD_OFFICE, UnreadablePackage
from lever5_rules.support.input_files import open_plain

_PROFILE = "district.toml"
_HOW = f"Give the folder that holds {_PROFILE}, a zip of it, or a workbook made by lever5 new."
_ENDINGS = (".xlsx", ".xlsm")
_OFFICE = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("xl/workbook.bin", "a workbook in the binary form of Excel"),
    ("mimetype", "an OpenDocument file"),
    ("Index/", "a Numbers or Pages file"),
)
_DOCUMENT = (
    "{path} is {what}, which is not evidence by itself. Enter what it says, with page and quote, "
    "in a workbook (lever5 new evidence.xlsx makes one) or a folder with " + _PROFILE + "; put the "
    "document beside it, and give the folder that holds both."
)
_SHEET = "{path} is {what}. Open it, save it as an Excel workbook (.xlsx), and give that."


class Form(Enum):
    """The forms of a single-file bundle."""

    ZIP = "zip"
    WORKBOOK = "workbook"


def form_of(path: Path, budgets: Budgets, opener: Callable[[], BinaryIO] | None = None) -> Form:
    """Return whether a file is a zip or a workbook.

    With an `opener` the file has no path, and `path` is its name in messages. Raises BundleError,
    with what to do, if it is neither or cannot be opened.
    """
    opened = opener or partial(open_plain, path)
    try:
        with opened() as file:
            head = file.read(1 << 10)
    except OSError as error:
        raise BundleError(f"{path} cannot be read ({error.strerror}). {_HOW}") from None
    named_workbook = path.suffix.lower() in _ENDINGS
    if head.startswith(OLD_OFFICE):
        _refuse_old_office(path)
    if head.startswith(b"%PDF"):
        _refuse(_DOCUMENT, path, "a PDF")
    if not named_workbook and path.suffix.lower() != ".zip" and not head.startswith(b"PK"):
        _refuse_other(path, opened)
    return _opened(path, named_workbook, opened, budgets, nameless=opener is not None)


def _opened(
    path: Path,
    named_workbook: bool,
    opened: Callable[[], BinaryIO],
    budgets: Budgets,
    *,
    nameless: bool,
) -> Form:
    """Return the form of what is, or ought to be, a zip archive; workbooks are zip archives too."""
    from lever5_rules.reading.archives import Archive  # imported here because it is slow to import
    from lever5_rules.reading.workbooks.workbook import Workbook

    from .own_outputs import workbook_of_ours

    try:
        with opened() as file:
            names = Archive(file, entries=budgets.files, most=None).names
            office = "[Content_Types].xml" in names or "mimetype" in names
            for start, what in _OFFICE:
                if (office or start == "Index/") and any(name.startswith(start) for name in names):
                    sheets = what.startswith(("a workbook", "an Open", "a Numbers"))
                    _refuse(_SHEET if sheets else _DOCUMENT, path, what)
            if not named_workbook and not (office and "xl/workbook.xml" in names):
                return Form.ZIP
            file.seek(0)
            if own_output := workbook_of_ours(file):
                _refuse_own(path, own_output)
            file.seek(0)
            Workbook(file)
    except UnreadablePackage as error:
        raise BundleError(f"{path} cannot be read: {error}") from None
    except OSError as error:
        raise BundleError(f"{path} cannot be read: {clipped(error.strerror or '', 200)}") from None
    if not named_workbook and not nameless:
        raise BundleError(f"{path} is a workbook. Give it a name that ends with .xlsx.")
    return Form.WORKBOOK


def _refuse_old_office(path: Path) -> NoReturn:
    ending = path.suffix.lower()
    if ending in (".doc", ".ppt", ".docx", ".pptx"):
        what = "a document that is protected by a password, or of Office before 2007"
        _refuse(_DOCUMENT, path, what)
    what = "protected by a password, or an Excel file of before 2007 (.xls)"
    raise BundleError(
        f"{path} cannot be read: it is {what}. Open it in Excel, save it as .xlsx without a "
        "password, and give that."
    )


def _refuse_other(path: Path, opened: Callable[[], BinaryIO]) -> NoReturn:
    from .own_outputs import own_output
    from .raw_files import RawFile

    if what := own_output(RawFile(path.name, opened)):
        _refuse_own(path, what)
    ending = path.suffix.lower()
    if ending in (".toml", ".csv", ".ics"):
        raise BundleError(
            f"{path} is a single file of a bundle. Give the folder in which it lies, with "
            f"{_PROFILE}."
        )
    if ending in (".tsv", ".xlsb", ".ods", ".numbers", ".gsheet", ".xls"):
        _refuse(_SHEET, path, "a spreadsheet in a form that is not read")
    raise BundleError(f"{path} is not a folder, zip or workbook. {_HOW}")


def _refuse_own(path: Path, what: str) -> NoReturn:
    raise BundleError(
        f"{path} is {what} that lever5 wrote, and no evidence. Give the folder, zip or workbook "
        "that holds the evidence."
    )


def _refuse(sentence: str, path: Path, what: str) -> NoReturn:
    raise BundleError(sentence.format(path=path, what=what))
