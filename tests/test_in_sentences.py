"""A message that is too long loses whole sentences, and says how many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lever5_rules.core.text import in_sentences, measured


def test_what_is_left_out_is_counted() -> None:
    text = "One campus lacks it. Two lack it. Three lack it."
    assert in_sentences(text, 100) == text
    assert (
        in_sentences(text, 36) == "One campus lacks it. Two lack it. 1 more sentence is left out."
    )
    assert in_sentences(text, 20) == "One campus lacks it. 2 more sentences are left out."


@given(
    st.lists(st.text("ab ", min_size=1).map(lambda value: f"A{value}b."), min_size=1),
    st.integers(5),
)
def test_it_ends_with_a_point_unless_one_sentence_is_too_long(
    sentences: list[str], width: int
) -> None:
    shortened = in_sentences(" ".join(sentences), width)
    first = " ".join(sentences[0].split())
    assert shortened.endswith(".") or len(first) > width
    assert len(shortened) <= width + len(" 999 more sentences are left out.")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, "meetings a week", "1 meeting a week"),
        (1.0, "exemplars", "1 exemplar"),
        (1, "instructional days", "1 instructional day"),
        (1, "analyses a year", "1 analysis a year"),
        (1, "studies or guides", "1 study or guide"),
        (1, "days of publication a year", "1 day of publication a year"),
        (1, "share of the guideline's minutes", "1 share of the guideline's minutes"),
        (0.5, "meetings a week", "0.5 meetings a week"),
        (2, "exemplars", "2 exemplars"),
    ],
)
def test_a_number_agrees_with_its_unit(value: object, unit: str, text: str) -> None:
    assert measured(value, unit) == text
