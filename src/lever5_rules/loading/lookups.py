"""Looks quotes up: on the page that is named, or below the heading, and else in the whole."""

from collections.abc import Iterable, Sequence

from lever5_rules.core.lookup import Found, Lookup
from lever5_rules.core.text import clipped, listing

from .bundle import RawFile
from .docx_files import Section, sections
from .papers import Cited, unread
from .pdf_files import Pdf, Unread, opened
from .personal import personal
from .quotes import Quote, Text

MOST_PAGES = 200
"""Pages that are searched for a quote, those next to the page that is named first."""
_NO_TEXT = (
    "without any text that can be read, as scanned pages are. Have the text recognised (OCR), or "
    "save it as PDF from the program that it was written in."
)


def looked_up(file: RawFile, cited: Sequence[Cited]) -> dict[Cited, Lookup]:
    """What became of each quote that is cited from one document."""
    if file.path.lower().endswith(".pdf"):
        return _in_pdf(file, cited)
    try:
        parts = sections(file)
    except Unread as error:
        return {one: unread(file.path, _place(one, pages=False), str(error)) for one in cited}
    return {one: _told(one, _below_headings(file.path, parts, one)) for one in cited}


def _in_pdf(file: RawFile, cited: Sequence[Cited]) -> dict[Cited, Lookup]:
    """Every quote on the page that is named; then those that are not there on all others, which
    may take long."""
    found: dict[Cited, Lookup] = {}
    blank: dict[Cited, int] = {}
    try:
        with opened(file) as pdf:
            for one in cited:
                if lookup := _on_page(file.path, pdf, one):
                    found[one] = _told(one, lookup)
                elif page := _blank(pdf, one):
                    blank[one] = page
            pages = sorted(set(blank.values()))
            why = f"{'page' if len(pages) == 1 else 'pages'} {listing(pages)} {_NO_TEXT}"
            found.update({one: unread(file.path, _place(one), why) for one in blank})
            for one in cited:
                if one not in found:
                    found[one] = _told(one, _on_any_page(file.path, pdf, one))
    except Unread as error:
        for one in cited:
            found.setdefault(one, unread(file.path, _place(one), str(error)))
    return found


def _told(one: Cited, lookup: Lookup) -> Lookup:
    """What stands there and is too short to be told from others proves nothing."""
    if lookup.found is Found.HERE and not Quote(one.quote).telling:
        return Lookup(Found.SHORT, lookup.file, lookup.where, lookup.place)
    return lookup


def _on_page(path: str, pdf: Pdf, one: Cited) -> Lookup | None:
    """What became of a quote on the page that is named; None where it is not there."""
    named = _named(pdf, one.page) if one.page else ()
    quote = Quote(one.quote)
    for page in named:
        if _holds(pdf, page, quote):
            # The number that is printed on a page may differ from its place in the file.
            place = "" if one.page == page + 1 else f"on page {page + 1} of the file"
            return Lookup(Found.HERE, path, _place(one), place)
    return None


def _blank(pdf: Pdf, one: Cited) -> int | None:
    """The page that is named, counted from 1, if nothing can be read on it."""
    named = _named(pdf, one.page) if one.page else ()
    return next((page + 1 for page in named if pdf.text(page).blank), None)


def _on_any_page(path: str, pdf: Pdf, one: Cited) -> Lookup:
    """Where a quote stands that is not on the page that is named, or for which none is."""
    quote, where = Quote(one.quote), _place(one)
    if one.page and not quote.telling:
        return Lookup(Found.NOWHERE, path, where)
    first = min(max((one.page or 1) - 1, 0), pdf.pages - 1)
    nearest = sorted(range(pdf.pages), key=lambda page: (abs(page - first), page))
    whole = pdf.pages <= MOST_PAGES
    try:
        for page in nearest[:MOST_PAGES]:
            if _holds(pdf, page, quote):
                found = Found.ELSEWHERE if one.page else Found.HERE
                return Lookup(found, path, where, f"on page {page + 1}")
            whole = whole and not pdf.text(page).blank
    except Unread:
        if not one.page:
            raise
        whole = False
    if one.page or whole:
        rest = "nor on any other" if whole else "nor on another page that was read"
        return Lookup(Found.NOWHERE, path, where, rest if one.page else "")
    if pdf.pages > MOST_PAGES:
        why = f"it has more than {MOST_PAGES} pages. Cite the page, not only the section."
        return unread(path, where, why)
    return unread(path, where, f"it has a page {_NO_TEXT}")


def _named(pdf: Pdf, number: int) -> tuple[int, ...]:
    """The pages that a number may mean: by their place in the file, and as they are numbered."""
    places = [number - 1] if 0 < number <= pdf.pages else []
    places += [page for page, label in enumerate(pdf.labels) if label == str(number)]
    return tuple(dict.fromkeys(places))


def _holds(pdf: Pdf, page: int, quote: Quote) -> bool:
    """Whether a quote stands on a page, or begins there and ends on the next."""
    text = pdf.text(page)
    if text.holds(quote):
        return True
    if page + 1 >= pdf.pages:
        return False
    following = pdf.text(page + 1)
    return text.then(following).holds(quote) and not following.holds(quote)


def _below_headings(path: str, parts: Sequence[Section], one: Cited) -> Lookup:
    quote, where = Quote(one.quote), _place(one, pages=False)
    meant = _meant(parts, one.section) if one.section else []
    if any(_whole(below).holds(quote) for below in meant):
        return Lookup(Found.HERE, path, where)
    if not _whole(parts).holds(quote):
        return Lookup(Found.NOWHERE, path, where, "nor elsewhere in it")
    heading = next((p.heading for p in parts if p.heading and _whole((p,)).holds(quote)), "")
    place = f"below the heading {clipped(heading, 60)!r}" if heading else "elsewhere"
    if personal(heading):
        place = "below another heading"
    if meant:
        return Lookup(Found.ELSEWHERE, path, where, place)
    return Lookup(Found.HERE, path, where, place if heading else "no page can be told")


def _meant(parts: Sequence[Section], named: str) -> list[Sequence[Section]]:
    """What stands below the heading that is named, sections within it too."""
    wanted = Text(named)
    found = []
    for place, part in enumerate(parts):
        heading = Text(part.heading)
        if part.heading and (wanted.holds(Quote(part.heading)) or heading.holds(Quote(named))):
            end = place + 1
            while end < len(parts) and parts[end].level > part.level:
                end += 1
            found.append(parts[place:end])
    return found


def _whole(parts: Iterable[Section]) -> Text:
    return Text("\n".join(f"{part.heading}\n{part.text}" for part in parts))


def _place(one: Cited, *, pages: bool = True) -> str:
    """The place that is cited. `pages`: whether the document has any."""
    if one.page and (pages or not one.section):
        return f"on page {one.page}"
    return f"in section {clipped(one.section or '', 60)}"
