"""Comparison of a saved report with a repeated run: every place at which they differ."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from lever5_rules.core.values import by_value
from lever5_rules.findings.report import Report

INPUTS = frozenset({"tool", "framework", "plugins", "ruleset", "bundle", "waiver_file", "baseline"})
"""The parts of a report that identify its input; everything else follows from these."""
NAMES = ("criterion", "id", "element", "path", "name")
"""Keys by which the members of a list are matched, if they have one."""
NOTHING = object()
"""Stands for a value that only the other document has."""


@by_value("way")
@frozen(eq=False, repr=False, slots=False)
class Unlike:
    """A difference between two JSON documents, with its path from the top.

    `saved` and `again` are plain values, or NOTHING.
    """

    way: tuple[str, ...]
    saved: object
    again: object

    @property
    def of_input(self) -> bool:
        """True if it concerns the input of the run."""
        return self.way[0] in INPUTS


@by_value("same", "unlike")
@frozen(eq=False, repr=False, slots=False)
class Verification:
    """The comparison of a saved report with a repeated run. `notes` say what was not repeated."""

    saved: Report
    again: Report
    unlike: tuple[Unlike, ...]
    notes: tuple[str, ...]

    @property
    def same(self) -> bool:
        """True if nothing differs."""
        return not self.unlike


def unlike(saved: object, again: object, way: tuple[str, ...] = ()) -> Iterator[Unlike]:
    """Yield the differences of two JSON documents; lists of named items are compared by name."""
    if isinstance(saved, Mapping) and isinstance(again, Mapping):
        for key in dict.fromkeys((*again, *saved)):
            yield from unlike(saved.get(key, NOTHING), again.get(key, NOTHING), (*way, str(key)))
    elif isinstance(saved, list) and isinstance(again, list) and (saved or again):
        before, after = _by_name(saved), _by_name(again)
        if before is None or after is None:
            before, after = _numbered(saved), _numbered(again)
        for name in dict.fromkeys((*after, *before)):
            yield from unlike(before.get(name, NOTHING), after.get(name, NOTHING), (*way, name))
        if list(before) != list(after) and set(before) == set(after):
            yield Unlike((*way, "order"), list(before), list(after))
    elif type(saved) is not type(again) or saved != again:
        yield Unlike(way, saved, again)


def _by_name(items: Sequence[Any]) -> dict[str, Any] | None:
    """Return the members of a list by name; None if they have no names, or share one."""
    for key in NAMES:
        if all(isinstance(item, Mapping) and isinstance(item.get(key), str) for item in items):
            by_name = {item[key]: item for item in items}
            return by_name if len(by_name) == len(items) else None
    return None


def _numbered(items: Sequence[Any]) -> dict[str, Any]:
    return {f"[{number}]": item for number, item in enumerate(items)}
