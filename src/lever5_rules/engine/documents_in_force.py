"""The documents in force on the day of a review, the campuses that they govern, and why others
do not count."""

from collections.abc import Callable, Collection

from attrs import define, field, frozen

from lever5_rules.artifacts.bundle import DocumentArtifact, LoadedBundle
from lever5_rules.artifacts.kinds import ALL_CAMPUSES, ENVELOPE, Document, KindInfo
from lever5_rules.core.blanks import Mark, is_of_draft
from lever5_rules.core.outcome import Reason
from lever5_rules.core.verdict import EndOfEvidence, Verdict
from lever5_rules.core.years import SchoolYear

from .endings import end, no_artifact, nothing_current, unreadable
from .needs import DocumentNeed, Review, accepts
from .trail import Trail
from .views import document_view

Scope = frozenset[str] | None
"""The campuses that some documents govern; None for the whole district."""


def which(need: DocumentNeed) -> str:
    """Return in words which documents of its kind a need is for: ` with section = coaching`, or
    nothing for all of them."""
    conditions = " and ".join(
        f"{name} = {' or '.join(sorted(wanted)) if isinstance(wanted, frozenset) else wanted}"
        for name, wanted in need.only
    )
    return f" with {conditions}" if conditions else ""


@frozen(eq=False, repr=False, slots=False)
class InForce:
    """The documents of a kind that count, or the verdict if there is none."""

    documents: tuple[DocumentArtifact, ...]
    verdict: Verdict | None
    spoilt: tuple[Verdict, ...]
    refused: tuple[tuple[DocumentArtifact, Verdict], ...]


@define(eq=False, repr=False, slots=False)
class DocumentsInForce:
    """The documents of a run by kind; which of a kind count is determined once.

    `ignored` collects the files that do not count, and why.
    """

    bundle: LoadedBundle
    review: Review
    ignored: set[tuple[str, str]]
    new_trail: Callable[[], Trail]
    _in_force_by_kind: dict[str, InForce] = field(factory=dict, init=False)

    def of(self, kind: KindInfo) -> InForce:
        """Return the documents of a kind that count."""
        in_force = self._in_force_by_kind.get(kind.name)
        if in_force is None:
            in_force = self._in_force_by_kind[kind.name] = self._find_in_force(kind)
        return in_force

    def choose(self, need: DocumentNeed, trail: Trail) -> tuple[DocumentArtifact, ...]:
        """Return the documents in force that fulfil the conditions of a need.

        Raises EndOfEvidence if there is none.
        """
        in_force = self.of(need.kind)
        if in_force.verdict is not None:
            raise EndOfEvidence(in_force.verdict)
        matches = [document for document in in_force.documents if _fulfils(document, need, trail)]
        if not matches:
            for artifact, verdict in in_force.refused:
                if all(accepts(wanted, getattr(artifact.node, name)) for name, wanted in need.only):
                    raise EndOfEvidence(verdict)
            problems = self.bundle.lost.get(need.kind.name, ())
            end(no_artifact(need.kind, which(need), problems, self.bundle.unread))
        if len(matches) > 1:
            matches = self._drop_uninformative(matches, need)
        return tuple(matches)

    def _drop_uninformative(
        self, documents: list[DocumentArtifact], need: DocumentNeed
    ) -> list[DocumentArtifact]:
        """Return the documents without those that state nothing yet, unless all are like that.

        A document that states nothing contradicts nothing.
        """
        names = {name for name, _ in need.only}
        informative = [artifact for artifact in documents if _states_something(artifact, names)]
        if not informative:
            return documents
        self.ignored.update(
            (artifact.source.path, "it states nothing yet")
            for artifact in documents
            if artifact not in informative
        )
        return informative

    def _find_in_force(self, kind: KindInfo) -> InForce:
        documents = self.bundle.documents.get(kind.name, ())
        problems = self.bundle.lost.get(kind.name, ())
        valid: list[DocumentArtifact] = []
        refused: list[tuple[DocumentArtifact, Verdict]] = []
        for artifact in documents:
            verdict = self._find_objection(artifact)
            if verdict is None:
                valid.append(artifact)
            else:
                refused.append((artifact, verdict))
                self.ignored.add((artifact.source.path, verdict.message))
        spoilt = [unreadable(kind, (problem,)) for problem in problems]
        spoilt += [verdict for _, verdict in refused]
        ending = None
        if not valid:
            ending = (spoilt or [no_artifact(kind, "", unread=self.bundle.unread)])[0]
        return InForce(tuple(valid), ending, tuple(spoilt), tuple(refused))

    def _find_objection(self, artifact: DocumentArtifact) -> Verdict | None:
        """Return the verdict why a document does not count, or None if it does."""
        node = artifact.node
        if not isinstance(node, Document):
            return None
        for name in ("school_year", "effective_from", "effective_to", "campus_ids"):
            if isinstance(getattr(node, name), Mark):
                try:
                    getattr(document_view(artifact, self.new_trail()), name)
                except EndOfEvidence as ending:
                    is_unreadable = (
                        ending.verdict.reason is Reason.UNREADABLE or name == "campus_ids"
                    )
                    return (
                        ending.verdict
                        if is_unreadable
                        else ending.verdict.but(reason=Reason.UNDATED)
                    )
        if _is_untitled(getattr(node.document, "title", None)):
            try:
                document_view(artifact, self.new_trail()).document.title  # noqa: B018
            except EndOfEvidence as ending:
                return ending.verdict
        as_of, year = self.review.as_of, str(self.review.school_year)
        reason = None
        if SchoolYear.written(node.school_year) != self.review.school_year:
            reason = Reason.WRONG_YEAR
        elif node.effective_from > as_of or (node.effective_to and node.effective_to < as_of):
            reason = Reason.NOT_IN_FORCE
        return (
            nothing_current(artifact.kind, reason, year, as_of, [artifact.source.path])
            if reason
            else None
        )


