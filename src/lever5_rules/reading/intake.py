"""The collection point of a bundle: every reader adds what it finds."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.artifacts.tables import Table
from lever5_rules.core.blanks import BLANK, Problem, Severity
from lever5_rules.core.budgets import USUAL, Budgets
from lever5_rules.core.evidence import Source
from lever5_rules.core.places import Place
from lever5_rules.core.synonyms import Words
from lever5_rules.findings.finding import BundleFile
from lever5_rules.reading.bundles.bundle import is_profile
from lever5_rules.reading.mappings.shipped_mappings import SHIPPED, Mappings
from lever5_rules.reading.papers.collection import Papers
from lever5_rules.reading.privacy.refusals import head_word
from lever5_rules.reading.tables.table_builder import TableBuilder
from lever5_rules.reading.values.hints import Hints
from lever5_rules.reading.values.single_values import cell_converter, toml_converter
from lever5_rules.reading.values.wording import Wording
from lever5_rules.support.error_text import error_text
from lever5_rules.support.interrupts import pass_on_interrupt

from .problems import Problems
from .sources import CompletedSource
from .structure import Structurer

PROFILE = "district_profile"


class Intake:
    """The documents, tables, problems and files of one bundle while it is read.

    `order` is the district's order of dates, once its profile has been read. `claimed` holds what a
    reader learned about a file when it claimed it; `shipped` caches the mappings that are the same
    for all files. `of_sheets` are the bundle's mappings for sheets of workbooks, and
    `of_sheets_told` gives, by path, the reason why one did not fit (empty if it did). `put_off` are
    readers of sheets that must run last, each with the path of its workbook.
    """

    def __init__(
        self,
        kinds: Mapping[str, KindInfo],
        words: Words,
        mappings: Mappings = SHIPPED,
        budgets: Budgets = USUAL,
    ) -> None:
        self.kinds = kinds
        self.words = words
        self.wording = Wording(words)
        self.hints = Hints()
        self.mappings = mappings
        self.order: str | None = None
        self.problems = Problems()
        self.documents: dict[str, list[DocumentArtifact]] = {}
        self.builders: dict[str, TableBuilder] = {}
        self.lost: dict[str | None, list[Problem]] = {}
        self.files: list[BundleFile] = []
        self.budgets = budgets
        self.papers = Papers(budgets)
        self.claimed: dict[str, Any] = {}
        self.shipped: tuple[list[Any], list[str]] | None = None
        self.of_sheets: list[Any] = []
        self.of_sheets_told: dict[str, str] = {}
        self.put_off: list[tuple[Any, str]] = []
        self._built: dict[str, Table | None] = {}

    def add_document(
        self, kind: KindInfo, data: dict[str, Any], source: Source, *, cells: bool = False
    ) -> None:
        """Add a document, given as TOML data. `cells`: its values are cell texts."""
        converter = cell_converter if cells else toml_converter
        structurer = Structurer(
            converter(self.order, self.words),
            self.problems,
            self.wording,
            cells=cells,
            hints=self.hints,
        )
        node, spellings = structurer.document(kind, data, source)
        documents = self.documents.setdefault(kind.name, [])
        others = structurer.alternatives
        documents.append(DocumentArtifact(kind, node, source, spellings, self.papers, others))
        if kind.name == PROFILE and len(documents) == 1:
            order = documents[0].node.date_order
            self.order = str(order) if isinstance(order, str) else None

    def table(self, kind: KindInfo) -> TableBuilder:
        """Return the builder that collects the rows of a kind from all files."""
        self._built.pop(kind.name, None)
        if kind.name not in self.builders:
            self.builders[kind.name] = TableBuilder(
                kind, self.problems, self.hints, self.budgets.rows
            )
        return self.builders[kind.name]

    @property
    def sizes(self) -> dict[str, int]:
        """The number of documents or rows of each kind so far."""
        return {name: len(artifacts) for name, artifacts in self.documents.items()} | {
            name: builder.size for name, builder in self.builders.items()
        }

    @property
    def profiles(self) -> list[DocumentArtifact]:
        """The district profiles found so far; the first one counts."""
        return self.documents.get(PROFILE, [])

    def complete_profile(
        self, name: str, value: list[dict[str, Any]], places: Sequence[str]
    ) -> bool:
        """Add a list that the district profile leaves out, from another file.

        `places` are the places of the items there. Returns whether the list was missing.
        """
        if not self.profiles or getattr(self.profiles[0].node, name) is not BLANK:
            return False
        profile = self.profiles[0]
        source = CompletedSource(profile.source, name, places)
        structurer = self._structurer()
        cell = structurer.cell(profile.kind.fields[name], value, source, (name,), False)
        node = attrs.evolve(profile.node, **{name: cell})
        self.profiles[0] = attrs.evolve(profile, node=node, source=source)
        return True

    def _structurer(self) -> Structurer:
        converter = toml_converter(self.order, self.words)
        return Structurer(converter, self.problems, self.wording, hints=self.hints)

    def keep_back_people(self) -> None:
        """Repeat no id of a person in the problems that follow."""
        self.problems.keep_back(
            person for builder in self.builders.values() for person in builder.people
        )

    def built(self, name: str) -> Table | None:
        """Return the finished table of a kind, or None; no more rows can be added to it.

        If a value makes the conversion fail, this kind alone is lost.
        """
        if name not in self._built:
            builder = self.builders.get(name)
            has_columns = builder is not None and builder.met
            self._built[name] = self._table(builder) if builder and has_columns else None
        return self._built[name]

    def _table(self, builder: TableBuilder) -> Table | None:
        cells = cell_converter(self.order, self.words)
        try:
            return builder.build(cells, self._structurer(), self.order)
        except Exception as error:
            pass_on_interrupt(error)
            kind = builder.kind.name
            why = f"a value in it made the program fail ({error_text(error)})."
            for path in builder.paths:
                self.lose(kind, path, None, f"{path} cannot be read: {why} Tell its maintainers.")
            self.files = [
                attrs.evolve(file, status="unreadable")
                if file.path in builder.paths and file.kind == kind
                else file
                for file in self.files
            ]
            return None

    def problem(
        self, path: str, place: Place | None, message: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Record a problem that the owner of a file should know about."""
        return self.problems.report(path, place, message, severity)

    def lose(self, kind: str | None, path: str, place: Place | None, message: str) -> None:
        """Record that evidence in a file was lost: of a kind, or with None of an unknown kind.

        Nothing is then concluded about the kind as a whole.
        """
        self.lost.setdefault(kind, []).append(self.problem(path, place, message))

    def note(self, path: str, kind: str | None, digest: str, status: str) -> None:
        """List a file; `status` is read, empty, unreadable, unknown or uncited."""
        self.files.append(BundleFile(path, kind, digest, status))

    def kind_of_file(self, path: str) -> KindInfo | None:
        """Return the kind after which a file is named."""
        return self.kinds.get(kind_of_name(path, self.kinds) or "")


def kind_of_name(path: str, kinds: Mapping[str, KindInfo]) -> str | None:
    """Return the kind that a file name begins with, in any case and with any word separators.

    `observation_log-102.csv` and `Observation Log 102.csv` are observation_log. For a name such as
    `Book - sheet.csv`, as spreadsheets save sheets, the name of the sheet counts.
    """
    stem = path.rpartition("/")[2].rpartition(".")[0]
    if is_profile(path):
        return PROFILE
    return _find_kind(stem, kinds) or _find_kind(stem.rpartition(" - ")[2], kinds)


def _find_kind(stem: str, kinds: Mapping[str, KindInfo]) -> str | None:
    words = head_word(stem)
    fitting = [name for name in kinds if f"{words}_".startswith(f"{name}_")]
    return max(fitting, key=len, default=None)
