"""Supply of evidence for the parameters of elements, or the verdict why there is none."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import product
from types import NoneType
from typing import Any

from attrs import define, field

from lever5_rules.artifacts.bundle import DocumentArtifact, LoadedBundle
from lever5_rules.artifacts.kinds import Document, KindInfo
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.text import listing
from lever5_rules.core.verdict import EndOfEvidence, Verdict
from lever5_rules.counting.evidence import EvidenceRows
from lever5_rules.counting.reasons import Uncounted

from .documents_in_force import DocumentsInForce, Scope, overlap, scope_of, which
from .doubt import weighed
from .endings import (
    end,
    held_by,
    no_artifact,
    no_rows,
    none_counts,
    nothing_current,
    unlisted,
    unreadable,
)
from .needs import (
    PROFILE,
    Campuses,
    CampusesNeed,
    DocumentNeed,
    Documents,
    FactNeed,
    GroupNeed,
    LimitNeed,
    Need,
    OptionalNeed,
    Review,
    ReviewNeed,
    TableNeed,
    flat,
)
from .records import Records, doubt_of
from .selections import Selection
from .trail import Including, Trail
from .verdicts import current_trail
from .views import document_view


@define(eq=False, repr=False, slots=False)
class Supplier:
    """The source of evidence for the elements of one run; shared facts are computed once.

    `trail` returns a new trail for an element or fact. Nothing in here refers back to it, so that
    all of it is freed with the run, and the collector of cycles finds nothing to do.
    """

    bundle: LoadedBundle
    limits: Mapping[str, Limit[object]]
    review: Review
    trail: Callable[..., Trail] = field(init=False)
    _documents: DocumentsInForce = field(init=False)
    _rows: dict[tuple[str, bool], Selection | Verdict] = field(factory=dict, init=False)
    _ignored: set[tuple[str, str]] = field(factory=set, init=False)
    evidence: EvidenceRows = field(init=False)
    _facts: dict[Any, tuple[Any, Verdict | None, Trail]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.evidence = EvidenceRows.of(
            self.bundle, self.limits, self.review.as_of, self.review.school_year
        )
        memory: dict[tuple[int, str, bool], Evidence] = {}
        self.trail = partial(Trail, self.review.as_of, self.evidence.campuses, memory)
        self._documents = DocumentsInForce(self.bundle, self.review, self._ignored, self.trail)

    def judge_each(
        self, function: Callable[..., Verdict], needs: tuple[Need, ...], trail: Trail
    ) -> Iterator[tuple[str, Verdict]]:
        """Call an element once for each set of documents that it applies to.

        Yields the label of the documents (empty if there is one set only) and the verdict.
        """
        self._end_if_not_applicable(needs, trail)
        single_needs = [need for need in needs if isinstance(need, DocumentNeed) and not need.many]
        choices = [self._documents.choose(need, trail) for need in single_needs]
        document_sets = [
            (documents, overlap([scope_of(artifact) for artifact in documents]))
            for documents in product(*choices)
        ]
        opening_days = self.evidence.yet_to_open
        document_sets = [
            (documents, scope)
            for documents, scope in document_sets
            if scope is None or scope - opening_days.keys()
        ]
        has_labels = len(document_sets) > 1
        positions = [position for position, choice in enumerate(choices) if len(choice) > 1]
        results: list[tuple[str, Verdict, Scope]] = []
        for documents, scope in document_sets:
            mark = trail.position()
            by_need = dict(zip(map(id, single_needs), documents, strict=True))
            label = " with ".join(documents[position].source.path for position in positions)
            judge = partial(self._call_element, function, needs, by_need, trail, scope)
            verdict = weighed(trail, judge)
            if has_labels and isinstance(verdict, Verdict):
                verdict = verdict.noted(trail.since(mark))
                if scope is not None and not verdict.scope:
                    verdict = verdict.but(scope=tuple(sorted(scope)))
            results.append((label, verdict, scope))
        kinds = {single_needs[position].kind.name for position in positions}
        yield from _drop_blank_documents(results, kinds)
        for need in _flatten_groups(needs):
            if isinstance(need, DocumentNeed):
                yield from self._check_coverage(need, trail)

    def _call_element(
        self,
        function: Callable[..., Verdict],
        needs: tuple[Need, ...],
        documents: Mapping[int, DocumentArtifact],
        trail: Trail,
        scope: Scope,
    ) -> Verdict:
        """Return the verdict of an element on one set of documents."""
        return function(
            *(
                document_view(documents[id(need)], trail)
                if id(need) in documents
                else self.supply(need, trail, scope)
                for need in needs
            )
        )

    def _end_if_not_applicable(self, needs: tuple[Need, ...], trail: Trail) -> None:
        """End the element if a fact shows that it does not apply.

        Then nothing is missing, whatever else the element needs.
        """
        for need in _flatten_groups(needs):
            if not isinstance(need, FactNeed):
                continue
            _, verdict, fact_trail = self._compute_fact(need, None, trail.including)
            if (
                verdict is not None
                and verdict.reason is None
                and self._applies_to_unsure_rows(need, fact_trail)
            ):
                trail.extend(fact_trail)
                raise EndOfEvidence(verdict)

    def _applies_to_unsure_rows(self, need: FactNeed, fact_trail: Trail) -> bool:
        """Return whether unsure rows leave a "does not apply" unchanged."""
        if not fact_trail.doubts:
            return True
        _, verdict, _ = self._compute_fact(need, None, Including.ALL)
        return verdict is not None and verdict.reason is None

    def supply(self, need: Need, trail: Trail, scope: Scope = None) -> Any:
        """Return the value for a parameter. Raises EndOfEvidence if there is none that counts."""
        match need:
            case FactNeed():
                return self._supply_fact(need, trail, scope)
            case TableNeed():
                return self._supply_records(need, trail)
            case DocumentNeed():
                artifacts = self._documents.choose(need, trail)
                views = [document_view(artifact, trail) for artifact in artifacts]
                return Documents(views) if need.many else views[0]
            case LimitNeed():
                return self.limits[need.name]
            case GroupNeed():
                return need.cls(*(self.supply(inner, trail, scope) for inner in need.needs))
            case CampusesNeed():
                return self._supply_campuses(trail, scope)
            case ReviewNeed():
                return self.review
            case OptionalNeed():
                try:
                    return self.supply(need.need, trail, scope)
                except EndOfEvidence:
                    return None

    def _supply_fact(self, need: FactNeed, trail: Trail, scope: Scope) -> Any:
        value, verdict, fact_trail = self._compute_fact(need, scope, trail.including)
        trail.extend(fact_trail)
        if verdict is not None:
            raise EndOfEvidence(verdict)
        return value

    def _compute_fact(
        self, need: FactNeed, scope: Scope, including: Including
    ) -> tuple[Any, Verdict | None, Trail]:
        """Return a fact's value, or the verdict that ended it, and the trail of what it read."""
        key = (need.function, scope if need.of_campuses else None, including)
        result = self._facts.get(key)
        if result is None:
            fact_trail = self.trail(including=including)
            value, verdict = None, None
            token = current_trail.set(fact_trail)
            try:
                arguments = [self.supply(inner, fact_trail, scope) for inner in need.needs]
                value = need.function(*arguments)
            except EndOfEvidence as ending:
                verdict = ending.verdict
            finally:
                current_trail.reset(token)
            result = self._facts[key] = (value, verdict, fact_trail)
        return result

    def lacking(self, needs: tuple[Need, ...]) -> Iterator[Verdict]:
        """Yield everything that is needed and lacking, each item once.

        That includes needs that an element which ended early did not reach.
        """
        messages: set[str] = set()
        for need in flat(needs, optional=False):
            try:
                if isinstance(need, TableNeed):
                    self._supply_records(need, self.trail())
                elif isinstance(need, DocumentNeed):
                    self._documents.choose(need, self.trail())
                elif isinstance(need, CampusesNeed):
                    self._documents.choose(DocumentNeed(PROFILE, (), many=False), self.trail())
            except EndOfEvidence as ending:
                if (
                    ending.verdict.outcome is Outcome.MISSING
                    and ending.verdict.message not in messages
                ):
                    messages.add(ending.verdict.message)
                    yield ending.verdict

    def _supply_campuses(self, trail: Trail, scope: Scope) -> Campuses:
        need = DocumentNeed(PROFILE, (), many=False)
        profile = self.supply(need, trail)
        if self.evidence.unlisted_campuses:
            end(unlisted(self.evidence.unlisted_campuses))
        opening_days = self.evidence.yet_to_open
        for campus, day in opening_days.items():
            reason = f"campus {campus} opens on {day}, after the review; nothing is asked of it yet"
            self._ignored.update(
                (artifact.source.path, reason) for artifact in self._documents.choose(need, trail)
            )
        return Campuses(
            campus
            for campus in profile.campuses
            if (scope is None or campus.campus_id in scope)
            and not (opening_days and campus.campus_id in opening_days)
        )

    def not_counted(self) -> list[tuple[str, str]]:
        """Return the files with documents or rows that were left out, and why."""
        rows = ((omission.file, omission.of_kind) for omission in self.evidence.left_out())
        return sorted({*self._ignored, *rows})

    def also_not_counted(self, left_out: Iterable[tuple[str, str]]) -> None:
        """Add what was left out where elements were judged in another process."""
        self._ignored.update(left_out)

    def _check_coverage(self, need: DocumentNeed, trail: Trail) -> Iterator[tuple[str, Verdict]]:
        """Yield verdicts for unreadable documents, and for campuses that no document governs."""
        in_force = self._documents.of(need.kind)
        if not issubclass(need.kind.cls, Document):
            return
        for verdict in in_force.spoilt:
            if verdict.reason is Reason.UNREADABLE:
                yield verdict.kind, verdict
        artifacts = self._documents.choose(need, trail)
        scopes = [scope_of(artifact) for artifact in artifacts]
        if any(scope is None for scope in scopes):
            return
        governed: frozenset[str] = frozenset().union(*(scope for scope in scopes if scope))
        label = need.kind.name
        try:
            fact = need.campuses
            ids = self.supply(fact, trail) if fact else self._supply_campuses(trail, None).ids
        except EndOfEvidence as ending:
            yield label, ending.verdict
            return
        ungoverned = [campus for campus in ids if campus not in governed]
        if ungoverned:
            refusal = next(iter(in_force.spoilt), None)
            reason = (
                refusal.reason if refusal is not None and refusal.reason else Reason.NO_ARTIFACT
            )
            adds_reason = refusal is not None and refusal.reason is not Reason.UNREADABLE
            yield (
                "",
                Verdict(
                    reason,
                    f"No {label}{which(need)} in force governs {listing(ungoverned)}."
                    + (f" {refusal.message}" if refusal is not None and adds_reason else ""),
                    f"Find the {label}{which(need)} that governs {listing(ungoverned)} and add it. "
                    + held_by(need.kind),
                    scope=tuple(ungoverned),
                    kind=label,
                ),
            )

    def _supply_records(self, need: TableNeed, trail: Trail) -> "Records[Any]":
        key = (need.kind.name, need.spring)
        result = self._rows.get(key)
        if result is None:
            result = self._rows[key] = self._find_rows(need.kind, spring=need.spring)
        if isinstance(result, Verdict):
            raise EndOfEvidence(result)
        return Records(result, trail)

    def _find_rows(self, kind: KindInfo, *, spring: bool) -> Selection | Verdict:
        """Return the rows of a table that count, or the verdict if there are none."""
        table = self.bundle.tables.get(kind.name)
        problems = self.bundle.lost.get(kind.name, ()) + (table.lost if table else ())
        if problems:
            return unreadable(kind, problems)
        if table is None:
            return no_artifact(kind, "", unread=self.bundle.unread)
        files = [part.source.path for part in table.parts]
        if table.size == 0:
            return no_rows(kind, files)
        counted = self.evidence.counted(kind.name, spring=spring)
        assert counted is not None
        selection = Selection(counted.table, counted.rows, counted.unsure, short=counted.short)
        if len(selection.rows):
            return selection
        if selection.unsure:
            return doubt_of(selection)
        reasons = {omission.reason for omission in counted.left_out}
        year, as_of = str(self.review.school_year), self.review.as_of
        if reasons <= {Uncounted.ANOTHER_YEAR, Uncounted.YET_TO_COME}:
            is_early = Uncounted.YET_TO_COME in reasons
            reason = Reason.TOO_EARLY if is_early else Reason.WRONG_YEAR
            return nothing_current(kind, reason, year, as_of, files)
        return none_counts(kind, files, counted.left_out)


