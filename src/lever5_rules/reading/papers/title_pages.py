"""Title pages: the title, day and school year that a document states at its beginning.

Only what it states counts: a day beside a word such as "adopted" or "revised". The day on which a
file was last changed says nothing about its version.
"""

import re
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from lever5_rules.core.text import clipped
from lever5_rules.core.years import years_named
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import UnreadablePaper, UnreadableValue
from lever5_rules.reading.values.dates import parse_date

MOST = 2_000
"""Letters of the beginning."""
_MONTH = r"[A-Za-z]{3,9}\.?"
_DAY = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}"
    r"|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})(?!\d)"
)
_STATED = re.compile(
    r"\b(?:adopted|amended|approved|dated?|issued|revised|updated|version)\b"
    r"(?:\s+(?:of|on|by\s+the\s+board(?:\s+of\s+trustees)?(?:\s+on)?))?\s*[:,\-‐-―]?\s*"
    rf"(?P<day>{_DAY})",
    re.IGNORECASE,
)
_YET_TO_COME = re.compile(r"\b(?:to|will|shall|may|must|should)\s+be\s+$|\bnext\s+$", re.IGNORECASE)
_DRAFT = re.compile(r"\bdraft\b", re.IGNORECASE)


@frozen
class TitlePage:
    """The statements at the beginning of a document.

    `days` are all days that it gives for its versions, `years` its school years, `changed` the day
    on which the file was last changed.
    """

    title: str = ""
    days: tuple[date, ...] = ()
    years: tuple[str, ...] = ()
    changed: str = ""


def title_page(file: RawFile, order: str | None, seconds: float) -> TitlePage:
    """Return what a document states about itself; nothing if it cannot be read."""
    # Imported here because it is slow to import, and most bundles hold no documents.
    from .docx_files import beginning_and_day
    from .pdf_files import opened

    changed = ""
    try:
        if file.path.lower().endswith(".pdf"):
            with opened(file, seconds) as pdf:
                text = pdf.written(0)
            title = next((line for line in text.splitlines() if line.strip()), "")
        else:
            title, text, changed = beginning_and_day(file, MOST)
    except (OSError, UnreadablePaper):
        return TitlePage()
    text = text[:MOST]
    days = () if _DRAFT.search(text) else tuple(dict.fromkeys(_find_days(text, order)))
    return TitlePage(clipped(title, 120), days, years_in(text), changed)


def years_in(text: str) -> tuple[str, ...]:
    """Return the school years that a text names, such as 2026-2027 for `2026-27`."""
    return tuple(map(str, years_named(text)))


def _find_days(text: str, order: str | None) -> Iterator[date]:
    for match in _STATED.finditer(text):
        if not _YET_TO_COME.search(text[: match.start()]):
            try:
                yield parse_date(" ".join(match["day"].split()), order)
            except UnreadableValue:
                continue
