"""The words of the vocabularies: what each means and which fields accept it."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.vocabulary.glosses import glosses_of
from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.core.synonyms import plain, vocabulary_name

from .checker import Checker


@frozen
class Meaning:
    """The meaning of a word in one vocabulary. `places` are the fields that accept it, each as
    `kind.field`."""

    word: str
    vocabulary: str
    gloss: str
    places: tuple[str, ...]


def meanings_of(checker: Checker, word: str) -> tuple[Meaning, ...]:
    """Return what a word such as `co_planning` means, once for each vocabulary that has it.

    It may also be as reports call it: `department chair`.
    """
    folded_word = word.strip().casefold()
    meanings: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for kind in checker.loaded.kinds.values():
        for at, info in _nested_fields(kind.fields, kind.name):
            vocabulary = info.vocabulary
            if vocabulary is None:
                continue
            for code, gloss in glosses_of(vocabulary).items():
                if code == plain(word) or label_of(code).casefold() == folded_word:
                    term = code, vocabulary_name(vocabulary)
                    meanings.setdefault(term, (gloss, []))[1].append(at)
    return tuple(
        Meaning(code, vocabulary, gloss, tuple(places))
        for (code, vocabulary), (gloss, places) in meanings.items()
    )


def _nested_fields(fields: Mapping[str, FieldInfo], at: str) -> Iterator[tuple[str, FieldInfo]]:
    for name, info in fields.items():
        yield f"{at}.{name}", info
        if info.nested:
            yield from _nested_fields(item_fields(info.item), f"{at}.{name}")
