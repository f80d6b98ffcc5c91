"""The text of JSON: what json.dumps writes, but for what drives a terminal or a workflow's log."""

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lever5_rules.core.text import CONTROL, DIRECTION
from lever5_rules.support.json_text import written

plain = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
)
texts = st.one_of(st.text(), st.sampled_from(["##[error]", "a##[b", "\x1b[31m", "\u202e", "é\xa0"]))


harmless = st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="#"))


def nested(words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return st.recursive(
        plain | words,
        lambda inner: st.lists(inner) | st.dictionaries(words, inner),
        max_leaves=20,
    )


@given(nested(texts))
def test_it_says_the_same_and_harms_nothing(data: Any) -> None:
    text = written(data)
    assert json.loads(text) == data
    assert not re.search(f"(?!\n){CONTROL.pattern}|{DIRECTION.pattern}", text)
    assert "##[" not in text


@given(nested(harmless))
def test_of_harmless_data_it_is_what_the_standard_library_writes(data: Any) -> None:
    assert written(data) == json.dumps(data, indent=2, ensure_ascii=False) + "\n"
