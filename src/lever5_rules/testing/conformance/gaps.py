"""Search for a district on which an element is a gap, changing one field at a time."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import ENVELOPE, Document, KindInfo
from lever5_rules.core.outcome import Outcome
from lever5_rules.plugins.hooks import Values
from lever5_rules.testing.cells import Answer
from lever5_rules.testing.district import District
from lever5_rules.testing.matrix import Matrix
from lever5_rules.testing.places import PROFILE, everywhere, places_in

Declared = Mapping[str, Mapping[str, Values]]
"""Values that produce a gap: element id to kind to fields."""
VAGUE = "as needed"
"""A phrase that cannot be checked, which is a gap in any field."""


def gaps_found(matrix: Matrix, elements: set[str], declared: Declared) -> dict[str, Answer]:
    """Return what the wanted elements say on a changed district on which they are a gap.

    The district that the plugin declares is used first, then those that the kinds of the element
    give.
    """
    gaps: dict[str, Answer] = {}
    before = matrix.elements
    try:
        for element in (
            candidate
            for candidate in before
            if candidate.id in elements and candidate.id in declared
        ):
            matrix.elements = [element]
            _try(matrix, matrix.load(_as_declared(matrix, declared[element.id])), gaps)
        for kind in {kind.name: kind for candidate in before for kind in candidate.kinds}.values():
            for district in _changed(matrix, kind):
                open_elements = elements - gaps.keys()
                matrix.elements = [
                    candidate
                    for candidate in before
                    if candidate.id in open_elements and kind in candidate.kinds
                ]
                if not matrix.elements:
                    break
                _try(matrix, matrix.with_kind(kind, district), gaps)
    finally:
        matrix.elements = before
    return gaps


def _try(matrix: Matrix, bundle: LoadedBundle, gaps: dict[str, Answer]) -> None:
    answers = matrix.judge(bundle)
    gaps.update({name: answer for name, answer in answers.items() if answer.outcome is Outcome.GAP})


def _as_declared(matrix: Matrix, values: Mapping[str, Values]) -> District:
    """Return the sample with the declared values in all of the kinds together."""
    district, kinds = matrix.district, matrix.loaded.kinds
    for name in values.keys() & kinds.keys():
        district = district.everywhere(kinds[name].cls, values[name])
    return district


def _changed(matrix: Matrix, kind: KindInfo) -> Iterator[District]:
    district = matrix.district
    if kind.name == PROFILE:
        return
    if kind.table:
        first, *_ = district.rows(kind.cls)
        yield district.without(kind.cls).with_rows(kind.cls, first)
    elif issubclass(kind.cls, Document):
        yield district.everywhere(kind.cls, {"campus_ids": [district.campuses[0]]})
    for name, info in kind.fields.items():
        if not kind.table and name in ENVELOPE:
            continue
        for place in places_in(name, info):
            inner = item_fields(info.item)[place[1]] if len(place) > 1 else info
            for value in _values(inner, matrix):
                yield everywhere(district, kind, place, value)


def _values(info: FieldInfo, matrix: Matrix) -> list[Any]:
    """Return values that a field can hold: extremes far apart, and a vague value."""
    year = matrix.review.school_year
    words: list[Any]
    if info.vocabulary:
        words = [word.value for word in info.vocabulary]
    else:
        by_type: dict[Any, list[Any]] = {
            bool: [False, True],
            int: [0, 1, 100_000],
            float: [0, 0.01, 100_000],
            date: [year.span.first, matrix.review.as_of, date(2099, 12, 31)],
            str: ["Something else", "all"],
        }
        words = by_type.get(info.item, [])
    words = [*words, VAGUE]
    return [[word] for word in words] if info.many else words
