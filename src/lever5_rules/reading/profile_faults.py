"""What the profile of a district lacks or says in no possible form, told with its cell.

No element reads the district's number, and a campus without a number is none to the files that name
it: both would be told by their consequences alone.
"""

import re
from collections.abc import Iterable

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.core.blanks import Mark, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.text import counted
from lever5_rules.reading.privacy.safe_text import quoted

from .references import Warn

DIGITS = 6
"""Digits of a county-district number."""
_GAPS = re.compile(r"[\s\-‐-―]+")
_EMPTY = (Reason.BLANK_FIELD, Reason.PLACEHOLDER)


def report_profile_faults(profile: Iterable[DocumentArtifact], warn: Warn) -> None:
    """Tell of a number of the district that cannot be one, and of a campus without one."""
    for one in profile:
        said = (one.node.district_id, one.node.name, one.node.campuses)
        if all(isinstance(each, Mark) for each in said):
            continue  # nobody has begun it yet
        _report_number(one, warn)
        _report_no_campuses(one, warn)
        campuses = one.node.campuses if isinstance(one.node.campuses, tuple) else ()
        for index, campus in enumerate(campuses):
            said = campus.campus_id
            if isinstance(said, Mark) and said.reason in _EMPTY:
                place = one.source.place_of(("campuses", index, "campus_id"))
                message = (
                    f"campus_id of campus {index + 1} is blank; its nine-digit number is expected, "
                    "by which every other file names it."
                )
                warn(one.source.path, place, message, Severity.WARNING)


def _report_no_campuses(one: DocumentArtifact, warn: Warn) -> None:
    said = one.node.campuses
    if isinstance(said, Mark) and said.reason in _EMPTY:
        message = (
            "campuses is blank; each campus of the district is expected, with its nine-digit "
            "number, division and grades. Everything else is asked by campus."
        )
        warn(one.source.path, one.source.place_of(("campuses",)), message, Severity.WARNING)


def _report_number(one: DocumentArtifact, warn: Warn) -> None:
    said = one.node.district_id
    place = one.source.place_of(("district_id",))
    form = f"a county-district number of {counted(DIGITS, 'digit')} is expected, such as 101912"
    if not isinstance(said, str):
        if said.reason in _EMPTY:
            warn(one.source.path, place, f"district_id is blank; {form}.", Severity.WARNING)
        return
    digits = _GAPS.sub("", said)
    if digits.isdecimal() and len(digits) == DIGITS:
        return
    zeros = ""
    if digits.isdecimal() and len(digits) == DIGITS - 1:
        zeros = f" A spreadsheet drops the zero of {digits.zfill(DIGITS)}; write it as text."
    held = quoted(said) or "a text that is not repeated here"
    warn(one.source.path, place, f"district_id is {held}; {form}.{zeros}", Severity.WARNING)
