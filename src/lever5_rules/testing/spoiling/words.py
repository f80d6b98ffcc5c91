"""Ways of spoiling texts: texts that say nothing, names in another spelling."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lever5_rules.artifacts.fields import Text
from lever5_rules.artifacts.kinds import ENVELOPE, KindInfo
from lever5_rules.core.lexicon import ANY

from .kit import (
    Holds,
    Kit,
    Place,
    Spoiling,
    always,
    places_of,
    reading,
    with_one_value,
    with_value,
)


def says(group: str) -> Any:
    """Return a way that writes a phrase from a list of the lexicon into every text."""

    def spoil(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
        word = next(one for one in getattr(kit.lexicon, group) if ANY not in one)
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
        def respelled(said: Any) -> Any:
            if isinstance(said, (list, tuple)):
                return [respelled(one) for one in said]
            return spelling(said) if isinstance(said, str) else said

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


def in_capitals(said: str) -> str:
    return said.upper()


def with_blanks(said: str) -> str:
    return f" {re.sub(r'[-_]', ' ', said)} "


def with_hyphens(said: str) -> str:
    return re.sub(r"[ _]", "-", said)


def as_a_number(said: str) -> str:
    return f"{said}.0" if said.isdigit() else said