def _drop_blank_documents(
    results: Sequence[tuple[str, Verdict, Scope]], kinds: Collection[str]
) -> Iterator[tuple[str, Verdict]]:
    """Yield labels and verdicts, without documents that leave blank what another one states.

    The other one must state it for all of their campuses. `kinds` are those of which there are
    several documents.
    """
    if not kinds or not all(_is_verdict(verdict) for _, verdict, _ in results):
        yield from ((label, verdict) for label, verdict, _ in results)
        return
    scopes = [scope for _, verdict, scope in results if verdict.outcome is not Outcome.MISSING]
    for label, verdict, scope in results:
        if not (_is_blank(verdict, kinds) and any(_includes(stated, scope) for stated in scopes)):
            yield label, verdict


def _is_blank(verdict: Verdict, kinds: Collection[str]) -> bool:
    """Return whether something is missing because a document of one of these kinds leaves it
    blank."""
    has_blank = verdict.reason in (Reason.BLANK_FIELD, Reason.PLACEHOLDER)
    return has_blank and verdict.kind in kinds


def _is_verdict(answer: object) -> bool:
    """Return whether a rule has answered with a verdict; what else it may be is told later."""
    return isinstance(answer, Verdict) and isinstance(answer.reason, Reason | NoneType)


def _includes(whole: Scope, part: Scope) -> bool:
    return whole is None or (part is not None and part <= whole)


@lru_cache(maxsize=1 << 10)
def _flatten_groups(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Return the needs of an element, including those within groups."""
    all_needs: list[Need] = []
    for need in needs:
        all_needs += _flatten_groups(need.needs) if isinstance(need, GroupNeed) else (need,)
    return tuple(all_needs)
