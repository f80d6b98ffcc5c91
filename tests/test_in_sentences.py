"""A message that is too long loses whole sentences, and says how many."""

from hypothesis import given
from hypothesis import strategies as st

from lever5_rules.core.text import in_sentences


def test_what_is_left_out_is_counted() -> None:
    text = "One campus lacks it. Two lack it. Three lack it."
    assert in_sentences(text, 100) == text
    assert (
        in_sentences(text, 36) == "One campus lacks it. Two lack it. 1 more sentence is left out."
    )
    assert in_sentences(text, 20) == "One campus lacks it. 2 more sentences are left out."


@given(
    st.lists(st.text("ab ", min_size=1).map(lambda one: f"A{one}b."), min_size=1), st.integers(5)
)
def test_it_ends_with_a_point_unless_one_sentence_is_too_long(said: list[str], width: int) -> None:
    shortened = in_sentences(" ".join(said), width)
    first = " ".join(said[0].split())
    assert shortened.endswith(".") or len(first) > width
    assert len(shortened) <= width + len(" 999 more sentences are left out.")
