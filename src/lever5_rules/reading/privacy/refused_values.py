"""Which values must not be in a bundle, by their field; the same for files, columns and copies."""

import re
from collections.abc import Sequence
from typing import Any

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.core.text import in_parts

from .personal_data import MAIL, PERSON, has_mail, number_in_id, personal, personal_id
from .persons_named import person_in_id, person_in_place, person_in_title
from .plain_letters import seen

_NUMBERED = frozenset({"campus", "session"})
"""References that are numbers or codes like ids."""
_OTHER_NAMES = frozenset({"author", "name", "title"})
"""Fields that name authors, schools and books, which may be named after people."""
_ODD_ID = re.compile(
    r"@|,|\bssn|_ssn|social|soc\b|\d{3}[^\w,;:]\d\d[^\w,;:]\d{4}"
    r"|(?<![^\W_])(?:mrs?|ms|mx|miss|dra?|prof|sra?|srta|coach)[.\s_-]",
    re.IGNORECASE,
)
"""What an id of a record has that names somebody; nearly none has."""
_ODD_PARTS = ("@", ",", "ssn", "soc", "mr", "ms", "mx", "mis", "dr", "prof", "sr", "coach")
_ODD_NUMBER = re.compile(r"[^\w,;:]\d\d[^\w,;:]\d{4}")
"""Without any of these, a text has nothing that `_ODD_ID` finds, and they are found much faster
in the many ids of a log."""
_ODD_STAFF_ID = re.compile(r"[@, ]|^\d{3}[-‐-―− ]?\d\d[-‐-―− ]?\d{4}$", re.MULTILINE)


def _is_id(info: FieldInfo) -> bool:
    return info.unique or info.refers_to in _NUMBERED or info.name.endswith(("_id", "_ids"))


def refused(info: FieldInfo, value: object) -> str | None:
    """Return the type of data in a value that must not be in a bundle, or None."""
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str) and (reason := _find_reason(info, text)):
            return reason
    return None


def _find_reason(info: FieldInfo, text: str) -> str | None:
    if info.person:
        return personal_id(text)
    if _is_id(info):
        text = seen(text)
        if not _ODD_ID.search(text):
            return None
        if has_mail(text):
            return MAIL
        return number_in_id(text) or (PERSON if person_in_id(text) else None)
    reason = personal(text, names=info.name not in _OTHER_NAMES)
    if reason is None and (
        (info.name == "title" and person_in_title(seen(text)))
        or (info.name == "location" and person_in_place(seen(text)))
    ):
        return PERSON
    return reason


def suspect(info: FieldInfo, values: Sequence[Any]) -> bool:
    """Return False if certainly none of many values would be refused: a fast check."""
    return any(_may_be_refused(info, part) for part in in_parts(values))


def _may_be_refused(info: FieldInfo, values: Sequence[Any]) -> bool:
    try:
        joined = "\n".join(values)
    except TypeError:
        tuples = (value if value.__class__ is tuple else (value,) for value in values)
        joined = "\n".join(item for many in tuples for item in many if item.__class__ is str)
    if info.person:
        return _ODD_STAFF_ID.search(seen(joined)) is not None
    if _is_id(info):
        return _may_be_odd(seen(joined))
    return (
        info.name in ("location", "title")
        or personal(joined, names=info.name not in _OTHER_NAMES) is not None
    )


def _may_be_odd(ids: str) -> bool:
    low = ids.casefold()
    odd = any(part in low for part in _ODD_PARTS) or _ODD_NUMBER.search(low)
    return bool(odd) and _ODD_ID.search(ids) is not None


def refusal(info: FieldInfo, reason: str) -> str:
    """Return the message about a refused value, to follow its name."""
    if info.person:
        return (
            f"holds what looks like {reason}, where a keyed id belongs; it was not read. Run "
            "lever5 pseudonymize, which puts keyed ids in its place."
        )
    return (
        f"holds what looks like {reason}, which may not be in a bundle; it was not read. Take it "
        "out, or write [...] in its place."
    )
