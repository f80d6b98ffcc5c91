"""What has been read of a bundle so far: every reader puts in here what it finds."""

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

from .sources import CompletedSource
from .structure import Structurer

PROFILE = "district_profile"


class Intake:
    """Documents, tables, problems and files of one bundle, as its readers find them.

    `order` is the order in which the district writes dates, once its profile has been read.
    `claimed` is where a reader notes what it found out about a file while it claimed it,
    `shipped` where it keeps the mappings that are the same for all files.
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
        self.problems: list[Problem] = []
        self.documents: dict[str, list[DocumentArtifact]] = {}
        self.builders: dict[str, TableBuilder] = {}
        self.lost: dict[str | None, list[Problem]] = {}
        self.files: list[BundleFile] = []
        self.budgets = budgets
        self.papers = Papers(budgets)
        self.claimed: dict[str, Any] = {}
        self.shipped: tuple[list[Any], list[str]] | None = None
        self._built: dict[str, Table | None] = {}

    def add_document(
        self, kind: KindInfo, data: dict[str, Any], source: Source, *, cells: bool = False
    ) -> None:
        """Takes a document as TOML would give it. `cells`: its values are the text of cells."""
        converter = cell_converter if cells else toml_converter
        structurer = Structurer(
            converter(self.order, self.words),
            self.problems,
            self.wording,
            cells=cells,
            hints=self.hints,
        )
        node, written = structurer.document(kind, data, source)
        held = self.documents.setdefault(kind.name, [])
        held.append(DocumentArtifact(kind, node, source, written, self.papers))
        if kind.name == PROFILE and len(held) == 1:
            order = held[0].node.date_order
            self.order = str(order) if isinstance(order, str) else None

    def table(self, kind: KindInfo) -> TableBuilder:
        """Where the rows of a kind are gathered, from whichever files they come."""
        self._built.pop(kind.name, None)
        if kind.name not in self.builders:
            self.builders[kind.name] = TableBuilder(
                kind, self.problems, self.hints, self.budgets.rows
            )
        return self.builders[kind.name]

    @property
    def sizes(self) -> dict[str, int]:
        """How much has been taken in of each kind so far."""
        return {name: len(held) for name, held in self.documents.items()} | {
            name: builder.size for name, builder in self.builders.items()
        }

    @property
    def profiles(self) -> list[DocumentArtifact]:
        """The district profiles found so far; the first is the one that counts."""
        return self.documents.get(PROFILE, [])

    def complete_profile(
        self, name: str, value: list[dict[str, Any]], places: Sequence[str]
    ) -> bool:
        """Gives a list that the district profile leaves out, from another file; `places` says
        where each item stands there. Whether there was such a gap to fill."""
        if not self.profiles or getattr(self.profiles[0].node, name) is not BLANK:
            return False
        held = self.profiles[0]
        source = CompletedSource(held.source, name, places)
        structurer = self._structurer()
        found = structurer.cell(held.kind.fields[name], value, source, (name,), False)
        node = attrs.evolve(held.node, **{name: found})
        self.profiles[0] = attrs.evolve(held, node=node, source=source)
        return True

    def _structurer(self) -> Structurer:
        converter = toml_converter(self.order, self.words)
        return Structurer(converter, self.problems, self.wording, hints=self.hints)

    def built(self, name: str) -> Table | None:
        """The finished table of a kind, or None. No rows can be added to it any more."""
        if name not in self._built:
            builder = self.builders.get(name)
            cells = cell_converter(self.order, self.words)
            structurer = self._structurer()
            met = builder is not None and builder.met
            self._built[name] = builder.build(cells, structurer) if builder and met else None
        return self._built[name]

    def problem(
        self, path: str, place: Place | None, message: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Notes something that the owner of a file should know."""
        problem = Problem(severity, path, place, message)
        self.problems.append(problem)
        return problem

    def lose(self, kind: str | None, path: str, place: Place | None, message: str) -> None:
        """Notes that a file, or a part of it, cost evidence: of a kind, or of nobody knows which.

        While there is any such, nothing is said of the kind as a whole.
        """
        self.lost.setdefault(kind, []).append(self.problem(path, place, message))

    def note(self, path: str, kind: str | None, digest: str, status: str) -> None:
        """Lists a file: `status` is read, empty, unreadable, unknown or uncited."""
        self.files.append(BundleFile(path, kind, digest, status))

    def kind_of_file(self, path: str) -> KindInfo | None:
        """The kind that a file is named for."""
        return self.kinds.get(kind_of_name(path, self.kinds) or "")


def kind_of_name(path: str, kinds: Mapping[str, KindInfo]) -> str | None:
    """The kind that a file name begins with, however its words are joined and in which case:
    `observation_log-102.csv` and `Observation Log 102.csv` are observation_log. Spreadsheets save
    a sheet as `Book - sheet.csv`; there the name of the sheet counts."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    if is_profile(path):
        return PROFILE
    return _kind_of_words(stem, kinds) or _kind_of_words(stem.rpartition(" - ")[2], kinds)


def _kind_of_words(stem: str, kinds: Mapping[str, KindInfo]) -> str | None:
    words = head_word(stem)
    fitting = [name for name in kinds if f"{words}_".startswith(f"{name}_")]
    return max(fitting, key=len, default=None)
