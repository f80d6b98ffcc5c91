"""The heads of columns: which column of a kind each names."""

from functools import lru_cache

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.reading.privacy.refusals import head_word


def column_of(kind: KindInfo, head: str) -> str:
    """Return the column of a kind that a head names, or the head as a word if it has no such.

    A column has its name and the label that messages use for it: `Topic codes` and `Topics` are
    topic_codes.
    """
    word = head_word(head)
    return word if word in kind.fields else _columns_by_label(kind).get(word, word)


@lru_cache(maxsize=1 << 8)
def _columns_by_label(kind: KindInfo) -> dict[str, str]:
    return {head_word(label_of(name)): name for name in kind.fields}
