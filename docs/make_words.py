"""Generates the lists in docs/forms/words.md: every word of a vocabulary, and what it means.

    python docs/make_words.py

CI fails if the page is stale.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from generated import cell, code, rewrite

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.vocabulary.glosses import glosses_of
from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.core.synonyms import vocabulary_name
from lever5_rules.plugins.host import load_plugins


def main() -> None:
    rewrite("forms/words.md", "make_words.py", page())


def page() -> Iterator[str]:
    places: dict[type[StrEnum], list[str]] = {}
    for kind in load_plugins((), entry_points=False).kinds.values():
        for vocabulary, place in _places(kind.fields, kind.name):
            places.setdefault(vocabulary, []).append(place)
    for vocabulary in sorted(places, key=vocabulary_name):
        yield f"## {vocabulary_name(vocabulary).replace('_', ' ').capitalize()}"
        yield ""
        yield f"Asked for in {', '.join(map(code, dict.fromkeys(places[vocabulary])))}."
        yield ""
        yield "| word | in reports | what it means |"
        yield "| --- | --- | --- |"
        for word, gloss in glosses_of(vocabulary).items():
            yield f"| {code(word)} | {cell(label_of(word))} | {cell(gloss)} |"
        yield ""


def _places(fields: Mapping[str, FieldInfo], at: str) -> Iterator[tuple[type[StrEnum], str]]:
    for name, info in fields.items():
        if info.vocabulary is not None:
            yield info.vocabulary, f"{at}.{name}"
        elif info.nested:
            yield from _places(item_fields(info.item), f"{at}.{name}")


if __name__ == "__main__":
    main()
