"""The district's own documents in a bundle (PDF, DOCX), in which quotes are looked up.

A document is opened when an element first reads a statement that cites it; then all quotes from it
are looked up at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from time import monotonic
from typing import Any

import attrs

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.artifacts.kinds import Citation, Document
from lever5_rules.artifacts.tables import Table
from lever5_rules.core.blanks import Mark, Problem
from lever5_rules.core.budgets import USUAL, Budgets
from lever5_rules.core.evidence import Source
from lever5_rules.core.quotes import Found, Lookup
from lever5_rules.core.text import normal
from lever5_rules.findings.finding import BundleFile
from lever5_rules.reading.bundles.raw_files import RawFile

from .citations import Cited
from .title_pages import TitlePage, title_page

ENDINGS = (".pdf", ".docx")
CITED, UNCITED, UNREADABLE = "cited", "uncited", "unreadable"


class Papers:
    """The documents of one bundle. `problems` are those of the documents that were opened."""

    def __init__(self, budgets: Budgets = USUAL) -> None:
        self._budgets = budgets
        self.problems: list[Problem] = []
        self._files: dict[str, RawFile] = {}
        self._cited: dict[str, dict[Cited, None]] = {}
        self._cited_paths: set[str] = set()
        self._seconds = 0.0
        self._title_pages: dict[str, TitlePage] = {}
        self._lookups: dict[str, dict[Cited, Lookup]] = {}
        self._remembered: dict[tuple[str, tuple[Cited, ...]], dict[Cited, Lookup]] = {}

    def anew(self) -> "Papers":
        """Return these documents for another check, with none of them opened.

        Earlier lookups are cached, but reported only when an element needs them.
        """
        other = Papers(self._budgets)
        other._files, other._remembered = self._files, self._remembered
        other._cited = {path: dict(cited) for path, cited in self._cited.items()}
        other._cited_paths = set(self._cited_paths)
        return other

    def add(self, file: RawFile) -> str:
        """Register a document; return its hash. Raises OSError if it cannot be read."""
        digest = sha256()
        with file.open() as raw:
            while piece := raw.read(1 << 16):
                digest.update(piece)
        self._files[file.path] = file
        return digest.hexdigest()

    def note_citations(
        self, documents: Mapping[str, tuple[DocumentArtifact, ...]], tables: Mapping[str, Table]
    ) -> None:
        """Record which documents are cited, after everything else has been read."""
        if not self._files:
            return
        for document in (artifact for artifacts in documents.values() for artifact in artifacts):
            if isinstance(document.node, Document):
                for citation in _list_citations(document.node):
                    self._note_citation(citation, document.node, document.source)
                if path := self._find_cited_path(Citation(), document.node, document.source):
                    self._cited_paths.add(path)
        texts = [text.casefold() for table in tables.values() for text in _list_texts(table)]
        for path in self._files:
            name = _normalize(path.rpartition("/")[2])
            if any(name in text for text in texts):
                self._cited_paths.add(path)

    def listed(self, files: Iterable[BundleFile]) -> tuple[BundleFile, ...]:
        """Return the files of the bundle, with the current status of those that are documents."""
        return tuple(
            attrs.evolve(file, status=self._find_status(file.path))
            if file.path in self._files
            else file
            for file in files
        )

    def look_up(self, citation: Citation, document: Document, source: Source) -> Lookup | None:
        """Look up a quote; None if the citation names no document of the bundle."""
        path = self._find_cited_path(citation, document, source) if self._files else None
        if path is None:
            return None
        if path not in self._lookups:
            self._note_citation(citation, document, source)
            self._lookups[path] = self._look_up_all(path)
        lookup = self._lookups[path].get(_make_cited(citation))
        return lookup and attrs.evolve(lookup, quote=_format_text(citation.quote))

    def holds(self, citation: Citation, document: Document, source: Source) -> bool:
        """Return whether the cited document is in the bundle, so that a page can be looked up."""
        return bool(self._files) and self._find_cited_path(citation, document, source) is not None

    def title_page(self, file: str, source: Source, order: str | None = None) -> TitlePage:
        """Return what a document states about itself on its first page; nothing if it is not in the
        bundle.

        `order` is the declared order of day and month in dates.
        """
        path = self._find_path(file, source)
        if path is None or self._seconds > self._budgets.seconds:
            return TitlePage()
        if path not in self._title_pages:
            start = monotonic()
            raw_file, seconds = self._files[path], self._budgets.seconds_each
            self._title_pages[path] = title_page(raw_file, order, seconds)
            self._seconds += monotonic() - start
        return self._title_pages[path]

    @property
    def opened(self) -> tuple[str, ...]:
        """The documents in which quotes have been looked up so far, in order."""
        return tuple(self._lookups)

    def open(self, paths: Iterable[str]) -> None:
        """Look up all quotes from documents, as if an element had read a statement citing them."""
        for path in paths:
            if path in self._cited and path not in self._lookups:
                self._lookups[path] = self._look_up_all(path)

    def _find_status(self, path: str) -> str:
        lookups = self._lookups.get(path)
        if lookups and all(lookup.found is Found.UNREAD for lookup in lookups.values()):
            return UNREADABLE
        return CITED if path in self._cited_paths else UNCITED

    def _note_citation(self, citation: Citation, document: Document, source: Source) -> None:
        path = self._find_cited_path(citation, document, source)
        if path is not None:
            self._cited_paths.add(path)
            if _format_text(citation.quote):
                self._cited.setdefault(path, {})[_make_cited(citation)] = None

    def _look_up_all(self, path: str) -> dict[Cited, Lookup]:
        from .lookups import give_up, look_up_quotes  # imported here because it is slow to import

        cited = tuple(self._cited[path])
        found_lookups = self._remembered.get((path, cited))
        if found_lookups is None:
            start = monotonic()
            late = self._seconds > self._budgets.seconds
            file, seconds = self._files[path], self._budgets.seconds_each
            found_lookups = give_up(file, cited) if late else look_up_quotes(file, cited, seconds)
            self._seconds += monotonic() - start
            if not late:
                self._remembered[path, cited] = found_lookups
        problems = {
            lookup.problem.message: lookup.problem
            for lookup in found_lookups.values()
            if lookup.problem
        }
        self.problems.extend(problems.values())
        return found_lookups

    def _find_cited_path(
        self, citation: Citation, document: Document, source: Source
    ) -> str | None:
        """Return the path of the cited document in the bundle, or None.

        It is found by file name, or by the title of the artifact's document if that names its file.
        """
        reference = document.document
        if reference is None or isinstance(reference, Mark):
            title = file = ""
        else:
            title, file = _format_text(reference.title), _format_text(reference.file)
        text = _format_text(citation.document)
        if path := self._find_path(text, source):
            return path
        if text and _normalize(text) not in (_normalize(title), _normalize(file)):
            return None
        return self._find_path(file, source) or self._find_path(title, source)

    def _find_path(self, name: str, source: Source) -> str | None:
        """Return the path of a document, relative to the bundle or to the file that names it.

        If there is none, the name alone is enough if it is unique.
        """
        if not name:
            return None
        cited_path = _normalize(name).replace("\\", "/").removeprefix("./")
        beside = _normalize(source.path.rpartition("/")[0] + "/" + cited_path).removeprefix("/")
        alone = []
        for path in self._files:
            plain = _normalize(path)
            if plain in (cited_path, beside):
                return path
            if plain.rpartition("/")[2] == cited_path.rpartition("/")[2]:
                alone.append(path)
        return alone[0] if len(alone) == 1 else None


def _list_citations(node: Any) -> Iterator[Citation]:
    if isinstance(node, Citation):
        yield node
    elif isinstance(node, dict):
        for item in node.values():
            yield from _list_citations(item)
    elif isinstance(node, tuple):
        for item in node:
            yield from _list_citations(item)
    elif attrs.has(type(node)) and not isinstance(node, Mark):
        for name in attrs.fields_dict(type(node)):
            yield from _list_citations(getattr(node, name))


def _list_texts(table: Table) -> Iterator[str]:
    for column in table.columns.values():
        if column.info.type is str and not column.info.person and not column.info.unique:
            yield from (value for value in column.values if isinstance(value, str))


def _make_cited(citation: Citation) -> Cited:
    page = citation.page if isinstance(citation.page, int) else None
    return Cited(page, _format_text(citation.section) or None, _format_text(citation.quote))


def _format_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _normalize(name: str) -> str:
    return normal("NFC", name.strip()).casefold()
