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
from lever5_rules.core.text import in_sentences, listing, shown
from lever5_rules.core.values import once
from lever5_rules.core.verdict import EndOfEvidence, Verdict
from lever5_rules.core.version import BUILTIN
from lever5_rules.counting.evidence import ROSTER
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
        seen = trail.looked, trail.columns
        try:
            verdict = self.verdict(element, trail)
            if verdict.reason is not None:
                finding = self._finding(element, verdict, trail)
                if plugin != BUILTIN:
                    refuse_unwritable(finding)
                return JudgedElement(finding, None, None, None, *seen)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            pass_on_interrupt(error)
            return JudgedElement(None, None, None, failure_of_error(element, plugin, error), *seen)
        return JudgedElement(None, NotApplicable(element.id, verdict.message), None, None, *seen)

    def rolled_up(self, rule: Rule, judged: Sequence[JudgedElement]) -> Judged:
        """Return the result of a rule, from the results of its elements in their order."""
        pairs = zip(rule.elements, judged, strict=True)
        findings = {
            element.name: judged_element.finding
            for element, judged_element in pairs
            if judged_element.finding
        }
        failures = tuple(
            judged_element.failure for judged_element in judged if judged_element.failure
        )
        elements = self._grouped(rule, findings)
        outcome = roll_up(element.outcome for element in elements if not element.advisory)
        return Judged(
            rule,
            None if failures else outcome,
            elements,
            tuple(
                judged_element.not_applicable
                for judged_element in judged
                if judged_element.not_applicable
            ),
            tuple(judged_element.off for judged_element in judged if judged_element.off),
            failures,
            frozenset().union(*(judged_element.read for judged_element in judged)),
            frozenset().union(*(judged_element.columns for judged_element in judged)),
            tuple(
                dict.fromkeys(path for judged_element in judged for path in judged_element.opened)
            ),
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
            judged = []
            try:
                for label, verdict in self._supplier.judge_each(
                    element.function, element.needs, trail
                ):
                    judged.append((label, validated(verdict, self.ruleset)))
            except EndOfEvidence as ended:
                return validated(ended.verdict, self.ruleset)
        finally:
            current_trail.reset(token)
        if not judged:
            raise RuleError("was given no documents that go together")
        verdict = combined(judged, scoped=False)
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
        weak = {
            seen: asked
            for seen in entries
            if (asked := self._unmet_level(seen, needed)) is not None
        }
        if weak:
            others = self._without_weak_items(element, weak)
            if others is not None and others.outcome is Outcome.PASS:
                return verdict.but(message=others.message)
            seen, asked = next(iter(weak.items()))
            return worse_level(seen, self.kinds[seen.kind], asked.value)
        differing = [entry for entry in entries if entry.differs]
        if differing and not self._passes_as_quoted(element, differing):
            seen = evolve(differing[0], lacks=Reason.QUOTE_DIFFERS)
            return worse_level(seen, self.kinds[seen.kind], needed.value)
        best = _best_level(trail)
        if needed is Level.VERIFIED and not any(seen.cites for seen in trail.entries):
            needed = Level.CITED  # nothing was read that could be verified in a document
        if (best.rank if best else 0) < needed.rank:
            return below_level(element.kinds, best, needed)
        return verdict

    def _unmet_level(self, seen: Evidence, needed: Level) -> Level | None:
        """Return the level required of a piece of evidence, or None if it reaches it."""
        ceiling = self.kinds[seen.kind].family.level
        if ceiling is None or seen.level is None:
            return None
        if seen.level is Level.CITED and not seen.cites:
            return None  # the field only names the document, so it needs no citation
        stated = self.ruleset.documents
        asked = needed if needed.rank <= ceiling.rank else min(ceiling, stated, key=_rank)
        weak = seen.level.rank < asked.rank or seen.lacks is Reason.QUOTE_NOT_FOUND
        return asked if weak else None

    def _without_weak_items(self, element: Element, weak: Iterable[Evidence]) -> Verdict | None:
        """Return the verdict without the weak list items, or None if other evidence is weak too."""
        bundle = without_items(self.bundle, weak)
        if bundle is None:
            return None
        other = Judge(bundle, self.ruleset, self.review, self.kinds, self.framework)
        return other.verdict(element, other.trail())

    def _passes_as_quoted(self, element: Element, differing: list[Evidence]) -> bool:
        """Return whether an element passes with both the least and the greatest quoted figures."""
        for pick in (min, max):
            bundle = as_quoted(self.bundle, differing, pick)
            other = Judge(bundle, self.ruleset, self.review, self.kinds, self.framework)
            if other.verdict(element, other.trail()).outcome is not Outcome.PASS:
                return False
        return True

    def level_needed(self, element: Element) -> Level:
        """Return the level needed for a pass: the ruleset's for this element, or the element's
        own."""
        return self.ruleset.level_for(element.id, element.level)

    def _finding(self, element: Element, verdict: Verdict, trail: Trail) -> ElementFinding:
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
                sentence for sentence in self._not_counted_of(element) if sentence not in message
            )
            message = " ".join((in_sentences(message, 900), *sentences))
        return ElementFinding(
            id=element.id,
            requirement=element.requirement,
            outcome=verdict.reason.outcome,
            advisory=advisory,
            level_needed=self.level_needed(element),
            level_found=_best_level(trail),
            reason=verdict.reason,
            message=in_sentences(message, 1200),
            remedy=in_sentences(verdict.remedy, 800),
            fingerprint=self._fingerprint(element.id, verdict.scope, kind),
            limit=verdict.limit
            or (self._first_limit(element) if verdict.outcome is Outcome.MISSING else None),
            scope=verdict.scope,
            notes=notes,
            problems=verdict.problems,
            kind=kind,
            office=self.kinds[kind].office if kind in self.kinds else "",
            reader=_left_to_a_reader(element, verdict, trail),
            part=f"{element.criterion}.{element.part}" if element.part else "",
            until=verdict.until,
            wanted=verdict.wanted,
            lacks=self._lacks(element) if verdict.outcome is Outcome.MISSING else (),
        )

    def _lacks(self, element: Element) -> tuple[Lack, ...]:
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

    def _not_counted_of(self, element: Element) -> Iterator[str]:
        """Yield how many rows of what an element reads do not count, and why."""
        for kind in element.kinds:
            counted = self._supplier.evidence.counted(kind.name)
            if counted is not None and kind.family is not Family.DENOMINATOR:
                yield from (f"{omission.file}: {omission.of_kind}" for omission in counted.left_out)

    def _first_limit(self, element: Element) -> Limit[Any] | None:
        names = list(element.limits)
        return self.ruleset.limits[names[0]] if len(names) == 1 else None

    def _fingerprint(self, element: str, scope: Iterable[str], kind: str) -> str:
        parts = (self.framework, element, ",".join(sorted(scope)), kind)
        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    def _grouped(
        self, rule: Rule, findings: dict[str, ElementFinding]
    ) -> tuple[ElementFinding, ...]:
        """Return the findings in order, with each any-of group as one element with alternatives."""
        groups = {element.name: element.group for element in rule.elements}
        done: dict[str, ElementFinding] = {}
        for name, finding in findings.items():
            group = groups[name]
            if group is None:
                done[name] = finding
            elif group not in done:
                members = tuple(
                    element for key, element in findings.items() if groups[key] == group
                )
                done[group] = self._any_of(rule, group, members)
        return tuple(done.values())

    def _any_of(
        self, rule: Rule, group: str, members: tuple[ElementFinding, ...]
    ) -> ElementFinding:
        outcome = any_of(element.outcome for element in members)
        decisive = next(element for element in members if element.outcome is outcome)
        identity = f"{rule.criterion}/{group}"
        return ElementFinding(
            id=identity,
            requirement=rule.groups[group],
            outcome=decisive.outcome,
            advisory=all(element.advisory for element in members),
            level_needed=decisive.level_needed,
            level_found=decisive.level_found,
            reason=decisive.reason,
            message=decisive.message,
            remedy=decisive.remedy,
            fingerprint=self._fingerprint(identity, decisive.scope, decisive.kind),
            limit=decisive.limit,
            scope=decisive.scope,
            notes=decisive.notes,
            alternatives=members,
            problems=decisive.problems,
            kind=decisive.kind,
            office=decisive.office,
            until=decisive.until,
            wanted=decisive.wanted,
            lacks=decisive.lacks,
        )


