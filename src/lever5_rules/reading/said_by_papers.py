"""Title, day and school year of a document, taken from its first page if they are blank.

Each is reported with its source, so that a reader can confirm it. A document that states one of
them in two different ways is left alone, because only its reader knows which is meant.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.artifacts.kinds import ENVELOPE, Document, DocumentReference
from lever5_rules.core.blanks import Mark, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import Pointer
from lever5_rules.core.text import listing

from .papers.collection import Papers
from .papers.title_pages import TitlePage, years_in
from .privacy.safe_text import quoted
from .reference_problems import Warn

EMPTY = (Reason.BLANK_FIELD, Reason.PLACEHOLDER)


def complete_from_papers(
    documents: Mapping[str, Iterable[DocumentArtifact]],
    papers: Papers,
    order: str | None,
    warn: Warn,
) -> dict[str, tuple[DocumentArtifact, ...]]:
    """Return the documents with blanks filled from what their papers state."""
    return {
        kind: tuple(_complete(artifact, papers, order, warn) for artifact in artifacts)
        for kind, artifacts in documents.items()
    }


def _complete(
    artifact: DocumentArtifact, papers: Papers, order: str | None, warn: Warn
) -> DocumentArtifact:
    node = artifact.node
    if not isinstance(node, Document) or not _is_begun(node):
        return artifact
    reference = node.document if isinstance(node.document, DocumentReference) else None
    if reference is None or not any(
        map(is_empty, (reference.title, reference.dated, node.school_year))
    ):
        return artifact
    name = next((text for text in (reference.file, reference.title) if isinstance(text, str)), "")
    page = papers.title_page(name, artifact.source, order)
    additions = dict(_values_from_page(node, reference, name, page))
    for pointer, (_, message) in additions.items():
        place = artifact.source.place_of(pointer)
        field = ".".join(map(str, pointer))
        warn(artifact.source.path, place, f"{field} is blank; {message}", Severity.NOTE)
    values: dict[Pointer, Any] = {pointer: value for pointer, (value, _) in additions.items()}
    year = values.pop(("school_year",), node.school_year)
    reference = evolve(reference, **{str(pointer[-1]): value for pointer, value in values.items()})
    return evolve(artifact, node=evolve(node, document=reference, school_year=year))


def _values_from_page(
    node: Document, reference: DocumentReference, name: str, page: TitlePage
) -> Iterator[tuple[Pointer, tuple[Any, str]]]:
    """Yield what is filled in, with a sentence on its source."""
    confirm = "Write it here if it holds, or what holds."
    if is_empty(reference.title) and page.title and (title := quoted(page.title)):
        sentence = f"{title}, with which {name} begins, was taken for it. {confirm}"
        yield ("document", "title"), (page.title, sentence)
    if is_empty(reference.dated) and len(page.days) == 1:
        (day,) = page.days
        sentence = f"{day}, which {name} states at its beginning, was taken for it. {confirm}"
        yield ("document", "dated"), (day, sentence)
    years = years_in(reference.title) if isinstance(reference.title, str) else ()
    if is_empty(node.school_year) and len(years or page.years) == 1:
        (year,) = years or page.years
        source = "the title of the document" if years else f"{name} at its beginning"
        yield ("school_year",), (year, f"{year}, which {source} states, was taken. {confirm}")


def is_empty(value: Any) -> bool:
    """Return whether a field has no value."""
    return value is None or (isinstance(value, Mark) and value.reason in EMPTY)


def _is_begun(node: Document) -> bool:
    names = (name for name in vars(node) if name not in ENVELOPE)
    return not all(is_empty(getattr(node, name)) for name in names)


def several_days(page: TitlePage) -> str:
    """Return a clause on days of which only a reader knows which is that of the version."""
    return f"it states {listing(page.days)}" if len(page.days) > 1 else ""
