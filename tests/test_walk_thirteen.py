"""What the thirteenth walk through the whole program found."""

import pickle
from collections.abc import Iterator, MutableMapping, MutableSequence, MutableSet
from copy import copy, deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import lever5_rules as l5

ROOT = Path(__file__).resolve().parents[1]
LIVE_OAK = ROOT / "examples" / "live-oak-charter"
CEDAR = ROOT / "examples" / "cedar-hollow-isd"
MENDED = ROOT / "examples" / "cedar-hollow-isd-mended"
DAY = date(2026, 11, 23)


def results() -> Iterator[Any]:
    """Yield one of each object that a function of the library returns."""
    old, new = (l5.check(bundle, select="5.2.4", as_of=DAY) for bundle in (CEDAR, MENDED))
    yield from (old, l5.diff(old, new), l5.plan(old), l5.history([old, new]))
    yield from (l5.forecast(MENDED, as_of=DAY, select="5.1.1"), l5.verify(old, CEDAR))
    yield from (
        l5.explain("5.2.4-1"),
        l5.needs("5.2.4"),
        l5.criteria(),
        l5.Ruleset.load("exemplar"),
    )


def held(value: Any, path: str, seen: set[int]) -> Iterator[tuple[str, Any]]:
    """Yield all public attributes below an object, properties included, with their paths."""
    if id(value) in seen:
        return
    seen.add(id(value))
    yield path, value
    if isinstance(value, tuple | frozenset):
        for item in value:
            yield from held(item, f"{path}[]", seen)
    elif attrs.has(type(value)):
        properties = {
            name for name in dir(type(value)) if isinstance(getattr(type(value), name), property)
        }
        for name in sorted(properties | {field.name for field in attrs.fields(type(value))}):
            if not name.startswith("_"):
                yield from held(getattr(value, name), f"{path}.{name}", seen)


CHANGEABLE = (MutableMapping, MutableSequence, MutableSet)


@pytest.mark.parametrize("result", list(results()), ids=lambda result: type(result).__name__)
def test_what_the_library_hands_out_cannot_be_changed(result: Any) -> None:
    name = type(result).__name__
    found = [path for path, value in held(result, name, set()) if isinstance(value, CHANGEABLE)]
    assert not found


def test_a_limit_of_a_ruleset_cannot_be_replaced() -> None:
    ruleset: Any = l5.Ruleset.load("default")
    with pytest.raises(TypeError):
        ruleset.limits["plc.min_minutes"] = None


@pytest.mark.parametrize("result", list(results()), ids=lambda result: type(result).__name__)
def test_each_result_can_be_pickled_and_copied(result: Any) -> None:
    assert pickle.loads(pickle.dumps(result)) == copy(result) == deepcopy(result) == result


def test_what_holds_plugins_says_that_it_cannot_be_pickled() -> None:
    checker = l5.Checker(entry_points=False)
    for held_by, advice in (
        (checker, "Checker cannot be pickled: .* Create one in the other process"),
        (checker.load(LIVE_OAK), "OpenBundle cannot be pickled: .* Send the path of the bundle"),
    ):
        assert deepcopy(held_by) is copy(held_by) is held_by
        with pytest.raises(l5.UsageError, match=advice):
            pickle.dumps(held_by)
