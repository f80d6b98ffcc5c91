"""A bundle once it has been read: artifacts by kind, its files, and what was wrong with them."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from attrs import evolve, frozen

from lever5_rules.core.blanks import Problem
from lever5_rules.core.evidence import Source
from lever5_rules.core.quote_lookup import Lookup
from lever5_rules.findings.finding import BundleFile

from .kinds import Citation, Document, KindInfo
from .tables import Table


class Papers(Protocol):
    """The district's own documents (PDF, DOCX) in a bundle, in which quotes are looked up.

    `problems` are those of the documents that have been opened so far, whose paths are `opened`,
    and `listed` gives the files of the bundle with what became of them.
    """

    @property
    def opened(self) -> Sequence[str]: ...

    def open(self, paths: Iterable[str]) -> None:
        """Opens documents that were opened where elements were judged in another process."""

    @property
    def problems(self) -> Sequence[Problem]: ...

    def look_up(self, citation: Citation, document: Document, source: Source) -> Lookup | None:
        """What became of a quote; None where no document of the bundle is cited."""

    def listed(self, files: Iterable[BundleFile]) -> tuple[BundleFile, ...]: ...

    def anew(self) -> "Papers":
        """The same documents, none of them opened yet."""


@frozen(eq=False, repr=False, slots=False)
class DocumentArtifact:
    """One document as it was read: the frozen object and the file it stands in.

    `written` has for a field the district's own words, where they stand for others; in `papers`
    its quotes are looked up.
    """

    kind: KindInfo
    node: Any
    source: Source
    written: Mapping[tuple[str | int, ...], str] = MappingProxyType({})
    papers: Papers | None = None


@frozen(eq=False, repr=False, slots=False)
class LoadedBundle:
    """What the loader hands to the engine.

    `lost` gives for a kind the problems that cost a whole file of it; under None stand the
    files whose kind could not be told. `unread` are those of them that could not be read at all:
    what they hold was not judged.
    """

    documents: dict[str, tuple[DocumentArtifact, ...]]
    tables: dict[str, Table]
    lost: dict[str | None, tuple[Problem, ...]]
    files: tuple[BundleFile, ...]
    problems: tuple[Problem, ...]
    sha256: str
    papers: Papers
    unread: tuple[Problem, ...] = ()

    @property
    def profile(self) -> Any:
        """The raw district profile, or None. Its fields may be marks."""
        found = self.documents.get("district_profile", ())
        return found[0].node if found else None

    def anew(self) -> "LoadedBundle":
        """The same artifacts for another check, which begins with no document opened."""
        papers = self.papers.anew()
        documents = {
            kind: tuple(evolve(one, papers=papers if one.papers else None) for one in held)
            for kind, held in self.documents.items()
        }
        return evolve(self, documents=documents, papers=papers)
