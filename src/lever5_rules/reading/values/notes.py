"""Notes on values that were written otherwise than files of the checker write them."""

import re
from datetime import date
from enum import StrEnum
from typing import Any

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.core.synonyms import plain
from lever5_rules.core.text import shown
from lever5_rules.reading.privacy.safe_text import echoed

_AS_IN_FILES = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ANSWERS = frozenset({"yes", "no", "true", "false"})


def otherwise(info: FieldInfo, raw: Any, value: Any) -> str:
    """Return the note on a date, length, answer or word that was written in another way: a date as
    9/14/2026, 1.5 hrs for 90 minutes, Y for yes, T-TESS. Empty for all else."""
    if isinstance(value, StrEnum):
        alike = isinstance(raw, str) and plain(raw) in (value, plain(label_of(value)))
        return "" if alike else f"{info.name}: {echoed(str(raw).strip())} was read as {value}."
    if not isinstance(raw, str) or not written_otherwise(raw, value):
        return ""
    unit = f" {info.unit}" if info.unit and not isinstance(value, date) else ""
    return f"{info.name}: {echoed(raw.strip())} was read as {shown(value)}{unit}."


def written_otherwise(raw: str, value: Any) -> bool:
    """Whether a text is another way to write a date, number or answer."""
    if value is True or value is False:
        return raw.strip().casefold() not in _ANSWERS
    if isinstance(value, date):
        return _AS_IN_FILES.match(raw.strip()) is None
    return isinstance(value, (int, float)) and shown(value) not in raw and not _number(raw)


def _number(raw: str) -> bool:
    try:
        float(raw)
    except ValueError:
        return False
    return True
