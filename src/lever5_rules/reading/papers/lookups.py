"""The lookup of quotes: on the cited page or below the cited heading, then everywhere else."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from time import monotonic
from typing import TypeVar

from lever5_rules.core.budgets import USUAL
from lever5_rules.core.quotes import Found, Lookup
from lever5_rules.core.text import clipped, listing
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import UnreadablePaper
from lever5_rules.reading.privacy.personal_data import personal
from lever5_rules.support.interrupts import pass_on_interrupt

from .citations import Cited, unread
from .docx_files import Section, sections
from .pdf_files import Pdf, late, opened
from .quotes import Quote, Text

T = TypeVar("T")
MOST_PAGES = 200
"""The most pages searched for a quote, starting with those nearest to the cited page."""
_NO_TEXT = (
    "without any text that can be read, as scanned pages are. Have the text recognised (OCR), or "
    "save it as PDF from the program that it was written in."
)


def look_up_quotes(
    file: RawFile, cited: Sequence[Cited], seconds: float = USUAL.seconds_each
) -> dict[Cited, Lookup]:
    """Return the result for each quote from one document, within a time limit.

    Nothing in the document ends the run.
    """
    try:
        if file.path.lower().endswith(".pdf"):
            return _look_up_in_pdf(file, cited, seconds)
        return _look_up_in_word(file, cited, seconds)
    except Exception as error:
        pass_on_interrupt(error)
        why = f"reading it failed ({type(error).__name__}). Open it and save it again."
        return {citation: unread(file.path, _describe_place(citation), why) for citation in cited}


def give_up(file: RawFile, cited: Sequence[Cited]) -> dict[Cited, Lookup]:
    """Return the lookups for a document that is not opened because the time is used up."""
    why = (
        "the documents before it took all the time that there is for a bundle. Save those that "
        "take long anew, check with fewer of them, or raise the budget `seconds`."
    )
    return {citation: unread(file.path, _describe_place(citation), why) for citation in cited}


def _look_up_in_pdf(file: RawFile, cited: Sequence[Cited], seconds: float) -> dict[Cited, Lookup]:
    """Look up each quote on its cited page first, then the rest on all other pages, which is
    slow."""
    lookups: dict[Cited, Lookup] = {}
    blank: dict[Cited, int] = {}
    try:
        with opened(file, seconds) as pdf:
            for citation in cited:
                if lookup := _look_up_on_page(file.path, pdf, citation):
                    lookups[citation] = _downgrade_short_quote(citation, lookup)
                elif page := _find_blank_page(pdf, citation):
                    blank[citation] = page
            pages = sorted(set(blank.values()))
            why = f"{'page' if len(pages) == 1 else 'pages'} {listing(pages)} {_NO_TEXT}"
            lookups.update(
                {citation: unread(file.path, _describe_place(citation), why) for citation in blank}
            )
            for citation in cited:
                if citation not in lookups:
                    lookups[citation] = _downgrade_short_quote(
                        citation, _look_up_on_any_page(file.path, pdf, citation)
                    )
    except UnreadablePaper as error:
        for citation in cited:
            lookups.setdefault(citation, unread(file.path, _describe_place(citation), str(error)))
    return lookups


def _downgrade_short_quote(citation: Cited, lookup: Lookup) -> Lookup:
    """Return the lookup, as SHORT if the quote was found but is too short to prove anything."""
    if lookup.found is Found.HERE and not Quote(citation.quote).telling:
        return Lookup(Found.SHORT, lookup.file, lookup.where, lookup.place)
    return lookup


def _look_up_on_page(path: str, pdf: Pdf, citation: Cited) -> Lookup | None:
    """Look up a quote on the cited page; None if it is not there."""
    pages = _find_pages(pdf, citation.page) if citation.page else ()
    quote = Quote(citation.quote)
    for page in pages:
        if _holds(pdf, page, quote):
            # A printed page number may differ from the position in the file.
            place = "" if citation.page == page + 1 else f"on page {page + 1} of the file"
            return Lookup(Found.HERE, path, _describe_place(citation), place)
    return None


def _find_blank_page(pdf: Pdf, citation: Cited) -> int | None:
    """Return the cited page, counted from 1, if it has no readable text."""
    pages = _find_pages(pdf, citation.page) if citation.page else ()
    return next((page + 1 for page in pages if pdf.text(page).blank), None)


def _look_up_on_any_page(path: str, pdf: Pdf, citation: Cited) -> Lookup:
    """Look up a quote that is not on the cited page, or cites no page."""
    quote, where = Quote(citation.quote), _describe_place(citation)
    if citation.page and not quote.telling:
        return Lookup(Found.NOWHERE, path, where)
    first = min(max((citation.page or 1) - 1, 0), pdf.pages - 1)
    nearest = sorted(range(pdf.pages), key=lambda page: (abs(page - first), page))
    whole = pdf.pages <= MOST_PAGES
    try:
        for page in nearest[:MOST_PAGES]:
            if _holds(pdf, page, quote):
                place = Found.ELSEWHERE if citation.page else Found.HERE
                return Lookup(place, path, where, f"on page {page + 1}")
            whole = whole and not pdf.text(page).blank
    except UnreadablePaper:
        if not citation.page:
            raise
        whole = False
    if citation.page or whole:
        rest = "nor on any other" if whole else "nor on another page that was read"
        return Lookup(Found.NOWHERE, path, where, rest if citation.page else "")
    if pdf.pages > MOST_PAGES:
        why = f"it has more than {MOST_PAGES} pages. Cite the page, not only the section."
        return unread(path, where, why)
    return unread(path, where, f"it has a page {_NO_TEXT}")


def _find_pages(pdf: Pdf, number: int) -> tuple[int, ...]:
    """Return the pages that a number may mean: by position in the file, and by printed number."""
    places = [number - 1] if 0 < number <= pdf.pages else []
    places += [page for page, label in enumerate(pdf.labels) if label == str(number)]
    return tuple(dict.fromkeys(places))


def _holds(pdf: Pdf, page: int, quote: Quote) -> bool:
    """Return whether a quote stands on a page, or begins there and ends on the next."""
    text = pdf.text(page)
    if text.holds(quote):
        return True
    if page + 1 >= pdf.pages:
        return False
    following = pdf.text(page + 1)
    if not text.may_hold(quote, following) or following.holds(quote):
        return False
    return text.then(following).holds(quote)


def _look_up_in_word(file: RawFile, cited: Sequence[Cited], seconds: float) -> dict[Cited, Lookup]:
    lookups: dict[Cited, Lookup] = {}
    try:
        paper = _WordDocument(file, seconds)
        for citation in cited:
            lookups[citation] = _downgrade_short_quote(citation, paper.look_up(citation))
    except UnreadablePaper as error:
        for citation in cited:
            lookups.setdefault(
                citation, unread(file.path, _describe_place(citation, pages=False), str(error))
            )
    return lookups


class _WordDocument:
    """A Word document in which quotes are looked up.

    Raises UnreadablePaper if it cannot be read.
    """

    def __init__(self, file: RawFile, seconds: float) -> None:
        self._path = file.path
        self._seconds = seconds
        self._end = monotonic() + seconds
        self._parts = sections(file)
        self._texts = [Text(f"{part.heading}\n{part.text}") for part in self._is_in_time()]
        self._headings = [Text(part.heading) for part in self._is_in_time()]
        self._below = cache(self._join_text)

    def look_up(self, citation: Cited) -> Lookup:
        quote, where = Quote(citation.quote), _describe_place(citation, pages=False)
        ranges = self._find_ranges(citation.section) if citation.section else []
        if any(self._below(*span).holds(quote) for span in self._take_in_time(ranges)):
            return Lookup(Found.HERE, self._path, where)
        if not self._below(0, len(self._parts)).holds(quote):
            return Lookup(Found.NOWHERE, self._path, where, "nor elsewhere in it")
        place = Found.ELSEWHERE if ranges else Found.HERE
        return Lookup(place, self._path, where, self._find_heading(quote))

    def _is_in_time(self) -> Iterator[Section]:
        return self._take_in_time(self._parts)

    def _take_in_time(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items while there is time left. Raises UnreadablePaper when there is none."""
        for item in items:
            if monotonic() > self._end:
                raise UnreadablePaper(late(self._seconds))
            yield item

    def _find_ranges(self, heading_text: str) -> list[tuple[int, int]]:
        """Return the ranges of text below the headings that may be meant, including subsections."""
        title, quote = Text(heading_text), Quote(heading_text)
        ranges = []
        for place, part in enumerate(self._is_in_time()):
            heading = self._headings[place]
            if title.holds(Quote(part.heading)) or heading.holds(quote):
                end = place + 1
                while end < len(self._parts) and self._parts[end].level > part.level:
                    end += 1
                ranges.append((place, end))
        return ranges

    def _find_heading(self, quote: Quote) -> str:
        """Return, in words, the heading below which a quote stands."""
        for part, text in zip(self._is_in_time(), self._texts, strict=True):
            if part.heading and text.holds(quote):
                if personal(part.heading):
                    return "below another heading"
                return f"below the heading {clipped(part.heading, 60)!r}"
        return "elsewhere"

    def _join_text(self, first: int, end: int) -> Text:
        return Text("\n".join(f"{part.heading}\n{part.text}" for part in self._parts[first:end]))


def _describe_place(citation: Cited, *, pages: bool = True) -> str:
    """Return the cited place in words; `pages` says whether the document has pages."""
    if citation.page and (pages or not citation.section):
        return f"on page {citation.page}"
    if not citation.section:
        return "in the text"
    return f"in section {clipped(citation.section or '', 60)}"
