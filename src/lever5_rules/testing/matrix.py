"""The matrix of seeded defects: every defect that the declarations give, for every element.

A sound district is spoiled in one respect at a time: an artifact removed or of another year, a
field blank or a placeholder, a document without its sources, a campus or a role left out, a limit
one step beyond what the evidence shows. For each defect the declarations determine which elements
must notice, and with which reason; all others must say the same as before. New rules, also those of
plugins, are included automatically.

    python -m lever5_rules.testing

prints the size of the matrix and the cells that fail.
"""

from collections.abc import Collection, Iterator, Mapping
from os.path import basename
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.kinds import ENVELOPE, Document, KindInfo
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.checking import names_of
from lever5_rules.core.errors import RuleError
from lever5_rules.core.frozen_map import FrozenMap
from lever5_rules.core.limits import Limit, Ruleset
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.verdict import Verdict
from lever5_rules.core.years import SchoolYear
from lever5_rules.engine.judge import Judge
from lever5_rules.engine.needs import Review
from lever5_rules.engine.rules import Element
from lever5_rules.engine.trail import Trail
from lever5_rules.framework import framework
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.ruleset.ruleset_files import load_ruleset
from lever5_rules.support.error_text import place_outside

from .attack import without_sources, year_ago
from .cells import RAISED, REFUSED, Answer, Cell, Seeded, cell_of, is_same, names_defect, words_of
from .district import District
from .places import (
    PROFILE,
    counts_by,
    deciding_columns,
    dropped,
    everywhere,
    names_in,
    places_in,
    type_at,
)
from .sample import SAMPLE

HIGHEST = 100_000
_NOTHING_TO_JUDGE_BY = (
    *(Reason.TOO_EARLY, Reason.NO_DENOMINATOR, Reason.NO_RECORDS, Reason.UNREADABLE),
)


