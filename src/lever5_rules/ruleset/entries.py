"""The entries of a ruleset, each validated by itself: limits, synonyms, names."""

from collections.abc import Collection
from typing import Any

from lever5_rules.core.errors import RulesetError
from lever5_rules.core.limits import Limit, Origin
from lever5_rules.core.synonyms import plain
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.reading.cannot_read import UnreadableValue
from lever5_rules.reading.values.single_values import toml_converter

from .toml_tables import text_of


def known(target: str, targets: Collection[str], at: str) -> str:
    """Return the name of an existing criterion or element. Raises an error for an unknown one."""
    if target not in targets:
        raise RulesetError(f"{at} is not known.{did_you_mean(target, targets)}")
    return target


def flag(body: dict[str, Any], key: str, at: str) -> bool:
    """Return a yes or no."""
    value = body[key]
    if not isinstance(value, bool):
        raise RulesetError(f"{at}: {key} must be true or false.")
    return value


def synonym(vocabulary: Collection[str], word: str, meaning: object, at: str) -> tuple[str, str]:
    """Return a district's word and the word of the vocabulary that it stands for."""
    if not isinstance(meaning, str) or meaning not in vocabulary:
        quoted = clipped(str(meaning), 40)
        raise RulesetError(
            f"{at}: {clipped(word, 40)!r} is to mean {quoted!r}, which is not a word of it."
            f"{did_you_mean(quoted, vocabulary)}"
        )
    if plain(word) in vocabulary:
        raise RulesetError(f"{at}: {clipped(word, 40)!r} has a meaning of its own.")
    return word, meaning


def unit(body: dict[str, Any], before: Limit[object] | None, at: str) -> str:
    """Return the unit of a limit, which must be that of its parent."""
    text = text_of(body, "unit", at) if "unit" in body or before is None else before.unit
    if before is not None and text != before.unit:
        raise RulesetError(f"{at} is in {text!r}, its parent in {before.unit!r}.")
    return text


def origin(body: dict[str, Any], at: str) -> Origin:
    """Return where a limit comes from."""
    text = text_of(body, "origin", at)
    if text not in tuple(Origin):
        raise RulesetError(
            f"{at}: origin is {clipped(text, 40)!r}; it must be one of {listing(Origin, most=9)}."
            f"{did_you_mean(text, tuple(Origin))}"
        )
    return Origin(text)


def limit_value(body: dict[str, Any], limit_type: Any, at: str) -> object:
    """Return the value of a limit in the type as which rules read it."""
    if "value" not in body:
        raise RulesetError(f"{at} has no value.")
    value = body["value"]
    try:
        result: object = toml_converter().structure(value, limit_type)
    except UnreadableValue as misfit:
        raise RulesetError(f"{at}: value is {clipped(repr(value), 40)}; {misfit}") from None
    if (isinstance(result, tuple) and not result) or not isinstance(
        result, (int, float, bool, str, tuple)
    ):
        raise RulesetError(f"{at}: value is {clipped(repr(value), 40)}, which says nothing.")
    return result
