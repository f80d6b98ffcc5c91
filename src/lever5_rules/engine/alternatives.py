"""Variants of a bundle: with the figures of the quotes, or without some list items.

They show whether a defect matters. A quote whose figure contradicts its field changes the verdict
only if the element would not pass with the quoted figure; otherwise it is only mentioned. The same
applies to a list item whose source is too weak, beside other items that suffice.
"""

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from lever5_rules.artifacts.bundle import DocumentArtifact, LoadedBundle
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.places import Pointer

Pick = Callable[[Iterable[float]], float]


def as_quoted(bundle: LoadedBundle, pieces: Iterable[Evidence], pick: Pick) -> LoadedBundle:
    """Return the bundle with contradicted values replaced by the least or greatest quoted
    figure."""
    documents = dict(bundle.documents)
    for piece in pieces:
        figure = pick(
            bound
            for quoted_figure in piece.differs
            for bound in (quoted_figure.low, quoted_figure.high)
        )
        value: float = int(figure) if figure == int(figure) else figure
        documents[piece.kind] = tuple(
            _with_value(artifact, piece.pointer, value)
            if artifact.source is piece.source
            else artifact
            for artifact in documents[piece.kind]
        )
    return attrs.evolve(bundle, documents=documents)


def _with_value(artifact: DocumentArtifact, pointer: Pointer, value: Any) -> DocumentArtifact:
    return attrs.evolve(artifact, node=_replace_in(artifact.node, pointer, value))


def _replace_in(node: Any, pointer: Pointer, value: Any) -> Any:
    """Return a copy of a node with another value at `pointer`."""
    if not pointer:
        return value
    first, rest = pointer[0], pointer[1:]
    if isinstance(first, int):
        return (*node[:first], _replace_in(node[first], rest, value), *node[first + 1 :])
    return attrs.evolve(node, **{first: _replace_in(getattr(node, first), rest, value)})


def without_items(bundle: LoadedBundle, pieces: Iterable[Evidence]) -> LoadedBundle | None:
    """Return the bundle without the list items that these pieces of evidence belong to.

    None if one of them belongs to no list, or a list would become empty.
    """
    removals: dict[tuple[str, int], tuple[DocumentArtifact, dict[Pointer, set[int]]]] = {}
    for piece in pieces:
        position = next(
            (index for index, part in enumerate(piece.pointer) if isinstance(part, int)), None
        )
        artifact = next(
            (
                candidate
                for candidate in bundle.documents[piece.kind]
                if candidate.source is piece.source
            ),
            None,
        )
        if position is None or artifact is None:
            return None
        lists = removals.setdefault((piece.kind, id(artifact)), (artifact, {}))[1]
        lists.setdefault(piece.pointer[:position], set()).add(int(piece.pointer[position]))
    documents = dict(bundle.documents)
    for (kind, _), (artifact, lists) in removals.items():
        node: Any = artifact.node
        for pointer, indices in lists.items():
            items = _node_at(node, pointer)
            remainder = tuple(item for index, item in enumerate(items) if index not in indices)
            if not remainder:
                return None
            node = _replace_in(node, pointer, remainder)
        replacement = attrs.evolve(artifact, node=node)
        documents[kind] = tuple(
            replacement if document is artifact else document for document in documents[kind]
        )
    return attrs.evolve(bundle, documents=documents)


def _node_at(node: Any, pointer: Pointer) -> Any:
    for part in pointer:
        node = node[part] if isinstance(part, int) else getattr(node, part)
    return node
