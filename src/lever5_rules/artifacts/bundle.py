"""A bundle after loading: artifacts by kind, files, and the problems found."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from attrs import evolve, frozen

from lever5_rules.core.blanks import Mark, Problem
from lever5_rules.core.evidence import Source
from lever5_rules.core.frozen_map import FrozenMap
from lever5_rules.core.quotes import Lookup
from lever5_rules.findings.finding import BundleFile

from .kinds import Citation, Document, KindInfo
from .tables import Table


class Papers(Protocol):
    """The district's own documents (PDF, DOCX) in a bundle, in which quotes are looked up.

    `opened` are the paths of the documents opened so far, `problems` the problems with them;
    `listed` returns the files of the bundle with the result for each document.
    """

    @property
    def opened(self) -> Sequence[str]: ...

    def open(self, paths: Iterable[str]) -> None:
        """Open documents that another process opened while it judged elements."""

    @property
    def problems(self) -> Sequence[Problem]: ...

    def look_up(self, citation: Citation, document: Document, source: Source) -> Lookup | None:
        """Look up a quote; None if the citation names no document of the bundle."""

    def listed(self, files: Iterable[BundleFile]) -> tuple[BundleFile, ...]: ...

    def anew(self) -> "Papers":
        """Return the same documents, with none of them opened."""


@frozen(eq=False, repr=False, slots=False)
class DocumentArtifact:
    """One document artifact: the frozen object and the file that it comes from.

    `written` maps fields to the district's own words, where synonyms were replaced. `papers` are
    the documents in which its quotes are looked up. `alternatives` maps lists in which an item was
    not understood to what they may be instead, with the mark that says why.
    """

    kind: KindInfo
    node: Any
    source: Source
    written: Mapping[tuple[str | int, ...], str] = FrozenMap()
    papers: Papers | None = None
    alternatives: Mapping[tuple[str | int, ...], tuple[Any, Mark]] = FrozenMap()


@frozen(eq=False, repr=False, slots=False)
class LoadedBundle:
    """The result of loading a bundle, as passed to the engine.

    `lost` holds, by kind, the problems that made a whole file unusable; the key None holds those of
    files of unknown kind. `unread` are those of them that could not be read at all, so that their
    contents were not judged.
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
        documents = self.documents.get("district_profile", ())
        return documents[0].node if documents else None

    def anew(self) -> "LoadedBundle":
        """Return the same artifacts for another check, with no document opened."""
        papers = self.papers.anew()
        documents = {
            kind: tuple(
                evolve(artifact, papers=papers if artifact.papers else None)
                for artifact in artifacts
            )
            for kind, artifacts in self.documents.items()
        }
        return evolve(self, documents=documents, papers=papers)