def _is_untitled(title: object) -> bool:
    """Return whether a title says that the document is a draft, or still to be named: "TBD"."""
    return is_of_draft(title) or (isinstance(title, Mark) and title.reason is Reason.PLACEHOLDER)


def scope_of(artifact: DocumentArtifact) -> Scope:
    """Return the campuses that a document governs; None for all. A blank governs none."""
    campuses = getattr(artifact.node, "campus_ids", None)
    if not isinstance(artifact.node, Document):
        return None
    if campuses is None or isinstance(campuses, Mark):
        return frozenset()
    return None if ALL_CAMPUSES in campuses else frozenset(campuses)


def overlap(scopes: list[Scope]) -> Scope:
    """Return the campuses that all of them include; None stands for the whole district."""
    common: Scope = None
    for scope in scopes:
        if scope is not None:
            common = scope if common is None else common & scope
    return common


def _states_something(artifact: DocumentArtifact, ignored: Collection[str]) -> bool:
    """Return whether a document has any value besides those that only identify it."""
    names = artifact.kind.fields.keys() - ENVELOPE - set(ignored)
    values = (getattr(artifact.node, name) for name in names)
    return any(value not in (None, ()) and not _says_nothing(value) for value in values)


def _says_nothing(value: object) -> bool:
    """Return whether a value is blank or a placeholder, unlike one that cannot be read."""
    return isinstance(value, Mark) and value.reason in (Reason.BLANK_FIELD, Reason.PLACEHOLDER)


def _fulfils(artifact: DocumentArtifact, need: DocumentNeed, trail: Trail) -> bool:
    """Return whether a document fulfils the conditions of a need.

    A field without a value may fulfil any condition, so reading it ends the element.
    """
    for name, wanted in need.only:
        trail.chosen.add((need.kind.name, name))
        if isinstance(getattr(artifact.node, name), Mark):
            getattr(document_view(artifact, trail), name)
        if not accepts(wanted, getattr(artifact.node, name)):
            return False
    return True
