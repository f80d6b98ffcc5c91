"""Ways of spoiling texts: texts that say nothing, names in another spelling."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lever5_rules.artifacts.fields import Text
from lever5_rules.artifacts.kinds import ENVELOPE, KindInfo
from lever5_rules.core.lexicon import ANY

from .kit import Holds, Kit, Place, Spoiling, always, places_of, reading, with_one_value, with_value


def says(group: str) -> Any:
    """Return a way that writes a phrase from a list of the lexicon into every text."""

    def spoil(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
        word = next(phrase for phrase in getattr(kit.lexicon, group) if ANY not in phrase)
        for place, info in places_of(kind):
            if info.item is str and info.text is not Text.ID and not info.optional:
                value = [word] if info.many else word
                spoilt = with_one_value(kit.district, kind, place, value)
                tells = place[0] in kind.counting.tells
                concerns = always if tells else reading(kind, place)
                yield Spoiling(".".join(place), spoilt, Holds.FALLS, concerns)

    return spoil


def spelled(spelling: Callable[[str], str]) -> Any:
    """Return a way that writes every reference id in another spelling."""

    def spoil(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
        def respelled(value: Any) -> Any:
            if isinstance(value, (list, tuple)):
                return [respelled(item) for item in value]
            return spelling(value) if isinstance(value, str) else value

        for place in _references(kind):
            spoilt = with_value(kit.district, kind, place, respelled)
            if spoilt.files() != kit.district.files():
                yield Spoiling(".".join(place), spoilt, Holds.KEPT, always)

    return spoil


def _references(kind: KindInfo) -> Iterator[Place]:
    for place, info in places_of(kind):
        if info.refers_to:
            yield place
    if not kind.table:
        yield from ((name,) for name in ENVELOPE & kind.fields.keys() if name == "campus_ids")


def in_capitals(text: str) -> str:
    return text.upper()


def with_blanks(text: str) -> str:
    return f" {re.sub(r'[-_]', ' ', text)} "


def with_hyphens(text: str) -> str:
    return re.sub(r"[ _]", "-", text)


def as_a_number(text: str) -> str:
    return f"{text}.0" if text.isdigit() else text
