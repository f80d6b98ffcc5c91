"""Unfinished documents: the quotes, title, date, campuses and fields that they lack to be evidence.

An element names only the first blank that it meets; a person who corrects a form wants to know all
of them. Several documents may share what a kind must state, so a field is missing if none of them
gives it. If it is the only thing missing, it is left to the elements that need it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.kinds import ENVELOPE, Citation, Document
from lever5_rules.core.blanks import Mark, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import Pointer
from lever5_rules.core.text import listing

from .papers.collection import Papers
from .reference_problems import Warn
from .said_by_papers import several_days

Fields: TypeAlias = Mapping[str, FieldInfo]
BEGUN = "was begun;"
"""Words of the message, by which a plan knows it."""
MOST = 12
"""Fields that are named."""
_EMPTY = (Reason.BLANK_FIELD, Reason.PLACEHOLDER)


def report_unfinished(
    documents: Mapping[str, Iterable[DocumentArtifact]], warn: Warn, papers: Papers
) -> None:
    """Report, in one sentence for each document that was begun, what is still blank in it."""
    for documents_of_kind in documents.values():
        artifacts = tuple(documents_of_kind)
        for artifact in artifacts:
            if isinstance(artifact.node, Document) and _is_begun(
                artifact.node, artifact.kind.fields
            ):
                _report_document(artifact, artifacts, warn, papers)


def _is_begun(node: Document, fields: Fields) -> bool:
    return any(_is_value(getattr(node, name)) for name in fields.keys() - ENVELOPE)


def _report_document(
    artifact: DocumentArtifact, artifacts: Sequence[DocumentArtifact], warn: Warn, papers: Papers
) -> None:
    kind, fields = artifact.kind.name, artifact.kind.fields
    cited = list(_with_sources(artifact.node, fields))
    lacks = {
        "still blank": [
            *_blank_head_fields(artifact.node, fields),
            *_missing_title_and_date(artifact.node),
        ],
        "without a quote from the document": [
            name for name, source in cited if not (source and _is_value(source.quote))
        ],
        "without page or section, and the document is not here to look in": [
            name for name, source in cited if not _is_placed(source or Citation(), artifact, papers)
        ],
    }
    if any(lacks.values()) or _holds_unreadable_entry(artifact.node, fields):
        lacks[f"given by no {kind} yet"] = list(_blank_in_all(artifacts, fields))
    parts = [f"{what}: {listing(names, most=MOST)}" for what, names in lacks.items() if names]
    if parts:
        first: Pointer = tuple(next(filter(None, lacks.values()))[0].split("."))
        text = _days_it_states(artifact, papers)
        message = f"this {kind} {BEGUN} {'; '.join(parts)}.{text}"
        blank = lacks["still blank"] or _holds_unreadable_entry(artifact.node, fields)
        severity = Severity.WARNING if blank else Severity.NOTE
        warn(artifact.source.path, artifact.source.place_of(first), message, severity)


def _days_it_states(artifact: DocumentArtifact, papers: Papers) -> str:
    """Return what the document states about its day, for confirmation, if none could be taken."""
    reference = artifact.node.document
    if reference is None or isinstance(reference, Mark) or not isinstance(reference.file, str):
        return ""
    if _is_value(reference.dated):
        return ""
    page = papers.title_page(reference.file, artifact.source)
    changed = f"it was last changed on {page.changed}" if page.changed else ""
    text = several_days(page) or changed
    return f" Of the document that is named: {text}; write here what holds." if text else ""


def _blank_head_fields(node: Document, fields: Fields) -> Iterator[str]:
    """Yield the blank fields that every document needs."""
    for name, info in fields.items():
        value = getattr(node, name)
        needed = name in ENVELOPE and not info.optional
        if needed and isinstance(value, Mark) and value.reason in _EMPTY:
            yield name


def _holds_unreadable_entry(node: Document, fields: Fields) -> bool:
    values = (getattr(node, name) for name in fields)
    return any(isinstance(value, Mark) and value.reason is Reason.UNREADABLE for value in values)


def _blank_in_all(artifacts: Iterable[DocumentArtifact], fields: Fields) -> Iterator[str]:
    """Yield the other needed fields that are blank in every document of the kind."""
    for name, info in fields.items():
        if name not in ENVELOPE and not info.optional:
            values = [getattr(artifact.node, name) for artifact in artifacts]
            if all(isinstance(value, Mark) and value.reason in _EMPTY for value in values):
                yield name


def _with_sources(node: Document, fields: Fields) -> Iterator[tuple[str, Citation | None]]:
    """The fields in which something stands that the document says, each with its source."""
    sources = node.sources if isinstance(node.sources, dict) else {}
    for name, info in fields.items():
        if name in ENVELOPE or info.identifies or not _is_written(getattr(node, name)):
            continue
        if not _each_cites(info, getattr(node, name)):
            source = sources.get(name)
            yield name, source if isinstance(source, Citation) else None


def _is_placed(source: Citation, artifact: DocumentArtifact, papers: Papers) -> bool:
    """Whether a source says where in the document it stands, or that can be looked up."""
    if _is_written(source.page) or _is_written(source.section):
        return True
    return papers.holds(source, artifact.node, artifact.source)


def _each_cites(info: FieldInfo, value: Any) -> bool:
    """Return whether each item of a list has its own citation."""
    return info.nested and all(
        isinstance(getattr(item, "source", None), Citation)
        for item in (value if isinstance(value, tuple) else (value,))
    )


def _missing_title_and_date(node: Document) -> list[str]:
    """Return what is missing about the document itself, if no citation gives it either."""
    sources = node.sources.values() if isinstance(node.sources, dict) else ()
    document = node.document
    reference = document if document is not None and not isinstance(document, Mark) else None
    title = reference and (_is_value(reference.title) or _is_value(reference.file))
    dated = reference and _is_value(reference.dated)
    citations = [source for source in sources if isinstance(source, Citation)]
    fields = []
    if not title and not (
        citations and all(_is_value(citation.document) for citation in citations)
    ):
        fields.append("document.title")
    if not dated and not (citations and all(_is_value(citation.dated) for citation in citations)):
        fields.append("document.dated")
    return fields


def _is_written(value: Any) -> bool:
    """Return whether a field has a value, even one that cannot be read."""
    unsaid = (*_EMPTY, Reason.STATED_ABSENT)
    return value is not None and not (isinstance(value, Mark) and value.reason in unsaid)


def _is_value(value: Any) -> bool:
    return value is not None and not isinstance(value, Mark)
