"""Pages of citations as people write them: `p. 12`, `3-4`, `Section 2.1`."""

import re
from typing import Any

_PAGE = re.compile(
    r"(?:pages?|pgs?\.?|pp?\.?)? ?(\d{1,6})(?: ?(?:-|\u2013|to|and|,|&) ?\d{1,6}| ?ff?\.?)?",
    re.IGNORECASE | re.ASCII,
)
_LONGEST = 60


def with_place(citation: dict[str, Any]) -> dict[str, Any]:
    """Return a citation with the figures of its page, the first of `3-4`; else with a section.

    A section that is given stays, and so does a page that says nothing, such as `TBD`.
    """
    page = citation.get("page")
    if not isinstance(page, str) or not page.strip() or len(page) > _LONGEST:
        return citation
    text = " ".join(page.split())
    if match := _PAGE.fullmatch(text):
        return {**citation, "page": match[1]}  # text, as cells are
    if citation.get("section"):
        return citation
    return {**{key: value for key, value in citation.items() if key != "page"}, "section": text}
