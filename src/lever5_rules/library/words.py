"""Words of the vocabularies, explained: what one means and in which fields it may stand."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.vocabulary.glosses import glosses_of
from lever5_rules.core.synonyms import plain, vocabulary_name

from .checker import Checker


@frozen
class Meaning:
    """What a word means in one vocabulary: `places` are the fields that take it, each as
    `kind.field`."""

    word: str
    vocabulary: str
    gloss: str
    places: tuple[str, ...]


def meanings_of(checker: Checker, word: str) -> tuple[Meaning, ...]:
    """Return what a word such as `co_planning` means, once for each vocabulary that has it."""
    found: dict[str, tuple[str, list[str]]] = {}
    for kind in checker.loaded.kinds.values():
        for at, info in _nested_fields(kind.fields, kind.name):
            if info.vocabulary and (gloss := glosses_of(info.vocabulary).get(plain(word))):
                found.setdefault(vocabulary_name(info.vocabulary), (gloss, []))[1].append(at)
    return tuple(
        Meaning(plain(word), vocabulary, gloss, tuple(places))
        for vocabulary, (gloss, places) in found.items()
    )


def _nested_fields(fields: Mapping[str, FieldInfo], at: str) -> Iterator[tuple[str, FieldInfo]]:
    for name, info in fields.items():
        yield f"{at}.{name}", info
        if info.nested:
            yield from _nested_fields(item_fields(info.item), f"{at}.{name}")
