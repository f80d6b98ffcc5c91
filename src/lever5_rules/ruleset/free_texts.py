"""The free texts of rulesets and waivers, which every report repeats: they may name nobody."""

from itertools import pairwise
from typing import Any

from lever5_rules.core.errors import RulesetError
from lever5_rules.reading.privacy.personal_data import PERSON, is_first_name, personal
from lever5_rules.reading.privacy.persons_named import person_in_title
from lever5_rules.reading.privacy.plain_letters import seen
from lever5_rules.reading.privacy.safe_text import of_the_trade

from .toml_tables import text_of


def free_text_of(body: dict[str, Any], key: str, at: str, *, authors: bool = False) -> str:
    """Return a text. Raises RulesetError, without repeating it, if it holds personal data.

    `authors`: whether the text may cite somebody with a first name and an initial.
    """
    text = text_of(body, key, at)
    held = personal(text, names=not authors) or (PERSON if person_in_title(seen(text)) else None)
    if held is not None:
        raise RulesetError(
            f"{at}: {key} holds what looks like {held}, which every report would repeat. Take it "
            "out; name a role, a policy or a document instead."
        )
    return text


def role_of(body: dict[str, Any], key: str, at: str) -> str:
    """Return a role. Raises RulesetError, without repeating it, if it is a person's name."""
    text = free_text_of(body, key, at)
    words = [*text.split(), ""]
    if any(
        is_first_name(word) and not of_the_trade(following.casefold()) and word[:1].isupper()
        for word, following in pairwise(words)
        if following[:1].isupper() or not following
    ):
        raise RulesetError(
            f"{at}: {key} holds what looks like {PERSON}; write the role, such as superintendent."
        )
    return text