class Matrix:
    """Seeds defects in a district and compares what each element says."""

    def __init__(
        self,
        district: District = SAMPLE,
        *,
        criteria: Collection[str] = (),
        ruleset: str = "default",
    ) -> None:
        """Prepare the matrix for the criteria with the given ids; without any, for all."""
        self.district = district
        self.loaded = load_plugins(district.plugins, entry_points=False)
        self.ruleset = load_ruleset(ruleset, self.loaded.rulesets, names_of(self.loaded))
        self.bundle = self.load(district)
        profile = self.bundle.profile
        self.review = Review(profile.as_of, SchoolYear.parse(profile.school_year))
        self.elements = [
            element
            for name, (rule, _) in self.loaded.rules.items()
            if not criteria or name in criteria
            for element in rule.elements
        ]
        self.reads: dict[str, frozenset[tuple[str, ...]]] = {}
        self._cited: dict[str, frozenset[str]] = {}
        self.sound = self.judge(self.bundle, reads=self.reads)

    def cells(self) -> Iterator[Cell]:
        """Yield every cell. Raises ValueError if an element does not pass on the sound district."""
        unsound = [
            name for name, answer in self.sound.items() if answer.outcome is not Outcome.PASS
        ]
        if unsound:
            raise ValueError(f"These do not pass on the sound district: {unsound}.")
        kinds = {kind.name: kind for element in self.elements for kind in element.kinds}
        for kind in kinds.values():
            yield from self._of_kind(kind)
            for name, info in kind.fields.items():
                yield from self._of_field(kind, name, info)
        for element in self.elements:
            for limit in element.limits:
                yield from self._of_limit(element, limit)

    def _of_kind(self, kind: KindInfo) -> Iterator[Cell]:
        readers = {e.id for e in self.elements if kind in e.kinds_needed}
        absent = Reason.NO_ARTIFACT
        if kind.family.level is None:
            absent = Reason.NO_DENOMINATOR
        changed = self._without(kind)
        yield from self._compare(
            Seeded.ABSENT, f"{kind.name} absent", changed, dict.fromkeys(readers, absent)
        )
        if kind.name == PROFILE:
            return
        if kind.dated_by or kind.year_by:
            yield from self._compare(
                Seeded.OTHER_YEAR,
                f"{kind.name} of another year",
                self.with_kind(kind, year_ago(self.district, kind)),
                dict.fromkeys(readers, Reason.WRONG_YEAR),
            )
        if issubclass(kind.cls, Document):
            needing = {name for name in readers if kind.name in self._cited[name]}
            yield from self._compare(
                Seeded.UNSOURCED,
                f"{kind.name} without sources",
                self.with_kind(kind, without_sources(self.district, kind)),
                dict.fromkeys(needing, Reason.ASSERTION_ONLY),
            )
        for campus in self.district.campuses:
            yield from self._left_out(Seeded.CAMPUS, kind, campus, readers)
        for role in Role:
            yield from self._left_out(Seeded.ROLE, kind, role.value, readers)

    def _of_field(self, kind: KindInfo, name: str, info: FieldInfo) -> Iterator[Cell]:
        if info.optional or (not kind.table and name in ENVELOPE) or kind.name == PROFILE == name:
            return
        if kind.name == PROFILE and name in ("school_year", "campuses"):
            return
        for place in places_in(name, info):
            dates = place == (kind.dated_by or kind.year_by,)
            readers = {
                e.id
                for e in self.elements
                if kind in e.kinds_needed
                if (kind.name, *place) in self.reads[e.id] or dates
            }
            harms: list[tuple[Seeded, Any, Reason]] = [
                (Seeded.BLANK, None, Reason.BLANK_FIELD),
                (Seeded.PLACEHOLDER, "TBD", Reason.PLACEHOLDER),
            ]
            if issubclass(kind.cls, Document) and type_at(kind, place) is not bool:
                harms.append((Seeded.SAID_ABSENT, False, Reason.STATED_ABSENT))
            for seeded, value, reason in harms:
                yield from self._compare(
                    seeded,
                    f"{kind.name}.{'.'.join(place)} {seeded}",
                    self.with_kind(kind, everywhere(self.district, kind, place, value)),
                    dict.fromkeys(readers, reason),
                )

    def _left_out(
        self, seeded: Seeded, kind: KindInfo, name: str, readers: set[str]
    ) -> Iterator[Cell]:
        """Yield the cells for leaving out one campus or role.

        A reader that notices a missing campus must name it.
        """
        spoilt = dropped(self.district, kind, name)
        if spoilt is None:
            return
        judged = self.judge(self.with_kind(kind, spoilt))
        for element, answer in judged.items():
            before = self.sound[element]
            same = answer.outcome is Outcome.PASS or answer.outcome is None
            wrong = ""
            if element not in readers:
                # A requirement for people of a role does not apply if nobody has the role.
                out = answer.outcome in (Outcome.MISSING, None) or name in words_of(answer)
                may = out and self._may_notice(element, kind.name)
                fits = may or is_same(answer, before)
                wrong = "" if fits else f"does not read it and says: {answer.message}"
            elif not same and seeded is Seeded.CAMPUS and name not in words_of(answer):
                wrong = f"does not name {name}: {answer.message}"
            defect = f"{kind.name} without {name}"
            yield cell_of(seeded, element, defect, not same, wrong, answer)

    def _of_limit(self, element: Element, name: str) -> Iterator[Cell]:
        """Yield the cells on both sides of the value at which a limit turns a pass into a gap."""
        limit = self.ruleset.limits[name]
        if isinstance(limit.value, bool) or not isinstance(limit.value, (int, float)):
            return
        turned = False
        for extreme in (0, HIGHEST):
            if self._at(element, name, limit, extreme).outcome is Outcome.PASS:
                continue
            turned = True
            inside, beyond = self._turning_point(element, name, limit, extreme)
            over, at = (self._at(element, name, limit, value) for value in (beyond, inside))
            # Some limits set how soon, or how much of the calendar, there is anything to judge.
            short = over.outcome is Outcome.GAP or over.reason in _NOTHING_TO_JUDGE_BY
            wrong = "" if short else f"should be a gap and is {over.reason}: {over.message}"
            yield cell_of(Seeded.LIMIT, element.id, f"{name} = {beyond}", True, wrong, over)
            wrong = "" if at.outcome is Outcome.PASS else f"should pass: {at.message}"
            yield cell_of(Seeded.AT_LIMIT, element.id, f"{name} = {inside}", True, wrong, at)
        if not turned:
            sound = self.sound[element.id]
            yield cell_of(Seeded.LIMIT, element.id, name, False, "", sound)

    def _turning_point(
        self, element: Element, name: str, limit: Limit[Any], extreme: float
    ) -> tuple[float, float]:
        """Return the last value of a limit at which the element passes, and the first at which
        not."""
        inside: float = limit.value
        beyond: float = extreme
        whole = isinstance(limit.value, int)
        while abs(beyond - inside) > (1 if whole else 1e-9):
            middle = (inside + beyond) // 2 if whole else (inside + beyond) / 2
            if self._at(element, name, limit, middle).outcome is Outcome.PASS:
                inside = middle
            else:
                beyond = middle
        return inside, beyond

    def _at(self, element: Element, name: str, limit: Limit[Any], value: float) -> Verdict:
        changed = FrozenMap({**self.ruleset.limits, name: evolve(limit, value=value)})
        judge = self._judge_of(self.bundle, evolve(self.ruleset, limits=changed))
        return _verdict(judge, element, judge.trail())

    def _compare(
        self, seeded: Seeded, defect: str, bundle: LoadedBundle, expected: Mapping[str, Reason]
    ) -> Iterator[Cell]:
        kind, _, column = defect.split()[0].partition(".")
        for name, answer in self.judge(bundle).items():
            reason = expected.get(name)
            same = is_same(answer, self.sound[name])
            missing = answer.outcome is Outcome.MISSING
            if reason is None:
                still = missing or answer.outcome is self.sound[name].outcome
                fits = same or (still and self._may_notice(name, kind, column))
                expectation = "should not notice"
            elif same and self._is_known_elsewhere(defect.split()[0]):
                continue
            elif seeded is Seeded.OTHER_YEAR:
                fits = answer.outcome in (Outcome.MISSING, Outcome.GAP)
                expectation = f"should be {reason} and is {answer.reason}"
            else:
                other = missing and reason.outcome is Outcome.MISSING
                fits = answer.reason is reason or (other and names_defect(answer, kind, column))
                expectation = f"should be {reason} and is {answer.reason}"
            wrong = "" if fits else f"{expectation}: {answer.message}"
            noticed = reason is not None
            yield cell_of(seeded, name, defect, noticed, wrong, answer)

    def _is_known_elsewhere(self, field: str) -> bool:
        """Return whether roster or session provide the value of a field that is blank."""
        name, _, column = field.partition(".")
        kind = self.loaded.kinds.get(name)
        info = kind.fields.get(column) if kind is not None else None
        if kind is None or info is None:
            return False
        return bool(info.of_person or (column == kind.dated_by and kind.counting.session_by))

    def _may_notice(self, name: str, kind: str, column: str = "") -> bool:
        """Return whether an element may notice missing evidence of a kind without having to.

        It reads the kind only beside others, or the kind (or this column) decides which of its rows
        count.
        """
        element = next(candidate for candidate in self.elements if candidate.id == name)
        if kind in {info.name for info in element.kinds_needed}:
            return column in deciding_columns(self.loaded.kinds[kind])
        return any(info.name == kind or kind in counts_by(info) for info in element.kinds)

    def judge(
        self,
        bundle: LoadedBundle,
        reads: dict[str, frozenset[tuple[str, ...]]] | None = None,
        elements: Collection[Element] | None = None,
    ) -> dict[str, Answer]:
        """Return what the given elements (default: all) say about a bundle.

        `reads` is filled with what each of them read.
        """
        judge = self._judge_of(bundle, self.ruleset)
        answers = {}
        for element in self.elements if elements is None else elements:
            trail = judge.trail()
            verdict = _verdict(judge, element, trail)
            answers[element.id] = Answer(
                verdict.outcome, verdict.reason, verdict.message, verdict.scope, verdict.remedy
            )
            if reads is not None:
                values = {(entry.kind, *names_in(entry.pointer)) for entry in trail.entries}
                reads[element.id] = frozenset(values | trail.columns | trail.chosen)
                self._cited[element.id] = frozenset(
                    seen.kind for seen in trail.entries if seen.cites
                )
        return answers

    def _judge_of(self, bundle: LoadedBundle, ruleset: Ruleset) -> Judge:
        return Judge(bundle, ruleset, self.review, self.loaded.kinds, framework().id)

    def load(self, district: District) -> LoadedBundle:
        """Return a district as the loader reads it."""
        return load(Bundle.from_mapping(district.files()), self.loaded.kinds)

    def _without(self, kind: KindInfo) -> LoadedBundle:
        documents = {k: v for k, v in self.bundle.documents.items() if k != kind.name}
        tables = {k: v for k, v in self.bundle.tables.items() if k != kind.name}
        return evolve(self.bundle, documents=documents, tables=tables)

    def with_kind(self, kind: KindInfo, district: District) -> LoadedBundle:
        """Return the sound bundle with the artifacts of one kind taken from another district."""
        part = self.load(district.holding({kind.name, PROFILE}))
        rest = self._without(kind)
        documents, tables = dict(rest.documents), dict(rest.tables)
        if kind.name in part.documents:
            documents[kind.name] = part.documents[kind.name]
        if kind.name in part.tables:
            tables[kind.name] = part.tables[kind.name]
        return evolve(rest, documents=documents, tables=tables, lost=part.lost)


def _verdict(judge: Judge, element: Element, trail: Trail) -> Verdict:
    """Return the verdict; if the rule raises, a verdict that is neither pass, gap nor missing."""
    try:
        return judge.verdict(element, trail)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if isinstance(error, RuleError):
            return Verdict(None, f"{REFUSED}{error}{place_outside(error) or _place_of(element)}")
        return Verdict(None, f"{RAISED}{type(error).__name__}: {error}{place_outside(error)}")


def _place_of(element: Element) -> str:
    """Return where an element is written, in brackets."""
    code = getattr(element.function, "__code__", None)
    return f" ({basename(code.co_filename)}, line {code.co_firstlineno})" if code else ""
