"""Pages of citations as people write them: `p. 12`, `3-4`, `Section 2.1`."""

import re
from typing import Any

_PAGE = re.compile(
    r"(?:pages?|pgs?\.?|pp?\.?)? ?(\d{1,6})(?: ?(?:[-\u2013\u2014]|to|and|,|&) ?\d{1,6}| ?ff?\.?)?",
    re.IGNORECASE | re.ASCII,
)
LONGEST_PAGE = 60


def with_place(citation: dict[str, Any], *, cells: bool) -> dict[str, Any]:
    """Return a citation with the number of its page, the first of `3-4`; else `iv` is a section.

    A page in words is added to a section that is given. `cells`: the number stays text.
    """
    page = citation.get("page")
    if not isinstance(page, str) or not page.strip() or len(page) > LONGEST_PAGE:
        return citation
    text = " ".join(page.split())
    if match := _PAGE.fullmatch(text):
        return {**citation, "page": match[1] if cells else int(match[1])}
    section = citation.get("section")
    if section and isinstance(section, str):
        text = f"{section}, {text}"
    return {**{key: value for key, value in citation.items() if key != "page"}, "section": text}
