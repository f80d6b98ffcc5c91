"""What a document that was begun lacks to be evidence of anything: quotes, title, date, campuses.

An element names the first thing that it comes upon. Whoever fills in a form wants to know of all.
Which of the other fields are needed is the elements' to say, each of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.kinds import ENVELOPE, Citation, Document
from lever5_rules.core.blanks import Mark, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import Pointer
from lever5_rules.core.text import listing

from .references import Warn

Fields: TypeAlias = Mapping[str, FieldInfo]
MOST = 12
"""Fields that are named."""
_EMPTY = (Reason.BLANK_FIELD, Reason.PLACEHOLDER)


def report_unfinished(documents: Mapping[str, Iterable[DocumentArtifact]], warn: Warn) -> None:
    """Says of each document that was begun what is still blank in it, in one sentence."""
    for held in documents.values():
        for one in held:
            if isinstance(one.node, Document) and _is_begun(one.node, one.kind.fields):
                _report_document(one, warn)


def _is_begun(node: Document, fields: Fields) -> bool:
    return any(_is_value(getattr(node, name)) for name in fields.keys() - ENVELOPE)


def _report_document(one: DocumentArtifact, warn: Warn) -> None:
    names = [*_blanks(one.node, one.kind.fields), *_unnamed(one.node)]
    unquoted = list(_unquoted(one.node, one.kind.fields))
    parts = []
    if names:
        parts.append(f"still blank: {listing(names, most=MOST)}")
    if unquoted:
        parts.append(f"without a quote from the document: {listing(unquoted, most=MOST)}")
    if parts:
        first: Pointer = tuple(names[0].split(".")) if names else (unquoted[0],)
        message = f"this {one.kind.name} was begun; {'; '.join(parts)}."
        warn(one.source.path, one.source.place_of(first), message, Severity.NOTE)


def _blanks(node: Document, fields: Fields) -> Iterator[str]:
    """The fields that every document needs and in which nothing stands."""
    for name, info in fields.items():
        value = getattr(node, name)
        needed = name in ENVELOPE and not info.optional
        if needed and isinstance(value, Mark) and value.reason in _EMPTY:
            yield name


def _unquoted(node: Document, fields: Fields) -> Iterator[str]:
    """The fields that hold a value, and no words of the document for it."""
    sources = node.sources if isinstance(node.sources, dict) else {}
    for name, info in fields.items():
        if name in ENVELOPE or info.identifies or not _is_value(getattr(node, name)):
            continue
        if _each_cites(info, getattr(node, name)):
            continue
        source = sources.get(name)
        if not (isinstance(source, Citation) and _is_value(source.quote)):
            yield name


def _each_cites(info: FieldInfo, value: Any) -> bool:
    """Whether the items of a list say for themselves where they stand."""
    return info.nested and all(
        isinstance(getattr(item, "source", None), Citation)
        for item in (value if isinstance(value, tuple) else (value,))
    )


def _unnamed(node: Document) -> list[str]:
    """What the document itself is not told of, where no citation tells it either."""
    sources = node.sources.values() if isinstance(node.sources, dict) else ()
    own = node.document
    held = own if own is not None and not isinstance(own, Mark) else None
    title = held and (_is_value(held.title) or _is_value(held.file))
    dated = held and _is_value(held.dated)
    said = [one for one in sources if isinstance(one, Citation)]
    lacking = []
    if not title and not all(_is_value(one.document) for one in said):
        lacking.append("document.title")
    if not dated and not all(_is_value(one.dated) for one in said):
        lacking.append("document.dated")
    return lacking


def _is_value(value: Any) -> bool:
    return value is not None and not isinstance(value, Mark)