def _left_to_a_reader(element: Element, verdict: Verdict, trail: Trail) -> str:
    """Return what a person must still judge: what the rule leaves open, and hedged quotes."""
    notes = [element.reader] if element.reader else []
    if verdict.outcome is Outcome.PASS:
        hedged: dict[str, dict[str, None]] = {}
        for seen in trail.entries:
            if seen.hedge:
                hedged.setdefault(seen.hedge, {})[f"{seen.field} in {seen.file}"] = None
        notes += [
            f"whether the quote for {listing(places)} binds: it says {word!r}"
            for word, places in hedged.items()
        ]
        notes += [
            f"whether {seen.field} in {seen.file} is {shown(seen.value)}: its quote says "
            f"{said_of(seen.differs)}, with which it would pass too"
            for seen in once(trail.entries)
            if seen.differs
        ]
    return "; ".join(notes)


def _rank(level: Level | None) -> int:
    return -1 if level is None else level.rank


def _decisive_kind(element: Element) -> str:
    """Return the kind that falls short if a verdict names none: the first that is read.

    A roster only says whom to look at, so the first kind of evidence after it is taken.
    """
    first = next(iter(element.kinds), None)
    if first is not None and first.name == ROSTER:
        evidence = (*element.kinds_needed, *element.kinds)
        first = next((kind for kind in evidence if kind.family is not Family.DENOMINATOR), first)
    return first.name if first is not None else ""


def _best_level(trail: Trail) -> Level | None:
    """Return the highest level of evidence that was read; None for denominators only."""
    levels = filter(None, map(attrgetter("level"), (*trail.entries, *trail.samples)))
    return max(levels, key=attrgetter("rank"), default=None)
