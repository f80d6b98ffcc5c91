"""Notes on values that were read although written in another form than usual."""

import re
from datetime import date
from enum import StrEnum
from typing import Any

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.core.synonyms import plain
from lever5_rules.core.text import shown
from lever5_rules.reading.privacy.safe_text import echoed

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ANSWERS = frozenset({"yes", "no", "true", "false"})


def note_other_form(info: FieldInfo, raw: Any, value: Any) -> str:
    """Return a note on a value written in another form; empty for the usual form.

    Such are 9/14/2026 for a date, 1.5 hrs for 90 minutes, Y for yes, and T-TESS for a word.
    """
    if isinstance(value, StrEnum):
        is_same = isinstance(raw, str) and plain(raw) in (value, plain(label_of(value)))
        return "" if is_same else f"{info.name}: {echoed(str(raw).strip())} was read as {value}."
    if not isinstance(raw, str) or not is_other_form(raw, value):
        return ""
    unit = f" {info.unit}" if info.unit and not isinstance(value, date) else ""
    return f"{info.name}: {echoed(raw.strip())} was read as {shown(value)}{unit}."


def is_other_form(raw: str, value: Any) -> bool:
    """Return whether a text is another form of a date, number or answer."""
    if value is True or value is False:
        return raw.strip().casefold() not in _ANSWERS
    if isinstance(value, date):
        return _ISO_DATE.match(raw.strip()) is None
    return isinstance(value, (int, float)) and shown(value) not in raw and not _is_number(raw)


def _is_number(raw: str) -> bool:
    try:
        float(raw)
    except ValueError:
        return False
    return True
