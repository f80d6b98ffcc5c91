"""Rows that are no record, as reports and spreadsheets have them: passed over where it is certain.

A row of totals, the heads once more where two exports were joined, a line of dashes, the foot of a
report. A row in which anything else stands may be a record that is half blank, and stays.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lever5_rules.artifacts.fields import FieldInfo, Text
from lever5_rules.reading.privacy.refusals import head_word

from .cell_values import AbsentCell, value_of

_LONGEST = 120
"""No head, label or foot of a report has more characters."""
_DAY = (
    r"(?:[a-z]{3,9},? )?(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}"
    r"|[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? [a-z]{3,9} \d{4})"
)
_WHAT = r"(?:rows?|records?|entries|lines?|results?)"
_REPORT = r"(?:report|list|file|export|data|table|log|records?|document|page|sheet)"
_MADE = r"(?:generated|printed|exported|downloaded|extracted)"


def _alone(pattern: str) -> re.Pattern[str]:
    """Compile what a cell holds apart from signs around it, as in `*** End of report ***`."""
    return re.compile(rf"[\W_]*(?:{pattern})[\W_]*", re.IGNORECASE)


_LABEL = re.compile(
    r"[\W_]*(?:grand |sub[ -]?)?(?:totals?|sum|average|avg|mean|count)(?![^\W_])"
    r"(?: \w+){0,3}[\W\d]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?[\d., :]*\d\s*(?:%|h|hrs?|hours|min|mins|minutes)?", re.IGNORECASE)
_SIGNS = re.compile(r"[-=_~*+|\s\u2010-\u2015\u2212\u2500-\u257f]*")
_FOOT = _alone(
    rf"end of (?:the |this )?{_REPORT}|(?:page|pg\.?):? \d+ ?(?:of|/) ?\d+"
    rf"|(?:report |file |data )?{_MADE}(?: on| at)?:? {_DAY}(?:\W+\w+){{0,8}}"
    rf"|[\d,]+ {_WHAT} (?:affected|found|selected|exported|printed|returned)"
    rf"|continued on (?:the )?next page|continued on page \d+|no (?:more|further) {_WHAT}"
    r"|(?:this )?page (?:is |was )?(?:intentionally )?left blank"
)
"""What only a report says of itself, in whatever column."""
_MARK = _alone(
    rf"end|eof|(?:page|pg\.?):? \d+|[\d,]+ {_WHAT}|continued|cont(?:['’]?d)?"
    rf"|(?:report |file |data )?{_MADE} (?:by|from|with|in)(?: \w+){{1,4}}"
    rf"|(?:report|run|print|export) date:? {_DAY}"
    r"|(?:strictly )?confidential|(?:confidential\W+)?(?:for )?internal use only"
)
"""What a report says of itself, and a column of words might say too."""
_ANY = re.compile(
    "|".join(pattern.pattern for pattern in (_SIGNS, _NUMBER, _LABEL, _FOOT, _MARK)), re.IGNORECASE
)


def is_hollow(name: str, cell: Any) -> bool:
    """Return whether a cell of this column may stand in a row that is no record: it is blank, a
    number, a head, signs, a label of totals, or the foot of a report."""
    value = value_of(cell)
    if not isinstance(value, str):
        return isinstance(value, AbsentCell) or _is_number(value)
    if len(value) > _LONGEST:
        return not value.strip()
    return _ANY.fullmatch(value.strip()) is not None or _is_head(name, value)


def find_stand_in(cells: Iterable[tuple[str, Any]], fields: Mapping[str, FieldInfo]) -> str:
    """Return why a row is certainly no record, as a sentence to be told; empty if it may be one.

    The cells come with the heads of their columns, in the form used for comparison.
    """
    values = [(name, value_of(cell)) for name, cell in cells]
    what = _name_stand_in(values, fields)
    return f"this row holds {what}, and no record; it was passed over." if what else ""


def _name_stand_in(values: list[tuple[str, Any]], fields: Mapping[str, FieldInfo]) -> str:
    filled = [(name, value) for name, value in values if not _is_blank(value)]
    if _are_totals(value for _, value in filled):
        return "totals"
    texts = [(name, value.strip()) for name, value in filled if isinstance(value, str)]
    if not texts or len(texts) < len(filled):
        return ""
    words = [(name, text) for name, text in texts if not _SIGNS.fullmatch(text)]
    if not words:
        # In a row that is otherwise blank a dash says that there is no such value, and a blank to
        # fill in (____) that it is not known yet.
        is_line = len(texts) > 1 or len(texts[0][1].strip("_")) > 2
        return "nothing but dashes or other signs" if is_line else ""
    # One word alone may be a value: a team may be called `Team`.
    if len(words) >= min(2, len(values)) and all(_is_head(*cell) for cell in texts):
        return "the heads once more"
    if all(_FOOT.fullmatch(text) for _, text in words):
        return "the foot of a report"
    ((name, text), *more) = words
    if not more and _cannot_say(fields.get(name)) and _MARK.fullmatch(text):
        return "the foot of a report"
    return ""


def _cannot_say(info: FieldInfo | None) -> bool:
    """Return whether `Continued` or `Confidential` cannot be a value of a column.

    It may be the status of a step, or stand for a person who is not named.
    """
    if info is None or info.person:
        return False
    return info.item in (date, int, float, bool) or (info.item is str and info.text is Text.ID)


def _are_totals(values: Iterable[Any]) -> bool:
    """Return whether these are certainly totals: a label such as `Total minutes 1,290`, and
    numbers beside it."""
    labels = 0
    for value in values:
        if not isinstance(value, str):
            if not _is_number(value):
                return False
        elif _LABEL.fullmatch(value.strip()):
            labels += 1
        elif not _NUMBER.fullmatch(value.strip()):
            return False
    return labels > 0


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_head(name: str, value: str) -> bool:
    # The cheap question first: it is asked of every distinct cell of a table.
    stem = name.partition("_")[0]
    return stem != "" and stem in value.casefold() and head_word(value) == name


def _is_blank(value: Any) -> bool:
    return not value.strip() if isinstance(value, str) else isinstance(value, AbsentCell)
