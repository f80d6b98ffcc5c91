"""The bundle as it would be if its figures were those of their quotes.

A quote that holds another figure than the field matters only where the result would be another one
with it; else it is told, and the result stands.
"""

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from lever5_rules.artifacts.bundle import DocumentArtifact, LoadedBundle
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.places import Pointer

Pick = Callable[[Iterable[float]], float]


def as_quoted(bundle: LoadedBundle, seen: Iterable[Evidence], pick: Pick) -> LoadedBundle:
    """The bundle with the least or the most that each quote says in place of what was read."""
    documents = dict(bundle.documents)
    for one in seen:
        figure = pick(end for said in one.differs for end in (said.low, said.high))
        value: float = int(figure) if figure == int(figure) else figure
        documents[one.kind] = tuple(
            _with(held, one.pointer, value) if held.source is one.source else held
            for held in documents[one.kind]
        )
    return attrs.evolve(bundle, documents=documents)


def _with(held: DocumentArtifact, pointer: Pointer, value: float) -> DocumentArtifact:
    return attrs.evolve(held, node=_replaced(held.node, pointer, value))


def _replaced(node: Any, pointer: Pointer, value: float) -> Any:
    """A node with another value at a place within it."""
    if not pointer:
        return value
    first, rest = pointer[0], pointer[1:]
    if isinstance(first, int):
        return (*node[:first], _replaced(node[first], rest, value), *node[first + 1 :])
    return attrs.evolve(node, **{first: _replaced(getattr(node, first), rest, value)})
