"""The lexicon part of a ruleset: phrases added to, or removed from, those of its parent."""

from typing import Any

from lever5_rules.core.errors import RulesetError
from lever5_rules.core.lexicon import ANY, GROUPS, Lexicon, bare, entry_key
from lever5_rules.core.synonyms import Words
from lever5_rules.core.text import clipped, did_you_mean

SECTION = "lexicon"
TAKEN_OUT = "says_something"
"""The key of the list of phrases that a ruleset removes."""


def lexicon_of(data: dict[str, Any], where: str, parent: Words) -> Lexicon:
    """Return the lexicon of a ruleset.

    Raises RulesetError for a value that is not a list, a phrase in two lists, and the removal of a
    phrase that is in no list.
    """
    body, at = data.get(SECTION, {}), f"{where}: {SECTION}"
    if not isinstance(body, dict):
        raise RulesetError(f"{at}: write lists of words under [{SECTION}].")
    lists = {name: _words(name, words, at) for name, words in body.items()}
    removed = lists.pop(TAKEN_OUT, ())
    for word in removed:
        if not parent.lexicon.has(word):
            terms = [term for _, term in parent.lexicon.words()]
            hint = did_you_mean(word, terms)
            raise RulesetError(
                f"{at}.{TAKEN_OUT}: {clipped(word, 40)!r} is not a word of the lexicon.{hint}"
            )
    list_of_word: dict[str, str] = {}
    for name, words in (*lists.items(), (TAKEN_OUT, removed)):
        for word in words:
            other = list_of_word.setdefault(entry_key(word), name)
            if other != name:
                raise RulesetError(f"{at}: {clipped(word, 40)!r} stands in {other} and {name}.")
    return parent.lexicon.without(removed).with_words(lists)


def _words(name: str, words: Any, at: str) -> tuple[str, ...]:
    groups = (*GROUPS, TAKEN_OUT)
    if name not in groups:
        raise RulesetError(f"{at}: {clipped(name, 40)!r} is not known.{did_you_mean(name, groups)}")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise RulesetError(f"{at}.{name} must be a list of words.")
    for word in words:
        if not bare(word) and word.strip(" []<>{}") != ANY:
            raise RulesetError(f"{at}.{name}: {clipped(word, 40)!r} holds no word.")
    return tuple(dict.fromkeys(words))
