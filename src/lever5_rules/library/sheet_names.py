"""Renaming of one sheet in a copy of a workbook; nothing else changes.

Names of sheets stand in the list of sheets, in formulas and in defined names; all three are
followed, so that the copy opens as the original does.
"""

import re
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr, unescape
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from lever5_rules.core.errors import UsageError

LONGEST = 31
"""Letters of a sheet's name in Excel."""
MOST_BYTES = 256 << 20
_LISTED = re.compile(r'(<(?:\w+:)?sheet\b[^>]*?\bname=)("[^"]*"|\'[^\']*\')')
_FORMULAS = re.compile(
    r"(<(?:\w+:)?(?:f|definedName|formula1?|formula2)\b[^>]*>)([^<]*)(?=</)", re.DOTALL
)
_ENTITIES = {"&quot;": '"', "&apos;": "'"}
_BOOK = "xl/workbook.xml"


def renamed_sheet(content: bytes, old: str, new: str) -> bytes:
    """Return the workbook with the sheet `old` named `new`, cut as Excel cuts it.

    A number is added if there is such a sheet. Raises UsageError if the workbook has no sheet
    `old`, or cannot be read.
    """
    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(other.file_size for other in packed.infolist()) > MOST_BYTES:
                raise UsageError(f"The workbook unpacks to more than {MOST_BYTES >> 20} MB.")
            book = packed.read(_BOOK).decode("utf-8")
            names = [_plain(match[2][1:-1]) for match in _LISTED.finditer(book)]
            if old not in names:
                raise UsageError(f"The workbook has no sheet {old}.")
            name = _free(new, [other for other in names if other != old])
            target = BytesIO()
            with ZipFile(target, "w", ZIP_DEFLATED) as copy:
                for entry in packed.infolist():
                    data = packed.read(entry)
                    if entry.filename.startswith("xl/") and entry.filename.endswith(".xml"):
                        data = _followed(data, old, name)
                    if entry.filename == _BOOK:
                        data = _listed(data.decode("utf-8"), old, name).encode()
                    copy.writestr(entry, data)
            return target.getvalue()
    except (BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, RuntimeError) as error:
        raise UsageError(f"The workbook cannot be changed ({type(error).__name__}).") from None


def _listed(book: str, old: str, new: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        return match[1] + (quoteattr(new) if _plain(match[2][1:-1]) == old else match[2])

    return _LISTED.sub(replaced, book)


def _followed(part: bytes, old: str, new: str) -> bytes:
    """Return a part of the workbook in which formulas name the sheet by its new name."""
    doubled = old.replace("'", "''")
    quoted, name = f"'{doubled}'!", "'" + new.replace("'", "''") + "'!"
    if escape(doubled).encode() not in part:
        return part
    plain = re.fullmatch(r"[^\W\d]\w*", old) is not None
    bare = re.compile(rf"(?<![\w'.]){re.escape(old)}!") if plain else None

    def replaced(match: re.Match[str]) -> str:
        formula = _plain(match[2]).replace(quoted, name)
        if bare is not None:
            formula = bare.sub(lambda _: name, formula)
        return match[1] + escape(formula)

    try:
        return _FORMULAS.sub(replaced, part.decode("utf-8")).encode()
    except UnicodeDecodeError:
        return part


def _free(name: str, titles: list[str]) -> str:
    used = {title.casefold() for title in titles}
    free, number = name[:LONGEST], 1
    while free.casefold() in used:
        number += 1
        ending = f" ({number})"
        free = name[: LONGEST - len(ending)] + ending
    return free


def _plain(text: str) -> str:
    return unescape(text, _ENTITIES)
