"""Whether a saved report is what a new run gives, and where it is not."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from .as_json import as_data
from .report import Report

IDENTIFYING = ("path", "id", "criterion", "element", "target", "name")
"""Keys by which items of two lists are compared with each other, and not by their place."""


@frozen
class Deviation:
    """One thing that the saved report says otherwise. `place` is as in the JSON report:
    `findings.5.2.4-3.outcome`; None stands for what one of the two does not have."""

    place: str
    saved: str | None
    found: str | None


@frozen(eq=False, repr=False, slots=False)
class Verification:
    """A saved report, the report of a run on the same day, and what they say otherwise."""

    saved: Report
    found: Report
    deviations: tuple[Deviation, ...]

    @property
    def same(self) -> bool:
        """Whether the saved report is what bundle, ruleset and versions give."""
        return not self.deviations


def verification(saved: Report, found: Report) -> Verification:
    """Compares a saved report with one of a new run, field by field."""
    return Verification(saved, found, tuple(_differing("", as_data(saved), as_data(found))))


def _differing(place: str, saved: Any, found: Any) -> Iterator[Deviation]:
    if saved == found:
        return
    if isinstance(saved, dict) and isinstance(found, dict):
        yield from _by_key(place, saved, found)
        return
    if isinstance(saved, list) and isinstance(found, list):
        key = _key_of([*saved, *found])
        if key:
            yield from _by_key(place, _keyed(saved, key), _keyed(found, key))
            return
        if len(saved) == len(found):
            for number, (one, other) in enumerate(zip(saved, found, strict=True), start=1):
                yield from _differing(f"{place}[{number}]", one, other)
            return
    yield Deviation(place, _shown(saved), _shown(found))


def _by_key(place: str, saved: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Deviation]:
    for key in dict.fromkeys((*saved, *found)):
        at = f"{place}.{key}" if place else key
        if key not in saved:
            yield Deviation(at, None, _shown(found[key]))
        elif key not in found:
            yield Deviation(at, _shown(saved[key]), None)
        else:
            yield from _differing(at, saved[key], found[key])


def _key_of(items: list[Any]) -> str | None:
    """The key that tells the items of a list apart, if there is one."""
    if not items or not all(isinstance(one, dict) for one in items):
        return None
    for key in IDENTIFYING:
        if all(isinstance(one.get(key), str) for one in items):
            return key
    return None


def _keyed(items: list[dict[str, Any]], key: str) -> dict[str, Any]:
    """Items by their key; of several with one key each has a number."""
    held: dict[str, Any] = {}
    for one in items:
        name, number = one[key], 1
        while name in held:
            number += 1
            name = f"{one[key]} ({number})"
        held[name] = one
    return held


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"{len(value)} entries"
    if isinstance(value, dict):
        return "there"
    return "none" if value is None else str(value)
