"""Judgement of rules: calls elements, validates their verdicts, and combines them."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from operator import attrgetter
from typing import Any

from attrs import define, evolve, field

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.artifacts.kinds import Family, KindInfo
from lever5_rules.core.errors import RuleError
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit, Ruleset
from lever5_rules.core.outcome import Level, Outcome, Reason, any_of, roll_up
from lever5_rules.core.quotes import said_of
from lever5_rules.core.text import in_sentences, join_ways, listing, shown
from lever5_rules.core.values import once
from lever5_rules.core.verdict import EndOfEvidence, Verdict
from lever5_rules.core.version import BUILTIN
from lever5_rules.counting.evidence import ROSTER
from lever5_rules.counting.reasons import Uncounted
from lever5_rules.findings.finding import ElementFinding, Lack, NotApplicable, NotCounted
from lever5_rules.support.garbage import rare_collections
from lever5_rules.support.interrupts import pass_on_interrupt

from .alternatives import as_quoted, without_items
from .endings import below_level, list_to_mend, worse_level
from .judged import Judged, JudgedElement, failure_of_error
from .needs import Review
from .rules import Element, Rule
from .supply import Supplier
from .trail import Trail
from .verdict_checks import refuse_unwritable, validated
from .verdicts import combined, current_trail


@define(eq=False, repr=False, slots=False)
class Judge:
    """The judge of all rules of one run."""

    bundle: LoadedBundle
    ruleset: Ruleset
    review: Review
    kinds: dict[str, KindInfo]
    framework: str
    _supplier: Supplier = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._supplier = Supplier(self.bundle, self.ruleset.limits, self.review)

    def judge(self, rule: Rule, plugin: str) -> Judged:
        """Judge every element of a rule; if one fails, the others are still judged."""
        with rare_collections():
            return self.rolled_up(
                rule, [self.judge_element(element, plugin) for element in rule.elements]
            )

    def judge_element(self, element: Element, plugin: str) -> JudgedElement:
        """Judge one element of a rule; any exception of its function becomes a failure."""
        switch = self.ruleset.switches.get(element.id)
        if switch is not None and not switch.enabled:
            return JudgedElement(off=NotApplicable(element.id, switch.reason))
        trail = self.trail()
        reads = trail.looked, trail.columns
        try:
            verdict = self.verdict(element, trail)
            if verdict.reason is not None:
                finding = self._make_finding(element, verdict, trail)
                if plugin != BUILTIN:
                    refuse_unwritable(finding)
                return JudgedElement(finding, None, None, None, *reads)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            pass_on_interrupt(error)
            return JudgedElement(None, None, None, failure_of_error(element, plugin, error), *reads)
        return JudgedElement(None, NotApplicable(element.id, verdict.message), None, None, *reads)

    def rolled_up(self, rule: Rule, results: Sequence[JudgedElement]) -> Judged:
        """Return the result of a rule, from the results of its elements in their order."""
        pairs = zip(rule.elements, results, strict=True)
        findings = {element.name: result.finding for element, result in pairs if result.finding}
        failures = tuple(result.failure for result in results if result.failure)
        elements = self._merge_groups(rule, findings)
        outcome = roll_up(element.outcome for element in elements if not element.advisory)
        return Judged(
            rule,
            None if failures else outcome,
            elements,
            tuple(result.not_applicable for result in results if result.not_applicable),
            tuple(result.off for result in results if result.off),
            failures,
            frozenset().union(*(result.read for result in results)),
            frozenset().union(*(result.columns for result in results)),
            tuple(dict.fromkeys(path for result in results for path in result.opened)),
        )

    def not_counted(self) -> list[tuple[str, str]]:
        """Return the files with documents or rows that do not count for this review, and why."""
        return self._supplier.not_counted()

    def rows_not_counted(self, kinds: Iterable[str]) -> tuple[NotCounted, ...]:
        """Return the rows of these kinds that do not count, by file and reason."""
        evidence = self._supplier.evidence
        for kind in sorted(set(kinds)):
            evidence.counted(kind)
        return tuple(
            NotCounted(
                omission.file,
                omission.kind,
                omission.reason,
                omission.rows,
                omission.unsure,
                omission.sentence,
            )
            for omission in sorted(
                evidence.left_out(),
                key=lambda left_out: (left_out.file, left_out.kind, left_out.reason),
            )
        )

    def also_not_counted(self, left_out: Iterable[tuple[str, str]]) -> None:
        """Add what another judge of this bundle left out."""
        self._supplier.also_not_counted(left_out)

    def trail(self) -> Trail:
        """Return a new trail for an element."""
        return self._supplier.trail()

    def verdict(self, element: Element, trail: Trail) -> Verdict:
        """Return the verdict of one element. Raises whatever its function raises, and RuleError."""
        for kind in element.kinds:
            if self.kinds.get(kind.name) is not kind:
                raise RuleError(f"asks for {kind.name}, a kind that nobody provides")
        token = current_trail.set(trail)
        try:
            verdicts = []
            try:
                for label, verdict in self._supplier.judge_each(
                    element.function, element.needs, trail
                ):
                    verdicts.append((label, validated(verdict, self.ruleset)))
            except EndOfEvidence as ending:
                return validated(ending.verdict, self.ruleset)
        finally:
            current_trail.reset(token)
        if not verdicts:
            raise RuleError("was given no documents that go together")
        verdict = combined(verdicts, scoped=False)
        if verdict.outcome is Outcome.PASS or verdict.reason is None:
            return self._require_evidence(element, verdict, trail)
        return verdict

    def _require_evidence(self, element: Element, verdict: Verdict, trail: Trail) -> Verdict:
        """Return the pass, or what replaces it if its evidence is missing or too weak."""
        if trail.ended is not None:
            return trail.ended
        if not trail.entries and not any(sample.rows for sample in trail.samples):
            raise RuleError("gave a pass without having examined any evidence")
        if verdict.reason is None:
            return verdict
        for kind in element.kinds_needed:
            if kind.family is not Family.DENOMINATOR and kind.name not in trail.looked:
                raise RuleError(f"gave a pass without having looked into {kind.name}")
        needed = self.level_needed(element)
        entries = once(trail.entries)
        weak_pieces = {
            piece: level
            for piece in entries
            if (level := self._unmet_level(piece, needed)) is not None
        }
        if weak_pieces:
            alternative = self._judge_without_items(element, weak_pieces)
            if alternative is not None and alternative.outcome is Outcome.PASS:
                return verdict.but(message=alternative.message)
            piece, level = next(iter(weak_pieces.items()))
            return worse_level(piece, self.kinds[piece.kind], level.value)
        contradictions = [entry for entry in entries if entry.differs]
        if contradictions and not self._passes_as_quoted(element, contradictions):
            piece = evolve(contradictions[0], lacks=Reason.QUOTE_DIFFERS)
            return worse_level(piece, self.kinds[piece.kind], needed.value)
        best_level = _best_level(trail)
        if needed is Level.VERIFIED and not any(piece.cites for piece in trail.entries):
            needed = Level.CITED  # nothing was read that could be verified in a document
        if (best_level.rank if best_level else 0) < needed.rank:
            return below_level(element.kinds, best_level, needed)
        return verdict

    def _unmet_level(self, piece: Evidence, needed: Level) -> Level | None:
        """Return the level required of a piece of evidence, or None if it reaches it."""
        ceiling = self.kinds[piece.kind].family.level
        if ceiling is None or piece.level is None:
            return None
        if piece.level is Level.CITED and not piece.cites:
            return None  # the field only names the document, so it needs no citation
        default = self.ruleset.documents
        required = needed if needed.rank <= ceiling.rank else min(ceiling, default, key=_rank)
        falls_short = piece.level.rank < required.rank or piece.lacks is Reason.QUOTE_NOT_FOUND
        return required if falls_short else None

    def _judge_without_items(self, element: Element, pieces: Iterable[Evidence]) -> Verdict | None:
        """Return the verdict without the weak list items, or None if other evidence is weak too."""
        bundle = without_items(self.bundle, pieces)
        if bundle is None:
            return None
        judge = Judge(bundle, self.ruleset, self.review, self.kinds, self.framework)
        return judge.verdict(element, judge.trail())

    def _passes_as_quoted(self, element: Element, pieces: list[Evidence]) -> bool:
        """Return whether an element passes with both the least and the greatest quoted figures."""
        for pick in (min, max):
            bundle = as_quoted(self.bundle, pieces, pick)
            judge = Judge(bundle, self.ruleset, self.review, self.kinds, self.framework)
            if judge.verdict(element, judge.trail()).outcome is not Outcome.PASS:
                return False
        return True

    def level_needed(self, element: Element) -> Level:
        """Return the level needed for a pass: the ruleset's for this element, or the element's
        own."""
        return self.ruleset.level_for(element.id, element.level)

    def _make_finding(self, element: Element, verdict: Verdict, trail: Trail) -> ElementFinding:
        assert verdict.reason is not None
        notes = verdict.notes or (*trail.entries, *trail.samples)
        switch = self.ruleset.switches.get(element.id)
        advisory = element.advisory
        if switch is not None and switch.advisory is not None:
            advisory = switch.advisory
        kind = list_to_mend(verdict, self.kinds) or verdict.kind or _decisive_kind(element)
        message = verdict.message
        if verdict.outcome is not Outcome.PASS:
            sentences = (
                sentence
                for sentence in self._describe_omissions(element, trail)
                if sentence not in message
            )
            message = " ".join((in_sentences(message, 900), *sentences))
        remedy = verdict.remedy
        if verdict.reason is Reason.NO_RECORDS:
            remedy = " ".join((remedy, *self._describe_yet_to_come(element)))
        return ElementFinding(
            id=element.id,
            requirement=element.requirement,
            outcome=verdict.reason.outcome,
            advisory=advisory,
            level_needed=self.level_needed(element),
            level_found=_best_level(trail),
            reason=verdict.reason,
            message=in_sentences(message, 1200),
            remedy=in_sentences(remedy, 800),
            fingerprint=self._fingerprint(element.id, verdict.scope, kind),
            limit=verdict.limit
            or (self._single_limit(element) if verdict.outcome is Outcome.MISSING else None),
            scope=verdict.scope,
            notes=notes,
            problems=verdict.problems,
            kind=kind,
            office=self.kinds[kind].office if kind in self.kinds else "",
            reader=_describe_open_questions(element, verdict, trail),
            part=f"{element.criterion}.{element.part}" if element.part else "",
            until=verdict.until,
            wanted=verdict.wanted,
            lacks=self._list_lacks(element) if verdict.outcome is Outcome.MISSING else (),
        )

    def _list_lacks(self, element: Element) -> tuple[Lack, ...]:
        return tuple(
            Lack(
                verdict.reason or Reason.NO_ARTIFACT,
                verdict.kind,
                self.kinds[verdict.kind].office if verdict.kind in self.kinds else "",
                in_sentences(verdict.message, 900),
                in_sentences(verdict.remedy, 800),
                verdict.problems,
            )
            for verdict in self._supplier.lacking(element.needs)
        )

    def _describe_omissions(self, element: Element, trail: Trail) -> Iterator[str]:
        """Yield how many rows of what an element reads do not count, and why."""
        for kind in element.kinds:
            rows = self._supplier.evidence.counted(kind.name)
            if rows is not None and kind.family is not Family.DENOMINATOR:
                replies = {(kind.name, reply) for _, reply in kind.counting.replies}
                is_read = not replies.isdisjoint(trail.columns)
                for omission in rows.left_out:
                    if is_read or omission.reason is not Uncounted.REPLY_NOT_COUNTED:
                        yield f"{omission.file}: {omission.of_kind}"

    def _describe_yet_to_come(self, element: Element) -> Iterator[str]:
        """Yield when to check again, if rows of what an element reads are yet to come."""
        for kind in element.kinds:
            rows = self._supplier.evidence.counted(kind.name)
            if rows is not None:
                yield from filter(None, (omission.outlook for omission in rows.left_out))

    def _single_limit(self, element: Element) -> Limit[Any] | None:
        names = list(element.limits)
        return self.ruleset.limits[names[0]] if len(names) == 1 else None

    def _fingerprint(self, element: str, scope: Iterable[str], kind: str) -> str:
        parts = (self.framework, element, ",".join(sorted(scope)), kind)
        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    def _merge_groups(
        self, rule: Rule, findings: dict[str, ElementFinding]
    ) -> tuple[ElementFinding, ...]:
        """Return the findings in order, with each any-of group as one element with alternatives."""
        groups = {element.name: element.group for element in rule.elements}
        merged: dict[str, ElementFinding] = {}
        for name, finding in findings.items():
            group = groups[name]
            if group is None:
                merged[name] = finding
            elif group not in merged:
                members = tuple(
                    element for key, element in findings.items() if groups[key] == group
                )
                merged[group] = self._merge_group(rule, group, members)
        return tuple(merged.values())

    def _merge_group(
        self, rule: Rule, group: str, members: tuple[ElementFinding, ...]
    ) -> ElementFinding:
        outcome = any_of(element.outcome for element in members)
        representative = next(element for element in members if element.outcome is outcome)
        shortfalls = [
            element
            for element in members
            if outcome is Outcome.MISSING and element.outcome is Outcome.GAP
        ]
        identity = f"{rule.criterion}/{group}"
        return ElementFinding(
            id=identity,
            requirement=rule.groups[group],
            outcome=representative.outcome,
            advisory=all(element.advisory for element in members),
            level_needed=representative.level_needed,
            level_found=representative.level_found,
            reason=representative.reason,
            message=join_ways(once(element.message for element in (representative, *shortfalls))),
            remedy=" Or: ".join(once(element.remedy for element in (representative, *shortfalls))),
            fingerprint=self._fingerprint(identity, representative.scope, representative.kind),
            limit=representative.limit,
            scope=representative.scope,
            notes=representative.notes,
            alternatives=members,
            problems=representative.problems,
            kind=representative.kind,
            office=representative.office,
            until=representative.until,
            wanted=representative.wanted,
            lacks=representative.lacks,
        )


def _describe_open_questions(element: Element, verdict: Verdict, trail: Trail) -> str:
    """Return what a person must still judge: what the rule leaves open, and hedged quotes."""
    notes = [element.reader] if element.reader else []
    if verdict.outcome is Outcome.PASS:
        places_by_hedge: dict[str, dict[str, None]] = {}
        for piece in trail.entries:
            if piece.hedge:
                places_by_hedge.setdefault(piece.hedge, {})[f"{piece.field} in {piece.file}"] = None
        notes += [
            f"whether the quote for {listing(places)} binds: it says {word!r}"
            for word, places in places_by_hedge.items()
        ]
        notes += [
            f"whether {piece.field} in {piece.file} is {shown(piece.value)}: its quote says "
            f"{said_of(piece.differs)}, with which it would pass too"
            for piece in once(trail.entries)
            if piece.differs
        ]
    return "; ".join(notes)


def _rank(level: Level | None) -> int:
    return -1 if level is None else level.rank


def _decisive_kind(element: Element) -> str:
    """Return the kind that falls short if a verdict names none: the first that is read.

    A roster only says whom to look at, so the first kind of evidence after it is taken.
    """
    result = next(iter(element.kinds), None)
    if result is not None and result.name == ROSTER:
        kinds = (*element.kinds_needed, *element.kinds)
        result = next((kind for kind in kinds if kind.family is not Family.DENOMINATOR), result)
    return result.name if result is not None else ""


def _best_level(trail: Trail) -> Level | None:
    """Return the highest level of evidence that was read; None for denominators only."""
    levels = filter(None, map(attrgetter("level"), (*trail.entries, *trail.samples)))
    return max(levels, key=attrgetter("rank"), default=None)
