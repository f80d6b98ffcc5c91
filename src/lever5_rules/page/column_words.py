"""Words in the columns of an export that no vocabulary has, for a person to translate."""

from collections.abc import Mapping
from typing import Any

from lever5_rules import Bundle
from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.synonyms import Words, plain
from lever5_rules.library.excerpts import rows_from_heads
from lever5_rules.reading.cannot_read import UnreadableValue
from lever5_rules.reading.values.single_values import cell_converter
from lever5_rules.reading.values.wording import Wording

MOST_WORDS = 40
"""Words of one field that are asked for; a column with more is hardly the right one."""
MOST_LETTERS = 100
"""A longer text is not a word."""


def unknown_words(
    bundle: Bundle, path: str, kind: KindInfo, columns: Mapping[str, str], words: Words
) -> dict[str, Any]:
    """Return, by field, the unknown words of its column with how often each occurs.

    `more` is the number of unknown words that are not listed; `columns` are the column names by
    field. Only fields with a vocabulary, and yes-or-no fields, are examined.
    """
    infos = {name: kind.fields[name] for name in columns if _has_words(kind.fields[name])}
    rows = rows_from_heads(bundle, path)
    heads = list(next(rows, ()))
    places = {name: heads.index(columns[name]) for name in infos if columns[name] in heads}
    cells: dict[str, dict[str, int]] = {name: {} for name in places}
    for row in rows:
        for name, place in places.items():
            text = row[place].strip() if place < len(row) else ""
            cells[name][text] = cells[name].get(text, 0) + 1
    return {
        name: _words_data(_unknown(infos[name], cell_counts, words))
        for name, cell_counts in cells.items()
    }


def _has_words(info: FieldInfo) -> bool:
    return info.vocabulary is not None or info.item is bool


def _unknown(info: FieldInfo, cells: Mapping[str, int], words: Words) -> dict[str, tuple[str, int]]:
    """Return the unknown words by their form for comparison: first spelling, and number."""
    result: dict[str, tuple[str, int]] = {}
    for text, number in cells.items():
        for piece in text.split(";") if info.many else [text]:
            word = piece.strip()
            if word and not _is_known(info, word, words):
                spelling, before = result.get(plain(word), (word, 0))
                result[plain(word)] = (spelling, before + number)
    return result


def _is_known(info: FieldInfo, word: str, words: Words) -> bool:
    if Wording(words).other(info, word, sets=False) is not None:
        return True  # such as "n/a", which says that nothing is there
    try:
        cell_converter(None, words).structure(word, info.item)
    except UnreadableValue:
        return False
    return True


def _words_data(unknown: Mapping[str, tuple[str, int]]) -> dict[str, Any]:
    entries = [entry for entry in unknown.values() if len(entry[0]) <= MOST_LETTERS][:MOST_WORDS]
    listed = [{"word": word, "rows": number} for word, number in entries]
    return {"words": listed, "more": len(unknown) - len(listed)}
